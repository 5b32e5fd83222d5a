//! Applications for programs.

use super::{
    Application, ApplicationForm, ApplicationKey, CheckForm, DecideForm, Environment, EnvironmentForm,
    EnvironmentPath, Exception, ExceptionForm, Flow, FlowCheck, FlowForm, FlowPath, Improvement,
    ImprovementForm, ImprovementPath, Item, ItemForm, Measure, MeasureForm, Specification, SpecificationForm,
    SpecificationPath,
    actions::{self, ListQuery, Whole},
    store,
};
use crate::processes::Process;
use jiff::civil::Date;
use kernel::{Explained, Explanation};
use platform::{
    Ctx, Error,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// The end of a publisher's warranty, with how it came about.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Warranty {
    /// The first day on which maintenance belongs to the block of applications.
    pub after: Date,
    /// How it came about (R0.4).
    pub explanation: Explanation,
}

impl From<Explained<Date>> for Warranty {
    fn from(found: Explained<Date>) -> Self {
        Self { after: found.value, explanation: found.explanation }
    }
}

/// An application of a list.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Listed {
    /// The application.
    #[serde(flatten)]
    pub application: Application,
    /// The end of its warranty.
    pub warranty: Option<Warranty>,
}

/// One page of applications.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The applications, by name.
    pub items: Vec<Listed>,
    /// The `after` of the next page.
    pub next: Option<String>,
}

/// GET /api/v1/applications: by name; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let (rows, next) = actions::list(&ctx, &query).await?;
    let listed =
        |row: actions::Row| Listed { application: row.application, warranty: row.after.map(Into::into) };
    let next = next.map(|key| format!("{}/{}", key.beneficiary, key.id));
    Ok(Json(Page { items: rows.into_iter().map(listed).collect(), next }))
}

/// POST /api/v1/applications: adds an application.
pub async fn create(ctx: Ctx, Json(form): Json<ApplicationForm>) -> WebResult<Created<Json<Application>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// An application with all its parts.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Sheet {
    /// The application.
    #[serde(flatten)]
    pub application: Application,
    /// The end of its warranty.
    pub warranty: Option<Warranty>,
    /// Where it runs.
    pub environments: Vec<Environment>,
    /// Production data outside production.
    pub exceptions: Vec<Exception>,
    /// What the environments are made of.
    pub items: Vec<Item>,
    /// What runs by itself.
    pub processes: Vec<Process>,
    /// What it exchanges.
    pub flows: Vec<Flow>,
    /// What checks found, the latest first.
    pub checks: Vec<FlowCheck>,
    /// How it is stopped and started, the newest of each first.
    pub specifications: Vec<Specification>,
    /// What was measured, the latest first.
    pub measures: Vec<Measure>,
    /// What is proposed, the latest first.
    pub improvements: Vec<Improvement>,
}

impl From<Whole> for Sheet {
    fn from(whole: Whole) -> Self {
        Self {
            application: whole.application,
            warranty: whole.after.map(Into::into),
            environments: whole.environments,
            exceptions: whole.exceptions,
            items: whole.items,
            processes: whole.processes,
            flows: whole.flows,
            checks: whole.checks,
            specifications: whole.specifications,
            measures: whole.measures,
            improvements: whole.improvements,
        }
    }
}

/// GET /api/v1/applications/{beneficiary}/{id}: an application with all its parts.
pub async fn show(ctx: Ctx, Path(key): Path<ApplicationKey>) -> WebResult<Json<Sheet>> {
    Ok(Json(actions::read(&ctx, &key).await?.into()))
}

/// PUT /api/v1/applications/{beneficiary}/{id}: changes an application; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Json(form): Json<ApplicationForm>,
) -> WebResult<Json<Application>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}

/// POST /api/v1/applications/{beneficiary}/{id}/environments: adds an environment.
pub async fn add_environment(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Json(form): Json<EnvironmentForm>,
) -> WebResult<Created<Json<Environment>>> {
    Ok(Created(Json(actions::add_environment(&ctx, &key, &form).await?)))
}

/// PUT /api/v1/applications/{beneficiary}/{id}/environments/{environment}: changes an environment; `version` is the one
/// read.
pub async fn change_environment(
    ctx: Ctx,
    Path(path): Path<EnvironmentPath>,
    Json(form): Json<EnvironmentForm>,
) -> WebResult<Json<Environment>> {
    let (key, id) = path.split();
    Ok(Json(actions::change_environment(&ctx, &key, &id, &form).await?))
}

/// POST /api/v1/applications/{beneficiary}/{id}/environments/{environment}/exceptions: records that production data may be
/// in an environment outside production.
pub async fn except(
    ctx: Ctx,
    Path(path): Path<EnvironmentPath>,
    Json(form): Json<ExceptionForm>,
) -> WebResult<Created<Json<Exception>>> {
    let (key, id) = path.split();
    Ok(Created(Json(actions::add_exception(&ctx, &key, &id, &form).await?)))
}

/// PUT /api/v1/applications/{beneficiary}/{id}/environments/{environment}/items: says what a configuration item is.
pub async fn set_item(
    ctx: Ctx,
    Path(path): Path<EnvironmentPath>,
    Json(form): Json<ItemForm>,
) -> WebResult<Json<Item>> {
    let (key, id) = path.split();
    Ok(Json(actions::set_item(&ctx, &key, &id, &form).await?))
}

/// POST /api/v1/applications/{beneficiary}/{id}/flows: adds a flow.
pub async fn add_flow(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Json(form): Json<FlowForm>,
) -> WebResult<Created<Json<Flow>>> {
    Ok(Created(Json(actions::add_flow(&ctx, &key, &form).await?)))
}

/// POST /api/v1/applications/{beneficiary}/{id}/flows/{flow}/checks: records what a check found.
pub async fn check_flow(
    ctx: Ctx,
    Path(path): Path<FlowPath>,
    Json(form): Json<CheckForm>,
) -> WebResult<Created<Json<FlowCheck>>> {
    let (key, id) = path.split();
    Ok(Created(Json(actions::check_flow(&ctx, &key, &id, &form).await?)))
}

/// POST /api/v1/applications/{beneficiary}/{id}/specifications/{specification}: writes a new version; `number` is the one
/// read.
pub async fn specify(
    ctx: Ctx,
    Path(path): Path<SpecificationPath>,
    Json(form): Json<SpecificationForm>,
) -> WebResult<Created<Json<Specification>>> {
    let (key, kind) = path.split();
    Ok(Created(Json(actions::write_specification(&ctx, &key, kind, &form).await?)))
}

/// POST /api/v1/applications/{beneficiary}/{id}/measures: records something measured.
pub async fn measure(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Json(form): Json<MeasureForm>,
) -> WebResult<Created<Json<Measure>>> {
    Ok(Created(Json(actions::add_measure(&ctx, &key, &form).await?)))
}

/// POST /api/v1/applications/{beneficiary}/{id}/improvements: proposes to better an application.
pub async fn propose(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Json(form): Json<ImprovementForm>,
) -> WebResult<Created<Json<Improvement>>> {
    Ok(Created(Json(actions::add_improvement(&ctx, &key, &form).await?)))
}

/// PUT /api/v1/applications/{beneficiary}/{id}/improvements/{improvement}/decision: the beneficiary accepts or refuses.
pub async fn decide(
    ctx: Ctx,
    Path(path): Path<ImprovementPath>,
    Json(form): Json<DecideForm>,
) -> WebResult<Json<Improvement>> {
    let (key, id) = path.split();
    actions::decide_improvement(&ctx, &key, &id, &form).await?;
    let found = store::parts::improvement(&mut ctx.read().await?, &key, &id).await?;
    Ok(Json(found.ok_or(Error::NotFound)?))
}
