//! The pure words every area shares: identifiers, exact money, rounding, explained figures,
//! instants and civil dates, French public holidays, the service window and its clock.
//!
//! Nothing here reads a file, a socket, the time or a random source, and nothing is async.

pub mod actor;
pub mod exact;
pub mod explained;
pub mod holidays;
pub mod id;
pub mod instants;
pub mod intervals;
pub mod money;
mod openings;
mod pauses;
pub mod rounding;
pub mod service_clock;
pub mod service_window;

pub use actor::{Actor, Permission, Scope, Side};
pub use exact::Exact;
pub use explained::{Explained, Explanation, Figure, Input, Rule, Step, Text};
pub use holidays::{Zone, easter, holidays, is_holiday};
pub use intervals::{Interval, Intervals};
pub use money::Cents;
pub use rounding::Rounding;
pub use service_clock::{ClockError, ServiceClock};
pub use service_window::{ServiceWindow, Slot, TimeOfDay, Week, WindowError};
