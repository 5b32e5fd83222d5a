//! Pages of what costs come from: the provider's own.

use super::{
    EntryForm, EntryId, KeyForm, KeyId, KindForm, WithdrawForm, actions,
    views::{self, Typed},
};
use crate::{costs::pages::year_of, reach};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{Form, Path, WebResult, forms, redirect},
};

/// GET /cost-sources: those of the year that ended last.
pub async fn last(ctx: Ctx) -> WebResult<Response> {
    Ok(redirect(&format!("/cost-sources/{}", reach::today(&ctx).year() - 1)))
}

async fn sources_page(ctx: &Ctx, year: i16, typed: &Typed) -> Result<maud::Markup> {
    let own = estate::assets::actions::kinds(ctx).await?;
    let bodies = reach::beneficiaries(ctx).await?;
    Ok(views::sources_page(ctx, &actions::read(ctx, year).await?, (&bodies, &own), typed))
}

/// GET /cost-sources/{year}
pub async fn show(ctx: Ctx, Path(year): Path<String>) -> WebResult {
    sources_page(&ctx, year_of(&year)?, &Typed::default()).await
}

async fn answered<T>(
    ctx: &Ctx,
    year: i16,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&format!("/cost-sources/{year}"))) };
    let (status, errors) = (error.status(), forms::errors(ctx, error, field)?);
    Ok(forms::again(status, sources_page(ctx, year, &Typed { errors, ..typed }).await?))
}

/// POST /cost-sources/{year}/keys
pub async fn add_key(ctx: Ctx, Path(year): Path<String>, Form(form): Form<KeyForm>) -> WebResult<Response> {
    let year = year_of(&year)?;
    let done = actions::put_key(&ctx, year, None, &form).await;
    answered(&ctx, year, done, Typed { key: Some((None, form)), ..Typed::default() }, "name").await
}

/// POST /cost-sources/{year}/keys/{id}
pub async fn put_key(
    ctx: Ctx,
    Path((year, id)): Path<(String, KeyId)>,
    Form(form): Form<KeyForm>,
) -> WebResult<Response> {
    let year = year_of(&year)?;
    let done = actions::put_key(&ctx, year, Some(&id), &form).await;
    answered(&ctx, year, done, Typed { key: Some((Some(id), form)), ..Typed::default() }, "name").await
}

/// POST /cost-sources/{year}/entries
pub async fn add_entry(
    ctx: Ctx,
    Path(year): Path<String>,
    Form(form): Form<EntryForm>,
) -> WebResult<Response> {
    let year = year_of(&year)?;
    let done = actions::add_entry(&ctx, year, &form).await;
    answered(&ctx, year, done, Typed { entry: Some(form), ..Typed::default() }, "label").await
}

/// POST /cost-sources/{year}/entries/{id}/withdrawal
pub async fn withdraw_entry(
    ctx: Ctx,
    Path((year, id)): Path<(String, EntryId)>,
    Form(form): Form<WithdrawForm>,
) -> WebResult<Response> {
    let year = year_of(&year)?;
    let done = actions::withdraw_entry(&ctx, year, &id, &form).await;
    answered(&ctx, year, done, Typed { why: Some((id, form.why)), ..Typed::default() }, "why").await
}

/// POST /cost-sources/{year}/kinds
pub async fn put_kind(ctx: Ctx, Path(year): Path<String>, Form(form): Form<KindForm>) -> WebResult<Response> {
    let year = year_of(&year)?;
    let done = actions::put_kind(&ctx, &form).await;
    answered(&ctx, year, done, Typed { kind: Some(form), ..Typed::default() }, "kind").await
}
