//! Decisions about changes. Pure.

pub mod conflicts;
pub mod risk;
pub mod written;

use super::{Content, Kind, Seat, State};
use crate::approvals::Decision;

/// What is done to a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What is written of it is changed.
    Edit,
    /// Those who must agree are asked.
    Submit,
    /// They all agreed.
    Accept,
    /// One of them did not.
    Refuse,
    /// It begins.
    Start,
    /// It was carried out.
    Finish,
    /// It was undone.
    BackOut,
    /// It is given up.
    Cancel,
    /// It is taken up again.
    Reopen,
}

/// Where a step leads; nothing when it may not be taken. What was agreed to goes back to those who agreed when it is
/// edited; a standard change was agreed to before, an emergency begins while they are asked.
pub fn after(state: State, kind: Kind, step: Step) -> Option<State> {
    let (is_standard, is_emergency) = (kind == Kind::Standard, kind == Kind::Emergency);
    let to = match (state, step) {
        (State::Approved, Step::Edit) | (State::Draft, Step::Submit) if is_standard => State::Approved,
        (State::AwaitingApproval, Step::Start) if is_emergency => State::InProgress,
        (State::Draft, Step::Edit)
        | (State::AwaitingApproval, Step::Refuse)
        | (State::Cancelled, Step::Reopen) => State::Draft,
        (State::AwaitingApproval | State::Approved, Step::Edit) | (State::Draft, Step::Submit) => {
            State::AwaitingApproval
        }
        (State::AwaitingApproval, Step::Accept) => State::Approved,
        (State::Approved, Step::Start) | (State::Done | State::BackedOut, Step::Reopen) => State::InProgress,
        (State::InProgress, Step::Finish) => State::Done,
        (State::InProgress, Step::BackOut) => State::BackedOut,
        (State::Draft | State::AwaitingApproval | State::Approved, Step::Cancel) => State::Cancelled,
        _ => return None,
    };
    Some(to)
}

/// Whether those asked may still answer: before it begins, or afterwards for an emergency.
pub fn may_decide(state: State, kind: Kind) -> bool {
    let has_begun = matches!(state, State::InProgress | State::Done | State::BackedOut);
    state == State::AwaitingApproval || (kind == Kind::Emergency && has_begun)
}

/// What the answers to a revision come to: every one must agree, one refusal is enough.
pub fn outcome(seats: &[Seat], revision: i64) -> Option<Decision> {
    let answers: Vec<_> =
        seats.iter().filter(|seat| seat.revision == revision).map(|seat| seat.decision).collect();
    crate::approvals::rules::outcome(crate::approvals::Rule::All, &answers)
}

/// Whether what beneficiaries were told no longer holds: other times or other places.
pub fn is_moved(before: &Content, now: &Content) -> bool {
    before.planned != now.planned || before.places != now.places
}

#[cfg(test)]
mod tests {
    use super::*;
    use State::{Approved, AwaitingApproval, BackedOut, Cancelled, Done, Draft, InProgress};
    use proptest::prelude::*;

    const STEPS: [Step; 9] = [
        Step::Edit,
        Step::Submit,
        Step::Accept,
        Step::Refuse,
        Step::Start,
        Step::Finish,
        Step::BackOut,
        Step::Cancel,
        Step::Reopen,
    ];

    #[test]
    fn a_change_goes_from_state_to_state() {
        let (standard, normal, emergency) = (Kind::Standard, Kind::Normal, Kind::Emergency);
        let cases = [
            (Draft, normal, Step::Submit, Some(AwaitingApproval)),
            (Draft, standard, Step::Submit, Some(Approved)),
            (AwaitingApproval, normal, Step::Accept, Some(Approved)),
            (AwaitingApproval, normal, Step::Refuse, Some(Draft)),
            (AwaitingApproval, normal, Step::Start, None),
            (AwaitingApproval, emergency, Step::Start, Some(InProgress)),
            (Draft, emergency, Step::Start, None),
            (Approved, normal, Step::Edit, Some(AwaitingApproval)),
            (Approved, standard, Step::Edit, Some(Approved)),
            (Approved, normal, Step::Start, Some(InProgress)),
            (InProgress, normal, Step::Edit, None),
            (InProgress, normal, Step::Cancel, None),
            (InProgress, normal, Step::Finish, Some(Done)),
            (InProgress, normal, Step::BackOut, Some(BackedOut)),
            (Cancelled, normal, Step::Reopen, Some(Draft)),
            (BackedOut, normal, Step::Reopen, Some(InProgress)),
            (Done, normal, Step::Edit, None),
        ];
        for (state, kind, step, expected) in cases {
            assert_eq!(after(state, kind, step), expected, "{state:?} {kind:?} {step:?}");
        }
    }

    #[test]
    fn an_emergency_is_agreed_to_afterwards() {
        assert!(may_decide(Done, Kind::Emergency) && may_decide(InProgress, Kind::Emergency));
        assert!(!may_decide(Done, Kind::Normal) && !may_decide(Cancelled, Kind::Emergency));
        assert!(may_decide(AwaitingApproval, Kind::Normal) && !may_decide(Draft, Kind::Normal));
    }

    proptest! {
        /// Whatever is done to a normal change, it never begins unless somebody agreed since it was last written.
        #[test]
        fn nothing_begins_that_was_not_agreed_to_as_written(steps in prop::collection::vec(0usize..9, 0..40)) {
            let (mut state, mut agreed) = (Draft, false);
            for step in steps.into_iter().map(|place| STEPS[place]) {
                let Some(next) = after(state, Kind::Normal, step) else { continue };
                match step {
                    Step::Accept => agreed = true,
                    Step::Edit | Step::Submit | Step::Refuse => agreed = false,
                    Step::Start => prop_assert!(agreed),
                    _ => {}
                }
                if step == Step::Reopen && next == Draft { agreed = false; }
                state = next;
            }
        }
    }
}
