//! The quarantine in the database: mails that came, those that wait.

use super::{Held, MailId, Standing};
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::{
    Actor,
    id::{BeneficiaryId, PersonId},
};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Held {
    fn from_row(row: &Row) -> Result<Self> {
        let owner: Option<String> = row.maybe("owner_id")?;
        let ticket: Option<String> = row.maybe("ticket_id")?;
        Ok(Self {
            id: row.id("id")?,
            digest: row.id("digest")?,
            size: row.get("size")?,
            from_name: row.get("from_name")?,
            from_address: row.get("from_address")?,
            subject: row.get("subject")?,
            preview: row.get("preview")?,
            received_at: row.get("received_at")?,
            standing: row.word("outcome")?,
            reason: row.word("reason")?,
            ticket: owner
                .zip(ticket)
                .map(|(owner, id)| TicketKey { beneficiary: owner.into(), id: id.into() }),
            version: row.get("version")?,
            came_to: row.maybe("box_name")?,
            meant_for: row.maybe("for_name")?,
        })
    }
}

/// One page of mails standing there, oldest first, after the row `(received_at, id)`.
pub async fn list(
    tx: &mut Tx,
    standing: Standing,
    after: (Timestamp, &str),
    limit: i64,
) -> Result<Vec<Held>> {
    let select = query(
        "select i.*, b.name as box_name, o.name as for_name from incoming_mail i \
         left join mailbox b on b.id = i.mailbox left join organisation o on o.id = b.for_id and {scope o} \
         where i.outcome = $1 and (i.received_at, i.id) > ($2, $3) order by i.received_at, i.id limit $4",
    );
    tx.all(select.bind(standing.as_str()).bind(after.0).bind(after.1).bind(limit)).await
}

/// Mails that wait, and since when the oldest one does.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    tx.value(query("select count(*) as value from incoming_mail where outcome = 'quarantine'")).await
}

/// A mail that waits or waited.
pub async fn get(tx: &mut Tx, id: &MailId) -> Result<Option<Held>> {
    let select = query(
        "select i.*, b.name as box_name, o.name as for_name from incoming_mail i \
         left join mailbox b on b.id = i.mailbox left join organisation o on o.id = b.for_id and {scope o} \
         where i.id = $1 and i.reason is not null and i.outcome <> 'ignored'",
    );
    tx.optional(select.bind(id.as_str())).await
}

/// As [`get`], held until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: &MailId) -> Result<Option<Held>> {
    let select = query(
        "select i.*, null as box_name, null as for_name from incoming_mail i \
         where i.id = $1 and i.reason is not null and i.outcome <> 'ignored' for update",
    );
    tx.optional(select.bind(id.as_str())).await
}

/// Stores a decision, the row being locked.
pub(super) async fn decide(
    tx: &mut Tx,
    id: &MailId,
    standing: Standing,
    by: &Actor,
    at: Timestamp,
) -> Result<()> {
    let update = query(
        "update incoming_mail set outcome = $2, decided_by_id = $3, decided_by_name = $4, decided_at = $5, \
         version = version + 1 where id = $1",
    );
    let update = update.bind(id.as_str()).bind(standing.as_str()).bind(by.person.clone());
    tx.execute(update.bind(&by.name).bind(at)).await.map(drop)
}

/// The person of a beneficiary who has this address.
pub(super) async fn person_of(tx: &mut Tx, address: &str) -> Result<Option<(BeneficiaryId, PersonId)>> {
    let select = query(
        "select p.id, p.beneficiary_id from person p where {scope p} and p.email_folded = $1 \
         and p.disabled_at is null and p.beneficiary_id is not null",
    );
    let row: Option<Found> = tx.optional(select.bind(address)).await?;
    Ok(row.map(|found| (found.beneficiary, PersonId::from(found.id))))
}

/// The ticket with a reference in two parts.
pub(super) async fn ticket(tx: &mut Tx, code: &str, number: i64) -> Result<Option<TicketKey>> {
    let select = query(
        "select t.id, t.beneficiary_id from ticket t join organisation o on o.id = t.beneficiary_id \
         where {scope t} and o.code = $1 and t.number = $2",
    );
    let row: Option<Found> = tx.optional(select.bind(code).bind(number)).await?;
    Ok(row.map(|found| TicketKey { beneficiary: found.beneficiary, id: found.id.into() }))
}

struct Found {
    beneficiary: BeneficiaryId,
    id: String,
}

impl FromRow for Found {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { beneficiary: row.id("beneficiary_id")?, id: row.get("id")? })
    }
}
