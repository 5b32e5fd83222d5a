//! A Prometheus that is asked: what its series say becomes incidents, outages and blind times.
//!
//! A *query* belongs to a source of kind [`super::Kind::Prometheus`]. Its series are read over `/api/v1/query_range` from the
//! last point read on, on a grid of whole steps, so that the same time read again says the same and makes nothing new. A value
//! of 0 is down, any other is up, a point without a value is a time in which nobody watched (R5.5).

pub mod actions;
pub mod api;
pub mod pages;
mod reading;
pub mod rules;
pub mod store;
pub mod views;
pub mod wire;

pub(super) use reading::turn;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a Prometheus is asked, and how far it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Query {
    /// Where it is, without the path of its interface.
    pub address: String,
    /// Its token, sealed; empty without one.
    #[serde(skip)]
    pub token: String,
    /// What is asked, in PromQL.
    pub expression: String,
    /// The label that names the site.
    pub site_label: String,
    /// Seconds between two points.
    pub step_seconds: i64,
    /// The last point read.
    pub read_until: Option<Timestamp>,
    /// When it last answered.
    pub last_read_at: Option<Timestamp>,
    /// Since when it does not.
    pub failing_since: Option<Timestamp>,
    /// Why.
    pub last_error: String,
    /// Raised at each change by a person.
    pub version: i64,
}

/// What is typed about a query. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QueryForm {
    /// Where the Prometheus is.
    pub address: String,
    /// Its token; empty keeps the one there is.
    pub token: String,
    /// `yes` to forget the token there is.
    pub without_token: String,
    /// What is asked.
    pub expression: String,
    /// The label that names the site; `site` when empty.
    pub site_label: String,
    /// Seconds between two points; 60 when empty.
    pub step: String,
    /// The version read before a change; 0 for a new one.
    pub version: i64,
}
