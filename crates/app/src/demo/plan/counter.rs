//! The counter on the morning of the demonstration: who comes, who is called, what becomes of it.

use super::{Deed, Event, arrivals::instant};
use anyhow::{Context as _, Result};
use jiff::civil::{DateTime, datetime};

/// Something that happens at the counter. Numbers are those given out that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CounterAct {
    /// The counters are set up.
    SetUp,
    /// Somebody comes.
    Enter {
        /// Code of the body.
        code: &'static str,
        /// Which requester of the body; nobody known when none.
        requester: Option<usize>,
        /// The name given by who is not known.
        name: &'static str,
        /// What for.
        title: &'static str,
    },
    /// The first in line is called.
    Call,
    /// Somebody is received.
    Receive {
        /// Which number.
        number: i64,
        /// `ticket` or `answered`.
        outcome: &'static str,
        /// What was said.
        notes: &'static str,
    },
    /// Somebody leaves before.
    Leave {
        /// Which number.
        number: i64,
    },
}

const fn at(hour: i8, minute: i8) -> DateTime {
    datetime(2026, 11, 20, hour, minute, 0, 0)
}

const fn comes(code: &'static str, requester: usize, title: &'static str) -> CounterAct {
    CounterAct::Enter { code, requester: Some(requester), name: "", title }
}

const MORNING: [(DateTime, CounterAct); 16] = [
    (at(8, 20), CounterAct::SetUp),
    (at(8, 41), comes("PMPB", 2, "Mot de passe oublié")),
    (at(8, 43), CounterAct::Call),
    (
        at(8, 49),
        CounterAct::Receive {
            number: 1,
            outcome: "answered",
            notes: "Identité vérifiée, mot de passe réinitialisé sur place.",
        },
    ),
    (at(8, 55), comes("STC", 1, "Téléphone : plus de courriels depuis hier")),
    (
        at(8, 58),
        CounterAct::Enter {
            code: "PMPB",
            requester: None,
            name: "Un conseiller communautaire",
            title: "Prêt d’un vidéoprojecteur",
        },
    ),
    (at(9, 4), CounterAct::Call),
    (
        at(9, 15),
        CounterAct::Receive {
            number: 2,
            outcome: "ticket",
            notes: "Le compte est bloqué côté serveur ; l’appareil est à jour.",
        },
    ),
    (at(9, 20), CounterAct::Call),
    (
        at(9, 26),
        CounterAct::Receive {
            number: 3,
            outcome: "ticket",
            notes: "Pour la réunion de jeudi soir, salle du conseil.",
        },
    ),
    (at(9, 50), comes("PMPB", 5, "Badge d’imprimante refusé")),
    (at(10, 2), CounterAct::Leave { number: 4 }),
    (at(10, 9), comes("STC", 3, "Connexion à distance impossible")),
    (at(10, 14), comes("PMPB", 7, "Écran de poste fissuré")),
    (at(10, 17), CounterAct::Call),
    (at(10, 20), comes("STC", 2, "Ouverture d’un dossier partagé")),
];

/// The morning, in order.
pub(super) fn events() -> Result<Vec<Event>> {
    let event = |(at, act): (DateTime, CounterAct)| {
        let at = instant(at).context("no such instant")?;
        Ok(Event { at, deed: Deed::Counter(act) })
    };
    MORNING.into_iter().map(event).collect()
}
