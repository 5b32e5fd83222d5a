//! Pages about the product itself: help, accessibility statement, privacy, legal notice, coverage of the
//! agreement, health.

mod ledger;
mod pages;

use platform::web::{Access, Routes};

/// Routes of this folder.
pub fn routes() -> Routes {
    Routes::new()
        .get("/help", Access::Public, pages::help)
        .get("/accessibility", Access::Public, pages::accessibility)
        .get("/privacy", Access::Public, pages::privacy)
        .get("/legal", Access::Public, pages::legal)
        .get("/traceability", Access::SignedIn, pages::traceability)
        .get("/health/live", Access::Public, pages::live)
        .get("/health/ready", Access::Public, pages::ready)
}
