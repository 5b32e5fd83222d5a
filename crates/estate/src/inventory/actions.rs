//! Letting agents in, looking at what they told, saying which asset a machine is. Taking what they post is in `take`.

mod take;

pub use take::{by_secret, take};

use super::{Access, AccessForm, AccessKey, AttachForm, Content, Machine, MachineKey, rules, store};
use crate::{
    assets::{self, Asset, State},
    sites::{self, SiteId},
};
use kernel::{Permission, Side, Text, fold, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{
    Ctx, Digest, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

const NAME_KEY: &str = "inventory_access_beneficiary_id_name_folded_key";

/// Machines as their agents tell them.
#[derive(Clone, Debug)]
pub struct Machines {
    /// Those that are no asset yet.
    pub unknown: Vec<Machine>,
    /// Those that told of themselves last.
    pub latest: Vec<Machine>,
}

/// Every access in scope.
pub async fn accesses(ctx: &Ctx) -> Result<Vec<Access>> {
    ctx.require(Permission::AssetManage)?;
    Ok(store::accesses(&mut ctx.read().await?).await?)
}

/// Machines that are no asset yet, and those that told of themselves last.
pub async fn machines(ctx: &Ctx) -> Result<Machines> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.read().await?;
    Ok(Machines { unknown: store::unknown(&mut tx).await?, latest: store::latest(&mut tx).await? })
}

/// Lets agents of a site post. Gives the secret, the only time it is shown.
pub async fn open_access(ctx: &Ctx, form: &AccessForm) -> Result<(Access, String)> {
    ctx.require(Permission::AssetManage)?;
    let (name, legal_status) = rules::access(form).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let body = BeneficiaryId::from(form.beneficiary.as_str());
    let owner = organisations::store::find(&mut tx, &body).await?;
    let choice = |field: &str| Error::invalid(field, Text::new("asset-error-choice"));
    let owner = owner.filter(|owner| owner.side == Side::Beneficiary).ok_or_else(|| choice("beneficiary"))?;
    let site = match form.site.as_str() {
        "" => None,
        id => {
            Some(sites::store::find(&mut tx, &body, &SiteId::from(id)).await?.ok_or_else(|| choice("site"))?)
        }
    };
    let access = Access {
        beneficiary: body,
        id: ctx.id(),
        beneficiary_name: owner.name,
        name,
        site: site.as_ref().map(|site| site.id.clone()),
        site_name: site.map(|site| site.name),
        makes_assets: matches!(form.makes_assets.as_str(), "on" | "true"),
        legal_status,
        last_used_at: None,
        revoked_at: None,
    };
    let secret = ctx.platform.ids.secret();
    let taken = || Error::invalid("name", Text::new("inventory-error-name"));
    let digest = Digest::of(secret.as_bytes());
    store::insert_access(&mut tx, &access, digest, (&ctx.actor.name, ctx.now()))
        .await
        .on_unique(NAME_KEY, taken())?;
    noted(
        &mut tx,
        ctx,
        "inventory.open",
        &access.beneficiary,
        ("inventory_access", access.id.as_str()),
        json!({"name": access.name}),
    )
    .await?;
    tx.commit().await?;
    Ok((access, secret))
}

/// Makes an access worth nothing from now on.
pub async fn revoke(ctx: &Ctx, key: &AccessKey) -> Result<()> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.begin().await?;
    if store::revoke(&mut tx, key, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    noted(
        &mut tx,
        ctx,
        "inventory.revoke",
        &key.beneficiary,
        ("inventory_access", key.id.as_str()),
        json!({}),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// A machine with what is kept of it.
pub async fn read(ctx: &Ctx, key: &MachineKey) -> Result<(Machine, Content)> {
    ctx.require(Permission::AssetRead)?;
    let mut tx = ctx.read().await?;
    let machine = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let content = store::content(&mut tx, key).await?;
    Ok((machine, content))
}

/// Says which asset a machine is: one of the beneficiary by reference or serial number, or a new one.
pub async fn attach(ctx: &Ctx, key: &MachineKey, form: &AttachForm) -> Result<Asset> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.begin().await?;
    let machine = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let content = store::content(&mut tx, key).await?;
    if machine.asset.is_some() && form.asset.trim().is_empty() {
        return Err(Error::invalid("asset", Text::new("inventory-error-attached")));
    }
    let asset = if form.asset.trim().is_empty() {
        let access = AccessKey { beneficiary: key.beneficiary.clone(), id: machine.access.clone() };
        let access = store::access(&mut tx, &access).await?.ok_or(Error::NotFound)?;
        take::new_asset(&mut tx, ctx, &machine, &access, &content).await?
    } else {
        named(&mut tx, key, &form.asset).await?
    };
    let other = store::of_asset(&mut tx, &asset.key).await?;
    if other.is_some_and(|other| other.id != machine.id) {
        return Err(Error::invalid("asset", Text::new("inventory-error-asset-taken")));
    }
    store::attach(&mut tx, key, &asset.key).await?;
    assets::actions::fill_in(&mut tx, ctx, &asset.key, &rules::facts(&content)).await?;
    let detail = json!({"asset": asset.key.id, "identity": machine.identity});
    noted(&mut tx, ctx, "inventory.attach", &key.beneficiary, ("inventory_machine", key.id.as_str()), detail)
        .await?;
    let asset = assets::store::find(&mut tx, &asset.key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(asset)
}

/// The one asset in use of the machine's beneficiary that bears a reference or a serial number.
async fn named(tx: &mut Tx, key: &MachineKey, typed: &str) -> Result<Asset> {
    let reference = assets::rules::reference(typed);
    let found = assets::store::with_serial(tx, &fold(typed.trim()), reference).await?;
    let mut fits = found
        .into_iter()
        .filter(|asset| asset.key.beneficiary == key.beneficiary && asset.state != State::Retired);
    match (fits.next(), fits.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(Error::invalid("asset", Text::new("inventory-error-asset-many"))),
        _ => Err(Error::invalid("asset", Text::new("inventory-error-asset-none"))),
    }
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    action: &'static str,
    beneficiary: &BeneficiaryId,
    (kind, id): (&'static str, &str),
    detail: serde_json::Value,
) -> Result<()> {
    record(tx, ctx, Entry::new(action, Some(beneficiary), kind, id).detail(detail)).await
}
