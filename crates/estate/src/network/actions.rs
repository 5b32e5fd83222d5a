//! Keeping network equipment and cables, and asking what stops with what.

use super::{
    Cabling, CablingForm, Equipment, EquipmentForm, EquipmentId, EquipmentKey,
    rules::{self, Impact},
    store::{self, NewCabling},
};
use crate::sites::{self, SiteId, SiteKey};
use kernel::{Permission, Scope, Text, Zone, id::BeneficiaryId};
use people::audit::{Entry, hold, record};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

const NAME_KEY: &str = "network_equipment_beneficiary_id_site_id_name_folded_key";

/// Equipment in scope, by site and name.
pub async fn list(ctx: &Ctx) -> Result<Vec<Equipment>> {
    ctx.require(Permission::SiteRead)?;
    Ok(store::all(&mut ctx.read().await?, None).await?)
}

/// Equipment with what stops with it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The equipment.
    pub equipment: Equipment,
    /// What feeds it.
    pub feeder: Option<Equipment>,
    /// What stops when it stops, near first, each with its distance.
    pub stops: Vec<(Equipment, usize)>,
    /// Names of the other sites of which some equipment stops.
    pub sites: Vec<String>,
}

/// Equipment with what stops with it.
pub async fn read(ctx: &Ctx, key: &EquipmentKey) -> Result<Whole> {
    ctx.require(Permission::SiteRead)?;
    let all = store::all(&mut ctx.read().await?, Some(&key.beneficiary)).await?;
    let equipment = all.iter().find(|one| one.id == key.id).cloned().ok_or(Error::NotFound)?;
    let Impact { equipment: stops, sites } = rules::impact(&all, &equipment);
    let found = |id: &EquipmentId| all.iter().find(|one| one.id == *id).cloned();
    let name = |id: &SiteId| all.iter().find(|one| one.site == *id).map(|one| one.site_name.clone());
    Ok(Whole {
        feeder: equipment.fed_by.as_ref().and_then(found),
        stops: stops.iter().filter_map(|(id, distance)| Some((found(id)?, *distance))).collect(),
        sites: sites.iter().filter_map(name).collect(),
        equipment,
    })
}

/// Sets up equipment in a site.
pub async fn create(ctx: &Ctx, form: &EquipmentForm) -> Result<Equipment> {
    ctx.require(Permission::SiteManage)?;
    let nowhere = || Error::invalid("place", Text::new("blind-error-place"));
    let (beneficiary, site) = form.place.split_once('/').ok_or_else(nowhere)?;
    let (beneficiary, site) = (BeneficiaryId::from(beneficiary), SiteId::from(site));
    if matches!(ctx.scope(), Scope::One(own) if *own != beneficiary) {
        return Err(nowhere());
    }
    let mut tx = ctx.begin().await?;
    let site = sites::store::find(&mut tx, &beneficiary, &site).await?.ok_or_else(nowhere)?;
    let content = rules::content(form)?;
    let key = EquipmentKey { beneficiary, id: ctx.id() };
    let fed_by = feeder(&mut tx, &key, &form.fed_by).await?;
    let inserted = store::insert(&mut tx, &key, &site.id, &content, fed_by.as_ref()).await;
    inserted.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, &key, "network.create").await
}

/// What feeds equipment: of the same beneficiary, and never what the equipment itself feeds.
async fn feeder(tx: &mut Tx, key: &EquipmentKey, id: &str) -> Result<Option<EquipmentId>> {
    if id.is_empty() {
        return Ok(None);
    }
    // Two writers that would close a ring together come one after the other.
    hold(tx, Some(&key.beneficiary)).await?;
    let (all, id) = (store::all(tx, Some(&key.beneficiary)).await?, EquipmentId::from(id));
    if !all.iter().any(|one| one.id == id) {
        return Err(Error::invalid("fed_by", Text::new("network-error-feeder")));
    }
    if rules::is_ring(&all, &key.id, &id) {
        return Err(Error::invalid("fed_by", Text::new("network-error-ring")));
    }
    Ok(Some(id))
}

fn taken() -> Error {
    Error::invalid("name", Text::new("network-error-name-taken"))
}

/// Changes equipment that is still as it was read.
pub async fn change(ctx: &Ctx, key: &EquipmentKey, form: &EquipmentForm) -> Result<Equipment> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    let all = store::all(&mut tx, Some(&key.beneficiary)).await?;
    let before = all.iter().find(|one| one.id == key.id).ok_or(Error::NotFound)?;
    let content = rules::content(form)?;
    let fed_by = feeder(&mut tx, key, &form.fed_by).await?;
    let updated = store::update(&mut tx, key, &content, fed_by.as_ref(), form.version).await;
    if updated.on_unique(NAME_KEY, taken())? == 0 {
        return Err(Error::Stale(before.version));
    }
    finish(ctx, tx, key, "network.change").await
}

async fn finish(ctx: &Ctx, mut tx: Tx, key: &EquipmentKey, action: &'static str) -> Result<Equipment> {
    let all = store::all(&mut tx, Some(&key.beneficiary)).await?;
    let one = all.into_iter().find(|one| one.id == key.id).ok_or(Error::NotFound)?;
    let entry = Entry::new(action, Some(&key.beneficiary), "network_equipment", key.id.as_str());
    let detail = json!({"name": one.name, "kind": one.kind, "site": one.site, "fed_by": one.fed_by,
        "places": one.places, "places_used": one.places_used});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(one)
}

/// Cables of a site.
pub async fn cabling(ctx: &Ctx, site: &SiteKey) -> Result<Vec<Cabling>> {
    ctx.require(Permission::SiteRead)?;
    let mut tx = ctx.read().await?;
    sites::store::find(&mut tx, &site.beneficiary, &site.id).await?.ok_or(Error::NotFound)?;
    Ok(store::cabling(&mut tx, site).await?)
}

/// Notes cables laid in a site; the agreement says who pays them.
pub async fn lay(ctx: &Ctx, site: &SiteKey, form: &CablingForm) -> Result<Vec<Cabling>> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    sites::store::find(&mut tx, &site.beneficiary, &site.id).await?.ok_or(Error::NotFound)?;
    let today = ctx.now().to_zoned(Zone::Metropole.time_zone()).date();
    let (purpose, cables, laid_on) = rules::cabling(form, today)?;
    let new = NewCabling {
        id: &ctx.id(),
        purpose,
        cables,
        laid_on,
        note: form.note.trim(),
        by_name: &ctx.actor.name,
        at: ctx.now(),
    };
    store::insert_cabling(&mut tx, site, &new).await?;
    let entry = Entry::new("site.cable", Some(&site.beneficiary), "site", site.id.as_str());
    let detail = json!({"purpose": purpose, "cables": cables, "payer": rules::payer(purpose)});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    let all = store::cabling(&mut tx, site).await?;
    tx.commit().await?;
    Ok(all)
}
