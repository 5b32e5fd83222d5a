//! Persons as JSON.

use super::{Person, PersonForm, actions, store};
use kernel::{
    fold,
    id::{OrganisationId, PersonId},
};
use platform::{
    Ctx,
    web::{Json, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// Persons of one page.
const PAGE: i64 = 100;

/// What a list is limited to.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    organisation: Option<OrganisationId>,
    after: Option<PersonId>,
}

/// One page and where the next starts.
#[derive(Debug, Serialize)]
pub struct Page {
    persons: Vec<Person>,
    /// Give it as `after` for the next page; nothing on the last one.
    next: Option<PersonId>,
}

/// GET: persons in scope by name, 100 at a time.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let mut tx = ctx.read().await?;
    let after = match &query.after {
        Some(id) => Some(actions::found(&mut tx, id).await?),
        None => None,
    };
    let after = after.map_or_else(Default::default, |p| (fold(&p.name), String::from(p.id)));
    let mut persons =
        store::list(&mut tx, query.organisation.as_ref(), (&after.0, &after.1), PAGE + 1).await?;
    let has_more = persons.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if has_more {
        persons.pop();
    }
    let next = persons.last().filter(|_| has_more).map(|p| p.id.clone());
    Ok(Json(Page { persons, next }))
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

/// An empty object: its body carries the check that a browser session sent it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}
