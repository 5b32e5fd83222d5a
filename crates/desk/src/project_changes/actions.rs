//! Linking changes to projects, by who leads projects and sees changes.

use super::{LinkForm, store};
use crate::{
    changes::{rules::written, store as changes},
    projects::{
        ProjectKey,
        actions::{finish, held},
    },
};
use kernel::{Permission, Text};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// Says that a project needs a change. Doing it twice is doing it once.
pub async fn link(ctx: &Ctx, key: &ProjectKey, form: &LinkForm) -> Result<()> {
    set(ctx, key, &form.change, true).await
}

/// Says that it does not after all. Doing it twice is doing it once.
pub async fn unlink(ctx: &Ctx, key: &ProjectKey, form: &LinkForm) -> Result<()> {
    set(ctx, key, &form.change, false).await
}

async fn set(ctx: &Ctx, key: &ProjectKey, typed: &str, is_linked: bool) -> Result<()> {
    ctx.require(Permission::DeskRead)?;
    let (mut tx, _) = held(ctx, key).await?;
    let unknown = || Error::invalid("change", Text::new("change-error-number").with("word", typed));
    let number = written::number(typed).ok_or_else(unknown)?;
    let change = changes::numbered(&mut tx, number).await?.ok_or_else(unknown)?;
    let touched = if is_linked {
        store::link(&mut tx, key, &change.id, &ctx.actor.name, ctx.now()).await?
    } else {
        store::unlink(&mut tx, key, &change.id).await?
    };
    if touched == 0 {
        return Ok(());
    }
    let action = if is_linked { "project.change_link" } else { "project.change_unlink" };
    finish(ctx, tx, key, action, json!({"change": change.reference()})).await
}
