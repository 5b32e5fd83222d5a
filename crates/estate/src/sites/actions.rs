//! Creating and changing sites.

use super::{
    Site, SiteForm, SiteKey,
    rules::{check, is_as_created},
    store,
};
use crate::connections;
use kernel::{Permission, Scope, Text, id::BeneficiaryId};
use people::audit::{Entry, hold, record};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

/// Creates a site of a beneficiary in scope.
pub async fn create(ctx: &Ctx, form: &SiteForm) -> Result<Site> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    let site = create_in(&mut tx, ctx, form).await?;
    tx.commit().await?;
    Ok(site)
}

/// The same inside a transaction, for an action that was authorised otherwise (an import).
pub async fn create_in(tx: &mut Tx, ctx: &Ctx, form: &SiteForm) -> Result<Site> {
    let beneficiary = BeneficiaryId::from(form.beneficiary.as_str());
    if matches!(ctx.scope(), Scope::One(own) if *own != beneficiary) {
        return Err(Error::NotFound);
    }
    check(form)?;
    let key = SiteKey { beneficiary, id: ctx.id() };
    let owner = people::organisations::store::find(tx, &key.beneficiary).await?;
    if owner.is_none_or(|owner| owner.side != kernel::Side::Beneficiary) {
        return Err(Error::invalid("beneficiary", Text::new("estate-error-beneficiary")));
    }
    store::insert(tx, &key, form, ctx.now()).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, &key, "site.create", form).await
}

/// Changes a site that is still as it was read.
pub async fn change(ctx: &Ctx, key: &SiteKey, form: &SiteForm) -> Result<Site> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    let site = change_in(&mut tx, ctx, key, form).await?;
    tx.commit().await?;
    Ok(site)
}

/// The same inside a transaction, for an action that was authorised otherwise (an import).
pub async fn change_in(tx: &mut Tx, ctx: &Ctx, key: &SiteKey, form: &SiteForm) -> Result<Site> {
    let site = store::find(tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    check(form)?;
    if store::update(tx, key, form).await.on_unique(NAME_KEY, taken())? == 0 {
        return Err(Error::Stale(site.version));
    }
    finish(ctx, tx, key, "site.change", form).await
}

/// Takes a site back that is still as created, with how it is connected, and to which nothing refers: what an import brought
/// by mistake. Says whether it is gone; a refusal by what refers to it leaves the transaction unusable.
pub async fn take_back_in(tx: &mut Tx, ctx: &Ctx, key: &SiteKey, version: i64) -> Result<bool> {
    // Whoever records how the site is connected comes before, and is seen, or after, and finds no site.
    hold(tx, Some(&key.beneficiary)).await?;
    let site = store::find(tx, &key.beneficiary, &key.id).await?;
    let Some(site) = site.filter(|site| site.version == version) else { return Ok(false) };
    if !is_as_created(&site, &connections::store::of_site(tx, &key.beneficiary, &key.id).await?) {
        return Ok(false);
    }
    connections::store::forget(tx, key).await?;
    if store::delete(tx, key, version).await? == 0 {
        return Err(Error::Stale(version));
    }
    let entry = Entry::new("site.take_back", Some(&key.beneficiary), "site", key.id.as_str());
    record(tx, ctx, entry).await?;
    Ok(true)
}

const NAME_KEY: &str = "site_beneficiary_id_name_folded_key";

fn taken() -> Error {
    Error::invalid("name", Text::new("estate-error-name-taken"))
}

async fn finish(
    ctx: &Ctx,
    tx: &mut Tx,
    key: &SiteKey,
    action: &'static str,
    form: &SiteForm,
) -> Result<Site> {
    let entry = Entry::new(action, Some(&key.beneficiary), "site", key.id.as_str());
    let detail = json!({"name": form.name.trim(), "fibre": form.fibre, "weight": form.weight,
        "serves_from": form.serves_from, "serves_to": form.serves_to});
    record(tx, ctx, entry.detail(detail)).await?;
    let site = store::find(tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    connections::actions::note(tx, ctx, &site).await?;
    Ok(site)
}
