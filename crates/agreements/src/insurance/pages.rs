//! Pages of certificates of insurance.

use super::{
    CertificateForm, CertificateId, WithdrawForm,
    actions::{self, ListQuery},
    views,
};
use crate::joined;
use axum::response::Response;
use platform::{
    Ctx,
    web::{
        Form, Path, Query, Upload, WebResult,
        forms::{again, errors},
        redirect,
    },
};

/// GET /insurance
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (certificates, next) = actions::list(&ctx, &query).await?;
    Ok(views::list_page(&ctx, &certificates, !query.after.is_empty(), next.as_deref()))
}

/// GET /insurance/new
pub async fn new_certificate(ctx: Ctx) -> WebResult {
    Ok(views::form_page(&ctx, &CertificateForm::default(), &[]))
}

/// POST /insurance
pub async fn record(ctx: Ctx, upload: Upload<CertificateForm>) -> WebResult<Response> {
    let Upload { form, mut files } = upload;
    match actions::record_certificate(&ctx, &form, files.pop()).await {
        Ok(one) => Ok(redirect(&one.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "insurer")?);
            Ok(again(status, views::form_page(&ctx, &form, &found)))
        }
    }
}

/// GET /insurance/{certificate}
pub async fn show(ctx: Ctx, Path(id): Path<CertificateId>) -> WebResult {
    Ok(views::certificate_page(&ctx, &actions::read(&ctx, &id).await?, &WithdrawForm::default(), &[]))
}

/// POST /insurance/{certificate}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(id): Path<CertificateId>,
    Form(form): Form<WithdrawForm>,
) -> WebResult<Response> {
    let Err(error) = actions::withdraw(&ctx, &id, &form).await else {
        return Ok(redirect(&format!("/insurance/{id}")));
    };
    let (status, found) = (error.status(), errors(&ctx, error, "reason")?);
    let one = actions::read(&ctx, &id).await?;
    Ok(again(status, views::certificate_page(&ctx, &one, &form, &found)))
}

/// GET /insurance/{certificate}/file: the certificate as it was sent.
pub async fn file(ctx: Ctx, Path(id): Path<CertificateId>) -> WebResult<Response> {
    let one = actions::read(&ctx, &id).await?;
    joined::send(&ctx, one.file.as_ref()).await
}
