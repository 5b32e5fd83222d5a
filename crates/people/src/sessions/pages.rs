//! Signing in and out, one-time links, choice of language.

use super::{
    actions, cookie_name, links,
    opening::Opened,
    rules::safe_next,
    views,
    visit::{cookie, lang_cookie, origin, session_cookie},
};
use crate::persons;
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use maud::Markup;
use platform::{
    Ctx, Error, Problems,
    web::{Form, Path, Query, WebResult, redirect},
};
use serde::Deserialize;
use std::net::SocketAddr;

/// The connection, when the server tells it (tests do not).
pub type Connection = Option<axum::Extension<ConnectInfo<SocketAddr>>>;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct Next {
    next: String,
}

/// The sign-in form as sent.
#[derive(Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
pub struct SignIn {
    email: String,
    password: String,
    next: String,
}

/// The choice of language as sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Language {
    lang: String,
    next: String,
}

/// The password chosen on a link's page; absent for the demonstration.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    password: String,
}

/// GET /sign-in
pub async fn sign_in_form(ctx: Ctx, Query(query): Query<Next>) -> Response {
    if ctx.actor.is_signed_in() {
        return redirect(safe_next(&query.next));
    }
    views::sign_in(&ctx, "", safe_next(&query.next), &Problems::default()).into_response()
}

/// POST /sign-in
pub async fn sign_in(
    ctx: Ctx,
    headers: HeaderMap,
    at: Connection,
    Form(form): Form<SignIn>,
) -> WebResult<Response> {
    let origin = origin(&headers, at.as_deref());
    let replaced = cookie(&headers, cookie_name(&ctx.platform.settings)).unwrap_or_default();
    match actions::sign_in(&ctx, &form.email, &form.password, &origin, replaced).await {
        Ok(opened) => Ok(enter(&ctx, &opened, safe_next(&form.next))),
        Err(Error::Invalid(problems)) => {
            let page = views::sign_in(&ctx, &form.email, safe_next(&form.next), &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// POST /sign-out
pub async fn sign_out(ctx: Ctx, headers: HeaderMap, Form(_): Form<Next>) -> WebResult<Response> {
    if let Some(secret) = cookie(&headers, cookie_name(&ctx.platform.settings))
        && ctx.actor.is_signed_in()
    {
        actions::sign_out(&ctx, secret).await?;
    }
    let mut response = redirect("/sign-in");
    response.headers_mut().append(header::SET_COOKIE, session_cookie(&ctx.platform, ""));
    Ok(response)
}

/// POST /language: remembered by the browser and, once signed in, for the person's next mails and browsers.
pub async fn language(ctx: Ctx, Form(form): Form<Language>) -> WebResult<Response> {
    let mut response = redirect(safe_next(&form.next));
    if let Ok(lang) = form.lang.parse() {
        if ctx.actor.is_signed_in() {
            persons::actions::choose_language(&ctx, lang).await?;
        }
        response.headers_mut().append(header::SET_COOKIE, lang_cookie(&ctx.platform, lang));
    }
    Ok(response)
}

/// GET /link/{secret}: shows what the link offers and uses nothing up.
pub async fn link_form(ctx: Ctx, Path(secret): Path<String>) -> WebResult<Markup> {
    let link = links::look(&ctx, &secret).await?;
    Ok(views::link(&ctx, &secret, &link, &Problems::default()))
}

/// POST /link/{secret}
pub async fn link(
    ctx: Ctx,
    headers: HeaderMap,
    at: Connection,
    Path(secret): Path<String>,
    Form(form): Form<LinkForm>,
) -> WebResult<Response> {
    match links::consume(&ctx, &secret, &form.password, &origin(&headers, at.as_deref())).await {
        Ok(opened) => Ok(enter(&ctx, &opened, "/")),
        Err(Error::Invalid(problems)) => {
            let link = links::look(&ctx, &secret).await?;
            let page = views::link(&ctx, &secret, &link, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// Goes on with a fresh session.
pub(crate) fn enter(ctx: &Ctx, opened: &Opened, path: &str) -> Response {
    let mut response = redirect(path);
    response.headers_mut().append(header::SET_COOKIE, session_cookie(&ctx.platform, &opened.secret));
    response
}
