//! The same files for programs.

use super::{
    List,
    pages::{self, FormatQuery},
};
use axum::response::Response;
use platform::{Ctx, web::WebResult};

/// GET /api/v1/exports/{list}: a whole list of one's scope as a file for spreadsheets, in the reader's language.
pub(super) async fn file(ctx: Ctx, query: FormatQuery, list: &'static List) -> WebResult<Response> {
    pages::file(ctx, query, list).await
}
