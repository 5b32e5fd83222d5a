//! Backups for programs: jobs report their runs here.

use super::{Check, CheckForm, Object, ObjectForm, ObjectId, ObjectKey, Outcome, Run, RunForm, actions};
use axum::extract::Request;
use jiff::Timestamp;
use kernel::{Text, id::BeneficiaryId};
use platform::{
    Ctx, Error,
    web::{Created, Json, Nothing, Path, WebResult},
};
use serde::{Deserialize, Serialize};

/// Something protected, and how its last run ended.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Listed {
    #[serde(flatten)]
    object: Object,
    last_outcome: Option<Outcome>,
    last_at: Option<Timestamp>,
}

/// Everything protected.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Objects {
    items: Vec<Listed>,
}

/// GET /api/v1/backups: everything protected in scope.
pub async fn list(ctx: Ctx) -> WebResult<Json<Objects>> {
    let items = actions::list(&ctx).await?.into_iter().map(|(object, last)| Listed {
        object,
        last_outcome: last.map(|(outcome, _)| outcome),
        last_at: last.map(|(_, at)| at),
    });
    Ok(Json(Objects { items: items.collect() }))
}

/// POST /api/v1/backups: protects something.
pub async fn create(ctx: Ctx, Json(form): Json<ObjectForm>) -> WebResult<Created<Json<Object>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// Something protected with its last runs.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WholeObject {
    #[serde(flatten)]
    object: Object,
    runs: Vec<Run>,
}

/// GET /api/v1/backups/{beneficiary}/{id}: something protected with its last runs, the latest first.
pub async fn show(ctx: Ctx, Path(key): Path<ObjectKey>) -> WebResult<Json<WholeObject>> {
    let (object, runs) = actions::read(&ctx, &key).await?;
    Ok(Json(WholeObject { object, runs }))
}

/// PUT /api/v1/backups/{beneficiary}/{id}: changes it; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ObjectKey>,
    Json(form): Json<ObjectForm>,
) -> WebResult<Json<Object>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}

/// POST /api/v1/backups/{beneficiary}/{id}/runs: tells of a run; told twice, it is one run.
pub async fn report(
    ctx: Ctx,
    Path(key): Path<ObjectKey>,
    Json(form): Json<RunForm>,
) -> WebResult<Created<Json<Run>>> {
    Ok(Created(Json(actions::report(&ctx, &key, &form).await?)))
}

/// Where a job posts when it ended.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Heartbeat {
    /// Path with its secret.
    path: String,
}

/// POST /api/v1/backups/{beneficiary}/{id}/secret: another secret for the heartbeat; the one before is worth nothing any more.
pub async fn renew_secret(
    ctx: Ctx,
    Path(key): Path<ObjectKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Heartbeat>> {
    let (_, path) = actions::renew_secret(&ctx, &key).await?;
    Ok(Json(Heartbeat { path }))
}

/// Whose heartbeat, and its secret.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct HeartbeatPath {
    beneficiary: BeneficiaryId,
    id: ObjectId,
    secret: String,
}

/// POST /api/v1/heartbeats/{beneficiary}/{id}/{secret}: a job ended. Without a body it ended well; with one, it is the body of
/// a run. A browser's session has no business here.
pub async fn heartbeat(ctx: Ctx, Path(path): Path<HeartbeatPath>, request: Request) -> WebResult<Json<Run>> {
    if !ctx.csrf.is_empty() {
        return Err(Error::ForgedForm);
    }
    let body = axum::body::to_bytes(request.into_body(), super::reports::LONGEST).await;
    let body = body.map_err(|_| Error::invalid("report", Text::new("backup-error-report-long")))?;
    let form = match body.trim_ascii() {
        [] | b"{}" => RunForm { outcome: "succeeded".to_owned(), ..RunForm::default() },
        body => serde_json::from_slice(body).map_err(|e| {
            Error::invalid("", Text::new("backup-error-line").with("line", e.line()).with("detail", e))
        })?,
    };
    let key = ObjectKey { beneficiary: path.beneficiary, id: path.id };
    Ok(Json(actions::heartbeat(&ctx, &key, &path.secret, &form).await?))
}

/// POST /api/v1/backup-checks: signs the list of today, once.
pub async fn sign(ctx: Ctx, Json(form): Json<CheckForm>) -> WebResult<Created<Json<Check>>> {
    Ok(Created(Json(actions::sign(&ctx, &form).await?)))
}
