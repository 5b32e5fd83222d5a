//! Taking a mail: kept as it came, read, judged, and made into exactly one thing, in one transaction.

use super::{
    Bounce, Facts, Parsed, Reason, Sender, Verdict, claims, folding, parse, rules,
    store::{self, Arrival, Came, Source, TicketMail},
    tag,
};
use crate::{
    mail_token, outbox,
    tickets::{
        self, Attachment, Channel, Impact, Kind, MessageId, TicketKey, Transition, Urgency,
        actions::{Draft, keep},
    },
};
use jiff::SignedDuration;
use kernel::{Permission, id::BeneficiaryId, id::PersonId};
use people::audit::{Entry, record};
use platform::{Ctx, Digest, Error, Result, db::Tx, web::UploadedFile};
use serde_json::json;
use std::time::Duration;

/// Longest time for reading one mail: what takes longer was made to.
const READING: Duration = Duration::from_secs(10);

/// Characters of text shown in the quarantine.
const PREVIEW: usize = 1_000;

/// A mail read, with its files and its bytes kept.
pub(crate) struct Kept {
    pub(crate) mail: Parsed,
    pub(crate) files: Vec<Attachment>,
    pub(crate) digest: Digest,
    size: i64,
    fingerprint: String,
    refusal: Option<Reason>,
}

/// Takes a mail once. Its bytes are stored before anything else, so that the mailbox may forget it as soon as this
/// returns; called again for the same place or the same mail, it makes nothing new.
pub async fn take(ctx: &Ctx, source: &Source, raw: Vec<u8>) -> Result<Came> {
    ctx.require(Permission::TicketWork)?;
    let kept = keep_mail(ctx, raw).await?;
    match taken(ctx, source, &kept, None).await {
        // A rule of tickets refuses what the mail asks for: a person looks at it.
        Err(Error::NotFound | Error::Forbidden(_) | Error::Refused(_) | Error::Invalid(_)) => {
            taken(ctx, source, &kept, Some(Verdict::Quarantine(Reason::Refused))).await
        }
        done => done,
    }
}

/// What became of the mail at this place, when it was taken before.
pub async fn came(ctx: &Ctx, source: &Source) -> Result<Option<Came>> {
    Ok(store::at_place(&mut ctx.read().await?, source).await?)
}

/// As [`take`], for a mailbox that must not stand still because of one mail: what cannot be taken as it was read is
/// tried again, and then waits in the quarantine, unread. Fails only when that cannot be stored either: then nothing
/// is wrong with the mail.
pub async fn take_any(ctx: &Ctx, source: &Source, raw: Vec<u8>) -> Result<Came> {
    for pause in PAUSES {
        match take(ctx, source, raw.clone()).await {
            Ok(came) => return Ok(came),
            Err(error) => tracing::warn!(%error, uid = source.uid, "taking a mail"),
        }
        tokio::time::sleep(pause).await;
    }
    let size = i64::try_from(raw.len()).unwrap_or(i64::MAX);
    let digest = ctx.platform.files.put(raw).await?;
    let fingerprint = digest.as_str().to_owned();
    let unread = Kept {
        mail: Parsed::default(),
        files: vec![],
        digest,
        size,
        fingerprint,
        refusal: Some(Reason::Unreadable),
    };
    taken(ctx, source, &unread, None).await
}

/// Waits between the attempts to take one mail: a busy database is not the mail's fault.
const PAUSES: [Duration; 3] = [Duration::from_millis(100), Duration::from_secs(1), Duration::from_secs(5)];

/// Takes a mail that a mail server hands over by a pipe. Its place is its digest: handed over twice, it is the same.
pub async fn take_piped(ctx: &Ctx, raw: Vec<u8>) -> Result<Came> {
    let digest = Digest::of(&raw);
    // 60 of 256 bits: as good as unique, and fits a place.
    let uid = digest.as_str().get(..15).and_then(|digits| i64::from_str_radix(digits, 16).ok());
    let uid = uid.ok_or_else(|| Error::Internal("a digest is hexadecimal".to_owned()))?;
    take(ctx, &Source { mailbox: PIPE.to_owned(), uid_validity: 0, uid }, raw).await
}

/// Name of the mailbox that is no mailbox.
pub const PIPE: &str = "pipe";

/// The HTML original of a ticket's mail as a harmless document, when the actor may see what the mail became.
pub async fn original(ctx: &Ctx, key: &TicketKey, id: &str) -> Result<String> {
    let mut tx = ctx.read().await?;
    let reader = tickets::store::Reader::of(&ctx.actor);
    tickets::store::get(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    let mails = store::of_ticket(&mut tx, &reader, key).await?;
    let mail = mails.into_iter().find(|mail| mail.id == id && mail.has_html).ok_or(Error::NotFound)?;
    drop(tx);
    let raw = ctx.platform.files.get(&mail.digest).await?;
    let drawing = tokio::task::spawn_blocking(move || {
        parse::original(&raw).map(|(html, pictures)| super::html::document(&html, &pictures))
    });
    let drawn = tokio::time::timeout(READING, drawing).await.map_err(|e| Error::Internal(e.to_string()))?;
    drawn.map_err(|e| Error::Internal(e.to_string()))?.ok_or(Error::NotFound)
}

/// Stores the bytes, reads them within bounds, and stores the files they carry.
pub(crate) async fn keep_mail(ctx: &Ctx, raw: Vec<u8>) -> Result<Kept> {
    let size = i64::try_from(raw.len()).unwrap_or(i64::MAX);
    let digest = ctx.platform.files.put(raw.clone()).await?;
    // A panic and a reading that never ends are the mail's fault, not the mailbox's.
    let reading = tokio::task::spawn_blocking(move || parse::parse(&raw));
    let read = tokio::time::timeout(READING, reading).await;
    let (mut mail, refusal) = match read {
        Ok(Ok(Ok(mail))) => (mail, None),
        Ok(Ok(Err((mail, reason)))) => (*mail, Some(reason)),
        Ok(Err(_)) | Err(_) => (Parsed::default(), Some(Reason::Unreadable)),
    };
    let fingerprint = fingerprint(&mail, &digest);
    let carried = std::mem::take(&mut mail.files);
    let files = carried.into_iter().map(|file| UploadedFile {
        name: file.name,
        media_type: file.media_type,
        bytes: file.bytes,
    });
    let files = keep(ctx, files.collect()).await?;
    Ok(Kept { mail, files, digest, size, fingerprint, refusal })
}

/// The same for two deliveries of one mail, which differ in the headers that servers add. A mail without Message-ID
/// is only the same when every byte is.
fn fingerprint(mail: &Parsed, digest: &Digest) -> String {
    if mail.message_id.is_empty() {
        return digest.as_str().to_owned();
    }
    let files: String =
        mail.files.iter().map(|file| format!("\0{}{}", file.name, Digest::of(&file.bytes))).collect();
    let parts = [&mail.message_id, &mail.from.address, &mail.subject, &mail.text, &files]
        .map(|part| part.replace('\0', " "));
    Digest::of(parts.join("\0").as_bytes()).as_str().to_owned()
}

async fn taken(ctx: &Ctx, source: &Source, kept: &Kept, forced: Option<Verdict>) -> Result<Came> {
    let mut tx = ctx.begin().await?;
    if let Some(came) = store::at_place(&mut tx, source).await? {
        return Ok(came);
    }
    let verdict = match (forced, kept.refusal) {
        (Some(verdict), _) => verdict,
        (None, Some(reason)) => Verdict::Quarantine(reason),
        (None, None) => rules::judge(&kept.mail, &facts(&mut tx, ctx, &kept.mail).await?),
    };
    let id: String = ctx.id();
    if arrive(&mut tx, ctx, source, kept, &id, &verdict).await? == 0 {
        // The same mail in another mailbox, or under another number in this one.
        let again = Kept {
            fingerprint: String::new(),
            mail: kept.mail.clone(),
            files: vec![],
            digest: kept.digest.clone(),
            ..*kept
        };
        arrive(&mut tx, ctx, source, &again, &id, &Verdict::Ignore(Reason::Duplicate)).await?;
        return done(tx, source).await;
    }
    let tx = follow(tx, ctx, kept, &id, &verdict).await?;
    done(tx, source).await
}

/// What is stored now, committed.
async fn done(mut tx: Tx, source: &Source) -> Result<Came> {
    let came = store::at_place(&mut tx, source).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(came)
}

/// Records the mail; gives 0 when it came before.
async fn arrive(
    tx: &mut Tx,
    ctx: &Ctx,
    source: &Source,
    kept: &Kept,
    id: &str,
    verdict: &Verdict,
) -> Result<u64> {
    let (outcome, reason) = match verdict {
        Verdict::Ignore(reason) => ("ignored", Some(*reason)),
        Verdict::Quarantine(reason) => ("quarantine", Some(*reason)),
        Verdict::Follow { .. } => ("message", None),
        Verdict::Open { .. } => ("ticket", None),
    };
    let preview: String = kept.mail.text.chars().take(PREVIEW).collect();
    let arrival = Arrival {
        id,
        source,
        digest: &kept.digest,
        size: kept.size,
        fingerprint: Some(kept.fingerprint.as_str()).filter(|text| !text.is_empty()),
        mail: &kept.mail,
        preview: &preview,
        outcome,
        reason,
        at: ctx.now(),
    };
    Ok(store::insert(tx, &arrival).await?)
}

/// What the instance knows of a mail.
async fn facts(tx: &mut Tx, ctx: &Ctx, mail: &Parsed) -> Result<Facts> {
    let secrets = &ctx.platform.secrets;
    let since = ctx.now() - SignedDuration::from_hours(1);
    let sender = store::sender(tx, &mail.from.address).await?;
    let mut facts = Facts {
        is_own: !mail.message_id.is_empty() && mail_token::is_own(secrets, &mail.message_id, &mail.mark),
        alike: store::alike(tx, mail, since).await?,
        sender,
        named: vec![],
    };
    if let Some(Sender { person, .. }) = &facts.sender {
        let claims = claims(mail);
        let mut references: Vec<String> = claims.iter().map(|claim| claim.reference.clone()).collect();
        references.extend(tag(&mail.subject));
        for mut candidate in store::candidates(tx, &references, person, ctx.now()).await? {
            let own = claims.iter().filter(|claim| claim.reference == candidate.reference);
            candidate.named.is_genuine = own.into_iter().any(|claim| {
                mail_token::is_genuine(secrets, claim, &candidate.named.key, &mail.from.address)
            });
            facts.named.push(candidate.named);
        }
    }
    Ok(facts)
}

/// Does what was decided.
async fn follow(mut tx: Tx, ctx: &Ctx, kept: &Kept, id: &str, verdict: &Verdict) -> Result<Tx> {
    match verdict {
        Verdict::Ignore(Reason::Bounce) => {
            if let Some(bounce) = &kept.mail.bounce {
                came_back(&mut tx, ctx, bounce).await?;
            }
            Ok(tx)
        }
        Verdict::Ignore(_) => Ok(tx),
        Verdict::Quarantine(reason) => {
            let entry = Entry::new("mail.quarantine", None, "mail", id).detail(json!({"reason": reason}));
            record(&mut tx, ctx, entry).await?;
            Ok(tx)
        }
        Verdict::Open { beneficiary, requester, follows } => {
            let key = open(&mut tx, ctx, kept, beneficiary, requester).await?;
            let follows = follows.as_ref().map(|key| key.id.as_str().to_owned());
            attach(&mut tx, ctx, kept, id, &key, None, false, follows).await?;
            Ok(tx)
        }
        Verdict::Follow { key, person, is_proven, reopens } => {
            let (mut tx, key, message) = say(tx, ctx, kept, key, person, *reopens).await?;
            attach(&mut tx, ctx, kept, id, &key, Some(message), *is_proven, None).await?;
            Ok(tx)
        }
    }
}

/// Joins a report to the mail that came back. A report is typed text too: all it can do is show as come back a mail
/// whose Message-ID, which nobody can guess, it names. A delay (status 4) is none: the server goes on trying.
async fn came_back(tx: &mut Tx, ctx: &Ctx, bounce: &Bounce) -> Result<()> {
    if bounce.status.starts_with('4') {
        return Ok(());
    }
    let message_id = format!("<{}>", bounce.message_id);
    let words = format!("{} {}", bounce.status, bounce.recipient);
    outbox::actions::bounced(tx, ctx, &message_id, words.trim()).await.map(drop)
}

/// Opens a ticket of a mail in the name of the system: the mail only says who asks.
pub(crate) async fn open(
    tx: &mut Tx,
    ctx: &Ctx,
    kept: &Kept,
    beneficiary: &BeneficiaryId,
    requester: &PersonId,
) -> Result<TicketKey> {
    let said = folding::fold(&kept.mail.text).said;
    let title: String = kept.mail.subject.chars().take(tickets::rules::TITLE_CHARACTERS).collect();
    let description: String = said.chars().take(tickets::rules::TEXT_CHARACTERS).collect();
    let draft = Draft {
        beneficiary: beneficiary.clone(),
        requester: Some(requester.clone()),
        kind: Kind::Incident,
        is_administrative: false,
        title: if title.is_empty() && description.is_empty() {
            ctx.lang.t("intake-no-subject")
        } else {
            title
        },
        description,
        channel: Channel::Mail,
        site: None,
        impact: Impact::Low,
        urgency: Urgency::Medium,
    };
    let (key, _) = tickets::actions::open(tx, ctx, &draft, kept.files.clone(), None).await?;
    Ok(key)
}

/// Adds a message as the person whom a token or the ticket itself names, with that person's rights and no other.
async fn say(
    tx: Tx,
    ctx: &Ctx,
    kept: &Kept,
    key: &TicketKey,
    person: &PersonId,
    reopens: bool,
) -> Result<(Tx, TicketKey, MessageId)> {
    let mut tx = tx;
    let writer = people::persons::store::find(&mut tx, person).await?.ok_or(Error::NotFound)?;
    let writer = Ctx { actor: writer.actor(), ..ctx.clone() };
    let said: String =
        folding::fold(&kept.mail.text).said.chars().take(tickets::rules::TEXT_CHARACTERS).collect();
    let said = if said.is_empty() { ctx.lang.t("intake-no-text") } else { said };
    let then = reopens.then_some(Transition::Reopen);
    tickets::actions::say_by_mail(&writer, tx, key, said, then, kept.files.clone()).await
}

/// Adds a mail to a ticket as an internal note of whoever decided so.
pub(crate) async fn note(tx: Tx, ctx: &Ctx, kept: &Kept, id: &str, key: &TicketKey) -> Result<Tx> {
    let from = format!("{} <{}>\n{}\n\n", kept.mail.from.name, kept.mail.from.address, kept.mail.subject);
    let text: String = (from + &kept.mail.text).chars().take(tickets::rules::TEXT_CHARACTERS).collect();
    let (mut tx, message) = tickets::actions::note_by_mail(ctx, tx, key, text, kept.files.clone()).await?;
    attach(&mut tx, ctx, kept, id, key, Some(message), false, None).await?;
    Ok(tx)
}

#[expect(clippy::too_many_arguments, reason = "each is one column of the row")]
pub(crate) async fn attach(
    tx: &mut Tx,
    ctx: &Ctx,
    kept: &Kept,
    id: &str,
    key: &TicketKey,
    message: Option<MessageId>,
    is_proven: bool,
    follows: Option<String>,
) -> Result<()> {
    let parts = folding::fold(&kept.mail.text);
    let row = TicketMail {
        id: id.to_owned(),
        message,
        digest: kept.digest.clone(),
        from_address: kept.mail.from.address.clone(),
        subject: kept.mail.subject.clone(),
        is_proven,
        has_html: kept.mail.has_html,
        signature: parts.signature,
        quoted: parts.quoted,
        follows,
        at: ctx.now(),
    };
    store::add_to_ticket(tx, key, &row).await?;
    Ok(store::set_ticket(tx, id, key).await?)
}
