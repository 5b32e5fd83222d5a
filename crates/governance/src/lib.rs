//! Committees, reports and scoreboards: what the two parties look at together.

pub mod availability;
pub mod committees;
pub mod home;
pub mod scoreboard;
pub mod status;

use platform::web::Routes;

/// Routes of the area.
pub fn routes() -> Routes {
    home::routes().merge(scoreboard::routes()).merge(availability::routes()).merge(status::routes())
}
