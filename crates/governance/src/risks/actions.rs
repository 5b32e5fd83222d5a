//! Keeping the register, and reading it.

use super::{LinkForm, ListQuery, Risk, RiskForm, RiskKey, RiskState, RiskVersion, rules, store};
use crate::action_items::{self, Action, ActionKey, ActionState};
use jiff::civil::Date;
use kernel::{Permission, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// One page of the register by the day on which entries are read again, and where the next one begins.
pub async fn list(ctx: &Ctx, asked: &ListQuery) -> Result<(Vec<Risk>, Option<String>)> {
    ctx.require(Permission::CommitteeRead)?;
    let refused = |field: &str, key: &str| Error::invalid(field, Text::new(key));
    let state = match asked.state.as_str() {
        "" => RiskState::Open,
        word => RiskState::parse(word).ok_or_else(|| refused("state", "risk-error-state"))?,
    };
    let after = match asked.after.as_str() {
        "" => Some((Date::constant(1, 1, 1), String::new())),
        text => text.split_once('.').and_then(|(day, id)| Some((day.parse().ok()?, id.to_owned()))),
    };
    let after = after.ok_or_else(|| refused("after", "search-error-cursor"))?;
    let beneficiary = Some(asked.beneficiary.as_str()).filter(|id| !id.is_empty()).map(BeneficiaryId::from);
    let mut tx = ctx.read().await?;
    let mut found = store::page(&mut tx, (beneficiary.as_ref(), state), &after).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|one| format!("{}.{}", one.review_on, one.key.id));
    Ok((found, next))
}

/// An entry with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The entry.
    pub risk: Risk,
    /// What it was, the latest version first.
    pub versions: Vec<RiskVersion>,
    /// What the committees agreed to do about it.
    pub actions: Vec<Action>,
    /// Open actions of the beneficiary, to choose one.
    pub proposed: Vec<Action>,
}

/// One entry, when it is the actor's to read.
pub async fn read(ctx: &Ctx, key: &RiskKey) -> Result<Whole> {
    ctx.require(Permission::CommitteeRead)?;
    let mut tx = ctx.read().await?;
    let risk = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let versions = store::versions(&mut tx, key).await?;
    let actions = store::actions(&mut tx, key).await?;
    let first = (Date::constant(1, 1, 1), String::new());
    let open = (Some(&key.beneficiary), ActionState::Open);
    let mut proposed = action_items::store::page(&mut tx, open, &first).await?;
    proposed.retain(|one| !actions.iter().any(|linked| linked.id == one.id));
    Ok(Whole { risk, versions, actions, proposed })
}

/// Writes a new entry down. Sent twice with one key, it is made once.
pub async fn create(ctx: &Ctx, form: &RiskForm) -> Result<Risk> {
    ctx.require(Permission::CommitteeManage)?;
    let stated = rules::stated(form).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    let body = body.ok_or_else(|| Error::invalid("beneficiary", Text::new("meeting-error-beneficiary")))?;
    let key = RiskKey { beneficiary: body.id, id: ctx.id() };
    if store::insert(&mut tx, &key, (form, &stated), ctx.now()).await? == 0 {
        return store::sent(&mut tx, &key.beneficiary, &form.key).await?.ok_or(Error::NotFound);
    }
    let made = store::find(&mut tx, &key).await?.ok_or(Error::NotFound)?;
    store::keep(&mut tx, &made, &ctx.actor.name, ctx.now()).await?;
    let entry = Entry::new("risk.create", Some(&key.beneficiary), "risk", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"title": made.title, "weight": made.weight()}))).await?;
    tx.commit().await?;
    Ok(made)
}

/// Changes an entry that is still as it was read; what it said before stays.
pub async fn change(ctx: &Ctx, key: &RiskKey, form: &RiskForm) -> Result<Risk> {
    ctx.require(Permission::CommitteeManage)?;
    let mut tx = ctx.begin().await?;
    let before = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let stated = rules::stated(form).map_err(Error::Invalid)?;
    if store::update(&mut tx, key, (form, &stated)).await? == 0 {
        return Err(Error::Stale(before.version));
    }
    let after = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    store::keep(&mut tx, &after, &ctx.actor.name, ctx.now()).await?;
    let entry = Entry::new("risk.change", Some(&key.beneficiary), "risk", key.id.as_str());
    let told = |one: &Risk| json!({"kind": one.kind, "title": one.title, "description": one.description, "side": one.side, "owner": one.owner});
    let detail = json!({"state": after.state, "weight": after.weight(), "review_on": after.review_on,
        "before": told(&before), "after": told(&after)});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Links an action of the committees that deals with an entry.
pub async fn link(ctx: &Ctx, key: &RiskKey, form: &LinkForm) -> Result<Risk> {
    ctx.require(Permission::CommitteeManage)?;
    let mut tx = ctx.begin().await?;
    let risk = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let action = ActionKey { beneficiary: key.beneficiary.clone(), id: form.id() };
    let unknown = || Error::invalid("action", Text::new("risk-error-action"));
    action_items::store::find(&mut tx, &action).await?.ok_or_else(unknown)?;
    if store::link(&mut tx, key, &action.id, (&ctx.actor.name, ctx.now())).await? == 0 {
        return Ok(risk);
    }
    let entry = Entry::new("risk.link", Some(&key.beneficiary), "risk", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"action": action.id}))).await?;
    tx.commit().await?;
    Ok(risk)
}
