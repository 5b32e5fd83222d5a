//! What belongs to a meeting: who sits in it, its agenda, and what is said about its minutes.

use super::super::{
    Comment, CommentForm, CommentId, Erratum, Item, ItemId, MeetingKey, Participant, ParticipantId,
    Validation, rules,
};
use jiff::Timestamp;
use kernel::{Actor, Side};
use platform::db::{FromRow, Result, Row, Tx, query};

/// Most rows of one kind shown for a meeting.
const SHOWN: i64 = 300;

impl FromRow for Participant {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            side: row.word("side")?,
            function: row.get("function")?,
            person: row.maybe_id("person_id")?,
            name: row.get("name")?,
            is_optional: row.get("is_optional")?,
            presence: row.word("presence")?,
        })
    }
}

impl FromRow for Item {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            place: row.get("place")?,
            title: row.get("title")?,
            detail: row.get("detail")?,
            source: row.word("source")?,
            reference: row.get("reference")?,
            path: row.get("path")?,
            minutes: row.get("minutes")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Comment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            author: row.get("author_name")?,
            is_provider: row.get("is_provider")?,
            body: row.get("body")?,
            at: row.get("at")?,
        })
    }
}

impl FromRow for Validation {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { side: row.word("side")?, person: row.get("person_name")?, at: row.get("at")? })
    }
}

impl FromRow for Erratum {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { body: row.get("body")?, author: row.get("author_name")?, at: row.get("at")? })
    }
}

/// Who sits in a meeting, in order.
pub async fn participants(tx: &mut Tx, key: &MeetingKey) -> Result<Vec<Participant>> {
    let select = query(
        "select p.* from meeting_participant p where {scope p} and p.beneficiary_id = $1 and p.meeting_id = $2 \
         order by p.place, p.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// Adds somebody, in the place after the others.
pub(in super::super) async fn add_participant(
    tx: &mut Tx,
    key: &MeetingKey,
    one: &Participant,
) -> Result<()> {
    let insert = query(
        "insert into meeting_participant (beneficiary_id, id, meeting_id, place, side, function, person_id, name, is_optional, \
         presence) select $1, $2, $3, coalesce(max(p.place), 0) + 1, $4, $5, $6, $7, $8, $9 from meeting_participant p \
         where {scope p} and p.beneficiary_id = $1 and p.meeting_id = $3",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(rules::side_word(one.side)).bind(&one.function).bind(one.person.clone());
    tx.execute(insert.bind(&one.name).bind(one.is_optional).bind(one.presence.as_str())).await.map(drop)
}

/// Stores what may change of somebody; gives 0 when there is nobody.
pub(in super::super) async fn set_participant(
    tx: &mut Tx,
    key: &MeetingKey,
    one: &Participant,
) -> Result<u64> {
    let update = query(
        "update meeting_participant set function = $4, person_id = $5, name = $6, presence = $7 \
         where {scope} and beneficiary_id = $1 and meeting_id = $2 and id = $3",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(one.id.as_str());
    let update = update.bind(&one.function).bind(one.person.clone()).bind(&one.name);
    tx.execute(update.bind(one.presence.as_str())).await
}

/// Takes somebody away; gives 0 when there is nobody.
pub(in super::super) async fn remove_participant(
    tx: &mut Tx,
    key: &MeetingKey,
    id: &ParticipantId,
) -> Result<u64> {
    let delete = query(
        "delete from meeting_participant where {scope} and beneficiary_id = $1 and meeting_id = $2 and id = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// The agenda, in order.
pub async fn items(tx: &mut Tx, key: &MeetingKey) -> Result<Vec<Item>> {
    let select = query(
        "select i.* from agenda_item i where {scope i} and i.beneficiary_id = $1 and i.meeting_id = $2 \
         and i.removed_at is null order by i.place, i.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// The same with the points that were taken off: what was proposed once is not proposed again.
pub(in super::super) async fn items_ever(tx: &mut Tx, key: &MeetingKey) -> Result<Vec<Item>> {
    let select = query(
        "select i.* from agenda_item i where {scope i} and i.beneficiary_id = $1 and i.meeting_id = $2 \
         order by i.place, i.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Adds a point, in the place after the others.
pub(crate) async fn add_item(tx: &mut Tx, key: &MeetingKey, one: &Item) -> Result<()> {
    let insert = query(
        "insert into agenda_item (beneficiary_id, id, meeting_id, place, title, detail, source, reference, path) \
         select $1, $2, $3, coalesce(max(i.place), 0) + 1, $4, $5, $6, $7, $8 from agenda_item i \
         where {scope i} and i.beneficiary_id = $1 and i.meeting_id = $3 and i.removed_at is null",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(&one.title).bind(&one.detail).bind(one.source.as_str()).bind(&one.reference);
    tx.execute(insert.bind(&one.path)).await.map(drop)
}

/// Stores a point that is still as it was read; gives 0 when it is not.
pub(in super::super) async fn set_item(tx: &mut Tx, key: &MeetingKey, one: &Item) -> Result<u64> {
    let update = query(
        "update agenda_item set title = $4, detail = $5, minutes = $6, version = version + 1 \
         where {scope} and beneficiary_id = $1 and meeting_id = $2 and id = $3 and version = $7 and removed_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(one.id.as_str());
    let update = update.bind(&one.title).bind(&one.detail).bind(&one.minutes);
    tx.execute(update.bind(one.version)).await
}

/// Moves the points from a place on one place down.
pub(in super::super) async fn make_room(tx: &mut Tx, key: &MeetingKey, place: i64) -> Result<()> {
    let update = query(
        "update agenda_item set place = place + 1 \
         where {scope} and beneficiary_id = $1 and meeting_id = $2 and place >= $3",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(place)).await.map(drop)
}

/// Puts a point in a place.
pub(in super::super) async fn set_place(
    tx: &mut Tx,
    key: &MeetingKey,
    id: &ItemId,
    place: i64,
) -> Result<()> {
    let update = query(
        "update agenda_item set place = $4 where {scope} and beneficiary_id = $1 and meeting_id = $2 and id = $3",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str());
    tx.execute(update.bind(place)).await.map(drop)
}

/// Takes a point off the agenda; its row stays. Gives 0 when it was off already.
pub(in super::super) async fn remove_item(
    tx: &mut Tx,
    key: &MeetingKey,
    id: &ItemId,
    at: Timestamp,
) -> Result<u64> {
    let update = query(
        "update agenda_item set removed_at = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and meeting_id = $2 and id = $3 and removed_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str()).bind(at)).await
}

/// What was said about the minutes, in order.
pub async fn comments(tx: &mut Tx, key: &MeetingKey) -> Result<Vec<Comment>> {
    let select = query(
        "select c.* from minutes_comment c where {scope c} and c.beneficiary_id = $1 and c.meeting_id = $2 \
         order by c.at, c.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// Adds a comment, once for a key.
pub(in super::super) async fn add_comment(
    tx: &mut Tx,
    key: &MeetingKey,
    (id, author, form): (&CommentId, &Actor, &CommentForm),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into minutes_comment (beneficiary_id, id, meeting_id, author_id, author_name, is_provider, body, at, \
         idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         on conflict (beneficiary_id, meeting_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(author.person.clone()).bind(&author.name);
    let insert = insert.bind(author.side == Some(Side::Provider)).bind(form.body.trim()).bind(now);
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    tx.execute(insert.bind(sent)).await
}

/// Which sides agreed to the minutes as they are.
pub async fn validations(tx: &mut Tx, key: &MeetingKey) -> Result<Vec<Validation>> {
    let select = query(
        "select v.* from minutes_validation v where {scope v} and v.beneficiary_id = $1 and v.meeting_id = $2 \
         order by v.at, v.side",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// A side agrees; gives 0 when it did already.
pub(in super::super) async fn validate(
    tx: &mut Tx,
    key: &MeetingKey,
    (side, actor): (Side, &Actor),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into minutes_validation (beneficiary_id, meeting_id, side, person_id, person_name, at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (beneficiary_id, meeting_id, side) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(rules::side_word(side));
    tx.execute(insert.bind(actor.person.clone()).bind(&actor.name).bind(now)).await
}

/// Nobody agreed to minutes that are written again.
pub(in super::super) async fn forget_validations(tx: &mut Tx, key: &MeetingKey) -> Result<()> {
    let delete =
        query("delete from minutes_validation where {scope} and beneficiary_id = $1 and meeting_id = $2");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str())).await.map(drop)
}

/// What validated minutes should have said, in order.
pub async fn errata(tx: &mut Tx, key: &MeetingKey) -> Result<Vec<Erratum>> {
    let select = query(
        "select e.* from minutes_erratum e where {scope e} and e.beneficiary_id = $1 and e.meeting_id = $2 \
         order by e.at, e.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// Adds an erratum.
pub(in super::super) async fn add_erratum(
    tx: &mut Tx,
    key: &MeetingKey,
    (id, body, author): (&str, &str, &str),
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into minutes_erratum (beneficiary_id, id, meeting_id, body, author_name, at) \
         values ($1, $2, $3, $4, $5, $6)",
    );
    let insert = insert.bind(&key.beneficiary).bind(id).bind(key.id.as_str()).bind(body);
    tx.execute(insert.bind(author).bind(now)).await.map(drop)
}
