//! How results are drawn.

use super::{Group, SearchQuery};
use maud::{Markup, html};
use platform::{
    Ctx,
    search::{
        Asked, Hit, Kind, Reach,
        excerpt::{excerpt, marked, runs},
    },
    web::{
        components::{
            Emphasis, Field, Head, empty_state, filter_form, link, pagination, section, submit, time,
        },
        guard::percent,
        page,
    },
};

/// The page when no word was given: how to search.
pub fn advice_page(ctx: &Ctx, query: &SearchQuery) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("search-title"), lang.t("search-view"));
    let advice = empty_state(&lang.t("search-advice"), &lang.t("search-advice-why"), None);
    page(ctx, &head, html! { (form(ctx, query)) (advice) })
}

/// The page of results, grouped by kind.
pub fn results_page(ctx: &Ctx, query: &SearchQuery, asked: &Asked, groups: &[Group]) -> Markup {
    let lang = ctx.lang;
    let title = lang.with("search-of", &[("words", query.q.trim())]);
    let nothing = || empty_state(&lang.t("search-nothing"), &lang.t("search-nothing-why"), None);
    let body = html! {
        (form(ctx, query))
        (facets(ctx, query))
        @if groups.is_empty() { (nothing()) }
        @for group in groups { (results(ctx, query, asked, group)) }
    };
    page(ctx, &Head::new(title, lang.t("search-view")), body)
}

fn form(ctx: &Ctx, query: &SearchQuery) -> Markup {
    let lang = ctx.lang;
    let body = html! {
        (Field::text(lang, "q", lang.t("search-words")).value(&query.q))
        @if !query.kind.is_empty() { input type="hidden" name="kind" value=(query.kind); }
        (submit(Emphasis::Primary, &lang.t("search-go")))
    };
    filter_form("/search", &lang.t("search-title"), body)
}

fn address(query: &SearchQuery, kind: Option<Kind>) -> String {
    let q = percent(&query.q);
    kind.map_or_else(|| format!("/search?q={q}"), |kind| format!("/search?q={q}&kind={}", kind.as_str()))
}

fn facets(ctx: &Ctx, query: &SearchQuery) -> Markup {
    let lang = ctx.lang;
    let current = |is: bool| is.then_some("true");
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.reach(&ctx.actor) != Reach::Nothing);
    html! {
        nav aria-label=(lang.t("search-kinds")) {
            ul.facets {
                li { a href=(address(query, None)) aria-current=[current(query.kind.is_empty())] { (lang.t("search-everything")) } }
                @for kind in kinds {
                    li {
                        a href=(address(query, Some(kind))) aria-current=[current(query.kind == kind.as_str())] {
                            (lang.t(kind.label_key()))
                        }
                    }
                }
            }
        }
    }
}

fn results(ctx: &Ctx, query: &SearchQuery, asked: &Asked, group: &Group) -> Markup {
    let lang = ctx.lang;
    let label = lang.t(group.kind.label_key());
    let list = html! { ol.found { @for hit in &group.hits { (result(ctx, asked, hit)) } } };
    let last = group.hits.last().filter(|_| group.has_more).map(|hit| hit.place);
    let more = match (query.kind.is_empty(), last) {
        (true, Some(_)) => {
            let words = lang.with("search-all-of-kind", &[("kind", &label)]);
            html! { p { (link(&address(query, Some(group.kind)), &words)) } }
        }
        (true, None) => html! {},
        (false, last) => {
            let here = address(query, Some(group.kind));
            let next = last.map(|place| format!("{here}&after={place}"));
            let first = (!query.after.is_empty()).then_some(here.as_str());
            pagination(lang, &label, first, next.as_deref(), None)
        }
    };
    section(group.kind.as_str(), &label, None, html! { (list) (more) })
}

/// Whether it matters to somebody looking for it when it came to be.
fn has_date(kind: Kind) -> bool {
    !matches!(kind, Kind::Site | Kind::Asset | Kind::Application | Kind::Person | Kind::Article | Kind::Guide)
}

fn result(ctx: &Ctx, asked: &Asked, hit: &Hit) -> Markup {
    html! {
        li {
            a href=(hit.path) { (marked(&runs(&hit.title, &asked.marked))) }
            @if has_date(hit.kind) { " " span.when { (time(ctx.lang, hit.at)) } }
            @if !hit.body.is_empty() { p { (marked(&excerpt(&hit.body, &asked.marked))) } }
        }
    }
}
