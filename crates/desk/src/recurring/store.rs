//! Recurring tickets in the database.

use super::{Recurring, RecurringPath};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};
use serde_json::json;

impl FromRow for Recurring {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            id: row.id("id")?,
            title: row.get("title")?,
            description: row.get("description")?,
            kind: row.word("kind")?,
            requester: (row.id("requester_id")?, row.get("requester_name")?),
            site: row.maybe("site_id")?,
            checklist: row.maybe_id("checklist_id")?,
            schedule: row.json("schedule")?,
            next_on: row.get("next_on")?,
            next_at: row.get("next_at")?,
            paused_at: row.maybe("paused_at")?,
            version: row.get("version")?,
        })
    }
}

const RECURRING: &str = "select r.*, (select o.name from organisation o where o.id = r.beneficiary_id) as beneficiary_name, \
     (select p.name from person p where p.id = r.requester_id) as requester_name from recurring_ticket r where {scope r}";

/// Every recurring ticket in scope, the next first, those paused last.
pub async fn all(tx: &mut Tx) -> Result<Vec<Recurring>> {
    let select = query(RECURRING).push(" order by r.paused_at is not null, r.next_at, r.id limit 500");
    tx.all(select).await
}

/// Keys of those whose instant has come.
pub(super) async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<RecurringPath>> {
    let select = query(
        "select r.beneficiary_id, r.id from recurring_ticket r where {scope r} and r.paused_at is null \
         and r.next_at <= $1 order by r.next_at, r.id limit $2",
    );
    tx.all(select.bind(now).bind(limit)).await
}

impl FromRow for RecurringPath {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { beneficiary: row.id("beneficiary_id")?, recurring: row.id("id")? })
    }
}

/// One of them.
pub(super) async fn find(tx: &mut Tx, path: &RecurringPath) -> Result<Option<Recurring>> {
    let select = query(RECURRING).push(" and r.beneficiary_id = $1 and r.id = $2");
    tx.optional(select.bind(&path.beneficiary).bind(path.recurring.as_str())).await
}

/// Holds one until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, path: &RecurringPath) -> Result<Option<Recurring>> {
    let select = query(RECURRING).push(" and r.beneficiary_id = $1 and r.id = $2 for update");
    tx.optional(select.bind(&path.beneficiary).bind(path.recurring.as_str())).await
}

/// Stores a new one.
pub(super) async fn insert(tx: &mut Tx, new: &Recurring, by: &str, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into recurring_ticket (beneficiary_id, id, title, description, kind, requester_id, site_id, checklist_id, \
         schedule, next_on, next_at, created_by_name, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    let insert = insert
        .bind(&new.beneficiary)
        .bind(new.id.as_str())
        .bind(&new.title)
        .bind(&new.description)
        .bind(new.kind.as_str())
        .bind(&new.requester.0)
        .bind(new.site.clone())
        .bind(new.checklist.as_ref().map(String::from))
        .bind(json!(new.schedule))
        .bind(new.next_on)
        .bind(new.next_at)
        .bind(by)
        .bind(now);
    tx.execute(insert).await.map(drop)
}

/// Stores what a held one becomes.
pub(super) async fn update(tx: &mut Tx, to: &Recurring) -> Result<()> {
    let update = query(
        "update recurring_ticket set title = $3, description = $4, kind = $5, requester_id = $6, site_id = $7, \
         checklist_id = $8, schedule = $9, next_on = $10, next_at = $11, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&to.beneficiary).bind(to.id.as_str()).bind(&to.title).bind(&to.description);
    let update = update.bind(to.kind.as_str()).bind(&to.requester.0).bind(to.site.clone());
    let update = update.bind(to.checklist.as_ref().map(String::from)).bind(json!(to.schedule));
    tx.execute(update.bind(to.next_on).bind(to.next_at)).await.map(drop)
}

/// Says when a held one comes next, and since when it is paused.
pub(super) async fn set_next(
    tx: &mut Tx,
    (beneficiary, id): (&BeneficiaryId, &str),
    (on, at): (Date, Timestamp),
    paused_at: Option<Timestamp>,
) -> Result<()> {
    let update = query(
        "update recurring_ticket set next_on = $3, next_at = $4, paused_at = $5, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(beneficiary).bind(id).bind(on).bind(at).bind(paused_at)).await.map(drop)
}
