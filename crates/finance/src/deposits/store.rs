//! The statements of deposits.

use super::{Deposit, DepositId};
use crate::collection::ReceivableKey;
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    db::{self, FromRow, Row, Tx, query},
};

impl FromRow for Deposit {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            invoice: row.id("invoice_id")?,
            digest: row.id("digest")?,
            file_name: row.get("file_name")?,
            state: row.word("state")?,
            flow_number: row.get("flow_number")?,
            portal_state: row.get("portal_state")?,
            reason: row.get("reason")?,
            attempts: row.get("attempts")?,
            next_at: row.maybe("next_at")?,
            sent_at: row.maybe("sent_at")?,
            asked_at: row.get("asked_at")?,
            asked_by: row.get("asked_by_name")?,
            ended_at: row.maybe("ended_at")?,
        })
    }
}

/// The deposits of an invoice, the last asked first.
pub async fn of_invoice(tx: &mut Tx, key: &ReceivableKey) -> db::Result<Vec<Deposit>> {
    let select = query(
        "select d.* from portal_deposit d where {scope d} and d.beneficiary_id = $1 and d.invoice_id = $2 order by d.id desc",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The deposits to be looked at now, the longest due first: a few at a time.
pub(super) async fn due(tx: &mut Tx, now: Timestamp) -> db::Result<Vec<Deposit>> {
    let select = query(
        "select d.* from portal_deposit d where {scope d} and d.next_at <= $1 order by d.next_at, d.id limit 8",
    );
    tx.all(select.bind(now)).await
}

/// One deposit, held until the end of the transaction.
pub(super) async fn hold(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &DepositId,
) -> db::Result<Option<Deposit>> {
    let select = query(
        "select d.* from portal_deposit d where {scope d} and d.beneficiary_id = $1 and d.id = $2 for update",
    );
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

/// Keeps a new deposit.
pub(super) async fn insert(tx: &mut Tx, ctx: &Ctx, one: &Deposit) -> db::Result<()> {
    let insert = query(
        "insert into portal_deposit (beneficiary_id, id, invoice_id, digest, file_name, state, flow_number, portal_state, reason, \
         attempts, next_at, asked_at, asked_by_id, asked_by_name) \
         values ($1, $2, $3, $4, $5, $6, '', '', '', 0, $7, $8, $9, $10)",
    )
    .bind(&one.beneficiary)
    .bind(one.id.as_str())
    .bind(one.invoice.as_str())
    .bind(one.digest.clone())
    .bind(&one.file_name)
    .bind(one.state.as_str())
    .bind(one.next_at)
    .bind(one.asked_at)
    .bind(ctx.actor.person.clone())
    .bind(&one.asked_by);
    tx.execute(insert).await.map(drop)
}

/// Writes down how far a deposit that is held is now.
pub(super) async fn update(tx: &mut Tx, one: &Deposit) -> db::Result<()> {
    let update = query(
        "update portal_deposit set state = $3, flow_number = $4, portal_state = $5, reason = $6, attempts = $7, next_at = $8, \
         sent_at = $9, ended_at = $10 where {scope} and beneficiary_id = $1 and id = $2",
    )
    .bind(&one.beneficiary)
    .bind(one.id.as_str())
    .bind(one.state.as_str())
    .bind(&one.flow_number)
    .bind(&one.portal_state)
    .bind(&one.reason)
    .bind(one.attempts)
    .bind(one.next_at)
    .bind(one.sent_at)
    .bind(one.ended_at);
    tx.execute(update).await.map(drop)
}
