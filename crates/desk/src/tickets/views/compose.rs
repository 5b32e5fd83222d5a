//! Where one writes: to the other side, or to one's colleagues. Colour, words and a drawing tell them apart.

use super::super::{State, Ticket, Transition, actions::is_provider, rules};
use super::{Beside, Typed};
use crate::time_spent;
use kernel::Permission;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::components::{Field, Icon, PostForm, Tone, actions, error_of, tag_with},
};

/// The forms that the reader may use now.
pub(super) fn forms(ctx: &Ctx, ticket: &Ticket, beside: &Beside, typed: &Typed) -> Markup {
    let may_work = ctx.actor.may(Permission::TicketWork);
    let may_say = may_work || !is_provider(&ctx.actor);
    html! {
        @if may_say && ticket.state != State::Closed { (answer(ctx, ticket, &beside.canned, typed)) }
        @if may_work { (note(ctx, ticket, typed)) }
    }
}

fn answer(ctx: &Ctx, ticket: &Ticket, canned: &Markup, typed: &Typed) -> Markup {
    let (lang, provider) = (ctx.lang, is_provider(&ctx.actor));
    let title = lang.t(if provider { "desk-answer" } else { "desk-message" });
    let whom = lang.with("desk-answer-seen-by", &[("name", &ticket.requester.name)]);
    let fields = html! {
        (Field::textarea(lang, "body", title.as_str()).value(&typed.body).key("r")
            .error(error_of(&typed.errors, "body")).required())
        (canned)
        (files(lang, "files", error_of(&typed.errors, "files")))
        (time_spent::views::in_answer(ctx, &typed.minutes, error_of(&typed.errors, "minutes")))
        (actions(html! { (sends(ctx, ticket)) (draft(ctx, ticket, "answer")) }))
        (draft_state(lang, typed, &typed.body))
    };
    let form =
        PostForm::new(format!("{}/messages", ticket.key.path()), &ctx.csrf).upload().label(title.as_str());
    let key: String = ctx.id();
    let form = form.hidden("version", ticket.version.to_string()).hidden("key", key).body(fields);
    // Who answers all day may take an answer back for ten seconds.
    let form = if provider { form.hidden("undo", "on") } else { form };
    html! {
        section.compose.public aria-labelledby="answer" {
            div.compose-head {
                h2 #answer { (title) }
                @if provider { (tag_with(Tone::Info, Icon::Mail, &whom)) }
            }
            (form.render())
        }
    }
}

/// One button sends and leaves the state; the others also say what comes next.
fn sends(ctx: &Ctx, ticket: &Ticket) -> Markup {
    let lang = ctx.lang;
    if !is_provider(&ctx.actor) {
        return html! { button."button primary" type="submit" data-send="plain" { (lang.t("desk-message-send")) } };
    }
    let then = [
        (Transition::WaitRequester, "desk-answer-wait", Some("wait")),
        (Transition::WaitVendor, "desk-answer-vendor", None),
        (Transition::Resolve, "desk-answer-resolve", None),
    ];
    let then = then.into_iter().filter(|(t, ..)| rules::path(ticket.state, *t).is_some());
    html! {
        button."button primary" type="submit" name="then" value="none" data-send="plain" {
            (lang.with("desk-answer-send", &[("name", &ticket.requester.name)]))
        }
        @for (transition, key, send) in then {
            button.button type="submit" name="then" value=(transition.as_str()) data-send=[send] { (lang.t(key)) }
        }
    }
}

/// Keeps what is written without sending it.
fn draft(ctx: &Ctx, ticket: &Ticket, kind: &str) -> Markup {
    let action = format!("{}/drafts/{kind}", ticket.key.path());
    html! { button.quiet type="submit" formaction=(action) data-draft { (ctx.lang.t("drafts-save")) } }
}

/// Whether it is kept, said to those who listen too.
fn draft_state(lang: Lang, typed: &Typed, body: &str) -> Markup {
    let kept = typed.kept_at.filter(|_| !body.is_empty()).map(|at| figures::instant(lang, at));
    html! {
        p."hint draft-state" role="status" data-kept=(lang.t("drafts-kept")) data-failed=(lang.t("drafts-failed")) {
            @if let Some(instant) = kept { (lang.with("drafts-kept-at", &[("instant", instant)])) }
        }
    }
}

/// Limits of joined files, in words.
pub(crate) fn files_hint(lang: Lang) -> String {
    let limits = [("count", rules::FILES), ("size", rules::FILE_BYTES >> 20)];
    lang.with("desk-files-hint", &limits)
}

fn files(lang: Lang, name: &str, error: Option<&str>) -> Markup {
    html! {
        details.more open[error.is_some()] {
            summary { (Icon::Paperclip) " " (lang.t("desk-files")) }
            (Field::file(lang, name, lang.t("desk-files")).multiple().hint(files_hint(lang)).error(error))
        }
    }
}

fn note(ctx: &Ctx, ticket: &Ticket, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let error = error_of(&typed.errors, "note");
    let fields = html! {
        (Field::textarea(lang, "note", lang.t("desk-note")).rows(3).value(&typed.note).key("n")
            .hint(lang.t("desk-note-hint")).error(error))
        (files(lang, "note_files", None))
        (actions(html! { button.button type="submit" data-send="plain" { (lang.t("desk-note-add")) } (draft(ctx, ticket, "note")) }))
        (draft_state(lang, typed, &typed.note))
    };
    let key: String = ctx.id();
    let form = PostForm::new(format!("{}/notes", ticket.key.path()), &ctx.csrf).upload();
    html! {
        details.compose.internal open[error.is_some() || !typed.note.is_empty()] {
            summary { h2 { (Icon::Lock) " " (lang.t("desk-note-title")) } span.hint { (lang.t("desk-note-hint")) } }
            (form.hidden("key", key).body(fields).render())
        }
    }
}
