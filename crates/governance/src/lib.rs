//! Committees, reports and scoreboards: what the two parties look at together.

pub mod action_items;
pub mod availability;
pub mod calendars;
pub mod committees;
pub mod decisions;
pub mod home;
pub mod meetings;
pub mod reports;
pub mod scoreboard;
pub mod status;

use platform::{jobs::Jobs, web::Routes};

/// Routes of the area.
pub fn routes() -> Routes {
    home::routes()
        .merge(scoreboard::routes())
        .merge(availability::routes())
        .merge(status::routes())
        .merge(meetings::routes())
        .merge(decisions::routes())
        .merge(action_items::routes())
        .merge(calendars::routes())
        .merge(reports::routes())
}

/// Background work of the area.
pub fn jobs() -> Jobs {
    reports::jobs::jobs()
}
