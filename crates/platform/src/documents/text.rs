//! A document in sections: minutes of a meeting, an agreement to sign, a hand-over sheet, a report.

use super::{ChartBlock, DocumentHead, ExplanationBlock, Highlight, LabelledValue, PartyBlock};
use serde::{Deserialize, Serialize};

/// A document in sections, ready to print. Its `head.title` is printed as its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextDocument {
    /// Properties and issuer.
    pub head: DocumentHead,
    /// What stands below the title: the period, the date.
    pub subtitle: String,
    /// The other party, when the document is addressed to one.
    pub addressee: Option<PartyBlock>,
    /// Number, date, agreement and the like.
    pub references: Vec<LabelledValue>,
    /// Whether a table of contents follows the first page's head: for what runs over many pages.
    pub has_contents: bool,
    /// The sections, in order.
    pub sections: Vec<TextSection>,
}

/// A section under its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSection {
    /// Its heading; no heading when empty.
    pub title: String,
    /// Whether it begins a page.
    pub begins_page: bool,
    /// What stands in it, in order.
    pub blocks: Vec<TextBlock>,
}

impl TextSection {
    /// A section.
    pub fn new(title: impl Into<String>, blocks: Vec<TextBlock>) -> Self {
        Self { title: title.into(), begins_page: false, blocks }
    }
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum TextBlock {
    /// A heading below the section's.
    Heading(String),
    /// A paragraph; a line break in it stays one.
    Paragraph(String),
    /// The same in smaller type: a note on the method, a source.
    Note(String),
    /// Points, each a paragraph.
    List(Vec<String>),
    /// Labels and values.
    Facts(Vec<LabelledValue>),
    /// Figures shown large.
    Highlights(Vec<Highlight>),
    /// A table.
    Table(TextTable),
    /// A drawing with its table.
    Chart(ChartBlock),
    /// How a figure came about.
    Explanation(ExplanationBlock),
    /// Where the parties sign, side by side.
    Signatures(Vec<SignatureBlock>),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextTable {
    /// What it shows, printed above it; nothing when empty.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<TextColumn>,
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
    /// A last row that closes the others, such as totals; empty, or as long as `columns`.
    pub total: Vec<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextColumn {
    /// Its heading.
    pub label: String,
    /// Whether it holds figures, which line up at the end.
    pub is_figure: bool,
    /// Whether it takes the width that the others leave.
    pub is_wide: bool,
}

impl TextColumn {
    /// A column of words as narrow as they allow.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), is_figure: false, is_wide: false }
    }

    /// A column that takes the width the others leave.
    pub fn wide(label: impl Into<String>) -> Self {
        Self { is_wide: true, ..Self::new(label) }
    }

    /// A column of figures.
    pub fn figure(label: impl Into<String>) -> Self {
        Self { is_figure: true, ..Self::new(label) }
    }
}

/// Where somebody signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureBlock {
    /// For which party.
    pub party: String,
    /// In what function.
    pub function: String,
    /// What was signed already: "validated on 12 March 2026 by …"; room to sign by hand when empty.
    pub signed: String,
}
