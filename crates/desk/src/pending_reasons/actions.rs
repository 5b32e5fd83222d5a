//! Keeping the reasons, and making a ticket wait for one of them.

use super::{PendingForm, PendingId, PendingReason, store};
use crate::tickets::{State, TicketKey, actions as tickets};
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::OnUnique as _};
use serde::Deserialize;
use serde_json::json;

const NAME_KEY: &str = "pending_reason_name_folded_key";
const NAME: usize = 80;

/// Adds a reason.
pub async fn create(ctx: &Ctx, form: &PendingForm) -> Result<PendingReason> {
    ctx.require(Permission::DeskManage)?;
    let (mut problems, name) = (Problems::default(), form.name.trim());
    if name.is_empty() || name.chars().count() > NAME {
        problems.add("name", Text::new("pending-error-name").with("limit", NAME));
    }
    let state = State::parse(&form.state);
    let state = state.filter(|state| matches!(state, State::WaitingRequester | State::WaitingVendor));
    if state.is_none() {
        problems.add("state", Text::new("desk-error-choice"));
    }
    problems.into_result()?;
    let state = state.ok_or(Error::NotFound)?;
    let reason = PendingReason { id: ctx.id(), name: name.to_owned(), state, archived_at: None };
    let mut tx = ctx.begin().await?;
    let taken = || Error::invalid("name", Text::new("pending-error-taken"));
    store::insert(&mut tx, &reason, ctx.now()).await.on_unique(NAME_KEY, taken())?;
    let entry = Entry::new("pending_reason.create", None, "pending_reason", reason.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": name, "state": state}))).await?;
    tx.commit().await?;
    Ok(reason)
}

/// Stops proposing a reason, or proposes it again. Tickets that wait keep its words.
pub async fn set_archived(ctx: &Ctx, id: &PendingId, is_archived: bool) -> Result<()> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    if store::set_archived(&mut tx, id, is_archived.then(|| ctx.now())).await? == 0 {
        return Err(Error::NotFound);
    }
    let action = if is_archived { "pending_reason.archive" } else { "pending_reason.restore" };
    record(&mut tx, ctx, Entry::new(action, None, "pending_reason", id.as_str())).await?;
    Ok(tx.commit().await?)
}

/// For what a ticket waits. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WaitForm {
    /// Identifier of the reason.
    pub pending: String,
    /// More words, when there is more to say.
    pub words: String,
    /// The version of the ticket that was read.
    pub version: i64,
}

/// Makes a ticket wait: the reason decides for whom, hence whether the clocks stop. Gives the new version.
pub async fn wait(ctx: &Ctx, key: &TicketKey, form: &WaitForm) -> Result<i64> {
    let reason = store::find(&mut ctx.read().await?, &form.pending).await?;
    tickets::read(ctx, key).await?;
    let reason = reason.filter(|reason| reason.archived_at.is_none());
    let reason = reason.ok_or_else(|| Error::invalid("pending", Text::new("pending-error-unknown")))?;
    let words = form.words.trim();
    let told = if words.is_empty() { reason.name.clone() } else { format!("{} – {words}", reason.name) };
    tickets::move_state(ctx, key, form.version, reason.transition(), &told).await
}
