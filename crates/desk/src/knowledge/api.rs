//! Knowledge for programs.

use super::{
    Article, ArticleForm, ArticleId,
    actions::{self, ListQuery},
    pages::{DecisionForm, Question},
    store, suggest,
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Error,
    web::{Json, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/knowledge: the articles that one may read; `next` continues the list as `after`.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let list = actions::list(&ctx, &query).await?;
    Ok(Json(json!({"items": list.articles, "next": list.next})))
}

/// GET /api/v1/knowledge/suggestions: the articles that answer a question best.
pub async fn suggestions(ctx: Ctx, Query(question): Query<Question>) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let found = suggest::best(&ctx, &mut tx, &question.q, suggest::PROPOSED).await?;
    Ok(Json(json!({"items": found})))
}

/// GET /api/v1/knowledge/{article}: an article, for agents with what surrounds it.
pub async fn show(ctx: Ctx, Path(id): Path<ArticleId>) -> WebResult<Json<Value>> {
    let reading = actions::read(&ctx, &id).await?;
    let mut whole = json!({"article": reading.article, "own_vote": reading.own_vote});
    if let Some(inside) = reading.inside {
        whole["pending"] = json!(inside.pending);
        whole["reviews"] = json!(inside.reviews);
        whole["served"] = json!(inside.served);
        whole["beneficiaries"] = json!(inside.named.into_iter().map(|(id, _)| id).collect::<Vec<_>>());
    }
    Ok(Json(whole))
}

/// POST /api/v1/knowledge: begins an article; `Idempotency-Key` makes sending it twice harmless.
pub async fn create(ctx: Ctx, headers: HeaderMap, Json(mut form): Json<ArticleForm>) -> WebResult<Response> {
    if let Some(key) = headers.get("idempotency-key").and_then(|value| value.to_str().ok()) {
        key.clone_into(&mut form.key);
    }
    Ok((StatusCode::CREATED, Json(actions::create(&ctx, &form).await?)).into_response())
}

/// PUT /api/v1/knowledge/{article}: writes an article; `version` is the one read, a new text is a new version.
pub async fn save(
    ctx: Ctx,
    Path(id): Path<ArticleId>,
    Json(form): Json<ArticleForm>,
) -> WebResult<Json<Article>> {
    Ok(Json(actions::save(&ctx, &id, &form).await?))
}

/// GET /api/v1/knowledge/{article}/versions: every version of an article, the newest first.
pub async fn versions(ctx: Ctx, Path(id): Path<ArticleId>) -> WebResult<Json<Value>> {
    actions::read(&ctx, &id).await?.inside.ok_or(Error::NotFound)?;
    Ok(Json(json!({"items": store::versions(&mut ctx.read().await?, &id).await?})))
}

/// The version of the article that was read.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Read {
    version: i64,
}

/// POST /api/v1/knowledge/{article}/submission: asks somebody else to read what was written.
pub async fn submit(ctx: Ctx, Path(id): Path<ArticleId>, Json(body): Json<Read>) -> WebResult<Json<Article>> {
    Ok(Json(actions::submit(&ctx, &id, body.version).await?))
}

/// POST /api/v1/knowledge/{article}/decision: publishes what somebody else wrote, or sends it back.
pub async fn decide(
    ctx: Ctx,
    Path(id): Path<ArticleId>,
    Json(body): Json<DecisionForm>,
) -> WebResult<Json<Article>> {
    let verdict = body.verdict()?;
    Ok(Json(actions::decide(&ctx, &id, body.version, verdict, &body.remark).await?))
}

/// Whether it is taken away from its readers.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Retired {
    retired: bool,
}

/// PUT /api/v1/knowledge/{article}/retired: takes an article away from its readers, or gives it back.
pub async fn set_retired(
    ctx: Ctx,
    Path(id): Path<ArticleId>,
    Json(body): Json<Retired>,
) -> WebResult<Json<Article>> {
    Ok(Json(actions::retire(&ctx, &id, body.retired).await?))
}

/// Whether it helped.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    helpful: bool,
    #[serde(default)]
    remark: String,
}

/// PUT /api/v1/knowledge/{article}/opinion: says whether an article helped.
pub async fn vote(ctx: Ctx, Path(id): Path<ArticleId>, Json(body): Json<Opinion>) -> WebResult<Json<Value>> {
    actions::vote(&ctx, &id, body.helpful, &body.remark).await?;
    Ok(Json(json!({"own_vote": body.helpful})))
}
