//! Backups over the three years: whole systems each week, files each night since the summer, a night that was missed, a run that
//! failed, data asked back and tests of restoring.

use super::{Deed, Event, PRESENT, arrivals::instant, dice::Dice};
use anyhow::{Context as _, Result};
use jiff::{
    Span, Timestamp,
    civil::{Date, DateTime, date},
};

/// A stream of its own: other parts of the plan stay as they are.
const STREAM: u64 = 8_300;

/// What is protected: beneficiary, name, kind, tool, first day, hours between two runs.
pub const OBJECTS: [(&str, &str, &str, &str, Date, i32); 4] = [
    ("PMPB", "Serveurs virtuels", "system", "Proxmox", date(2023, 12, 2), 168),
    ("PMPB", "Fichiers partagés", "data", "restic", date(2026, 8, 1), 24),
    ("STC", "Serveur d’applications", "system", "Proxmox", date(2023, 12, 2), 168),
    ("STC", "Base des usagers", "application", "borg", date(2026, 8, 1), 24),
];

/// The night nothing was heard of the second one, and the night the fourth one failed.
const MISSED: Date = date(2026, 10, 14);
const FAILED: Date = date(2026, 11, 5);

/// What happens to backups. Numbers are places in [`OBJECTS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupAct {
    /// That object is protected from its first day on.
    Protect(usize),
    /// A run of that object ended, well or not, having gone through so many bytes.
    Run(usize, bool, i64),
    /// What was silent is written down.
    Watch,
    /// The list of the day is signed.
    Sign(&'static str),
    /// Data are asked back.
    Ask(usize, &'static str, &'static str),
    /// The restore asked last is done.
    Restored,
    /// A test is planned for a day.
    Plan(usize, Date),
    /// The test planned last was done: whether it passed, and its minutes.
    Tested(bool, i64),
}

/// Everything in its order.
pub(super) fn events(seed: u64) -> Result<Vec<Event>> {
    let mut events = vec![];
    let mut put = |wall: DateTime, act| -> Result<()> {
        let at: Timestamp = instant(wall).with_context(|| format!("no instant {wall}"))?;
        events.push(Event { at, deed: Deed::Backup(act) });
        Ok(())
    };
    nights(&mut Dice::new(seed, STREAM), &mut put)?;
    tests(&mut put)?;
    for (day, hours, place, what, complexity) in [
        (date(2025, 5, 13), 3, 0, "Un serveur après une mise à jour", "complex"),
        (date(2026, 9, 22), 1, 1, "Un dossier effacé par erreur", "simple"),
        (date(2026, 10, 15), 5, 3, "La base d’avant la reprise", "standard"),
    ] {
        put(day.at(9, 15, 0, 0), BackupAct::Ask(place, what, complexity))?;
        put(day.at(9 + hours, 40, 0, 0), BackupAct::Restored)?;
    }
    let mut month = date(2024, 1, 1);
    while month < PRESENT.date() {
        put(month.at(6, 30, 0, 0), BackupAct::Watch)?;
        month = month.checked_add(Span::new().months(1))?;
    }
    for (day, note) in [
        (date(2026, 10, 15), "Fichiers partagés : service arrêté après une mise à jour, relancé."),
        (date(2026, 11, 6), "Base des usagers : disque plein, purgé."),
        (date(2026, 11, 19), ""),
    ] {
        put(day.at(8, 5, 0, 0), BackupAct::Watch)?;
        put(day.at(8, 10, 0, 0), BackupAct::Sign(note))?;
    }
    put(date(2026, 11, 20).at(8, 5, 0, 0), BackupAct::Watch)?;
    Ok(events)
}

/// Puts an act at a wall clock of Paris.
type Put<'a> = &'a mut dyn FnMut(DateTime, BackupAct) -> Result<()>;

/// What is protected, and its runs.
fn nights(dice: &mut Dice, put: Put<'_>) -> Result<()> {
    for (place, (.., first, hours)) in OBJECTS.into_iter().enumerate() {
        let before = first.yesterday()?;
        put(before.at(10, 0, 0, 0), BackupAct::Protect(place))?;
        let mut night = first;
        while night < PRESENT.date() {
            let is_silent = place == 1 && night == MISSED;
            if !is_silent {
                let (minute, size) = (dice.between(5, 55), dice.between(20, 40) * 1_000_000_000);
                let is_good = !(place == 3 && night == FAILED);
                put(night.at(23, i8::try_from(minute)?, 0, 0), BackupAct::Run(place, is_good, size))?;
            }
            night = night.checked_add(Span::new().days(hours / 24))?;
        }
    }
    Ok(())
}

/// Tests of restoring, each planned two weeks before; one still to do.
fn tests(put: Put<'_>) -> Result<()> {
    for (planned, place, is_good, minutes) in [
        (date(2024, 6, 12), 0, true, 95),
        (date(2025, 2, 5), 2, false, 140),
        (date(2025, 2, 26), 2, true, 110),
        (date(2026, 3, 11), 0, true, 80),
        (date(2026, 10, 7), 1, true, 25),
    ] {
        let before = planned.checked_sub(Span::new().days(14))?;
        put(before.at(9, 30, 0, 0), BackupAct::Plan(place, planned))?;
        put(planned.at(16, 0, 0, 0), BackupAct::Tested(is_good, minutes))?;
    }
    put(date(2026, 11, 18).at(9, 0, 0, 0), BackupAct::Plan(3, date(2026, 12, 9)))
}
