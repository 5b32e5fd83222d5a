//! Pages of the outbox.

use super::{
    Mail, MailKey, MailState, Standing, actions,
    store::{self, Cursor},
    views,
};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use kernel::Text;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, Query, WebResult, redirect},
};
use serde::Deserialize;

/// Mails of one page.
const PAGE: usize = 50;

/// The query of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Only mails of this state.
    pub state: String,
    /// Where the page before ended: `microseconds.identifier`.
    pub before: String,
}

/// What the list shows.
pub struct ListPage {
    /// Mails, the newest first.
    pub mails: Vec<Mail>,
    /// Only of this state.
    pub state: Option<MailState>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How sending goes.
    pub standing: Standing,
}

/// A form without fields.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Which mails to send again.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetryForm {
    state: String,
}

pub(super) async fn load(ctx: &Ctx, query: ListQuery) -> Result<ListPage> {
    let state = MailState::parse(&query.state);
    let latest = || (ctx.now() + SignedDuration::from_hours(1), "z".to_owned());
    let refuse = || Error::invalid("before", Text::new("outbox-error-cursor"));
    let before = match query.before.as_str() {
        "" => latest(),
        text => cursor(text).ok_or_else(refuse)?,
    };
    let standing = actions::standing(ctx).await?;
    let mut tx = ctx.read().await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut mails = store::list(&mut tx, state, &before, limit).await?;
    let has_more = mails.len() > PAGE;
    mails.truncate(PAGE);
    let place = |mail: &Mail| format!("{}.{}", mail.created_at.as_microsecond(), mail.id);
    let next = mails.last().filter(|_| has_more).map(place);
    Ok(ListPage { mails, state, next, standing })
}

fn cursor(text: &str) -> Option<Cursor> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned()))
}

/// GET /outbox
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let page = load(&ctx, query).await?;
    Ok(views::list_page(&ctx, &page))
}

/// GET /outbox/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<MailKey>) -> WebResult {
    let mut tx = ctx.read().await?;
    let mail = store::find(&mut tx, &key).await?.ok_or(Error::NotFound)?;
    Ok(views::mail_page(&ctx, &mail))
}

/// POST /outbox/{beneficiary}/{id}/retry
pub async fn retry(
    ctx: Ctx,
    Path(key): Path<MailKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::retry(&ctx, &key).await?;
    Ok(redirect(&views::path(&key.beneficiary, &key.id)))
}

/// POST /outbox/{beneficiary}/{id}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(key): Path<MailKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::cancel(&ctx, &key).await?;
    Ok(redirect(&views::path(&key.beneficiary, &key.id)))
}

/// POST /outbox/retries
pub async fn retry_all(ctx: Ctx, Form(form): Form<RetryForm>) -> WebResult<Response> {
    let state = MailState::parse(&form.state).ok_or(Error::NotFound)?;
    actions::retry_all(&ctx, state).await?;
    Ok(redirect("/outbox?state=queued"))
}
