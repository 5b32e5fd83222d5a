//! Major incidents for programs.

use super::{DeclareForm, IncidentId, MajorIncident, MembersForm, SayForm, actions};
use platform::{
    Ctx, Result,
    web::{Created, Json, Nothing, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/major-incidents: major incidents, those that go on first.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<MajorIncident>>> {
    Ok(Json(actions::list(&ctx).await?))
}

/// POST /api/v1/major-incidents: declares a major incident.
pub async fn declare(ctx: Ctx, Json(form): Json<DeclareForm>) -> WebResult<Created<Json<Value>>> {
    let id = actions::declare(&ctx, &form).await?;
    Ok(Created(Json(whole(&ctx, &id).await?)))
}

/// GET /api/v1/major-incidents/{incident}: a major incident with its tickets and messages.
pub async fn show(ctx: Ctx, Path(id): Path<IncidentId>) -> WebResult<Json<Value>> {
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/major-incidents/{incident}/tickets: adds tickets to a major incident.
pub async fn add(
    ctx: Ctx,
    Path(id): Path<IncidentId>,
    Json(form): Json<MembersForm>,
) -> WebResult<Json<Value>> {
    actions::add(&ctx, &id, &form.tickets).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/major-incidents/{incident}/tickets/removal: takes tickets out of a major incident.
pub async fn remove(
    ctx: Ctx,
    Path(id): Path<IncidentId>,
    Json(form): Json<MembersForm>,
) -> WebResult<Json<Value>> {
    actions::remove(&ctx, &id, &form.tickets).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/major-incidents/{incident}/messages: says the same to every ticket of a major incident.
pub async fn say(ctx: Ctx, Path(id): Path<IncidentId>, Json(form): Json<SayForm>) -> WebResult<Json<Value>> {
    actions::say(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/major-incidents/{incident}/resolution: resolves a major incident and its tickets, with one message
/// to all.
pub async fn resolve(
    ctx: Ctx,
    Path(id): Path<IncidentId>,
    Json(form): Json<SayForm>,
) -> WebResult<Json<Value>> {
    actions::resolve(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/major-incidents/{incident}/reopening: goes on with a major incident that was resolved.
pub async fn reopen(
    ctx: Ctx,
    Path(id): Path<IncidentId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::reopen(&ctx, &id).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

async fn whole(ctx: &Ctx, id: &IncidentId) -> Result<Value> {
    let whole = actions::read(ctx, id).await?;
    let members = whole.members.iter().map(|member| {
        json!({"beneficiary": member.key.beneficiary, "id": member.key.id, "reference": member.reference,
            "title": member.title, "state": member.state})
    });
    let said =
        whole.said.iter().map(|said| json!({"body": said.body, "by": said.author.name, "at": said.at}));
    Ok(
        json!({"incident": whole.incident, "tickets": members.collect::<Vec<_>>(), "messages": said.collect::<Vec<_>>()}),
    )
}
