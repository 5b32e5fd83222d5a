//! The same files for programs.

use super::pages::{self, ExportQuery};
use axum::response::Response;
use platform::{
    Ctx,
    web::{Query, WebResult},
};

/// GET /api/v1/tickets/export: the tickets of a filter as a file for spreadsheets, in the reader's language.
pub(super) async fn tickets(ctx: Ctx, query: Query<ExportQuery>) -> WebResult<Response> {
    pages::tickets(ctx, query).await
}
