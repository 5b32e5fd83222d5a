//! How changes look: the list, the standard changes, and what a ticket's page says.

mod calendar;
mod form;
mod sheet;
mod steps;

pub(super) use calendar::{Shape, calendar_page, span};
pub(super) use form::{Proposed, form_page};
pub(super) use sheet::show;
pub(super) use steps::Typed;

use super::{Change, Degree, State, Template, actions, rules::risk};
use crate::tickets::actions::Reading;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, Head, PostForm, Tab, Tone, action_button,
            actions as buttons, empty_state, filter_form, link, link_button, pagination, section, submit,
            tabs, tag, text, time,
        },
        page,
    },
};

/// Which of the pages of changes is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The list.
    List,
    /// The calendar.
    Calendar,
    /// The standard changes.
    Templates,
}

/// The pages of changes, freeze periods and planned maintenance, as links.
pub(super) fn parts(ctx: &Ctx, here: Part) -> Markup {
    let lang = ctx.lang;
    let tab = |key: &str, href: &str, is_current| Tab {
        label: lang.t(key),
        href: href.to_owned(),
        is_current,
        count: None,
    };
    tabs(
        &lang.t("change-title"),
        &[
            tab("change-list", "/changes", here == Part::List),
            tab("change-calendar", "/changes/calendar", here == Part::Calendar),
            tab("change-templates", "/change-templates", here == Part::Templates),
            tab("freeze-title", "/freeze-periods", false),
            tab("maintenance-title", "/maintenance", false),
        ],
    )
}

/// Where a change stands, in a word.
pub(crate) fn state_tag(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::Draft | State::Cancelled => Tone::Neutral,
        State::AwaitingApproval | State::BackedOut => Tone::Warning,
        State::Approved | State::InProgress => Tone::Info,
        State::Done => Tone::Good,
    };
    tag(tone, &lang.t(state.label_key()))
}

/// How risky a change is, in a word.
pub(crate) fn risk_tag(lang: Lang, change: &Change) -> Markup {
    let risk = risk::risk(change.content.impact, change.content.likelihood);
    let tone = match risk {
        Degree::Low => Tone::Neutral,
        Degree::Medium => Tone::Warning,
        Degree::High => Tone::Bad,
    };
    tag(tone, &lang.with("change-risk-is", &[("degree", lang.t(risk.label_key()))]))
}

/// A change by its number and title, as a link.
pub(crate) fn named(change: &Change) -> Markup {
    link(&change.path(), &format!("{} {}", change.reference(), change.content.title))
}

/// The times of a change.
pub(crate) fn times(lang: Lang, change: &Change) -> String {
    let planned = change.content.planned;
    let ends =
        [("from", figures::instant(lang, planned.from())), ("to", figures::instant(lang, planned.to()))];
    lang.with("announcement-from-to", &ends)
}

/// The list, what begins last at the top.
pub(super) fn list_page(
    ctx: &Ctx,
    listing: &actions::Listing,
    state: Option<State>,
    next: Option<&str>,
) -> Markup {
    let lang = ctx.lang;
    let new = || link_button(Emphasis::Primary, "/changes/new", &lang.t("change-new"));
    let may_run = ctx.actor.may(Permission::DeskRun);
    let head = Head::new(lang.t("change-title"), lang.t("desk-view-desk")).lead(text(lang.t("change-lead")));
    let head = head.actions(html! { @if may_run { (new()) } });
    let every = std::iter::once(Choice::new("", lang.t("change-every-state")));
    let states = every.chain(State::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key()))));
    let filter = filter_form(
        "/changes",
        &lang.t("change-title"),
        html! {
            (Field::select(lang, "state", lang.t("desk-state"), states).value(state.map(State::as_str).unwrap_or_default()))
            (submit(Emphasis::Secondary, &lang.t("desk-choose")))
        },
    );
    let table = DataTable::new(lang.t("change-title")).caption_hidden();
    let columns = ["change-one", "desk-state", "change-when", "change-kind", "change-risk"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(listing.changes.iter().map(|change| {
        [
            named(change),
            state_tag(lang, change.state),
            text(times(lang, change)),
            text(lang.t(change.content.kind.label_key())),
            risk_tag(lang, change),
        ]
    }));
    let nothing = empty_state(&lang.t("change-none"), &lang.t("change-none-why"), may_run.then(new));
    let body = html! {
        (parts(ctx, Part::List)) (filter)
        (table.empty(nothing))
        (pagination(lang, &lang.t("change-title"), None, next, None))
        (platform::sheet::links(lang, "export-as", "/exports/changes"))
    };
    page(ctx, &head, body)
}

/// The standard changes.
pub(super) fn templates_page(ctx: &Ctx, all: &[Template]) -> Markup {
    let (lang, may_agree) = (ctx.lang, ctx.actor.may(Permission::ChangeApprove));
    let head = Head::new(lang.t("change-templates"), lang.t("desk-view-desk"))
        .crumbs([Crumb::new(lang.t("change-title"), "/changes")])
        .lead(text(lang.t("change-templates-lead")));
    let table = DataTable::new(lang.t("change-templates")).caption_hidden();
    let columns = ["change-what", "change-plan", "change-agreed", "change-action"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(all.iter().map(|one| {
        let (verb, label) = if one.archived_at.is_none() {
            ("archival", "change-template-archive")
        } else {
            ("restoration", "change-template-restore")
        };
        let action = format!("/change-templates/{}/{verb}", one.id);
        [
            text(&one.name),
            html! { details { summary { (lang.t("change-plan-see")) } p.typed { (one.plan) } p.typed { (one.back_out) } } },
            html! { (one.agreed_by_name) ", " (time(lang, one.agreed_at)) },
            html! {
                @if one.archived_at.is_none() {
                    @if ctx.actor.may(Permission::DeskRun) {
                        (link(&format!("/changes/new?kind=standard&template={}", one.id), &lang.t("change-template-use"))) " "
                    }
                } @else { (tag(Tone::Neutral, &lang.t("change-template-archived"))) " " }
                @if may_agree { (action_button(&ctx.csrf, &action, Emphasis::Quiet, &lang.t(label), Some(&one.name))) }
            },
        ]
    }));
    let nothing = empty_state(&lang.t("change-templates-none"), &lang.t("change-templates-none-why"), None);
    page(ctx, &head, html! { (parts(ctx, Part::Templates)) (table.empty(nothing)) })
}

/// What waits for the reader's agreement, on the page of approvals; nothing when nothing waits.
pub(crate) fn waiting(ctx: &Ctx, changes: &[Change]) -> Markup {
    let lang = ctx.lang;
    html! {
        @if !changes.is_empty() {
            (section("changes", &lang.t("change-title"), None, html! {
                ul { @for change in changes { li {
                    (named(change)) " " (risk_tag(lang, change)) " " (times(lang, change))
                } } }
            }))
        }
    }
}

/// What a ticket's page says to those who see changes: the changes it is linked to, and how to link or write one.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    if !ctx.actor.may(Permission::DeskRead) {
        return Ok(None);
    }
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let changes = actions::of_ticket(ctx, &ticket.key).await?;
    let may_run = ctx.actor.may(Permission::DeskRun);
    if changes.is_empty() && !may_run {
        return Ok(None);
    }
    let post = PostForm::new(format!("{}/changes", ticket.key.path()), &ctx.csrf).body(html! {
        (Field::text(lang, "change", lang.t("change-number")).hint(lang.t("change-number-hint")).width(12).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("change-link"))))
    });
    let body = html! {
        ul { @for change in &changes { li { (named(change)) " " (state_tag(lang, change.state)) } } }
        @if may_run {
            p { (link(&format!("/changes/new?ticket={}", ticket.reference), &lang.t("change-from-ticket"))) }
            details { summary { (lang.t("change-link-existing")) } (post) }
        }
    };
    Ok(Some(section("changes", &lang.t("change-title"), None, body)))
}
