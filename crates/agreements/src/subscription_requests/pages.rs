//! Pages of requests to subscribe and to leave.

use super::{
    AnswerForm, AskForm, RequestKey, WithdrawForm,
    actions::{self, ListQuery},
    views::{self, Typed},
};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{
        Form, Path, Query, WebResult,
        forms::{again, errors},
        redirect,
    },
};

/// GET /subscriptions
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (requests, next) = actions::list(&ctx, &query).await?;
    Ok(views::list_page(&ctx, &requests, !query.after.is_empty(), next.as_deref()))
}

/// GET /subscriptions/new
pub async fn new_request(ctx: Ctx) -> WebResult {
    let offered = actions::offered(&ctx).await?;
    Ok(views::form_page(&ctx, &AskForm::default(), offered.as_ref(), &[]))
}

/// POST /subscriptions
pub async fn create(ctx: Ctx, Form(form): Form<AskForm>) -> WebResult<Response> {
    match actions::ask(&ctx, &form).await {
        Ok(one) => Ok(redirect(&one.key.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "offer")?);
            let offered = actions::offered(&ctx).await?;
            Ok(again(status, views::form_page(&ctx, &form, offered.as_ref(), &found)))
        }
    }
}

/// GET /subscriptions/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<RequestKey>) -> WebResult {
    Ok(views::request_page(&ctx, &actions::read(&ctx, &key).await?, &Typed::default()))
}

async fn after<T>(
    ctx: &Ctx,
    key: &RequestKey,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = errors(ctx, error, field)?;
    let whole = actions::read(ctx, key).await?;
    Ok(again(status, views::request_page(ctx, &whole, &Typed { errors, ..typed })))
}

/// POST /subscriptions/{beneficiary}/{id}/answer
pub async fn answer(
    ctx: Ctx,
    Path(key): Path<RequestKey>,
    Form(form): Form<AnswerForm>,
) -> WebResult<Response> {
    let done = actions::answer(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { answer: form, ..Typed::default() }, "decision").await
}

/// POST /subscriptions/{beneficiary}/{id}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<RequestKey>,
    Form(form): Form<WithdrawForm>,
) -> WebResult<Response> {
    let done = actions::withdraw(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed::default(), "version").await
}
