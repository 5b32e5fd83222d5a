//! Requests in the database.

use super::{RequestKey, RequestState, SubscriptionRequest, SubscriptionRequestId};
use crate::drafts::DraftId;
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, json, query};

impl FromRow for SubscriptionRequest {
    fn from_row(row: &Row) -> Result<Self> {
        let id = SubscriptionRequestId::from(row.get::<String>("id")?);
        Ok(Self {
            key: RequestKey { beneficiary: row.id("beneficiary_id")?, id },
            beneficiary_name: row.get("beneficiary_name")?,
            kind: row.word("kind")?,
            offer: row.get("offer")?,
            wanted_on: row.get("wanted_on")?,
            reason: row.get("reason")?,
            warning: row.maybe_json("warning")?,
            state: row.word("state")?,
            effective_on: row.maybe("effective_on")?,
            answer: row.get("answer")?,
            answered_by: row.get("answered_by_name")?,
            answered_at: row.maybe("answered_at")?,
            draft: row.maybe_id("draft_id")?,
            asked_by: row.get("asked_by_name")?,
            asked_at: row.get("asked_at")?,
            version: row.get("version")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 50;

const REQUEST: &str = "select r.*, o.name as beneficiary_name from subscription_request r \
    join organisation o on o.id = r.beneficiary_id where {scope r}";

/// One page, the latest asked first, before a place in that order, and one row more when others follow.
pub async fn page(tx: &mut Tx, before: &(Timestamp, String)) -> Result<Vec<SubscriptionRequest>> {
    let select = query(REQUEST)
        .push(" and (r.asked_at, r.id) < ($1, $2) order by r.asked_at desc, r.id desc limit $3");
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(before.0).bind(&before.1).bind(rows)).await
}

/// The request, when in scope.
pub async fn find(tx: &mut Tx, key: &RequestKey) -> Result<Option<SubscriptionRequest>> {
    let select = query(REQUEST).push(" and r.beneficiary_id = $1 and r.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &RequestKey) -> Result<Option<SubscriptionRequest>> {
    let lock = query(
        "select r.id as value from subscription_request r where {scope r} and r.beneficiary_id = $1 and r.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// The request that waits for an answer about an offer.
pub(super) async fn waiting(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    offer: &str,
) -> Result<Option<SubscriptionRequest>> {
    let select =
        query(REQUEST).push(" and r.beneficiary_id = $1 and r.offer = $2 and r.state = 'asked' limit 1");
    tx.optional(select.bind(beneficiary).bind(offer)).await
}

/// Stores a new request; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, one: &SubscriptionRequest, sent: Option<&str>) -> Result<u64> {
    let insert = query(
        "insert into subscription_request (beneficiary_id, id, kind, offer, wanted_on, reason, warning, state, asked_by_name, \
         asked_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, 'asked', $8, $9, $10) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let warning = one.warning.as_ref().map(|text| json("subscription_request", text)).transpose()?;
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.kind.as_str());
    let insert = insert.bind(&one.offer).bind(one.wanted_on).bind(&one.reason).bind(warning);
    tx.execute(insert.bind(&one.asked_by).bind(one.asked_at).bind(sent)).await
}

/// The request of a beneficiary that was made with a key.
pub(super) async fn sent(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    key: &str,
) -> Result<Option<SubscriptionRequest>> {
    let select = query(REQUEST).push(" and r.beneficiary_id = $1 and r.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Answers a held request, or takes it back.
pub(super) async fn answer(
    tx: &mut Tx,
    key: &RequestKey,
    (state, effective_on, draft): (RequestState, Option<Date>, Option<&DraftId>),
    (answer, by, at): (&str, &str, Timestamp),
) -> Result<()> {
    let update = query(
        "update subscription_request set state = $3, effective_on = $4, draft_id = $5, answer = $6, answered_by_name = $7, \
         answered_at = $8, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str());
    let update = update.bind(effective_on).bind(draft.map(|draft| draft.as_str().to_owned()));
    tx.execute(update.bind(answer).bind(by).bind(at)).await.map(drop)
}
