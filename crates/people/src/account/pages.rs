//! The page of one's own account and its actions.

use super::views::{self, Account};
use crate::{
    sessions::{
        self,
        pages::{Connection, enter},
        visit::origin,
    },
    tokens::{self, TokenId},
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use maud::Markup;
use platform::{
    Ctx, Error, Problems,
    web::{Form, Nothing, Path, WebResult, redirect},
};
use serde::Deserialize;

/// The change of one's password as sent.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordForm {
    present: String,
    password: String,
}

/// A new token as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenForm {
    name: String,
    days: String,
}

/// GET /account
pub async fn show(ctx: Ctx) -> WebResult<Markup> {
    let account = load(&ctx).await?;
    Ok(views::show(&ctx, &account, None, &Problems::default()))
}

/// POST /account/sessions/{digest}/end
pub async fn end_session(
    ctx: Ctx,
    Path(digest): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    sessions::actions::end(&ctx, &digest).await?;
    Ok(redirect("/account"))
}

/// POST /account/password
pub async fn change_password(
    ctx: Ctx,
    headers: HeaderMap,
    at: Connection,
    Form(form): Form<PasswordForm>,
) -> WebResult<Response> {
    let origin = origin(&headers, at.as_deref());
    match sessions::actions::change_password(&ctx, &form.present, &form.password, &origin).await {
        Ok(opened) => Ok(enter(&ctx, &opened, "/account")),
        Err(error) => refused(&ctx, error).await,
    }
}

/// POST /account/tokens: the one page that shows the token.
pub async fn create_token(ctx: Ctx, Form(form): Form<TokenForm>) -> WebResult<Response> {
    match tokens::actions::create(&ctx, &form.name, form.days.trim().parse().unwrap_or(0)).await {
        Ok((_, secret)) => {
            let account = load(&ctx).await?;
            Ok(views::show(&ctx, &account, Some(&secret), &Problems::default()).into_response())
        }
        Err(error) => refused(&ctx, error).await,
    }
}

/// POST /account/tokens/{id}/revoke
pub async fn revoke_token(
    ctx: Ctx,
    Path(id): Path<TokenId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    tokens::actions::revoke(&ctx, &id).await?;
    Ok(redirect("/account"))
}

async fn refused(ctx: &Ctx, error: Error) -> WebResult<Response> {
    let Error::Invalid(problems) = error else { return Err(error) };
    let page = views::show(ctx, &load(ctx).await?, None, &problems);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn load(ctx: &Ctx) -> WebResult<Account> {
    let mut tx = ctx.read().await?;
    let person = sessions::actions::myself(ctx, &mut tx).await?;
    Ok(Account {
        sessions: sessions::store::list_of(&mut tx, &person.id, ctx.now()).await?,
        tokens: tokens::store::list_of(&mut tx, &person.id).await?,
        person,
    })
}
