//! Conversations for programs.

use super::{Chat, EndForm, HandForm, OpenForm, Reading, SayForm, TakeForm, actions};
use crate::tickets::TicketKey;
use platform::{
    Ctx, Result,
    web::{Created, IdempotencyKey, Json, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/chats: what is not over, in the order that suits the agent.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    let lines = actions::list(&ctx).await?;
    let items = lines.iter().map(|line| {
        let mut item = row(&line.chat);
        item["reference"] = json!(line.ticket.reference);
        item["title"] = json!(line.ticket.title);
        item["requester"] = json!(line.ticket.requester.name);
        item
    });
    Ok(Json(json!({"items": items.collect::<Vec<_>>()})))
}

/// POST /api/v1/chats: begins a conversation of one's own.
pub async fn open(
    ctx: Ctx,
    sent: IdempotencyKey,
    Json(form): Json<OpenForm>,
) -> WebResult<Created<Json<Value>>> {
    let key = sent.0.unwrap_or(form.key);
    let made = actions::open(&ctx, &OpenForm { key, ..form }, vec![]).await?;
    Ok(Created(Json(whole(&ctx, &made).await?)))
}

/// GET /api/v1/chats/{beneficiary}/{id}: the conversation with what was said.
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(whole(&ctx, &key).await?))
}

/// POST /api/v1/chats/{beneficiary}/{id}/messages: says something.
pub async fn say(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    sent: IdempotencyKey,
    Json(form): Json<SayForm>,
) -> WebResult<Created<Json<Value>>> {
    let own = sent.0.unwrap_or(form.key);
    actions::say(&ctx, &key, &SayForm { key: own, ..form }, vec![]).await?;
    Ok(Created(Json(whole(&ctx, &key).await?)))
}

/// POST /api/v1/chats/{beneficiary}/{id}/taking: takes the conversation; `version` is the one read.
pub async fn take(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<TakeForm>,
) -> WebResult<Json<Value>> {
    actions::take(&ctx, &key, &form).await?;
    Ok(Json(whole(&ctx, &key).await?))
}

/// POST /api/v1/chats/{beneficiary}/{id}/hand-over: hands the conversation over to an agent or a team.
pub async fn hand_over(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<HandForm>,
) -> WebResult<Json<Value>> {
    actions::hand_over(&ctx, &key, &form).await?;
    Ok(Json(whole(&ctx, &key).await?))
}

/// POST /api/v1/chats/{beneficiary}/{id}/end: ends the conversation.
pub async fn end(ctx: Ctx, Path(key): Path<TicketKey>, Json(form): Json<EndForm>) -> WebResult<Json<Value>> {
    actions::end(&ctx, &key, &form).await?;
    Ok(Json(whole(&ctx, &key).await?))
}

async fn whole(ctx: &Ctx, key: &TicketKey) -> Result<Value> {
    let Reading { chat, thread } = actions::read(ctx, key).await?;
    let mut document = row(&chat);
    let messages = thread.messages.iter().map(|message| {
        json!({"id": message.id, "internal": message.is_internal, "provider": message.is_provider,
            "author": message.author.name, "at": message.at, "body": message.body})
    });
    document["reference"] = json!(thread.ticket.reference);
    document["description"] = json!(thread.ticket.description);
    document["messages"] = messages.collect();
    Ok(document)
}

fn row(chat: &Chat) -> Value {
    let name = |named: &Option<crate::tickets::Named>| named.as_ref().map(|named| named.name.clone());
    json!({
        "beneficiary": chat.key.beneficiary, "id": chat.key.id, "state": chat.state, "opened_at": chat.opened_at,
        "wait_until": chat.wait_until, "agent": name(&chat.agent), "meant_for": name(&chat.meant_for),
        "team": chat.team.as_ref().map(|(_, name)| name), "taken_at": chat.taken_at, "ended_at": chat.ended_at,
        "version": chat.version,
    })
}
