//! Sessions, links and failed attempts in the database. These tables belong to persons, not to beneficiaries:
//! every statement names the person or a secret's digest.

use super::links::Usable;
use crate::persons::Person;
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// A new session.
pub struct NewSession<'a> {
    /// SHA-256 of the cookie.
    pub token_digest: &'a str,
    /// Who signed in.
    pub person: &'a PersonId,
    /// Token of the session's own forms.
    pub csrf: &'a str,
    /// Now.
    pub at: Timestamp,
    /// The latest end, however active the person is.
    pub expires_at: Timestamp,
    /// What the browser says it is.
    pub user_agent: &'a str,
    /// Address the person came from.
    pub address: &'a str,
}

/// Stores a new session.
pub async fn insert(tx: &mut Tx, s: &NewSession<'_>) -> Result<()> {
    let insert = query(
        "insert into session (token_digest, person_id, csrf, created_at, seen_at, expires_at, user_agent, address) \
         values ($1, $2, $3, $4, $4, $5, $6, $7)",
    );
    let insert = insert.bind(s.token_digest).bind(s.person).bind(s.csrf).bind(s.at).bind(s.expires_at);
    tx.execute(insert.bind(s.user_agent).bind(s.address)).await.map(drop)
}

/// Ends every session of a person.
pub async fn delete_all_of(tx: &mut Tx, person: &PersonId) -> Result<u64> {
    tx.execute(query("delete from session where person_id = $1").bind(person)).await
}

/// Makes every unused link of a person useless.
pub async fn use_up_links_of(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<()> {
    let update = query(
        "update sign_in_link set used_at = $2 where person_id = $1 and used_at is null and purpose <> 'demonstration'",
    );
    tx.execute(update.bind(person).bind(now)).await.map(drop)
}

/// A session in use, with the person behind it.
pub struct Live {
    /// Who.
    pub person: Person,
    /// Token of the session's own forms.
    pub csrf: String,
    /// Last activity noted, at most a minute old for an active person.
    pub seen_at: Timestamp,
    /// The latest end.
    pub expires_at: Timestamp,
}

impl FromRow for Live {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            person: Person::from_row(row)?,
            csrf: row.get("csrf")?,
            seen_at: row.get("seen_at")?,
            expires_at: row.get("expires_at")?,
        })
    }
}

/// The session with this digest.
pub async fn live(tx: &mut Tx, token_digest: &str) -> Result<Option<Live>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side, s.csrf, s.seen_at, s.expires_at from session s \
         join person p on p.id = s.person_id join organisation o on o.id = p.organisation_id where s.token_digest = $1",
    );
    tx.optional(select.bind(token_digest)).await
}

/// Notes activity.
pub async fn touch(tx: &mut Tx, token_digest: &str, now: Timestamp) -> Result<()> {
    let update = query("update session set seen_at = $2 where token_digest = $1 and seen_at < $2");
    tx.execute(update.bind(token_digest).bind(now)).await.map(drop)
}

/// Ends one session of a person; gives the number ended, 0 or 1.
pub async fn delete(tx: &mut Tx, person: &PersonId, token_digest: &str) -> Result<u64> {
    let delete = query("delete from session where token_digest = $1 and person_id = $2");
    tx.execute(delete.bind(token_digest).bind(person)).await
}

/// Ends the session a browser came with, whoever's it was.
pub async fn delete_by_digest(tx: &mut Tx, token_digest: &str) -> Result<()> {
    tx.execute(query("delete from session where token_digest = $1").bind(token_digest)).await.map(drop)
}

/// One line of a person's list of sessions.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Digest of the cookie: names the session in forms, opens nothing.
    pub token_digest: String,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// Last activity.
    pub seen_at: Timestamp,
    /// What the browser said it was.
    pub user_agent: String,
    /// Where it came from.
    pub address: String,
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            token_digest: row.get("token_digest")?,
            created_at: row.get("created_at")?,
            seen_at: row.get("seen_at")?,
            user_agent: row.get("user_agent")?,
            address: row.get("address")?,
        })
    }
}

/// Sessions of a person that have not reached their latest end, newest first.
pub async fn list_of(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<Vec<Listed>> {
    let select = query(
        "select token_digest, created_at, seen_at, user_agent, address from session \
         where person_id = $1 and expires_at > $2 order by created_at desc, token_digest",
    );
    tx.all(select.bind(person).bind(now)).await
}

/// What signing in with a password needs.
pub struct Credentials {
    /// Who.
    pub person: Person,
    /// Stored hash, when the person has chosen a password.
    pub password_hash: Option<String>,
}

impl FromRow for Credentials {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { person: Person::from_row(row)?, password_hash: row.maybe("password_hash")? })
    }
}

/// The person behind an address folded by [`crate::persons::rules::fold_email`].
pub async fn credentials(tx: &mut Tx, email_folded: &str) -> Result<Option<Credentials>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side from person p join organisation o on o.id = p.organisation_id \
         where p.email_folded = $1",
    );
    tx.optional(select.bind(email_folded)).await
}

/// Stores the hash of a new password.
pub async fn set_password(tx: &mut Tx, person: &PersonId, hash: &str) -> Result<()> {
    let update = query("update person set password_hash = $2 where id = $1");
    tx.execute(update.bind(person).bind(hash)).await.map(drop)
}

/// Makes sure a subject has a counter.
pub async fn ensure_attempt(tx: &mut Tx, subject: &str, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into sign_in_attempt (subject, failures, last_at) values ($1, 0, $2) on conflict (subject) do nothing",
    );
    tx.execute(insert.bind(subject).bind(now)).await.map(drop)
}

struct Attempt(i64, Timestamp);

impl FromRow for Attempt {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.get("failures")?, row.get("last_at")?))
    }
}

/// Failures of a subject and when the last was, locked.
pub async fn attempt(tx: &mut Tx, subject: &str) -> Result<(i64, Timestamp)> {
    let select = query("select failures, last_at from sign_in_attempt where subject = $1 for update");
    tx.one::<Attempt>(select.bind(subject)).await.map(|a| (a.0, a.1))
}

/// Stores the failures of a subject.
pub async fn set_attempt(tx: &mut Tx, subject: &str, failures: i64, now: Timestamp) -> Result<()> {
    let update = query("update sign_in_attempt set failures = $2, last_at = $3 where subject = $1");
    tx.execute(update.bind(subject).bind(failures).bind(now)).await.map(drop)
}

impl FromRow for Usable {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { person: Person::from_row(row)?, purpose: row.word("purpose")? })
    }
}

/// Stores a link with its first and last instants.
pub async fn insert_link(
    tx: &mut Tx,
    token_digest: &str,
    person: &PersonId,
    purpose: &str,
    (from, to): (Timestamp, Timestamp),
) -> Result<()> {
    let insert = query(
        "insert into sign_in_link (token_digest, person_id, purpose, created_at, expires_at) values ($1, $2, $3, $4, $5)",
    );
    let insert = insert.bind(token_digest).bind(person).bind(purpose).bind(from).bind(to);
    tx.execute(insert).await.map(drop)
}

/// The link with this digest when it is neither used nor expired.
pub async fn usable_link(tx: &mut Tx, token_digest: &str, now: Timestamp) -> Result<Option<Usable>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side, l.purpose from sign_in_link l \
         join person p on p.id = l.person_id join organisation o on o.id = p.organisation_id \
         where l.token_digest = $1 and l.used_at is null and l.expires_at > $2",
    );
    tx.optional(select.bind(token_digest).bind(now)).await
}

/// Uses a link up; gives 0 when somebody else was faster or time is over.
pub async fn use_up_link(tx: &mut Tx, token_digest: &str, now: Timestamp) -> Result<u64> {
    let update = query(
        "update sign_in_link set used_at = $2 where token_digest = $1 and used_at is null and expires_at > $2",
    );
    tx.execute(update.bind(token_digest).bind(now)).await
}

/// Whether a person has chosen a password.
pub async fn has_password(tx: &mut Tx, person: &PersonId) -> Result<bool> {
    let select =
        query("select count(*) as value from person where id = $1 and password_hash is not null and {scope}");
    Ok(tx.value::<i64>(select.bind(person)).await? > 0)
}
