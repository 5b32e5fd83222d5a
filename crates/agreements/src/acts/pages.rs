//! Pages of acts.

use super::{
    AcknowledgeForm, ActForm, ActKey, EndForm, InformForm, InformationPath,
    actions::{self, ListQuery},
    views::{self, Typed},
};
use axum::response::Response;
use people::organisations;
use platform::{
    Ctx, Result,
    web::{
        Form, Path, Query, WebResult,
        forms::{again, errors},
        redirect,
    },
};

/// GET /acts
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (acts, next) = actions::list(&ctx, &query).await?;
    Ok(views::list_page(&ctx, &acts, !query.after.is_empty(), next.as_deref()))
}

/// GET /acts/new
pub async fn new_act(ctx: Ctx) -> WebResult {
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(views::form_page(&ctx, &ActForm::default(), &bodies, &[]))
}

/// POST /acts
pub async fn create(ctx: Ctx, Form(form): Form<ActForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(act) => Ok(redirect(&act.key.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "title")?);
            let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
            Ok(again(status, views::form_page(&ctx, &form, &bodies, &found)))
        }
    }
}

/// GET /acts/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<ActKey>) -> WebResult {
    let (act, informations) = actions::read(&ctx, &key).await?;
    Ok(views::act_page(&ctx, &act, &informations, &Typed::default()))
}

async fn after<T>(
    ctx: &Ctx,
    key: &ActKey,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = errors(ctx, error, field)?;
    let (act, informations) = actions::read(ctx, key).await?;
    Ok(again(status, views::act_page(ctx, &act, &informations, &Typed { errors, ..typed })))
}

/// POST /acts/{beneficiary}/{id}/informations
pub async fn inform(ctx: Ctx, Path(key): Path<ActKey>, Form(form): Form<InformForm>) -> WebResult<Response> {
    let done = actions::inform(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { inform: form, refused: "inform", ..Typed::default() }, "recipient").await
}

/// POST /acts/{beneficiary}/{id}/informations/{information}/acknowledgement
pub async fn acknowledge(
    ctx: Ctx,
    Path(path): Path<InformationPath>,
    Form(form): Form<AcknowledgeForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::acknowledge(&ctx, &key, &id, &form).await;
    let typed = Typed { acknowledge: Some((id, form)), refused: "acknowledge", ..Typed::default() };
    after(&ctx, &key, done, typed, "remark").await
}

/// POST /acts/{beneficiary}/{id}/end
pub async fn end(ctx: Ctx, Path(key): Path<ActKey>, Form(form): Form<EndForm>) -> WebResult<Response> {
    let done = actions::end(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { end: form, refused: "end", ..Typed::default() }, "state").await
}
