//! Links to applications for programs.

use super::{Named, OfTicket, ProcedureForm, actions};
use crate::tickets::TicketKey;
use estate::applications::ApplicationKey;
use platform::{
    Ctx,
    web::{Json, NoContent, Path, WebResult},
};
use serde::Serialize;

/// POST /api/v1/applications/{beneficiary}/{id}/procedures: links an article of the knowledge base to an application.
pub async fn link(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Json(form): Json<ProcedureForm>,
) -> WebResult<NoContent> {
    actions::link(&ctx, &key, &form.article.as_str().into()).await?;
    Ok(NoContent)
}

/// Which application a ticket is about now.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Told {
    /// The application; nothing for none.
    pub application: Option<Named>,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/application: says which application a ticket is about.
pub async fn of_ticket(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<OfTicket>,
) -> WebResult<Json<Told>> {
    let application = actions::of_ticket(&ctx, &key, &form.application).await?;
    Ok(Json(Told { application }))
}
