//! One look into a mailbox. A mail is marked as read, or moved, only when what became of it is committed: whoever
//! dies in between finds it again, sees that it was taken, and marks it then.

use super::{Mailbox, actions, store};
use crate::mail_intake::{
    actions::{came, take_any},
    parse,
    store::Source,
};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error,
    mail::imap::{BATCH, Failure, Imap},
};
use serde_json::json;
use tokio::sync::watch::Receiver;

/// Why a look ended early.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The mailbox.
    #[error("{0}")]
    Mailbox(#[from] Failure),
    /// Ourselves: the database, the disk. Nothing is wrong with the mailbox.
    #[error("{0}")]
    Ours(#[from] Error),
}

impl Trouble {
    /// What was being done: a step of reading, or `ours`.
    pub fn step(&self) -> &'static str {
        match self {
            Self::Mailbox(failure) => failure.step.as_str(),
            Self::Ours(_) => "ours",
        }
    }
}

/// Opens a mailbox, takes everything there is and closes it. Gives how many mails were taken.
pub async fn once(ctx: &Ctx, mailbox: &mut Mailbox) -> Result<usize, Trouble> {
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let done = async {
        let mut imap = Imap::open(&actions::account(ctx, mailbox)).await?;
        let count = look(ctx, mailbox, &mut imap, &stopped).await?;
        imap.close().await;
        Ok(count)
    };
    let done: Result<usize, Trouble> = done.await;
    if let Err(trouble) = &done {
        failed(ctx, mailbox, trouble).await?;
    }
    done
}

/// Takes what is there, the oldest first, until everything is taken or somebody stops. Gives how many mails were
/// taken.
pub(super) async fn look(
    ctx: &Ctx,
    mailbox: &mut Mailbox,
    imap: &mut Imap,
    stopped: &Receiver<bool>,
) -> Result<usize, Trouble> {
    let last = mailbox.last(imap.validity);
    let uids = imap.to_take(last, &mailbox.since()).await?;
    let mut count = 0;
    for batch in uids.chunks(BATCH) {
        let mut done = vec![];
        let taken = take_batch(ctx, mailbox, imap, batch, stopped, &mut done).await;
        if !done.is_empty() {
            imap.done(&done, &mailbox.access.done_folder).await?;
        }
        count += taken?;
        if last.is_some()
            && let Some(end) = done.last()
        {
            advance(ctx, mailbox, (imap.validity, *end)).await?;
        }
        if *stopped.borrow() {
            return Ok(count);
        }
        looked(ctx, mailbox, count, uids.len().saturating_sub(count)).await?;
    }
    if last.is_none() {
        // Only now: had we died before, the first look would begin anew.
        let end = uids.last().copied().unwrap_or(0).max(imap.next.saturating_sub(1));
        advance(ctx, mailbox, (imap.validity, end)).await?;
    }
    looked(ctx, mailbox, count, 0).await?;
    Ok(count)
}

/// Takes the mails of a batch one by one; `done` holds those that may be marked.
async fn take_batch(
    ctx: &Ctx,
    mailbox: &Mailbox,
    imap: &mut Imap,
    batch: &[u32],
    stopped: &Receiver<bool>,
    done: &mut Vec<u32>,
) -> Result<usize, Trouble> {
    let mut count = 0;
    let mut sizes = imap.sizes(batch).await?;
    sizes.sort_unstable();
    let part = u32::try_from(parse::LARGEST + 1).unwrap_or(u32::MAX);
    for (uid, size) in sizes {
        if *stopped.borrow() {
            break;
        }
        let source = Source {
            mailbox: mailbox.id.as_str().to_owned(),
            uid_validity: i64::from(imap.validity),
            uid: i64::from(uid),
        };
        if came(ctx, &source).await?.is_none()
            && let Some(raw) = imap.mail(uid, size, part).await?
        {
            take_any(ctx, &source, raw).await?;
            count += 1;
        }
        done.push(uid);
    }
    Ok(count)
}

async fn advance(ctx: &Ctx, mailbox: &mut Mailbox, place: (u32, u32)) -> Result<(), Error> {
    // Mails left unread before the last one do not move it back.
    let end = place.1.max(mailbox.last(place.0).unwrap_or(0));
    if mailbox.place == Some((place.0, end)) {
        return Ok(());
    }
    mailbox.place = Some((place.0, end));
    let mut tx = ctx.begin().await?;
    store::set_place(&mut tx, &mailbox.id, (place.0, end)).await?;
    Ok(tx.commit().await?)
}

async fn looked(ctx: &Ctx, mailbox: &Mailbox, count: usize, waiting: usize) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let last_mail_at = (count > 0).then(|| ctx.now());
    let waiting = i64::try_from(waiting).unwrap_or(i64::MAX);
    store::looked(&mut tx, &mailbox.id, ctx.now(), last_mail_at, waiting).await?;
    Ok(tx.commit().await?)
}

/// Writes down why a mailbox could not be read.
pub(super) async fn failed(ctx: &Ctx, mailbox: &Mailbox, trouble: &Trouble) -> Result<(), Error> {
    tracing::warn!(mailbox = mailbox.access.name, step = trouble.step(), error = %trouble, "mailbox");
    let mut tx = ctx.begin().await?;
    store::failed(&mut tx, &mailbox.id, ctx.now(), trouble.step(), &trouble.to_string()).await?;
    Ok(tx.commit().await?)
}
/// Tells those who look after the instance of a mailbox that has not been read for a while.
pub(super) async fn lasts(ctx: &Ctx, mailbox: &Mailbox, trouble: &Trouble) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let entry = Entry::new("mailbox.unreachable", None, "mailbox", mailbox.id.as_str());
    let detail = json!({"name": mailbox.access.name, "step": trouble.step(), "error": trouble.to_string()});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}
