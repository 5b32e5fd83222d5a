//! How the page of the appearance looks.

use super::{AppearanceForm, Version};
use maud::{Markup, html};
use platform::{
    Ctx,
    web::{
        self,
        components::{
            DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, actions as buttons, empty_state,
            error_of, error_summary, section, submit, text, time,
        },
    },
};

/// The form, with what was typed when it was refused, and the versions before.
pub(super) fn page(
    ctx: &Ctx,
    versions: &[Version],
    typed: Option<AppearanceForm>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("appearance-title"), lang.t("nav-settings"))
        .lead(text(lang.t("appearance-lead")))
        .has_errors(!errors.is_empty());
    let present = versions.first().cloned().unwrap_or_default();
    // What was typed is shown again with the present version: sending it once more then decides.
    let form = typed.unwrap_or_else(|| AppearanceForm {
        name: present.name.clone(),
        colour: present.colour.clone(),
        dark_colour: present.dark_colour.clone(),
        ..AppearanceForm::default()
    });
    let form = AppearanceForm { version: present.version, ..form };
    let body = html! {
        (error_summary(lang, errors))
        (fields(ctx, &form, &present, errors))
        (section("versions", &lang.t("appearance-versions"), None, history(ctx, versions)))
    };
    web::page(ctx, &head, body)
}

fn fields(ctx: &Ctx, form: &AppearanceForm, present: &Version, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let error = |name: &str| error_of(errors, name);
    let post = PostForm::new("/appearance", &ctx.csrf).upload().hidden("version", form.version.to_string());
    let post = post.body(html! {
        (Field::text(lang, "name", lang.t("appearance-name")).value(&form.name).hint(lang.t("appearance-name-hint")).error(error("name")))
        (Field::text(lang, "colour", lang.t("appearance-colour")).width(8).value(&form.colour)
            .hint(lang.t("appearance-colour-hint")).error(error("colour")))
        (Field::text(lang, "dark_colour", lang.t("appearance-dark-colour")).width(8).value(&form.dark_colour)
            .hint(lang.t("appearance-dark-colour-hint")).error(error("dark_colour")))
        (Field::file(lang, "logo", lang.t("appearance-logo")).accept("image/png,image/jpeg,image/webp")
            .hint(lang.t("appearance-logo-hint")).error(error("logo")))
        @if present.logo.is_some() {
            (Field::checkbox(lang, "without_logo", lang.t("appearance-without-logo")).value(&form.without_logo))
        }
        (buttons(submit(Emphasis::Primary, &lang.t("appearance-save"))))
    });
    html! { (post) }
}

fn history(ctx: &Ctx, versions: &[Version]) -> Markup {
    let lang = ctx.lang;
    let or_ours = |value: &str| if value.is_empty() { text(lang.t("appearance-ours")) } else { text(value) };
    let table = DataTable::new(lang.t("appearance-versions")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["appearance-version", "appearance-name", "appearance-colour", "appearance-dark-colour"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.column(lang.t("appearance-logo")).column(lang.t("appearance-set-by"));
    let rows = table.rows(versions.iter().map(|one| {
        [
            text(one.version.to_string()),
            or_ours(&one.name),
            or_ours(&one.colour),
            or_ours(&one.dark_colour),
            text(lang.t(if one.logo.is_some() { "appearance-own-logo" } else { "appearance-ours" })),
            html! { (one.set_by) @if let Some(at) = one.set_at { p.hint { (time(lang, at)) } } },
        ]
    }));
    html! { (rows.empty(empty_state(&lang.t("appearance-none"), &lang.t("appearance-none-why"), None))) }
}
