//! Horizontal bars, plain and stacked.

use super::{ChartHead, Target, frame, hatch, hatches, legend, percent};
use crate::{
    i18n::Lang,
    web::components::{DataTable, Tone, table::text},
};
use maud::{Markup, html};

/// Height of one bar with its words, in pixels.
const ROW: usize = 44;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for, in a few words: it does not wrap.
    pub label: String,
    /// Its length on the scale; the scale starts at zero.
    pub value: f64,
    /// Its value as written.
    pub shown: String,
    /// How it stands.
    pub tone: Tone,
}

/// Bars from zero, with an optional target. `value_label` names the column of values in the table.
pub fn bars(
    lang: Lang,
    head: &ChartHead,
    value_label: &str,
    bars: &[Bar],
    target: Option<&Target>,
) -> Markup {
    let longest = bars.iter().map(|bar| bar.value).chain(target.map(|t| t.value)).fold(0.0, f64::max);
    let scale = |value: f64| percent(if longest > 0.0 { value / longest } else { 0.0 });
    let top = if target.is_some() { 22 } else { 0 };
    let drawing = html! {
        @for (i, bar) in bars.iter().enumerate() {
            @let y = top + i * ROW;
            text.chart-label x="0" y=(y + 15) { (bar.label) }
            text.chart-value x="100%" y=(y + 15) text-anchor="end" { (bar.shown) }
            rect.track x="0" y=(y + 22) width="100%" height="10" rx="2" {}
            rect class={ "bar " (bar.tone.class()) } x="0" y=(y + 22) width=(scale(bar.value)) height="10" rx="2" {}
            @if let Some(target) = target {
                line.target-mark x1=(scale(target.value)) x2=(scale(target.value)) y1=(y + 20) y2=(y + 35) {}
            }
        }
        @if let Some(target) = target {
            @let anchor = if longest > 0.0 && target.value / longest < 0.5 { "start" } else { "end" };
            text.target-label x=(scale(target.value)) y="11" text-anchor=(anchor) { (target.label) }
        }
    };
    let table = DataTable::new(&head.title)
        .column(lang.t("chart-item"))
        .figures(value_label)
        .rows(bars.iter().map(|bar| [text(&bar.label), text(&bar.shown)]));
    frame(lang, head, html! {}, drawing, top + bars.len() * ROW, table)
}

/// One bar made of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedBar {
    /// What it stands for.
    pub label: String,
    /// Its parts in the order of the names: length on the scale and value as written.
    pub parts: Vec<(f64, String)>,
    /// Its total as written.
    pub total: String,
}

/// Bars made of the same parts. `names` are the parts, `total_label` the column of totals in the table.
pub fn stacked(
    lang: Lang,
    head: &ChartHead,
    names: &[String],
    total_label: &str,
    bars: &[StackedBar],
) -> Markup {
    let sum = |bar: &StackedBar| bar.parts.iter().map(|(value, _)| value.max(0.0)).sum::<f64>();
    let longest = bars.iter().map(sum).fold(0.0, f64::max);
    let drawing = html! {
        (hatches(&head.id))
        @for (i, bar) in bars.iter().enumerate() {
            text.chart-label x="0" y=(i * ROW + 15) { (bar.label) }
            text.chart-value x="100%" y=(i * ROW + 15) text-anchor="end" { (bar.total) }
            @for (part, start, length) in placed(bar, longest) {
                rect class={ "area s" (part % 6) } x=(percent(start)) y=(i * ROW + 22) width=(percent(length)) height="14" {}
                @if let Some(fill) = hatch(&head.id, part) {
                    rect x=(percent(start)) y=(i * ROW + 22) width=(percent(length)) height="14" fill=(fill) {}
                }
            }
        }
    };
    let mut table = DataTable::new(&head.title).column(lang.t("chart-item"));
    for name in names {
        table = table.figures(name);
    }
    let table = table.figures(total_label).rows(bars.iter().map(|bar| {
        let mut cells = vec![text(&bar.label)];
        cells.extend(bar.parts.iter().map(|(_, shown)| text(shown)));
        cells.push(text(&bar.total));
        cells
    }));
    frame(lang, head, legend(&head.id, names, false), drawing, bars.len() * ROW, table)
}

/// Each part with its start and length as shares of the longest bar.
fn placed(bar: &StackedBar, longest: f64) -> Vec<(usize, f64, f64)> {
    let mut start = 0.0;
    let mut placed = vec![];
    for (part, (value, _)) in bar.parts.iter().enumerate() {
        let length = if longest > 0.0 { value.max(0.0) / longest } else { 0.0 };
        placed.push((part, start, length));
        start += length;
    }
    placed
}
