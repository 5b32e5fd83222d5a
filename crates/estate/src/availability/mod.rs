//! Availability of sites over a period (commitment A.1): what is recorded and what is measured (R5.5 to R5.11).

pub mod rules;

use jiff::Timestamp;
use kernel::{Exact, Interval};
use serde::{Deserialize, Serialize};

/// A site with everything that bears on its availability.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteRecord {
    /// What names the site in the result.
    pub id: String,
    /// Its weight in the network, 1 by default (R5.11).
    pub weight: Exact,
    /// Whose link serves it.
    pub link: Link,
    /// When the site entered the agreement; nothing when before the period (R5.11).
    pub from: Option<Timestamp>,
    /// When it left; nothing when after the period.
    pub to: Option<Timestamp>,
    /// Outages, in any order, overlapping or not.
    pub outages: Vec<OutageRecord>,
    /// Maintenance announced to the site.
    pub planned: Vec<Maintenance>,
    /// Time without monitoring: neither up nor down (R5.5).
    pub unknown: Vec<Interval>,
}

/// Whose link serves a site (R5.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// The provider's own network: inside the 99.5 %.
    #[default]
    Own,
    /// A carrier's link: outside the 99.5 %; each outage is held against the carrier's repair time.
    Carrier {
        /// Guaranteed repair time in seconds of clock time, when the carrier gives one.
        repair_seconds: Option<i64>,
    },
}

/// An outage of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutageRecord {
    /// What names the outage in the result.
    pub id: String,
    /// First instant of the outage.
    pub from: Timestamp,
    /// First instant after it; nothing while it lasts.
    pub to: Option<Timestamp>,
    /// Share of the site that is down, above 0 and up to 1, entered by a person with a reason (R5.11).
    pub factor: Exact,
}

/// Planned maintenance of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maintenance {
    /// The announced span. What lasts beyond it is an outage (R5.7).
    pub span: Interval,
    /// When it was announced; nothing when it is known to be early enough.
    pub announced_at: Option<Timestamp>,
}

/// What the agreement fixes about availability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Target as a share of 1 (0.995), or nothing when it is not contractual.
    pub target: Option<Exact>,
    /// Working days between the announcement of a maintenance and its first day, at least (R5.7).
    pub notice_days: u32,
    /// Outages no more than this many seconds apart are one cut (R5.9).
    pub merge_gap_seconds: u32,
}

impl Default for Terms {
    /// 99.5 %, five working days, no gap.
    fn default() -> Self {
        Self { target: Exact::ratio(995, 1000), notice_days: 5, merge_gap_seconds: 0 }
    }
}

/// What was measured on one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteAvailability {
    /// What names the site.
    pub id: String,
    /// Seconds of the window that count: neither planned nor unmonitored (R5.5).
    pub base_seconds: i64,
    /// Seconds down inside the base, each weighed by the worst factor of its instant.
    pub down_seconds: Exact,
    /// Up over base as a share of 1; nothing when the base is empty (R5.3).
    pub availability: Option<Exact>,
    /// Merged outages begun in the period and not wholly planned (R5.9).
    pub cuts: u32,
    /// Those of them that touch the window.
    pub cuts_in_window: u32,
    /// When each of them was.
    #[serde(skip)]
    pub cut_spans: Vec<Interval>,
    /// Mean length in clock seconds of the outages ended in the period; nothing when there is none (R5.10).
    pub mean_repair: Option<Exact>,
    /// The same in seconds of the window.
    pub mean_repair_in_window: Option<Exact>,
    /// Outages still open when the period ends: left out of the means.
    pub open_outages: Vec<String>,
}

/// The network as a whole (R5.11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkAvailability {
    /// Weighed up over weighed base of the sites on the provider's own network; nothing when there is no base.
    pub availability: Option<Exact>,
    /// Whether the exact value reaches the target; nothing without value or target (R5.4).
    pub met: Option<bool>,
    /// The site that fared worst, published beside the mean.
    pub worst: Option<String>,
}

/// A carrier's link held against its repair time (R5.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarrierRecord {
    /// The site it serves.
    pub id: String,
    /// Guaranteed repair time in seconds.
    pub repair_seconds: Option<i64>,
    /// Its outages that ended in the period or were open when it ended.
    pub outages: Vec<CarrierOutage>,
    /// Judged outages repaired in time.
    pub respected: u32,
    /// Outages that can be judged.
    pub judged: u32,
}

/// One outage of a carrier's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarrierOutage {
    /// What names the outage.
    pub id: String,
    /// Its length on the carrier's clock, up to the end of the period when it is still open.
    pub seconds: i64,
    /// Whether it was repaired in time; nothing while that is open, or without a guaranteed time.
    pub met: Option<bool>,
}

/// What was measured over a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Every site, in the order given.
    pub sites: Vec<SiteAvailability>,
    /// The provider's own network.
    pub network: NetworkAvailability,
    /// The sites on carrier links.
    pub carriers: Vec<CarrierRecord>,
}
