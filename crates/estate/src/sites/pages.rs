//! Pages of sites.

use super::{SiteForm, SiteKey, actions, store, views};
use crate::{
    connections::{self, ConnectionForm},
    network::{self, CablingForm},
    outages::{self, store::Filter},
    reflectometry::{self, MeasureForm},
};
use axum::response::{IntoResponse as _, Response};
use kernel::Permission;
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, WebResult, components::FieldError, redirect},
};

/// Outages on the page of a site, the latest.
const CUTS: usize = 10;

/// GET /sites
pub async fn list(ctx: Ctx) -> WebResult {
    let sites = store::list(&mut ctx.read().await?, None).await?;
    Ok(views::list_page(&ctx, &sites))
}

/// GET /sites/new
pub async fn new_site(ctx: Ctx) -> WebResult {
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(views::form_page(&ctx, &SiteForm::default(), None, &owners, &[]))
}

/// POST /sites
pub async fn create(ctx: Ctx, Form(form): Form<SiteForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(_) => Ok(redirect("/sites")),
        Err(error) => again(&ctx, &form, None, error).await,
    }
}

/// GET /sites/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<SiteKey>) -> WebResult {
    sheet(&ctx, &key, &Typed::default(), &[]).await
}

/// What was typed on the page of a site and is shown again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) connection: ConnectionForm,
    pub(crate) cabling: CablingForm,
    pub(crate) measure: MeasureForm,
}

/// The page of a site, with what was typed on it.
pub(crate) async fn sheet(ctx: &Ctx, key: &SiteKey, typed: &Typed, errors: &[FieldError]) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let site = store::find(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    let history = connections::store::of_site(&mut tx, &key.beneficiary, &key.id).await?;
    let filter = Filter { site: Some(key.id.clone()), ..Filter::default() };
    let mut cuts = outages::store::page(&mut tx, &filter).await?;
    cuts.truncate(CUTS);
    let kept = (
        network::store::of_site(&mut tx, key).await?,
        network::store::cabling(&mut tx, key).await?,
        reflectometry::store::of_site(&mut tx, key).await?,
    );
    drop(tx);
    let typed = ctx.actor.may(Permission::SiteManage).then_some(typed);
    let parts = views::Parts { history, equipment: kept.0, cabling: kept.1, measures: kept.2, cuts };
    Ok(views::show(ctx, &site, &parts, typed, errors))
}

/// GET /sites/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<SiteKey>) -> WebResult {
    let site = store::find(&mut ctx.read().await?, &key.beneficiary, &key.id).await?;
    let form = views::form_of(&site.ok_or(Error::NotFound)?);
    Ok(views::form_page(&ctx, &form, Some(&key), &[], &[]))
}

/// POST /sites/{beneficiary}/{id}
pub async fn change(ctx: Ctx, Path(key): Path<SiteKey>, Form(form): Form<SiteForm>) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect("/sites")),
        Err(error) => again(&ctx, &form, Some(&key), error).await,
    }
}

/// The form with what was typed and what is wrong. When somebody changed the site in between, the form says
/// so and carries the present version: sending again then decides.
async fn again(ctx: &Ctx, form: &SiteForm, key: Option<&SiteKey>, error: Error) -> Result<Response> {
    let status = error.status();
    let mut form = form.clone();
    let errors = match error {
        Error::Invalid(problems) => {
            let shown = problems.0.into_iter();
            shown.map(|p| FieldError { message: ctx.lang.text(&p.text), field: p.field }).collect()
        }
        Error::Stale(version) => {
            form.version = version;
            vec![FieldError { field: "name".to_owned(), message: stale(ctx, key).await? }]
        }
        other => return Err(other),
    };
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok((status, views::form_page(ctx, &form, key, &owners, &errors)).into_response())
}

async fn stale(ctx: &Ctx, key: Option<&SiteKey>) -> Result<String> {
    let key = key.ok_or(Error::NotFound)?;
    let site = store::find(&mut ctx.read().await?, &key.beneficiary, &key.id).await?;
    let site = site.ok_or(Error::NotFound)?;
    let now =
        [site.name, site.street, site.postal_code, site.city, ctx.lang.t(site.fibre.label_key())].join(", ");
    Ok(ctx.lang.with("estate-error-stale", &[("now", now)]))
}
