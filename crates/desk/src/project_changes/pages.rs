//! What the forms of a project's changes do.

use super::{LinkForm, actions};
use crate::projects::{ProjectKey, pages::after, views::Typed};
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Path, WebResult},
};

/// POST /projects/{beneficiary}/{id}/changes
pub async fn link(ctx: Ctx, Path(key): Path<ProjectKey>, Form(form): Form<LinkForm>) -> WebResult<Response> {
    let done = actions::link(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { change: form.change, refused: "changes", ..Typed::default() }, "change")
        .await
}

/// POST /projects/{beneficiary}/{id}/changes/removal
pub async fn unlink(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Form(form): Form<LinkForm>,
) -> WebResult<Response> {
    let done = actions::unlink(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { refused: "changes", ..Typed::default() }, "change").await
}
