//! The page of background work.

use super::{page, retry as again, views};
use axum::response::Response;
use platform::{
    Ctx,
    jobs::JobState,
    web::{Form, Nothing, Path, Query, WebResult, redirect},
};
use serde::Deserialize;

/// What the page is limited to.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A state; what was given up unless said.
    pub state: String,
    /// Where the page before ended.
    pub before: String,
}

impl ListQuery {
    pub(super) fn state(&self) -> JobState {
        JobState::parse(&self.state).unwrap_or(JobState::Waiting)
    }
}

/// GET /jobs
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let page = page(&ctx, query.state(), &query.before).await?;
    let mail = desk::mailboxes::views::health(&ctx).await?;
    Ok(views::list_page(&ctx, &page, !query.before.is_empty(), mail))
}

/// POST /jobs/{id}/retry
pub async fn retry(ctx: Ctx, Path(id): Path<String>, Form(Nothing {}): Form<Nothing>) -> WebResult<Response> {
    again(&ctx, &id).await?;
    Ok(redirect("/jobs"))
}
