//! Addresses of probes and who may use them.

use super::{api, pages};
use kernel::Permission::{DeskManage, SiteRead};
use platform::web::{Access::Needs, Routes};

/// Every route: both sides read, the provider decides.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(SiteRead), Needs(DeskManage));
    Routes::new()
        .get("/probes", read, pages::list)
        .post("/probes", manage, pages::create)
        .get("/probes/new", manage, pages::new_probe)
        .get("/probes/{beneficiary}/{id}", read, pages::show)
        .get("/probes/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/probes/{beneficiary}/{id}", manage, pages::change)
        .post("/probes/{beneficiary}/{id}/pause", manage, pages::pause)
        .post("/probes/{beneficiary}/{id}/resumption", manage, pages::resume)
        .post("/probes/{beneficiary}/{id}/removal", manage, pages::remove)
        .get("/api/v1/probes", read, api::list)
        .post("/api/v1/probes", manage, api::create)
        .get("/api/v1/probes/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/probes/{beneficiary}/{id}", manage, api::change)
        .get("/api/v1/probes/{beneficiary}/{id}/results", read, api::results)
        .put("/api/v1/probes/{beneficiary}/{id}/state", manage, api::set_state)
        .delete("/api/v1/probes/{beneficiary}/{id}", manage, api::remove)
}
