//! Pure formulas of the scoreboard: G.1, G.2a, G.3 and G.4 (R5.1–R5.4); the others are in the modules below.

pub mod backups;
pub mod delays;
pub mod network;

use super::{
    CountedRow, CountedThing, Indicator, LevelTimes, LiveFact, Period, ThingKind, TicketFact, Verdict,
};
use crate::{
    committees::{Compliance, Slot},
    decisions::Decision,
};
use agreements::{
    document::{AgreementDocument, Commitment, CommitmentStatus, Decimal, Operator, Target, Unit},
    versions::VersionSummary,
};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use kernel::{Exact, Explained, Explanation, Figure, Intervals, ServiceClock, Text};
use platform::i18n::Lang;

/// Calendar days allowed for the first answer when the commitment names none: a week.
const WEEK_DAYS: i64 = 7;

/// G.2a: share of the administrative requests received in the period whose first real answer came within the
/// days allowed, date to date on the wall clock. A request still inside its delay at `now` is not judged yet.
pub fn answered_within(
    commitment: &Commitment,
    facts: &[TicketFact],
    zone: &TimeZone,
    now: Timestamp,
) -> Indicator {
    let days = commitment.parameters.as_ref().and_then(|p| p.within_days).map_or(WEEK_DAYS, i64::from);
    let mut rows = vec![];
    let mut waiting = 0;
    for fact in facts.iter().filter(|f| f.is_administrative) {
        let due = after_days(fact.received_at, days, zone);
        if fact.first_answer_at.is_none() && now <= due {
            waiting += 1;
            continue;
        }
        let kept = fact.first_answer_at.is_some_and(|at| at <= due);
        let seconds = fact.first_answer_at.map(|at| at.duration_since(fact.received_at).as_secs());
        rows.push(counted(fact, seconds, Some(kept)));
    }
    let kept = count(rows.iter().filter(|r| r.is_kept == Some(true)));
    let judged = count(rows.iter());
    let mut explanation =
        Explanation::of("G.2a", "annexe 1 A, G.2", Text::new("scoreboard-rule-answered").with("days", days));
    explanation
        .input(Text::new("scoreboard-input-administrative"), Figure::Count(judged + waiting), None)
        .step(Text::new("scoreboard-step-waiting"), "", Figure::Count(waiting))
        .step(
            Text::new("scoreboard-step-judged"),
            format!("{} − {waiting}", judged + waiting),
            Figure::Count(judged),
        )
        .step(Text::new("scoreboard-step-in-time"), "", Figure::Count(kept));
    let seconds = sorted(rows.iter().filter_map(|r| r.seconds));
    explain_spread(&mut explanation, &seconds);
    share(commitment, explanation, kept, judged, vec![], rows)
}

/// G.4: hours of first-line support actually open over the hours of the service window in the period, up to
/// `now`. `closures` are the times, inside the window or not, during which the desk was closed all the same.
pub fn staffed_hours(
    commitment: &Commitment,
    period: Period,
    closures: &Intervals,
    clock: &ServiceClock,
    now: Timestamp,
) -> Indicator {
    let zone = clock.window().zone().time_zone();
    let (from, to) = bounds(period, &zone);
    let planned = clock.windows_between(from, to.min(now.max(from)));
    let lost = planned.intersection(closures);
    let mut explanation = Explanation::of("G.4", "annexe 1 A, G.4", Text::new("scoreboard-rule-staffed"));
    let (planned_s, lost_s) = (planned.total_seconds(), lost.total_seconds());
    explanation
        .input(Text::new("scoreboard-input-planned"), Figure::Seconds(planned_s), None)
        .input(Text::new("scoreboard-input-closures"), Figure::Seconds(lost_s), Some("/closures".to_owned()))
        .step(
            Text::new("scoreboard-step-open"),
            format!("{planned_s} s − {lost_s} s"),
            Figure::Seconds(planned_s - lost_s),
        );
    let indicator = share(commitment, explanation, planned_s - lost_s, planned_s, vec![], vec![]);
    let closed = lost.iter().map(|time| CountedThing {
        from: Some(time.from()),
        to: Some(time.to()),
        seconds: Some(time.seconds()),
        ..CountedThing::new(ThingKind::Closure, time.from().to_string(), "")
    });
    Indicator { things: closed.collect(), ..indicator }
}

/// G.3: for each type of service, time from the accepted demand to the technical go-live, over the demands that went live in
/// the period, however long ago they were accepted. Both clocks are shown; the commitment's unit says which one counts.
pub fn go_live_time(
    commitment: &Commitment,
    lives: &[LiveFact],
    clock: &ServiceClock,
    lang: Lang,
) -> Indicator {
    let word = |service: &[String; 2]| service[usize::from(lang == Lang::En)].clone();
    let rows: Vec<CountedRow> = lives
        .iter()
        .map(|live| CountedRow {
            ticket: live.id.clone(),
            number: live.number.clone(),
            level: word(&live.service),
            received_at: live.accepted_at,
            seconds: Some(live.live_at.duration_since(live.accepted_at).as_secs()),
            service_seconds: Some(clock.elapsed(live.accepted_at, live.live_at)),
            is_kept: None,
        })
        .collect();
    let mut services: Vec<&String> = rows.iter().map(|row| &row.level).collect();
    services.sort_unstable();
    services.dedup();
    let times = services.into_iter().map(|service| {
        let seconds = sorted(rows.iter().filter(|row| row.level == *service).filter_map(|row| row.seconds));
        LevelTimes {
            level: service.clone(),
            count: count(seconds.iter()),
            median: percentile(&seconds, 50),
            p90: percentile(&seconds, 90),
            target: None,
            judged: 0,
            kept: 0,
        }
    });
    let times: Vec<LevelTimes> = times.collect();
    let (elapsed, service) = (
        percentile(&sorted(rows.iter().filter_map(|row| row.seconds)), 50),
        percentile(&sorted(rows.iter().filter_map(|row| row.service_seconds)), 50),
    );
    let explanation = explain_go_live(&times, count(rows.iter()), commitment.unit, elapsed, service);
    let median = if commitment.unit == Unit::ServiceTime { service } else { elapsed };
    let hours = median.and_then(|seconds| Exact::ratio(seconds, 3600));
    let verdict = hours.map_or(Verdict::NoData, |hours| verdict(commitment, &hours));
    let value = median.map_or(Figure::NoData, Figure::Seconds);
    let indicator = bare(commitment, value, verdict, explanation);
    Indicator { levels: times, rows, ..indicator }
}

fn explain_go_live(
    times: &[LevelTimes],
    all: i64,
    unit: Unit,
    elapsed: Option<i64>,
    service: Option<i64>,
) -> Explanation {
    let figure = |seconds: Option<i64>| seconds.map_or(Figure::NoData, Figure::Seconds);
    let mut explanation = Explanation::of("G.3", "annexe 1 A, G.3", Text::new("scoreboard-rule-go-live"));
    explanation.input(Text::new("scoreboard-input-live"), Figure::Count(all), None);
    for one in times {
        let label = |key: &str| Text::new(key).with("service", &one.level);
        explanation.step(label("scoreboard-step-service-count"), "", Figure::Count(one.count));
        explanation.step(label("scoreboard-step-service-median"), "", figure(one.median));
    }
    let mut medians =
        [("scoreboard-step-median-service", service), ("scoreboard-step-median-elapsed", elapsed)];
    // The one that counts comes last: it is the value.
    if unit == Unit::ServiceTime {
        medians.reverse();
    }
    for (key, seconds) in medians {
        explanation.step(Text::new(key), "", figure(seconds));
    }
    explanation
}

/// G.1: slots of the committees filled over those due in the year so far (R7.2). The plan itself is the target.
pub fn committee_slots(commitment: &Commitment, compliance: &Explained<Compliance>) -> Indicator {
    let (filled, due) = (count(compliance.value.filled.iter()), count(compliance.value.due.iter()));
    let indicator = share(commitment, compliance.explanation.clone(), filled, due, vec![], vec![]);
    let slot = |slot: &Slot| {
        let month = format!("{}-{:02}", slot.year, slot.month);
        let id = format!("{}-{month}", slot.kind.as_str());
        let is_kept = Some(compliance.value.filled.contains(slot));
        CountedThing { is_kept, ..CountedThing::new(ThingKind::Meeting, id, month) }
    };
    Indicator { things: compliance.value.due.iter().map(slot).collect(), ..indicator }
}

/// The versions that rule a period, the latest first, each with the last day of the period that it rules: on each day, the one whose
/// first day came last.
pub fn ruling(mut versions: Vec<VersionSummary>, period: Period) -> Vec<(i64, Date)> {
    versions.sort_by_key(|one| std::cmp::Reverse((one.effective_from, one.number)));
    let mut ruling = vec![];
    let mut day = period.last;
    for version in versions {
        if version.effective_from > day {
            continue;
        }
        ruling.push((version.number, day));
        match version.effective_from.yesterday() {
            Ok(before) if version.effective_from > period.first => day = before,
            _ => break,
        }
    }
    ruling
}

/// What the last version of a period states, judged by the targets of the first one: a target that comes in the midst of a period
/// judges the next one (R5.1). Levels of criticality are not concerned: each ticket has those of its day.
pub fn judging(first: &AgreementDocument, last: &AgreementDocument) -> AgreementDocument {
    let mut judging = last.clone();
    for commitment in &mut judging.commitments {
        let before = first.commitment(&commitment.code);
        commitment.status = before.map_or(CommitmentStatus::Unmeasured, |one| one.status);
        commitment.target = before.and_then(|one| one.target.clone());
    }
    judging
}

/// The commitment with the target that a decision in force gave it, and the decision. `decisions`: the latest first, all
/// in force before the period began, because a target is never retroactive (R5.1).
pub fn as_decided<'a>(
    commitment: &Commitment,
    decisions: &'a [Decision],
) -> (Commitment, Option<&'a Decision>) {
    let decided =
        |one: &&Decision| one.target.as_ref().is_some_and(|target| target.commitment == commitment.code);
    let decision = decisions.iter().find(decided);
    let target = decision.and_then(|one| {
        let target = one.target.as_ref()?;
        let value = Decimal(Exact::parse(&target.value).ok()?);
        Some(Target { operator: target.operator, value })
    });
    match target {
        Some(target) => {
            let (status, target) = (CommitmentStatus::Target, Some(target));
            (Commitment { status, target, ..commitment.clone() }, decision)
        }
        None => (commitment.clone(), None),
    }
}

/// The indicator, whose explanation names the decision that gave its target.
pub fn naming(mut indicator: Indicator, decision: Option<&Decision>) -> Indicator {
    if let Some(one) = decision {
        let label = Text::new("scoreboard-input-decision").with("decision", one.reference());
        let day = Figure::Date(one.effective_on);
        indicator.explanation.input(label, day, Some(one.meeting.path()));
    }
    indicator
}

/// The instants a period covers: midnight to midnight on the wall clock.
pub fn bounds(period: Period, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let midnight = |date: jiff::civil::Date| {
        zone.to_zoned(date.at(0, 0, 0, 0)).map_or(Timestamp::MAX, |z| z.timestamp())
    };
    (midnight(period.first), midnight(period.last.tomorrow().unwrap_or(period.last)))
}

fn after_days(at: Timestamp, days: i64, zone: &TimeZone) -> Timestamp {
    at.to_zoned(zone.clone()).checked_add(days.days()).map_or(Timestamp::MAX, |z| z.timestamp())
}

fn counted(fact: &TicketFact, seconds: Option<i64>, is_kept: Option<bool>) -> CountedRow {
    CountedRow {
        ticket: fact.id.clone(),
        number: fact.number.clone(),
        level: fact.level.clone(),
        received_at: fact.received_at,
        seconds,
        service_seconds: None,
        is_kept,
    }
}

/// Closes a share with its verdict against the target in percent (R5.3, R5.4).
fn share(
    commitment: &Commitment,
    mut explanation: Explanation,
    part: i64,
    whole: i64,
    levels: Vec<LevelTimes>,
    rows: Vec<CountedRow>,
) -> Indicator {
    let exact = Exact::ratio(part, whole);
    let value = exact.clone().map_or(Figure::NoData, Figure::Share);
    explanation.step(Text::new("scoreboard-step-share"), format!("{part} ÷ {whole}"), value.clone());
    let verdict = exact.map_or(Verdict::NoData, |share| verdict(commitment, &(share * Exact::from(100))));
    if let (CommitmentStatus::Target, Some(target)) = (commitment.status, &commitment.target) {
        let percent = Figure::Share(&target.value.0 / &Exact::from(100));
        explanation.input(Text::new("scoreboard-input-target"), percent, None);
    }
    let parts = Some((Exact::from(part), Exact::from(whole)));
    Indicator { levels, rows, parts, ..bare(commitment, value, verdict, explanation) }
}

/// A line of which nothing counted is told yet.
fn bare(commitment: &Commitment, value: Figure, verdict: Verdict, explanation: Explanation) -> Indicator {
    Indicator {
        commitment: commitment.clone(),
        value,
        verdict,
        explanation,
        levels: vec![],
        rows: vec![],
        things: vec![],
        parts: None,
    }
}

/// The line of a value that no ticket makes; `judged` is it in the unit of targets. A story that tells the target already
/// is left as it is.
pub(super) fn told(
    commitment: &Commitment,
    value: Figure,
    judged: Option<&Exact>,
    mut explanation: Explanation,
) -> Indicator {
    let verdict = judged.map_or(Verdict::NoData, |value| verdict(commitment, value));
    let has_target = explanation.inputs.iter().any(|input| input.label == Text::new("availability-target"));
    if let (CommitmentStatus::Target, Some(target), false) =
        (commitment.status, &commitment.target, has_target)
    {
        let figure = match commitment.unit {
            Unit::Percent => Figure::Share(&target.value.0 / &Exact::from(100)),
            _ => Figure::Number(target.value.0.clone()),
        };
        explanation.input(Text::new("scoreboard-input-target"), figure, None);
    }
    bare(commitment, value, verdict, explanation)
}

fn verdict(commitment: &Commitment, value: &Exact) -> Verdict {
    let Some(target) = commitment.target.as_ref().filter(|_| commitment.status == CommitmentStatus::Target)
    else {
        return Verdict::NotContractual;
    };
    let is_met = match target.operator {
        Operator::AtLeast => *value >= target.value.0,
        Operator::AtMost => *value <= target.value.0,
    };
    if is_met { Verdict::Met } else { Verdict::Missed }
}

fn explain_spread(explanation: &mut Explanation, seconds: &[i64]) {
    let figure = |percent| percentile(seconds, percent).map_or(Figure::NoData, Figure::Seconds);
    explanation.step(Text::new("scoreboard-step-median"), "", figure(50));
    explanation.step(Text::new("scoreboard-step-p90"), "", figure(90));
}

fn sorted(seconds: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut seconds: Vec<i64> = seconds.collect();
    seconds.sort_unstable();
    seconds
}

/// Nearest rank: the smallest value that at least `percent` out of a hundred do not exceed.
fn percentile(sorted: &[i64], percent: usize) -> Option<i64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

fn count<'a, T: 'a>(items: impl Iterator<Item = &'a T>) -> i64 {
    i64::try_from(items.count()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
