//! Pages of projects.

use super::{
    CommentForm, DecisionForm, ProjectForm, ProjectKey, RiskForm, StepForm, WeatherForm,
    actions::{self, ListQuery},
    paths::{DecisionPath, LinkPath, RiskPath, StepPath, TimePath},
    store,
    views::{self, Typed},
};
use crate::{forms, project_changes::views as project_changes, time_spent::TimeForm};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use futures_util::stream::try_unfold;
use kernel::Scope;
use maud::Markup;
use people::{
    audit::{Entry, record},
    organisations, persons,
};
use platform::{
    Ctx, Error, Result,
    sheet::{self as file, Format},
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;
use serde_json::json;

/// GET /projects
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Response> {
    let (listed, errors, status) = match actions::list(&ctx, &query).await {
        Ok(listed) => (listed, vec![], StatusCode::OK),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "state")?;
            (actions::list(&ctx, &ListQuery::default()).await?, errors, status)
        }
    };
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let page = views::list_page(&ctx, &query, &listed.0, listed.1.as_ref(), &bodies, &errors);
    Ok((status, page).into_response())
}

/// GET /projects/export: the portfolio under its filters, as a file.
pub async fn export(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Response> {
    let format = Format::parse(&query.format)?;
    let first = actions::list(&ctx, &query).await?;
    noted(&ctx, &query).await?;
    let sheet = views::sheet_of(ctx.lang);
    let pages = try_unfold((ctx, query, Some(first)), |(ctx, query, page)| async move {
        let Some((rows, next)) = page else { return Ok(None) };
        let cells = rows.iter().map(|row| views::row(&ctx, row)).collect();
        let following = match next {
            None => None,
            Some(key) => {
                let after = format!("{}/{}", key.beneficiary, key.id);
                Some(actions::list(&ctx, &ListQuery { after, ..query.clone() }).await?)
            }
        };
        Ok(Some((cells, (ctx, query, following))))
    });
    Box::pin(file::answer(format, sheet, pages)).await
}

/// Who took which list away is in the audit log.
async fn noted(ctx: &Ctx, query: &ListQuery) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let chain = match ctx.scope() {
        Scope::All => None,
        Scope::One(id) => Some(id),
    };
    let detail = json!({"format": query.format, "state": query.state, "beneficiary": query.beneficiary});
    record(&mut tx, ctx, Entry::new("project.export", chain, "list", "projects").detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// GET /projects/new
pub async fn new(ctx: Ctx) -> WebResult {
    let form = ProjectForm { state: "planned".to_owned(), ..ProjectForm::default() };
    form_page(&ctx, None, &form, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    key: Option<&ProjectKey>,
    form: &ProjectForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let project = match key {
        Some(key) => Some(store::find(&mut tx, key).await?.ok_or(Error::NotFound)?),
        None => None,
    };
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let leaders = match organisations::store::provider(&mut tx).await? {
        Some(provider) => persons::store::active_of(&mut tx, &provider.id).await?,
        None => vec![],
    };
    // What was typed is shown again with the present version: sending it once more then decides.
    let version = project.as_ref().map_or(0, |project| project.version);
    let form = ProjectForm { version, ..form.clone() };
    Ok(views::project_form(ctx, project.as_ref(), &form, &bodies, &leaders, errors))
}

/// POST /projects
pub async fn create(ctx: Ctx, Form(form): Form<ProjectForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(made) => Ok(redirect(&made.key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "name")?);
            Ok(forms::again(status, form_page(&ctx, None, &form, &errors).await?))
        }
    }
}

/// GET /projects/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<ProjectKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    let typed = Typed::default();
    let changes = project_changes::of_project(&ctx, &key, &typed).await?;
    Ok(views::project_page(&ctx, &whole, changes.as_ref(), &typed))
}

/// GET /projects/{beneficiary}/{id}/sheet
pub async fn sheet(ctx: Ctx, Path(key): Path<ProjectKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    Ok(views::sheet_page(&ctx, &whole))
}

/// GET /projects/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<ProjectKey>) -> WebResult {
    let project = actions::read(&ctx, &key).await?.project;
    form_page(&ctx, Some(&key), &views::stored(&project), &[]).await
}

/// POST /projects/{beneficiary}/{id}/edit
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<ProjectForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "name")?);
            Ok(forms::again(status, form_page(&ctx, Some(&key), &form, &errors).await?))
        }
    }
}

/// Back to the project; when a part was refused, its form shown open with what was typed and what is wrong.
pub(crate) async fn after(
    ctx: &Ctx,
    key: &ProjectKey,
    done: Result<()>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = forms::errors(ctx, error, field)?;
    let whole = actions::read(ctx, key).await?;
    let typed = Typed { errors, ..typed };
    let changes = project_changes::of_project(ctx, key, &typed).await?;
    Ok(forms::again(status, views::project_page(ctx, &whole, changes.as_ref(), &typed)))
}

/// POST /projects/{beneficiary}/{id}/weather
pub async fn weather(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<WeatherForm>,
) -> WebResult<Response> {
    let done = actions::set_weather(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { weather: Some(form), refused: "weather", ..Typed::default() }, "says")
        .await
}

/// POST /projects/{beneficiary}/{id}/steps
pub async fn add_step(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<StepForm>,
) -> WebResult<Response> {
    let done = actions::add_step(&ctx, &key, &form).await.map(drop);
    after(&ctx, &key, done, Typed { step: form, refused: "steps", ..Typed::default() }, "name").await
}

/// GET /projects/{beneficiary}/{id}/steps/{step}
pub async fn step(ctx: Ctx, Path(path): Path<StepPath>) -> WebResult {
    let (key, id) = path.split();
    step_page(&ctx, &key, &id, None, &[]).await
}

async fn step_page(
    ctx: &Ctx,
    key: &ProjectKey,
    id: &super::StepId,
    typed: Option<StepForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let project = actions::read(ctx, key).await?.project;
    let step = store::step(&mut ctx.read().await?, key, id).await?.ok_or(Error::NotFound)?;
    let form =
        typed.map_or_else(|| views::stored_step(&step), |typed| StepForm { version: step.version, ..typed });
    Ok(views::step_page(ctx, &project, &step, &form, errors))
}

/// POST /projects/{beneficiary}/{id}/steps/{step}
pub async fn change_step(
    ctx: Ctx,
    Path(path): Path<StepPath>,
    Form(form): Form<StepForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    match actions::change_step(&ctx, &key, &id, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "name")?);
            Ok(forms::again(status, step_page(&ctx, &key, &id, Some(form), &errors).await?))
        }
    }
}

/// POST /projects/{beneficiary}/{id}/steps/{step}/removal
pub async fn remove_step(ctx: Ctx, Path(path): Path<StepPath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::remove_step(&ctx, &key, &id).await?;
    Ok(redirect(&key.path()))
}

/// POST /projects/{beneficiary}/{id}/risks
pub async fn add_risk(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<RiskForm>,
) -> WebResult<Response> {
    let done = actions::add_risk(&ctx, &key, &form).await.map(drop);
    after(&ctx, &key, done, Typed { risk: form, refused: "risks", ..Typed::default() }, "what").await
}

/// GET /projects/{beneficiary}/{id}/risks/{risk}
pub async fn risk(ctx: Ctx, Path(path): Path<RiskPath>) -> WebResult {
    let (key, id) = path.split();
    risk_page(&ctx, &key, &id, None, &[]).await
}

async fn risk_page(
    ctx: &Ctx,
    key: &ProjectKey,
    id: &super::RiskId,
    typed: Option<RiskForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let project = actions::read(ctx, key).await?.project;
    let risk = store::risk(&mut ctx.read().await?, key, id).await?.ok_or(Error::NotFound)?;
    let form =
        typed.map_or_else(|| views::stored_risk(&risk), |typed| RiskForm { version: risk.version, ..typed });
    Ok(views::risk_page(ctx, &project, &risk, &form, errors))
}

/// POST /projects/{beneficiary}/{id}/risks/{risk}
pub async fn change_risk(
    ctx: Ctx,
    Path(path): Path<RiskPath>,
    Form(form): Form<RiskForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    match actions::change_risk(&ctx, &key, &id, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "what")?);
            Ok(forms::again(status, risk_page(&ctx, &key, &id, Some(form), &errors).await?))
        }
    }
}

/// POST /projects/{beneficiary}/{id}/decisions
pub async fn add_decision(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<DecisionForm>,
) -> WebResult<Response> {
    let done = actions::add_decision(&ctx, &key, &form).await.map(drop);
    after(&ctx, &key, done, Typed { decision: form, refused: "decisions", ..Typed::default() }, "decision")
        .await
}

/// POST /projects/{beneficiary}/{id}/decisions/{decision}/withdrawal
pub async fn withdraw_decision(
    ctx: Ctx,
    Path(path): Path<DecisionPath>,
    _: Form<Nothing>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::withdraw_decision(&ctx, &key, &id).await?;
    Ok(redirect(&key.path()))
}

/// The number of a ticket.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    reference: String,
}

/// POST /projects/{beneficiary}/{id}/tickets
pub async fn link_ticket(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<LinkForm>,
) -> WebResult<Response> {
    let done = actions::link_ticket(&ctx, &key, &form.reference).await;
    let typed = Typed { reference: form.reference, refused: "tickets", ..Typed::default() };
    after(&ctx, &key, done, typed, "reference").await
}

/// POST /projects/{beneficiary}/{id}/tickets/{ticket}/removal
pub async fn unlink_ticket(ctx: Ctx, Path(path): Path<LinkPath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, ticket) = path.split();
    actions::unlink_ticket(&ctx, &key, &ticket).await?;
    Ok(redirect(&key.path()))
}

/// POST /projects/{beneficiary}/{id}/time
pub async fn add_time(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<TimeForm>,
) -> WebResult<Response> {
    let done = actions::add_time(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { time: form, refused: "time", ..Typed::default() }, "minutes").await
}

/// POST /projects/{beneficiary}/{id}/time/{time}/cancellation
pub async fn cancel_time(ctx: Ctx, Path(path): Path<TimePath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::cancel_time(&ctx, &key, &id).await?;
    Ok(redirect(&key.path()))
}

/// POST /projects/{beneficiary}/{id}/comments
pub async fn comment(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<CommentForm>,
) -> WebResult<Response> {
    let done = actions::comment(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { comment: form, refused: "comments", ..Typed::default() }, "body").await
}
