//! Pages of major incidents.

use super::{DeclareForm, IncidentId, MembersForm, SayForm, actions, views};
use crate::{
    forms,
    tickets::{TicketKey, pages::after_choice},
};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, WebResult, redirect},
};
use serde::Deserialize;

/// GET /major-incidents
pub async fn list(ctx: Ctx) -> WebResult {
    views::list_page(&ctx, &DeclareForm::default(), &[]).await
}

/// POST /major-incidents
pub async fn declare(ctx: Ctx, Form(form): Form<DeclareForm>) -> WebResult<Response> {
    match actions::declare(&ctx, &form).await {
        Ok(id) => Ok(redirect(&format!("/major-incidents/{id}"))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title")?;
            Ok(forms::again(status, views::list_page(&ctx, &form, &errors).await?))
        }
    }
}

/// GET /major-incidents/{incident}
pub async fn show(ctx: Ctx, Path(id): Path<IncidentId>) -> WebResult {
    views::incident_page(&ctx, &id, &views::Typed::default(), &[]).await
}

/// POST /major-incidents/{incident}/tickets
pub async fn add(ctx: Ctx, Path(id): Path<IncidentId>, Form(form): Form<MembersForm>) -> WebResult<Response> {
    let done = actions::add(&ctx, &id, &form.tickets).await;
    answered(&ctx, &id, done, views::Typed { tickets: form.tickets, ..views::Typed::default() }, "tickets")
        .await
}

/// POST /major-incidents/{incident}/tickets/removal
pub async fn remove(
    ctx: Ctx,
    Path(id): Path<IncidentId>,
    Form(form): Form<MembersForm>,
) -> WebResult<Response> {
    let done = actions::remove(&ctx, &id, &form.tickets).await;
    answered(&ctx, &id, done, views::Typed::default(), "tickets").await
}

/// POST /major-incidents/{incident}/messages
pub async fn say(ctx: Ctx, Path(id): Path<IncidentId>, Form(form): Form<SayForm>) -> WebResult<Response> {
    let done = actions::say(&ctx, &id, &form).await;
    answered(&ctx, &id, done, views::Typed { body: form.body, ..views::Typed::default() }, "body").await
}

/// POST /major-incidents/{incident}/resolution
pub async fn resolve(ctx: Ctx, Path(id): Path<IncidentId>, Form(form): Form<SayForm>) -> WebResult<Response> {
    let done = actions::resolve(&ctx, &id, &form).await;
    answered(&ctx, &id, done, views::Typed { body: form.body, ..views::Typed::default() }, "body").await
}

/// POST /major-incidents/{incident}/reopening
pub async fn reopen(
    ctx: Ctx,
    Path(id): Path<IncidentId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let done = actions::reopen(&ctx, &id).await;
    answered(&ctx, &id, done, views::Typed::default(), "body").await
}

/// Which major incident a ticket is put in: a new one when empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JoinForm {
    incident: String,
}

/// POST /tickets/{beneficiary}/{id}/major-incident: declares one from a ticket, or puts the ticket in one.
pub async fn join(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<JoinForm>) -> WebResult<Response> {
    let incident = Some(form.incident).filter(|id| !id.is_empty()).map(IncidentId::from);
    match actions::join_from(&ctx, &key, incident).await {
        Ok(id) => Ok(redirect(&format!("/major-incidents/{id}"))),
        Err(error) => after_choice(&ctx, &key, Err(error), 0).await,
    }
}

async fn answered(
    ctx: &Ctx,
    id: &IncidentId,
    done: Result<()>,
    typed: views::Typed,
    field: &str,
) -> WebResult<Response> {
    match done {
        Ok(()) => Ok(redirect(&format!("/major-incidents/{id}"))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, field)?;
            Ok(forms::again(status, views::incident_page(ctx, id, &typed, &errors).await?))
        }
    }
}
