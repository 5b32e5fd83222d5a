//! The time of a ticket, and the report.

use super::{TimeForm, TimePath, actions, views};
use crate::{forms, tickets::TicketKey};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, Query, WebResult, redirect},
};
use serde::Deserialize;

/// Days of a report.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PeriodQuery {
    /// First day; the first of this month when empty.
    pub from: String,
    /// Last day; today when empty.
    pub to: String,
}

/// GET /time
pub async fn report(ctx: Ctx, Query(query): Query<PeriodQuery>) -> WebResult<Response> {
    match actions::period(&ctx, &query.from, &query.to) {
        Ok(period) => {
            let totals = actions::totals(&ctx, &period).await?;
            Ok(views::report_page(&ctx, (period.from, period.to), &totals, &[]).into_response())
        }
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "from")?;
            let period = actions::period(&ctx, "", "")?;
            Ok(forms::again(status, views::report_page(&ctx, (period.from, period.to), &[], &errors)))
        }
    }
}

/// GET /time.csv: as French spreadsheets open it.
pub async fn csv(ctx: Ctx, Query(query): Query<PeriodQuery>) -> WebResult<Response> {
    let period = actions::period(&ctx, &query.from, &query.to)?;
    let lines = actions::lines(&ctx, &period).await?;
    let name = format!("attachment; filename=\"temps-{}-{}.csv\"", period.from, period.to);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, views::csv(ctx.lang, &lines)?).into_response())
}

/// GET /tickets/{beneficiary}/{id}/time
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    views::time_page(&ctx, &key, &TimeForm::default(), &[]).await
}

/// POST /tickets/{beneficiary}/{id}/time
pub async fn record(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<TimeForm>) -> WebResult<Response> {
    let done = actions::record(&ctx, &key, &form).await;
    answered(&ctx, &key, done, &form).await
}

/// POST /tickets/{beneficiary}/{id}/time/{time}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(path): Path<TimePath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::cancel(&ctx, &key, &id).await;
    answered(&ctx, &key, done, &TimeForm::default()).await
}

async fn answered(ctx: &Ctx, key: &TicketKey, done: Result<()>, typed: &TimeForm) -> WebResult<Response> {
    match done {
        Ok(()) => Ok(redirect(&format!("{}/time", key.path()))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, "minutes")?;
            Ok(forms::again(status, views::time_page(ctx, key, typed, &errors).await?))
        }
    }
}
