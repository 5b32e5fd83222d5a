//! Live conversations on the morning of the demonstration, of both beneficiaries: one over, one going on, one waiting.

use super::{Deed, Event, arrivals::instant};
use anyhow::{Context as _, Result};
use jiff::civil::{DateTime, datetime};

/// Something that happens in a conversation, by its place among those of the morning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatAct {
    /// Which conversation.
    pub chat: usize,
    /// What happens.
    pub what: ChatWhat,
}

/// What may happen in a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChatWhat {
    /// A requester of a body begins.
    Open {
        /// Code of the body.
        code: &'static str,
        /// Which requester of the body.
        requester: usize,
        /// The first words.
        body: &'static str,
    },
    /// An agent takes it.
    Take,
    /// The requester writes.
    Ask(&'static str),
    /// The agent writes.
    Answer(&'static str),
    /// The agent leaves a word among agents.
    Note(&'static str),
    /// The agent ends it, all being answered.
    Resolve,
}

const fn at(minute: i8, second: i8, chat: usize, what: ChatWhat) -> (DateTime, ChatAct) {
    (datetime(2026, 11, 20, 10, minute, second, 0), ChatAct { chat, what })
}

const MORNING: [(DateTime, ChatAct); 12] = [
    at(
        3,
        12,
        0,
        ChatWhat::Open {
            code: "PMPB",
            requester: 4,
            body: "Bonjour, je ne retrouve plus ma signature dans les courriels.",
        },
    ),
    at(4, 5, 0, ChatWhat::Take),
    at(4, 40, 0, ChatWhat::Answer("Bonjour, depuis quand, et sur quel poste ?")),
    at(5, 21, 0, ChatWhat::Ask("Depuis la mise à jour d’hier, sur mon portable.")),
    at(
        7,
        2,
        0,
        ChatWhat::Answer(
            "Elle était désactivée par la mise à jour, je viens de la remettre. Pouvez-vous rouvrir la messagerie ?",
        ),
    ),
    at(8, 30, 0, ChatWhat::Ask("C’est bon, merci beaucoup !")),
    at(8, 55, 0, ChatWhat::Resolve),
    at(
        16,
        10,
        1,
        ChatWhat::Open {
            code: "STC",
            requester: 2,
            body: "Le partage de l’équipe demande un mot de passe depuis ce matin.",
        },
    ),
    at(17, 3, 1, ChatWhat::Take),
    at(
        17,
        48,
        1,
        ChatWhat::Note("Même chose hier sur le serveur de fichiers, voir le renouvellement des certificats."),
    ),
    at(18, 20, 1, ChatWhat::Answer("Bonjour, je regarde. Le message cite-t-il un nom de serveur ?")),
    at(
        21,
        30,
        2,
        ChatWhat::Open {
            code: "PMPB",
            requester: 1,
            body: "Bonjour, comment réserver la salle de visioconférence ?",
        },
    ),
];

/// The morning, in order.
pub(super) fn events() -> Result<Vec<Event>> {
    let event = |(at, act): (DateTime, ChatAct)| {
        let at = instant(at).context("no such instant")?;
        Ok(Event { at, deed: Deed::Chat(act) })
    };
    MORNING.into_iter().map(event).collect()
}
