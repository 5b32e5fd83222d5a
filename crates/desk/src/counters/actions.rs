//! Keeping the counters, and reading what the screen of a waiting room shows.

use super::{Counter, CounterForm, CounterId, Display, rules, store};
use crate::tasks::rules::today;
use estate::sites::SiteId;
use kernel::{Permission, Text, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

const NAME_KEY: &str = "walk_in_counter_name_folded_key";

/// Numbers shown in a waiting room.
const SHOWN: i64 = 6;

/// Every counter.
pub async fn list(ctx: &Ctx) -> Result<Vec<Counter>> {
    ctx.require(Permission::DeskRun)?;
    Ok(store::all(&mut ctx.read().await?).await?)
}

/// A counter as it is set up.
pub async fn read(ctx: &Ctx, id: &CounterId) -> Result<Counter> {
    ctx.require(Permission::DeskRun)?;
    store::find(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// Opens a counter.
pub async fn create(ctx: &Ctx, form: &CounterForm) -> Result<Counter> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let empty = Counter {
        id: ctx.id(),
        name: String::new(),
        place: String::new(),
        site: None,
        opening: kernel::Week::default(),
        archived_at: None,
        version: 1,
    };
    let new = typed(&mut tx, empty, form).await?;
    store::insert(&mut tx, &new, ctx.now()).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, "counter.create", new).await
}

/// Changes a counter that is still as it was read.
pub async fn change(ctx: &Ctx, id: &CounterId, form: &CounterForm) -> Result<Counter> {
    let (mut tx, held) = held(ctx, id).await?;
    if held.version != form.version {
        return Err(Error::Stale(held.version));
    }
    let changed = typed(&mut tx, held, form).await?;
    store::update(&mut tx, &changed).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, "counter.change", changed).await
}

/// Closes a counter for good, or opens it again. Who waits there may still be called.
pub async fn set_archived(ctx: &Ctx, id: &CounterId, is_archived: bool) -> Result<Counter> {
    let (mut tx, mut held) = held(ctx, id).await?;
    held.archived_at = is_archived.then(|| ctx.now());
    store::update(&mut tx, &held).await?;
    finish(ctx, tx, if is_archived { "counter.archive" } else { "counter.restore" }, held).await
}

async fn held(ctx: &Ctx, id: &CounterId) -> Result<(Tx, Counter)> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let held = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok((tx, held))
}

async fn finish(ctx: &Ctx, mut tx: Tx, action: &'static str, counter: Counter) -> Result<Counter> {
    let detail = json!({"name": counter.name, "opening": counter.opening});
    record(&mut tx, ctx, Entry::new(action, None, "counter", counter.id.as_str()).detail(detail)).await?;
    let counter = store::find(&mut tx, &counter.id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(counter)
}

fn taken() -> Error {
    Error::invalid("name", Text::new("counter-error-taken"))
}

async fn typed(tx: &mut Tx, counter: Counter, form: &CounterForm) -> Result<Counter> {
    let mut problems = Problems::default();
    let (name, place) = (form.name.trim(), form.place.trim());
    if name.is_empty() || name.chars().count() > rules::NAME {
        problems.add("name", Text::new("counter-error-name").with("limit", rules::NAME));
    }
    if place.chars().count() > rules::PLACE {
        problems.add("place", Text::new("desk-error-too-long").with("limit", rules::PLACE));
    }
    let opening = rules::opening(form, &mut problems);
    let site = match form.site.split_once('/') {
        None if form.site.is_empty() => None,
        parts => {
            let (owner, site) = parts.unwrap_or_default();
            let (owner, site) = (BeneficiaryId::from(owner), SiteId::from(site));
            let found = estate::sites::store::find(tx, &owner, &site).await?;
            if found.is_none() {
                problems.add("site", Text::new("desk-error-site"));
            }
            found.map(|site| (site.beneficiary, site.id, site.name))
        }
    };
    problems.into_result()?;
    Ok(Counter { name: name.to_owned(), place: place.to_owned(), site, opening, ..counter })
}

/// What the screen of the waiting room shows to anybody: numbers, and nothing of whom.
pub async fn display(ctx: &Ctx, id: &CounterId) -> Result<Display> {
    let mut tx = ctx.read().await?;
    let counter = store::find(&mut tx, id).await?.filter(|counter| counter.archived_at.is_none());
    let counter = counter.ok_or(Error::NotFound)?;
    let day = today(ctx.now());
    let calls = store::calls(&mut tx, id, day, SHOWN).await?;
    let is_open = rules::is_open(&counter.opening, ctx.now());
    Ok(Display { counter, day, calls, is_open })
}
