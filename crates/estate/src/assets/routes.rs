//! Routes of assets, pages then API.

use super::{api, pages};
use kernel::Permission::{AssetManage, AssetRead};
use platform::web::{Access::Needs, Routes};

/// Every route of assets. The pages stand under `/estate`, because `/assets` holds styles and scripts.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(AssetRead), Needs(AssetManage));
    Routes::new()
        .get("/estate/assets", read, pages::list)
        .post("/estate/assets", manage, pages::create)
        .get("/estate/assets/new", manage, pages::new)
        .get("/estate/assets/export", read, pages::export)
        .get("/estate/assets/labels", read, pages::labels)
        .get("/estate/assets/kinds", manage, pages::kinds)
        .post("/estate/assets/kinds", manage, pages::add_kind)
        .post("/estate/assets/kinds/{kind}/retirement", manage, pages::retire_kind)
        .get("/estate/assets/{beneficiary}/{id}", read, pages::show)
        .get("/estate/assets/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/estate/assets/{beneficiary}/{id}/edit", manage, pages::change)
        .post("/estate/assets/{beneficiary}/{id}/locks", manage, pages::unlock)
        .post("/estate/assets/{beneficiary}/{id}/handovers", manage, pages::hand_over)
        .get("/estate/assets/{beneficiary}/{id}/handovers/{handover}/sheet", read, pages::handover_sheet)
        .post("/estate/assets/{beneficiary}/{id}/retirement", manage, pages::retire)
        .get("/api/v1/assets", read, api::list)
        .post("/api/v1/assets", manage, api::create)
        .get("/api/v1/asset-kinds", read, api::kinds)
        .post("/api/v1/asset-kinds", manage, api::add_kind)
        .get("/api/v1/assets/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/assets/{beneficiary}/{id}", manage, api::change)
        .post("/api/v1/assets/{beneficiary}/{id}/handovers", manage, api::hand_over)
        .post("/api/v1/assets/{beneficiary}/{id}/retirement", manage, api::retire)
}
