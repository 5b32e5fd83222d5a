//! What the books need of assets: cost, entry into service, useful life.

use super::super::{AssetKey, BookedAsset, Kind};
use kernel::{Cents, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for BookedAsset {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        Ok(Self {
            key: AssetKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            reference: format!("{code}-M{number}"),
            kind: Kind { word: row.get("kind")?, name: row.maybe("kind_name")? },
            name: row.get("name")?,
            legal_status: row.word("legal_status")?,
            is_shared: row.get("is_shared")?,
            cost_cents: row.maybe::<i64>("cost_cents")?.map(Cents),
            in_service_on: row.maybe("in_service_on")?,
            useful_life_years: row.maybe("useful_life_years")?,
            retired_on: row.maybe("retired_on")?,
        })
    }
}

/// Every asset of a beneficiary as the books see it, by its number.
pub async fn booked(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<BookedAsset>> {
    let select = query(
        "select a.beneficiary_id, a.id, o.code, a.number, a.kind, k.name as kind_name, a.name, a.legal_status, a.is_shared, \
         a.cost_cents, a.in_service_on, a.useful_life_years, a.retired_on from asset a \
         join organisation o on o.id = a.beneficiary_id left join asset_kind k on k.id = a.kind \
         where {scope a} and a.beneficiary_id = $1 order by a.number",
    );
    tx.all(select.bind(beneficiary)).await
}
