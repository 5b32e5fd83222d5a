//! Problems for programs.

use super::{
    Candidate, Common, MoveForm, Problem, ProblemForm, ProblemId, PublishForm, TellForm, TicketsForm,
    actions,
    pages::{ListQuery, Looked},
};
use kernel::{Permission, Scope};
use platform::{
    Ctx, Error, Result,
    web::{Created, Json, Path, Query, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/problems: the latest first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let (problems, next) = actions::list(&ctx, &query.filter()).await?;
    let next = next.as_ref().map(crate::changes::pages::cursor);
    Ok(Json(json!({"items": problems.iter().map(shown).collect::<Vec<_>>(), "next": next})))
}

/// POST /api/v1/problems: opens a problem.
pub async fn open(ctx: Ctx, Json(form): Json<ProblemForm>) -> WebResult<Created<Json<Value>>> {
    let problem = actions::open(&ctx, &form).await?;
    Ok(Created(Json(whole(&ctx, &problem.id).await?)))
}

/// GET /api/v1/problems/{problem}: one problem with its tickets and messages.
pub async fn show(ctx: Ctx, Path(id): Path<ProblemId>) -> WebResult<Json<Value>> {
    Ok(Json(whole(&ctx, &id).await?))
}

/// PUT /api/v1/problems/{problem}: `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Json(form): Json<ProblemForm>,
) -> WebResult<Json<Value>> {
    actions::change(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// PUT /api/v1/problems/{problem}/state: moves a problem to another state.
pub async fn set_state(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Json(form): Json<MoveForm>,
) -> WebResult<Json<Value>> {
    actions::set_state(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// PUT /api/v1/problems/{problem}/publication: tells beneficiaries of a known error, or no more.
pub async fn publish(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Json(form): Json<PublishForm>,
) -> WebResult<Json<Value>> {
    actions::publish(&ctx, &id, form.is_published()).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/problems/{problem}/messages: says the same to every ticket of a problem.
pub async fn tell(ctx: Ctx, Path(id): Path<ProblemId>, Json(form): Json<TellForm>) -> WebResult<Json<Value>> {
    actions::tell(&ctx, &id, &form).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/problems/{problem}/tickets: links tickets to a problem.
pub async fn link(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Json(form): Json<TicketsForm>,
) -> WebResult<Json<Value>> {
    actions::link(&ctx, &id, &form.tickets).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// POST /api/v1/problems/{problem}/tickets/removal: takes tickets off a problem.
pub async fn unlink(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Json(form): Json<TicketsForm>,
) -> WebResult<Json<Value>> {
    actions::unlink(&ctx, &id, &form.tickets).await?;
    Ok(Json(whole(&ctx, &id).await?))
}

/// GET /api/v1/problem-candidates: incidents of the last 30 days with something in common.
pub async fn candidates(ctx: Ctx) -> WebResult<Json<Value>> {
    let found = actions::candidates(&ctx).await?;
    Ok(Json(json!({"items": found.iter().map(candidate).collect::<Vec<_>>()})))
}

/// GET /api/v1/known-errors: every one for those who see problems, a beneficiary's own for its people.
pub async fn known_errors(ctx: Ctx, Query(looked): Query<Looked>) -> WebResult<Json<Value>> {
    if ctx.actor.may(Permission::DeskRead) {
        let found = actions::known_errors(&ctx, &looked.q).await?;
        return Ok(Json(json!({"items": found.iter().map(shown).collect::<Vec<_>>()})));
    }
    if *ctx.scope() == Scope::All {
        return Err(Error::Forbidden(Permission::DeskRead));
    }
    let told = actions::told(&ctx, &looked.q).await?;
    let items = told.iter().map(|one| {
        let tickets: Vec<_> = one.tickets.iter().map(|ticket| ticket.reference.as_str()).collect();
        json!({"error": one.error, "tickets": tickets})
    });
    Ok(Json(json!({"items": items.collect::<Vec<_>>()})))
}

fn candidate(one: &Candidate) -> Value {
    let (kind, id) = match &one.common {
        Common::Category(id) => ("category", id),
        Common::Site(id) => ("site", id),
    };
    let tickets: Vec<_> = one.incidents.iter().map(|incident| incident.reference.as_str()).collect();
    json!({"kind": kind, "id": id, "name": one.name, "tickets": tickets})
}

fn shown(problem: &Problem) -> Value {
    let mut value = json!(problem);
    value["reference"] = json!(problem.reference());
    value
}

async fn whole(ctx: &Ctx, id: &ProblemId) -> Result<Value> {
    let whole = actions::read(ctx, id).await?;
    let tickets = whole.incidents.iter().map(|one| {
        json!({"beneficiary": one.key.beneficiary, "id": one.key.id, "reference": one.reference, "title": one.title,
            "state": one.state})
    });
    let messages = whole
        .messages
        .iter()
        .map(|one| json!({"body": one.body, "resolves": one.resolves, "by": one.author.name, "at": one.at}));
    let changes = whole.changes.iter().map(|one| json!({"id": one.id, "reference": one.reference()}));
    let mut value = shown(&whole.problem);
    value["tickets"] = json!(tickets.collect::<Vec<_>>());
    value["messages"] = json!(messages.collect::<Vec<_>>());
    value["changes"] = json!(changes.collect::<Vec<_>>());
    Ok(value)
}
