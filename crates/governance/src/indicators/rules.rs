//! Months, what is missing in them, and what is frozen of them. Pure.

pub mod life;

use super::{ClosedValue, ClosingId, Evidence, Gap, GapKind};
use crate::{
    meetings::{Meeting, MeetingState, MinutesState, rules::day},
    scoreboard::{CountedRow, CountedThing, Indicator, Period, Scoreboard, ThingKind, Verdict},
};
use agreements::document::{CommitmentStatus, CommitteeKind};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use kernel::Text;
use people::audit::rules::canonical;
use platform::Digest;
use serde_json::json;

/// Most months that are closed or shown at once: ten years.
pub const MOST_MONTHS: usize = 120;

/// The first day of a month as typed: `2026-03`.
pub fn month(text: &str) -> Option<Date> {
    let text = text.trim();
    let is_month = text.len() == 7 && text.as_bytes()[4] == b'-';
    is_month.then(|| format!("{text}-01").parse().ok()).flatten()
}

/// A month as typed.
pub fn month_word(month: Date) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// The days of a month.
pub fn period(month: Date) -> Period {
    Period { first: month.first_of_month(), last: month.last_of_month() }
}

/// The month after; itself at the end of the calendar.
pub fn next(month: Date) -> Date {
    month.first_of_month().checked_add(1.month()).unwrap_or(month)
}

/// The month before; itself at the beginning of the calendar.
pub fn before(month: Date, months: usize) -> Date {
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    month.first_of_month().checked_sub(months.months()).unwrap_or(month)
}

/// The last month that is over on a day.
pub fn last_over(today: Date) -> Date {
    before(today, 1)
}

/// Every month from one to another, both included; at most [`MOST_MONTHS`].
pub fn months(first: Date, last: Date) -> Vec<Date> {
    let mut months = vec![];
    let mut month = first.first_of_month();
    while month <= last && months.len() < MOST_MONTHS {
        months.push(month);
        month = next(month);
    }
    months
}

/// What is known of a month beside its values.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Beginnings of outages that have no end.
    pub outages: Vec<Timestamp>,
    /// Beginnings of times without monitoring that have no end.
    pub blind: Vec<Timestamp>,
    /// Its meetings.
    pub meetings: Vec<Meeting>,
    /// Months before it, since the first one closed, that are not closed.
    pub earlier: Vec<Date>,
}

/// What is missing in a month, in a fixed order: somebody confirms it before the month is closed.
pub fn gaps(board: &Scoreboard, around: &Surroundings) -> Vec<Gap> {
    let mut gaps = vec![];
    let mut put = |kind: GapKind, text: Text, path: String| gaps.push(Gap { kind, text, path });
    if let Some(first) = around.earlier.first() {
        let text = Text::new("indicator-missing-earlier").with("count", around.earlier.len());
        let path = format!("/indicators/{}", board.code);
        put(GapKind::Earlier, text.with("first", month_word(*first)), path);
    }
    for from in &around.blind {
        let text = Text::new("indicator-missing-monitoring").with("day", day(*from));
        put(GapKind::Monitoring, text, "/blind-times".to_owned());
    }
    for from in &around.outages {
        let text = Text::new("indicator-missing-outage").with("day", day(*from));
        put(GapKind::Outage, text, "/outages".to_owned());
    }
    if board.without_level > 0 {
        let text = Text::new("indicator-missing-criticality").with("count", board.without_level);
        put(GapKind::Criticality, text, "/tickets".to_owned());
    }
    for meeting in &around.meetings {
        if let Some((kind, key)) = of_meeting(meeting) {
            put(kind, Text::new(key).with("day", day(meeting.starts_at)), meeting.key.path());
        }
    }
    let empty = board.indicators.iter().filter(|one| one.verdict == Verdict::NoData);
    let codes: Vec<&str> = empty.map(|one| one.commitment.code.as_str()).collect();
    if !codes.is_empty() {
        let text = Text::new("indicator-missing-no-data").with("count", codes.len());
        let query = format!("?from={}&to={}", board.period.first, board.period.last);
        put(
            GapKind::NoData,
            text.with("codes", codes.join(", ")),
            format!("/scoreboards/{}{query}", board.code),
        );
    }
    gaps
}

/// What a meeting of the month lacks.
fn of_meeting(meeting: &Meeting) -> Option<(GapKind, &'static str)> {
    match meeting.state {
        MeetingState::Cancelled => None,
        MeetingState::Planned | MeetingState::Convened => {
            Some((GapKind::Meeting, "indicator-missing-meeting"))
        }
        // The operational review is judged by its report (R7.2).
        MeetingState::Held if meeting.committee == CommitteeKind::Operational => {
            meeting.report.is_none().then_some((GapKind::Minutes, "indicator-missing-report"))
        }
        MeetingState::Held => (meeting.minutes_state != MinutesState::Validated)
            .then_some((GapKind::Minutes, "indicator-missing-minutes")),
    }
}

/// What is frozen of an indicator: its value, and every row that was counted.
pub fn frozen(
    indicator: &Indicator,
    place: i64,
    (closing, month, version): (&ClosingId, Date, i64),
) -> (ClosedValue, Vec<Evidence>) {
    let commitment = &indicator.commitment;
    let evidence: Vec<Evidence> =
        indicator.rows.iter().map(of_ticket).chain(indicator.things.iter().map(of_thing)).collect();
    let (numerator, denominator) = indicator.parts.clone().unzip();
    let agreed = commitment.status == CommitmentStatus::Target;
    let mut value = ClosedValue {
        closing: closing.clone(),
        code: commitment.code.clone(),
        month,
        version,
        place,
        indicator: commitment.indicator.clone(),
        unit: commitment.unit,
        value: indicator.value.clone(),
        verdict: indicator.verdict,
        target: commitment.target.clone().filter(|_| agreed),
        numerator,
        denominator,
        explanation: indicator.explanation.clone(),
        evidence_count: i64::try_from(evidence.len()).unwrap_or(i64::MAX),
        digest: String::new(),
    };
    value.digest = digest(&value, &evidence);
    (value, evidence)
}

/// SHA-256 of a value with its evidence, as canonical JSON: whoever has the export can compute it again.
pub fn digest(value: &ClosedValue, evidence: &[Evidence]) -> String {
    let content = json!({
        "code": value.code, "month": value.month, "indicator": value.indicator, "unit": value.unit, "value": value.value,
        "verdict": value.verdict, "target": value.target, "numerator": value.numerator, "denominator": value.denominator,
        "explanation": value.explanation, "evidence": evidence,
    });
    Digest::of(canonical(&content).as_bytes()).as_str().to_owned()
}

/// SHA-256 of the digests of a month's values, in their order.
pub fn digest_of_month(values: &[(ClosedValue, Vec<Evidence>)]) -> String {
    let all: String = values.iter().map(|(value, _)| value.digest.as_str()).collect();
    Digest::of(all.as_bytes()).as_str().to_owned()
}

fn of_ticket(row: &CountedRow) -> Evidence {
    Evidence {
        kind: ThingKind::Ticket,
        id: row.ticket.to_string(),
        name: row.number.clone(),
        level: row.level.clone(),
        from: Some(row.received_at),
        to: None,
        seconds: row.seconds,
        service_seconds: row.service_seconds,
        of_seconds: None,
        is_kept: row.is_kept,
    }
}

fn of_thing(thing: &CountedThing) -> Evidence {
    Evidence {
        kind: thing.kind,
        id: thing.id.clone(),
        name: thing.name.clone(),
        level: String::new(),
        from: thing.from,
        to: thing.to,
        seconds: thing.seconds,
        service_seconds: None,
        of_seconds: thing.of_seconds,
        is_kept: thing.is_kept,
    }
}

/// A value that a correction changed: as it was, as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Code of the commitment.
    pub code: String,
    /// Before; nothing when it was not measured.
    pub before: Option<ClosedValue>,
    /// After; nothing when it is measured no more.
    pub after: Option<ClosedValue>,
}

/// What differs between two versions of a month, in the order of the later one.
pub fn changes(before: &[ClosedValue], after: &[ClosedValue]) -> Vec<Change> {
    let of = |values: &[ClosedValue], code: &str| values.iter().find(|one| one.code == code).cloned();
    let changed = after.iter().filter_map(|now| {
        let former = of(before, &now.code);
        let is_same = former.as_ref().is_some_and(|one| one.digest == now.digest);
        (!is_same).then(|| Change { code: now.code.clone(), before: former, after: Some(now.clone()) })
    });
    let gone = before.iter().filter(|one| of(after, &one.code).is_none());
    let gone = gone.map(|one| Change { code: one.code.clone(), before: Some(one.clone()), after: None });
    changed.chain(gone).collect()
}

#[cfg(test)]
mod tests;
