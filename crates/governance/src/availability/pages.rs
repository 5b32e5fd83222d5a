//! Handlers of the availability pages and file.

use super::{actions, files, views};
use crate::scoreboard::Asked;
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use estate::sites::SiteId;
use people::organisations;
use platform::{
    Ctx,
    web::{Path, Query, WebResult, redirect},
};

pub(super) async fn choose(ctx: Ctx) -> WebResult<Response> {
    let beneficiaries = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(match beneficiaries.as_slice() {
        [only] => redirect(&format!("/availability/{}", only.code)),
        several => views::choose(&ctx, several).into_response(),
    })
}

pub(super) async fn show(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<Asked>) -> WebResult {
    let report = actions::read(&ctx, &code, asked.period(&ctx)?).await?;
    Ok(views::report(&ctx, &report))
}

pub(super) async fn site(
    ctx: Ctx,
    Path((code, site)): Path<(String, SiteId)>,
    Query(asked): Query<Asked>,
) -> WebResult {
    let (report, site) = actions::read_site(&ctx, &code, asked.period(&ctx)?, &site).await?;
    Ok(views::site(&ctx, &report, &site))
}

pub(super) async fn csv(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> WebResult<Response> {
    let report = actions::read(&ctx, &code, asked.period(&ctx)?).await?;
    let name = format!("disponibilite-{}-{}.csv", report.period.first, report.period.last);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, files::csv(ctx.lang, &report)?).into_response())
}
