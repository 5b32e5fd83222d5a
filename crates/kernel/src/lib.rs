//! The pure words every area shares: identifiers, exact money, rounding, explained figures,
//! instants and civil dates, French public holidays, the service window and its clock, sets of
//! intervals, months and working days, SIREN and SIRET, text folded for sorting, words for searching.
//!
//! Nothing here reads a file, a socket, the time or a random source, and nothing is async.

pub mod actor;
mod choices;
pub mod exact;
pub mod explained;
pub mod filter;
pub mod fold;
pub mod holidays;
pub mod id;
pub mod instants;
pub mod intervals;
pub mod money;
pub mod months;
mod openings;
mod pauses;
pub mod phone;
pub mod rounding;
pub mod service_clock;
pub mod service_window;
pub mod siren;
pub mod week;
pub mod words;

pub use actor::{Actor, Permission, Scope, Side};
pub use exact::Exact;
pub use explained::{Explained, Explanation, Figure, Input, Rule, Step, Text};
pub use fold::{fold, folded_words};
pub use holidays::{Zone, easter, holidays, is_holiday};
pub use intervals::{Interval, Intervals};
pub use money::Cents;
pub use months::{
    OutOfCalendar, add_months, days_30_360, days_actual, is_working_day, last_day, next_working_day,
    working_days,
};
pub use rounding::Rounding;
pub use service_clock::{ClockError, ServiceClock};
pub use service_window::ServiceWindow;
pub use siren::{NotAnIdentifier, Siren, Siret};
pub use week::{Slot, TimeOfDay, Week, WindowError};
