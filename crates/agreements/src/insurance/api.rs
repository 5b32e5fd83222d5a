//! Certificates of insurance for programs.

use super::{
    Certificate, CertificateForm, CertificateId, WithdrawForm,
    actions::{self, ListQuery},
};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Path, Query, WebResult},
};
use serde::Serialize;

/// One page of certificates.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The certificates, the last to end first.
    pub items: Vec<Certificate>,
    /// The `after` of the next page.
    pub next: Option<String>,
}

/// GET /api/v1/insurance: the last to end first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let (items, next) = actions::list(&ctx, &query).await?;
    Ok(Json(Page { items, next }))
}

/// POST /api/v1/insurance: records a certificate; its document is joined on its page.
pub async fn record(ctx: Ctx, Json(form): Json<CertificateForm>) -> WebResult<Created<Json<Certificate>>> {
    Ok(Created(Json(actions::record_certificate(&ctx, &form, None).await?)))
}

/// GET /api/v1/insurance/{certificate}: one certificate.
pub async fn show(ctx: Ctx, Path(id): Path<CertificateId>) -> WebResult<Json<Certificate>> {
    Ok(Json(actions::read(&ctx, &id).await?))
}

/// POST /api/v1/insurance/{certificate}/withdrawal: takes a certificate back, with a reason.
pub async fn withdraw(
    ctx: Ctx,
    Path(id): Path<CertificateId>,
    Json(form): Json<WithdrawForm>,
) -> WebResult<NoContent> {
    actions::withdraw(&ctx, &id, &form).await?;
    Ok(NoContent)
}
