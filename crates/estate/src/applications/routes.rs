//! Every route of applications, pages then API.

use super::{api, pages};
use kernel::Permission::{ApplicationDecide, ApplicationManage, ApplicationRead};
use platform::web::{Access::Needs, Routes};

/// The provider looks after applications; the beneficiary reads, and decides of proposals.
pub fn routes() -> Routes {
    let (read, manage, decide) = (Needs(ApplicationRead), Needs(ApplicationManage), Needs(ApplicationDecide));
    Routes::new()
        .get("/applications", read, pages::list)
        .get("/applications/new", manage, pages::new_application)
        .post("/applications", manage, pages::create)
        .get("/applications/{beneficiary}/{id}", read, pages::show)
        .get("/applications/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/applications/{beneficiary}/{id}/edit", manage, pages::change)
        .post("/applications/{beneficiary}/{id}/environments", manage, pages::add_environment)
        .get("/applications/{beneficiary}/{id}/environments/{environment}", read, pages::environment)
        .post(
            "/applications/{beneficiary}/{id}/environments/{environment}",
            manage,
            pages::change_environment,
        )
        .post("/applications/{beneficiary}/{id}/environments/{environment}/closing", manage, pages::close)
        .post("/applications/{beneficiary}/{id}/environments/{environment}/exceptions", manage, pages::except)
        .post("/applications/{beneficiary}/{id}/environments/{environment}/items", manage, pages::set_item)
        .post(
            "/applications/{beneficiary}/{id}/environments/{environment}/items/removal",
            manage,
            pages::remove_item,
        )
        .post("/applications/{beneficiary}/{id}/exceptions/{exception}/end", manage, pages::end_exception)
        .post("/applications/{beneficiary}/{id}/flows", manage, pages::add_flow)
        .post("/applications/{beneficiary}/{id}/flows/{flow}/checks", manage, pages::check_flow)
        .post("/applications/{beneficiary}/{id}/flows/{flow}/removal", manage, pages::remove_flow)
        .post("/applications/{beneficiary}/{id}/specifications/{specification}", manage, pages::specify)
        .post("/applications/{beneficiary}/{id}/measures", manage, pages::measure)
        .post("/applications/{beneficiary}/{id}/improvements", manage, pages::propose)
        .post("/applications/{beneficiary}/{id}/improvements/{improvement}/decision", decide, pages::decide)
        .merge(api_routes())
}

/// The same for programs.
fn api_routes() -> Routes {
    let (read, manage, decide) = (Needs(ApplicationRead), Needs(ApplicationManage), Needs(ApplicationDecide));
    Routes::new()
        .get("/api/v1/applications", read, api::list)
        .post("/api/v1/applications", manage, api::create)
        .get("/api/v1/applications/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/applications/{beneficiary}/{id}", manage, api::change)
        .post("/api/v1/applications/{beneficiary}/{id}/environments", manage, api::add_environment)
        .put(
            "/api/v1/applications/{beneficiary}/{id}/environments/{environment}",
            manage,
            api::change_environment,
        )
        .post(
            "/api/v1/applications/{beneficiary}/{id}/environments/{environment}/exceptions",
            manage,
            api::except,
        )
        .put(
            "/api/v1/applications/{beneficiary}/{id}/environments/{environment}/items",
            manage,
            api::set_item,
        )
        .post("/api/v1/applications/{beneficiary}/{id}/flows", manage, api::add_flow)
        .post("/api/v1/applications/{beneficiary}/{id}/flows/{flow}/checks", manage, api::check_flow)
        .post("/api/v1/applications/{beneficiary}/{id}/specifications/{specification}", manage, api::specify)
        .post("/api/v1/applications/{beneficiary}/{id}/measures", manage, api::measure)
        .post("/api/v1/applications/{beneficiary}/{id}/improvements", manage, api::propose)
        .put(
            "/api/v1/applications/{beneficiary}/{id}/improvements/{improvement}/decision",
            decide,
            api::decide,
        )
}
