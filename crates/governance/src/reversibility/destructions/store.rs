//! Deletions in the database: what is asked, confirmed and done; what stands in the way of one.

use super::{Certificate, Counted, Destruction, DestructionKey, DestructionState};
use jiff::{Timestamp, civil::Date};
use kernel::{Actor, Text, id::BeneficiaryId};
use platform::{
    Digest,
    db::{self, FromRow, Result, Row, Tx, query},
};

/// Deletions shown of a beneficiary.
const SHOWN: i64 = 20;

impl FromRow for Destruction {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: DestructionKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            state: row.word("state")?,
            handover: row.id("handover_id")?,
            manifest: row.id("manifest")?,
            ended_on: row.get("ended_on")?,
            basis: row.word("basis")?,
            method: row.get("method")?,
            backups_until: row.get("backups_until")?,
            asked_by: row.id("asked_by_id")?,
            asked_by_name: row.get("asked_by_name")?,
            asked_at: row.get("asked_at")?,
            confirmed_by: row.maybe_id("confirmed_by_id")?,
            confirmed_by_name: row.get("confirmed_by_name")?,
            confirmed_at: row.maybe("confirmed_at")?,
            total: row.get("total")?,
            done: row.get("done")?,
            trouble: row.maybe_json("trouble")?,
            laid_at: row.maybe("laid_at")?,
            closed_at: row.maybe("closed_at")?,
            closed_by_name: row.get("closed_by_name")?,
            closed_why: row.get("closed_why")?,
            certificate: row.maybe_json("certificate")?,
            pdf_digest: row.maybe_id("pdf_digest")?,
        })
    }
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { table: row.get("name")?, rows: row.get("deleted")? })
    }
}

/// One deletion, when in scope.
pub async fn find(tx: &mut Tx, key: &DestructionKey) -> Result<Option<Destruction>> {
    let select = query("select * from destruction d where {scope d} and d.beneficiary_id = $1 and d.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// [`find`], held until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, key: &DestructionKey) -> Result<Option<Destruction>> {
    let select = query(
        "select * from destruction d where {scope d} and d.beneficiary_id = $1 and d.id = $2 for update",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The deletions of a beneficiary, the latest first.
pub async fn of(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Destruction>> {
    let select = query(
        "select * from destruction d where {scope d} and d.beneficiary_id = $1 order by d.asked_at desc, d.id desc limit $2",
    );
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}

/// The deletions that go on by themselves.
pub(super) async fn under_way(tx: &mut Tx) -> Result<Vec<Destruction>> {
    tx.all(query(
        "select * from destruction d where {scope d} and d.state in ('running', 'files') order by d.confirmed_at, d.id limit 20",
    ))
    .await
}

/// Writes down that a deletion is asked for. Gives 0 when one is under way.
pub(super) async fn insert(tx: &mut Tx, one: &Destruction) -> Result<u64> {
    let insert = query(
        "insert into destruction (beneficiary_id, id, state, handover_id, manifest, ended_on, basis, method, backups_until, \
         asked_by_id, asked_by_name, asked_at, confirmed_by_name, total, done, closed_by_name, closed_why) \
         values ($1, $2, 'asked', $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 0, 0, '', '') on conflict do nothing",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.handover.as_str());
    let insert = insert.bind(one.manifest.clone()).bind(one.ended_on).bind(one.basis.as_str());
    let insert = insert.bind(&one.method).bind(one.backups_until).bind(&one.asked_by);
    tx.execute(insert.bind(&one.asked_by_name).bind(one.asked_at)).await
}

/// Another person confirms: from then on it goes on by itself.
pub(super) async fn confirm(
    tx: &mut Tx,
    key: &DestructionKey,
    (by, total): (&Actor, i64),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update destruction set state = 'running', confirmed_by_id = $3, confirmed_by_name = $4, confirmed_at = $5, total = $6 \
         where {scope} and beneficiary_id = $1 and id = $2 and state = 'asked'",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(by.person.clone());
    tx.execute(update.bind(&by.name).bind(now).bind(total)).await
}

/// Gives one up that nobody confirmed.
pub(super) async fn withdraw(
    tx: &mut Tx,
    key: &DestructionKey,
    (by, why): (&str, &str),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update destruction set state = 'withdrawn', closed_at = $3, closed_by_name = $4, closed_why = $5 \
         where {scope} and beneficiary_id = $1 and id = $2 and state = 'asked'",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now).bind(by).bind(why)).await
}

/// Opens the guards of frozen rows of a beneficiary to a confirmed deletion, until [`shut`]. A transaction in which it stays open
/// cannot end.
pub(super) async fn open(tx: &mut Tx, key: &DestructionKey) -> Result<()> {
    let insert = query(
        "insert into destruction_opening (beneficiary_id, destruction_id, never) values ($1, $2, 'never')",
    );
    tx.execute(insert.bind(&key.beneficiary).bind(key.id.as_str())).await.map(drop)
}

/// Shuts the guards again.
pub(super) async fn shut(tx: &mut Tx, key: &DestructionKey) -> Result<()> {
    let delete = query("delete from destruction_opening where {scope} and beneficiary_id = $1");
    tx.execute(delete.bind(&key.beneficiary)).await.map(drop)
}

/// Adds to the rows deleted of a table.
pub(super) async fn count(tx: &mut Tx, key: &DestructionKey, (table, rows): (&str, i64)) -> Result<()> {
    let upsert = query(
        "insert into destruction_count (beneficiary_id, destruction_id, name, deleted) values ($1, $2, $3, $4) \
         on conflict (beneficiary_id, destruction_id, name) do update set deleted = destruction_count.deleted + excluded.deleted",
    );
    tx.execute(upsert.bind(&key.beneficiary).bind(key.id.as_str()).bind(table).bind(rows)).await?;
    let update = query(
        "update destruction set done = done + $3, trouble = null where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(rows)).await.map(drop)
}

/// What was deleted so far, by table.
pub async fn counts(tx: &mut Tx, key: &DestructionKey) -> Result<Vec<Counted>> {
    let select = query(
        "select c.name, c.deleted from destruction_count c \
         where {scope c} and c.beneficiary_id = $1 and c.destruction_id = $2 order by c.name",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Says why it stands still.
pub(super) async fn trouble(tx: &mut Tx, key: &DestructionKey, why: &Text) -> Result<()> {
    let update =
        query("update destruction set trouble = $3 where {scope} and beneficiary_id = $1 and id = $2");
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(db::json("trouble", why)?);
    tx.execute(update).await.map(drop)
}

/// Remembers files that deleted rows named.
pub(super) async fn name_files(tx: &mut Tx, key: &DestructionKey, digests: &[Digest]) -> Result<()> {
    for digest in digests {
        let insert = query(
            "insert into destruction_file (beneficiary_id, destruction_id, digest, state) values ($1, $2, $3, 'named') \
             on conflict do nothing",
        );
        tx.execute(insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(digest.clone())).await?;
    }
    Ok(())
}

/// Files in a state, some at a time.
pub(super) async fn files(tx: &mut Tx, key: &DestructionKey, state: &str, limit: i64) -> Result<Vec<Digest>> {
    let select = query(
        "select f.digest as value from destruction_file f where {scope f} and f.beneficiary_id = $1 \
         and f.destruction_id = $2 and f.state = $3 order by f.digest limit $4",
    );
    let select = select.bind(&key.beneficiary).bind(key.id.as_str()).bind(state).bind(limit);
    let found: Vec<(String,)> = tx.all(select).await?;
    Ok(found.into_iter().map(|(digest,)| Digest::from(digest)).collect())
}

/// How many files are in a state.
pub(super) async fn file_count(tx: &mut Tx, key: &DestructionKey, state: &str) -> Result<i64> {
    let select = query(
        "select count(*) as value from destruction_file f where {scope f} and f.beneficiary_id = $1 \
         and f.destruction_id = $2 and f.state = $3",
    );
    tx.value(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(state)).await
}

/// Says where a file is.
pub(super) async fn set_file(
    tx: &mut Tx,
    key: &DestructionKey,
    (digest, state): (&Digest, &str),
) -> Result<()> {
    let update = query(
        "update destruction_file set state = $4 where {scope} and beneficiary_id = $1 and destruction_id = $2 and digest = $3",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(digest.clone());
    tx.execute(update.bind(state)).await.map(drop)
}

/// Every row is gone and every file laid aside.
pub(super) async fn laid(tx: &mut Tx, key: &DestructionKey, now: Timestamp) -> Result<u64> {
    let update = query(
        "update destruction set state = 'files', laid_at = $3 where {scope} and beneficiary_id = $1 and id = $2 and state = 'running'",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now)).await
}

/// It is over, with its certificate.
pub(super) async fn finish(
    tx: &mut Tx,
    key: &DestructionKey,
    (certificate, pdf): (&Certificate, &Digest),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update destruction set state = $3, certificate = $4, pdf_digest = $5, closed_at = $6, trouble = null \
         where {scope} and beneficiary_id = $1 and id = $2 and state = 'files'",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(DestructionState::Done.as_str());
    tx.execute(update.bind(db::json("certificate", certificate)?).bind(pdf.clone()).bind(now)).await
}

/// How many drafts of invoices and credit notes there are.
pub(super) async fn drafts(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<i64> {
    let select = query(
        "select count(*) as value from invoice i where {scope i} and i.beneficiary_id = $1 and i.state <> 'issued'",
    );
    tx.value(select.bind(beneficiary)).await
}

/// The day of the last piece of the accounts.
pub(super) async fn last_piece(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Option<Date>> {
    let select = query(
        "select q.value as value from (select i.issued_on as value from invoice i \
         where {scope i} and i.beneficiary_id = $1 and i.issued_on is not null \
         union all select p.received_on from payment p where {scope p} and p.beneficiary_id = $1) q \
         order by q.value desc limit 1",
    );
    Ok(tx.optional::<(Date,)>(select.bind(beneficiary)).await?.map(|(day,)| day))
}

/// How many entries the beneficiary's audit log gained after an instant.
pub(super) async fn recorded_since(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    since: Timestamp,
) -> Result<i64> {
    let select = query(
        "select count(*) as value from audit_entry e where {scope e} and e.chain = $1 and e.at > $2 \
         and e.object_kind not in ('session', 'person', 'reversibility_pack', 'reversibility_handover', 'destruction')",
    );
    tx.value(select.bind(beneficiary).bind(since)).await
}

/// Entries of the beneficiary's audit log whose personal part is erased.
pub(super) async fn erased(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<i64> {
    let select = query(
        "select count(*) as value from audit_entry e where {scope e} and e.chain = $1 and e.salt is null",
    );
    tx.value(select.bind(beneficiary)).await
}

/// Nobody of the beneficiary signs in any more.
pub(super) async fn close_doors(tx: &mut Tx, beneficiary: &BeneficiaryId, now: Timestamp) -> Result<u64> {
    let update = query(
        "update person set disabled_at = $2, version = version + 1 where {scope} and beneficiary_id = $1 and disabled_at is null",
    );
    tx.execute(update.bind(beneficiary).bind(now)).await
}

/// Counters stand in no site of the beneficiary any more, and mailboxes speak for it no more: in the scope of everything.
pub(super) async fn let_go(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<()> {
    let update = query(
        "update walk_in_counter set site_owner_id = null, site_id = null, version = version + 1 where site_owner_id = $1",
    );
    tx.execute(update.bind(beneficiary)).await?;
    let update = query("update mailbox set for_id = null, version = version + 1 where for_id = $1");
    tx.execute(update.bind(beneficiary)).await.map(drop)
}

/// Empties the persons that a kept row names: nothing says any more who they were. Gives how many.
pub(super) async fn empty_persons(tx: &mut Tx, beneficiary: &BeneficiaryId, name: &str) -> Result<u64> {
    let update = query(
        "update person set name = $2, name_folded = '', email = id || '@withheld.invalid', email_folded = id || '@withheld.invalid', \
         phone = '', phone_number = null, function_title = '', language = 'fr', roles = $3, password_hash = null, version = version + 1 \
         where {scope} and beneficiary_id = $1 and email <> id || '@withheld.invalid'",
    );
    tx.execute(update.bind(beneficiary).bind(name).bind(serde_json::json!([]))).await
}

/// An import whose every row became the beneficiary's: in the scope of everything.
pub(super) async fn own_import(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Option<String>> {
    let select = query(
        "select i.id as value from import i where exists (select 1 from import_line l where l.import_id = i.id and l.owner = $1) \
         and not exists (select 1 from import_line l where l.import_id = i.id and l.owner is not null and l.owner <> $1) \
         order by i.id limit 1",
    );
    Ok(tx.optional::<(String,)>(select.bind(beneficiary)).await?.map(|(id,)| id))
}

/// How many lines of imports became the beneficiary's: in the scope of everything.
pub(super) async fn import_lines(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<i64> {
    let select = query("select count(*) as value from import_line l where l.owner = $1");
    tx.value(select.bind(beneficiary)).await
}

/// Deletes an import with its lines. Gives how many lines, and the file that was brought in.
pub(super) async fn delete_import(tx: &mut Tx, id: &str) -> Result<(u64, Option<String>)> {
    let lines = tx.execute(query("delete from import_line where import_id = $1").bind(id)).await?;
    let delete = query("delete from import where id = $1 returning digest as value");
    Ok((lines, tx.optional::<(String,)>(delete.bind(id)).await?.map(|(digest,)| digest)))
}

/// Deletes lines of imports that others' rows share, some at a time. Gives how many.
pub(super) async fn delete_lines(tx: &mut Tx, beneficiary: &BeneficiaryId, limit: i64) -> Result<u64> {
    let delete = query(
        "delete from import_line where (import_id, line) in (select l.import_id, l.line from import_line l \
         where l.owner = $1 order by l.import_id, l.line limit $2)",
    );
    tx.execute(delete.bind(beneficiary).bind(limit)).await
}
