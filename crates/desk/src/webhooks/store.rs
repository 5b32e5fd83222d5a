//! Webhooks and their deliveries in the database.

use super::{Delivery, DeliveryId, Webhook, WebhookKey, WebhookState};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};
use serde_json::json;

impl FromRow for Webhook {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: WebhookKey { beneficiary: row.id("beneficiary_id")?, webhook: row.id("id")? },
            name: row.get("name")?,
            url: row.get("url")?,
            events: row.json("events")?,
            state: row.word("state")?,
            failing_since: row.maybe("failing_since")?,
            last_success_at: row.maybe("last_success_at")?,
            created_by: row.get("created_by_name")?,
            created_by_id: row.maybe_id("created_by_id")?,
            created_at: row.get("created_at")?,
            version: row.get("version")?,
            secret: row.get("secret")?,
        })
    }
}

impl FromRow for Delivery {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            event: row.get("event")?,
            body: row.get("body")?,
            state: row.word("state")?,
            attempts: row.get("attempts")?,
            status: row.maybe("status")?,
            excerpt: row.get("excerpt")?,
            last_at: row.maybe("last_at")?,
            created_at: row.get("created_at")?,
            log: row.json("attempts_log")?,
        })
    }
}

/// The webhooks in scope, by name.
pub(super) async fn list(tx: &mut Tx) -> Result<Vec<Webhook>> {
    tx.all(query("select w.* from webhook w where {scope w} order by w.beneficiary_id, w.name, w.id")).await
}

/// How many webhooks a beneficiary, or the provider, has.
pub(super) async fn count(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<i64> {
    let select = query("select count(*) as value from webhook w where {scope w} and w.beneficiary_id = $1");
    tx.value(select.bind(beneficiary)).await
}

/// Those that are told what happens.
pub(super) async fn active(tx: &mut Tx) -> Result<Vec<Webhook>> {
    tx.all(query(
        "select w.* from webhook w where {scope w} and w.state = 'active' order by w.beneficiary_id, w.id",
    ))
    .await
}

/// One webhook.
pub(super) async fn find(tx: &mut Tx, key: &WebhookKey) -> Result<Option<Webhook>> {
    let select = query("select w.* from webhook w where {scope w} and w.beneficiary_id = $1 and w.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.webhook.as_str())).await
}

/// One webhook, held until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, key: &WebhookKey) -> Result<Option<Webhook>> {
    let select =
        query("select w.* from webhook w where {scope w} and w.beneficiary_id = $1 and w.id = $2 for update");
    tx.optional(select.bind(&key.beneficiary).bind(key.webhook.as_str())).await
}

/// Stores a new webhook.
pub(super) async fn insert(tx: &mut Tx, webhook: &Webhook) -> Result<()> {
    let insert = query(
        "insert into webhook (beneficiary_id, id, name, url, events, secret, state, created_by_name, created_at, \
         created_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&webhook.key.beneficiary).bind(webhook.key.webhook.as_str()).bind(&webhook.name);
    let insert = insert.bind(&webhook.url).bind(json!(webhook.events)).bind(&webhook.secret);
    let insert = insert.bind(webhook.state.as_str()).bind(&webhook.created_by);
    let insert = insert.bind(webhook.created_at).bind(webhook.created_by_id.clone());
    tx.execute(insert).await.map(drop)
}

/// Stores what people change of a locked webhook.
pub(super) async fn update(tx: &mut Tx, webhook: &Webhook) -> Result<()> {
    let update = query(
        "update webhook set name = $3, url = $4, events = $5, secret = $6, state = $7, failing_since = $8, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&webhook.key.beneficiary).bind(webhook.key.webhook.as_str()).bind(&webhook.name);
    let update = update.bind(&webhook.url).bind(json!(webhook.events)).bind(&webhook.secret);
    tx.execute(update.bind(webhook.state.as_str()).bind(webhook.failing_since)).await.map(drop)
}

/// Stores how the last attempt to a locked webhook went; its version stays, since nobody changed it.
pub(super) async fn went(tx: &mut Tx, webhook: &Webhook, state: WebhookState) -> Result<()> {
    let update = query(
        "update webhook set state = $3, failing_since = $4, last_success_at = $5 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update =
        update.bind(&webhook.key.beneficiary).bind(webhook.key.webhook.as_str()).bind(state.as_str());
    tx.execute(update.bind(webhook.failing_since).bind(webhook.last_success_at)).await.map(drop)
}

/// Takes a webhook away with its deliveries.
pub(super) async fn remove(tx: &mut Tx, key: &WebhookKey) -> Result<()> {
    let deliveries =
        query("delete from webhook_delivery where {scope} and beneficiary_id = $1 and webhook_id = $2");
    tx.execute(deliveries.bind(&key.beneficiary).bind(key.webhook.as_str())).await?;
    let webhook = query("delete from webhook where {scope} and beneficiary_id = $1 and id = $2");
    tx.execute(webhook.bind(&key.beneficiary).bind(key.webhook.as_str())).await.map(drop)
}

/// Puts a delivery down.
pub(super) async fn insert_delivery(tx: &mut Tx, key: &WebhookKey, delivery: &Delivery) -> Result<()> {
    let insert = query(
        "insert into webhook_delivery (beneficiary_id, id, webhook_id, event, body, state, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    );
    let insert = insert.bind(&key.beneficiary).bind(delivery.id.as_str()).bind(key.webhook.as_str());
    let insert = insert.bind(&delivery.event).bind(&delivery.body).bind(delivery.state.as_str());
    tx.execute(insert.bind(delivery.created_at)).await.map(drop)
}

/// One delivery.
pub(super) async fn delivery(tx: &mut Tx, key: &WebhookKey, id: &DeliveryId) -> Result<Option<Delivery>> {
    let select = query(
        "select d.* from webhook_delivery d where {scope d} and d.beneficiary_id = $1 and d.webhook_id = $2 \
         and d.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.webhook.as_str()).bind(id.as_str())).await
}

/// The deliveries to a webhook, the latest first, before the place where a page ended.
pub(super) async fn deliveries(
    tx: &mut Tx,
    key: &WebhookKey,
    before: &(Timestamp, String),
    limit: i64,
) -> Result<Vec<Delivery>> {
    let select = query(
        "select d.* from webhook_delivery d where {scope d} and d.beneficiary_id = $1 and d.webhook_id = $2 \
         and (d.created_at, d.id) < ($3, $4) order by d.created_at desc, d.id desc limit $5",
    );
    let select = select.bind(&key.beneficiary).bind(key.webhook.as_str()).bind(before.0).bind(&before.1);
    tx.all(select.bind(limit)).await
}

/// Stores how far a delivery is.
pub(super) async fn update_delivery(tx: &mut Tx, key: &WebhookKey, delivery: &Delivery) -> Result<()> {
    let update = query(
        "update webhook_delivery set state = $3, attempts = $4, status = $5, excerpt = $6, last_at = $7, \
         attempts_log = $8 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(delivery.id.as_str()).bind(delivery.state.as_str());
    let update = update.bind(delivery.attempts).bind(delivery.status).bind(&delivery.excerpt);
    tx.execute(update.bind(delivery.last_at).bind(json!(delivery.log))).await.map(drop)
}

/// Forgets deliveries put down before an instant.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.execute(query("delete from webhook_delivery where {scope} and created_at < $1").bind(before)).await
}
