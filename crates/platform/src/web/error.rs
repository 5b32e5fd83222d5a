//! One error, two renderings: a page that offers the way on, or a problem document (RFC 9457).

use super::guard::Visit;
use crate::{Ctx, Error, Platform, i18n::Lang};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::sync::Arc;

/// What handlers give back.
pub type WebResult<T = maud::Markup> = std::result::Result<T, Error>;

/// The error of an answer, kept until the middleware renders it for the reader.
#[derive(Clone)]
struct Pending(Arc<Error>);

/// Whether the caller of this path is a program.
pub(super) fn wants_json(path: &str) -> bool {
    path.starts_with("/api/")
}

impl Error {
    /// Status of the answer. What one may not see answers like what does not exist.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden(_) | Self::ForgedForm => StatusCode::FORBIDDEN,
            Self::SignInRequired | Self::NotProven(_) => StatusCode::UNAUTHORIZED,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) | Self::Stale(_) => StatusCode::CONFLICT,
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Db(_) | Self::File(_) | Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Message key of the title and of the explanation on the error page.
    pub fn keys(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => ("error-not-found", "error-not-found-help"),
            Self::Forbidden(_) => ("error-forbidden", "error-forbidden-help"),
            Self::ForgedForm => ("error-forged", "error-forged-help"),
            Self::SignInRequired => ("error-sign-in", "error-sign-in-help"),
            Self::NotProven(_) => ("error-not-proven", "error-not-proven-help"),
            Self::Invalid(_) => ("error-invalid", "error-invalid-help"),
            Self::Refused(_) => ("error-refused", "error-refused-help"),
            Self::Stale(_) => ("error-stale", "error-stale-help"),
            Self::TooManyRequests(_) => ("error-too-many", "error-too-many-help"),
            Self::Db(_) | Self::File(_) | Self::Internal(_) => ("error-internal", "error-internal-help"),
        }
    }

    fn details(&self, lang: Lang) -> Vec<(String, String)> {
        match self {
            Self::Invalid(problems) => {
                problems.0.iter().map(|p| (p.field.clone(), lang.text(&p.text))).collect()
            }
            Self::Refused(text) | Self::NotProven(text) => vec![(String::new(), lang.text(text))],
            _ => vec![],
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Self::TooManyRequests(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Pending(Arc::new(self)));
        response
    }
}

/// Renders the errors of handlers and the router's own "no such page" in the reader's language, and logs what is ours to mend.
pub async fn render(State(platform): State<Platform>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let visit = request.extensions().get::<Visit>().cloned();
    let response = next.run(request).await;
    let pending = response.extensions().get::<Pending>().cloned();
    let error = match (pending, response.status()) {
        (Some(Pending(error)), _) => error,
        (None, StatusCode::NOT_FOUND) if response.headers().get(header::CONTENT_TYPE).is_none() => {
            Arc::new(Error::NotFound)
        }
        _ => return response,
    };
    let headers = response.into_parts().0.headers;
    written(platform, visit, &path, &error, &headers)
}

/// The answer to a request that fails before any handler, such as one with an unknown token.
pub fn answer(platform: Platform, visit: Option<Visit>, path: &str, error: &Error) -> Response {
    written(platform, visit, path, error, &HeaderMap::new())
}

fn written(
    platform: Platform,
    visit: Option<Visit>,
    path: &str,
    error: &Error,
    headers: &HeaderMap,
) -> Response {
    let mut ctx = Ctx::of(platform, kernel::Actor::visitor());
    if let Some(v) = visit {
        ctx = Ctx {
            actor: v.actor,
            csrf: v.csrf,
            lang: v.lang,
            request_id: v.request_id,
            unread: v.unread,
            path: path.to_owned(),
            ..ctx
        };
    }
    if error.status().is_server_error() {
        tracing::error!(request = ctx.request_id, path, error = %error, "request failed");
    }
    let body = if wants_json(path) {
        problem(&ctx, error)
    } else {
        super::page::error_page(&ctx, error).into_response()
    };
    let mut answer = (error.status(), body).into_response();
    for (name, value) in headers {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

fn problem(ctx: &Ctx, error: &Error) -> Response {
    let (title, help) = error.keys();
    let details: Vec<_> = error
        .details(ctx.lang)
        .into_iter()
        .map(|(field, message)| json!({"field": field, "message": message}))
        .collect();
    let current = if let Error::Stale(version) = error { Some(*version) } else { None };
    let body = json!({
        "type": format!("/help/errors#{title}"), "title": ctx.lang.t(title), "status": error.status().as_u16(),
        "detail": ctx.lang.t(help), "errors": details, "current_version": current, "request_id": ctx.request_id,
    });
    let media = [(header::CONTENT_TYPE, "application/problem+json")];
    (media, body.to_string()).into_response()
}

/// The messages of an error for a page: field and words.
pub(super) fn messages(error: &Error, lang: Lang) -> Vec<(String, String)> {
    error.details(lang)
}
