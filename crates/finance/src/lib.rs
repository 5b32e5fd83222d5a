//! Money of an agreement: index, revision, savings, depreciation, exit settlement.

pub mod depreciation;
pub mod exit;
pub mod revision;
pub mod savings;
