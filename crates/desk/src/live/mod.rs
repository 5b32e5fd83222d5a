//! What an open page learns while it is open: a ticket changed, tickets came under the filter.
//!
//! The audit log is the source. One task a process looks at the ends of its chains about once a second, and at once
//! after a change made here, and publishes to [`platform::live`]. Streams carry identifiers only, each checked for its reader; pages
//! without streams ask every half minute. Listening keeps no session alive.

pub mod actions;
pub mod pages;
pub mod views;

use kernel::{Permission, id::BeneficiaryId};
use platform::web::{Access::SignedIn, Routes};
use serde::Deserialize;

/// What a list asks for: the tickets under a line of filters that changed since it was read.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SinceQuery {
    /// The line of filters.
    pub q: String,
    /// The instant at which the list was read.
    pub since: String,
}

/// Whether an actor has the list of tickets.
pub(crate) fn sees_list(actor: &kernel::Actor) -> bool {
    actor.may(Permission::TicketReadAll) || actor.may(Permission::TicketWork)
}

/// Whose ticket an entry of the audit log is about, and whether only the provider's side may know.
pub(crate) fn of_entry(entry: &people::audit::Recorded) -> Option<(BeneficiaryId, bool)> {
    // Calls are the provider's, whoever calls.
    if entry.object_kind == "phone_call" {
        return Some((BeneficiaryId::from(crate::outbox::PROVIDER), true));
    }
    if entry.object_kind != "ticket" {
        return None;
    }
    if let Some(beneficiary) = &entry.beneficiary {
        return Some((beneficiary.clone(), false));
    }
    // A note is recorded in the provider's chain; its detail says whose ticket.
    let detail: serde_json::Value = serde_json::from_str(&entry.detail).ok()?;
    Some((BeneficiaryId::from(detail["beneficiary"].as_str()?), true))
}

/// Every route of live news.
pub fn routes() -> Routes {
    Routes::new().get("/live", SignedIn, pages::stream).get("/live/tickets", SignedIn, pages::since).get(
        "/live/tickets/{beneficiary}/{id}",
        SignedIn,
        pages::version,
    )
}
