//! The page of results.

use super::{Found, SearchQuery, find, views};
use axum::response::{IntoResponse as _, Response};
use platform::{
    Ctx,
    web::{Query, WebResult, redirect},
};

/// GET /search: a reference, mail address or telephone number leads straight to what it names.
pub async fn results(ctx: Ctx, Query(query): Query<SearchQuery>) -> WebResult<Response> {
    Ok(match find(&ctx, &query).await? {
        Found::One(hit) => redirect(&hit.path),
        Found::NoWord => views::advice_page(&ctx, &query).into_response(),
        Found::Groups(asked, groups) => views::results_page(&ctx, &query, &asked, &groups).into_response(),
    })
}
