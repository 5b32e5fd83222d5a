//! Holding assets: adding, changing, changing hands, retiring, looking.

mod look;
mod write;

pub use look::{Whole, list, read, to_export};
pub use write::{change, change_in, create, create_in, hand_over, retire, take_back_in, unlock};
pub(crate) use write::{fill_in, found_in};

use super::{Asset, AssetKey, KindId, kinds::OwnKind, store};
use jiff::civil::Date;
use kernel::{Permission, Text, Zone};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

/// The day in Paris.
pub fn today(ctx: &Ctx) -> Date {
    ctx.now().to_zoned(Zone::Metropole.time_zone()).date()
}

/// Holds an asset that is still as it was read; any version when none is given.
async fn held(tx: &mut Tx, key: &AssetKey, version: Option<i64>) -> Result<Asset> {
    let asset = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    match version {
        Some(read) if read != asset.version => Err(Error::Stale(asset.version)),
        _ => Ok(asset),
    }
}

/// Every kind that the authority added.
pub async fn kinds(ctx: &Ctx) -> Result<Vec<OwnKind>> {
    ctx.require(Permission::AssetRead)?;
    Ok(store::kinds(&mut ctx.read().await?).await?)
}

/// Adds a kind.
pub async fn add_kind(ctx: &Ctx, name: &str) -> Result<OwnKind> {
    ctx.require(Permission::AssetManage)?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > super::rules::NAME {
        let limit = Text::new("asset-error-kind-name").with("limit", super::rules::NAME);
        return Err(Error::invalid("name", limit));
    }
    let taken = || Error::invalid("name", Text::new("asset-error-kind-taken"));
    let mut tx = ctx.begin().await?;
    let kind = OwnKind { id: ctx.id(), name: name.to_owned(), is_retired: false };
    let built_in = super::kinds::choices(ctx.lang, &[], "");
    if built_in.iter().any(|(_, known)| kernel::fold(known) == kernel::fold(name)) {
        return Err(taken());
    }
    store::insert_kind(&mut tx, &kind.id, name, ctx.now())
        .await
        .on_unique("asset_kind_name_folded_key", taken())?;
    let entry = Entry::new("asset_kind.create", None, "asset_kind", kind.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": name}))).await?;
    tx.commit().await?;
    Ok(kind)
}

/// Offers a kind no more. Assets of it keep it.
pub async fn retire_kind(ctx: &Ctx, id: &KindId) -> Result<()> {
    ctx.require(Permission::AssetManage)?;
    let mut tx = ctx.begin().await?;
    if store::retire_kind(&mut tx, id, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    record(&mut tx, ctx, Entry::new("asset_kind.retire", None, "asset_kind", id.as_str())).await?;
    Ok(tx.commit().await?)
}
