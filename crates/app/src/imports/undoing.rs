//! Taking an import back: what it created and nobody touched or uses since. Each row has its own transaction, since the
//! database refuses the removal of what something refers to; such a row is kept, and the report says so.

use super::{ImportId, Line, State, batches::End, rules, store, targets};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db, db::Tx};
use serde_json::json;

/// Takes back so many batches of rows, the last ones first: what came later may refer to what came before.
pub async fn advance(ctx: &Ctx, id: &ImportId, batches: usize) -> Result<End> {
    for _ in 0..batches * rules::BATCH {
        let mut tx = ctx.begin().await?;
        let mut import = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if import.state != State::Undoing {
            return Ok(End::Over);
        }
        let Some(line) = store::created(&mut tx, id, import.place, 1).await?.pop() else {
            import.state = State::Undone;
            import.finished_at = Some(ctx.now());
            import.version += 1;
            store::save(&mut tx, &import).await?;
            let entry = Entry::new("import.undone", None, "import", id.as_str());
            let detail = json!({"taken_back": import.counts.taken_back, "kept": import.counts.kept});
            record(&mut tx, ctx, entry.detail(detail)).await?;
            tx.commit().await?;
            return Ok(End::Over);
        };
        import.place = line.line;
        match take_back(&mut tx, ctx, &import, &line).await {
            Ok(true) => {
                import.counts.taken_back += 1;
                store::set_line(&mut tx, id, line.line, "taken_back").await?;
            }
            Ok(false) => {
                import.counts.kept += 1;
                store::set_line(&mut tx, id, line.line, "kept").await?;
            }
            Err(Error::Db(db::Error::Referenced)) => {
                drop(tx);
                keep(ctx, id, &line).await?;
                continue;
            }
            Err(error) => return Err(error),
        }
        store::save(&mut tx, &import).await?;
        tx.commit().await?;
    }
    Ok(End::More)
}

async fn take_back(tx: &mut Tx, ctx: &Ctx, import: &super::Import, line: &Line) -> Result<bool> {
    let Some(object) = &line.object else { return Ok(false) };
    let is_gone = targets::take_back(tx, ctx, import.target, object).await?;
    if is_gone {
        store::unrefer(tx, import.target, object).await?;
    }
    Ok(is_gone)
}

/// Remembers that a row was kept because something refers to it.
async fn keep(ctx: &Ctx, id: &ImportId, line: &Line) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let mut import = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if import.state != State::Undoing || import.place <= line.line {
        return Ok(());
    }
    import.place = line.line;
    import.counts.kept += 1;
    store::set_line(&mut tx, id, line.line, "kept").await?;
    store::save(&mut tx, &import).await?;
    Ok(tx.commit().await?)
}
