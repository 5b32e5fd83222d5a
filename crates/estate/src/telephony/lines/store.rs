//! Lines in the database.

use super::{Assignment, Kind, Line, LineForm, LineKey, SetFact, rules::Checked};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Query, Result, Row, Tx, query};

/// Lines on one page.
pub const PAGE: usize = 50;

const LINE: &str = "select l.*, o.name as beneficiary_name, s.name as site_name from telephone_line l \
     join organisation o on o.id = l.beneficiary_id \
     left join site s on s.beneficiary_id = l.beneficiary_id and s.id = l.site_id where {scope l}";

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            number: row.get("number")?,
            extension: row.get("extension")?,
            kind: row.word("kind")?,
            standard: standard(row)?,
            sim: row.get("sim")?,
            plan: row.get("plan")?,
            holder: row.get("holder")?,
            site: row.maybe("site_id")?.zip(row.maybe("site_name")?),
            in_service_on: row.get("in_service_on")?,
            retired_on: row.maybe("retired_on")?,
            note: row.get("note")?,
            version: row.get("version")?,
        })
    }
}

fn standard(row: &Row) -> Result<Option<super::Standard>> {
    Ok(row.maybe::<String>("standard")?.as_deref().and_then(super::Standard::parse))
}

impl FromRow for Assignment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            from_on: row.get("from_on")?,
            standard: standard(row)?,
            plan: row.get("plan")?,
            holder: row.get("holder")?,
            site_name: row.maybe("site_name")?,
            by_name: row.get("by_name")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl FromRow for SetFact {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            line: row.id("line_id")?,
            number: row.get("number")?,
            in_service_on: row.get("in_service_on")?,
            retired_on: row.maybe("retired_on")?,
            from_on: row.get("from_on")?,
            standard: row.word("standard")?,
        })
    }
}

/// Which lines of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these.
    pub kind: Option<Kind>,
    /// Only of this beneficiary.
    pub beneficiary: Option<BeneficiaryId>,
    /// Retired ones too.
    pub with_retired: bool,
    /// After this number and identifier.
    pub after: (String, String),
}

/// One page, by number. One row more than a page tells that another follows.
pub async fn page(tx: &mut Tx, filter: &Filter) -> Result<Vec<Line>> {
    let select =
        query(LINE).push(" and (l.number, l.id) > ($1, $2) and ($3 or l.retired_on is null) and $4 > 0");
    let select = select.bind(&filter.after.0).bind(&filter.after.1).bind(filter.with_retired);
    let select = select.bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    let select = select.and_if("l.kind =", filter.kind.map(Kind::as_str));
    let select = select.and_if("l.beneficiary_id =", filter.beneficiary.as_ref());
    tx.all(select.push(" order by l.number, l.id limit $4")).await
}

/// The line, when in scope.
pub async fn find(tx: &mut Tx, key: &LineKey) -> Result<Option<Line>> {
    let select = query(LINE).push(" and l.beneficiary_id = $1 and l.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The lines in scope of a number, those in service first.
pub async fn numbered(tx: &mut Tx, number: &str) -> Result<Vec<Line>> {
    let select = query(LINE).push(" and l.number = $1 order by l.retired_on nulls first, l.id");
    tx.all(select.bind(number)).await
}

/// What a line was, the latest first.
pub async fn assignments(tx: &mut Tx, key: &LineKey) -> Result<Vec<Assignment>> {
    let select = query(
        "select a.*, s.name as site_name from telephone_line_assignment a \
         left join site s on s.beneficiary_id = a.beneficiary_id and s.id = a.site_id \
         where {scope a} and a.beneficiary_id = $1 and a.line_id = $2 order by a.from_on desc limit 200",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// What the fixed lines of a beneficiary, or of all in scope, spoke from which day on.
pub async fn set_facts(tx: &mut Tx, beneficiary: Option<&BeneficiaryId>) -> Result<Vec<SetFact>> {
    let select = query(
        "select a.line_id, l.number, a.from_on, a.standard, l.in_service_on, l.retired_on from telephone_line_assignment a \
         join telephone_line l on l.beneficiary_id = a.beneficiary_id and l.id = a.line_id \
         where {scope a} and l.kind = 'fixed' and a.standard is not null",
    );
    let select = select.and_if("a.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by a.line_id, a.from_on")).await
}

fn bound(statement: Query, key: &LineKey, form: &LineForm, line: &Checked) -> Query {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    statement
        .bind(&key.beneficiary)
        .bind(key.id.as_str())
        .bind(&line.number)
        .bind(&line.extension)
        .bind(line.kind.as_str())
        .bind(line.standard.map(super::Standard::as_str))
        .bind(&line.sim)
        .bind(form.plan.trim())
        .bind(form.holder.trim())
        .bind(some(&form.site))
        .bind(line.in_service_on)
        .bind(form.note.trim())
}

/// Stores a new line at version 1.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &LineKey,
    form: &LineForm,
    line: &Checked,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into telephone_line (beneficiary_id, id, number, extension, kind, standard, sim, plan, holder, site_id, \
         in_service_on, note, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    tx.execute(bound(insert, key, form, line).bind(now)).await.map(drop)
}

/// Replaces the content when the row is still at the version read; gives the number of rows changed, 0 or 1.
pub(super) async fn update(tx: &mut Tx, key: &LineKey, form: &LineForm, line: &Checked) -> Result<u64> {
    let update = query(
        "update telephone_line set version = version + 1, number = $3, extension = $4, kind = $5, standard = $6, \
         sim = $7, plan = $8, holder = $9, site_id = $10, in_service_on = $11, note = $12 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $13",
    );
    tx.execute(bound(update, key, form, line).bind(form.version)).await
}

/// Ends a line, or brings it back, when it is still at the version read.
pub(super) async fn retire(tx: &mut Tx, key: &LineKey, on: Option<Date>, version: i64) -> Result<u64> {
    let update = query(
        "update telephone_line set version = version + 1, retired_on = $3 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $4",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(on).bind(version)).await
}

/// Writes down what a line is from a day on.
pub(super) async fn assign(tx: &mut Tx, line: &Line, from_on: Date, by: &str, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into telephone_line_assignment (beneficiary_id, line_id, from_on, standard, plan, holder, site_id, \
         by_name, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         on conflict (beneficiary_id, line_id, from_on) do update set standard = excluded.standard, \
         plan = excluded.plan, holder = excluded.holder, site_id = excluded.site_id, by_name = excluded.by_name, \
         recorded_at = excluded.recorded_at",
    );
    let insert = insert.bind(&line.beneficiary).bind(line.id.as_str()).bind(from_on);
    let insert = insert.bind(line.standard.map(super::Standard::as_str)).bind(&line.plan).bind(&line.holder);
    let insert = insert.bind(line.site.as_ref().map(|(id, _)| id.clone())).bind(by).bind(now);
    tx.execute(insert).await.map(drop)
}

/// Every mobile line in scope, those in service first.
pub async fn mobiles(tx: &mut Tx) -> Result<Vec<Line>> {
    let select = query(LINE).push(" and l.kind = 'mobile' order by l.retired_on nulls first, l.number, l.id");
    tx.all(select).await
}
