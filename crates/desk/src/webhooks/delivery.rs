//! Following the log, and sending what it gives.

use super::{
    Attempt, Delivery, DeliveryId, DeliveryState, Webhook, WebhookKey, WebhookState, actions, rules, store,
};
use axum::http::HeaderName;
use jiff::Timestamp;
use people::audit::{
    Entry, PROVIDER_CHAIN, Recorded,
    feed::{self, Follower},
    record,
};
use platform::{
    Ctx, Error, Result,
    db::Tx,
    egress::{self, Answer, Failure},
    jobs::{NewJob, enqueue},
};
use serde_json::{Value, json};

/// Kind of the work that sends a delivery.
pub(super) const DELIVER: &str = "webhooks.deliver";

const FOLLOWER: Follower = Follower::from_now("webhooks");
/// Entries handed at once.
const BATCH: i64 = 100;

/// Puts a delivery down for each webhook that asked for an event that happened.
pub(super) async fn follow(ctx: &Ctx) -> Result<()> {
    let active = store::active(&mut ctx.read().await?).await?;
    let own = ctx.clone();
    feed::follow(ctx, &FOLLOWER, BATCH, async move |tx, entry| tell(tx, &own, &active, entry).await)
        .await
        .map(drop)
}

async fn tell(tx: &mut Tx, ctx: &Ctx, active: &[Webhook], entry: &Recorded) -> Result<()> {
    for webhook in active.iter().filter(|webhook| concerns(webhook, entry)) {
        let id: DeliveryId = ctx.id();
        let body = rules::body(&id, entry);
        put_down(tx, ctx, &webhook.key, &id, &entry.action, body).await?;
    }
    Ok(())
}

/// Whether a webhook asked for an event, and it is its business: the provider's are told of everything, those of a
/// beneficiary of their own events, and none of what happened before it was made.
fn concerns(webhook: &Webhook, entry: &Recorded) -> bool {
    let owner = &webhook.key.beneficiary;
    let is_own = owner.as_str() == PROVIDER_CHAIN || entry.beneficiary.as_ref() == Some(owner);
    is_own && entry.at >= webhook.created_at && webhook.events.contains(&entry.action)
}

/// Puts a delivery down, and the work that sends it.
pub(super) async fn put_down(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &WebhookKey,
    id: &DeliveryId,
    event: &str,
    body: String,
) -> Result<()> {
    let delivery = Delivery {
        id: id.clone(),
        event: event.to_owned(),
        body,
        state: DeliveryState::Waiting,
        attempts: 0,
        status: None,
        excerpt: String::new(),
        last_at: None,
        created_at: ctx.now(),
        log: vec![],
    };
    store::insert_delivery(tx, key, &delivery).await?;
    enqueue(tx, ctx, work(key, id)).await
}

/// Puts the work down that sends a delivery again.
pub(super) async fn again(tx: &mut Tx, ctx: &Ctx, key: &WebhookKey, mut delivery: Delivery) -> Result<()> {
    if delivery.state == DeliveryState::Waiting {
        return Err(Error::refused("webhook-error-waiting"));
    }
    (delivery.state, delivery.attempts) = (DeliveryState::Waiting, 0);
    store::update_delivery(tx, key, &delivery).await?;
    enqueue(tx, ctx, work(key, &delivery.id)).await
}

fn work(key: &WebhookKey, id: &DeliveryId) -> NewJob {
    let payload = json!({"beneficiary": key.beneficiary, "webhook": key.webhook, "delivery": id});
    let job = NewJob::new(DELIVER, payload);
    if key.beneficiary.as_str() == PROVIDER_CHAIN { job } else { job.of(&key.beneficiary) }
}

/// Sends a delivery once. An error has it sent again later, until it is given up; what is gone meanwhile is no error.
pub(super) async fn deliver(ctx: &Ctx, payload: &Value) -> Result<()> {
    let text = |name: &str| payload[name].as_str().unwrap_or_default().to_owned();
    let key = WebhookKey { beneficiary: text("beneficiary").into(), webhook: text("webhook").into() };
    let mut tx = ctx.read().await?;
    let webhook = store::find(&mut tx, &key).await?;
    let delivery = store::delivery(&mut tx, &key, &DeliveryId::from(text("delivery"))).await?;
    drop(tx);
    let (Some(webhook), Some(delivery)) = (webhook, delivery) else { return Ok(()) };
    let is_told = webhook.state == WebhookState::Active || delivery.event == rules::PING;
    if delivery.state != DeliveryState::Waiting {
        return Ok(());
    }
    if !is_told {
        return given_up(ctx, &key, delivery).await;
    }
    let sent = send(ctx, &webhook, &delivery).await;
    ended(ctx, &key, delivery, sent).await
}

async fn send(ctx: &Ctx, webhook: &Webhook, delivery: &Delivery) -> Result<Answer, Failure> {
    let Some(secret) = actions::opened(ctx, webhook) else {
        return Err(Failure::Broken("the secret was sealed by another instance: renew it".to_owned()));
    };
    let (id, at) = (delivery.id.as_str(), ctx.now().as_second());
    let headers = [
        (HeaderName::from_static("webhook-id"), id.to_owned()),
        (HeaderName::from_static("webhook-timestamp"), at.to_string()),
        (HeaderName::from_static("webhook-signature"), rules::signature(&secret, id, at, &delivery.body)),
    ];
    egress::post(&ctx.platform.settings.egress, &webhook.url, &headers, delivery.body.clone()).await
}

/// The webhook was stopped: what waits for it will not be sent.
async fn given_up(ctx: &Ctx, key: &WebhookKey, mut delivery: Delivery) -> Result<()> {
    let mut tx = ctx.begin().await?;
    delivery.state = DeliveryState::Failed;
    store::update_delivery(&mut tx, key, &delivery).await?;
    Ok(tx.commit().await?)
}

/// Writes down how an attempt ended, and what it means for the webhook.
async fn ended(
    ctx: &Ctx,
    key: &WebhookKey,
    mut delivery: Delivery,
    sent: Result<Answer, Failure>,
) -> Result<()> {
    let now = ctx.now();
    let is_taken = sent.as_ref().is_ok_and(|answer| rules::is_taken(answer.status));
    delivery.attempts += 1;
    delivery.last_at = Some(now);
    (delivery.status, delivery.excerpt) = match &sent {
        Ok(answer) => (Some(i64::from(answer.status)), rules::excerpt(&answer.excerpt)),
        Err(failure) => (None, words(ctx, failure)),
    };
    let attempt = Attempt { at: now, status: delivery.status, excerpt: delivery.excerpt.clone() };
    rules::log(&mut delivery.log, attempt);
    delivery.state = match (is_taken, delivery.attempts) {
        (true, _) => DeliveryState::Delivered,
        (false, rules::ATTEMPTS..) => DeliveryState::Failed,
        (false, _) => DeliveryState::Waiting,
    };
    let mut tx = ctx.begin().await?;
    let Some(webhook) = store::lock(&mut tx, key).await? else { return Ok(()) };
    store::update_delivery(&mut tx, key, &delivery).await?;
    went(&mut tx, ctx, webhook, is_taken, now).await?;
    tx.commit().await?;
    match delivery.state {
        DeliveryState::Waiting => {
            Err(Error::Internal(format!("webhook {}: {}", key.webhook, delivery.excerpt)))
        }
        DeliveryState::Delivered | DeliveryState::Failed => Ok(()),
    }
}

/// A refusal in words that whoever typed the address understands; other failures in the words of the network.
fn words(ctx: &Ctx, failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => ctx.lang.text(&refusal.text()),
        other => rules::excerpt(&other.to_string()),
    }
}

/// Notes success or failure with the webhook, and stops it when nothing arrived for too long.
async fn went(tx: &mut Tx, ctx: &Ctx, mut webhook: Webhook, is_taken: bool, now: Timestamp) -> Result<()> {
    let mut state = webhook.state;
    if is_taken {
        (webhook.failing_since, webhook.last_success_at) = (None, Some(now));
    } else {
        let since = *webhook.failing_since.get_or_insert(now);
        state = rules::after_failure(state, since, now);
    }
    store::went(tx, &webhook, state).await?;
    if state == webhook.state {
        return Ok(());
    }
    let key = &webhook.key;
    let chain = (key.beneficiary.as_str() != PROVIDER_CHAIN).then_some(&key.beneficiary);
    let entry = Entry::new("webhook.disabled", chain, "webhook", key.webhook.as_str());
    let detail = json!({"name": webhook.name, "failing_since": webhook.failing_since,
        "persons": [webhook.created_by_id]});
    record(tx, ctx, entry.detail(detail)).await
}

/// Forgets what was sent long ago.
pub(super) async fn forget(ctx: &Ctx) -> Result<()> {
    let mut tx = ctx.begin().await?;
    store::forget(&mut tx, ctx.now() - rules::KEPT).await?;
    Ok(tx.commit().await?)
}
