//! Taking back, or not waiting.

use super::{HeldId, actions};
use crate::tickets::{TicketId, TicketKey};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, WebResult, redirect},
};
use serde::Deserialize;

/// Path of something held.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct HeldPath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    held: HeldId,
}

impl HeldPath {
    fn key(&self) -> TicketKey {
        TicketKey { beneficiary: self.beneficiary.clone(), id: self.id.clone() }
    }
}

/// POST /tickets/{beneficiary}/{id}/held/{held}/undo
pub async fn take_back(ctx: Ctx, Path(path): Path<HeldPath>, Form(_): Form<Nothing>) -> WebResult<Response> {
    actions::take_back(&ctx, &path.key(), path.held.as_str()).await?;
    Ok(redirect(&format!("{}#answer", path.key().path())))
}

/// POST /tickets/{beneficiary}/{id}/held/{held}/release
pub async fn release(ctx: Ctx, Path(path): Path<HeldPath>, Form(_): Form<Nothing>) -> WebResult<Response> {
    actions::release_now(&ctx, &path.key(), path.held.as_str()).await?;
    Ok(redirect(&path.key().path()))
}
