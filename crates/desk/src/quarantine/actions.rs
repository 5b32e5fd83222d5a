//! Deciding upon mails that wait: make a ticket, add to one, reject, take a rejection back.

use super::{Held, MailId, Standing, store};
use crate::{
    mail_intake::{self, actions::Kept},
    tickets::TicketKey,
};
use jiff::Timestamp;
use kernel::{Permission, Text};
use people::{
    audit::{Entry, record},
    persons::rules::fold_email,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Mails on one page.
pub const PAGE: i64 = 50;

/// Reading mails of strangers is for those of the provider who decide on them: no contractor.
fn authorise(ctx: &Ctx) -> Result<()> {
    ctx.require(Permission::MailDecide)
}

/// One page of mails, oldest first, and where the next one starts.
pub async fn list(ctx: &Ctx, standing: Standing, after: &str) -> Result<(Vec<Held>, Option<String>)> {
    authorise(ctx)?;
    let (at, id) = after.split_once('~').unwrap_or(("", ""));
    let at: Timestamp = at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let mut tx = ctx.read().await?;
    let mut held = store::list(&mut tx, standing, (at, id), PAGE + 1).await?;
    let more = held.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if more {
        held.pop();
    }
    let next = held.last().filter(|_| more).map(|last| format!("{:.6}~{}", last.received_at, last.id));
    Ok((held, next))
}

/// One mail.
pub async fn get(ctx: &Ctx, id: &MailId) -> Result<Held> {
    authorise(ctx)?;
    store::get(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// The bytes of a mail as they came.
pub async fn raw(ctx: &Ctx, id: &MailId) -> Result<Vec<u8>> {
    let held = get(ctx, id).await?;
    Ok(ctx.platform.files.get(&held.digest).await?)
}

/// Makes a ticket of the mail for the person with this address, in that person's beneficiary.
pub async fn release(ctx: &Ctx, id: &MailId, version: i64, requester: &str) -> Result<TicketKey> {
    let held = get(ctx, id).await?;
    let kept = read_again(ctx, &held).await?;
    let mut tx = decide(ctx, id, version, Standing::Ticket).await?;
    let found = store::person_of(&mut tx, &fold_email(requester)).await?;
    let (beneficiary, person) =
        found.ok_or_else(|| Error::invalid("requester", Text::new("intake-error-requester")))?;
    let key = mail_intake::actions::open(&mut tx, ctx, &kept, &beneficiary, &person).await?;
    mail_intake::actions::attach(&mut tx, ctx, &kept, id.as_str(), &key, None, false, None).await?;
    finish(tx, ctx, id, "mail.release", Some(&key)).await?;
    Ok(key)
}

/// Adds the mail to a ticket as an internal note: its sender is not proven, so the other side does not read it
/// before somebody has.
pub async fn add(ctx: &Ctx, id: &MailId, version: i64, reference: &str) -> Result<TicketKey> {
    let held = get(ctx, id).await?;
    let kept = read_again(ctx, &held).await?;
    let mut tx = decide(ctx, id, version, Standing::Message).await?;
    let reference = reference.trim().to_uppercase();
    let parts = reference.rsplit_once('-').and_then(|(code, number)| Some((code, number.parse().ok()?)));
    let key = match parts {
        Some((code, number)) => store::ticket(&mut tx, code, number).await?,
        None => None,
    };
    let key = key.ok_or_else(|| Error::invalid("reference", Text::new("intake-error-reference")))?;
    let tx = mail_intake::actions::note(tx, ctx, &kept, id.as_str(), &key).await?;
    finish(tx, ctx, id, "mail.add", Some(&key)).await?;
    Ok(key)
}

/// Rejects the mail. It stays, and can be put back.
pub async fn reject(ctx: &Ctx, id: &MailId, version: i64) -> Result<()> {
    authorise(ctx)?;
    let tx = decide(ctx, id, version, Standing::Rejected).await?;
    finish(tx, ctx, id, "mail.reject", None).await
}

/// Takes a rejection back.
pub async fn restore(ctx: &Ctx, id: &MailId, version: i64) -> Result<()> {
    authorise(ctx)?;
    let tx = decide(ctx, id, version, Standing::Quarantine).await?;
    finish(tx, ctx, id, "mail.restore", None).await
}

/// Holds the mail and stores what it becomes, unless somebody has decided in between.
async fn decide(ctx: &Ctx, id: &MailId, version: i64, to: Standing) -> Result<Tx> {
    let mut tx = ctx.begin().await?;
    let held = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let from = if to == Standing::Quarantine { Standing::Rejected } else { Standing::Quarantine };
    if held.standing != from {
        return Err(Error::refused("intake-error-decided"));
    }
    if held.version != version {
        return Err(Error::Stale(held.version));
    }
    store::decide(&mut tx, id, to, &ctx.actor, ctx.now()).await?;
    Ok(tx)
}

async fn read_again(ctx: &Ctx, held: &Held) -> Result<Kept> {
    let raw = ctx.platform.files.get(&held.digest).await?;
    mail_intake::actions::keep_mail(ctx, raw).await
}

async fn finish(
    mut tx: Tx,
    ctx: &Ctx,
    id: &MailId,
    action: &'static str,
    key: Option<&TicketKey>,
) -> Result<()> {
    let detail = json!({"ticket": key.map(|key| key.id.as_str())});
    record(&mut tx, ctx, Entry::new(action, None, "mail", id.as_str()).detail(detail)).await?;
    Ok(tx.commit().await?)
}
