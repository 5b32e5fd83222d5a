//! Asking for restores, ending them, planning tests and writing down how they went.

use super::{Complexity, DoneForm, EndForm, Ended, Restore, RestoreForm, RowKey, Test, TestForm, store};
use crate::backups::{Object, ObjectKey, store as objects};
use jiff::{Timestamp, civil::DateTime};
use kernel::{Permission, Text, Zone};
use people::audit::{Entry, record};
use platform::{Ctx, Digest, Error, Problems, Result, db::Tx, web::UploadedFile};
use serde_json::json;

/// Longest words in characters.
const LONGEST: usize = 1_000;

/// The last restores and tests, and what may be restored.
pub async fn list(ctx: &Ctx) -> Result<(Vec<Restore>, Vec<Test>, Vec<Object>)> {
    ctx.require(Permission::BackupRead)?;
    let mut tx = ctx.read().await?;
    let restores = store::restores(&mut tx).await?;
    let tests = store::tests(&mut tx).await?;
    Ok((restores, tests, objects::list(&mut tx).await?))
}

/// What is meant by `beneficiary/object`.
async fn object(tx: &mut Tx, typed: &str) -> Result<ObjectKey> {
    let key = typed.split_once('/').map(|(b, o)| ObjectKey { beneficiary: b.into(), id: o.into() });
    let found = match &key {
        Some(key) => objects::find(tx, key).await?,
        None => None,
    };
    let unknown = || Error::invalid("object", Text::new("restore-error-object"));
    found.map(|object| object.key()).ok_or_else(unknown)
}

/// An instant typed on the clock, or written with its zone; now when empty.
fn instant(ctx: &Ctx, field: &str, typed: &str) -> Result<Timestamp> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(ctx.now());
    }
    let local =
        || typed.parse::<DateTime>().ok().and_then(|at| Zone::Metropole.time_zone().to_timestamp(at).ok());
    let at = typed.parse::<Timestamp>().ok().or_else(local);
    let at = at.ok_or_else(|| Error::invalid(field, Text::new("restore-error-instant")))?;
    if at > ctx.now() {
        return Err(Error::invalid(field, Text::new("restore-error-future")));
    }
    Ok(at)
}

/// Writes down that data are asked back.
pub async fn ask(ctx: &Ctx, form: &RestoreForm) -> Result<Restore> {
    ctx.require(Permission::BackupManage)?;
    let mut tx = ctx.begin().await?;
    let key = object(&mut tx, &form.object).await?;
    let mut problems = Problems::default();
    let what = form.what.trim();
    if what.is_empty() || what.chars().count() > LONGEST {
        problems.add("what", Text::new("restore-error-what").with("limit", LONGEST));
    }
    let complexity = Complexity::parse(&form.complexity);
    if complexity.is_none() {
        problems.add("complexity", Text::new("restore-error-complexity"));
    }
    problems.into_result()?;
    let requested_at = instant(ctx, "requested_at", &form.requested_at)?;
    let id: String = ctx.id();
    let content = (what, complexity.unwrap_or(Complexity::Standard));
    store::insert_restore(&mut tx, &key, &id, content, requested_at, &ctx.actor.name).await?;
    let entry = Entry::new("restore.ask", Some(&key.beneficiary), "restore_request", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"object": key.id, "complexity": content.1}))).await?;
    let restore = store::restore(&mut tx, &key.beneficiary, &id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(restore)
}

/// Ends a restore: data are usable, or could not be restored.
pub async fn end(ctx: &Ctx, key: &RowKey, form: &EndForm) -> Result<Restore> {
    ctx.require(Permission::BackupManage)?;
    let mut tx = ctx.begin().await?;
    let mut restore = store::restore(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    if restore.outcome.is_some() {
        return Err(Error::refused("restore-error-ended"));
    }
    let outcome = Ended::parse(&form.outcome);
    let outcome = outcome.ok_or_else(|| Error::invalid("outcome", Text::new("restore-error-outcome")))?;
    let usable_at = instant(ctx, "usable_at", &form.usable_at)?;
    if usable_at < restore.requested_at {
        return Err(Error::invalid("usable_at", Text::new("restore-error-before")));
    }
    let read = restore.version;
    restore.version = form.version;
    restore.outcome = Some(outcome);
    restore.usable_at = Some(usable_at);
    restore.note = form.note.trim().chars().take(LONGEST).collect();
    if store::end_restore(&mut tx, &restore).await? == 0 {
        return Err(Error::Stale(read));
    }
    let entry = Entry::new("restore.end", Some(&key.beneficiary), "restore_request", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"outcome": outcome, "usable_at": usable_at}))).await?;
    tx.commit().await?;
    restore.version += 1;
    Ok(restore)
}

/// Plans a test.
pub async fn plan(ctx: &Ctx, form: &TestForm) -> Result<Test> {
    ctx.require(Permission::BackupManage)?;
    let mut tx = ctx.begin().await?;
    let key = object(&mut tx, &form.object).await?;
    let planned_on = form.planned_on.trim().parse();
    let planned_on =
        planned_on.map_err(|_| Error::invalid("planned_on", Text::new("telephony-error-date")))?;
    let id: String = ctx.id();
    store::insert_test(&mut tx, &key, &id, planned_on).await?;
    let entry = Entry::new("restore_test.plan", Some(&key.beneficiary), "restore_test", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"object": key.id, "on": planned_on}))).await?;
    let test = store::test(&mut tx, &key.beneficiary, &id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(test)
}

/// Writes down how a test went, with what proves it.
pub async fn done(ctx: &Ctx, key: &RowKey, form: &DoneForm, proof: Option<UploadedFile>) -> Result<Test> {
    ctx.require(Permission::BackupManage)?;
    let mut problems = Problems::default();
    let outcome = super::TestOutcome::parse(&form.outcome);
    if outcome.is_none() {
        problems.add("outcome", Text::new("restore-error-outcome"));
    }
    let minutes = form.minutes.trim().parse::<i64>().ok().filter(|minutes| (0..100_000).contains(minutes));
    if minutes.is_none() {
        problems.add("minutes", Text::new("quota-error-number").with("from", 0).with("to", 100_000));
    }
    problems.into_result()?;
    let text =
        (!form.proof.trim().is_empty()).then(|| ("proof.txt".to_owned(), form.proof.clone().into_bytes()));
    let proof = proof.map(|file| (file.name, file.bytes)).or(text);
    let kept = match proof {
        Some((name, bytes)) => Some((name, ctx.platform.files.put(bytes).await?)),
        None => None,
    };
    let mut tx = ctx.begin().await?;
    let mut test = store::test(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    if test.outcome.is_some() {
        return Err(Error::refused("restore-error-ended"));
    }
    let read = test.version;
    test.version = form.version;
    test.outcome = outcome;
    test.done_at = Some(ctx.now());
    test.seconds = minutes.map(|minutes| minutes * 60);
    let operator = form.operator.trim();
    test.operator =
        if operator.is_empty() { ctx.actor.name.clone() } else { operator.chars().take(200).collect() };
    test.note = form.note.trim().chars().take(LONGEST).collect();
    if let Some((name, digest)) = kept {
        (test.proof_name, test.proof_digest) = (name, Some(digest.as_str().to_owned()));
    }
    if store::end_test(&mut tx, &test).await? == 0 {
        return Err(Error::Stale(read));
    }
    let entry = Entry::new("restore_test.done", Some(&key.beneficiary), "restore_test", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"outcome": outcome, "proof": test.proof_digest}))).await?;
    tx.commit().await?;
    test.version += 1;
    Ok(test)
}

/// What proves a test: its name and its bytes.
pub async fn proof(ctx: &Ctx, key: &RowKey) -> Result<(String, Vec<u8>)> {
    ctx.require(Permission::BackupRead)?;
    let test =
        store::test(&mut ctx.read().await?, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    let digest = test.proof_digest.ok_or(Error::NotFound)?;
    Ok((test.proof_name, ctx.platform.files.get(&Digest::from(digest)).await?))
}
