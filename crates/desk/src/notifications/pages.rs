//! Pages of notifications.

use super::{
    Digest, EventKind, NotificationKey, Setting, Told, Ways,
    actions::{self, Choices},
    store::Cursor,
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

/// Notifications of one page.
const PAGE: usize = 50;

/// The query of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Where the page before ended: `microseconds.identifier`.
    pub before: String,
}

/// A form without fields.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// The choices as typed: events ticked for each way.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChoicesForm {
    mail: Vec<EventKind>,
    screen: Vec<EventKind>,
    digest: String,
    quiet: String,
    urgent: String,
}

/// One page of what the actor is told, and where the next begins.
pub(super) async fn load(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Told>, Option<String>)> {
    let refuse = || Error::invalid("before", Text::new("notify-error-cursor"));
    let before = match query.before.as_str() {
        "" => (ctx.now() + SignedDuration::from_hours(1), "z".to_owned()),
        text => cursor(text).ok_or_else(refuse)?,
    };
    let mut told = actions::list(ctx, &before, i64::try_from(PAGE + 1).unwrap_or(i64::MAX)).await?;
    let has_more = told.len() > PAGE;
    told.truncate(PAGE);
    let place = |one: &Told| format!("{}.{}", one.notification.at.as_microsecond(), one.notification.id);
    let next = told.last().filter(|_| has_more).map(place);
    Ok((told, next))
}

fn cursor(text: &str) -> Option<Cursor> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned()))
}

/// GET /notifications
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (told, next) = load(&ctx, &query).await?;
    Ok(views::list_page(&ctx, &told, next.as_deref()))
}

/// POST /notifications/{beneficiary}/{id}/read: marks it and opens what it is about.
pub async fn read(
    ctx: Ctx,
    Path(key): Path<NotificationKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    Ok(redirect(&actions::read(&ctx, &key).await?))
}

/// POST /notifications/read
pub async fn read_all(ctx: Ctx, Form(Nothing {}): Form<Nothing>) -> WebResult<Response> {
    actions::read_all(&ctx).await?;
    Ok(redirect("/notifications"))
}

/// GET /account/notifications
pub async fn choices(ctx: Ctx) -> WebResult {
    let choices = actions::choices(&ctx).await?;
    Ok(views::choices_page(&ctx, &choices, false))
}

/// POST /account/notifications
pub async fn choose(ctx: Ctx, Form(form): Form<ChoicesForm>) -> WebResult {
    let is_ticked = |list: &[EventKind], kind| list.contains(&kind);
    let ways = EventKind::ALL.iter().map(|kind| {
        (*kind, Ways { by_mail: is_ticked(&form.mail, *kind), on_screen: is_ticked(&form.screen, *kind) })
    });
    let setting = Setting {
        digest: Digest::parse(&form.digest).unwrap_or(Digest::Immediate),
        is_quiet: form.quiet == "on",
        lets_urgent: form.urgent == "on",
    };
    actions::choose(&ctx, &Choices { ways: ways.collect(), setting }).await?;
    let choices = actions::choices(&ctx).await?;
    Ok(views::choices_page(&ctx, &choices, true))
}
