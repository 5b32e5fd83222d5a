//! How one's own account is drawn.

use crate::{
    persons::Person,
    sessions::{store::Listed, views::field_errors},
    tokens::Token,
};
use jiff::Timestamp;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx, Problems,
    i18n::figures,
    web::{
        components::{
            DataTable, Emphasis, Field, FieldError, Head, PostForm, action_button, confirmation, copyable,
            error_of, error_summary, section, submit, text,
        },
        page,
    },
};

/// What the page shows.
pub struct Account {
    /// Who.
    pub person: Person,
    /// Sessions open.
    pub sessions: Vec<Listed>,
    /// Tokens, used up ones included.
    pub tokens: Vec<Token>,
}

/// The page; `secret` is the token just made, shown this once.
pub fn show(ctx: &Ctx, account: &Account, secret: Option<&str>, problems: &Problems) -> Markup {
    let (lang, errors) = (ctx.lang, field_errors(ctx, problems));
    let head = Head::new(&account.person.name, lang.t("people-account")).has_errors(!errors.is_empty());
    let lead = html! { p { (account.person.email) " · " (account.person.organisation_name) } };
    let body = html! {
        (error_summary(lang, &errors))
        @if let Some(secret) = secret {
            (confirmation(&lang.t("people-token-made"), html! { p { (copyable(lang, secret)) } }))
        }
        (section("sessions", &lang.t("people-sessions"), None, sessions(ctx, &account.sessions)))
        (section("password", &lang.t("people-password-change"), None, password_form(ctx, &errors)))
        (section("calendars", &lang.t("calendar-title"), None, html! {
            p { a href="/calendars" { (lang.t("calendar-subscribe")) } }
        }))
        (section("tokens", &lang.t("people-tokens"), None, html! {
            p { (lang.t("people-tokens-help")) " " a href="/api/docs" { (lang.t("api-title")) } }
            (tokens(ctx, &account.tokens))
            (token_form(ctx, &errors))
        }))
    };
    page(ctx, &head.lead(lead), body)
}

fn instant(ctx: &Ctx, at: Timestamp) -> Markup {
    text(figures::instant(ctx.lang, at))
}

fn sessions(ctx: &Ctx, sessions: &[Listed]) -> Markup {
    let lang = ctx.lang;
    let end = |s: &Listed| {
        let about = figures::instant(lang, s.created_at);
        let path = format!("/account/sessions/{}/end", s.token_digest);
        action_button(&ctx.csrf, &path, Emphasis::Secondary, &lang.t("people-session-end"), Some(&about))
    };
    DataTable::new(lang.t("people-sessions"))
        .caption_hidden()
        .column(lang.t("people-session-since"))
        .column(lang.t("people-session-seen"))
        .column(lang.t("people-session-browser"))
        .column(lang.t("people-actions"))
        .rows(sessions.iter().map(|s| {
            [
                instant(ctx, s.created_at),
                instant(ctx, s.seen_at),
                text(format!("{} {}", s.user_agent, s.address)),
                end(s),
            ]
        }))
        .render()
}

fn password_form(ctx: &Ctx, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let body = html! {
        (Field::password(lang, "present", lang.t("people-password-present")).required()
            .autocomplete("current-password").error(error_of(errors, "present")))
        (Field::password(lang, "password", lang.t("people-password-new")).required().autocomplete("new-password")
            .hint(lang.t("people-password-hint")).error(error_of(errors, "password")))
        (submit(Emphasis::Secondary, &lang.t("people-password-change")))
    };
    PostForm::new("/account/password", &*ctx.csrf).body(body).render()
}

fn tokens(ctx: &Ctx, tokens: &[Token]) -> Markup {
    let lang = ctx.lang;
    let revoke = |t: &Token| {
        html! {
            @if t.revoked_at.is_some() { (lang.t("people-token-revoked")) }
            @else {
                (action_button(&ctx.csrf, &format!("/account/tokens/{}/revoke", t.id), Emphasis::Danger, &lang.t("people-token-revoke"), Some(&t.name)))
            }
        }
    };
    let used = |t: &Token| html! { @if let Some(at) = t.last_used_at { (instant(ctx, at)) } @else { "–" } };
    DataTable::new(lang.t("people-tokens"))
        .caption_hidden()
        .column(lang.t("people-token-name"))
        .column(lang.t("people-token-expires"))
        .column(lang.t("people-token-used"))
        .column(lang.t("people-actions"))
        .rows(tokens.iter().map(|t| [text(&t.name), instant(ctx, t.expires_at), used(t), revoke(t)]))
        .empty(html! { p { (lang.t("people-tokens-none")) } })
        .render()
}

fn token_form(ctx: &Ctx, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let body = html! {
        (Field::text(lang, "name", lang.t("people-token-name")).required().max_length(100).error(error_of(errors, "name")))
        (Field::number(lang, "days", lang.t("people-token-life")).required().value("90").error(error_of(errors, "days")))
        (submit(Emphasis::Secondary, &lang.t("people-token-create")))
    };
    PostForm::new("/account/tokens", &*ctx.csrf).body(body).render()
}
