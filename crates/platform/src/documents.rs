//! The port for printed documents: typed data in, PDF bytes out.
//!
//! Every value is a string the caller has already formatted in the reader's language, so that a
//! document shows exactly the figures that were frozen with it. Only the fixed words of a template
//! (column headings, section titles) belong to the renderer.

use crate::i18n::{self, Lang};
use jiff::Timestamp;
use kernel::{Explanation, Step};
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc};

/// A document to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "template", content = "data", rename_all = "snake_case")]
pub enum DocumentData {
    /// An invoice or a credit note.
    Invoice(Box<InvoiceDocument>),
    /// The service commitments of one beneficiary over a period.
    Scoreboard(Box<ScoreboardDocument>),
    /// An equipment agreement, to be signed by both parties.
    EquipmentAgreement(Box<EquipmentAgreementDocument>),
}

/// What every document states about itself, in its properties and on its first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Language of the document: its fixed words, and what assistive tools read aloud.
    pub lang: Lang,
    /// Title of the file, shown by readers instead of the file name.
    pub title: String,
    /// One sentence saying what the document is.
    pub subject: String,
    /// Stable name of this document, such as the invoice number: the file identifier derives from it.
    pub identity: String,
    /// Creation date written in the file. Fixed by the caller: same data, same bytes.
    pub created: Timestamp,
    /// Who issues the document.
    pub provider: PartyBlock,
    /// Logo of the provider as SVG text; its name is printed when there is none.
    #[serde(default)]
    pub logo_svg: Option<String>,
    /// Banner across the head of the first page, such as "draft, not an invoice".
    #[serde(default)]
    pub banner: Option<String>,
}

/// A party as it appears on paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyBlock {
    /// Name of the organisation.
    pub name: String,
    /// Postal address, one entry a line.
    pub address: Vec<String>,
    /// Identifiers and contact points, such as ("SIRET", "200 067 254 00015").
    pub details: Vec<LabelledValue>,
}

/// A label and its value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledValue {
    /// What the value is.
    pub label: String,
    /// The value.
    pub value: String,
}

/// Whether the document claims money or gives it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceKind {
    /// Type code 380.
    Invoice,
    /// Type code 381.
    CreditNote,
}

/// An invoice or a credit note, ready to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceDocument {
    /// Properties and issuer.
    pub head: DocumentHead,
    /// Invoice or credit note.
    pub kind: InvoiceKind,
    /// Number, as in the electronic invoice.
    pub number: String,
    /// Date of issue.
    pub issue_date: String,
    /// Last day to pay, when there is one.
    pub due_date: Option<String>,
    /// Billed period.
    pub period: Option<String>,
    /// Who pays.
    pub beneficiary: PartyBlock,
    /// What is billed, in one sentence.
    pub object: String,
    /// Commitment number, service code, agreement, earlier invoice and the like.
    pub references: Vec<LabelledValue>,
    /// Billed lines, in order.
    pub lines: Vec<InvoiceDocumentLine>,
    /// VAT by category and rate; empty when the operation is outside the scope of VAT and nothing is to be shown.
    pub vat: Vec<VatRow>,
    /// Totals.
    pub totals: InvoiceTotals,
    /// Why no VAT is charged and other mentions the law asks for.
    pub legal_mentions: Vec<String>,
    /// How to pay: bank account, reference to quote.
    pub payment: Vec<LabelledValue>,
    /// Late penalties, recovery indemnity, discount.
    pub payment_terms: Vec<String>,
    /// Whether the file also carries the electronic invoice.
    pub carries_data: bool,
    /// How the figures came about, each on the explanation pages.
    pub explanations: Vec<ExplanationBlock>,
}

/// One billed line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceDocumentLine {
    /// What is billed.
    pub description: String,
    /// A second line in smaller type: census, proration, contract.
    pub detail: Option<String>,
    /// Quantity.
    pub quantity: String,
    /// Billing unit.
    pub unit: String,
    /// Price of one unit, excluding VAT.
    pub unit_price: String,
    /// VAT rate, or the short word for exempt or out of scope.
    pub vat: String,
    /// Line amount, excluding VAT.
    pub net: String,
}

/// VAT of one category and rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatRow {
    /// Category in words.
    pub category: String,
    /// Rate.
    pub rate: String,
    /// Sum of the lines of that category and rate, excluding VAT.
    pub basis: String,
    /// VAT, rounded once on the sum (R2.14).
    pub amount: String,
}

/// Totals of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceTotals {
    /// Excluding VAT.
    pub net: String,
    /// VAT; absent when outside the scope of VAT.
    pub vat: Option<String>,
    /// Including VAT.
    pub gross: String,
    /// Already paid, when something was.
    pub paid: Option<String>,
    /// To be paid, or to be refunded on a credit note.
    pub due: String,
}

/// How one figure came about, in words and formatted numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplanationBlock {
    /// The figure explained: "unit price 2024".
    pub title: String,
    /// Its value.
    pub figure: String,
    /// The rule in one sentence.
    pub rule: String,
    /// Where the rule stands: article and rule number.
    pub source: String,
    /// What went in.
    pub inputs: Vec<LabelledValue>,
    /// Every step with its rounding; the last result is the figure.
    pub steps: Vec<StepRow>,
}

impl ExplanationBlock {
    /// Writes an explanation in the reader's language. `title` names the figure, `value` is the figure formatted.
    pub fn new(lang: Lang, title: String, value: String, explanation: &Explanation) -> Self {
        let rule = &explanation.rule;
        let source = [("code", rule.code.as_str()), ("article", rule.article.as_str())];
        Self {
            title,
            figure: value,
            rule: lang.text(&rule.text),
            source: lang.with("explain-rule-source", &source),
            inputs: explanation
                .inputs
                .iter()
                .map(|input| LabelledValue {
                    label: lang.text(&input.label),
                    value: i18n::figure(lang, &input.figure),
                })
                .collect(),
            steps: explanation.steps.iter().map(|step| StepRow::new(lang, step)).collect(),
        }
    }
}

/// One step of a computation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRow {
    /// What the step does.
    pub label: String,
    /// The computation with its numbers; may be empty.
    pub expression: String,
    /// Result before rounding, when a rounding follows.
    pub exact: Option<String>,
    /// The rounding in words: "to the nearest, 3 decimals".
    pub rounding: Option<String>,
    /// Result of the step.
    pub result: String,
}

impl StepRow {
    fn new(lang: Lang, step: &Step) -> Self {
        Self {
            label: lang.text(&step.label),
            expression: i18n::figures::expression(lang, &step.expression),
            exact: step.exact.as_ref().map(|exact| i18n::figure(lang, exact)),
            rounding: step.rounding.map(|(mode, places)| i18n::rounding_text(lang, mode, places)),
            result: i18n::figure(lang, &step.result),
        }
    }
}

/// The commitments of one beneficiary over a period, ready to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreboardDocument {
    /// Properties and issuer.
    pub head: DocumentHead,
    /// Whose commitments.
    pub beneficiary: PartyBlock,
    /// The period in words.
    pub period: String,
    /// Agreement version, date of computation and the like.
    pub references: Vec<LabelledValue>,
    /// Few figures that open the document.
    pub highlights: Vec<Highlight>,
    /// Commitments by group of the annex.
    pub groups: Vec<CommitmentGroup>,
    /// Charts, each beside its table.
    pub charts: Vec<ChartBlock>,
    /// What the reader must know to read the figures right.
    pub remarks: Vec<String>,
    /// How the figures came about.
    pub explanations: Vec<ExplanationBlock>,
}

/// A figure shown large.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
    /// A word of context.
    pub note: String,
}

/// Commitments that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentGroup {
    /// Title of the group.
    pub title: String,
    /// Its commitments.
    pub rows: Vec<CommitmentRow>,
}

/// One commitment and its measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentRow {
    /// Code in the annex: `G.2a`.
    pub code: String,
    /// What is measured.
    pub label: String,
    /// How it is measured, or over how many rows.
    pub detail: Option<String>,
    /// The value, or the words for "no data".
    pub value: String,
    /// The target, or the words for "not contractual".
    pub target: String,
    /// How the value stands against the target.
    pub standing: Standing,
    /// The same in words: colour never says it alone.
    pub standing_label: String,
}

/// How a value stands against its target. Without an agreed target it is never good or bad (R5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// At least the target.
    Met,
    /// Below the target.
    Missed,
    /// Measured, but no target was agreed.
    NotContractual,
    /// Nothing to measure in the period (R5.3).
    NoData,
}

/// A chart with the text and the table that say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartBlock {
    /// Title.
    pub title: String,
    /// The drawing, as SVG text without external references.
    pub svg: String,
    /// What the drawing shows, for who does not see it.
    pub alt: String,
    /// Headings of the table.
    pub columns: Vec<String>,
    /// Rows of the table, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

/// An equipment agreement, ready to print and to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EquipmentAgreementDocument {
    /// Properties and the provider.
    pub head: DocumentHead,
    /// How the request is called.
    pub reference: String,
    /// Who receives the equipment.
    pub beneficiary: PartyBlock,
    /// The equipment in a few words.
    pub object: String,
    /// What is wanted, and why.
    pub need: String,
    /// Dates and amounts.
    pub facts: Vec<LabelledValue>,
    /// What both parties agree to, article by article.
    pub articles: Vec<String>,
    /// How the dates came about.
    pub explanations: Vec<ExplanationBlock>,
}

/// Why a document could not be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document could not be printed: {0}")]
pub struct DocumentError(pub String);

/// Turns document data into PDF bytes.
///
/// A function rather than a trait: there is one renderer, and it lives in a crate that only the
/// binary builds. Rendering takes tens of milliseconds of processor time: call it from a blocking task.
#[derive(Clone)]
pub struct DocumentRenderer(Arc<RenderFn>);

type RenderFn = dyn Fn(&DocumentData) -> Result<Vec<u8>, DocumentError> + Send + Sync;

impl DocumentRenderer {
    /// Wraps the rendering function.
    pub fn new(
        render: impl Fn(&DocumentData) -> Result<Vec<u8>, DocumentError> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(render))
    }

    /// The PDF of a document: PDF/A-3a and PDF/UA-1. The same data gives the same bytes.
    pub fn render(&self, data: &DocumentData) -> Result<Vec<u8>, DocumentError> {
        (self.0)(data)
    }
}

impl fmt::Debug for DocumentRenderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DocumentRenderer")
    }
}
