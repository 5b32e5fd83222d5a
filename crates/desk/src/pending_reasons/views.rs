//! How reasons to wait look.

use super::{PendingForm, PendingReason, store};
use crate::tickets::{State, actions::Reading, rules};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, link, section, submit, tag, text,
        },
        page,
    },
};

/// The reasons, and the form of a new one.
pub(super) fn list_page(
    ctx: &Ctx,
    all: &[PendingReason],
    form: &PendingForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let head =
        Head::new(lang.t("pending-title"), lang.t("desk-view-desk")).lead(text(lang.t("pending-lead")));
    let head = head.crumbs([Crumb::new(lang.t("settings-title"), "/desk-settings")]);
    let table = DataTable::new(lang.t("pending-title")).caption_hidden();
    let columns = ["pending-name", "pending-whom", "pending-clock", "pending-standing"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(all.iter().map(|reason| {
        vec![
            text(&reason.name),
            text(lang.t(reason.state.label_key())),
            text(lang.t(clock_key(reason.state))),
            standing(ctx, reason, may_manage),
        ]
    }));
    let states = [State::WaitingRequester, State::WaitingVendor];
    let states = states
        .map(|state| Choice::new(state.as_str(), lang.t(state.label_key())).hint(lang.t(clock_key(state))));
    let post = PostForm::new("/pending-reasons", &ctx.csrf).label(lang.t("pending-new")).body(html! {
        (Field::text(lang, "name", lang.t("pending-name")).value(&form.name).hint(lang.t("pending-name-hint"))
            .error(error_of(errors, "name")).required())
        (Field::radios(lang, "state", lang.t("pending-whom"), states).value(&form.state).error(error_of(errors, "state")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("pending-add"))))
    });
    let nothing = empty_state(&lang.t("pending-none"), &lang.t("pending-none-why"), None);
    let body = html! {
        (error_summary(lang, errors)) (table.empty(nothing))
        @if may_manage { (section("new", &lang.t("pending-new"), None, html! { (post) })) }
    };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

/// What the usual agreement does; the agreement of the ticket decides (R4.6).
fn clock_key(state: State) -> &'static str {
    if state == State::WaitingRequester { "pending-stops" } else { "pending-runs" }
}

fn standing(ctx: &Ctx, reason: &PendingReason, may_manage: bool) -> Markup {
    let lang = ctx.lang;
    let (verb, label) = if reason.archived_at.is_none() {
        ("archival", "pending-archive")
    } else {
        ("restoration", "pending-restore")
    };
    let action = format!("/pending-reasons/{}/{verb}", reason.id);
    html! {
        @if reason.archived_at.is_some() { (tag(Tone::Neutral, &lang.t("pending-archived"))) " " }
        @if may_manage { (action_button(&ctx.csrf, &action, Emphasis::Quiet, &lang.t(label), Some(&reason.name))) }
    }
}

/// Beside a ticket that is worked on: choose for what it waits, and read what that does to the clocks.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let ticket = &reading.thread.ticket;
    if !ctx.actor.may(Permission::TicketWork) || !rules::is_open(ticket.state) {
        return Ok(None);
    }
    let (lang, mut all) = (ctx.lang, store::all(&mut ctx.read().await?).await?);
    all.retain(|r| r.archived_at.is_none() && rules::path(ticket.state, r.transition()).is_some());
    if all.is_empty() {
        return Ok(None);
    }
    let choices = all.iter().map(|reason| Choice::new(reason.id.as_str(), told(lang, reason, reading)));
    let post = PostForm::new(format!("{}/wait", ticket.key.path()), &ctx.csrf);
    let post = post.hidden("version", ticket.version.to_string()).body(html! {
        (Field::select(lang, "pending", lang.t("pending-one"), choices))
        (Field::text(lang, "words", lang.t("pending-words")))
        (buttons(submit(Emphasis::Secondary, &lang.t("pending-do"))))
    });
    let body = html! {
        details { summary { (lang.t("pending-do")) } (post) p { (link("/pending-reasons", &lang.t("pending-title"))) } }
    };
    Ok(Some(section("wait", &lang.t("pending-wait"), None, body)))
}

/// The reason with what it does under the agreement of this ticket.
fn told(lang: Lang, reason: &PendingReason, reading: &Reading) -> String {
    let stops = reading.terms.stops(reason.state);
    format!("{} ({})", reason.name, lang.t(if stops { "pending-stops" } else { "pending-runs" }))
}
