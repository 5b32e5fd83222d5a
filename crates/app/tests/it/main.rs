//! Tests through the router and the database, on both engines. One binary, one file per feature.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod database;
