//! Formulas of delays by level of criticality: G.2b, B.1a and C.1a until somebody acts, B.1b and C.1b until the service is
//! restored.

use super::{bare, count, counted, percentile, share, sorted};
use crate::scoreboard::{CountedRow, Indicator, LevelTimes, TicketFact, Verdict};
use agreements::document::{Commitment, Level};
use jiff::Timestamp;
use kernel::{Explanation, Figure, ServiceClock, Text};

/// What ends a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// The first action by a technician.
    Intervention,
    /// The service restored: the present resolution of the ticket.
    Restoration,
}

impl Delay {
    fn end(self, fact: &TicketFact) -> Option<Timestamp> {
        match self {
            Self::Intervention => fact.first_action_at,
            Self::Restoration => fact.restored_at,
        }
    }

    fn target(self, fact: &TicketFact) -> Option<i64> {
        match self {
            Self::Intervention => fact.intervene_target,
            Self::Restoration => fact.restore_target,
        }
    }

    /// Target of a level in seconds.
    fn of_level(self, level: &Level) -> Option<i64> {
        let minutes = match self {
            Self::Intervention => level.intervene_minutes,
            Self::Restoration => level.restore_minutes,
        };
        minutes.map(|minutes| i64::from(minutes) * 60)
    }

    fn explanation(self, code: &str) -> Explanation {
        let (rule, words) = match self {
            Self::Intervention => ("G.2b", "scoreboard-rule-intervention"),
            Self::Restoration => ("B.1b", "scoreboard-rule-restoration"),
        };
        // The same rule measures the domains of B.1 and C.1.
        let article = code.trim_end_matches(|c: char| c.is_ascii_lowercase());
        Explanation::of(rule, &format!("annexe 1 A, {article}"), Text::new(words))
    }
}

/// G.2b, B.1, C.1: for each level of criticality, service time from receipt to what ends the delay, pauses left out, over the
/// incidents of the commitment's domain, or of every one when it names none. Share within target where the agreement has one;
/// otherwise the times alone, not contractual.
pub fn delays(
    delay: Delay,
    commitment: &Commitment,
    facts: &[TicketFact],
    levels: &[Level],
    clock: &ServiceClock,
    now: Timestamp,
) -> Indicator {
    let domain = commitment.parameters.as_ref().and_then(|parameters| parameters.scope);
    let concerns = |fact: &&TicketFact| fact.is_incident && (domain.is_none() || fact.domain == domain);
    let (mut rows, mut times) = (vec![], vec![]);
    for level in levels {
        let of_level: Vec<CountedRow> = facts
            .iter()
            .filter(concerns)
            .filter(|fact| fact.level == level.code)
            .filter_map(|fact| measured(delay, fact, clock, now))
            .collect();
        times.push(of(level.code.clone(), &of_level, delay.of_level(level)));
        rows.extend(of_level);
    }
    let mut explanation = delay.explanation(&commitment.code);
    explanation.input(Text::new("scoreboard-input-incidents"), Figure::Count(count(rows.iter())), None);
    for level in times.iter().filter(|l| l.count > 0) {
        explain_level(&mut explanation, level);
    }
    let judged = times.iter().map(|l| l.judged).sum();
    let kept = times.iter().map(|l| l.kept).sum();
    if judged > 0 || times.iter().any(|l| l.target.is_some()) {
        return share(commitment, explanation, kept, judged, times, rows);
    }
    let all = sorted(rows.iter().filter_map(|r| r.seconds));
    let value = percentile(&all, 50).map_or(Figure::NoData, Figure::Seconds);
    explanation.step(Text::new("scoreboard-step-median-all"), "", value.clone());
    let verdict = if rows.is_empty() { Verdict::NoData } else { Verdict::NotContractual };
    Indicator { levels: times, rows, ..bare(commitment, value, verdict, explanation) }
}

/// Every incident whose delay a target judges, whatever its domain and its level.
pub fn judged<'a>(
    delay: Delay,
    facts: &'a [TicketFact],
    clock: &'a ServiceClock,
    now: Timestamp,
) -> impl Iterator<Item = CountedRow> + 'a {
    let incidents = facts.iter().filter(|fact| fact.is_incident);
    incidents.filter_map(move |fact| measured(delay, fact, clock, now)).filter(|row| row.is_kept.is_some())
}

fn of(level: String, rows: &[CountedRow], target: Option<i64>) -> LevelTimes {
    let seconds = sorted(rows.iter().filter_map(|r| r.seconds));
    LevelTimes {
        level,
        count: count(rows.iter()),
        median: percentile(&seconds, 50),
        p90: percentile(&seconds, 90),
        target,
        judged: count(rows.iter().filter(|r| r.is_kept.is_some())),
        kept: count(rows.iter().filter(|r| r.is_kept == Some(true))),
    }
}

/// The time of one incident; nothing while it runs and its target has not passed.
fn measured(delay: Delay, fact: &TicketFact, clock: &ServiceClock, now: Timestamp) -> Option<CountedRow> {
    let (end, target) = (delay.end(fact), delay.target(fact));
    let seconds = clock.elapsed_net(fact.received_at, end.unwrap_or(now), &fact.pauses);
    match (end, target) {
        (Some(_), _) => Some(counted(fact, Some(seconds), target.map(|t| seconds <= t))),
        (None, Some(t)) if seconds > t => Some(counted(fact, None, Some(false))),
        (None, _) => None,
    }
}

fn explain_level(explanation: &mut Explanation, level: &LevelTimes) {
    let label = |key: &str| Text::new(key).with("level", &level.level);
    explanation.step(label("scoreboard-step-level-count"), "", Figure::Count(level.count));
    let figure = |seconds: Option<i64>| seconds.map_or(Figure::NoData, Figure::Seconds);
    explanation.step(label("scoreboard-step-level-median"), "", figure(level.median));
    explanation.step(label("scoreboard-step-level-p90"), "", figure(level.p90));
    if let Some(target) = level.target {
        explanation.step(label("scoreboard-step-level-target"), "", Figure::Seconds(target));
    }
    if level.judged > 0 {
        explanation.step(
            label("scoreboard-step-level-kept"),
            format!("{} ÷ {}", level.kept, level.judged),
            Figure::Count(level.kept),
        );
    }
}
