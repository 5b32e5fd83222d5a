//! The register of risks and ways to improve: some are dealt with, one is over, one should have been read again.

use super::{Deed, Event, arrivals::instant};
use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};

/// What is written in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskAct {
    /// Code of the beneficiary.
    pub of: &'static str,
    /// A word of the kind.
    pub kind: &'static str,
    /// In a few words: also how a later act finds it.
    pub title: &'static str,
    /// Likelihood and impact.
    pub scales: (i64, i64),
    /// A word of the side, and who.
    pub owner: (&'static str, &'static str),
    /// What is done.
    pub treatment: &'static str,
    /// When it is read again.
    pub review_on: Date,
    /// A word of the state.
    pub state: &'static str,
}

const LINK: RiskAct = RiskAct {
    of: "PMPB",
    kind: "risk",
    title: "Un seul lien vers l’antenne",
    scales: (2, 4),
    owner: ("provider", "Responsable réseau"),
    treatment: "Second lien à l’étude avec l’opérateur.",
    review_on: date(2026, 9, 30),
    state: "open",
};
const RESET: RiskAct = RiskAct {
    of: "PMPB",
    kind: "improvement",
    title: "Mot de passe réinitialisé par chacun",
    scales: (3, 3),
    owner: ("provider", "Chef de projet"),
    treatment: "",
    review_on: date(2026, 4, 30),
    state: "open",
};
const LEAVERS: RiskAct = RiskAct {
    of: "PMPB",
    kind: "risk",
    title: "Départs signalés trop tard",
    scales: (3, 2),
    owner: ("beneficiary", "Direction générale"),
    treatment: "Formulaire de départ rappelé aux services.",
    review_on: date(2027, 1, 31),
    state: "open",
};
const SERVER: RiskAct = RiskAct {
    of: "STC",
    kind: "risk",
    title: "Serveur d’applications en fin de garantie",
    scales: (3, 3),
    owner: ("provider", "Responsable des hébergements"),
    treatment: "Remplacement demandé pour l’exercice suivant.",
    review_on: date(2026, 12, 15),
    state: "open",
};

/// Everything in its order; the second act about a title changes what the first wrote.
pub(super) fn events() -> Result<Vec<Event>> {
    let done = RiskAct { treatment: "En service depuis juin 2026.", state: "closed", ..RESET };
    let acts = [
        (date(2025, 9, 16), RESET),
        (date(2026, 2, 3), LINK),
        (date(2026, 3, 10), SERVER),
        (date(2026, 6, 23), done),
        (date(2026, 7, 7), LEAVERS),
    ];
    let event = |(day, act): (Date, RiskAct)| {
        let at = instant(day.at(15, 40, 0, 0)).context("no such instant")?;
        Ok(Event { at, deed: Deed::Risk(act) })
    };
    acts.into_iter().map(event).collect()
}
