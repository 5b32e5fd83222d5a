//! Pages of the agreement.

use super::{Part, Reading, today, views};
use crate::versions::store;
use axum::response::{IntoResponse as _, Response};
use kernel::{Permission, Scope};
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Path, Query, WebResult, components::Head, page, redirect},
};
use serde::Deserialize;

/// Which version is asked for; the one in force when none is.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
pub struct Asked {
    version: Option<i64>,
}

/// The agreements in scope; somebody of one beneficiary goes straight to its own.
pub async fn list(ctx: Ctx) -> WebResult<Response> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let holders = store::holders(&mut tx).await?;
    let (today, mut rows) = (today(&ctx), vec![]);
    for holder in holders {
        let in_force = store::in_force(&mut tx, &holder.id, today).await?;
        let version = match in_force {
            Some(version) => Some(version),
            None => store::latest(&mut tx, &holder.id).await?,
        };
        rows.push((holder, version));
    }
    if let (Scope::One(_), [(own, Some(_))]) = (ctx.scope(), rows.as_slice()) {
        return Ok(redirect(&format!("/agreements/{}", own.code)));
    }
    let may_import = ctx.actor.may(Permission::AgreementImport);
    let head = Head::new(ctx.lang.t("versions-list"), ctx.lang.t("versions-part-overview"));
    Ok(page(&ctx, &head, views::agreement_list(ctx.lang, &rows, today, may_import)).into_response())
}

/// The first page of an agreement.
pub async fn overview(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<Asked>) -> WebResult<Markup> {
    let reading = read(&ctx, &code, asked.version).await?;
    let head = views::head(ctx.lang, &reading, Part::Overview);
    Ok(page(&ctx, &head, views::page(ctx.lang, &reading, Part::Overview)))
}

/// Another part of an agreement.
pub async fn part(
    ctx: Ctx,
    Path((code, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> WebResult<Markup> {
    let part = Part::from_slug(&slug).ok_or(Error::NotFound)?;
    let reading = read(&ctx, &code, asked.version).await?;
    let head = views::head(ctx.lang, &reading, part);
    Ok(page(&ctx, &head, views::page(ctx.lang, &reading, part)))
}

/// What a page shows: the version asked for, else the one in force, else the last one made.
pub(crate) async fn read(ctx: &Ctx, code: &str, number: Option<i64>) -> Result<Reading> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let today = today(ctx);
    let holder = store::holder(&mut tx, code).await?.ok_or(Error::NotFound)?;
    let in_force = store::in_force(&mut tx, &holder.id, today).await?;
    let number_in_force = in_force.as_ref().map(|version| version.number);
    let version = match (number, in_force) {
        (Some(number), _) => store::get(&mut tx, &holder.id, number).await?,
        (None, Some(version)) => Some(version),
        (None, None) => store::latest(&mut tx, &holder.id).await?,
    };
    let version = version.ok_or(Error::NotFound)?;
    Ok(Reading { holder, version, in_force: number_in_force, today })
}
