//! Applications in the database.

pub mod environments;
pub mod parts;

use super::{Application, ApplicationId, ApplicationKey};
use jiff::{Timestamp, civil::Date};
use kernel::{fold, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Application {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: ApplicationKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            name: row.get("name")?,
            purpose: row.get("purpose")?,
            publisher: row.get("publisher")?,
            business_owner: row.get("business_owner")?,
            keeper: row.maybe_id("keeper_id")?,
            keeper_name: row.get("keeper_name")?,
            warranty_from: row.maybe("warranty_from")?,
            retired_on: row.maybe("retired_on")?,
            version: row.get("version")?,
            updated_at: row.get("updated_at")?,
            name_folded: row.get("name_folded")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 50;

/// Which applications a list shows, after a place in its order.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only of this beneficiary.
    pub beneficiary: Option<BeneficiaryId>,
    /// Folded name and identifier of the last row of the page before.
    pub after: (String, String),
}

const APPLICATION: &str = "select a.*, o.name as beneficiary_name from application a \
     join organisation o on o.id = a.beneficiary_id";

/// One page by name, and one row more when others follow.
pub async fn page(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Application>> {
    let select = query(APPLICATION).push(" where {scope a} and (a.name_folded, a.id) > ($1, $2) and $3 > 0");
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = select.bind(&wanted.after.0).bind(&wanted.after.1).bind(rows);
    let select = select.and_if("a.beneficiary_id =", wanted.beneficiary.clone());
    tx.all(select.push(" order by a.name_folded, a.id limit $3")).await
}

/// Those in use of one beneficiary, by name: what a ticket or an article may name.
pub async fn in_use(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Application>> {
    let select = query(APPLICATION).push(
        " where {scope a} and a.beneficiary_id = $1 and a.retired_on is null order by a.name_folded, a.id limit 500",
    );
    tx.all(select.bind(beneficiary)).await
}

/// The application, when in scope.
pub async fn find(tx: &mut Tx, key: &ApplicationKey) -> Result<Option<Application>> {
    let select = query(APPLICATION).push(" where {scope a} and a.beneficiary_id = $1 and a.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(crate) async fn hold(tx: &mut Tx, key: &ApplicationKey) -> Result<Option<Application>> {
    let lock = query(
        "select a.id as value from application a where {scope a} and a.beneficiary_id = $1 and a.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// Stores a new application; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, one: &Application, sent: Option<&str>) -> Result<u64> {
    let insert = query(
        "insert into application (beneficiary_id, id, name, name_folded, purpose, publisher, business_owner, keeper_id, \
         keeper_name, warranty_from, retired_on, created_at, updated_at, idempotency_key) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    tx.execute(written(insert, one).bind(sent)).await
}

/// The application of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Application>> {
    let select =
        query(APPLICATION).push(" where {scope a} and a.beneficiary_id = $1 and a.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Stores what may change of a held application. Another first day of the warranty is reminded of anew.
pub(super) async fn update(tx: &mut Tx, one: &Application) -> Result<()> {
    let update = query(
        "update application set name = $3, name_folded = $4, purpose = $5, publisher = $6, business_owner = $7, \
         keeper_id = $8, keeper_name = $9, reminded_of = case when warranty_from = $10 then reminded_of end, \
         warranty_from = $10, retired_on = $11, updated_at = $12, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(written(update, one)).await.map(drop)
}

fn written(statement: platform::db::Query, one: &Application) -> platform::db::Query {
    statement
        .bind(&one.key.beneficiary)
        .bind(one.key.id.as_str())
        .bind(&one.name)
        .bind(fold(&one.name))
        .bind(&one.purpose)
        .bind(&one.publisher)
        .bind(&one.business_owner)
        .bind(one.keeper.clone())
        .bind(&one.keeper_name)
        .bind(one.warranty_from)
        .bind(one.retired_on)
        .bind(one.updated_at)
}

/// Notes that a part of an application changed.
pub(crate) async fn touch(tx: &mut Tx, key: &ApplicationKey, now: Timestamp) -> Result<()> {
    let update =
        query("update application set updated_at = $3 where {scope} and beneficiary_id = $1 and id = $2");
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now)).await.map(drop)
}

/// Applications in use whose warranty began in a span of days and of which nobody was reminded: those whose end may be
/// near.
pub(super) async fn to_remind(tx: &mut Tx, from: Date, to: Date, limit: i64) -> Result<Vec<Application>> {
    let select = query(APPLICATION).push(
        " where {scope a} and a.warranty_from between $1 and $2 and a.retired_on is null and a.reminded_of is null \
         order by a.warranty_from, a.id limit $3",
    );
    tx.all(select.bind(from).bind(to).bind(limit)).await
}

/// Notes of which day the keeper was reminded; gives 0 when that was done already.
pub(super) async fn reminded(tx: &mut Tx, key: &ApplicationKey, after: Date) -> Result<u64> {
    let update = query(
        "update application set reminded_of = $3 where {scope} and beneficiary_id = $1 and id = $2 \
         and reminded_of is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(after)).await
}

/// Every key in scope after one, in order: what the index is made of.
pub async fn keys(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<ApplicationKey>> {
    let select = query(
        "select a.beneficiary_id, a.id from application a where {scope a} and a.id > $1 order by a.id limit $2",
    );
    tx.all(select.bind(after).bind(limit)).await
}

impl FromRow for ApplicationKey {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { beneficiary: row.id("beneficiary_id")?, id: ApplicationId::from(row.get::<String>("id")?) })
    }
}
