//! Monitoring for programs: what sources post, and setting sources up.

use super::{
    Rule, RuleForm, RuleId, Settings, Source, SourceId, actions, intake, queries,
    rules::{self, Plan},
};
use axum::extract::Request;
use platform::{
    Ctx, Error,
    web::{Created, IfMatch, Json, NoContent, Nothing, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// POST /api/v1/hooks/monitoring/{source}: what a source saw, in the words of its kind. Gives what became of each event.
/// For programs that bring the source's secret; a browser's session has no business here.
pub async fn take(ctx: Ctx, Path(id): Path<SourceId>, request: Request) -> WebResult<Json<Value>> {
    if !ctx.csrf.is_empty() {
        return Err(Error::ForgedForm);
    }
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, intake::BYTES).await.ok();
    let answers = intake::take(&ctx, &id, &parts.headers, body.as_deref()).await?;
    Ok(Json(json!({"events": answers})))
}

/// GET /api/v1/monitoring: every source, without secrets.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    Ok(Json(json!({"items": actions::list(&ctx).await?})))
}

/// GET /api/v1/monitoring/{source}: a source with its rules, and what it is asked when it is.
pub async fn get(ctx: Ctx, Path(id): Path<SourceId>) -> WebResult<Json<Value>> {
    let (source, rules) = actions::get(&ctx, &id).await?;
    let mut value = json!(source);
    value["rules"] = json!(rules);
    value["query"] = json!(queries::actions::get(&ctx, &id).await?);
    Ok(Json(value))
}

fn with_secret((source, secret): (Source, String)) -> Value {
    let mut value = json!(source);
    if !source.settings.kind.posts() {
        return value;
    }
    value["secret"] = json!(secret);
    value["hook"] = json!(format!("/api/v1/hooks/monitoring/{}", source.id));
    value
}

/// POST /api/v1/monitoring: sets a source up. The answer holds the secret of one that posts, the only time it is given.
pub async fn create(ctx: Ctx, Json(settings): Json<Settings>) -> WebResult<Created<Json<Value>>> {
    let made = actions::create(&ctx, settings).await?;
    Ok(Created(Json(with_secret(made))))
}

/// PUT /api/v1/monitoring/{source}: the settings, with the version read in `If-Match`.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<SourceId>,
    IfMatch(version): IfMatch,
    Json(settings): Json<Settings>,
) -> WebResult<Json<Source>> {
    Ok(Json(actions::change(&ctx, &id, settings, version).await?))
}

/// Where the page before ended.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EventsQuery {
    /// Identifier of its last event.
    pub(super) after: String,
}

impl EventsQuery {
    /// Nothing on the first page.
    pub(super) fn before(&self) -> Option<&str> {
        Some(self.after.as_str()).filter(|id| !id.is_empty())
    }
}

/// GET /api/v1/monitoring/{source}/events: the latest first, 50 at a time.
pub async fn events(
    ctx: Ctx,
    Path(id): Path<SourceId>,
    Query(query): Query<EventsQuery>,
) -> WebResult<Json<Value>> {
    let (events, after) = actions::events(&ctx, &id, query.before()).await?;
    Ok(Json(json!({"items": events, "after": after})))
}

/// POST /api/v1/monitoring/{source}/secret: another secret; the one before is worth nothing any more.
pub async fn renew_secret(
    ctx: Ctx,
    Path(id): Path<SourceId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    Ok(Json(with_secret(actions::renew_secret(&ctx, &id).await?)))
}

/// Whether what a source posts is taken.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enabled {
    enabled: bool,
}

/// PUT /api/v1/monitoring/{source}/state: takes what a source posts, or no more.
pub async fn set_state(
    ctx: Ctx,
    Path(id): Path<SourceId>,
    Json(body): Json<Enabled>,
) -> WebResult<Json<Source>> {
    Ok(Json(actions::set_enabled(&ctx, &id, body.enabled).await?))
}

/// POST /api/v1/monitoring/{source}/trial: what would become of a delivery; does nothing.
pub async fn attempt(ctx: Ctx, Path(id): Path<SourceId>, Json(body): Json<Value>) -> WebResult<Json<Value>> {
    let tried = actions::attempt(&ctx, &id, &body.to_string()).await?;
    let items: Vec<Value> = tried
        .iter()
        .map(|one| {
            let plan: Option<(_, _)> = one.plan.as_ref().map(Plan::outcome);
            let (outcome, reason) = plan.unwrap_or(rules::WITHOUT_RULE);
            json!({"title": one.title, "host": one.event.host, "service": one.event.service,
                "severity": one.event.severity, "beneficiary": one.rule.as_ref().map(|rule| &rule.beneficiary),
                "site": one.site, "impact": one.meaning.map(|(impact, _)| impact),
                "urgency": one.meaning.map(|(_, urgency)| urgency), "outcome": outcome, "reason": reason,
                "ticket": one.reference})
        })
        .collect();
    Ok(Json(json!({"events": items})))
}

/// POST /api/v1/monitoring/{source}/rules: adds a rule to a source.
pub async fn add_rule(
    ctx: Ctx,
    Path(id): Path<SourceId>,
    Json(form): Json<RuleForm>,
) -> WebResult<Created<Json<Rule>>> {
    Ok(Created(Json(actions::add_rule(&ctx, &id, &form).await?)))
}

/// Path of a rule.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct RulePath {
    pub(super) source: SourceId,
    pub(super) rule: RuleId,
}

/// DELETE /api/v1/monitoring/{source}/rules/{rule}: removes a rule of a source.
pub async fn remove_rule(
    ctx: Ctx,
    Path(path): Path<RulePath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::remove_rule(&ctx, &path.source, &path.rule).await?;
    Ok(NoContent)
}
