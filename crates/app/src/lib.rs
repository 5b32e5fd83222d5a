//! The application: settings, routes, navigation, and the subcommands of the `socle` binary.

pub mod about;
pub mod calc;
pub mod cli;
pub mod commands;
pub mod demo;
pub mod exports;
pub mod imports;
pub mod instance;
pub mod interface;
pub mod jobs;
pub mod palette;
pub mod routes;
pub mod search;
pub mod server;
