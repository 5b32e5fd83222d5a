//! Pages of tickets: extract, call one action or read, choose the answer.

use super::{
    AttachmentId, Channel, Impact, Kind, TicketId, TicketKey, Transition, Urgency,
    actions::{self, Correction, Draft, Incoming, Say},
    listing::{self, ListQuery},
    views::{
        Typed, clocks, corrections,
        forms::{self, TicketForm},
        lists, ticket_page,
    },
};
use crate::{
    drafts, held,
    time_spent::{self, TimeForm},
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::{
    Permission, Scope, Text,
    id::{BeneficiaryId, PersonId},
};
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, Query, Upload, WebResult, components::FieldError, guard::percent, redirect},
};
use serde::Deserialize;

/// GET /tickets
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Response> {
    if !ctx.actor.may(Permission::TicketWork) && !ctx.actor.may(Permission::TicketReadAll) {
        // Who follows only one's own requests has them on another page.
        let Scope::One(_) = ctx.scope() else { return Err(Error::Forbidden(Permission::TicketReadAll)) };
        return Ok(redirect("/requests"));
    }
    let list = listing::page(&ctx, &query).await?;
    let status = if list.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, lists::list_page(&ctx, &list)).into_response())
}

/// GET /tickets/new
pub async fn new_ticket(ctx: Ctx, Query(form): Query<TicketForm>) -> WebResult<Response> {
    let Scope::All = ctx.scope() else { return Ok(redirect("/requests/new")) };
    let choices = listing::choices(&ctx, &form.beneficiary).await?;
    Ok(forms::ticket_page(&ctx, &form, &choices, &[]).into_response())
}

/// POST /tickets
pub async fn create(ctx: Ctx, upload: Upload<TicketForm>) -> WebResult<Response> {
    let Upload { form, files } = upload;
    let incoming = Incoming { draft: typed_draft(&form), files, idempotency_key: key(&form.key) };
    match actions::create(&ctx, incoming).await {
        Ok(made) => Ok(redirect(&made.path())),
        Err(error) => {
            let errors = errors(&ctx, error)?;
            let choices = listing::choices(&ctx, &form.beneficiary).await?;
            Ok(again(&forms::ticket_page(&ctx, &form, &choices, &errors)))
        }
    }
}

fn typed_draft(form: &TicketForm) -> Draft {
    let id = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Draft {
        beneficiary: BeneficiaryId::from(form.beneficiary.as_str()),
        requester: id(&form.requester).map(PersonId::from),
        kind: Kind::parse(&form.kind).unwrap_or(Kind::Incident),
        is_administrative: form.administrative == "on",
        title: form.title.clone(),
        description: form.description.clone(),
        channel: Channel::parse(&form.channel).unwrap_or(Channel::Phone),
        site: id(&form.site),
        impact: Impact::parse(&form.impact).unwrap_or(Impact::Low),
        urgency: Urgency::parse(&form.urgency).unwrap_or(Urgency::Medium),
    }
}

/// GET /tickets/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    let typed = Typed::restored(drafts::actions::mine(&ctx, &key).await?);
    shown(&ctx, &key, &typed).await
}

async fn shown(ctx: &Ctx, key: &TicketKey, typed: &Typed) -> WebResult {
    let reading = actions::read(ctx, key).await?;
    let beside = listing::beside(ctx, &reading).await?;
    Ok(ticket_page(ctx, &reading, &beside, typed))
}

/// GET /tickets/{beneficiary}/{id}/deadlines
pub async fn deadlines(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    let reading = actions::read(&ctx, &key).await?;
    clocks::deadlines_page(&ctx, &reading)
}

/// Path of a joined file.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct AttachmentPath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    attachment: AttachmentId,
}

/// GET /tickets/{beneficiary}/{id}/attachments/{attachment}: always saved, never shown by the browser.
pub async fn attachment(ctx: Ctx, Path(path): Path<AttachmentPath>) -> WebResult<Response> {
    let key = TicketKey { beneficiary: path.beneficiary, id: path.id };
    let (file, bytes) = actions::attachment(&ctx, &key, &path.attachment).await?;
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(&file.name));
    let disposition = HeaderValue::from_str(&disposition).map_err(|e| Error::Internal(e.to_string()))?;
    let headers = [
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, bytes).into_response())
}

/// A message typed on the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MessageForm {
    version: i64,
    key: String,
    body: String,
    note: String,
    then: String,
    /// The canned answer chosen, for the button that puts it in.
    pub(crate) canned: String,
    /// The article chosen, for the buttons that put it in.
    pub(crate) article: String,
    /// `text` or `link`: what of the article is put in.
    pub(crate) insert: String,
    minutes: String,
    undo: String,
}

/// POST /tickets/{beneficiary}/{id}/messages
pub async fn answer(
    ctx: Ctx,
    Path(path): Path<TicketKey>,
    upload: Upload<MessageForm>,
) -> WebResult<Response> {
    let Upload { form, files } = upload;
    let say = Say {
        version: form.version,
        body: form.body.clone(),
        is_internal: false,
        then: Transition::parse(&form.then),
        files,
        idempotency_key: key(&form.key),
    };
    let spent = TimeForm { minutes: form.minutes.clone(), key: form.key, ..TimeForm::default() };
    let done = say_and_count(&ctx, &path, say, &spent, form.undo == "on").await;
    let typed = Typed { body: form.body, minutes: form.minutes, ..Typed::default() };
    answered(&ctx, &path, done, form.version, typed).await
}

/// Says, then counts the minutes when some are given. Wrong minutes are refused before anything is said.
/// What can be taken back waits with its minutes.
async fn say_and_count(ctx: &Ctx, key: &TicketKey, say: Say, spent: &TimeForm, is_held: bool) -> Result<i64> {
    if !spent.minutes.is_empty() && time_spent::rules::minutes(&spent.minutes).is_none() {
        return Err(Error::invalid("minutes", Text::new("time-error-minutes")));
    }
    if is_held {
        let version = say.version;
        return Box::pin(held::actions::hold_answer(ctx, key, say, &spent.minutes)).await.map(|()| version);
    }
    let version = actions::say(ctx, key, say).await?;
    if !spent.minutes.is_empty() {
        time_spent::actions::record(ctx, key, spent).await?;
    }
    Ok(version)
}

/// The page again with words put after what was typed.
pub(crate) async fn with_words(
    ctx: &Ctx,
    key: &TicketKey,
    form: MessageForm,
    words: Result<String>,
) -> WebResult<Response> {
    let words = words?;
    let body =
        if form.body.trim().is_empty() { words } else { format!("{}\n\n{words}", form.body.trim_end()) };
    let typed = Typed { body, minutes: form.minutes, ..Typed::default() };
    Ok(shown(ctx, key, &typed).await?.into_response())
}

/// POST /tickets/{beneficiary}/{id}/notes
pub async fn note(ctx: Ctx, Path(path): Path<TicketKey>, upload: Upload<MessageForm>) -> WebResult<Response> {
    let Upload { form, files } = upload;
    let say = Say {
        version: form.version,
        body: form.note.clone(),
        is_internal: true,
        then: None,
        files,
        idempotency_key: key(&form.key),
    };
    let done = actions::say(&ctx, &path, say).await;
    let typed = Typed { note: form.note, ..Typed::default() };
    answered(&ctx, &path, done, form.version, typed).await
}

/// A choice made on the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChoiceForm {
    version: i64,
    assignee: String,
    impact: String,
    urgency: String,
    transition: String,
    reason: String,
    undo: String,
}

/// POST /tickets/{beneficiary}/{id}/assignment
pub async fn assign(
    ctx: Ctx,
    Path(path): Path<TicketKey>,
    Form(form): Form<ChoiceForm>,
) -> WebResult<Response> {
    let to = Some(form.assignee.as_str()).filter(|id| *id != "nobody" && !id.is_empty()).map(PersonId::from);
    let done = actions::assign(&ctx, &path, form.version, to).await;
    answered(&ctx, &path, done, form.version, Typed::default()).await
}

/// POST /tickets/{beneficiary}/{id}/criticality
pub async fn criticality(
    ctx: Ctx,
    Path(path): Path<TicketKey>,
    Form(form): Form<ChoiceForm>,
) -> WebResult<Response> {
    let impact = Impact::parse(&form.impact).ok_or_else(|| unknown("impact"))?;
    let urgency = Urgency::parse(&form.urgency).ok_or_else(|| unknown("urgency"))?;
    let done = actions::set_criticality(&ctx, &path, form.version, impact, urgency).await;
    answered(&ctx, &path, done, form.version, Typed::default()).await
}

/// POST /tickets/{beneficiary}/{id}/state
pub async fn move_state(
    ctx: Ctx,
    Path(path): Path<TicketKey>,
    Form(form): Form<ChoiceForm>,
) -> WebResult<Response> {
    let transition = Transition::parse(&form.transition).ok_or_else(|| unknown("transition"))?;
    let is_held = form.undo == "on" && transition == Transition::Close;
    let done = if is_held {
        held::actions::hold_closing(&ctx, &path, form.version).await.map(|()| form.version)
    } else {
        actions::move_state(&ctx, &path, form.version, transition, &form.reason).await
    };
    let typed = Typed { reason: form.reason, ..Typed::default() };
    answered(&ctx, &path, done, form.version, typed).await
}

fn unknown(field: &str) -> Error {
    Error::invalid(field, Text::new("desk-error-choice"))
}

/// What follows a choice made on the ticket's page by another feature.
pub(crate) async fn after_choice(
    ctx: &Ctx,
    key: &TicketKey,
    done: Result<i64>,
    read_version: i64,
) -> WebResult<Response> {
    answered(ctx, key, done, read_version, Typed::default()).await
}

/// What is corrected, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorrectionForm {
    pub(super) version: i64,
    pub(super) kind: String,
    pub(super) administrative: String,
    pub(super) title: String,
    pub(super) requester: String,
    pub(super) site: String,
    pub(super) category: String,
}

/// GET /tickets/{beneficiary}/{id}/correction
pub async fn correction(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    corrections::correction_page(&ctx, &key, None, &[]).await
}

/// POST /tickets/{beneficiary}/{id}/correction
pub async fn correct(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<CorrectionForm>,
) -> WebResult<Response> {
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let to = Correction {
        kind: Kind::parse(&form.kind).ok_or_else(|| unknown("kind"))?,
        administrative: form.administrative == "on",
        title: form.title.clone(),
        requester: PersonId::from(form.requester.as_str()),
        site: given(&form.site),
        category: given(&form.category),
    };
    let done = actions::correct(&ctx, &key, form.version, to).await;
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = crate::forms::errors(&ctx, error, "title")?;
    Ok((status, corrections::correction_page(&ctx, &key, Some(form), &errors).await?).into_response())
}

/// Back to the ticket when it is done; else the same page with what was typed, what is wrong, and what
/// happened in between.
async fn answered(
    ctx: &Ctx,
    key: &TicketKey,
    done: Result<i64>,
    read_version: i64,
    typed: Typed,
) -> WebResult<Response> {
    let (typed, status) = match done {
        Ok(_) => return Ok(redirect(&key.path())),
        Err(Error::Stale(_)) => (Typed { read_version: Some(read_version), ..typed }, StatusCode::CONFLICT),
        Err(error) => {
            let status = error.status();
            let mut errors = errors(ctx, error)?;
            // The field of a note has its own name on the page.
            if !typed.note.is_empty() {
                errors.iter_mut().filter(|e| e.field == "body").for_each(|e| "note".clone_into(&mut e.field));
            }
            (Typed { errors, ..typed }, status)
        }
    };
    Ok((status, shown(ctx, key, &typed).await?).into_response())
}

/// The messages of an error that the form can show; any other error goes on.
fn errors(ctx: &Ctx, error: Error) -> Result<Vec<FieldError>> {
    let lang = ctx.lang;
    match error {
        Error::Invalid(problems) => {
            let shown =
                problems.0.iter().map(|p| FieldError { field: p.field.clone(), message: lang.text(&p.text) });
            Ok(shown.collect())
        }
        Error::Refused(text) => {
            Ok(vec![FieldError { field: "reason".to_owned(), message: lang.text(&text) }])
        }
        other => Err(other),
    }
}

fn again(page: &Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page.clone()).into_response()
}

fn key(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|key| !key.is_empty())
}
