//! Every route of changes, pages then API.

use super::{api, pages};
use kernel::Permission::{ChangeApprove, DeskRead, DeskRun};
use platform::web::{Access::Needs, Routes};

/// The desk writes; whoever looks after the provider's services reads; those who may agree decide.
pub fn routes() -> Routes {
    pages().merge(programs())
}

fn pages() -> Routes {
    let (read, run, agree) = (Needs(DeskRead), Needs(DeskRun), Needs(ChangeApprove));
    Routes::new()
        .get("/changes", read, pages::list)
        .get("/changes/calendar", read, pages::calendar)
        .get("/changes/new", run, pages::new_change)
        .post("/changes", run, pages::create)
        .get("/changes/{change}", read, pages::show)
        .get("/changes/{change}/edit", run, pages::edit)
        .post("/changes/{change}", run, pages::change)
        .post("/changes/{change}/submission", run, pages::submit)
        .post("/changes/{change}/decision", agree, pages::decide)
        .post("/changes/{change}/start", run, pages::start)
        .post("/changes/{change}/end", run, pages::finish)
        .post("/changes/{change}/review", run, pages::review)
        .post("/changes/{change}/cancellation", run, pages::cancel)
        .post("/changes/{change}/reopening", run, pages::reopen)
        .post("/changes/{change}/announcement", run, pages::announce)
        .post("/changes/{change}/tickets", run, pages::link)
        .post("/changes/{change}/tickets/removal", run, pages::unlink)
        .post("/changes/{change}/template", agree, pages::make_standard)
        .get("/change-templates", read, pages::templates)
        .post("/change-templates/{template}/archival", agree, pages::archive_template)
        .post("/change-templates/{template}/restoration", agree, pages::restore_template)
        .post("/tickets/{beneficiary}/{id}/changes", run, pages::link_from_ticket)
}

fn programs() -> Routes {
    let (read, run, agree) = (Needs(DeskRead), Needs(DeskRun), Needs(ChangeApprove));
    Routes::new()
        .get("/api/v1/changes", read, api::list)
        .post("/api/v1/changes", run, api::create)
        .get("/api/v1/changes/{change}", read, api::show)
        .put("/api/v1/changes/{change}", run, api::change)
        .post("/api/v1/changes/{change}/submission", run, api::submit)
        .post("/api/v1/changes/{change}/decision", agree, api::decide)
        .post("/api/v1/changes/{change}/start", run, api::start)
        .post("/api/v1/changes/{change}/end", run, api::finish)
        .post("/api/v1/changes/{change}/review", run, api::review)
        .post("/api/v1/changes/{change}/cancellation", run, api::cancel)
        .post("/api/v1/changes/{change}/reopening", run, api::reopen)
        .post("/api/v1/changes/{change}/announcement", run, api::announce)
        .post("/api/v1/changes/{change}/tickets", run, api::link)
        .post("/api/v1/changes/{change}/tickets/removal", run, api::unlink)
        .get("/api/v1/change-templates", read, api::templates)
}
