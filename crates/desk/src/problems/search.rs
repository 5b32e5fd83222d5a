//! Problems as they can be found, by the provider's side.

use super::Problem;
use kernel::id::OrganisationId;
use platform::search::{Document, Kind};

/// The document of a problem, which belongs to the provider.
pub fn document(one: &Problem, provider: &OrganisationId) -> Document {
    let texts = [&one.description, &one.root_cause, &one.workaround, &one.resolution];
    let texts: Vec<&str> = texts.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    Document {
        organisation: provider.clone(),
        kind: Kind::Problem,
        id: one.id.to_string(),
        at: one.opened_at,
        title: format!("{} {}", one.reference(), one.title),
        body: texts.join("\n"),
        also: one.category.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        references: vec![one.reference()],
        path: one.path(),
        readers: vec![],
        is_internal: true,
    }
}
