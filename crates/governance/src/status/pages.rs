//! Pages of the state of the network.

use super::{actions, views};
use axum::response::{IntoResponse as _, Response};
use people::organisations;
use platform::{
    Ctx,
    web::{Path, WebResult, redirect},
};

pub(super) async fn choose(ctx: Ctx) -> WebResult<Response> {
    let beneficiaries = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(match beneficiaries.as_slice() {
        [only] => redirect(&format!("/status/{}", only.code)),
        several => views::choose(&ctx, several).into_response(),
    })
}

pub(super) async fn show(ctx: Ctx, Path(code): Path<String>) -> WebResult {
    Ok(views::show(&ctx, &actions::read(&ctx, &code).await?))
}
