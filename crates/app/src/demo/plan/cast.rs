//! Who and where: organisations, persons and sites of the demonstration, read from its data.

use anyhow::{Context as _, Result};
use jiff::civil::Date;
use people::Role;
use serde::Deserialize;

/// Everybody and every place. Positions in these lists are how a plan names them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cast {
    /// The provider, its beneficiaries and a contractor.
    pub organisations: Vec<PlannedOrganisation>,
    /// Persons of all sides.
    pub persons: Vec<PlannedPerson>,
    /// Sites of the beneficiaries.
    pub sites: Vec<PlannedSite>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedOrganisation {
    /// Short code.
    pub code: String,
    /// `provider`, `beneficiary` or `contractor`.
    pub side: String,
    /// Official name.
    pub name: String,
    /// Fourteen digits, invented.
    pub siret: String,
    /// Number and street, invented.
    pub street: String,
    /// Five digits.
    pub postal_code: String,
    /// Town, invented.
    pub city: String,
    /// Service code wanted on invoices.
    #[serde(default)]
    pub service_code: String,
    /// Commitment number wanted on invoices.
    #[serde(default)]
    pub commitment_number: String,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedPerson {
    /// Name, obviously invented.
    pub name: String,
    /// Code of the organisation.
    pub at: String,
    /// Roles held.
    pub roles: Vec<Role>,
    /// What the person does.
    pub title: String,
    /// Whether the demonstration offers to sign in as this person.
    #[serde(default)]
    pub persona: bool,
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedSite {
    /// Code of the beneficiary.
    pub at: String,
    /// Name.
    pub name: String,
    /// The name after « à ».
    pub place: String,
    /// The name after « de ».
    pub of_place: String,
    /// Number and street.
    pub street: String,
    /// Five digits.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Whether it has cables and no Wi-Fi, as crèches have (note 1 of the agreement).
    #[serde(default)]
    pub cabled: bool,
    /// Whether a carrier's link serves it meanwhile.
    #[serde(default)]
    pub carrier: bool,
    /// Day the fibre arrived.
    #[serde(default)]
    pub connected: Option<Date>,
    /// Day the work was decided, while the fibre has not arrived.
    #[serde(default)]
    pub studied: Option<Date>,
}

impl Cast {
    /// Reads the data of the demonstration.
    pub fn read() -> Result<Self> {
        toml::from_str(include_str!("../data/cast.toml")).context("data/cast.toml")
    }

    /// Position of the organisation of that code.
    pub fn organisation(&self, code: &str) -> Result<usize> {
        let found = self.organisations.iter().position(|one| one.code == code);
        found.with_context(|| format!("no organisation {code} in data/cast.toml"))
    }

    /// Position of the person of that name.
    pub fn person(&self, name: &str) -> Result<usize> {
        let found = self.persons.iter().position(|one| one.name == name);
        found.with_context(|| format!("nobody is called {name} in data/cast.toml"))
    }

    /// Positions of those who hold a role in an organisation.
    pub fn holders(&self, role: Role, code: &str) -> Vec<usize> {
        let held = |one: &&(usize, &PlannedPerson)| one.1.at == code && one.1.roles.contains(&role);
        let persons: Vec<_> = self.persons.iter().enumerate().collect();
        persons.iter().filter(held).map(|one| one.0).collect()
    }

    /// Positions of the sites of a beneficiary.
    pub fn sites_of(&self, code: &str) -> Vec<usize> {
        let sites = self.sites.iter().enumerate();
        sites.filter(|(_, site)| site.at == code).map(|(place, _)| place).collect()
    }
}

impl PlannedPerson {
    /// Address for signing in: the name in plain letters at a domain reserved for examples.
    pub fn email(&self) -> String {
        let name = kernel::fold(&self.name).replace([' ', '\''], ".");
        format!("{name}@{}.example", self.at.to_lowercase())
    }

    /// Telephone in the range kept for fiction, from the person's place in the list.
    pub fn phone(&self, place: usize) -> String {
        format!("05 36 49 {:02} {:02}", 10 + place / 50, 10 + place % 50)
    }

    /// First name, as colleagues sign.
    pub fn first_name(&self) -> &str {
        self.name.split(' ').next().unwrap_or_default()
    }
}
