//! Sites as they can be found.

use super::Site;
use jiff::Timestamp;
use platform::search::{Document, Kind};

/// The document of a site: found by name and address.
pub fn document(site: &Site) -> Document {
    let address = [site.street.as_str(), &site.postal_code, &site.city, &site.beneficiary_name];
    let address: Vec<&str> = address.into_iter().filter(|part| !part.is_empty()).collect();
    Document {
        organisation: site.beneficiary.clone(),
        kind: Kind::Site,
        id: site.id.to_string(),
        // Sites have no date that matters to somebody looking for one.
        at: Timestamp::UNIX_EPOCH,
        title: site.name.clone(),
        body: address.join(", "),
        also: String::new(),
        references: vec![],
        path: site.path(),
        readers: vec![],
        is_internal: false,
    }
}
