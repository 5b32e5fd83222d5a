//! How long the agreement holds and how it can be left (article 7, R3.8 to R3.12).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Duration and signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Article that fixes the duration.
    pub article: String,
    /// First day.
    pub start: Date,
    /// Length in whole years; the last day is the eve of the anniversary.
    pub years: u8,
    /// Year of signature: it decides month zero and is never computed from the start (R0.6).
    pub signature_year: i16,
    /// Day of signature when the document bears one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_date: Option<Date>,
    /// Whether the agreement renews itself (R3.12).
    pub tacit_renewal: bool,
    /// Months before the last day at which both parties are warned (R3.12).
    pub warning_months: Vec<u8>,
    /// How the agreement can be left before its term.
    pub notice: Notice,
}

impl Term {
    /// Last day in force: the eve of the anniversary (R3.8: 2026-12-31 for 5 years from 2022-01-01);
    /// nothing when the calendar has no such day (beyond year 9999).
    pub fn last_day(&self) -> Option<Date> {
        let years = jiff::Span::new().try_years(i64::from(self.years)).ok()?;
        self.start.checked_add(years).ok()?.yesterday().ok()
    }
}

/// Early termination by notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Article that allows it.
    pub article: String,
    /// Length of the notice in months.
    pub months: u8,
    /// Year of the agreement from which it is possible: 3 is the third year.
    pub from_year: u8,
    /// What "from the third year" means (R3.9).
    pub reading: NoticeReading,
    /// A last day on a Saturday, Sunday or holiday moves to the next working day (R3.10).
    pub roll: bool,
    /// Whether leaving opens a right to compensation, apart from the goods (see `exit`).
    pub indemnity: bool,
}

/// The three readings of "notice of six months, from the third year" (R3.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticeReading {
    /// A: leaving is effective from the first day of that year; notice may be given before.
    EffectiveFromYear,
    /// B: notice may be given from the first day of that year.
    GivenFromYear,
    /// C: notice may be given once that year is over.
    GivenAfterYear,
}
