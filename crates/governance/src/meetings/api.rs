//! Meetings for programs.

use super::{
    CancelForm, Comment, CommentForm, Erratum, Item, ItemForm, Meeting, MeetingForm, MeetingKey, Participant,
    ParticipantForm, Validation,
    actions::{self, Whole},
    pages::YearQuery,
    paths::{ItemPath, ParticipantPath},
};
use crate::{action_items::Action, committees::Compliance, decisions::Decision};
use kernel::Explanation;
use platform::{
    Ctx,
    web::{Created, IdempotencyKey, Json, Nothing, Path, Query, WebResult},
};
use serde::Serialize;

/// A year of committees.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct YearAnswer {
    year: i16,
    meetings: Vec<Meeting>,
    compliance: Compliance,
    /// Slots filled out of slots due, such as `16/17`; nothing when none is due (R7.2).
    rate: Option<String>,
    explanation: Explanation,
    overdue_actions: i64,
}

/// A meeting with all that belongs to it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WholeAnswer {
    #[serde(flatten)]
    meeting: Meeting,
    participants: Vec<Participant>,
    agenda: Vec<Item>,
    decisions: Vec<Decision>,
    actions: Vec<Action>,
    comments: Vec<Comment>,
    validations: Vec<Validation>,
    errata: Vec<Erratum>,
}

impl From<Whole> for WholeAnswer {
    fn from(all: Whole) -> Self {
        Self {
            meeting: all.meeting,
            participants: all.participants,
            agenda: all.items,
            decisions: all.decisions,
            actions: all.actions,
            comments: all.comments,
            validations: all.validations,
            errata: all.errata,
        }
    }
}

/// How many were told, or proposed.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct CountAnswer {
    count: usize,
}

/// GET /api/v1/committees/{code}: the meetings of a year, and how they follow the plan.
pub async fn year(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(asked): Query<YearQuery>,
) -> WebResult<Json<YearAnswer>> {
    let year = actions::year(&ctx, &code, asked.year(&ctx)?).await?;
    Ok(Json(YearAnswer {
        year: year.year,
        meetings: year.meetings,
        rate: year.compliance.value.rate(),
        compliance: year.compliance.value,
        explanation: year.compliance.explanation,
        overdue_actions: year.overdue,
    }))
}

async fn whole(ctx: &Ctx, key: &MeetingKey) -> WebResult<Json<WholeAnswer>> {
    Ok(Json(actions::read(ctx, key).await?.into()))
}

/// POST /api/v1/meetings: plans a meeting; `Idempotency-Key` makes sending it twice harmless.
pub async fn create(
    ctx: Ctx,
    IdempotencyKey(sent): IdempotencyKey,
    Json(form): Json<MeetingForm>,
) -> WebResult<Created<Json<WholeAnswer>>> {
    let key = actions::create(&ctx, &MeetingForm { key: sent.unwrap_or(form.key), ..form }).await?;
    Ok(Created(whole(&ctx, &key).await?))
}

/// GET /api/v1/meetings/{beneficiary}/{id}: a meeting with all that belongs to it.
pub async fn show(ctx: Ctx, Path(key): Path<MeetingKey>) -> WebResult<Json<WholeAnswer>> {
    whole(&ctx, &key).await
}

/// PUT /api/v1/meetings/{beneficiary}/{id}: moves a meeting; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Json(form): Json<MeetingForm>,
) -> WebResult<Json<WholeAnswer>> {
    actions::change(&ctx, &key, &form).await?;
    whole(&ctx, &key).await
}

/// POST /api/v1/meetings/{beneficiary}/{id}/convocation: invites those who sit in it.
pub async fn convene(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    _: Json<Nothing>,
) -> WebResult<Json<CountAnswer>> {
    Ok(Json(CountAnswer { count: actions::convene(&ctx, &key).await? }))
}

/// POST /api/v1/meetings/{beneficiary}/{id}/cancellation: calls it off.
pub async fn cancel(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Json(form): Json<CancelForm>,
) -> WebResult<Json<WholeAnswer>> {
    actions::cancel(&ctx, &key, &form).await?;
    whole(&ctx, &key).await
}

/// POST /api/v1/meetings/{beneficiary}/{id}/holding: says that it took place.
pub async fn hold(ctx: Ctx, Path(key): Path<MeetingKey>, _: Json<Nothing>) -> WebResult<Json<WholeAnswer>> {
    actions::hold(&ctx, &key).await?;
    whole(&ctx, &key).await
}

/// POST /api/v1/meetings/{beneficiary}/{id}/participants: adds a seat.
pub async fn add_participant(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Json(form): Json<ParticipantForm>,
) -> WebResult<Created<Json<WholeAnswer>>> {
    actions::add_participant(&ctx, &key, &form).await?;
    Ok(Created(whole(&ctx, &key).await?))
}

/// PUT /api/v1/meetings/{beneficiary}/{id}/participants/{participant}: who sits there, and whether he or she came.
pub async fn set_participant(
    ctx: Ctx,
    Path(path): Path<ParticipantPath>,
    Json(form): Json<ParticipantForm>,
) -> WebResult<Json<WholeAnswer>> {
    let (key, id) = path.split();
    actions::set_participant(&ctx, &key, &id, &form).await?;
    whole(&ctx, &key).await
}

/// POST /api/v1/meetings/{beneficiary}/{id}/agenda: puts a point on the agenda.
pub async fn add_item(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Json(form): Json<ItemForm>,
) -> WebResult<Created<Json<WholeAnswer>>> {
    actions::add_item(&ctx, &key, &form).await?;
    Ok(Created(whole(&ctx, &key).await?))
}

/// POST /api/v1/meetings/{beneficiary}/{id}/agenda/filling: puts what the system finds on the agenda.
pub async fn fill(ctx: Ctx, Path(key): Path<MeetingKey>, _: Json<Nothing>) -> WebResult<Json<CountAnswer>> {
    Ok(Json(CountAnswer { count: Box::pin(actions::fill(&ctx, &key)).await? }))
}

/// PUT /api/v1/meetings/{beneficiary}/{id}/agenda/{item}: a point, and what the minutes say of it; `version` is the one read.
pub async fn change_item(
    ctx: Ctx,
    Path(path): Path<ItemPath>,
    Json(form): Json<ItemForm>,
) -> WebResult<Json<WholeAnswer>> {
    let (key, id) = path.split();
    actions::change_item(&ctx, &key, &id, &form).await?;
    whole(&ctx, &key).await
}

/// POST /api/v1/meetings/{beneficiary}/{id}/minutes/sending: sends the minutes.
pub async fn send(ctx: Ctx, Path(key): Path<MeetingKey>, _: Json<Nothing>) -> WebResult<Json<CountAnswer>> {
    Ok(Json(CountAnswer { count: actions::send(&ctx, &key).await? }))
}

/// POST /api/v1/meetings/{beneficiary}/{id}/minutes/reopening: takes minutes that were sent back.
pub async fn reopen(ctx: Ctx, Path(key): Path<MeetingKey>, _: Json<Nothing>) -> WebResult<Json<WholeAnswer>> {
    actions::reopen(&ctx, &key).await?;
    whole(&ctx, &key).await
}

/// POST /api/v1/meetings/{beneficiary}/{id}/minutes/comments: says something about minutes that were sent.
pub async fn comment(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Json(form): Json<CommentForm>,
) -> WebResult<Created<Json<WholeAnswer>>> {
    actions::comment(&ctx, &key, &form).await?;
    Ok(Created(whole(&ctx, &key).await?))
}

/// POST /api/v1/meetings/{beneficiary}/{id}/minutes/validation: one's own side agrees to the minutes.
pub async fn validate(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    _: Json<Nothing>,
) -> WebResult<Json<WholeAnswer>> {
    Box::pin(actions::validate(&ctx, &key)).await?;
    whole(&ctx, &key).await
}
