//! Annexe 1 A: each commitment with its target, or said to be measured without one. Nothing is judged here.

use super::Reader;
use crate::document::{AgreementDocument, Commitment, CommitmentStatus, Domain, Unit};
use maud::{Markup, Render as _, html};
use platform::web::components::{DataTable, Narrow, Tone, section, tag};

const DOMAINS: [Domain; 5] =
    [Domain::Governance, Domain::Network, Domain::Hosting, Domain::Telephony, Domain::Security];

pub(super) fn draw(reader: &Reader, document: &AgreementDocument) -> Markup {
    html! {
        p { (reader.t("versions-commitments-lead")) }
        @for domain in DOMAINS {
            @let lines: Vec<&Commitment> = document.commitments.iter().filter(|one| one.domain == domain).collect();
            @if !lines.is_empty() {
                @let title = reader.lang.with("versions-commitments-of", &[("domain", reader.value(domain))]);
                (section(&format!("domain-{}", lines[0].code), &title, None, table(reader, &title, &lines)))
            }
        }
    }
}

fn table(reader: &Reader, title: &str, lines: &[&Commitment]) -> Markup {
    let table = DataTable::new(title)
        .narrow(Narrow::Stacked)
        .caption_hidden()
        .column(reader.t("versions-indicator"))
        .column(reader.t("versions-commitment"))
        .column(reader.field("formula"))
        .column(reader.field("target"));
    let rows = lines.iter().map(|line| {
        [
            html! { strong { (line.code) } " " (reader.said(&line.indicator)) },
            html! {
                p { (reader.said(&line.text)) }
                @if let Some(level) = &line.found_level {
                    p { (reader.field("found_level")) (reader.colon()) (reader.said(level)) }
                }
                @if let Some(remark) = &line.remark { p { (reader.field("remark")) (reader.colon()) (reader.said(remark)) } }
            },
            html! { (reader.value(line.formula)) },
            target(reader, line),
        ]
    });
    table.rows(rows).render()
}

/// The agreed target in words, or that there is none: a line without target is not contractual (R5.1).
fn target(reader: &Reader, line: &Commitment) -> Markup {
    let agreed = line.target.as_ref().filter(|_| line.status == CommitmentStatus::Target);
    let Some(target) = agreed else {
        return tag(Tone::Neutral, &reader.t("versions-measured-not-contractual"));
    };
    let key = match line.unit {
        Unit::Percent => "versions-target-percent",
        Unit::ServiceTime | Unit::ElapsedTime => "versions-target-hours",
        Unit::Count => "versions-target-count",
    };
    let args = [("operator", reader.value(target.operator)), ("value", reader.number(&target.value))];
    tag(Tone::Info, &reader.lang.with(key, &args))
}
