//! Every route of reports, pages then API.

use super::{api, pages};
use kernel::Permission::{ReportManage, ReportRead};
use platform::web::{Access::Needs, Routes};

/// Every route of reports.
pub fn routes() -> Routes {
    pages().merge(programs())
}

fn pages() -> Routes {
    let (read, manage) = (Needs(ReportRead), Needs(ReportManage));
    Routes::new()
        .get("/reports", read, pages::list)
        .post("/reports", manage, pages::draft)
        .post("/report-runs", manage, pages::start)
        .get("/report-runs/{run}", manage, pages::run)
        .get("/reports/{beneficiary}/{id}", read, pages::show)
        .post("/reports/{beneficiary}/{id}/texts", manage, pages::write)
        .post("/reports/{beneficiary}/{id}/computing", manage, pages::recompute)
        .post("/reports/{beneficiary}/{id}/review", manage, pages::review)
        .post("/reports/{beneficiary}/{id}/reopening", manage, pages::reopen)
        .post("/reports/{beneficiary}/{id}/comments", read, pages::comment)
        .post("/reports/{beneficiary}/{id}/publication", manage, pages::publish)
        .post("/reports/{beneficiary}/{id}/correction", manage, pages::correct)
        .get("/reports/{beneficiary}/{id}/file.pdf", read, pages::pdf)
        .get("/reports/{beneficiary}/{id}/file.json", read, pages::data)
        .get("/reports/{beneficiary}/{id}/tables/{table}", read, pages::table)
        .get("/meetings/{beneficiary}/{id}/pack.pdf", read, pages::pack)
}

fn programs() -> Routes {
    let (read, manage) = (Needs(ReportRead), Needs(ReportManage));
    Routes::new()
        .get("/api/v1/reports", read, api::list)
        .post("/api/v1/reports", manage, api::draft)
        .get("/api/v1/reports/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/reports/{beneficiary}/{id}", manage, api::write)
        .post("/api/v1/reports/{beneficiary}/{id}/computing", manage, api::recompute)
        .post("/api/v1/reports/{beneficiary}/{id}/review", manage, api::review)
        .post("/api/v1/reports/{beneficiary}/{id}/reopening", manage, api::reopen)
        .post("/api/v1/reports/{beneficiary}/{id}/comments", read, api::comment)
        .post("/api/v1/reports/{beneficiary}/{id}/publication", manage, api::publish)
        .post("/api/v1/reports/{beneficiary}/{id}/correction", manage, api::correct)
        .get("/api/v1/reports/{beneficiary}/{id}/tables/{table}", read, api::table)
        .post("/api/v1/report-runs", manage, api::start)
        .get("/api/v1/report-runs/{run}", manage, api::run)
}
