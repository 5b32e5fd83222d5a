//! Persons of all sides and the roles they hold.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod search;
pub mod store;
pub mod views;

pub use rules::PersonForm;

use crate::roles::{Role, permissions};
use jiff::Timestamp;
use kernel::{
    Actor, Scope, Side,
    id::{BeneficiaryId, OrganisationId, PersonId},
};
use platform::{Screen, i18n::Lang};
use serde::{Deserialize, Serialize};

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Person {
    /// Identifier.
    pub id: PersonId,
    /// The organisation the person works for.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// Side of that organisation.
    pub side: Side,
    /// The organisation again when it is a beneficiary: the tenant key.
    pub beneficiary: Option<BeneficiaryId>,
    /// Name shown to others.
    pub name: String,
    /// Address for signing in and for mail, as typed.
    pub email: String,
    /// Telephone, as typed.
    pub phone: String,
    /// What the person does in the organisation.
    pub function_title: String,
    /// Language of screens and mails.
    pub language: Lang,
    /// How the person likes the screens.
    #[serde(skip)]
    pub screen: Screen,
    /// Roles held, all of the organisation's side.
    pub roles: Vec<Role>,
    /// When access was taken away.
    pub disabled_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
    /// When the row was created.
    pub created_at: Timestamp,
}

/// One page of persons and where the next starts.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Page {
    /// By name.
    pub persons: Vec<Person>,
    /// Give it as `after` for the next page; nothing on the last one.
    pub next: Option<PersonId>,
}

impl Person {
    /// What this person is when acting: a beneficiary's person is kept to that beneficiary's rows. A person
    /// whose access was taken away may do nothing.
    pub fn actor(&self) -> Actor {
        let roles: &[Role] = if self.disabled_at.is_some() { &[] } else { &self.roles };
        Actor {
            person: Some(self.id.clone()),
            name: self.name.clone(),
            side: Some(self.side),
            scope: self.beneficiary.clone().map_or(Scope::All, Scope::One),
            permissions: permissions(roles),
            is_system: false,
        }
    }
}
