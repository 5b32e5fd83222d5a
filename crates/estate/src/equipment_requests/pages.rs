//! Pages of equipment requests.

use super::{
    DayForm, EquipmentRequest, EquipmentRequestKey, LateForm, OrderForm, RequestForm, SignForm, StepForm,
    StudyForm, TermsForm,
    actions::{self, ListQuery},
    views::{self, Typed},
};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use kernel::Permission;
use people::organisations;
use platform::{
    Ctx, Error, Result,
    web::{
        Form, Path, Query, Upload, WebResult,
        components::FieldError,
        forms::{again, errors},
        guard::percent,
        redirect,
    },
};

/// GET /equipment-requests
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (found, next) = actions::list(&ctx, &query).await?;
    Ok(views::list_page(&ctx, &found, !query.after.is_empty(), next.as_deref()))
}

/// GET /equipment-requests/new
pub async fn new_request(ctx: Ctx) -> WebResult {
    if !actions::may_ask(&ctx) {
        return Err(Error::Forbidden(Permission::EquipmentAsk));
    }
    form_page(&ctx, &RequestForm::default(), &[]).await
}

async fn form_page(ctx: &Ctx, form: &RequestForm, found: &[FieldError]) -> WebResult {
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let first = actions::preview(ctx, form).await?;
    Ok(views::form_page(ctx, form, (&bodies, first.as_ref()), found))
}

/// POST /equipment-requests: asks; or, on request, shows the dates without asking.
pub async fn create(ctx: Ctx, Form(form): Form<RequestForm>) -> WebResult<Response> {
    if form.preview == "preview" && actions::may_ask(&ctx) {
        return Ok(form_page(&ctx, &form, &[]).await?.into_response());
    }
    match actions::create(&ctx, &form).await {
        Ok(one) => Ok(redirect(&one.key.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "title")?);
            Ok(again(status, form_page(&ctx, &form, &found).await?))
        }
    }
}

/// GET /equipment-requests/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<EquipmentRequestKey>) -> WebResult {
    Ok(views::request_page(&ctx, &actions::read(&ctx, &key).await?, &Typed::default()))
}

async fn after(
    ctx: &Ctx,
    key: &EquipmentRequestKey,
    done: Result<EquipmentRequest>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = errors(ctx, error, field)?;
    let whole = actions::read(ctx, key).await?;
    Ok(again(status, views::request_page(ctx, &whole, &Typed { errors, ..typed })))
}

/// POST /equipment-requests/{beneficiary}/{id}/examination
pub async fn examine(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Form(form): Form<StepForm>,
) -> WebResult<Response> {
    let done = actions::examine(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed::default(), "version").await
}

/// POST /equipment-requests/{beneficiary}/{id}/late
pub async fn decide_late(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Form(form): Form<LateForm>,
) -> WebResult<Response> {
    let done = actions::decide_late(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { late: form, ..Typed::default() }, "decision").await
}

/// POST /equipment-requests/{beneficiary}/{id}/study
pub async fn study(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Form(form): Form<StudyForm>,
) -> WebResult<Response> {
    let done = actions::study(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { study: Some(form), refused: "study", ..Typed::default() }, "study").await
}

/// POST /equipment-requests/{beneficiary}/{id}/terms
pub async fn terms(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Form(form): Form<TermsForm>,
) -> WebResult<Response> {
    let done = actions::write_terms(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { terms: Some(form), refused: "terms", ..Typed::default() }, "terms").await
}

/// POST /equipment-requests/{beneficiary}/{id}/signatures
pub async fn sign(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    upload: Upload<SignForm>,
) -> WebResult<Response> {
    let Upload { form, mut files } = upload;
    let done = actions::sign(&ctx, &key, &form, files.pop()).await;
    after(&ctx, &key, done, Typed { sign: form, refused: "sign", ..Typed::default() }, "scan").await
}

/// POST /equipment-requests/{beneficiary}/{id}/order
pub async fn order(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Form(form): Form<OrderForm>,
) -> WebResult<Response> {
    let done = actions::order(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { order: form, ..Typed::default() }, "order_number").await
}

/// POST /equipment-requests/{beneficiary}/{id}/delivery
pub async fn deliver(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Form(form): Form<DayForm>,
) -> WebResult<Response> {
    let done = actions::deliver(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { on: form.on, ..Typed::default() }, "on").await
}

/// POST /equipment-requests/{beneficiary}/{id}/service
pub async fn put_in_service(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Form(form): Form<DayForm>,
) -> WebResult<Response> {
    let done = actions::put_in_service(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { on: form.on, ..Typed::default() }, "on").await
}

/// POST /equipment-requests/{beneficiary}/{id}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<EquipmentRequestKey>,
    Form(form): Form<StepForm>,
) -> WebResult<Response> {
    let done = actions::withdraw(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed::default(), "version").await
}

/// GET /equipment-requests/{beneficiary}/{id}/agreement: the equipment agreement as PDF.
pub async fn agreement(ctx: Ctx, Path(key): Path<EquipmentRequestKey>) -> WebResult<Response> {
    let one = actions::read(&ctx, &key).await?.request;
    let bytes = actions::file(&ctx, one.agreement.as_ref()).await?;
    download(&format!("{}.pdf", one.reference()), "application/pdf", bytes)
}

/// GET /equipment-requests/{beneficiary}/{id}/scan: the signed agreement as it was sent.
pub async fn scan(ctx: Ctx, Path(key): Path<EquipmentRequestKey>) -> WebResult<Response> {
    let one = actions::read(&ctx, &key).await?.request;
    let bytes = actions::file(&ctx, one.signature.scan.as_ref()).await?;
    download(&one.signature.scan_name, "application/octet-stream", bytes)
}

fn download(name: &str, media_type: &'static str, bytes: Vec<u8>) -> WebResult<Response> {
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(name));
    let disposition = HeaderValue::from_str(&disposition).map_err(|e| Error::Internal(e.to_string()))?;
    let headers = [
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, bytes).into_response())
}
