//! Quotas, strata and decisions in the database.

use super::{Decided, Quota, QuotaId, YearKey};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Quota {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            agents_from: row.get("agents_from")?,
            class: row.word("class")?,
            minutes: row.get("minutes")?,
            year_from: row.get("year_from")?,
        })
    }
}

impl FromRow for Decided {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            class: row.word("class")?,
            minutes: row.get("minutes")?,
            quota: row.get("quota")?,
            decision: row.word("decision")?,
            reason: row.get("reason")?,
            decided_by_name: row.get("decided_by_name")?,
            decided_at: row.get("decided_at")?,
        })
    }
}

/// Every quota, by year, stratum and kind of number.
pub async fn quotas(tx: &mut Tx) -> Result<Vec<Quota>> {
    tx.all(query("select * from call_quota order by year_from desc, agents_from, class, id")).await
}

/// Stores a quota, or other minutes for the same stratum, kind and year.
pub(super) async fn put(tx: &mut Tx, quota: &Quota, by: &str, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into call_quota (id, agents_from, class, minutes, year_from, created_by_name, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (agents_from, class, year_from) do update set \
         minutes = excluded.minutes, created_by_name = excluded.created_by_name, created_at = excluded.created_at",
    );
    let insert = insert.bind(quota.id.as_str()).bind(quota.agents_from).bind(quota.class.as_str());
    tx.execute(insert.bind(quota.minutes).bind(quota.year_from).bind(by).bind(now)).await.map(drop)
}

/// The quota of a stratum, kind and year.
pub(super) async fn find(tx: &mut Tx, quota: &Quota) -> Result<Option<QuotaId>> {
    let select = query("select * from call_quota where agents_from = $1 and class = $2 and year_from = $3");
    let select = select.bind(quota.agents_from).bind(quota.class.as_str()).bind(quota.year_from);
    Ok(tx.optional::<Quota>(select).await?.map(|quota| quota.id))
}

/// Equipped agents of a beneficiary in a year: as said for that year, else for the last one before.
pub async fn agents(tx: &mut Tx, key: &YearKey) -> Result<Option<i64>> {
    let select = query(
        "select s.agents as value from call_stratum s where {scope s} and s.beneficiary_id = $1 and s.year <= $2 \
         order by s.year desc limit 1",
    );
    let found: Option<(i64,)> = tx.optional(select.bind(&key.beneficiary).bind(key.year)).await?;
    Ok(found.map(|(agents,)| agents))
}

/// Writes down the equipped agents of a year.
pub(super) async fn say_agents(
    tx: &mut Tx,
    key: &YearKey,
    agents: i64,
    by: &str,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into call_stratum (beneficiary_id, year, agents, said_by_name, said_at) values ($1, $2, $3, $4, $5) \
         on conflict (beneficiary_id, year) do update set agents = excluded.agents, \
         said_by_name = excluded.said_by_name, said_at = excluded.said_at",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.year).bind(agents);
    tx.execute(insert.bind(by).bind(now)).await.map(drop)
}

/// What was decided for a beneficiary in a year.
pub async fn decisions(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i64) -> Result<Vec<Decided>> {
    let select = query(
        "select d.* from call_overrun d where {scope d} and d.beneficiary_id = $1 and d.year = $2 order by d.class",
    );
    tx.all(select.bind(beneficiary).bind(year)).await
}

/// Stores a decision; gives 0 when there is one already.
pub(super) async fn decide(tx: &mut Tx, key: &YearKey, one: &Decided) -> Result<u64> {
    let insert = query(
        "insert into call_overrun (beneficiary_id, year, class, minutes, quota, decision, reason, decided_by_name, \
         decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (beneficiary_id, year, class) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.year).bind(one.class.as_str()).bind(one.minutes);
    let insert = insert.bind(one.quota).bind(one.decision.as_str()).bind(&one.reason);
    tx.execute(insert.bind(&one.decided_by_name).bind(one.decided_at)).await
}
