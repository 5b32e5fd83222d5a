//! The line of filters above a list: the box, what it holds, controls that write into it, and how to write it.

use super::{
    Column, Instant,
    rules::{self, Key},
};
use crate::tickets::{State, listing::address, store::Order, views::lists::ListPage};
use maud::{Markup, html};
use platform::{
    i18n::Lang,
    web::components::{Choice, Emphasis, Field, Icon, error_of, filter_form, submit},
};

/// The form. It works without script: the controls are read with the box.
pub fn form(lang: Lang, list: &ListPage) -> Markup {
    let line = Field::search(lang, "q", lang.t("filter-line")).value(&list.line);
    let line = line.max_length(500).error(error_of(&list.errors, "q"));
    filter_form(
        "/tickets",
        &lang.t("desk-filter"),
        html! {
            div.filter-line { (line) (submit(Emphasis::Secondary, &lang.t("desk-filter"))) }
            (pieces(lang, &list.line))
            details.more.filter-more {
                summary { (lang.t("filter-controls")) }
                div.filter-controls { (controls(lang, list)) (submit(Emphasis::Secondary, &lang.t("filter-add"))) }
            }
            details.more.filter-more { summary { (lang.t("filter-help")) } (help(lang)) }
        },
    )
}

/// Each part of the line, with a link to the list without it.
fn pieces(lang: Lang, line: &str) -> Markup {
    let pieces = rules::pieces(line);
    html! {
        @if !pieces.is_empty() {
            ul.pieces aria-label=(lang.t("filter-pieces")) {
                @for (piece, rest) in &pieces {
                    li {
                        a href=(address("/tickets", rest)) {
                            span.visually-hidden { (lang.t("filter-remove")) " " } (piece) (Icon::Cross)
                        }
                    }
                }
            }
        }
    }
}

/// One list for each frequent condition; what is chosen takes the place of the same condition in the line.
fn controls(lang: Lang, list: &ListPage) -> Markup {
    let as_is = || std::iter::once(Choice::new("", lang.t("filter-as-is")));
    let word = |key: &str| Choice::new(lang.t(key).to_lowercase(), lang.t(key));
    let named = |name: &String| Choice::new(name, name);
    let states = as_is()
        .chain(["filter-open", "filter-all"].map(word))
        .chain(State::ALL.iter().map(|state| word(state.label_key())));
    let priorities = as_is().chain(["P1", "P2", "P3", "P4"].map(|level| Choice::new(level, level)));
    let owners = as_is().chain(list.beneficiaries.iter().map(|one| Choice::new(&one.code, &one.name)));
    let assignees = as_is()
        .chain(["filter-me", "filter-nobody"].map(word))
        .chain(list.workers.iter().map(|person| named(&person.name)));
    let teams = as_is().chain([Choice::new(lang.t("filter-mine"), lang.t("team-mine"))]);
    let teams = teams.chain(list.teams.iter().map(|team| named(&team.name)));
    let orders = [
        (Order::Due, "desk-order-due"),
        (Order::Newest, "desk-order-newest"),
        (Order::Updated, "desk-order-updated"),
    ];
    let orders = orders.map(|(order, key)| Choice::new(rules::order_name(order, lang), lang.t(key)));
    html! {
        (Field::select(lang, "state", lang.t("desk-state"), states))
        (Field::select(lang, "priority", lang.t("desk-criticality"), priorities))
        @if list.beneficiaries.len() > 1 {
            (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), owners))
        }
        (Field::select(lang, "assignee", lang.t("desk-assignee"), assignees))
        (Field::select(lang, "team", lang.t("team-one"), teams))
        (Field::select(lang, "order", lang.t("desk-order"), as_is().chain(orders)))
    }
}

fn help(lang: Lang) -> Markup {
    html! {
        div.filter-help {
            p { (lang.t("filter-help-words")) }
            dl {
                @for key in Key::all() {
                    div { dt { code { (key.name(lang)) ":" } } dd { (lang.t(examples(key))) } }
                }
            }
            p { (lang.t("filter-help-signs")) }
        }
    }
}

fn examples(key: Key) -> &'static str {
    match key {
        Key::Of(Column::State) => "filter-help-state",
        Key::Of(Column::Priority) => "filter-help-priority",
        Key::Of(Column::Assignee) => "filter-help-assignee",
        Key::Of(Column::Team) => "filter-help-team",
        Key::Of(Column::Beneficiary) => "filter-help-beneficiary",
        Key::Of(Column::Requester) => "filter-help-requester",
        Key::Of(Column::Site) => "filter-help-site",
        Key::Of(Column::Category) => "filter-help-category",
        Key::Of(Column::Application) => "filter-help-application",
        Key::Of(Column::Kind) => "filter-help-kind",
        Key::Of(Column::Channel) => "filter-help-channel",
        Key::At(Instant::Received) => "filter-help-received",
        Key::At(Instant::Due) => "filter-help-due",
        Key::At(Instant::Updated) => "filter-help-updated",
        Key::Order => "filter-help-order",
    }
}
