//! Projects for programs.

use super::{
    CommentForm, Decision, DecisionForm, Linked, Project, ProjectForm, ProjectKey, Risk, RiskForm, Step,
    StepForm, WeatherForm,
    actions::{self, ListQuery, Whole},
    paths::{RiskPath, StepPath},
    rules,
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Json, Path, Query, WebResult},
};
use serde_json::{Value, json};

fn plain(project: &Project) -> Value {
    json!({
        "beneficiary": project.key.beneficiary, "id": project.key.id, "name": project.name, "aim": project.aim,
        "sponsor": project.sponsor, "manager": project.manager.name, "state": project.state,
        "weather": project.weather, "weather_says": project.weather_says, "weather_at": project.weather_by.1,
        "starts_on": project.starts_on, "ends_on": project.ends_on, "version": project.version,
        "updated_at": project.updated_at,
    })
}

fn whole(all: &Whole) -> Value {
    let mut value = plain(&all.project);
    value["steps"] = json!(all.steps);
    value["risks"] = json!(all.risks);
    value["decisions"] = json!(all.decisions);
    value["comments"] = json!(all.comments);
    value["foreseen_end"] = json!(rules::end(all.project.ends_on, &all.steps));
    if let Some(linked) = &all.linked {
        let ticket = |one: &Linked| {
            let Linked::Ticket(ticket) = one;
            json!({"kind": "ticket", "id": ticket.key.id.as_str(), "reference": ticket.reference, "state": ticket.state})
        };
        value["linked"] = linked.iter().map(ticket).collect();
    }
    if let Some(times) = &all.times {
        let counted = times.iter().filter(|one| one.cancelled_at.is_none());
        value["minutes"] = json!(counted.map(|one| one.minutes).sum::<i64>());
    }
    value
}

/// GET /api/v1/projects: the projects that one may read; `next` continues the list as `after`.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let (rows, next) = actions::list(&ctx, &query).await?;
    let items: Vec<Value> = rows.iter().map(|row| plain(&row.project)).collect();
    let next = next.map(|key| format!("{}/{}", key.beneficiary, key.id));
    Ok(Json(json!({"items": items, "next": next})))
}

/// GET /api/v1/projects/{beneficiary}/{id}: a project with all its parts.
pub async fn show(ctx: Ctx, Path(key): Path<ProjectKey>) -> WebResult<Json<Value>> {
    Ok(Json(whole(&actions::read(&ctx, &key).await?)))
}

/// POST /api/v1/projects: begins a project; `Idempotency-Key` makes sending it twice harmless.
pub async fn create(ctx: Ctx, headers: HeaderMap, Json(mut form): Json<ProjectForm>) -> WebResult<Response> {
    if let Some(key) = headers.get("idempotency-key").and_then(|value| value.to_str().ok()) {
        key.clone_into(&mut form.key);
    }
    let made = actions::create(&ctx, &form).await?;
    Ok((StatusCode::CREATED, Json(plain(&made))).into_response())
}

/// PUT /api/v1/projects/{beneficiary}/{id}: changes a project; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Json(form): Json<ProjectForm>,
) -> WebResult<Json<Value>> {
    Ok(Json(plain(&actions::change(&ctx, &key, &form).await?)))
}

/// PUT /api/v1/projects/{beneficiary}/{id}/weather: says how a project goes.
pub async fn weather(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Json(form): Json<WeatherForm>,
) -> WebResult<Json<Value>> {
    actions::set_weather(&ctx, &key, &form).await?;
    Ok(Json(plain(&actions::read(&ctx, &key).await?.project)))
}

/// POST /api/v1/projects/{beneficiary}/{id}/steps: adds a phase or a milestone.
pub async fn add_step(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Json(form): Json<StepForm>,
) -> WebResult<Response> {
    Ok((StatusCode::CREATED, Json(actions::add_step(&ctx, &key, &form).await?)).into_response())
}

/// PUT /api/v1/projects/{beneficiary}/{id}/steps/{step}: changes a step; `version` is the one read.
pub async fn change_step(
    ctx: Ctx,
    Path(path): Path<StepPath>,
    Json(form): Json<StepForm>,
) -> WebResult<Json<Step>> {
    let (key, id) = path.split();
    Ok(Json(actions::change_step(&ctx, &key, &id, &form).await?))
}

/// POST /api/v1/projects/{beneficiary}/{id}/risks: adds a risk.
pub async fn add_risk(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Json(form): Json<RiskForm>,
) -> WebResult<Response> {
    Ok((StatusCode::CREATED, Json(actions::add_risk(&ctx, &key, &form).await?)).into_response())
}

/// PUT /api/v1/projects/{beneficiary}/{id}/risks/{risk}: changes a risk; `version` is the one read.
pub async fn change_risk(
    ctx: Ctx,
    Path(path): Path<RiskPath>,
    Json(form): Json<RiskForm>,
) -> WebResult<Json<Risk>> {
    let (key, id) = path.split();
    Ok(Json(actions::change_risk(&ctx, &key, &id, &form).await?))
}

/// POST /api/v1/projects/{beneficiary}/{id}/decisions: writes a decision down.
pub async fn add_decision(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Json(form): Json<DecisionForm>,
) -> WebResult<Response> {
    let made: Decision = actions::add_decision(&ctx, &key, &form).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// POST /api/v1/projects/{beneficiary}/{id}/comments: says something about a project.
pub async fn comment(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Json(form): Json<CommentForm>,
) -> WebResult<Response> {
    actions::comment(&ctx, &key, &form).await?;
    let whole = actions::read(&ctx, &key).await?;
    Ok((StatusCode::CREATED, Json(json!({"items": whole.comments}))).into_response())
}
