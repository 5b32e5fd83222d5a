//! Pages of scheduled processes.

use super::{ProcessForm, ProcessId, actions, views};
use crate::applications::{ApplicationKey, ProcessPath, pages::after, views::Typed};
use axum::response::{IntoResponse as _, Response};
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{
        Form, Nothing, Path, WebResult,
        components::FieldError,
        forms::{again, errors},
        redirect,
    },
};

/// POST /applications/{beneficiary}/{id}/processes: the page shows the address, the only time it is known.
pub async fn add(
    ctx: Ctx,
    Path(key): Path<ApplicationKey>,
    Form(form): Form<ProcessForm>,
) -> WebResult<Response> {
    match actions::add(&ctx, &key, &form).await {
        Ok((process, address)) => {
            Ok(process_page(&ctx, &key, &process.id, (None, Some(&address)), &[]).await?.into_response())
        }
        Err(error) => {
            let typed = Typed { process: form, refused: "processes", ..Typed::default() };
            after::<()>(&ctx, &key, Err(error), typed, "name").await
        }
    }
}

/// GET /applications/{beneficiary}/{id}/processes/{process}
pub async fn show(ctx: Ctx, Path(path): Path<ProcessPath>) -> WebResult {
    let (key, id) = path.split();
    process_page(&ctx, &key, &id, (None, None), &[]).await
}

async fn process_page(
    ctx: &Ctx,
    key: &ApplicationKey,
    id: &ProcessId,
    (typed, address): (Option<ProcessForm>, Option<&str>),
    found: &[FieldError],
) -> Result<Markup> {
    let whole = actions::read(ctx, key, id).await?;
    let stored = ProcessForm::of(&whole.process);
    let form = typed.map_or_else(|| stored.clone(), |typed| ProcessForm { version: stored.version, ..typed });
    Ok(views::process_page(ctx, &whole, &form, address, found))
}

/// POST /applications/{beneficiary}/{id}/processes/{process}
pub async fn change(
    ctx: Ctx,
    Path(path): Path<ProcessPath>,
    Form(form): Form<ProcessForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    match actions::change(&ctx, &key, &id, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "name")?);
            Ok(again(status, process_page(&ctx, &key, &id, (Some(form), None), &found).await?))
        }
    }
}

/// POST /applications/{beneficiary}/{id}/processes/{process}/pause
pub async fn pause(ctx: Ctx, Path(path): Path<ProcessPath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::set_paused(&ctx, &key, &id, true).await?;
    Ok(redirect(&key.path()))
}

/// POST /applications/{beneficiary}/{id}/processes/{process}/resumption
pub async fn resume(ctx: Ctx, Path(path): Path<ProcessPath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::set_paused(&ctx, &key, &id, false).await?;
    Ok(redirect(&key.path()))
}

/// POST /applications/{beneficiary}/{id}/processes/{process}/address: another address, shown once.
pub async fn renew(ctx: Ctx, Path(path): Path<ProcessPath>, _: Form<Nothing>) -> WebResult {
    let (key, id) = path.split();
    let address = actions::renew(&ctx, &key, &id).await?;
    process_page(&ctx, &key, &id, (None, Some(&address)), &[]).await
}

/// POST /applications/{beneficiary}/{id}/processes/{process}/removal
pub async fn remove(ctx: Ctx, Path(path): Path<ProcessPath>, _: Form<Nothing>) -> WebResult<Response> {
    let (key, id) = path.split();
    actions::remove(&ctx, &key, &id).await?;
    Ok(redirect(&key.path()))
}
