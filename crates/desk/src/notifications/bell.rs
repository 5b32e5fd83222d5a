//! The number of unread notifications in the header of every page.

use super::store;
use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use platform::{Platform, Result, web::guard::Visit};

/// Counts what the visitor of a page has not read, before the page is drawn. A page without the number is better
/// than none: a failure is only logged.
pub async fn ring(State(platform): State<Platform>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_page =
        !path.starts_with("/api/") && !path.starts_with("/assets/") && request.method() != Method::HEAD;
    if let Some(visit) = request.extensions_mut().get_mut::<Visit>().filter(|_| is_page) {
        match unread(&platform, visit).await {
            Ok(count) => visit.unread = count,
            Err(error) => tracing::warn!(%error, "counting unread notifications"),
        }
    }
    next.run(request).await
}

async fn unread(platform: &Platform, visit: &Visit) -> Result<i64> {
    let Some(person) = &visit.actor.person else { return Ok(0) };
    let mut tx = platform.db.read(&visit.actor.scope).await?;
    Ok(store::unread(&mut tx, person).await?)
}
