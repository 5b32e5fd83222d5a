//! What is typed about actions. Pure.

use super::{Action, ActionForm, ActionState};
use crate::meetings::{
    MinutesState,
    rules::{short, side, words},
};
use jiff::civil::Date;
use kernel::{Side, Text};
use platform::Problems;

/// What a form says about an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Which side does it.
    pub side: Side,
    /// Until which day.
    pub due_on: Date,
    /// Where it stands.
    pub state: ActionState,
}

/// Reads a form; tells every problem at once. What is given up says why.
pub fn stated(form: &ActionForm) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    words(&mut problems, "body", &form.body);
    words(&mut problems, "owner", &form.owner);
    short(&mut problems, "owner", &form.owner);
    let side = side(&form.side);
    if side.is_none() {
        problems.add("side", Text::new("meeting-error-side"));
    }
    let due_on = form.due_on.trim().parse().ok();
    if due_on.is_none() {
        problems.add("due_on", Text::new("action-error-due"));
    }
    let state = if form.state.is_empty() { Some(ActionState::Open) } else { ActionState::parse(&form.state) };
    if state.is_none() {
        problems.add("state", Text::new("action-error-state"));
    }
    if state == Some(ActionState::Dropped) {
        words(&mut problems, "outcome", &form.outcome);
    }
    match (side, due_on, state) {
        (Some(side), Some(due_on), Some(state)) if problems.0.is_empty() => {
            Ok(Stated { side, due_on, state })
        }
        _ => Err(problems),
    }
}

/// Whether a change leaves what the minutes say of an action as it is: once they are sent, only its state and what came of it
/// change; once they are validated, its day may move too, because the minutes are then a file of their own.
pub fn keeps_what_was_agreed(
    action: &Action,
    form: &ActionForm,
    stated: &Stated,
    minutes: MinutesState,
) -> bool {
    let is_same = form.body.trim() == action.body
        && stated.side == action.side
        && form.owner.trim() == action.owner
        && (minutes != MinutesState::Sent || stated.due_on == action.due_on);
    minutes == MinutesState::Draft || is_same
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_up_says_why() {
        let form = ActionForm {
            body: "Remplacer le commutateur".into(),
            side: "provider".into(),
            owner: "Chef de projet".into(),
            due_on: "2026-03-31".into(),
            state: "dropped".into(),
            ..ActionForm::default()
        };
        let problems = stated(&form).unwrap_err();
        assert_eq!(problems.0.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["outcome"]);
        let with_reason = ActionForm { outcome: "Site fermé".into(), ..form };
        assert_eq!(stated(&with_reason).unwrap().state, ActionState::Dropped);
        let all = stated(&ActionForm { state: "x".into(), ..ActionForm::default() }).unwrap_err();
        assert_eq!(all.0.len(), 5);
    }
}
