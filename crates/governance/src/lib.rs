//! Committees, reports and scoreboards: what the two parties look at together.

pub mod committees;
pub mod scoreboard;

use platform::web::Routes;

/// Routes of the area.
pub fn routes() -> Routes {
    scoreboard::routes()
}
