//! Reversibility (art. 3, 4 and 7, R6.6, R9.12): the plan both sides accepted, everything held for a beneficiary in one pack, and
//! what was handed over; then the deletion of what was held, with its certificate.

pub mod actions;
pub mod api;
pub mod destructions;
pub mod handovers;
pub mod packs;
pub mod pages;
pub mod plans;
mod views;

use kernel::Permission::{
    DataDestroy, PackMake, ReversibilityAccept, ReversibilityManage, ReversibilityRead,
};
use platform::{
    jobs::Jobs,
    web::{Access::Needs, Routes},
};

/// Every route of reversibility.
pub fn routes() -> Routes {
    site().merge(programs())
}

fn site() -> Routes {
    let (read, manage) = (Needs(ReversibilityRead), Needs(ReversibilityManage));
    let (accept, make, destroy) = (Needs(ReversibilityAccept), Needs(PackMake), Needs(DataDestroy));
    Routes::new()
        .get("/reversibility", read, pages::list)
        .get("/reversibility/{beneficiary}", read, pages::show)
        .post("/reversibility/{beneficiary}/plans", manage, plans::pages::begin)
        .get("/reversibility/{beneficiary}/plans/{number}", read, plans::pages::show)
        .post("/reversibility/{beneficiary}/plans/{number}", manage, plans::pages::write)
        .post("/reversibility/{beneficiary}/plans/{number}/submission", manage, plans::pages::submit)
        .post("/reversibility/{beneficiary}/plans/{number}/reopening", manage, plans::pages::reopen)
        .post("/reversibility/{beneficiary}/plans/{number}/acceptance", accept, plans::pages::accept)
        .get("/reversibility/{beneficiary}/plans/{number}/file.pdf", read, plans::pages::pdf)
        .post("/reversibility/{beneficiary}/packs", make, packs::pages::ask)
        .post("/reversibility/{beneficiary}/packs/{id}/cancellation", make, packs::pages::cancel)
        .get("/reversibility/{beneficiary}/packs/{id}/file.zip", make, packs::pages::download)
        .post("/reversibility/{beneficiary}/handovers", manage, handovers::pages::record)
        .post("/reversibility/{beneficiary}/handovers/{id}/acceptance", accept, handovers::pages::accept)
        .get("/reversibility/{beneficiary}/destructions", read, destructions::pages::show)
        .post("/reversibility/{beneficiary}/destructions", destroy, destructions::pages::ask)
        .post(
            "/reversibility/{beneficiary}/destructions/{id}/confirmation",
            destroy,
            destructions::pages::confirm,
        )
        .post(
            "/reversibility/{beneficiary}/destructions/{id}/withdrawal",
            destroy,
            destructions::pages::withdraw,
        )
        .get(
            "/reversibility/{beneficiary}/destructions/{id}/certificate.pdf",
            read,
            destructions::pages::certificate,
        )
}

fn programs() -> Routes {
    let (read, manage) = (Needs(ReversibilityRead), Needs(ReversibilityManage));
    let (accept, make, destroy) = (Needs(ReversibilityAccept), Needs(PackMake), Needs(DataDestroy));
    Routes::new()
        .get("/api/v1/reversibility/{beneficiary}", read, api::show)
        .post("/api/v1/reversibility/{beneficiary}/plans", manage, plans::api::begin)
        .get("/api/v1/reversibility/{beneficiary}/plans/{number}", read, plans::api::show)
        .put("/api/v1/reversibility/{beneficiary}/plans/{number}", manage, plans::api::write)
        .post("/api/v1/reversibility/{beneficiary}/plans/{number}/submission", manage, plans::api::submit)
        .post("/api/v1/reversibility/{beneficiary}/plans/{number}/reopening", manage, plans::api::reopen)
        .post("/api/v1/reversibility/{beneficiary}/plans/{number}/acceptance", accept, plans::api::accept)
        .get("/api/v1/reversibility/{beneficiary}/packs", make, packs::api::list)
        .post("/api/v1/reversibility/{beneficiary}/packs", make, packs::api::ask)
        .get("/api/v1/reversibility/{beneficiary}/packs/{id}", make, packs::api::show)
        .post("/api/v1/reversibility/{beneficiary}/packs/{id}/cancellation", make, packs::api::cancel)
        .post("/api/v1/reversibility/{beneficiary}/handovers", manage, handovers::api::record)
        .post("/api/v1/reversibility/{beneficiary}/handovers/{id}/acceptance", accept, handovers::api::accept)
        .get("/api/v1/reversibility/{beneficiary}/destructions", read, destructions::api::list)
        .post("/api/v1/reversibility/{beneficiary}/destructions", destroy, destructions::api::ask)
        .get("/api/v1/reversibility/{beneficiary}/destructions/{id}", read, destructions::api::show)
        .post(
            "/api/v1/reversibility/{beneficiary}/destructions/{id}/confirmation",
            destroy,
            destructions::api::confirm,
        )
        .post(
            "/api/v1/reversibility/{beneficiary}/destructions/{id}/withdrawal",
            destroy,
            destructions::api::withdraw,
        )
}

/// Background work of reversibility.
pub fn jobs() -> Jobs {
    packs::jobs::jobs().merge(destructions::jobs::jobs())
}
