//! A saving of the core block before a steering committee: its decision is written in the minutes, and once both sides
//! validated them the initial price of the next year takes it (art. 8, note 8, R1.12).

pub mod actions;
pub mod api;
pub mod pages;
mod views;

use kernel::Permission::CommitteeManage;
use platform::web::{Access::Needs, Routes};

/// Every route of decisions on savings.
pub fn routes() -> Routes {
    let manage = Needs(CommitteeManage);
    Routes::new()
        .get("/savings/{beneficiary}/{id}/decision", manage, pages::form)
        .post("/savings/{beneficiary}/{id}/decision", manage, pages::decide)
        .post("/api/v1/savings/{beneficiary}/{id}/decision", manage, api::decide)
}
