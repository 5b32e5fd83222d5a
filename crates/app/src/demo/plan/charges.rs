//! Charges of a year: what is counted, taken up, shown, objected to and answered, and the run over everybody.

use serde::Deserialize;

/// Something about charges; `of` is the code of a beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ChargeAct {
    /// Units of work of a service are counted.
    Count {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
        /// Code of the service.
        offer: String,
        /// How many.
        quantity: String,
        /// What shows it.
        evidence: String,
    },
    /// The proposals of some kinds are taken up.
    Accept {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
        /// Words of kinds.
        kinds: Vec<String>,
    },
    /// The draft of charges is shown to the beneficiary.
    Submit {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
    },
    /// The beneficiary objects to a line of it.
    Object {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
        /// Key of the charge.
        line: String,
        /// Why.
        reason: String,
    },
    /// The last objection is accepted, with the quantity agreed to.
    Agree {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
        /// How many.
        quantity: String,
        /// Why.
        reason: String,
    },
    /// The draft of charges is approved.
    Approve {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
    },
    /// What was approved of it is issued.
    Issue {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
    },
    /// The charges of a year are drafted for everybody.
    Run {
        /// Which year.
        year: i16,
    },
}
