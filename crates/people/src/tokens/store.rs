//! API tokens in the database.

use super::{Token, TokenId};
use crate::persons::Person;
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Token {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
            revoked_at: row.maybe("revoked_at")?,
            last_used_at: row.maybe("last_used_at")?,
        })
    }
}

/// A token in use, with the person behind it.
pub struct Used {
    /// Whom it acts for.
    pub person: Person,
    /// Last use noted.
    pub last_used_at: Option<Timestamp>,
}

impl FromRow for Used {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { person: Person::from_row(row)?, last_used_at: row.maybe("last_used_at")? })
    }
}

/// Stores a token under the digest of its text.
pub async fn insert(tx: &mut Tx, person: &PersonId, token_digest: &str, token: &Token) -> Result<()> {
    let insert = query(
        "insert into api_token (id, person_id, token_digest, name, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
    );
    let insert = insert.bind(token.id.as_str()).bind(person).bind(token_digest).bind(&token.name);
    tx.execute(insert.bind(token.created_at).bind(token.expires_at)).await.map(drop)
}

/// The tokens of a person, newest first.
pub async fn list_of(tx: &mut Tx, person: &PersonId) -> Result<Vec<Token>> {
    let select = query(
        "select id, name, created_at, expires_at, revoked_at, last_used_at from api_token \
         where person_id = $1 order by created_at desc, id",
    );
    tx.all(select.bind(person)).await
}

/// The token with this digest when it is usable, with its person.
pub async fn usable(tx: &mut Tx, token_digest: &str, now: Timestamp) -> Result<Option<Used>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side, t.last_used_at from api_token t \
         join person p on p.id = t.person_id join organisation o on o.id = p.organisation_id \
         where t.token_digest = $1 and t.revoked_at is null and t.expires_at > $2 and p.disabled_at is null",
    );
    tx.optional(select.bind(token_digest).bind(now)).await
}

/// Notes a use.
pub async fn touch(tx: &mut Tx, token_digest: &str, now: Timestamp) -> Result<()> {
    let update = query("update api_token set last_used_at = $2 where token_digest = $1");
    tx.execute(update.bind(token_digest).bind(now)).await.map(drop)
}

/// Takes a token of a person back; gives 0 when there is none to take back.
pub async fn revoke(tx: &mut Tx, person: &PersonId, id: &TokenId, now: Timestamp) -> Result<u64> {
    let update =
        query("update api_token set revoked_at = $3 where id = $1 and person_id = $2 and revoked_at is null");
    tx.execute(update.bind(id.as_str()).bind(person).bind(now)).await
}

/// Takes every token of a person back.
pub async fn revoke_all_of(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<()> {
    let update = query("update api_token set revoked_at = $2 where person_id = $1 and revoked_at is null");
    tx.execute(update.bind(person).bind(now)).await.map(drop)
}
