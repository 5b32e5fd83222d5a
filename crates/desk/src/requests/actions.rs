//! Reading a request, saying what a ticket is about, tasks, and the go-live.

use super::{Scoped, TaskId, Whole, intake, store};
use crate::{
    request_forms as forms,
    tickets::{TicketKey, store as tickets},
};
use agreements::scope::{Concern, Standing};
use jiff::Timestamp;
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// The request of a ticket, when it was made by a form; the actor was found to see the ticket.
pub async fn whole(tx: &mut Tx, ctx: &Ctx, key: &TicketKey) -> Result<Option<Whole>> {
    let Some(request) = store::find(tx, key).await? else { return Ok(None) };
    let form = forms::store::get(tx, &request.form).await?.ok_or(Error::NotFound)?;
    // Somebody who has left since is still named by the ticket; the answer then stays as it was given.
    let mut gone = Problems::default();
    let words =
        intake::in_words(tx, ctx.lang, &form.document, &key.beneficiary, &request.answers, &mut gone).await?;
    Ok(Some(Whole { tasks: store::tasks(tx, key).await?, form, words, request }))
}

/// Refuses a ticket that the actor may not see: it does not exist.
async fn seen(tx: &mut Tx, ctx: &Ctx, key: &TicketKey) -> Result<()> {
    let reader = tickets::Reader::of(&ctx.actor);
    tickets::get(tx, &reader, key).await?.ok_or(Error::NotFound).map(drop)
}

/// Reads the request of a ticket and what the agreement says of it.
pub async fn read(ctx: &Ctx, key: &TicketKey) -> Result<(Option<Whole>, Option<Scoped>)> {
    let mut tx = ctx.read().await?;
    seen(&mut tx, ctx, key).await?;
    Ok((whole(&mut tx, ctx, key).await?, store::scoped(&mut tx, key).await?))
}

/// Says what a ticket is about; the agreement in force today says how it stands.
pub async fn set_concern(ctx: &Ctx, key: &TicketKey, concern: Concern) -> Result<Standing> {
    let mut tx = ctx.begin().await?;
    seen(&mut tx, ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    if concern.is_unsaid() {
        return Err(Error::invalid("line", Text::new("request-error-topic")));
    }
    let standing = intake::judge_in(&mut tx, ctx, key, concern).await?;
    tx.commit().await?;
    Ok(standing)
}

/// Records the technical go-live of an accepted request (G.3), or corrects it; nothing takes it back.
pub async fn go_live(ctx: &Ctx, key: &TicketKey, at: Option<Timestamp>) -> Result<()> {
    let mut tx = ctx.begin().await?;
    seen(&mut tx, ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let mut request = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let form = forms::store::get(&mut tx, &request.form).await?.ok_or(Error::NotFound)?;
    if form.document.delivers.is_none() {
        return Err(Error::refused("request-error-not-measured"));
    }
    let accepted = request.accepted_at.ok_or_else(|| Error::refused("request-error-not-accepted"))?;
    let before = request.live_at;
    if let Some(at) = at
        && (at < accepted || at > ctx.now())
    {
        return Err(Error::invalid("at", Text::new("request-error-live")));
    }
    request.live_at = at;
    request.live_by_name = at.map(|_| ctx.actor.name.clone());
    request.version += 1;
    store::save(&mut tx, &request).await?;
    let told = json!({"accepted": accepted, "live": at, "before": before});
    let entry = Entry::new("request.live", Some(&key.beneficiary), "ticket", key.id.as_str());
    record(&mut tx, ctx, entry.detail(told)).await?;
    Ok(tx.commit().await?)
}

/// Marks a task done or not done. The task of a departure takes the access away when it is done on or after its
/// day; what was taken away is given back on the page of the person.
pub async fn mark_task(ctx: &Ctx, key: &TicketKey, task: &TaskId, is_done: bool) -> Result<()> {
    let mut tx = ctx.begin().await?;
    seen(&mut tx, ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let request = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let tasks = store::tasks(&mut tx, key).await?;
    let found = tasks.into_iter().find(|one| one.id == *task).ok_or(Error::NotFound)?;
    if request.accepted_at.is_none() {
        return Err(Error::refused("request-error-not-accepted"));
    }
    let now = ctx.now();
    if is_done && let Some(person) = &found.revokes {
        if found.due_on.is_some_and(|day| agreements::reading::today(ctx) < day) {
            return Err(Error::refused("request-error-too-early"));
        }
        people::persons::actions::disable_in(&mut tx, ctx, person).await?;
    }
    let done = is_done.then_some((now, ctx.actor.name.as_str()));
    store::mark_task(&mut tx, key, task, done).await?;
    let told = json!({"task": task, "done": is_done});
    let entry = Entry::new("request.task", Some(&key.beneficiary), "ticket", key.id.as_str());
    record(&mut tx, ctx, entry.detail(told)).await?;
    Ok(tx.commit().await?)
}
