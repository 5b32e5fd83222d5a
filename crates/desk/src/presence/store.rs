//! Presence in the database, so that several processes know of one another's readers.

use super::Present;
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Present {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { name: row.get("person_name")?, is_writing: row.get("is_writing")? })
    }
}

/// A sign of presence of one person.
pub(super) struct Sign<'a> {
    pub(super) person: &'a PersonId,
    pub(super) name: &'a str,
    pub(super) is_provider: bool,
    pub(super) is_writing: bool,
    pub(super) at: Timestamp,
}

/// Notes a sign in place of the one before.
pub(super) async fn note(tx: &mut Tx, key: &TicketKey, sign: &Sign<'_>) -> Result<()> {
    let upsert = query(
        "insert into ticket_presence (beneficiary_id, ticket_id, person_id, person_name, is_provider, is_writing, \
         seen_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict (beneficiary_id, ticket_id, person_id) \
         do update set person_name = excluded.person_name, is_writing = excluded.is_writing, seen_at = excluded.seen_at",
    );
    let upsert = upsert.bind(&key.beneficiary).bind(key.id.as_str()).bind(sign.person).bind(sign.name);
    tx.execute(upsert.bind(sign.is_provider).bind(sign.is_writing).bind(sign.at)).await.map(drop)
}

/// Forgets signs of this ticket older than an instant: nobody needs to know who was there.
pub(super) async fn expire(tx: &mut Tx, key: &TicketKey, before: Timestamp) -> Result<()> {
    let delete = query(
        "delete from ticket_presence \
         where {scope} and beneficiary_id = $1 and ticket_id = $2 and seen_at < $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(before)).await.map(drop)
}

/// Who gave a sign since an instant, by name, except one person. The beneficiary's side sees only its own.
pub(super) async fn others(
    tx: &mut Tx,
    key: &TicketKey,
    but: &PersonId,
    sees_provider: bool,
    since: Timestamp,
) -> Result<Vec<Present>> {
    let select = query(
        "select p.person_name, p.is_writing from ticket_presence p where {scope p} and p.beneficiary_id = $1 \
         and p.ticket_id = $2 and p.person_id <> $3 and (p.is_provider = false or $4) and p.seen_at >= $5 \
         order by p.person_name, p.person_id",
    );
    let select = select.bind(&key.beneficiary).bind(key.id.as_str()).bind(but).bind(sees_provider);
    tx.all(select.bind(since)).await
}
