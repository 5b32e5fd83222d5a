//! Pages of contracts.

use super::{
    ContractForm, ContractKey, EndForm,
    actions::{self, ListQuery},
    views::{self, Typed},
};
use crate::joined;
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{
        Form, Path, Query, Upload, WebResult,
        forms::{again, errors},
        redirect,
    },
};

/// GET /contracts
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (contracts, next) = actions::list(&ctx, &query).await?;
    Ok(views::list_page(&ctx, &contracts, !query.after.is_empty(), next.as_deref()))
}

/// GET /contracts/new
pub async fn new_contract(ctx: Ctx) -> WebResult {
    let offered = actions::offered(&ctx).await?;
    Ok(views::form_page(&ctx, &ContractForm::default(), &offered, &[]))
}

/// POST /contracts
pub async fn create(ctx: Ctx, upload: Upload<ContractForm>) -> WebResult<Response> {
    let Upload { form, mut files } = upload;
    match actions::create(&ctx, &form, files.pop()).await {
        Ok(one) => Ok(redirect(&one.key.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "title")?);
            let offered = actions::offered(&ctx).await?;
            Ok(again(status, views::form_page(&ctx, &form, &offered, &found)))
        }
    }
}

/// GET /contracts/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<ContractKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    Ok(views::contract_page(&ctx, &whole, &Typed::default()))
}

async fn after<T>(
    ctx: &Ctx,
    key: &ContractKey,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = errors(ctx, error, field)?;
    let whole = actions::read(ctx, key).await?;
    Ok(again(status, views::contract_page(ctx, &whole, &Typed { errors, ..typed })))
}

/// POST /contracts/{beneficiary}/{id}
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ContractKey>,
    upload: Upload<ContractForm>,
) -> WebResult<Response> {
    let Upload { form, mut files } = upload;
    let done = actions::change(&ctx, &key, &form, files.pop()).await;
    after(&ctx, &key, done, Typed { change: Some(form), ..Typed::default() }, "title").await
}

/// POST /contracts/{beneficiary}/{id}/end
pub async fn end(ctx: Ctx, Path(key): Path<ContractKey>, Form(form): Form<EndForm>) -> WebResult<Response> {
    let done = actions::end(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { end: Some(form), ..Typed::default() }, "ended_on").await
}

/// GET /contracts/{beneficiary}/{id}/file: the contract as it was sent.
pub async fn file(ctx: Ctx, Path(key): Path<ContractKey>) -> WebResult<Response> {
    let whole = actions::read(&ctx, &key).await?;
    joined::send(&ctx, whole.contract.file.as_ref()).await
}
