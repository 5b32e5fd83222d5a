//! Who is who: organisations, persons and their roles, signing in, API tokens, and the audit log.

pub mod account;
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

use platform::web::{Access, Routes};

/// Every route of this area.
pub fn routes() -> Routes {
    use kernel::Permission::{AuditRead, PersonManage, PersonRead};
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
}
