//! Pages of the portal.

use super::{AskForm, Proposed, actions, views};
use crate::{
    announcements, forms,
    knowledge::{Article, suggest},
    tickets::{Kind, listing},
};
use axum::response::{IntoResponse as _, Response};
use kernel::Scope;
use platform::{
    Ctx, Result,
    web::{Query, Upload, WebResult, components::FieldError, redirect},
};

/// GET /requests: every request of one's own.
pub(super) async fn list(ctx: Ctx, Query(query): Query<listing::ListQuery>) -> WebResult<Response> {
    let Scope::One(_) = ctx.scope() else { return Ok(redirect("/tickets")) };
    let (tickets, next, waiting) = listing::own(&ctx, &query).await?;
    let mut tx = ctx.read().await?;
    let followed = actions::followed(&mut tx, tickets).await?;
    Ok(views::list_page(&ctx, &followed, next.as_deref(), waiting).into_response())
}

/// GET /requests/new: the doors, or the free form of the one that was opened.
pub(super) async fn new(ctx: Ctx, Query(form): Query<AskForm>) -> WebResult<Response> {
    let Scope::One(_) = ctx.scope() else { return Ok(redirect("/tickets/new")) };
    if Kind::parse(&form.kind).is_none() {
        return Ok(views::doors_page(&ctx, &actions::read(&ctx).await?).into_response());
    }
    Ok(form_page(&ctx, &form, vec![], &[]).await?.into_response())
}

async fn form_page(
    ctx: &Ctx,
    form: &AskForm,
    found: Vec<Article>,
    errors: &[FieldError],
) -> Result<maud::Markup> {
    let proposed = Proposed { found, ..actions::proposed(ctx).await? };
    let known = announcements::actions::own(ctx, &mut ctx.read().await?).await?;
    Ok(views::form_page(ctx, form, &proposed, &known, errors))
}

/// POST /requests
pub(super) async fn ask(ctx: Ctx, upload: Upload<AskForm>) -> WebResult<Response> {
    let Upload { form, files } = upload;
    match actions::ask(&ctx, &form, files).await {
        Ok(key) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "description")?;
            Ok(forms::again(status, form_page(&ctx, &form, vec![], &errors).await?))
        }
    }
}

/// POST /requests/answers: the form again, with the articles that may answer what was typed. Nothing is asked yet.
pub(super) async fn look(ctx: Ctx, upload: Upload<AskForm>) -> WebResult<Response> {
    actions::own(&ctx)?;
    let form = upload.form;
    let mut tx = ctx.read().await?;
    let found = suggest::best(&ctx, &mut tx, &form.description, suggest::PROPOSED).await?;
    drop(tx);
    let errors = if found.is_empty() { vec![views::no_answer(ctx.lang)] } else { vec![] };
    Ok(form_page(&ctx, &form, found, &errors).await?.into_response())
}
