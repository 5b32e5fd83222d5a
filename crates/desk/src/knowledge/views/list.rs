//! The list of articles.

use super::super::{
    Article, Served,
    actions::{self, List, ListQuery, VIEWS},
    rules,
    store::Reader,
};
use super::{audience, standing};
use crate::categories::Category;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, Tone, empty_state, error_of, error_summary,
            filter_form, link, link_button, notice, pagination, submit, tag, text, time,
        },
        guard::percent,
        page,
    },
};

/// The list: for agents with where each stands and how it served, for others to read.
pub(in super::super) fn list_page(
    ctx: &Ctx,
    query: &ListQuery,
    list: &List,
    categories: &[Category],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let is_agent = Reader::of(&ctx.actor) == Reader::Agents;
    let new = actions::may_write(ctx)
        .then(|| link_button(Emphasis::Primary, "/knowledge/new", &lang.t("knowledge-new")));
    let lead = lang.t(if is_agent { "knowledge-lead-agents" } else { "knowledge-lead" });
    let head = Head::new(lang.t("knowledge-title"), lang.t("desk-view-desk")).lead(text(lead));
    let head = head.actions(html! { @if let Some(new) = &new { (new) } }).has_errors(!errors.is_empty());
    let is_narrow = *query != ListQuery::default();
    let why = if is_narrow { "knowledge-none-found" } else { "knowledge-none-why" };
    let nothing = empty_state(&lang.t("knowledge-none"), &lang.t(why), new);
    let table = if is_agent { for_agents(ctx, list) } else { for_readers(lang, &list.articles) };
    let first = (!query.after.is_empty()).then(|| address(query, ""));
    let next = list.next.as_ref().map(|id| address(query, id.as_str()));
    let body = html! {
        (error_summary(lang, errors))
        @if is_agent { (waiting(lang, list.waiting)) }
        (filters(lang, query, categories, is_agent, errors))
        (table.empty(nothing))
        (pagination(lang, &lang.t("knowledge-title"), first.as_deref(), next.as_deref(), None))
    };
    page(ctx, &head, body)
}

fn address(query: &ListQuery, after: &str) -> String {
    let parts =
        [("q", query.q.as_str()), ("category", &query.category), ("view", &query.view), ("after", after)];
    let given = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = given.map(|(name, value)| format!("{name}={}", percent(value))).collect();
    if pairs.is_empty() { "/knowledge".to_owned() } else { format!("/knowledge?{}", pairs.join("&")) }
}

/// What waits for somebody.
fn waiting(lang: Lang, [reviews, due]: [i64; 2]) -> Markup {
    html! {
        @if reviews > 0 {
            (notice(Tone::Info, &lang.with("knowledge-waiting-reviews", &[("count", reviews)]), html! {
                p { (link("/knowledge?view=review", &lang.t("knowledge-see"))) }
            }))
        }
        @if due > 0 {
            (notice(Tone::Warning, &lang.with("knowledge-waiting-due", &[("count", due)]), html! {
                p { (link("/knowledge?view=due", &lang.t("knowledge-see"))) }
            }))
        }
    }
}

fn filters(
    lang: Lang,
    query: &ListQuery,
    categories: &[Category],
    is_agent: bool,
    errors: &[FieldError],
) -> Markup {
    let all = std::iter::once(Choice::new("", lang.t("knowledge-any-category")));
    let used = categories.iter().filter(|one| one.archived_at.is_none() || one.id.as_str() == query.category);
    let categories = all.chain(used.map(|one| Choice::new(one.id.as_str(), one.path())));
    let views = VIEWS.map(|view| Choice::new(view, lang.t(view_key(view))));
    filter_form(
        "/knowledge",
        &lang.t("knowledge-title"),
        html! {
            (Field::search(lang, "q", lang.t("knowledge-words")).value(&query.q).max_length(200))
            (Field::select(lang, "category", lang.t("knowledge-category"), categories).value(&query.category))
            @if is_agent {
                (Field::select(lang, "view", lang.t("knowledge-view"), views).value(&query.view).error(error_of(errors, "view")))
            }
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        },
    )
}

fn view_key(view: &str) -> &'static str {
    match view {
        "read" => "knowledge-view-read",
        "draft" => "knowledge-view-draft",
        "review" => "knowledge-view-review",
        "due" => "knowledge-view-due",
        "unread" => "knowledge-view-unread",
        "retired" => "knowledge-view-retired",
        _ => "knowledge-view-all",
    }
}

fn for_agents(ctx: &Ctx, list: &List) -> DataTable {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("knowledge-title")).caption_hidden();
    let columns = ["knowledge-article", "knowledge-audience", "knowledge-state", "knowledge-review-by"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let figures = ["knowledge-reads", "knowledge-answered", "knowledge-helped"];
    let table = figures.iter().fold(table, |table, key| table.figures(lang.t(key)));
    table.rows(list.articles.iter().map(|article| {
        let served = list.served.get(article.id.as_str()).copied().unwrap_or_default();
        vec![
            name(lang, article),
            text(audience(lang, &article.shown)),
            standing(lang, article),
            review_by(ctx, article),
            text(figures::count(lang, served.reads)),
            text(figures::count(lang, served.answered)),
            text(helped(lang, served)),
        ]
    }))
}

fn name(lang: Lang, article: &Article) -> Markup {
    let category = article.category.as_ref().map(|(_, name)| name.as_str());
    html! {
        (link(&article.path(), &article.shown.title))
        @if let Some(category) = category { p.hint { (category) } }
        @if article.kind == super::super::ArticleKind::Procedure { " " (tag(Tone::Neutral, &lang.t(article.kind.label_key()))) }
    }
}

fn review_by(ctx: &Ctx, article: &Article) -> Markup {
    let Some(by) = article.review_by.filter(|_| article.is_read()) else { return text("—") };
    let day = figures::date(ctx.lang, by);
    if rules::is_due(article, actions::today(ctx)) {
        return html! { (tag(Tone::Warning, &ctx.lang.t("knowledge-due"))) " " (day) };
    }
    text(day)
}

/// How many it helped, of how many who said so.
fn helped(lang: Lang, served: Served) -> String {
    match served.helpful + served.unhelpful {
        0 => "—".to_owned(),
        all => lang.with("knowledge-of", &[("part", served.helpful), ("all", all)]),
    }
}

fn for_readers(lang: Lang, articles: &[Article]) -> DataTable {
    let table = DataTable::new(lang.t("knowledge-title")).caption_hidden();
    let columns = ["knowledge-article", "knowledge-category", "knowledge-updated"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(articles.iter().map(|article| {
        vec![
            link(&article.path(), &article.shown.title),
            text(article.category.as_ref().map_or("—", |(_, name)| name.as_str())),
            time(lang, article.shown.written_at),
        ]
    }))
}
