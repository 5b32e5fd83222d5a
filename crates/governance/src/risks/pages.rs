//! Pages of the register of risks and ways to improve.

use super::{LinkForm, ListQuery, RiskForm, RiskKey, actions, views};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use people::organisations;
use platform::{
    Ctx,
    web::{Form, Path, Query, WebResult, forms, redirect},
};

/// GET /risks
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Response> {
    let (listed, errors, status) = match actions::list(&ctx, &asked).await {
        Ok(listed) => (listed, vec![], StatusCode::OK),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "state")?;
            (actions::list(&ctx, &ListQuery::default()).await?, errors, status)
        }
    };
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let page = views::list_page(&ctx, &asked, &listed.0, listed.1.as_deref(), &bodies, &errors);
    Ok((status, page).into_response())
}

/// GET /risks/new
pub async fn new(ctx: Ctx) -> WebResult {
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let form = RiskForm { key: ctx.id(), ..RiskForm::default() };
    Ok(views::new_page(&ctx, &form, &bodies, &[]))
}

/// POST /risks
pub async fn create(ctx: Ctx, Form(form): Form<RiskForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(made) => Ok(redirect(&made.key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "title")?);
            let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
            Ok(forms::again(status, views::new_page(&ctx, &form, &bodies, &errors)))
        }
    }
}

/// GET /risks/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<RiskKey>) -> WebResult {
    let all = actions::read(&ctx, &key).await?;
    Ok(views::risk_page(&ctx, &all, &views::stored(&all.risk), &[]))
}

/// POST /risks/{beneficiary}/{id}
pub async fn change(ctx: Ctx, Path(key): Path<RiskKey>, Form(form): Form<RiskForm>) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "title")?);
            let all = actions::read(&ctx, &key).await?;
            // What was typed is shown again with the present version: sending it once more then decides.
            let form = RiskForm { version: all.risk.version, ..form };
            Ok(forms::again(status, views::risk_page(&ctx, &all, &form, &errors)))
        }
    }
}

/// POST /risks/{beneficiary}/{id}/actions
pub async fn link(ctx: Ctx, Path(key): Path<RiskKey>, Form(form): Form<LinkForm>) -> WebResult<Response> {
    match actions::link(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "action")?);
            let all = actions::read(&ctx, &key).await?;
            let stored = views::stored(&all.risk);
            Ok(forms::again(status, views::risk_page(&ctx, &all, &stored, &errors)))
        }
    }
}
