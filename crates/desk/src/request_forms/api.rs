//! Forms for programs.

use super::{
    FormVersion,
    actions::{self, Import},
    document::{Report, check},
    store,
};
use kernel::Text;
use platform::{
    Ctx, Error, Problems,
    i18n::Lang,
    web::{Json, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/forms: the last version of each form, with its document.
pub(super) async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let forms = store::latest(&mut tx, true).await?;
    Ok(Json(json!({"items": forms.iter().map(version).collect::<Vec<_>>()})))
}

/// The text of a form file.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceBody {
    source: String,
}

/// POST /api/v1/forms/check: what is wrong with a text, and nothing else.
pub(super) async fn check_text(ctx: Ctx, Json(body): Json<SourceBody>) -> WebResult<Json<Value>> {
    Ok(Json(report(ctx.lang, &check(&body.source))))
}

/// POST /api/v1/forms: imports a form; the same text again changes nothing.
pub(super) async fn import(ctx: Ctx, Json(body): Json<SourceBody>) -> WebResult<Json<Value>> {
    match actions::import(&ctx, &body.source).await? {
        Import::Refused(found) => Err(Error::Invalid(problems(ctx.lang, &found))),
        Import::Unchanged(form) => Ok(Json(json!({"outcome": "unchanged", "form": version(&form)}))),
        Import::Created(form) => Ok(Json(json!({"outcome": "created", "form": version(&form)}))),
    }
}

/// One problem for each finding, named by its place in the file.
fn problems(lang: Lang, report: &Report) -> Problems {
    let mut problems = Problems::default();
    for one in &report.problems {
        let place = [("line", one.line.to_string()), ("column", one.column.to_string())];
        let text = place.iter().fold(Text::new("versions-found-at"), |text, (k, v)| text.with(k, v));
        problems.add(&one.path, text.with("message", lang.text(&one.message)));
    }
    problems
}

fn version(form: &FormVersion) -> Value {
    json!({"id": form.id, "code": form.code, "version": form.version, "imported_at": form.imported_at,
        "source_sha256": form.source_digest, "retired_at": form.retired_at, "document": &*form.document})
}

fn report(lang: Lang, report: &Report) -> Value {
    let problems = report.problems.iter().map(|one| {
        json!({"line": one.line, "column": one.column, "path": one.path, "severity": one.severity,
            "message": lang.text(&one.message), "fix": lang.text(&one.fix)})
    });
    json!({"valid": report.document.is_some(), "problems": problems.collect::<Vec<_>>()})
}
