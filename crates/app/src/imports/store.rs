//! Imports in the database.

use super::{Counts, Import, ImportId, Line, Mapping, MappingId, Object, Outcome, Target};
use jiff::Timestamp;
use kernel::{fold, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Import {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            target: row.word("target")?,
            source: row.get("source")?,
            file_name: row.get("file_name")?,
            digest: row.id("digest")?,
            columns: row.json("columns")?,
            row_count: row.get("row_count")?,
            mapping: row.maybe_json("mapping")?,
            state: row.word("state")?,
            total: row.get("total")?,
            place: row.get("place")?,
            counts: Counts {
                creates: row.get("creates")?,
                changes: row.get("changes")?,
                same: row.get("same")?,
                refused: row.get("refused")?,
                taken_back: row.get("taken_back")?,
                kept: row.get("kept")?,
            },
            created_by: row.maybe_id("created_by_id")?,
            created_by_name: row.get("created_by_name")?,
            created_at: row.get("created_at")?,
            applied_at: row.maybe("applied_at")?,
            finished_at: row.maybe("finished_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self> {
        let object: Option<String> = row.maybe("object_id")?;
        let object = object.map(|id| -> Result<Object> {
            Ok(Object {
                owner: row.maybe_id("owner")?,
                id,
                version: row.maybe("object_version")?.unwrap_or(0),
            })
        });
        Ok(Self {
            line: row.get("line")?,
            outcome: row.word("outcome")?,
            state: row.get("state")?,
            what: row.get("what")?,
            object: object.transpose()?,
            troubles: row.json("troubles")?,
        })
    }
}

/// Stores a new import.
pub(super) async fn insert(tx: &mut Tx, import: &Import) -> Result<()> {
    let insert = query(
        "insert into import (id, target, source, file_name, digest, columns, row_count, state, total, place, creates, \
         changes, same, refused, taken_back, kept, created_by_id, created_by_name, created_at, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, 0, 0, 0, 0, $9, $10, $11, 1)",
    );
    let i = import.clone();
    let insert =
        insert.bind(i.id.as_str()).bind(i.target.as_str()).bind(i.source).bind(i.file_name).bind(i.digest);
    let insert = insert.bind(serde_json::json!(i.columns)).bind(i.row_count).bind(i.state.as_str());
    tx.execute(insert.bind(i.created_by).bind(i.created_by_name).bind(i.created_at)).await.map(drop)
}

/// Stores where an import stands, its row being held.
pub(super) async fn save(tx: &mut Tx, import: &Import) -> Result<()> {
    let update = query(
        "update import set mapping = $2, state = $3, total = $4, place = $5, creates = $6, changes = $7, same = $8, \
         refused = $9, taken_back = $10, kept = $11, applied_at = $12, finished_at = $13, version = $14 where id = $1",
    );
    let c = import.counts;
    let update = update.bind(import.id.as_str()).bind(import.mapping.as_ref().map(|m| serde_json::json!(m)));
    let update = update.bind(import.state.as_str()).bind(import.total).bind(import.place);
    let update =
        update.bind(c.creates).bind(c.changes).bind(c.same).bind(c.refused).bind(c.taken_back).bind(c.kept);
    let update = update.bind(import.applied_at).bind(import.finished_at).bind(import.version);
    tx.execute(update).await.map(drop)
}

/// The import.
pub(super) async fn find(tx: &mut Tx, id: &ImportId) -> Result<Option<Import>> {
    tx.optional(query("select * from import where id = $1").bind(id.as_str())).await
}

/// The import, held until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: &ImportId) -> Result<Option<Import>> {
    tx.optional(query("select * from import where id = $1 for update").bind(id.as_str())).await
}

/// Imports, the latest first, after the place where a page ended.
pub(super) async fn list(tx: &mut Tx, before: (Timestamp, &str), limit: i64) -> Result<Vec<Import>> {
    let select = query(
        "select * from import where (created_at, id) < ($1, $2) order by created_at desc, id desc limit $3",
    );
    tx.all(select.bind(before.0).bind(before.1).bind(limit)).await
}

/// Whether the same rows were read already for the same target, and when last.
pub(super) async fn same_rows(tx: &mut Tx, import: &Import) -> Result<Option<Import>> {
    let select = query(
        "select * from import where digest = $1 and target = $2 and id <> $3 and state = 'done' \
         order by created_at desc, id desc limit 1",
    );
    tx.optional(select.bind(import.digest.clone()).bind(import.target.as_str()).bind(import.id.as_str()))
        .await
}

/// Forgets what was foreseen.
pub(super) async fn clear_lines(tx: &mut Tx, id: &ImportId) -> Result<()> {
    tx.execute(query("delete from import_line where import_id = $1").bind(id.as_str())).await.map(drop)
}

/// Stores what becomes of a line, in place of what was foreseen.
pub(super) async fn put_line(tx: &mut Tx, id: &ImportId, line: &Line) -> Result<()> {
    let upsert = query(
        "insert into import_line (import_id, line, outcome, state, what, owner, object_id, object_version, troubles) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (import_id, line) do update set \
         outcome = excluded.outcome, state = excluded.state, what = excluded.what, owner = excluded.owner, \
         object_id = excluded.object_id, object_version = excluded.object_version, troubles = excluded.troubles",
    );
    let upsert = upsert.bind(id.as_str()).bind(line.line).bind(line.outcome.as_str()).bind(&line.state);
    let object = line.object.as_ref();
    let upsert =
        upsert.bind(&line.what).bind(object.and_then(|o| o.owner.clone())).bind(object.map(|o| o.id.clone()));
    let upsert = upsert.bind(object.map(|o| o.version)).bind(serde_json::json!(line.troubles));
    tx.execute(upsert).await.map(drop)
}

/// Lines of one outcome in order, after one already shown.
pub(super) async fn lines(
    tx: &mut Tx,
    id: &ImportId,
    outcome: Outcome,
    after: i64,
    limit: i64,
) -> Result<Vec<Line>> {
    let select = query(
        "select * from import_line where import_id = $1 and outcome = $2 and line > $3 order by line limit $4",
    );
    tx.all(select.bind(id.as_str()).bind(outcome.as_str()).bind(after).bind(limit)).await
}

/// What was created and done, the last line first, before one already taken back.
pub(super) async fn created(tx: &mut Tx, id: &ImportId, before: i64, limit: i64) -> Result<Vec<Line>> {
    let select = query(
        "select * from import_line where import_id = $1 and outcome = 'create' and state = 'done' and line < $2 \
         order by line desc limit $3",
    );
    tx.all(select.bind(id.as_str()).bind(before).bind(limit)).await
}

/// Says what became of a line when the import was taken back.
pub(super) async fn set_line(tx: &mut Tx, id: &ImportId, line: i64, state: &str) -> Result<()> {
    let update = query("update import_line set state = $3 where import_id = $1 and line = $2");
    tx.execute(update.bind(id.as_str()).bind(line).bind(state)).await.map(drop)
}

/// A row of ours by the identifier another tool has for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The other tool's identifier.
    pub external_id: String,
    /// Our row.
    pub object_id: String,
}

impl FromRow for Reference {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { external_id: row.get("external_id")?, object_id: row.get("object_id")? })
    }
}

/// What identifiers of a tool stand for, among those in scope.
pub(super) async fn references(
    tx: &mut Tx,
    source: &str,
    target: Target,
    ids: &[String],
) -> Result<Vec<Reference>> {
    let select = query(
        "select r.external_id, r.object_id from external_reference r where {scope r} and r.source = $1 and r.kind = $2",
    );
    let select = select.bind(source).bind(target.as_str()).and_in("r.external_id", ids);
    tx.all(select.push(" order by r.external_id, r.beneficiary_id")).await
}

/// How many messages past tickets have together.
pub(super) async fn messages(tx: &mut Tx, tickets: &[String]) -> Result<i64> {
    let select = query("select count(*) as value from ticket_message m where {scope m}");
    tx.value(select.and_in("m.ticket_id", tickets)).await
}

/// Remembers under which identifier a tool knows a row of ours.
pub(super) async fn refer(
    tx: &mut Tx,
    (source, target, external_id): (&str, Target, &str),
    object: &Object,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into external_reference (beneficiary_id, source, kind, external_id, object_id, created_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
    );
    let owner = object.owner.as_ref().map_or("provider", BeneficiaryId::as_str);
    let insert = insert.bind(owner).bind(source).bind(target.as_str()).bind(external_id);
    tx.execute(insert.bind(&object.id).bind(now)).await.map(drop)
}

/// Forgets the identifiers of a row that is gone.
pub(super) async fn unrefer(tx: &mut Tx, target: Target, object: &Object) -> Result<()> {
    let delete = query("delete from external_reference where {scope} and kind = $1 and object_id = $2");
    tx.execute(delete.bind(target.as_str()).bind(&object.id)).await.map(drop)
}

/// A mapping kept under a name.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Which one.
    pub id: MappingId,
    /// What its rows become.
    pub target: Target,
    /// Its name.
    pub name: String,
    /// The mapping.
    pub mapping: Mapping,
    /// Who kept it.
    pub created_by_name: String,
}

impl FromRow for Kept {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            target: row.word("target")?,
            name: row.get("name")?,
            mapping: row.json("mapping")?,
            created_by_name: row.get("created_by_name")?,
        })
    }
}

/// Keeps a mapping under its name, in place of the one that had it.
pub(super) async fn keep(tx: &mut Tx, kept: &Kept, columns_folded: &str, now: Timestamp) -> Result<()> {
    let upsert = query(
        "insert into import_mapping (id, target, name, name_folded, columns_folded, mapping, created_by_name, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (name_folded) do update set target = excluded.target, \
         name = excluded.name, columns_folded = excluded.columns_folded, mapping = excluded.mapping, \
         created_by_name = excluded.created_by_name, created_at = excluded.created_at",
    );
    let upsert =
        upsert.bind(kept.id.as_str()).bind(kept.target.as_str()).bind(&kept.name).bind(fold(&kept.name));
    let upsert =
        upsert.bind(columns_folded).bind(serde_json::json!(kept.mapping)).bind(&kept.created_by_name);
    tx.execute(upsert.bind(now)).await.map(drop)
}

/// The mapping kept last for the same columns.
pub(super) async fn kept_for(tx: &mut Tx, target: Target, columns_folded: &str) -> Result<Option<Kept>> {
    let select = query(
        "select * from import_mapping where target = $1 and columns_folded = $2 order by created_at desc, id limit 1",
    );
    tx.optional(select.bind(target.as_str()).bind(columns_folded)).await
}

/// Every mapping kept, by name.
pub(super) async fn kept(tx: &mut Tx) -> Result<Vec<Kept>> {
    tx.all(query("select * from import_mapping order by name_folded, id limit 200")).await
}

/// Forgets a mapping; gives 0 when there is none of that name.
pub(super) async fn forget(tx: &mut Tx, id: &MappingId) -> Result<u64> {
    tx.execute(query("delete from import_mapping where id = $1").bind(id.as_str())).await
}
