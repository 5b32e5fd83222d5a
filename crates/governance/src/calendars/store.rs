//! Calendars in the database. They belong to a person, whatever the beneficiary.

use super::{Feed, FeedId, Part};
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Feed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            part: row.word("part")?,
            created_at: row.get("created_at")?,
            last_read_at: row.maybe("last_read_at")?,
        })
    }
}

/// A calendar found by its secret, and whose it is.
pub(super) struct Found {
    pub(super) feed: Feed,
    pub(super) person: PersonId,
}

impl FromRow for Found {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { feed: Feed::from_row(row)?, person: row.id("person_id")? })
    }
}

/// The calendars of a person that still open, the newest first.
pub(super) async fn list_of(tx: &mut Tx, person: &PersonId) -> Result<Vec<Feed>> {
    let select = query(
        "select f.* from calendar_feed f where f.person_id = $1 and f.revoked_at is null \
         order by f.created_at desc, f.id desc",
    );
    tx.all(select.bind(person)).await
}

/// The calendar with this digest, unless it was taken back.
pub(super) async fn usable(tx: &mut Tx, token_digest: &str) -> Result<Option<Found>> {
    let select = query("select f.* from calendar_feed f where f.token_digest = $1 and f.revoked_at is null");
    tx.optional(select.bind(token_digest)).await
}

/// Stores a calendar under the digest of its secret.
pub(super) async fn insert(
    tx: &mut Tx,
    person: &PersonId,
    (part, token_digest): (Part, &str),
    feed: &Feed,
) -> Result<()> {
    let insert = query(
        "insert into calendar_feed (id, person_id, part, token_digest, created_at) values ($1, $2, $3, $4, $5)",
    );
    let insert = insert.bind(feed.id.as_str()).bind(person).bind(part.as_str()).bind(token_digest);
    tx.execute(insert.bind(feed.created_at)).await.map(drop)
}

/// Notes that a calendar was read.
pub(super) async fn touch(tx: &mut Tx, id: &FeedId, now: Timestamp) -> Result<()> {
    let update = query("update calendar_feed set last_read_at = $2 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(now)).await.map(drop)
}

/// Takes a calendar of a person back; gives 0 when there is none.
pub(super) async fn revoke(tx: &mut Tx, person: &PersonId, id: &FeedId, now: Timestamp) -> Result<u64> {
    let update = query(
        "update calendar_feed set revoked_at = $3 where id = $1 and person_id = $2 and revoked_at is null",
    );
    tx.execute(update.bind(id.as_str()).bind(person).bind(now)).await
}
