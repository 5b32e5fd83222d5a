//! Tickets as they can be found: the ticket itself, each message, each note and each joined file that holds words.

use super::{FileWords, Former, Message, Thread, Ticket, TicketId, TicketKey, store};
use kernel::id::PersonId;
use platform::{
    Result,
    db::Tx,
    search::{Document, Kind},
};

/// The documents of a ticket, by the system's own eyes; none when it does not exist.
pub async fn documents(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Document>> {
    let reader = store::Reader::of(&kernel::Actor::system("search"));
    let Some(thread) = store::thread(tx, &reader, key).await? else { return Ok(vec![]) };
    let mut documents = vec![ticket(&thread)];
    documents.extend(thread.messages.iter().map(|said| message(&thread, said)));
    let files = store::files::words(tx, key).await?;
    documents.extend(files.iter().map(|joined| file(&thread, joined)));
    Ok(documents)
}

/// Keys of tickets of every beneficiary in scope, in order, after one already given.
pub async fn keys(tx: &mut Tx, after: Option<&TicketKey>, limit: i64) -> Result<Vec<TicketKey>> {
    Ok(store::keys(tx, after, limit).await?)
}

fn ticket(thread: &Thread) -> Document {
    let ticket = &thread.ticket;
    let site = ticket.site.as_ref().map_or("", |(_, name)| name.as_str());
    let former = ticket.former.as_ref().map(Former::reference).unwrap_or_default();
    Document {
        organisation: ticket.key.beneficiary.clone(),
        kind: Kind::Ticket,
        id: ticket.key.id.to_string(),
        at: ticket.received_at,
        title: title(thread),
        body: ticket.description.clone(),
        also: [ticket.requester.name.as_str(), site, &former].join("\n"),
        references: references(ticket),
        path: ticket.key.path(),
        readers: readers(thread),
        is_internal: false,
    }
}

/// Its own number, and the one it had in another tool, alone and with the tool's name.
fn references(ticket: &Ticket) -> Vec<String> {
    let mut references = vec![ticket.reference.clone()];
    if let Some(former) = &ticket.former {
        references.extend([former.number.clone(), format!("{}-{}", former.source, former.number)]);
    }
    references
}

fn message(thread: &Thread, message: &Message) -> Document {
    Document {
        organisation: thread.ticket.key.beneficiary.clone(),
        kind: if message.is_internal { Kind::Note } else { Kind::Message },
        id: message.id.to_string(),
        at: message.at,
        title: title(thread),
        body: message.body.clone(),
        also: message.author.name.clone(),
        references: vec![],
        path: format!("{}#message-{}", thread.ticket.key.path(), message.id),
        readers: readers(thread),
        is_internal: message.is_internal,
    }
}

/// A joined file, shown where the ticket shows it.
fn file(thread: &Thread, file: &FileWords) -> Document {
    let said = thread.messages.iter().find(|message| Some(&message.id) == file.message.as_ref());
    let place = said.map(|message| format!("#message-{}", message.id)).unwrap_or_default();
    Document {
        organisation: thread.ticket.key.beneficiary.clone(),
        kind: Kind::Attachment,
        id: file.id.to_string(),
        at: file.at,
        title: format!("{} {}", thread.ticket.reference, file.name),
        body: file.words.clone(),
        also: said.map_or(&thread.ticket.requester.name, |message| &message.author.name).clone(),
        references: vec![],
        path: format!("{}{place}", thread.ticket.key.path()),
        readers: readers(thread),
        is_internal: said.is_some_and(|message| message.is_internal),
    }
}

fn title(thread: &Thread) -> String {
    format!("{} {}", thread.ticket.reference, thread.ticket.title)
}

/// Those who see the ticket without seeing every one: see [`store::Reader`].
fn readers(thread: &Thread) -> Vec<PersonId> {
    let ticket = &thread.ticket;
    let named = [Some(&ticket.requester), Some(&ticket.created_by), ticket.assignee.as_ref()];
    let mut readers: Vec<PersonId> = named.into_iter().flatten().filter_map(|one| one.id.clone()).collect();
    readers.sort();
    readers.dedup();
    readers
}

/// The key in an entry of the audit log about a ticket.
pub fn key_of(beneficiary: &kernel::id::BeneficiaryId, id: &str) -> TicketKey {
    TicketKey { beneficiary: beneficiary.clone(), id: TicketId::from(id) }
}
