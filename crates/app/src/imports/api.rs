//! Imports for programs: one call gives rows and a mapping and gets the report back; another does what it says.

use super::{Counts, Import, ImportId, Line, Mapping, Outcome, Target, actions};
use kernel::Text;
use platform::{
    Ctx, Error, Result,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where a list goes on.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    before: String,
}

/// GET /api/v1/imports: imports, the latest first.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let page = actions::page(&ctx, &query.before).await?;
    let items: Vec<Value> = page.imports.iter().map(shown).collect();
    Ok(Json(json!({"items": items, "next": page.next})))
}

/// Rows and how they are read.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewImport {
    /// `person`, `site` or `ticket`.
    target: String,
    /// The tool the rows come from; `file` otherwise.
    #[serde(default)]
    source: String,
    /// Name of the file.
    #[serde(default)]
    file_name: String,
    /// Text of a CSV file.
    content: String,
    /// How its columns are read; guessed by their names otherwise.
    mapping: Option<Mapping>,
}

/// POST /api/v1/imports: reads the rows and goes through them without writing anything of them.
pub async fn create(ctx: Ctx, Json(new): Json<NewImport>) -> WebResult<Created<Json<Value>>> {
    let unknown = || Error::invalid("target", Text::new("import-error-target"));
    let target = Target::parse(&new.target).ok_or_else(unknown)?;
    let received = actions::Received {
        target,
        source: new.source,
        name: new.file_name.chars().take(200).collect(),
        bytes: new.content.into_bytes(),
        mapping: new.mapping.clone(),
    };
    let import = actions::receive(&ctx, received).await?;
    let mapping = match new.mapping {
        Some(mapping) => mapping,
        None => actions::proposed(&ctx, &import).await?.0,
    };
    let import = Box::pin(actions::map(&ctx, &import.id, &mapping, "")).await?;
    Ok(Created(Json(report(&ctx, &import.id, None, 0).await?)))
}

/// Which lines of a report.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinesQuery {
    outcome: String,
    after: i64,
}

/// GET /api/v1/imports/{import}: the report, with the lines of one outcome; those refused first.
pub async fn show(
    ctx: Ctx,
    Path(id): Path<ImportId>,
    Query(query): Query<LinesQuery>,
) -> WebResult<Json<Value>> {
    Ok(Json(report(&ctx, &id, Outcome::parse(&query.outcome), query.after).await?))
}

/// PUT /api/v1/imports/{import}/mapping: reads the same rows otherwise.
pub async fn set_mapping(
    ctx: Ctx,
    Path(id): Path<ImportId>,
    Json(mapping): Json<Mapping>,
) -> WebResult<Json<Value>> {
    Box::pin(actions::map(&ctx, &id, &mapping, "")).await?;
    Ok(Json(report(&ctx, &id, None, 0).await?))
}

/// The version of the report that was read.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Version {
    version: i64,
}

/// POST /api/v1/imports/{import}/application: does what the report says, in the background beyond 300 lines.
pub async fn apply(ctx: Ctx, Path(id): Path<ImportId>, Json(read): Json<Version>) -> WebResult<Json<Value>> {
    Box::pin(actions::apply(&ctx, &id, read.version)).await?;
    Ok(Json(report(&ctx, &id, None, 0).await?))
}

/// POST /api/v1/imports/{import}/cancellation: stops an import; what is done stays.
pub async fn cancel(ctx: Ctx, Path(id): Path<ImportId>, Json(read): Json<Version>) -> WebResult<Json<Value>> {
    actions::cancel(&ctx, &id, read.version).await?;
    Ok(Json(report(&ctx, &id, None, 0).await?))
}

/// POST /api/v1/imports/{import}/undoing: takes back what it created and nobody touched or uses since.
pub async fn undo(ctx: Ctx, Path(id): Path<ImportId>, Json(read): Json<Version>) -> WebResult<Json<Value>> {
    Box::pin(actions::undo(&ctx, &id, read.version)).await?;
    Ok(Json(report(&ctx, &id, None, 0).await?))
}

async fn report(ctx: &Ctx, id: &ImportId, outcome: Option<Outcome>, after: i64) -> Result<Value> {
    let reading = actions::read(ctx, id, outcome, after).await?;
    let mut all = shown(&reading.import);
    all["mapping"] = json!(reading.import.mapping);
    all["outcome"] = json!(reading.outcome);
    all["lines"] = reading.lines.iter().map(|one| line(ctx, one)).collect();
    all["next"] = json!(reading.next);
    Ok(all)
}

fn shown(import: &Import) -> Value {
    let counts: Counts = import.counts;
    json!({"id": import.id, "target": import.target, "source": import.source, "file_name": import.file_name,
        "columns": import.columns, "row_count": import.row_count, "state": import.state, "total": import.total,
        "counts": counts, "created_by": import.created_by_name, "created_at": import.created_at,
        "applied_at": import.applied_at, "finished_at": import.finished_at, "version": import.version})
}

fn line(ctx: &Ctx, line: &Line) -> Value {
    let troubles = line.troubles.iter().map(|t| {
        json!({"line": t.line, "column": t.column, "typed": t.typed, "key": t.text.key, "message": ctx.lang.text(&t.text)})
    });
    json!({"line": line.line, "state": line.state, "what": line.what, "object_id": line.object.as_ref().map(|o| &o.id),
        "troubles": troubles.collect::<Vec<_>>()})
}
