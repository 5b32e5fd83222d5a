//! Equipment requests in the database.

use super::{EquipmentRequest, EquipmentRequestKey, Order, Signature};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::{
    Digest,
    db::{FromRow, Query, Result, Row, Tx, query},
};

impl FromRow for EquipmentRequest {
    fn from_row(row: &Row) -> Result<Self> {
        let digest = |name: &'static str| -> Result<Option<Digest>> {
            Ok(row.maybe::<String>(name)?.map(Digest::from))
        };
        Ok(Self {
            key: EquipmentRequestKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            beneficiary_code: row.get("beneficiary_code")?,
            number: row.get("number")?,
            title: row.get("title")?,
            need: row.get("need")?,
            received_on: row.get("received_on")?,
            wanted_on: row.get("wanted_on")?,
            state: row.word("state")?,
            requested_by: row.get("requested_by_name")?,
            derogation: row.get("derogation")?,
            decided_by: row.maybe("decided_by_name")?,
            study: row.get("study")?,
            cost: row.maybe("cost_cents")?,
            share: row.maybe("share_cents")?,
            terms: row.get("terms")?,
            agreement: digest("agreement_digest")?,
            signature: Signature {
                provider_signed_on: row.maybe("provider_signed_on")?,
                beneficiary_signed_on: row.maybe("beneficiary_signed_on")?,
                signatories: row.get("signatories")?,
                scan: digest("scan_digest")?,
                scan_name: row.get("scan_name")?,
            },
            order: Order {
                number: row.get("order_number")?,
                supplier: row.get("supplier")?,
                ordered_on: row.maybe("ordered_on")?,
                amount: row.maybe("order_cents")?,
                act: row.maybe_id("act_id")?,
            },
            delivered_on: row.maybe("delivered_on")?,
            in_service_on: row.maybe("in_service_on")?,
            version: row.get("version")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 50;

const REQUEST: &str = "select r.*, o.name as beneficiary_name, o.code as beneficiary_code from equipment_request r \
     join organisation o on o.id = r.beneficiary_id";

/// One page, the latest received first, before a place in its order, and one row more when others follow.
pub async fn page(tx: &mut Tx, before: &(Date, String)) -> Result<Vec<EquipmentRequest>> {
    let select = query(REQUEST).push(
        " where {scope r} and (r.received_on, r.id) < ($1, $2) order by r.received_on desc, r.id desc limit $3",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(before.0).bind(&before.1).bind(rows)).await
}

/// The request, when in scope.
pub async fn find(tx: &mut Tx, key: &EquipmentRequestKey) -> Result<Option<EquipmentRequest>> {
    let select = query(REQUEST).push(" where {scope r} and r.beneficiary_id = $1 and r.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The requests of a beneficiary delivered between two days, in order.
pub async fn delivered(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Date,
    to: Date,
) -> Result<Vec<EquipmentRequest>> {
    let select = query(REQUEST).push(
        " where {scope r} and r.beneficiary_id = $1 and r.delivered_on >= $2 and r.delivered_on <= $3 \
         order by r.delivered_on, r.id",
    );
    tx.all(select.bind(beneficiary).bind(from).bind(to)).await
}

/// The same, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &EquipmentRequestKey) -> Result<Option<EquipmentRequest>> {
    let lock = query(
        "select r.id as value from equipment_request r where {scope r} and r.beneficiary_id = $1 and r.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// The next number of a beneficiary. The end of its chain of the log is held, so that nobody takes the same.
pub(super) async fn next_number(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<i64> {
    let select = query(
        "select coalesce(max(r.number), 0) + 1 as value from equipment_request r where {scope r} and r.beneficiary_id = $1",
    );
    tx.value(select.bind(beneficiary)).await
}

/// The request of a beneficiary that was made with a key.
pub(super) async fn sent(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    key: &str,
) -> Result<Option<EquipmentRequest>> {
    let select = query(REQUEST).push(" where {scope r} and r.beneficiary_id = $1 and r.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Stores a new request.
pub(super) async fn insert(
    tx: &mut Tx,
    one: &EquipmentRequest,
    sent: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into equipment_request (beneficiary_id, id, number, title, need, received_on, wanted_on, state, \
         requested_by_name, created_at, updated_at, idempotency_key) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.number);
    let insert = insert.bind(&one.title).bind(&one.need).bind(one.received_on).bind(one.wanted_on);
    let insert = insert.bind(one.state.as_str()).bind(&one.requested_by).bind(now);
    tx.execute(insert.bind(sent)).await.map(drop)
}

/// Stores what may change of a held request.
pub(super) async fn save(tx: &mut Tx, one: &EquipmentRequest) -> Result<()> {
    let update = query(
        "update equipment_request set state = $3, derogation = $4, decided_by_name = $5, study = $6, cost_cents = $7, \
         share_cents = $8, terms = $9, agreement_digest = $10, provider_signed_on = $11, beneficiary_signed_on = $12, \
         signatories = $13, scan_digest = $14, scan_name = $15, order_number = $16, supplier = $17, ordered_on = $18, \
         order_cents = $19, act_id = $20, delivered_on = $21, in_service_on = $22, version = $23, updated_at = $24 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(written(update, one)).await.map(drop)
}

fn written(statement: Query, one: &EquipmentRequest) -> Query {
    let digest = |digest: &Option<Digest>| digest.as_ref().map(|digest| digest.as_str().to_owned());
    let statement = statement
        .bind(&one.key.beneficiary)
        .bind(one.key.id.as_str())
        .bind(one.state.as_str())
        .bind(&one.derogation)
        .bind(one.decided_by.clone())
        .bind(&one.study)
        .bind(one.cost.map(|cost| cost.0))
        .bind(one.share.map(|share| share.0))
        .bind(&one.terms)
        .bind(digest(&one.agreement));
    let signature = &one.signature;
    let statement = statement
        .bind(signature.provider_signed_on)
        .bind(signature.beneficiary_signed_on)
        .bind(&signature.signatories)
        .bind(digest(&signature.scan))
        .bind(&signature.scan_name);
    let order = &one.order;
    let statement = statement
        .bind(&order.number)
        .bind(&order.supplier)
        .bind(order.ordered_on)
        .bind(order.amount.map(|amount| amount.0))
        .bind(order.act.as_ref().map(|act| act.as_str().to_owned()));
    statement.bind(one.delivered_on).bind(one.in_service_on).bind(one.version).bind(one.updated_at)
}
