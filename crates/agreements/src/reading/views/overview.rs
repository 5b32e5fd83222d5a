//! Parties, dates and subscriptions; and the list of agreements.

use super::Reader;
use crate::{
    document::{Identity, Party, PartyRole, Term},
    reading::{
        Reading,
        rules::{TermState, term_state},
    },
    subscriptions::{self, Judgement},
    versions::{Version, store::Holder},
};
use jiff::civil::Date;
use maud::{Markup, Render as _, html};
use platform::{
    i18n::{Lang, figures},
    web::components::{DataTable, Narrow, Tone, empty_state, facts, link, notice, section, tag, text},
};

/// The agreements in scope, each with the version that rules today.
pub fn agreement_list(
    lang: Lang,
    rows: &[(Holder, Option<Version>)],
    today: Date,
    may_import: bool,
) -> Markup {
    let empty = empty_state(&lang.t("versions-list-empty"), &lang.t("versions-list-empty-why"), None);
    let mut table = DataTable::new(lang.t("versions-list"))
        .caption_hidden()
        .column(lang.text(&crate::document::label("beneficiary")))
        .column(lang.text(&crate::document::label("reference")))
        .column(lang.t("versions-version"))
        .column(lang.t("versions-last-day"))
        .column(lang.t("versions-state"))
        .empty(empty);
    for (holder, version) in rows {
        let home = format!("/agreements/{}", holder.code);
        let Some(version) = version else {
            let import = if may_import {
                link(&format!("{home}/import"), &lang.t("versions-import"))
            } else {
                html! {}
            };
            let none = tag(Tone::Warning, &lang.t("versions-no-agreement"));
            table =
                table.row([text(&holder.name), html! {}, html! {}, html! {}, html! { (none) " " (import) }]);
            continue;
        };
        let last = version.last_day().map_or_else(String::new, |day| figures::date(lang, day));
        table = table.row([
            link(&home, &holder.name),
            text(&version.reference),
            text(version.number.to_string()),
            text(last),
            state_tag(lang, &version.document.term, today),
        ]);
    }
    table.render()
}

fn state_tag(lang: Lang, term: &Term, today: Date) -> Markup {
    match term_state(term, today) {
        TermState::NotStarted => tag(Tone::Neutral, &lang.t("versions-term-not-started")),
        TermState::Running => tag(Tone::Info, &lang.t("versions-term-running")),
        TermState::Ending { days, .. } => {
            tag(Tone::Warning, &lang.with("versions-term-ending", &[("days", days)]))
        }
        TermState::Ended => tag(Tone::Warning, &lang.t("versions-term-ended")),
    }
}

pub(super) fn draw(reader: &Reader, reading: &Reading) -> Markup {
    let document = &*reading.version.document;
    html! {
        (warning(reader, &document.term, reading.today))
        (section("identity", &reader.field("identity"), None, identity(reader, &document.identity)))
        (section("parties", &reader.t("versions-parties"), None, parties(reader, reading)))
        (section("term", &reader.field("term"), None, term(reader, &document.term, reading.today)))
        (section("subscriptions", &reader.t("versions-subscriptions"), None, subscribed(reader, reading)))
    }
}

/// What the parties are told before the last day, and after it (R3.12).
fn warning(reader: &Reader, term: &Term, today: Date) -> Markup {
    let last = term.last_day().map_or_else(String::new, |day| figures::date(reader.lang, day));
    match term_state(term, today) {
        TermState::Ending { months, days } => {
            let args = [("days", days.to_string()), ("months", months.to_string()), ("last", last)];
            let key = if term.tacit_renewal { "versions-ending-renewed" } else { "versions-ending" };
            notice(Tone::Warning, &reader.lang.with(key, &args), html! { (reader.t("versions-ending-do")) })
        }
        TermState::Ended => {
            let title = reader.lang.with("versions-ended", &[("last", last)]);
            notice(Tone::Warning, &title, html! { (reader.t("versions-ended-do")) })
        }
        TermState::NotStarted | TermState::Running => html! {},
    }
}

fn identity(reader: &Reader, identity: &Identity) -> Markup {
    let terms = &identity.general_terms;
    let general = html! { (terms.code) " (" (terms.article) ") : " (reader.said(&terms.approved_by)) };
    facts([
        reader.said_fact("title", &identity.title),
        reader.fact("reference", &identity.reference),
        reader.said_fact("subject", &identity.subject),
        (reader.field("legal_basis"), reader.said_list(&identity.legal_basis)),
        (reader.field("recitals"), reader.said_list(&identity.recitals)),
        (reader.field("general_terms"), general),
    ])
}

fn parties(reader: &Reader, reading: &Reading) -> Markup {
    let document = &reading.version.document;
    html! {
        @for role in [PartyRole::Provider, PartyRole::Beneficiary] {
            h3 { (reader.field(if role == PartyRole::Provider { "provider" } else { "beneficiary" })) }
            (party(reader, document.party(role)))
        }
    }
}

fn party(reader: &Reader, party: &Party) -> Markup {
    let unknown = || text(reader.t("versions-not-stated"));
    let number = |value: &Option<String>| value.as_ref().map_or_else(unknown, text);
    let vote = party.vote_date.map_or_else(unknown, |day| {
        let body = party.voted_by.as_deref().unwrap_or_default();
        html! { (reader.date(day)) @if !body.is_empty() { ", " (reader.said(body)) } }
    });
    facts([
        reader.said_fact("name", &party.name),
        reader.said_fact("designation", &party.designation),
        reader.said_fact("represented_by", &party.represented_by),
        (reader.field("vote_date"), vote),
        (reader.field("siren"), number(&party.siren)),
        (reader.field("siret"), number(&party.siret)),
    ])
}

fn term(reader: &Reader, term: &Term, today: Date) -> Markup {
    let unknown = || text(reader.t("versions-not-stated"));
    let notice = &term.notice;
    let warnings: Vec<String> = term.warning_months.iter().map(u8::to_string).collect();
    facts([
        (reader.t("versions-state"), state_tag(reader.lang, term, today)),
        (reader.field("start"), reader.date(term.start)),
        (reader.t("versions-last-day"), term.last_day().map_or_else(unknown, |day| reader.date(day))),
        reader.fact("years", term.years.to_string()),
        reader.fact("signature_year", term.signature_year.to_string()),
        (reader.field("signature_date"), term.signature_date.map_or_else(unknown, |day| reader.date(day))),
        reader.fact("tacit_renewal", reader.value(term.tacit_renewal)),
        reader.fact("warning_months", warnings.join(", ")),
        reader.fact(
            "notice",
            reader.lang.with("versions-notice", &[("months", notice.months), ("year", notice.from_year)]),
        ),
        reader.fact("reading", reader.value(notice.reading)),
        reader.fact("indemnity", reader.value(notice.indemnity)),
        reader.fact("article", &term.article),
    ])
}

fn subscribed(reader: &Reader, reading: &Reading) -> Markup {
    let document = &reading.version.document;
    let all = subscriptions::of(document);
    let table = DataTable::new(reader.t("versions-subscriptions"))
        .narrow(Narrow::Stacked)
        .caption_hidden()
        .column(reader.t("versions-offer"))
        .column(reader.field("subscribed_from"))
        .column(reader.field("subscribed_until"))
        .column(reader.field("billing_unit"))
        .column(reader.t("versions-state"));
    let rows = document.offers.iter().map(|offer| {
        let one = all.iter().find(|one| one.offer == offer.code);
        let state = one.map_or_else(
            || tag(Tone::Neutral, &reader.t("versions-not-subscribed")),
            |one| membership(reader, &all, one, reading.today),
        );
        [
            html! { (offer.code) " · " (reader.said(&offer.name)) },
            one.map_or_else(|| html! {}, |one| reader.date(one.from)),
            one.map_or_else(|| html! {}, |one| reader.date(one.until)),
            reader.said(&offer.billing_unit),
            state,
        ]
    });
    table.rows(rows).render()
}

/// Whether a subscription holds today, and what R0.2 says of it.
fn membership(
    reader: &Reader,
    all: &[subscriptions::Subscription],
    one: &subscriptions::Subscription,
    today: Date,
) -> Markup {
    let key = match (today < one.from, one.holds(today)) {
        (true, _) => "versions-subscription-coming",
        (_, true) => "versions-subscribed",
        _ => "versions-subscription-over",
    };
    html! {
        (tag(Tone::Info, &reader.t(key)))
        @match subscriptions::judge(all, one) {
            Judgement::Sound => {},
            Judgement::Warning(text) | Judgement::Refused(text) => {
                " " (tag(Tone::Warning, &reader.lang.text(&text)))
            },
        }
    }
}
