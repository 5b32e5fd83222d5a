//! Acts for programs.

use super::{
    AcknowledgeForm, Act, ActForm, ActKey, EndForm, InformForm, Information, InformationPath,
    actions::{self, ListQuery},
    rules,
};
use jiff::civil::Date;
use kernel::Explanation;
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Path, Query, WebResult},
};
use serde::Serialize;

/// One page of acts.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The acts, the latest planned first.
    pub items: Vec<Act>,
    /// The `after` of the next page.
    pub next: Option<String>,
}

/// GET /api/v1/acts: the latest planned first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let (items, next) = actions::list(&ctx, &query).await?;
    Ok(Json(Page { items, next }))
}

/// POST /api/v1/acts: writes down an act that is to be concluded.
pub async fn create(ctx: Ctx, Json(form): Json<ActForm>) -> WebResult<Created<Json<Act>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// The first day on which an act may be concluded, with why.
#[derive(Serialize, schemars::JsonSchema)]
pub struct FirstDay {
    /// The day.
    pub day: Date,
    /// How it came about (R6.3).
    pub explanation: Explanation,
}

/// An act with what was said before it.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Sheet {
    /// The act.
    #[serde(flatten)]
    pub act: Act,
    /// What was said, the first first.
    pub informations: Vec<Information>,
    /// From when it may be concluded; nothing without an information.
    pub first_day: Option<FirstDay>,
}

/// GET /api/v1/acts/{beneficiary}/{id}: an act with what was said before it.
pub async fn show(ctx: Ctx, Path(key): Path<ActKey>) -> WebResult<Json<Sheet>> {
    let (act, informations) = actions::read(&ctx, &key).await?;
    let first_day = rules::first_day(&informations)
        .map(|first| FirstDay { day: first.value, explanation: first.explanation });
    Ok(Json(Sheet { act, informations, first_day }))
}

/// POST /api/v1/acts/{beneficiary}/{id}/informations: records that the beneficiary was informed.
pub async fn inform(
    ctx: Ctx,
    Path(key): Path<ActKey>,
    Json(form): Json<InformForm>,
) -> WebResult<Created<Json<Information>>> {
    Ok(Created(Json(actions::inform(&ctx, &key, &form).await?)))
}

/// PUT /api/v1/acts/{beneficiary}/{id}/informations/{information}/acknowledgement: the beneficiary has the information.
pub async fn acknowledge(
    ctx: Ctx,
    Path(path): Path<InformationPath>,
    Json(form): Json<AcknowledgeForm>,
) -> WebResult<NoContent> {
    let (key, id) = path.split();
    actions::acknowledge(&ctx, &key, &id, &form).await?;
    Ok(NoContent)
}

/// PUT /api/v1/acts/{beneficiary}/{id}/end: concludes an act, or drops it; `version` is the one read.
pub async fn end(ctx: Ctx, Path(key): Path<ActKey>, Json(form): Json<EndForm>) -> WebResult<Json<Act>> {
    Ok(Json(actions::end(&ctx, &key, &form).await?))
}
