//! Watching scheduled processes: what is expected, what they tell, which keep silent.

use super::{
    Outcome, Process, ProcessForm, ProcessId, Run, Standing, rules,
    store::{self, Watched},
};
use crate::applications::{
    Application, ApplicationKey, EnvironmentId,
    actions::{finish, held},
    store::environments,
};
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Digest, Error, Platform, Result, db::Tx};
use serde_json::json;

/// Silent processes noted in one round.
const BATCH: i64 = 200;
/// Most processes of one application.
const MOST: usize = 200;

/// A process with its last runs.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Its application.
    pub application: Application,
    /// The process.
    pub process: Process,
    /// Its runs, the latest first.
    pub runs: Vec<Run>,
}

/// A process of an application in scope.
pub async fn read(ctx: &Ctx, key: &ApplicationKey, id: &ProcessId) -> Result<Whole> {
    ctx.require(Permission::ApplicationRead)?;
    let mut tx = ctx.read().await?;
    let application = crate::applications::store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let process = store::find(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    Ok(Whole { application, process, runs: store::runs(&mut tx, key, id).await? })
}

/// The address that a process calls.
fn address(ctx: &Ctx, secret: &str) -> String {
    let home = ctx.platform.settings.public_url.trim_end_matches('/');
    format!("{home}/api/v1/hooks/processes/{secret}")
}

/// Adds a process and gives its address, the only time it is known.
pub async fn add(ctx: &Ctx, key: &ApplicationKey, form: &ProcessForm) -> Result<(Process, String)> {
    let (mut tx, _) = held(ctx, key).await?;
    let schedule = rules::process(form).map_err(Error::Invalid)?;
    let environment = EnvironmentId::from(form.environment.as_str());
    let known = environments::find(&mut tx, key, &environment).await?.filter(|one| one.closed_at.is_none());
    known.ok_or_else(|| Error::invalid("environment", Text::new("web-error-choice")))?;
    if store::of(&mut tx, key).await?.len() >= MOST {
        return Err(Error::invalid("name", Text::new("application-error-many").with("limit", MOST)));
    }
    let due_at = rules::next_due(&schedule, ctx.now());
    let late_at = due_at.and_then(|due| rules::late_at(&schedule, due));
    let process = Process {
        id: ctx.id(),
        environment,
        name: form.name.trim().to_owned(),
        schedule,
        standing: Standing::Waiting,
        last_run_at: None,
        due_at,
        version: 1,
    };
    let secret = ctx.platform.ids.secret();
    let digest = Digest::of(secret.as_bytes());
    store::insert(&mut tx, key, &process, (digest.as_str(), late_at), ctx.now()).await?;
    let detail = json!({"process": process.id, "name": process.name});
    finish(ctx, tx, key, "application.process_add", detail).await?;
    Ok((process, address(ctx, &secret)))
}

/// Changes a process that is still as it was read. What it is awaited for counts anew from now.
pub async fn change(ctx: &Ctx, key: &ApplicationKey, id: &ProcessId, form: &ProcessForm) -> Result<Process> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = store::find(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    let schedule = rules::process(form).map_err(Error::Invalid)?;
    let due_at = rules::next_due(&schedule, ctx.now()).filter(|_| known.standing != Standing::Paused);
    let late_at = due_at.and_then(|due| rules::late_at(&schedule, due));
    let process = Process {
        name: form.name.trim().to_owned(),
        schedule,
        due_at,
        version: form.version,
        ..known.clone()
    };
    if store::update(&mut tx, key, &process, late_at).await? == 0 {
        return Err(Error::Stale(known.version));
    }
    let detail = json!({"process": id, "name": process.name});
    finish(ctx, tx, key, "application.process_change", detail).await?;
    Ok(Process { version: form.version + 1, ..process })
}

/// Waits for a process no more, or again. Doing it twice is doing it once.
pub async fn set_paused(ctx: &Ctx, key: &ApplicationKey, id: &ProcessId, is_paused: bool) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    // A run that is told meanwhile is not forgotten.
    store::hold(&mut tx, key, id).await?;
    let known = store::find(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    if (known.standing == Standing::Paused) == is_paused {
        return Ok(());
    }
    let due_at = rules::next_due(&known.schedule, ctx.now()).filter(|_| !is_paused);
    let late_at = due_at.and_then(|due| rules::late_at(&known.schedule, due));
    let standing = if is_paused { Standing::Paused } else { Standing::Waiting };
    store::stand(&mut tx, key, &Process { standing, due_at, ..known }, late_at).await?;
    let action = if is_paused { "application.process_pause" } else { "application.process_resume" };
    finish(ctx, tx, key, action, json!({"process": id})).await
}

/// Gives a process another address; the one before opens nothing from now on.
pub async fn renew(ctx: &Ctx, key: &ApplicationKey, id: &ProcessId) -> Result<String> {
    let (mut tx, _) = held(ctx, key).await?;
    store::find(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    let secret = ctx.platform.ids.secret();
    store::set_secret(&mut tx, key, id, Digest::of(secret.as_bytes()).as_str()).await?;
    finish(ctx, tx, key, "application.process_address", json!({"process": id})).await?;
    Ok(address(ctx, &secret))
}

/// Takes a process out of use; its runs stay.
pub async fn remove(ctx: &Ctx, key: &ApplicationKey, id: &ProcessId) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = store::find(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    store::remove(&mut tx, key, id, ctx.now()).await?;
    let detail = json!({"process": id, "name": known.name});
    finish(ctx, tx, key, "application.process_remove", detail).await
}

/// A process tells that it ran. A paused one is noted and not awaited. Whoever has the address may tell: no other proof is
/// asked for, and nothing is told back but that it was heard.
pub async fn tell(platform: &Platform, secret: &str, outcome: Outcome, note: &str) -> Result<()> {
    let ctx = Ctx::system(platform.clone(), "process");
    let mut tx = ctx.begin().await?;
    let digest = Digest::of(secret.as_bytes());
    let known = store::by_secret(&mut tx, digest.as_str()).await?.ok_or(Error::NotFound)?;
    store::hold(&mut tx, &known.key, &known.process.id).await?;
    let found = store::by_secret(&mut tx, digest.as_str()).await?.ok_or(Error::NotFound)?;
    let note: String = note.trim().chars().take(rules::NOTE).collect();
    let run = Run { id: ctx.id(), process: found.process.id.clone(), outcome, note, at: ctx.now() };
    store::add_run(&mut tx, &found.key, &run).await?;
    let is_paused = found.process.standing == Standing::Paused;
    let standing = match outcome {
        _ if is_paused => Standing::Paused,
        Outcome::Failed => Standing::Failed,
        Outcome::Done | Outcome::Missed => Standing::OnTime,
    };
    let schedule = &found.process.schedule;
    let due_at = rules::next_due(schedule, ctx.now()).filter(|_| !is_paused);
    let late_at = due_at.and_then(|due| rules::late_at(schedule, due));
    let now = Process { standing, last_run_at: Some(ctx.now()), due_at, ..found.process.clone() };
    store::stand(&mut tx, &found.key, &now, late_at).await?;
    let was = found.process.standing;
    if standing == Standing::Failed && was != Standing::Failed {
        noted(&mut tx, &ctx, &found, "application.process_failed").await?;
    } else if standing == Standing::OnTime && matches!(was, Standing::Late | Standing::Failed) {
        noted(&mut tx, &ctx, &found, "application.process_back").await?;
    }
    Ok(tx.commit().await?)
}

/// Notes the processes that should have told by now, each once.
pub async fn watch(ctx: &Ctx) -> Result<()> {
    let found = store::silent(&mut ctx.read().await?, ctx.now(), BATCH).await?;
    for one in found {
        let mut tx = ctx.begin().await?;
        if store::take(&mut tx, &one, ctx.now()).await? == 0 {
            continue;
        }
        let run = Run {
            id: ctx.id(),
            process: one.process.id.clone(),
            outcome: Outcome::Missed,
            note: String::new(),
            at: ctx.now(),
        };
        store::add_run(&mut tx, &one.key, &run).await?;
        noted(&mut tx, ctx, &one, "application.process_late").await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Records what happened to a process by itself; the keeper of the application is told.
async fn noted(tx: &mut Tx, ctx: &Ctx, one: &Watched, action: &'static str) -> Result<()> {
    let entry = Entry::new(action, Some(&one.key.beneficiary), "application", one.key.id.as_str());
    let detail = json!({"process": one.process.id, "name": one.process.name, "due_at": one.process.due_at,
        "message": one.key.id, "persons": one.keeper.as_ref().map(|keeper| vec![keeper])});
    record(tx, ctx, entry.detail(detail)).await
}
