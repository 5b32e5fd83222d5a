//! Pages of monitoring.

use super::{
    Kind, RuleForm, SourceId, actions,
    api::{EventsQuery, RulePath},
    views::{self, Shown, forms::SettingsForm},
};
use crate::forms;
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, Query, WebResult, redirect},
};
use serde::Deserialize;

/// GET /monitoring
pub async fn list(ctx: Ctx) -> WebResult {
    let sources = actions::list(&ctx).await?;
    Ok(views::list_page(&ctx, &sources))
}

/// The kind of a new source, once it is chosen.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewQuery {
    kind: String,
}

/// GET /monitoring/new: first the kind, then the rest.
pub async fn new_source(ctx: Ctx, Query(query): Query<NewQuery>) -> WebResult {
    Ok(match Kind::parse(&query.kind) {
        None => views::forms::kind_page(&ctx),
        Some(kind) => {
            let form = SettingsForm::of(&actions::usual(kind), 0);
            views::forms::new_page(&ctx, &form, &[])
        }
    })
}

/// POST /monitoring: the one page that shows the secret; what is asked is set up next.
pub async fn create(ctx: Ctx, Form(form): Form<SettingsForm>) -> WebResult<Response> {
    let done = match form.settings() {
        Ok(settings) => actions::create(&ctx, settings).await,
        Err(error) => Err(error),
    };
    match done {
        Ok((source, _)) if !source.settings.kind.posts() => {
            Ok(redirect(&format!("{}/query", views::path(&source.id))))
        }
        Ok((source, secret)) => {
            let shown = Shown { secret: Some(secret), ..Shown::default() };
            let page = views::source_page(&ctx, &source.id, &shown).await?;
            Ok(forms::again(axum::http::StatusCode::CREATED, page))
        }
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, views::forms::new_page(&ctx, &form, &errors)))
        }
    }
}

/// GET /monitoring/{source}
pub async fn show(ctx: Ctx, Path(id): Path<SourceId>, Query(query): Query<EventsQuery>) -> WebResult {
    let shown = Shown { before: query.before().map(str::to_owned), ..Shown::default() };
    views::source_page(&ctx, &id, &shown).await
}

/// GET /monitoring/{source}/settings
pub async fn settings(ctx: Ctx, Path(id): Path<SourceId>) -> WebResult {
    let (source, _) = actions::get(&ctx, &id).await?;
    let form = SettingsForm::of(&source.settings, source.version);
    Ok(views::forms::settings_page(&ctx, &source, &form, &[]))
}

/// POST /monitoring/{source}/settings
pub async fn change(
    ctx: Ctx,
    Path(id): Path<SourceId>,
    Form(form): Form<SettingsForm>,
) -> WebResult<Response> {
    let done = match form.settings() {
        Ok(settings) => actions::change(&ctx, &id, settings, form.version).await,
        Err(error) => Err(error),
    };
    let Err(error) = done else { return Ok(redirect(&views::path(&id))) };
    let (status, (source, _)) = (error.status(), actions::get(&ctx, &id).await?);
    let errors = forms::errors(&ctx, error, "name")?;
    Ok(forms::again(status, views::forms::settings_page(&ctx, &source, &form, &errors)))
}

/// POST /monitoring/{source}/secret: shows the new secret, once.
pub async fn renew_secret(ctx: Ctx, Path(id): Path<SourceId>, Form(Nothing {}): Form<Nothing>) -> WebResult {
    let (source, secret) = actions::renew_secret(&ctx, &id).await?;
    let shown = Shown { secret: Some(secret), ..Shown::default() };
    views::source_page(&ctx, &source.id, &shown).await
}

/// POST /monitoring/{source}/pause
pub async fn pause(
    ctx: Ctx,
    Path(id): Path<SourceId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_enabled(&ctx, &id, false).await?;
    Ok(redirect(&views::path(&id)))
}

/// POST /monitoring/{source}/resumption
pub async fn resume(
    ctx: Ctx,
    Path(id): Path<SourceId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_enabled(&ctx, &id, true).await?;
    Ok(redirect(&views::path(&id)))
}

/// GET /monitoring/{source}/trial
pub async fn trial(ctx: Ctx, Path(id): Path<SourceId>) -> WebResult {
    let (source, _) = actions::get(&ctx, &id).await?;
    let sample = super::payloads::sample(source.settings.kind);
    Ok(views::trial::trial_page(&ctx, &source, sample, None, &[]))
}

/// A delivery to try.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrialForm {
    body: String,
}

/// POST /monitoring/{source}/trial: does nothing.
pub async fn attempt(ctx: Ctx, Path(id): Path<SourceId>, Form(form): Form<TrialForm>) -> WebResult<Response> {
    let (source, _) = actions::get(&ctx, &id).await?;
    match actions::attempt(&ctx, &id, &form.body).await {
        Ok(tried) => {
            let page = views::trial::trial_page(&ctx, &source, &form.body, Some(&tried), &[]);
            Ok(forms::again(axum::http::StatusCode::OK, page))
        }
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "body")?;
            Ok(forms::again(status, views::trial::trial_page(&ctx, &source, &form.body, None, &errors)))
        }
    }
}

/// GET /monitoring/{source}/rules/new
pub async fn new_rule(ctx: Ctx, Path(id): Path<SourceId>, Query(form): Query<RuleForm>) -> WebResult {
    let (source, _) = actions::get(&ctx, &id).await?;
    views::forms::rule_page(&ctx, &source, &form, &[]).await
}

/// POST /monitoring/{source}/rules
pub async fn add_rule(ctx: Ctx, Path(id): Path<SourceId>, Form(form): Form<RuleForm>) -> WebResult<Response> {
    let Err(error) = actions::add_rule(&ctx, &id, &form).await else {
        return Ok(redirect(&views::path(&id)));
    };
    let (status, (source, _)) = (error.status(), actions::get(&ctx, &id).await?);
    let errors = forms::errors(&ctx, error, "label")?;
    Ok(forms::again(status, views::forms::rule_page(&ctx, &source, &form, &errors).await?))
}

/// POST /monitoring/{source}/rules/{rule}/removal
pub async fn remove_rule(
    ctx: Ctx,
    Path(path): Path<RulePath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::remove_rule(&ctx, &path.source, &path.rule).await?;
    Ok(redirect(&views::path(&path.source)))
}
