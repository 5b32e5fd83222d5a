//! Hand-overs in the database.

use super::{Handover, HandoverId, HandoverKey};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Hand-overs shown of a beneficiary.
const SHOWN: i64 = 100;

impl FromRow for Handover {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: HandoverKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            handed_on: row.get("handed_on")?,
            received_by: row.get("received_by")?,
            means: row.get("means")?,
            manifest: row.id("manifest")?,
            note: row.get("note")?,
            recorded_by: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
            accepted_at: row.maybe("accepted_at")?,
            accepted_by: row.get("accepted_by_name")?,
            remarks: row.get("remarks")?,
        })
    }
}

/// The hand-overs of a beneficiary, the latest first.
pub async fn of(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Handover>> {
    let select = query(
        "select * from reversibility_handover h where {scope h} and h.beneficiary_id = $1 \
         order by h.handed_on desc, h.id desc limit $2",
    );
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}

/// One hand-over.
pub async fn find(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &HandoverId) -> Result<Option<Handover>> {
    let select = query(
        "select * from reversibility_handover h where {scope h} and h.beneficiary_id = $1 and h.id = $2",
    );
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

/// One hand-over, held until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, key: &HandoverKey) -> Result<Option<Handover>> {
    let select = query(
        "select * from reversibility_handover h where {scope h} and h.beneficiary_id = $1 and h.id = $2 for update",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Writes a hand-over down.
pub(super) async fn insert(tx: &mut Tx, one: &Handover) -> Result<()> {
    let insert = query(
        "insert into reversibility_handover (beneficiary_id, id, handed_on, received_by, means, manifest, note, \
         recorded_by_name, recorded_at, accepted_by_name, remarks) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '')",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.handed_on);
    let insert = insert.bind(&one.received_by).bind(&one.means).bind(one.manifest.clone()).bind(&one.note);
    tx.execute(insert.bind(&one.recorded_by).bind(one.recorded_at)).await.map(drop)
}

/// Notes that the beneficiary accepts one. Gives 0 when it did already.
pub(super) async fn accept(
    tx: &mut Tx,
    key: &HandoverKey,
    (by, remarks): (&str, &str),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update reversibility_handover set accepted_at = $3, accepted_by_name = $4, remarks = $5 \
         where {scope} and beneficiary_id = $1 and id = $2 and accepted_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now);
    tx.execute(update.bind(by).bind(remarks)).await
}
