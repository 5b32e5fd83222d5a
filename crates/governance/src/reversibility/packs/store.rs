//! Packs that were asked for, in the database; and what a pack says of the beneficiary's rows beyond the rows themselves.

use super::{Made, Pack, PackKey, PackState, credentials::Credential};
use jiff::Timestamp;
use kernel::{Text, id::BeneficiaryId};
use platform::{
    Digest,
    db::{self, FromRow, Result, Row, Tx, query},
};

/// Packs shown of a beneficiary.
const SHOWN: i64 = 20;

impl FromRow for Pack {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: PackKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            state: row.word("state")?,
            total: row.get("total")?,
            done: row.get("done")?,
            trouble: row.maybe_json("trouble")?,
            manifest: row.maybe_id("manifest")?,
            size: row.maybe("size")?,
            file_count: row.maybe("file_count")?,
            row_count: row.maybe("row_count")?,
            missing_count: row.maybe("missing_count")?,
            asked_by: row.maybe_id("asked_by_id")?,
            asked_by_name: row.get("asked_by_name")?,
            asked_at: row.get("asked_at")?,
            finished_at: row.maybe("finished_at")?,
            expires_at: row.maybe("expires_at")?,
            digest: row.maybe_id("digest")?,
        })
    }
}

/// One pack, when in scope.
pub async fn find(tx: &mut Tx, key: &PackKey) -> Result<Option<Pack>> {
    let select =
        query("select * from reversibility_pack p where {scope p} and p.beneficiary_id = $1 and p.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// [`find`], held until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, key: &PackKey) -> Result<Option<Pack>> {
    let select = query(
        "select * from reversibility_pack p where {scope p} and p.beneficiary_id = $1 and p.id = $2 for update",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The last packs of a beneficiary, the latest first.
pub async fn of(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Pack>> {
    let select = query(
        "select * from reversibility_pack p where {scope p} and p.beneficiary_id = $1 \
         order by p.asked_at desc, p.id desc limit $2",
    );
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}

/// Writes down that a pack is asked for. Gives 0 when one is under way.
pub(super) async fn insert(tx: &mut Tx, pack: &Pack) -> Result<u64> {
    let insert = query(
        "insert into reversibility_pack (beneficiary_id, id, state, total, done, asked_by_id, asked_by_name, asked_at) \
         values ($1, $2, 'waiting', 0, 0, $3, $4, $5) on conflict do nothing",
    );
    let insert = insert.bind(&pack.key.beneficiary).bind(pack.key.id.as_str()).bind(pack.asked_by.clone());
    tx.execute(insert.bind(&pack.asked_by_name).bind(pack.asked_at)).await
}

/// Writes down how far the making is. Gives 0 when it is wanted no more.
pub(super) async fn advance(tx: &mut Tx, key: &PackKey, (done, total): (i64, i64)) -> Result<u64> {
    let update = query(
        "update reversibility_pack set state = 'making', done = $3, total = $4 \
         where {scope} and beneficiary_id = $1 and id = $2 and state in ('waiting', 'making')",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(done).bind(total)).await
}

/// Writes down that a pack is there. Gives 0 when it is wanted no more.
pub(super) async fn finish(
    tx: &mut Tx,
    key: &PackKey,
    (made, digest, size): (&Made, &Digest, i64),
    (now, expires): (Timestamp, Timestamp),
) -> Result<u64> {
    let update = query(
        "update reversibility_pack set state = 'ready', digest = $3, manifest = $4, size = $5, file_count = $6, \
         row_count = $7, missing_count = $8, done = total, finished_at = $9, expires_at = $10 \
         where {scope} and beneficiary_id = $1 and id = $2 and state in ('waiting', 'making')",
    );
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(digest.clone());
    let update = update.bind(made.manifest.clone()).bind(size).bind(count(made.files)).bind(count(made.rows));
    tx.execute(update.bind(count(made.missing)).bind(now).bind(expires)).await
}

/// Ends a pack that is under way, for a reason or because somebody gave it up. Gives 0 when it is over.
pub(super) async fn end(
    tx: &mut Tx,
    key: &PackKey,
    (state, trouble): (PackState, Option<&Text>),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update reversibility_pack set state = $3, trouble = $4, finished_at = $5 \
         where {scope} and beneficiary_id = $1 and id = $2 and state in ('waiting', 'making')",
    );
    let trouble = trouble.map(|text| db::json("trouble", text)).transpose()?;
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str()).bind(trouble);
    tx.execute(update.bind(now)).await
}

/// Packs whose time is over and whose file is still there.
pub(super) async fn over(tx: &mut Tx, now: Timestamp) -> Result<Vec<Pack>> {
    let select = query(
        "select * from reversibility_pack p where {scope p} and p.state = 'ready' and p.expires_at <= $1",
    );
    tx.all(select.bind(now)).await
}

/// Notes that the file of a pack is removed.
pub(super) async fn expire(tx: &mut Tx, key: &PackKey) -> Result<u64> {
    let update = query(
        "update reversibility_pack set state = 'expired', digest = null \
         where {scope} and beneficiary_id = $1 and id = $2 and state = 'ready'",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// When something was last recorded in the audit log of a beneficiary.
pub(super) async fn last_recorded(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Option<Timestamp>> {
    let select = query(
        "select e.at as value from audit_entry e where {scope e} and e.chain = $1 and e.beneficiary_id = $1 \
         order by e.sequence desc limit 1",
    );
    Ok(tx.optional::<(Timestamp,)>(select.bind(beneficiary)).await?.map(|(at,)| at))
}

impl FromRow for Credential {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            kind: row.word("kind")?,
            name: row.get("name")?,
            detail: row.get("detail")?,
            id: row.get("id")?,
        })
    }
}

/// What of a beneficiary's opens something, in an order of its own: names of things, never a secret.
pub(super) async fn credentials(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Credential>> {
    let select = query(
        "select 'environment' as kind, e.name as name, a.name as detail, e.id as id from application_environment e \
         join application a on a.beneficiary_id = e.beneficiary_id and a.id = e.application_id \
         where {scope e} and e.beneficiary_id = $1 and e.closed_at is null and a.retired_on is null \
         union all select 'equipment', n.name, n.model, n.id from network_equipment n \
         where {scope n} and n.beneficiary_id = $1 \
         union all select 'line', l.number, l.plan, l.id from telephone_line l \
         where {scope l} and l.beneficiary_id = $1 and l.sim <> '' and l.retired_on is null \
         union all select 'backup', p.name, p.tool, p.id from protected_object p \
         where {scope p} and p.beneficiary_id = $1 and p.retired_at is null \
         union all select 'process', s.name, s.schedule, s.id from scheduled_process s \
         where {scope s} and s.beneficiary_id = $1 and s.removed_at is null \
         union all select 'inventory', i.name, '', i.id from inventory_access i \
         where {scope i} and i.beneficiary_id = $1 and i.revoked_at is null",
    );
    let mut all: Vec<Credential> = tx.all(select.bind(beneficiary)).await?;
    all.sort();
    Ok(all)
}
