//! How the audit log is drawn.

use super::{PROVIDER_CHAIN, Recorded, pages::ListPage};
use kernel::Scope;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    sheet,
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, Head, Tone, empty_state, filter_form, link_button,
            pagination, submit, tag, text, time,
        },
        page,
    },
};

/// One page of the log, newest first.
pub fn list_page(ctx: &Ctx, list: &ListPage) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("people-audit"), lang.t("people-view"))
        .lead(html! { p { (lang.t("people-audit-lead")) } });
    let table = DataTable::new(lang.t("people-audit")).caption_hidden();
    let columns = [
        "people-audit-at",
        "people-audit-actor",
        "people-audit-action",
        "people-audit-object",
        "people-audit-detail",
        "people-audit-place",
    ];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let rows = list.entries.iter().map(|entry| {
        [
            time(lang, entry.at),
            actor(lang, entry),
            html! { code { (entry.action) } },
            html! { (entry.object_kind) " " code { (entry.object_id) } },
            html! { @if entry.detail != "{}" { code { (entry.detail) } } },
            text(format!("{}, n° {}", chain_name(lang, list, &entry.chain), entry.sequence)),
        ]
    });
    let clear = link_button(Emphasis::Secondary, "/audit", &lang.t("people-audit-clear"));
    let nothing = empty_state(&lang.t("people-audit-none"), &lang.t("people-audit-none-why"), Some(clear));
    let first = (!list.query.before.is_empty()).then_some("/audit");
    let body = html! {
        (filters(ctx, list))
        (table.rows(rows).empty(nothing))
        (pagination(lang, &lang.t("people-audit"), first, list.next.as_deref(), None))
        (sheet::links(lang, "export-as", "/exports/audit"))
    };
    page(ctx, &head, body)
}

fn actor(lang: Lang, entry: &Recorded) -> Markup {
    if entry.salt.is_none() {
        tag(Tone::Neutral, &lang.t("people-audit-erased"))
    } else {
        text(&entry.actor_name)
    }
}

fn chain_name(lang: Lang, list: &ListPage, chain: &str) -> String {
    if chain == PROVIDER_CHAIN {
        return lang.t("people-side-provider");
    }
    let known = list.beneficiaries.iter().find(|o| o.id.as_str() == chain);
    known.map_or_else(|| chain.to_owned(), |o| o.name.clone())
}

fn filters(ctx: &Ctx, list: &ListPage) -> Markup {
    let (lang, query) = (ctx.lang, &list.query);
    let chains = [("", "people-audit-all"), (PROVIDER_CHAIN, "people-side-provider")]
        .map(|(value, key)| Choice::new(value, lang.t(key)));
    let chains =
        chains.into_iter().chain(list.beneficiaries.iter().map(|o| Choice::new(o.id.as_str(), &o.name)));
    let field = |name: &str, label: &str, value: &str| Field::text(lang, name, lang.t(label)).value(value);
    filter_form(
        "/audit",
        &lang.t("people-audit-filter"),
        html! {
            @if *ctx.scope() == Scope::All {
                (Field::select(lang, "chain", lang.t("people-audit-chain"), chains).value(&query.chain))
            }
            (field("action", "people-audit-action", &query.action).width(20))
            (field("object_kind", "people-audit-object-kind", &query.object_kind).width(20))
            (field("object_id", "people-audit-object-id", &query.object_id).width(40))
            (submit(Emphasis::Secondary, &lang.t("people-audit-filter")))
        },
    )
}
