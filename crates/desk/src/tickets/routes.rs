//! Addresses of tickets and who may use them. The actions behind check again, on the ticket itself.

use super::{api, pages};
use kernel::Permission::{TicketCreate, TicketWork};
use platform::web::{
    Access::{Needs, SignedIn},
    Routes,
};

/// Every route of tickets, pages then API.
pub fn routes() -> Routes {
    Routes::new()
        .get("/tickets", SignedIn, pages::list)
        .post("/tickets", Needs(TicketCreate), pages::create)
        .get("/tickets/new", Needs(TicketCreate), pages::new_ticket)
        .get("/tickets/{beneficiary}/{id}", SignedIn, pages::show)
        .get("/tickets/{beneficiary}/{id}/deadlines", SignedIn, pages::deadlines)
        .get("/tickets/{beneficiary}/{id}/attachments/{attachment}", SignedIn, pages::attachment)
        .post("/tickets/{beneficiary}/{id}/messages", SignedIn, pages::answer)
        .post("/tickets/{beneficiary}/{id}/notes", Needs(TicketWork), pages::note)
        .post("/tickets/{beneficiary}/{id}/assignment", Needs(TicketWork), pages::assign)
        .post("/tickets/{beneficiary}/{id}/criticality", Needs(TicketWork), pages::criticality)
        .post("/tickets/{beneficiary}/{id}/state", SignedIn, pages::move_state)
        .get("/tickets/{beneficiary}/{id}/correction", Needs(TicketWork), pages::correction)
        .post("/tickets/{beneficiary}/{id}/correction", Needs(TicketWork), pages::correct)
        .put("/api/v1/tickets/{beneficiary}/{id}/correction", Needs(TicketWork), api::correct)
        .get("/api/v1/tickets", SignedIn, api::list)
        .post("/api/v1/tickets", Needs(TicketCreate), api::create)
        .get("/api/v1/tickets/{beneficiary}/{id}", SignedIn, api::get)
        .post("/api/v1/tickets/{beneficiary}/{id}/messages", SignedIn, api::say)
        .put("/api/v1/tickets/{beneficiary}/{id}/assignment", Needs(TicketWork), api::assign)
        .put("/api/v1/tickets/{beneficiary}/{id}/criticality", Needs(TicketWork), api::criticality)
        .put("/api/v1/tickets/{beneficiary}/{id}/state", SignedIn, api::move_state)
}
