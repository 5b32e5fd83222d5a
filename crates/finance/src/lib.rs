//! Money of an agreement: index, revision, savings, depreciation, exit settlement, electronic invoices.

pub mod depreciation;
pub mod einvoice;
pub mod exit;
pub mod revision;
pub mod savings;
