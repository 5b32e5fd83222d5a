//! Logins of tools outside that read the reporting views: whose rows each sees is written down, and who decided it.

use crate::{
    query::{Reader, store::readers},
    scoreboard::actions::served,
};
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db::views};
use serde_json::json;

/// Every login that reads the views.
pub async fn list(ctx: &Ctx) -> Result<Vec<Reader>> {
    ctx.require(Permission::InstanceManage)?;
    Ok(readers::list(&mut ctx.read().await?).await?)
}

/// Lets a login see the rows of one beneficiary, or of every one; said again, the last word counts. Gives what it must say as
/// its scope. The right to the views themselves is the server's ([`platform::db::views::grant`]).
pub async fn allow(ctx: &Ctx, role: &str, code: Option<&str>) -> Result<String> {
    ctx.require(Permission::InstanceManage)?;
    if !views::is_plain(role) {
        return Err(Error::invalid("role", Text::new("query-error-role")));
    }
    let mut tx = ctx.begin().await?;
    let reads = match code {
        None => "*".to_owned(),
        Some(code) => served(&mut tx, code).await?.id.to_string(),
    };
    readers::put(&mut tx, (role, &reads), (&ctx.actor.name, ctx.now())).await?;
    let entry = Entry::new("bi.grant", None, "bi_reader", role);
    record(&mut tx, ctx, entry.detail(json!({"reads": reads}))).await?;
    tx.commit().await?;
    Ok(reads)
}

/// A login sees nothing any more.
pub async fn forget(ctx: &Ctx, role: &str) -> Result<()> {
    ctx.require(Permission::InstanceManage)?;
    let mut tx = ctx.begin().await?;
    if readers::remove(&mut tx, role).await? == 0 {
        return Err(Error::NotFound);
    }
    record(&mut tx, ctx, Entry::new("bi.revoke", None, "bi_reader", role)).await?;
    Ok(tx.commit().await?)
}
