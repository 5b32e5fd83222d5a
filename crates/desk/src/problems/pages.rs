//! Pages of problems.

use super::{
    ChangesForm, MoveForm, Problem, ProblemForm, ProblemId, PublishForm, State, TellForm, TicketsForm,
    actions,
    store::Filter,
    views::{self, Typed},
};
use crate::{
    forms,
    tickets::{TicketKey, pages::after_choice},
};
use axum::response::Response;
use jiff::Timestamp;
use kernel::Permission;
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, Query, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;

/// Which problems, and where the page before ended: `1773219600000000.0195…`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    state: String,
    after: String,
}

impl ListQuery {
    pub(super) fn filter(&self) -> Filter {
        let after = self
            .after
            .split_once('.')
            .and_then(|(at, id)| Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned())));
        Filter { state: State::parse(&self.state), after }
    }
}

/// GET /problems
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let filter = query.filter();
    let (problems, next) = actions::list(&ctx, &filter).await?;
    let candidates = actions::candidates(&ctx).await?;
    let state = filter.state.map(State::as_str).unwrap_or_default();
    let next = next.as_ref().map(crate::changes::pages::cursor);
    let next = next.map(|after| format!("/problems?state={state}&after={after}"));
    Ok(views::list_page(&ctx, &problems, &candidates, filter.state, next.as_deref()))
}

/// GET /problems/new
pub async fn new_problem(ctx: Ctx, Query(form): Query<ProblemForm>) -> WebResult {
    form_page(&ctx, None, &form, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    problem: Option<&Problem>,
    form: &ProblemForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let mut categories = crate::categories::store::all(&mut ctx.read().await?).await?;
    categories.retain(|one| one.archived_at.is_none() || one.id.as_str() == form.category);
    Ok(views::form_page(ctx, problem, form, &categories, errors))
}

/// POST /problems
pub async fn open(ctx: Ctx, Form(form): Form<ProblemForm>) -> WebResult<Response> {
    match actions::open(&ctx, &form).await {
        Ok(problem) => Ok(redirect(&problem.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title")?;
            Ok(forms::again(status, form_page(&ctx, None, &form, &errors).await?))
        }
    }
}

/// GET /problems/{problem}
pub async fn show(ctx: Ctx, Path(id): Path<ProblemId>) -> WebResult {
    Ok(views::show(&ctx, &actions::read(&ctx, &id).await?, &Typed::default(), &[]))
}

/// GET /problems/{problem}/edit
pub async fn edit(ctx: Ctx, Path(id): Path<ProblemId>) -> WebResult {
    let problem = actions::read(&ctx, &id).await?.problem;
    form_page(&ctx, Some(&problem), &ProblemForm::of(&problem), &[]).await
}

/// POST /problems/{problem}
pub async fn change(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Form(form): Form<ProblemForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(problem) => Ok(redirect(&problem.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title")?;
            let problem = actions::read(&ctx, &id).await?.problem;
            Ok(forms::again(status, form_page(&ctx, Some(&problem), &form, &errors).await?))
        }
    }
}

/// The page of the problem again: gone to when it was done, shown with what was typed when it was not.
async fn answered<T>(
    ctx: &Ctx,
    id: &ProblemId,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    match done {
        Ok(_) => Ok(redirect(&format!("/problems/{id}"))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, field)?;
            let whole = actions::read(ctx, id).await?;
            Ok(forms::again(status, views::show(ctx, &whole, &typed, &errors)))
        }
    }
}

/// POST /problems/{problem}/state
pub async fn set_state(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Form(form): Form<MoveForm>,
) -> WebResult<Response> {
    let done = actions::set_state(&ctx, &id, &form).await;
    answered(&ctx, &id, done, Typed { resolution: form.resolution, ..Typed::default() }, "state").await
}

/// POST /problems/{problem}/publication
pub async fn publish(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Form(form): Form<PublishForm>,
) -> WebResult<Response> {
    let done = actions::publish(&ctx, &id, form.is_published()).await;
    answered(&ctx, &id, done, Typed::default(), "published").await
}

/// POST /problems/{problem}/messages
pub async fn tell(ctx: Ctx, Path(id): Path<ProblemId>, Form(form): Form<TellForm>) -> WebResult<Response> {
    let done = actions::tell(&ctx, &id, &form).await;
    answered(&ctx, &id, done, Typed { body: form.body, ..Typed::default() }, "body").await
}

/// POST /problems/{problem}/tickets
pub async fn link(ctx: Ctx, Path(id): Path<ProblemId>, Form(form): Form<TicketsForm>) -> WebResult<Response> {
    let done = actions::link(&ctx, &id, &form.tickets).await;
    answered(&ctx, &id, done, Typed { tickets: form.tickets, ..Typed::default() }, "tickets").await
}

/// POST /problems/{problem}/tickets/removal
pub async fn unlink(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Form(form): Form<TicketsForm>,
) -> WebResult<Response> {
    let done = actions::unlink(&ctx, &id, &form.tickets).await;
    answered(&ctx, &id, done, Typed::default(), "tickets").await
}

/// POST /problems/{problem}/changes
pub async fn link_change(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Form(form): Form<ChangesForm>,
) -> WebResult<Response> {
    let done = actions::link_change(&ctx, &id, &form.change).await;
    answered(&ctx, &id, done, Typed { change: form.change, ..Typed::default() }, "change").await
}

/// POST /problems/{problem}/changes/removal
pub async fn unlink_change(
    ctx: Ctx,
    Path(id): Path<ProblemId>,
    Form(form): Form<ChangesForm>,
) -> WebResult<Response> {
    let done = actions::unlink_change(&ctx, &id, &form.change).await;
    answered(&ctx, &id, done, Typed::default(), "change").await
}

/// Which problem a ticket is linked to: a new one when empty.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FromTicket {
    problem: String,
}

/// POST /tickets/{beneficiary}/{id}/problem: links the ticket to a problem, or writes one down from it.
pub async fn link_from_ticket(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<FromTicket>,
) -> WebResult<Response> {
    let problem = Some(form.problem).filter(|id| !id.is_empty()).map(ProblemId::from);
    match actions::link_from(&ctx, &key, problem).await {
        Ok(id) => Ok(redirect(&format!("/problems/{id}"))),
        Err(error) => after_choice(&ctx, &key, Err(error), 0).await,
    }
}

/// What is looked for.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Looked {
    pub(super) q: String,
}

/// GET /known-errors: every one for those who see problems, a beneficiary's own for its people.
pub async fn known_errors(ctx: Ctx, Query(looked): Query<Looked>) -> WebResult {
    if ctx.actor.may(Permission::DeskRead) {
        return Ok(views::known_errors(&ctx, &actions::known_errors(&ctx, &looked.q).await?, &looked.q));
    }
    if *ctx.scope() == kernel::Scope::All {
        return Err(Error::Forbidden(Permission::DeskRead));
    }
    Ok(views::told(&ctx, &actions::told(&ctx, &looked.q).await?, &looked.q))
}
