//! A request form as data: one TOML file that a person writes by hand, imported as a version.

use agreements::written::{self, Schema};
use kernel::Text;
use platform::i18n::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::OnceLock;

/// A form by which something is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Request form")]
pub struct FormDocument {
    /// Version of this file format: 1.
    pub format: u8,
    /// Stable code in addresses: small letters, digits and hyphens.
    pub code: String,
    /// Name in the catalogue.
    pub name: Words,
    /// What it is for, in one sentence.
    pub about: Words,
    /// Title of the requests it makes; `{code}` stands for the answer to a field.
    pub title: Words,
    /// Blocks one of which must be subscribed for the form to be offered; empty: the core is enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<String>,
    /// Line of the responsibility matrix that requests are about, unless an answer names another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Codes of the only beneficiaries the form is offered to; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beneficiaries: Vec<String>,
    /// Type of service put in production: with it, the time to go-live is measured (G.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivers: Option<Words>,
    /// Working days usually needed once accepted; said in the catalogue, not contractual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_days: Option<u16>,
    /// Whether the requester may approve the own request; false unless said.
    #[serde(default)]
    pub own_approval: bool,
    /// The questions, in order.
    pub fields: Vec<FormField>,
    /// Who must agree, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<FormApproval>,
    /// What the teams do once it is accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<FormTask>,
}

/// Words in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Words {
    /// In the reader's language.
    pub fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Stable code: small letters, digits and underscores.
    pub code: String,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// The question.
    pub label: Words,
    /// How to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Words>,
    /// Whether it must be answered when it is asked.
    #[serde(default)]
    pub required: bool,
    /// Asked only when another answer is one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_when: Option<Condition>,
    /// The answers of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<FieldChoice>,
    /// Smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    /// Largest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
    /// Whether a date may not be past.
    #[serde(default)]
    pub not_past: bool,
    /// What is known already and proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<Prefill>,
    /// What the answer means to the product beside being read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<Meaning>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// One of a few answers.
    Choice,
    /// A day.
    Date,
    /// Somebody of the beneficiary.
    Person,
    /// A site of the beneficiary.
    Site,
    /// A whole number.
    Number,
    /// Yes or no.
    YesNo,
    /// Joined files.
    File,
}

/// What is known already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prefill {
    /// The requester's name.
    RequesterName,
    /// The requester's e-mail address.
    RequesterEmail,
    /// The requester's telephone.
    RequesterPhone,
    /// The requester, for a question that asks for a person.
    Requester,
    /// What the requester answered to this question last time.
    LastAnswer,
}

/// What an answer means to the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The day an application went live, for its vendor's warranty (R0.4).
    LiveSince,
    /// The person who leaves and whose access ends.
    LeavingPerson,
    /// The last day of that person: access ends with it.
    LeavingOn,
}

/// An answer of another question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Code of a question asked before.
    pub field: String,
    /// Its answers: values of the choice, or `yes` and `no`.
    pub is: Vec<String>,
}

/// One answer of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldChoice {
    /// Value stored.
    pub value: String,
    /// Words shown.
    pub label: Words,
    /// Line of the responsibility matrix that this answer is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
}

/// One step of approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormApproval {
    /// What is agreed to.
    pub title: Words,
    /// Role whose holders decide, on its own side: `officer`, `director`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Code of a question whose answer names the person who decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Whether one of them is enough.
    pub rule: ApprovalRule,
    /// Only when an answer is one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// How many must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalRule {
    /// One is enough.
    Any,
    /// Every one of them.
    All,
}

/// What a team does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormTask {
    /// What to do; `{code}` stands for an answer. In the provider's working language.
    pub title: String,
    /// Name of the team.
    pub team: String,
    /// Only when an answer is one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Code of a date question that fixes the due day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Days added to that day; negative: before it.
    #[serde(default)]
    pub due_days: i16,
    /// Takes away the access of the leaving person on the due day.
    #[serde(default)]
    pub revokes_access: bool,
}

/// The JSON Schema of a form file.
pub fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| schemars::schema_for!(FormDocument).to_value())
}

/// The schema as published: indented, with a final newline.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// What [`check`] found.
pub type Report = written::Report<FormDocument>;

/// Reads and checks the text of a form file. Never panics, whatever the text.
pub fn check(source: &str) -> Report {
    written::read(source, Schema::new(schema()), super::check::check_meaning)
}

impl FormDocument {
    /// The question of that code.
    pub fn field(&self, code: &str) -> Option<&FormField> {
        self.fields.iter().find(|field| field.code == code)
    }

    /// The question that has a meaning.
    pub fn meant(&self, meaning: Meaning) -> Option<&FormField> {
        self.fields.iter().find(|field| field.means == Some(meaning))
    }
}

impl FormField {
    /// Name of the field in forms and in the API's answers: `answers.code`.
    pub fn name(&self) -> String {
        format!("answers.{}", self.code)
    }

    /// A problem with its answer.
    pub fn refuse(&self, key: &str) -> (String, Text) {
        (self.name(), Text::new(key))
    }
}
