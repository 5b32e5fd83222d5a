//! Routes of inventory: where agents post, pages, then API.

use super::{api, pages};
use kernel::Permission::{AssetManage, AssetRead};
use platform::web::{
    Access::{Needs, Public},
    Routes,
};

/// Every route of inventory. Agents bring a secret of their own: who they are is looked at by what takes their words.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(AssetRead), Needs(AssetManage));
    Routes::new()
        .post("/inventory", Public, api::by_basic)
        .post("/inventory/{token}", Public, api::by_token)
        .get("/estate/inventory", manage, pages::overview)
        .post("/estate/inventory/accesses", manage, pages::open_access)
        .post("/estate/inventory/accesses/{beneficiary}/{id}/revocation", manage, pages::revoke)
        .get("/estate/inventory/machines/{beneficiary}/{id}", read, pages::machine)
        .post("/estate/inventory/machines/{beneficiary}/{id}/attachment", manage, pages::attach)
        .get("/api/v1/inventory/accesses", manage, api::accesses)
        .post("/api/v1/inventory/accesses", manage, api::open_access)
        .delete("/api/v1/inventory/accesses/{beneficiary}/{id}", manage, api::revoke)
        .get("/api/v1/inventory/machines", manage, api::machines)
        .get("/api/v1/inventory/machines/{beneficiary}/{id}", read, api::machine)
        .put("/api/v1/inventory/machines/{beneficiary}/{id}/asset", manage, api::attach)
}
