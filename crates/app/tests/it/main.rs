//! Tests through the router and the database, on both engines. One binary, one file per feature.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod agreement_pages;
mod database;
mod demo;
mod desk_clocks;
mod desk_major;
mod desk_notifications;
mod desk_outbox;
mod desk_pages;
mod desk_portal;
mod desk_requests;
mod desk_satisfaction;
mod desk_tasks;
mod desk_tickets;
mod desk_work;
mod estate_sites;
mod hands;
mod jobs;
mod mail_intake;
mod mailboxes;
mod money;
mod people_audit;
mod people_pages;
mod people_records;
mod people_sign_in;
mod permissions;
mod query_plans;
mod reminders;
mod search;
mod statements;
mod traceability;
mod versions;
