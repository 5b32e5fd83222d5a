//! The estate that is served and measured: sites, links, outages, backups.

pub mod availability;
pub mod backups;
