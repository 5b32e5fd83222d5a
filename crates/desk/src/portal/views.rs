//! How the portal looks.

use super::{AskForm, Followed, Portal, Proposed};
use crate::{
    announcements::{self, Shown},
    approvals::{StepState, views::said},
    knowledge, maintenance,
    tickets::{Kind, State, Transition, views::files_hint},
};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions,
            empty_state, error_of, error_summary, link, link_button, notice, pagination, submit, text, time,
        },
        page,
    },
};

/// The page of the doors.
pub(super) fn doors_page(ctx: &Ctx, portal: &Portal) -> Markup {
    let head = Head::new(ctx.lang.t("desk-new-request"), ctx.lang.t("desk-view-desk"));
    let head = head.crumbs([Crumb::new(ctx.lang.t("desk-requests"), "/requests")]);
    page(ctx, &head, doors(ctx, portal))
}

/// What is known, what waits for the reader, then the three doors.
pub fn doors(ctx: &Ctx, portal: &Portal) -> Markup {
    let lang = ctx.lang;
    html! {
        (announcements::views::notices(ctx, &portal.announcements))
        @if portal.approvals > 0 {
            (notice(Tone::Warning, &lang.with("portal-approvals", &[("count", portal.approvals)]), html! {
                p { (link("/approvals", &lang.t("portal-approvals-see"))) }
            }))
        }
        div.doors {
            (door("broken", &lang.t("desk-ask-incident"), broken(ctx)))
            (door("need", &lang.t("desk-ask-request"), need(lang, portal)))
            (door("where", &lang.t("portal-where"), whereabouts(ctx, &portal.followed)))
        }
        (maintenance::views::ahead(ctx, &portal.maintenance))
    }
}

fn door(name: &str, title: &str, body: Markup) -> Markup {
    html! { section.door aria-labelledby={ "door-" (name) } { h2 id={ "door-" (name) } { (title) } (body) } }
}

/// One box, and a photo.
fn broken(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let key: String = ctx.id();
    let fields = html! {
        (Field::textarea(lang, "description", lang.t("desk-ask-what")).rows(3).hint(lang.t("desk-ask-what-hint")).required())
        (knowledge::views::place(lang, "field-description", &[], true))
        (Field::file(lang, "files", lang.t("portal-photo")).accept("image/*").capture())
        (actions(html! { (submit(Emphasis::Primary, &lang.t("desk-ask-send"))) (look(lang)) }))
    };
    let form = PostForm::new("/requests", &ctx.csrf).upload().label(lang.t("desk-ask-incident"));
    html! {
        (form.hidden("kind", Kind::Incident.as_str()).hidden("key", key).body(fields))
        p { (link("/requests/new?kind=incident", &lang.t("portal-more"))) }
        p { (link("/chats/new", &lang.t("chat-door"))) }
    }
}

/// The forms offered today, then one's own words.
fn need(lang: Lang, portal: &Portal) -> Markup {
    html! {
        @if !portal.offered.is_empty() {
            ul.offers {
                @for form in &portal.offered {
                    li { (link(&format!("/requests/forms/{}", form.code), form.document.name.of(lang))) }
                }
            }
        }
        p { (link("/requests/new?kind=request", &lang.t("portal-other"))) }
        p { (link("/catalogue", &lang.t("portal-catalogue"))) }
        p { (link("/knowledge", &lang.t("knowledge-title"))) }
    }
}

/// Where each request stands, in plain words, and what its requester may do at once.
fn whereabouts(ctx: &Ctx, followed: &[Followed]) -> Markup {
    let lang = ctx.lang;
    html! {
        @if followed.is_empty() { p { (lang.t("portal-nothing")) } } @else {
            ul.followed { @for one in followed { li {
                (link(&one.ticket.key.path(), &format!("{} {}", one.ticket.reference, one.ticket.title)))
                p { (standing(ctx, one)) }
                (next(ctx, one))
            } } }
        }
        p { (link("/requests", &lang.t("portal-all"))) }
    }
}

/// Where a request stands, with the date of the next promise.
fn standing(ctx: &Ctx, one: &Followed) -> String {
    let lang = ctx.lang;
    let plain = match &one.step {
        Some(step) if step.state == StepState::Refused => {
            lang.with("portal-refused", &[("step", said(lang, &step.title))])
        }
        Some(step) => lang.with("portal-awaits", &[("step", said(lang, &step.title))]),
        None => lang.t(plain_words(one.ticket.state)),
    };
    // While somebody else has to agree, the desk promises nothing.
    let key = |at| if at < ctx.now() { "portal-late" } else { "portal-expected" };
    match one.ticket.due.filter(|_| one.step.is_none()) {
        Some((_, at)) => {
            format!("{plain}. {}", lang.with(key(at), &[("instant", figures::instant(lang, at))]))
        }
        None => format!("{plain}."),
    }
}

/// Answering in one click; saying yes or no to what is resolved.
fn next(ctx: &Ctx, one: &Followed) -> Markup {
    let (lang, ticket) = (ctx.lang, &one.ticket);
    let path = ticket.key.path();
    html! {
        @if ticket.state == State::WaitingRequester {
            (actions(link_button(Emphasis::Secondary, &format!("{path}#field-body"), &lang.t("portal-answer"))))
        }
        @if ticket.state == State::Resolved {
            (actions(html! {
                (PostForm::new(format!("{path}/state"), &ctx.csrf)
                    .hidden("version", ticket.version.to_string())
                    .hidden("transition", Transition::Close.as_str())
                    .body(html! { button.button type="submit" {
                        (lang.t("desk-solved-yes")) span.visually-hidden { " " (ticket.reference) }
                    } }))
                (link_button(Emphasis::Secondary, &format!("{path}#field-reason"), &lang.t("desk-solved-no")))
            }))
        }
    }
}

/// The free form: three questions at most, one of them required.
pub(super) fn form_page(
    ctx: &Ctx,
    form: &AskForm,
    proposed: &Proposed,
    known: &[Shown],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let is_request = form.kind == Kind::Request.as_str();
    let (title, what, hint) = if is_request {
        ("desk-ask-request", "portal-what-needed", "portal-what-needed-hint")
    } else {
        ("desk-ask-incident", "desk-ask-what", "desk-ask-what-hint")
    };
    let fields = html! {
        (Field::textarea(lang, "description", lang.t(what)).value(&form.description)
            .hint(lang.t(hint)).error(error_of(errors, "description")).required())
        (knowledge::views::place(lang, "field-description", &proposed.found, true))
        @if is_request { (topic(lang, form, proposed)) } @else { (place(lang, form, proposed, errors)) }
        (photo(lang, errors))
        (actions(html! { (submit(Emphasis::Primary, &lang.t("desk-ask-send"))) (look(lang)) }))
    };
    let kind = if is_request { Kind::Request } else { Kind::Incident };
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = PostForm::new("/requests", &ctx.csrf).upload();
    let post = post.hidden("kind", kind.as_str()).hidden("key", key).body(fields);
    let head = Head::new(lang.t(title), lang.t("desk-view-desk"))
        .crumbs([Crumb::new(lang.t("desk-new-request"), "/requests/new")])
        .has_errors(!errors.is_empty());
    let known = announcements::views::notices(ctx, known);
    page(ctx, &head, html! { (error_summary(lang, errors)) (known) (post) })
}

/// Looks for articles that answer what is typed, before anything is asked.
fn look(lang: Lang) -> Markup {
    html! { button.button type="submit" formaction="/requests/answers" { (lang.t("knowledge-look")) } }
}

/// Said when no article answers; what was typed stays.
pub(super) fn no_answer(lang: Lang) -> FieldError {
    FieldError { field: "description".to_owned(), message: lang.t("knowledge-no-answer-ask") }
}

fn topic(lang: Lang, form: &AskForm, proposed: &Proposed) -> Markup {
    let unknown = std::iter::once(Choice::new("", lang.t("portal-topic-unknown")));
    let topics = unknown.chain(proposed.topics.iter().map(|(code, words)| Choice::new(code, words)));
    html! { @if !proposed.topics.is_empty() {
        (Field::select(lang, "line", lang.t("portal-topic"), topics).value(&form.line).hint(lang.t("portal-topic-hint")))
    } }
}

fn place(lang: Lang, form: &AskForm, proposed: &Proposed, errors: &[FieldError]) -> Markup {
    let anywhere = std::iter::once(Choice::new("", lang.t("portal-anywhere")));
    let sites = anywhere.chain(proposed.sites.iter().map(|site| Choice::new(site.id.as_str(), &site.name)));
    html! { @if !proposed.sites.is_empty() {
        (Field::select(lang, "site", lang.t("portal-place"), sites).value(&form.site).error(error_of(errors, "site")))
    } }
}

/// A photo taken at once with a phone, or a file.
fn photo(lang: Lang, errors: &[FieldError]) -> Markup {
    html! {
        (Field::file(lang, "files", lang.t("desk-ask-photo")).multiple().accept("image/*,.pdf")
            .hint(files_hint(lang)).error(error_of(errors, "files")))
        (Field::file(lang, "photo", lang.t("portal-photo-now")).accept("image/*").capture())
    }
}

/// Every request of one's own: what was asked, where it stands, what is expected from the reader.
pub(super) fn list_page(ctx: &Ctx, followed: &[Followed], next_page: Option<&str>, waiting: i64) -> Markup {
    let lang = ctx.lang;
    let ask = || link_button(Emphasis::Primary, "/requests/new", &lang.t("desk-new-request"));
    let head = Head::new(lang.t("desk-requests"), lang.t("desk-view-desk")).actions(ask());
    let columns = ["desk-request", "desk-where", "desk-received", "portal-next"];
    let table = DataTable::new(lang.t("desk-requests")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(followed.iter().map(|one| {
        [
            link(&one.ticket.key.path(), &format!("{} {}", one.ticket.reference, one.ticket.title)),
            text(standing(ctx, one)),
            time(lang, one.ticket.received_at),
            next(ctx, one),
        ]
    }));
    let body = html! {
        @if waiting > 0 {
            (notice(Tone::Warning, &lang.with("desk-waiting-for-you", &[("count", waiting)]), html! {}))
        }
        (table.empty(empty_state(&lang.t("desk-no-request"), &lang.t("desk-no-request-why"), Some(ask()))))
        (pagination(lang, &lang.t("desk-requests"), None, next_page, None))
    };
    page(ctx, &head, body)
}

fn plain_words(state: State) -> &'static str {
    match state {
        State::New => "desk-plain-new",
        State::InProgress => "desk-plain-in-progress",
        State::WaitingRequester => "desk-plain-waiting-requester",
        State::WaitingVendor => "desk-plain-waiting-vendor",
        State::Resolved => "desk-plain-resolved",
        State::Closed => "desk-plain-closed",
    }
}
