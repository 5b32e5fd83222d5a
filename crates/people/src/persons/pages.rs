//! Pages of persons: creating, roles, access, the one-time link.

use super::{Person, PersonForm, actions, views};
use crate::{
    organisations::{self, Organisation},
    sessions::{links, views::field_errors},
};
use axum::response::{IntoResponse as _, Response};
use kernel::id::{OrganisationId, PersonId};
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;

/// An empty form: its token is what matters.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// GET /persons/{id}
pub async fn show(ctx: Ctx, Path(id): Path<PersonId>) -> WebResult {
    let person = actions::found(&mut ctx.read().await?, &id).await?;
    Ok(views::show_page(&ctx, &person, None))
}

/// GET /organisations/{id}/persons/new
pub async fn new_person(ctx: Ctx, Path(id): Path<OrganisationId>) -> WebResult {
    let home = home(&ctx, &id).await?;
    Ok(views::form_page(&ctx, &PersonForm::default(), &home, None, &[]))
}

/// POST /organisations/{id}/persons
pub async fn create(
    ctx: Ctx,
    Path(id): Path<OrganisationId>,
    Form(form): Form<PersonForm>,
) -> WebResult<Response> {
    let home = home(&ctx, &id).await?;
    let form = PersonForm { organisation: id.to_string(), ..form };
    match actions::create(&ctx, &form).await {
        Ok(person) => Ok(redirect(&format!("/persons/{}", person.id))),
        Err(error) => again(&ctx, &form, &home, None, error),
    }
}

/// GET /persons/{id}/edit
pub async fn edit(ctx: Ctx, Path(id): Path<PersonId>) -> WebResult {
    let person = actions::found(&mut ctx.read().await?, &id).await?;
    let home = home(&ctx, &person.organisation).await?;
    Ok(views::form_page(&ctx, &PersonForm::of(&person), &home, Some(&person), &[]))
}

/// POST /persons/{id}
pub async fn change(ctx: Ctx, Path(id): Path<PersonId>, Form(form): Form<PersonForm>) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(_) => Ok(redirect(&format!("/persons/{id}"))),
        Err(error) => {
            let person = actions::found(&mut ctx.read().await?, &id).await?;
            let home = home(&ctx, &person.organisation).await?;
            again(&ctx, &form, &home, Some(&person), error)
        }
    }
}

/// POST /persons/{id}/invitation: the one page that shows the link.
pub async fn invite(ctx: Ctx, Path(id): Path<PersonId>, Form(Nothing {}): Form<Nothing>) -> WebResult {
    let link = links::invite(&ctx, &id).await?;
    let person = actions::found(&mut ctx.read().await?, &id).await?;
    Ok(views::show_page(&ctx, &person, Some(&link)))
}

/// POST /persons/{id}/disable
pub async fn disable(
    ctx: Ctx,
    Path(id): Path<PersonId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::disable(&ctx, &id).await?;
    Ok(redirect(&format!("/persons/{id}")))
}

/// POST /persons/{id}/enable
pub async fn enable(
    ctx: Ctx,
    Path(id): Path<PersonId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::enable(&ctx, &id).await?;
    Ok(redirect(&format!("/persons/{id}")))
}

async fn home(ctx: &Ctx, id: &OrganisationId) -> Result<Organisation> {
    organisations::actions::found(&mut ctx.read().await?, id).await
}

/// The form with what was typed and what is wrong; a change in between is told and the present version carried.
fn again(
    ctx: &Ctx,
    form: &PersonForm,
    home: &Organisation,
    stored: Option<&Person>,
    error: Error,
) -> Result<Response> {
    let (status, mut form) = (error.status(), form.clone());
    let errors = match (error, stored) {
        (Error::Invalid(problems), _) => field_errors(ctx, &problems),
        (Error::Stale(version), Some(now)) => {
            form.version = version;
            vec![FieldError { field: "name".to_owned(), message: stale(ctx, now) }]
        }
        (other, _) => return Err(other),
    };
    Ok((status, views::form_page(ctx, &form, home, stored, &errors)).into_response())
}

fn stale(ctx: &Ctx, now: &Person) -> String {
    let roles = now.roles.iter().map(|role| ctx.lang.t(role.key()));
    let parts = [now.name.clone(), now.email.clone(), now.phone.clone(), now.function_title.clone()];
    let parts: Vec<String> = parts.into_iter().chain(roles).filter(|part| !part.is_empty()).collect();
    ctx.lang.with("people-stale", &[("now", parts.join(", "))])
}
