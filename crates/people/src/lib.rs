//! Who is who: organisations, persons and their roles, signing in, API tokens, and the audit log.

pub mod account;
pub mod appearance;
pub mod audit;
pub mod organisations;
pub mod persons;
pub mod roles;
pub mod sessions;
pub mod setup;
pub mod tokens;

pub use audit::{Entry, record};
pub use organisations::{Address, Organisation, Routing};
pub use persons::Person;
pub use roles::Role;
pub use setup::setup;

use platform::{
    jobs::Jobs,
    web::{Access, Routes},
};

/// Every route of this area.
pub fn routes() -> Routes {
    own_routes().merge(page_routes()).merge(api_routes()).merge(appearance::routes())
}

/// Background work of the area.
pub fn jobs() -> Jobs {
    appearance::jobs()
}

/// Signing in and one's own account.
fn own_routes() -> Routes {
    Routes::new()
        .get("/sign-in", Access::Public, sessions::pages::sign_in_form)
        .post("/sign-in", Access::Public, sessions::pages::sign_in)
        .post("/sign-out", Access::Public, sessions::pages::sign_out)
        .post("/language", Access::Public, sessions::pages::language)
        .get("/link/{secret}", Access::Public, sessions::pages::link_form)
        .post("/link/{secret}", Access::Public, sessions::pages::link)
        .get("/account", Access::SignedIn, account::pages::show)
        .post("/account/sessions/{digest}/end", Access::SignedIn, account::pages::end_session)
        .post("/account/password", Access::SignedIn, account::pages::change_password)
        .post("/account/tokens", Access::SignedIn, account::pages::create_token)
        .post("/account/tokens/{id}/revoke", Access::SignedIn, account::pages::revoke_token)
}

/// Pages of organisations, persons and the audit log.
fn page_routes() -> Routes {
    use kernel::Permission::{AuditRead, PersonManage, PersonRead};
    Routes::new()
        .get("/organisations", Access::Needs(PersonRead), organisations::pages::list)
        .post("/organisations", Access::Needs(PersonManage), organisations::pages::create)
        .get("/organisations/new", Access::Needs(PersonManage), organisations::pages::new_organisation)
        .get("/organisations/{id}", Access::Needs(PersonRead), organisations::pages::show)
        .post("/organisations/{id}", Access::Needs(PersonManage), organisations::pages::change)
        .get("/organisations/{id}/edit", Access::Needs(PersonManage), organisations::pages::edit)
        .get("/organisations/{id}/persons/new", Access::Needs(PersonManage), persons::pages::new_person)
        .post("/organisations/{id}/persons", Access::Needs(PersonManage), persons::pages::create)
        .get("/persons/{id}", Access::Needs(PersonRead), persons::pages::show)
        .post("/persons/{id}", Access::Needs(PersonManage), persons::pages::change)
        .get("/persons/{id}/edit", Access::Needs(PersonManage), persons::pages::edit)
        .post("/persons/{id}/invitation", Access::Needs(PersonManage), persons::pages::invite)
        .post("/persons/{id}/disable", Access::Needs(PersonManage), persons::pages::disable)
        .post("/persons/{id}/enable", Access::Needs(PersonManage), persons::pages::enable)
        .get("/audit", Access::Needs(AuditRead), audit::pages::list)
}

/// The same for programs.
fn api_routes() -> Routes {
    use kernel::Permission::{AuditRead, PersonManage, PersonRead};
    Routes::new()
        .get("/api/v1/audit", Access::Needs(AuditRead), audit::api::list)
        .get("/api/v1/organisations", Access::Needs(PersonRead), organisations::api::list)
        .post("/api/v1/organisations", Access::Needs(PersonManage), organisations::api::create)
        .get("/api/v1/organisations/{id}", Access::Needs(PersonRead), organisations::api::show)
        .put("/api/v1/organisations/{id}", Access::Needs(PersonManage), organisations::api::change)
        .get("/api/v1/persons", Access::Needs(PersonRead), persons::api::list)
        .post("/api/v1/persons", Access::Needs(PersonManage), persons::api::create)
        .get("/api/v1/persons/{id}", Access::Needs(PersonRead), persons::api::show)
        .put("/api/v1/persons/{id}", Access::Needs(PersonManage), persons::api::change)
        .delete("/api/v1/persons/{id}/access", Access::Needs(PersonManage), persons::api::disable)
        .put("/api/v1/persons/{id}/access", Access::Needs(PersonManage), persons::api::enable)
        .post("/api/v1/persons/{id}/invitation", Access::Needs(PersonManage), persons::api::invite)
}
