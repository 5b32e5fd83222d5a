//! What is asked of the list, and what is typed about proofs.

use kernel::words;
use serde::{Deserialize, Serialize};

words! {
    /// Which deadlines a list shows.
    Shown {
        /// Overdue ones, then those to come.
        ToDo = "to_do", "deadline-shown-to-do";
        /// Overdue ones.
        Overdue = "overdue", "deadline-shown-overdue";
        /// Those to come.
        Coming = "coming", "deadline-shown-coming";
        /// Those that something proves.
        Done = "done", "deadline-shown-done";
        /// All of them.
        All = "all", "deadline-shown-all";
    }
}

/// The query of the list; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A beneficiary.
    pub beneficiary: String,
    /// A word of [`Shown`]; `to_do` when empty.
    pub state: String,
    /// An article, as the agreement writes it.
    pub article: String,
    /// A quarter, as `2026-Q1`; a year back and a year ahead when empty.
    pub quarter: String,
    /// Where the page before ended: `day.beneficiary.obligation`.
    pub after: String,
}

/// A proof as typed. Also the body of the API, without its document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProofForm {
    /// What it is.
    pub note: String,
    /// Last day on which it proves anything; needed for a certificate of insurance.
    pub valid_until: String,
}

/// Why a proof is taken back. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    /// The reason.
    pub reason: String,
}
