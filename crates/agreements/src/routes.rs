//! Routes of the area.

use crate::{
    reading,
    versions::{api, pages},
};
use kernel::Permission::{AgreementImport, AgreementRead};
use platform::web::{Access::Needs, Routes};

/// Every page and every API route of agreements.
pub fn routes() -> Routes {
    Routes::new()
        .get("/agreements", Needs(AgreementRead), reading::pages::list)
        .get("/agreements/{code}", Needs(AgreementRead), reading::pages::overview)
        .get("/agreements/{code}/{part}", Needs(AgreementRead), reading::pages::part)
        .get("/agreements/{code}/versions", Needs(AgreementRead), pages::list)
        .get("/agreements/{code}/versions/{number}", Needs(AgreementRead), pages::show)
        .get("/agreements/{code}/versions/{number}/source", Needs(AgreementRead), pages::source)
        .get("/agreements/{code}/import", Needs(AgreementImport), pages::import_form)
        .post("/agreements/{code}/import", Needs(AgreementImport), pages::import)
        .get("/api/v1/agreements", Needs(AgreementRead), api::list)
        .post("/api/v1/agreements/check", Needs(AgreementRead), api::check_text)
        .get("/api/v1/agreements/{code}", Needs(AgreementRead), api::get)
        .get("/api/v1/agreements/{code}/versions", Needs(AgreementRead), api::versions)
        .post("/api/v1/agreements/{code}/versions", Needs(AgreementImport), api::import)
        .get("/api/v1/agreements/{code}/versions/{number}", Needs(AgreementRead), api::version)
        .get("/api/v1/agreements/{code}/versions/{number}/difference", Needs(AgreementRead), api::difference)
        .merge(crate::acts::routes())
        .merge(crate::contracts::routes())
        .merge(crate::disputes::routes())
        .merge(crate::drafts::routes())
        .merge(crate::insurance::routes())
        .merge(crate::subscription_requests::routes())
}
