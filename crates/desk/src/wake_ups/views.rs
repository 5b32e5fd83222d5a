//! How reminders look.

use super::{Reminder, ReminderForm, actions, store};
use crate::tickets::{
    TicketKey,
    actions::{self as tickets, Reading},
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    web::{
        components::{
            Crumb, Emphasis, Field, FieldError, Head, PostForm, actions as buttons, error_of, error_summary,
            link, section, submit, text, time,
        },
        page,
    },
};

/// One's own reminders of a ticket, for those who work on it.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let Some(person) = ctx.actor.person.clone().filter(|_| ctx.actor.may(Permission::TicketWork)) else {
        return Ok(None);
    };
    let own = store::own(&mut ctx.read().await?, key, &person).await?;
    let body = html! {
        (list(ctx, &own))
        p { (link(&format!("{}/reminders", key.path()), &lang.t("reminder-add"))) }
    };
    Ok(Some(section("reminders", &lang.t("reminder-title"), None, body)))
}

fn list(ctx: &Ctx, own: &[Reminder]) -> Markup {
    let lang = ctx.lang;
    html! {
        @if own.is_empty() { p { (lang.t("reminder-none")) } }
        ul { @for one in own { li {
            (time(lang, one.at)) @if !one.note.is_empty() { ": " (one.note) }
            @let action = format!("{}/reminders/{}/removal", one.ticket.path(), one.id);
            (PostForm::new(action, &ctx.csrf).body(html! { button.quiet type="submit" {
                (lang.t("reminder-remove")) span.visually-hidden { " " (time(lang, one.at)) }
            } }))
        } } }
    }
}

/// The page of one's own reminders of a ticket.
pub(super) async fn reminders_page(
    ctx: &Ctx,
    key: &TicketKey,
    typed: &ReminderForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, own) = (ctx.lang, actions::list(ctx, key).await?);
    let ticket = tickets::read(ctx, key).await?.thread.ticket;
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let head =
        Head::new(lang.with("reminder-of", &[("ticket", &ticket.reference)]), lang.t("desk-view-ticket"));
    let head = head.crumbs([crumb]).lead(text(lang.t("reminder-lead"))).has_errors(!errors.is_empty());
    let post = PostForm::new(format!("{}/reminders", key.path()), &ctx.csrf).label(lang.t("reminder-add"));
    let post = post.body(html! {
        (Field::date_time(lang, "at", lang.t("reminder-at")).value(&typed.at).error(error_of(errors, "at")).required())
        (Field::text(lang, "note", lang.t("reminder-note")).value(&typed.note).error(error_of(errors, "note")))
        (buttons(submit(Emphasis::Primary, &lang.t("reminder-add"))))
    });
    Ok(page(ctx, &head, html! { (error_summary(lang, errors)) (list(ctx, &own)) (post) }))
}
