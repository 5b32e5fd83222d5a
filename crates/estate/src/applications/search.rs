//! Applications as they can be found.

use super::Application;
use jiff::Timestamp;
use platform::search::{Document, Kind};

/// The document of an application: found by name, publisher and purpose.
pub fn document(one: &Application) -> Document {
    Document {
        organisation: one.key.beneficiary.clone(),
        kind: Kind::Application,
        id: one.key.id.to_string(),
        // Applications have no date that matters to somebody looking for one.
        at: Timestamp::UNIX_EPOCH,
        title: one.name.clone(),
        body: format!("{}\n{}, {}", one.purpose, one.publisher, one.beneficiary_name),
        also: one.business_owner.clone(),
        references: vec![],
        path: one.key.path(),
        readers: vec![],
        is_internal: false,
    }
}
