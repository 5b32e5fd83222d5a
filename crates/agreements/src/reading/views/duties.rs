//! Committees, obligations by article, data protection, drafting defects.

use super::Reader;
use crate::document::{AgreementDocument, Committee, Obligation, Occurrence, PartyRole};
use maud::{Markup, Render as _, html};
use platform::web::components::{DataTable, Narrow, facts, section, text};

pub(super) fn committees(reader: &Reader, document: &AgreementDocument) -> Markup {
    html! {
        @for one in &document.committees {
            (section(&format!("committee-{:?}", one.code).to_lowercase(), &one.name, None, committee(reader, one)))
        }
    }
}

fn committee(reader: &Reader, one: &Committee) -> Markup {
    let months = html! {
        ul {
            @for month in &one.months {
                li {
                    (reader.month(*month))
                    @for agenda in one.agenda.iter().filter(|agenda| agenda.month == *month) {
                        (reader.colon()) (reader.said(&agenda.text))
                    }
                }
            }
        }
    };
    let seats = |role: PartyRole| {
        html! {
            ul {
                @for seat in one.participants.iter().filter(|seat| seat.party == role) {
                    li {
                        (reader.said(&seat.function))
                        @if seat.optional { " (" (reader.field("optional").to_lowercase()) ")" }
                    }
                }
            }
        }
    };
    facts([
        reader.fact("minimum_per_year", one.minimum_per_year.to_string()),
        (reader.field("months"), months),
        (reader.field("purposes"), reader.said_list(&one.purposes)),
        (reader.field("provider"), seats(PartyRole::Provider)),
        (reader.field("beneficiary"), seats(PartyRole::Beneficiary)),
        reader.fact("report_required", reader.value(one.report_required)),
        (reader.field("reports"), reader.said_list(&one.reports)),
        reader.fact("article", &one.article),
    ])
}

/// One table per article, in the order of the file.
pub(super) fn obligations(reader: &Reader, document: &AgreementDocument) -> Markup {
    let mut articles: Vec<&str> = document.obligations.iter().map(number_of_article).collect();
    articles.dedup();
    html! {
        @for article in articles {
            @let title = reader.lang.with("versions-article", &[("number", article)]);
            @let lines = document.obligations.iter().filter(|one| number_of_article(one) == article);
            (section(&format!("article-{article}"), &title, None, obligation_table(reader, &title, lines)))
        }
    }
}

/// `3` of the code `3.2`.
fn number_of_article(one: &Obligation) -> &str {
    one.code.split('.').next().unwrap_or_default()
}

fn obligation_table<'o>(reader: &Reader, title: &str, lines: impl Iterator<Item = &'o Obligation>) -> Markup {
    let table = DataTable::new(title)
        .narrow(Narrow::Stacked)
        .caption_hidden()
        .column(reader.t("versions-obligation"))
        .column(reader.t("versions-debtor"))
        .column(reader.field("occurs"))
        .column(reader.field("evidence"));
    let rows = lines.map(|one| {
        [
            html! { strong { (one.code) } " " (reader.said(&one.text)) " (" (one.article) ")" },
            text(reader.value(one.party)),
            occurrence(reader, one),
            reader.said(&one.evidence),
        ]
    });
    table.rows(rows).render()
}

fn occurrence(reader: &Reader, one: &Obligation) -> Markup {
    html! {
        @match (one.occurs, one.every_months) {
            (Occurrence::Periodic, Some(months)) => { (reader.lang.with("versions-every-months", &[("months", months)])) },
            _ => { (reader.value(one.occurs)) },
        }
        @if let Some(event) = &one.event { (reader.colon()) (reader.said(event)) }
        @if let Some(due) = one.due { ", " (reader.date(due)) }
    }
}

/// Annexe 1 E: theme by theme, who does what.
pub(super) fn protection(reader: &Reader, document: &AgreementDocument) -> Markup {
    let rules = &document.data_protection;
    let table = DataTable::new(reader.field("themes"))
        .narrow(Narrow::Stacked)
        .caption_hidden()
        .column(reader.t("versions-theme"))
        .column(reader.field("provider"))
        .column(reader.field("beneficiary"));
    let rows = rules.themes.iter().map(|theme| {
        [
            html! { strong { (theme.code) } " " (reader.said(&theme.title)) },
            reader.said_list(&theme.provider),
            reader.said_list(&theme.beneficiary),
        ]
    });
    let roles = facts([
        reader.fact("controller", reader.value(rules.controller)),
        reader.fact("processor", reader.value(rules.processor)),
        reader.fact("breach_alert_hours", rules.breach_alert_hours.to_string()),
        reader.fact("rights_request_forward_days", rules.rights_request_forward_days.to_string()),
        reader.fact("sub_processor_objection_days", rules.sub_processor_objection_days.to_string()),
        reader.fact("territory", reader.value(rules.territory)),
        reader.fact("article", &rules.article),
    ]);
    html! {
        (section("protection", &reader.field("data_protection"), None, roles))
        (section("themes", &reader.field("themes"), None, table.rows(rows).render()))
    }
}

/// Known defects of the text and how each is read, until the parties decide otherwise (R0.5).
pub(super) fn remarks(reader: &Reader, document: &AgreementDocument) -> Markup {
    let table = DataTable::new(reader.field("remarks"))
        .narrow(Narrow::Stacked)
        .caption_hidden()
        .column(reader.field("article"))
        .column(reader.field("says"))
        .column(reader.field("reading"))
        .column(reader.field("parameter"));
    let rows = document.remarks.iter().map(|remark| {
        [
            html! { strong { (remark.code) } " " (reader.said(&remark.article)) },
            reader.said(&remark.says),
            reader.said(&remark.reading),
            html! { @if let Some(parameter) = &remark.parameter { code { (parameter) } } },
        ]
    });
    let body = html! { p { (reader.t("versions-remarks-lead")) } (table.rows(rows).render()) };
    section("remarks", &reader.field("remarks"), None, body)
}
