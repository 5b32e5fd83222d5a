//! Keeping a draft: by its button, or by the script while one writes.

use super::{Kind, actions};
use crate::tickets::TicketKey;
use axum::response::Response;
use platform::{
    Ctx,
    web::{Path, Upload, WebResult, redirect},
};
use serde::Deserialize;

/// The form of a message or note as it stands. Its files are not kept.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DraftForm {
    #[serde(rename = "version")]
    _version: String,
    #[serde(rename = "then")]
    _then: String,
    #[serde(rename = "canned")]
    _canned: String,
    #[serde(rename = "minutes")]
    _minutes: String,
    #[serde(rename = "undo")]
    _undo: String,
    key: String,
    body: String,
    note: String,
}

/// POST /tickets/{beneficiary}/{id}/drafts/answer
pub async fn answer(ctx: Ctx, Path(key): Path<TicketKey>, upload: Upload<DraftForm>) -> WebResult<Response> {
    actions::save(&ctx, &key, Kind::Answer, &upload.form.body, &upload.form.key).await?;
    Ok(redirect(&key.path()))
}

/// POST /tickets/{beneficiary}/{id}/drafts/note
pub async fn note(ctx: Ctx, Path(key): Path<TicketKey>, upload: Upload<DraftForm>) -> WebResult<Response> {
    actions::save(&ctx, &key, Kind::Note, &upload.form.note, &upload.form.key).await?;
    Ok(redirect(&key.path()))
}
