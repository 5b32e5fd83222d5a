//! Setting exchanges up.

use super::{Line, LineForm, LineId, store};
use crate::hooks::Hook;
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::{Value, json};

const NAME_KEY: &str = "phone_line_name_folded_key";

/// Longest name in characters.
const NAME: usize = 100;

/// What an exchange proves itself by.
pub(crate) fn hook(line: &Line) -> Hook<'_> {
    Hook { purpose: "phone", id: line.id.as_str(), generation: line.generation }
}

/// Every exchange.
pub async fn list(ctx: &Ctx) -> Result<Vec<Line>> {
    ctx.require(Permission::DeskRun)?;
    Ok(store::all(&mut ctx.read().await?).await?)
}

/// Adds an exchange and gives its secret, the only time it is shown.
pub async fn create(ctx: &Ctx, form: &LineForm) -> Result<(Line, String)> {
    ctx.require(Permission::DeskManage)?;
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > NAME {
        return Err(Error::invalid("name", Text::new("phone-error-name").with("limit", NAME)));
    }
    let mut tx = ctx.begin().await?;
    let id: LineId = ctx.id();
    let taken = Error::invalid("name", Text::new("phone-error-name-taken"));
    store::insert(&mut tx, &id, name, ctx.now()).await.on_unique(NAME_KEY, taken)?;
    let line = finish(ctx, tx, "phone_line.create", &id, json!({"name": name})).await?;
    let secret = hook(&line).secret(ctx);
    Ok((line, secret))
}

/// Gives an exchange another secret; the one before is worth nothing from now on.
pub async fn renew_secret(ctx: &Ctx, id: &LineId) -> Result<(Line, String)> {
    let mut tx = held(ctx, id).await?;
    store::renew_secret(&mut tx, id).await?;
    let line = finish(ctx, tx, "phone_line.secret", id, json!({})).await?;
    let secret = hook(&line).secret(ctx);
    Ok((line, secret))
}

/// Refuses what an exchange posts, or takes it again.
pub async fn set_enabled(ctx: &Ctx, id: &LineId, is_enabled: bool) -> Result<Line> {
    let mut tx = held(ctx, id).await?;
    store::set_enabled(&mut tx, id, is_enabled).await?;
    let action = if is_enabled { "phone_line.resume" } else { "phone_line.pause" };
    finish(ctx, tx, action, id, json!({})).await
}

async fn held(ctx: &Ctx, id: &LineId) -> Result<Tx> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok(tx)
}

async fn finish(ctx: &Ctx, mut tx: Tx, action: &'static str, id: &LineId, detail: Value) -> Result<Line> {
    record(&mut tx, ctx, Entry::new(action, None, "phone_line", id.as_str()).detail(detail)).await?;
    let line = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(line)
}
