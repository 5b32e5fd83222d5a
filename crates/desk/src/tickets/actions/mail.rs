//! Messages and notes that come by mail, in the transaction of the mail.

use super::work::{NOTE, Say, Work, may_say};
use crate::{
    links,
    tickets::{Attachment, Channel, MessageId, State, TicketKey, Transition},
};
use platform::{Ctx, Result, db::Tx};
use serde_json::json;

/// Adds a public message; its files are kept already. It answers whatever version the ticket has, and goes to the
/// main ticket of a duplicate. Gives the transaction back, with the ticket and the message.
pub(crate) async fn say_by_mail(
    ctx: &Ctx,
    tx: Tx,
    key: &TicketKey,
    body: String,
    then: Option<Transition>,
    files: Vec<Attachment>,
) -> Result<(Tx, TicketKey, MessageId)> {
    let (mut work, mut key, mut then) = (Work::within(ctx, tx, key).await?, key.clone(), then);
    if work.thread.ticket.state == State::Closed
        && let Some(main) = links::store::main_of(&mut work.tx, &key).await?
    {
        work = Work::within(ctx, work.tx, &main).await?;
        (key, then) = (main, None);
    }
    let version = work.thread.ticket.version;
    let say = Say { version, body, is_internal: false, then, files: vec![], idempotency_key: None };
    may_say(ctx, &say)?;
    let message = work.speak(say, files).await?;
    let detail = json!({"then": then, "message": message, "channel": Channel::Mail});
    let (tx, _) = work.stored("ticket.answer", detail).await?;
    Ok((tx, key, message))
}

/// Adds an internal note; its files are kept already.
pub(crate) async fn note_by_mail(
    ctx: &Ctx,
    tx: Tx,
    key: &TicketKey,
    body: String,
    files: Vec<Attachment>,
) -> Result<(Tx, MessageId)> {
    let mut work = Work::within(ctx, tx, key).await?;
    let say = Say { version: 0, body, is_internal: true, then: None, files: vec![], idempotency_key: None };
    may_say(ctx, &say)?;
    let message = work.speak(say, files).await?;
    let detail = json!({"beneficiary": key.beneficiary, "message": message, "channel": Channel::Mail});
    let (tx, _) = work.stored(NOTE, detail).await?;
    Ok((tx, message))
}
