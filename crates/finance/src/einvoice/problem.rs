//! What is wrong with the facts of an invoice, and which field puts it right.

use kernel::Text;
use serde::Serialize;

/// One reason why an electronic invoice cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Business term of EN 16931 to fill in or correct: `BT-13`, or `BG-25[2]/BT-131` for the second line.
    pub term: String,
    /// Rule broken: `R2.14`, or the identifier of the norm's own rule.
    pub rule: String,
    /// What to do, in the reader's language.
    pub text: Text,
}

impl Problem {
    pub(super) fn new(term: impl Into<String>, rule: &str, text: Text) -> Self {
        Self { term: term.into(), rule: rule.to_owned(), text }
    }
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EInvoiceError {
    /// The facts break rules; nothing was written.
    #[error("the invoice breaks {} rule(s): {}", .0.len(), list(.0))]
    Problems(Vec<Problem>),
    /// The format cannot carry a term of the invoice, so the file would say less than the facts.
    #[error("{format} cannot carry the invoice: {detail}")]
    Lossy {
        /// `CII` or `UBL`.
        format: &'static str,
        /// What was lost.
        detail: String,
    },
    /// The PDF cannot take the invoice.
    #[error("the PDF cannot carry the invoice: {0}")]
    Container(String),
}

fn list(problems: &[Problem]) -> String {
    let each: Vec<String> =
        problems.iter().map(|p| format!("{} {} {}", p.term, p.rule, p.text.key)).collect();
    each.join(", ")
}
