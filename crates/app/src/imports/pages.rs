//! Pages of imports.

use super::{Import, ImportId, Mapping, MappingId, Outcome, Target, actions, fields, views};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use kernel::Text;
use platform::{
    Ctx, Problems, Result,
    sheet::{self, Format},
    web::{Form, Path, Query, Upload, UploadedFile, WebResult, components::FieldError, forms, redirect},
};
use serde::Deserialize;

/// Where a list goes on.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    before: String,
}

/// GET /imports
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    Ok(views::list(&ctx, &actions::page(&ctx, &query.before).await?))
}

/// What is said about a file.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewForm {
    /// What its rows become.
    pub target: String,
    /// The tool it comes from.
    pub source: String,
}

/// GET /imports/new
pub async fn new_import(ctx: Ctx) -> WebResult {
    actions::require(&ctx)?;
    Ok(views::new_import(&ctx, &NewForm::default(), &[]))
}

/// POST /imports
pub async fn create(ctx: Ctx, upload: Upload<NewForm>) -> WebResult<Response> {
    match received(&ctx, &upload.form, upload.files).await {
        Ok(import) => Ok(redirect(&format!("{}/mapping", import.path()))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "file")?;
            Ok((status, views::new_import(&ctx, &upload.form, &errors)).into_response())
        }
    }
}

async fn received(ctx: &Ctx, form: &NewForm, mut files: Vec<UploadedFile>) -> Result<Import> {
    let mut problems = Problems::default();
    let target = Target::parse(&form.target);
    if target.is_none() {
        problems.add("target", Text::new("import-error-target"));
    }
    if files.is_empty() {
        problems.add("file", Text::new("import-error-file"));
    }
    problems.into_result()?;
    let (file, target) = (files.swap_remove(0), target.unwrap_or_default());
    let (source, mapping) = (form.source.clone(), None);
    let received = actions::Received { target, source, name: file.name, bytes: file.bytes, mapping };
    actions::receive(ctx, received).await
}

/// Which lines of a report.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinesQuery {
    outcome: String,
    after: i64,
}

/// GET /imports/{import}
pub async fn show(ctx: Ctx, Path(id): Path<ImportId>, Query(query): Query<LinesQuery>) -> WebResult {
    let reading = actions::read(&ctx, &id, Outcome::parse(&query.outcome), query.after).await?;
    Ok(views::report(&ctx, &reading))
}

/// The mapping as typed: one choice for each column, then what stands in each field and what its words mean, in the
/// order of the fields.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MappingForm {
    /// For each column, the field it fills; empty for none.
    pub column: Vec<String>,
    /// For each field, what stands in it where the table says nothing.
    pub fixed: Vec<String>,
    /// For each field with words, lines `word = meaning`.
    pub values: Vec<String>,
    /// Zone of the times.
    pub time_zone: String,
    /// Whether long texts are HTML.
    pub is_html: String,
    /// Name under which to keep it.
    pub keep_as: String,
}

impl MappingForm {
    /// The form of a mapping.
    pub fn of(import: &Import, mapping: &Mapping) -> Self {
        let field = |column: &String| mapping.columns.get(column).cloned().unwrap_or_default();
        let fixed = |f: &fields::Field| mapping.fixed_of(f).unwrap_or_default().to_owned();
        let fields = fields::of(import.target);
        Self {
            column: import.columns.iter().map(field).collect(),
            fixed: fields.iter().map(fixed).collect(),
            values: fields.iter().filter(|f| f.has_words).map(|f| mapping.written(f.name)).collect(),
            time_zone: mapping.time_zone.clone(),
            is_html: if mapping.is_html { "on".to_owned() } else { String::new() },
            keep_as: String::new(),
        }
    }

    fn mapping(&self, import: &Import) -> Result<Mapping> {
        let chosen = import.columns.iter().zip(&self.column).filter(|(_, field)| !field.is_empty());
        let fields = fields::of(import.target);
        let fixed = fields.iter().zip(&self.fixed).filter(|(_, fixed)| !fixed.trim().is_empty());
        let mut mapping = Mapping {
            columns: chosen.map(|(column, field)| (column.clone(), field.clone())).collect(),
            fixed: fixed.map(|(field, fixed)| (field.name.to_owned(), fixed.trim().to_owned())).collect(),
            time_zone: self.time_zone.trim().to_owned(),
            is_html: !self.is_html.is_empty(),
            ..Mapping::default()
        };
        let mut problems = Problems::default();
        for (field, lines) in fields.iter().filter(|field| field.has_words).zip(&self.values) {
            match Mapping::read_words(lines) {
                Ok(words) if words.is_empty() => {}
                Ok(words) => drop(mapping.values.insert(field.name.to_owned(), words)),
                Err(line) => problems.add(
                    &format!("values-{}", field.name),
                    Text::new("import-error-words").with("line", line),
                ),
            }
        }
        problems.into_result()?;
        Ok(mapping)
    }
}

/// GET /imports/{import}/mapping
pub async fn mapping(ctx: Ctx, Path(id): Path<ImportId>) -> WebResult<Response> {
    let import = actions::found(&ctx, &id).await?;
    if !import.state.is_before_writing() {
        return Ok(redirect(&import.path()));
    }
    let (mapping, kept_as) = actions::proposed(&ctx, &import).await?;
    let form = MappingForm::of(&import, &mapping);
    shown(&ctx, StatusCode::OK, &import, &form, kept_as.as_deref(), &[]).await
}

async fn shown(
    ctx: &Ctx,
    status: StatusCode,
    import: &Import,
    form: &MappingForm,
    kept_as: Option<&str>,
    errors: &[FieldError],
) -> Result<Response> {
    let table = actions::table(ctx, import).await?;
    Ok((status, views::mapping(ctx, import, &table, form, kept_as, errors)).into_response())
}

/// POST /imports/{import}/mapping
pub async fn set_mapping(
    ctx: Ctx,
    Path(id): Path<ImportId>,
    Form(form): Form<MappingForm>,
) -> WebResult<Response> {
    let import = actions::found(&ctx, &id).await?;
    let done = match form.mapping(&import) {
        Ok(mapping) => Box::pin(actions::map(&ctx, &id, &mapping, &form.keep_as)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(import) => Ok(redirect(&import.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "columns")?;
            shown(&ctx, status, &import, &form, None, &errors).await
        }
    }
}

/// GET /imports/{import}/refused: the rows refused as a file, each with what is wrong with it. Mended, it can be imported.
pub async fn refused(ctx: Ctx, Path(id): Path<ImportId>) -> WebResult<Response> {
    let import = actions::found(&ctx, &id).await?;
    let table = actions::table(&ctx, &import).await?;
    let lines = actions::refused(&ctx, &import).await?;
    let (sheet, rows) = views::refused_sheet(ctx.lang, &table, &lines);
    sheet::answer(Format::Csv, sheet, stream::iter([Ok(rows)])).await
}

/// The version of an import whose report was read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionForm {
    version: i64,
}

/// POST /imports/{import}/application
pub async fn apply(ctx: Ctx, Path(id): Path<ImportId>, Form(form): Form<VersionForm>) -> WebResult<Response> {
    Ok(redirect(&Box::pin(actions::apply(&ctx, &id, form.version)).await?.path()))
}

/// POST /imports/{import}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(id): Path<ImportId>,
    Form(form): Form<VersionForm>,
) -> WebResult<Response> {
    Ok(redirect(&actions::cancel(&ctx, &id, form.version).await?.path()))
}

/// POST /imports/{import}/undoing
pub async fn undo(ctx: Ctx, Path(id): Path<ImportId>, Form(form): Form<VersionForm>) -> WebResult<Response> {
    Ok(redirect(&Box::pin(actions::undo(&ctx, &id, form.version)).await?.path()))
}

/// POST /imports/mappings/{mapping}/removal
pub async fn forget_mapping(
    ctx: Ctx,
    Path(id): Path<MappingId>,
    Form(platform::web::Nothing {}): Form<platform::web::Nothing>,
) -> WebResult<Response> {
    actions::forget(&ctx, &id).await?;
    Ok(redirect("/imports"))
}
