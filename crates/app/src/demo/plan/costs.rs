//! What the services cost: three years written down and closed, a saving proposed for the committee of June, a supplier's
//! Factur-X received, a simulation kept.

use super::{Deed, Event, arrivals::instant};
use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};

/// Something that happens about costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CostAct {
    /// A year is written down: its allocation key and what comes with no invoice.
    Write(CostYear),
    /// A year is closed for a beneficiary.
    Close {
        /// Code of the beneficiary.
        of: &'static str,
        /// Which year.
        year: i16,
    },
    /// The Factur-X of a supplier is received, its lines are put to blocks.
    Receive,
    /// The saving of a year is proposed.
    Propose {
        /// Code of the beneficiary.
        of: &'static str,
        /// Which year.
        year: i16,
    },
    /// A simulation is kept under a name.
    Simulate {
        /// Code of the beneficiary.
        of: &'static str,
        /// Its name.
        name: &'static str,
        /// Yearly change of the index in percent.
        rate: &'static str,
    },
}

/// A year of costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostYear {
    /// Which one.
    pub year: i16,
    /// Agents of the whole service, of the first beneficiary and of the second one.
    pub agents: (i64, i64, i64),
    /// Yearly costs in euros: network and system administration, hosting, operators, workstation support.
    pub costs: [i64; 4],
}

const YEARS: [CostYear; 4] = [
    CostYear { year: 2022, agents: (190, 40, 0), costs: [150_000, 60_000, 24_000, 52_000] },
    CostYear { year: 2023, agents: (192, 42, 13), costs: [154_000, 64_000, 25_000, 53_000] },
    CostYear { year: 2024, agents: (195, 45, 14), costs: [141_000, 52_000, 21_000, 54_000] },
    CostYear { year: 2025, agents: (198, 47, 15), costs: [149_000, 55_000, 20_000, 55_000] },
];

/// Everything in its order.
pub(super) fn events() -> Result<Vec<Event>> {
    let year = |day: Date, place: usize| (day, CostAct::Write(YEARS[place]));
    let close = |day: Date, year: i16| (day, CostAct::Close { of: "PMPB", year });
    let acts = [
        year(date(2024, 5, 14), 0),
        year(date(2024, 5, 14), 1),
        close(date(2024, 5, 21), 2022),
        close(date(2024, 5, 21), 2023),
        (date(2025, 1, 20), CostAct::Receive),
        year(date(2025, 5, 13), 2),
        close(date(2025, 5, 20), 2024),
        (date(2025, 5, 22), CostAct::Propose { of: "PMPB", year: 2024 }),
        year(date(2026, 5, 12), 3),
        (
            date(2026, 10, 6),
            CostAct::Simulate { of: "PMPB", name: "Indice à 2 %, effectif constant", rate: "2" },
        ),
    ];
    let event = |(minute, (day, act)): (i8, (Date, CostAct))| {
        let at = instant(day.at(14, 10 + minute, 0, 0)).context("no such instant")?;
        Ok(Event { at, deed: Deed::Cost(act) })
    };
    (0..).zip(acts).map(event).collect()
}
