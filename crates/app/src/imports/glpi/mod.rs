//! Rows of a GLPI (9.5 or 10): its users become persons, its tickets past tickets with their conversation. They come
//! from its own CSV exports, or through its REST API page by page; either way they are imports like any other. Only
//! reading; nothing is written there.
//!
//! What the API is called with, and how it pages, counts and refuses, is told in `apirest.md` of its sources.

pub mod actions;
mod answers;
pub mod rows;
pub mod session;

use super::{Mapping, Target};
use kernel::Text;
use platform::{Error, Result};
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};

/// The mapping the project gives: it fits a GLPI as installed, but for its entities.
pub const USUAL: &str = include_str!("../../../../../data/glpi.toml");

/// Name under which its rows and identifiers are known.
pub const SOURCE: &str = "glpi";

/// Where a GLPI is, and as whom it is read.
#[derive(Clone)]
pub struct Place {
    /// Address of its API, up to and with `apirest.php`.
    pub url: String,
    /// Token of the API client; empty when it asks for none.
    pub app_token: String,
    /// Remote access key of a user who may read what is to be taken over.
    pub user_token: String,
    /// How long an answer may take.
    pub timeout: Duration,
    /// Rows of a page.
    pub page: usize,
}

/// How what a GLPI holds is read: a file in TOML that a person may edit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Zone of its times.
    pub time_zone: String,
    /// Complete name of an entity to the code of a beneficiary (or of the provider, for its own people).
    #[serde(default)]
    pub entities: BTreeMap<String, String>,
    /// How users are read.
    pub persons: Mapping,
    /// How tickets are read.
    pub tickets: Mapping,
}

impl Plan {
    /// Reads the file, and gives each part the entities and the zone.
    pub fn parse(text: &str) -> Result<Self> {
        let read: Result<Self, _> = toml::from_str(text);
        let mut plan = read.map_err(|e| {
            let text = Text::new("import-error-mapping-file").with("detail", e.to_string().trim());
            Error::invalid("mapping", text)
        })?;
        for (part, field) in [(&mut plan.persons, "organisation"), (&mut plan.tickets, "beneficiary")] {
            part.values.entry(field.to_owned()).or_default().extend(plan.entities.clone());
            part.time_zone.clone_from(&plan.time_zone);
        }
        Ok(plan)
    }
}

/// A mapping whose columns were guessed, with the words that a GLPI writes in its exports.
pub fn words(target: Target, guessed: Mapping) -> Result<Mapping> {
    let plan = Plan::parse(USUAL)?;
    let usual = match target {
        Target::Person => plan.persons,
        Target::Ticket => plan.tickets,
        Target::Site | Target::Asset => return Ok(guessed),
    };
    Ok(Mapping { columns: guessed.columns, ..usual })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_mapping_fits_the_rows_that_are_read() {
        let plan = Plan::parse(USUAL).unwrap();
        let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        plan.persons.check(Target::Person, &columns(&rows::USER)).unwrap();
        plan.tickets.check(Target::Ticket, &columns(&rows::TICKET)).unwrap();
        assert!(plan.tickets.is_html && plan.tickets.values["state"]["2"] == "in_progress");
        assert!(Plan::parse("time_zone = 3").is_err() && Plan::parse("colour = \"x\"").is_err());
    }
}
