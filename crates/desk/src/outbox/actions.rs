//! Writing mail in the outbox, sending it, and deciding about mails by hand.

use super::{
    Mail, MailId, MailKey, MailState, NewMail, PROVIDER, Standing,
    rules::{self, After},
    store::{self, End, Place},
};
use crate::mail_token;
use jiff::{SignedDuration, Timestamp, civil::Date};
use kernel::{Permission, Scope, Text, Zone, id::BeneficiaryId};
use people::{
    audit::{self, Entry},
    persons::rules::{fold_email, is_email},
};
use platform::{
    Ctx, Error, Result,
    db::Tx,
    mail::{Failure, Letter, Outgoing, Smtp},
};
use serde_json::json;

/// Writes a mail in the transaction of what it tells. Nothing is written, and nothing is given, when the address is
/// none, when it had enough automatic mails today, or when a mail with this Message-ID is there already.
pub async fn enqueue(tx: &mut Tx, ctx: &Ctx, mail: NewMail) -> Result<Option<MailId>> {
    if !is_email(&mail.to.address) || !may_write(tx, ctx, &mail).await? {
        return Ok(None);
    }
    let id: MailId = ctx.id();
    let settings = &ctx.platform.settings.mail;
    let ordinary = || format!("<{id}@{}>", settings.domain());
    let message_id = mail.token.as_ref().map_or_else(ordinary, |token| token.message_id.clone());
    let own = match tx.scope() {
        Scope::All => BeneficiaryId::from(PROVIDER),
        Scope::One(own) => own.clone(),
    };
    let beneficiary = mail.beneficiary.clone().unwrap_or(own);
    let state = if settings.has_server() { MailState::Queued } else { MailState::Held };
    let place = Place { beneficiary, id, message_id, state };
    let written = store::insert(tx, &place, &mail, ctx.now()).await?;
    Ok((written > 0).then_some(place.id))
}

/// Whether an address may receive one more mail of this kind today, about this ticket. Mails behind which somebody
/// of the desk stands are always written.
async fn may_write(tx: &mut Tx, ctx: &Ctx, mail: &NewMail) -> Result<bool> {
    if !rules::is_limited(mail.kind) {
        return Ok(true);
    }
    let ticket = mail.ticket.as_ref().map(|id| id.as_str().to_owned());
    take_budget(tx, ctx, &mail.to.address, ticket.as_deref()).await
}

/// Counts one automatic mail to an address, about a ticket when there is one, and says whether it may be written.
/// Whoever answers mail by program asks this first (RFC 3834): it is what ends a loop between two machines.
pub async fn take_budget(tx: &mut Tx, ctx: &Ctx, address: &str, ticket: Option<&str>) -> Result<bool> {
    let (settings, now) = (&ctx.platform.settings.mail, ctx.now().to_zoned(Zone::Metropole.time_zone()));
    let address = fold_email(address);
    let bounds = [
        ticket.map(|ticket| (format!("{address} {ticket}"), settings.automatic_per_ticket)),
        Some((format!("{address} {:02}h", now.hour()), settings.automatic_per_hour)),
        Some((address.clone(), settings.automatic_per_address)),
    ];
    for (subject, most) in bounds.into_iter().flatten() {
        if !store::take_budget(tx, &subject, now.date(), most).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn today(at: Timestamp) -> Date {
    at.to_zoned(Zone::Metropole.time_zone()).date()
}

/// Hands over what is due, one batch. The server has a mail before it is marked as sent: a process that dies in
/// between has it sent again later, with the same Message-ID.
pub async fn send_due(ctx: &Ctx) -> Result<()> {
    if !ctx.platform.settings.mail.has_server() {
        return Ok(());
    }
    let mut look = ctx.read().await?;
    let is_due = store::is_any_due(&mut look, ctx.now()).await?;
    drop(look);
    if !is_due {
        return Ok(());
    }
    let mut tx = ctx.begin().await?;
    let mails = store::claim(&mut tx, ctx.now()).await?;
    tx.commit().await?;
    let smtp = Smtp::new(&ctx.platform.settings.mail);
    let mut away = smtp.as_ref().err().cloned();
    for mail in &mails {
        let sent = match (&smtp, &away) {
            // The others wait without being tried: the server would be asked in vain, each time for long.
            (_, Some(failure)) | (Err(failure), None) => Err(failure.clone()),
            (Ok(smtp), None) => smtp.send(&outgoing(ctx, mail)).await,
        };
        away = away.or(sent.as_ref().err().filter(|f| matches!(f, Failure::Unreachable(_))).cloned());
        ended(ctx, mail, sent).await?;
    }
    told(ctx, away.as_ref()).await
}

/// Hands a test mail to the server now, past the outbox. Gives the server it was handed to, or why it was not.
pub async fn attempt(ctx: &Ctx, address: &str) -> Result<Result<String, Failure>> {
    ctx.require(Permission::InstanceManage)?;
    let settings = &ctx.platform.settings.mail;
    if !settings.has_server() {
        return Err(Error::Refused(Text::new("outbox-error-no-server")));
    }
    if !is_email(address) {
        return Err(Error::invalid("address", Text::new("mailbox-error-address")));
    }
    let id: MailId = ctx.id();
    let letter = Letter::new(ctx.lang.code()).paragraph(ctx.lang.t("outbox-try-text"));
    let message_id = format!("<{id}@{}>", settings.domain());
    let mail = Outgoing {
        mark: (mail_token::MARK_HEADER, mail_token::mark(&ctx.platform.secrets, &message_id)),
        message_id,
        from_name: ctx.platform.settings.authority.clone(),
        from: settings.from.clone(),
        to_name: String::new(),
        to: address.to_owned(),
        reply_to: None,
        subject: ctx.lang.t("outbox-try-subject"),
        text: letter.text(),
        html: letter.html(),
        invitation: String::new(),
        references: vec![],
        preferences: None,
        at: ctx.now(),
    };
    let sent = async { Smtp::new(settings)?.send(&mail).await };
    Ok(sent.await.map(|()| format!("{}:{}", settings.host, settings.port())))
}

/// A mail as it leaves.
pub fn outgoing(ctx: &Ctx, mail: &Mail) -> Outgoing {
    let settings = &ctx.platform.settings;
    let preferences = mail
        .to
        .person
        .as_ref()
        .map(|_| format!("{}/account/notifications", settings.public_url.trim_end_matches('/')));
    Outgoing {
        message_id: mail.message_id.clone(),
        from_name: settings.authority.clone(),
        from: settings.mail.from.clone(),
        to_name: mail.to.name.clone(),
        to: mail.to.address.clone(),
        reply_to: mail.reply_to.clone(),
        subject: mail.subject.clone(),
        text: mail.text.clone(),
        html: mail.html.clone(),
        invitation: mail.invitation.clone(),
        references: mail.thread_ids.split_whitespace().map(str::to_owned).collect(),
        mark: (mail_token::MARK_HEADER, mail_token::mark(&ctx.platform.secrets, &mail.message_id)),
        preferences,
        at: mail.created_at,
    }
}

/// Writes down what became of one mail, at once: the next may take long.
async fn ended(ctx: &Ctx, mail: &Mail, sent: Result<(), Failure>) -> Result<()> {
    let now = ctx.now();
    let (attempts, error) =
        (mail.attempts + 1, sent.as_ref().err().map(ToString::to_string).unwrap_or_default());
    let after = sent.as_ref().err().map(|f| rules::after_failure(f, attempts, mail.created_at, now));
    let (state, attempts, next_at) = match after {
        None => (MailState::Sent, attempts, now),
        Some(After::Retry(next)) => (MailState::Queued, attempts, next),
        Some(After::Wait(next)) => (MailState::Queued, mail.attempts, next),
        Some(After::GiveUp) => (MailState::Failed, attempts, now),
    };
    let end =
        End { state, attempts, next_at, error: &error, sent_at: (state == MailState::Sent).then_some(now) };
    let mut tx = ctx.begin().await?;
    let written = store::finish(&mut tx, mail, &end).await?;
    if state == MailState::Failed && written > 0 {
        let entry = Entry::new("mail.fail", None, "mail", mail.id.as_str());
        let detail = json!({"beneficiary": mail.beneficiary, "kind": mail.kind, "error": error});
        audit::record(&mut tx, ctx, entry.detail(detail)).await?;
    }
    Ok(tx.commit().await?)
}

/// Writes down whether the server can be used, and tells once when it has been away for long.
async fn told(ctx: &Ctx, away: Option<&Failure>) -> Result<()> {
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let mut server = store::server(&mut tx).await?;
    match away {
        None => {
            (server.last_sent_at, server.failing_since, server.is_told) = (Some(now), None, false);
            server.last_error.clear();
        }
        Some(failure) => {
            let since = *server.failing_since.get_or_insert(now);
            server.last_error = failure.to_string();
            if !server.is_told && now.duration_since(since) >= rules::TOLD_AFTER {
                server.is_told = true;
                let entry = Entry::new("mail.unreachable", None, "mail_server", "smtp");
                let detail = json!({"since": since, "error": server.last_error});
                audit::record(&mut tx, ctx, entry.detail(detail)).await?;
            }
        }
    }
    store::set_server(&mut tx, &server).await?;
    Ok(tx.commit().await?)
}

/// Has a mail sent again, now.
pub async fn retry(ctx: &Ctx, key: &MailKey) -> Result<()> {
    change(ctx, key, rules::may_retry, MailState::Queued, "mail.retry").await
}

/// Keeps a mail from leaving. [`retry`] undoes nothing of it: the mail is over.
pub async fn cancel(ctx: &Ctx, key: &MailKey) -> Result<()> {
    change(ctx, key, rules::may_cancel, MailState::Cancelled, "mail.cancel").await
}

async fn change(
    ctx: &Ctx,
    key: &MailKey,
    may: fn(MailState) -> bool,
    state: MailState,
    action: &'static str,
) -> Result<()> {
    ctx.require(Permission::InstanceManage)?;
    let mut tx = ctx.begin().await?;
    let mail = store::lock(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if !may(mail.state) {
        return Err(Error::Refused(Text::new("outbox-error-state")));
    }
    if state == MailState::Queued && !ctx.platform.settings.mail.has_server() {
        return Err(Error::Refused(Text::new("outbox-error-no-server")));
    }
    store::set_state(&mut tx, key, state, "", ctx.now()).await?;
    let detail = json!({"beneficiary": mail.beneficiary, "from": mail.state});
    audit::record(&mut tx, ctx, Entry::new(action, None, "mail", mail.id.as_str()).detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// Has every mail given up, or every mail held, sent now. Gives how many.
pub async fn retry_all(ctx: &Ctx, state: MailState) -> Result<u64> {
    ctx.require(Permission::InstanceManage)?;
    if !matches!(state, MailState::Failed | MailState::Held) {
        return Err(Error::Refused(Text::new("outbox-error-state")));
    }
    if !ctx.platform.settings.mail.has_server() {
        return Err(Error::Refused(Text::new("outbox-error-no-server")));
    }
    let mut tx = ctx.begin().await?;
    let count = store::requeue(&mut tx, state, ctx.now()).await?;
    let detail = json!({"state": state, "count": count});
    audit::record(&mut tx, ctx, Entry::new("mail.retry_all", None, "mail", state.as_str()).detail(detail))
        .await?;
    tx.commit().await?;
    Ok(count)
}

/// Marks the mail that came back, found by its Message-ID. Says whether it was one of ours.
pub async fn bounced(tx: &mut Tx, ctx: &Ctx, message_id: &str, reason: &str) -> Result<bool> {
    let Some(mail) = store::by_message_id(tx, message_id.trim()).await? else { return Ok(false) };
    let key = MailKey { beneficiary: mail.beneficiary.clone(), id: mail.id.clone() };
    let reason: String = reason.chars().filter(|c| !c.is_control()).take(500).collect();
    store::set_state(tx, &key, MailState::Bounced, &reason, mail.next_at).await?;
    let entry = Entry::new("mail.bounce", None, "mail", mail.id.as_str());
    let detail = json!({"beneficiary": mail.beneficiary, "kind": mail.kind, "error": reason});
    audit::record(tx, ctx, entry.detail(detail)).await?;
    Ok(true)
}

/// How sending goes.
pub async fn standing(ctx: &Ctx) -> Result<Standing> {
    ctx.require(Permission::InstanceManage)?;
    let mut tx = ctx.read().await?;
    let standing = store::standing(&mut tx, ctx.now(), today(ctx.now())).await?;
    Ok(Standing { has_server: ctx.platform.settings.mail.has_server(), ..standing })
}

/// Forgets the mails that left long ago.
pub async fn forget(ctx: &Ctx) -> Result<()> {
    let before = ctx.now() - SignedDuration::from_hours(24 * ctx.platform.settings.mail.keep_days.max(1));
    let mut tx = ctx.begin().await?;
    store::forget(&mut tx, before, today(ctx.now() - SignedDuration::from_hours(48))).await?;
    Ok(tx.commit().await?)
}
