//! One error, two renderings: a page that offers the way on, or a problem document (RFC 9457).

use super::guard::Visit;
use crate::{Ctx, Error, Platform, i18n::Lang};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

/// What handlers give back.
pub type WebResult<T = maud::Markup> = std::result::Result<T, Error>;

/// The error of an answer, kept until the middleware renders it for the reader.
#[derive(Clone)]
struct Pending(Arc<Error>);

/// A refusal, as programs read it (problem document, RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemDocument {
    /// Where this kind of refusal is explained.
    #[serde(rename = "type")]
    kind: String,
    /// What happened, in a few words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What it means and what to do.
    detail: String,
    /// What is wrong with what was sent; empty when that is not the reason.
    errors: Vec<FieldProblem>,
    /// The version the object has now, when somebody changed it in between.
    current_version: Option<i64>,
    /// Reference of the request in the logs.
    request_id: String,
}

/// One thing wrong with one field.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FieldProblem {
    /// The field, header or parameter; empty when it is about the whole.
    field: String,
    /// What is wrong and what to do.
    message: String,
}

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
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
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
            Self::WrongMethod => ("error-method", "error-method-help"),
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
        response.extensions_mut().insert(Pending(Arc::new(self)));
        response
    }
}

/// Renders the errors of handlers and the router's own "no such page" in the reader's language, and logs what is ours to mend.
pub async fn render(State(platform): State<Platform>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let visit = request.extensions().get::<Visit>().cloned();
    let is_conditional = request.headers().contains_key(header::IF_MATCH);
    let response = next.run(request).await;
    let pending = response.extensions().get::<Pending>().cloned();
    let error = match (pending, response.status()) {
        (Some(Pending(error)), _) => error,
        (None, StatusCode::NOT_FOUND) if response.headers().get(header::CONTENT_TYPE).is_none() => {
            Arc::new(Error::NotFound)
        }
        (None, StatusCode::METHOD_NOT_ALLOWED) => Arc::new(Error::WrongMethod),
        _ => return response,
    };
    // Whoever made the request conditional reads that the condition did not hold; a form reads that it conflicts.
    let is_unmet = is_conditional && matches!(*error, Error::Stale(_));
    let status = if is_unmet { StatusCode::PRECONDITION_FAILED } else { error.status() };
    let headers = response.into_parts().0.headers;
    written(platform, visit, &path, (status, &error), &headers)
}

/// The answer to a request that fails before any handler, such as one with an unknown token.
pub fn answer(platform: Platform, visit: Option<Visit>, path: &str, error: &Error) -> Response {
    written(platform, visit, path, (error.status(), error), &HeaderMap::new())
}

fn written(
    platform: Platform,
    visit: Option<Visit>,
    path: &str,
    (status, error): (StatusCode, &Error),
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
    if status.is_server_error() {
        tracing::error!(request = ctx.request_id, path, error = %error, "request failed");
    }
    let body = if wants_json(path) {
        problem(&ctx, status, error).into_response()
    } else {
        super::page::error_page(&ctx, error).into_response()
    };
    let mut answer = (status, body).into_response();
    if let Error::TooManyRequests(seconds) = error {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    for (name, value) in headers {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

fn problem(ctx: &Ctx, status: StatusCode, error: &Error) -> Response {
    let (title, help) = error.keys();
    let details = error.details(ctx.lang).into_iter();
    let document = ProblemDocument {
        kind: format!("/help/errors#{title}"),
        title: ctx.lang.t(title),
        status: status.as_u16(),
        detail: ctx.lang.t(help),
        errors: details.map(|(field, message)| FieldProblem { field, message }).collect(),
        current_version: if let Error::Stale(version) = error { Some(*version) } else { None },
        request_id: ctx.request_id.clone(),
    };
    let mut response = axum::Json(document).into_response();
    let media = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, media);
    response
}

/// The messages of an error for a page: field and words.
pub(super) fn messages(error: &Error, lang: Lang) -> Vec<(String, String)> {
    error.details(lang)
}
