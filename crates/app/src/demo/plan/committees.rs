//! The committees of three years: planned each January from the agreement, held, their minutes validated, but for what goes
//! wrong in a real year: a June committee held in July, a review without its report.

use super::{Deed, Event, arrivals::instant, editions, editions::Edition};
use agreements::document::CommitteeKind;
use anyhow::{Context as _, Result};
use governance::meetings::rules::{day, plan};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, date},
};
use kernel::{Zone, months::next_working_day};

/// Something that happens about committees. A meeting is found by its beneficiary and the instant at which it was planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommitteeAct {
    /// The meetings of a year are planned.
    Plan {
        /// Code of the beneficiary.
        of: &'static str,
        /// Which year.
        year: i16,
    },
    /// Those who sit are named and invited, the agenda is completed.
    Convene(Sitting),
    /// A meeting is moved to a later day.
    Move {
        /// Which one.
        sitting: Sitting,
        /// To when, on the clock of Paris.
        to: &'static str,
    },
    /// It takes place, and the minutes are written.
    Hold {
        /// Which one, as it was planned.
        sitting: Sitting,
        /// When it takes place after all.
        at: Timestamp,
        /// Whether the activity report is presented.
        has_report: bool,
    },
    /// One side agrees to the minutes.
    Validate {
        /// Which one.
        sitting: Sitting,
        /// When it took place.
        at: Timestamp,
        /// Whether it is the provider's.
        by_provider: bool,
    },
    /// The actions of a meeting are done.
    Finish(Sitting),
}

/// A meeting of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Code of the beneficiary.
    pub of: &'static str,
    /// Which committee.
    pub committee: CommitteeKind,
    /// When it was planned.
    pub planned: Timestamp,
}

/// The committee of June 2025 was held on 2 July: held, yet its slot is missing (R7.2).
const LATE: (Date, &str) = (date(2025, 6, 1), "2025-07-02T10:00");
/// The review of this month had no report.
const WITHOUT_REPORT: Date = date(2024, 8, 1);

/// Everything about committees from January 2024 on.
pub(super) fn events() -> Result<Vec<Event>> {
    let mut events = vec![];
    for (of, edition) in [("PMPB", Edition::Targets), ("STC", Edition::Signed)] {
        let document = editions::document(of, edition)?;
        for year in [2024, 2025, 2026] {
            let first = next_working_day(date(year, 1, 2), Zone::Metropole).at(9, 0, 0, 0);
            let at = instant(first).context("no such instant")?;
            events.push(Event { at, deed: Deed::Committee(CommitteeAct::Plan { of, year }) });
            for (committee, planned) in plan(&document.committees, year) {
                life(&mut events, Sitting { of, committee, planned })?;
            }
        }
    }
    Ok(events)
}

fn life(events: &mut Vec<Event>, sitting: Sitting) -> Result<()> {
    let mut push = |at: Timestamp, act: CommitteeAct| events.push(Event { at, deed: Deed::Committee(act) });
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    let month = day(sitting.planned).first_of_month();
    let is_steering = sitting.committee == CommitteeKind::Steering;
    let is_late = is_steering && sitting.of == "PMPB" && month == LATE.0;
    let mut at = sitting.planned;
    push(at - days(6), CommitteeAct::Convene(sitting));
    if is_late {
        push(at - days(1), CommitteeAct::Move { sitting, to: LATE.1 });
        at = instant(LATE.1.parse()?).context("no such instant")?;
    }
    let has_report = !(sitting.of == "STC" && month == WITHOUT_REPORT);
    push(at + SignedDuration::from_mins(95), CommitteeAct::Hold { sitting, at, has_report });
    if sitting.committee != CommitteeKind::Operational {
        push(at + days(3), CommitteeAct::Validate { sitting, at, by_provider: true });
        push(at + days(9), CommitteeAct::Validate { sitting, at, by_provider: false });
        push(at + days(60), CommitteeAct::Finish(sitting));
    }
    Ok(())
}
