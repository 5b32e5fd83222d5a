//! Changes as they can be found, by the provider's side.

use super::Change;
use kernel::id::OrganisationId;
use platform::search::{Document, Kind};

/// The document of a change, which belongs to the provider.
pub fn document(one: &Change, provider: &OrganisationId) -> Document {
    let content = &one.content;
    Document {
        organisation: provider.clone(),
        kind: Kind::Change,
        id: one.id.to_string(),
        at: one.created_at,
        title: format!("{} {}", one.reference(), content.title),
        body: [content.why.as_str(), &content.plan, &one.outcome].join("\n"),
        also: content.back_out.clone(),
        references: vec![one.reference()],
        path: one.path(),
        readers: vec![],
        is_internal: true,
    }
}
