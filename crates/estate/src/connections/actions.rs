//! Recording how sites are connected, and counting the roll-out.

use super::{
    Connection, ConnectionForm, ConnectionKey, Rollout, State,
    rules::{self, Content},
    store,
};
use crate::sites::{self, Site, SiteKey};
use jiff::civil::Date;
use kernel::{Explained, Permission, Text, Zone, id::BeneficiaryId};
use people::{
    audit::{Entry, hold, record as log},
    organisations::{self, Organisation},
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

fn today(ctx: &Ctx) -> Date {
    ctx.now().to_zoned(Zone::Metropole.time_zone()).date()
}

/// How a site is connected, the first state first.
pub async fn history(ctx: &Ctx, key: &SiteKey) -> Result<Vec<Connection>> {
    ctx.require(Permission::SiteRead)?;
    let mut tx = ctx.read().await?;
    sites::store::find(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    Ok(store::of_site(&mut tx, &key.beneficiary, &key.id).await?)
}

/// Records how a site is connected from a day on. The site shows how it is connected today.
pub async fn record(ctx: &Ctx, key: &SiteKey, form: &ConnectionForm) -> Result<Vec<Connection>> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    hold(&mut tx, Some(&key.beneficiary)).await?;
    sites::store::find(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    let content = rules::content(form, today(ctx))?;
    put(&mut tx, ctx, key, &content).await?;
    let history = shown(&mut tx, ctx, key).await?;
    tx.commit().await?;
    Ok(history)
}

/// Keeps the state of a site that is created or changed inside a transaction: from today on, unless it is so already.
pub(crate) async fn note(tx: &mut Tx, ctx: &Ctx, site: &Site) -> Result<()> {
    let key = SiteKey { beneficiary: site.beneficiary.clone(), id: site.id.clone() };
    let history = store::of_site(tx, &key.beneficiary, &key.id).await?;
    let is_known = rules::on(&history, today(ctx)).is_some_and(|one| one.state.fibre() == site.fibre);
    if is_known {
        return Ok(());
    }
    put(tx, ctx, &key, &rules::plain(State::of(site.fibre), today(ctx))).await
}

async fn put(tx: &mut Tx, ctx: &Ctx, key: &SiteKey, content: &Content) -> Result<()> {
    store::put(tx, key, &ctx.id(), content, &ctx.actor.name, ctx.now()).await?;
    let entry = Entry::new("site.connect", Some(&key.beneficiary), "site", key.id.as_str());
    let detail = json!({"from": content.from_on.to_string(), "state": content.state, "carrier": content.carrier,
        "repair_minutes": content.repair_minutes, "megabits": content.megabits});
    log(tx, ctx, entry.detail(detail)).await
}

/// Shows the present state on the site itself, and gives the history.
async fn shown(tx: &mut Tx, ctx: &Ctx, key: &SiteKey) -> Result<Vec<Connection>> {
    let history = store::of_site(tx, &key.beneficiary, &key.id).await?;
    let now = rules::on(&history, today(ctx)).map_or(State::None, |one| one.state);
    sites::store::set_fibre(tx, key, now.fibre()).await?;
    Ok(history)
}

/// Removes a state recorded by mistake; how the site was found stays.
pub async fn remove(ctx: &Ctx, key: &ConnectionKey) -> Result<Vec<Connection>> {
    ctx.require(Permission::SiteManage)?;
    let site = SiteKey { beneficiary: key.beneficiary.clone(), id: key.id.clone() };
    let mut tx = ctx.begin().await?;
    hold(&mut tx, Some(&key.beneficiary)).await?;
    let history = store::of_site(&mut tx, &key.beneficiary, &key.id).await?;
    let place = history.iter().position(|one| one.id == key.connection).ok_or(Error::NotFound)?;
    if place == 0 {
        return Err(Error::refused("connection-error-first"));
    }
    store::remove(&mut tx, key).await?;
    let entry = Entry::new("site.connection_removed", Some(&key.beneficiary), "site", key.id.as_str());
    let gone = &history[place];
    log(&mut tx, ctx, entry.detail(json!({"from": gone.from_on.to_string(), "state": gone.state}))).await?;
    let history = shown(&mut tx, ctx, &site).await?;
    tx.commit().await?;
    Ok(history)
}

/// The roll-out of one beneficiary, with the sites and how they are connected.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Whose.
    pub owner: Organisation,
    /// Its sites, by name.
    pub sites: Vec<Site>,
    /// How they are connected, site by site.
    pub history: Vec<Connection>,
    /// The count.
    pub rollout: Explained<Rollout>,
}

/// The roll-out of every beneficiary in scope over a period, both days included.
pub async fn rollout(ctx: &Ctx, first: Date, last: Date) -> Result<Vec<Progress>> {
    ctx.require(Permission::SiteRead)?;
    if first > last {
        return Err(Error::invalid("to", Text::new("outage-error-reversed")));
    }
    let mut tx = ctx.read().await?;
    let owners = organisations::store::beneficiaries(&mut tx).await?;
    let (sites, history) = (sites::store::list(&mut tx, None).await?, store::all(&mut tx, None).await?);
    Ok(owners.into_iter().map(|owner| progress(owner, &sites, &history, first, last)).collect())
}

fn progress(
    owner: Organisation,
    sites: &[Site],
    history: &[Connection],
    first: Date,
    last: Date,
) -> Progress {
    let is_own = |beneficiary: &BeneficiaryId| *beneficiary == owner.id;
    let sites: Vec<Site> = sites.iter().filter(|site| is_own(&site.beneficiary)).cloned().collect();
    let history: Vec<Connection> = history.iter().filter(|one| is_own(&one.beneficiary)).cloned().collect();
    let rollout = rules::rollout(&sites, &history, first, last);
    Progress { owner, sites, history, rollout }
}
