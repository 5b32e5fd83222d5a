//! What was recorded over the years as proof of obligations: certificates of insurance, lists annexed. Some were
//! never handed over: their deadlines are overdue.

use super::{Deed, Event, arrivals::instant};
use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};
use people::Role;

/// A proof that somebody records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProveAct {
    /// Code of the beneficiary.
    pub of: &'static str,
    /// Code of the obligation.
    pub obligation: &'static str,
    /// The day that fell due.
    pub due: Date,
    /// What it is.
    pub note: &'static str,
    /// Last day on which it proves anything.
    pub valid_until: Option<Date>,
    /// Who records it: a director, or an officer of the beneficiary.
    pub by: Role,
}

const CERTIFICATE: &str = "Attestation de responsabilité civile (démonstration)";
const REPORT: &str = "Bilan annuel présenté au comité de pilotage (démonstration)";
const GOODS: &str = "Procès-verbal de mise à disposition des biens de l’annexe 1 B (démonstration)";

/// Beneficiary, obligation, day recorded, day that fell due, what, valid until, by whom.
type Proof = (&'static str, &'static str, Date, Date, &'static str, Option<Date>, Role);

const PROOFS: [Proof; 12] = [
    (
        "PMPB",
        "9.1",
        date(2024, 1, 9),
        date(2022, 1, 1),
        CERTIFICATE,
        Some(date(2024, 12, 31)),
        Role::Director,
    ),
    (
        "PMPB",
        "9.1",
        date(2024, 12, 10),
        date(2024, 12, 31),
        CERTIFICATE,
        Some(date(2025, 12, 31)),
        Role::Director,
    ),
    (
        "PMPB",
        "9.1",
        date(2025, 12, 9),
        date(2025, 12, 31),
        CERTIFICATE,
        Some(date(2026, 12, 31)),
        Role::Director,
    ),
    (
        "PMPB",
        "2.8",
        date(2024, 1, 16),
        date(2022, 12, 31),
        "Liste des sites annexée (démonstration)",
        None,
        Role::Director,
    ),
    ("PMPB", "6.1", date(2024, 2, 6), date(2022, 1, 1), GOODS, None, Role::Officer),
    ("PMPB", "2.13", date(2024, 1, 23), date(2022, 12, 31), REPORT, Some(date(2025, 1, 31)), Role::Director),
    ("PMPB", "2.13", date(2025, 1, 21), date(2025, 1, 31), REPORT, Some(date(2026, 1, 31)), Role::Director),
    ("PMPB", "2.13", date(2026, 1, 20), date(2026, 1, 31), REPORT, Some(date(2026, 12, 31)), Role::Director),
    ("STC", "9.1", date(2024, 1, 9), date(2023, 3, 1), CERTIFICATE, Some(date(2024, 12, 31)), Role::Director),
    (
        "STC",
        "9.1",
        date(2024, 12, 10),
        date(2024, 12, 31),
        CERTIFICATE,
        Some(date(2025, 12, 31)),
        Role::Director,
    ),
    (
        "STC",
        "9.1",
        date(2025, 12, 9),
        date(2025, 12, 31),
        CERTIFICATE,
        Some(date(2026, 12, 31)),
        Role::Director,
    ),
    ("STC", "6.1", date(2024, 2, 7), date(2023, 3, 1), GOODS, None, Role::Officer),
];

/// Everything in its order.
pub(super) fn events() -> Result<Vec<Event>> {
    let event = |(of, obligation, day, due, note, valid_until, by): (_, _, Date, _, _, _, _)| {
        let at = instant(day.at(11, 20, 0, 0)).context("no such instant")?;
        Ok(Event { at, deed: Deed::Prove(ProveAct { of, obligation, due, note, valid_until, by }) })
    };
    PROOFS.into_iter().map(event).collect()
}
