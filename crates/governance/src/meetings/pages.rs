//! Pages of committees and their meetings.

mod minutes;
mod parts;

pub use minutes::{comment, correct, pdf, present, reopen, report, send, summarise, validate};
pub use parts::{
    add_item, add_participant, change_item, fill, item, participant, remove_item, remove_participant,
    set_participant,
};

use super::{
    CancelForm, MeetingForm, MeetingKey, actions, invitation as letters, rules, store,
    views::{self, Typed},
};
use crate::calendars::rules::written;
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use kernel::{Permission, Scope, Text};
use maud::Markup;
use people::organisations;
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, forms, redirect},
};
use serde::Deserialize;

/// Which year.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct YearQuery {
    /// The year; this one when empty.
    pub year: String,
}

impl YearQuery {
    pub(super) fn year(&self, ctx: &Ctx) -> Result<i16> {
        match self.year.trim() {
            "" => Ok(rules::day(ctx.now()).year()),
            text => text
                .parse()
                .ok()
                .filter(|year| (2000..=2100).contains(year))
                .ok_or_else(|| Error::invalid("year", Text::new("committee-error-year"))),
        }
    }
}

/// GET /committees
pub async fn overview(ctx: Ctx, Query(asked): Query<YearQuery>) -> WebResult<Response> {
    let overview = actions::overview(&ctx, asked.year(&ctx)?).await?;
    Ok(match (ctx.scope(), overview.years.as_slice()) {
        (Scope::One(_), [own]) => redirect(&format!("/committees/{}?year={}", own.body.code, own.year)),
        _ => views::overview_page(&ctx, &overview).into_response(),
    })
}

/// GET /committees/{code}
pub async fn year(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<YearQuery>) -> WebResult {
    let year = actions::year(&ctx, &code, asked.year(&ctx)?).await?;
    Ok(views::year_page(&ctx, &year))
}

/// POST /committees/{code}/plan
pub async fn plan(ctx: Ctx, Path(code): Path<String>, Form(asked): Form<YearQuery>) -> WebResult<Response> {
    let year = asked.year(&ctx)?;
    actions::plan_year(&ctx, &code, year).await?;
    Ok(redirect(&format!("/committees/{code}?year={year}")))
}

/// For whom a new meeting is.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewQuery {
    beneficiary: String,
}

/// GET /meetings/new
pub async fn new(ctx: Ctx, Query(asked): Query<NewQuery>) -> WebResult {
    let form = MeetingForm { beneficiary: asked.beneficiary, ..MeetingForm::default() };
    form_page(&ctx, None, &form, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    key: Option<&MeetingKey>,
    form: &MeetingForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let meeting = match key {
        Some(key) => Some(store::find(&mut tx, key).await?.ok_or(Error::NotFound)?),
        None => None,
    };
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    // What was typed is shown again with the present version: sending it once more then decides.
    let version = meeting.as_ref().map_or(0, |meeting| meeting.version);
    let form = MeetingForm { version, ..form.clone() };
    Ok(views::meeting_form(ctx, meeting.as_ref(), &form, &bodies, errors))
}

/// POST /meetings
pub async fn create(ctx: Ctx, Form(form): Form<MeetingForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(key) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "starts")?);
            Ok(forms::again(status, form_page(&ctx, None, &form, &errors).await?))
        }
    }
}

/// GET /meetings/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<MeetingKey>) -> WebResult {
    page(&ctx, &key, &Typed::default()).await
}

async fn page(ctx: &Ctx, key: &MeetingKey, typed: &Typed) -> Result<Markup> {
    let all = actions::read(ctx, key).await?;
    let codes = if ctx.actor.may(Permission::CommitteeManage) {
        let day = rules::day(all.meeting.starts_at);
        let version = agreements::versions::in_force(&mut ctx.read().await?, &key.beneficiary, day).await?;
        version.map(|version| views::commitments(&version.document)).unwrap_or_default()
    } else {
        vec![]
    };
    Ok(views::meeting_page(ctx, &all, &codes, typed))
}

/// GET /meetings/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<MeetingKey>) -> WebResult {
    let meeting = actions::read(&ctx, &key).await?.meeting;
    form_page(&ctx, Some(&key), &views::stored(&meeting), &[]).await
}

/// POST /meetings/{beneficiary}/{id}/edit
pub async fn change(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Form(form): Form<MeetingForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(()) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "starts")?);
            Ok(forms::again(status, form_page(&ctx, Some(&key), &form, &errors).await?))
        }
    }
}

/// Back to the meeting; when a part was refused, its form shown open with what was typed and what is wrong.
pub(crate) async fn after(
    ctx: &Ctx,
    key: &MeetingKey,
    done: Result<()>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = forms::errors(ctx, error, field)?;
    Ok(forms::again(status, page(ctx, key, &Typed { errors, ..typed }).await?))
}

/// What was done without a form: nothing to show again.
fn nothing(refused: &'static str) -> Typed {
    Typed { refused, ..Typed::default() }
}

/// POST /meetings/{beneficiary}/{id}/convocation
pub async fn convene(ctx: Ctx, Path(key): Path<MeetingKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::convene(&ctx, &key).await.map(drop);
    after(&ctx, &key, done, nothing("state"), "state").await
}

/// POST /meetings/{beneficiary}/{id}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Form(form): Form<CancelForm>,
) -> WebResult<Response> {
    let done = actions::cancel(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { cancel: form, refused: "cancel", ..Typed::default() }, "reason").await
}

/// POST /meetings/{beneficiary}/{id}/holding
pub async fn hold(ctx: Ctx, Path(key): Path<MeetingKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::hold(&ctx, &key).await;
    after(&ctx, &key, done, nothing("state"), "state").await
}

/// GET /meetings/{beneficiary}/{id}/invitation.ics: the meeting for a calendar program.
pub async fn invitation(ctx: Ctx, Path(key): Path<MeetingKey>) -> WebResult<Response> {
    let meeting = actions::read(&ctx, &key).await?.meeting;
    let title = letters::title(ctx.lang, &meeting);
    let calendar = written(&title, &[letters::entry(&ctx, &meeting)], ctx.now());
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"meeting.ics\""),
    ];
    Ok((headers, calendar).into_response())
}
