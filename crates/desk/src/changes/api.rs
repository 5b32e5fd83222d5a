//! Changes for programs.

use super::{
    Change, ChangeForm, ChangeId, actions,
    forms::{CancelForm, DecideForm, EndForm, ReviewForm, SubmitForm, TicketsForm},
    pages::{ListQuery, cursor},
};
use crate::maintenance::{self, AnnounceForm};
use platform::{
    Ctx, Result,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/changes: what begins last first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let listing = actions::list(&ctx, &query.filter()).await?;
    let next = listing.next.as_ref().map(cursor);
    let items: Vec<Value> = listing.changes.iter().map(shown).collect();
    Ok(Json(json!({"items": items, "next": next})))
}

/// POST /api/v1/changes: plans a change.
pub async fn create(ctx: Ctx, Json(form): Json<ChangeForm>) -> WebResult<Created<Json<Value>>> {
    let change = actions::create(&ctx, &form).await?;
    Ok(Created(Json(whole(&ctx, &change.id).await?)))
}

/// GET /api/v1/changes/{change}: one change with its approvals, tickets and conflicts.
pub async fn show(ctx: Ctx, Path(id): Path<ChangeId>) -> WebResult<Json<Value>> {
    Ok(Json(whole(&ctx, &id).await?))
}

/// PUT /api/v1/changes/{change}: `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(form): Json<ChangeForm>,
) -> WebResult<Json<Value>> {
    actions::change(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/submission: submits a change for approval.
pub async fn submit(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(form): Json<SubmitForm>,
) -> WebResult<Json<Value>> {
    actions::submit(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/decision: approves or refuses a change.
pub async fn decide(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(form): Json<DecideForm>,
) -> WebResult<Json<Value>> {
    actions::decide(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/start: begins a change.
pub async fn start(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::start(&ctx, &id).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/end: ends a change, with its outcome.
pub async fn finish(ctx: Ctx, Path(id): Path<ChangeId>, Json(form): Json<EndForm>) -> WebResult<Json<Value>> {
    actions::finish(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/review: records the review of a change.
pub async fn review(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(form): Json<ReviewForm>,
) -> WebResult<Json<Value>> {
    actions::review(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/cancellation: gives a change up.
pub async fn cancel(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(form): Json<CancelForm>,
) -> WebResult<Json<Value>> {
    actions::cancel(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/reopening: plans a change anew.
pub async fn reopen(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::reopen(&ctx, &id).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/announcement: announces a change to the sites concerned.
pub async fn announce(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(form): Json<AnnounceForm>,
) -> WebResult<Json<Value>> {
    maintenance::actions::announce(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/tickets: links tickets to a change.
pub async fn link(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(form): Json<TicketsForm>,
) -> WebResult<Json<Value>> {
    actions::link(&ctx, &id, &form.tickets).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/changes/{change}/tickets/removal: takes tickets off a change.
pub async fn unlink(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Json(form): Json<TicketsForm>,
) -> WebResult<Json<Value>> {
    actions::unlink(&ctx, &id, &form.tickets).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// GET /api/v1/change-templates: the templates of changes.
pub async fn templates(ctx: Ctx) -> WebResult<Json<Value>> {
    Ok(Json(json!(actions::templates(&ctx).await?)))
}

fn shown(change: &Change) -> Value {
    let mut value = json!(change);
    value["reference"] = json!(change.reference());
    value["author"] = json!(change.author.name);
    value
}

async fn whole(ctx: &Ctx, id: &ChangeId) -> Result<Value> {
    let whole = actions::read(ctx, id).await?;
    let tickets = whole.tickets.iter().map(|one| {
        json!({"beneficiary": one.key.beneficiary, "id": one.key.id, "reference": one.reference, "title": one.title,
            "state": one.state})
    });
    let mut value = shown(&whole.change);
    value["approvals"] = json!(whole.seats);
    value["conflicts"] = json!(whole.conflicts);
    value["tickets"] = json!(tickets.collect::<Vec<_>>());
    value["notices"] = json!(whole.told);
    Ok(value)
}
