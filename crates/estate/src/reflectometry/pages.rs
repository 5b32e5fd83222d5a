//! What the page of a site posts about reflectometry, and its files.

use super::{MeasureForm, ResultKey, actions};
use crate::sites::{self, SiteKey};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Error,
    web::{Path, Upload, WebResult, forms, guard::percent, redirect},
};

/// POST /sites/{beneficiary}/{id}/reflectometry
pub async fn file(ctx: Ctx, Path(key): Path<SiteKey>, upload: Upload<MeasureForm>) -> WebResult<Response> {
    match actions::file(&ctx, &key, &upload.form, upload.files).await {
        Ok(()) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "files")?;
            let typed = sites::pages::Typed { measure: upload.form, ..sites::pages::Typed::default() };
            Ok(forms::again(status, sites::pages::sheet(&ctx, &key, &typed, &errors).await?))
        }
    }
}

/// GET /sites/{beneficiary}/{id}/reflectometry/{result}: always saved, never shown by the browser.
pub async fn download(ctx: Ctx, Path(key): Path<ResultKey>) -> WebResult<Response> {
    let (one, bytes) = actions::download(&ctx, &key).await?;
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(&one.name));
    let disposition = HeaderValue::from_str(&disposition).map_err(|e| Error::Internal(e.to_string()))?;
    let headers = [
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, bytes).into_response())
}
