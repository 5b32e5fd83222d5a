//! What handlers ask for.

use super::{Operation, Schemas};
use crate::{
    Ctx, Error, Platform, Result,
    web::{Form, Json, Path, Query, Upload, form::check_token},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts, OptionalFromRequestParts, RawQuery, Request, State},
    http::{HeaderMap, header, request::Parts},
};
use kernel::Text;
use schemars::JsonSchema;
use serde_json::json;

/// A header that means something to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its name.
    pub name: &'static str,
    /// Whether the operation refuses to go on without it.
    pub is_required: bool,
    /// What it is for.
    pub words: &'static str,
    /// An example.
    pub example: &'static str,
    /// What its value looks like, as a regular expression.
    pub pattern: &'static str,
}

/// A parameter of a handler, and what it says about the operation: nothing unless it comes from the request.
pub trait Asks {
    /// Adds what is asked to the operation.
    fn asks(schemas: &mut Schemas, operation: &mut Operation) {
        let _ = (schemas, operation);
    }
}

impl Asks for Ctx {}
impl Asks for HeaderMap {}
impl Asks for RawQuery {}
impl<T> Asks for State<T> {}
impl<T> Asks for Option<axum::Extension<ConnectInfo<T>>> {}
impl<T> Asks for axum::extract::Path<T> {}

impl<T: JsonSchema> Asks for Path<T> {
    fn asks(schemas: &mut Schemas, operation: &mut Operation) {
        operation.path = Some(schemas.asked::<T>());
    }
}

impl<T: JsonSchema> Asks for Query<T> {
    fn asks(schemas: &mut Schemas, operation: &mut Operation) {
        operation.query = Some(schemas.asked::<T>());
    }
}

impl<T: JsonSchema> Asks for Json<T> {
    fn asks(schemas: &mut Schemas, operation: &mut Operation) {
        operation.body = Some(("application/json", schemas.asked::<T>()));
    }
}

/// Forms come from our own pages: their fields are no interface.
impl<T> Asks for Form<T> {
    fn asks(_: &mut Schemas, operation: &mut Operation) {
        operation.body = Some(("application/x-www-form-urlencoded", json!({"type": "object"})));
    }
}

impl<T> Asks for Upload<T> {
    fn asks(_: &mut Schemas, operation: &mut Operation) {
        operation.body = Some(("multipart/form-data", json!({"type": "object"})));
    }
}

/// What a handler reads by itself: the words of another program.
impl Asks for Request {
    fn asks(_: &mut Schemas, operation: &mut Operation) {
        operation.body = Some(("application/json", json!(true)));
    }
}

/// The version on which a change was decided, from `If-Match: "3"`. Changing without having read is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl IfMatch {
    const HEADER: Header = Header {
        name: "If-Match",
        is_required: true,
        words: "The version that was read, as its ETag says it. A later version answers 412.",
        example: "\"3\"",
        pattern: "^(W/)?\"?[0-9]{1,18}\"?$",
    };

    fn read(headers: &HeaderMap) -> Option<i64> {
        let given = headers.get(header::IF_MATCH)?.to_str().ok()?;
        given.trim_start_matches("W/").trim_matches('"').parse().ok()
    }
}

impl FromRequestParts<Platform> for IfMatch {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &Platform) -> Result<Self> {
        // Whoever forges a request learns nothing else about it.
        let token = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
        check_token(token.unwrap_or_default(), &parts.extensions)?;
        let refused = || Error::invalid(Self::HEADER.name, Text::new("web-if-match"));
        Self::read(&parts.headers).map(Self).ok_or_else(refused)
    }
}

/// Where the version is needed in some cases only.
impl OptionalFromRequestParts<Platform> for IfMatch {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, platform: &Platform) -> Result<Option<Self>> {
        if parts.headers.contains_key(header::IF_MATCH) {
            <Self as FromRequestParts<Platform>>::from_request_parts(parts, platform).await.map(Some)
        } else {
            Ok(None)
        }
    }
}

impl Asks for IfMatch {
    fn asks(_: &mut Schemas, operation: &mut Operation) {
        operation.headers.push(Self::HEADER);
    }
}

impl Asks for Option<IfMatch> {
    fn asks(_: &mut Schemas, operation: &mut Operation) {
        operation.headers.push(Header { is_required: false, ..IfMatch::HEADER });
    }
}

/// What makes a repeated call harmless, from `Idempotency-Key`: the same key gives the first answer again. At most
/// 200 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdempotencyKey(pub Option<String>);

impl IdempotencyKey {
    const NAME: &str = "Idempotency-Key";
    const LONGEST: usize = 200;
    const HEADER: Header = Header {
        name: Self::NAME,
        is_required: false,
        words: "Drawn by the caller, once for each thing to do. A repeated call with the same key does it once only.",
        example: "7f9c24e8-3b12-4f6a-9d1e",
        pattern: "^[!-~]{1,200}$",
    };

    /// The key, where the operation cannot do without.
    pub fn required(self) -> Result<String> {
        self.0.ok_or_else(|| Error::invalid(Self::NAME, Text::new("web-idempotency-key-missing")))
    }
}

impl FromRequestParts<Platform> for IdempotencyKey {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &Platform) -> Result<Self> {
        let Some(given) = parts.headers.get(Self::NAME) else { return Ok(Self(None)) };
        let is_key = |text: &&str| (1..=Self::LONGEST).contains(&text.len());
        let key = given.to_str().ok().map(str::trim).filter(is_key);
        let refused = || Error::invalid(Self::NAME, Text::new("web-idempotency-key"));
        key.map(|key| Self(Some(key.to_owned()))).ok_or_else(refused)
    }
}

impl Asks for IdempotencyKey {
    fn asks(_: &mut Schemas, operation: &mut Operation) {
        operation.headers.push(Self::HEADER);
    }
}
