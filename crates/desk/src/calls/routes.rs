//! Addresses of calls and who may use them: those who run the desk, who may see every person.

use super::{api, pages};
use kernel::Permission::DeskRun;
use platform::web::{
    Access::{Needs, Public},
    Routes,
};

/// Every route: pages, API, then where exchanges post. Those prove themselves by their own secret.
pub fn routes() -> Routes {
    Routes::new()
        .get("/calls", Needs(DeskRun), pages::list)
        .post("/calls", Needs(DeskRun), pages::note)
        .get("/calls/new", Needs(DeskRun), pages::new_call)
        .get("/calls/{call}", Needs(DeskRun), pages::show)
        .post("/calls/{call}/ticket", Needs(DeskRun), pages::open_ticket)
        .post("/calls/{call}/link", Needs(DeskRun), pages::link)
        .post("/calls/{call}/unlinking", Needs(DeskRun), pages::unlink)
        .post("/calls/{call}/called-back", Needs(DeskRun), pages::called_back)
        .post("/calls/{call}/not-called-back", Needs(DeskRun), pages::not_called_back)
        .get("/live/calls", Needs(DeskRun), pages::current)
        .get("/api/v1/calls", Needs(DeskRun), api::list)
        .post("/api/v1/calls", Needs(DeskRun), api::note)
        .get("/api/v1/calls/{call}", Needs(DeskRun), api::get)
        .post("/api/v1/calls/{call}/ticket", Needs(DeskRun), api::open_ticket)
        .put("/api/v1/calls/{call}/link", Needs(DeskRun), api::link)
        .delete("/api/v1/calls/{call}/link", Needs(DeskRun), api::unlink)
        .put("/api/v1/calls/{call}/called-back", Needs(DeskRun), api::set_called_back)
        .post("/api/v1/hooks/phone/{line}", Public, api::take)
}
