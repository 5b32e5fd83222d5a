//! Leaving the agreement (art. 7): when a notice takes effect and what the goods are then worth.

pub mod rules;

use crate::depreciation::Plan;
use jiff::civil::Date;
use kernel::{Cents, Zone};
use serde::{Deserialize, Serialize};

/// The three readings of "à compter de la troisième année" (R3.9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoticeReading {
    /// Leaving takes effect from the first day of that year; the notice may come before.
    A,
    /// The notice itself is possible from the first day of that year.
    #[default]
    B,
    /// The notice is possible once that year is over.
    C,
}

impl NoticeReading {
    /// Message key of the sentence that states the reading.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::A => "exit-reading-a",
            Self::B => "exit-reading-b",
            Self::C => "exit-reading-c",
        }
    }
}

/// The term of an agreement and how it may be left early (R3.8 to R3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExitTerms {
    /// First day in force: 2022-01-01.
    pub start: Date,
    /// Length of the term in years: 5.
    pub term_years: u8,
    /// Length of the notice in months: 6.
    pub notice_months: u8,
    /// The year of the term from which leaving is open: 3.
    pub from_year: u8,
    /// How that year is read.
    pub reading: NoticeReading,
    /// Where a last day on a Saturday, Sunday or holiday moves to the next working day; nothing when it stays.
    pub roll: Option<Zone>,
}

/// What a notice does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// The agreement ends early.
    Leaves {
        /// Last day in force, until midnight.
        last_day: Date,
    },
    /// The notice came before it was possible.
    TooEarly {
        /// First day on which a notice is possible.
        first_notice: Date,
    },
    /// The notice has no effect: the term comes first.
    TermFirst {
        /// Last day of the term.
        term_end: Date,
    },
}

/// A good in the settlement, with the beneficiary's choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledAsset {
    /// What names the good.
    pub id: String,
    /// How it is depreciated.
    pub plan: Plan,
    /// Whether the beneficiary takes it back.
    pub is_taken_back: bool,
    /// Why it stays out of the settlement, if it does.
    pub exclusion: Option<Exclusion>,
}

/// Why a good is not settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// The beneficiary's own, lent to the provider: it is returned (R3.6).
    Lent,
    /// Equipment of the shared platform, not dedicated to the beneficiary (R3.7).
    Shared,
}

/// What one good is worth and what is due for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementLine {
    /// What names the good.
    pub id: String,
    /// Net book value at the end of the exit day.
    pub net_book_value: Cents,
    /// Due by the beneficiary: the whole value when taken back, half of it, half-up, when not (R3.5).
    pub due: Cents,
}

/// What the beneficiary owes on leaving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// One line a good, in the order given.
    pub lines: Vec<SettlementLine>,
    /// Sum of the lines.
    pub total: Cents,
}
