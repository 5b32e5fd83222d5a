//! The values typed in a form, as edits of the file. Pure.

use crate::{
    document::{AgreementDocument, leaves},
    written::Edit,
};
use kernel::Text;
use platform::Problems;
use std::collections::BTreeMap;

/// The edits that a form asks for: what differs from the file, by path. What is emptied is removed.
pub(super) fn edits(
    document: &AgreementDocument,
    part: &str,
    typed: &BTreeMap<String, String>,
) -> Result<Vec<Edit>, Problems> {
    let mut problems = Problems::default();
    let mut found = vec![];
    let known = leaves(document, part);
    for path in typed.keys().filter(|path| !known.iter().any(|leaf| leaf.path == **path)) {
        problems.add(path, Text::new("draft-error-path"));
    }
    for leaf in known {
        let Some(text) = typed.get(&leaf.path).filter(|text| text.trim() != leaf.value.trim()) else {
            continue;
        };
        if text.trim().is_empty() {
            if leaf.is_required {
                problems.add(&leaf.path, Text::new("web-error-needed"));
            } else {
                found.push(Edit::remove(&leaf.path));
            }
            continue;
        }
        match leaf.literal(text) {
            Some(literal) => found.push(Edit::set(&leaf.path, literal)),
            None => problems.add(&leaf.path, Text::new("draft-error-value")),
        }
    }
    if problems.0.is_empty() { Ok(found) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::check;

    #[test]
    fn only_what_differs_is_changed_and_every_mistake_is_named() {
        let document =
            check(include_str!("../../../../agreements/pau-bearn-pyrenees.toml")).document.unwrap();
        let typed = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect()
        };
        let same = typed(&[("price.initial_price", "1050.00"), ("price.unit", "agents")]);
        assert_eq!(edits(&document, "price", &same).unwrap(), [Edit::text("price.unit", "agents")]);
        let wrong = typed(&[("price.initial_price", "cher"), ("price.unit", " "), ("price.x", "1")]);
        let found: Vec<String> =
            edits(&document, "price", &wrong).unwrap_err().0.into_iter().map(|one| one.field).collect();
        assert_eq!(found, ["price.x", "price.initial_price", "price.unit"]);
        let offer = typed(&[("offers[SOCLE].subscribed_until", ""), ("offers[SOCLE].unit_price", "")]);
        assert_eq!(edits(&document, "offers[SOCLE]", &offer).unwrap(), [], "nothing is there to be removed");
    }
}
