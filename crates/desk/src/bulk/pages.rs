//! Pages of changes to several tickets: what will happen, what happened, putting it back.

use super::{BatchId, Change, Foreseen, Ticked, actions, views};
use crate::{
    forms, teams,
    tickets::{Impact, Transition, Urgency, listing},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;

/// The tickets ticked and what is to be done, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BulkForm {
    /// `beneficiary/id/version`, as often as tickets.
    pub t: Vec<String>,
    /// `assign`, `team`, `criticality` or `move`.
    pub change: String,
    /// A person, or `nobody`.
    pub assignee: String,
    /// A team, or `none`.
    pub team: String,
    /// How many are concerned.
    pub impact: String,
    /// How much work is hindered.
    pub urgency: String,
    /// A transition.
    pub transition: String,
    /// Why.
    pub reason: String,
    /// Makes sending it twice harmless.
    pub batch: String,
}

impl BulkForm {
    /// The tickets that can be read; the rest was not ticked in a list of ours.
    pub fn ticked(&self) -> Vec<Ticked> {
        self.t.iter().filter_map(|text| Ticked::parse(text)).collect()
    }

    /// What is to be done; nothing when nothing was chosen yet.
    pub fn chosen(&self) -> Option<Change> {
        let given = |text: &str, nothing: &str| Some(text.to_owned()).filter(|text| text != nothing);
        match self.change.as_str() {
            "assign" if !self.assignee.is_empty() => {
                Some(Change::Assign { assignee: given(&self.assignee, "nobody").map(Into::into) })
            }
            "team" if !self.team.is_empty() => {
                Some(Change::Team { team: given(&self.team, "none").map(Into::into) })
            }
            "criticality" => Some(Change::Criticality {
                impact: Impact::parse(&self.impact)?,
                urgency: Urgency::parse(&self.urgency)?,
            }),
            "move" => Some(Change::Move {
                transition: Transition::parse(&self.transition)?,
                reason: self.reason.clone(),
            }),
            _ => None,
        }
    }
}

/// GET /tickets/bulk
pub async fn preview(ctx: Ctx, Query(form): Query<BulkForm>) -> WebResult<Response> {
    if form.ticked().is_empty() {
        let errors = forms::errors(&ctx, no_ticket(), "t")?;
        return shown(&ctx, StatusCode::UNPROCESSABLE_ENTITY, &form, None, &errors).await;
    }
    let Some(change) = form.chosen() else { return shown(&ctx, StatusCode::OK, &form, None, &[]).await };
    match actions::foresee(&ctx, &form.ticked(), &change).await {
        Ok(foreseen) => shown(&ctx, StatusCode::OK, &form, Some(&foreseen), &[]).await,
        Err(error) => refused(&ctx, &form, error).await,
    }
}

fn no_ticket() -> Error {
    Error::invalid("t", kernel::Text::new("bulk-error-none").with("limit", super::rules::MOST))
}

async fn refused(ctx: &Ctx, form: &BulkForm, error: Error) -> Result<Response> {
    let status = error.status();
    let errors = forms::errors(ctx, error, "change")?;
    shown(ctx, status, form, None, &errors).await
}

async fn shown(
    ctx: &Ctx,
    status: StatusCode,
    form: &BulkForm,
    foreseen: Option<&[Foreseen]>,
    errors: &[FieldError],
) -> Result<Response> {
    let workers = listing::workers(ctx).await?;
    let teams = teams::store::active(&mut ctx.read().await?).await?;
    Ok((status, views::preview_page(ctx, form, (&workers, &teams), foreseen, errors)).into_response())
}

/// POST /tickets/bulk
pub async fn apply(ctx: Ctx, Form(form): Form<BulkForm>) -> WebResult<Response> {
    let Some(change) = form.chosen() else { return refused(&ctx, &form, no_ticket()).await };
    let batch = if form.batch.is_empty() { ctx.id() } else { BatchId::from(form.batch.as_str()) };
    match Box::pin(actions::apply(&ctx, &batch, &form.ticked(), &change)).await {
        Ok(_) => Ok(redirect(&format!("/tickets/bulk/{batch}"))),
        Err(error) => refused(&ctx, &form, error).await,
    }
}

/// GET /tickets/bulk/{batch}
pub async fn report(ctx: Ctx, Path(batch): Path<BatchId>) -> WebResult {
    let outcomes = actions::report(&ctx, &batch).await?;
    if outcomes.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(views::report_page(&ctx, &batch, &outcomes))
}

/// POST /tickets/bulk/{batch}/undo
pub async fn undo(ctx: Ctx, Path(batch): Path<BatchId>, Form(_): Form<Nothing>) -> WebResult<Response> {
    Box::pin(actions::undo(&ctx, &batch)).await?;
    Ok(redirect(&format!("/tickets/bulk/{batch}")))
}
