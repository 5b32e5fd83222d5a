//! Path, query and JSON extractors whose refusals are readable pages or problem documents.

use super::{form::check_token, object};
use crate::{Error, Platform, Result};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{header, request::Parts},
    response::{IntoResponse, Response},
};
use kernel::Text;
use serde::{Serialize, de::DeserializeOwned};

/// Parameters of the path. What does not fit does not exist.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Platform> for Path<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, platform: &Platform) -> Result<Self> {
        let path = axum::extract::Path::from_request_parts(parts, platform).await;
        path.map(|axum::extract::Path(value)| Self(value)).map_err(|_| Error::NotFound)
    }
}

/// Parameters of the query string; lists may repeat a name.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Platform> for Query<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &Platform) -> Result<Self> {
        let text = parts.uri.query().unwrap_or_default();
        serde_html_form::from_str(text)
            .map(Self)
            .map_err(|e| Error::invalid("", Text::new("web-query-malformed").with("detail", e)))
    }
}

/// A JSON body in, a JSON body out. A wrong body is refused with line, column and what was expected.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Platform> for Json<T> {
    type Rejection = Error;
    async fn from_request(request: Request, platform: &Platform) -> Result<Self> {
        let (parts, body) = request.into_parts();
        let header =
            |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        if !header(header::CONTENT_TYPE.as_str()).starts_with("application/json") {
            return Err(Error::invalid("", Text::new("web-json-content-type")));
        }
        check_token(&header("x-csrf-token"), &parts.extensions)?;
        let limit = Text::new("web-form-too-large").with("limit", platform.settings.upload_mebibytes);
        let bytes = Bytes::from_request(Request::from_parts(parts, body), platform)
            .await
            .map_err(|_| Error::invalid("", limit))?;
        object::read(&bytes).map(Self).map_err(|e| {
            Error::invalid(
                "",
                Text::new("web-json-malformed")
                    .with("line", e.line())
                    .with("column", e.column())
                    .with("detail", e.to_string()),
            )
        })
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}
