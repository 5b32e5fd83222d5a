//! The style sheet, the script and the drawings, inside the binary. Addresses carry the digest of the
//! content, so that browsers may keep them for ever.

use axum::{
    body::Body,
    extract::{Path, RawQuery},
    http::{Response, StatusCode, header},
    response::IntoResponse,
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

#[derive(RustEmbed)]
#[folder = "../../assets/"]
struct Files;

/// The parts of the one style sheet, in the order in which they apply.
const STYLES: [&str; 14] = [
    "css/tokens.css",
    "css/base.css",
    "css/shell.css",
    "css/forms.css",
    "css/states.css",
    "css/content.css",
    "css/explanation.css",
    "css/charts.css",
    "css/desk.css",
    "css/search.css",
    "css/knowledge.css",
    "css/counter.css",
    "css/chat.css",
    "css/asset.css",
];

/// Applies after everything else: paper, forced colours, reduced motion.
const LAST_STYLE: &str = "css/media.css";

/// The parts of the one script, in order. Each is a block of its own: their names do not meet.
const SCRIPTS: [&str; 13] = [
    "js/base.js",
    "js/keys.js",
    "js/drafts.js",
    "js/presence.js",
    "js/search.js",
    "js/views.js",
    "js/palette.js",
    "js/calls.js",
    "js/live.js",
    "js/held.js",
    "js/knowledge.js",
    "js/counter.js",
    "js/chat.js",
];

/// Address of an asset, with its digest: `/assets/socle.css?v=1f0c…`.
pub fn href(name: &str) -> String {
    match content(name) {
        Some(bytes) => format!("/assets/{name}?v={}", version(&bytes)),
        None => format!("/assets/{name}"),
    }
}

/// The handler of `/assets/{name}`: for ever when the address carries the right digest, else checked each time.
#[expect(clippy::unused_async, reason = "handlers are async")]
pub async fn serve(Path(name): Path<String>, RawQuery(query): RawQuery) -> Response<Body> {
    let Some(bytes) = content(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let is_exact = query.as_deref() == Some(&format!("v={}", version(&bytes)));
    let cache = if is_exact { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CONTENT_TYPE, kind(&name)),
        (header::CACHE_CONTROL, cache),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, bytes.into_owned()).into_response()
}

fn content(name: &str) -> Option<Cow<'static, [u8]>> {
    match name {
        "socle.css" => Some(Cow::Owned(stylesheet().into_bytes())),
        "socle.js" => Some(Cow::Owned(script().into_bytes())),
        "inter-latin.woff2" => file("fonts/inter-latin.woff2"),
        "mark.svg" => file(name),
        _ => None,
    }
}

fn file(path: &str) -> Option<Cow<'static, [u8]>> {
    Files::get(path).map(|file| file.data)
}

fn stylesheet() -> String {
    let parts = STYLES.iter().chain([&LAST_STYLE]).filter_map(|path| file(path));
    let css: String = parts.map(|part| String::from_utf8_lossy(&part).into_owned()).collect();
    css.replace("inter-latin.woff2", href("inter-latin.woff2").trim_start_matches("/assets/"))
}

fn script() -> String {
    let parts = SCRIPTS.iter().filter_map(|path| file(path));
    let blocks = parts.map(|part| format!("{{\n{}}}\n", String::from_utf8_lossy(&part)));
    format!("\"use strict\";\n{}", blocks.collect::<String>())
}

fn version(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_there() {
        for part in STYLES.iter().chain([&LAST_STYLE]).chain(&SCRIPTS) {
            assert!(file(part).is_some(), "{part}");
        }
        assert!(stylesheet().contains("inter-latin.woff2?v="));
    }

    #[tokio::test]
    async fn keeps_for_ever_only_the_exact_version() {
        let exact = href("socle.js").split_once('?').map(|(_, query)| query.to_owned());
        for (query, expected) in [(exact, "public, max-age=31536000, immutable"), (None, "no-cache")] {
            let answer = serve(Path("socle.js".into()), RawQuery(query)).await;
            assert_eq!(answer.headers()[header::CACHE_CONTROL], expected);
        }
        let answer = serve(Path("../Cargo.toml".into()), RawQuery(None)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
}
