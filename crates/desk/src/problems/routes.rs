//! Every route of problems, pages then API.

use super::{api, pages};
use kernel::Permission::{DeskRead, DeskRun, TicketCreate};
use platform::web::{Access::Needs, Routes};

/// The desk writes; those who look after the provider's services read; known errors are read by everybody concerned.
pub fn routes() -> Routes {
    let (read, run, served) = (Needs(DeskRead), Needs(DeskRun), Needs(TicketCreate));
    Routes::new()
        .get("/problems", read, pages::list)
        .get("/problems/new", run, pages::new_problem)
        .post("/problems", run, pages::open)
        .get("/problems/{problem}", read, pages::show)
        .get("/problems/{problem}/edit", run, pages::edit)
        .post("/problems/{problem}", run, pages::change)
        .post("/problems/{problem}/state", run, pages::set_state)
        .post("/problems/{problem}/publication", run, pages::publish)
        .post("/problems/{problem}/messages", run, pages::tell)
        .post("/problems/{problem}/tickets", run, pages::link)
        .post("/problems/{problem}/tickets/removal", run, pages::unlink)
        .post("/problems/{problem}/changes", run, pages::link_change)
        .post("/problems/{problem}/changes/removal", run, pages::unlink_change)
        .post("/tickets/{beneficiary}/{id}/problem", run, pages::link_from_ticket)
        .get("/known-errors", served, pages::known_errors)
        .get("/api/v1/problems", read, api::list)
        .post("/api/v1/problems", run, api::open)
        .get("/api/v1/problems/{problem}", read, api::show)
        .put("/api/v1/problems/{problem}", run, api::change)
        .put("/api/v1/problems/{problem}/state", run, api::set_state)
        .put("/api/v1/problems/{problem}/publication", run, api::publish)
        .post("/api/v1/problems/{problem}/messages", run, api::tell)
        .post("/api/v1/problems/{problem}/tickets", run, api::link)
        .post("/api/v1/problems/{problem}/tickets/removal", run, api::unlink)
        .get("/api/v1/problem-candidates", read, api::candidates)
        .get("/api/v1/known-errors", served, api::known_errors)
}
