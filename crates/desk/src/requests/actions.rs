//! Reading a request, saying what a ticket is about, and the go-live.

use super::{Scoped, Whole, intake, store};
use crate::{
    request_forms as forms, tasks,
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
    Ok(Some(Whole { tasks: tasks::store::of_ticket(tx, key).await?, form, words, request }))
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
