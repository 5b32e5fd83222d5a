//! How deadlines look.

mod deadline;

pub(super) use deadline::{Typed, deadline_page};

use super::{Deadline, DeadlineState, ListQuery, Shown, Subject, actions::Listed};
use crate::meetings::rules::day;
use agreements::document::Debtor;
use jiff::civil::Date;
use kernel::Scope;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, Narrow, Tone, empty_state, error_of,
            error_summary, filter_form, link, link_button, pagination, submit, tag, text,
        },
        guard::percent,
        page,
    },
};

/// Quarters proposed before and after the present one.
const QUARTERS: i32 = 6;

/// Message key of who owes.
pub fn owner_key(owner: Debtor) -> &'static str {
    match owner {
        Debtor::Provider => "deadline-owner-provider",
        Debtor::Beneficiary => "deadline-owner-beneficiary",
        Debtor::Both => "deadline-owner-both",
    }
}

/// What a deadline is called: its subject, or the words of the agreement when a person proves it.
pub(crate) fn title(lang: Lang, one: &Deadline) -> String {
    if one.subject == Subject::Document { one.text.clone() } else { lang.t(one.subject.label_key()) }
}

fn state_tag(lang: Lang, one: &Deadline) -> Markup {
    let tone = match one.state {
        DeadlineState::Overdue => Tone::Bad,
        DeadlineState::Coming => Tone::Info,
        DeadlineState::Done if one.is_late() => Tone::Warning,
        DeadlineState::Done => Tone::Good,
        DeadlineState::Past => Tone::Neutral,
    };
    let key = if one.is_late() { "deadline-state-done-late" } else { one.state.label_key() };
    tag(tone, &lang.t(key))
}

/// What proves it: the page that shows it, when the reader may open it; its day otherwise.
fn proof(ctx: &Ctx, one: &Deadline) -> Markup {
    let lang = ctx.lang;
    match &one.proof {
        None => text("—"),
        Some(proof) => {
            let words = lang.with("deadline-done-on", &[("day", figures::date(lang, proof.on))]);
            if ctx.actor.may(one.subject.needs()) { link(&proof.href, &words) } else { text(words) }
        }
    }
}

/// The list.
pub(super) fn list_page(ctx: &Ctx, asked: &ListQuery, listed: &Listed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("deadline-title"), lang.t("committee-view"))
        .lead(text(lang.t("deadline-lead")))
        .as_of(ctx.now())
        .actions(link_button(Emphasis::Quiet, "/calendars", &lang.t("deadline-subscribe")))
        .has_errors(!errors.is_empty());
    let first = (!asked.after.is_empty()).then(|| address(asked, ""));
    let next = listed.next.as_deref().map(|after| address(asked, after));
    let nothing = empty_state(&lang.t("deadline-none"), &lang.t("deadline-none-why"), None);
    let body = html! {
        (error_summary(lang, errors))
        (filters(ctx, asked, listed, errors))
        p { (lang.with("deadline-count", &[("count", listed.total)])) }
        (table(ctx, &listed.items).empty(nothing))
        (pagination(lang, &lang.t("deadline-title"), first.as_deref(), next.as_deref(), None))
        @if !listed.items.is_empty() { (platform::sheet::links(lang, "export-as", "/exports/deadlines")) }
    };
    page(ctx, &head, body)
}

fn table(ctx: &Ctx, all: &[Deadline]) -> DataTable {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("deadline-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["deadline-due", "deadline-one", "deadline-article", "deadline-owner", "deadline-state"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.column(lang.t("deadline-proof")).column(lang.t("desk-beneficiary"));
    table.rows(all.iter().map(|one| {
        [
            text(figures::date(lang, one.due)),
            link(&one.path(), &title(lang, one)),
            text(&one.article),
            text(lang.t(owner_key(one.owner))),
            state_tag(lang, one),
            proof(ctx, one),
            text(&one.beneficiary_name),
        ]
    }))
}

fn address(asked: &ListQuery, after: &str) -> String {
    let parts = [
        ("beneficiary", asked.beneficiary.as_str()),
        ("state", &asked.state),
        ("article", &asked.article),
        ("quarter", &asked.quarter),
        ("after", after),
    ];
    let pairs: Vec<String> = parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent(value)))
        .collect();
    format!("/deadlines?{}", pairs.join("&"))
}

fn filters(ctx: &Ctx, asked: &ListQuery, listed: &Listed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let any = || std::iter::once(Choice::new("", lang.t("project-any")));
    let bodies = any().chain(listed.bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let states = Shown::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let articles = any().chain(listed.articles.iter().map(|one| Choice::new(one.as_str(), one.as_str())));
    let usual = std::iter::once(Choice::new("", lang.t("deadline-year-around")));
    let quarters = usual.chain(quarters(day(ctx.now())).into_iter().map(|(word, year, number)| {
        let args = [("year", year.to_string()), ("number", number.to_string())];
        Choice::new(word.as_str(), lang.with("deadline-quarter-named", &args))
    }));
    let state = if asked.state.is_empty() { Shown::ToDo.as_str() } else { &asked.state };
    filter_form(
        "/deadlines",
        &lang.t("deadline-title"),
        html! {
            @if *ctx.scope() == Scope::All {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&asked.beneficiary))
            }
            (Field::select(lang, "state", lang.t("deadline-state"), states).value(state).error(error_of(errors, "state")))
            (Field::select(lang, "article", lang.t("deadline-article"), articles).value(&asked.article))
            (Field::select(lang, "quarter", lang.t("deadline-quarter"), quarters).value(&asked.quarter)
                .error(error_of(errors, "quarter")))
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        },
    )
}

/// The quarters proposed: their word, year and number.
fn quarters(today: Date) -> Vec<(String, i32, i32)> {
    let present = i32::from(today.year()) * 4 + (i32::from(today.month()) - 1) / 3;
    let named = |rank: i32| {
        let (year, number) = (rank.div_euclid(4), rank.rem_euclid(4) + 1);
        (format!("{year}-Q{number}"), year, number)
    };
    (present - QUARTERS..=present + QUARTERS).map(named).collect()
}
