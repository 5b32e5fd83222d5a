//! Assets in the database.

mod books;
mod handovers;
mod kinds;
mod lists;

pub use books::booked;
pub(super) use handovers::insert as insert_handover;
pub use handovers::{handover, handovers};
pub use kinds::all as kinds;
pub(super) use kinds::{insert as insert_kind, retire as retire_kind};
pub use lists::{PAGE, ROWS, Wanted, keys, list, with_ids, with_names, with_serial, with_serials};

use super::{Asset, AssetKey, Field, Kind};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, fold, id::BeneficiaryId};
use platform::db::{FromRow, Query, Result, Row, Tx, query};

impl FromRow for Asset {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        let locked: String = row.get("locked")?;
        Ok(Self {
            key: AssetKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            reference: format!("{code}-M{number}"),
            kind: Kind { word: row.get("kind")?, name: row.maybe("kind_name")? },
            name: row.get("name")?,
            state: row.word("state")?,
            site: row.maybe_id("site_id")?,
            site_name: row.maybe("site_name")?,
            owner: row.word("owner")?,
            manager: row.word("manager")?,
            used_by: row.get("used_by")?,
            user: row.maybe_id("user_id")?,
            legal_status: row.word("legal_status")?,
            is_shared: row.get("is_shared")?,
            maker: row.get("maker")?,
            model: row.get("model")?,
            serial: row.get("serial")?,
            purchased_on: row.maybe("purchased_on")?,
            cost_cents: row.maybe::<i64>("cost_cents")?.map(Cents),
            in_service_on: row.maybe("in_service_on")?,
            useful_life_years: row.maybe("useful_life_years")?,
            warranty_ends_on: row.maybe("warranty_ends_on")?,
            protection: row.word("protection")?,
            notes: row.get("notes")?,
            retired_on: row.maybe("retired_on")?,
            retired_why: row.get("retired_why")?,
            locked: locked.split_whitespace().filter_map(Field::parse).collect(),
            updated_at: row.get("updated_at")?,
            version: row.get("version")?,
            name_folded: row.get("name_folded")?,
        })
    }
}

/// The asset, when in scope.
pub async fn find(tx: &mut Tx, key: &AssetKey) -> Result<Option<Asset>> {
    let select = query(ROWS).push(" and a.beneficiary_id = $1 and a.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, its row held until the end of the transaction.
pub(crate) async fn hold(tx: &mut Tx, key: &AssetKey) -> Result<Option<Asset>> {
    let lock = query(
        "select a.id as value from asset a where {scope a} and a.beneficiary_id = $1 and a.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// The asset of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Asset>> {
    let select = query(ROWS).push(" and a.beneficiary_id = $1 and a.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// The number after the last one of a beneficiary; the end of its chain of the log is held.
pub(super) async fn next_number(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<i64> {
    let select = query(
        "select coalesce(max(a.number), 0) + 1 as value from asset a where {scope a} and a.beneficiary_id = $1",
    );
    tx.value(select.bind(beneficiary)).await
}

/// Stores a new asset; gives 0 when it was sent already.
pub(super) async fn insert(
    tx: &mut Tx,
    one: &Asset,
    number: i64,
    now: Timestamp,
    sent: Option<&str>,
) -> Result<u64> {
    let insert = query(
        "insert into asset (beneficiary_id, id, kind, name, name_folded, state, site_id, owner, manager, used_by, user_id, \
         legal_status, is_shared, maker, model, serial, serial_folded, purchased_on, cost_cents, in_service_on, \
         useful_life_years, warranty_ends_on, protection, notes, retired_on, retired_why, locked, updated_at, number, \
         created_at, version, idempotency_key) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, \
         $24, $25, $26, $27, $28, $29, $28, 1, $30) on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    tx.execute(written(insert, one, now).bind(number).bind(sent)).await
}

/// Stores an asset whose row is held, and raises its version.
pub(super) async fn update(tx: &mut Tx, one: &Asset, now: Timestamp) -> Result<()> {
    let update = query(
        "update asset set kind = $3, name = $4, name_folded = $5, state = $6, site_id = $7, owner = $8, manager = $9, \
         used_by = $10, user_id = $11, legal_status = $12, is_shared = $13, maker = $14, model = $15, serial = $16, \
         serial_folded = $17, purchased_on = $18, cost_cents = $19, in_service_on = $20, useful_life_years = $21, \
         warranty_ends_on = $22, protection = $23, notes = $24, retired_on = $25, retired_why = $26, locked = $27, \
         updated_at = $28, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(written(update, one, now)).await.map(drop)
}

fn written(statement: Query, one: &Asset, now: Timestamp) -> Query {
    let locked: Vec<&str> = one.locked.iter().map(|field| field.as_str()).collect();
    let day = |day: Option<Date>| day;
    let statement = statement
        .bind(&one.key.beneficiary)
        .bind(one.key.id.as_str())
        .bind(&one.kind.word)
        .bind(&one.name)
        .bind(fold(&one.name))
        .bind(one.state.as_str())
        .bind(one.site.as_ref().map(super::super::sites::SiteId::as_str))
        .bind(one.owner.as_str())
        .bind(one.manager.as_str())
        .bind(&one.used_by)
        .bind(one.user.clone())
        .bind(one.legal_status.as_str())
        .bind(one.is_shared);
    let statement = statement.bind(&one.maker).bind(&one.model).bind(&one.serial).bind(fold(&one.serial));
    let statement = statement
        .bind(day(one.purchased_on))
        .bind(one.cost_cents.map(|cost| cost.0))
        .bind(day(one.in_service_on))
        .bind(one.useful_life_years)
        .bind(day(one.warranty_ends_on));
    statement
        .bind(one.protection.as_str())
        .bind(&one.notes)
        .bind(day(one.retired_on))
        .bind(&one.retired_why)
        .bind(locked.join(" "))
        .bind(now)
}

/// Removes an asset that is still at `version`; gives the number of rows removed, 0 or 1. Refused by the database when
/// anything refers to it.
pub(super) async fn delete(tx: &mut Tx, key: &AssetKey, version: i64) -> Result<u64> {
    let delete =
        query("delete from asset where {scope} and beneficiary_id = $1 and id = $2 and version = $3");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(version)).await
}
