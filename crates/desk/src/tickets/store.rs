//! Tickets in the database: one ticket with its thread, and what is added to it. Lists are in [`lists`].

pub mod files;
pub mod lists;
mod past;
mod write;

pub use lists::{Cursor, Filter, Measure, Order, agents_page, measures, recent, requests_page, waiting};
pub use past::taken_over;
pub(super) use past::{delete_past, is_untouched, mark_past};
pub(crate) use write::save;
pub(crate) use write::{add_attachment, add_change, add_message, said};
pub(super) use write::{add_stay, by_key, insert};

use super::{
    Attachment, Change, Channel, ClockKind, Former, Impact, Kind, Linked, Message, Named, State, Stay,
    Thread, Ticket, TicketId, TicketKey, Urgency,
};
use jiff::Timestamp;
use kernel::{Actor, Permission, Side};
use platform::db::{FromRow, Result, Row, Tx, query};

/// Stands for "nothing is promised": later than every promise, so that the index orders both.
pub(crate) const NEVER: Timestamp = Timestamp::constant(253_370_764_800, 0);

/// What a reader may see of the tickets in scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Empty for those who see every ticket of their scope; else the person, who sees those he or she asked
    /// for, typed, follows or was given, alone or as a member of a team.
    person: String,
    /// Whether internal notes are shown: never to the beneficiary's side.
    is_provider: bool,
}

impl Reader {
    /// The reader that an actor is.
    pub fn of(actor: &Actor) -> Self {
        let person = actor.person.as_ref().map_or("nobody", |id| id.as_str());
        let sees_all = actor.may(Permission::TicketReadAll);
        Self {
            person: if sees_all { String::new() } else { person.to_owned() },
            is_provider: actor.side.is_some_and(|side| side != Side::Beneficiary) && sees_notes(actor),
        }
    }

    /// The person who sees only what concerns him or her; empty for those who see every ticket of their scope.
    pub(crate) fn person(&self) -> &str {
        &self.person
    }

    /// Whether internal notes are shown.
    pub fn sees_notes(&self) -> bool {
        self.is_provider
    }
}

fn sees_notes(actor: &Actor) -> bool {
    actor.may(Permission::TicketWork) || actor.may(Permission::TicketReadAll)
}

impl FromRow for Linked {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        Ok(Self {
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            reference: format!("{code}-{number}"),
            title: row.get("title")?,
            beneficiary_name: row.get("beneficiary_name")?,
            state: row.word("state")?,
        })
    }
}

impl FromRow for Ticket {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        let named = |id, name| -> Result<Option<Named>> {
            let name: Option<String> = row.maybe(name)?;
            name.map(|name| Ok(Named { id: row.maybe_id(id)?, name })).transpose()
        };
        let nobody = || Named { id: None, name: String::new() };
        let site: Option<String> = row.maybe("site_id")?;
        let due_clock: Option<String> = row.maybe("due_clock")?;
        let due_at = row.get("due_at")?;
        Ok(Self {
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            reference: format!("{code}-{number}"),
            beneficiary_name: row.get("beneficiary_name")?,
            kind: row.word::<Kind>("kind")?,
            is_administrative: row.get("is_administrative")?,
            title: row.get("title")?,
            description: row.get("description")?,
            channel: row.word::<Channel>("channel")?,
            requester: named("requester_id", "requester_name")?.unwrap_or_else(nobody),
            created_by: named("created_by_id", "created_by_name")?.unwrap_or_else(nobody),
            site: site.zip(row.maybe("site_name")?),
            impact: row.word::<Impact>("impact")?,
            urgency: row.word::<Urgency>("urgency")?,
            priority: row.get("priority")?,
            assignee: named("assignee_id", "assignee_name")?,
            team: row.maybe_id("team_id")?.zip(row.maybe("team_name")?),
            category: row.maybe_id("category_id")?.zip(row.maybe("category_name")?),
            state: row.word::<State>("state")?,
            received_at: row.get("received_at")?,
            is_due_soon: row.maybe("is_due_soon")?.unwrap_or(false),
            updated_at: row.get("updated_at")?,
            former: former(row)?,
            due: due_clock.as_deref().and_then(ClockKind::parse).map(|clock| (clock, due_at)),
            version: row.get("version")?,
        })
    }
}

fn former(row: &Row) -> Result<Option<Former>> {
    let source: Option<String> = row.maybe("former_source")?;
    Ok(source.zip(row.maybe("former_number")?).map(|(source, number)| Former { source, number }))
}

impl FromRow for Stay {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            state: row.word("state")?,
            from: row.get("from_at")?,
            to: row.maybe("to_at")?,
            actor: Named { id: row.maybe_id("actor_id")?, name: row.get("actor_name")? },
            reason: row.get("reason")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Message {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            is_internal: row.get("is_internal")?,
            is_provider: row.get("is_provider")?,
            author: Named { id: row.maybe_id("author_id")?, name: row.get("author_name")? },
            body: row.get("body")?,
            at: row.get("at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Change {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            kind: row.word("kind")?,
            before: row.get("value_before")?,
            after: row.get("value_after")?,
            actor: Named { id: row.maybe_id("actor_id")?, name: row.get("actor_name")? },
            at: row.get("at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Attachment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            message: row.maybe_id("message_id")?,
            digest: row.id("digest")?,
            name: row.get("name")?,
            media_type: row.get("media_type")?,
            size: row.get("size")?,
        })
    }
}

/// A whole ticket with the names it shows, when the reader `$1` may see it: one who sees every ticket (an empty
/// `$1`), or asked for it, typed it, was given it, follows it or is of its team.
const SEEN: &str = "select t.*, o.code, o.name as beneficiary_name, r.name as requester_name, a.name as assignee_name, \
     s.name as site_name, e.name as team_name, c.name as category_name \
     from ticket t join organisation o on o.id = t.beneficiary_id \
     join person r on r.id = t.requester_id left join person a on a.id = t.assignee_id \
     left join site s on s.beneficiary_id = t.beneficiary_id and s.id = t.site_id \
     left join team e on e.id = t.team_id left join ticket_category c on c.id = t.category_id \
     where {scope t} and ($1 = '' or $1 in (t.requester_id, t.created_by_id, t.assignee_id) \
      or exists (select 1 from ticket_watcher w where w.beneficiary_id = t.beneficiary_id \
       and w.ticket_id = t.id and w.person_id = $1) \
      or exists (select 1 from team_member m where m.team_id = t.team_id and m.person_id = $1))";

/// The ticket, when the reader may see it.
pub async fn get(tx: &mut Tx, reader: &Reader, key: &TicketKey) -> Result<Option<Ticket>> {
    let select = query(SEEN).push(" and t.beneficiary_id = $2 and t.id = $3").bind(&reader.person);
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The ticket of a code and a number, when the reader may see it.
pub async fn by_reference(tx: &mut Tx, reader: &Reader, code: &str, number: i64) -> Result<Option<Ticket>> {
    let select = query(SEEN).push(" and o.code = $2 and t.number = $3").bind(&reader.person);
    tx.optional(select.bind(code).bind(number)).await
}

/// Those of a list of tickets that the reader may see.
pub async fn visible(tx: &mut Tx, reader: &Reader, ids: &[TicketId]) -> Result<Vec<Ticket>> {
    let select = query(SEEN).bind(&reader.person);
    tx.all(select.and_in("t.id", ids.iter().map(TicketId::as_str))).await
}

/// Keys of the tickets in scope, in order, after one already given.
pub async fn keys(tx: &mut Tx, after: Option<&TicketKey>, limit: i64) -> Result<Vec<TicketKey>> {
    let select = query(
        "select t.beneficiary_id, t.id from ticket t where {scope t} and (t.beneficiary_id, t.id) > ($1, $2) \
         order by t.beneficiary_id, t.id limit $3",
    );
    let (beneficiary, id) = after.map_or(("", ""), |key| (key.beneficiary.as_str(), key.id.as_str()));
    tx.all(select.bind(beneficiary).bind(id).bind(limit)).await
}

impl FromRow for TicketKey {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? })
    }
}

/// Holds the ticket until the end of the transaction: changes to it come one after the other.
pub(crate) async fn lock(tx: &mut Tx, key: &TicketKey) -> Result<Option<i64>> {
    let select = query(
        "select t.version as value from ticket t \
         where {scope t} and t.beneficiary_id = $1 and t.id = $2 for update",
    );
    let row: Option<(i64,)> = tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    Ok(row.map(|(version,)| version))
}

/// The ticket with its thread, when the reader may see it; internal notes only for the provider's side.
pub async fn thread(tx: &mut Tx, reader: &Reader, key: &TicketKey) -> Result<Option<Thread>> {
    let Some(ticket) = get(tx, reader, key).await? else { return Ok(None) };
    Ok(Some(Thread {
        stays: stays(tx, key).await?,
        pauses: crate::pauses::store::of_ticket(tx, key).await?,
        messages: messages(tx, reader, key).await?,
        changes: changes(tx, key).await?,
        attachments: attachments(tx, reader, key).await?,
        ticket,
    }))
}

async fn stays(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Stay>> {
    let select = query(
        "select s.* from ticket_state s where {scope s} and s.beneficiary_id = $1 and s.ticket_id = $2 \
         order by s.sequence",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

async fn messages(tx: &mut Tx, reader: &Reader, key: &TicketKey) -> Result<Vec<Message>> {
    let select = query(
        "select m.* from ticket_message m where {scope m} and m.beneficiary_id = $1 and m.ticket_id = $2 \
         and (m.is_internal = false or $3) order by m.at, m.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(reader.is_provider)).await
}

async fn changes(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Change>> {
    let select = query(
        "select c.* from ticket_change c where {scope c} and c.beneficiary_id = $1 and c.ticket_id = $2 \
         order by c.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

async fn attachments(tx: &mut Tx, reader: &Reader, key: &TicketKey) -> Result<Vec<Attachment>> {
    let select = query(
        "select a.id, a.message_id, a.digest, a.name, a.media_type, a.size from ticket_attachment a \
         left join ticket_message m \
         on m.beneficiary_id = a.beneficiary_id and m.id = a.message_id \
         where {scope a} and a.beneficiary_id = $1 and a.ticket_id = $2 \
         and (m.id is null or m.is_internal = false or $3) order by a.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(reader.is_provider)).await
}
