//! What the forms of links to applications do.

use super::{OfTicket, ProcedureForm, ProcedurePath, actions};
use crate::tickets::{TicketKey, pages::after_choice};
use axum::response::Response;
use estate::applications::ApplicationKey;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, WebResult, redirect},
};

/// POST /applications/{beneficiary}/{id}/procedures
pub async fn link(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Form(form): Form<ProcedureForm>,
) -> WebResult<Response> {
    actions::link(&ctx, &key, &form.article.as_str().into()).await?;
    Ok(redirect(&key.path()))
}

/// POST /applications/{beneficiary}/{id}/procedures/{article}/removal
pub async fn unlink(ctx: Ctx, Path(path): Path<ProcedurePath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, article) = path.split();
    actions::unlink(&ctx, &key, &article).await?;
    Ok(redirect(&key.path()))
}

/// POST /tickets/{beneficiary}/{id}/application
pub async fn of_ticket(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<OfTicket>,
) -> WebResult<Response> {
    let done = actions::of_ticket(&ctx, &key, &form.application).await.map(|_| 0);
    after_choice(&ctx, &key, done, 0).await
}
