//! Making, changing and trying webhooks.

use super::{Delivery, DeliveryId, Webhook, WebhookForm, WebhookKey, WebhookState, delivery, rules, store};
use jiff::{SignedDuration, Timestamp};
use kernel::{Permission, Scope, Text, id::BeneficiaryId};
use people::audit::{Entry, PROVIDER_CHAIN, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Purpose under which secrets are sealed.
const PURPOSE: &str = "webhook";

/// Deliveries of a page.
const PAGE: usize = 50;

/// The webhooks in scope.
pub async fn list(ctx: &Ctx) -> Result<Vec<Webhook>> {
    ctx.require(Permission::WebhookManage)?;
    Ok(store::list(&mut ctx.read().await?).await?)
}

/// One webhook.
pub async fn get(ctx: &Ctx, key: &WebhookKey) -> Result<Webhook> {
    ctx.require(Permission::WebhookManage)?;
    store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)
}

/// Makes a webhook of one's own and gives its secret, the only time it is shown.
pub async fn create(ctx: &Ctx, form: &WebhookForm) -> Result<(Webhook, String)> {
    ctx.require(Permission::WebhookManage)?;
    rules::check(form, &ctx.platform.settings.egress).map_err(Error::Invalid)?;
    let own = match ctx.scope() {
        Scope::All => BeneficiaryId::from(PROVIDER_CHAIN),
        Scope::One(id) => id.clone(),
    };
    let mut tx = ctx.begin().await?;
    if store::count(&mut tx, &own).await? >= i64::try_from(rules::MOST).unwrap_or(i64::MAX) {
        return Err(Error::Refused(Text::new("webhook-error-most").with("limit", rules::MOST)));
    }
    let secret = drawn(ctx);
    let webhook = Webhook {
        key: WebhookKey { beneficiary: own, webhook: ctx.id() },
        name: form.name.trim().to_owned(),
        url: form.url.trim().to_owned(),
        events: rules::ordered(&form.events),
        state: WebhookState::Active,
        failing_since: None,
        last_success_at: None,
        created_by: ctx.actor.name.clone(),
        created_by_id: ctx.actor.person.clone(),
        created_at: ctx.now(),
        version: 1,
        secret: ctx.platform.secrets.seal(PURPOSE, &secret),
    };
    store::insert(&mut tx, &webhook).await?;
    Ok((finish(ctx, tx, "webhook.create", webhook).await?, secret))
}

/// Changes a webhook that is still as it was read.
pub async fn change(ctx: &Ctx, key: &WebhookKey, form: &WebhookForm) -> Result<Webhook> {
    let (mut tx, mut webhook) = held(ctx, key).await?;
    rules::check(form, &ctx.platform.settings.egress).map_err(Error::Invalid)?;
    if webhook.version != form.version {
        return Err(Error::Stale(webhook.version));
    }
    form.name.trim().clone_into(&mut webhook.name);
    form.url.trim().clone_into(&mut webhook.url);
    webhook.events = rules::ordered(&form.events);
    store::update(&mut tx, &webhook).await?;
    finish(ctx, tx, "webhook.change", webhook).await
}

/// Stops telling a webhook, or tells it again from now on. What happened meanwhile is not made up for.
pub async fn set_active(ctx: &Ctx, key: &WebhookKey, is_active: bool) -> Result<Webhook> {
    let (mut tx, mut webhook) = held(ctx, key).await?;
    webhook.state = if is_active { WebhookState::Active } else { WebhookState::Paused };
    webhook.failing_since = None;
    store::update(&mut tx, &webhook).await?;
    finish(ctx, tx, if is_active { "webhook.resume" } else { "webhook.pause" }, webhook).await
}

/// Draws a new secret and gives it, the only time it is shown. The old one is worth nothing from now on.
pub async fn renew(ctx: &Ctx, key: &WebhookKey) -> Result<(Webhook, String)> {
    let (mut tx, mut webhook) = held(ctx, key).await?;
    let secret = drawn(ctx);
    webhook.secret = ctx.platform.secrets.seal(PURPOSE, &secret);
    store::update(&mut tx, &webhook).await?;
    Ok((finish(ctx, tx, "webhook.secret", webhook).await?, secret))
}

/// Takes a webhook away with everything sent to it.
pub async fn remove(ctx: &Ctx, key: &WebhookKey) -> Result<()> {
    let (mut tx, webhook) = held(ctx, key).await?;
    store::remove(&mut tx, key).await?;
    finish(ctx, tx, "webhook.remove", webhook).await.map(drop)
}

/// Sends a test, whatever the state.
pub async fn ping(ctx: &Ctx, key: &WebhookKey) -> Result<DeliveryId> {
    let (mut tx, webhook) = held(ctx, key).await?;
    let id: DeliveryId = ctx.id();
    let body = rules::ping(&id, ctx.now());
    delivery::put_down(&mut tx, ctx, &webhook.key, &id, rules::PING, body).await?;
    finish(ctx, tx, "webhook.ping", webhook).await?;
    Ok(id)
}

/// Sends something again, with the same identifier, as often as if it were new.
pub async fn replay(ctx: &Ctx, key: &WebhookKey, id: &DeliveryId) -> Result<()> {
    let (mut tx, webhook) = held(ctx, key).await?;
    let sent = store::delivery(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    delivery::again(&mut tx, ctx, key, sent).await?;
    finish(ctx, tx, "webhook.replay", webhook).await.map(drop)
}

/// What was sent to a webhook, the latest first, and where the next page begins. `before` is where a page ended:
/// `microseconds.identifier`.
pub async fn deliveries(
    ctx: &Ctx,
    key: &WebhookKey,
    before: &str,
) -> Result<(Vec<Delivery>, Option<String>)> {
    get(ctx, key).await?;
    let refused = || Error::invalid("before", Text::new("webhook-error-cursor"));
    let before = match before {
        "" => (ctx.now() + SignedDuration::from_hours(1), String::new()),
        text => place(text).ok_or_else(refused)?,
    };
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = store::deliveries(&mut ctx.read().await?, key, &before, limit).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|one| format!("{}.{}", one.created_at.as_microsecond(), one.id));
    Ok((found, next))
}

fn place(text: &str) -> Option<(Timestamp, String)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned()))
}

/// The secret as the other side has it; nothing when it was sealed by another instance.
pub(super) fn opened(ctx: &Ctx, webhook: &Webhook) -> Option<String> {
    ctx.platform.secrets.unseal(PURPOSE, &webhook.secret)
}

fn drawn(ctx: &Ctx) -> String {
    let mut bytes = [0u8; 24];
    ctx.platform.ids.fill(&mut bytes);
    rules::secret(&bytes)
}

async fn held(ctx: &Ctx, key: &WebhookKey) -> Result<(Tx, Webhook)> {
    ctx.require(Permission::WebhookManage)?;
    let mut tx = ctx.begin().await?;
    let webhook = store::lock(&mut tx, key).await?.ok_or(Error::NotFound)?;
    Ok((tx, webhook))
}

async fn finish(ctx: &Ctx, mut tx: Tx, action: &'static str, mut webhook: Webhook) -> Result<Webhook> {
    let key = &webhook.key;
    let chain = (key.beneficiary.as_str() != PROVIDER_CHAIN).then_some(&key.beneficiary);
    let entry = Entry::new(action, chain, "webhook", key.webhook.as_str());
    let detail = json!({"name": webhook.name, "url": webhook.url, "events": webhook.events});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    if let Some(stored) = store::find(&mut tx, key).await? {
        webhook = stored;
    }
    tx.commit().await?;
    Ok(webhook)
}
