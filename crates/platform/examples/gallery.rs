//! Serves the gallery of components with the product's own headers: `gallery 127.0.0.1:8123`.

use axum::{
    Router,
    extract::Path,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use platform::{
    i18n::Lang,
    web::{assets, gallery},
};
use tower_http::set_header::SetResponseHeaderLayer;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; \
    require-trusted-types-for 'script'";

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8123".to_owned());
    let policy =
        SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    let nosniff = SetResponseHeaderLayer::overriding(
        HeaderName::from_static("x-content-type-options"),
        HeaderValue::from_static("nosniff"),
    );
    let app = Router::new()
        .route("/", get(|| async { Redirect::to("/gallery/fr/home") }))
        .route("/gallery/{lang}/{page}", get(page))
        .route("/assets/{name}", get(assets::serve))
        .layer(policy)
        .layer(nosniff);
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}/", listener.local_addr()?);
    axum::serve(listener, app).await
}

async fn page(Path((lang, page)): Path<(Lang, String)>) -> Response {
    let found = gallery::pages(lang).into_iter().find(|(slug, _)| *slug == page);
    found.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |(_, html)| html.into_response())
}
