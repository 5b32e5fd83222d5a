//! Adding, changing and trying mailboxes.

use super::{Access, Health, Mailbox, MailboxForm, MailboxId, SignIn, rules, store};
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
    mail::{
        Password,
        imap::{Account, Failure, Imap, Secret},
    },
};
use serde::Serialize;
use serde_json::json;
use std::time::Duration;

const NAME_KEY: &str = "mailbox_name_folded_key";

/// Every mailbox.
pub async fn list(ctx: &Ctx) -> Result<Vec<Mailbox>> {
    ctx.require(Permission::InstanceManage)?;
    Ok(store::all(&mut ctx.read().await?).await?)
}

/// One mailbox.
pub async fn get(ctx: &Ctx, id: &MailboxId) -> Result<Mailbox> {
    ctx.require(Permission::InstanceManage)?;
    store::find(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// Adds a mailbox, which is read from now on.
pub async fn create(ctx: &Ctx, form: &MailboxForm) -> Result<Mailbox> {
    ctx.require(Permission::InstanceManage)?;
    let access = rules::check(form, None)?;
    let mut tx = ctx.begin().await?;
    known_body(&mut tx, &access).await?;
    let id: MailboxId = ctx.id();
    let mailbox = Mailbox {
        secret: seal(ctx, &id, &form.secret),
        id,
        access,
        version: 1,
        created_at: ctx.now(),
        place: None,
        health: Health::default(),
    };
    store::insert(&mut tx, &mailbox).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, "mailbox.create", &mailbox).await
}

/// Changes a mailbox that is still as it was read. An empty secret keeps the one there is.
pub async fn change(ctx: &Ctx, id: &MailboxId, form: &MailboxForm) -> Result<Mailbox> {
    let (mut tx, mut mailbox) = held(ctx, id).await?;
    mailbox.access = rules::check(form, Some(&mailbox))?;
    if mailbox.version != form.version {
        return Err(Error::Stale(mailbox.version));
    }
    known_body(&mut tx, &mailbox.access).await?;
    if !form.secret.is_empty() {
        mailbox.secret = seal(ctx, id, &form.secret);
    }
    store::update(&mut tx, &mailbox).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, "mailbox.change", &mailbox).await
}

/// Replaces the secret alone: tokens end after an hour or a day, and whoever renews them knows nothing else.
pub async fn set_secret(ctx: &Ctx, id: &MailboxId, secret: &str) -> Result<Mailbox> {
    let (mut tx, mut mailbox) = held(ctx, id).await?;
    if secret.trim().is_empty() {
        return Err(Error::invalid("secret", Text::new("mailbox-error-secret")));
    }
    mailbox.secret = seal(ctx, id, secret.trim());
    store::update(&mut tx, &mailbox).await?;
    finish(ctx, tx, "mailbox.secret", &mailbox).await
}

/// Stops reading a mailbox, or reads it again. Nothing of it is lost meanwhile.
pub async fn set_enabled(ctx: &Ctx, id: &MailboxId, is_enabled: bool) -> Result<Mailbox> {
    let (mut tx, mut mailbox) = held(ctx, id).await?;
    mailbox.access.is_enabled = is_enabled;
    store::update(&mut tx, &mailbox).await?;
    let action = if is_enabled { "mailbox.resume" } else { "mailbox.pause" };
    finish(ctx, tx, action, &mailbox).await
}

/// Takes a mailbox away with its secret. The mails that came from it stay.
pub async fn remove(ctx: &Ctx, id: &MailboxId) -> Result<()> {
    let (mut tx, mailbox) = held(ctx, id).await?;
    store::remove(&mut tx, id).await?;
    let entry = Entry::new("mailbox.remove", None, "mailbox", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": mailbox.access.name}))).await?;
    Ok(tx.commit().await?)
}

/// What trying a mailbox found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Mails that would be taken now.
    pub waiting: usize,
    /// Whether the server tells when a mail comes.
    pub tells: bool,
}

/// Tries a mailbox: connects, signs in, opens the folder, counts. Takes and marks nothing.
pub async fn attempt(ctx: &Ctx, id: &MailboxId) -> Result<Result<Found, Failure>> {
    let mailbox = get(ctx, id).await?;
    Ok(tried(ctx, &mailbox).await)
}

async fn tried(ctx: &Ctx, mailbox: &Mailbox) -> Result<Found, Failure> {
    let mut imap = Imap::open(&account(ctx, mailbox)).await?;
    let uids = imap.to_take(mailbox.last(imap.validity), &mailbox.since()).await?;
    let found = Found { waiting: uids.len(), tells: imap.tells };
    imap.close().await;
    Ok(found)
}

/// How the program reaches a mailbox.
pub(super) fn account(ctx: &Ctx, mailbox: &Mailbox) -> Account {
    let (settings, access) = (&ctx.platform.settings.mail, &mailbox.access);
    // Sealed by another key, it opens as nothing: signing in then says what is wrong.
    let opened = ctx.platform.secrets.unseal(&purpose(&mailbox.id), &mailbox.secret).unwrap_or_default();
    let secret = Password::new(opened);
    Account {
        host: access.host.clone(),
        port: access.port,
        security: access.security,
        ca_file: settings.ca_file.clone(),
        user: access.user.clone(),
        secret: match access.sign_in {
            SignIn::Password => Secret::Password(secret),
            SignIn::Xoauth2 => Secret::Token(secret),
        },
        folder: access.folder.clone(),
        timeout: Duration::from_secs(settings.timeout_seconds.max(1)),
    }
}

fn seal(ctx: &Ctx, id: &MailboxId, secret: &str) -> String {
    ctx.platform.secrets.seal(&purpose(id), secret)
}

/// A secret opens for its own mailbox only.
fn purpose(id: &MailboxId) -> String {
    format!("mailbox {id}")
}

async fn held(ctx: &Ctx, id: &MailboxId) -> Result<(Tx, Mailbox)> {
    ctx.require(Permission::InstanceManage)?;
    let mut tx = ctx.begin().await?;
    let mailbox = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok((tx, mailbox))
}

async fn known_body(tx: &mut Tx, access: &Access) -> Result<()> {
    let Some(id) = &access.beneficiary else { return Ok(()) };
    let bodies = people::organisations::store::beneficiaries(tx).await?;
    if bodies.iter().any(|body| body.id == *id) {
        return Ok(());
    }
    Err(Error::invalid("beneficiary", Text::new("mailbox-error-beneficiary")))
}

async fn finish(ctx: &Ctx, mut tx: Tx, action: &'static str, mailbox: &Mailbox) -> Result<Mailbox> {
    // The access has no secret in it.
    let entry = Entry::new(action, None, "mailbox", mailbox.id.as_str()).detail(json!(mailbox.access));
    record(&mut tx, ctx, entry).await?;
    let mailbox = store::find(&mut tx, &mailbox.id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(mailbox)
}

fn taken() -> Error {
    Error::invalid("name", Text::new("mailbox-error-name-taken"))
}
