//! Calls for programs: what exchanges post, and what agents do.

use super::{Call, CallId, LinkForm, NoteForm, Part, TicketForm, actions, intake};
use crate::{
    phone_lines::LineId,
    tickets::api::{TicketBody, whole},
};
use axum::extract::Request;
use platform::{
    Ctx, Error,
    web::{Created, Json, NoContent, Nothing, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// POST /api/v1/hooks/phone/{line}: one thing told of a call. For exchanges, which bring their secret or sign; a browser's
/// session has no business here.
pub async fn take(ctx: Ctx, Path(id): Path<LineId>, request: Request) -> WebResult<Json<intake::Answer>> {
    if !ctx.csrf.is_empty() {
        return Err(Error::ForgedForm);
    }
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, intake::BYTES).await.ok();
    Ok(Json(intake::take(&ctx, &id, &parts.headers, body.as_deref()).await?))
}

fn document(call: &Call) -> Value {
    let mut value = json!(call);
    let named = |id: &kernel::id::PersonId, name: &str| json!({"id": id, "name": name});
    value["agent"] = json!(call.agent.as_ref().map(|(id, name)| named(id, name)));
    value["called_back"] = json!(call.called_back.as_ref().map(|(at, name)| json!({"at": at, "by": name})));
    value["ticket"] = json!(call.ticket.as_ref().map(|(key, reference)| {
        json!({"beneficiary": key.beneficiary, "id": key.id, "reference": reference})
    }));
    value
}

/// What part of the calls, and where the page before ended.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// `now`, `missed` or `all`.
    pub(super) part: String,
    /// Cursor of the page before.
    pub(super) after: String,
}

/// GET /api/v1/calls: the latest first, 50 at a time.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let part = Part::parse(&query.part).unwrap_or(Part::All);
    let (calls, after) = actions::list(&ctx, part, &query.after).await?;
    let items: Vec<Value> = calls.iter().map(document).collect();
    Ok(Json(json!({"items": items, "after": after})))
}

/// GET /api/v1/calls/{call}: a call and who it may be.
pub async fn get(ctx: Ctx, Path(id): Path<CallId>) -> WebResult<Json<Value>> {
    let card = actions::card(&ctx, &id).await?;
    let mut value = document(&card.call);
    value["callers"] = json!(card.callers);
    Ok(Json(value))
}

/// POST /api/v1/calls: notes a call that no exchange told of.
pub async fn note(ctx: Ctx, Json(form): Json<NoteForm>) -> WebResult<Created<Json<Value>>> {
    let call = actions::note(&ctx, &form).await?;
    Ok(Created(Json(document(&call))))
}

/// POST /api/v1/calls/{call}/ticket: opens the ticket of a call.
pub async fn open_ticket(
    ctx: Ctx,
    Path(id): Path<CallId>,
    Json(form): Json<TicketForm>,
) -> WebResult<Created<TicketBody>> {
    let key = actions::open_ticket(&ctx, &id, &form).await?;
    Ok(Created(whole(&ctx, &key).await?))
}

/// PUT /api/v1/calls/{call}/link: puts a call beside a ticket that is there already.
pub async fn link(ctx: Ctx, Path(id): Path<CallId>, Json(form): Json<LinkForm>) -> WebResult<Json<Value>> {
    actions::link(&ctx, &id, &form).await?;
    get(ctx, Path(id)).await
}

/// DELETE /api/v1/calls/{call}/link: takes a call away from its ticket.
pub async fn unlink(
    ctx: Ctx,
    Path(id): Path<CallId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::unlink(&ctx, &id).await?;
    Ok(NoContent)
}

/// Whether somebody called back.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalledBack {
    done: bool,
}

/// PUT /api/v1/calls/{call}/called-back: says whether somebody called back after a missed call.
pub async fn set_called_back(
    ctx: Ctx,
    Path(id): Path<CallId>,
    Json(body): Json<CalledBack>,
) -> WebResult<Json<Value>> {
    actions::set_called_back(&ctx, &id, body.done).await?;
    get(ctx, Path(id)).await
}
