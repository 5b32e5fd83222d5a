//! Pages of organisations.

use super::{Organisation, OrganisationForm, actions, store, views};
use crate::{persons, sessions::views::field_errors};
use axum::response::{IntoResponse as _, Response};
use kernel::id::{OrganisationId, PersonId};
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, Query, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;

/// Where the list of persons goes on.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct After {
    after: Option<PersonId>,
}

/// GET /organisations
pub async fn list(ctx: Ctx) -> WebResult {
    let organisations = store::list(&mut ctx.read().await?).await?;
    Ok(views::list_page(&ctx, &organisations))
}

/// GET /organisations/{id}: the organisation and its persons.
pub async fn show(ctx: Ctx, Path(id): Path<OrganisationId>, Query(query): Query<After>) -> WebResult {
    let mut tx = ctx.read().await?;
    let organisation = actions::found(&mut tx, &id).await?;
    let persons = persons::actions::page(&mut tx, Some(&id), query.after.as_ref()).await?;
    Ok(views::show_page(&ctx, &organisation, &persons, query.after.is_some()))
}

/// GET /organisations/new
pub async fn new_organisation(ctx: Ctx) -> WebResult {
    actions::require_every_scope(&ctx)?;
    Ok(views::form_page(&ctx, &OrganisationForm::default(), None, &[]))
}

/// POST /organisations
pub async fn create(ctx: Ctx, Form(form): Form<OrganisationForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(created) => Ok(redirect(&path(&created.id))),
        Err(error) => again(&ctx, &form, None, error).await,
    }
}

/// GET /organisations/{id}/edit
pub async fn edit(ctx: Ctx, Path(id): Path<OrganisationId>) -> WebResult {
    let organisation = actions::found(&mut ctx.read().await?, &id).await?;
    Ok(views::form_page(&ctx, &OrganisationForm::of(&organisation), Some(&organisation), &[]))
}

/// POST /organisations/{id}
pub async fn change(
    ctx: Ctx,
    Path(id): Path<OrganisationId>,
    Form(form): Form<OrganisationForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(_) => Ok(redirect(&path(&id))),
        Err(error) => again(&ctx, &form, Some(&id), error).await,
    }
}

fn path(id: &OrganisationId) -> String {
    format!("/organisations/{id}")
}

/// The form with what was typed and what is wrong. When somebody changed the organisation in between, the form
/// says what it holds now and carries the present version: sending again then decides.
async fn again(
    ctx: &Ctx,
    form: &OrganisationForm,
    id: Option<&OrganisationId>,
    error: Error,
) -> Result<Response> {
    let (status, mut form) = (error.status(), form.clone());
    let stored = match id {
        Some(id) => Some(actions::found(&mut ctx.read().await?, id).await?),
        None => None,
    };
    let errors = match (error, &stored) {
        (Error::Invalid(problems), _) => field_errors(ctx, &problems),
        (Error::Stale(version), Some(now)) => {
            form.version = version;
            vec![FieldError { field: "name".to_owned(), message: stale(ctx, now) }]
        }
        (other, _) => return Err(other),
    };
    Ok((status, views::form_page(ctx, &form, stored.as_ref(), &errors)).into_response())
}

fn stale(ctx: &Ctx, now: &Organisation) -> String {
    let text = |number: Option<String>| number.unwrap_or_default();
    let parts = [
        now.code.clone(),
        now.name.clone(),
        text(now.siret.as_ref().map(ToString::to_string)),
        now.address.street.clone(),
        now.address.postal_code.clone(),
        now.address.city.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    ctx.lang.with("people-stale", &[("now", parts.join(", "))])
}
