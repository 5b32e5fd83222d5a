//! How tickets are related: typed links, duplicates joined to a main ticket, a message made a ticket of its own.
//! All of it stays within one beneficiary.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::{
    tickets::{State, TicketId, TicketKey},
    words::words,
};
use kernel::{Permission::TicketWork, id::PersonId};
use platform::web::{Access::Needs, Routes};
use serde::Deserialize;

words! {
    /// How one ticket is related to another.
    LinkKind {
        /// Both concern one thing.
        Relates = "relates", "link-relates";
        /// The other one cannot go on before this one.
        Blocks = "blocks", "link-blocks";
        /// Both say the same.
        Duplicates = "duplicates", "link-duplicates";
        /// The other one is the cause of this one.
        CausedBy = "caused_by", "link-caused-by";
        /// This one was a message of the other one.
        SplitFrom = "split_from", "link-split-from";
    }
}

impl LinkKind {
    /// Key of the words seen from the other end.
    pub fn reverse_key(self) -> &'static str {
        match self {
            Self::Relates => "link-relates",
            Self::Blocks => "link-blocked-by",
            Self::Duplicates => "link-duplicates",
            Self::CausedBy => "link-causes",
            Self::SplitFrom => "link-split-into",
        }
    }
}

/// A link as seen from one of its two tickets.
#[derive(Clone, Debug)]
pub struct Link {
    /// How they are related.
    pub kind: LinkKind,
    /// Whether this ticket is the one it starts from.
    pub is_from_here: bool,
    /// The other ticket.
    pub other: Other,
}

/// A ticket named in another.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its key.
    pub key: TicketKey,
    /// Its number in words.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: State,
}

/// A duplicate joined to its main ticket.
#[derive(Clone, Debug)]
pub struct Merge {
    /// The main ticket.
    pub into: TicketId,
    /// Person whom the merge let follow the main ticket.
    pub watcher: Option<PersonId>,
    /// Version of the duplicate left behind.
    pub version_after: i64,
    /// Version of the main ticket left behind.
    pub main_version_after: i64,
    /// Where the duplicate stood before.
    pub state_before: State,
}

/// A link to make or end. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    /// A word of [`LinkKind`].
    pub kind: String,
    /// The other ticket's number: `VAL-12`, or `12` alone.
    pub other: String,
}

/// A duplicate to join. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MergeForm {
    /// Version of the duplicate that was read.
    pub version: i64,
    /// The main ticket's number: `VAL-12`, or `12` alone.
    pub into: String,
}

/// A message to make a ticket of. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SplitForm {
    /// Identifier of the message.
    pub message: String,
    /// Title of the new ticket; the first line of the message when empty.
    pub title: String,
}

/// Every route of links, pages then API.
pub fn routes() -> Routes {
    let work = Needs(TicketWork);
    Routes::new()
        .get("/tickets/{beneficiary}/{id}/links", work, pages::show)
        .post("/tickets/{beneficiary}/{id}/links", work, pages::link)
        .post("/tickets/{beneficiary}/{id}/links/removal", work, pages::unlink)
        .post("/tickets/{beneficiary}/{id}/merge", work, pages::merge)
        .post("/tickets/{beneficiary}/{id}/merge/undo", work, pages::unmerge)
        .post("/tickets/{beneficiary}/{id}/split", work, pages::split)
        .get("/api/v1/tickets/{beneficiary}/{id}/links", work, api::list)
        .post("/api/v1/tickets/{beneficiary}/{id}/links", work, api::link)
        .post("/api/v1/tickets/{beneficiary}/{id}/links/removal", work, api::unlink)
        .post("/api/v1/tickets/{beneficiary}/{id}/merge", work, api::merge)
        .post("/api/v1/tickets/{beneficiary}/{id}/merge/undo", work, api::unmerge)
        .post("/api/v1/tickets/{beneficiary}/{id}/split", work, api::split)
}
