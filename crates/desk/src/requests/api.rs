//! Requests for programs.

use super::{
    Scoped, Whole, actions,
    intake::{self, Ask},
    pages,
};
use crate::{
    request_forms::{
        self as forms, FormVersion,
        rules::{Answers, is_offered},
    },
    tickets::{Channel, TicketKey, actions::is_provider},
};
use agreements::{reading::today, scope::Concern, versions};
use jiff::Timestamp;
use kernel::{Text, id::BeneficiaryId, id::PersonId};
use platform::{
    Ctx, Error,
    web::{Created, IdempotencyKey, Json, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Whose catalogue; one's own without it.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Whose {
    beneficiary: String,
}

/// GET /api/v1/catalogue: the forms offered today, with their questions.
pub(super) async fn catalogue(ctx: Ctx, Query(whose): Query<Whose>) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let missing = || Error::invalid("beneficiary", Text::new("desk-error-beneficiary"));
    let body = pages::beneficiary(&mut tx, &ctx, &whose.beneficiary).await?.ok_or_else(missing)?;
    let day = today(&ctx);
    let version = versions::in_force(&mut tx, &body.id, day).await?;
    let document = version.as_ref().map(|version| &*version.document);
    let mut offered = forms::store::latest(&mut tx, false).await?;
    offered.retain(|form| is_offered(&form.document, &body.code, document, day));
    let items = offered.iter().map(|form: &FormVersion| {
        json!({"code": form.code, "version": form.version, "name": form.document.name, "about": form.document.about,
            "fields": form.document.fields, "usual_days": form.document.usual_days})
    });
    Ok(Json(json!({"beneficiary": body.id, "items": items.collect::<Vec<_>>()})))
}

/// A request by a form.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRequest {
    beneficiary: Option<BeneficiaryId>,
    requester: Option<PersonId>,
    form: String,
    #[serde(default)]
    answers: Answers,
}

/// POST /api/v1/requests: asks for something by a form; each wrong answer is named as `answers.code`.
pub(super) async fn ask(
    ctx: Ctx,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    Json(body): Json<NewRequest>,
) -> WebResult<Created<Json<Value>>> {
    let mut tx = ctx.read().await?;
    let named = body.beneficiary.as_ref().map_or("", |id| id.as_str());
    let missing = || Error::invalid("beneficiary", Text::new("desk-error-beneficiary"));
    let owner = pages::beneficiary(&mut tx, &ctx, named).await?.ok_or_else(missing)?;
    drop(tx);
    let requester = body.requester.or_else(|| ctx.actor.person.clone().filter(|_| !is_provider(&ctx.actor)));
    let ask = Ask {
        beneficiary: owner.id,
        requester,
        form: body.form,
        answers: body.answers,
        files: vec![],
        channel: Channel::Api,
        idempotency_key,
    };
    let key = intake::ask(&ctx, ask).await?;
    let read = actions::read(&ctx, &key).await?;
    Ok(Created(Json(document(&key, &read))))
}

/// GET /api/v1/tickets/{beneficiary}/{id}/request: what was asked by a form, and what it belongs to.
pub(super) async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    let read = actions::read(&ctx, &key).await?;
    Ok(Json(document(&key, &read)))
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/scope: says what a request concerns; the agreement then says whether it
/// is in scope.
pub(super) async fn scope(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(concern): Json<Concern>,
) -> WebResult<Json<Value>> {
    actions::set_concern(&ctx, &key, concern).await?;
    let read = actions::read(&ctx, &key).await?;
    Ok(Json(document(&key, &read)))
}

/// When it went live; null: not yet after all.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Live {
    at: Option<Timestamp>,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/go-live: says when something went live, or that it has not yet.
pub(super) async fn go_live(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(body): Json<Live>,
) -> WebResult<Json<Value>> {
    actions::go_live(&ctx, &key, body.at).await?;
    let read = actions::read(&ctx, &key).await?;
    Ok(Json(document(&key, &read)))
}

fn document(key: &TicketKey, (whole, scoped): &(Option<Whole>, Option<Scoped>)) -> Value {
    let request = whole.as_ref().map(|whole| {
        let tasks = whole.tasks.iter().map(crate::tasks::api::shown);
        json!({"form": whole.form.code, "version": whole.form.version, "answers": whole.request.answers,
            "asked_at": whole.request.asked_at, "accepted_at": whole.request.accepted_at,
            "refused_at": whole.request.refused_at, "live_at": whole.request.live_at,
            "tasks": tasks.collect::<Vec<_>>()})
    });
    let scope = scoped.as_ref().map(|scoped| {
        json!({"concern": scoped.concern, "finding": scoped.finding, "explanation": scoped.explanation,
            "judged_at": scoped.judged_at})
    });
    json!({"ticket": {"beneficiary": key.beneficiary, "id": key.id}, "request": request, "scope": scope})
}
