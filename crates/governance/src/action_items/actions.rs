//! Agreeing on actions, and saying what came of them.

use super::{Action, ActionForm, ActionId, ActionKey, ActionState, rules, store};
use crate::meetings::{
    self, MeetingKey,
    actions::{finish, held},
    rules::is_open,
};
use jiff::civil::Date;
use kernel::{Permission, Text, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result};
use serde::Deserialize;
use serde_json::json;

/// The query of a list; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A beneficiary.
    pub beneficiary: String,
    /// A word of [`ActionState`]; `open` when empty.
    pub state: String,
    /// Where the page before ended: `day.identifier`.
    pub after: String,
}

/// One page of actions by their day, and where the next one begins.
pub async fn list(ctx: &Ctx, asked: &ListQuery) -> Result<(Vec<Action>, Option<String>)> {
    ctx.require(Permission::CommitteeRead)?;
    let refused = |field: &str, key: &str| Error::invalid(field, Text::new(key));
    let state = match asked.state.as_str() {
        "" => ActionState::Open,
        word => ActionState::parse(word).ok_or_else(|| refused("state", "action-error-state"))?,
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
    let next = found.last().filter(|_| has_more).map(|one| format!("{}.{}", one.due_on, one.id));
    Ok((found, next))
}

/// One action, when it is the actor's to read.
pub async fn read(ctx: &Ctx, key: &ActionKey) -> Result<Action> {
    ctx.require(Permission::CommitteeRead)?;
    store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)
}

/// Agrees on an action in a meeting.
pub async fn add(ctx: &Ctx, key: &MeetingKey, form: &ActionForm) -> Result<Action> {
    let (mut tx, _) = held(ctx, key, is_open).await?;
    // What is agreed is to be done.
    let form = ActionForm { state: String::new(), outcome: String::new(), ..form.clone() };
    let stated = rules::stated(&form).map_err(Error::Invalid)?;
    let id: ActionId = ctx.id();
    store::insert(&mut tx, key, &id, (&form, &stated), ctx.now()).await?;
    let action = ActionKey { beneficiary: key.beneficiary.clone(), id };
    let made = store::find(&mut tx, &action).await?.ok_or(Error::NotFound)?;
    finish(ctx, tx, key, "action.agree", json!({"action": made.id, "due_on": made.due_on})).await?;
    Ok(made)
}

/// Changes an action that is still as it was read, or says what came of it. Actions live on after the minutes were sent: what was
/// agreed stays as both sides read it, and a later day is all that may be agreed once they are validated.
pub async fn change(ctx: &Ctx, key: &ActionKey, form: &ActionForm) -> Result<Action> {
    ctx.require(Permission::CommitteeManage)?;
    let mut tx = ctx.begin().await?;
    let action = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let stated = rules::stated(form).map_err(Error::Invalid)?;
    let meeting = meetings::store::hold(&mut tx, &action.meeting).await?.ok_or(Error::NotFound)?;
    if action.version != form.version {
        return Err(Error::Stale(action.version));
    }
    if !rules::keeps_what_was_agreed(&action, form, &stated, meeting.minutes_state) {
        return Err(Error::invalid("body", Text::new("action-error-agreed")));
    }
    if store::update(&mut tx, key, (form, &stated), ctx.now()).await? == 0 {
        return Err(Error::Stale(action.version));
    }
    let entry = Entry::new("action.change", Some(&key.beneficiary), "action", key.id.as_str());
    let detail = json!({"state": stated.state, "due_on": stated.due_on});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    let changed = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(changed)
}
