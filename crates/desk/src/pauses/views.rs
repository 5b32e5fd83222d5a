//! How pauses look: a part of the page "why this deadline", the same for both sides, and the agents' own page.

use super::{Pause, PauseForm, rules};
use crate::tickets::{
    State, TicketKey,
    actions::{self as tickets, Reading},
};
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            error_of, error_summary, section, submit, tag, text, time,
        },
        page,
    },
};

/// The pauses as the page "why this deadline" tells them, the same for both sides; nothing when there is none.
pub(crate) fn told(lang: Lang, reading: &Reading) -> Markup {
    html! {
        @if !reading.thread.pauses.is_empty() {
            (section("pauses", &lang.t("pause-title"), None, html! {
                p { (lang.t("pause-lead")) } (table(lang, reading, None))
            }))
        }
    }
}

/// The page where agents record pauses and cancel them.
pub(super) async fn pauses_page(
    ctx: &Ctx,
    key: &TicketKey,
    typed: &PauseForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, reading) = (ctx.lang, tickets::read(ctx, key).await?);
    let ticket = &reading.thread.ticket;
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let why = Crumb::new(lang.t("desk-view-deadlines"), format!("{}/deadlines", key.path()));
    let head = Head::new(lang.t("pause-title"), lang.t("desk-view-deadlines")).crumbs([crumb, why]);
    let head = head.lead(text(lang.t("pause-lead"))).has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        @if reading.thread.pauses.is_empty() { p { (lang.t("pause-none")) } } @else { (table(lang, &reading, Some(ctx))) }
        (section("add", &lang.t("pause-add"), None, form(ctx, &reading, typed, errors)))
    };
    Ok(page(ctx, &head, body))
}

/// `agent` is who may cancel them, on the agents' own page.
fn table(lang: Lang, reading: &Reading, agent: Option<&Ctx>) -> Markup {
    let table = DataTable::new(lang.t("pause-title")).caption_hidden();
    let columns = ["pause-from", "pause-to", "pause-state", "pause-reason", "pause-recorded", "pause-counts"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(reading.thread.pauses.iter().map(|pause| {
        vec![
            time(lang, pause.interval.from()),
            time(lang, pause.interval.to()),
            text(lang.t(pause.state.label_key())),
            text(&pause.reason),
            html! { (pause.recorded_by_name) ", " (time(lang, pause.recorded_at)) },
            counts(lang, reading, pause, agent),
        ]
    }));
    html! { (table) }
}

fn counts(lang: Lang, reading: &Reading, pause: &Pause, agent: Option<&Ctx>) -> Markup {
    let ticket = &reading.thread.ticket;
    html! {
        @if let Some((at, by)) = &pause.cancelled {
            (tag(Tone::Neutral, &lang.t("pause-cancelled"))) " " (by) ", " (time(lang, *at))
        } @else {
            @if rules::stops(pause, &reading.terms) { (tag(Tone::Info, &lang.t("pause-stops"))) }
            @else { (tag(Tone::Neutral, &lang.t("pause-beside"))) }
            @if let Some(ctx) = agent {
                @let action = format!("{}/pauses/{}/cancellation", ticket.key.path(), pause.id);
                @let post = PostForm::new(action, &ctx.csrf).hidden("version", ticket.version.to_string());
                (post.body(html! { button.quiet type="submit" {
                    (lang.t("pause-cancel")) span.visually-hidden { " " (time(lang, pause.interval.from())) }
                } }))
            }
        }
    }
}

fn form(ctx: &Ctx, reading: &Reading, typed: &PauseForm, errors: &[FieldError]) -> Markup {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let states = [State::WaitingRequester, State::WaitingVendor];
    let states = states.map(|state| Choice::new(state.as_str(), lang.t(state.label_key())));
    let state = if typed.state.is_empty() { State::WaitingRequester.as_str() } else { &typed.state };
    let post = PostForm::new(format!("{}/pauses", ticket.key.path()), &ctx.csrf).label(lang.t("pause-add"));
    let post = post.hidden("version", ticket.version.to_string()).body(html! {
        (Field::date_time(lang, "from", lang.t("pause-from")).value(&typed.from).error(error_of(errors, "from")).required())
        (Field::date_time(lang, "to", lang.t("pause-to")).value(&typed.to).error(error_of(errors, "to")).required())
        (Field::select(lang, "state", lang.t("pause-state"), states).value(state).error(error_of(errors, "state")))
        (Field::text(lang, "reason", lang.t("pause-reason")).value(&typed.reason).hint(lang.t("pause-reason-hint"))
            .error(error_of(errors, "reason")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("pause-add"))))
    });
    html! { (post) }
}
