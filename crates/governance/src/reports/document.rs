//! A report as data: sections of sentences, figures, tables and charts, in no language yet. The page, the printed file and the
//! files for spreadsheets are written from this one value, and its bytes are what is kept when it is published.

use super::{ReportKind, Span};
use jiff::{Timestamp, civil::Date};
use kernel::{Exact, Explanation, Figure};
use platform::i18n::{Lang, figures};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sentence, or a few words: a message with figures in it, written in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Said {
    /// Key in the message catalogues.
    pub key: String,
    /// Its figures by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, Figure>,
}

impl Said {
    /// A sentence without figures.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), figures: BTreeMap::new() }
    }

    /// Words that a person or the agreement wrote, as they are.
    pub fn quoted(words: &str) -> Self {
        Self::new("report-quoted").with("words", Figure::Words(words.to_owned()))
    }

    /// Adds a figure.
    #[must_use]
    pub fn with(mut self, name: &str, figure: Figure) -> Self {
        self.figures.insert(name.to_owned(), figure);
        self
    }

    /// Adds a count.
    #[must_use]
    pub fn count(self, name: &str, count: i64) -> Self {
        self.with(name, Figure::Count(count))
    }

    /// The sentence in a language.
    pub fn write(&self, lang: Lang) -> String {
        let args: Vec<(&str, String)> = self
            .figures
            .iter()
            .map(|(name, figure)| (name.as_str(), figures::figure(lang, figure)))
            .collect();
        lang.with(&self.key, &args)
    }
}

/// A figure shown large, with how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct KeyFigure {
    /// What it is.
    pub label: Said,
    /// Its value.
    pub figure: Figure,
    /// A word of context: the same a period before, the target.
    pub note: Said,
    /// How it came about.
    pub explanation: Explanation,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Short words.
    Words,
    /// Words that take the width left.
    Wide,
    /// Figures.
    Figures,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Column {
    /// Its heading.
    pub label: Said,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A table, which may also be taken away as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Table {
    /// Its name in addresses: plain letters and hyphens, one of a kind in the report.
    pub name: String,
    /// What it shows.
    pub caption: Said,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<Figure>>,
    /// A last row that closes the others; may be empty.
    pub total: Vec<Figure>,
    /// What stands in place of a table without rows: that nothing is recorded, and why.
    pub nothing: Said,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartForm {
    /// Bars from zero, one for each thing; one series.
    Bars,
    /// Lines over months.
    Lines,
}

/// What a chart has along it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", content = "values", rename_all = "snake_case")]
pub enum Axis {
    /// Months, each by its first day.
    Months(Vec<Date>),
    /// Things.
    Things(Vec<Figure>),
}

impl Axis {
    /// How many places it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Months(months) => months.len(),
            Self::Things(things) => things.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its words in full, for a table.
    pub fn labels(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Months(months) => months.iter().map(|month| figures::month(lang, *month)).collect(),
            Self::Things(things) => things.iter().map(|thing| figures::figure(lang, thing)).collect(),
        }
    }

    /// Its words as short as a drawing asks.
    pub fn marks(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Months(months) => {
                months.iter().map(|month| figures::month_short(lang, *month).to_owned()).collect()
            }
            Self::Things(_) => self.labels(lang),
        }
    }
}

/// One series of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Series {
    /// What it stands for.
    pub name: Said,
    /// One value for each place, or nothing where there is no data.
    pub values: Vec<Option<Figure>>,
}

/// A chart; its table is drawn from the same values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Chart {
    /// Its name in addresses, one of a kind in the report.
    pub name: String,
    /// What it shows.
    pub title: Said,
    /// What there is to see, in a sentence with its figures: also the text for who does not see it.
    pub description: Said,
    /// How it is drawn.
    pub form: ChartForm,
    /// What it has along it.
    pub axis: Axis,
    /// Its values.
    pub series: Vec<Series>,
    /// A value to be compared with.
    pub target: Option<Figure>,
}

/// How a figure came about, at the end of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Why {
    /// The figure explained.
    pub title: Said,
    /// Its value.
    pub figure: Figure,
    /// How it came about.
    pub explanation: Explanation,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Block {
    /// A heading below the section's.
    Heading(Said),
    /// Sentences that follow one another.
    Paragraph(Vec<Said>),
    /// What a person wrote.
    Words(String),
    /// A note on the method, in smaller type.
    Note(Said),
    /// Points.
    List(Vec<Said>),
    /// Figures shown large.
    KeyFigures(Vec<KeyFigure>),
    /// A table.
    Table(Table),
    /// A chart with its table.
    Chart(Chart),
    /// How a figure came about.
    Why(Why),
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Section {
    /// Its name in the page's addresses.
    pub name: String,
    /// Its heading.
    pub title: Said,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A chapter.
    pub fn new(name: &str, title: Said, blocks: Vec<Block>) -> Self {
        Self { name: name.to_owned(), title, blocks }
    }
}

/// A figure that the consolidated report takes up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Headline {
    /// Which one: `received`, `open`, `availability`.
    pub name: String,
    /// Its value.
    pub figure: Figure,
}

/// The report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReportDocument {
    /// Which report.
    pub kind: ReportKind,
    /// Its days.
    #[serde(flatten)]
    pub span: Span,
    /// Code of whose it is.
    pub code: String,
    /// Name of whose it is.
    pub name: String,
    /// Name of the provider.
    pub provider: String,
    /// Whether it is the provider's consolidated one.
    pub is_consolidated: bool,
    /// The agreement and its version, in words; nothing without one.
    pub agreement: Option<String>,
    /// When its figures were read.
    pub computed_at: Timestamp,
    /// Its chapters, in order.
    pub sections: Vec<Section>,
    /// How its figures came about.
    pub explanations: Vec<Why>,
    /// What the consolidated report takes up.
    pub headlines: Vec<Headline>,
}

impl ReportDocument {
    /// The table of that name, a chart's own among them.
    pub fn table(&self, name: &str) -> Option<Table> {
        let mut blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.find_map(|block| match block {
            Block::Table(table) if table.name == name => Some(table.clone()),
            Block::Chart(chart) if chart.name == name => Some(chart.table()),
            _ => None,
        })
    }
}

impl Chart {
    /// Its values as a table.
    pub fn table(&self) -> Table {
        let places: Vec<Figure> = match &self.axis {
            Axis::Months(months) => months.iter().map(|month| super::writing::month(*month)).collect(),
            Axis::Things(things) => things.clone(),
        };
        let first = match self.axis {
            Axis::Months(_) => "report-column-month",
            Axis::Things(_) => "report-column-what",
        };
        let mut columns = vec![Column { label: Said::new(first), kind: ColumnKind::Wide }];
        columns.extend(
            self.series.iter().map(|one| Column { label: one.name.clone(), kind: ColumnKind::Figures }),
        );
        let row = |(place, name): (usize, Figure)| {
            let values = self.series.iter().map(|one| value(one, place));
            std::iter::once(name).chain(values).collect()
        };
        Table {
            name: self.name.clone(),
            caption: self.title.clone(),
            columns,
            rows: places.into_iter().enumerate().map(row).collect(),
            total: vec![],
            nothing: Said::new("report-nothing-chart"),
        }
    }
}

fn value(series: &Series, place: usize) -> Figure {
    series.values.get(place).cloned().flatten().unwrap_or(Figure::NoData)
}

/// Where a figure stands on the scale of a drawing; nothing for words. Lengths of time are in hours, shares in percent.
pub fn position(figure: &Figure) -> Option<f64> {
    match figure {
        Figure::Money(amount) => Some(amount.euros().approximate()),
        Figure::Number(number) => Some(number.approximate()),
        Figure::Share(share) => Some((share * Exact::from(100)).approximate()),
        Figure::Count(count) => Some(Exact::from(*count).approximate()),
        Figure::Seconds(seconds) => Exact::ratio(*seconds, 3600).map(|hours| hours.approximate()),
        _ => None,
    }
}

/// A cell in words: as every figure, but that a target's number is written in the reader's language too.
pub fn written(lang: Lang, figure: &Figure) -> String {
    let text = figures::figure(lang, figure);
    match figure {
        Figure::Text(told) if told.key.starts_with("report-target-") => {
            let unit = |text: String, unit: &str, space: char| {
                text.replace(&format!(" {unit}"), &format!("{space}{unit}"))
            };
            unit(unit(figures::expression(lang, &text), "%", '\u{202f}'), "h", '\u{a0}')
        }
        _ => text,
    }
}
