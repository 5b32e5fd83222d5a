//! Going through an import batch by batch. Each batch is one transaction that holds the import's row, so that two workers
//! never go through the same lines; whoever comes after an interruption goes on after the last line done.

use super::{
    Counts, Import, ImportId, Line, Mapping, Object, Outcome, State,
    records::{self, Unit},
    rules, store,
    targets::{self, Known, Step},
    undoing,
};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db::Tx, sheet::reading};
use serde_json::json;

/// Where going through an import ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing is left to do.
    Over,
    /// Lines are left.
    More,
}

/// Goes through an import for so many batches. The file is read once.
pub async fn advance(ctx: &Ctx, id: &ImportId, batches: usize) -> Result<End> {
    let import = store::find(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)?;
    match import.state {
        State::Checking | State::Applying => {}
        State::Undoing => return undoing::advance(ctx, id, batches).await,
        _ => return Ok(End::Over),
    }
    let mapping = import.mapping.clone().unwrap_or_default();
    let units = units(ctx, &import, &mapping).await?;
    for _ in 0..batches {
        if Box::pin(batch(ctx, id, import.state, &mapping, &units)).await? == End::Over {
            return Ok(End::Over);
        }
    }
    Ok(End::More)
}

/// The units of an import under a mapping, read from its file.
pub async fn units(ctx: &Ctx, import: &Import, mapping: &Mapping) -> Result<Vec<Unit>> {
    let bytes = ctx.platform.files.get(&import.digest).await?;
    let (target, mapping) = (import.target, mapping.clone());
    let read = tokio::task::spawn_blocking(move || {
        let table = reading::read(&bytes)?;
        Ok(records::units(target, records::read(target, &mapping, &table)))
    });
    read.await.map_err(|e| Error::Internal(e.to_string()))?
}

/// One batch, unless the import is no longer in that phase.
async fn batch(ctx: &Ctx, id: &ImportId, phase: State, mapping: &Mapping, units: &[Unit]) -> Result<End> {
    let mut tx = ctx.begin().await?;
    let mut import = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if import.state != phase || import.mapping.as_ref() != Some(mapping) {
        return Ok(End::Over);
    }
    let is_left = |unit: &&Unit| i64::try_from(unit.line()).unwrap_or(i64::MAX) > import.place;
    let left: Vec<Unit> = units.iter().filter(is_left).take(rules::BATCH).cloned().collect();
    let known = Known::load(&mut tx, ctx, &import, mapping, &left).await?;
    let steps = targets::decide(&mut tx, &known, import.target, &left).await?;
    drop(known);
    for step in &steps {
        go(&mut tx, ctx, &mut import, step).await?;
    }
    let is_over = left.len() < rules::BATCH;
    if is_over {
        finish(&mut tx, ctx, &mut import).await?;
    }
    store::save(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(if is_over { End::Over } else { End::More })
}

/// One unit: only foreseen while checking, done while applying.
async fn go(tx: &mut Tx, ctx: &Ctx, import: &mut Import, step: &Step) -> Result<()> {
    let object = match import.state {
        State::Applying => done(tx, ctx, import, step).await?,
        _ => step.object.clone(),
    };
    let is_done = import.state == State::Applying && step.outcome != Outcome::Refused;
    let line = i64::try_from(step.line).unwrap_or(i64::MAX);
    let stored = Line {
        line,
        outcome: step.outcome,
        state: if is_done { "done" } else { "foreseen" }.to_owned(),
        what: step.what.chars().take(200).collect(),
        object,
        troubles: step.troubles.clone(),
    };
    store::put_line(tx, &import.id, &stored).await?;
    import.counts.add(step.outcome);
    import.place = line;
    Ok(())
}

async fn done(tx: &mut Tx, ctx: &Ctx, import: &Import, step: &Step) -> Result<Option<Object>> {
    let object = targets::perform(tx, ctx, step).await?;
    if let (Some(object), false) = (&object, step.external_id.is_empty()) {
        let reference = (import.source.as_str(), import.target, step.external_id.as_str());
        store::refer(tx, reference, object, ctx.now()).await?;
    }
    Ok(object)
}

async fn finish(tx: &mut Tx, ctx: &Ctx, import: &mut Import) -> Result<()> {
    import.finished_at = Some(ctx.now());
    import.version += 1;
    if import.state == State::Checking {
        import.state = State::Checked;
        return Ok(());
    }
    import.state = State::Done;
    let Counts { creates, changes, same, refused, .. } = import.counts;
    let entry = Entry::new("import.done", None, "import", import.id.as_str());
    let detail = json!({"creates": creates, "changes": changes, "same": same, "refused": refused});
    record(tx, ctx, entry.detail(detail)).await
}
