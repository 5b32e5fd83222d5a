//! What the screens of this area share: errors of forms, choices of beneficiaries, pages of a list.

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::id::BeneficiaryId;
use maud::{Markup, html};
use people::organisations::Organisation;
use platform::{
    Ctx, Problems,
    i18n::Lang,
    web::components::{Choice, Emphasis, Field, FieldError, actions, error_of, hidden, pagination, submit},
};
use serde::{Deserialize, Serialize};

/// Rows of a page of a list.
pub(crate) const PAGE: usize = 50;

/// Where a list starts and whose rows it shows.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    /// Last row of the page before.
    pub after: Option<String>,
    /// Only the rows of this beneficiary.
    pub beneficiary: Option<String>,
}

/// Whose price, or whose invoice, of which calendar year, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearForm {
    #[serde(default)]
    pub(crate) beneficiary: String,
    #[serde(default)]
    pub(crate) year: String,
}

/// Whose price, or whose invoice, of which calendar year, as a program says it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YearBody {
    pub(crate) beneficiary: BeneficiaryId,
    pub(crate) year: i16,
}

/// Why something approved or issued is replaced.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonForm {
    #[serde(default)]
    pub(crate) reason: String,
}

/// The problems of a form in the reader's language.
pub(crate) fn errors(lang: Lang, problems: &Problems) -> Vec<FieldError> {
    let error = |p: &platform::Problem| FieldError { field: p.field.clone(), message: lang.text(&p.text) };
    problems.0.iter().map(error).collect()
}

/// The same form again with what is wrong: 422.
pub(crate) fn unprocessable(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// Whose: a list for the provider, nothing to choose for a beneficiary.
pub(crate) fn beneficiary_field(ctx: &Ctx, all: &[Organisation], value: &str, error: Option<&str>) -> Markup {
    if let [only] = all {
        return hidden("beneficiary", only.id.as_str());
    }
    let choices = all.iter().map(|o| Choice::new(o.id.as_str(), o.name.as_str()));
    let field = Field::select(ctx.lang, "beneficiary", ctx.lang.t("money-beneficiary"), choices);
    maud::Render::render(&field.value(value).error(error).required())
}

/// The fields of a [`YearForm`] and the button that sends it.
pub(crate) fn year_fields(
    ctx: &Ctx,
    all: &[Organisation],
    form: &YearForm,
    errors: &[FieldError],
    button: &str,
) -> Markup {
    let lang = ctx.lang;
    let year = Field::number(lang, "year", lang.t("money-year")).width(8).value(form.year.as_str());
    html! {
        (beneficiary_field(ctx, all, &form.beneficiary, error_of(errors, "beneficiary")))
        (year.error(error_of(errors, "year")).required())
        (actions(submit(Emphasis::Primary, button)))
    }
}

/// Cuts a list read with one row too many, and draws the link to the next page.
pub(crate) fn next_page<T>(
    ctx: &Ctx,
    rows: &mut Vec<T>,
    path: &str,
    list: &str,
    id: impl Fn(&T) -> String,
) -> Markup {
    let next = (rows.len() > PAGE).then(|| {
        rows.truncate(PAGE);
        rows.last().map(|row| format!("{path}?after={}", id(row))).unwrap_or_default()
    });
    pagination(ctx.lang, list, None, next.as_deref(), None)
}

/// A page of a list; `next` is the `after` of the following page.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page starts; nothing on the last one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts rows that were read with one too many.
    pub(crate) fn cut(mut items: Vec<T>, id: impl Fn(&T) -> String) -> Self {
        let more = items.len() > PAGE;
        items.truncate(PAGE);
        let next = items.last().filter(|_| more).map(id);
        Self { items, next }
    }
}
