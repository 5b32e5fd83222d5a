//! Counts of units and objections in the database.

use super::{Answered, ChargeKey, Objection, UnitCount};
use crate::invoices::InvoiceId;
use kernel::{Exact, id::BeneficiaryId};
use platform::{
    Ctx,
    db::{Error, FromRow, Query, Result, Row, Tx, json, query},
};

fn number(row: &Row, name: &'static str) -> Result<Exact> {
    let text: String = row.get(name)?;
    Exact::parse(&text).map_err(|error| Error::Decode(name, error.to_string()))
}

fn year(row: &Row, name: &'static str) -> Result<i16> {
    let year: i64 = row.get(name)?;
    i16::try_from(year).map_err(|error| Error::Decode(name, error.to_string()))
}

impl FromRow for UnitCount {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            offer: row.get("offer")?,
            year: year(row, "year")?,
            quantity: number(row, "quantity")?,
            evidence: row.get("evidence")?,
            recorded_by: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl FromRow for Objection {
    fn from_row(row: &Row) -> Result<Self> {
        let answer = match row.maybe::<String>("answer")? {
            None => None,
            Some(_) => Some(Answered {
                answer: row.word("answer")?,
                quantity: match row.maybe::<String>("answer_quantity")? {
                    None => None,
                    Some(_) => Some(number(row, "answer_quantity")?),
                },
                reason: row.get("answer_reason")?,
                by: row.get("answered_by_name")?,
                at: row.get("answered_at")?,
            }),
        };
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            invoice: row.id("invoice_id")?,
            key: ChargeKey {
                kind: row.word("kind")?,
                period: year(row, "period")?,
                source: row.get("source")?,
            },
            line: row.json("line")?,
            reason: row.get("reason")?,
            by: row.get("by_name")?,
            at: row.get("at")?,
            answer,
        })
    }
}

/// The counts of a year, the last first.
pub async fn units(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i16) -> Result<Vec<UnitCount>> {
    let select = query(
        "select u.* from unit_count u where {scope u} and u.beneficiary_id = $1 and u.year = $2 order by u.id desc",
    );
    tx.all(select.bind(beneficiary).bind(i64::from(year))).await
}

/// Keeps a count.
pub(super) async fn insert_units(tx: &mut Tx, beneficiary: &BeneficiaryId, count: &UnitCount) -> Result<()> {
    let insert = query(
        "insert into unit_count (beneficiary_id, id, offer, year, quantity, evidence, recorded_by_name, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert =
        insert.bind(beneficiary).bind(count.id.as_str()).bind(&count.offer).bind(i64::from(count.year));
    let insert = insert.bind(count.quantity.to_string()).bind(&count.evidence);
    tx.execute(insert.bind(&count.recorded_by).bind(count.recorded_at)).await.map(drop)
}

const OBJECTION: &str = "select j.* from charge_objection j where {scope j} and j.beneficiary_id = $1";

fn objections_of(beneficiary: &BeneficiaryId) -> Query {
    query(OBJECTION).bind(beneficiary)
}

/// The objections to charges of a year, the first made first.
pub async fn objections(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i16) -> Result<Vec<Objection>> {
    let select = objections_of(beneficiary).push(" and j.period = $2 order by j.id");
    tx.all(select.bind(i64::from(year))).await
}

/// One objection.
pub async fn objection(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &str) -> Result<Option<Objection>> {
    tx.optional(objections_of(beneficiary).push(" and j.id = $2").bind(id)).await
}

/// One objection, held until the end of the transaction.
pub(super) async fn hold_objection(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &str,
) -> Result<Option<Objection>> {
    let select = objections_of(beneficiary).push(" and j.id = $2 for update");
    tx.optional(select.bind(id)).await
}

/// How many objections to lines of a draft nobody answered.
pub async fn open_objections(tx: &mut Tx, beneficiary: &BeneficiaryId, invoice: &InvoiceId) -> Result<i64> {
    let select = query(
        "select count(*) as value from charge_objection j where {scope j} and j.beneficiary_id = $1 \
         and j.invoice_id = $2 and j.answer is null",
    );
    tx.value(select.bind(beneficiary).bind(invoice.as_str())).await
}

/// Whether an objection to the same line of the same draft waits for its answer.
pub(super) async fn is_open(tx: &mut Tx, one: &Objection) -> Result<bool> {
    let select = query(
        "select count(*) as value from charge_objection j where {scope j} and j.beneficiary_id = $1 \
         and j.invoice_id = $2 and j.kind = $3 and j.period = $4 and j.source = $5 and j.answer is null",
    );
    let select = select.bind(&one.beneficiary).bind(one.invoice.as_str()).bind(one.key.kind.as_str());
    let open: i64 = tx.value(select.bind(i64::from(one.key.period)).bind(&one.key.source)).await?;
    Ok(open > 0)
}

/// Keeps an objection.
pub(super) async fn insert_objection(tx: &mut Tx, one: &Objection) -> Result<()> {
    let insert = query(
        "insert into charge_objection (beneficiary_id, id, invoice_id, kind, period, source, line, reason, by_name, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&one.beneficiary).bind(one.id.as_str()).bind(one.invoice.as_str());
    let insert = insert.bind(one.key.kind.as_str()).bind(i64::from(one.key.period)).bind(&one.key.source);
    let insert = insert.bind(json("charge_objection", &one.line)?).bind(&one.reason);
    tx.execute(insert.bind(&one.by).bind(one.at)).await.map(drop)
}

/// Answers an objection that nobody answered.
pub(super) async fn answer(tx: &mut Tx, ctx: &Ctx, one: &Objection, answered: &Answered) -> Result<()> {
    let update = query(
        "update charge_objection set answer = $3, answer_quantity = $4, answer_reason = $5, answered_by_name = $6, \
         answered_at = $7 where {scope} and beneficiary_id = $1 and id = $2 and answer is null",
    );
    let update = update.bind(&one.beneficiary).bind(one.id.as_str()).bind(answered.answer.as_str());
    let update = update.bind(answered.quantity.as_ref().map(ToString::to_string)).bind(&answered.reason);
    tx.execute(update.bind(&ctx.actor.name).bind(answered.at)).await.map(drop)
}
