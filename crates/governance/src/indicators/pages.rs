//! Pages of indicators.

use super::{
    CloseForm, ClosingPath, CommentForm, CorrectForm, DecideForm, ProposalForm, ProposalId, RunForm,
    ValuePath, actions, files, views,
    views::{Attempt, Typed},
};
use axum::response::{IntoResponse as _, Response};
use kernel::Text;
use maud::Markup;
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Result,
    sheet::Format,
    web::{Form, Nothing, Path, Query, WebResult, forms, redirect},
};
use serde::Deserialize;
use serde_json::json;

/// How many months, and in which format for files.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SeriesQuery {
    /// `12`, `24` or `36`; 12 when empty.
    pub months: String,
    /// `csv` or `xlsx`, for files.
    pub format: String,
}

impl SeriesQuery {
    /// How many months are asked for.
    pub(super) fn months(&self) -> Result<usize> {
        match self.months.trim() {
            "" | "12" => Ok(12),
            "24" => Ok(24),
            "36" => Ok(36),
            _ => Err(Error::invalid("months", Text::new("indicator-error-months"))),
        }
    }
}

/// In which format.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FormatQuery {
    /// `csv` or `xlsx`.
    pub format: String,
}

/// A commitment of a beneficiary, as in its path.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct SeriesPath {
    /// Code of the beneficiary.
    pub(super) beneficiary: String,
    /// Code of the commitment.
    pub(super) code: String,
}

/// A proposal of a beneficiary, as in its path.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct ProposalPath {
    /// Code of the beneficiary.
    pub(super) beneficiary: String,
    /// Which one.
    pub(super) id: ProposalId,
}

/// GET /indicators
pub async fn choose(ctx: Ctx) -> WebResult<Response> {
    let bodies = actions::chosen(&ctx).await?;
    Ok(match bodies.as_slice() {
        [only] => redirect(&format!("/indicators/{}", only.code)),
        several => views::choose_page(&ctx, several, &Attempt::default()).into_response(),
    })
}

/// POST /indicators/runs
pub async fn run_all(ctx: Ctx, Form(form): Form<RunForm>) -> WebResult<Response> {
    match actions::run_all(&ctx, &form).await {
        Ok(_) => Ok(redirect("/indicators")),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "from")?);
            let bodies = actions::chosen(&ctx).await?;
            let attempt = Attempt { run: form, refused: "run", errors, ..Attempt::default() };
            Ok(forms::again(status, views::choose_page(&ctx, &bodies, &attempt)))
        }
    }
}

/// GET /indicators/{beneficiary}
pub async fn overview(ctx: Ctx, Path(code): Path<String>) -> WebResult {
    let overview = actions::overview(&ctx, &code).await?;
    Ok(views::overview_page(&ctx, &overview, &Attempt::default()))
}

/// POST /indicators/{beneficiary}/closings
pub async fn close(ctx: Ctx, Path(code): Path<String>, Form(form): Form<CloseForm>) -> WebResult<Response> {
    let done = Box::pin(actions::close(&ctx, &code, &form)).await;
    match done {
        Ok(closing) => Ok(redirect(&format!("/indicators/{code}/closings/{}", closing.id))),
        Err(error) => {
            let gaps = Box::pin(actions::gaps(&ctx, &code, &form.month)).await.unwrap_or_default();
            again(&ctx, &code, error, Attempt { close: form, gaps, refused: "close", ..Attempt::default() })
                .await
        }
    }
}

/// POST /indicators/{beneficiary}/runs
pub async fn run(ctx: Ctx, Path(code): Path<String>, Form(form): Form<RunForm>) -> WebResult<Response> {
    match actions::run(&ctx, &code, &form).await {
        Ok(_) => Ok(redirect(&format!("/indicators/{code}#runs"))),
        Err(error) => {
            again(&ctx, &code, error, Attempt { run: form, refused: "run", ..Attempt::default() }).await
        }
    }
}

/// The overview again, with what was typed. Of several messages about one field the first is shown: the missing things stand in
/// a list of their own.
async fn again(ctx: &Ctx, code: &str, error: Error, attempt: Attempt) -> WebResult<Response> {
    let field = if attempt.refused == "run" { "from" } else { "month" };
    let (status, mut errors) = (error.status(), forms::errors(ctx, error, field)?);
    errors.dedup_by(|one, first| one.field == first.field);
    let overview = actions::overview(ctx, code).await?;
    let attempt = Attempt { errors, ..attempt };
    Ok(forms::again(status, views::overview_page(ctx, &overview, &attempt)))
}

/// GET /indicators/{beneficiary}/closings/{closing}
pub async fn closing(ctx: Ctx, Path(path): Path<ClosingPath>) -> WebResult {
    let month = actions::month(&ctx, &path).await?;
    Ok(views::month_page(&ctx, &month, &CorrectForm::default(), &[]))
}

/// POST /indicators/{beneficiary}/closings/{closing}/correction
pub async fn correct(
    ctx: Ctx,
    Path(path): Path<ClosingPath>,
    Form(form): Form<CorrectForm>,
) -> WebResult<Response> {
    match Box::pin(actions::correct(&ctx, &path, &form)).await {
        Ok(closing) => Ok(redirect(&format!("/indicators/{}/closings/{}", path.beneficiary, closing.id))),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "reason")?);
            let month = actions::month(&ctx, &path).await?;
            Ok(forms::again(status, views::month_page(&ctx, &month, &form, &errors)))
        }
    }
}

/// GET /indicators/{beneficiary}/closings/{closing}/values/{code}
pub async fn value(ctx: Ctx, Path(path): Path<ValuePath>) -> WebResult {
    let value = actions::value(&ctx, &path).await?;
    Ok(views::value_page(&ctx, &value, &CommentForm::default(), &[]))
}

/// GET /indicators/{beneficiary}/closings/{closing}/values/{code}/file
pub async fn evidence_file(
    ctx: Ctx,
    Path(path): Path<ValuePath>,
    Query(query): Query<FormatQuery>,
) -> WebResult<Response> {
    let format = Format::parse(&query.format)?;
    let value = actions::value(&ctx, &path).await?;
    noted(&ctx, &value.month.body.id, json!({"code": path.code, "month": value.value.month})).await?;
    files::evidence(ctx.lang, format, &value).await
}

/// POST /indicators/{beneficiary}/closings/{closing}/values/{code}/comments
pub async fn comment(
    ctx: Ctx,
    Path(path): Path<ValuePath>,
    Form(form): Form<CommentForm>,
) -> WebResult<Response> {
    match actions::comment(&ctx, &path, &form).await {
        Ok(()) => Ok(redirect(&format!(
            "/indicators/{}/closings/{}/values/{}#comments",
            path.beneficiary, path.closing, path.code
        ))),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "body")?);
            let value = actions::value(&ctx, &path).await?;
            Ok(forms::again(status, views::value_page(&ctx, &value, &form, &errors)))
        }
    }
}

/// GET /indicators/{beneficiary}/series/{code}
pub async fn series(ctx: Ctx, Path(path): Path<SeriesPath>, Query(query): Query<SeriesQuery>) -> WebResult {
    series_page(&ctx, &path.beneficiary, &path.code, query.months()?, &Typed::default()).await
}

async fn series_page(
    ctx: &Ctx,
    beneficiary: &str,
    code: &str,
    months: usize,
    typed: &Typed,
) -> Result<Markup> {
    let series = Box::pin(actions::series(ctx, beneficiary, code, months)).await?;
    Ok(views::series_page(ctx, &series, months, typed))
}

/// GET /indicators/{beneficiary}/series/{code}/file
pub async fn series_file(
    ctx: Ctx,
    Path(path): Path<SeriesPath>,
    Query(query): Query<SeriesQuery>,
) -> WebResult<Response> {
    let (format, months) = (Format::parse(&query.format)?, query.months()?);
    let series = Box::pin(actions::series(&ctx, &path.beneficiary, &path.code, months)).await?;
    noted(&ctx, &series.body.id, json!({"code": path.code, "months": months})).await?;
    files::series(ctx.lang, format, &series).await
}

/// Who took which file away is in the audit log.
pub(super) async fn noted(
    ctx: &Ctx,
    beneficiary: &kernel::id::BeneficiaryId,
    detail: serde_json::Value,
) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let entry = Entry::new("indicators.export", Some(beneficiary), "list", "indicators");
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// POST /indicators/{beneficiary}/series/{code}/proposals
pub async fn propose(
    ctx: Ctx,
    Path(path): Path<SeriesPath>,
    Form(form): Form<ProposalForm>,
) -> WebResult<Response> {
    match Box::pin(actions::propose(&ctx, &path.beneficiary, &path.code, &form)).await {
        Ok(()) => Ok(redirect(&format!("/indicators/{}/series/{}#proposals", path.beneficiary, path.code))),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "value")?);
            let typed = Typed { proposal: form, errors, refused: "proposal", ..Typed::default() };
            let page = series_page(&ctx, &path.beneficiary, &path.code, 12, &typed).await?;
            Ok(forms::again(status, page))
        }
    }
}

/// POST /indicators/{beneficiary}/target-proposals/{id}/withdrawal
pub async fn withdraw(ctx: Ctx, Path(path): Path<ProposalPath>, _: Form<Nothing>) -> WebResult<Response> {
    let one = actions::withdraw(&ctx, &path.beneficiary, &path.id).await?;
    Ok(redirect(&format!("/indicators/{}/series/{}#proposals", path.beneficiary, one.commitment)))
}

/// POST /indicators/{beneficiary}/target-proposals/{id}/decision
pub async fn decide(
    ctx: Ctx,
    Path(path): Path<ProposalPath>,
    Form(form): Form<DecideForm>,
) -> WebResult<Response> {
    match Box::pin(actions::decide(&ctx, &path.beneficiary, &path.id, &form)).await {
        Ok(made) => Ok(redirect(&made.meeting.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "meeting")?);
            let code = actions::proposed(&ctx, &path.beneficiary, &path.id).await?.commitment;
            let decided = Some((path.id, form));
            let typed = Typed { decided, errors, refused: "decision", ..Typed::default() };
            Ok(forms::again(status, series_page(&ctx, &path.beneficiary, &code, 12, &typed).await?))
        }
    }
}
