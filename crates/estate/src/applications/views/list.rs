//! The list of applications and the form of one.

use super::{crumb, warranty_tag};
use crate::applications::{
    ApplicationForm, ApplicationKey,
    actions::{ListQuery, Row},
    rules,
};
use agreements::reading::today;
use kernel::{Permission, Scope};
use maud::{Markup, html};
use people::{Organisation, Person};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, actions, empty_state,
            error_of, error_summary, filter_form, link, link_button, pagination, submit, text,
        },
        guard::percent,
        page,
    },
};

/// The list.
pub(in crate::applications) fn list_page(
    ctx: &Ctx,
    query: &ListQuery,
    rows: &[Row],
    next: Option<&ApplicationKey>,
    bodies: &[Organisation],
) -> Markup {
    let lang = ctx.lang;
    let new = ctx.actor.may(Permission::ApplicationManage);
    let new = new.then(|| link_button(Emphasis::Primary, "/applications/new", &lang.t("application-new")));
    let head = Head::new(lang.t("application-title"), lang.t("application-view"));
    let head =
        head.lead(text(lang.t("application-lead"))).actions(html! { @if let Some(new) = &new { (new) } });
    let nothing = empty_state(&lang.t("application-none"), &lang.t("application-none-why"), new);
    let first = (!query.after.is_empty()).then(|| address(query, ""));
    let next = next.map(|key| address(query, &format!("{}/{}", key.beneficiary, key.id)));
    let body = html! {
        @if *ctx.scope() == Scope::All { (filters(lang, query, bodies)) }
        (table(ctx, rows).empty(nothing))
        (pagination(lang, &lang.t("application-title"), first.as_deref(), next.as_deref(), None))
        (sheet::links(lang, "export-as", "/exports/applications"))
    };
    page(ctx, &head, body)
}

fn address(query: &ListQuery, after: &str) -> String {
    format!("/applications?beneficiary={}&after={}", percent(&query.beneficiary), percent(after))
}

fn filters(lang: Lang, query: &ListQuery, bodies: &[Organisation]) -> Markup {
    let any = std::iter::once(Choice::new("", lang.t("application-any")));
    let bodies = any.chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    filter_form(
        "/applications",
        &lang.t("application-title"),
        html! {
            (Field::select(lang, "beneficiary", lang.t("estate-beneficiary"), bodies).value(&query.beneficiary))
            (submit(Emphasis::Secondary, &lang.t("application-filter")))
        },
    )
}

fn table(ctx: &Ctx, rows: &[Row]) -> DataTable {
    let (lang, today) = (ctx.lang, today(ctx));
    let columns = ["application-name", "application-publisher", "application-owner", "application-warranty"];
    let table = DataTable::new(lang.t("application-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(rows.iter().map(|row| {
        let one = &row.application;
        vec![
            html! {
                (link(&one.key.path(), &one.name))
                p.hint {
                    (one.beneficiary_name)
                    @if let Some(day) = one.retired_on {
                        " · " (lang.with("application-retired", &[("day", figures::date(lang, day))]))
                    }
                }
            },
            text(&one.publisher),
            text(&one.business_owner),
            warranty_tag(lang, one.warranty_from, row.after.as_ref(), today),
        ]
    }))
}

/// The form of a new application, or of one that exists.
pub(in crate::applications) fn form_page(
    ctx: &Ctx,
    key: Option<&ApplicationKey>,
    form: &ApplicationForm,
    (bodies, keepers): (&[Organisation], &[Person]),
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let here = key.map(|key| Crumb::new(form.name.clone(), key.path()));
    let title = lang.t(if key.is_some() { "application-edit" } else { "application-new" });
    let head = Head::new(title, lang.t("application-view")).crumbs(std::iter::once(crumb(lang)).chain(here));
    let back = key.map_or_else(|| "/applications".to_owned(), ApplicationKey::path);
    let action = key.map_or_else(|| "/applications".to_owned(), |_| format!("{back}/edit"));
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string());
    let sent = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = if key.is_none() { post.hidden("key", sent) } else { post };
    let owners = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let post = post.body(html! {
        @if key.is_none() {
            (Field::select(lang, "beneficiary", lang.t("estate-beneficiary"), owners).value(&form.beneficiary)
                .error(error_of(errors, "beneficiary")).required())
        }
        (fields(lang, form, keepers, errors))
        (actions(html! {
            (submit(Emphasis::Primary, &lang.t("application-save")))
            (link_button(Emphasis::Secondary, &back, &lang.t("application-cancel")))
        }))
    });
    page(ctx, &head.has_errors(!errors.is_empty()), html! { (error_summary(lang, errors)) (post) })
}

fn fields(lang: Lang, form: &ApplicationForm, keepers: &[Person], errors: &[FieldError]) -> Markup {
    let me = std::iter::once(Choice::new("", lang.t("application-keeper-me")));
    let keepers = me.chain(keepers.iter().map(|one| Choice::new(one.id.as_str(), &one.name)));
    let limit = u32::try_from(rules::NAME).unwrap_or(u32::MAX);
    let line = |name: &str, label: &str, value: &str| {
        Field::text(lang, name, lang.t(label)).value(value).max_length(limit).error(error_of(errors, name))
    };
    let day = |name: &str, label: &str, value: &str| {
        Field::date(lang, name, lang.t(label)).value(value).error(error_of(errors, name))
    };
    html! {
        (line("name", "application-name", &form.name).required())
        (Field::textarea(lang, "purpose", lang.t("application-purpose")).rows(3).value(&form.purpose)
            .error(error_of(errors, "purpose")).required())
        (line("publisher", "application-publisher", &form.publisher).required())
        (line("business_owner", "application-owner", &form.business_owner).hint(lang.t("application-owner-hint")).required())
        (Field::select(lang, "keeper", lang.t("application-keeper"), keepers).value(&form.keeper)
            .hint(lang.t("application-keeper-hint")).error(error_of(errors, "keeper")))
        (day("warranty_from", "application-warranty-from", &form.warranty_from).hint(lang.t("application-warranty-hint")))
        (day("retired_on", "application-retired-on", &form.retired_on))
    }
}
