//! Drafts for programs.

use super::{
    AbandonForm, AboutForm, Draft, DraftKey, Finding, NewForm, SignForm, SourceForm, StepForm, ValuesBody,
    VoteForm,
    actions::{self, ListQuery, signing, writing},
};
use crate::{document::Change, joining::VariablesForm};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Path, Query, WebResult},
};
use serde::Serialize;
use serde_json::{Value, json};

/// One page of drafts.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The drafts, the latest begun first.
    pub items: Vec<Draft>,
    /// The `after` of the next page.
    pub next: Option<String>,
}

/// GET /api/v1/agreement-drafts: the latest begun first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let (items, next) = actions::list(&ctx, &query).await?;
    Ok(Json(Page { items, next }))
}

/// POST /api/v1/agreement-drafts: begins a draft.
pub async fn create(ctx: Ctx, Json(form): Json<NewForm>) -> WebResult<Created<Json<DraftKey>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// A draft with its file, what it changes and what is to be settled.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Sheet {
    /// The draft.
    #[serde(flatten)]
    pub draft: Draft,
    /// Its file, in TOML.
    pub source: String,
    /// What it changes: path, before and after, as read and in words.
    pub changes: Vec<Value>,
    /// What is to be settled before it is signed, errors first.
    pub findings: Vec<Finding>,
}

/// GET /api/v1/agreement-drafts/{beneficiary}/{id}: a draft with its file, its changes and its consistency check.
pub async fn show(ctx: Ctx, Path(key): Path<DraftKey>) -> WebResult<Json<Sheet>> {
    let whole = actions::read(&ctx, &key).await?;
    let changed = |change: &Change| {
        json!({
            "path": change.path, "section": ctx.lang.text(&change.section), "item": change.item,
            "label": ctx.lang.text(&change.label), "before": change.before, "after": change.after,
        })
    };
    let changes = whole.changes.iter().map(changed).collect();
    Ok(Json(Sheet { changes, findings: whole.findings, source: whole.source, draft: whole.draft }))
}

/// PUT /api/v1/agreement-drafts/{beneficiary}/{id}: says what a draft is about and from when it rules; `version` is the one read.
pub async fn describe(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Json(form): Json<AboutForm>,
) -> WebResult<NoContent> {
    writing::describe(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// PUT /api/v1/agreement-drafts/{beneficiary}/{id}/variables: fills the variables of a body that joins; `version` is the one read.
pub async fn fill(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Json(form): Json<VariablesForm>,
) -> WebResult<NoContent> {
    writing::fill(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// PUT /api/v1/agreement-drafts/{beneficiary}/{id}/values: changes values by their paths; `version` is the one read.
pub async fn set(ctx: Ctx, Path(key): Path<DraftKey>, Json(body): Json<ValuesBody>) -> WebResult<NoContent> {
    writing::set(&ctx, &key, &body).await?;
    Ok(NoContent)
}

/// PUT /api/v1/agreement-drafts/{beneficiary}/{id}/source: replaces the whole file; `version` is the one read.
pub async fn write(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Json(form): Json<SourceForm>,
) -> WebResult<NoContent> {
    writing::write(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// POST /api/v1/agreement-drafts/{beneficiary}/{id}/completion: settles the text and prints it; `version` is the one read.
pub async fn complete(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Json(form): Json<StepForm>,
) -> WebResult<NoContent> {
    signing::complete(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// POST /api/v1/agreement-drafts/{beneficiary}/{id}/reopening: opens the text again; `version` is the one read.
pub async fn reopen(ctx: Ctx, Path(key): Path<DraftKey>, Json(form): Json<StepForm>) -> WebResult<NoContent> {
    signing::reopen(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// POST /api/v1/agreement-drafts/{beneficiary}/{id}/votes: records the deliberation of a side; `version` is the one read.
pub async fn vote(ctx: Ctx, Path(key): Path<DraftKey>, Json(form): Json<VoteForm>) -> WebResult<NoContent> {
    signing::vote(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// The version that a signature made.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Made {
    /// Its number.
    pub number: i64,
}

/// POST /api/v1/agreement-drafts/{beneficiary}/{id}/signature: records the signature; the draft becomes a version. The signed document is
/// joined on its page.
pub async fn sign(ctx: Ctx, Path(key): Path<DraftKey>, Json(form): Json<SignForm>) -> WebResult<Json<Made>> {
    Ok(Json(Made { number: signing::sign(&ctx, &key, &form, None).await? }))
}

/// POST /api/v1/agreement-drafts/{beneficiary}/{id}/abandonment: gives a draft up, with a reason; `version` is the one read.
pub async fn abandon(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Json(form): Json<AbandonForm>,
) -> WebResult<NoContent> {
    signing::abandon(&ctx, &key, &form).await?;
    Ok(NoContent)
}
