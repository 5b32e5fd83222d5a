//! The service desk: tickets, their conversations and the clocks of what was promised.

pub mod closures;
mod panels;
pub mod tickets;
mod words;

use platform::web::Routes;

/// Every route of the desk.
pub fn routes() -> Routes {
    tickets::routes().merge(closures::routes())
}
