//! The application: settings, routes, navigation, and the subcommands of the `socle` binary.

pub mod routes;
pub mod server;
