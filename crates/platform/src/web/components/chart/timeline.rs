//! What lasted from when to when: outages, pauses of a clock, planned maintenance.

use super::{ChartHead, frame, percent};
use crate::{
    i18n::{Lang, figures},
    web::components::{DataTable, Tone, table::text},
};
use jiff::Timestamp;
use maud::{Markup, html};

const ROW: usize = 46;

/// A stretch of time of one lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its start.
    pub from: Timestamp,
    /// Its end, exclusive.
    pub to: Timestamp,
    /// What it means.
    pub tone: Tone,
    /// What it was, in words.
    pub words: String,
}

/// One line of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What the line is about.
    pub label: String,
    /// Its stretches, in order.
    pub spans: Vec<Span>,
}

/// Stretches of time over one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Start of the period drawn.
    pub from: Timestamp,
    /// End of the period drawn.
    pub to: Timestamp,
    /// Its lines.
    pub lanes: Vec<Lane>,
    /// An instant to mark, with its words: now, or what is due.
    pub mark: Option<(Timestamp, String)>,
}

/// Draws stretches of time on their lines, from the start to the end of the period.
pub fn timeline(lang: Lang, head: &ChartHead, time: &Timeline) -> Markup {
    let share = |at: Timestamp| percent(position(time, at));
    let top = if time.mark.is_some() { 22 } else { 0 };
    let bottom = top + time.lanes.len() * ROW;
    let drawing = html! {
        @for (i, lane) in time.lanes.iter().enumerate() {
            @let y = top + i * ROW;
            text.chart-label x="0" y=(y + 15) { (lane.label) }
            rect.track x="0" y=(y + 22) width="100%" height="14" {}
            @for span in &lane.spans {
                @let width = position(time, span.to) - position(time, span.from);
                rect class={ "bar " (span.tone.class()) } x=(share(span.from)) y=(y + 22) width=(percent(width)) height="14" {
                    title { (span.words) }
                }
            }
        }
        @if let Some((at, words)) = &time.mark {
            @let anchor = if position(time, *at) < 0.5 { "start" } else { "end" };
            line.target x1=(share(*at)) x2=(share(*at)) y1="16" y2=(bottom) {}
            text.target-label x=(share(*at)) y="11" text-anchor=(anchor) { (words) }
        }
        text.axis x="0" y=(bottom + 14) { (figures::instant(lang, time.from)) }
        text.axis x="100%" y=(bottom + 14) text-anchor="end" { (figures::instant(lang, time.to)) }
    };
    frame(lang, head, html! {}, drawing, bottom + 20, table(lang, head, time))
}

fn table(lang: Lang, head: &ChartHead, time: &Timeline) -> DataTable {
    let rows = time.lanes.iter().flat_map(|lane| {
        lane.spans.iter().map(|span| {
            [
                text(&lane.label),
                text(&span.words),
                text(figures::instant(lang, span.from)),
                text(figures::instant(lang, span.to)),
            ]
        })
    });
    DataTable::new(&head.title)
        .column(lang.t("chart-item"))
        .column(lang.t("chart-what"))
        .column(lang.t("chart-from"))
        .column(lang.t("chart-to"))
        .rows(rows)
}

/// Where an instant stands in the period, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a position on a drawing")]
fn position(time: &Timeline, at: Timestamp) -> f64 {
    let seconds = |t: Timestamp| t.as_second() as f64;
    let whole = seconds(time.to) - seconds(time.from);
    if whole <= 0.0 { 0.0 } else { ((seconds(at) - seconds(time.from)) / whole).clamp(0.0, 1.0) }
}
