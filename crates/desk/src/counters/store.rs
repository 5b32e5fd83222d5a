//! Counters in the database. They belong to the provider, and so do the numbers called.

use super::{Call, Counter, CounterId};
use jiff::{Timestamp, civil::Date};
use kernel::fold;
use platform::db::{FromRow, Result, Row, Tx, query};
use serde_json::json;

impl FromRow for Counter {
    fn from_row(row: &Row) -> Result<Self> {
        let owner: Option<String> = row.maybe("site_owner_id")?;
        let (site, name): (Option<String>, Option<String>) = (row.maybe("site_id")?, row.maybe("site_name")?);
        let site = owner.zip(site).map(|(owner, site)| {
            // Who may not see the site does not read its name either.
            (owner.into(), site.into(), name.unwrap_or_default())
        });
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            place: row.get("place")?,
            site,
            opening: row.json("opening")?,
            archived_at: row.maybe("archived_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Call {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { number: row.get("number")?, called_at: row.get("called_at")? })
    }
}

const COUNTER: &str = "select c.*, (select s.name from site s where {scope s} and s.beneficiary_id = c.site_owner_id \
     and s.id = c.site_id) as site_name from walk_in_counter c where 1 = 1";

/// Every counter by name, those closed for good last.
pub async fn all(tx: &mut Tx) -> Result<Vec<Counter>> {
    tx.all(query(COUNTER).push(" order by c.archived_at is not null, c.name_folded, c.id")).await
}

/// The counter.
pub async fn find(tx: &mut Tx, id: &CounterId) -> Result<Option<Counter>> {
    tx.optional(query(COUNTER).push(" and c.id = $1").bind(id.as_str())).await
}

/// Holds a counter until the end of the transaction: calls come one after the other.
pub(crate) async fn lock(tx: &mut Tx, id: &CounterId) -> Result<Option<Counter>> {
    tx.optional(query(COUNTER).push(" and c.id = $1 for update").bind(id.as_str())).await
}

/// Stores a new counter.
pub(super) async fn insert(tx: &mut Tx, new: &Counter, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into walk_in_counter (id, name, name_folded, place, site_owner_id, site_id, opening, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert = insert.bind(new.id.as_str()).bind(&new.name).bind(fold(&new.name)).bind(&new.place);
    let (owner, site) = site(new);
    tx.execute(insert.bind(owner).bind(site).bind(json!(new.opening)).bind(now)).await.map(drop)
}

/// Replaces what a held counter is.
pub(super) async fn update(tx: &mut Tx, counter: &Counter) -> Result<()> {
    let update = query(
        "update walk_in_counter set name = $2, name_folded = $3, place = $4, site_owner_id = $5, site_id = $6, opening = $7, \
         archived_at = $8, version = version + 1 where id = $1",
    );
    let update =
        update.bind(counter.id.as_str()).bind(&counter.name).bind(fold(&counter.name)).bind(&counter.place);
    let (owner, site) = site(counter);
    let update = update.bind(owner).bind(site).bind(json!(counter.opening)).bind(counter.archived_at);
    tx.execute(update).await.map(drop)
}

fn site(counter: &Counter) -> (Option<String>, Option<String>) {
    let site = counter.site.as_ref();
    (site.map(|(owner, ..)| owner.to_string()), site.map(|(_, site, _)| site.to_string()))
}

/// Gives out the next number of a day; the first of a day is 1.
pub(crate) async fn next_number(tx: &mut Tx, id: &CounterId, day: Date) -> Result<i64> {
    let update = query(
        "update walk_in_counter set last_number = case when number_day = $2 then last_number + 1 else 1 end, number_day = $2 \
         where id = $1 returning last_number as value",
    );
    tx.value(update.bind(id.as_str()).bind(day)).await
}

/// Notes that a number is called, or called again.
pub(crate) async fn call(tx: &mut Tx, id: &CounterId, day: Date, call: &Call) -> Result<()> {
    let upsert = query(
        "insert into counter_call (counter_id, day, number, called_at) values ($1, $2, $3, $4) \
         on conflict (counter_id, day, number) do update set called_at = excluded.called_at",
    );
    tx.execute(upsert.bind(id.as_str()).bind(day).bind(call.number).bind(call.called_at)).await.map(drop)
}

/// Takes back that a number was called.
pub(crate) async fn uncall(tx: &mut Tx, id: &CounterId, day: Date, number: i64) -> Result<()> {
    let delete = query("delete from counter_call where counter_id = $1 and day = $2 and number = $3");
    tx.execute(delete.bind(id.as_str()).bind(day).bind(number)).await.map(drop)
}

/// The last numbers called on a day, the last one first.
pub(super) async fn calls(tx: &mut Tx, id: &CounterId, day: Date, limit: i64) -> Result<Vec<Call>> {
    let select = query(
        "select c.number, c.called_at from counter_call c where c.counter_id = $1 and c.day = $2 \
         order by c.called_at desc, c.number desc limit $3",
    );
    tx.all(select.bind(id.as_str()).bind(day).bind(limit)).await
}
