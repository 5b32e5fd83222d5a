//! Machines as their agents tell them.

use super::super::{Content, Machine, MachineKey};
use crate::assets::AssetKey;
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Machines of a page.
pub const PAGE: i64 = 100;

const ROWS: &str = "select m.*, o.name as beneficiary_name, a.name as asset_name from inventory_machine m \
     join organisation o on o.id = m.beneficiary_id \
     left join asset a on a.beneficiary_id = m.beneficiary_id and a.id = m.asset_id where {scope m}";

impl FromRow for Machine {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            identity: row.get("identity")?,
            device_id: row.get("device_id")?,
            name: row.get("name")?,
            access: row.id("access_id")?,
            asset: row.maybe_id("asset_id")?,
            asset_name: row.maybe("asset_name")?,
            agent: row.get("agent")?,
            protocol: row.word("protocol")?,
            first_seen_at: row.get("first_seen_at")?,
            last_seen_at: row.get("last_seen_at")?,
            changed_at: row.get("changed_at")?,
            digest: row.get("digest")?,
        })
    }
}

/// The machines in scope that told of themselves last.
pub async fn latest(tx: &mut Tx) -> Result<Vec<Machine>> {
    let select = query(ROWS).push(" order by m.last_seen_at desc, m.id desc limit $1");
    tx.all(select.bind(PAGE)).await
}

/// The machines in scope that are no asset yet, the last seen first.
pub async fn unknown(tx: &mut Tx) -> Result<Vec<Machine>> {
    let select = query(ROWS).push(" and m.asset_id is null order by m.last_seen_at desc, m.id desc limit $1");
    tx.all(select.bind(PAGE)).await
}

/// One machine.
pub async fn find(tx: &mut Tx, key: &MachineKey) -> Result<Option<Machine>> {
    let select = query(ROWS).push(" and m.beneficiary_id = $1 and m.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The machine that an asset is.
pub async fn of_asset(tx: &mut Tx, key: &AssetKey) -> Result<Option<Machine>> {
    let select = query(ROWS).push(" and m.beneficiary_id = $1 and m.asset_id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The machine of a beneficiary that an identity makes.
pub(in super::super) async fn by_identity(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    identity: &str,
) -> Result<Option<Machine>> {
    let select = query(ROWS).push(" and m.beneficiary_id = $1 and m.identity = $2");
    tx.optional(select.bind(beneficiary).bind(identity)).await
}

/// The machines of a beneficiary that an agent calls so: one, unless a disk was copied.
pub(in super::super) async fn by_device(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    device: &str,
) -> Result<Vec<Machine>> {
    let select = query(ROWS).push(" and m.beneficiary_id = $1 and m.device_id = $2 order by m.id limit 2");
    tx.all(select.bind(beneficiary).bind(device)).await
}

/// What is kept of a machine.
pub async fn content(tx: &mut Tx, key: &MachineKey) -> Result<Content> {
    let select = query(
        "select c.content as value from inventory_content c \
         where {scope c} and c.beneficiary_id = $1 and c.machine_id = $2",
    );
    let found: Option<(String,)> = tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    Ok(found.map(|(text,)| Content::of_text(&text)).unwrap_or_default())
}

/// Stores a new machine of which nothing is kept yet; gives 0 when it is there already.
pub(in super::super) async fn insert(tx: &mut Tx, one: &Machine) -> Result<u64> {
    let insert = query(
        "insert into inventory_machine (beneficiary_id, id, identity, device_id, name, access_id, agent, protocol, \
         first_seen_at, last_seen_at, changed_at, digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, '') \
         on conflict (beneficiary_id, identity) do nothing",
    );
    let insert = insert.bind(&one.beneficiary).bind(one.id.as_str()).bind(&one.identity).bind(&one.device_id);
    let insert = insert.bind(&one.name).bind(one.access.as_str()).bind(&one.agent);
    tx.execute(insert.bind(one.protocol.as_str()).bind(one.first_seen_at)).await
}

/// Says that a machine told of itself: how it is called and what it came with.
pub(in super::super) async fn touch(tx: &mut Tx, one: &Machine) -> Result<()> {
    let update = query(
        "update inventory_machine set device_id = $3, name = $4, access_id = $5, agent = $6, protocol = $7, \
         last_seen_at = $8 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&one.beneficiary).bind(one.id.as_str()).bind(&one.device_id).bind(&one.name);
    let update = update.bind(one.access.as_str()).bind(&one.agent).bind(one.protocol.as_str());
    tx.execute(update.bind(one.last_seen_at)).await.map(drop)
}

/// Says that what is kept of a machine changed, unless it is the same; gives the number of rows changed, 0 or 1.
pub(in super::super) async fn changed(
    tx: &mut Tx,
    one: &Machine,
    digest: &str,
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update inventory_machine set digest = $3, changed_at = $4 \
         where {scope} and beneficiary_id = $1 and id = $2 and digest <> $3",
    );
    tx.execute(update.bind(&one.beneficiary).bind(one.id.as_str()).bind(digest).bind(now)).await
}

/// Keeps what a machine told.
pub(in super::super) async fn keep(tx: &mut Tx, one: &Machine, content: &str) -> Result<()> {
    let upsert = query(
        "insert into inventory_content (beneficiary_id, machine_id, content) values ($1, $2, $3) \
         on conflict (beneficiary_id, machine_id) do update set content = excluded.content",
    );
    tx.execute(upsert.bind(&one.beneficiary).bind(one.id.as_str()).bind(content)).await.map(drop)
}

/// Says which asset a machine is.
pub(in super::super) async fn attach(tx: &mut Tx, machine: &MachineKey, asset: &AssetKey) -> Result<u64> {
    let update =
        query("update inventory_machine set asset_id = $3 where {scope} and beneficiary_id = $1 and id = $2");
    tx.execute(update.bind(&machine.beneficiary).bind(machine.id.as_str()).bind(asset.id.as_str())).await
}
