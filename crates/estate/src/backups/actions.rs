//! Protecting things, hearing of runs, signing the list of the day.

use super::{
    Check, CheckForm, Object, ObjectForm, ObjectKey, Outcome, RetireForm, Run, RunForm, reports, rules, store,
};
use agreements::reading::today;
use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use kernel::{Permission, Scope, Side, Text, Zone, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::{Value, json};
use std::collections::HashSet;

const NAME_KEY: &str = "protected_object_beneficiary_id_name_folded_key";

/// Runs shown on the page of something protected.
const SHOWN: i64 = 60;

/// Longest name of a run, and longest words kept of it, in characters.
const LONGEST: usize = 500;

fn taken() -> Error {
    Error::invalid("name", Text::new("backup-error-name-taken"))
}

/// Everything protected in scope, each with how its last run ended.
pub async fn list(ctx: &Ctx) -> Result<Vec<(Object, Option<(Outcome, Timestamp)>)>> {
    ctx.require(Permission::BackupRead)?;
    let mut tx = ctx.read().await?;
    let objects = store::list(&mut tx).await?;
    let last = store::last_runs(&mut tx).await?;
    let of = |object: &Object| {
        last.iter().find(|(id, ..)| *id == object.id).map(|(_, outcome, at)| (*outcome, *at))
    };
    Ok(objects.into_iter().map(|object| (object.clone(), of(&object))).collect())
}

/// Something protected with its last runs.
pub async fn read(ctx: &Ctx, key: &ObjectKey) -> Result<(Object, Vec<Run>)> {
    ctx.require(Permission::BackupRead)?;
    let mut tx = ctx.read().await?;
    let object = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let runs = store::runs(&mut tx, key, SHOWN).await?;
    Ok((object, runs))
}

/// Protects something of a beneficiary.
pub async fn create(ctx: &Ctx, form: &ObjectForm) -> Result<Object> {
    ctx.require(Permission::BackupManage)?;
    let beneficiary = BeneficiaryId::from(form.beneficiary.as_str());
    if matches!(ctx.scope(), Scope::One(own) if *own != beneficiary) {
        return Err(Error::NotFound);
    }
    let (kind, policy) = rules::check(form, today(ctx))?;
    let mut tx = ctx.begin().await?;
    let owner = people::organisations::store::find(&mut tx, &beneficiary).await?;
    let Some(owner) = owner.filter(|owner| owner.side == Side::Beneficiary) else {
        return Err(Error::invalid("beneficiary", Text::new("estate-error-beneficiary")));
    };
    let object = Object {
        beneficiary,
        id: ctx.id(),
        beneficiary_name: owner.name,
        name: form.name.trim().to_owned(),
        kind,
        tool: form.tool.trim().to_owned(),
        policy,
        generation: 1,
        // Nothing is missed before it was protected.
        watched_until: ctx.now(),
        retired_at: None,
        version: 1,
    };
    store::insert(&mut tx, &object, ctx.now()).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, object, "backup.protect", json!({"name": form.name.trim()})).await
}

/// Changes something protected that is still as it was read.
pub async fn change(ctx: &Ctx, key: &ObjectKey, form: &ObjectForm) -> Result<Object> {
    ctx.require(Permission::BackupManage)?;
    let (kind, policy) = rules::check(form, today(ctx))?;
    let mut tx = ctx.begin().await?;
    let before = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let object = Object {
        name: form.name.trim().to_owned(),
        kind,
        tool: form.tool.trim().to_owned(),
        policy,
        version: form.version,
        ..before.clone()
    };
    save(&mut tx, &object, before.version).await?;
    // What was not due before is not missed now.
    if object.policy != before.policy {
        store::watched(&mut tx, key, ctx.now()).await?;
    }
    let detail = json!({"name": object.name, "every_hours": object.policy.every_hours});
    finish(ctx, tx, object, "backup.change", detail).await
}

/// Protects something no longer, or again: from now on.
pub async fn retire(ctx: &Ctx, key: &ObjectKey, form: &RetireForm) -> Result<Object> {
    ctx.require(Permission::BackupManage)?;
    let mut tx = ctx.begin().await?;
    let before = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let retired_at = before.retired_at.is_none().then(|| ctx.now());
    let object = Object { retired_at, version: form.version, ..before.clone() };
    save(&mut tx, &object, before.version).await?;
    if retired_at.is_none() {
        store::watched(&mut tx, key, ctx.now()).await?;
    }
    let action = if retired_at.is_some() { "backup.retire" } else { "backup.resume" };
    finish(ctx, tx, object, action, json!({})).await
}

async fn save(tx: &mut Tx, object: &Object, read: i64) -> Result<()> {
    let changed = store::update(tx, object).await.on_unique(NAME_KEY, taken())?;
    if changed == 0 { Err(Error::Stale(read)) } else { Ok(()) }
}

async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    object: Object,
    action: &'static str,
    detail: Value,
) -> Result<Object> {
    let entry = Entry::new(action, Some(&object.beneficiary), "protected_object", object.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    let stored = store::find(&mut tx, &object.key()).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(stored)
}

/// Purpose of the secrets of heartbeats.
const HEARTBEAT: &str = "heartbeat";

fn sealed(object: &Object) -> Vec<u8> {
    format!("{} {} {}", object.beneficiary, object.id, object.generation).into_bytes()
}

/// The path a job posts to when it ended; whoever knows it may.
pub fn heartbeat_path(ctx: &Ctx, object: &Object) -> String {
    let secret = ctx.platform.secrets.sign(HEARTBEAT, &sealed(object));
    format!("/api/v1/heartbeats/{}/{}/{secret}", object.beneficiary, object.id)
}

/// Gives the heartbeat another secret; the one before is worth nothing from now on.
pub async fn renew_secret(ctx: &Ctx, key: &ObjectKey) -> Result<(Object, String)> {
    ctx.require(Permission::BackupManage)?;
    let mut tx = ctx.begin().await?;
    let before = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let object = Object { generation: before.generation + 1, ..before.clone() };
    save(&mut tx, &object, before.version).await?;
    let object = finish(ctx, tx, object, "backup.secret", json!({})).await?;
    let path = heartbeat_path(ctx, &object);
    Ok((object, path))
}

/// Takes a heartbeat: a wrong secret is as unknown as an unknown job.
pub async fn heartbeat(ctx: &Ctx, key: &ObjectKey, secret: &str, form: &RunForm) -> Result<Run> {
    // Whoever posts has no account: the secret says whose row it is.
    let system = Ctx::system(ctx.platform.clone(), HEARTBEAT);
    let object = store::find(&mut system.read().await?, key).await?.ok_or(Error::NotFound)?;
    if !system.platform.secrets.verify(HEARTBEAT, &sealed(&object), secret) {
        return Err(Error::NotFound);
    }
    report(&system, key, form).await
}

/// Hears of a run. Told twice, it is one run.
pub async fn report(ctx: &Ctx, key: &ObjectKey, form: &RunForm) -> Result<Run> {
    ctx.require(Permission::BackupManage)?;
    let told = told(ctx, form)?;
    let mut tx = ctx.begin().await?;
    let object = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if object.retired_at.is_some() {
        return Err(Error::refused("backup-error-retired"));
    }
    let zone = Zone::Metropole.time_zone();
    let run = Run {
        beneficiary: key.beneficiary.clone(),
        id: ctx.id(),
        object: key.id.clone(),
        due_at: rules::slot_of(&object.policy, told.ended_at, &zone),
        key: told.key,
        started_at: told.started_at,
        ended_at: told.ended_at,
        outcome: told.outcome,
        is_verified: form.verified && told.outcome == Outcome::Succeeded,
        kept_days: form.kept_days,
        bytes: told.bytes,
        detail: told.detail,
        told_by: ctx.actor.name.clone(),
    };
    if store::insert_runs(&mut tx, std::slice::from_ref(&run), ctx.now()).await? == 0 {
        return store::run(&mut tx, key, &run.key).await?.ok_or(Error::NotFound);
    }
    if let Some(due_at) = run.due_at {
        store::forget_missed(&mut tx, key, due_at).await?;
    }
    let entry = Entry::new("backup.run", Some(&key.beneficiary), "protected_object", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"run": run.key, "outcome": run.outcome}))).await?;
    tx.commit().await?;
    Ok(run)
}

struct Told {
    key: String,
    outcome: Outcome,
    started_at: Option<Timestamp>,
    ended_at: Timestamp,
    bytes: Option<i64>,
    detail: String,
}

/// What is told, from the form and from the tool's own report.
fn told(ctx: &Ctx, form: &RunForm) -> Result<Told> {
    let at = |field: &str, typed: &str| match typed.trim() {
        "" => Ok(None),
        typed => {
            typed.parse().map(Some).map_err(|_| Error::invalid(field, Text::new("backup-error-instant")))
        }
    };
    let (started_at, ended_at) = (at("started_at", &form.started_at)?, at("ended_at", &form.ended_at)?);
    let report = match form.format.as_str() {
        "plain" | "" => reports::Report {
            key: String::new(),
            outcome: Outcome::parse(&form.outcome)
                .filter(|outcome| *outcome != Outcome::Missed)
                .ok_or_else(|| Error::invalid("outcome", Text::new("backup-error-outcome")))?,
            started_at: None,
            ended_at: None,
            took: None,
            bytes: None,
            detail: String::new(),
        },
        format => reports::read(format, &form.report, &Zone::Metropole.time_zone())
            .map_err(|text| Error::invalid("report", text))?,
    };
    let ended_at = ended_at.or(report.ended_at).unwrap_or_else(|| ctx.now());
    if ended_at > ctx.now().checked_add(5.minutes()).unwrap_or(Timestamp::MAX) {
        return Err(Error::invalid("ended_at", Text::new("restore-error-future")));
    }
    let began = report.took.and_then(|took| ended_at.checked_sub(took).ok());
    let started_at = started_at.or(report.started_at).or(began);
    let words = |typed: &str, told: String| {
        let words = if typed.trim().is_empty() { told } else { typed.trim().to_owned() };
        words.chars().take(LONGEST).collect::<String>()
    };
    let key = words(&form.key, report.key);
    let key = if key.is_empty() { format!("at:{ended_at}") } else { key };
    Ok(Told {
        key,
        outcome: report.outcome,
        started_at,
        ended_at,
        bytes: report.bytes,
        detail: words(&form.detail, report.detail),
    })
}

/// Writes down the runs that were due, whose window is over, and that nothing was heard of. Gives how many.
pub async fn watch(ctx: &Ctx) -> Result<u64> {
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let mut due = vec![];
    for object in store::to_watch(&mut tx, now).await? {
        let slots = slots_over(&object, now);
        if !slots.is_empty() {
            due.push((object, slots));
        }
    }
    let Some(since) = due.iter().flat_map(|(_, slots)| slots).min().copied() else { return Ok(0) };
    let runs = store::due_between(&mut tx, None, since, now).await?;
    let heard: HashSet<(&str, Timestamp)> =
        runs.iter().filter_map(|run| Some((run.object.as_str(), run.due_at?))).collect();
    let mut missed = 0;
    for (object, slots) in &due {
        let silences = slots.iter().filter(|at| !heard.contains(&(object.id.as_str(), **at)));
        let silences: Vec<Run> = silences.map(|at| silent(ctx, object, *at)).collect();
        let new = store::insert_runs(&mut tx, &silences, now).await?;
        store::watched(&mut tx, &object.key(), watched_to(object, now)).await?;
        if new > 0 {
            let id = object.id.as_str();
            let entry = Entry::new("backup.missed", Some(&object.beneficiary), "protected_object", id);
            record(&mut tx, ctx, entry.detail(json!({"runs": new}))).await?;
        }
        missed += new;
    }
    tx.commit().await?;
    Ok(missed)
}

/// Until when runs due are over: one may end until the last second of its window.
fn watched_to(object: &Object, now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_mins(object.policy.window_minutes)).unwrap_or(now)
}

fn slots_over(object: &Object, now: Timestamp) -> Vec<Timestamp> {
    let zone = Zone::Metropole.time_zone();
    rules::slots(&object.policy, object.watched_until, watched_to(object, now), &zone)
}

fn silent(ctx: &Ctx, object: &Object, due_at: Timestamp) -> Run {
    let window = SignedDuration::from_mins(object.policy.window_minutes);
    Run {
        beneficiary: object.beneficiary.clone(),
        id: ctx.id(),
        object: object.id.clone(),
        key: format!("missed:{due_at}"),
        due_at: Some(due_at),
        started_at: None,
        ended_at: due_at.checked_add(window).unwrap_or(due_at),
        outcome: Outcome::Missed,
        is_verified: false,
        kept_days: None,
        bytes: None,
        detail: String::new(),
        told_by: ctx.actor.name.clone(),
    }
}

/// The list of a day: everything protected with its runs that ended, or should have, since the same time the day before.
pub struct DayList {
    /// Which day.
    pub day: Date,
    /// What is protected, with its runs.
    pub lines: Vec<(Object, Vec<Run>)>,
    /// The last lists signed.
    pub signed: Vec<Check>,
}

impl DayList {
    /// Runs, and how many of them went wrong.
    pub fn counts(&self) -> (i64, i64) {
        let runs = || self.lines.iter().flat_map(|(_, runs)| runs);
        let wrong = runs().filter(|run| run.outcome != Outcome::Succeeded).count();
        (i64::try_from(runs().count()).unwrap_or(i64::MAX), i64::try_from(wrong).unwrap_or(i64::MAX))
    }

    /// Who signed it, when somebody did.
    pub fn signature(&self) -> Option<&Check> {
        self.signed.iter().find(|check| check.day == self.day)
    }
}

/// The list of today.
pub async fn day_list(ctx: &Ctx) -> Result<DayList> {
    ctx.require(Permission::BackupManage)?;
    day_list_in(&mut ctx.read().await?, ctx).await
}

async fn day_list_in(tx: &mut Tx, ctx: &Ctx) -> Result<DayList> {
    let now = ctx.now();
    let from = now.checked_sub(SignedDuration::from_hours(24)).unwrap_or(now);
    let mut objects = store::list(tx).await?;
    objects.retain(|object| object.retired_at.is_none());
    let runs = store::between(tx, from, now).await?;
    let of = |object: &Object| runs.iter().filter(|run| run.object == object.id).cloned().collect();
    let lines = objects.into_iter().map(|object| (object.clone(), of(&object))).collect();
    Ok(DayList { day: today(ctx), lines, signed: store::checks(tx).await? })
}

/// Signs the list of today, once. What went wrong asks for a word on it.
pub async fn sign(ctx: &Ctx, form: &CheckForm) -> Result<Check> {
    ctx.require(Permission::BackupManage)?;
    let mut tx = ctx.begin().await?;
    let list = day_list_in(&mut tx, ctx).await?;
    let (due, wrong) = list.counts();
    let note: String = form.note.trim().chars().take(2_000).collect();
    if wrong > 0 && note.is_empty() {
        return Err(Error::invalid("note", Text::new("backup-error-note")));
    }
    let check = Check {
        day: list.day,
        due,
        wrong,
        note,
        signed_by_name: ctx.actor.name.clone(),
        signed_at: ctx.now(),
    };
    let id: String = ctx.id();
    if store::sign(&mut tx, &id, &check).await? == 0 {
        return Err(Error::refused("backup-error-signed"));
    }
    let entry = Entry::new("backup_check.sign", None, "backup_check", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"day": check.day, "due": due, "wrong": wrong}))).await?;
    tx.commit().await?;
    Ok(check)
}
