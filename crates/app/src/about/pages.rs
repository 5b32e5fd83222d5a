//! Handlers of the pages about the product.

use super::ledger;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use maud::{Markup, html};
use platform::{
    Ctx, Platform,
    db::migrate,
    web::{components::Head, page},
};

/// A page made of paragraphs, whose keys are `about-<name>-<n>`.
fn told(ctx: &Ctx, title: &str, paragraphs: &[&str]) -> Markup {
    let head = Head::new(ctx.lang.t(title), ctx.lang.t("about-view"));
    page(ctx, &head, html! { div.prose { @for key in paragraphs { p { (ctx.lang.t(key)) } } } })
}

pub(super) async fn help(ctx: Ctx) -> Markup {
    let head = Head::new(ctx.lang.t("about-help"), ctx.lang.t("about-view"));
    let questions = [
        ("about-help-request", "about-help-request-answer"),
        ("about-help-follow", "about-help-follow-answer"),
        ("about-help-figure", "about-help-figure-answer"),
        ("about-help-invoice", "about-help-invoice-answer"),
        ("about-help-access", "about-help-access-answer"),
    ];
    page(
        &ctx,
        &head,
        html! {
            div.prose {
                p { (ctx.lang.t("about-help-lead")) }
                @for (question, answer) in questions {
                    h2 { (ctx.lang.t(question)) }
                    p { (ctx.lang.t(answer)) }
                }
                p { a href="/api/docs" { (ctx.lang.t("api-title")) } }
                @if ctx.actor.is_signed_in() { p { a href="/traceability" { (ctx.lang.t("about-traceability")) } } }
            }
        },
    )
}

pub(super) async fn accessibility(ctx: Ctx) -> Markup {
    told(
        &ctx,
        "about-accessibility",
        &[
            "about-accessibility-state",
            "about-accessibility-checks",
            "about-accessibility-known",
            "about-accessibility-contact",
            "about-accessibility-remedies",
        ],
    )
}

pub(super) async fn privacy(ctx: Ctx) -> Markup {
    told(
        &ctx,
        "about-privacy",
        &[
            "about-privacy-roles",
            "about-privacy-data",
            "about-privacy-cookies",
            "about-privacy-logs",
            "about-privacy-rights",
        ],
    )
}

pub(super) async fn legal(ctx: Ctx) -> Markup {
    told(&ctx, "about-legal", &["about-legal-publisher", "about-legal-licence"])
}

pub(super) async fn traceability(ctx: Ctx) -> Markup {
    let head = Head::new(ctx.lang.t("about-traceability"), ctx.lang.t("about-view"))
        .lead(html! { p { (ctx.lang.t("about-traceability-lead")) } });
    let (_, table) = crate::routes::all().into_parts();
    let admits = |path: &str| {
        let route = table.iter().find(|route| route.method == "GET" && route.path == path);
        route.is_some_and(|route| route.access.admits(&ctx.actor))
    };
    page(&ctx, &head, ledger::view(&admits))
}

/// The process answers. Touches nothing.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// The database answers and holds the schema of this program.
pub(super) async fn ready(State(platform): State<Platform>) -> Response {
    let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    match migrate::pending(&platform.db).await {
        Ok(0) => (text, "ready\n").into_response(),
        Ok(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, text, "schema differs: run `socle migrate`\n").into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, text, "database unavailable\n").into_response(),
    }
}
