//! What the agreement says of tickets: window, levels, matrix, pauses, days for administrative answers.

use super::State;
use agreements::document::{AgreementDocument, IndicatorFormula, Level, Matrix, MatrixRow, Pause, Priority};
use jiff::civil::Date;
use kernel::{ServiceClock, ServiceWindow, TimeOfDay, WindowError, Zone};
use std::sync::{Mutex, PoisonError};

/// The terms under which a ticket's clocks are read.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Counts service time (R4).
    pub clock: ServiceClock,
    /// Levels, matrix and pauses.
    pub priority: Priority,
    /// Calendar days for the first real answer to an administrative request (G.2a).
    pub administrative_days: i64,
    /// Reference of the agreement and article of its window; nothing when none is in force.
    pub source: Option<Source>,
}

/// Where terms come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Reference of the agreement.
    pub reference: String,
    /// Article that fixes the window.
    pub article: String,
    /// Number of the version in force at the reception, and its first day; nothing when only its text is known.
    pub version: Option<(i64, Date)>,
}

/// Days when the agreement gives none: the weekly answer of G.2a.
const ADMINISTRATIVE_DAYS: i64 = 7;

impl Terms {
    /// The terms of an agreement. Refused when its window is not one, which its check excludes.
    pub fn of(document: &AgreementDocument) -> Result<Self, WindowError> {
        let mut answers =
            document.commitments.iter().filter(|c| c.formula == IndicatorFormula::AnsweredWithin);
        let days = answers.find_map(|c| c.parameters.as_ref()?.within_days);
        Ok(Self {
            clock: clock(document.service_window.to_service_window()?),
            priority: document.priority.clone(),
            administrative_days: days.map_or(ADMINISTRATIVE_DAYS, i64::from),
            source: Some(Source {
                reference: document.identity.reference.clone(),
                article: document.service_window.article.clone(),
                version: None,
            }),
        })
    }

    /// Terms when no agreement is in force: the call centre still answers and measures, without any target.
    /// The window is that of R4.1.
    pub fn without_agreement() -> Result<Self, WindowError> {
        let time = |text: &str| text.parse::<TimeOfDay>();
        let window = ServiceWindow::weekdays(time("08:00")?, time("18:00")?, Zone::Metropole)?;
        Ok(Self {
            clock: clock(window),
            priority: Priority {
                levels: ["P1", "P2", "P3", "P4"].map(level).into(),
                matrix: Matrix {
                    high_impact: row("P1", "P2", "P3"),
                    medium_impact: row("P2", "P3", "P3"),
                    low_impact: row("P3", "P3", "P4"),
                },
                pauses: vec![Pause::WaitingForRequester],
            },
            administrative_days: ADMINISTRATIVE_DAYS,
            source: None,
        })
    }

    /// Whether a state stops the clocks (R4.6). Time spent resolved, before a reopening, never counts.
    pub fn stops(&self, state: State) -> bool {
        match state {
            State::WaitingRequester => self.priority.pauses.contains(&Pause::WaitingForRequester),
            State::WaitingVendor => self.priority.pauses.contains(&Pause::WaitingForVendor),
            State::Resolved | State::Closed => true,
            State::New | State::InProgress => false,
        }
    }

    /// The level of that code.
    pub fn level(&self, code: &str) -> Option<&Level> {
        self.priority.levels.iter().find(|level| level.code == code)
    }
}

/// Clocks already prepared. A window gives one clock for ever, so an entry is never stale; the table is emptied
/// when full because instances hold few agreements.
static PREPARED: Mutex<Vec<(ServiceWindow, ServiceClock)>> = Mutex::new(vec![]);
const PREPARED_AT_MOST: usize = 64;

/// Only the years a ticket may live in are prepared; others are answered too. Preparing them takes longer than
/// opening a ticket does, so it is done once for each window.
fn clock(window: ServiceWindow) -> ServiceClock {
    let known = |prepared: &[(ServiceWindow, ServiceClock)]| {
        prepared.iter().find(|(known, _)| *known == window).map(|(_, clock)| clock.clone())
    };
    if let Some(clock) = known(&PREPARED.lock().unwrap_or_else(PoisonError::into_inner)) {
        return clock;
    }
    let clock = ServiceClock::with_years(window.clone(), 2022..=2030);
    let mut prepared = PREPARED.lock().unwrap_or_else(PoisonError::into_inner);
    if prepared.len() >= PREPARED_AT_MOST {
        prepared.clear();
    }
    prepared.push((window, clock.clone()));
    clock
}

fn level(code: &str) -> Level {
    Level {
        code: code.to_owned(),
        name: code.to_owned(),
        acknowledge_minutes: None,
        intervene_minutes: None,
        restore_minutes: None,
    }
}

fn row(high: &str, medium: &str, low: &str) -> MatrixRow {
    MatrixRow {
        high_urgency: high.to_owned(),
        medium_urgency: medium.to_owned(),
        low_urgency: low.to_owned(),
    }
}
