//! Framework agreements: the file that states one, its checks, its dated versions and what changed between
//! them, the subscriptions it opens, and the pages that make the signed text readable.

pub mod command;
pub mod document;
pub mod reading;
mod routes;
pub mod subscriptions;
pub mod versions;

pub use routes::routes;
