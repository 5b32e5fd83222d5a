//! Pages of quotas and consumption.

use super::{AgentsForm, DecideForm, QuotaForm, YearKey, actions, views};
use agreements::reading::today;
use axum::response::Response;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, WebResult, forms, redirect},
};

/// GET /call-quotas
pub async fn quotas(ctx: Ctx) -> WebResult {
    Ok(views::quotas_page(&ctx, &actions::quotas(&ctx).await?, &QuotaForm::default(), &[]))
}

/// POST /call-quotas
pub async fn add(ctx: Ctx, Form(form): Form<QuotaForm>) -> WebResult<Response> {
    match actions::add(&ctx, &form).await {
        Ok(_) => Ok(redirect("/call-quotas")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "minutes")?;
            Ok(forms::again(status, views::quotas_page(&ctx, &actions::quotas(&ctx).await?, &form, &errors)))
        }
    }
}

/// GET /call-consumption: whose, or at once one's own.
pub async fn choose(ctx: Ctx) -> WebResult<Response> {
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let year = i64::from(today(&ctx).year());
    if let [only] = owners.as_slice() {
        return Ok(redirect(&YearKey { beneficiary: only.id.clone(), year }.path()));
    }
    Ok(forms::again(axum::http::StatusCode::OK, views::choose(&ctx, &owners, year)))
}

/// GET /call-consumption/{beneficiary}/{year}
pub async fn show(ctx: Ctx, Path(key): Path<YearKey>) -> WebResult {
    let consumption = actions::read(&ctx, &key).await?;
    Ok(views::show(&ctx, &key, &consumption, &views::Typed::default(), &[]))
}

async fn answered<T>(
    ctx: &Ctx,
    key: &YearKey,
    done: Result<T, Error>,
    typed: views::Typed,
    field: &str,
) -> WebResult<Response> {
    match done {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, field)?;
            let consumption = actions::read(ctx, key).await?;
            Ok(forms::again(status, views::show(ctx, key, &consumption, &typed, &errors)))
        }
    }
}

/// POST /call-consumption/{beneficiary}/{year}/agents
pub async fn say_agents(
    ctx: Ctx,
    Path(key): Path<YearKey>,
    Form(form): Form<AgentsForm>,
) -> WebResult<Response> {
    let done = actions::say_agents(&ctx, &key, &form).await;
    answered(&ctx, &key, done, views::Typed { agents: form.agents, ..views::Typed::default() }, "agents")
        .await
}

/// POST /call-consumption/{beneficiary}/{year}/decisions
pub async fn decide(ctx: Ctx, Path(key): Path<YearKey>, Form(form): Form<DecideForm>) -> WebResult<Response> {
    let done = actions::decide(&ctx, &key, &form).await;
    let typed = views::Typed { decision: form, ..views::Typed::default() };
    answered(&ctx, &key, done, typed, "reason").await
}
