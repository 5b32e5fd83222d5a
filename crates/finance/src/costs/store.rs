//! The statements of costs.

use super::{
    ClosedTotal, ClosedYear, CostContent,
    rules::{Bought, Spent, Taken},
    sources::store::year as year_of,
};
use crate::supplier_invoices::Imputation;
use jiff::Timestamp;
use kernel::{Exact, id::BeneficiaryId};
use platform::db::{self, Error, FromRow, Row, Tx, json, query};

/// Most rows a year is computed from, of each source.
const MOST_ROWS: i64 = 20_000;

/// Most years and versions that are shown.
const SHOWN: i64 = 200;

fn exact(row: &Row, name: &'static str) -> db::Result<Exact> {
    let text: String = row.get(name)?;
    Exact::parse(&text).map_err(|e| Error::Decode(name, e.to_string()))
}

fn taken(row: &Row) -> db::Result<Taken> {
    Ok(Taken {
        key: row.get("key_name")?,
        unit: row.word("unit")?,
        figure: exact(row, "figure")?,
        total: exact(row, "total")?,
        source: row.get("key_source")?,
    })
}

impl FromRow for Bought {
    fn from_row(row: &Row) -> db::Result<Self> {
        let kind: String = row.get("kind")?;
        Ok(Self {
            invoice: row.id("invoice_id")?,
            number: row.get("shown_number")?,
            seller: row.get("seller_name")?,
            line_name: row.get("line_name")?,
            rate: exact(row, "rate")?,
            sign: if kind == "credit_note" { -1 } else { 1 },
            part: Imputation::from_row(row)?,
            taken: taken(row)?,
        })
    }
}

impl FromRow for Spent {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            kind: row.word("kind")?,
            label: row.get("label")?,
            amount: row.get("amount")?,
            percent: exact(row, "percent")?,
            block: row.get("block")?,
            source: row.get("source")?,
            taken: taken(row)?,
        })
    }
}

/// The parts of invoices of a year of which a beneficiary takes something.
pub(super) async fn bought(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i16) -> db::Result<Vec<Bought>> {
    let select = query(
        "select i.*, s.shown_number, s.seller_name, s.kind, k.name as key_name, k.unit, k.total, \
         k.source as key_source, a.figure from supplier_imputation i \
         join supplier_invoice s on s.id = i.invoice_id join allocation_key k on k.id = i.key_id \
         join allocation_share a on a.key_id = k.id \
         where {scope a} and a.beneficiary_id = $1 and s.year = $2 and s.set_aside_at is null order by i.id limit $3",
    );
    tx.all(select.bind(beneficiary).bind(i64::from(year)).bind(MOST_ROWS)).await
}

/// The costs without an invoice of a year of which a beneficiary takes something.
pub(super) async fn spent(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i16) -> db::Result<Vec<Spent>> {
    let select = query(
        "select e.*, k.name as key_name, k.unit, k.total, k.source as key_source, a.figure from cost_entry e \
         join allocation_key k on k.id = e.key_id join allocation_share a on a.key_id = k.id \
         where {scope a} and a.beneficiary_id = $1 and e.year = $2 and e.withdrawn_at is null order by e.id limit $3",
    );
    tx.all(select.bind(beneficiary).bind(i64::from(year)).bind(MOST_ROWS)).await
}

struct Units(String, Exact, String);

impl FromRow for Units {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.get("offer")?, exact(row, "quantity")?, row.get("source")?))
    }
}

/// The units of work that were written down for a year.
pub(super) async fn units(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
) -> db::Result<Vec<(String, Exact, String)>> {
    let select = query(
        "select u.offer, u.quantity, u.source from service_units u \
         where {scope u} and u.beneficiary_id = $1 and u.year = $2 order by u.offer",
    );
    let rows: Vec<Units> = tx.all(select.bind(beneficiary).bind(i64::from(year))).await?;
    Ok(rows.into_iter().map(|Units(offer, quantity, source)| (offer, quantity, source)).collect())
}

/// Writes units of work down, over what was said before.
pub(super) async fn put_units(
    tx: &mut Tx,
    (beneficiary, year): (&BeneficiaryId, i16),
    (offer, quantity, source): (&str, &Exact, &str),
    (at, by): (Timestamp, &str),
) -> db::Result<()> {
    let put = query(
        "insert into service_units (beneficiary_id, year, offer, quantity, source, recorded_at, recorded_by_name) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (beneficiary_id, year, offer) do update set \
         quantity = excluded.quantity, source = excluded.source, recorded_at = excluded.recorded_at, \
         recorded_by_name = excluded.recorded_by_name",
    );
    let put = put.bind(beneficiary).bind(i64::from(year)).bind(offer).bind(quantity.to_fraction());
    tx.execute(put.bind(source).bind(at).bind(by)).await.map(drop)
}

impl FromRow for ClosedYear {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            year: year_of(row)?,
            version: row.get("version")?,
            content: row.json("content")?,
            reason: row.get("reason")?,
            closed_at: row.get("closed_at")?,
            closed_by: row.get("closed_by_name")?,
        })
    }
}

impl FromRow for ClosedTotal {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            year: year_of(row)?,
            version: row.get("version")?,
            core: row.get("core")?,
            total: row.get("total")?,
            closed_at: row.get("closed_at")?,
            closed_by: row.get("closed_by_name")?,
            reason: row.get("reason")?,
        })
    }
}

/// The last closed version of a year, or that of a number.
pub async fn closed(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
    version: Option<i64>,
) -> db::Result<Option<ClosedYear>> {
    let select =
        query("select c.* from cost_year c where {scope c}").and_if("c.beneficiary_id =", Some(beneficiary));
    let select = select.and_if("c.year =", Some(i64::from(year))).and_if("c.version =", version);
    tx.optional(select.push(" order by c.version desc limit 1")).await
}

/// Every closed version of a beneficiary, the latest year first, then the latest version; without what they hold.
pub async fn totals(tx: &mut Tx, beneficiary: &BeneficiaryId) -> db::Result<Vec<ClosedTotal>> {
    let select = query(
        "select c.year, c.version, c.core, c.total, c.closed_at, c.closed_by_name, c.reason from cost_year c \
         where {scope c} and c.beneficiary_id = $1 order by c.year desc, c.version desc limit $2",
    );
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}

struct Whose(BeneficiaryId, ClosedTotal);

impl FromRow for Whose {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.id("beneficiary_id")?, ClosedTotal::from_row(row)?))
    }
}

/// Every closed version in scope, each with its beneficiary: the latest year first, then the latest version.
pub(super) async fn all_totals(tx: &mut Tx) -> db::Result<Vec<(BeneficiaryId, ClosedTotal)>> {
    let select = query(
        "select c.beneficiary_id, c.year, c.version, c.core, c.total, c.closed_at, c.closed_by_name, c.reason \
         from cost_year c where {scope c} order by c.beneficiary_id, c.year desc, c.version desc limit $1",
    );
    let rows: Vec<Whose> = tx.all(select.bind(MOST_ROWS)).await?;
    Ok(rows.into_iter().map(|Whose(id, total)| (id, total)).collect())
}

/// Keeps a closed version.
pub(super) async fn close(tx: &mut Tx, closed: &ClosedYear) -> db::Result<()> {
    let content: &CostContent = &closed.content;
    let insert = query(
        "insert into cost_year (beneficiary_id, year, version, core, total, content, reason, closed_at, closed_by_name) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(&closed.beneficiary).bind(i64::from(closed.year)).bind(closed.version);
    let insert = insert.bind(content.core.0).bind(content.total.0).bind(json("cost_year", content)?);
    tx.execute(insert.bind(&closed.reason).bind(closed.closed_at).bind(&closed.closed_by)).await.map(drop)
}
