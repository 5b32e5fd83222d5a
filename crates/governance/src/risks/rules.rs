//! What is typed about risks and ways to improve. Pure.

use super::{RiskForm, RiskKind, RiskState};
use crate::meetings::rules::{long, short, side, words};
use jiff::civil::Date;
use kernel::{Side, Text};
use platform::Problems;

/// From 1 to this on each scale.
pub const SCALE: i64 = 4;
/// A weight from which an entry is grave.
pub const GRAVE: i64 = 9;

/// What a form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What it is.
    pub kind: RiskKind,
    /// How likely.
    pub likelihood: i64,
    /// How grave.
    pub impact: i64,
    /// Which side answers for it.
    pub side: Side,
    /// When it is read again.
    pub review_on: Date,
    /// Where it stands.
    pub state: RiskState,
}

/// Reads a form; tells every problem at once. What is accepted or closed says why in its treatment.
pub fn stated(form: &RiskForm) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    words(&mut problems, "title", &form.title);
    short(&mut problems, "title", &form.title);
    long(&mut problems, "description", &form.description);
    words(&mut problems, "owner", &form.owner);
    short(&mut problems, "owner", &form.owner);
    let kind = RiskKind::parse(&form.kind);
    if kind.is_none() {
        problems.add("kind", Text::new("risk-error-kind"));
    }
    let mut scale = |field: &str, typed: &str| {
        let found = typed.trim().parse().ok().filter(|value| (1..=SCALE).contains(value));
        if found.is_none() {
            problems.add(field, Text::new("risk-error-scale").with("limit", SCALE));
        }
        found
    };
    let (likelihood, impact) = (scale("likelihood", &form.likelihood), scale("impact", &form.impact));
    let side = side(&form.side);
    if side.is_none() {
        problems.add("side", Text::new("meeting-error-side"));
    }
    let review_on = form.review_on.trim().parse().ok();
    if review_on.is_none() {
        problems.add("review_on", Text::new("action-error-due"));
    }
    let state = if form.state.is_empty() { Some(RiskState::Open) } else { RiskState::parse(&form.state) };
    match state {
        None => problems.add("state", Text::new("risk-error-state")),
        Some(RiskState::Open) => long(&mut problems, "treatment", &form.treatment),
        Some(_) => words(&mut problems, "treatment", &form.treatment),
    }
    match (kind, likelihood, impact, side, review_on, state) {
        (Some(kind), Some(likelihood), Some(impact), Some(side), Some(review_on), Some(state))
            if problems.0.is_empty() =>
        {
            Ok(Stated { kind, likelihood, impact, side, review_on, state })
        }
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_told_and_what_ends_says_why() {
        let form = RiskForm {
            kind: "risk".into(),
            title: "Un seul lien vers le siège".into(),
            likelihood: "2".into(),
            impact: "4".into(),
            side: "provider".into(),
            owner: "Responsable réseau".into(),
            review_on: "2026-06-30".into(),
            ..RiskForm::default()
        };
        assert_eq!(stated(&form).unwrap().state, RiskState::Open);
        let fields = |form: &RiskForm| -> Vec<String> {
            stated(form).unwrap_err().0.into_iter().map(|problem| problem.field).collect()
        };
        assert_eq!(fields(&RiskForm { state: "closed".into(), ..form.clone() }), ["treatment"]);
        assert_eq!(
            fields(&RiskForm { likelihood: "5".into(), impact: "0".into(), ..form }),
            ["likelihood", "impact"]
        );
        assert_eq!(fields(&RiskForm::default()).len(), 7);
    }
}
