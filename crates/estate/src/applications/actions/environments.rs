//! Environments kept apart, their exceptions, their configuration (R10.3).

use super::{finish, held};
use crate::applications::{
    ApplicationKey, Environment, EnvironmentForm, EnvironmentId, Exception, ExceptionForm, ExceptionId, Item,
    ItemForm, rules,
    store::{
        environments::{self as rows, Told},
        parts,
    },
};
use crate::processes;
use agreements::reading::today;
use kernel::Text;
use people::audit::hold;
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

fn many(field: &str, count: usize) -> Result<()> {
    if count < rules::PARTS {
        return Ok(());
    }
    Err(Error::invalid(field, Text::new("application-error-many").with("limit", rules::PARTS)))
}

/// Adds an environment. Outside production it begins without production data: an exception is recorded first.
pub async fn add_environment(ctx: &Ctx, key: &ApplicationKey, form: &EnvironmentForm) -> Result<Environment> {
    let (mut tx, application) = held(ctx, key).await?;
    let (kind, data) = rules::environment(form).map_err(Error::Invalid)?;
    many("name", rows::of(&mut tx, key).await?.len())?;
    let one = Environment {
        id: ctx.id(),
        application: application.key.id,
        kind,
        name: form.name.trim().to_owned(),
        address: form.address.trim().to_owned(),
        data,
        closed_at: None,
        version: 1,
    };
    check(&mut tx, ctx, key, &one).await?;
    rows::insert(&mut tx, key, &one, ctx.now()).await?;
    let detail = json!({"environment": one.id, "name": one.name, "kind": kind, "data": data});
    finish(ctx, tx, key, "application.environment_add", detail).await?;
    Ok(one)
}

/// Environments do not share an address, and production data stay in production unless an exception holds (R10.3).
async fn check(tx: &mut Tx, ctx: &Ctx, key: &ApplicationKey, one: &Environment) -> Result<()> {
    let mut problems = Problems::default();
    if !one.address.is_empty() {
        // Nobody else of this beneficiary takes an address meanwhile.
        hold(tx, Some(&key.beneficiary)).await?;
        let there = rows::at_address(tx, &key.beneficiary, &one.address).await?;
        if let Some(other) = there.iter().find(|other| other.id != one.id) {
            problems.add("address", Text::new("application-error-address").with("name", &other.name));
        }
    }
    let exceptions = rows::exceptions(tx, key).await?;
    let own: Vec<Exception> = exceptions.into_iter().filter(|held| held.environment == one.id).collect();
    if rules::is_breach(one.kind, one.data, &own, today(ctx)) {
        problems.add("data", Text::new("application-error-data"));
    }
    problems.into_result()
}

/// Changes an environment that is still as it was read. Its kind stays.
pub async fn change_environment(
    ctx: &Ctx,
    key: &ApplicationKey,
    id: &EnvironmentId,
    form: &EnvironmentForm,
) -> Result<Environment> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = open(&mut tx, key, id).await?;
    let form = EnvironmentForm { kind: known.kind.as_str().to_owned(), ..form.clone() };
    let (_, data) = rules::environment(&form).map_err(Error::Invalid)?;
    let one = Environment {
        name: form.name.trim().to_owned(),
        address: form.address.trim().to_owned(),
        data,
        version: form.version,
        ..known.clone()
    };
    check(&mut tx, ctx, key, &one).await?;
    if rows::update(&mut tx, key, &one).await? == 0 {
        return Err(Error::Stale(known.version));
    }
    let detail = json!({"environment": id, "name": one.name, "address": one.address, "data": data});
    finish(ctx, tx, key, "application.environment_change", detail).await?;
    Ok(Environment { version: form.version + 1, ..one })
}

/// An environment that still is.
async fn open(tx: &mut Tx, key: &ApplicationKey, id: &EnvironmentId) -> Result<Environment> {
    let known = rows::find(tx, key, id).await?.ok_or(Error::NotFound)?;
    if known.closed_at.is_some() {
        return Err(Error::refused("application-error-closed"));
    }
    Ok(known)
}

/// Notes that an environment is no more, nor its processes and flows. Doing it twice is doing it once.
pub async fn close_environment(ctx: &Ctx, key: &ApplicationKey, id: &EnvironmentId) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = rows::find(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    if known.closed_at.is_some() {
        return Ok(());
    }
    rows::update(&mut tx, key, &Environment { closed_at: Some(ctx.now()), ..known.clone() }).await?;
    // Nothing runs there any more: nothing is waited for, nothing is checked.
    processes::store::remove_of(&mut tx, key, id, ctx.now()).await?;
    parts::remove_flows_of(&mut tx, key, id, ctx.now()).await?;
    let detail = json!({"environment": id, "name": known.name});
    finish(ctx, tx, key, "application.environment_close", detail).await
}

/// Records that production data may be in an environment outside production, by whom, why and until when.
pub async fn add_exception(
    ctx: &Ctx,
    key: &ApplicationKey,
    id: &EnvironmentId,
    form: &ExceptionForm,
) -> Result<Exception> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = open(&mut tx, key, id).await?;
    if known.kind == crate::applications::EnvironmentKind::Production {
        return Err(Error::refused("application-error-production"));
    }
    let (starts_on, ends_on) = rules::exception(form, today(ctx)).map_err(Error::Invalid)?;
    let one = Exception {
        id: ctx.id(),
        environment: known.id,
        reason: form.reason.trim().to_owned(),
        safeguards: form.safeguards.trim().to_owned(),
        author_name: ctx.actor.name.clone(),
        starts_on,
        ends_on,
        ended_at: None,
    };
    rows::add_exception(&mut tx, key, &one, ctx.actor.person.clone(), ctx.now()).await?;
    let detail = json!({"environment": id, "exception": one.id, "reason": one.reason, "ends_on": ends_on});
    finish(ctx, tx, key, "application.exception_add", detail).await?;
    Ok(one)
}

/// Ends an exception before its last day. Doing it twice is doing it once.
pub async fn end_exception(ctx: &Ctx, key: &ApplicationKey, id: &ExceptionId) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = rows::exceptions(&mut tx, key).await?.into_iter().find(|one| one.id == *id);
    known.ok_or(Error::NotFound)?;
    if rows::end_exception(&mut tx, key, id, &ctx.actor.name, ctx.now()).await? == 0 {
        return Ok(());
    }
    finish(ctx, tx, key, "application.exception_end", json!({"exception": id})).await
}

/// Says what a configuration item is, for the first time or anew; the log keeps what it was.
pub async fn set_item(ctx: &Ctx, key: &ApplicationKey, id: &EnvironmentId, form: &ItemForm) -> Result<Item> {
    let (mut tx, _) = held(ctx, key).await?;
    open(&mut tx, key, id).await?;
    let kind = rules::item(form).map_err(Error::Invalid)?;
    let (name, value) = (form.name.trim(), form.value.trim());
    let before = rows::item(&mut tx, key, id, name).await?;
    if before.is_none() {
        many("name", rows::items(&mut tx, key).await?.len())?;
    }
    let told = Told { kind, name, value, by: &ctx.actor.name };
    rows::set_item(&mut tx, key, id, &told, ctx.now()).await?;
    let detail =
        json!({"environment": id, "item": name, "value": value, "before": before.map(|one| one.value)});
    let item = rows::item(&mut tx, key, id, name).await?.ok_or(Error::NotFound)?;
    finish(ctx, tx, key, "application.item_set", detail).await?;
    Ok(item)
}

/// Takes a configuration item away; the log keeps it.
pub async fn remove_item(ctx: &Ctx, key: &ApplicationKey, id: &EnvironmentId, name: &str) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    open(&mut tx, key, id).await?;
    let before = rows::item(&mut tx, key, id, name).await?.ok_or(Error::NotFound)?;
    rows::remove_item(&mut tx, key, id, name).await?;
    let detail = json!({"environment": id, "item": before.name, "before": before.value});
    finish(ctx, tx, key, "application.item_remove", detail).await
}
