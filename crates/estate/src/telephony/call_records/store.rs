//! Sources, files and calls in the database. Sources and files belong to the provider.

use super::{
    Call, Counts, Format, Import, ImportId, Reading, Source, SourceId, State, Total, formats::Place,
};
use jiff::{Timestamp, civil::Date};
use kernel::{fold, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, Value, query};
use std::collections::HashMap;

/// Calls on one page.
pub const PAGE: usize = 50;

impl FromRow for Source {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            format: row.word("format")?,
            reading: row.json("reading")?,
            owner: row.maybe_id("owner_id")?,
        })
    }
}

impl FromRow for Import {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            source: row.id("source_id")?,
            source_name: row.get("source_name")?,
            file_name: row.get("file_name")?,
            digest: row.get("digest")?,
            size: row.get("size")?,
            state: row.word("state")?,
            bytes_done: row.get("bytes_done")?,
            line_done: row.get("line_done")?,
            counts: Counts {
                added: row.get("added")?,
                known: row.get("known")?,
                unanswered: row.get("unanswered")?,
                incoming: row.get("incoming")?,
                unowned: row.get("unowned")?,
                too_old: row.get("too_old")?,
            },
            trouble_line: row.maybe("trouble_line")?,
            trouble: row.maybe_json("trouble")?,
            asked_by_name: row.get("asked_by_name")?,
            asked_at: row.get("asked_at")?,
            ended_at: row.maybe("ended_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Call {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            key: row.get("record_key")?,
            at: row.get("at")?,
            caller: row.get("caller")?,
            called: row.get("called")?,
            class: row.word("class")?,
            country: row.get("country")?,
            seconds: row.get("seconds")?,
        })
    }
}

impl FromRow for Total {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            month: row.get("month")?,
            class: row.word("class")?,
            country: row.get("country")?,
            calls: row.get("calls")?,
            seconds: row.get("seconds")?,
        })
    }
}

/// Every source, by name.
pub async fn sources(tx: &mut Tx) -> Result<Vec<Source>> {
    tx.all(query("select * from call_source order by name_folded, id")).await
}

/// One source.
pub async fn source(tx: &mut Tx, id: &SourceId) -> Result<Option<Source>> {
    tx.optional(query("select * from call_source where id = $1").bind(id.as_str())).await
}

/// Stores a new source.
pub(super) async fn insert_source(
    tx: &mut Tx,
    id: &SourceId,
    (name, format, reading): (&str, Format, &Reading),
    owner: Option<&BeneficiaryId>,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into call_source (id, name, name_folded, format, reading, owner_id, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    );
    let insert = insert.bind(id.as_str()).bind(name).bind(fold(name)).bind(format.as_str());
    let insert = insert.bind(serde_json::to_value(reading).unwrap_or_default());
    tx.execute(insert.bind(owner.map(BeneficiaryId::as_str)).bind(now)).await.map(drop)
}

const IMPORT: &str =
    "select i.*, s.name as source_name from call_import i join call_source s on s.id = i.source_id";

/// The last files, the latest first.
pub async fn imports(tx: &mut Tx) -> Result<Vec<Import>> {
    tx.all(query(IMPORT).push(" order by i.asked_at desc, i.id desc limit 100")).await
}

/// One file.
pub async fn import(tx: &mut Tx, id: &ImportId) -> Result<Option<Import>> {
    tx.optional(query(IMPORT).push(" where i.id = $1").bind(id.as_str())).await
}

/// One file, held until the end of the transaction.
pub(super) async fn lock_import(tx: &mut Tx, id: &ImportId) -> Result<Option<Import>> {
    let select = query(IMPORT).push(" where i.id = $1 for update");
    tx.optional(select.bind(id.as_str())).await
}

/// The same file of the same source that was taken, or is being taken.
pub(super) async fn taken(tx: &mut Tx, source: &SourceId, digest: &str) -> Result<Option<Import>> {
    let select = query(IMPORT).push(
        " where i.source_id = $1 and i.digest = $2 and i.state in ('checking', 'applying', 'done') \
         order by i.asked_at, i.id limit 1",
    );
    tx.optional(select.bind(source.as_str()).bind(digest)).await
}

/// Stores a new file.
pub(super) async fn insert_import(tx: &mut Tx, one: &Import) -> Result<()> {
    let insert = query(
        "insert into call_import (id, source_id, file_name, digest, size, state, bytes_done, line_done, added, known, \
         unanswered, incoming, unowned, too_old, asked_by_name, asked_at, version) \
         values ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, 0, 0, 0, $7, $8, 1)",
    );
    let insert =
        insert.bind(one.id.as_str()).bind(one.source.as_str()).bind(&one.file_name).bind(&one.digest);
    let insert = insert.bind(one.size).bind(one.state.as_str()).bind(&one.asked_by_name);
    tx.execute(insert.bind(one.asked_at)).await.map(drop)
}

/// Stores where a held file stands.
pub(super) async fn save_import(tx: &mut Tx, one: &Import) -> Result<()> {
    let update = query(
        "update call_import set state = $2, bytes_done = $3, line_done = $4, added = $5, known = $6, unanswered = $7, \
         incoming = $8, unowned = $9, too_old = $10, trouble_line = $11, trouble = $12, ended_at = $13, version = $14 \
         where id = $1",
    );
    let counts = &one.counts;
    let trouble = one.trouble.as_ref().map(|text| serde_json::to_value(text).unwrap_or_default());
    let update =
        update.bind(one.id.as_str()).bind(one.state.as_str()).bind(one.bytes_done).bind(one.line_done);
    let update = update.bind(counts.added).bind(counts.known).bind(counts.unanswered).bind(counts.incoming);
    let update = update.bind(counts.unowned).bind(counts.too_old).bind(one.trouble_line).bind(trouble);
    tx.execute(update.bind(one.ended_at).bind(one.version)).await.map(drop)
}

impl Import {
    /// Where the file was left.
    pub(super) fn place(&self) -> Place {
        let [bytes, line] = [self.bytes_done, self.line_done].map(|n| u64::try_from(n).unwrap_or(0));
        Place { bytes, line }
    }

    /// Writes down where the file is left.
    pub(super) fn leave(&mut self, place: Place) {
        self.bytes_done = i64::try_from(place.bytes).unwrap_or(i64::MAX);
        self.line_done = i64::try_from(place.line).unwrap_or(i64::MAX);
    }

    /// Ends the file.
    pub(super) fn end(&mut self, state: State, now: Timestamp) {
        self.state = state;
        self.ended_at = Some(now);
        self.version += 1;
    }
}

struct Caller(String, String, BeneficiaryId);

impl FromRow for Caller {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.get("number")?, row.get("extension")?, row.id("beneficiary_id")?))
    }
}

/// Whose each number and each extension is. An extension that two beneficiaries have is nobody's; of a number that changed
/// hands, the line in service counts.
pub async fn callers(tx: &mut Tx) -> Result<HashMap<String, BeneficiaryId>> {
    let select = query(
        "select l.number, l.extension, l.beneficiary_id from telephone_line l where {scope l} \
         order by l.retired_on nulls last, l.number, l.id",
    );
    let rows: Vec<Caller> = tx.all(select).await?;
    let (mut owners, mut shared) = (HashMap::new(), vec![]);
    for Caller(number, extension, owner) in rows {
        if !extension.is_empty() {
            match owners.get(&extension) {
                Some(known) if *known != owner => shared.push(extension),
                _ => drop(owners.insert(extension, owner.clone())),
            }
        }
        owners.insert(number, owner);
    }
    for extension in shared {
        owners.remove(&extension);
    }
    Ok(owners)
}

/// Stores calls and gives the names of those that are new. No call is twice in `calls`.
pub(super) async fn insert_calls(tx: &mut Tx, source: &SourceId, calls: &[Call]) -> Result<Vec<String>> {
    if calls.is_empty() {
        return Ok(vec![]);
    }
    let rows = calls.iter().map(|call| {
        vec![
            Value::from(&call.beneficiary),
            Value::from(source.as_str()),
            Value::from(&call.key),
            Value::from(call.at),
            Value::from(&call.caller),
            Value::from(&call.called),
            Value::from(call.class.as_str()),
            Value::from(&call.country),
            Value::from(call.seconds),
        ]
    });
    let insert = query(
        "insert into call_record (beneficiary_id, source_id, record_key, at, caller, called, class, country, seconds) \
         values",
    ).values("($1, $2, $3, $4, $5, $6, $7, $8, $9)", rows);
    let insert = insert.push(
        " on conflict (beneficiary_id, source_id, record_key) do nothing returning record_key as value",
    );
    Ok(tx.all::<(String,)>(insert).await?.into_iter().map(|(key,)| key).collect())
}

/// Adds to the totals. No month, class and country of a beneficiary is twice in `totals`.
pub(super) async fn add_totals(tx: &mut Tx, totals: &[Total]) -> Result<()> {
    if totals.is_empty() {
        return Ok(());
    }
    let rows = totals.iter().map(|total| {
        vec![
            Value::from(&total.beneficiary),
            Value::from(total.month),
            Value::from(total.class.as_str()),
            Value::from(&total.country),
            Value::from(total.calls),
            Value::from(total.seconds),
        ]
    });
    let insert =
        query("insert into call_total (beneficiary_id, month, class, country, calls, seconds) values")
            .values("($1, $2, $3, $4, $5, $6)", rows)
            .push(
                " on conflict (beneficiary_id, month, class, country) do update set \
             calls = call_total.calls + excluded.calls, seconds = call_total.seconds + excluded.seconds",
            );
    tx.execute(insert).await.map(drop)
}

/// Which calls of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this kind.
    pub class: Option<super::Class>,
    /// Before this call: when it began, its source and its name there.
    pub before: Option<(Timestamp, String)>,
}

/// One page, the latest first. One row more than a page tells that another follows.
pub async fn page(tx: &mut Tx, filter: &Filter) -> Result<Vec<Call>> {
    let far = "9999-01-01T00:00:00Z".parse().unwrap_or(Timestamp::MAX);
    let (at, key) = filter.before.clone().unwrap_or((far, String::new()));
    let select =
        query("select c.* from call_record c where {scope c} and (c.at, c.record_key) < ($1, $2) and $3 > 0");
    let select = select.bind(at).bind(key).bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    let select = select.and_if("c.class =", filter.class.map(super::Class::as_str));
    tx.all(select.push(" order by c.at desc, c.record_key desc limit $3")).await
}

/// Totals of months from one day to another, without the latter, by month, beneficiary, class and country.
pub async fn totals(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    from: Date,
    to: Date,
) -> Result<Vec<Total>> {
    let select = query("select t.* from call_total t where {scope t} and t.month >= $1 and t.month < $2");
    let select = select.bind(from).bind(to).and_if("t.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by t.month, t.beneficiary_id, t.class, t.country")).await
}

/// Forgets calls that began before an instant; gives how many.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    let delete = query("delete from call_record where {scope} and at < $1");
    tx.execute(delete.bind(before)).await
}
