//! What of the desk belongs to an application: its operating procedures (art. 2-II.D) and its tickets.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub(crate) mod views;

use crate::knowledge::ArticleId;
use estate::applications::{ApplicationId, ApplicationKey};
use kernel::{
    Permission::{DeskRun, TicketWork},
    id::BeneficiaryId,
};
use platform::{
    Slots,
    web::{Access::Needs, Routes},
};
use serde::{Deserialize, Serialize};

/// An application as something of the desk names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Named {
    /// Its key.
    #[serde(flatten)]
    pub key: ApplicationKey,
    /// Its name.
    pub name: String,
}

/// Which application a ticket is about. Also the body of the API.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OfTicket {
    /// Identifier of an application of the ticket's beneficiary; empty for none.
    pub application: String,
}

/// Which article is linked to an application. Also the body of the API.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProcedureForm {
    /// Identifier of the article.
    pub article: String,
}

/// Path of a procedure of an application.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct ProcedurePath {
    beneficiary: BeneficiaryId,
    id: ApplicationId,
    article: ArticleId,
}

impl ProcedurePath {
    fn split(self) -> (ApplicationKey, ArticleId) {
        (ApplicationKey { beneficiary: self.beneficiary, id: self.id }, self.article)
    }
}

/// Every route of links to applications, pages then API.
pub fn routes() -> Routes {
    let (write, work) = (Needs(DeskRun), Needs(TicketWork));
    Routes::new()
        .post("/applications/{beneficiary}/{id}/procedures", write, pages::link)
        .post("/applications/{beneficiary}/{id}/procedures/{article}/removal", write, pages::unlink)
        .post("/tickets/{beneficiary}/{id}/application", work, pages::of_ticket)
        .post("/api/v1/applications/{beneficiary}/{id}/procedures", write, api::link)
        .put("/api/v1/tickets/{beneficiary}/{id}/application", work, api::of_ticket)
}

/// What the desk shows on the page of an application.
pub fn slots() -> Slots {
    Slots::new().at(estate::applications::views::PLACE, async |ctx, beneficiary, id| {
        let key = ApplicationKey { beneficiary, id: ApplicationId::from(id) };
        views::beside_application(&ctx, &key).await
    })
}
