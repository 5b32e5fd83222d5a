//! Writing assets down.

use super::{held, today};
use crate::{
    assets::{
        Asset, AssetForm, AssetKey, Field, Handover, HandoverForm, HandoverId, Kind, RetireForm, State,
        rules::{self, Stated},
        store,
    },
    inventory,
    sites::{self, SiteId},
};
use kernel::{
    Permission, Scope, Side, Text,
    id::{BeneficiaryId, PersonId},
};
use people::{
    audit::{Entry, hold, record},
    organisations, persons,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Adds an asset of a beneficiary. Sent twice with one key, it is made once.
pub async fn create(ctx: &Ctx, form: &AssetForm) -> Result<Asset> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.begin().await?;
    let asset = create_in(&mut tx, ctx, form).await?;
    tx.commit().await?;
    Ok(asset)
}

/// The same inside a transaction, for an action that was authorised otherwise (an import).
pub async fn create_in(tx: &mut Tx, ctx: &Ctx, form: &AssetForm) -> Result<Asset> {
    let locks = |stated: &Stated| rules::locks(None, stated);
    insert(tx, ctx, form, locks).await
}

/// An asset that inventory found: no field of it was typed by a person.
pub(crate) async fn found_in(tx: &mut Tx, ctx: &Ctx, form: &AssetForm) -> Result<Asset> {
    insert(tx, ctx, form, |_| vec![]).await
}

async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    form: &AssetForm,
    locks: impl FnOnce(&Stated) -> Vec<Field>,
) -> Result<Asset> {
    let beneficiary = BeneficiaryId::from(form.beneficiary.as_str());
    if matches!(ctx.scope(), Scope::One(own) if *own != beneficiary) {
        return Err(Error::NotFound);
    }
    let owner = organisations::store::find(tx, &beneficiary).await?;
    let Some(owner) = owner.filter(|owner| owner.side == Side::Beneficiary) else {
        return Err(Error::invalid("beneficiary", Text::new("asset-error-choice")));
    };
    let own = store::kinds(tx).await?;
    let stated = rules::stated(form, &own, None).map_err(Error::Invalid)?;
    let site = place(tx, &beneficiary, form).await?;
    let user = person(tx, &beneficiary, &stated.used_by).await?;
    // From here on, writers of this beneficiary come one after the other: the number is free.
    hold(tx, Some(&beneficiary)).await?;
    let number = store::next_number(tx, &beneficiary).await?;
    let key = AssetKey { beneficiary, id: ctx.id() };
    let locked = locks(&stated);
    let reference = format!("{}-M{number}", owner.code);
    let new = Asset { locked, ..blank(ctx, key, owner.name, reference) };
    let asset = told(new, stated, site, user);
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(tx, &asset, number, ctx.now(), sent).await? == 0 {
        return store::sent(tx, &asset.key.beneficiary, &form.key).await?.ok_or(Error::NotFound);
    }
    let detail = json!({"reference": asset.reference, "kind": asset.kind.word, "name": asset.name,
        "serial": asset.serial, "legal_status": asset.legal_status});
    noted(tx, ctx, &asset.key, "asset.create", detail).await?;
    store::find(tx, &asset.key).await?.ok_or(Error::NotFound)
}

/// An asset of which nothing is said yet.
fn blank(ctx: &Ctx, key: AssetKey, beneficiary_name: String, reference: String) -> Asset {
    use crate::assets::{LegalStatus, Party, Protection};
    Asset {
        key,
        beneficiary_name,
        reference,
        kind: Kind { word: String::new(), name: None },
        name: String::new(),
        state: State::InStock,
        site: None,
        site_name: None,
        owner: Party::Provider,
        manager: Party::Provider,
        used_by: String::new(),
        user: None,
        legal_status: LegalStatus::ProviderBought,
        is_shared: false,
        maker: String::new(),
        model: String::new(),
        serial: String::new(),
        purchased_on: None,
        cost_cents: None,
        in_service_on: None,
        useful_life_years: None,
        warranty_ends_on: None,
        protection: Protection::Standard,
        notes: String::new(),
        retired_on: None,
        retired_why: String::new(),
        locked: vec![],
        updated_at: ctx.now(),
        version: 1,
        name_folded: String::new(),
    }
}

/// What a form states, put into an asset. One that is in use again is retired no more.
fn told(before: Asset, stated: Stated, site: Option<SiteId>, user: Option<(PersonId, String)>) -> Asset {
    let is_retired = stated.state == State::Retired;
    let (user, used_by) = user.map_or((None, stated.used_by), |(id, name)| (Some(id), name));
    Asset {
        kind: Kind { word: stated.kind, name: None },
        name: stated.name,
        state: stated.state,
        site,
        owner: stated.owner,
        manager: stated.manager,
        used_by,
        user,
        legal_status: stated.legal_status,
        is_shared: stated.is_shared,
        maker: stated.maker,
        model: stated.model,
        serial: stated.serial,
        purchased_on: stated.purchased_on,
        cost_cents: stated.cost,
        in_service_on: stated.in_service_on,
        useful_life_years: stated.useful_life_years,
        warranty_ends_on: stated.warranty_ends_on,
        protection: stated.protection,
        notes: stated.notes,
        retired_on: before.retired_on.filter(|_| is_retired),
        retired_why: if is_retired { before.retired_why.clone() } else { String::new() },
        ..before
    }
}

/// The site that a form names.
async fn place(tx: &mut Tx, beneficiary: &BeneficiaryId, form: &AssetForm) -> Result<Option<SiteId>> {
    if form.site.is_empty() {
        return Ok(None);
    }
    let found = sites::store::find(tx, beneficiary, &SiteId::from(form.site.as_str())).await?;
    let found = found.ok_or_else(|| Error::invalid("site", Text::new("asset-error-choice")))?;
    Ok(Some(found.id))
}

/// The person of the beneficiary whose mail address is given; nobody when it is words.
async fn person(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    used_by: &str,
) -> Result<Option<(PersonId, String)>> {
    if !used_by.contains('@') {
        return Ok(None);
    }
    let address = persons::rules::fold_email(used_by);
    let found = persons::store::by_emails(tx, std::slice::from_ref(&address)).await?;
    let found = found.into_iter().find(|person| person.beneficiary.as_ref() == Some(beneficiary));
    let found = found.ok_or_else(|| Error::invalid("used_by", Text::new("asset-error-user")))?;
    Ok(Some((found.id, found.name)))
}

/// Changes an asset that is still as it was read.
pub async fn change(ctx: &Ctx, key: &AssetKey, form: &AssetForm) -> Result<Asset> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.begin().await?;
    let asset = change_in(&mut tx, ctx, key, form).await?;
    tx.commit().await?;
    Ok(asset)
}

/// The same inside a transaction, for an action that was authorised otherwise (an import). What changes nothing writes
/// nothing.
pub async fn change_in(tx: &mut Tx, ctx: &Ctx, key: &AssetKey, form: &AssetForm) -> Result<Asset> {
    let before = held(tx, key, Some(form.version)).await?;
    let own = store::kinds(tx).await?;
    let stated = rules::stated(form, &own, Some(&before)).map_err(Error::Invalid)?;
    let site = place(tx, &key.beneficiary, form).await?;
    // Left as it was, it stays the person it was, even one whose name is a mail address.
    let user = if stated.used_by == before.used_by {
        before.user.clone().map(|id| (id, before.used_by.clone()))
    } else {
        person(tx, &key.beneficiary, &stated.used_by).await?
    };
    let locked = rules::locks(Some(&before), &stated);
    let after = Asset { locked, ..told(before.clone(), stated, site, user) };
    let changes = rules::changes(&AssetForm::of(&before), &AssetForm::of(&after));
    if changes.is_empty() && after.locked == before.locked && after.user == before.user {
        return Ok(before);
    }
    store::update(tx, &after, ctx.now()).await?;
    noted(tx, ctx, key, "asset.change", json!({"changes": changes})).await?;
    store::find(tx, key).await?.ok_or(Error::NotFound)
}

/// What inventory says of an asset: fields that a person has in hand stay as they are, and so does what is retired.
pub(crate) async fn fill_in(tx: &mut Tx, ctx: &Ctx, key: &AssetKey, said: &[(Field, String)]) -> Result<()> {
    let before = held(tx, key, None).await?;
    if before.state == State::Retired {
        return Ok(());
    }
    let mut after = before.clone();
    for (field, value) in said {
        if value.is_empty() || before.locked.contains(field) || rules::told(&before, *field) == value {
            continue;
        }
        match field {
            Field::Name => after.name.clone_from(value),
            Field::Maker => after.maker.clone_from(value),
            Field::Model => after.model.clone_from(value),
            Field::Serial => after.serial.clone_from(value),
        }
    }
    if after != before {
        let changes = rules::changes(&AssetForm::of(&before), &AssetForm::of(&after));
        store::update(tx, &after, ctx.now()).await?;
        noted(tx, ctx, key, "asset.inventory", json!({"changes": changes})).await?;
    }
    Ok(())
}

/// Says which fields a person keeps in hand; inventory fills the others again, at once with what it told last.
pub async fn unlock(ctx: &Ctx, key: &AssetKey, kept: &[Field]) -> Result<Asset> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.begin().await?;
    let mut asset = held(&mut tx, key, None).await?;
    let locked: Vec<Field> = Field::ALL.iter().copied().filter(|field| kept.contains(field)).collect();
    if locked != asset.locked {
        asset.locked.clone_from(&locked);
        store::update(&mut tx, &asset, ctx.now()).await?;
        noted(&mut tx, ctx, key, "asset.lock", json!({"locked": locked})).await?;
        if let Some(machine) = inventory::store::of_asset(&mut tx, key).await? {
            let content = inventory::store::content(&mut tx, &machine.key()).await?;
            fill_in(&mut tx, ctx, key, &inventory::rules::facts(&content)).await?;
        }
        asset = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    }
    tx.commit().await?;
    Ok(asset)
}

/// Takes an asset out of use for good.
pub async fn retire(ctx: &Ctx, key: &AssetKey, form: &RetireForm) -> Result<Asset> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.begin().await?;
    let mut asset = held(&mut tx, key, Some(form.version)).await?;
    if asset.state == State::Retired {
        return Err(Error::refused("asset-error-retired"));
    }
    let (on, why) = rules::retired(form, &asset, today(ctx)).map_err(Error::Invalid)?;
    (asset.state, asset.retired_on, asset.retired_why) = (State::Retired, Some(on), why);
    store::update(&mut tx, &asset, ctx.now()).await?;
    let detail = json!({"on": on, "why": asset.retired_why});
    noted(&mut tx, ctx, key, "asset.retire", detail).await?;
    let asset = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(asset)
}

/// Writes down that an asset changed hands, and in which condition. One written down late, after another that happened
/// since, says where the asset was and leaves where it is.
pub async fn hand_over(ctx: &Ctx, key: &AssetKey, form: &HandoverForm) -> Result<Handover> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.begin().await?;
    let mut asset = held(&mut tx, key, Some(form.version).filter(|read| *read != 0)).await?;
    let stated = rules::handover(form, today(ctx)).map_err(Error::Invalid)?;
    let id: HandoverId = ctx.id();
    store::insert_handover(&mut tx, key, &id, &stated, (&ctx.actor.name, ctx.now())).await?;
    let all = store::handovers(&mut tx, key).await?;
    if all.first().is_some_and(|latest| latest.id == id) {
        asset.state = rules::state_after(asset.state, stated.direction);
    }
    store::update(&mut tx, &asset, ctx.now()).await?;
    let detail =
        json!({"direction": stated.direction, "on": stated.happened_on, "condition": stated.condition});
    noted(&mut tx, ctx, key, "asset.hand_over", detail).await?;
    let made = store::handover(&mut tx, key, &id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(made)
}

/// Takes an asset back that is still as created and to which nothing refers: what an import brought by mistake. Says
/// whether it is gone; a refusal by what refers to it leaves the transaction unusable.
pub async fn take_back_in(tx: &mut Tx, ctx: &Ctx, key: &AssetKey, version: i64) -> Result<bool> {
    if store::delete(tx, key, version).await? == 0 {
        return Ok(false);
    }
    noted(tx, ctx, key, "asset.take_back", json!({})).await?;
    Ok(true)
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &AssetKey,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "asset", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
