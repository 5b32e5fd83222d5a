//! Pages of the plan of actions.

use super::{
    Action, ActionForm, ActionKey,
    actions::{self, ListQuery},
    views,
};
use crate::meetings::{MeetingKey, Typed, pages::after};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use people::organisations;
use platform::{
    Ctx,
    web::{Form, Path, Query, WebResult, forms, redirect},
};

/// GET /actions
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Response> {
    let (listed, errors, status) = match actions::list(&ctx, &asked).await {
        Ok(listed) => (listed, vec![], StatusCode::OK),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "state")?;
            (actions::list(&ctx, &ListQuery::default()).await?, errors, status)
        }
    };
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let page = views::list_page(&ctx, &asked, &listed.0, listed.1.as_deref(), &bodies, &errors);
    Ok((status, page).into_response())
}

/// GET /actions/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<ActionKey>) -> WebResult {
    let action = actions::read(&ctx, &key).await?;
    Ok(views::action_page(&ctx, &action, &views::stored(&action), &[]))
}

/// POST /actions/{beneficiary}/{id}
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ActionKey>,
    Form(form): Form<ActionForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&format!("/actions?beneficiary={}", key.beneficiary))),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "body")?);
            let action: Action = actions::read(&ctx, &key).await?;
            // What was typed is shown again with the present version: sending it once more then decides.
            let form = ActionForm { version: action.version, ..form };
            Ok(forms::again(status, views::action_page(&ctx, &action, &form, &errors)))
        }
    }
}

/// POST /meetings/{beneficiary}/{id}/actions
pub async fn add(ctx: Ctx, Path(key): Path<MeetingKey>, Form(form): Form<ActionForm>) -> WebResult<Response> {
    let done = actions::add(&ctx, &key, &form).await.map(drop);
    after(&ctx, &key, done, Typed { action: form, refused: "actions", ..Typed::default() }, "body").await
}
