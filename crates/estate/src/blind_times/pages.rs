//! Pages of blind times.

use super::{BlindTimeForm, BlindTimeKey, actions, views};
use crate::sites;
use axum::response::Response;
use kernel::Permission;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, WebResult, components::FieldError, forms, redirect},
};

/// GET /blind-times
pub async fn list(ctx: Ctx) -> WebResult {
    page(&ctx, &BlindTimeForm::default(), &[]).await
}

async fn page(ctx: &Ctx, form: &BlindTimeForm, errors: &[FieldError]) -> Result<Markup> {
    let all = actions::list(ctx).await?;
    let (owners, sites) = if ctx.actor.may(Permission::SiteManage) {
        let mut tx = ctx.read().await?;
        let owners = people::organisations::store::beneficiaries(&mut tx).await?;
        (owners, sites::store::list(&mut tx, None).await?)
    } else {
        (vec![], vec![])
    };
    Ok(views::list_page(ctx, &all, form, &owners, &sites, errors))
}

/// POST /blind-times
pub async fn record(ctx: Ctx, Form(form): Form<BlindTimeForm>) -> WebResult<Response> {
    match actions::record(&ctx, &form).await {
        Ok(_) => Ok(redirect("/blind-times")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "from")?;
            Ok(forms::again(status, page(&ctx, &form, &errors).await?))
        }
    }
}

/// POST /blind-times/{beneficiary}/{id}/end
pub async fn end(
    ctx: Ctx,
    Path(key): Path<BlindTimeKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::end(&ctx, &key).await?;
    Ok(redirect("/blind-times"))
}

/// POST /blind-times/{beneficiary}/{id}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<BlindTimeKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::withdraw(&ctx, &key).await?;
    Ok(redirect("/blind-times"))
}
