//! Whole pages: the shell around a body for the actor and language at hand, and error pages.

use super::{
    components::{Head, NavGroup, NavLink, Shell},
    error::messages,
};
use crate::{Ctx, Error};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};

/// A page of the product: `body` in the shell, with the navigation this actor may follow.
pub fn page(ctx: &Ctx, head: &Head, body: Markup) -> Markup {
    let settings = &ctx.platform.settings;
    let own = ctx.platform.appearance.now();
    let (theme, logo) = (own.theme_href(), own.logo_href());
    let banner = settings.demonstration.then(|| ctx.lang.t("shell-demonstration"));
    Shell {
        lang: ctx.lang,
        authority: if own.name.is_empty() { &settings.authority } else { &own.name },
        product: "Socle",
        nav: &navigation(ctx),
        person: ctx.actor.is_signed_in().then_some(ctx.actor.name.as_str()),
        unread: ctx.unread,
        csrf: &ctx.csrf,
        path: &ctx.path,
        demo_banner: banner.as_deref(),
        theme: theme.as_deref(),
        logo: logo.as_deref(),
        screen: ctx.screen,
        hears_calls: ctx.actor.may(kernel::Permission::DeskRun),
    }
    .page(head, body)
}

fn navigation(ctx: &Ctx) -> Vec<NavGroup> {
    let is_here = |href: &str| {
        ctx.path == href || ctx.path.strip_prefix(href).is_some_and(|rest| rest.starts_with(['/', '?']))
    };
    let shown = |link: &crate::NavLink| NavLink {
        label: ctx.lang.t(link.key),
        href: link.href.to_owned(),
        is_current: is_here(link.href),
    };
    let groups = ctx.platform.navigation.iter().map(|group| NavGroup {
        label: ctx.lang.t(group.key),
        links: group.links.iter().filter(|link| link.is_for(&ctx.actor)).map(shown).collect(),
    });
    groups.filter(|group| !group.links.is_empty()).collect()
}

/// After a change: go and look at it (303).
pub fn redirect(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// What happened, what it means for what was typed, and where to go on.
pub(super) fn error_page(ctx: &Ctx, error: &Error) -> Markup {
    let (title, help) = error.keys();
    let title = ctx.lang.t(title);
    let details = messages(error, ctx.lang);
    page(
        ctx,
        &Head::new(title, ctx.lang.t("error-view")),
        html! {
            p { (ctx.lang.t(help)) }
            @if !details.is_empty() {
                ul { @for (field, message) in details { li { @if !field.is_empty() { strong { (field) ": " } } (message) } } }
            }
            @if error.status().is_server_error() { p { (ctx.lang.with("error-reference", &[("reference", &ctx.request_id)])) } }
            p { a href="/" { (ctx.lang.t("error-go-home")) } }
        },
    )
}
