//! Pages of calls.

use super::{CallId, LinkForm, NoteForm, Part, TicketForm, actions, api::ListQuery, views};
use crate::forms;
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Json, Nothing, Path, Query, WebResult, redirect},
};
use serde_json::{Value, json};

/// GET /calls
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let part = Part::parse(&query.part).unwrap_or(Part::Now);
    let (calls, next) = actions::list(&ctx, part, &query.after).await?;
    let waiting = actions::waiting(&ctx).await?;
    Ok(views::list_page(&ctx, part, &calls, next.as_deref(), waiting))
}

/// GET /calls/new
pub async fn new_call(ctx: Ctx, Query(form): Query<NoteForm>) -> WebResult {
    views::note_page(&ctx, &form, &[]).await
}

/// POST /calls
pub async fn note(ctx: Ctx, Form(form): Form<NoteForm>) -> WebResult<Response> {
    match actions::note(&ctx, &form).await {
        Ok(call) => Ok(redirect(&call.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "number")?;
            Ok(forms::again(status, views::note_page(&ctx, &form, &errors).await?))
        }
    }
}

/// What the page of a ticket form may ask: to choose among the persons of a beneficiary.
#[derive(Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CardQuery {
    /// The beneficiary.
    beneficiary: String,
}

/// GET /calls/{call}
pub async fn show(ctx: Ctx, Path(id): Path<CallId>, Query(query): Query<CardQuery>) -> WebResult {
    let typed = views::Typed { beneficiary: query.beneficiary, ..views::Typed::default() };
    views::card_page(&ctx, &id, &typed).await
}

/// POST /calls/{call}/ticket
pub async fn open_ticket(
    ctx: Ctx,
    Path(id): Path<CallId>,
    Form(form): Form<TicketForm>,
) -> WebResult<Response> {
    match actions::open_ticket(&ctx, &id, &form).await {
        Ok(key) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title")?;
            let typed = views::Typed { ticket: form, errors, ..views::Typed::default() };
            Ok(forms::again(status, views::card_page(&ctx, &id, &typed).await?))
        }
    }
}

/// POST /calls/{call}/link
pub async fn link(ctx: Ctx, Path(id): Path<CallId>, Form(form): Form<LinkForm>) -> WebResult<Response> {
    match actions::link(&ctx, &id, &form).await {
        Ok(_) => Ok(redirect(&format!("/calls/{id}"))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "ticket")?;
            let typed = views::Typed { link: form, errors, ..views::Typed::default() };
            Ok(forms::again(status, views::card_page(&ctx, &id, &typed).await?))
        }
    }
}

/// POST /calls/{call}/unlinking
pub async fn unlink(
    ctx: Ctx,
    Path(id): Path<CallId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::unlink(&ctx, &id).await?;
    Ok(redirect(&format!("/calls/{id}")))
}

/// POST /calls/{call}/called-back
pub async fn called_back(
    ctx: Ctx,
    Path(id): Path<CallId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_called_back(&ctx, &id, true).await?;
    Ok(redirect(&format!("/calls/{id}")))
}

/// POST /calls/{call}/not-called-back
pub async fn not_called_back(
    ctx: Ctx,
    Path(id): Path<CallId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_called_back(&ctx, &id, false).await?;
    Ok(redirect(&format!("/calls/{id}")))
}

/// GET /live/calls: the call to show now, for pages without a stream and those looked at again.
pub async fn current(ctx: Ctx) -> WebResult<Json<Value>> {
    let call = actions::current(&ctx).await?;
    Ok(Json(json!({"call": call.map(|call| call.id)})))
}
