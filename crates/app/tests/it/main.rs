//! Tests through the router and the database, on both engines. One binary, one file per feature.

mod agreement_pages;
mod database;
mod desk_tickets;
mod people_records;
mod statements;
mod versions;
