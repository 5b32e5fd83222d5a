//! Persons as they can be found.

use super::Person;
use platform::search::{Document, Kind};

/// The document of a person: found by name, function, organisation, mail address and telephone number.
pub fn document(person: &Person) -> Document {
    let contact = [&person.function_title, &person.organisation_name, &person.email, &person.phone];
    let contact: Vec<&str> =
        contact.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let references = [&person.email, &person.phone].into_iter().filter(|part| !part.is_empty()).cloned();
    Document {
        organisation: person.organisation.clone(),
        kind: Kind::Person,
        id: person.id.to_string(),
        at: person.created_at,
        title: person.name.clone(),
        body: contact.join(", "),
        also: String::new(),
        references: references.collect(),
        path: format!("/persons/{}", person.id),
        readers: vec![],
        is_internal: false,
    }
}
