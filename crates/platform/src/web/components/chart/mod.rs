//! Charts drawn by the server as SVG. Each has a title, a description and always its table beside it.
//!
//! Positions are shares of the width and sizes are attributes, so that text keeps its size on a phone and
//! no inline style is needed.

mod bars;
mod calendar;
mod lines;
mod timeline;

pub use bars::{Bar, StackedBar, bars, stacked};
pub use calendar::{CalendarDay, calendar};
pub use lines::{Scale, Series, lines};
pub use timeline::{Lane, Span, Timeline, timeline};

use super::DataTable;
use crate::i18n::Lang;
use maud::{Markup, html};

/// What a chart shows. The description says in a sentence what there is to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartHead {
    /// Identifier, unique in the page.
    pub id: String,
    /// What is drawn.
    pub title: String,
    /// What there is to see, in a sentence with its figures.
    pub description: String,
}

/// A value to be compared with, drawn as a line across the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Words with the value, such as «objectif 99,500 %».
    pub label: String,
    /// Its position on the scale.
    pub value: f64,
}

/// The frame around a drawing: caption, drawing, folded table.
fn frame(
    lang: Lang,
    head: &ChartHead,
    legend: Markup,
    drawing: Markup,
    height: usize,
    table: DataTable,
) -> Markup {
    let (title, desc) = (format!("{}-title", head.id), format!("{}-desc", head.id));
    html! {
        figure.chart id=(head.id) {
            figcaption { strong { (head.title) } p { (head.description) } }
            (legend)
            svg role="img" aria-labelledby={ (title) " " (desc) } width="100%" height=(height) {
                title id=(title) { (head.title) }
                desc id=(desc) { (head.description) }
                (drawing)
            }
            details.chart-table {
                summary { (lang.t("chart-table")) span.visually-hidden { " " (head.title) } }
                (table.caption_hidden())
            }
        }
    }
}

/// The names of the series, each with its drawing: colour, dash or pattern and words.
fn legend(id: &str, names: &[String], is_line: bool) -> Markup {
    html! {
        ul.legend {
            @for (i, name) in names.iter().enumerate() {
                li {
                    svg aria-hidden="true" focusable="false" width="24" height="12" {
                        @if is_line {
                            line class={ "line s" (i % 6) } x1="0" x2="24" y1="6" y2="6" {}
                        } @else {
                            rect class={ "area s" (i % 6) } width="24" height="12" {}
                            @if let Some(fill) = hatch(id, i) { rect width="24" height="12" fill=(fill) {} }
                        }
                    }
                    (name)
                }
            }
        }
    }
}

/// The patterns that tell parts apart without their colour.
fn hatches(id: &str) -> Markup {
    html! {
        defs {
            pattern id={ (id) "-hatch-1" } width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                line.hatch x1="0" x2="0" y1="0" y2="6" {}
            }
            pattern id={ (id) "-hatch-2" } width="5" height="5" patternUnits="userSpaceOnUse" {
                circle.hatch-dot cx="2.5" cy="2.5" r="1" {}
            }
        }
    }
}

/// The pattern of part `index`; the first of every three has none.
fn hatch(id: &str, index: usize) -> Option<String> {
    (!index.is_multiple_of(3)).then(|| format!("url(#{id}-hatch-{})", index % 3))
}

/// A share of the width, as an attribute.
fn percent(share: f64) -> String {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    format!("{:.2}%", share * 100.0)
}
