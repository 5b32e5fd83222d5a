//! Looking at assets.

use crate::{
    assets::{
        Asset, AssetId, AssetKey, Handover, Happened, LegalStatus, ListQuery, State, rules,
        store::{self, Wanted},
    },
    inventory::{self, Machine},
    sites::SiteId,
};
use jiff::SignedDuration;
use kernel::{Permission, Text, fold, id::BeneficiaryId};
use people::audit;
use platform::{Ctx, Error, Result};

/// Entries of the history of an asset, at most.
const HISTORY: i64 = 100;

/// An asset with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The asset.
    pub asset: Asset,
    /// Its changes of hands, the last first.
    pub handovers: Vec<Handover>,
    /// The machine it is, as its agent tells it.
    pub machine: Option<Machine>,
    /// What happened to it, the last first.
    pub history: Vec<Happened>,
}

/// One page of the assets wanted, and where the next one begins. A serial number or a reference typed whole gives what
/// bears it.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Asset>, Option<AssetKey>)> {
    page(ctx, query, store::PAGE).await
}

/// The same in larger pages, for files.
pub async fn to_export(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Asset>, Option<AssetKey>)> {
    page(ctx, query, 10 * store::PAGE).await
}

async fn page(ctx: &Ctx, query: &ListQuery, rows: usize) -> Result<(Vec<Asset>, Option<AssetKey>)> {
    ctx.require(Permission::AssetRead)?;
    let mut wanted = wanted(query)?;
    wanted.limit = i64::try_from(rows + 1).unwrap_or(i64::MAX);
    let mut tx = ctx.read().await?;
    let asked = fold(query.q.trim());
    if !asked.is_empty() {
        let exact = store::with_serial(&mut tx, &asked, rules::reference(&query.q)).await?;
        if !exact.is_empty() {
            return Ok((exact, None));
        }
    }
    if let Some((beneficiary, id)) = query.after.split_once('/') {
        // An asset that is gone, or is not the reader's, is no place in the list: the list begins again.
        let key = AssetKey { beneficiary: BeneficiaryId::from(beneficiary), id: AssetId::from(id) };
        let last = store::find(&mut tx, &key).await?;
        wanted.after = last.map(|last| (last.name_folded, last.key.id.into())).unwrap_or_default();
    }
    let mut assets = store::list(&mut tx, &wanted).await?;
    let has_more = assets.len() > rows;
    assets.truncate(rows);
    let next = assets.last().filter(|_| has_more).map(|last| last.key.clone());
    Ok((assets, next))
}

fn wanted(query: &ListQuery) -> Result<Wanted> {
    let refused = |field: &str| Error::invalid(field, Text::new("asset-error-choice"));
    let state = match query.state.as_str() {
        "" => None,
        word => Some(State::parse(word).ok_or_else(|| refused("state"))?),
    };
    let legal_status = match query.legal_status.as_str() {
        "" => None,
        word => Some(LegalStatus::parse(word).ok_or_else(|| refused("legal_status"))?),
    };
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let begins = Some(fold(query.q.trim())).filter(|text| !text.is_empty());
    Ok(Wanted {
        // No folded text holds the last character there is: whatever begins so comes before.
        name: begins.map(|text| (text.clone(), format!("{text}\u{10ffff}"))),
        beneficiary: given(&query.beneficiary).map(BeneficiaryId::from),
        kind: given(&query.kind),
        state,
        legal_status,
        site: given(&query.site).map(SiteId::from),
        after: Default::default(),
        limit: 0,
    })
}

/// The asset with all that belongs to it, when it is the actor's to read.
pub async fn read(ctx: &Ctx, key: &AssetKey) -> Result<Whole> {
    ctx.require(Permission::AssetRead)?;
    let mut tx = ctx.read().await?;
    let asset = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let handovers = store::handovers(&mut tx, key).await?;
    let machine = inventory::store::of_asset(&mut tx, key).await?;
    let filter = audit::Filter {
        before: (ctx.now() + SignedDuration::from_hours(24), String::new(), i64::MAX),
        chain: Some(key.beneficiary.to_string()),
        action: None,
        object_kind: Some("asset".to_owned()),
        object_id: Some(key.id.to_string()),
    };
    let entries = audit::store::list(&mut tx, &filter, HISTORY).await?;
    Ok(Whole { asset, handovers, machine, history: entries.into_iter().map(happened).collect() })
}

/// What an entry of the log tells; what was erased tells nothing.
fn happened(entry: audit::Recorded) -> Happened {
    #[derive(Default, serde::Deserialize)]
    struct Detail {
        #[serde(default)]
        changes: Vec<(String, String, String)>,
    }
    let detail: Detail = serde_json::from_str(&entry.detail).unwrap_or_default();
    Happened { at: entry.at, by: entry.actor_name, action: entry.action, changes: detail.changes }
}
