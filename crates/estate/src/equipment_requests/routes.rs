//! Every route of equipment requests, pages then API.

use super::{api, pages};
use kernel::Permission::{EquipmentAsk, EquipmentDecide, EquipmentManage, EquipmentRead};
use platform::web::{Access::Needs, Routes};

/// The beneficiary asks and gives up; the provider carries on; a late request is decided by who heads the services. A new
/// request is asked for by either, which its action checks.
pub fn routes() -> Routes {
    let (read, ask) = (Needs(EquipmentRead), Needs(EquipmentAsk));
    let (manage, decide) = (Needs(EquipmentManage), Needs(EquipmentDecide));
    Routes::new()
        .get("/equipment-requests", read, pages::list)
        .get("/equipment-requests/new", read, pages::new_request)
        .post("/equipment-requests", read, pages::create)
        .get("/equipment-requests/{beneficiary}/{id}", read, pages::show)
        .get("/equipment-requests/{beneficiary}/{id}/agreement", read, pages::agreement)
        .get("/equipment-requests/{beneficiary}/{id}/scan", read, pages::scan)
        .post("/equipment-requests/{beneficiary}/{id}/examination", manage, pages::examine)
        .post("/equipment-requests/{beneficiary}/{id}/late", decide, pages::decide_late)
        .post("/equipment-requests/{beneficiary}/{id}/study", manage, pages::study)
        .post("/equipment-requests/{beneficiary}/{id}/terms", manage, pages::terms)
        .post("/equipment-requests/{beneficiary}/{id}/signatures", manage, pages::sign)
        .post("/equipment-requests/{beneficiary}/{id}/order", manage, pages::order)
        .post("/equipment-requests/{beneficiary}/{id}/delivery", manage, pages::deliver)
        .post("/equipment-requests/{beneficiary}/{id}/service", manage, pages::put_in_service)
        .post("/equipment-requests/{beneficiary}/{id}/withdrawal", ask, pages::withdraw)
        .get("/api/v1/equipment-requests", read, api::list)
        .post("/api/v1/equipment-requests", read, api::create)
        .get("/api/v1/equipment-requests/{beneficiary}/{id}", read, api::show)
        .post("/api/v1/equipment-requests/{beneficiary}/{id}/examination", manage, api::examine)
        .put("/api/v1/equipment-requests/{beneficiary}/{id}/late", decide, api::decide_late)
        .put("/api/v1/equipment-requests/{beneficiary}/{id}/study", manage, api::study)
        .put("/api/v1/equipment-requests/{beneficiary}/{id}/terms", manage, api::terms)
        .put("/api/v1/equipment-requests/{beneficiary}/{id}/order", manage, api::order)
        .put("/api/v1/equipment-requests/{beneficiary}/{id}/delivery", manage, api::deliver)
        .put("/api/v1/equipment-requests/{beneficiary}/{id}/service", manage, api::put_in_service)
        .post("/api/v1/equipment-requests/{beneficiary}/{id}/withdrawal", ask, api::withdraw)
}
