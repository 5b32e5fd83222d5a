//! What tests need: a whole application on each engine, a clock to move, clients that sign in.
//!
//! PostgreSQL runs when `SOCLE_TEST_POSTGRES_OWNER` and `SOCLE_TEST_POSTGRES_APP` give the addresses of a
//! server for two roles (`scripts/test` starts one); with `SOCLE_TEST_BOTH=1` its absence is a failure.
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test that cannot start must stop there"
)]

mod client;
mod engines;
mod world;

pub use client::{Answer, Client};
pub use engines::{TestApp, both};
pub use world::{PASSWORD, World};
