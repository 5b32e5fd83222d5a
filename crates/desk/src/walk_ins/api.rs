//! Those who come to a counter, for programs: a terminal that gives out numbers, a screen of one's own.

use super::{
    ActForm, CallForm, DayQuery, EntryForm, PersonQuery, ReceptionForm, WalkIn, WalkInPath, actions,
    reception, rules,
};
use crate::{
    counters::CounterId,
    tickets::api::{TicketBody, whole},
};
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/counters/persons?q=…: persons of beneficiaries whom the words typed so far may mean.
pub async fn persons(ctx: Ctx, Query(query): Query<PersonQuery>) -> WebResult<Json<Value>> {
    Ok(Json(json!({"items": actions::persons(&ctx, &query.q).await?})))
}

/// GET /api/v1/counters/{counter}/walk-ins?day=…: everybody who came on a day, with its figures.
pub async fn list(
    ctx: Ctx,
    Path(id): Path<CounterId>,
    Query(query): Query<DayQuery>,
) -> WebResult<Json<Value>> {
    let day = actions::day(&ctx, &id, &query.day).await?;
    let figures = rules::figures(&day.came);
    let items: Vec<Value> = day.came.iter().map(row).collect();
    Ok(Json(json!({"day": day.day, "items": items, "received": figures.received, "left": figures.left,
        "present": figures.present, "median_wait_seconds": figures.median_wait})))
}

/// POST /api/v1/counters/{counter}/walk-ins: enters somebody who comes.
pub async fn enter(
    ctx: Ctx,
    Path(id): Path<CounterId>,
    Json(form): Json<EntryForm>,
) -> WebResult<Created<Json<Value>>> {
    Ok(Created(Json(row(&actions::enter(&ctx, &id, &form).await?))))
}

/// POST /api/v1/counters/{counter}/calls: calls the first in line; null when nobody waits.
pub async fn call_next(
    ctx: Ctx,
    Path(id): Path<CounterId>,
    Json(form): Json<CallForm>,
) -> WebResult<Json<Value>> {
    let called = actions::call_next(&ctx, &id, &form).await?;
    Ok(Json(called.as_ref().map_or(Value::Null, row)))
}

/// POST /api/v1/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/call: calls somebody out of turn, or again.
pub async fn call(
    ctx: Ctx,
    Path(path): Path<WalkInPath>,
    Json(form): Json<ActForm>,
) -> WebResult<Json<Value>> {
    Ok(Json(row(&actions::call(&ctx, &path, form.version).await?)))
}

/// POST /api/v1/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/reception: receives somebody; answers with the ticket.
pub async fn serve(
    ctx: Ctx,
    Path(path): Path<WalkInPath>,
    Json(form): Json<ReceptionForm>,
) -> WebResult<Created<TicketBody>> {
    let key = reception::serve(&ctx, &path, &form).await?;
    Ok(Created(whole(&ctx, &key).await?))
}

/// POST /api/v1/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/departure: notes that somebody left.
pub async fn leave(
    ctx: Ctx,
    Path(path): Path<WalkInPath>,
    Json(form): Json<ActForm>,
) -> WebResult<Json<Value>> {
    Ok(Json(row(&actions::leave(&ctx, &path, form.version).await?)))
}

/// POST /api/v1/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/undo: takes the last step back.
pub async fn undo(
    ctx: Ctx,
    Path(path): Path<WalkInPath>,
    Json(form): Json<ActForm>,
) -> WebResult<Json<Value>> {
    Ok(Json(row(&actions::undo(&ctx, &path, form.version).await?)))
}

fn row(one: &WalkIn) -> Value {
    let ticket = one.ticket.as_ref().map(|(key, reference)| json!({"id": key.id, "reference": reference}));
    json!({
        "beneficiary": one.key.beneficiary, "id": one.key.id, "counter": one.counter, "day": one.day, "number": one.number,
        "title": one.title, "person": one.person, "name": one.name, "state": one.state, "arrived_at": one.arrived_at,
        "called_at": one.called_at, "called_by": one.called_by.as_ref().map(|by| by.name.as_str()),
        "ended_at": one.ended_at, "outcome": one.outcome, "ticket": ticket, "version": one.version,
    })
}
