//! The pure words every area shares: identifiers, exact money, rounding, explained figures,
//! instants and civil dates, French public holidays, the service window and its clock.
//!
//! Nothing here reads a file, a socket, the time or a random source, and nothing is async.

pub mod actor;
pub mod exact;
pub mod explained;
pub mod id;
pub mod money;
pub mod rounding;

pub use actor::{Actor, Permission, Scope, Side};
pub use exact::Exact;
pub use explained::{Explained, Explanation, Figure, Input, Rule, Step, Text};
pub use money::Cents;
pub use rounding::Rounding;
