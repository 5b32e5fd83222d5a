//! The statements of exports.

use super::{Issued, MappingId};
use crate::{einvoice::InvoiceFacts, invoices::Content};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    db::{self, Error, FromRow, Row, Tx, query},
};

impl FromRow for Issued {
    fn from_row(row: &Row) -> db::Result<Self> {
        let number = |name| -> db::Result<i16> {
            let year: i64 = row.get(name)?;
            i16::try_from(year).map_err(|e| Error::Decode(name, e.to_string()))
        };
        let (facts, content): (InvoiceFacts, Content) = (row.json("facts")?, row.json("content")?);
        let fiscal: Option<i64> = row.maybe("fiscal_year")?;
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            beneficiary_code: row.get("beneficiary_code")?,
            beneficiary_name: row.get("beneficiary_name")?,
            id: row.id("id")?,
            kind: row.word("kind")?,
            number: row.get("number")?,
            offer: row.get("offer")?,
            year: number("year")?,
            object: row.get("object")?,
            issued_on: row.get("issued_on")?,
            due_on: row.maybe("due_on")?,
            from: content.from,
            to: content.to,
            siret: facts.buyer.party.siret.as_str().to_owned(),
            service_code: facts.buyer.service_code.unwrap_or_default(),
            commitment_number: facts.buyer.commitment_number.unwrap_or_default(),
            agreement: content.agreement,
            net: row.get("net")?,
            vat: row.get("vat")?,
            gross: row.get("gross")?,
            order_number: row.maybe("order_number")?,
            slip_number: row.maybe("slip_number")?,
            ordered_on: row.maybe("ordered_on")?,
            fiscal_year: fiscal.and_then(|year| i16::try_from(year).ok()),
            digest: row.get("digest")?,
        })
    }
}

/// An issued document with its PDF and the revenue order that holds: the one that no later record replaces.
const SELECT: &str = "select i.*, o.code as beneficiary_code, o.name as beneficiary_name, f.digest, \
    t.order_number, t.slip_number, t.ordered_on, t.fiscal_year from invoice i \
    join organisation o on o.id = i.beneficiary_id \
    join invoice_file f on f.beneficiary_id = i.beneficiary_id and f.invoice_id = i.id and f.format = 'pdf' \
    left join revenue_order t on t.beneficiary_id = i.beneficiary_id and t.invoice_id = i.id and not exists \
    (select 1 from revenue_order n where n.beneficiary_id = t.beneficiary_id and n.replaces_id = t.id) \
    where i.state = 'issued' and {scope i}";

/// Everything issued between two days, both included, in the order of issue.
pub async fn issued(tx: &mut Tx, from: Date, to: Date) -> db::Result<Vec<Issued>> {
    let select = query(SELECT).and_if("i.issued_on >=", Some(from)).and_if("i.issued_on <=", Some(to));
    tx.all(select.push(" order by i.issued_on, i.issued_at, i.id")).await
}

/// Everything that may belong to two years on the last day of one: issued by then for later days, or later for days by then.
pub async fn around(tx: &mut Tx, last_day: Date) -> db::Result<Vec<Issued>> {
    let select = query(SELECT).push(
        " and ((i.issued_on <= $1 and i.year >= $2) or (i.issued_on > $1 and i.year <= $2)) \
         order by o.name_folded, i.beneficiary_id, i.issued_on, i.id",
    );
    tx.all(select.bind(last_day).bind(i64::from(last_day.year()))).await
}

/// A beneficiary and whether a year was billed.
pub(super) struct Billed(pub(super) BeneficiaryId);

impl FromRow for Billed {
    fn from_row(row: &Row) -> db::Result<Self> {
        row.id("beneficiary_id").map(Self)
    }
}

/// The beneficiaries that have an issued invoice of an offer for a year that no credit note cancelled.
pub(super) async fn billed(tx: &mut Tx, year: i16) -> db::Result<Vec<Billed>> {
    let select = query(
        "select i.beneficiary_id from invoice i where {scope i} and i.state = 'issued' and i.kind = 'invoice' and i.year = $1 \
         and not exists (select 1 from invoice_event e where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id \
         and e.kind = 'cancelled_by_credit_note') group by i.beneficiary_id",
    );
    tx.all(select.bind(i64::from(year))).await
}

/// An imported mapping.
pub struct Stored {
    /// Its version.
    pub version: i64,
    /// What it is called.
    pub name: String,
    /// Its text.
    pub source: String,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// By whom.
    pub imported_by: String,
}

impl FromRow for Stored {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            version: row.get("version")?,
            name: row.get("name")?,
            source: row.get("source")?,
            imported_at: row.get("imported_at")?,
            imported_by: row.get("imported_by_name")?,
        })
    }
}

/// The mapping imported last.
pub async fn mapping(tx: &mut Tx) -> db::Result<Option<Stored>> {
    tx.optional(query("select * from export_mapping order by version desc limit 1")).await
}

/// Keeps a mapping as the next version.
pub(super) async fn insert_mapping(
    tx: &mut Tx,
    ctx: &Ctx,
    (version, name, source): (i64, &str, &str),
) -> db::Result<()> {
    let id: MappingId = ctx.id();
    let insert = query(
        "insert into export_mapping (id, version, name, source, imported_at, imported_by_name) values ($1, $2, $3, $4, $5, $6)",
    );
    let insert = insert.bind(id.as_str()).bind(version).bind(name).bind(source);
    tx.execute(insert.bind(ctx.now()).bind(&ctx.actor.name)).await.map(drop)
}
