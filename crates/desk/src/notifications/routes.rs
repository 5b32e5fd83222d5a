//! Addresses of notifications: everybody has their own.

use super::{api, pages};
use platform::web::{Access::SignedIn, Routes};

/// Every route of notifications, pages then API.
pub fn routes() -> Routes {
    Routes::new()
        .get("/notifications", SignedIn, pages::list)
        .post("/notifications/read", SignedIn, pages::read_all)
        .post("/notifications/{beneficiary}/{id}/read", SignedIn, pages::read)
        .get("/account/notifications", SignedIn, pages::choices)
        .post("/account/notifications", SignedIn, pages::choose)
        .get("/api/v1/notifications", SignedIn, api::list)
        .post("/api/v1/notifications/read", SignedIn, api::read_all)
        .post("/api/v1/notifications/{beneficiary}/{id}/read", SignedIn, api::read)
        .get("/api/v1/account/notifications", SignedIn, api::choices)
        .put("/api/v1/account/notifications", SignedIn, api::choose)
}
