//! The form of a mapping: a line for each column, with what it holds; then what is said for every row, and what words mean.

use super::crumbs;
use crate::imports::{Import, fields, pages::MappingForm};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    sheet::reading::Table,
    web::{
        components::{
            Choice, Emphasis, Field, FieldError, Head, PostForm, Tone, actions, error_of, error_summary,
            link_button, notice, submit,
        },
        page,
    },
};

/// Cells shown of each column.
const SAMPLES: usize = 3;

/// Characters shown of a cell.
const SAMPLE: usize = 60;

pub(in super::super) fn mapping(
    ctx: &Ctx,
    import: &Import,
    table: &Table,
    form: &MappingForm,
    kept_as: Option<&str>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let args = [("file", import.file_name.clone()), ("count", import.row_count.to_string())];
    let head = Head::new(lang.t("import-mapping"), lang.t("import-view"))
        .crumbs(crumbs(lang))
        .lead(html! { p { (lang.with("import-mapping-lead", &args)) } })
        .has_errors(!errors.is_empty());
    let body = html! {
        (columns(lang, import, table, form, errors))
        (fixed(lang, import, form, errors))
        (words(lang, import, form, errors))
        (Field::text(lang, "keep_as", lang.t("import-keep-as")).hint(lang.t("import-keep-as-hint"))
            .value(&form.keep_as).error(error_of(errors, "keep_as")))
        (actions(html! {
            (submit(Emphasis::Primary, &lang.t("import-check")))
            (link_button(Emphasis::Secondary, &import.path(), &lang.t("import-back")))
        }))
    };
    let post = PostForm::new(format!("{}/mapping", import.path()), &ctx.csrf).body(body);
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            @if let Some(name) = kept_as {
                (notice(Tone::Info, &lang.with("import-kept-proposed", &[("name", name)]), html! {}))
            }
            (post)
        },
    )
}

fn columns(lang: Lang, import: &Import, table: &Table, form: &MappingForm, errors: &[FieldError]) -> Markup {
    let none = Choice::new("", lang.t("import-ignore"));
    let choices: Vec<Choice> = std::iter::once(none)
        .chain(fields::of(import.target).iter().map(|field| Choice::new(field.name, lang.t(field.label_key))))
        .collect();
    html! {
        fieldset #field-columns {
            legend { (lang.t("import-columns")) }
            p.hint { (lang.t("import-columns-hint")) }
            @for (i, column) in table.columns.iter().enumerate() {
                @let chosen = form.column.get(i).map_or("", String::as_str);
                (Field::select(lang, "column", column, choices.clone()).id_as(format!("field-column-{i}"))
                    .hint(samples(lang, table, i)).value(chosen).error(error_of(errors, &format!("column-{i}"))))
            }
        }
    }
}

/// A few things that stand in a column.
fn samples(lang: Lang, table: &Table, column: usize) -> String {
    let mut seen: Vec<String> = vec![];
    for row in &table.rows {
        let cell: String = row.cells.get(column).map_or("", String::as_str).chars().take(SAMPLE).collect();
        if !cell.is_empty() && !seen.contains(&cell) {
            seen.push(cell);
        }
        if seen.len() == SAMPLES {
            break;
        }
    }
    if seen.is_empty() {
        return lang.t("import-column-empty");
    }
    lang.with("import-samples", &[("samples", seen.join(" · "))])
}

fn fixed(lang: Lang, import: &Import, form: &MappingForm, errors: &[FieldError]) -> Markup {
    html! {
        details open[!errors.is_empty() || form.fixed.iter().any(|one| !one.is_empty())] {
            summary { (lang.t("import-fixed")) }
            p.hint { (lang.t("import-fixed-hint")) }
            @for (i, field) in fields::of(import.target).iter().enumerate() {
                @let value = form.fixed.get(i).map_or("", String::as_str);
                (Field::text(lang, "fixed", label(lang, field)).id_as(format!("field-fixed-{}", field.name.replace('_', "-")))
                    .value(value).error(error_of(errors, &format!("fixed-{}", field.name))))
            }
        }
    }
}

fn label(lang: Lang, field: &fields::Field) -> String {
    let name = lang.t(field.label_key);
    if field.is_required { lang.with("import-field-required", &[("name", name)]) } else { name }
}

fn words(lang: Lang, import: &Import, form: &MappingForm, errors: &[FieldError]) -> Markup {
    let with_words = fields::of(import.target).iter().filter(|field| field.has_words);
    html! {
        details open[!errors.is_empty() || form.values.iter().any(|one| !one.is_empty())] {
            summary { (lang.t("import-values")) }
            p.hint #field-values { (lang.t("import-values-hint")) }
            @for (i, field) in with_words.enumerate() {
                @let value = form.values.get(i).map_or("", String::as_str);
                (Field::textarea(lang, "values", lang.t(field.label_key)).rows(3)
                    .id_as(format!("field-values-{}", field.name.replace('_', "-")))
                    .value(value).error(error_of(errors, &format!("values-{}", field.name))))
            }
            (Field::text(lang, "time_zone", lang.t("import-zone")).hint(lang.t("import-zone-hint")).width(30)
                .value(&form.time_zone).error(error_of(errors, "time_zone")))
            (Field::checkbox(lang, "is_html", lang.t("import-html")).value(&form.is_html))
        }
    }
}
