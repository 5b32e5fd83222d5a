//! The state of the network for programs.

use super::{Status, actions};
use estate::outages::Outage;
use jiff::Timestamp;
use kernel::{Exact, Explanation};
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};
use schemars::JsonSchema;
use serde::Serialize;

/// The state of a beneficiary's network.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct StatusBody {
    as_of: Timestamp,
    /// Outages that last.
    open: Vec<Outage>,
    /// Works announced and not over.
    ahead: Vec<Works>,
    /// Outages of the past 90 days that are over, the latest first.
    past: Vec<Outage>,
    /// Availability of the network on the service window over these days, as a share of 1.
    availability: Option<Exact>,
    /// How it came about; nothing when nothing was measured.
    explanation: Option<Explanation>,
}

/// Announced works.
#[derive(Debug, Serialize, JsonSchema)]
struct Works {
    /// Title in French, then in English.
    title: [String; 2],
    from: Timestamp,
    to: Timestamp,
    /// Names of the sites; every one when empty.
    sites: Vec<String>,
}

/// GET /api/v1/status/{beneficiary}: what is cut off now, works ahead, the past 90 days.
pub(super) async fn show(ctx: Ctx, Path(code): Path<String>) -> WebResult<Json<StatusBody>> {
    let Status { open, ahead, past, report } = actions::read(&ctx, &code).await?;
    let ahead = ahead.into_iter().map(|shown| Works {
        from: shown.notice.span.from(),
        to: shown.notice.span.to(),
        title: shown.notice.title,
        sites: shown.site_names,
    });
    let network = report.measured.map(|measured| measured.network);
    Ok(Json(StatusBody {
        as_of: report.as_of,
        open,
        ahead: ahead.collect(),
        past,
        availability: network.as_ref().and_then(|network| network.value.availability.clone()),
        explanation: network.map(|network| network.explanation),
    }))
}
