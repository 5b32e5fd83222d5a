//! Connections in the database.

use super::{Connection, ConnectionId, ConnectionKey, rules::Content};
use crate::sites::{SiteId, SiteKey};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Connection {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            site: row.id("site_id")?,
            from_on: row.get("from_on")?,
            state: row.word("state")?,
            expected_on: row.maybe("expected_on")?,
            carrier: row.get("carrier")?,
            repair_minutes: row.maybe("repair_minutes")?,
            megabits: row.maybe("megabits")?,
            is_closed_group: row.get("is_closed_group")?,
            note: row.get("note")?,
            recorded_by_name: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

/// How a site is connected, the first state first.
pub async fn of_site(tx: &mut Tx, beneficiary: &BeneficiaryId, site: &SiteId) -> Result<Vec<Connection>> {
    let select = query(
        "select c.* from connection c where {scope c} and c.beneficiary_id = $1 and c.site_id = $2 \
         order by c.from_on",
    );
    tx.all(select.bind(beneficiary).bind(site.as_str())).await
}

/// How every site in scope is connected, or those of one beneficiary: site by site, the first state first.
pub async fn all(tx: &mut Tx, beneficiary: Option<&BeneficiaryId>) -> Result<Vec<Connection>> {
    let select = query("select c.* from connection c where {scope c}");
    let select = select.and_if("c.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by c.beneficiary_id, c.site_id, c.from_on")).await
}

/// Stores how a site is connected from a day on; what was recorded for that day is replaced.
pub(super) async fn put(
    tx: &mut Tx,
    site: &SiteKey,
    id: &ConnectionId,
    content: &Content,
    by: &str,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into connection (beneficiary_id, id, site_id, from_on, state, expected_on, carrier, repair_minutes, \
         megabits, is_closed_group, note, recorded_by_name, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         on conflict (beneficiary_id, site_id, from_on) do update set state = excluded.state, \
         expected_on = excluded.expected_on, carrier = excluded.carrier, repair_minutes = excluded.repair_minutes, \
         megabits = excluded.megabits, is_closed_group = excluded.is_closed_group, note = excluded.note, \
         recorded_by_name = excluded.recorded_by_name, recorded_at = excluded.recorded_at",
    );
    let insert = insert
        .bind(&site.beneficiary)
        .bind(id.as_str())
        .bind(site.id.as_str())
        .bind(content.from_on)
        .bind(content.state.as_str())
        .bind(content.expected_on)
        .bind(&content.carrier)
        .bind(content.repair_minutes)
        .bind(content.megabits)
        .bind(content.is_closed_group)
        .bind(&content.note)
        .bind(by)
        .bind(now);
    tx.execute(insert).await.map(drop)
}

/// Removes a state recorded by mistake; gives the number of rows removed, 0 or 1.
pub(super) async fn remove(tx: &mut Tx, key: &ConnectionKey) -> Result<u64> {
    let delete =
        query("delete from connection where {scope} and beneficiary_id = $1 and site_id = $2 and id = $3");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(key.connection.as_str())).await
}

/// Removes every state of a site that is taken back.
pub(crate) async fn forget(tx: &mut Tx, site: &SiteKey) -> Result<()> {
    let delete = query("delete from connection where {scope} and beneficiary_id = $1 and site_id = $2");
    tx.execute(delete.bind(&site.beneficiary).bind(site.id.as_str())).await.map(drop)
}
