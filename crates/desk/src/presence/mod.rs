//! Who else has a ticket open, and who is writing on it. It warns and never blocks; it expires by itself.

pub mod actions;
pub mod pages;
pub mod store;
pub mod views;

use jiff::SignedDuration;
use platform::web::{Access::SignedIn, Routes};

/// How long a sign of presence holds: longer than the script's interval, short enough not to lie.
pub const HOLDS: SignedDuration = SignedDuration::from_mins(2);

/// Somebody else on the ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The name shown.
    pub name: String,
    /// Whether that person is writing.
    pub is_writing: bool,
}

/// Every route of presence.
pub fn routes() -> Routes {
    Routes::new().post("/tickets/{beneficiary}/{id}/presence", SignedIn, pages::note)
}
