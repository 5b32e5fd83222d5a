//! Taking what agents post.

use crate::{
    assets::{self, Asset, AssetForm, State},
    inventory::{
        Access, Content, Machine, Protocol, rules, store,
        wire::{Message, Told},
    },
};
use jiff::SignedDuration;
use kernel::{Actor, Scope, fold};
use platform::{Ctx, Digest, Error, Result, db::Tx};

/// How often it is written down that an access is used.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// The access whose secret an agent brings, while it is worth something.
pub async fn by_secret(ctx: &Ctx, secret: &str) -> Result<Option<Access>> {
    let mut tx = ctx.platform.db.read(&Scope::All).await?;
    Ok(store::usable(&mut tx, secret).await?)
}

/// The work of an access: under its own name, on the rows of its beneficiary alone.
fn speaking(ctx: &Ctx, access: &Access) -> Ctx {
    let actor = Actor {
        person: None,
        name: access.name.clone(),
        side: None,
        scope: Scope::One(access.beneficiary.clone()),
        permissions: vec![],
        is_system: true,
    };
    Ctx { actor, ..ctx.clone() }
}

/// Takes a message. An inventory told again changes nothing but when it was last told, and finds the asset that was added
/// meanwhile for a machine that waits; gives the machine it is about.
pub async fn take(
    ctx: &Ctx,
    access: &Access,
    (protocol, agent): (Protocol, &str),
    message: Message,
) -> Result<Option<Machine>> {
    let ctx = speaking(ctx, access);
    let mut tx = ctx.begin().await?;
    store::touch_access(&mut tx, access, ctx.now(), ctx.now() - NOTED).await?;
    let machine = match message {
        Message::Inventory(told) => {
            let agent: String = agent.chars().filter(|c| !c.is_control()).take(rules::NAME).collect();
            Some(inventory(&mut tx, &ctx, access, (protocol, agent), *told).await?)
        }
        Message::Prolog { .. } | Message::Contact { .. } => None,
    };
    tx.commit().await?;
    Ok(machine)
}

async fn inventory(
    tx: &mut Tx,
    ctx: &Ctx,
    access: &Access,
    (protocol, agent): (Protocol, String),
    told: Told,
) -> Result<Machine> {
    let (known, identity) = known(tx, access, &told).await?;
    let named = told.content.first("hardware", "name");
    let named = if named.is_empty() { known.as_ref().map_or("", |known| known.name.as_str()) } else { named };
    let machine = Machine {
        beneficiary: access.beneficiary.clone(),
        id: known.as_ref().map_or_else(|| ctx.id(), |known| known.id.clone()),
        beneficiary_name: access.beneficiary_name.clone(),
        identity,
        device_id: told.device_id.clone(),
        name: if named.is_empty() { told.device_id.clone() } else { named.to_owned() },
        access: access.id.clone(),
        asset: known.as_ref().and_then(|known| known.asset.clone()),
        asset_name: None,
        agent,
        protocol,
        first_seen_at: ctx.now(),
        last_seen_at: ctx.now(),
        changed_at: ctx.now(),
        digest: String::new(),
    };
    if known.is_none() && store::insert(tx, &machine).await? == 0 {
        // Another copy of the same machine is being taken right now: the agent sends again.
        return Err(Error::Stale(0));
    }
    store::touch(tx, &machine).await?;
    let content = if told.is_partial {
        told.content.clone().over(store::content(tx, &machine.key()).await?)
    } else {
        told.content.clone()
    };
    let digest = Digest::of(content.to_compared().as_bytes());
    if store::changed(tx, &machine, digest.as_str(), ctx.now()).await? > 0 {
        store::keep(tx, &machine, &content.to_text()).await?;
    } else if machine.asset.is_some() {
        return Ok(machine);
    }
    let told = Told { content, ..told };
    become_asset(tx, ctx, machine, access, &told).await
}

/// The machine that is meant, and what makes it: a partial inventory may leave out what does (R12.9).
async fn known(tx: &mut Tx, access: &Access, told: &Told) -> Result<(Option<Machine>, String)> {
    let identity = rules::identity(told);
    if told.is_partial && identity.starts_with("device:") {
        let mut alike = store::by_device(tx, &access.beneficiary, &told.device_id).await?;
        if let (Some(one), true) = (alike.pop(), alike.is_empty()) {
            let identity = one.identity.clone();
            return Ok((Some(one), identity));
        }
    }
    Ok((store::by_identity(tx, &access.beneficiary, &identity).await?, identity))
}

/// Fills the asset that a machine is; a machine that is none yet becomes the one with its serial number, or a new one when
/// its access says so. What is not clear waits for a person.
async fn become_asset(
    tx: &mut Tx,
    ctx: &Ctx,
    mut machine: Machine,
    access: &Access,
    told: &Told,
) -> Result<Machine> {
    let key = if let Some(key) = machine.asset_key() {
        key
    } else {
        let asset = match alike(tx, &machine, &told.content).await? {
            Alike::One(asset) => *asset,
            Alike::None if access.makes_assets => made(tx, ctx, access, told).await?,
            Alike::None | Alike::Unclear => return Ok(machine),
        };
        store::attach(tx, &machine.key(), &asset.key).await?;
        asset.key
    };
    machine.asset = Some(key.id.clone());
    assets::actions::fill_in(tx, ctx, &key, &rules::facts(&told.content)).await?;
    Ok(machine)
}

enum Alike {
    None,
    One(Box<Asset>),
    /// Several, one that is another machine already, or one that is retired.
    Unclear,
}

/// The asset of the beneficiary with the machine's serial number.
async fn alike(tx: &mut Tx, machine: &Machine, content: &Content) -> Result<Alike> {
    let Some(serial) = rules::serial(content) else { return Ok(Alike::None) };
    let mut found = assets::store::with_serial(tx, &fold(serial), None).await?;
    found.retain(|asset| asset.key.beneficiary == machine.beneficiary);
    let Some(one) = found.pop() else { return Ok(Alike::None) };
    let is_other = store::of_asset(tx, &one.key).await?.is_some_and(|other| other.id != machine.id);
    let is_clear = found.is_empty() && one.state != State::Retired && !is_other;
    Ok(if is_clear { Alike::One(Box::new(one)) } else { Alike::Unclear })
}

/// A new asset for a machine that a person decided upon.
pub(super) async fn new_asset(
    tx: &mut Tx,
    ctx: &Ctx,
    machine: &Machine,
    access: &Access,
    content: &Content,
) -> Result<Asset> {
    let told = Told { device_id: machine.device_id.clone(), content: content.clone(), ..Told::default() };
    made(tx, ctx, access, &told).await
}

async fn made(tx: &mut Tx, ctx: &Ctx, access: &Access, told: &Told) -> Result<Asset> {
    let form = AssetForm {
        beneficiary: access.beneficiary.to_string(),
        site: access.site.as_ref().map(ToString::to_string).unwrap_or_default(),
        ..rules::new_asset(told, access.legal_status)
    };
    assets::actions::found_in(tx, ctx, &form).await
}
