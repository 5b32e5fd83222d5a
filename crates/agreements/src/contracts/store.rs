//! Contracts in the database.

use super::{Contract, ContractId, ContractKey};
use crate::joined::{self, Joined};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Contract {
    fn from_row(row: &Row) -> Result<Self> {
        let id = ContractId::from(row.get::<String>("id")?);
        Ok(Self {
            key: ContractKey { beneficiary: row.id("beneficiary_id")?, id },
            beneficiary_name: row.get("beneficiary_name")?,
            side: row.word("side")?,
            supplier: row.get("supplier")?,
            title: row.get("title")?,
            reference: row.get("reference")?,
            block: row.get("block")?,
            starts_on: row.get("starts_on")?,
            ends_on: row.get("ends_on")?,
            amount: row.maybe("amount_cents")?,
            notice_months: row.get("notice_months")?,
            is_transferable: row.get("is_transferable")?,
            share_percent: row.get("share_percent")?,
            file: Joined::of(row)?,
            ended_on: row.maybe("ended_on")?,
            ended_why: row.get("ended_why")?,
            created_by: row.get("created_by_name")?,
            version: row.get("version")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 50;
/// Most contracts of a beneficiary that its exit lists.
const MOST: i64 = 500;

const CONTRACT: &str = "select c.*, o.name as beneficiary_name from service_contract c \
    join organisation o on o.id = c.beneficiary_id where {scope c}";

/// One page by last day, after a place in that order, and one row more when others follow.
pub async fn page(tx: &mut Tx, after: &(Date, String)) -> Result<Vec<Contract>> {
    let select = query(CONTRACT).push(" and (c.ends_on, c.id) > ($1, $2) order by c.ends_on, c.id limit $3");
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(after.0).bind(&after.1).bind(rows)).await
}

/// The contracts of a beneficiary by last day.
pub async fn of_beneficiary(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Contract>> {
    let select = query(CONTRACT).push(" and c.beneficiary_id = $1 order by c.ends_on, c.id limit $2");
    tx.all(select.bind(beneficiary).bind(MOST)).await
}

/// The contract, when in scope.
pub async fn find(tx: &mut Tx, key: &ContractKey) -> Result<Option<Contract>> {
    let select = query(CONTRACT).push(" and c.beneficiary_id = $1 and c.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &ContractKey) -> Result<Option<Contract>> {
    let lock = query(
        "select c.id as value from service_contract c where {scope c} and c.beneficiary_id = $1 and c.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// Stores a new contract; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, one: &Contract, sent: Option<&str>, now: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into service_contract (beneficiary_id, id, side, supplier, title, reference, block, starts_on, ends_on, \
         amount_cents, notice_months, is_transferable, share_percent, file_digest, file_name, created_by_name, created_at, \
         idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.side.as_str());
    let insert = insert.bind(&one.supplier).bind(&one.title).bind(&one.reference).bind(&one.block);
    let insert = insert.bind(one.starts_on).bind(one.ends_on).bind(one.amount.map(|amount| amount.0));
    let insert = insert.bind(one.notice_months).bind(one.is_transferable).bind(one.share_percent);
    let insert = insert.bind(joined::digest(one.file.as_ref())).bind(joined::name(one.file.as_ref()));
    tx.execute(insert.bind(&one.created_by).bind(now).bind(sent)).await
}

/// The contract of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Contract>> {
    let select = query(CONTRACT).push(" and c.beneficiary_id = $1 and c.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Changes a held contract.
pub(super) async fn update(tx: &mut Tx, one: &Contract) -> Result<()> {
    let update = query(
        "update service_contract set side = $3, supplier = $4, title = $5, reference = $6, block = $7, starts_on = $8, \
         ends_on = $9, amount_cents = $10, notice_months = $11, is_transferable = $12, share_percent = $13, \
         file_digest = $14, file_name = $15, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.side.as_str());
    let update = update.bind(&one.supplier).bind(&one.title).bind(&one.reference).bind(&one.block);
    let update = update.bind(one.starts_on).bind(one.ends_on).bind(one.amount.map(|amount| amount.0));
    let update = update.bind(one.notice_months).bind(one.is_transferable).bind(one.share_percent);
    let update = update.bind(joined::digest(one.file.as_ref())).bind(joined::name(one.file.as_ref()));
    tx.execute(update).await.map(drop)
}

/// Ends a held contract before its last day.
pub(super) async fn end(tx: &mut Tx, key: &ContractKey, on: Date, why: &str) -> Result<()> {
    let update = query(
        "update service_contract set ended_on = $3, ended_why = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str());
    tx.execute(update.bind(on).bind(why)).await.map(drop)
}
