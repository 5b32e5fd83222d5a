//! Links for programs.

use super::{LinkForm, MergeForm, Other, SplitForm, actions, store};
use crate::tickets::{
    TicketKey, actions as tickets,
    api::{TicketBody, whole},
};
use platform::{
    Ctx, Result,
    web::{Created, Json, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/tickets/{beneficiary}/{id}/links: what a ticket is linked to, its duplicates and where it was
/// merged.
pub async fn list(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(shown(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/links: links two tickets.
pub async fn link(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<LinkForm>,
) -> WebResult<Json<Value>> {
    actions::link(&ctx, &key, &form).await?;
    Ok(Json(shown(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/links/removal: takes a link back.
pub async fn unlink(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<LinkForm>,
) -> WebResult<Json<Value>> {
    actions::unlink(&ctx, &key, &form).await?;
    Ok(Json(shown(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/merge: merges a duplicate into its main ticket; answers with the main
/// ticket.
pub async fn merge(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<MergeForm>,
) -> WebResult<TicketBody> {
    let main = actions::merge(&ctx, &key, &form).await?;
    whole(&ctx, &main).await
}

/// POST /api/v1/tickets/{beneficiary}/{id}/merge/undo: takes a merge back.
pub async fn unmerge(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(_): Json<serde_json::Map<String, Value>>,
) -> WebResult<TicketBody> {
    actions::unmerge(&ctx, &key).await?;
    whole(&ctx, &key).await
}

/// POST /api/v1/tickets/{beneficiary}/{id}/split: makes a new ticket of some messages; answers with the new ticket.
pub async fn split(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<SplitForm>,
) -> WebResult<Created<TicketBody>> {
    let made = actions::split(&ctx, &key, &form).await?;
    Ok(Created(whole(&ctx, &made).await?))
}

async fn shown(ctx: &Ctx, key: &TicketKey) -> Result<Value> {
    tickets::read(ctx, key).await?;
    let mut tx = ctx.read().await?;
    let other = |other: &Other| json!({"id": other.key.id, "reference": other.reference, "title": other.title, "state": other.state});
    let links = store::of_ticket(&mut tx, key).await?;
    let links =
        links.iter().map(|l| json!({"kind": l.kind, "from_here": l.is_from_here, "ticket": other(&l.other)}));
    let duplicates = store::duplicates(&mut tx, key).await?;
    let main = store::main_of(&mut tx, key).await?;
    Ok(json!({"links": links.collect::<Vec<_>>(), "merged_into": main.map(|main| main.id),
        "duplicates": duplicates.iter().map(other).collect::<Vec<_>>()}))
}
