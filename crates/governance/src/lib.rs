//! Committees, reports and scoreboards: what the two parties look at together.

pub mod action_items;
pub mod availability;
pub mod calendars;
pub mod committees;
pub mod deadlines;
pub mod decisions;
pub mod home;
pub mod indicators;
pub mod meetings;
pub mod query;
pub mod reports;
pub mod reversibility;
pub mod risks;
pub mod savings;
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
        .merge(deadlines::routes())
        .merge(risks::routes())
        .merge(indicators::routes())
        .merge(reports::routes())
        .merge(savings::routes())
        .merge(query::routes())
        .merge(reversibility::routes())
}

/// Background work of the area.
pub fn jobs() -> Jobs {
    deadlines::jobs()
        .merge(indicators::jobs::jobs())
        .merge(reports::jobs::jobs())
        .merge(reversibility::jobs())
}
