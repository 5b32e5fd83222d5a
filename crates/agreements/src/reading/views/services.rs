//! Blocks, what each contains, and who invests and operates.

use super::Reader;
use crate::{
    document::{Block, Nature, PartyRole, Responsibility},
    reading::Reading,
    subscriptions,
};
use maud::{Markup, Render as _, html};
use platform::web::components::{DataTable, Narrow, Tone, section, tag};

pub(super) fn draw(reader: &Reader, reading: &Reading) -> Markup {
    let document = &reading.version.document;
    html! {
        @for block in &document.blocks {
            @let is_open = subscriptions::is_open(document, &block.code, reading.today);
            @let state = if is_open {
                tag(Tone::Info, &reader.t("versions-subscribed"))
            } else {
                tag(Tone::Neutral, &reader.t("versions-not-subscribed"))
            };
            (section(&block.code, &format!("{} · {}", block.code, block.title), Some(state), one(reader, block)))
        }
    }
}

fn one(reader: &Reader, block: &Block) -> Markup {
    html! {
        p { (reader.value(block.kind)) ", " (block.article) }
        @if !block.services.is_empty() {
            h3 { (reader.field("services")) }
            ul {
                @for service in &block.services {
                    li {
                        strong { (service.code) } " " (reader.said(&service.text))
                        @if let Some(note) = service.footnote { " " (footnote(reader, note)) }
                    }
                }
            }
        }
        @if !block.excludes.is_empty() {
            h3 { (reader.field("excludes")) }
            (reader.said_list(&block.excludes))
        }
        (matrix(reader, block))
        @if !block.notes.is_empty() {
            h3 { (reader.field("notes")) }
            ul {
                @for note in &block.notes {
                    li { @if let Some(number) = note.footnote { (footnote(reader, number)) " " } (reader.said(&note.text)) }
                }
            }
        }
    }
}

fn footnote(reader: &Reader, number: u8) -> Markup {
    html! { "(" (reader.lang.with("versions-footnote", &[("number", number)])) ")" }
}

/// Who bears what, budget section by party (R0.3).
fn matrix(reader: &Reader, block: &Block) -> Markup {
    let table = DataTable::new(reader.field("responsibilities"))
        .narrow(Narrow::Stacked)
        .column(reader.field("nature"))
        .column(reader.field("provider"))
        .column(reader.field("beneficiary"));
    let cell = |nature: Nature, party: PartyRole| {
        let borne = |one: &&Responsibility| one.nature == nature && one.party == party;
        let items: Vec<_> = block.responsibilities.iter().filter(borne).collect();
        if items.is_empty() {
            return html! {};
        }
        html! {
            ul {
                @for one in items {
                    li {
                        strong { (one.code) } " " (reader.said(&one.item)) " (" (one.article) ")"
                        @if let Some(note) = one.footnote { " " (footnote(reader, note)) }
                        @if let Some(condition) = &one.condition { " — " (reader.said(condition)) }
                        @if let Some(topic) = &one.topic { " — " (reader.field("topic")) " : " (reader.said(topic)) }
                    }
                }
            }
        }
    };
    let rows = [Nature::Investment, Nature::Operation].map(|nature| {
        [
            html! { (reader.value(nature)) },
            cell(nature, PartyRole::Provider),
            cell(nature, PartyRole::Beneficiary),
        ]
    });
    table.rows(rows).render()
}
