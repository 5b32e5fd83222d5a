//! Carrying changes out, giving them up, looking back upon them.

use super::{held, noted, step};
use crate::{
    changes::{
        Change, ChangeId, Review, State,
        forms::{CancelForm, EndForm, ReviewForm},
        rules::Step,
        store,
    },
    maintenance::{NoticeKind, actions as maintenance},
};
use kernel::{Permission, Text};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// Longest text in characters.
const TEXT: usize = 5_000;

fn words(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    let limit = |key: &str| Error::invalid(field, Text::new(key).with("limit", TEXT));
    match text.chars().count() {
        0 => Err(limit("change-error-empty")),
        1..=TEXT => Ok(text.to_owned()),
        _ => Err(limit("desk-error-too-long")),
    }
}

/// Begins. An emergency begins while those asked have not answered yet.
pub async fn start(ctx: &Ctx, id: &ChangeId) -> Result<Change> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let mut change = held(&mut tx, id, None).await?;
    step(&mut change, Step::Start)?;
    change.started_at = Some(ctx.now());
    noted(&mut tx, ctx, &mut change, "change.start", json!({})).await?;
    tx.commit().await?;
    Ok(change)
}

/// Ends: carried out, or undone by its back-out plan, with a few words.
pub async fn finish(ctx: &Ctx, id: &ChangeId, form: &EndForm) -> Result<Change> {
    ctx.require(Permission::DeskRun)?;
    let (taken, action) = match State::parse(&form.end) {
        Some(State::Done) => (Step::Finish, "change.finish"),
        Some(State::BackedOut) => (Step::BackOut, "change.back_out"),
        _ => return Err(Error::invalid("end", Text::new("change-error-choice"))),
    };
    let outcome = words("outcome", &form.outcome)?;
    let mut tx = ctx.begin().await?;
    let mut change = held(&mut tx, id, None).await?;
    step(&mut change, taken)?;
    change.ended_at = Some(ctx.now());
    change.outcome = outcome;
    let detail = json!({"outcome": change.outcome});
    noted(&mut tx, ctx, &mut change, action, detail).await?;
    tx.commit().await?;
    Ok(change)
}

/// Says afterwards how it went; said again, it replaces what was said.
pub async fn review(ctx: &Ctx, id: &ChangeId, form: &ReviewForm) -> Result<Change> {
    ctx.require(Permission::DeskRun)?;
    let Some(result) = Review::parse(&form.review) else {
        return Err(Error::invalid("review", Text::new("change-error-choice")));
    };
    let text = words("text", &form.text)?;
    let mut tx = ctx.begin().await?;
    let mut change = held(&mut tx, id, None).await?;
    if !matches!(change.state, State::Done | State::BackedOut) {
        return Err(Error::refused("change-error-state"));
    }
    change.review = Some(result);
    change.review_text = text;
    change.reviewed_by_name = Some(ctx.actor.name.clone());
    let detail = json!({"review": result, "text": change.review_text});
    noted(&mut tx, ctx, &mut change, "change.review", detail).await?;
    tx.commit().await?;
    Ok(change)
}

/// Gives a change up before it begins, with a reason; those who were told of it are told so.
pub async fn cancel(ctx: &Ctx, id: &ChangeId, form: &CancelForm) -> Result<Change> {
    ctx.require(Permission::DeskRun)?;
    let reason = words("reason", &form.reason)?;
    let mut tx = ctx.begin().await?;
    let mut change = held(&mut tx, id, None).await?;
    step(&mut change, Step::Cancel)?;
    change.outcome = reason;
    maintenance::call_off(&mut tx, ctx, &change, NoticeKind::Cancelled).await?;
    let detail = json!({"reason": change.outcome});
    noted(&mut tx, ctx, &mut change, "change.cancel", detail).await?;
    tx.commit().await?;
    Ok(change)
}

/// Takes up again what was given up, as a draft, or what was said to be over.
pub async fn reopen(ctx: &Ctx, id: &ChangeId) -> Result<Change> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let mut change = held(&mut tx, id, None).await?;
    step(&mut change, Step::Reopen)?;
    change.ended_at = None;
    change.outcome = String::new();
    noted(&mut tx, ctx, &mut change, "change.reopen", json!({})).await?;
    tx.commit().await?;
    Ok(store::find(&mut ctx.read().await?, id).await?.unwrap_or(change))
}
