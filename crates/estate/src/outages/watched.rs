//! Outages that monitoring sees, inside the transaction in which it tells of them.

use super::{
    Cause, Outage, OutageKey, Source,
    actions::{content_of, finish, store_new},
    rules::Content,
    store::{self, Origin},
};
use crate::sites::SiteId;
use jiff::Timestamp;
use kernel::{Exact, id::BeneficiaryId};
use people::audit::hold;
use platform::{Ctx, Result, db::Tx};

/// Something seen to fail.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    /// Whose.
    pub beneficiary: &'a BeneficiaryId,
    /// The site that it cuts off.
    pub site: &'a SiteId,
    /// Who saw it.
    pub source: Source,
    /// What the source calls the thing, the same until it works again.
    pub watch_key: &'a str,
    /// Since when, as the source tells; never in the future.
    pub from: Timestamp,
    /// Number of the ticket about it.
    pub ticket: &'a str,
    /// In a few words.
    pub note: &'a str,
}

/// Opens the outage of a thing that fails; one that lasts already is left as it is.
pub async fn began(tx: &mut Tx, ctx: &Ctx, seen: &Seen<'_>) -> Result<()> {
    hold(tx, Some(seen.beneficiary)).await?;
    if store::open_of(tx, seen.beneficiary, seen.watch_key).await?.is_some() {
        return Ok(());
    }
    let content = Content {
        from: seen.from.min(ctx.now()),
        to: None,
        factor: Exact::from(1),
        factor_reason: String::new(),
        cause: Cause::Unknown,
        note: seen.note.to_owned(),
        ticket: seen.ticket.to_owned(),
    };
    let key = OutageKey { beneficiary: seen.beneficiary.clone(), id: ctx.id() };
    let origin = Origin {
        source: seen.source,
        watch_key: Some(seen.watch_key),
        by_name: &ctx.actor.name,
        at: ctx.now(),
        idempotency_key: None,
    };
    store_new(tx, ctx, &key, &content, std::slice::from_ref(seen.site), &origin).await?;
    Ok(())
}

/// Ends the outage of a thing that works again, when one lasts. An end told for before its beginning is its beginning.
pub async fn ended(
    tx: &mut Tx,
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    watch_key: &str,
    at: Timestamp,
) -> Result<Option<Outage>> {
    // Whoever corrects the outage meanwhile comes before or after, never between what is read and what is written.
    hold(tx, Some(beneficiary)).await?;
    let Some(outage) = store::open_of(tx, beneficiary, watch_key).await? else { return Ok(None) };
    let to = Some(at.min(ctx.now()).max(outage.from));
    let key = OutageKey { beneficiary: beneficiary.clone(), id: outage.id.clone() };
    store::update(tx, &key, &Content { to, ..content_of(&outage) }).await?;
    finish(tx, ctx, &key, "outage.end", "").await.map(Some)
}
