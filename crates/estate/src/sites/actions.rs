//! Creating and changing sites.

use super::{Fibre, Site, SiteForm, SiteKey, store};
use kernel::{Permission, Scope, Text, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

const LONGEST: usize = 200;

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

/// Takes a site back that is still as created and to which nothing refers: what an import brought by mistake. Says
/// whether it is gone; a refusal by what refers to it leaves the transaction unusable.
pub async fn take_back_in(tx: &mut Tx, ctx: &Ctx, key: &SiteKey, version: i64) -> Result<bool> {
    if store::delete(tx, key, version).await? == 0 {
        return Ok(false);
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
    record(tx, ctx, entry.detail(json!({"name": form.name.trim(), "fibre": form.fibre}))).await?;
    store::find(tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)
}

/// Tells every problem of what is typed at once.
pub fn check(form: &SiteForm) -> Result<()> {
    let mut problems = Problems::default();
    if form.name.trim().is_empty() {
        problems.add("name", Text::new("estate-error-name"));
    }
    for (field, text) in [("name", &form.name), ("street", &form.street), ("city", &form.city)] {
        if text.chars().count() > LONGEST {
            problems.add(field, Text::new("estate-error-too-long").with("limit", LONGEST));
        }
    }
    let code = form.postal_code.trim();
    if !code.is_empty() && (code.len() != 5 || !code.bytes().all(|b| b.is_ascii_digit())) {
        problems.add("postal_code", Text::new("estate-error-postal-code"));
    }
    if Fibre::parse(&form.fibre).is_none() {
        problems.add("fibre", Text::new("estate-error-fibre"));
    }
    problems.into_result()
}
