//! Values of the Syntec index: what was published, by whom, when, and every correction (R1.9 to R1.11).
//!
//! Values are facts about the world, the same for every agreement. A value is never changed: a publisher's
//! correction is a new row that names the row it replaces, so a frozen revision still finds its own.

pub mod actions;
pub mod api;
pub mod import;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use crate::revision::IndexSeries;
use jiff::{Timestamp, civil::Date};
use kernel::Exact;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// One entered value of the index.
    IndexId,
}

/// One entered value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PublishedValue {
    /// Identifier.
    pub id: IndexId,
    /// Which series it belongs to.
    pub series: IndexSeries,
    /// First day of the month the value relates to.
    pub month: Date,
    /// The value, base 100 in 1961.
    pub value: Exact,
    /// When it was published, if known.
    pub published_on: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// How sure the value is.
    pub confidence: Confidence,
    /// Who entered it.
    pub entered_by: String,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// The value it replaces: a correction by the publisher.
    pub replaces: Option<IndexId>,
}

/// How sure a value is (R1.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Confidence {
    /// Read in a published table.
    A,
    /// Found in two independent places, or cross-checked.
    B,
    /// Derived from other published figures.
    C,
}

impl Confidence {
    /// As stored and as written in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    /// Message key of what it means.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::A => "index-confidence-a",
            Self::B => "index-confidence-b",
            Self::C => "index-confidence-c",
        }
    }
}

/// A value as it was read, before it is known whether it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewValue {
    /// Series.
    pub series: IndexSeries,
    /// First day of the month.
    pub month: Date,
    /// The value.
    pub value: Exact,
    /// When it was published, if known.
    pub published_on: Option<Date>,
    /// Where it was read.
    pub source: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A value as typed on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndexForm {
    /// `old` or `revised`.
    #[serde(default)]
    pub series: String,
    /// `2025-03`.
    #[serde(default)]
    pub month: String,
    /// The value.
    #[serde(default)]
    pub value: String,
    /// `2025-04-30`; empty when not known.
    #[serde(default)]
    pub published: String,
    /// `A`, `B` or `C`.
    #[serde(default)]
    pub confidence: String,
    /// Where it was read.
    #[serde(default)]
    pub source: String,
}

/// Name of a series as stored, in files and in addresses.
pub fn series_name(series: IndexSeries) -> &'static str {
    match series {
        IndexSeries::Old => "old",
        IndexSeries::Revised => "revised",
    }
}

/// Message key of the words for a series.
pub fn series_key(series: IndexSeries) -> &'static str {
    match series {
        IndexSeries::Old => "index-series-old",
        IndexSeries::Revised => "index-series-revised",
    }
}

/// The series of a name.
pub fn series_named(name: &str) -> Option<IndexSeries> {
    [IndexSeries::Old, IndexSeries::Revised].into_iter().find(|s| series_name(*s) == name)
}

/// `2023-03`.
pub fn month_name(month: Date) -> String {
    month.strftime("%Y-%m").to_string()
}

/// Path of the page of one month with its history.
pub fn href(series: IndexSeries, month: Date) -> String {
    format!("/indices/{}/{}", series_name(series), month_name(month))
}

/// The values a new instance starts with, in the format of [`import`].
pub fn seed() -> &'static [u8] {
    include_bytes!("../../../../data/syntec.csv")
}
