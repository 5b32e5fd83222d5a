//! The statements of simulations kept under a name.

use super::{Simulation, SimulationKey};
use kernel::{fold, id::BeneficiaryId};
use platform::db::{self, FromRow, Row, Tx, json, query};

/// Most simulations of a beneficiary that are kept.
pub(super) const MOST: i64 = 50;

impl FromRow for Simulation {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            name: row.get("name")?,
            asked: row.json("asked")?,
            outcome: row.json("outcome")?,
            saved_at: row.get("saved_at")?,
            saved_by: row.get("saved_by_name")?,
            saved_by_id: row.maybe_id("saved_by_id")?,
        })
    }
}

/// The simulations of a beneficiary, by name.
pub async fn of_beneficiary(tx: &mut Tx, beneficiary: &BeneficiaryId) -> db::Result<Vec<Simulation>> {
    let select = query(
        "select s.* from price_simulation s where {scope s} and s.beneficiary_id = $1 order by s.name_folded, s.id limit $2",
    );
    tx.all(select.bind(beneficiary).bind(MOST)).await
}

/// One simulation.
pub async fn find(tx: &mut Tx, key: &SimulationKey) -> db::Result<Option<Simulation>> {
    let select =
        query("select s.* from price_simulation s where {scope s} and s.beneficiary_id = $1 and s.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Keeps a simulation.
pub(super) async fn insert(tx: &mut Tx, one: &Simulation) -> db::Result<()> {
    let insert = query(
        "insert into price_simulation (beneficiary_id, id, name, name_folded, asked, outcome, saved_at, saved_by_name, \
         saved_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(&one.beneficiary).bind(one.id.as_str()).bind(&one.name).bind(fold(&one.name));
    let insert =
        insert.bind(json("price_simulation", &one.asked)?).bind(json("price_simulation", &one.outcome)?);
    tx.execute(insert.bind(one.saved_at).bind(&one.saved_by).bind(one.saved_by_id.clone())).await.map(drop)
}

/// Takes a simulation away.
pub(super) async fn delete(tx: &mut Tx, key: &SimulationKey) -> db::Result<u64> {
    let delete = query("delete from price_simulation where {scope} and beneficiary_id = $1 and id = $2");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str())).await
}
