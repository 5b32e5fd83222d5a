//! Pages of assets, and assets by what people know of them.

use super::super::{Asset, AssetId, AssetKey, LegalStatus, State};
use crate::sites::SiteId;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Rows of a page.
pub const PAGE: usize = 50;

/// Most assets that may bear one serial number.
const FEW: i64 = 50;

/// Every asset in scope, with the names of what it refers to.
pub const ROWS: &str = "select a.*, o.name as beneficiary_name, o.code, s.name as site_name, k.name as kind_name from asset a \
     join organisation o on o.id = a.beneficiary_id \
     left join site s on s.beneficiary_id = a.beneficiary_id and s.id = a.site_id \
     left join asset_kind k on k.id = a.kind where {scope a}";

/// Which assets a list shows, after a place in its order.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Beginning of the folded name, and the first text after all that begin so.
    pub name: Option<(String, String)>,
    /// Only of this beneficiary.
    pub beneficiary: Option<BeneficiaryId>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only in this state; without one, all but the retired.
    pub state: Option<State>,
    /// Only with this legal status.
    pub legal_status: Option<LegalStatus>,
    /// Only at this site.
    pub site: Option<SiteId>,
    /// Folded name and identifier of the last row of the page before.
    pub after: (String, String),
    /// Most rows.
    pub limit: i64,
}

/// One page by name.
pub async fn list(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Asset>> {
    let select = query(ROWS).push(" and (a.name_folded, a.id) > ($1, $2) and $3 > 0");
    let select = select.bind(&wanted.after.0).bind(&wanted.after.1).bind(wanted.limit);
    let (from, to) = wanted.name.clone().unzip();
    let select = select.and_if("a.name_folded >=", from).and_if("a.name_folded <", to);
    let select = select.and_if("a.beneficiary_id =", wanted.beneficiary.clone());
    let select = select.and_if("a.site_id =", wanted.site.as_ref().map(crate::sites::SiteId::as_str));
    let select = select.and_if("a.kind =", wanted.kind.as_deref());
    let select = select.and_if("a.legal_status =", wanted.legal_status.map(LegalStatus::as_str));
    let select = match wanted.state {
        Some(state) => select.and_if("a.state =", Some(state.as_str())),
        None => select.push(" and a.state <> 'retired'"),
    };
    tx.all(select.push(" order by a.name_folded, a.id limit $3")).await
}

/// The assets in scope that bear a folded serial number, or the reference of a beneficiary's code and a number.
pub async fn with_serial(tx: &mut Tx, serial: &str, reference: Option<(String, i64)>) -> Result<Vec<Asset>> {
    if let Some((code, number)) = reference {
        let select = query(ROWS).push(" and o.code = $1 and a.number = $2");
        let found = tx.all(select.bind(code).bind(number)).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let select = query(ROWS).push(" and a.serial_folded = $1 order by a.beneficiary_id, a.id limit $2");
    tx.all(select.bind(serial).bind(FEW)).await
}

/// The assets in scope with these identifiers.
pub async fn with_ids(tx: &mut Tx, ids: &[AssetId]) -> Result<Vec<Asset>> {
    let select = query(ROWS).and_in("a.id", ids.iter().map(AssetId::as_str));
    tx.all(select.push(" order by a.id")).await
}

/// The assets in scope with these folded serial numbers.
pub async fn with_serials(tx: &mut Tx, serials: &[String]) -> Result<Vec<Asset>> {
    tx.all(query(ROWS).and_in("a.serial_folded", serials).push(" order by a.id")).await
}

/// The assets in scope with these folded names.
pub async fn with_names(tx: &mut Tx, names: &[String]) -> Result<Vec<Asset>> {
    tx.all(query(ROWS).and_in("a.name_folded", names).push(" order by a.id")).await
}

impl FromRow for AssetKey {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? })
    }
}

/// Keys of every asset in scope, after one.
pub async fn keys(tx: &mut Tx, after: Option<&AssetKey>, limit: i64) -> Result<Vec<AssetKey>> {
    let (beneficiary, id) = after.map_or(("", ""), |key| (key.beneficiary.as_str(), key.id.as_str()));
    let select = query(
        "select a.beneficiary_id, a.id from asset a where {scope a} and (a.beneficiary_id, a.id) > ($1, $2) \
         order by a.beneficiary_id, a.id limit $3",
    );
    tx.all(select.bind(beneficiary).bind(id).bind(limit)).await
}
