//! Notifications for programs.

use super::{
    EventKind, NotificationKey, Setting, Told, Ways,
    actions::{self, Choices},
    letters,
    pages::{ListQuery, load},
};
use platform::{
    Ctx,
    web::{Json, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A body that says nothing.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

fn document(ctx: &Ctx, told: &Told) -> Value {
    let one = &told.notification;
    json!({
        "id": one.id, "beneficiary": one.beneficiary, "event": one.event, "at": one.at, "read_at": one.read_at,
        "actor": one.actor_name, "text": letters::told(ctx.lang, told),
        "ticket": told.ticket.as_ref().map(|t| json!({"id": t.key.id, "reference": t.reference, "title": t.title})),
        "href": actions::leads_to(one),
    })
}

/// GET /api/v1/notifications: one’s own notifications, the newest first.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let (told, next) = load(&ctx, &query).await?;
    let items: Vec<Value> = told.iter().map(|one| document(&ctx, one)).collect();
    Ok(Json(json!({"items": items, "before": next, "unread": actions::unread(&ctx).await?})))
}

/// POST /api/v1/notifications/{beneficiary}/{id}/read: marks a notification as read; gives where it leads.
pub async fn read(
    ctx: Ctx,
    Path(key): Path<NotificationKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    let href = actions::read(&ctx, &key).await?;
    Ok(Json(json!({"href": href})))
}

/// POST /api/v1/notifications/read: marks everything as read; gives how many.
pub async fn read_all(ctx: Ctx, Json(Nothing {}): Json<Nothing>) -> WebResult<Json<Value>> {
    Ok(Json(json!({"read": actions::read_all(&ctx).await?})))
}

/// What is chosen for one event.
#[derive(Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    event: EventKind,
    by_mail: bool,
    on_screen: bool,
}

/// Everything a person chose.
#[derive(Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoicesBody {
    events: Vec<Choice>,
    setting: Setting,
}

/// GET /api/v1/account/notifications: of which events one is told, and how.
pub async fn choices(ctx: Ctx) -> WebResult<Json<ChoicesBody>> {
    let choices = actions::choices(&ctx).await?;
    let events = choices.ways.iter().map(|(event, ways)| Choice {
        event: *event,
        by_mail: ways.by_mail,
        on_screen: ways.on_screen,
    });
    Ok(Json(ChoicesBody { events: events.collect(), setting: choices.setting }))
}

/// PUT /api/v1/account/notifications: chooses how one is told; events that are left out stay as they are.
pub async fn choose(ctx: Ctx, Json(body): Json<ChoicesBody>) -> WebResult<Json<ChoicesBody>> {
    let ways =
        body.events.iter().map(|one| (one.event, Ways { by_mail: one.by_mail, on_screen: one.on_screen }));
    actions::choose(&ctx, &Choices { ways: ways.collect(), setting: body.setting }).await?;
    choices(ctx).await
}
