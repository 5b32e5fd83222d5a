//! Every route of meetings, pages then API.

use super::{api, pages};
use kernel::Permission::{CommitteeManage, CommitteeRead, MinutesValidate};
use platform::web::{Access::Needs, Routes};

/// Every route of meetings.
pub fn routes() -> Routes {
    pages().merge(programs())
}

fn pages() -> Routes {
    let (read, manage, validate) = (Needs(CommitteeRead), Needs(CommitteeManage), Needs(MinutesValidate));
    Routes::new()
        .get("/committees", read, pages::overview)
        .get("/committees/{code}", read, pages::year)
        .post("/committees/{code}/plan", manage, pages::plan)
        .get("/meetings/new", manage, pages::new)
        .post("/meetings", manage, pages::create)
        .get("/meetings/{beneficiary}/{id}", read, pages::show)
        .get("/meetings/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/meetings/{beneficiary}/{id}/edit", manage, pages::change)
        .post("/meetings/{beneficiary}/{id}/convocation", manage, pages::convene)
        .post("/meetings/{beneficiary}/{id}/cancellation", manage, pages::cancel)
        .post("/meetings/{beneficiary}/{id}/holding", manage, pages::hold)
        .get("/meetings/{beneficiary}/{id}/invitation.ics", read, pages::invitation)
        .post("/meetings/{beneficiary}/{id}/participants", manage, pages::add_participant)
        .get("/meetings/{beneficiary}/{id}/participants/{participant}", manage, pages::participant)
        .post("/meetings/{beneficiary}/{id}/participants/{participant}", manage, pages::set_participant)
        .post(
            "/meetings/{beneficiary}/{id}/participants/{participant}/removal",
            manage,
            pages::remove_participant,
        )
        .post("/meetings/{beneficiary}/{id}/agenda", read, pages::add_item)
        .post("/meetings/{beneficiary}/{id}/agenda/filling", manage, pages::fill)
        .get("/meetings/{beneficiary}/{id}/agenda/{item}", manage, pages::item)
        .post("/meetings/{beneficiary}/{id}/agenda/{item}", manage, pages::change_item)
        .post("/meetings/{beneficiary}/{id}/agenda/{item}/removal", manage, pages::remove_item)
        .post("/meetings/{beneficiary}/{id}/report", manage, pages::present)
        .get("/meetings/{beneficiary}/{id}/report", read, pages::report)
        .post("/meetings/{beneficiary}/{id}/summary", manage, pages::summarise)
        .post("/meetings/{beneficiary}/{id}/minutes/sending", manage, pages::send)
        .post("/meetings/{beneficiary}/{id}/minutes/reopening", manage, pages::reopen)
        .post("/meetings/{beneficiary}/{id}/minutes/comments", read, pages::comment)
        .post("/meetings/{beneficiary}/{id}/minutes/validation", validate, pages::validate)
        .post("/meetings/{beneficiary}/{id}/minutes/errata", manage, pages::correct)
        .get("/meetings/{beneficiary}/{id}/minutes.pdf", read, pages::pdf)
}

fn programs() -> Routes {
    let (read, manage, validate) = (Needs(CommitteeRead), Needs(CommitteeManage), Needs(MinutesValidate));
    Routes::new()
        .get("/api/v1/committees/{code}", read, api::year)
        .post("/api/v1/meetings", manage, api::create)
        .get("/api/v1/meetings/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/meetings/{beneficiary}/{id}", manage, api::change)
        .post("/api/v1/meetings/{beneficiary}/{id}/convocation", manage, api::convene)
        .post("/api/v1/meetings/{beneficiary}/{id}/cancellation", manage, api::cancel)
        .post("/api/v1/meetings/{beneficiary}/{id}/holding", manage, api::hold)
        .post("/api/v1/meetings/{beneficiary}/{id}/participants", manage, api::add_participant)
        .put("/api/v1/meetings/{beneficiary}/{id}/participants/{participant}", manage, api::set_participant)
        .post("/api/v1/meetings/{beneficiary}/{id}/agenda", read, api::add_item)
        .post("/api/v1/meetings/{beneficiary}/{id}/agenda/filling", manage, api::fill)
        .put("/api/v1/meetings/{beneficiary}/{id}/agenda/{item}", manage, api::change_item)
        .post("/api/v1/meetings/{beneficiary}/{id}/minutes/sending", manage, api::send)
        .post("/api/v1/meetings/{beneficiary}/{id}/minutes/reopening", manage, api::reopen)
        .post("/api/v1/meetings/{beneficiary}/{id}/minutes/comments", read, api::comment)
        .post("/api/v1/meetings/{beneficiary}/{id}/minutes/validation", validate, api::validate)
}
