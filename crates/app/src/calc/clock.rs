//! `socle calc clock`: service time on the agreement's window (R4).

use super::{
    Refusal,
    fields::{Instant, Time, Whole},
    session::Ask,
};
use jiff::Timestamp;
use kernel::{ClockError, Explanation, Figure, ServiceClock, ServiceWindow, Text, TimeOfDay, Zone};
use serde::{Deserialize, Serialize};

/// Clocks kept ready. More windows than that in one run is no real use; the oldest go.
const KEPT: usize = 32;

/// Openings told one by one in an explanation; a longer stretch is told by its total.
const TOLD: usize = 40;

/// Service clocks by window: working out the openings of thirty years costs more than thousands of answers.
#[derive(Default)]
pub(super) struct Clocks(Vec<(Hours, ServiceClock)>);

/// The window of a query: Monday to Friday between two times of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    /// Opening and closing time; nothing around the clock.
    pub(super) slot: Option<(TimeOfDay, TimeOfDay)>,
    pub(super) zone: Zone,
}

impl Hours {
    /// Monday to Friday, 08:00 to 18:00 in metropolitan France unless the query says otherwise (R4.1).
    pub(super) fn weekdays(open: Option<Time>, close: Option<Time>, zone: Option<Zone>) -> Self {
        let time = |given: Option<Time>, hour| given.map(|time| time.0).or_else(|| TimeOfDay::new(hour, 0));
        Self { slot: time(open, 8).zip(time(close, 18)), zone: zone.unwrap_or(Zone::Metropole) }
    }
}

impl Clocks {
    /// The clock of a window, made once.
    pub(super) fn get(&mut self, hours: Hours) -> Result<&ServiceClock, Refusal> {
        if let Some(known) = self.0.iter().position(|(key, _)| *key == hours) {
            return Ok(&self.0[known].1);
        }
        let window = match hours.slot {
            None => ServiceWindow::around_the_clock(hours.zone),
            Some((open, close)) => ServiceWindow::weekdays(open, close, hours.zone)
                .map_err(|_| Refusal::of("calc-window-reversed").with("open", open).with("close", close))?,
        };
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        self.0.push((hours, ServiceClock::new(window)));
        Ok(&self.0[self.0.len() - 1].1)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    op: Op,
    from: Option<Instant>,
    to: Option<Instant>,
    seconds: Option<Whole>,
    at: Option<Instant>,
    open: Option<Time>,
    close: Option<Time>,
    zone: Option<Zone>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Op {
    Elapsed,
    Due,
    Open,
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    result: Outcome,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Outcome {
    Seconds(i64),
    Instant(String),
    Open(bool),
}

/// The question once every key is checked.
enum Question {
    Elapsed(Timestamp, Timestamp),
    Due(Timestamp, i64),
    Open(Timestamp),
}

impl Query {
    fn hours(&self) -> Hours {
        Hours::weekdays(self.open, self.close, self.zone)
    }

    fn question(&self) -> Result<Question, Refusal> {
        let given = [
            ("from", self.from.is_some(), self.op != Op::Open),
            ("to", self.to.is_some(), self.op == Op::Elapsed),
            ("seconds", self.seconds.is_some(), self.op == Op::Due),
            ("at", self.at.is_some(), self.op == Op::Open),
        ];
        if let Some((key, ..)) = given.iter().find(|(_, is_given, is_read)| *is_given && !is_read) {
            return Err(Refusal::unused(key));
        }
        match (self.op, self.from, self.to, self.seconds, self.at) {
            (Op::Elapsed, Some(from), Some(to), ..) => Ok(Question::Elapsed(from.0, to.0)),
            (Op::Due, Some(from), _, Some(seconds), _) => Ok(Question::Due(from.0, seconds.0)),
            (Op::Open, .., Some(at)) => Ok(Question::Open(at.0)),
            _ => {
                let missing = given.iter().find(|(_, is_given, is_read)| *is_read && !is_given);
                Err(Refusal::missing(missing.map_or("op", |(key, ..)| key)))
            }
        }
    }
}

fn due(clock: &ServiceClock, from: Timestamp, seconds: i64) -> Result<Timestamp, Refusal> {
    clock.due(from, seconds).map_err(|error| match error {
        ClockError::NegativeDelay(_) => Refusal::of("calc-negative-delay"),
        ClockError::BeyondCalendar { .. } => Refusal::of("calc-beyond-calendar"),
    })
}

/// RFC 3339 with the offset of the zone at that instant.
fn written(at: Timestamp, zone: Zone) -> String {
    at.display_with_offset(zone.time_zone().to_offset(at)).to_string()
}

impl Ask for Query {
    type Answer = Answer;

    fn answer(&self, clocks: &mut Clocks) -> Result<Answer, Refusal> {
        let question = self.question()?;
        let hours = self.hours();
        let clock = clocks.get(hours)?;
        let result = match question {
            Question::Elapsed(from, to) => Outcome::Seconds(clock.elapsed(from, to)),
            Question::Due(from, seconds) => Outcome::Instant(written(due(clock, from, seconds)?, hours.zone)),
            Question::Open(at) => Outcome::Open(clock.is_open(at)),
        };
        Ok(Answer { result })
    }

    fn explain(&self, clocks: &mut Clocks) -> Result<Explanation, Refusal> {
        let question = self.question()?;
        let hours = self.hours();
        let clock = clocks.get(hours)?;
        let mut story = Explanation::of("R4.3", "art. 5", Text::new("calc-clock-rule"));
        let instant = |at| Figure::Words(written(at, hours.zone));
        if let Some((open, close)) = hours.slot {
            let window = Text::new("calc-clock-window-weekdays").with("open", open).with("close", close);
            story.input(Text::new("calc-clock-window"), Figure::Text(window), None);
        }
        story.input(Text::new("calc-clock-zone"), Figure::Words(hours.zone.to_string()), None);
        match question {
            Question::Elapsed(from, to) => {
                story.input(Text::new("calc-clock-from"), instant(from), None);
                story.input(Text::new("calc-clock-to"), instant(to), None);
                tell_openings(&mut story, clock, from, to, hours.zone);
                story.step(Text::new("calc-clock-elapsed"), "", Figure::Seconds(clock.elapsed(from, to)));
            }
            Question::Due(from, seconds) => {
                let end = due(clock, from, seconds)?;
                story.input(Text::new("calc-clock-from"), instant(from), None);
                story.input(Text::new("calc-clock-delay"), Figure::Seconds(seconds), None);
                tell_openings(&mut story, clock, from, end, hours.zone);
                story.step(Text::new("calc-clock-due"), "", instant(end));
            }
            Question::Open(at) => {
                let key = if clock.is_open(at) { "calc-clock-is-open" } else { "calc-clock-is-closed" };
                story.input(Text::new("calc-clock-at"), instant(at), None);
                story.step(Text::new("calc-clock-state"), "", Figure::Text(Text::new(key)));
            }
        }
        Ok(story)
    }
}

/// One step an opening, each with its part of the delay.
fn tell_openings(story: &mut Explanation, clock: &ServiceClock, from: Timestamp, to: Timestamp, zone: Zone) {
    let openings = clock.windows_between(from, to);
    for opening in openings.iter().take(TOLD) {
        let label = Text::new("calc-clock-opening")
            .with("from", written(opening.from(), zone))
            .with("to", written(opening.to(), zone));
        story.step(label, "", Figure::Seconds(opening.seconds()));
    }
    let rest = openings.len().saturating_sub(TOLD);
    if rest > 0 {
        let seconds = openings.iter().skip(TOLD).map(kernel::Interval::seconds).sum();
        story.step(Text::new("calc-clock-other-openings").with("count", rest), "", Figure::Seconds(seconds));
    }
}
