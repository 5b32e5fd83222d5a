//! Standard changes: a plan carried out once and agreed to for good.

use super::held;
use crate::changes::{ChangeId, Degree, Kind, State, Template, TemplateId, rules::risk, store};
use kernel::Permission;
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// Every template, those in use first.
pub async fn templates(ctx: &Ctx) -> Result<Vec<Template>> {
    ctx.require(Permission::DeskRead)?;
    Ok(store::templates::all(&mut ctx.read().await?).await?)
}

/// Makes a change that was carried out a standard one: whoever may agree to changes does, and not its author.
pub async fn make_standard(ctx: &Ctx, id: &ChangeId) -> Result<Template> {
    ctx.require(Permission::ChangeApprove)?;
    let mut tx = ctx.begin().await?;
    let change = held(&mut tx, id, None).await?;
    let content = change.content;
    let is_high = risk::risk(content.impact, content.likelihood) == Degree::High;
    if change.state != State::Done || content.kind != Kind::Normal || is_high {
        return Err(Error::refused("change-error-standard"));
    }
    if change.author.id == ctx.actor.person {
        return Err(Error::refused("change-error-own"));
    }
    let one = Template {
        id: ctx.id(),
        name: content.title,
        impact: content.impact,
        likelihood: content.likelihood,
        plan: content.plan,
        back_out: content.back_out,
        test: content.test,
        agreed_by_name: ctx.actor.name.clone(),
        agreed_at: ctx.now(),
        archived_at: None,
    };
    store::templates::insert(&mut tx, &one).await?;
    let entry = Entry::new("change.make_standard", None, "change", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"template": one.id}))).await?;
    tx.commit().await?;
    Ok(one)
}

/// Stops proposing a template, or proposes it again.
pub async fn set_archived(ctx: &Ctx, id: &TemplateId, is_archived: bool) -> Result<()> {
    ctx.require(Permission::ChangeApprove)?;
    let mut tx = ctx.begin().await?;
    if store::templates::set_archived(&mut tx, id, is_archived.then(|| ctx.now())).await? == 0 {
        return Err(Error::NotFound);
    }
    let action = if is_archived { "change_template.archive" } else { "change_template.restore" };
    record(&mut tx, ctx, Entry::new(action, None, "change_template", id.as_str())).await?;
    Ok(tx.commit().await?)
}
