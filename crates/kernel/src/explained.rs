//! A figure together with how it came about: the rule, the inputs and every step with its rounding.
//!
//! The page, the PDF, the API and the command line all print the same [`Explanation`]. Words are
//! message keys, so that a stored explanation reads in the reader's language.

use crate::{Cents, Exact, Rounding};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A value that can say how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained<T> {
    /// The figure itself.
    pub value: T,
    /// How it came about.
    pub explanation: Explanation,
}

impl<T> Explained<T> {
    /// Keeps the explanation and changes the value's type.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Explained<U> {
        Explained { value: f(self.value), explanation: self.explanation }
    }
}

/// How a figure came about, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Explanation {
    /// The rule that was applied.
    pub rule: Rule,
    /// What went in, each with the row that gave it.
    pub inputs: Vec<Input>,
    /// Every intermediate result, each with its rounding; the last one is the figure.
    pub steps: Vec<Step>,
}

/// The rule behind a figure, with where the agreement or the law states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Rule {
    /// Rule number in `docs/rules.md`: `R1.3`.
    pub code: String,
    /// Where the text fixes it: `art. 8`, or a norm.
    pub article: String,
    /// The rule in one sentence.
    pub text: Text,
}

/// One thing that went into a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Input {
    /// What it is.
    pub label: Text,
    /// Its value.
    pub figure: Figure,
    /// Path of the page showing the row that gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// One step of a computation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Step {
    /// What this step does.
    pub label: Text,
    /// The computation with its numbers, such as `300.7 ÷ 284.7`; empty when the label says it all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expression: String,
    /// The result before rounding, when a rounding follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Figure>,
    /// The rounding applied and its number of decimals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<(Rounding, u32)>,
    /// The result of the step.
    pub result: Figure,
}

/// A message key with its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Text {
    /// Key in the message catalogues.
    pub key: String,
    /// Arguments, already in words or digits that need no translation.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

/// A typed value that each screen writes in its reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Figure {
    /// An amount in euros.
    Money(Cents),
    /// An exact number.
    Number(Exact),
    /// A share, 1 being 100 %, shown cut at three decimals of percent (R5.4).
    Share(Exact),
    /// A count.
    Count(i64),
    /// A length of time in seconds.
    Seconds(i64),
    /// A civil date.
    Date(Date),
    /// An instant, shown in the agreement's time zone.
    Instant(Timestamp),
    /// Words given by a person or a document, shown as they are.
    Words(String),
    /// Words of a message catalogue.
    Text(Text),
    /// No data: an empty base is never 0 or 100 % (R5.3).
    NoData,
}

impl Text {
    /// A message without arguments.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: BTreeMap::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}

impl Explanation {
    /// Starts an explanation: the rule number, where the text states it, and the key of its sentence.
    pub fn of(code: &str, article: &str, text: Text) -> Self {
        Self {
            rule: Rule { code: code.to_owned(), article: article.to_owned(), text },
            inputs: vec![],
            steps: vec![],
        }
    }

    /// Adds an input.
    pub fn input(&mut self, label: Text, figure: Figure, href: Option<String>) -> &mut Self {
        self.inputs.push(Input { label, figure, href });
        self
    }

    /// Adds a step without rounding.
    pub fn step(&mut self, label: Text, expression: impl Into<String>, result: Figure) -> &mut Self {
        self.steps.push(Step { label, expression: expression.into(), exact: None, rounding: None, result });
        self
    }

    /// Rounds `exact`, records the step and gives the rounded number back.
    pub fn round(
        &mut self,
        label: Text,
        expression: impl Into<String>,
        exact: &Exact,
        mode: Rounding,
        places: u32,
    ) -> Exact {
        let result = mode.apply(exact, places);
        self.steps.push(Step {
            label,
            expression: expression.into(),
            exact: Some(Figure::Number(exact.clone())),
            rounding: Some((mode, places)),
            result: Figure::Number(result.clone()),
        });
        result
    }

    /// Closes the explanation around its value.
    pub fn explain<T>(self, value: T) -> Explained<T> {
        Explained { value, explanation: self }
    }
}
