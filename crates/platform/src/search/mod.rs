//! Finding things by their words: what each area gives to be found, and what a reader is given back.
//!
//! An area turns an object into [`Document`]s; the application indexes them within a second of each change
//! (`app::search::jobs`). Nobody finds what he or she may not open: the scope, the permission for the kind and
//! the side are conditions of the statement, and who sees only one's own tickets is matched by person.

pub mod excerpt;
mod place;
pub mod rules;
pub mod store;

pub use crate::db::fulltext::prepare;
pub use rules::{Asked, ask, ask_any};
pub use store::{Narrowing, forget, jump, narrowing, owned, page, quick, replace};

use jiff::Timestamp;
use kernel::{
    Actor, Permission, Side,
    id::{OrganisationId, PersonId},
};
use serde::{Deserialize, Serialize};

/// What can be found, in the order of the results.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A ticket by its reference, title, description, requester and site.
    Ticket,
    /// What was said in a ticket, to both sides.
    Message,
    /// What the provider's side noted for itself.
    Note,
    /// The text of a joined file.
    Attachment,
    /// A person.
    Person,
    /// A site.
    Site,
    /// An asset.
    Asset,
    /// An application.
    Application,
    /// A problem, by its number and words.
    Problem,
    /// A change, by its number and words.
    Change,
    /// An article of the knowledge base, as agents find it.
    Article,
    /// The same, as a beneficiary's people find it.
    Guide,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 12] = [
        Self::Ticket,
        Self::Message,
        Self::Note,
        Self::Attachment,
        Self::Person,
        Self::Site,
        Self::Asset,
        Self::Application,
        Self::Problem,
        Self::Change,
        Self::Article,
        Self::Guide,
    ];

    /// The parts of a ticket.
    pub const OF_TICKETS: [Self; 4] = [Self::Ticket, Self::Message, Self::Note, Self::Attachment];

    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Message => "message",
            Self::Note => "note",
            Self::Attachment => "attachment",
            Self::Person => "person",
            Self::Site => "site",
            Self::Asset => "asset",
            Self::Application => "application",
            Self::Problem => "problem",
            Self::Change => "change",
            Self::Article => "article",
            Self::Guide => "guide",
        }
    }

    /// Key of the words on screens.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Ticket => "search-kind-ticket",
            Self::Message => "search-kind-message",
            Self::Note => "search-kind-note",
            Self::Attachment => "search-kind-attachment",
            Self::Person => "search-kind-person",
            Self::Site => "search-kind-site",
            Self::Asset => "search-kind-asset",
            Self::Application => "search-kind-application",
            Self::Problem => "search-kind-problem",
            Self::Change => "search-kind-change",
            Self::Article | Self::Guide => "search-kind-article",
        }
    }

    /// The kind of a stored or typed word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether an actor finds this kind, and then every document of the scope or only his or her own.
    pub fn reach(self, actor: &Actor) -> Reach {
        let all_or = |permission, otherwise| if actor.may(permission) { Reach::All } else { otherwise };
        let has_own = actor.may(Permission::TicketCreate) || actor.may(Permission::TicketWork);
        let own = if has_own { Reach::Own } else { Reach::Nothing };
        match self {
            Self::Ticket | Self::Message | Self::Attachment => all_or(Permission::TicketReadAll, own),
            Self::Note if sees_internal(actor) => all_or(Permission::TicketReadAll, own),
            Self::Person => all_or(Permission::PersonRead, Reach::Nothing),
            Self::Site => all_or(Permission::SiteRead, Reach::Nothing),
            Self::Asset => all_or(Permission::AssetRead, Reach::Nothing),
            Self::Application => all_or(Permission::ApplicationRead, Reach::Nothing),
            Self::Problem | Self::Change => all_or(Permission::DeskRead, Reach::Nothing),
            Self::Article if actor.side == Some(Side::Provider) => Reach::All,
            Self::Guide if actor.side == Some(Side::Beneficiary) => Reach::All,
            Self::Note | Self::Article | Self::Guide => Reach::Nothing,
        }
    }
}

/// What of a kind an actor finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everything in scope.
    All,
    /// What names the actor among its readers.
    Own,
    /// Nothing.
    Nothing,
}

/// Whether an actor finds what the provider's side keeps to itself.
pub fn sees_internal(actor: &Actor) -> bool {
    actor.side.is_some_and(|side| side != Side::Beneficiary)
        && (actor.may(Permission::TicketWork) || actor.may(Permission::TicketReadAll))
}

/// One part of an object, as it can be found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Document {
    /// Whose: a beneficiary, or the provider or contractor a person works for.
    pub organisation: OrganisationId,
    /// What it is.
    pub kind: Kind,
    /// Identifier of the part.
    pub id: String,
    /// When it came to be.
    pub at: Timestamp,
    /// How it is called in results.
    pub title: String,
    /// Its text.
    pub body: String,
    /// More words under which it is found, not shown.
    pub also: String,
    /// References that lead straight to it: `PMPB-123`, a mail address, a telephone number.
    pub references: Vec<String>,
    /// Where it is shown.
    pub path: String,
    /// Those who find it though they do not see every ticket; of no effect for other kinds.
    pub readers: Vec<PersonId>,
    /// Whether only the provider's side finds it.
    pub is_internal: bool,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Whose.
    pub organisation: OrganisationId,
    /// Identifier of the part.
    pub id: String,
    /// Identifier of the object it is a part of.
    pub owner: String,
    /// How it is called.
    pub title: String,
    /// Its text.
    #[serde(skip)]
    pub body: String,
    /// Where it is shown.
    pub path: String,
    /// When it came to be.
    pub at: Timestamp,
    /// Its place: the cursor of a page that ends with it.
    #[serde(skip)]
    pub place: i64,
}
