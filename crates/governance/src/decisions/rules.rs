//! What a committee may decide. Pure.

use super::{DecidedTarget, Decision, DecisionForm, DecisionKind};
use crate::meetings::rules::words;
use agreements::document::{AgreementDocument, CommitteeKind, Operator, Unit};
use jiff::civil::Date;
use kernel::{Exact, Text};
use platform::Problems;
use std::sync::Arc;

/// What a form says about a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What it bears on.
    pub kind: DecisionKind,
    /// From which day it takes effect.
    pub effective_on: Date,
    /// The target, for a decision about one.
    pub target: Option<DecidedTarget>,
}

/// Reads a form of a meeting of `committee` on a day, under the agreement in force; tells every problem at once.
///
/// - A target, a price, a saving and a change of the catalogue are for the steering committee: it arbitrates and
///   validates, the others propose (article 2, R5.1).
/// - Nothing takes effect before the day it is decided: a target is never retroactive (R5.1).
/// - A target names a commitment of the agreement and a figure its unit allows.
pub fn stated(
    form: &DecisionForm,
    committee: CommitteeKind,
    day: Date,
    agreement: Option<&AgreementDocument>,
) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    words(&mut problems, "decision", &form.decision);
    let kind = DecisionKind::parse(&form.kind);
    if kind.is_none() {
        problems.add("kind", Text::new("decision-error-kind"));
    }
    if kind.is_some_and(|kind| kind != DecisionKind::Arbitration) && committee != CommitteeKind::Steering {
        problems.add("kind", Text::new("decision-error-committee"));
    }
    let effective_on = match form.effective_on.trim() {
        "" => Some(day),
        text => text.parse().ok(),
    };
    match effective_on {
        None => problems.add("effective_on", Text::new("decision-error-day")),
        Some(effective) if effective < day => {
            problems.add("effective_on", Text::new("decision-error-retroactive"));
        }
        Some(_) => {}
    }
    let target = match kind {
        Some(DecisionKind::Target) => target(form, agreement, &mut problems),
        _ => None,
    };
    match (kind, effective_on) {
        (Some(kind), Some(effective_on)) if problems.0.is_empty() => {
            Ok(Stated { kind, effective_on, target })
        }
        _ => Err(problems),
    }
}

/// The target a form states: a commitment of the agreement, and a figure its unit allows. What is wrong is added to `problems`.
pub(crate) fn target(
    form: &DecisionForm,
    agreement: Option<&AgreementDocument>,
    problems: &mut Problems,
) -> Option<DecidedTarget> {
    let commitment = agreement.and_then(|document| document.commitment(form.commitment.trim()));
    if commitment.is_none() {
        problems.add("commitment", Text::new("decision-error-commitment"));
    }
    let operator = operator(&form.operator);
    if operator.is_none() {
        problems.add("operator", Text::new("decision-error-operator"));
    }
    let typed = form.value.trim().replace(',', ".");
    let value = Exact::parse(&typed).ok().filter(|value| !value.is_negative());
    let is_allowed = value.as_ref().is_some_and(|value| {
        commitment.is_none_or(|one| one.unit != Unit::Percent || *value <= Exact::from(100))
    });
    if !is_allowed {
        problems.add("value", Text::new("decision-error-value"));
    }
    Some(DecidedTarget { commitment: commitment?.code.clone(), operator: operator?, value: typed })
}

/// The decided targets that no later amendment replaced: one that states another target than the version before it is the newer
/// agreement of both sides (R5.1). `stated`: what the versions state since which day, in order.
pub fn not_replaced(mut decided: Vec<Decision>, stated: &[(Date, Arc<AgreementDocument>)]) -> Vec<Decision> {
    decided.retain(|one| {
        let Some(decision) = &one.target else { return false };
        let target = |document: &AgreementDocument| document.commitment(&decision.commitment)?.target.clone();
        !stated.windows(2).any(|pair| {
            let [(_, before), (since, after)] = pair else { return false };
            *since > one.effective_on && target(after).is_some() && target(after) != target(before)
        })
    });
    decided
}

/// The operator of a stored or typed word.
pub fn operator(word: &str) -> Option<Operator> {
    match word {
        "at_least" => Some(Operator::AtLeast),
        "at_most" => Some(Operator::AtMost),
        _ => None,
    }
}

/// The word of an operator, stored and sent.
pub fn operator_word(operator: Operator) -> &'static str {
    match operator {
        Operator::AtLeast => "at_least",
        Operator::AtMost => "at_most",
    }
}

/// Message key of an operator.
pub fn operator_key(operator: Operator) -> &'static str {
    match operator {
        Operator::AtLeast => "decision-at-least",
        Operator::AtMost => "decision-at-most",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn document() -> AgreementDocument {
        let text = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
        agreements::document::check(text).document.unwrap()
    }

    fn form(kind: &str) -> DecisionForm {
        DecisionForm {
            kind: kind.into(),
            decision: "Décidé".into(),
            commitment: "G.2b".into(),
            operator: "at_least".into(),
            value: "95".into(),
            ..DecisionForm::default()
        }
    }

    fn fields(form: &DecisionForm, committee: CommitteeKind) -> Vec<String> {
        let stated = stated(form, committee, date(2026, 1, 13), Some(&document()));
        stated.map_or_else(|problems| problems.0.into_iter().map(|p| p.field).collect(), |_| vec![])
    }

    #[test]
    fn only_the_steering_committee_sets_targets_prices_and_the_catalogue() {
        for kind in ["target", "price", "catalogue", "saving"] {
            assert!(fields(&form(kind), CommitteeKind::Steering).is_empty(), "{kind}");
            assert_eq!(fields(&form(kind), CommitteeKind::Technical), ["kind"], "{kind}");
        }
        assert!(fields(&form("arbitration"), CommitteeKind::Operational).is_empty());
    }

    #[test]
    fn a_later_amendment_that_states_another_target_replaces_the_one_decided() {
        let decided = Decision {
            id: "d".into(),
            meeting: crate::meetings::MeetingKey { beneficiary: "b".into(), id: "m".into() },
            beneficiary_name: String::new(),
            year: 2026,
            number: 1,
            kind: DecisionKind::Target,
            body: String::new(),
            effective_on: date(2026, 2, 1),
            target: Some(DecidedTarget {
                commitment: "A.1a".into(),
                operator: Operator::AtLeast,
                value: "99".into(),
            }),
            withdrawn_at: None,
            minutes_state: crate::meetings::MinutesState::Validated,
        };
        let signed = Arc::new(document());
        let mut amended = document();
        let place = amended.commitments.iter().position(|one| one.code == "A.1a").unwrap();
        amended.commitments[place].target.as_mut().unwrap().value =
            agreements::document::Decimal(Exact::from(98));
        let amended = Arc::new(amended);
        let left =
            |stated: &[(Date, Arc<AgreementDocument>)]| not_replaced(vec![decided.clone()], stated).len();
        let first = (date(2022, 1, 1), signed.clone());
        assert_eq!(left(std::slice::from_ref(&first)), 1);
        assert_eq!(left(&[first.clone(), (date(2026, 6, 1), signed)]), 1, "it states what it stated");
        assert_eq!(left(&[first.clone(), (date(2026, 1, 1), amended.clone())]), 1, "decided since");
        assert_eq!(left(&[first, (date(2026, 6, 1), amended)]), 0);
    }

    #[test]
    fn a_target_is_never_retroactive_and_speaks_of_a_commitment() {
        let before = DecisionForm { effective_on: "2026-01-12".into(), ..form("target") };
        assert_eq!(fields(&before, CommitteeKind::Steering), ["effective_on"]);
        let unknown = DecisionForm { commitment: "Z.9".into(), value: "-1".into(), ..form("target") };
        assert_eq!(fields(&unknown, CommitteeKind::Steering), ["commitment", "value"]);
        let over = DecisionForm { commitment: "G.2a".into(), value: "100,5".into(), ..form("target") };
        assert_eq!(fields(&over, CommitteeKind::Steering), ["value"]);
        let typed =
            DecisionForm { value: "99,5".into(), effective_on: "2026-02-01".into(), ..form("target") };
        let stated = stated(&typed, CommitteeKind::Steering, date(2026, 1, 13), Some(&document())).unwrap();
        assert_eq!(stated.effective_on, date(2026, 2, 1));
        assert_eq!(stated.target.unwrap().value, "99.5");
    }
}
