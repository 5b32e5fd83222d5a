//! API tokens in the database.

use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{Result, Tx, query};

/// Revokes every token of a person.
pub async fn revoke_all_of(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<()> {
    let update = query("update api_token set revoked_at = $2 where person_id = $1 and revoked_at is null");
    tx.execute(update.bind(person).bind(now)).await.map(drop)
}
