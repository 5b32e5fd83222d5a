//! Pages of checklists, and adding one to a ticket.

use super::{ChecklistForm, ChecklistId, actions, store, views};
use crate::{forms, tasks, tickets::TicketKey};
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, WebResult, redirect},
};
use serde::Deserialize;

/// GET /checklists
pub async fn list(ctx: Ctx) -> WebResult {
    let lists = store::all(&mut ctx.read().await?).await?;
    Ok(views::list_page(&ctx, &lists, &ChecklistForm::default(), &[]))
}

/// POST /checklists
pub async fn create(ctx: Ctx, Form(form): Form<ChecklistForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(_) => Ok(redirect("/checklists")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            let lists = store::all(&mut ctx.read().await?).await?;
            Ok(forms::again(status, views::list_page(&ctx, &lists, &form, &errors)))
        }
    }
}

/// GET /checklists/{checklist}
pub async fn show(ctx: Ctx, Path(id): Path<ChecklistId>) -> WebResult {
    views::checklist_page(&ctx, &id, None, &[]).await
}

/// POST /checklists/{checklist}
pub async fn change(
    ctx: Ctx,
    Path(id): Path<ChecklistId>,
    Form(form): Form<ChecklistForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(_) => Ok(redirect("/checklists")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, views::checklist_page(&ctx, &id, Some(form), &errors).await?))
        }
    }
}

/// POST /checklists/{checklist}/archival
pub async fn archive(
    ctx: Ctx,
    Path(id): Path<ChecklistId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, true).await?;
    Ok(redirect("/checklists"))
}

/// POST /checklists/{checklist}/restoration
pub async fn restore(
    ctx: Ctx,
    Path(id): Path<ChecklistId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, false).await?;
    Ok(redirect("/checklists"))
}

/// Which checklist is added to a ticket. Also the body of the API.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApplyForm {
    /// Identifier of the checklist.
    pub checklist: String,
}

/// POST /tickets/{beneficiary}/{id}/checklist
pub async fn apply(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<ApplyForm>) -> WebResult<Response> {
    let done = tasks::actions::apply(&ctx, &key, &ChecklistId::from(form.checklist)).await;
    tasks::pages::answered(&ctx, &key, done.map(drop), None).await
}
