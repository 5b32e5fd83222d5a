//! The life of the agreements: contracts that serve the beneficiaries, the insurance, a dispute settled amicably, a service that is asked for
//! and becomes a signed amendment, a body that joins and a renewal being written.

use super::{Deed, Event, arrivals::instant};
use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifeAct {
    /// The provider writes a contract down.
    Contract(ContractAct),
    /// The provider records its certificate of insurance.
    Certificate {
        /// First and last day of cover.
        valid: (Date, Date),
    },
    /// The beneficiary opens a dispute.
    Dispute {
        /// Code of the beneficiary.
        of: &'static str,
        /// In a few words: also how a later act finds it.
        title: &'static str,
        /// What is disputed.
        subject: &'static str,
        /// Where in the agreement.
        article: &'static str,
        /// Until when the parties try.
        due_on: Date,
    },
    /// A document is joined to the last dispute.
    Join {
        /// Code of the beneficiary.
        of: &'static str,
        /// What it is.
        title: &'static str,
    },
    /// The last dispute is settled.
    Settle {
        /// Code of the beneficiary.
        of: &'static str,
        /// What came of it.
        note: &'static str,
    },
    /// The beneficiary asks for a service.
    Ask {
        /// Code of the beneficiary.
        of: &'static str,
        /// Code of the offer.
        offer: &'static str,
        /// From when.
        wanted_on: Date,
        /// Why.
        reason: &'static str,
    },
    /// The provider accepts the last request: an amendment is drafted.
    Accept {
        /// Code of the beneficiary.
        of: &'static str,
    },
    /// The last draft is settled and printed.
    Settled {
        /// Code of the beneficiary.
        of: &'static str,
    },
    /// A side deliberates on the last draft.
    Vote {
        /// Code of the beneficiary.
        of: &'static str,
        /// A word of the side.
        side: &'static str,
        /// Number of the deliberation.
        reference: &'static str,
    },
    /// Both sign the last draft.
    Sign {
        /// Code of the beneficiary.
        of: &'static str,
    },
    /// A draft is begun.
    Begin {
        /// Code of the beneficiary.
        of: &'static str,
        /// A word of the kind.
        kind: &'static str,
        /// In a few words.
        title: &'static str,
    },
    /// The variables of the last draft are filled, the price is still to come.
    Fill {
        /// Code of the beneficiary.
        of: &'static str,
    },
}

/// A contract as it is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContractAct {
    /// Code of the beneficiary.
    pub of: &'static str,
    /// A word of who signed it.
    pub side: &'static str,
    /// With whom, and what for.
    pub with: (&'static str, &'static str),
    /// Code of a block.
    pub block: &'static str,
    /// First and last day.
    pub days: (Date, Date),
    /// Euros a year.
    pub amount: &'static str,
    /// Part of the beneficiary, in percent.
    pub share: &'static str,
}

const LINK: ContractAct = ContractAct {
    of: "PMPB",
    side: "provider",
    with: ("Liens et Réseaux de Démonstration", "Lien opérateur de l’antenne"),
    block: "SOCLE-A",
    days: (date(2024, 2, 1), date(2028, 1, 31)),
    amount: "4 320",
    share: "100",
};
const COPIERS: ContractAct = ContractAct {
    of: "PMPB",
    side: "beneficiary",
    with: ("Location Fictive", "Photocopieurs loués avant la convention"),
    block: "ANNEXE-B",
    days: (date(2022, 1, 1), date(2027, 6, 30)),
    amount: "2 150,40",
    share: "0",
};
const BACKUP: ContractAct = ContractAct {
    of: "STC",
    side: "provider",
    with: ("Sauvegarde Imaginaire", "Hébergement de secours des sauvegardes"),
    block: "SOCLE-B",
    days: (date(2025, 1, 1), date(2027, 12, 31)),
    amount: "9 600",
    share: "15",
};

/// Everything in its order.
pub(super) fn events() -> Result<Vec<Event>> {
    let event = |(day, act): (Date, LifeAct)| {
        let at = instant(day.at(11, 20, 0, 0)).context("no such instant")?;
        Ok(Event { at, deed: Deed::Life(act) })
    };
    beside().into_iter().chain(drafts()).map(event).collect()
}

/// Contracts, the insurance, a dispute.
fn beside() -> [(Date, LifeAct); 7] {
    let year = (date(2026, 1, 1), date(2026, 12, 31));
    [
        (date(2024, 2, 6), LifeAct::Contract(LINK)),
        (date(2024, 2, 7), LifeAct::Contract(COPIERS)),
        (date(2025, 1, 14), LifeAct::Contract(BACKUP)),
        (date(2026, 1, 8), LifeAct::Certificate { valid: year }),
        (
            date(2026, 2, 10),
            LifeAct::Dispute {
                of: "PMPB",
                title: "Agents comptés en 2025",
                subject: "La structure conteste deux agents partis en cours d’année et comptés dans la facture.",
                article: "art. 8",
                due_on: date(2026, 4, 30),
            },
        ),
        (date(2026, 2, 17), LifeAct::Join { of: "PMPB", title: "Liste des agents au 31 décembre 2025" }),
        (
            date(2026, 3, 24),
            LifeAct::Settle {
                of: "PMPB",
                note: "Le recensement daté fait foi ; les départs comptent à partir du suivant. Accord des deux parties.",
            },
        ),
    ]
}

/// A service that becomes an amendment, a renewal, a body that joins.
fn drafts() -> [(Date, LifeAct); 9] {
    let of = "STC";
    [
        (
            date(2026, 9, 8),
            LifeAct::Ask {
                of,
                offer: "AMOA",
                wanted_on: date(2027, 1, 1),
                reason: "Un projet de dématérialisation à préparer.",
            },
        ),
        (date(2026, 9, 15), LifeAct::Accept { of }),
        (date(2026, 9, 22), LifeAct::Settled { of }),
        (
            date(2026, 10, 6),
            LifeAct::Vote { of, side: "provider", reference: "2026-10-06/14 (démonstration)" },
        ),
        (date(2026, 10, 20), LifeAct::Vote { of, side: "beneficiary", reference: "2026-31 (démonstration)" }),
        (date(2026, 11, 3), LifeAct::Sign { of }),
        (
            date(2026, 11, 10),
            LifeAct::Begin {
                of: "PMPB",
                kind: "renewal",
                title: "Renouvellement de la convention pour 2027",
            },
        ),
        (
            date(2026, 11, 12),
            LifeAct::Begin { of: "CVI", kind: "joining", title: "Adhésion de la commune de Val-Imaginaire" },
        ),
        (date(2026, 11, 13), LifeAct::Fill { of: "CVI" }),
    ]
}
