//! Assets as they can be found.

use super::{Asset, State};
use jiff::Timestamp;
use platform::{
    i18n::Lang,
    search::{Document, Kind},
};

/// Kind of object under which assets stand in the log and in the index.
pub const OBJECT: &str = "asset";

/// The document of an asset: found by name, reference, serial number, model, user and site. What is retired is not.
pub fn document(asset: &Asset) -> Option<Document> {
    let kinds = [asset.kind.label(Lang::Fr), asset.kind.label(Lang::En)];
    let site = asset.site_name.clone().unwrap_or_default();
    let body = [kinds[0].as_str(), &asset.maker, &asset.model, &asset.serial, &asset.used_by, &site];
    let body: Vec<&str> = body.into_iter().filter(|part| !part.is_empty()).collect();
    (asset.state != State::Retired).then(|| Document {
        organisation: asset.key.beneficiary.clone(),
        kind: Kind::Asset,
        id: asset.key.id.to_string(),
        // Assets have no date that matters to somebody looking for one.
        at: Timestamp::UNIX_EPOCH,
        title: format!("{} {}", asset.reference, asset.name),
        body: body.join(", "),
        also: format!("{} {}", kinds[1], asset.beneficiary_name),
        references: vec![asset.reference.clone()],
        path: asset.key.path(),
        readers: vec![],
        is_internal: false,
    })
}
