//! Pages of reports.

use super::{
    CommentForm, CorrectionForm, DraftForm, PublicationForm, ReportId, ReportKey, RunForm, RunId, TextsForm,
    actions::{self, ListQuery},
    paper,
    views::{self, Typed},
};
use crate::meetings::MeetingKey;
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use kernel::{Permission, id::BeneficiaryId};
use maud::Markup;
use people::organisations;
use platform::{
    Ctx, Result,
    sheet::{self, Format},
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, forms, guard::percent, redirect},
};
use serde::Deserialize;

/// Path of a table of a report.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct TablePath {
    beneficiary: BeneficiaryId,
    id: ReportId,
    table: String,
}

impl TablePath {
    pub(super) fn split(self) -> (ReportKey, String) {
        (ReportKey { beneficiary: self.beneficiary, id: self.id }, self.table)
    }
}

/// Path of a run.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct RunPath {
    pub(super) run: RunId,
}

/// In which format.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FormatQuery {
    /// `csv`, `xlsx` or `ods`.
    pub(super) format: String,
}

/// GET /reports
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Response> {
    let untyped = DraftForm::default();
    match list_page(&ctx, &asked, (&untyped, ""), &[]).await {
        Ok(page) => Ok(page.into_response()),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "kind")?);
            let page = list_page(&ctx, &ListQuery::default(), (&untyped, ""), &errors).await?;
            Ok((status, page).into_response())
        }
    }
}

async fn list_page(
    ctx: &Ctx,
    asked: &ListQuery,
    typed: (&DraftForm, &'static str),
    errors: &[FieldError],
) -> Result<Markup> {
    let (found, next) = actions::list(ctx, asked).await?;
    let manages = ctx.actor.may(Permission::ReportManage);
    let runs = if manages { actions::latest(ctx).await? } else { vec![] };
    let mut tx = ctx.read().await?;
    let mut bodies = organisations::store::beneficiaries(&mut tx).await?;
    if manages {
        bodies.extend(organisations::store::provider(&mut tx).await?);
    }
    let shown = views::Listed { found: &found, next: next.as_deref(), bodies: &bodies, runs: &runs };
    Ok(views::list_page(ctx, asked, &shown, typed, errors))
}

/// POST /reports
pub async fn draft(ctx: Ctx, Form(form): Form<DraftForm>) -> WebResult<Response> {
    match Box::pin(actions::draft(&ctx, &form)).await {
        Ok(key) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "period")?);
            let page = list_page(&ctx, &ListQuery::default(), (&form, "draft"), &errors).await?;
            Ok(forms::again(status, page))
        }
    }
}

/// POST /report-runs: the drafts of a period for every beneficiary.
pub async fn start(ctx: Ctx, Form(form): Form<RunForm>) -> WebResult<Response> {
    match actions::start(&ctx, &form.kind, &form.period).await {
        Ok(id) => Ok(redirect(&format!("/report-runs/{id}"))),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "period")?);
            let typed = DraftForm { beneficiary: String::new(), kind: form.kind, period: form.period };
            let page = list_page(&ctx, &ListQuery::default(), (&typed, "run"), &errors).await?;
            Ok(forms::again(status, page))
        }
    }
}

/// GET /report-runs/{run}
pub async fn run(ctx: Ctx, Path(path): Path<RunPath>) -> WebResult {
    let run = actions::run(&ctx, &path.run).await?;
    Ok(views::run_page(&ctx, &run))
}

/// GET /reports/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<ReportKey>) -> WebResult {
    page(&ctx, &key, &Typed::default()).await
}

async fn page(ctx: &Ctx, key: &ReportKey, typed: &Typed) -> Result<Markup> {
    let all = actions::read(ctx, key).await?;
    Ok(views::report_page(ctx, &all, typed))
}

/// Back to the report; when something was refused, the page again with what was typed and what is wrong.
async fn after(
    ctx: &Ctx,
    key: &ReportKey,
    done: Result<()>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = forms::errors(ctx, error, field)?;
    Ok(forms::again(status, page(ctx, key, &Typed { errors, ..typed }).await?))
}

/// What was done without a form.
fn nothing() -> Typed {
    Typed { refused: "state", ..Typed::default() }
}

/// POST /reports/{beneficiary}/{id}/texts
pub async fn write(ctx: Ctx, Path(key): Path<ReportKey>, Form(form): Form<TextsForm>) -> WebResult<Response> {
    let done = actions::write(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { texts: Some(form), refused: "texts", ..Typed::default() }, "introduction")
        .await
}

/// POST /reports/{beneficiary}/{id}/computing
pub async fn recompute(ctx: Ctx, Path(key): Path<ReportKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = Box::pin(actions::recompute(&ctx, &key)).await;
    after(&ctx, &key, done, nothing(), "state").await
}

/// POST /reports/{beneficiary}/{id}/review
pub async fn review(ctx: Ctx, Path(key): Path<ReportKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::review(&ctx, &key).await;
    after(&ctx, &key, done, nothing(), "state").await
}

/// POST /reports/{beneficiary}/{id}/reopening
pub async fn reopen(ctx: Ctx, Path(key): Path<ReportKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::reopen(&ctx, &key).await;
    after(&ctx, &key, done, nothing(), "state").await
}

/// POST /reports/{beneficiary}/{id}/comments
pub async fn comment(
    ctx: Ctx,
    Path(key): Path<ReportKey>,
    Form(form): Form<CommentForm>,
) -> WebResult<Response> {
    let done = actions::comment(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { comment: form, refused: "comments", ..Typed::default() }, "body").await
}

/// POST /reports/{beneficiary}/{id}/publication
pub async fn publish(
    ctx: Ctx,
    Path(key): Path<ReportKey>,
    Form(form): Form<PublicationForm>,
) -> WebResult<Response> {
    let done = Box::pin(actions::publish(&ctx, &key, &form)).await;
    after(&ctx, &key, done, nothing(), "state").await
}

/// POST /reports/{beneficiary}/{id}/correction
pub async fn correct(
    ctx: Ctx,
    Path(key): Path<ReportKey>,
    Form(form): Form<CorrectionForm>,
) -> WebResult<Response> {
    match Box::pin(actions::correct(&ctx, &key, &form)).await {
        Ok(new) => Ok(redirect(&new.path())),
        Err(error) => {
            let typed = Typed { correction: form, refused: "correction", ..Typed::default() };
            after(&ctx, &key, Err(error), typed, "reason").await
        }
    }
}

/// GET /reports/{beneficiary}/{id}/file.pdf
pub async fn pdf(ctx: Ctx, Path(key): Path<ReportKey>) -> WebResult<Response> {
    let (all, bytes) = Box::pin(actions::pdf(&ctx, &key)).await?;
    let report = &all.report;
    let name = format!("{} {}.pdf", paper::title(ctx.lang, report), report.name);
    Ok(saved(&name, "application/pdf", bytes))
}

/// GET /reports/{beneficiary}/{id}/file.json
pub async fn data(ctx: Ctx, Path(key): Path<ReportKey>) -> WebResult<Response> {
    let bytes = actions::data(&ctx, &key).await?;
    Ok(saved(&format!("report-{}.json", key.id), "application/json", bytes))
}

/// GET /reports/{beneficiary}/{id}/tables/{table}
pub async fn table(
    ctx: Ctx,
    Path(path): Path<TablePath>,
    Query(query): Query<FormatQuery>,
) -> WebResult<Response> {
    table_file(&ctx, path, &query).await
}

pub(super) async fn table_file(ctx: &Ctx, path: TablePath, query: &FormatQuery) -> Result<Response> {
    let format = Format::parse(&query.format)?;
    let (key, name) = path.split();
    let found = actions::table(ctx, &key, &name).await?;
    let rows = futures_util::stream::iter([Ok(found.rows)]);
    Box::pin(sheet::answer(format, found.sheet, rows)).await
}

/// GET /meetings/{beneficiary}/{id}/pack.pdf: agenda, last actions and report in one file.
pub async fn pack(ctx: Ctx, Path(key): Path<MeetingKey>) -> WebResult<Response> {
    let (name, bytes) = Box::pin(actions::pack(&ctx, &key)).await?;
    Ok(saved(&name, "application/pdf", bytes))
}

fn saved(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(name));
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
