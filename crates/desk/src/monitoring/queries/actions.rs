//! Setting up what a Prometheus is asked.

use super::{Query, QueryForm, rules, store};
use crate::monitoring::{Kind, SourceId, actions};
use kernel::Permission;
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// What a source is asked.
pub async fn get(ctx: &Ctx, source: &SourceId) -> Result<Option<Query>> {
    ctx.require(Permission::DeskRun)?;
    Ok(store::find(&mut ctx.read().await?, source).await?)
}

/// Sets up or changes what a source is asked. An empty token keeps the one there is.
pub async fn set(ctx: &Ctx, source: &SourceId, form: &QueryForm) -> Result<Query> {
    let (mut tx, held) = actions::held(ctx, source).await?;
    if held.settings.kind != Kind::Prometheus {
        return Err(Error::NotFound);
    }
    let content = rules::content(form, &ctx.platform.settings.egress)?;
    let before = store::find(&mut tx, source).await?;
    let version = before.as_ref().map_or(0, |query| query.version);
    if version != form.version {
        return Err(Error::Stale(version));
    }
    let kept = before.map(|query| query.token).filter(|_| form.without_token != "yes").unwrap_or_default();
    let token = match form.token.trim() {
        "" => kept,
        token => ctx.platform.secrets.seal(&purpose(source), token),
    };
    store::keep(&mut tx, source, &content, &token).await?;
    let detail = json!({"address": content.address, "expression": content.expression,
        "site_label": content.site_label, "step_seconds": content.step_seconds, "has_token": !token.is_empty()});
    let entry = Entry::new("monitoring.query", None, "monitoring_source", source.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    let query = store::find(&mut tx, source).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(query)
}

/// The token of a source in clear; sealed by another key, it opens as nothing.
pub(super) fn token(ctx: &Ctx, source: &SourceId, query: &Query) -> String {
    ctx.platform.secrets.unseal(&purpose(source), &query.token).unwrap_or_default()
}

/// A token opens for its own source only.
fn purpose(source: &SourceId) -> String {
    format!("prometheus {source}")
}
