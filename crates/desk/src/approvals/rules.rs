//! Decisions about approvals. Pure.

use super::{Decision, Delegation, Rule};
use jiff::civil::Date;
use kernel::id::PersonId;

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
