//! Pages of changes.

use super::{
    Change, ChangeForm, ChangeId, State, TemplateId, actions,
    forms::{CancelForm, DecideForm, EndForm, LinkForm, ReviewForm, SubmitForm, TicketsForm},
    rules::conflicts::Conflict,
    store::{self, Filter},
    views::{self, Shape, Typed},
};
use crate::{
    forms,
    maintenance::{self, AnnounceForm},
    tickets::{TicketKey, pages::after_choice},
};
use axum::response::Response;
use jiff::Timestamp;
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;

/// Which changes, and where the page before ended: `1773219600000000.0195…`.
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

/// How an address says where a page ended.
pub(crate) fn cursor((at, id): &(Timestamp, String)) -> String {
    format!("{}.{id}", at.as_microsecond())
}

/// GET /changes
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let filter = query.filter();
    let listing = actions::list(&ctx, &filter).await?;
    let state = filter.state.map(State::as_str).unwrap_or_default();
    let next = listing.next.as_ref().map(|next| format!("/changes?state={state}&after={}", cursor(next)));
    Ok(views::list_page(&ctx, &listing, filter.state, next.as_deref()))
}

/// How the calendar is drawn, and around which day.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarQuery {
    view: String,
    day: String,
}

/// GET /changes/calendar
pub async fn calendar(ctx: Ctx, Query(query): Query<CalendarQuery>) -> WebResult {
    let shape = Shape::parse(&query.view);
    let today = agreements::reading::today(&ctx);
    // Far from the ends of the calendar, so that the months around exist.
    let day = query.day.parse().ok().filter(|day: &jiff::civil::Date| (2000..2200).contains(&day.year()));
    let day = day.unwrap_or(today);
    let span = views::span(&shape.days(day)).ok_or(Error::NotFound)?;
    Ok(views::calendar_page(&ctx, shape, day, &actions::between(&ctx, span).await?))
}

/// GET /changes/new
pub async fn new_change(ctx: Ctx, Query(form): Query<ChangeForm>) -> WebResult {
    form_page(&ctx, None, &form, &[], &[]).await
}

async fn form_page(
    ctx: &Ctx,
    change: Option<&Change>,
    form: &ChangeForm,
    conflicts: &[Conflict],
    errors: &[FieldError],
) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let mut templates = store::templates::all(&mut tx).await?;
    templates.retain(|one| one.archived_at.is_none() || one.id.as_str() == form.template);
    let proposed = views::Proposed {
        bodies: people::organisations::store::beneficiaries(&mut tx).await?,
        sites: estate::sites::store::list(&mut tx, None).await?,
        templates,
    };
    Ok(views::form_page(ctx, change, form, &proposed, conflicts, errors))
}

/// POST /changes
pub async fn create(ctx: Ctx, Form(form): Form<ChangeForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(change) => Ok(redirect(&change.path())),
        Err(error) => form_again(&ctx, None, &form, error).await,
    }
}

async fn form_again(
    ctx: &Ctx,
    change: Option<&Change>,
    form: &ChangeForm,
    error: Error,
) -> WebResult<Response> {
    let status = error.status();
    let errors = forms::errors(ctx, error, "title")?;
    let conflicts = actions::conflicts_of(ctx, form, change.map(|one| &one.id)).await?;
    Ok(forms::again(status, form_page(ctx, change, form, &conflicts, &errors).await?))
}

/// GET /changes/{change}
pub async fn show(ctx: Ctx, Path(id): Path<ChangeId>) -> WebResult {
    views::show(&ctx, &actions::read(&ctx, &id).await?, &Typed::default(), &[]).await
}

/// GET /changes/{change}/edit
pub async fn edit(ctx: Ctx, Path(id): Path<ChangeId>) -> WebResult {
    let whole = actions::read(&ctx, &id).await?;
    form_page(&ctx, Some(&whole.change), &ChangeForm::of(&whole.change), &whole.conflicts, &[]).await
}

/// POST /changes/{change}
pub async fn change(ctx: Ctx, Path(id): Path<ChangeId>, Form(form): Form<ChangeForm>) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(change) => Ok(redirect(&change.path())),
        Err(error) => {
            let whole = actions::read(&ctx, &id).await?;
            form_again(&ctx, Some(&whole.change), &form, error).await
        }
    }
}

/// The page of the change again: gone to when it was done, shown with what was typed when it was not.
async fn answered<T>(
    ctx: &Ctx,
    id: &ChangeId,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    match done {
        Ok(_) => Ok(redirect(&format!("/changes/{id}"))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, field)?;
            let whole = actions::read(ctx, id).await?;
            Ok(forms::again(status, views::show(ctx, &whole, &typed, &errors).await?))
        }
    }
}

/// POST /changes/{change}/submission
pub async fn submit(ctx: Ctx, Path(id): Path<ChangeId>, Form(form): Form<SubmitForm>) -> WebResult<Response> {
    let done = actions::submit(&ctx, &id, &form).await;
    answered(&ctx, &id, done, Typed { approvers: form.approvers, ..Typed::default() }, "approvers").await
}

/// POST /changes/{change}/decision
pub async fn decide(ctx: Ctx, Path(id): Path<ChangeId>, Form(form): Form<DecideForm>) -> WebResult<Response> {
    let done = actions::decide(&ctx, &id, &form).await;
    answered(&ctx, &id, done, Typed { reason: form.reason, ..Typed::default() }, "reason").await
}

/// POST /changes/{change}/start
pub async fn start(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let done = actions::start(&ctx, &id).await;
    answered(&ctx, &id, done, Typed::default(), "start").await
}

/// POST /changes/{change}/end
pub async fn finish(ctx: Ctx, Path(id): Path<ChangeId>, Form(form): Form<EndForm>) -> WebResult<Response> {
    let done = actions::finish(&ctx, &id, &form).await;
    answered(&ctx, &id, done, Typed { outcome: form.outcome, ..Typed::default() }, "outcome").await
}

/// POST /changes/{change}/review
pub async fn review(ctx: Ctx, Path(id): Path<ChangeId>, Form(form): Form<ReviewForm>) -> WebResult<Response> {
    let done = actions::review(&ctx, &id, &form).await;
    let typed = Typed { review: form.review, text: form.text, ..Typed::default() };
    answered(&ctx, &id, done, typed, "review").await
}

/// POST /changes/{change}/cancellation
pub async fn cancel(ctx: Ctx, Path(id): Path<ChangeId>, Form(form): Form<CancelForm>) -> WebResult<Response> {
    let done = actions::cancel(&ctx, &id, &form).await.map_err(|error| match error {
        // Another field of the page has that name.
        Error::Invalid(mut problems) => {
            problems.0.iter_mut().for_each(|problem| "cancel".clone_into(&mut problem.field));
            Error::Invalid(problems)
        }
        other => other,
    });
    answered(&ctx, &id, done, Typed { cancel: form.reason, ..Typed::default() }, "cancel").await
}

/// POST /changes/{change}/reopening
pub async fn reopen(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let done = actions::reopen(&ctx, &id).await;
    answered(&ctx, &id, done, Typed::default(), "reopening").await
}

/// POST /changes/{change}/announcement
pub async fn announce(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Form(form): Form<AnnounceForm>,
) -> WebResult<Response> {
    let done = maintenance::actions::announce(&ctx, &id, &form).await;
    answered(&ctx, &id, done, Typed { late_reason: form.late_reason, ..Typed::default() }, "late_reason")
        .await
}

/// POST /changes/{change}/tickets
pub async fn link(ctx: Ctx, Path(id): Path<ChangeId>, Form(form): Form<TicketsForm>) -> WebResult<Response> {
    let done = actions::link(&ctx, &id, &form.tickets).await;
    answered(&ctx, &id, done, Typed { tickets: form.tickets, ..Typed::default() }, "tickets").await
}

/// POST /changes/{change}/tickets/removal
pub async fn unlink(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Form(form): Form<TicketsForm>,
) -> WebResult<Response> {
    let done = actions::unlink(&ctx, &id, &form.tickets).await;
    answered(&ctx, &id, done, Typed::default(), "tickets").await
}

/// POST /tickets/{beneficiary}/{id}/changes: links the ticket to the change of a number.
pub async fn link_from_ticket(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<LinkForm>,
) -> WebResult<Response> {
    match actions::link_from(&ctx, &key, &form.change).await {
        Ok(id) => Ok(redirect(&format!("/changes/{id}"))),
        Err(error) => after_choice(&ctx, &key, Err(error), 0).await,
    }
}

/// POST /changes/{change}/template
pub async fn make_standard(
    ctx: Ctx,
    Path(id): Path<ChangeId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    match actions::make_standard(&ctx, &id).await {
        Ok(_) => Ok(redirect("/change-templates")),
        Err(error) => answered::<()>(&ctx, &id, Err(error), Typed::default(), "template").await,
    }
}

/// GET /change-templates
pub async fn templates(ctx: Ctx) -> WebResult {
    Ok(views::templates_page(&ctx, &actions::templates(&ctx).await?))
}

/// POST /change-templates/{template}/archival
pub async fn archive_template(
    ctx: Ctx,
    Path(id): Path<TemplateId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, true).await?;
    Ok(redirect("/change-templates"))
}

/// POST /change-templates/{template}/restoration
pub async fn restore_template(
    ctx: Ctx,
    Path(id): Path<TemplateId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, false).await?;
    Ok(redirect("/change-templates"))
}
