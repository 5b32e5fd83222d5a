//! Agreements for programs: `/api/v1/agreements`.

use super::{Import, Proposal, Verdict, Version, VersionSummary, actions, rules::EFFECTIVE_FROM, store};
use crate::{
    document::{Change, Problem, check},
    reading,
};
use jiff::civil::Date;
use kernel::{Permission, Text};
use platform::{
    Ctx, Error,
    i18n::{Lang, figures},
    web::{Json, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

fn summary(code: &str, version: &VersionSummary) -> Value {
    json!({
        "beneficiary": code, "number": version.number, "kind": version.kind, "reference": version.reference,
        "title": version.title, "effective_from": version.effective_from, "signed_on": version.signed_on,
        "signature_year": version.signature_year, "source_digest": version.source_digest,
        "imported_by": version.imported_by_name, "imported_at": version.imported_at,
    })
}

fn whole(code: &str, version: &Version) -> Value {
    let mut body = summary(code, version);
    body["last_day"] = json!(version.last_day());
    body["document"] = json!(*version.document);
    body
}

fn change(lang: Lang, change: &Change) -> Value {
    let words = |value: &Option<kernel::Figure>| value.as_ref().map(|value| figures::figure(lang, value));
    json!({
        "path": change.path, "section": lang.text(&change.section), "item": change.item,
        "label": lang.text(&change.label), "before": words(&change.before), "after": words(&change.after),
        "before_value": change.before, "after_value": change.after,
    })
}

fn finding(lang: Lang, problem: &Problem) -> Value {
    json!({
        "line": problem.line, "column": problem.column, "path": problem.path, "severity": problem.severity,
        "message": lang.text(&problem.message), "fix": lang.text(&problem.fix),
    })
}

/// On which day.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct On {
    on: Option<Date>,
}

/// The agreements in scope that are in force on a day (today when none is given).
pub async fn list(ctx: Ctx, Query(asked): Query<On>) -> WebResult<Json<Value>> {
    ctx.require(Permission::AgreementRead)?;
    let day = asked.on.unwrap_or_else(|| reading::today(&ctx));
    let mut tx = ctx.read().await?;
    let mut agreements = vec![];
    for holder in store::holders(&mut tx).await? {
        if let Some(version) = store::in_force(&mut tx, &holder.id, day).await? {
            let mut one = summary(&holder.code, &version);
            one["last_day"] = json!(version.last_day());
            agreements.push(one);
        }
    }
    Ok(Json(json!({ "on": day, "agreements": agreements })))
}

/// The version of an agreement in force on a day, with everything it states.
pub async fn get(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<On>) -> WebResult<Json<Value>> {
    ctx.require(Permission::AgreementRead)?;
    let day = asked.on.unwrap_or_else(|| reading::today(&ctx));
    let mut tx = ctx.read().await?;
    let holder = store::holder(&mut tx, &code).await?.ok_or(Error::NotFound)?;
    let version = store::in_force(&mut tx, &holder.id, day).await?.ok_or(Error::NotFound)?;
    Ok(Json(whole(&code, &version)))
}

/// Every version of an agreement, the newest first.
pub async fn versions(ctx: Ctx, Path(code): Path<String>) -> WebResult<Json<Value>> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let holder = store::holder(&mut tx, &code).await?.ok_or(Error::NotFound)?;
    let versions = store::list(&mut tx, &holder.id).await?;
    let versions: Vec<Value> = versions.iter().map(|version| summary(&code, version)).collect();
    Ok(Json(json!({ "versions": versions })))
}

/// One version with everything it states.
pub async fn version(ctx: Ctx, Path((code, number)): Path<(String, i64)>) -> WebResult<Json<Value>> {
    let shown = reading::pages::read(&ctx, &code, Some(number)).await?;
    Ok(Json(whole(&code, &shown.version)))
}

/// What a version changed.
pub async fn difference(ctx: Ctx, Path((code, number)): Path<(String, i64)>) -> WebResult<Json<Value>> {
    let shown = reading::pages::read(&ctx, &code, Some(number)).await?;
    let mut tx = ctx.read().await?;
    let changes = store::changes(&mut tx, &shown.version).await?;
    let changes: Vec<Value> = changes.iter().map(|one| change(ctx.lang, one)).collect();
    Ok(Json(json!({ "number": number, "changes": changes })))
}

/// A text to check.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckBody {
    source: String,
}

/// What is wrong with a text; nothing is stored.
pub async fn check_text(ctx: Ctx, Json(body): Json<CheckBody>) -> WebResult<Json<Value>> {
    ctx.require(Permission::AgreementRead)?;
    let report = check(&body.source);
    let problems: Vec<Value> = report.problems.iter().map(|one| finding(ctx.lang, one)).collect();
    Ok(Json(json!({ "valid": report.document.is_some(), "problems": problems })))
}

/// A text to import.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportBody {
    source: String,
    effective_from: Date,
    /// Only says what the import would do.
    #[serde(default)]
    dry_run: bool,
}

/// Imports a version, or says what the import would do.
pub async fn import(
    ctx: Ctx,
    Path(code): Path<String>,
    Json(body): Json<ImportBody>,
) -> WebResult<Json<Value>> {
    ctx.require(Permission::AgreementImport)?;
    let mut tx = ctx.read().await?;
    let holder = store::holder(&mut tx, &code).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let (source, from) = (&body.source, body.effective_from);
    if body.dry_run {
        return proposed(&ctx, actions::preview(&ctx, &holder.id, source, Some(from)).await?);
    }
    match actions::import(&ctx, &holder.id, source, from).await? {
        Import::Created { version, changes } => {
            let changes: Vec<Value> = changes.iter().map(|one| change(ctx.lang, one)).collect();
            Ok(Json(json!({ "outcome": "created", "version": summary(&code, &version), "changes": changes })))
        }
        Import::Unchanged(version) => Ok(Json(json!({ "outcome": "unchanged", "number": version.number }))),
        Import::Refused(proposal) | Import::Overtaken(proposal) => proposed(&ctx, proposal),
    }
}

/// What would be made; a refusal is a problem document with one entry per finding.
fn proposed(ctx: &Ctx, proposal: Proposal) -> WebResult<Json<Value>> {
    match proposal.verdict {
        Verdict::New(draft) => {
            let changes: Vec<Value> = draft.changes.iter().map(|one| change(ctx.lang, one)).collect();
            let problems: Vec<Value> = proposal.problems.iter().map(|one| finding(ctx.lang, one)).collect();
            let (number, kind) = (draft.number, draft.kind);
            Ok(Json(
                json!({ "outcome": "new", "number": number, "kind": kind, "changes": changes, "problems": problems }),
            ))
        }
        Verdict::Unchanged { number } => Ok(Json(json!({ "outcome": "unchanged", "number": number }))),
        Verdict::Refused => {
            let mut refusals = proposal.refusals;
            for problem in &proposal.problems {
                let message = ctx.lang.text(&problem.message);
                let place = [("line", problem.line.to_string()), ("column", problem.column.to_string())];
                let text = place.iter().fold(Text::new("versions-found-at"), |text, (k, v)| text.with(k, v));
                refusals.add(&problem.path, text.with("message", message));
            }
            if refusals.0.is_empty() {
                refusals.add(EFFECTIVE_FROM, Text::new("versions-date-missing"));
            }
            Err(Error::Invalid(refusals))
        }
    }
}
