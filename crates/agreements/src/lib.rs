//! Framework agreements: the file that states one, its checks, its dated versions and what changed between
//! them, the subscriptions it opens, the pages that make the signed text readable; drafts until they are signed, the contracts, certificates and
//! disputes that go with it.

pub mod acts;
pub mod command;
pub mod contracts;
pub mod disputes;
pub mod document;
pub mod drafts;
pub mod insurance;
mod joined;
pub mod joining;
pub mod reading;
mod routes;
pub mod scope;
pub mod subscription_requests;
pub mod subscriptions;
pub mod versions;
pub mod written;

pub use routes::routes;
