//! The statements of invoices of suppliers.

use super::{Imputation, ImputationId, SupplierInvoice, SupplierInvoiceId, rules};
use jiff::Timestamp;
use kernel::{Cents, Text};
use platform::db::{self, FromRow, Row, Tx, json, query};

/// Rows of a page.
pub const PAGE: usize = 50;

/// Most imputations of an invoice.
pub(super) const MOST_PARTS: usize = 5_000;

impl FromRow for SupplierInvoice {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            facts: row.json("facts")?,
            differences: row.json("differences")?,
            file: row.id("file_digest")?,
            file_name: row.get("file_name")?,
            media_type: row.get("media_type")?,
            received_at: row.get("received_at")?,
            received_by: row.get("received_by_name")?,
            set_aside_at: row.maybe("set_aside_at")?,
            set_aside_why: row.get("set_aside_why")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Imputation {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            invoice: row.id("invoice_id")?,
            line: row.get("line")?,
            net: row.get("net")?,
            bears_vat: row.get("bears_vat")?,
            block: row.get("block")?,
            nature: row.word("nature")?,
            key: row.id("key_id")?,
            key_name: row.get("key_name")?,
        })
    }
}

/// An invoice of a list, without what its file states.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Listed {
    /// Which one.
    pub id: SupplierInvoiceId,
    /// Name of the supplier.
    pub seller_name: String,
    /// Its number.
    pub number: String,
    /// Its date.
    pub issued_on: jiff::civil::Date,
    /// Whether money is claimed.
    pub kind: super::SupplierKind,
    /// Total excluding VAT.
    pub net: Cents,
    /// Total including VAT.
    pub gross: Cents,
    /// Whether something does not add up in it.
    pub has_differences: bool,
    /// Lines of which a part is put to no block.
    pub lines_left: i64,
    /// Since when it counts no more.
    pub set_aside_at: Option<Timestamp>,
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> db::Result<Self> {
        let differences: Vec<super::Difference> = row.json("differences")?;
        Ok(Self {
            id: row.id("id")?,
            seller_name: row.get("seller_name")?,
            number: row.get("shown_number")?,
            issued_on: row.get("issued_on")?,
            kind: row.word("kind")?,
            net: row.get("net")?,
            gross: row.get("gross")?,
            has_differences: !differences.is_empty(),
            lines_left: row.get("lines_left")?,
            set_aside_at: row.maybe("set_aside_at")?,
        })
    }
}

/// One page of the invoices, the last received first, and one row more when others follow.
pub async fn page(tx: &mut Tx, year: Option<i16>, after: Option<&str>) -> db::Result<Vec<Listed>> {
    let select = query(
        "select s.id, s.seller_name, s.shown_number, s.issued_on, s.kind, s.net, s.gross, s.differences, s.lines_left, \
         s.set_aside_at from supplier_invoice s where s.version > 0",
    );
    let select = select.and_if("s.year =", year.map(i64::from)).and_if("s.id <", after);
    tx.all(select.push(" order by s.id desc limit 51")).await
}

/// One invoice.
pub async fn find(tx: &mut Tx, id: &SupplierInvoiceId) -> db::Result<Option<SupplierInvoice>> {
    let select = query("select s.* from supplier_invoice s where s.id = $1");
    tx.optional(select.bind(id.as_str())).await
}

/// The same, its row held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, id: &SupplierInvoiceId) -> db::Result<Option<SupplierInvoice>> {
    let select = query("select s.* from supplier_invoice s where s.id = $1 for update");
    tx.optional(select.bind(id.as_str())).await
}

/// Keeps an invoice that was received.
pub(super) async fn insert(tx: &mut Tx, one: &SupplierInvoice) -> db::Result<()> {
    let (facts, totals) = (&one.facts, &one.facts.totals);
    let lines = facts.lines.iter().filter(|line| line.net != Cents::ZERO).count();
    let insert = query(
        "insert into supplier_invoice (id, seller, seller_name, shown_number, number, year, issued_on, kind, facts, \
         differences, net, vat, gross, file_digest, file_name, media_type, received_at, received_by_name, \
         set_aside_by_name, set_aside_why, version, lines_left) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', '', 1, $19)",
    );
    let insert =
        insert.bind(one.id.as_str()).bind(&facts.seller).bind(&facts.seller_name).bind(&facts.number);
    let insert = insert.bind(rules::number_key(&facts.number)).bind(i64::from(facts.issued_on.year()));
    let insert =
        insert.bind(facts.issued_on).bind(facts.kind.as_str()).bind(json("supplier_invoice", facts)?);
    let insert = insert.bind(json("supplier_invoice", &one.differences)?);
    let insert = insert.bind(totals.net.0).bind(totals.vat.0).bind(totals.gross.0).bind(one.file.as_str());
    let insert =
        insert.bind(&one.file_name).bind(&one.media_type).bind(one.received_at).bind(&one.received_by);
    tx.execute(insert.bind(i64::try_from(lines).unwrap_or(i64::MAX))).await.map(drop)
}

/// The parts of an invoice put to blocks, by line.
pub async fn parts(tx: &mut Tx, id: &SupplierInvoiceId) -> db::Result<Vec<Imputation>> {
    let select = query(
        "select i.*, k.name as key_name from supplier_imputation i join allocation_key k on k.id = i.key_id \
         where i.invoice_id = $1 order by i.line, i.id",
    );
    tx.all(select.bind(id.as_str())).await
}

/// Keeps a part, with what its line says.
pub(super) async fn add_part(
    tx: &mut Tx,
    part: &Imputation,
    line: &super::Line,
    (at, by): (Timestamp, &str),
) -> db::Result<()> {
    let insert = query(
        "insert into supplier_imputation (id, invoice_id, line, line_name, rate, net, bears_vat, block, nature, key_id, \
         recorded_at, recorded_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    let insert = insert.bind(part.id.as_str()).bind(part.invoice.as_str()).bind(part.line).bind(&line.name);
    let insert = insert.bind(line.rate.to_fraction()).bind(part.net.0).bind(part.bears_vat).bind(&part.block);
    tx.execute(insert.bind(part.nature.as_str()).bind(part.key.as_str()).bind(at).bind(by)).await.map(drop)
}

/// Takes a part away; gives 0 when there is none.
pub(super) async fn remove_part(
    tx: &mut Tx,
    (invoice, id): (&SupplierInvoiceId, &ImputationId),
) -> db::Result<u64> {
    let delete = query("delete from supplier_imputation where invoice_id = $1 and id = $2");
    tx.execute(delete.bind(invoice.as_str()).bind(id.as_str())).await
}

/// Says how many lines have a part put to no block, of an invoice that is held.
pub(super) async fn touch(tx: &mut Tx, id: &SupplierInvoiceId, lines_left: usize) -> db::Result<()> {
    let update = query("update supplier_invoice set lines_left = $2, version = version + 1 where id = $1");
    let left = i64::try_from(lines_left).unwrap_or(i64::MAX);
    tx.execute(update.bind(id.as_str()).bind(left)).await.map(drop)
}

/// Sets an invoice that is held aside.
pub(super) async fn set_aside(
    tx: &mut Tx,
    id: &SupplierInvoiceId,
    (at, by, why): (Timestamp, &str, &str),
) -> db::Result<()> {
    let update = query(
        "update supplier_invoice set set_aside_at = $2, set_aside_by_name = $3, set_aside_why = $4, \
         version = version + 1 where id = $1",
    );
    tx.execute(update.bind(id.as_str()).bind(at).bind(by).bind(why)).await.map(drop)
}

/// How many invoices of a year have a part that is put to no block.
pub async fn to_impute(tx: &mut Tx, year: i16) -> db::Result<i64> {
    let select = query(
        "select count(*) as value from supplier_invoice s where s.year = $1 and s.lines_left > 0 and s.set_aside_at is null",
    );
    let found: Option<(i64,)> = tx.optional(select.bind(i64::from(year))).await?;
    Ok(found.map_or(0, |(count,)| count))
}

/// The refusal of an invoice that was received already.
pub(super) fn duplicate(number: &str) -> Text {
    Text::new("supplier-error-duplicate").with("number", number)
}
