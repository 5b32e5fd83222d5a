//! Leaving the agreement (art. 7): when a notice takes effect and what the goods are then worth; what if we left on that
//! day; the notice itself with its consequences until the exit is confirmed.

pub mod actions;
pub mod api;
mod forms;
pub mod pages;
pub mod paper;
pub mod rules;
pub mod statement;
pub mod store;
mod views;

pub use forms::{ChoicesForm, ConfirmForm, NoticeForm, TaskForm, WhatIf, WithdrawForm};

use crate::depreciation::Plan;
use estate::assets::{AssetId, LegalStatus};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact, Explanation, Side, Zone, id::BeneficiaryId, words};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A notice to leave an agreement.
    NoticeId,
}

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
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

/// Shares of the net book value that are due (R3.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// For a good taken back: 1.
    pub taken_back: Exact,
    /// For a good left: one half.
    pub left: Exact,
    /// Whether they are due at the term too.
    pub due_at_term: bool,
}

impl Default for Shares {
    fn default() -> Self {
        Self { taken_back: Exact::from(1), left: &Exact::from(1) / &Exact::from(2), due_at_term: false }
    }
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

words! {
    /// How a notice came: each gives a certain date (R3.11).
    Means {
        /// Registered letter with acknowledgement of receipt.
        RegisteredLetter = "registered_letter", "exit-means-registered";
        /// Qualified electronic registered delivery.
        ElectronicRegistered = "electronic_registered", "exit-means-electronic";
        /// By hand against a dated receipt.
        HandDelivery = "hand_delivery", "exit-means-hand";
    }
}

words! {
    /// Where a notice stands.
    NoticeState {
        /// Received; its consequences are being seen to.
        Received = "received", "exit-state-received";
        /// The exit is confirmed, and what is due for the goods with it.
        Confirmed = "confirmed", "exit-state-confirmed";
        /// Taken back before it was confirmed.
        Withdrawn = "withdrawn", "exit-state-withdrawn";
    }
}

words! {
    /// What a notice leads to (R3.11), in the order in which it is seen to.
    Consequence {
        /// Goods are counted on both sides.
        Inventory = "inventory", "exit-task-inventory";
        /// The statement of net book values is handed over.
        BookValues = "book_values", "exit-task-book-values";
        /// The beneficiary says which goods it takes back.
        Choices = "choices", "exit-task-choices";
        /// The reversibility plan is agreed on (R6.6).
        ReversibilityPlan = "reversibility_plan", "exit-task-plan";
        /// Contracts are transferred or end (R6.4).
        Contracts = "contracts", "exit-task-contracts";
        /// Data are handed back, then deleted (R9.12).
        DataReturn = "data_return", "exit-task-data";
        /// Accesses end.
        AccessRevocation = "access_revocation", "exit-task-access";
        /// The last invoice, in proportion to the year (R1.14).
        LastInvoice = "last_invoice", "exit-task-invoice";
    }
}

words! {
    /// What becomes of a good.
    Fate {
        /// The beneficiary takes it back at its net book value.
        TakenBack = "taken_back", "exit-fate-taken-back";
        /// It stays with the provider; a share of its value is due.
        Left = "left", "exit-fate-left";
        /// It was the beneficiary's all along: it goes home (R3.6).
        Returned = "returned", "exit-fate-returned";
        /// It serves several beneficiaries: it stays, nothing is due (R3.7).
        Shared = "shared", "exit-fate-shared";
        /// It is rented: it goes back to whom it belongs.
        Rented = "rented", "exit-fate-rented";
        /// Bought, but its cost, entry into service or life is not known.
        Incomplete = "incomplete", "exit-fate-incomplete";
    }
}

/// One good of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct StatementLine {
    /// Which asset.
    pub asset: AssetId,
    /// How it is called on its label.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Why the provider has it.
    pub legal_status: LegalStatus,
    /// What becomes of it.
    pub fate: Fate,
    /// Net book value at the end of the last day; nothing for what stands in no book.
    pub net_book_value: Option<Cents>,
    /// Due by the beneficiary for it.
    pub due: Cents,
}

/// What becomes of every good on a last day, and what the beneficiary owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Statement {
    /// The last day in force.
    pub last_day: Date,
    /// Whether that is before the term.
    pub is_early: bool,
    /// One line a good, by number; what was retired by then is in none.
    pub lines: Vec<StatementLine>,
    /// Sum of what is due.
    pub total: Cents,
    /// How the total came about.
    pub explanation: Explanation,
}

/// Key of a notice, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct NoticeKey {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: NoticeId,
}

impl NoticeKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/exits/{}/notices/{}", self.beneficiary, self.id)
    }
}

/// A notice to leave an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Notice {
    /// Its key.
    #[serde(flatten)]
    pub key: NoticeKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Which party leaves.
    pub given_by: Side,
    /// Function of who signed for it.
    pub signatory: String,
    /// How it came.
    pub means: Means,
    /// Number of the deliberation or of the letter.
    pub reference: String,
    /// When it was received.
    pub received_on: Date,
    /// Under which version of the agreement.
    pub agreement_version: i64,
    /// The last day it gives, in force until midnight.
    pub last_day: Date,
    /// How that day came about.
    pub explanation: Explanation,
    /// Where it stands.
    pub state: NoticeState,
    /// The goods that the beneficiary takes back.
    pub taken_back: Vec<AssetId>,
    /// What is due for the goods, once confirmed.
    pub statement: Option<Statement>,
    /// When it was confirmed or withdrawn.
    pub closed_at: Option<Timestamp>,
    /// By whom.
    pub closed_by: String,
    /// Why it was withdrawn.
    pub closed_why: String,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// Raised at each change.
    pub version: i64,
}

/// A consequence that was seen to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Task {
    /// Which one.
    pub consequence: Consequence,
    /// What shows it.
    pub proof: String,
    /// When.
    pub done_at: Timestamp,
    /// Who said so.
    pub done_by: String,
}
