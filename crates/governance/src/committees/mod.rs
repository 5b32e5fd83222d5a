//! Committees of the agreement: the meetings it plans each year and whether they were held (R7.1, R7.2).

pub mod rules;

use agreements::document::{Committee, CommitteeKind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A kind of meeting.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// Steering committee (COPIL): January and June.
    Copil,
    /// Technical committee (COTECH): April, September and December, three a year at least.
    Cotech,
    /// Operational review: every month, with its report.
    Operational,
}

impl MeetingKind {
    /// Every kind, the steering committee first.
    pub const ALL: [Self; 3] = [Self::Copil, Self::Cotech, Self::Operational];

    /// The identifier in files, in the API and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Copil => "copil",
            Self::Cotech => "cotech",
            Self::Operational => "operational",
        }
    }

    /// The kind of a committee of an agreement.
    pub fn of(committee: CommitteeKind) -> Self {
        match committee {
            CommitteeKind::Steering => Self::Copil,
            CommitteeKind::Technical => Self::Cotech,
            CommitteeKind::Operational => Self::Operational,
        }
    }

    /// Message key of the name of the meeting.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Copil => "committees-copil",
            Self::Cotech => "committees-cotech",
            Self::Operational => "committees-operational",
        }
    }
}

/// What became of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingStatus {
    /// On the calendar, not held yet.
    Planned,
    /// It took place on its date.
    Held,
    /// It will not take place.
    Cancelled,
}

/// A meeting as the compliance rule needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Kind of meeting.
    pub kind: MeetingKind,
    /// The day it is planned for or was held on.
    pub date: Date,
    /// What became of it.
    pub status: MeetingStatus,
    /// Whether its report was delivered: an operational review counts only with one.
    #[serde(default)]
    pub report: bool,
}

/// One meeting the plan asks for: a kind and a month (R7.2).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct Slot {
    /// Kind of meeting.
    pub kind: MeetingKind,
    /// Calendar year.
    pub year: i16,
    /// Calendar month, 1 to 12.
    pub month: i8,
}

/// The meetings the agreement plans every year: for each kind the months, and the least number of COTECH.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingPlan {
    /// Months of each kind, in the order of the year.
    pub months: Vec<(MeetingKind, Vec<i8>)>,
    /// Least number of technical committees held in a year.
    pub cotech_minimum: u32,
}

impl MeetingPlan {
    /// The plan that an agreement sets up.
    pub fn of(committees: &[Committee]) -> Self {
        let months = |one: &Committee| one.months.iter().filter_map(|m| i8::try_from(*m).ok()).collect();
        let technical = committees.iter().find(|one| one.code == CommitteeKind::Technical);
        Self {
            months: committees.iter().map(|one| (MeetingKind::of(one.code), months(one))).collect(),
            cotech_minimum: technical.map_or(0, |one| u32::from(one.minimum_per_year)),
        }
    }
}

impl Default for MeetingPlan {
    /// The plan of the founding agreement: 2 + 3 + 12 = 17 slots a year (R7.1).
    fn default() -> Self {
        Self {
            months: vec![
                (MeetingKind::Copil, vec![1, 6]),
                (MeetingKind::Cotech, vec![4, 9, 12]),
                (MeetingKind::Operational, (1..=12).collect()),
            ],
            cotech_minimum: 3,
        }
    }
}

/// How the meetings of a year follow the plan at a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Compliance {
    /// Meetings held in the year, of each kind, in or out of their slot.
    pub held: Vec<(MeetingKind, u32)>,
    /// Slots due: their month is over, or they are filled already.
    pub due: Vec<Slot>,
    /// Slots due and filled.
    pub filled: Vec<Slot>,
    /// Slots due and not filled.
    pub missing: Vec<Slot>,
    /// Whether the least number of technical committees is reached already.
    pub cotech_minimum_met: bool,
    /// Nothing is missing and, once the year is over, the COTECH minimum is reached; nothing when no slot is due (R5.3).
    pub compliant: Option<bool>,
}

impl Compliance {
    /// Meetings held of one kind.
    pub fn held(&self, kind: MeetingKind) -> u32 {
        self.held.iter().find(|(k, _)| *k == kind).map_or(0, |(_, count)| *count)
    }

    /// Filled over due as counted, `16/17`; nothing when no slot is due.
    pub fn rate(&self) -> Option<String> {
        (!self.due.is_empty()).then(|| format!("{}/{}", self.filled.len(), self.due.len()))
    }
}
