//! What is typed about receivables. Each form is also a body of the API.

use serde::{Deserialize, Serialize};

/// Which receivables a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListForm {
    /// A word of [`EventKind`](crate::invoices::EventKind), `open` or `late`; empty for all.
    pub state: String,
    /// Only those of this beneficiary.
    pub beneficiary: String,
    /// Where the page before ended.
    pub after: String,
}

/// A revenue order as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OrderForm {
    /// Number of the order.
    pub order_number: String,
    /// Number of its slip.
    pub slip_number: String,
    /// Its date.
    pub ordered_on: String,
    /// Financial year; that of the date when empty.
    pub fiscal_year: String,
    /// Identifier of the record that this one corrects; empty when there was none.
    pub replaces: String,
    /// Why that one was wrong.
    pub reason: String,
}

/// A payment as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PaymentForm {
    /// When it was received.
    pub received_on: String,
    /// How much, in euros.
    pub amount: String,
    /// What names the transfer.
    pub reference: String,
}

/// Why a payment is taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReversalForm {
    /// Why.
    pub reason: String,
}

/// Service code and commitment number that the recipient asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReferenceForm {
    /// Service code (BT-10).
    pub service_code: String,
    /// Commitment number (BT-13).
    pub commitment_number: String,
    /// `year` for every invoice of the year, `invoice` for this one only.
    pub of: String,
}
