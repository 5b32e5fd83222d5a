//! What stands before every handler: access, forged requests, security headers, the actor of the request.

use super::{Access, error};
use crate::{Ctx, Error, Platform, Screen, i18n::Lang};
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use kernel::Actor;

/// Who the sign-in middleware found behind a request.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The actor.
    pub actor: Actor,
    /// Token of the session's own forms; empty outside a session.
    pub csrf: String,
    /// Whether the actor came by a bearer token, which no browser sends by itself.
    pub is_token: bool,
    /// The reader's language.
    pub lang: Lang,
    /// How the reader likes the screens.
    pub screen: Screen,
    /// Reference of the request in logs and error pages.
    pub request_id: String,
    /// Notifications not read yet, shown in the header.
    pub unread: i64,
}

/// Refuses a request its route does not admit. Visitors of pages are led to sign in and back.
pub(super) async fn check(access: Access, request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>();
    let visitor = Actor::visitor();
    let actor = visit.map_or(&visitor, |v| &v.actor);
    let (admitted, signed_in) = (access.admits(actor), actor.is_signed_in());
    if admitted && holds_nul(request.uri()) {
        return Error::NotFound.into_response();
    }
    if admitted {
        return next.run(request).await;
    }
    let is_page = request.method() == Method::GET && !error::wants_json(request.uri().path());
    if !signed_in && is_page {
        let target = request.uri().path_and_query().map_or("/", |p| p.as_str());
        return Redirect::to(&format!("/sign-in?next={}", percent(target))).into_response();
    }
    match access {
        Access::Needs(permission) if signed_in => Error::Forbidden(permission).into_response(),
        _ => Error::SignInRequired.into_response(),
    }
}

/// A NUL in an address names nothing we have, and PostgreSQL takes none in a text.
fn holds_nul(uri: &Uri) -> bool {
    uri.path_and_query().is_some_and(|address| address.as_str().contains("%00"))
}

/// Refuses unsafe requests that a browser sends for another site. Our forms also carry a token (see `form`).
pub async fn same_origin(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_same_origin(request.headers()) {
        next.run(request).await
    } else {
        Error::ForgedForm.into_response()
    }
}

fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, rest)| rest == host),
        (Some(_), None) => false,
        // Programs send neither; a cookie session then still needs the form token.
        (None, _) => true,
    }
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; \
    require-trusted-types-for 'script'";

/// Marks an answer that is a document of strangers: it gets this stricter policy, never a laxer one than a sandbox.
#[derive(Clone, Copy, Debug)]
pub struct Policy(pub &'static str);

/// Sets the security headers on every answer, without exception per page.
pub async fn headers(request: Request, next: Next) -> Response {
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let policy = response.extensions().get::<Policy>().map_or(POLICY, |policy| policy.0);
    let fixed = [
        ("content-security-policy", policy),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !is_asset {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Percent-encodes a path for use inside a query string.
pub fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// Every handler receives the unit of work of its request.
impl FromRequestParts<Platform> for Ctx {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, platform: &Platform) -> Result<Self, Self::Rejection> {
        let path = parts.uri.path_and_query().map_or_else(String::new, |p| p.as_str().to_owned());
        let visit = parts.extensions.get::<Visit>().cloned();
        let ctx = Self::of(platform.clone(), Actor::visitor());
        Ok(match visit {
            Some(v) => Self {
                actor: v.actor,
                csrf: v.csrf,
                lang: v.lang,
                screen: v.screen,
                request_id: v.request_id,
                unread: v.unread,
                path,
                ..ctx
            },
            None => Self { path, ..ctx },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_own_forms_from_foreign_ones() {
        let cases = [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("origin", "http://socle.test"), ("host", "socle.test")], true),
            (&[("origin", "http://evil.test"), ("host", "socle.test")], false),
            (&[("origin", "null"), ("host", "socle.test")], false),
            (&[("host", "socle.test")], true),
        ];
        for (pairs, expected) in cases {
            let headers: HeaderMap = pairs
                .iter()
                .map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_static(v)))
                .collect();
            assert_eq!(is_same_origin(&headers), expected, "{pairs:?}");
        }
    }
}
