//! Addresses of monitoring and who may use them.

use super::{api, pages, queries};
use kernel::Permission::{DeskManage, DeskRun};
use platform::web::{
    Access::{Needs, Public},
    Routes,
};

/// Every route: pages, API, then where sources post. Those prove themselves by their own secret.
pub fn routes() -> Routes {
    Routes::new()
        .get("/monitoring", Needs(DeskRun), pages::list)
        .post("/monitoring", Needs(DeskManage), pages::create)
        .get("/monitoring/new", Needs(DeskManage), pages::new_source)
        .get("/monitoring/{source}", Needs(DeskRun), pages::show)
        .get("/monitoring/{source}/settings", Needs(DeskManage), pages::settings)
        .post("/monitoring/{source}/settings", Needs(DeskManage), pages::change)
        .get("/monitoring/{source}/query", Needs(DeskManage), queries::pages::edit)
        .post("/monitoring/{source}/query", Needs(DeskManage), queries::pages::set)
        .post("/monitoring/{source}/secret", Needs(DeskManage), pages::renew_secret)
        .post("/monitoring/{source}/pause", Needs(DeskManage), pages::pause)
        .post("/monitoring/{source}/resumption", Needs(DeskManage), pages::resume)
        .get("/monitoring/{source}/trial", Needs(DeskManage), pages::trial)
        .post("/monitoring/{source}/trial", Needs(DeskManage), pages::attempt)
        .get("/monitoring/{source}/rules/new", Needs(DeskManage), pages::new_rule)
        .post("/monitoring/{source}/rules", Needs(DeskManage), pages::add_rule)
        .post("/monitoring/{source}/rules/{rule}/removal", Needs(DeskManage), pages::remove_rule)
        .get("/api/v1/monitoring", Needs(DeskRun), api::list)
        .post("/api/v1/monitoring", Needs(DeskManage), api::create)
        .get("/api/v1/monitoring/{source}", Needs(DeskRun), api::get)
        .put("/api/v1/monitoring/{source}", Needs(DeskManage), api::change)
        .put("/api/v1/monitoring/{source}/query", Needs(DeskManage), queries::api::set)
        .get("/api/v1/monitoring/{source}/events", Needs(DeskRun), api::events)
        .post("/api/v1/monitoring/{source}/secret", Needs(DeskManage), api::renew_secret)
        .put("/api/v1/monitoring/{source}/state", Needs(DeskManage), api::set_state)
        .post("/api/v1/monitoring/{source}/trial", Needs(DeskManage), api::attempt)
        .post("/api/v1/monitoring/{source}/rules", Needs(DeskManage), api::add_rule)
        .delete("/api/v1/monitoring/{source}/rules/{rule}", Needs(DeskManage), api::remove_rule)
        .post("/api/v1/hooks/monitoring/{source}", Public, api::take)
}
