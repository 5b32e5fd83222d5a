//! The statements of invoices.

mod writing;

pub use writing::*;

use super::{Event, ExplainedFigure, Invoice, InvoiceId, Issue, Signature, StoredFile};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{self, Error, FromRow, Row, Tx, query};

impl FromRow for Invoice {
    fn from_row(row: &Row) -> db::Result<Self> {
        let year: i64 = row.get("year")?;
        let explanations: Vec<ExplainedFigure> = row.json("explanations")?;
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            id: row.id("id")?,
            kind: row.word("kind")?,
            state: row.word("state")?,
            year: i16::try_from(year).map_err(|e| Error::Decode("year", e.to_string()))?,
            offer: row.get("offer")?,
            round: row.get("round")?,
            object: row.get("object")?,
            content: row.json("content")?,
            net: row.get("net")?,
            vat: row.get("vat")?,
            gross: row.get("gross")?,
            explanations,
            census: row.maybe_id("census_id")?,
            corrects: row.maybe_id("corrects_id")?,
            reduces: row.maybe_id("reduces_id")?,
            submitted: match row.maybe::<Timestamp>("submitted_at")? {
                None => None,
                Some(at) => Some(Signature { by: row.get("submitted_by_name")?, person: None, at }),
            },
            reason: row.get("reason")?,
            drafted: signature(row, "drafted_by_name", "drafted_by_id", "drafted_at")?
                .ok_or_else(|| Error::Decode("drafted_at", "a draft has an author".to_owned()))?,
            approved: signature(row, "approved_by_name", "approved_by_id", "approved_at")?,
            issue: issue(row)?,
            last_event: match row.maybe::<String>("last_event")? {
                None => None,
                Some(_) => Some(row.word("last_event")?),
            },
        })
    }
}

fn signature(
    row: &Row,
    name: &'static str,
    id: &'static str,
    at: &'static str,
) -> db::Result<Option<Signature>> {
    match row.maybe::<Timestamp>(at)? {
        None => Ok(None),
        Some(at) => Ok(Some(Signature { by: row.get(name)?, person: row.maybe_id(id)?, at })),
    }
}

fn issue(row: &Row) -> db::Result<Option<Issue>> {
    let Some(signature) = signature(row, "issued_by_name", "issued_by_id", "issued_at")? else {
        return Ok(None);
    };
    Ok(Some(Issue {
        number: row.get("number")?,
        on: row.get("issued_on")?,
        due: row.maybe("due_on")?,
        signature,
        facts: Box::new(row.json("facts")?),
        key: row.maybe("issue_key")?,
    }))
}

impl FromRow for Event {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            kind: row.word("kind")?,
            on: row.get("occurred_on")?,
            reference: row.get("reference")?,
            note: row.get("note")?,
            by: row.get("recorded_by_name")?,
            at: row.get("recorded_at")?,
        })
    }
}

impl FromRow for StoredFile {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { format: row.word("format")?, digest: row.id("digest")?, bytes: row.get("byte_count")? })
    }
}

const SELECT: &str = "select i.*, o.name as beneficiary_name, \
    (select e.kind from invoice_event e where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id \
     order by e.id desc limit 1) as last_event, r.invoice_id as reduces_id, s.submitted_at, s.submitted_by_name \
    from invoice i join organisation o on o.id = i.beneficiary_id \
    left join credit_reduction r on r.beneficiary_id = i.beneficiary_id and r.credit_note_id = i.id \
    left join invoice_submission s on s.beneficiary_id = i.beneficiary_id and s.invoice_id = i.id where {scope i}";

/// One invoice.
pub async fn find(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> db::Result<Option<Invoice>> {
    let select = query(SELECT).and_if("i.beneficiary_id =", Some(beneficiary));
    tx.optional(select.and_if("i.id =", Some(id.as_str()))).await
}

/// One invoice, locked until the transaction ends.
pub async fn lock(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> db::Result<Option<Invoice>> {
    let lock = query(
        "select i.id as value from invoice i where i.beneficiary_id = $1 and i.id = $2 and {scope i} for update",
    );
    tx.optional::<(String,)>(lock.bind(beneficiary).bind(id.as_str())).await?;
    find(tx, beneficiary, id).await
}

/// Locks every invoice and credit note of a year until the transaction ends.
pub async fn lock_year(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i16) -> db::Result<()> {
    let lock = query(
        "select i.id as value from invoice i where i.beneficiary_id = $1 and i.year = $2 and {scope i} \
         order by i.id for update",
    );
    tx.all::<(String,)>(lock.bind(beneficiary).bind(i64::from(year))).await.map(drop)
}

/// Every invoice and credit note of a year and offer, the last drafted first.
pub async fn of_year(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    offer: &str,
    year: i16,
) -> db::Result<Vec<Invoice>> {
    let select = query(SELECT).and_if("i.beneficiary_id =", Some(beneficiary));
    let select = select.and_if("i.offer =", Some(offer)).and_if("i.year =", Some(i64::from(year)));
    tx.all(select.push(" order by i.id desc")).await
}

/// Every invoice and credit note of a year, whatever was billed, the first drafted first.
pub async fn of_whole_year(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i16) -> db::Result<Vec<Invoice>> {
    let select = query(SELECT).and_if("i.beneficiary_id =", Some(beneficiary));
    tx.all(select.and_if("i.year =", Some(i64::from(year))).push(" order by i.id")).await
}

/// The credit note made for an invoice.
pub async fn credit_of(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &InvoiceId,
) -> db::Result<Option<Invoice>> {
    let select = query(SELECT).and_if("i.beneficiary_id =", Some(beneficiary));
    tx.optional(select.and_if("i.corrects_id =", Some(id.as_str()))).await
}

/// The credit notes that lower an invoice, issued or not, the first drafted first.
pub async fn reductions_of(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &InvoiceId,
) -> db::Result<Vec<Invoice>> {
    let select = query(SELECT).and_if("i.beneficiary_id =", Some(beneficiary));
    tx.all(select.and_if("r.invoice_id =", Some(id.as_str())).push(" order by i.id")).await
}

/// A page of the invoices in scope, the last drafted first. `shown_only` hides what is still being prepared and was not
/// submitted.
pub async fn page(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    shown_only: bool,
    after: Option<&str>,
) -> db::Result<Vec<Invoice>> {
    let shown = if shown_only { " and (i.state = 'issued' or s.submitted_at is not null)" } else { "" };
    let select = query(SELECT).push(shown).and_if("i.beneficiary_id =", beneficiary).and_if("i.id <", after);
    tx.all(select.push(" order by i.id desc limit 51")).await
}

/// What happened to an invoice, in order.
pub async fn events(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> db::Result<Vec<Event>> {
    let select = query(
        "select * from invoice_event where beneficiary_id = $1 and invoice_id = $2 and {scope} order by id",
    );
    tx.all(select.bind(beneficiary).bind(id.as_str())).await
}

/// The files of an issued invoice.
pub async fn files(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> db::Result<Vec<StoredFile>> {
    let select = query(
        "select * from invoice_file where beneficiary_id = $1 and invoice_id = $2 and {scope} order by format desc",
    );
    tx.all(select.bind(beneficiary).bind(id.as_str())).await
}
