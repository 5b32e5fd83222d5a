//! Persons as JSON.

use super::{Page, Person, PersonForm, actions};
use crate::sessions::links;
use kernel::id::{OrganisationId, PersonId};
use platform::{
    Ctx,
    web::{Json, Nothing, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// What a list is limited to.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    organisation: Option<OrganisationId>,
    after: Option<PersonId>,
}

/// GET: persons in scope by name, 100 at a time.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let mut tx = ctx.read().await?;
    actions::page(&mut tx, query.organisation.as_ref(), query.after.as_ref()).await.map(Json)
}

/// GET: one person.
pub async fn show(ctx: Ctx, Path(id): Path<PersonId>) -> WebResult<Json<Person>> {
    let mut tx = ctx.read().await?;
    actions::found(&mut tx, &id).await.map(Json)
}

/// POST: a new person.
pub async fn create(ctx: Ctx, Json(form): Json<PersonForm>) -> WebResult<Json<Person>> {
    actions::create(&ctx, &form).await.map(Json)
}

/// PUT: the whole content, with the version read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<PersonId>,
    Json(form): Json<PersonForm>,
) -> WebResult<Json<Person>> {
    actions::change(&ctx, &id, &form).await.map(Json)
}

/// DELETE: takes access away at once.
pub async fn disable(
    ctx: Ctx,
    Path(id): Path<PersonId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Nothing>> {
    actions::disable(&ctx, &id).await.map(|()| Json(Nothing {}))
}

/// PUT: gives access back.
pub async fn enable(
    ctx: Ctx,
    Path(id): Path<PersonId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Nothing>> {
    actions::enable(&ctx, &id).await.map(|()| Json(Nothing {}))
}

/// A link as given, the only time it is known.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Invitation {
    /// Address to hand over to the person.
    link: String,
}

/// POST: a one-time link by which the person chooses a password.
pub async fn invite(
    ctx: Ctx,
    Path(id): Path<PersonId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Invitation>> {
    links::invite(&ctx, &id).await.map(|link| Json(Invitation { link }))
}
