//! Time spent for programs.

use super::{Spent, TimeForm, TimePath, actions, pages::PeriodQuery};
use crate::tickets::TicketKey;
use platform::{
    Ctx, Result,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/time: the lines of a period, and their sum.
pub async fn report(ctx: Ctx, Query(query): Query<PeriodQuery>) -> WebResult<Json<Value>> {
    let period = actions::period(&ctx, &query.from, &query.to)?;
    let lines = actions::lines(&ctx, &period).await?;
    let items = lines.iter().map(|line| {
        let mut item = shown(&line.spent);
        item["ticket"] = json!({"beneficiary": line.spent.ticket.beneficiary, "id": line.spent.ticket.id,
            "reference": line.reference});
        item
    });
    let sum: i64 = lines.iter().map(|line| line.spent.minutes).sum();
    Ok(Json(
        json!({"from": period.from, "to": period.to, "minutes": sum, "items": items.collect::<Vec<_>>()}),
    ))
}

/// GET /api/v1/tickets/{beneficiary}/{id}/time: the time spent on a ticket.
pub async fn list(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(all(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/time: records time spent on a ticket.
pub async fn record(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<TimeForm>,
) -> WebResult<Created<Json<Value>>> {
    actions::record(&ctx, &key, &form).await?;
    Ok(Created(Json(all(&ctx, &key).await?)))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/time/{time}/cancellation: cancels a line of time.
pub async fn cancel(
    ctx: Ctx,
    Path(path): Path<TimePath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    let (key, id) = path.split();
    actions::cancel(&ctx, &key, &id).await?;
    Ok(Json(all(&ctx, &key).await?))
}

async fn all(ctx: &Ctx, key: &TicketKey) -> Result<Value> {
    let spent = actions::list(ctx, key).await?;
    Ok(json!({"items": spent.iter().map(shown).collect::<Vec<_>>()}))
}

fn shown(spent: &Spent) -> Value {
    json!({
        "id": spent.id, "person": {"id": spent.person.id, "name": spent.person.name}, "minutes": spent.minutes,
        "on": spent.on, "note": spent.note,
        "cancelled": spent.cancelled.as_ref().map(|(at, by)| json!({"at": at, "by": by})),
    })
}
