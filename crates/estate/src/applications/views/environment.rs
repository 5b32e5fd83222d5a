//! An environment: what it is, its exceptions, its configuration.

use super::{Fields, adding, crumb, data_tag, fields, kind_tag};
use crate::applications::{
    Environment, EnvironmentForm, EnvironmentKind, Exception, ExceptionForm, Item, ItemForm, actions::Whole,
    rules,
};
use agreements::reading::today;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::{
        components::{
            Crumb, DataTable, Emphasis, FieldError, Head, PostForm, Tone, action_button, actions,
            error_summary, hidden, section, submit, tag, text, time,
        },
        page,
    },
};

/// What was typed on the page of an environment and is shown again.
#[derive(Clone, Debug, Default)]
pub(in crate::applications) struct TypedThere {
    pub(in crate::applications) form: Option<EnvironmentForm>,
    pub(in crate::applications) exception: ExceptionForm,
    pub(in crate::applications) item: ItemForm,
    pub(in crate::applications) refused: &'static str,
    pub(in crate::applications) errors: Vec<FieldError>,
}

/// The page.
pub(in crate::applications) fn environment_page(
    ctx: &Ctx,
    whole: &Whole,
    one: &Environment,
    typed: &TypedThere,
) -> Markup {
    let lang = ctx.lang;
    let key = &whole.application.key;
    let path = format!("{}/environments/{}", key.path(), one.id);
    let keeps = ctx.actor.may(Permission::ApplicationManage) && one.closed_at.is_none();
    let lead = html! { (kind_tag(lang, one.kind)) " " (data_tag(lang, one, &whole.exceptions, today(ctx))) " " (one.address) };
    let back = Crumb::new(whole.application.name.clone(), key.path());
    let head =
        Head::new(one.name.clone(), lang.t("application-environment")).crumbs([crumb(lang), back]).lead(lead);
    let body = html! {
        (error_summary(lang, &typed.errors))
        (items(ctx, whole, one, &path, keeps, typed))
        @if one.kind != EnvironmentKind::Production { (exceptions(ctx, whole, one, &path, keeps, typed)) }
        @if keeps { (edit(ctx, one, &path, typed)) }
    };
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn edit(ctx: &Ctx, one: &Environment, path: &str, typed: &TypedThere) -> Markup {
    let lang = ctx.lang;
    let form = typed
        .form
        .clone()
        .map_or_else(|| EnvironmentForm::of(one), |form| EnvironmentForm { version: one.version, ..form });
    let own = Fields::of(lang, "form", typed.refused == "form", &typed.errors);
    let post = PostForm::new(path, &ctx.csrf).hidden("version", form.version.to_string()).body(html! {
        (fields::environment(&own, &form, false))
        (actions(submit(Emphasis::Primary, &lang.t("application-save"))))
    });
    let close = action_button(
        &ctx.csrf,
        &format!("{path}/closing"),
        Emphasis::Quiet,
        &lang.t("application-environment-close"),
        Some(&one.name),
    );
    section("edit", &lang.t("application-edit"), None, html! { (post) (close) })
}

fn items(ctx: &Ctx, whole: &Whole, one: &Environment, path: &str, keeps: bool, typed: &TypedThere) -> Markup {
    let lang = ctx.lang;
    let own: Vec<&Item> = whole.items.iter().filter(|item| item.environment == one.id).collect();
    let columns =
        ["application-item", "application-item-kind", "application-item-value", "application-item-since"];
    let table = DataTable::new(lang.t("application-items")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(own.iter().map(|item| {
        let removal = format!("{path}/items/removal");
        let label = lang.t("application-item-remove");
        vec![
            text(&item.name),
            text(lang.t(item.kind.label_key())),
            text(&item.value),
            html! {
                (time(lang, item.changed_at)) ", " (item.changed_by)
                @if keeps { (PostForm::new(&removal, &ctx.csrf).body(html! {
                    (hidden("name", &item.name))
                    button.quiet type="submit" { (label) span.visually-hidden { " " (item.name) } }
                })) }
            },
        ]
    }));
    let is_open = typed.refused == "items";
    let fields = fields::item(&Fields::of(lang, "items", is_open, &typed.errors), &typed.item);
    let body = html! {
        @if own.is_empty() { p { (lang.t("application-items-none")) } } @else { (table) }
        @if keeps { (adding(ctx, &format!("{path}/items"), "application-item-set", is_open, fields)) }
    };
    section("items", &lang.t("application-items"), None, body)
}

fn exceptions(
    ctx: &Ctx,
    whole: &Whole,
    one: &Environment,
    path: &str,
    keeps: bool,
    typed: &TypedThere,
) -> Markup {
    let lang = ctx.lang;
    let own: Vec<&Exception> = whole.exceptions.iter().filter(|held| held.environment == one.id).collect();
    let is_open = typed.refused == "exceptions";
    let fields = fields::exception(&Fields::of(lang, "exceptions", is_open, &typed.errors), &typed.exception);
    let body = html! {
        p.hint { (lang.t("application-exceptions-lead")) }
        @if own.is_empty() { p { (lang.t("application-exceptions-none")) } } @else { (exception_table(ctx, whole, &own, keeps)) }
        @if keeps { (adding(ctx, &format!("{path}/exceptions"), "application-exception-add", is_open, fields)) }
    };
    section("exceptions", &lang.t("application-exceptions"), None, body)
}

fn exception_table(ctx: &Ctx, whole: &Whole, own: &[&Exception], keeps: bool) -> DataTable {
    let (lang, today) = (ctx.lang, today(ctx));
    let columns = [
        "application-exception-reason",
        "application-exception-safeguards",
        "application-exception-author",
        "application-exception-days",
    ];
    let table = DataTable::new(lang.t("application-exceptions")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(own.iter().map(|held| {
        let end = format!("{}/exceptions/{}/end", whole.application.key.path(), held.id);
        let days = [("from", figures::date(lang, held.starts_on)), ("to", figures::date(lang, held.ends_on))];
        let is_held = rules::holds(held, today);
        vec![
            text(&held.reason),
            text(&held.safeguards),
            text(&held.author_name),
            html! {
                (lang.with("application-exception-span", &days)) " "
                @if is_held { (tag(Tone::Warning, &lang.t("application-exception-holds"))) }
                @else { (tag(Tone::Neutral, &lang.t("application-exception-over"))) }
                @if keeps && held.ended_at.is_none() && held.ends_on >= today {
                    (action_button(&ctx.csrf, &end, Emphasis::Quiet, &lang.t("application-exception-end"), Some(&held.reason)))
                }
            },
        ]
    }))
}
