//! Background work of imports: the rest of what was begun while somebody waited, and what was interrupted.

use super::{Import, ImportId, actions, batches, rules, store};
use platform::{
    Ctx, Error, Result,
    db::Tx,
    jobs::{Jobs, NewJob, enqueue},
};
use serde_json::{Value, json};

/// Kind of the work.
const GO: &str = "imports.go";

/// Going through imports.
pub fn jobs() -> Jobs {
    Jobs::new().on(GO, go)
}

/// Puts the work down, in the transaction that makes it needed.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, id: &ImportId) -> Result<()> {
    enqueue(tx, ctx, NewJob::new(GO, json!({"import": id}))).await
}

async fn go(ctx: Ctx, payload: Value) -> Result<()> {
    let id = ImportId::from(payload["import"].as_str().unwrap_or_default());
    let import: Import = store::find(&mut ctx.read().await?, &id).await?.ok_or(Error::NotFound)?;
    // In the name of whoever asked for it, with the rights that person has now.
    let ctx = actions::as_who_asked(&ctx, &import).await?;
    if batches::advance(&ctx, &id, rules::AT_A_TIME).await? == batches::End::More {
        let mut tx = ctx.begin().await?;
        ask(&mut tx, &ctx, &id).await?;
        tx.commit().await?;
    }
    Ok(())
}
