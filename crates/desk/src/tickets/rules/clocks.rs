//! Clocks computed from what happened: stays in states, waits recorded since, first answer, first action (R4, G.2).

use super::super::{ClockKind, Message, State, Thread, terms::Terms};
use jiff::{Timestamp, ToSpan as _};
use kernel::{ClockError, Interval, Intervals};

/// What a clock is read from. Nothing else counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// True instant of reception (R4.7).
    pub received_at: Timestamp,
    /// Stays in states, oldest first.
    pub stays: Vec<(State, Timestamp, Option<Timestamp>)>,
    /// Waits recorded after the fact that count, whatever state the ticket was in.
    pub added: Vec<(State, Interval)>,
    /// First public message of the provider.
    pub first_answer_at: Option<Timestamp>,
    /// Whether the request is administrative (G.2a).
    pub is_administrative: bool,
    /// Code of the level of criticality.
    pub priority: String,
    /// Whether the ticket was taken over from another tool: nothing was promised here, so it has no clock.
    pub is_taken_over: bool,
}

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Time runs. `left` service seconds remain (real seconds for administrative answers), below zero when
    /// it is missed; nothing when there is no target.
    Running {
        /// Seconds left.
        left: Option<i64>,
    },
    /// Time stands still.
    Paused {
        /// Seconds left.
        left: Option<i64>,
    },
    /// Done, within the target.
    Met,
    /// Done, too late.
    Missed,
    /// Done, without target: measured and never judged.
    Measured,
}

/// A clock as read at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which promise.
    pub kind: ClockKind,
    /// First open instant from reception on (R4.7).
    pub starts_at: Timestamp,
    /// Target in seconds of service time; real seconds up to the due instant for administrative answers.
    pub target: Option<i64>,
    /// Seconds so far, pauses included.
    pub gross: i64,
    /// Seconds so far, pauses left out (R4.6).
    pub net: i64,
    /// Of the gross seconds, those spent waiting for a vendor or carrier. They count like others unless the
    /// agreement stops the clock for them (R4.6): they are shown beside, so that a delay is told from its cause.
    pub vendor: i64,
    /// When it is due, given the pauses known at the instant of reading.
    pub due: Option<Timestamp>,
    /// When the promise was fulfilled.
    pub done_at: Option<Timestamp>,
    /// How it stands.
    pub standing: Standing,
}

impl Facts {
    /// The facts of a thread. Internal notes are no answer, so a reader without them sees the same clocks.
    pub fn of(thread: &Thread) -> Self {
        let is_answer = |message: &&Message| message.is_provider && !message.is_internal;
        Self {
            received_at: thread.ticket.received_at,
            stays: thread.stays.iter().map(|stay| (stay.state, stay.from, stay.to)).collect(),
            added: thread
                .pauses
                .iter()
                .filter(|pause| pause.cancelled.is_none())
                .map(|pause| (pause.state, pause.interval))
                .collect(),
            first_answer_at: thread.messages.iter().find(is_answer).map(|message| message.at),
            is_administrative: thread.ticket.is_administrative,
            priority: thread.ticket.priority.clone(),
            is_taken_over: thread.ticket.former.is_some(),
        }
    }

    /// First action by a technician: the first stay in progress (G.2b).
    pub fn first_action_at(&self) -> Option<Timestamp> {
        self.stays.iter().find(|(state, ..)| *state == State::InProgress).map(|(_, from, _)| *from)
    }

    /// When service was restored: the beginning of the present resolution, if it still stands.
    pub fn resolved_at(&self) -> Option<Timestamp> {
        let is_over = |(state, ..): &&(State, Timestamp, Option<Timestamp>)| !super::is_open(*state);
        self.stays.iter().rev().take_while(is_over).last().map(|(_, from, _)| *from)
    }

    /// Time during which the clocks stand still, up to `now` (R4.6).
    pub fn pauses(&self, terms: &Terms, now: Timestamp) -> Intervals {
        self.intervals(|state| terms.stops(state), now)
    }

    /// Time spent waiting for a vendor or carrier, up to `now`, whether it stops the clocks or not.
    pub fn vendor_waits(&self, now: Timestamp) -> Intervals {
        self.intervals(|state| state == State::WaitingVendor, now)
    }

    fn intervals(&self, is_meant: impl Fn(State) -> bool, now: Timestamp) -> Intervals {
        let stays = self.stays.iter().filter(|(state, ..)| is_meant(*state));
        let stays = stays.filter_map(|(_, from, to)| Interval::new(*from, to.unwrap_or(now)).ok());
        let added = self.added.iter().filter(|(state, _)| is_meant(*state)).map(|(_, interval)| *interval);
        stays.chain(added).collect()
    }

    fn is_paused(&self, terms: &Terms) -> bool {
        self.stays.last().is_some_and(|(state, ..)| terms.stops(*state))
    }

    fn done_at(&self, kind: ClockKind) -> Option<Timestamp> {
        match kind {
            ClockKind::Acknowledge | ClockKind::Administrative => self.first_answer_at,
            ClockKind::Intervene => self.first_action_at(),
            ClockKind::Restore => self.resolved_at(),
        }
    }
}

/// The clocks that a ticket has.
pub fn kinds(facts: &Facts) -> impl Iterator<Item = ClockKind> {
    let (is_administrative, is_taken_over) = (facts.is_administrative, facts.is_taken_over);
    let clocks = ClockKind::ALL.iter().copied().filter(move |_| !is_taken_over);
    clocks.filter(move |kind| *kind != ClockKind::Administrative || is_administrative)
}

/// Reads every clock of a ticket at `now`.
pub fn read_all(facts: &Facts, terms: &Terms, now: Timestamp) -> Result<Vec<Reading>, ClockError> {
    kinds(facts).map(|kind| read(kind, facts, terms, now)).collect()
}

/// Reads one clock at `now`.
pub fn read(kind: ClockKind, facts: &Facts, terms: &Terms, now: Timestamp) -> Result<Reading, ClockError> {
    let done_at = facts.done_at(kind);
    let end = done_at.unwrap_or(now);
    if kind == ClockKind::Administrative {
        return Ok(administrative(facts, terms, done_at, end));
    }
    let pauses = facts.pauses(terms, now);
    let target = target(kind, terms, &facts.priority);
    let (gross, net) = (
        terms.clock.elapsed(facts.received_at, end),
        terms.clock.elapsed_net(facts.received_at, end, &pauses),
    );
    let waits = facts.vendor_waits(now).clip(facts.received_at, end);
    let vendor = waits.iter().map(|wait| terms.clock.elapsed(wait.from(), wait.to())).sum();
    let due = target.map(|t| terms.clock.due_net(facts.received_at, t, &pauses.clip(facts.received_at, end)));
    let left = target.map(|t| t - net);
    let standing = match (done_at, left) {
        (Some(_), None) => Standing::Measured,
        (Some(_), Some(left)) => judged(left >= 0),
        (None, left) if facts.is_paused(terms) => Standing::Paused { left },
        (None, left) => Standing::Running { left },
    };
    let starts_at = terms.clock.due(facts.received_at, 0)?;
    Ok(Reading { kind, starts_at, target, gross, net, vendor, due: due.transpose()?, done_at, standing })
}

/// The first promise still to keep: its clock and instant. Nothing while the clocks stand still.
pub fn next_due(
    facts: &Facts,
    terms: &Terms,
    now: Timestamp,
) -> Result<Option<(ClockKind, Timestamp)>, ClockError> {
    let readings = read_all(facts, terms, now)?;
    let running = readings.iter().filter(|reading| matches!(reading.standing, Standing::Running { .. }));
    Ok(running.filter_map(|reading| Some((reading.kind, reading.due?))).min_by_key(|(_, due)| *due))
}

/// Target in seconds of service time.
fn target(kind: ClockKind, terms: &Terms, priority: &str) -> Option<i64> {
    let level = terms.level(priority)?;
    let minutes = match kind {
        ClockKind::Acknowledge => level.acknowledge_minutes,
        ClockKind::Intervene => level.intervene_minutes,
        ClockKind::Restore => level.restore_minutes,
        ClockKind::Administrative => None,
    };
    minutes.map(|minutes| i64::from(minutes) * 60)
}

/// Calendar days, date to date on the wall clock of the territory: nights, weekends and holidays count and no
/// pause stops them (G.2a).
fn administrative(facts: &Facts, terms: &Terms, done_at: Option<Timestamp>, end: Timestamp) -> Reading {
    let zone = terms.clock.window().zone().time_zone();
    let received = facts.received_at.to_zoned(zone);
    let due =
        received.checked_add(terms.administrative_days.days()).map_or(facts.received_at, |z| z.timestamp());
    let seconds = |from: Timestamp, to: Timestamp| Intervals::between(from, to).total_seconds();
    let (elapsed, target) = (seconds(facts.received_at, end), seconds(facts.received_at, due));
    let standing = match done_at {
        Some(at) => judged(at <= due),
        None => Standing::Running { left: Some(target - elapsed) },
    };
    Reading {
        kind: ClockKind::Administrative,
        starts_at: facts.received_at,
        target: Some(target),
        gross: elapsed,
        net: elapsed,
        vendor: facts.vendor_waits(end).clip(facts.received_at, end).total_seconds(),
        due: Some(due),
        done_at,
        standing,
    }
}

fn judged(is_kept: bool) -> Standing {
    if is_kept { Standing::Met } else { Standing::Missed }
}
