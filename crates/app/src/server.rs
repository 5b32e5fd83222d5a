//! The web server: routes inside their guards.

use crate::routes;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{Next, from_fn, from_fn_with_state},
    response::Response,
};
use platform::{Platform, web};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, trace::TraceLayer};

/// The whole service, ready to serve or to be called in a test. The last layer is the first a request meets:
/// who comes is known before errors are rendered, and foreign forms are refused inside that rendering.
pub fn router(platform: Platform) -> Router {
    let (router, _) = routes::all().into_parts();
    router
        .layer(from_fn(web::guard::same_origin))
        .layer(from_fn_with_state(platform.clone(), web::error::render))
        .layer(from_fn_with_state(platform.clone(), desk::notifications::bell::ring))
        .layer(from_fn_with_state(platform.clone(), people::sessions::visit::visit))
        .layer(from_fn_with_state(platform.clone(), nudge))
        .layer(DefaultBodyLimit::max(platform.settings.upload_mebibytes << 20))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(web::guard::headers))
        .layer(CompressionLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(platform)
}

/// What changes something may be news: whoever follows looks at once instead of within a second.
async fn nudge(State(platform): State<Platform>, request: Request, next: Next) -> Response {
    let is_change = !request.method().is_safe();
    let response = next.run(request).await;
    if is_change && !response.status().is_client_error() {
        platform.live.nudge();
    }
    response
}
