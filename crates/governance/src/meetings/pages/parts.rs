//! Who sits in a meeting, and its agenda.

use super::{after, nothing};
use crate::meetings::{
    ItemForm, ItemId, MeetingKey, ParticipantForm, ParticipantId, actions,
    paths::{ItemPath, ParticipantPath},
    views::{self, Typed},
};
use axum::response::Response;
use kernel::Side;
use maud::Markup;
use people::{organisations, persons};
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, WebResult, components::FieldError, forms, redirect},
};

/// POST /meetings/{beneficiary}/{id}/participants
pub async fn add_participant(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Form(form): Form<ParticipantForm>,
) -> WebResult<Response> {
    let done = actions::add_participant(&ctx, &key, &form).await;
    let typed = Typed { participant: form, refused: "participants", ..Typed::default() };
    after(&ctx, &key, done, typed, "function").await
}

/// GET /meetings/{beneficiary}/{id}/participants/{participant}
pub async fn participant(ctx: Ctx, Path(path): Path<ParticipantPath>) -> WebResult {
    let (key, id) = path.split();
    participant_page(&ctx, &key, &id, None, &[]).await
}

async fn participant_page(
    ctx: &Ctx,
    key: &MeetingKey,
    id: &ParticipantId,
    typed: Option<ParticipantForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let all = actions::read(ctx, key).await?;
    let seat = all.participants.iter().find(|one| one.id == *id).ok_or(Error::NotFound)?;
    let mut tx = ctx.read().await?;
    let organisation = match seat.side {
        Side::Provider => organisations::store::provider(&mut tx).await?.map(|provider| provider.id),
        _ => Some(key.beneficiary.clone()),
    };
    let people = match organisation {
        Some(id) => persons::store::active_of(&mut tx, &id).await?,
        None => vec![],
    };
    let form = typed.unwrap_or_else(|| views::stored_participant(seat));
    Ok(views::participant_page(ctx, &all.meeting, seat, &form, &people, errors))
}

/// POST /meetings/{beneficiary}/{id}/participants/{participant}
pub async fn set_participant(
    ctx: Ctx,
    Path(path): Path<ParticipantPath>,
    Form(form): Form<ParticipantForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    match actions::set_participant(&ctx, &key, &id, &form).await {
        Ok(()) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "function")?);
            Ok(forms::again(status, participant_page(&ctx, &key, &id, Some(form), &errors).await?))
        }
    }
}

/// POST /meetings/{beneficiary}/{id}/participants/{participant}/removal
pub async fn remove_participant(
    ctx: Ctx,
    Path(path): Path<ParticipantPath>,
    _: Form<Nothing>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::remove_participant(&ctx, &key, &id).await;
    after(&ctx, &key, done, nothing("participants"), "function").await
}

/// POST /meetings/{beneficiary}/{id}/agenda
pub async fn add_item(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Form(form): Form<ItemForm>,
) -> WebResult<Response> {
    let done = actions::add_item(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { item: form, refused: "agenda", ..Typed::default() }, "title").await
}

/// POST /meetings/{beneficiary}/{id}/agenda/filling
pub async fn fill(ctx: Ctx, Path(key): Path<MeetingKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = Box::pin(actions::fill(&ctx, &key)).await.map(drop);
    after(&ctx, &key, done, nothing("agenda"), "title").await
}

/// GET /meetings/{beneficiary}/{id}/agenda/{item}
pub async fn item(ctx: Ctx, Path(path): Path<ItemPath>) -> WebResult {
    let (key, id) = path.split();
    item_page(&ctx, &key, &id, None, &[]).await
}

async fn item_page(
    ctx: &Ctx,
    key: &MeetingKey,
    id: &ItemId,
    typed: Option<ItemForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let all = actions::read(ctx, key).await?;
    let item = all.items.iter().find(|one| one.id == *id).ok_or(Error::NotFound)?;
    // What somebody else wrote meanwhile stands beside what was typed; sending once more then decides.
    let is_older = typed.as_ref().is_some_and(|typed| typed.version != item.version);
    let form =
        typed.map_or_else(|| views::stored_item(item), |typed| ItemForm { version: item.version, ..typed });
    Ok(views::item_page(ctx, &all, item, (&form, is_older), errors))
}

/// POST /meetings/{beneficiary}/{id}/agenda/{item}
pub async fn change_item(
    ctx: Ctx,
    Path(path): Path<ItemPath>,
    Form(form): Form<ItemForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    match actions::change_item(&ctx, &key, &id, &form).await {
        Ok(()) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "minutes")?);
            Ok(forms::again(status, item_page(&ctx, &key, &id, Some(form), &errors).await?))
        }
    }
}

/// POST /meetings/{beneficiary}/{id}/agenda/{item}/removal
pub async fn remove_item(ctx: Ctx, Path(path): Path<ItemPath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::remove_item(&ctx, &key, &id).await;
    after(&ctx, &key, done, nothing("agenda"), "title").await
}
