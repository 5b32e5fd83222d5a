//! Pages of inventory.

use super::{AccessForm, AccessKey, AttachForm, MachineKey, actions, views};
use crate::sites;
use axum::{http::StatusCode, response::Response};
use people::organisations;
use platform::{
    Ctx, Result,
    web::{
        Form, Nothing, Path, WebResult,
        components::FieldError,
        forms::{again, errors},
        redirect,
    },
};

async fn page(
    ctx: &Ctx,
    form: &AccessForm,
    problems: &[FieldError],
    secret: Option<&str>,
) -> Result<maud::Markup> {
    let (accesses, machines) = (actions::accesses(ctx).await?, actions::machines(ctx).await?);
    let mut tx = ctx.read().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let sites = sites::store::list(&mut tx, None).await?;
    let shown =
        views::Shown { accesses: &accesses, machines: &machines, bodies: &bodies, sites: &sites, secret };
    Ok(views::overview_page(ctx, &shown, form, problems))
}

/// GET /estate/inventory
pub async fn overview(ctx: Ctx) -> WebResult {
    let form = AccessForm {
        makes_assets: "on".to_owned(),
        legal_status: "provider_bought".to_owned(),
        ..AccessForm::default()
    };
    page(&ctx, &form, &[], None).await
}

/// POST /estate/inventory/accesses: the one page that shows the secret.
pub async fn open_access(ctx: Ctx, Form(form): Form<AccessForm>) -> WebResult<Response> {
    match actions::open_access(&ctx, &form).await {
        Ok((_, secret)) => {
            Ok(again(StatusCode::CREATED, page(&ctx, &AccessForm::default(), &[], Some(&secret)).await?))
        }
        Err(error) => {
            let (status, problems) = (error.status(), errors(&ctx, error, "name")?);
            Ok(again(status, page(&ctx, &form, &problems, None).await?))
        }
    }
}

/// POST /estate/inventory/accesses/{beneficiary}/{id}/revocation
pub async fn revoke(ctx: Ctx, Path(key): Path<AccessKey>, _: Form<Nothing>) -> WebResult<Response> {
    actions::revoke(&ctx, &key).await?;
    Ok(redirect("/estate/inventory"))
}

/// GET /estate/inventory/machines/{beneficiary}/{id}
pub async fn machine(ctx: Ctx, Path(key): Path<MachineKey>) -> WebResult {
    let (machine, content) = actions::read(&ctx, &key).await?;
    Ok(views::machine_page(&ctx, &machine, &content, &AttachForm::default(), &[]))
}

/// POST /estate/inventory/machines/{beneficiary}/{id}/attachment
pub async fn attach(
    ctx: Ctx,
    Path(key): Path<MachineKey>,
    Form(form): Form<AttachForm>,
) -> WebResult<Response> {
    match actions::attach(&ctx, &key, &form).await {
        Ok(asset) => Ok(redirect(&asset.key.path())),
        Err(error) => {
            let (status, problems) = (error.status(), errors(&ctx, error, "asset")?);
            let (machine, content) = actions::read(&ctx, &key).await?;
            Ok(again(status, views::machine_page(&ctx, &machine, &content, &form, &problems)))
        }
    }
}
