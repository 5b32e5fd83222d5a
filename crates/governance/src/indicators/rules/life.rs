//! The life cycle of a commitment, from measured to a target in force, and the baseline of its closed months (R5.1). Pure.

use super::super::{Baseline, ClosedValue, Proposal, Stage};
use crate::{decisions::Decision, meetings::MinutesState};
use agreements::document::{Commitment, IndicatorFormula, Operator, Unit};
use jiff::civil::Date;
use kernel::{Exact, Explained, Explanation, Figure, Text};

/// Closed months with a value that make a baseline (R5.1).
pub const BASELINE_MONTHS: i64 = 3;

/// A version of the agreement, as far as one commitment is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionFact {
    /// Number of the version.
    pub number: i64,
    /// First day it rules.
    pub effective_from: Date,
    /// Whether it gives the commitment a target.
    pub has_target: bool,
}

/// What the stage is computed from.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// Code of the beneficiary, for addresses.
    pub beneficiary: &'a str,
    /// Versions of the agreement that name the commitment, in order.
    pub versions: &'a [VersionFact],
    /// Its values over the closed months, in order.
    pub closed: &'a [ClosedValue],
    /// Targets proposed for it, in order.
    pub proposals: &'a [Proposal],
    /// Decisions on its target, in order of their day.
    pub decisions: &'a [Decision],
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Step {
    /// The stage it leads to.
    pub stage: Stage,
    /// Whether it is done.
    pub is_reached: bool,
    /// Since when.
    pub on: Option<Date>,
    /// What it is tied to: a decision, a version of the agreement, a month.
    pub tie: Option<Text>,
    /// Page of what it is tied to.
    pub path: String,
}

/// Where a commitment stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Life {
    /// The furthest stage reached.
    pub stage: Stage,
    /// Every step, in order.
    pub steps: Vec<Step>,
}

/// Where a commitment stands on a day. A decided target comes before the one of the agreement, as it does when it judges.
pub fn life(facts: &Facts<'_>, today: Date) -> Life {
    let decided = facts.decisions.iter().rev().find(|one| one.withdrawn_at.is_none());
    let agreed = facts.decisions.iter().rev().find(|one| is_agreed(one));
    let version = facts.versions.iter().find(|one| one.has_target);
    let steps = vec![
        measured(facts),
        baseline(facts),
        proposed(facts, decided, version),
        match (agreed, version) {
            (Some(one), _) => of_decision(Stage::TargetAgreed, one, one.effective_on),
            (None, Some(one)) => of_version(facts, Stage::TargetAgreed, one, true),
            (None, None) => blank(Stage::TargetAgreed),
        },
        in_force(facts, today),
    ];
    let reached = steps.iter().rev().find(|step| step.is_reached);
    Life { stage: reached.map_or(Stage::Measured, |step| step.stage), steps }
}

fn is_agreed(one: &Decision) -> bool {
    one.withdrawn_at.is_none() && one.minutes_state == MinutesState::Validated
}

fn blank(stage: Stage) -> Step {
    Step { stage, is_reached: false, on: None, tie: None, path: String::new() }
}

fn of_decision(stage: Stage, one: &Decision, on: Date) -> Step {
    let tie = Some(Text::new("indicator-tie-decision").with("decision", one.reference()));
    Step { stage, is_reached: true, on: Some(on), tie, path: one.meeting.path() }
}

fn of_version(facts: &Facts<'_>, stage: Stage, one: &VersionFact, is_reached: bool) -> Step {
    let tie = Some(Text::new("indicator-tie-version").with("number", one.number));
    let path = format!("/agreements/{}/commitments", facts.beneficiary);
    Step { stage, is_reached, on: Some(one.effective_from), tie, path }
}

fn measured(facts: &Facts<'_>) -> Step {
    match facts.versions.first() {
        Some(first) => of_version(facts, Stage::Measured, first, true),
        None => Step { is_reached: true, ..blank(Stage::Measured) },
    }
}

fn baseline(facts: &Facts<'_>) -> Step {
    let with_value = || facts.closed.iter().filter(|one| one.value != Figure::NoData);
    let Some(first) = with_value().next() else { return blank(Stage::BaselineRunning) };
    let tie = Text::new("indicator-tie-months").with("count", with_value().count());
    let path = format!("/indicators/{}/closings/{}", facts.beneficiary, first.closing);
    Step { stage: Stage::BaselineRunning, is_reached: true, on: Some(first.month), tie: Some(tie), path }
}

fn proposed(facts: &Facts<'_>, decided: Option<&Decision>, version: Option<&VersionFact>) -> Step {
    let open = facts.proposals.iter().rev().find(|one| one.withdrawn_at.is_none());
    if let Some(one) = open {
        let tie = Some(Text::new("indicator-tie-proposal").with("author", &one.author));
        let path = format!("/indicators/{}/series/{}#proposals", facts.beneficiary, one.commitment);
        let on = Some(crate::meetings::rules::day(one.proposed_at));
        return Step { stage: Stage::TargetProposed, is_reached: true, on, tie, path };
    }
    match (decided, version) {
        (Some(one), _) => of_decision(Stage::TargetProposed, one, one.effective_on),
        (None, Some(one)) => of_version(facts, Stage::TargetProposed, one, true),
        (None, None) => blank(Stage::TargetProposed),
    }
}

fn in_force(facts: &Facts<'_>, today: Date) -> Step {
    if let Some(one) = facts.decisions.iter().rev().find(|one| one.rules_on(today)) {
        return of_decision(Stage::InForce, one, one.effective_on);
    }
    let ruling = facts.versions.iter().rev().find(|one| one.effective_from <= today);
    match ruling.filter(|one| one.has_target) {
        Some(now) => {
            // Since the first of the versions in a row that give it one.
            let earlier = facts.versions.iter().rev().skip_while(|one| one.number > now.number);
            let first = earlier.take_while(|one| one.has_target).last().unwrap_or(now);
            of_version(facts, Stage::InForce, first, true)
        }
        None => blank(Stage::InForce),
    }
}

/// Whether more is better: it says which month was the best.
pub fn direction(commitment: &Commitment) -> Operator {
    use IndicatorFormula as F;
    if let Some(target) = &commitment.target {
        return target.operator;
    }
    let is_more = match commitment.formula {
        F::CommitteeSlots
        | F::AnsweredWithin
        | F::StaffedHours
        | F::Availability
        | F::ConnectedBuildings
        | F::ModernSets
        | F::BackupSuccess
        | F::RestoreTests => true,
        F::InterventionTime | F::RestorationTime => commitment.unit == Unit::Percent,
        F::GoLiveTime
        | F::ServiceCuts
        | F::MeanIncidentDuration
        | F::DataRestoreTime
        | F::MaximumDataLoss => false,
    };
    if is_more { Operator::AtLeast } else { Operator::AtMost }
}

/// A figure as a number that compares with others of its kind.
pub fn number(figure: &Figure) -> Option<Exact> {
    match figure {
        Figure::Share(exact) | Figure::Number(exact) => Some(exact.clone()),
        Figure::Seconds(n) | Figure::Count(n) => Some(Exact::from(*n)),
        _ => None,
    }
}

/// The closed months of a commitment: the middle one (the lower of two), the best and the worst. Months measured in another
/// kind of figure than the last, before an amendment, are left out.
pub fn over(closed: &[ClosedValue], direction: Operator) -> Explained<Baseline> {
    let last = closed.iter().rev().find(|one| one.value != Figure::NoData);
    let alike = |one: &&ClosedValue| {
        last.is_some_and(|last| std::mem::discriminant(&one.value) == std::mem::discriminant(&last.value))
    };
    let known: Vec<&ClosedValue> = closed.iter().filter(alike).collect();
    let mut sorted: Vec<(Exact, &Figure)> =
        known.iter().filter_map(|one| Some((number(&one.value)?, &one.value))).collect();
    sorted.sort_by(|one, other| one.0.cmp(&other.0));
    let at = |place: Option<usize>| {
        place.and_then(|place| sorted.get(place)).map_or(Figure::NoData, |(_, figure)| (*figure).clone())
    };
    let (least, most) = (at(Some(0)), at(sorted.len().checked_sub(1)));
    let (best, worst) = if direction == Operator::AtLeast { (most, least) } else { (least, most) };
    let value = Baseline {
        months: i64::try_from(sorted.len()).unwrap_or(i64::MAX),
        first: known.first().map(|one| one.month),
        last: known.last().map(|one| one.month),
        median: at(sorted.len().checked_sub(1).map(|last| last / 2)),
        best,
        worst,
    };
    let mut story = Explanation::of("R5.1", "annexe 1 A", Text::new("indicator-rule-baseline"));
    story.input(Text::new("indicator-baseline-months"), Figure::Count(value.months), None);
    if let (Some(first), Some(last)) = (value.first, value.last) {
        story.input(Text::new("indicator-baseline-first"), Figure::Date(first), None).input(
            Text::new("indicator-baseline-last"),
            Figure::Date(last),
            None,
        );
    }
    story
        .step(Text::new("indicator-baseline-best"), "", value.best.clone())
        .step(Text::new("indicator-baseline-worst"), "", value.worst.clone())
        .step(Text::new("indicator-baseline-median"), "", value.median.clone());
    story.explain(value)
}
