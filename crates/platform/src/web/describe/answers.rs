//! What handlers give back.

use super::Schemas;
use crate::{Error, web::Json};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use maud::Markup;
use schemars::JsonSchema;
use serde_json::Value;

/// An answer as its type tells it.
#[derive(Clone, Debug)]
pub struct Answered {
    /// `200`, `201`, `204`, or `2XX` when the type does not say.
    pub status: &'static str,
    /// Media type and schema of the content; nothing when there is none.
    pub content: Option<(&'static str, Value)>,
    /// Whether it carries the version as `ETag`.
    pub has_version: bool,
}

impl Default for Answered {
    /// An answer of which the type says nothing.
    fn default() -> Self {
        Self { status: "2XX", content: Some(("*/*", Value::Bool(true))), has_version: false }
    }
}

/// What a handler gives when all goes well. Refusals are [`Error`] and the same everywhere.
pub trait Answers {
    /// The answer.
    fn answers(schemas: &mut Schemas) -> Answered {
        let _ = schemas;
        Answered::default()
    }
}

impl Answers for Response {}
impl Answers for StatusCode {}
impl Answers for Markup {}
impl Answers for Redirect {}
impl Answers for &'static str {}
impl<T, U> Answers for (T, U) {}

impl<T: Answers> Answers for Result<T, Error> {
    fn answers(schemas: &mut Schemas) -> Answered {
        T::answers(schemas)
    }
}

impl<T: JsonSchema> Answers for Json<T> {
    fn answers(schemas: &mut Schemas) -> Answered {
        let content = Some(("application/json", schemas.given::<T>()));
        Answered { status: "200", content, has_version: false }
    }
}

/// Something new (201).
pub struct Created<T>(pub T);

impl<T: IntoResponse> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, self.0).into_response()
    }
}

impl<T: Answers> Answers for Created<T> {
    fn answers(schemas: &mut Schemas) -> Answered {
        Answered { status: "201", ..T::answers(schemas) }
    }
}

/// Done, with nothing to say (204).
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl Answers for NoContent {
    fn answers(_: &mut Schemas) -> Answered {
        Answered { status: "204", content: None, has_version: false }
    }
}

/// Something with its version, which the answer carries as `ETag` and a change names in [`super::IfMatch`].
pub struct Versioned<T>(pub i64, pub T);

impl<T: IntoResponse> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = self.1.into_response();
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.0)) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

impl<T: Answers> Answers for Versioned<T> {
    fn answers(schemas: &mut Schemas) -> Answered {
        Answered { has_version: true, ..T::answers(schemas) }
    }
}
