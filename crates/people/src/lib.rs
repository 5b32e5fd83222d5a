//! Who is who: organisations, persons and their roles, signing in, API tokens, and the audit log.

pub mod audit;
pub mod organisations;
pub mod persons;
pub mod roles;
pub mod sessions;
pub mod tokens;

pub use audit::{Entry, record};
pub use organisations::{Address, Organisation, Routing};
pub use persons::Person;
pub use roles::Role;
