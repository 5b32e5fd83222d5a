//! The reflectometry results on the page of a site.

use super::{Measure, MeasureForm};
use crate::sites::Site;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::components::{
        DataTable, Emphasis, Field, FieldError, Narrow, PostForm, actions as buttons, error_of, link,
        section, submit, text,
    },
};

/// The results, with the form that adds to them for those who may.
pub(crate) fn of_site(
    ctx: &Ctx,
    site: &Site,
    all: &[Measure],
    form: Option<&MeasureForm>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("reflectometry-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["reflectometry-measured", "reflectometry-file", "outage-note"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(all.iter().map(|one| {
        let size = figures::file_size(lang, u64::try_from(one.size).unwrap_or(0));
        let href = format!("{}/reflectometry/{}", site.path(), one.id);
        [
            text(figures::date(lang, one.measured_on)),
            html! { (link(&href, &one.name)) " (" (size) ")" },
            text(&one.note),
        ]
    }));
    section(
        "reflectometry",
        &lang.t("reflectometry-title"),
        None,
        html! {
            @if all.is_empty() { p { (lang.t("reflectometry-none")) } } @else { (table) }
            @if let Some(form) = form { (filing(ctx, site, form, errors)) }
        },
    )
}

fn filing(ctx: &Ctx, site: &Site, form: &MeasureForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{}/reflectometry", site.path()), &ctx.csrf).upload();
    let post = post.label(lang.t("reflectometry-new")).body(html! {
        (Field::file(lang, "files", lang.t("reflectometry-file")).multiple().error(error_of(errors, "files")).required())
        (Field::date(lang, "measured_on", lang.t("reflectometry-measured")).value(&form.measured_on)
            .error(error_of(errors, "measured_on")))
        (Field::text(lang, "note", lang.t("outage-note")).id_as("field-reflectometry-note").value(&form.note)
            .error(error_of(errors, "note")))
        (buttons(submit(Emphasis::Secondary, &lang.t("estate-save"))))
    });
    html! { details open[!errors.is_empty()] { summary { (lang.t("reflectometry-new")) } (post) } }
}
