//! Environments, their exceptions and their configuration in the database.

use crate::applications::{
    ApplicationKey, Environment, EnvironmentId, Exception, ExceptionId, Item, ItemKind,
};
use jiff::{Timestamp, civil::Date};
use kernel::{
    fold,
    id::{BeneficiaryId, PersonId},
};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Environment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            application: row.id("application_id")?,
            kind: row.word("kind")?,
            name: row.get("name")?,
            address: row.get("address")?,
            data: row.word("data")?,
            closed_at: row.maybe("closed_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Exception {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            environment: row.id("environment_id")?,
            reason: row.get("reason")?,
            safeguards: row.get("safeguards")?,
            author_name: row.get("author_name")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
            ended_at: row.maybe("ended_at")?,
        })
    }
}

impl FromRow for Item {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            environment: row.id("environment_id")?,
            kind: row.word("kind")?,
            name: row.get("name")?,
            value: row.get("value")?,
            changed_by: row.get("changed_by_name")?,
            changed_at: row.get("changed_at")?,
        })
    }
}

/// The environments of an application, those that are no more last.
pub async fn of(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<Environment>> {
    let select = query(
        "select e.* from application_environment e where {scope e} and e.beneficiary_id = $1 and e.application_id = $2 \
         order by e.closed_at is not null, e.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// One environment of an application.
pub async fn find(tx: &mut Tx, key: &ApplicationKey, id: &EnvironmentId) -> Result<Option<Environment>> {
    let select = query(
        "select e.* from application_environment e \
         where {scope e} and e.beneficiary_id = $1 and e.application_id = $2 and e.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Open environments of a beneficiary that answer at an address.
pub async fn at_address(tx: &mut Tx, beneficiary: &BeneficiaryId, address: &str) -> Result<Vec<Environment>> {
    let select = query(
        "select e.* from application_environment e where {scope e} and e.beneficiary_id = $1 and e.address_folded = $2 \
         and e.closed_at is null order by e.id limit 10",
    );
    tx.all(select.bind(beneficiary).bind(fold(address))).await
}

/// Stores a new environment.
pub(in crate::applications) async fn insert(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Environment,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into application_environment (beneficiary_id, id, application_id, kind, name, address, address_folded, \
         data, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(one.kind.as_str()).bind(&one.name).bind(&one.address).bind(fold(&one.address));
    tx.execute(insert.bind(one.data.as_str()).bind(now)).await.map(drop)
}

/// Replaces what may change when the row is still at the version read; gives the number of rows changed.
pub(in crate::applications) async fn update(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Environment,
) -> Result<u64> {
    let update = query(
        "update application_environment set name = $3, address = $4, address_folded = $5, data = $6, closed_at = $7, \
         breach_told_at = null, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2 and version = $8",
    );
    let update = update.bind(&key.beneficiary).bind(one.id.as_str()).bind(&one.name).bind(&one.address);
    let update = update.bind(fold(&one.address)).bind(one.data.as_str()).bind(one.closed_at);
    tx.execute(update.bind(one.version)).await
}

/// The exceptions of an application's environments, the latest first.
pub async fn exceptions(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<Exception>> {
    let select = query(
        "select x.* from environment_exception x join application_environment e \
         on e.beneficiary_id = x.beneficiary_id and e.id = x.environment_id \
         where {scope x} and x.beneficiary_id = $1 and e.application_id = $2 order by x.ends_on desc, x.id desc",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Records an exception. Should it end with the data still there, that is told anew.
pub(in crate::applications) async fn add_exception(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Exception,
    author: Option<PersonId>,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into environment_exception (beneficiary_id, id, environment_id, reason, safeguards, author_id, \
         author_name, starts_on, ends_on, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(one.environment.as_str());
    let insert = insert.bind(&one.reason).bind(&one.safeguards).bind(author).bind(&one.author_name);
    tx.execute(insert.bind(one.starts_on).bind(one.ends_on).bind(now)).await?;
    let update = query(
        "update application_environment set breach_told_at = null where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(&key.beneficiary).bind(one.environment.as_str())).await.map(drop)
}

/// Ends an exception before its last day; gives 0 when it is ended.
pub(in crate::applications) async fn end_exception(
    tx: &mut Tx,
    key: &ApplicationKey,
    id: &ExceptionId,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update environment_exception set ended_at = $3, ended_by_name = $4 \
         where {scope} and beneficiary_id = $1 and id = $2 and ended_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(id.as_str()).bind(now).bind(by)).await
}

/// An environment whose production data have no exception any more, and its application.
pub(in crate::applications) struct Breach {
    pub(in crate::applications) key: ApplicationKey,
    pub(in crate::applications) environment: EnvironmentId,
    pub(in crate::applications) name: String,
    pub(in crate::applications) keeper: Option<PersonId>,
}

impl FromRow for Breach {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: ApplicationKey { beneficiary: row.id("beneficiary_id")?, id: row.id("application_id")? },
            environment: row.id("id")?,
            name: row.get("name")?,
            keeper: row.maybe_id("keeper_id")?,
        })
    }
}

/// Open environments outside production that hold production data without an exception on that day, and of which
/// nobody was told.
pub(in crate::applications) async fn breaches(tx: &mut Tx, day: Date, limit: i64) -> Result<Vec<Breach>> {
    let select = query(
        "select e.beneficiary_id, e.id, e.application_id, e.name, a.keeper_id from application_environment e \
         join application a on a.beneficiary_id = e.beneficiary_id and a.id = e.application_id \
         where {scope e} and e.data = 'production' and e.kind <> 'production' and e.closed_at is null \
         and e.breach_told_at is null and not exists (select 1 from environment_exception x \
         where x.beneficiary_id = e.beneficiary_id and x.environment_id = e.id and x.ended_at is null \
         and $1 between x.starts_on and x.ends_on) order by e.id limit $2",
    );
    tx.all(select.bind(day).bind(limit)).await
}

/// Notes that the keeper was told of a breach; gives 0 when that was done already.
pub(in crate::applications) async fn breach_told(tx: &mut Tx, one: &Breach, now: Timestamp) -> Result<u64> {
    let update = query(
        "update application_environment set breach_told_at = $3 \
         where {scope} and beneficiary_id = $1 and id = $2 and breach_told_at is null",
    );
    tx.execute(update.bind(&one.key.beneficiary).bind(one.environment.as_str()).bind(now)).await
}

/// The configuration of an application's environments, by name.
pub async fn items(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<Item>> {
    let select = query(
        "select i.* from environment_item i join application_environment e \
         on e.beneficiary_id = i.beneficiary_id and e.id = i.environment_id \
         where {scope i} and i.beneficiary_id = $1 and e.application_id = $2 order by i.name_folded, i.environment_id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// One configuration item.
pub(in crate::applications) async fn item(
    tx: &mut Tx,
    key: &ApplicationKey,
    environment: &EnvironmentId,
    name: &str,
) -> Result<Option<Item>> {
    let select = query(
        "select i.* from environment_item i \
         where {scope i} and i.beneficiary_id = $1 and i.environment_id = $2 and i.name_folded = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(environment.as_str()).bind(fold(name))).await
}

/// What is said of a configuration item.
pub(in crate::applications) struct Told<'a> {
    pub(in crate::applications) kind: ItemKind,
    pub(in crate::applications) name: &'a str,
    pub(in crate::applications) value: &'a str,
    pub(in crate::applications) by: &'a str,
}

/// Says what a configuration item is from now on.
pub(in crate::applications) async fn set_item(
    tx: &mut Tx,
    key: &ApplicationKey,
    environment: &EnvironmentId,
    told: &Told<'_>,
    now: Timestamp,
) -> Result<()> {
    let upsert = query(
        "insert into environment_item (beneficiary_id, environment_id, name_folded, kind, name, value, changed_by_name, \
         changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8) \
         on conflict (beneficiary_id, environment_id, name_folded) do update set kind = excluded.kind, \
         name = excluded.name, value = excluded.value, changed_by_name = excluded.changed_by_name, \
         changed_at = excluded.changed_at",
    );
    let upsert = upsert.bind(&key.beneficiary).bind(environment.as_str()).bind(fold(told.name));
    let upsert = upsert.bind(told.kind.as_str()).bind(told.name).bind(told.value).bind(told.by);
    tx.execute(upsert.bind(now)).await.map(drop)
}

/// Takes a configuration item away; gives 0 when there is none.
pub(in crate::applications) async fn remove_item(
    tx: &mut Tx,
    key: &ApplicationKey,
    environment: &EnvironmentId,
    name: &str,
) -> Result<u64> {
    let delete = query(
        "delete from environment_item where {scope} and beneficiary_id = $1 and environment_id = $2 and name_folded = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(environment.as_str()).bind(fold(name))).await
}
