//! Planned interventions for programs.

use super::{Visit, VisitForm, VisitPath, actions};
use crate::tickets::TicketKey;
use platform::{
    Ctx, Result,
    web::{Created, Json, Nothing, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/tickets/{beneficiary}/{id}/visits: the planned interventions of a ticket, those cancelled too.
pub async fn list(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(all(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/visits: plans an intervention.
pub async fn plan(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<VisitForm>,
) -> WebResult<Created<Json<Value>>> {
    let id = actions::plan(&ctx, &key, &form).await?;
    Ok(Created(Json(json!({"id": id}))))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/visits/{visit}/cancellation: cancels an intervention.
pub async fn cancel(
    ctx: Ctx,
    Path(path): Path<VisitPath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    let (key, id) = path.split();
    actions::cancel(&ctx, &key, &id).await?;
    Ok(Json(all(&ctx, &key).await?))
}

async fn all(ctx: &Ctx, key: &TicketKey) -> Result<Value> {
    let visits = actions::list(ctx, key).await?;
    Ok(json!({"items": visits.iter().map(shown).collect::<Vec<_>>()}))
}

fn shown(visit: &Visit) -> Value {
    json!({
        "id": visit.id, "starts_at": visit.interval.from(), "ends_at": visit.interval.to(), "what": visit.what,
        "site": visit.site.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
        "planned_by": visit.planned_by_name,
        "cancelled": visit.cancelled.as_ref().map(|(at, by)| json!({"at": at, "by": by})),
    })
}
