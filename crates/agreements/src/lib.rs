//! Framework agreements: the file that states one, its checks, its dated versions and what changed between
//! them, the subscriptions it opens, and the pages that make the signed text readable.

pub mod acts;
pub mod command;
pub mod document;
pub mod reading;
mod routes;
pub mod scope;
pub mod subscriptions;
pub mod versions;
pub mod written;

pub use routes::routes;
