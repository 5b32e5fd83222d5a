//! Addresses of the outbox: for those who look after the instance.

use super::{api, pages};
use kernel::Permission::InstanceManage;
use platform::web::{Access::Needs, Routes};

/// Every route of the outbox, pages then API.
pub fn routes() -> Routes {
    let access = Needs(InstanceManage);
    Routes::new()
        .get("/outbox", access, pages::list)
        .post("/outbox/retries", access, pages::retry_all)
        .get("/outbox/{beneficiary}/{id}", access, pages::show)
        .post("/outbox/{beneficiary}/{id}/retry", access, pages::retry)
        .post("/outbox/{beneficiary}/{id}/cancellation", access, pages::cancel)
        .get("/api/v1/outbox", access, api::list)
        .get("/api/v1/outbox/{beneficiary}/{id}", access, api::get)
        .post("/api/v1/outbox/{beneficiary}/{id}/retry", access, api::retry)
        .post("/api/v1/outbox/{beneficiary}/{id}/cancellation", access, api::cancel)
}
