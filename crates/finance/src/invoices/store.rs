//! The statements of invoices.

use super::{
    Draft, Event, EventId, EventKind, ExplainedFigure, FileFormat, Invoice, InvoiceId, InvoiceKind, Issue,
    Signature, StoredFile,
};
use crate::{
    censuses::CensusId,
    einvoice::{InvoiceFacts, rules::totals},
};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, id::BeneficiaryId};
use platform::{
    Ctx, Digest,
    db::{self, Error, FromRow, Row, Tx, json, query},
};

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
     order by e.id desc limit 1) as last_event \
    from invoice i join organisation o on o.id = i.beneficiary_id where {scope i}";

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

/// The credit note made for an invoice.
pub async fn credit_of(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &InvoiceId,
) -> db::Result<Option<Invoice>> {
    let select = query(SELECT).and_if("i.beneficiary_id =", Some(beneficiary));
    tx.optional(select.and_if("i.corrects_id =", Some(id.as_str()))).await
}

/// A page of the invoices in scope, the last drafted first. `issued_only` hides what is still being prepared.
pub async fn page(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    issued_only: bool,
    after: Option<&str>,
) -> db::Result<Vec<Invoice>> {
    let select = query(SELECT)
        .and_if("i.beneficiary_id =", beneficiary)
        .and_if("i.state =", issued_only.then_some("issued"))
        .and_if("i.id <", after);
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

/// What a draft is, beside its content.
pub struct NewInvoice<'a> {
    /// Whose.
    pub beneficiary: &'a BeneficiaryId,
    /// Identifier: that of the draft being computed again, or a new one.
    pub id: &'a InvoiceId,
    /// Invoice or credit note.
    pub kind: InvoiceKind,
    /// How many invoices of the year and offer were cancelled before.
    pub round: i64,
    /// What is billed.
    pub draft: &'a Draft,
    /// The invoice a credit note cancels.
    pub corrects: Option<&'a InvoiceId>,
    /// Why a credit note is made.
    pub reason: &'a str,
}

/// Keeps a draft, new or computed again; a draft computed again loses its approval.
pub async fn put(tx: &mut Tx, ctx: &Ctx, new: &NewInvoice<'_>) -> db::Result<()> {
    let draft = new.draft;
    let totals = totals(&draft.content.lines, Cents::ZERO);
    let put = query(
        "insert into invoice (beneficiary_id, id, kind, state, year, offer, round, object, content, net, vat, gross, \
         explanations, census_id, corrects_id, reason, drafted_by_id, drafted_by_name, drafted_at) \
         values ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
         on conflict (beneficiary_id, id) do update set state = 'draft', object = excluded.object, \
         content = excluded.content, net = excluded.net, vat = excluded.vat, gross = excluded.gross, \
         explanations = excluded.explanations, census_id = excluded.census_id, drafted_by_id = excluded.drafted_by_id, \
         drafted_by_name = excluded.drafted_by_name, drafted_at = excluded.drafted_at, approved_by_id = null, \
         approved_by_name = null, approved_at = null",
    )
    .bind(new.beneficiary)
    .bind(new.id.as_str())
    .bind(new.kind.as_str())
    .bind(i64::from(draft.year))
    .bind(&draft.offer)
    .bind(new.round)
    .bind(&draft.object)
    .bind(json("invoice", &draft.content)?)
    .bind(totals.net)
    .bind(totals.vat)
    .bind(totals.gross)
    .bind(json("invoice", &draft.explanations)?)
    .bind(draft.census.as_ref().map(CensusId::as_str))
    .bind(new.corrects.map(InvoiceId::as_str))
    .bind(new.reason)
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now());
    tx.execute(put).await?;
    put_revisions(tx, new).await
}

async fn put_revisions(tx: &mut Tx, new: &NewInvoice<'_>) -> db::Result<()> {
    let clear =
        query("delete from invoice_revision where beneficiary_id = $1 and invoice_id = $2 and {scope}");
    tx.execute(clear.bind(new.beneficiary).bind(new.id.as_str())).await?;
    for revision in &new.draft.revisions {
        let insert = query(
            "insert into invoice_revision (beneficiary_id, invoice_id, revision_id) values ($1, $2, $3)",
        );
        tx.execute(insert.bind(new.beneficiary).bind(new.id.as_str()).bind(revision.as_str())).await?;
    }
    Ok(())
}

/// Approves a draft. Gives whether it was still one.
pub async fn approve(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> db::Result<bool> {
    let update = query(
        "update invoice set state = 'approved', approved_by_id = $1, approved_by_name = $2, approved_at = $3 \
         where beneficiary_id = $4 and id = $5 and state = 'draft' and {scope}",
    )
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now())
    .bind(&invoice.beneficiary)
    .bind(invoice.id.as_str());
    Ok(tx.execute(update).await? == 1)
}

/// Removes what was never issued.
pub async fn discard(tx: &mut Tx, invoice: &Invoice) -> db::Result<bool> {
    let delete =
        query("delete from invoice where beneficiary_id = $1 and id = $2 and state <> 'issued' and {scope}");
    Ok(tx.execute(delete.bind(&invoice.beneficiary).bind(invoice.id.as_str())).await? == 1)
}

/// The next number of a series. The row stays locked until the transaction ends, so that a number is never lost
/// nor given twice; a transaction that fails gives it back.
pub async fn next_number(tx: &mut Tx, beneficiary: &BeneficiaryId, series: &str) -> db::Result<i64> {
    let next = query(
        "insert into counter (beneficiary_id, name, last_number) values ($1, $2, 1) \
         on conflict (beneficiary_id, name) do update set last_number = counter.last_number + 1 \
         returning last_number as value",
    );
    tx.value(next.bind(beneficiary).bind(series)).await
}

/// Freezes an approved invoice under its number.
pub async fn issue_row(
    tx: &mut Tx,
    ctx: &Ctx,
    invoice: &Invoice,
    facts: &InvoiceFacts,
    key: Option<&str>,
) -> db::Result<bool> {
    let update = query(
        "update invoice set state = 'issued', number = $1, issued_on = $2, due_on = $3, facts = $4, issue_key = $5, \
         issued_by_id = $6, issued_by_name = $7, issued_at = $8 \
         where beneficiary_id = $9 and id = $10 and state = 'approved' and {scope}",
    )
    .bind(&facts.number)
    .bind(facts.issue_date)
    .bind(facts.due_date)
    .bind(json("invoice", facts)?)
    .bind(key)
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now())
    .bind(&invoice.beneficiary)
    .bind(invoice.id.as_str());
    Ok(tx.execute(update).await? == 1)
}

/// Keeps a file of an issued invoice.
pub async fn insert_file(
    tx: &mut Tx,
    invoice: &Invoice,
    format: FileFormat,
    digest: Digest,
    bytes: i64,
) -> db::Result<()> {
    let insert = query(
        "insert into invoice_file (beneficiary_id, invoice_id, format, digest, byte_count) values ($1, $2, $3, $4, $5)",
    );
    let insert = insert.bind(&invoice.beneficiary).bind(invoice.id.as_str()).bind(format.as_str());
    tx.execute(insert.bind(digest).bind(bytes)).await.map(drop)
}

/// Something that happened, to be kept.
pub struct NewEvent<'a> {
    /// To which invoice.
    pub invoice: &'a InvoiceId,
    /// What.
    pub kind: EventKind,
    /// On which day.
    pub on: Date,
    /// Number of the revenue order, the slip, the deposit or the credit note.
    pub reference: &'a str,
    /// More words.
    pub note: &'a str,
}

/// Keeps an event.
pub async fn insert_event(
    tx: &mut Tx,
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    event: &NewEvent<'_>,
) -> db::Result<()> {
    let id: EventId = ctx.id();
    let insert = query(
        "insert into invoice_event (beneficiary_id, id, invoice_id, kind, occurred_on, reference, note, \
         recorded_by_id, recorded_by_name, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(beneficiary)
    .bind(id.as_str())
    .bind(event.invoice.as_str())
    .bind(event.kind.as_str())
    .bind(event.on)
    .bind(event.reference)
    .bind(event.note)
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now());
    tx.execute(insert).await.map(drop)
}
