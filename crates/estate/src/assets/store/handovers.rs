//! Records that assets changed hands.

use super::super::{AssetKey, Handover, HandoverId, rules::StatedHandover};
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Handover {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            direction: row.word("direction")?,
            happened_on: row.get("happened_on")?,
            condition: row.word("condition")?,
            remarks: row.get("remarks")?,
            accessories: row.get("accessories")?,
            given_by: row.get("given_by")?,
            received_by: row.get("received_by")?,
            recorded_by: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

/// Every change of hands of an asset, the last first.
pub async fn handovers(tx: &mut Tx, key: &AssetKey) -> Result<Vec<Handover>> {
    let select = query(
        "select h.* from asset_handover h where {scope h} and h.beneficiary_id = $1 and h.asset_id = $2 \
         order by h.happened_on desc, h.id desc limit 200",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// One change of hands.
pub async fn handover(tx: &mut Tx, key: &AssetKey, id: &HandoverId) -> Result<Option<Handover>> {
    let select = query(
        "select h.* from asset_handover h where {scope h} and h.beneficiary_id = $1 and h.asset_id = $2 and h.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Writes a change of hands down.
pub(in super::super) async fn insert(
    tx: &mut Tx,
    key: &AssetKey,
    id: &HandoverId,
    one: &StatedHandover,
    (by, now): (&str, Timestamp),
) -> Result<()> {
    let insert = query(
        "insert into asset_handover (beneficiary_id, id, asset_id, direction, happened_on, condition, remarks, accessories, \
         given_by, received_by, recorded_by_name, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    let insert = insert.bind(&key.beneficiary).bind(id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(one.direction.as_str()).bind(one.happened_on).bind(one.condition.as_str());
    let insert = insert.bind(&one.remarks).bind(&one.accessories).bind(&one.given_by).bind(&one.received_by);
    tx.execute(insert.bind(by).bind(now)).await.map(drop)
}
