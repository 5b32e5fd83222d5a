//! The page of a ticket's links, and what its buttons do.

use super::{LinkForm, MergeForm, SplitForm, actions, views};
use crate::{forms, tickets::TicketKey};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{Form, Path, WebResult, redirect},
};

/// GET /tickets/{beneficiary}/{id}/links
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    views::links_page(&ctx, &key, &views::Typed::default(), &[]).await
}

/// POST /tickets/{beneficiary}/{id}/links
pub async fn link(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<LinkForm>) -> WebResult<Response> {
    let done = actions::link(&ctx, &key, &form).await.map(|()| key.clone());
    let typed = views::Typed { link: form, ..views::Typed::default() };
    answered(&ctx, &key, done, typed, "other").await
}

/// POST /tickets/{beneficiary}/{id}/links/removal
pub async fn unlink(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<LinkForm>) -> WebResult<Response> {
    let done = actions::unlink(&ctx, &key, &form).await.map(|()| key.clone());
    answered(&ctx, &key, done, views::Typed::default(), "other").await
}

/// POST /tickets/{beneficiary}/{id}/merge
pub async fn merge(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<MergeForm>) -> WebResult<Response> {
    let done = actions::merge(&ctx, &key, &form).await;
    let typed = views::Typed { into: form.into, ..views::Typed::default() };
    answered(&ctx, &key, done, typed, "into").await
}

/// POST /tickets/{beneficiary}/{id}/merge/undo
pub async fn unmerge(ctx: Ctx, Path(key): Path<TicketKey>, Form(()): Form<()>) -> WebResult<Response> {
    let done = actions::unmerge(&ctx, &key).await.map(|()| key.clone());
    answered(&ctx, &key, done, views::Typed::default(), "into").await
}

/// POST /tickets/{beneficiary}/{id}/split
pub async fn split(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<SplitForm>) -> WebResult<Response> {
    let done = actions::split(&ctx, &key, &form).await;
    let typed = views::Typed { split: form, ..views::Typed::default() };
    answered(&ctx, &key, done, typed, "message").await
}

async fn answered(
    ctx: &Ctx,
    key: &TicketKey,
    done: Result<TicketKey>,
    typed: views::Typed,
    field: &str,
) -> WebResult<Response> {
    match done {
        Ok(next) => Ok(redirect(&next.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, field)?;
            Ok(forms::again(status, views::links_page(ctx, key, &typed, &errors).await?))
        }
    }
}
