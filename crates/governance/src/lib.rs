//! Committees, reports and scoreboards: what the two parties look at together.

pub mod committees;
pub mod scoreboard;
