//! Pages of applications.

use super::{
    ApplicationForm, ApplicationKey, CheckForm, DecideForm, EnvironmentForm, EnvironmentId, EnvironmentPath,
    ExceptionForm, ExceptionPath, FlowForm, FlowPath, ImprovementForm, ImprovementPath, ItemForm, ItemName,
    MeasureForm, SpecificationForm, SpecificationPath,
    actions::{self, ListQuery},
    views::{self, Typed, TypedThere},
};
use axum::response::Response;
use kernel::Side;
use maud::Markup;
use people::{organisations, persons};
use platform::{
    Ctx, Error, Result,
    web::{
        Form, Nothing, Path, Query, WebResult,
        components::FieldError,
        forms::{again, errors},
        redirect,
    },
};

/// GET /applications
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (rows, next) = actions::list(&ctx, &query).await?;
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(views::list_page(&ctx, &query, &rows, next.as_ref(), &bodies))
}

async fn form_page(
    ctx: &Ctx,
    key: Option<&ApplicationKey>,
    form: &ApplicationForm,
    found: &[FieldError],
) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let mut keepers = match provider {
        Some(provider) => persons::store::active_of(&mut tx, &provider.id).await?,
        None => vec![],
    };
    keepers.retain(|person| person.side == Side::Provider);
    Ok(views::form_page(ctx, key, form, (&bodies, &keepers), found))
}

/// GET /applications/new
pub async fn new_application(ctx: Ctx) -> WebResult {
    form_page(&ctx, None, &ApplicationForm::default(), &[]).await
}

/// POST /applications
pub async fn create(ctx: Ctx, Form(form): Form<ApplicationForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(one) => Ok(redirect(&one.key.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "name")?);
            Ok(again(status, form_page(&ctx, None, &form, &found).await?))
        }
    }
}

/// GET /applications/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<ApplicationKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    let more = views::more(&ctx, &key).await?;
    Ok(views::application_page(&ctx, &whole, &more, &Typed::default()))
}

/// GET /applications/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<ApplicationKey>) -> WebResult {
    let one = actions::read(&ctx, &key).await?.application;
    form_page(&ctx, Some(&key), &ApplicationForm::of(&one), &[]).await
}

/// POST /applications/{beneficiary}/{id}/edit
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Form(form): Form<ApplicationForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let version = if let Error::Stale(now) = &error { *now } else { form.version };
            let found = errors(&ctx, error, "name")?;
            let form = ApplicationForm { version, ..form };
            Ok(again(status, form_page(&ctx, Some(&key), &form, &found).await?))
        }
    }
}

/// Back to the application; when a part was refused, its form shown open with what was typed and what is wrong.
pub(crate) async fn after<T>(
    ctx: &Ctx,
    key: &ApplicationKey,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = errors(ctx, error, field)?;
    let whole = actions::read(ctx, key).await?;
    let more = views::more(ctx, key).await?;
    Ok(again(status, views::application_page(ctx, &whole, &more, &Typed { errors, ..typed })))
}

/// POST /applications/{beneficiary}/{id}/environments
pub async fn add_environment(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Form(form): Form<EnvironmentForm>,
) -> WebResult<Response> {
    let done = actions::add_environment(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { environment: form, refused: "environments", ..Typed::default() }, "name")
        .await
}

/// GET /applications/{beneficiary}/{id}/environments/{environment}
pub async fn environment(ctx: Ctx, Path(path): Path<EnvironmentPath>) -> WebResult {
    let (key, id) = path.split();
    environment_page(&ctx, &key, &id, TypedThere::default()).await
}

async fn environment_page(
    ctx: &Ctx,
    key: &ApplicationKey,
    id: &EnvironmentId,
    typed: TypedThere,
) -> Result<Markup> {
    let whole = actions::read(ctx, key).await?;
    let one = whole.environments.iter().find(|one| one.id == *id).ok_or(Error::NotFound)?;
    Ok(views::environment_page(ctx, &whole, one, &typed))
}

async fn after_there<T>(
    ctx: &Ctx,
    (key, id): (&ApplicationKey, &EnvironmentId),
    done: Result<T>,
    typed: TypedThere,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&format!("{}/environments/{id}", key.path()))) };
    let status = error.status();
    let errors = errors(ctx, error, field)?;
    Ok(again(status, environment_page(ctx, key, id, TypedThere { errors, ..typed }).await?))
}

/// POST /applications/{beneficiary}/{id}/environments/{environment}
pub async fn change_environment(
    ctx: Ctx,
    Path(path): Path<EnvironmentPath>,
    Form(form): Form<EnvironmentForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::change_environment(&ctx, &key, &id, &form).await;
    let typed = TypedThere { form: Some(form), refused: "form", ..TypedThere::default() };
    after_there(&ctx, (&key, &id), done, typed, "name").await
}

/// POST /applications/{beneficiary}/{id}/environments/{environment}/closing
pub async fn close(ctx: Ctx, Path(path): Path<EnvironmentPath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::close_environment(&ctx, &key, &id).await?;
    Ok(redirect(&key.path()))
}

/// POST /applications/{beneficiary}/{id}/environments/{environment}/exceptions
pub async fn except(
    ctx: Ctx,
    Path(path): Path<EnvironmentPath>,
    Form(form): Form<ExceptionForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::add_exception(&ctx, &key, &id, &form).await;
    let typed = TypedThere { exception: form, refused: "exceptions", ..TypedThere::default() };
    after_there(&ctx, (&key, &id), done, typed, "reason").await
}

/// POST /applications/{beneficiary}/{id}/exceptions/{exception}/end
pub async fn end_exception(
    ctx: Ctx,
    Path(path): Path<ExceptionPath>,
    _: Form<Nothing>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::end_exception(&ctx, &key, &id).await?;
    Ok(redirect(&key.path()))
}

/// POST /applications/{beneficiary}/{id}/environments/{environment}/items
pub async fn set_item(
    ctx: Ctx,
    Path(path): Path<EnvironmentPath>,
    Form(form): Form<ItemForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::set_item(&ctx, &key, &id, &form).await;
    let typed = TypedThere { item: form, refused: "items", ..TypedThere::default() };
    after_there(&ctx, (&key, &id), done, typed, "name").await
}

/// POST /applications/{beneficiary}/{id}/environments/{environment}/items/removal
pub async fn remove_item(
    ctx: Ctx,
    Path(path): Path<EnvironmentPath>,
    Form(form): Form<ItemName>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::remove_item(&ctx, &key, &id, &form.name).await?;
    Ok(redirect(&format!("{}/environments/{id}", key.path())))
}

/// POST /applications/{beneficiary}/{id}/flows
pub async fn add_flow(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Form(form): Form<FlowForm>,
) -> WebResult<Response> {
    let done = actions::add_flow(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { flow: form, refused: "flows", ..Typed::default() }, "name").await
}

/// POST /applications/{beneficiary}/{id}/flows/{flow}/checks
pub async fn check_flow(
    ctx: Ctx,
    Path(path): Path<FlowPath>,
    Form(form): Form<CheckForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::check_flow(&ctx, &key, &id, &form).await;
    let typed = Typed { check: Some((id, form)), refused: "checks", ..Typed::default() };
    after(&ctx, &key, done, typed, "result").await
}

/// POST /applications/{beneficiary}/{id}/flows/{flow}/removal
pub async fn remove_flow(ctx: Ctx, Path(path): Path<FlowPath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::remove_flow(&ctx, &key, &id).await?;
    Ok(redirect(&key.path()))
}

/// POST /applications/{beneficiary}/{id}/specifications/{specification}
pub async fn specify(
    ctx: Ctx,
    Path(path): Path<SpecificationPath>,
    Form(form): Form<SpecificationForm>,
) -> WebResult<Response> {
    let (key, kind) = path.split();
    let done = actions::write_specification(&ctx, &key, kind, &form).await;
    let typed = Typed { specification: Some((kind, form)), refused: "specifications", ..Typed::default() };
    after(&ctx, &key, done, typed, "steps").await
}

/// POST /applications/{beneficiary}/{id}/measures
pub async fn measure(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Form(form): Form<MeasureForm>,
) -> WebResult<Response> {
    let done = actions::add_measure(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { measure: form, refused: "measures", ..Typed::default() }, "what").await
}

/// POST /applications/{beneficiary}/{id}/improvements
pub async fn propose(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Form(form): Form<ImprovementForm>,
) -> WebResult<Response> {
    let done = actions::add_improvement(&ctx, &key, &form).await;
    let typed = Typed { improvement: form, refused: "improvements", ..Typed::default() };
    after(&ctx, &key, done, typed, "proposal").await
}

/// POST /applications/{beneficiary}/{id}/improvements/{improvement}/decision
pub async fn decide(
    ctx: Ctx,
    Path(path): Path<ImprovementPath>,
    Form(form): Form<DecideForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::decide_improvement(&ctx, &key, &id, &form).await;
    let typed = Typed { decision: Some((id, form)), refused: "decisions", ..Typed::default() };
    after(&ctx, &key, done, typed, "decision").await
}
