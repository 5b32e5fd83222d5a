//! Choosing the appearance, and showing it.

use super::{AppearanceForm, Version, rules, store};
use crate::audit::{Entry, record};
use kernel::{Permission, Scope, Text};
use platform::{Ctx, Error, Platform, Result, web::UploadedFile};
use serde_json::json;

/// The versions, the latest first.
pub async fn list(ctx: &Ctx) -> Result<Vec<Version>> {
    ctx.require(Permission::InstanceManage)?;
    Ok(store::list(&mut ctx.read().await?).await?)
}

/// Chooses another appearance; the logo stays unless another one is given or it is taken away.
pub async fn change(ctx: &Ctx, form: &AppearanceForm, file: Option<UploadedFile>) -> Result<Version> {
    ctx.require(Permission::InstanceManage)?;
    let stated = rules::stated(form);
    let file = file.filter(|file| !file.bytes.is_empty());
    let kind =
        file.as_ref().map(|file| rules::picture(&file.bytes).filter(|_| file.bytes.len() <= rules::LARGEST));
    let mut problems = stated.as_ref().err().cloned().unwrap_or_default();
    if kind == Some(None) {
        problems.add("logo", Text::new("appearance-error-logo").with("limit", rules::LARGEST / 1024));
    }
    problems.into_result()?;
    let stated = stated.map_err(Error::Invalid)?;
    let logo = match (file, kind.flatten()) {
        (Some(file), Some(kind)) => Some((ctx.platform.files.put(file.bytes).await?, kind.to_owned())),
        _ => None,
    };
    let mut tx = ctx.begin().await?;
    let before = store::latest(&mut tx).await?.unwrap_or_default();
    if before.version != form.version {
        return Err(Error::Stale(before.version));
    }
    let kept = before.logo.clone().filter(|_| form.without_logo != "on");
    let colour =
        |chosen: Option<platform::appearance::Colour>| chosen.map(|one| one.to_string()).unwrap_or_default();
    let after = Version {
        version: before.version + 1,
        name: stated.name,
        colour: colour(stated.colour),
        dark_colour: colour(stated.dark_colour),
        logo: logo.or(kept),
        set_by: ctx.actor.name.clone(),
        set_at: Some(ctx.now()),
    };
    if store::insert(&mut tx, &after, ctx.now()).await? == 0 {
        return Err(Error::Stale(before.version));
    }
    let entry = Entry::new("appearance.change", None, "appearance", "appearance");
    record(&mut tx, ctx, entry.detail(json!({"before": before, "after": after}))).await?;
    tx.commit().await?;
    ctx.platform.appearance.set(rules::shown(&after));
    Ok(after)
}

/// Shows the version that counts: at start, and from time to time for what another process changed.
pub async fn load(platform: &Platform) -> Result<()> {
    let latest = store::latest(&mut platform.db.read(&Scope::All).await?).await?.unwrap_or_default();
    if latest.version != platform.appearance.now().version {
        platform.appearance.set(rules::shown(&latest));
    }
    Ok(())
}

/// The logo shown, with its media type.
pub async fn logo(platform: &Platform) -> Result<(String, Vec<u8>)> {
    let (digest, kind) = platform.appearance.now().logo.clone().ok_or(Error::NotFound)?;
    Ok((kind, platform.files.get(&digest).await?))
}
