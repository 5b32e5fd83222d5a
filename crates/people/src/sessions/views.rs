//! The pages of signing in.

use super::links::{Purpose, Usable};
use kernel::Text;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx, Problems,
    web::{
        components::{Emphasis, Field, FieldError, Head, PostForm, error_of, error_summary, submit},
        page,
    },
};

/// The problems of a form in the reader's language.
pub(crate) fn field_errors(ctx: &Ctx, problems: &Problems) -> Vec<FieldError> {
    let told =
        |field: &str, text: &Text| FieldError { field: field.to_owned(), message: ctx.lang.text(text) };
    problems.0.iter().map(|p| told(&p.field, &p.text)).collect()
}

/// The sign-in page, with the address typed before and what was wrong.
pub fn sign_in(ctx: &Ctx, email: &str, next: &str, problems: &Problems) -> Markup {
    let (lang, errors) = (ctx.lang, field_errors(ctx, problems));
    let title = lang.t("people-sign-in");
    let fields = html! {
        (Field::email(lang, "email", lang.t("people-email")).value(email).required().autocomplete("username"))
        (Field::password(lang, "password", lang.t("people-password")).required().autocomplete("current-password")
            .error(error_of(&errors, "password")))
        (submit(Emphasis::Primary, &title))
    };
    let form = PostForm::new("/sign-in", &*ctx.csrf).hidden("next", next).body(fields);
    let head = Head::new(title, lang.t("people-account")).has_errors(!errors.is_empty());
    page(
        ctx,
        &head,
        html! { (error_summary(lang, &errors)) (form.render()) p { (lang.t("people-sign-in-lost")) } },
    )
}

/// What a link offers: choosing a password, or entering the demonstration. Nothing happens until it is sent.
pub fn link(ctx: &Ctx, secret: &str, link: &Usable, problems: &Problems) -> Markup {
    let (lang, errors) = (ctx.lang, field_errors(ctx, problems));
    let is_demonstration = link.purpose == Purpose::Demonstration;
    let title = lang.t(if is_demonstration { "people-link-demonstration" } else { "people-link-password" });
    let body = html! {
        p { (lang.with("people-link-for", &[("name", &link.person.name), ("organisation", &link.person.organisation_name)])) }
        @if !is_demonstration {
            (Field::password(lang, "password", lang.t("people-password-new")).required().autocomplete("new-password")
                .hint(lang.t("people-password-hint")).error(error_of(&errors, "password")))
        }
        (submit(Emphasis::Primary, &lang.t("people-sign-in")))
    };
    let form = PostForm::new(format!("/link/{secret}"), &*ctx.csrf).body(body);
    let head = Head::new(title, lang.t("people-account")).has_errors(!errors.is_empty());
    page(ctx, &head, html! { (error_summary(lang, &errors)) (form.render()) })
}
