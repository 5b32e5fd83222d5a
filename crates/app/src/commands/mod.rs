//! The subcommands of the binary, one file each. Each calls the same actions as the screens.

pub mod agreement;
pub mod audit;
pub mod bench;
pub mod bi;
pub mod billing;
pub mod demo;
mod destruction;
pub mod finance;
pub mod form;
pub mod import;
pub mod index;
pub mod indicators;
pub mod jobs;
pub mod mail;
pub mod mailbox;
pub mod pack;
pub mod probe;
pub mod query;
pub mod reindex;
pub mod report;
pub mod serve;
pub mod setup;
pub mod telephony;
pub mod token;
pub mod transfer;
