//! Sessions, links and failed attempts in the database. These tables belong to persons, not to beneficiaries:
//! every statement names the person or a secret's digest.

use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{Result, Tx, query};

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
    let update = query("update sign_in_link set used_at = $2 where person_id = $1 and used_at is null");
    tx.execute(update.bind(person).bind(now)).await.map(drop)
}
