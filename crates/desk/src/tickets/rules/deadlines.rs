//! Why a deadline is where it is: every interval that counted, in order. Both sides read the same lines.

use super::{
    super::{ClockKind, terms::Terms},
    clocks::{Facts, Reading, Standing},
};
use jiff::{Timestamp, tz::TimeZone};
use kernel::{Explained, Explanation, Figure, Intervals, Text};

/// The due instant of a reading, explained. The value is nothing when there is no target.
pub fn explain(
    reading: &Reading,
    facts: &Facts,
    terms: &Terms,
    now: Timestamp,
) -> Explained<Option<Timestamp>> {
    let mut why = heading(reading.kind, terms);
    let label = Text::new;
    why.input(label("desk-why-received"), Figure::Instant(facts.received_at), None);
    if reading.kind == ClockKind::Administrative {
        why.input(label("desk-why-days"), Figure::Count(terms.administrative_days), None);
    } else {
        inputs(&mut why, reading, facts, terms);
        counted(&mut why, reading, facts, terms, now);
        why.step(label("desk-why-gross"), "", Figure::Seconds(reading.gross));
        why.step(label("desk-why-net"), "", Figure::Seconds(reading.net));
    }
    if reading.vendor > 0 {
        why.step(label("desk-why-vendor"), "", Figure::Seconds(reading.vendor));
    }
    if let Some(done) = reading.done_at {
        why.step(label("desk-why-done"), "", Figure::Instant(done));
    }
    why.step(Text::new("desk-why-standing"), "", Figure::Text(Text::new(standing_key(reading.standing))));
    why.step(label("desk-why-due"), "", reading.due.map_or(Figure::NoData, Figure::Instant));
    why.explain(reading.due)
}

/// Words for how a promise stands.
pub fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Running { left: Some(..0) } => "desk-standing-late",
        Standing::Running { left: Some(_) } => "desk-standing-running",
        Standing::Running { left: None } => "desk-standing-no-target",
        Standing::Paused { .. } => "desk-standing-paused",
        Standing::Met => "desk-standing-met",
        Standing::Missed => "desk-standing-missed",
        Standing::Measured => "desk-standing-measured",
    }
}

fn heading(kind: ClockKind, terms: &Terms) -> Explanation {
    if kind == ClockKind::Administrative {
        return Explanation::of("G.2a", "annexe 1 A", Text::new("desk-why-rule-administrative"));
    }
    let article = terms.source.as_ref().map_or("—", |source| source.article.as_str());
    Explanation::of("R4.6", article, Text::new("desk-why-rule"))
}

fn inputs(why: &mut Explanation, reading: &Reading, facts: &Facts, terms: &Terms) {
    let words = |text: &str| Figure::Words(text.to_owned());
    match &terms.source {
        Some(source) => why.input(Text::new("desk-why-agreement"), words(&source.reference), None),
        None => {
            why.input(Text::new("desk-why-agreement"), Figure::Text(Text::new("desk-no-agreement")), None)
        }
    };
    if let Some((number, from)) = terms.source.as_ref().and_then(|source| source.version) {
        why.input(Text::new("desk-why-version"), Figure::Count(number), None);
        why.input(Text::new("desk-why-version-from"), Figure::Date(from), None);
    }
    why.input(Text::new("desk-why-priority"), words(&facts.priority), None);
    let target = reading.target.map_or(Figure::NoData, Figure::Seconds);
    why.input(Text::new("desk-why-target"), target, None);
    why.input(Text::new("desk-why-starts"), Figure::Instant(reading.starts_at), None);
}

/// One step per counted interval: up to the due instant while the promise is open, else up to its end.
fn counted(why: &mut Explanation, reading: &Reading, facts: &Facts, terms: &Terms, now: Timestamp) {
    let zone = terms.clock.window().zone().time_zone();
    let end = reading.done_at.or(reading.due).unwrap_or(now);
    let pauses = facts.pauses(terms, now).clip(facts.received_at, end);
    for pause in pauses.iter() {
        let open = terms.clock.elapsed(pause.from(), pause.to());
        let line = expression(pause.from(), pause.to(), &zone);
        why.step(Text::new("desk-why-pause"), line, Figure::Seconds(open));
    }
    let windows: Intervals = terms.clock.windows_between(facts.received_at, end);
    for interval in windows.difference(&pauses).iter() {
        let line = expression(interval.from(), interval.to(), &zone);
        why.step(Text::new("desk-why-counted"), line, Figure::Seconds(interval.seconds()));
    }
}

/// Both ends on the wall clock of the territory, readable in every language.
fn expression(from: Timestamp, to: Timestamp, zone: &TimeZone) -> String {
    let wall = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
    format!("{} → {}", wall(from), wall(to))
}
