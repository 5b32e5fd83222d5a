//! Indicators over the three years: every month closed in the second week of the next one, a target that a beneficiary proposes
//! and that the steering committee of June 2026 decides, another that waits.

use super::{Deed, Event, PRESENT, arrivals::instant};
use anyhow::{Context as _, Result};
use jiff::{
    Span,
    civil::{Date, DateTime, date},
};

/// The first month closed: three years of them, with the month in which the desk began.
const FIRST: Date = date(2023, 11, 1);

/// A target somebody proposes: beneficiary, whether the provider does, commitment, operator, value, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Code of the beneficiary.
    pub of: &'static str,
    /// Whether the provider's side proposes it.
    pub by_provider: bool,
    /// Code of the commitment.
    pub commitment: &'static str,
    /// A word of operators.
    pub operator: &'static str,
    /// In the unit of the commitment.
    pub value: &'static str,
    /// Why.
    pub motive: &'static str,
}

/// Decided in June 2026, in force since July.
pub const AGREED: Wish = Wish {
    of: "PMPB",
    by_provider: false,
    commitment: "S.1a",
    operator: "at_least",
    value: "4",
    motive: "Depuis deux ans, quatre sauvegardes par mois sont réussies et conformes : l’engagement peut le dire.",
};

/// Waits for the steering committee of January.
pub const WAITING: Wish = Wish {
    of: "STC",
    by_provider: true,
    commitment: "B.2b",
    operator: "at_most",
    value: "192",
    motive: "Une sauvegarde complète par semaine : huit jours laissent le temps d’en refaire une.",
};

/// What happens to indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorAct {
    /// A month of a beneficiary is closed.
    Close(&'static str, Date),
    /// Somebody says something of a value of a month of the first beneficiary.
    Say(Date),
    /// A target is proposed.
    Propose(Wish),
    /// The steering committee of that day decides the target that waits for it.
    Decide(Wish, Date),
}

/// Everything in its order.
pub(super) fn events() -> Result<Vec<Event>> {
    let mut events = vec![];
    let mut put = |wall: DateTime, act| -> Result<()> {
        let at = instant(wall).with_context(|| format!("no instant {wall}"))?;
        events.push(Event { at, deed: Deed::Indicators(act) });
        Ok(())
    };
    let mut month = FIRST;
    loop {
        let next = month.checked_add(Span::new().months(1))?;
        let day = next.checked_add(Span::new().days(11))?;
        if day >= PRESENT.date() {
            break;
        }
        for of in ["PMPB", "STC"] {
            put(day.at(9, 35, 0, 0), IndicatorAct::Close(of, month))?;
        }
        month = next;
    }
    put(date(2026, 10, 14).at(11, 5, 0, 0), IndicatorAct::Say(date(2026, 9, 1)))?;
    put(date(2026, 5, 19).at(14, 20, 0, 0), IndicatorAct::Propose(AGREED))?;
    let steering = date(2026, 6, 9);
    put(steering.at(10, 40, 0, 0), IndicatorAct::Decide(AGREED, steering))?;
    put(date(2026, 11, 13).at(15, 10, 0, 0), IndicatorAct::Propose(WAITING))?;
    Ok(events)
}
