//! Equipment requests for programs. Signatures come with a scan, by the page.

use super::{
    DayForm, EquipmentRequest, EquipmentRequestKey, LateForm, OrderForm, RequestForm, StepForm, StudyForm,
    TermsForm,
    actions::{self, ListQuery, Whole},
};
use jiff::civil::Date;
use kernel::Explanation;
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// One page of equipment requests.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The requests, the latest received first.
    pub items: Vec<EquipmentRequest>,
    /// The `after` of the next page.
    pub next: Option<String>,
}

/// GET /api/v1/equipment-requests: the latest received first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let (items, next) = actions::list(&ctx, &query).await?;
    Ok(Json(Page { items, next }))
}

/// POST /api/v1/equipment-requests: asks for equipment beyond the agreement.
pub async fn create(ctx: Ctx, Json(form): Json<RequestForm>) -> WebResult<Created<Json<EquipmentRequest>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// The first day on which equipment may be wanted, with why.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Earliest {
    /// The day.
    pub day: Date,
    /// How it came about (R6.2).
    pub explanation: Explanation,
}

/// An equipment request with the first day on which its equipment may be wanted.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Sheet {
    /// The request.
    #[serde(flatten)]
    pub request: EquipmentRequest,
    /// The first day; nothing when no agreement was in force at its receipt.
    pub earliest: Option<Earliest>,
}

/// GET /api/v1/equipment-requests/{beneficiary}/{id}: a request.
pub async fn show(ctx: Ctx, Path(key): Path<EquipmentRequestKey>) -> WebResult<Json<Sheet>> {
    let Whole { request, earliest, .. } = actions::read(&ctx, &key).await?;
    let earliest = earliest.map(|first| Earliest { day: first.value, explanation: first.explanation });
    Ok(Json(Sheet { request, earliest }))
}

/// POST /api/v1/equipment-requests/{beneficiary}/{id}/examination: says whether a request came in time; `version` is the one
/// read.
pub async fn examine(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Json(form): Json<StepForm>,
) -> WebResult<Json<EquipmentRequest>> {
    Ok(Json(actions::examine(&ctx, &key, &form).await?))
}

/// PUT /api/v1/equipment-requests/{beneficiary}/{id}/late: gives a late request a derogation, or refuses it.
pub async fn decide_late(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Json(form): Json<LateForm>,
) -> WebResult<Json<EquipmentRequest>> {
    Ok(Json(actions::decide_late(&ctx, &key, &form).await?))
}

/// PUT /api/v1/equipment-requests/{beneficiary}/{id}/study: writes down what a study found.
pub async fn study(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Json(form): Json<StudyForm>,
) -> WebResult<Json<EquipmentRequest>> {
    Ok(Json(actions::study(&ctx, &key, &form).await?))
}

/// PUT /api/v1/equipment-requests/{beneficiary}/{id}/terms: writes the terms and makes the equipment agreement.
pub async fn terms(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Json(form): Json<TermsForm>,
) -> WebResult<Json<EquipmentRequest>> {
    Ok(Json(actions::write_terms(&ctx, &key, &form).await?))
}

/// PUT /api/v1/equipment-requests/{beneficiary}/{id}/order: orders what both parties agreed to.
pub async fn order(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Json(form): Json<OrderForm>,
) -> WebResult<Json<EquipmentRequest>> {
    Ok(Json(actions::order(&ctx, &key, &form).await?))
}

/// PUT /api/v1/equipment-requests/{beneficiary}/{id}/delivery: records the delivery.
pub async fn deliver(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Json(form): Json<DayForm>,
) -> WebResult<Json<EquipmentRequest>> {
    Ok(Json(actions::deliver(&ctx, &key, &form).await?))
}

/// PUT /api/v1/equipment-requests/{beneficiary}/{id}/service: records that it serves.
pub async fn put_in_service(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Json(form): Json<DayForm>,
) -> WebResult<Json<EquipmentRequest>> {
    Ok(Json(actions::put_in_service(&ctx, &key, &form).await?))
}

/// POST /api/v1/equipment-requests/{beneficiary}/{id}/withdrawal: the beneficiary gives a request up.
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Json(form): Json<StepForm>,
) -> WebResult<Json<EquipmentRequest>> {
    Ok(Json(actions::withdraw(&ctx, &key, &form).await?))
}
