//! Pages of views.

use super::{ViewForm, ViewKey, actions, counts, views};
use crate::{forms, teams};
use axum::response::{IntoResponse as _, Response};
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;

/// The view just deleted, offered back.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// `beneficiary/view`.
    deleted: String,
}

/// GET /views
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    page(&ctx, &query.deleted, None, &[]).await
}

async fn page(
    ctx: &Ctx,
    deleted: &str,
    typed: Option<(Option<&ViewKey>, &ViewForm)>,
    errors: &[FieldError],
) -> WebResult {
    let mut tx = ctx.read().await?;
    let shown = counts::counted(ctx, &mut tx).await?;
    let own = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let own_teams = teams::store::of_person(&mut tx, &own).await?;
    let deleted = deleted
        .split_once('/')
        .map(|(beneficiary, view)| ViewKey { beneficiary: beneficiary.into(), view: view.into() });
    let choices = views::Readers {
        teams: teams::store::active(&mut tx).await?,
        beneficiaries: people::organisations::store::beneficiaries(&mut tx).await?,
        own_teams,
    };
    Ok(views::list_page(ctx, &shown, &choices, deleted.as_ref(), typed, errors))
}

/// POST /views
pub async fn create(ctx: Ctx, Form(form): Form<ViewForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(view) => Ok(redirect(&crate::tickets::listing::address("/tickets", &view.line))),
        Err(error) => again(&ctx, None, &form, error).await,
    }
}

/// POST /views/{beneficiary}/{view}
pub async fn change(ctx: Ctx, Path(key): Path<ViewKey>, Form(form): Form<ViewForm>) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect("/views")),
        Err(error) => again(&ctx, Some(&key), &form, error).await,
    }
}

async fn again(ctx: &Ctx, key: Option<&ViewKey>, form: &ViewForm, error: Error) -> Result<Response> {
    let status = error.status();
    let errors = forms::errors(ctx, error, "name")?;
    Ok((status, page(ctx, "", Some((key, form)), &errors).await?).into_response())
}

/// Where a view goes: `up` or `down`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShiftForm {
    to: String,
}

/// POST /views/{beneficiary}/{view}/move
pub async fn shift(ctx: Ctx, Path(key): Path<ViewKey>, Form(form): Form<ShiftForm>) -> WebResult<Response> {
    actions::shift(&ctx, &key, form.to == "up").await?;
    Ok(redirect("/views"))
}

/// POST /views/{beneficiary}/{view}/deletion
pub async fn delete(ctx: Ctx, Path(key): Path<ViewKey>, Form(_): Form<Nothing>) -> WebResult<Response> {
    actions::delete(&ctx, &key).await?;
    Ok(redirect(&format!("/views?deleted={}/{}", key.beneficiary, key.view)))
}

/// POST /views/{beneficiary}/{view}/restoration
pub async fn restore(ctx: Ctx, Path(key): Path<ViewKey>, Form(_): Form<Nothing>) -> WebResult<Response> {
    actions::restore(&ctx, &key).await?;
    Ok(redirect("/views"))
}
