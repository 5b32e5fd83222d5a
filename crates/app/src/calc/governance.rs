//! `socle calc governance`: meetings held against the plan (R7.2).

use super::{
    Refusal,
    clock::Clocks,
    fields::{Day, Whole},
    session::Ask,
};
use governance::committees::{
    Meeting, MeetingKind, MeetingPlan, MeetingStatus,
    rules::{assess, compliance},
};
use kernel::Explanation;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    year: Whole,
    as_of: Day,
    meetings: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: MeetingKind,
    date: Day,
    status: MeetingStatus,
    report: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    copil: u32,
    cotech: u32,
    operational: u32,
    due: usize,
    filled: usize,
    missing: Vec<Slot>,
    rate: Option<String>,
    cotech_minimum_met: bool,
    compliant: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(super) struct Slot {
    kind: &'static str,
    month: String,
}

impl Query {
    fn year(&self) -> Result<i16, Refusal> {
        i16::try_from(self.year.0).ok().filter(|year| (1..=9_000).contains(year)).ok_or_else(|| {
            Refusal::of("calc-out-of-range").with("key", "year").with("min", 1).with("max", 9_000)
        })
    }

    fn meetings(&self) -> Vec<Meeting> {
        let meeting = |entry: &Entry| Meeting {
            kind: entry.kind,
            date: entry.date.0,
            status: entry.status,
            report: entry.report.unwrap_or(false),
        };
        self.meetings.iter().map(meeting).collect()
    }
}

impl Ask for Query {
    type Answer = Answer;

    fn answer(&self, _: &mut Clocks) -> Result<Answer, Refusal> {
        let found = assess(&MeetingPlan::default(), self.year()?, self.as_of.0, &self.meetings());
        Ok(Answer {
            copil: found.held(MeetingKind::Copil),
            cotech: found.held(MeetingKind::Cotech),
            operational: found.held(MeetingKind::Operational),
            due: found.due.len(),
            filled: found.filled.len(),
            rate: found.rate(),
            cotech_minimum_met: found.cotech_minimum_met,
            compliant: found.compliant,
            missing: found
                .missing
                .iter()
                .map(|slot| Slot {
                    kind: slot.kind.as_str(),
                    month: format!("{:04}-{:02}", slot.year, slot.month),
                })
                .collect(),
        })
    }

    fn explain(&self, _: &mut Clocks) -> Result<Explanation, Refusal> {
        let plan = MeetingPlan::default();
        Ok(compliance(&plan, self.year()?, self.as_of.0, &self.meetings()).explanation)
    }
}
