//! Addresses of indicators. Both sides read the same; the provider closes months and writes decisions, either side comments
//! and proposes.

use super::{api, pages};
use kernel::Permission::{CommitteeManage, CommitteeRead, ScoreboardRead};
use platform::web::{Access::Needs, Routes};

/// Every route of this feature.
pub fn routes() -> Routes {
    page_routes().merge(api_routes())
}

fn page_routes() -> Routes {
    let (read, speak, manage) = (Needs(ScoreboardRead), Needs(CommitteeRead), Needs(CommitteeManage));
    Routes::new()
        .get("/indicators", read, pages::choose)
        .post("/indicators/runs", manage, pages::run_all)
        .get("/indicators/{beneficiary}", read, pages::overview)
        .post("/indicators/{beneficiary}/closings", manage, pages::close)
        .post("/indicators/{beneficiary}/runs", manage, pages::run)
        .get("/indicators/{beneficiary}/closings/{closing}", read, pages::closing)
        .post("/indicators/{beneficiary}/closings/{closing}/correction", manage, pages::correct)
        .get("/indicators/{beneficiary}/closings/{closing}/values/{code}", read, pages::value)
        .get("/indicators/{beneficiary}/closings/{closing}/values/{code}/file", read, pages::evidence_file)
        .post("/indicators/{beneficiary}/closings/{closing}/values/{code}/comments", speak, pages::comment)
        .get("/indicators/{beneficiary}/series/{code}", read, pages::series)
        .get("/indicators/{beneficiary}/series/{code}/file", read, pages::series_file)
        .post("/indicators/{beneficiary}/series/{code}/proposals", speak, pages::propose)
        .post("/indicators/{beneficiary}/target-proposals/{id}/withdrawal", speak, pages::withdraw)
        .post("/indicators/{beneficiary}/target-proposals/{id}/decision", manage, pages::decide)
}

fn api_routes() -> Routes {
    let (read, speak, manage) = (Needs(ScoreboardRead), Needs(CommitteeRead), Needs(CommitteeManage));
    Routes::new()
        .get("/api/v1/indicators/{beneficiary}", read, api::overview)
        .post("/api/v1/indicators/{beneficiary}/closings", manage, api::close)
        .get("/api/v1/indicators/{beneficiary}/gaps", manage, api::gaps)
        .post("/api/v1/indicators/{beneficiary}/runs", manage, api::run)
        .get("/api/v1/indicators/{beneficiary}/closings/{closing}", read, api::closing)
        .post("/api/v1/indicators/{beneficiary}/closings/{closing}/correction", manage, api::correct)
        .get("/api/v1/indicators/{beneficiary}/closings/{closing}/values/{code}", read, api::value)
        .get(
            "/api/v1/indicators/{beneficiary}/closings/{closing}/values/{code}/file",
            read,
            api::evidence_file,
        )
        .post(
            "/api/v1/indicators/{beneficiary}/closings/{closing}/values/{code}/comments",
            speak,
            api::comment,
        )
        .get("/api/v1/indicators/{beneficiary}/series/{code}", read, api::series)
        .get("/api/v1/indicators/{beneficiary}/series/{code}/file", read, api::series_file)
        .post("/api/v1/indicators/{beneficiary}/series/{code}/proposals", speak, api::propose)
        .post("/api/v1/indicators/{beneficiary}/target-proposals/{id}/withdrawal", speak, api::withdraw)
        .post("/api/v1/indicators/{beneficiary}/target-proposals/{id}/decision", manage, api::decide)
}
