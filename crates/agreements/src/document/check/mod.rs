//! Checks the text of an agreement file: what is wrong, at which line and column, and how to put it right.
//!
//! Three passes, each only when the one before found no error: the TOML itself, the form (every key and
//! value against the schema, all problems at once), the meaning (rules between values).

mod clauses;
mod contents;
mod scales;

use super::{AgreementDocument, schema::schema};
use crate::written::{self, Findings, Path, Schema};

pub use crate::written::{Problem, Severity};

/// What [`check`] found.
pub type Report = written::Report<AgreementDocument>;

/// Reads and checks the text of an agreement file. Never panics, whatever the text.
pub fn check(source: &str) -> Report {
    written::read(source, Schema::new(schema()), |findings, document| {
        clauses::check_clauses(findings, document);
        contents::check_contents(findings, document);
        scales::check_scales(findings, document);
    })
}
