//! The minutes.

use super::{after, nothing};
use crate::meetings::{CommentForm, MeetingKey, SummaryForm, actions, views::Typed};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Form, Nothing, Path, Upload, WebResult, guard::percent},
};

/// POST /meetings/{beneficiary}/{id}/summary
pub async fn summarise(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Form(form): Form<SummaryForm>,
) -> WebResult<Response> {
    let done = actions::summarise(&ctx, &key, &form).await;
    let typed = Typed { summary: Some(form), refused: "summary", ..Typed::default() };
    after(&ctx, &key, done, typed, "summary").await
}

/// POST /meetings/{beneficiary}/{id}/minutes/sending
pub async fn send(ctx: Ctx, Path(key): Path<MeetingKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::send(&ctx, &key).await.map(drop);
    after(&ctx, &key, done, nothing("minutes"), "minutes").await
}

/// POST /meetings/{beneficiary}/{id}/minutes/reopening
pub async fn reopen(ctx: Ctx, Path(key): Path<MeetingKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::reopen(&ctx, &key).await;
    after(&ctx, &key, done, nothing("minutes"), "minutes").await
}

/// POST /meetings/{beneficiary}/{id}/minutes/comments
pub async fn comment(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Form(form): Form<CommentForm>,
) -> WebResult<Response> {
    let done = actions::comment(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { comment: form, refused: "comments", ..Typed::default() }, "body").await
}

/// POST /meetings/{beneficiary}/{id}/minutes/validation
pub async fn validate(ctx: Ctx, Path(key): Path<MeetingKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = Box::pin(actions::validate(&ctx, &key)).await;
    after(&ctx, &key, done, nothing("minutes"), "minutes").await
}

/// POST /meetings/{beneficiary}/{id}/minutes/errata
pub async fn correct(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Form(form): Form<CommentForm>,
) -> WebResult<Response> {
    let done = actions::correct(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { comment: form, refused: "errata", ..Typed::default() }, "body").await
}

/// POST /meetings/{beneficiary}/{id}/report: the activity report presented.
pub async fn present(ctx: Ctx, Path(key): Path<MeetingKey>, upload: Upload<Nothing>) -> WebResult<Response> {
    let done = actions::present(&ctx, &key, upload.files.into_iter().next()).await;
    after(&ctx, &key, done, nothing("report"), "file").await
}

/// GET /meetings/{beneficiary}/{id}/report: always saved, never shown by the browser.
pub async fn report(ctx: Ctx, Path(key): Path<MeetingKey>) -> WebResult<Response> {
    let (name, bytes) = actions::report(&ctx, &key).await?;
    Ok(saved(&name, "application/octet-stream", bytes))
}

/// GET /meetings/{beneficiary}/{id}/minutes.pdf
pub async fn pdf(ctx: Ctx, Path(key): Path<MeetingKey>) -> WebResult<Response> {
    let (all, bytes) = Box::pin(actions::pdf(&ctx, &key)).await?;
    let day = crate::meetings::rules::day(all.meeting.starts_at);
    let committee = crate::meetings::rules::committee_word(all.meeting.committee);
    Ok(saved(&format!("minutes-{committee}-{day}.pdf"), "application/pdf", bytes))
}

fn saved(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(name));
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
