//! Mailboxes in the database. They belong to the provider.

use super::{Access, Health, Mailbox, MailboxId};
use jiff::Timestamp;
use kernel::fold;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Mailbox {
    fn from_row(row: &Row) -> Result<Self> {
        let validity: Option<i64> = row.maybe("uid_validity")?;
        let number = |value: i64| u32::try_from(value).unwrap_or(0);
        Ok(Self {
            id: row.id("id")?,
            access: Access {
                name: row.get("name")?,
                address: row.get("address")?,
                host: row.get("host")?,
                port: u16::try_from(row.get::<i64>("port")?).unwrap_or(0),
                security: row.word("security")?,
                user: row.get("user_name")?,
                sign_in: row.word("sign_in")?,
                folder: row.get("folder")?,
                done_folder: row.get("done_folder")?,
                beneficiary: row.maybe_id("for_id")?,
                is_enabled: row.get("is_enabled")?,
            },
            secret: row.get("secret")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
            place: validity.map(number).zip(Some(number(row.get("last_uid")?))),
            health: Health {
                last_success_at: row.maybe("last_success_at")?,
                last_mail_at: row.maybe("last_mail_at")?,
                waiting: row.get("waiting")?,
                failing_since: row.maybe("failing_since")?,
                failed_step: row.get("failed_step")?,
                last_error: row.get("last_error")?,
            },
        })
    }
}

/// Every mailbox, by name.
pub async fn all(tx: &mut Tx) -> Result<Vec<Mailbox>> {
    tx.all(query("select * from mailbox order by name_folded, id")).await
}

/// One mailbox.
pub async fn find(tx: &mut Tx, id: &MailboxId) -> Result<Option<Mailbox>> {
    tx.optional(query("select * from mailbox where id = $1").bind(id.as_str())).await
}

/// Holds a mailbox until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: &MailboxId) -> Result<Option<Mailbox>> {
    tx.optional(query("select * from mailbox where id = $1 for update").bind(id.as_str())).await
}

/// Stores a new mailbox.
pub(super) async fn insert(tx: &mut Tx, mailbox: &Mailbox) -> Result<()> {
    let insert = query(
        "insert into mailbox (id, name, name_folded, address, host, port, security, user_name, sign_in, folder, \
         done_folder, for_id, is_enabled, secret, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    );
    let access = &mailbox.access;
    let insert = insert
        .bind(mailbox.id.as_str())
        .bind(&access.name)
        .bind(fold(&access.name))
        .bind(&access.address)
        .bind(&access.host)
        .bind(i64::from(access.port))
        .bind(access.security.as_str())
        .bind(&access.user)
        .bind(access.sign_in.as_str())
        .bind(&access.folder)
        .bind(&access.done_folder)
        .bind(access.beneficiary.clone())
        .bind(access.is_enabled);
    tx.execute(insert.bind(&mailbox.secret).bind(mailbox.created_at)).await.map(drop)
}

/// Replaces the access of a locked mailbox. How it went before says nothing any more.
pub(super) async fn update(tx: &mut Tx, mailbox: &Mailbox) -> Result<()> {
    let update = query(
        "update mailbox set name = $2, name_folded = $3, address = $4, host = $5, port = $6, security = $7, \
         user_name = $8, sign_in = $9, folder = $10, done_folder = $11, for_id = $12, is_enabled = $13, \
         secret = $14, failing_since = null, failed_step = '', last_error = '', version = version + 1 where id = $1",
    );
    let access = &mailbox.access;
    let update = update
        .bind(mailbox.id.as_str())
        .bind(&access.name)
        .bind(fold(&access.name))
        .bind(&access.address)
        .bind(&access.host)
        .bind(i64::from(access.port))
        .bind(access.security.as_str())
        .bind(&access.user)
        .bind(access.sign_in.as_str())
        .bind(&access.folder)
        .bind(&access.done_folder)
        .bind(access.beneficiary.clone())
        .bind(access.is_enabled);
    tx.execute(update.bind(&mailbox.secret)).await.map(drop)
}

/// Takes a mailbox away; the mails that came from it stay.
pub(super) async fn remove(tx: &mut Tx, id: &MailboxId) -> Result<()> {
    tx.execute(query("delete from mailbox where id = $1").bind(id.as_str())).await.map(drop)
}

/// Writes down up to where everything was taken.
pub(super) async fn set_place(tx: &mut Tx, id: &MailboxId, place: (u32, u32)) -> Result<()> {
    let update = query("update mailbox set uid_validity = $2, last_uid = $3 where id = $1");
    let update = update.bind(id.as_str()).bind(i64::from(place.0)).bind(i64::from(place.1));
    tx.execute(update).await.map(drop)
}

/// Writes down that a mailbox was looked at, and what is still there.
pub(super) async fn looked(
    tx: &mut Tx,
    id: &MailboxId,
    now: Timestamp,
    last_mail_at: Option<Timestamp>,
    waiting: i64,
) -> Result<()> {
    let update = query(
        "update mailbox set last_success_at = $2, last_mail_at = coalesce($3, last_mail_at), waiting = $4, \
         failing_since = null, failed_step = '', last_error = '' where id = $1",
    );
    tx.execute(update.bind(id.as_str()).bind(now).bind(last_mail_at).bind(waiting)).await.map(drop)
}

/// Writes down that a mailbox cannot be read.
pub(super) async fn failed(
    tx: &mut Tx,
    id: &MailboxId,
    now: Timestamp,
    step: &str,
    words: &str,
) -> Result<()> {
    let update = query(
        "update mailbox set failing_since = coalesce(failing_since, $2), failed_step = $3, last_error = $4 \
         where id = $1",
    );
    tx.execute(update.bind(id.as_str()).bind(now).bind(step).bind(words)).await.map(drop)
}
