//! What a beneficiary has subscribed, from which day to which, as its agreement states it (R0.2).
//!
//! Subscriptions are read from the version in force: joining or leaving a service is signed, so it is an
//! amendment, never a tick in a screen.

pub mod rules;

pub use rules::{Judgement, judge};

use crate::document::{AgreementDocument, BlockKind};
use jiff::civil::Date;

/// An offer subscribed between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Code of the offer: `SOCLE`.
    pub offer: String,
    /// Name on invoices and screens.
    pub name: String,
    /// Whether it is the core itself.
    pub is_core: bool,
    /// Codes of the blocks it opens.
    pub blocks: Vec<String>,
    /// First day.
    pub from: Date,
    /// Last day, included: its own, else the last day of the agreement.
    pub until: Date,
}

impl Subscription {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// The subscriptions an agreement states, in the order of its offers.
pub fn of(document: &AgreementDocument) -> Vec<Subscription> {
    let last_day = document.term.last_day().unwrap_or(Date::MAX);
    let subscribed = document.offers.iter().filter_map(|offer| Some((offer, offer.subscribed_from?)));
    subscribed
        .map(|(offer, from)| Subscription {
            offer: offer.code.clone(),
            name: offer.name.clone(),
            is_core: !offer.needs_core,
            blocks: offer.blocks.clone(),
            from,
            until: offer.subscribed_until.unwrap_or(last_day),
        })
        .collect()
}

/// Whether a block is open to the beneficiary on a day: some subscription that opens it holds.
pub fn is_open(document: &AgreementDocument, block: &str, day: Date) -> bool {
    of(document).iter().any(|one| one.holds(day) && one.blocks.iter().any(|code| code == block))
}

/// Whether the core is subscribed on a day: nothing else may be asked without it.
pub fn has_core(document: &AgreementDocument, day: Date) -> bool {
    let core = |code: &String| document.block(code).is_some_and(|block| block.kind == BlockKind::Core);
    of(document).iter().any(|one| one.holds(day) && (one.is_core || one.blocks.iter().any(core)))
}
