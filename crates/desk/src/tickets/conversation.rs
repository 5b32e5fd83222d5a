//! A thread as one conversation, oldest first, and what of it a second writer has not seen.

use super::{Attachment, Change, ChangeKind, Message, MessageId, Stay, Thread, TicketKey, quotes};
use jiff::Timestamp;
use maud::{Markup, html};
use platform::{
    i18n::Lang,
    web::components::{self, Entry, Voice, paragraphs},
};

/// Every entry of a thread: the description, the messages, the states and the changes.
pub fn entries(lang: Lang, thread: &Thread) -> Vec<Entry> {
    since(lang, thread, 0)
}

/// The entries that came after a version of the ticket.
pub fn since(lang: Lang, thread: &Thread, version: i64) -> Vec<Entry> {
    let mut entries = vec![];
    if version == 0 {
        entries.push(description(lang, thread));
    }
    // The first stay is the reception itself.
    let stays = thread.stays.iter().enumerate().skip(1).filter(|(_, stay)| stay.version > version);
    entries.extend(stays.map(|(i, stay)| state(lang, i, stay)));
    let changes = thread.changes.iter().enumerate().filter(|(_, change)| change.version > version);
    entries.extend(changes.map(|(i, c)| change(lang, i, c)));
    let messages = thread.messages.iter().filter(|message| message.version > version);
    entries.extend(messages.map(|m| message(lang, thread, m)));
    // Stable: a message and the state it brought about keep their order.
    entries.sort_by_key(|entry| (entry.at, order(entry)));
    entries
}

fn order(entry: &Entry) -> u8 {
    u8::from(entry.voice == Voice::Event)
}

fn description(lang: Lang, thread: &Thread) -> Entry {
    let ticket = &thread.ticket;
    let text = if ticket.description.is_empty() { &ticket.title } else { &ticket.description };
    Entry {
        id: "description".to_owned(),
        voice: Voice::Requester,
        author: ticket.requester.name.clone(),
        channel: lang.t(ticket.channel.label_key()),
        at: ticket.received_at,
        body: folded(lang, text),
        attachments: files(thread, None),
    }
}

fn message(lang: Lang, thread: &Thread, message: &Message) -> Entry {
    let voice = match (message.is_internal, message.is_provider) {
        (true, _) => Voice::Internal,
        (false, true) => Voice::Provider,
        (false, false) => Voice::Requester,
    };
    Entry {
        id: format!("message-{}", message.id),
        voice,
        author: message.author.name.clone(),
        channel: String::new(),
        at: message.at,
        body: folded(lang, &message.body),
        attachments: files(thread, Some(&message.id)),
    }
}

/// The words, with what is quoted of earlier messages folded away.
fn folded(lang: Lang, text: &str) -> Markup {
    let (own, quoted) = quotes::split(text);
    html! {
        (paragraphs(own))
        @if !quoted.is_empty() {
            details.quoted { summary { (lang.t("desk-quoted")) } blockquote { (paragraphs(quoted)) } }
        }
    }
}

fn state(lang: Lang, i: usize, stay: &Stay) -> Entry {
    let body = html! {
        (lang.t(stay.state.label_key()))
        @if !stay.reason.is_empty() { ": " (stay.reason) }
    };
    event(format!("state-{i}"), &stay.actor.name, stay.from, body)
}

fn change(lang: Lang, i: usize, change: &Change) -> Entry {
    let none = |value: &str| match (change.kind, value) {
        (ChangeKind::Assignment, "") => lang.t("desk-nobody"),
        _ => value.to_owned(),
    };
    let body = html! {
        (lang.t(change.kind.label_key())) ": " (none(&change.before)) " → " (none(&change.after))
    };
    event(format!("change-{i}"), &change.actor.name, change.at, body)
}

fn event(id: String, author: &str, at: Timestamp, body: Markup) -> Entry {
    Entry {
        id,
        voice: Voice::Event,
        author: author.to_owned(),
        channel: String::new(),
        at,
        body,
        attachments: vec![],
    }
}

fn files(thread: &Thread, message: Option<&MessageId>) -> Vec<components::Attachment> {
    let own = thread.attachments.iter().filter(|file| file.message.as_ref() == message);
    own.map(|file| shown(&thread.ticket.key, file)).collect()
}

fn shown(key: &TicketKey, file: &Attachment) -> components::Attachment {
    let extension = file.name.rsplit_once('.').map_or("?", |(_, extension)| extension);
    components::Attachment {
        name: file.name.clone(),
        href: format!("{}/attachments/{}", key.path(), file.id),
        kind: extension.to_uppercase(),
        bytes: u64::try_from(file.size).unwrap_or(0),
    }
}
