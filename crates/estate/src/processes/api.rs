//! Scheduled processes for programs.

use super::{
    Outcome, Process, ProcessForm, Run,
    actions::{self, Whole},
    store,
};
use crate::applications::{ApplicationKey, ProcessPath};
use axum::extract::Request;
use kernel::Permission;
use platform::{
    Ctx, Error, Result,
    web::{Created, Json, Path, WebResult},
};
use serde::{Deserialize, Serialize};

/// Longest body of a call in bytes: only its beginning is kept.
const BYTES: usize = 16 * 1024;

/// The secret in an address.
#[derive(Deserialize, schemars::JsonSchema)]
pub struct SecretPath {
    secret: String,
}

/// What is told back: only that it was heard.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Heard {
    /// Always true.
    pub heard: bool,
}

/// POST /api/v1/hooks/processes/{secret}: the process ran; a body of plain text is kept as its note.
pub async fn done(ctx: Ctx, Path(path): Path<SecretPath>, request: Request) -> WebResult<Json<Heard>> {
    Ok(Json(told(&ctx, &path, Outcome::Done, request).await?))
}

/// POST /api/v1/hooks/processes/{secret}/failure: the process ran and failed; a body of plain text says why.
pub async fn failed(ctx: Ctx, Path(path): Path<SecretPath>, request: Request) -> WebResult<Json<Heard>> {
    Ok(Json(told(&ctx, &path, Outcome::Failed, request).await?))
}

async fn told(ctx: &Ctx, path: &SecretPath, outcome: Outcome, request: Request) -> Result<Heard> {
    if !ctx.csrf.is_empty() {
        return Err(Error::ForgedForm);
    }
    let body = axum::body::to_bytes(request.into_body(), BYTES).await.unwrap_or_default();
    let note = String::from_utf8_lossy(&body).replace('\0', "");
    actions::tell(&ctx.platform, &path.secret, outcome, &note).await?;
    Ok(Heard { heard: true })
}

/// The processes of an application.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The processes, by name.
    pub items: Vec<Process>,
}

/// GET /api/v1/applications/{beneficiary}/{id}/processes: every process of an application.
pub async fn list(ctx: Ctx, Path(key): Path<ApplicationKey>) -> WebResult<Json<Page>> {
    ctx.require(Permission::ApplicationRead)?;
    let mut tx = ctx.read().await?;
    crate::applications::store::find(&mut tx, &key).await?.ok_or(Error::NotFound)?;
    Ok(Json(Page { items: store::of(&mut tx, &key).await? }))
}

/// A new process and the address it calls.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Added {
    /// The process.
    #[serde(flatten)]
    pub process: Process,
    /// The address that it calls with POST at the end of each run; told once.
    pub address: String,
}

/// POST /api/v1/applications/{beneficiary}/{id}/processes: adds a process; its address is told once.
pub async fn add(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Json(form): Json<ProcessForm>,
) -> WebResult<Created<Json<Added>>> {
    let (process, address) = actions::add(&ctx, &key, &form).await?;
    Ok(Created(Json(Added { process, address })))
}

/// A process with its last runs.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Sheet {
    /// The process.
    #[serde(flatten)]
    pub process: Process,
    /// Its runs, the latest first.
    pub runs: Vec<Run>,
}

/// GET /api/v1/applications/{beneficiary}/{id}/processes/{process}: a process with its last runs.
pub async fn show(ctx: Ctx, Path(path): Path<ProcessPath>) -> WebResult<Json<Sheet>> {
    let (key, id) = path.split();
    let Whole { process, runs, .. } = actions::read(&ctx, &key, &id).await?;
    Ok(Json(Sheet { process, runs }))
}

/// PUT /api/v1/applications/{beneficiary}/{id}/processes/{process}: changes a process; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(path): Path<ProcessPath>,
    Json(form): Json<ProcessForm>,
) -> WebResult<Json<Process>> {
    let (key, id) = path.split();
    Ok(Json(actions::change(&ctx, &key, &id, &form).await?))
}
