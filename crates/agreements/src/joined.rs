//! Files joined to what the parties sign or show: kept by digest, given back as they were sent.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Digest, Error, Result,
    db::{self, Row},
    web::{UploadedFile, WebResult, guard::percent},
};
use serde::Serialize;

/// A file that was joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Joined {
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The name it was sent with.
    pub name: String,
}

impl Joined {
    /// The file of a row with `file_digest` and `file_name`.
    pub(crate) fn of(row: &Row) -> db::Result<Option<Self>> {
        let digest: Option<Digest> = row.maybe_id("file_digest")?;
        let name: String = row.get("file_name")?;
        Ok(digest.map(|digest| Self { digest, name }))
    }
}

/// The digest to store, or nothing.
pub(crate) fn digest(file: Option<&Joined>) -> Option<String> {
    file.map(|file| file.digest.to_string())
}

/// The name to store.
pub(crate) fn name(file: Option<&Joined>) -> &str {
    file.map_or("", |file| file.name.as_str())
}

/// Keeps a sent file; an empty one is none.
pub(crate) async fn keep(ctx: &Ctx, file: Option<UploadedFile>) -> Result<Option<Joined>> {
    let Some(file) = file.filter(|file| !file.bytes.is_empty()) else { return Ok(None) };
    Ok(Some(Joined { digest: ctx.platform.files.put(file.bytes).await?, name: file.name }))
}

/// Gives a file back: always saved, never shown by the browser.
pub(crate) async fn send(ctx: &Ctx, file: Option<&Joined>) -> WebResult<Response> {
    let file = file.ok_or(Error::NotFound)?;
    let bytes = ctx.platform.files.get(&file.digest).await.map_err(Error::from)?;
    download(&file.name, "application/octet-stream", bytes)
}

/// An answer that is saved under a name.
pub(crate) fn download(name: &str, media_type: &'static str, bytes: Vec<u8>) -> WebResult<Response> {
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(name));
    let disposition = HeaderValue::from_str(&disposition).map_err(|e| Error::Internal(e.to_string()))?;
    let headers = [
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, bytes).into_response())
}
