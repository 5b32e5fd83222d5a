//! Were the planned meetings held? (R7.2) Pure.

use super::{Compliance, Meeting, MeetingKind, MeetingPlan, MeetingStatus, Slot};
use jiff::civil::{Date, date};
use kernel::{Exact, Explained, Explanation, Figure, Text};

/// Compliance of a year's meetings with the plan, at the start of the day `as_of`, explained.
///
/// A meeting dated after `as_of` counts for nothing, whatever its status says.
pub fn compliance(plan: &MeetingPlan, year: i16, as_of: Date, meetings: &[Meeting]) -> Explained<Compliance> {
    let value = assess(plan, year, as_of, meetings);
    let mut story = Explanation::of("R7.2", "art. 2", Text::new("committees-rule"));
    story.input(Text::new("committees-year"), Figure::Words(year.to_string()), None).input(
        Text::new("committees-as-of"),
        Figure::Date(as_of),
        None,
    );
    for (kind, count) in &value.held {
        let label = Text::new("committees-held").with("kind", kind.as_str());
        story.input(label, Figure::Count(i64::from(*count)), None);
    }
    let count = |slots: &[Slot]| Figure::Count(i64::try_from(slots.len()).unwrap_or(i64::MAX));
    story.step(Text::new("committees-due"), "", count(&value.due)).step(
        Text::new("committees-filled"),
        "",
        count(&value.filled),
    );
    for slot in &value.missing {
        let month = format!("{:04}-{:02}", slot.year, slot.month);
        story.step(
            Text::new("committees-missing").with("month", month),
            "",
            Figure::Text(Text::new(slot.kind.label_key())),
        );
    }
    let rate = value.rate().and_then(|rate| Exact::parse(&rate).ok()).map_or(Figure::NoData, Figure::Share);
    story.step(Text::new("committees-rate"), value.rate().unwrap_or_default(), rate);
    story.explain(value)
}

/// The same without its words.
pub fn assess(plan: &MeetingPlan, year: i16, as_of: Date, meetings: &[Meeting]) -> Compliance {
    let held: Vec<Meeting> = meetings
        .iter()
        .filter(|m| m.status == MeetingStatus::Held && m.date.year() == year && m.date <= as_of)
        .copied()
        .collect();
    let of_kind = |kind| held.iter().filter(|m| m.kind == kind).count();
    let is_filled = |slot: &Slot| held.iter().any(|meeting| fills(*meeting, *slot));
    let (filled, open): (Vec<Slot>, Vec<Slot>) = slots(plan, year).partition(is_filled);
    let missing: Vec<Slot> = open.into_iter().filter(|slot| is_month_over(*slot, as_of)).collect();
    let mut due: Vec<Slot> = filled.iter().chain(&missing).copied().collect();
    due.sort_unstable();
    let cotech_minimum_met = of_kind(MeetingKind::Cotech) >= plan.cotech_minimum as usize;
    let is_year_over = as_of.year() > year;
    let compliant = (!due.is_empty()).then_some(missing.is_empty() && (cotech_minimum_met || !is_year_over));
    let count = |kind| (kind, u32::try_from(of_kind(kind)).unwrap_or(u32::MAX));
    let held = MeetingKind::ALL.map(count).to_vec();
    Compliance { held, due, filled, missing, cotech_minimum_met, compliant }
}

/// Every slot of a year, kind by kind and month by month.
fn slots(plan: &MeetingPlan, year: i16) -> impl Iterator<Item = Slot> + '_ {
    plan.months.iter().flat_map(move |(kind, months)| {
        months.iter().map(move |month| Slot { kind: *kind, year, month: *month })
    })
}

/// A slot is filled by a meeting of its kind held in its month; an operational review needs its report.
fn fills(meeting: Meeting, slot: Slot) -> bool {
    meeting.kind == slot.kind
        && meeting.date.month() == slot.month
        && (meeting.kind != MeetingKind::Operational || meeting.report)
}

fn is_month_over(slot: Slot, as_of: Date) -> bool {
    as_of > date(slot.year, slot.month, 1).last_of_month()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(kind: MeetingKind, month: i8, day: i8) -> Meeting {
        Meeting { kind, date: date(2025, month, day), status: MeetingStatus::Held, report: true }
    }

    fn full_year() -> Vec<Meeting> {
        let plan = MeetingPlan::default();
        slots(&plan, 2025).map(|slot| held(slot.kind, slot.month, 15)).collect()
    }

    fn at(as_of: Date, meetings: &[Meeting]) -> Compliance {
        compliance(&MeetingPlan::default(), 2025, as_of, meetings).value
    }

    #[test]
    fn a_full_year_fills_seventeen_slots() {
        let year = at(date(2026, 1, 1), &full_year());
        assert_eq!(year.rate().as_deref(), Some("17/17"));
        assert_eq!(MeetingKind::ALL.map(|kind| year.held(kind)), [2, 3, 12]);
        assert_eq!((year.compliant, year.cotech_minimum_met), (Some(true), true));
    }

    #[test]
    fn a_june_committee_held_in_july_is_held_but_misses_its_slot() {
        let mut meetings = full_year();
        let june = meetings.iter_mut().find(|m| m.kind == MeetingKind::Copil && m.date.month() == 6).unwrap();
        june.date = date(2025, 7, 2);
        let year = at(date(2026, 1, 1), &meetings);
        assert_eq!(year.rate().as_deref(), Some("16/17"));
        assert_eq!(year.held(MeetingKind::Copil), 2);
        assert_eq!(year.missing, [Slot { kind: MeetingKind::Copil, year: 2025, month: 6 }]);
        assert_eq!(year.compliant, Some(false));
    }

    #[test]
    fn a_monthly_review_without_report_fills_nothing() {
        let mut meetings = full_year();
        meetings.iter_mut().filter(|m| m.kind == MeetingKind::Operational).for_each(|m| m.report = false);
        let year = at(date(2026, 1, 1), &meetings);
        assert_eq!(year.rate().as_deref(), Some("5/17"));
        assert_eq!(year.held(MeetingKind::Operational), 12);
    }

    #[test]
    fn a_slot_is_due_when_its_month_is_over_or_as_soon_as_it_is_filled() {
        assert_eq!(at(date(2025, 1, 31), &[]).rate(), None);
        assert_eq!(at(date(2025, 1, 31), &[]).compliant, None);
        assert_eq!(at(date(2025, 2, 1), &[]).rate().as_deref(), Some("0/2"));
        let early = [held(MeetingKind::Copil, 1, 14)];
        assert_eq!(at(date(2025, 1, 20), &early).rate().as_deref(), Some("1/1"));
        assert_eq!(at(date(2025, 1, 13), &early).rate(), None);
    }

    #[test]
    fn the_year_needs_three_technical_committees_once_it_is_over() {
        let mut plan = MeetingPlan::default();
        plan.months.retain(|(kind, _)| *kind == MeetingKind::Copil);
        let meetings = [held(MeetingKind::Copil, 1, 14), held(MeetingKind::Copil, 6, 14)];
        assert_eq!(assess(&plan, 2025, date(2025, 12, 31), &meetings).compliant, Some(true));
        assert_eq!(assess(&plan, 2025, date(2026, 1, 1), &meetings).compliant, Some(false));
    }

    #[test]
    fn only_held_meetings_count() {
        let planned = [Meeting { status: MeetingStatus::Planned, ..held(MeetingKind::Copil, 1, 14) }];
        assert_eq!(at(date(2025, 2, 1), &planned).held(MeetingKind::Copil), 0);
    }
}
