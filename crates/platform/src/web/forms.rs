//! What forms share: the errors a page can show beside its fields, and pages shown again with what was typed.

use super::components::FieldError;
use crate::{Ctx, Error, Result};
use axum::response::{IntoResponse as _, Response};
use maud::Markup;

/// The messages of an error that a form can show, each with its field; a refusal, or that somebody was quicker, stands at
/// `field`. Any other error goes on.
pub fn errors(ctx: &Ctx, error: Error, field: &str) -> Result<Vec<FieldError>> {
    let lang = ctx.lang;
    let shown = |field: String, text| FieldError { field, message: lang.text(&text) };
    match error {
        Error::Invalid(problems) => Ok(problems.0.into_iter().map(|p| shown(p.field, p.text)).collect()),
        Error::Refused(text) => Ok(vec![shown(field.to_owned(), text)]),
        Error::Stale(_) => {
            Ok(vec![FieldError { field: field.to_owned(), message: lang.t("web-error-stale") }])
        }
        other => Err(other),
    }
}

/// A page shown again with what was typed.
pub fn again(status: axum::http::StatusCode, page: Markup) -> Response {
    (status, page).into_response()
}
