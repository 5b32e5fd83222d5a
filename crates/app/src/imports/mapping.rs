//! How the columns of a table are read: which is which field, what its words mean, and what stands where it says nothing.

use super::{
    Target,
    fields::{self, Field},
};
use jiff::tz::TimeZone;
use kernel::{Text, fold};
use platform::{Error, Problems, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A mapping. Also the body of the API and, as TOML, a file that a person may edit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Heading of a column to the name of its field.
    pub columns: BTreeMap<String, String>,
    /// Name of a field to what its words mean: `state` → `2` → `in_progress`.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// Name of a field to what stands in it where the table says nothing.
    pub fixed: BTreeMap<String, String>,
    /// Zone in which the times of the table are told: `Europe/Paris`, which an empty text means too.
    pub time_zone: String,
    /// Whether long texts are HTML.
    pub is_html: bool,
}

/// Most characters of a mapping's parts together.
const LONGEST: usize = 200_000;

impl Mapping {
    /// The mapping that the names of the columns suggest: each field takes the first column that bears one of its names.
    pub fn guess(target: Target, columns: &[String]) -> Self {
        let mut guessed = Self::default();
        for field in fields::of(target) {
            let fits = |name: &&&str| columns.iter().any(|column| fold(column) == **name);
            let Some(name) = field.headings.iter().find(|name| fits(name)) else { continue };
            let free =
                columns.iter().find(|column| fold(column) == *name && !guessed.columns.contains_key(*column));
            if let Some(column) = free {
                guessed.columns.insert(column.clone(), field.name.to_owned());
            }
        }
        guessed
    }

    /// Tells everything wrong with it at once: unknown columns and fields, a field filled twice, a required one nowhere.
    pub fn check(&self, target: Target, columns: &[String]) -> Result<()> {
        let mut problems = Problems::default();
        for (column, field) in &self.columns {
            let place = columns.iter().position(|one| one == column);
            let at = place.map_or_else(|| "columns".to_owned(), |i| format!("column-{i}"));
            if place.is_none() {
                problems.add(&at, Text::new("import-error-column").with("column", column));
            }
            if fields::named(target, field).is_none() {
                problems.add(&at, Text::new("import-error-field").with("field", field));
            } else if self.columns.values().filter(|one| *one == field).count() > 1 {
                problems.add(&at, Text::new("import-error-twice").with("column", column));
            }
        }
        for name in self.fixed.keys().chain(self.values.keys()) {
            if fields::named(target, name).is_none() {
                problems.add("values", Text::new("import-error-field").with("field", name));
            }
        }
        for field in fields::of(target).iter().filter(|field| field.is_required) {
            if self.column_of(field).is_none() && self.fixed_of(field).is_none() {
                problems.add(&format!("fixed-{}", field.name), Text::new("import-error-required"));
            }
        }
        if self.zone().is_none() {
            problems.add("time_zone", Text::new("import-error-zone"));
        }
        let written = serde_json::to_string(self).unwrap_or_default();
        if written.contains("\\u0000") {
            problems.add("values", Text::new("import-error-characters"));
        }
        if written.len() > LONGEST {
            problems.add("values", Text::new("import-error-mapping-long").with("limit", LONGEST));
        }
        problems.into_result()
    }

    /// The zone in which times are told; nothing when there is no such zone.
    pub fn zone(&self) -> Option<TimeZone> {
        match self.time_zone.trim() {
            "" => Some(kernel::Zone::Metropole.time_zone()),
            name => TimeZone::get(name).ok(),
        }
    }

    /// Heading of the column that fills a field.
    pub fn column_of(&self, field: &Field) -> Option<&str> {
        self.columns.iter().find(|(_, name)| *name == field.name).map(|(column, _)| column.as_str())
    }

    /// What stands in a field where the table says nothing.
    pub fn fixed_of(&self, field: &Field) -> Option<&str> {
        self.fixed.get(field.name).map(|fixed| fixed.trim()).filter(|fixed| !fixed.is_empty())
    }

    /// What a word of the table means in a field; the word itself when nothing is said. Compared folded.
    pub fn meaning<'a>(&'a self, field: &str, word: &'a str) -> &'a str {
        let Some(words) = self.values.get(field) else { return word };
        let exact = words.get(word);
        let folded = || words.iter().find(|(known, _)| fold(known) == fold(word)).map(|(_, means)| means);
        exact.or_else(folded).map_or(word, String::as_str)
    }

    /// The words of a field as lines `word = meaning`.
    pub fn written(&self, field: &str) -> String {
        let words = self.values.get(field).into_iter().flatten();
        words.map(|(word, means)| format!("{word} = {means}\n")).collect()
    }

    /// Reads lines `word = meaning`; the number of the first line that is none otherwise.
    pub fn read_words(lines: &str) -> Result<BTreeMap<String, String>, usize> {
        let mut words = BTreeMap::new();
        for (i, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let (word, means) = line.rsplit_once('=').ok_or(i + 1)?;
            words.insert(word.trim().to_owned(), means.trim().to_owned());
        }
        Ok(words)
    }

    /// Reads the TOML of a file.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|e| {
            Error::invalid(
                "mapping",
                Text::new("import-error-mapping-file").with("detail", e.to_string().trim()),
            )
        })
    }
}

/// Headings as mappings are found by: folded, one a line.
pub fn columns_folded(columns: &[String]) -> String {
    columns.iter().map(|column| fold(column)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn guesses_columns_by_their_names_in_both_languages() {
        let guessed = Mapping::guess(
            Target::Person,
            &columns(&["Prénom", "Nom", "E-mail", "Téléphone", "Commune", "Remarque"]),
        );
        let pairs: Vec<_> = guessed.columns.iter().map(|(c, f)| (c.as_str(), f.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("Commune", "organisation"),
                ("E-mail", "email"),
                ("Nom", "name"),
                ("Prénom", "first_name"),
                ("Téléphone", "phone"),
            ]
        );
        let guessed = Mapping::guess(Target::Site, &columns(&["Name", "Beneficiary", "Postal code", "Name"]));
        assert_eq!(guessed.columns["Name"], "name");
        assert_eq!(guessed.columns["Postal code"], "postal_code");
    }

    #[test]
    fn tells_everything_wrong_at_once() {
        let table = columns(&["A", "B"]);
        let mapping = Mapping {
            columns: [("A", "name"), ("B", "name"), ("C", "nothing")]
                .map(|(a, b)| (a.into(), b.into()))
                .into(),
            fixed: [("fibre".to_owned(), "none".to_owned()), ("colour".to_owned(), "red".to_owned())].into(),
            time_zone: "Europe/Nowhere".into(),
            ..Mapping::default()
        };
        let Err(Error::Invalid(problems)) = mapping.check(Target::Site, &table) else { panic!() };
        let found: Vec<_> = problems.0.iter().map(|p| (p.field.as_str(), p.text.key.as_str())).collect();
        assert_eq!(
            found,
            [
                ("column-0", "import-error-twice"),
                ("column-1", "import-error-twice"),
                ("columns", "import-error-column"),
                ("columns", "import-error-field"),
                ("values", "import-error-field"),
                ("fixed-beneficiary", "import-error-required"),
                ("time_zone", "import-error-zone"),
            ]
        );
    }

    #[test]
    fn words_mean_what_is_said_and_else_themselves() {
        let words =
            Mapping::read_words("2 = in_progress\n\nEn cours (attribué)=in_progress\na = b = c\n").unwrap();
        assert_eq!(words["a = b"], "c", "the last sign counts: entities hold others");
        let mapping = Mapping { values: [("state".to_owned(), words)].into(), ..Mapping::default() };
        assert_eq!(mapping.meaning("state", "2"), "in_progress");
        assert_eq!(mapping.meaning("state", "en cours (attribue)"), "in_progress");
        assert_eq!(mapping.meaning("state", "closed"), "closed");
        assert_eq!(mapping.meaning("kind", "2"), "2");
        assert_eq!(Mapping::read_words("x = y\nnothing"), Err(2));
        assert_eq!(Mapping::read_words(&mapping.written("state")).unwrap(), mapping.values["state"]);
    }
}
