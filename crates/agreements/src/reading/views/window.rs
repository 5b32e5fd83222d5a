//! When the service is due, and the criticality of tickets.

use super::Reader;
use crate::document::{AgreementDocument, Priority, WindowTerms};
use maud::{Markup, Render as _, html};
use platform::{
    i18n::figures,
    web::components::{DataTable, facts, section, text},
};

pub(super) fn draw(reader: &Reader, document: &AgreementDocument) -> Markup {
    html! {
        (section("window", &reader.field("service_window"), None, slots(reader, &document.service_window)))
        (section("levels", &reader.field("levels"), None, levels(reader, &document.priority)))
        (section("matrix", &reader.field("matrix"), None, matrix(reader, &document.priority)))
    }
}

fn slots(reader: &Reader, window: &WindowTerms) -> Markup {
    let opening = html! {
        ul {
            @for slot in &window.slots {
                @let days: Vec<String> = slot.days.iter().map(|day| reader.value(day)).collect();
                li { (days.join(", ")) (reader.colon()) (slot.open.to_string()) " – " (slot.close.to_string()) }
            }
        }
    };
    let closed = html! {
        @if window.closed_dates.is_empty() { (reader.t("versions-none")) }
        @for (i, day) in window.closed_dates.iter().enumerate() { @if i > 0 { ", " } (reader.date(*day)) }
    };
    facts([
        (reader.field("slots"), opening),
        reader.fact("zone", reader.value(window.zone)),
        reader.fact("closed_on_holidays", reader.value(window.closed_on_holidays)),
        (reader.field("closed_dates"), closed),
        reader.fact("article", &window.article),
    ])
}

/// Levels and their targets in time of the service window; without target the time is measured, never judged.
fn levels(reader: &Reader, priority: &Priority) -> Markup {
    let target = |minutes: Option<u32>| {
        minutes.map_or_else(
            || text(reader.t("versions-measured")),
            |minutes| text(figures::duration(reader.lang, i64::from(minutes) * 60)),
        )
    };
    let table = DataTable::new(reader.field("levels"))
        .caption_hidden()
        .column(reader.t("versions-level"))
        .column(reader.field("acknowledge_minutes"))
        .column(reader.field("intervene_minutes"))
        .column(reader.field("restore_minutes"));
    let rows = priority.levels.iter().map(|level| {
        [
            html! { (level.code) " · " (reader.said(&level.name)) },
            target(level.acknowledge_minutes),
            target(level.intervene_minutes),
            target(level.restore_minutes),
        ]
    });
    let pauses: Vec<String> = priority.pauses.iter().map(|pause| reader.value(pause)).collect();
    html! {
        (table.rows(rows).render())
        p { (reader.field("pauses")) (reader.colon()) (pauses.join(", ")) }
    }
}

fn matrix(reader: &Reader, priority: &Priority) -> Markup {
    let matrix = &priority.matrix;
    let rows = [
        ("high_impact", &matrix.high_impact),
        ("medium_impact", &matrix.medium_impact),
        ("low_impact", &matrix.low_impact),
    ];
    let table = DataTable::new(reader.field("matrix"))
        .caption_hidden()
        .column(reader.t("versions-impact"))
        .column(reader.field("high_urgency"))
        .column(reader.field("medium_urgency"))
        .column(reader.field("low_urgency"));
    let rows = rows.map(|(key, row)| {
        [text(reader.field(key)), text(&row.high_urgency), text(&row.medium_urgency), text(&row.low_urgency)]
    });
    table.rows(rows).render()
}
