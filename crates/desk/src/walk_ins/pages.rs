//! The page of a counter, its rows of a day, and what is done about those who come.

use super::{
    ActForm, CallForm, DayQuery, EntryForm, ReceptionForm, WalkIn, WalkInPath, actions, reception,
    views::{self, Typed},
};
use crate::{counters::CounterId, forms};
use axum::response::{IntoResponse as _, Response};
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, Query, WebResult, redirect},
};

/// GET /counters/{counter}
pub async fn queue(ctx: Ctx, Path(id): Path<CounterId>) -> WebResult {
    shown(&ctx, &id, &Typed::default()).await
}

async fn shown(ctx: &Ctx, id: &CounterId, typed: &Typed) -> WebResult {
    let day = actions::day(ctx, id, "").await?;
    let beneficiaries = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let mut requesters = vec![];
    for one in day.came.iter().filter(|one| views::is_mine(ctx, one)) {
        requesters.push((one.key.id.clone(), reception::requesters(ctx, one).await?));
    }
    Ok(views::queue_page(ctx, &day, &beneficiaries, &requesters, typed))
}

/// GET /counters/{counter}/day?day=…
pub async fn day(ctx: Ctx, Path(id): Path<CounterId>, Query(query): Query<DayQuery>) -> WebResult {
    let day = actions::day(&ctx, &id, &query.day).await?;
    Ok(views::day_page(&ctx, &day))
}

/// POST /counters/{counter}/walk-ins
pub async fn enter(ctx: Ctx, Path(id): Path<CounterId>, Form(form): Form<EntryForm>) -> WebResult<Response> {
    let Err(error) = actions::enter(&ctx, &id, &form).await else { return Ok(back(&id)) };
    let status = error.status();
    let errors = forms::errors(&ctx, error, "who")?;
    let is_one_of_several = errors.iter().any(|error| error.field == "person");
    let several = if is_one_of_several { actions::of_name(&ctx, &form).await? } else { vec![] };
    let typed = Typed { entry: form, several, errors, ..Typed::default() };
    Ok(forms::again(status, shown(&ctx, &id, &typed).await?))
}

/// POST /counters/{counter}/calls
pub async fn call_next(
    ctx: Ctx,
    Path(id): Path<CounterId>,
    Form(form): Form<CallForm>,
) -> WebResult<Response> {
    actions::call_next(&ctx, &id, &form).await?;
    Ok(back(&id))
}

/// POST /counters/{counter}/walk-ins/{beneficiary}/{walk_in}/call
pub async fn call(ctx: Ctx, Path(path): Path<WalkInPath>, Form(form): Form<ActForm>) -> WebResult<Response> {
    done(&ctx, &path, actions::call(&ctx, &path, form.version).await).await
}

/// POST /counters/{counter}/walk-ins/{beneficiary}/{walk_in}/departure
pub async fn leave(ctx: Ctx, Path(path): Path<WalkInPath>, Form(form): Form<ActForm>) -> WebResult<Response> {
    done(&ctx, &path, actions::leave(&ctx, &path, form.version).await).await
}

/// POST /counters/{counter}/walk-ins/{beneficiary}/{walk_in}/undo
pub async fn undo(ctx: Ctx, Path(path): Path<WalkInPath>, Form(form): Form<ActForm>) -> WebResult<Response> {
    done(&ctx, &path, actions::undo(&ctx, &path, form.version).await).await
}

/// Back to the counter; when it could not be done, with the reason.
async fn done(ctx: &Ctx, path: &WalkInPath, done: Result<WalkIn>) -> WebResult<Response> {
    match done {
        Ok(_) => Ok(back(&path.counter)),
        Err(error) => refused(ctx, path, None, error).await,
    }
}

/// POST /counters/{counter}/walk-ins/{beneficiary}/{walk_in}/reception
pub async fn serve(
    ctx: Ctx,
    Path(path): Path<WalkInPath>,
    Form(form): Form<ReceptionForm>,
) -> WebResult<Response> {
    match reception::serve(&ctx, &path, &form).await {
        Ok(_) => Ok(back(&path.counter)),
        Err(error) => refused(&ctx, &path, Some(form), error).await,
    }
}

async fn refused(
    ctx: &Ctx,
    path: &WalkInPath,
    form: Option<ReceptionForm>,
    error: Error,
) -> WebResult<Response> {
    let status = error.status();
    let mut errors = forms::errors(ctx, error, "title")?;
    // Several persons may be received at once: each form has fields of its own.
    for error in &mut errors {
        error.field = views::own_name(&path.walk_in, &error.field);
    }
    let reception = form.map(|form| (path.walk_in.clone(), form));
    let typed = Typed { reception, errors, ..Typed::default() };
    Ok((status, shown(ctx, &path.counter, &typed).await?).into_response())
}

fn back(id: &CounterId) -> Response {
    redirect(&format!("/counters/{id}"))
}
