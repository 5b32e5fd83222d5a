//! Pages of webhooks.

use super::{DeliveryPath, WebhookForm, WebhookKey, actions, api::DeliveryQuery, views};
use crate::forms;
use axum::response::{IntoResponse as _, Response};
use platform::{
    Ctx,
    web::{Form, Nothing, Path, Query, WebResult, redirect},
};

/// GET /webhooks
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?))
}

/// GET /webhooks/new
pub async fn new_webhook(ctx: Ctx) -> WebResult {
    Ok(views::form_page(&ctx, &WebhookForm::default(), &[]))
}

/// POST /webhooks: the one page that shows the secret.
pub async fn create(ctx: Ctx, Form(form): Form<WebhookForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok((webhook, secret)) => Ok(views::secret_page(&ctx, &webhook, &secret).into_response()),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, views::form_page(&ctx, &form, &errors)))
        }
    }
}

/// GET /webhooks/{beneficiary}/{webhook}
pub async fn show(ctx: Ctx, Path(key): Path<WebhookKey>, Query(query): Query<DeliveryQuery>) -> WebResult {
    let webhook = actions::get(&ctx, &key).await?;
    let log = actions::deliveries(&ctx, &key, &query.before).await?;
    Ok(views::webhook_page(&ctx, &webhook, None, &log, &[]))
}

/// POST /webhooks/{beneficiary}/{webhook}
pub async fn change(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Form(form): Form<WebhookForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            let webhook = actions::get(&ctx, &key).await?;
            let log = actions::deliveries(&ctx, &key, "").await?;
            let page = views::webhook_page(&ctx, &webhook, Some(&form), &log, &errors);
            Ok(forms::again(status, page))
        }
    }
}

/// POST /webhooks/{beneficiary}/{webhook}/pause
pub async fn pause(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_active(&ctx, &key, false).await?;
    Ok(redirect(&key.path()))
}

/// POST /webhooks/{beneficiary}/{webhook}/resumption
pub async fn resume(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_active(&ctx, &key, true).await?;
    Ok(redirect(&key.path()))
}

/// POST /webhooks/{beneficiary}/{webhook}/secret: the one page that shows the new secret.
pub async fn renew(ctx: Ctx, Path(key): Path<WebhookKey>, Form(Nothing {}): Form<Nothing>) -> WebResult {
    let (webhook, secret) = actions::renew(&ctx, &key).await?;
    Ok(views::secret_page(&ctx, &webhook, &secret))
}

/// POST /webhooks/{beneficiary}/{webhook}/ping
pub async fn ping(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::ping(&ctx, &key).await?;
    Ok(redirect(&key.path()))
}

/// POST /webhooks/{beneficiary}/{webhook}/removal
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::remove(&ctx, &key).await?;
    Ok(redirect("/webhooks"))
}

/// POST /webhooks/{beneficiary}/{webhook}/deliveries/{delivery}/replay
pub async fn replay(
    ctx: Ctx,
    Path(path): Path<DeliveryPath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::replay(&ctx, &key, &id).await?;
    Ok(redirect(&key.path()))
}
