//! How an issued document becomes a line for a financial software: a TOML file that an authority writes by hand.

use super::{Issued, check};
use crate::invoices::InvoiceKind;
use agreements::written::{self, Schema};
use jiff::civil::Date;
use kernel::{Cents, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::OnceLock;

/// The mapping that rules while none was imported.
pub const EXAMPLE: &str = include_str!("../../../../data/revenue-orders.toml");

/// A mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Mapping of revenue orders")]
pub struct Mapping {
    /// Version of this file format: 1.
    pub format: u8,
    /// What it is called.
    pub name: String,
    /// How the file is written.
    pub file: FileForm,
    /// Budget and imputation of each offer; the first that fits.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// The columns, in order.
    pub columns: Vec<Column>,
}

/// How the file is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileForm {
    /// What stands between two cells.
    pub separator: Separator,
    /// What stands before the cents.
    pub decimal_mark: DecimalMark,
    /// How letters become bytes.
    pub encoding: Encoding,
    /// How a date is written: `%d/%m/%Y`.
    pub date_format: String,
    /// Whether the first line holds the titles of the columns.
    pub header: bool,
    /// How the amounts of a credit note are written.
    pub credit_notes: Direction,
}

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Separator {
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

impl Separator {
    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }
}

/// What stands before the cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1234,56`
    Comma,
    /// `1234.56`
    Point,
    /// Cents, without a mark: `123456`.
    None,
}

/// How letters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with its mark, as spreadsheets want it.
    Utf8WithMark,
    /// Windows-1252: a letter it has not is an error.
    #[serde(rename = "windows_1252")]
    Windows1252,
}

/// How the amounts of a credit note are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Below zero.
    Negative,
    /// Above zero: another column says that it is a credit note.
    Positive,
}

/// Budget and imputation of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Code of the offer; every other offer when it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// Code of the budget.
    pub budget: String,
    /// Code of the imputation.
    pub imputation: String,
}

/// A column: a value of the document, or a text that is always the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// The value that stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Meaning>,
    /// The text that stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Most characters of the cell; the rest is cut off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u16>,
}

/// A value of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Financial year: that of the order, else of the issue.
    FiscalYear,
    /// Year billed.
    BilledYear,
    /// Budget of the offer.
    Budget,
    /// Imputation of the offer.
    Imputation,
    /// `FA` for an invoice, `AV` for a credit note.
    Kind,
    /// Number of the document.
    InvoiceNumber,
    /// Date of issue.
    IssuedOn,
    /// Last day to pay.
    DueOn,
    /// First day billed.
    BilledFrom,
    /// Last day billed.
    BilledTo,
    /// Short code of who owes.
    BeneficiaryCode,
    /// Name of who owes.
    BeneficiaryName,
    /// SIRET of who owes.
    Siret,
    /// SIREN of who owes.
    Siren,
    /// What is billed.
    Object,
    /// Excluding VAT.
    Net,
    /// VAT.
    Vat,
    /// Including VAT.
    Gross,
    /// Service code.
    ServiceCode,
    /// Commitment number.
    CommitmentNumber,
    /// Reference of the agreement.
    Agreement,
    /// Offer billed.
    Offer,
    /// Number of the revenue order.
    OrderNumber,
    /// Number of its slip.
    SlipNumber,
    /// Date of the order.
    OrderedOn,
}

/// The JSON Schema of mappings.
pub fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| schemars::schema_for!(Mapping).to_value())
}

/// What [`check`](fn@check) found.
pub type Report = written::Report<Mapping>;

/// Reads and checks the text of a mapping. Never panics, whatever the text.
pub fn check(source: &str) -> Report {
    written::read(source, Schema::new(schema()), check::check_meaning)
}

impl Mapping {
    /// The cells of a document, or why it has none.
    pub fn cells(&self, one: &Issued) -> Result<Vec<String>, Text> {
        self.columns.iter().map(|column| self.cell(column, one)).collect()
    }

    fn cell(&self, column: &Column, one: &Issued) -> Result<String, Text> {
        let text = match (column.value, &column.text) {
            (Some(meaning), _) => self.value(meaning, one)?,
            (None, Some(text)) => text.clone(),
            (None, None) => String::new(),
        };
        // A cell stands on one line, whatever the object says.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(match column.length {
            Some(most) => text.chars().take(usize::from(most)).collect(),
            None => text,
        })
    }

    fn value(&self, meaning: Meaning, one: &Issued) -> Result<String, Text> {
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        Ok(match meaning {
            Meaning::FiscalYear => one.fiscal_year.unwrap_or(one.issued_on.year()).to_string(),
            Meaning::BilledYear => one.year.to_string(),
            Meaning::Budget => self.account(one)?.budget.clone(),
            Meaning::Imputation => self.account(one)?.imputation.clone(),
            Meaning::Kind => one.kind.prefix().to_owned(),
            Meaning::InvoiceNumber => one.number.clone(),
            Meaning::IssuedOn => self.date(Some(one.issued_on)),
            Meaning::DueOn => self.date(one.due_on),
            Meaning::BilledFrom => self.date(Some(one.from)),
            Meaning::BilledTo => self.date(Some(one.to)),
            Meaning::BeneficiaryCode => one.beneficiary_code.clone(),
            Meaning::BeneficiaryName => one.beneficiary_name.clone(),
            Meaning::Siret => one.siret.clone(),
            Meaning::Siren => one.siret.chars().take(9).collect(),
            Meaning::Object => one.object.clone(),
            Meaning::Net => self.amount(one, one.net),
            Meaning::Vat => self.amount(one, one.vat),
            Meaning::Gross => self.amount(one, one.gross),
            Meaning::ServiceCode => one.service_code.clone(),
            Meaning::CommitmentNumber => one.commitment_number.clone(),
            Meaning::Agreement => one.agreement.clone(),
            Meaning::Offer => one.offer.clone(),
            Meaning::OrderNumber => word(&one.order_number),
            Meaning::SlipNumber => word(&one.slip_number),
            Meaning::OrderedOn => self.date(one.ordered_on),
        })
    }

    fn account(&self, one: &Issued) -> Result<&Account, Text> {
        let fits = |account: &&Account| account.offer.as_ref().is_none_or(|offer| *offer == one.offer);
        let missing =
            || Text::new("mapping-error-account").with("number", &one.number).with("offer", &one.offer);
        self.accounts.iter().find(fits).ok_or_else(missing)
    }

    fn date(&self, day: Option<Date>) -> String {
        day.map(|day| day.strftime(&self.file.date_format).to_string()).unwrap_or_default()
    }

    fn amount(&self, one: &Issued, amount: Cents) -> String {
        let amount = match (one.kind, self.file.credit_notes) {
            (InvoiceKind::CreditNote, Direction::Negative) => -amount,
            _ => amount,
        };
        match self.file.decimal_mark {
            DecimalMark::Comma => amount.to_string().replace('.', ","),
            DecimalMark::Point => amount.to_string(),
            DecimalMark::None => amount.0.to_string(),
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
