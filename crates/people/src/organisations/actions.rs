//! What people do with organisations.

use super::{Organisation, rules::OrganisationForm, store};
use crate::audit::{self, Entry};
use kernel::{Permission, Scope, Side, Text, id::OrganisationId};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

/// Creates an organisation. Only those who see every beneficiary may add one; there is one provider.
pub async fn create(ctx: &Ctx, form: &OrganisationForm) -> Result<Organisation> {
    require_every_scope(ctx)?;
    let content = form.check()?;
    let mut tx = ctx.begin().await?;
    if content.side == Side::Provider && store::provider(&mut tx).await?.is_some() {
        return Err(Error::invalid("side", Text::new("people-provider-exists")));
    }
    let id: OrganisationId = ctx.id();
    store::insert(&mut tx, &id, &content, ctx.now())
        .await
        .on_unique("organisation_code_key", code_taken())?;
    let organisation = found(&mut tx, &id).await?;
    let entry = Entry::new("organisation.create", organisation.beneficiary(), "organisation", id.as_str());
    audit::record(&mut tx, ctx, entry.detail(json!({"code": organisation.code, "name": organisation.name})))
        .await?;
    tx.commit().await?;
    Ok(organisation)
}

/// Changes an organisation that is still at the version the person read.
pub async fn change(ctx: &Ctx, id: &OrganisationId, form: &OrganisationForm) -> Result<Organisation> {
    ctx.require(Permission::PersonManage)?;
    let mut tx = ctx.begin().await?;
    let before = found(&mut tx, id).await?;
    let content =
        OrganisationForm { side: super::rules::side_name(before.side).to_owned(), ..form.clone() }.check()?;
    // A body keeps its own data up to date; the code in its ticket and invoice numbers is the provider's choice.
    if *ctx.scope() != Scope::All && content.code != before.code {
        return Err(Error::invalid("code", Text::new("people-code-provider-only")));
    }
    let changed = store::update(&mut tx, id, form.version, &content)
        .await
        .on_unique("organisation_code_key", code_taken())?;
    if changed == 0 {
        return Err(Error::Stale(before.version));
    }
    let after = found(&mut tx, id).await?;
    let entry = Entry::new("organisation.change", after.beneficiary(), "organisation", id.as_str());
    audit::record(&mut tx, ctx, entry.detail(json!({"before": before, "after": after}))).await?;
    tx.commit().await?;
    Ok(after)
}

/// Refuses those who may not add organisations: managers of one body only.
pub fn require_every_scope(ctx: &Ctx) -> Result<()> {
    ctx.require(Permission::PersonManage)?;
    if *ctx.scope() == Scope::All { Ok(()) } else { Err(Error::Forbidden(Permission::PersonManage)) }
}

/// The organisation, or not found when outside the scope.
pub async fn found(tx: &mut Tx, id: &OrganisationId) -> Result<Organisation> {
    store::find(tx, id).await?.ok_or(Error::NotFound)
}

fn code_taken() -> Error {
    Error::invalid("code", Text::new("people-code-taken"))
}
