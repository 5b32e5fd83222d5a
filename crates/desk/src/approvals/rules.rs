//! Decisions about approvals. Pure.

use super::{Decision, Delegation, Rule};
use jiff::{SignedDuration, Timestamp, civil::Date, civil::Weekday};
use kernel::{Zone, holidays::is_holiday, id::PersonId};

/// How a step stands once its persons have answered so far: one refusal refuses it; nobody asked decides nothing.
pub fn outcome(rule: Rule, answers: &[Option<Decision>]) -> Option<Decision> {
    if answers.contains(&Some(Decision::Refused)) {
        return Some(Decision::Refused);
    }
    let accepted = answers.iter().filter(|answer| **answer == Some(Decision::Accepted)).count();
    let enough = match rule {
        Rule::Any => accepted > 0,
        Rule::All => accepted == answers.len() && accepted > 0,
    };
    enough.then_some(Decision::Accepted)
}

/// Whether `actor` may answer for `person` on a day: the person, or a delegate of that day. The requester answers
/// for nobody unless the form says so, not even as a delegate.
pub fn may_answer(
    actor: &PersonId,
    person: &PersonId,
    requester: &PersonId,
    own_approval: bool,
    delegations: &[Delegation],
    day: Date,
) -> bool {
    let is_delegate = delegations.iter().any(|one| {
        one.person == *person
            && one.delegate == *actor
            && one.cancelled_at.is_none()
            && one.from <= day
            && day <= one.to
    });
    (actor == person || is_delegate) && (own_approval || actor != requester)
}

/// Working days between two reminders.
pub const REMIND_DAYS: usize = 2;

/// Days after which nobody is reminded any more.
pub const REMINDED_DAYS: i64 = 30;

/// When those who have not answered are reminded next: after [`REMIND_DAYS`] working days at the same hour in Paris, as
/// long as the step has not been open for [`REMINDED_DAYS`].
pub fn next_reminder(opened: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let wall = now.to_zoned(Zone::Metropole.time_zone());
    let works = |day: &Date| {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(*day, Zone::Metropole)
    };
    let after = std::iter::successors(wall.date().tomorrow().ok(), |day| day.tomorrow().ok());
    let day = after.filter(works).nth(REMIND_DAYS - 1)?;
    let next = day.to_datetime(wall.time()).to_zoned(wall.time_zone().clone()).ok()?.timestamp();
    (next.duration_since(opened) <= SignedDuration::from_hours(24 * REMINDED_DAYS)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const YES: Option<Decision> = Some(Decision::Accepted);
    const NO: Option<Decision> = Some(Decision::Refused);

    #[test]
    fn one_is_enough_or_all_are_needed() {
        let cases = [
            (Rule::Any, vec![], None),
            (Rule::All, vec![], None),
            (Rule::Any, vec![None, None], None),
            (Rule::Any, vec![None, YES], YES),
            (Rule::All, vec![None, YES], None),
            (Rule::All, vec![YES, YES], YES),
            (Rule::Any, vec![NO, YES], NO),
            (Rule::All, vec![NO, None], NO),
        ];
        for (rule, answers, expected) in cases {
            assert_eq!(outcome(rule, &answers), expected, "{rule:?} {answers:?}");
        }
    }

    fn delegation(cancelled: bool) -> Delegation {
        Delegation {
            id: "d".to_owned().into(),
            organisation: "o".into(),
            person: "boss".into(),
            person_name: String::new(),
            delegate: "deputy".into(),
            delegate_name: String::new(),
            from: date(2026, 7, 1),
            to: date(2026, 7, 31),
            cancelled_at: cancelled.then_some(jiff::Timestamp::UNIX_EPOCH),
        }
    }

    #[test]
    fn a_delegate_answers_between_both_days_and_never_for_an_own_request() {
        let (boss, deputy, asker): (PersonId, PersonId, PersonId) =
            ("boss".into(), "deputy".into(), "asker".into());
        let may = |actor: &PersonId, requester: &PersonId, own, day| {
            may_answer(actor, &boss, requester, own, &[delegation(false)], day)
        };
        assert!(may(&boss, &asker, false, date(2026, 1, 1)));
        assert!(!may(&deputy, &asker, false, date(2026, 6, 30)));
        assert!(may(&deputy, &asker, false, date(2026, 7, 1)));
        assert!(may(&deputy, &asker, false, date(2026, 7, 31)));
        assert!(!may(&deputy, &asker, false, date(2026, 8, 1)));
        assert!(!may(&deputy, &deputy, false, date(2026, 7, 10)), "the delegate is the requester");
        assert!(!may(&boss, &boss, false, date(2026, 7, 10)));
        assert!(may(&boss, &boss, true, date(2026, 7, 10)), "the form says so");
        assert!(!may_answer(&deputy, &boss, &asker, false, &[delegation(true)], date(2026, 7, 10)));
    }

    /// Thursday 2026-04-02 10:00, then Good Friday (no holiday in Pau), the week-end and Easter Monday.
    #[test]
    fn a_reminder_waits_for_two_working_days_and_ends_after_a_month() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let thursday = at("2026-04-02T08:00:00Z");
        assert_eq!(next_reminder(thursday, thursday), Some(at("2026-04-07T08:00:00Z")));
        let saturday = at("2026-04-11T08:00:00Z");
        assert_eq!(next_reminder(saturday, saturday), Some(at("2026-04-14T08:00:00Z")));
        assert_eq!(next_reminder(thursday, at("2026-04-30T08:00:00Z")), None);
    }

    proptest! {
        /// More answers never turn a refusal into an agreement.
        #[test]
        fn a_refusal_stays(answers in prop::collection::vec(prop_oneof![Just(None), Just(YES), Just(NO)], 0..8), all in any::<bool>()) {
            let rule = if all { Rule::All } else { Rule::Any };
            if answers.contains(&NO) {
                prop_assert_eq!(outcome(rule, &answers), NO);
            }
        }
    }
}
