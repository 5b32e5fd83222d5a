//! How the description is drawn. What the program says of itself stands in its own words, in English.

use super::{
    Interface, Operation, Place,
    schema::{self, Field, Kind},
};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        Access,
        components::{Crumb, DataTable, Head, Narrow, section, text},
        page,
    },
};
use serde_json::Value;
use std::collections::BTreeSet;

const PATH: &str = "/api/docs";

/// How to begin, and what there is.
pub(super) fn index(ctx: &Ctx, interface: &Interface) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("api-title"), lang.t("api-view"))
        .lead(html! { p { (lang.t("api-lead")) " " a href="/api/v1/openapi.json" { "openapi.json" } } });
    let paragraphs = [
        "api-begin-token",
        "api-begin-json",
        "api-begin-pages",
        "api-begin-versions",
        "api-begin-keys",
        "api-begin-errors",
        "api-begin-pace",
    ];
    let features = DataTable::new(lang.t("api-features"))
        .caption_hidden()
        .column(lang.t("api-feature"))
        .figures(lang.t("api-operations"))
        .rows(interface.features().into_iter().map(|(name, count)| {
            [html! { a href={ (PATH) "/" (name) } { code { (name) } } }, text(count.to_string())]
        }));
    let address = format!("{}/api/v1/tickets", ctx.platform.settings.public_url);
    let begin = html! {
        div.prose {
            @for key in paragraphs { p { (lang.t(key)) } }
            pre tabindex="0" { code { "curl -H 'Authorization: Bearer socle_…' " (address) } }
            @if ctx.actor.is_signed_in() { p { a href="/account" { (lang.t("api-token-link")) } } }
        }
    };
    let body = html! {
        (section("begin", &lang.t("api-begin"), None, begin))
        (section("features", &lang.t("api-features"), None, html! { (features) }))
    };
    page(ctx, &head, body)
}

/// The operations of one feature, and the schemas they give.
pub(super) fn feature(ctx: &Ctx, interface: &Interface, name: &str) -> Option<Markup> {
    let lang = ctx.lang;
    let own: Vec<&Operation> = interface.operations.iter().filter(|one| one.feature == name).collect();
    let first = own.first()?;
    let head = Head::new(first.feature, lang.t("api-view")).crumbs([Crumb::new(lang.t("api-title"), PATH)]);
    let schemas = reached(interface, &own);
    let body = html! {
        div.interface {
            @for one in &own { (operation(lang, one)) }
            @if !schemas.is_empty() {
                (section("schemas", &lang.t("api-schemas"), None, html! {
                    @for name in &schemas { (named(lang, interface, name)) }
                }))
            }
        }
    };
    Some(page(ctx, &head, body))
}

fn operation(lang: Lang, one: &Operation) -> Markup {
    let title = format!("{} {}", one.method, one.path);
    let mut answers = vec![(one.answer.status.to_owned(), html! { (success(lang, one)) })];
    answers.extend(one.refusals().into_iter().map(|(status, words)| (status.to_string(), text(words))));
    let answers = DataTable::new(lang.with("api-answers-of", &[("operation", &one.name)]))
        .caption_hidden()
        .column(lang.t("api-status"))
        .column(lang.t("api-meaning"))
        .narrow(Narrow::Stacked)
        .rows(
            answers
                .into_iter()
                .map(|(status, words)| [html! { code { (status) } }, html! { span lang="en" { (words) } }]),
        );
    section(
        &one.name,
        &title,
        None,
        html! {
            p { (told(&one.words)) }
            p { (who(lang, one)) }
            @if !one.parameters.is_empty() { (parameters(lang, one)) }
            @if let Some((media, schema)) = &one.body {
                h3 { (lang.t("api-body")) " " code { (media) } }
                (fields(lang, &lang.with("api-body-of", &[("operation", &one.name)]), schema))
            }
            h3 { (lang.t("api-answers")) }
            (answers)
        },
    )
}

/// Who may use the operation.
fn who(lang: Lang, one: &Operation) -> String {
    match (one.access, one.needs()) {
        (Access::Public, _) => lang.t("api-open"),
        (_, None) => lang.t("api-signed-in"),
        (_, Some((_, roles))) => {
            let roles: Vec<String> = roles.iter().map(|role| lang.t(role.key())).collect();
            lang.with("api-roles", &[("roles", &roles.join(", "))])
        }
    }
}

fn success(lang: Lang, one: &Operation) -> Markup {
    html! {
        @match &one.answer.content {
            Some((media, content)) => {
                code { (media) } " "
                @let kind = schema::kind(content);
                @if kind.words != "json" { (kind_of(&kind)) }
            }
            None => span lang=(lang.code()) { (lang.t("api-nothing")) },
        }
        @if one.answer.has_version { " ETag" }
    }
}

fn parameters(lang: Lang, one: &Operation) -> Markup {
    let place = |place: Place| match place {
        Place::Path => lang.t("api-in-path"),
        Place::Query => lang.t("api-in-query"),
        Place::Header => lang.t("api-in-header"),
    };
    let rows = one.parameters.iter().map(|parameter| {
        [
            html! { code { (parameter.name) } },
            text(place(parameter.place)),
            kind_of(&schema::kind(&parameter.schema)),
            text(if parameter.is_required { lang.t("api-required") } else { String::new() }),
            told(&parameter.words),
        ]
    });
    let table = DataTable::new(lang.with("api-parameters-of", &[("operation", &one.name)]))
        .caption_hidden()
        .column(lang.t("api-name"))
        .column(lang.t("api-place"))
        .column(lang.t("api-kind"))
        .column(lang.t("api-need"))
        .column(lang.t("api-meaning"))
        .rows(rows);
    html! { h3 { (lang.t("api-parameters")) } (table) }
}

fn fields(lang: Lang, caption: &str, schema: &Value) -> Markup {
    let fields = schema::fields(schema);
    if fields.is_empty() {
        return html! { p { (lang.t("api-no-field")) } };
    }
    let row = |field: Field| {
        [
            html! { code { (field.name) } },
            kind_of(&field.kind),
            text(if field.is_required { lang.t("api-required") } else { String::new() }),
            told(&field.words),
        ]
    };
    let table = DataTable::new(caption)
        .caption_hidden()
        .column(lang.t("api-name"))
        .column(lang.t("api-kind"))
        .column(lang.t("api-need"))
        .column(lang.t("api-meaning"))
        .rows(fields.into_iter().map(row));
    html! { (table) }
}

/// Words of the program about itself; what stands between backquotes is code.
fn told(words: &str) -> Markup {
    html! {
        span lang="en" {
            @for (place, part) in words.split('`').enumerate() {
                @if place % 2 == 1 { code { (part) } } @else { (part) }
            }
        }
    }
}

fn kind_of(kind: &Kind) -> Markup {
    html! {
        @if let Some(name) = &kind.named { a href={ "#schema-" (name) } { code { (kind.words) } } }
        @else { code { (kind.words) } }
    }
}

fn named(lang: Lang, interface: &Interface, name: &str) -> Markup {
    let Some(schema) = interface.schemas.get(name) else { return html! {} };
    html! {
        h3 id={ "schema-" (name) } { code { (name) } }
        @if let Some(words) = schema["description"].as_str() { p { (told(words)) } }
        @if schema::fields(schema).is_empty() {
            p { (kind_of(&schema::kind(schema))) }
        } @else {
            (fields(lang, &lang.with("api-fields-of", &[("schema", name)]), schema))
        }
    }
}

/// The named schemas that the answers of these operations refer to, and those that these refer to.
fn reached(interface: &Interface, operations: &[&Operation]) -> BTreeSet<String> {
    let contents = operations.iter().filter_map(|one| one.answer.content.as_ref());
    let mut waiting: Vec<&Value> = contents.map(|(_, schema)| schema).collect();
    let mut found = BTreeSet::new();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(object) => {
                if let Some(name) = value["$ref"].as_str().and_then(|path| path.rsplit('/').next())
                    && found.insert(name.to_owned())
                {
                    waiting.extend(interface.schemas.get(name));
                }
                waiting.extend(object.values());
            }
            Value::Array(values) => waiting.extend(values),
            _ => {}
        }
    }
    found
}
