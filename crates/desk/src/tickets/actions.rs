//! What may be done to tickets. Each action authorises, loads, decides, stores, records and commits.

mod check;
mod correct;
mod create;
mod mail;
mod past;
mod refuse;
mod undo;
mod work;

pub(crate) use check::{check_move, check_say};
pub use correct::{Correction, correct};
pub use create::{Draft, Incoming, create, may_create_for};
pub(crate) use create::{begin, open, open_received};
pub(crate) use mail::{note_by_mail, say_by_mail};
pub use past::{PastTicket, Said, bring_in, take_back_in as take_back_past};
pub(crate) use refuse::close_refused;
pub use undo::{Standing, put_back};
pub use work::{Say, assign, move_state, say, set_criticality, take};
pub(crate) use work::{Work, worker};

use super::{
    Attachment, AttachmentId, MessageId, Named, Thread, Ticket, TicketKey, rules, store, terms::Terms,
};
use jiff::Timestamp;
use kernel::{Actor, ClockError, Side, Text, Zone, id::BeneficiaryId};
use platform::{Ctx, Error, Problems, Result, db::Tx, web::UploadedFile};

/// A ticket as its reader sees it, with the terms and the instant under which its clocks are read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The ticket and its thread.
    pub thread: Thread,
    /// Window, levels, targets.
    pub terms: Terms,
    /// When it was read.
    pub now: Timestamp,
    /// Days after its resolution during which it may be reopened.
    pub reopen_days: i64,
}

/// The ticket, when the actor may see it; what one may not see does not exist.
pub async fn read(ctx: &Ctx, key: &TicketKey) -> Result<Reading> {
    let mut tx = ctx.read().await?;
    let reader = store::Reader::of(&ctx.actor);
    let thread = store::thread(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    let terms = terms_at(&mut tx, &key.beneficiary, thread.ticket.received_at).await?;
    let reopen_days = crate::desk_settings::store::get(&mut tx).await?.reopen_days;
    Ok(Reading { thread, terms, now: ctx.now(), reopen_days })
}

/// A joined file with its bytes, when the actor may see the message it belongs to.
pub async fn attachment(ctx: &Ctx, key: &TicketKey, id: &AttachmentId) -> Result<(Attachment, Vec<u8>)> {
    let mut tx = ctx.read().await?;
    let reader = store::Reader::of(&ctx.actor);
    let thread = store::thread(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    let file = thread.attachments.into_iter().find(|file| file.id == *id).ok_or(Error::NotFound)?;
    let bytes = ctx.platform.files.get(&file.digest).await?;
    Ok((file, bytes))
}

/// The terms of a beneficiary's tickets received at an instant: those of the agreement in force that day.
pub async fn terms_at(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Timestamp) -> Result<Terms> {
    // The day of reception in the territory; the window's own zone is not known yet.
    let day = at.to_zoned(Zone::Metropole.time_zone()).date();
    let version = agreements::versions::in_force(tx, beneficiary, day).await?;
    let terms =
        version.as_ref().map_or_else(Terms::without_agreement, |version| Terms::of(&version.document));
    let mut terms = terms.map_err(|e| Error::Internal(e.to_string()))?;
    if let (Some(source), Some(version)) = (&mut terms.source, version) {
        source.version = Some((version.number, version.effective_from));
    }
    Ok(terms)
}

/// Holds the ticket of which something beside it changes, when the actor may see it.
pub(crate) async fn hold(ctx: &Ctx, key: &TicketKey) -> Result<(Tx, Ticket)> {
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let ticket = store::get(&mut tx, &store::Reader::of(&ctx.actor), key).await?;
    Ok((tx, ticket.ok_or(Error::NotFound)?))
}

/// An actor as conversations name it.
pub(crate) fn named(actor: &Actor) -> Named {
    Named { id: actor.person.clone(), name: actor.name.clone() }
}

/// Whether an actor speaks for the provider.
pub fn is_provider(actor: &Actor) -> bool {
    actor.side.is_some_and(|side| side != Side::Beneficiary)
}

fn clock_error(error: ClockError) -> Error {
    Error::Internal(error.to_string())
}

/// Refuses files that are too many or too large, each by its name.
fn check_files(files: &[UploadedFile], problems: &mut Problems) {
    if files.len() > rules::FILES {
        problems.add("files", Text::new("desk-error-too-many-files").with("limit", rules::FILES));
    }
    for file in files.iter().filter(|file| file.bytes.len() > rules::FILE_BYTES) {
        let text = Text::new("desk-error-file-too-large").with("name", &file.name);
        problems.add("files", text.with("limit", rules::FILE_BYTES >> 20));
    }
}

fn check_length(field: &str, text: &str, longest: usize, problems: &mut Problems) {
    if text.chars().count() > longest {
        problems.add(field, Text::new("desk-error-too-long").with("limit", longest));
    }
}

/// Puts the bytes in the store of files before the transaction: a file without a row harms nobody.
pub(crate) async fn keep(ctx: &Ctx, files: Vec<UploadedFile>) -> Result<Vec<Attachment>> {
    let mut kept = vec![];
    for file in files {
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let digest = ctx.platform.files.put(file.bytes).await?;
        let (id, message) = (ctx.id(), None);
        kept.push(Attachment { id, message, digest, name: file.name, media_type: file.media_type, size });
    }
    Ok(kept)
}

async fn join(
    tx: &mut Tx,
    key: &TicketKey,
    message: Option<&MessageId>,
    files: Vec<Attachment>,
    at: Timestamp,
) -> Result<()> {
    for file in files {
        store::add_attachment(tx, key, &Attachment { message: message.cloned(), ..file }, at).await?;
    }
    Ok(())
}
