//! How conversations look. The script shows what is said while it is said; without it, a page is loaded again.

use super::{Chat, HandForm, Line, OpenForm, Reading, State, actions::is_agent, path, store};
use crate::{
    teams,
    tickets::{self, Kind, conversation, listing, views::files_hint},
};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            self, Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, Voice,
            actions as buttons, empty_state, error_of, error_summary, link, link_button, notice, reference,
            section, submit, submit_with, tag, text, time,
        },
        page,
    },
};

/// What was typed and refused.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) body: String,
    pub(super) note: String,
    pub(super) hand: HandForm,
    pub(super) errors: Vec<FieldError>,
}

/// What waits for an agent.
pub(super) fn list_page(ctx: &Ctx, lines: &[Line]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("chat-title"), lang.t("desk-view-desk")).lead(text(lang.t("chat-lead")));
    let table = DataTable::new(lang.t("chat-title")).caption_hidden();
    let columns = ["chat-subject", "desk-requester", "chat-since", "chat-standing"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(lines.iter().map(|line| {
        let waited = ctx.now().duration_since(line.chat.opened_at).as_secs().max(0);
        [
            link(&line.chat.path(), &format!("{} {}", line.ticket.reference, line.ticket.title)),
            html! { (line.ticket.requester.name) ", " (line.ticket.beneficiary_name) },
            text(figures::duration(lang, waited / 60 * 60)),
            standing(lang, &line.chat),
        ]
    }));
    let nothing = empty_state(&lang.t("chat-none"), &lang.t("chat-none-why"), None);
    // Its own name: the script asks for it again when something happens.
    page(ctx, &head, html! { div #chat-list data-chats="/chats" { (table.empty(nothing)) } })
}

/// Where it stands, for agents.
fn standing(lang: Lang, chat: &Chat) -> Markup {
    let name = |named: &Option<tickets::Named>| named.as_ref().map(|named| named.name.clone());
    let whom = name(&chat.meant_for).or_else(|| chat.team.as_ref().map(|(_, name)| name.clone()));
    match (chat.state, whom) {
        (State::Waiting, Some(whom)) => tag(Tone::Warning, &lang.with("chat-waits-for", &[("name", whom)])),
        (State::Waiting, None) => tag(Tone::Warning, &lang.t(chat.state.label_key())),
        (State::Active, _) => {
            tag(Tone::Good, &lang.with("chat-with", &[("name", name(&chat.agent).unwrap_or_default())]))
        }
        _ => tag(Tone::Neutral, &lang.t(chat.state.label_key())),
    }
}

/// The page where one begins.
pub(super) fn new_page(
    ctx: &Ctx,
    form: &OpenForm,
    is_served: bool,
    own: Option<&Chat>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let kinds = [(Kind::Incident, "desk-ask-incident"), (Kind::Request, "desk-ask-request")];
    let kinds = kinds.map(|(kind, key)| Choice::new(kind.as_str(), lang.t(key)));
    let kind = if form.kind.is_empty() { Kind::Incident.as_str() } else { &form.kind };
    let post = PostForm::new("/chats", &ctx.csrf).upload().hidden("key", key).body(html! {
        (Field::radios(lang, "kind", lang.t("chat-kind"), kinds).value(kind))
        (Field::textarea(lang, "body", lang.t("chat-what")).rows(3).value(&form.body).max_length(2_000)
            .error(error_of(errors, "body")).required())
        (Field::file(lang, "files", lang.t("desk-ask-photo")).multiple().hint(files_hint(lang)).error(error_of(errors, "files")))
        (buttons(submit(Emphasis::Primary, &lang.t("chat-begin"))))
    });
    let head = Head::new(lang.t("chat-new"), lang.t("desk-view-desk"))
        .crumbs([Crumb::new(lang.t("desk-new-request"), "/requests/new")])
        .lead(text(lang.t("chat-new-lead")))
        .has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        @if let Some(own) = own { p { (link(&own.path(), &lang.t("chat-go-on"))) } }
        @if !is_served { (notice(Tone::Warning, &lang.t("chat-closed"), html! { p { (lang.t("chat-closed-why")) } })) }
        (post)
    };
    page(ctx, &head, body)
}

/// The conversation.
pub(super) async fn chat_page(ctx: &Ctx, reading: &Reading, typed: &Typed) -> Result<Markup> {
    let (lang, chat, ticket) = (ctx.lang, &reading.chat, &reading.thread.ticket);
    let crumb = if is_agent(ctx) {
        Crumb::new(lang.t("chat-title"), "/chats")
    } else {
        Crumb::new(lang.t("desk-requests"), "/requests")
    };
    let head = Head::new(lang.with("chat-of", &[("ticket", &ticket.reference)]), lang.t("desk-view-desk"))
        .crumbs([crumb])
        .lead(text(&ticket.title))
        .has_errors(!typed.errors.is_empty());
    let entries = conversation::entries(lang, &reading.thread);
    let said: Vec<_> = entries.into_iter().filter(|entry| entry.voice != Voice::Event).collect();
    let body = html! {
        div.chat data-chat=(chat.path()) data-ticket=(ticket.key.path()) data-failed=(lang.t("chat-failed")) {
            div #chat-errors { (error_summary(lang, &typed.errors)) }
            div #chat-said role="log" aria-label=(lang.t("chat-said")) { (components::conversation(lang, &lang.t("chat-said"), &said)) }
            div #chat-state role="status" data-standing=(mark(chat)) { (told(ctx, reading)) }
            div #chat-write data-standing=(mark(chat)) {
                @if writes(ctx, chat) { (write(ctx, chat, typed)) } @else { (unsent(lang, &typed.body)) }
            }
            div #chat-acts data-standing=(mark(chat)) { @if chat.is_open() { (acts(ctx, chat, typed).await?) } }
        }
    };
    Ok(page(ctx, &head, body))
}

/// Changes when the forms and buttons do.
fn mark(chat: &Chat) -> String {
    format!("{}-{}", chat.state.as_str(), chat.version)
}

/// Whether the reader writes to the other side now.
fn writes(ctx: &Ctx, chat: &Chat) -> bool {
    let is_mine = chat.agent.as_ref().is_some_and(|agent| agent.id == ctx.actor.person);
    chat.is_open() && (!is_agent(ctx) || is_mine)
}

/// Where it stands, in a sentence for whoever reads.
fn told(ctx: &Ctx, reading: &Reading) -> Markup {
    let (lang, chat, ticket) = (ctx.lang, &reading.chat, &reading.thread.ticket);
    let to_ticket =
        || html! { p { (lang.t("chat-ticket")) " " (reference(&ticket.key.path(), &ticket.reference)) } };
    if is_agent(ctx) {
        return html! { p { (standing(lang, chat)) } (to_ticket()) };
    }
    let minutes = ((chat.wait_until.duration_since(chat.opened_at).as_secs() + 59) / 60).max(1);
    match chat.state {
        State::Waiting => html! {
            p { strong { (lang.t("chat-wait-title")) } " " (lang.with("chat-wait", &[("minutes", minutes)])) }
            p.no-script { (link(&path(&chat.key), &lang.t("chat-reload"))) }
        },
        State::Active => {
            let agent = chat.agent.as_ref().map_or("", |agent| agent.name.as_str());
            html! {
                p { strong { (lang.with("chat-with", &[("name", agent)])) } }
                p.no-script { (link(&path(&chat.key), &lang.t("chat-reload"))) }
            }
        }
        State::Ended => {
            notice(Tone::Info, &lang.t("chat-over"), html! { p { (lang.t("chat-over-why")) } (to_ticket()) })
        }
        State::Unanswered => {
            let key = if chat.came_outside_hours() { "chat-closed-told" } else { "chat-nobody-told" };
            notice(
                Tone::Warning,
                &lang.t("chat-unanswered-title"),
                html! { p { (lang.t(key)) } (to_ticket()) },
            )
        }
    }
}

/// What was typed and could not be said any more, so that it can be taken elsewhere.
fn unsent(lang: Lang, body: &str) -> Markup {
    html! { @if !body.is_empty() { p { (lang.t("chat-unsent")) } blockquote { (components::paragraphs(body)) } } }
}

fn write(ctx: &Ctx, chat: &Chat, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let key: String = ctx.id();
    let post = PostForm::new(format!("{}/messages", chat.path()), &ctx.csrf).upload().hidden("key", key);
    let post = post.label(lang.t("chat-message")).body(html! {
        (Field::textarea(lang, "body", lang.t("chat-message")).rows(3).value(&typed.body).max_length(2_000).key("r")
            .hint(lang.t("chat-message-hint")).error(error_of(&typed.errors, "body")).required())
        details.more {
            summary { (components::Icon::Paperclip) " " (lang.t("desk-files")) }
            (Field::file(lang, "files", lang.t("desk-files")).multiple().hint(files_hint(lang)).error(error_of(&typed.errors, "files")))
        }
        (buttons(html! { button."button primary" type="submit" data-send="plain" { (lang.t("chat-send")) } }))
    });
    html! { div."compose public" { (post) } }
}

/// What else may be done.
async fn acts(ctx: &Ctx, chat: &Chat, typed: &Typed) -> Result<Markup> {
    let lang = ctx.lang;
    let is_mine = chat.agent.as_ref().is_some_and(|agent| agent.id == ctx.actor.person);
    let ends = PostForm::new(format!("{}/end", chat.path()), &ctx.csrf).body(html! {
        @if is_mine {
            (submit_with(Emphasis::Secondary, &lang.t("chat-end-resolved"), "resolved", "on")) " "
            (submit_with(Emphasis::Secondary, &lang.t("chat-end-goes-on"), "resolved", ""))
        } @else { (submit(Emphasis::Secondary, &lang.t("chat-end"))) }
    });
    if !is_agent(ctx) {
        return Ok(ends.render());
    }
    let take = PostForm::new(format!("{}/taking", chat.path()), &ctx.csrf)
        .hidden("version", chat.version.to_string());
    let take = take.body(html! {
        button."button primary" type="submit" data-key="m" { (lang.t("chat-take")) " " kbd aria-hidden="true" { "M" } }
    });
    Ok(html! {
        div.actions { @if is_mine { (ends) } @else { (take) } }
        (note(ctx, chat, typed))
        (hand_over(ctx, chat, typed).await?)
    })
}

/// A word among agents.
fn note(ctx: &Ctx, chat: &Chat, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let key: String = ctx.id();
    let error = error_of(&typed.errors, "note");
    let post = PostForm::new(format!("{}/messages", chat.path()), &ctx.csrf).upload();
    let post = post.hidden("internal", "on").hidden("key", key).body(html! {
        (Field::textarea(lang, "body", lang.t("chat-word")).id_as("field-note").rows(2).value(&typed.note).max_length(2_000)
            .hint(lang.t("desk-note-hint")).error(error))
        (buttons(html! { button.button type="submit" data-send="plain" { (lang.t("desk-note-add")) } }))
    });
    html! {
        details.compose.internal open[error.is_some()] { summary { h2 { (lang.t("chat-word")) } } (post) }
    }
}

async fn hand_over(ctx: &Ctx, chat: &Chat, typed: &Typed) -> Result<Markup> {
    let (lang, hand, errors) = (ctx.lang, &typed.hand, &typed.errors);
    let workers = listing::workers(ctx).await?;
    let teams = teams::store::active(&mut ctx.read().await?).await?;
    let none = |key: &str| std::iter::once(Choice::new("", lang.t(key)));
    let others = workers.iter().filter(|person| ctx.actor.person.as_ref() != Some(&person.id));
    let others = none("chat-no-agent").chain(others.map(|p| Choice::new(p.id.as_str(), &p.name)));
    let teams = none("chat-no-team").chain(teams.iter().map(|t| Choice::new(t.id.as_str(), &t.name)));
    let post = PostForm::new(format!("{}/hand-over", chat.path()), &ctx.csrf);
    let post = post.hidden("version", chat.version.to_string()).body(html! {
        (Field::select(lang, "agent", lang.t("chat-to-agent"), others).value(&hand.agent).error(error_of(errors, "agent")))
        (Field::select(lang, "team", lang.t("chat-to-team"), teams).value(&hand.team).error(error_of(errors, "team")))
        (Field::textarea(lang, "word", lang.t("chat-hand-word")).rows(2).value(&hand.word).max_length(2_000)
            .hint(lang.t("desk-note-hint")).error(error_of(errors, "word")).required())
        (buttons(html! { button.button type="submit" data-send="plain" { (lang.t("chat-hand")) } }))
    });
    let is_refused = ["agent", "team", "word"].iter().any(|field| error_of(errors, field).is_some());
    Ok(html! { details.compose open[is_refused] { summary { h2 { (lang.t("chat-hand")) } } (post) } })
}

/// On a ticket: the conversation that is not over.
pub(crate) async fn panel(ctx: &Ctx, reading: &tickets::actions::Reading) -> Result<Option<Markup>> {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    if ticket.channel != tickets::Channel::Chat {
        return Ok(None);
    }
    let is_for =
        |chat: &Chat| chat.is_open() && (is_agent(ctx) || ctx.actor.person.as_ref() == Some(&chat.person));
    let chat = store::find(&mut ctx.read().await?, &ticket.key).await?.filter(is_for);
    Ok(chat.map(|chat| {
        let body = html! {
            p { (standing(lang, &chat)) " " (lang.t("chat-since")) " " (time(lang, chat.opened_at)) }
            p { (link_button(Emphasis::Secondary, &chat.path(), &lang.t("chat-go-on"))) }
        };
        section("chat", &lang.t("chat-one"), None, body)
    }))
}
