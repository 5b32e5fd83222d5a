//! The versions of an article, and one of them against the one before.

use super::super::{
    Article, Review, Version, actions, changes, markup,
    rules::{self, Deed},
};
use super::{audience, crumb};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Head, Tone, action_button, actions as buttons, link, section, tag,
            text, time,
        },
        page,
    },
};

fn head(lang: Lang, article: &Article, title: String) -> Head {
    let here = Crumb::new(article.shown.title.clone(), article.path());
    Head::new(title, lang.t("knowledge-title")).crumbs([crumb(lang), here])
}

/// Every version, the newest first.
pub(in super::super) fn versions_page(
    ctx: &Ctx,
    article: &Article,
    versions: &[Version],
    reviews: &[Review],
) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("knowledge-versions")).caption_hidden();
    let columns = [
        "knowledge-version",
        "knowledge-written-by",
        "knowledge-written-on",
        "knowledge-audience",
        "knowledge-note",
        "knowledge-decided",
    ];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(versions.iter().map(|version| {
        let path = format!("{}/versions/{}", article.path(), version.number);
        let words = format!("{} – {}", version.number, version.title);
        vec![
            html! {
                (link(&path, &words))
                @if article.published == Some(version.number) { " " (tag(Tone::Good, &lang.t("knowledge-is-read"))) }
            },
            text(&version.author.name),
            time(lang, version.written_at),
            text(audience(lang, version)),
            text(&version.note),
            decided(lang, reviews, version.number),
        ]
    }));
    page(ctx, &head(lang, article, lang.t("knowledge-versions")), html! { (table) })
}

fn decided(lang: Lang, reviews: &[Review], number: i64) -> Markup {
    html! {
        @for review in reviews.iter().filter(|review| review.number == number) {
            p {
                (lang.t(review.verdict.label_key())) ", " (review.reviewer.name) ", " (time(lang, review.at))
                @if !review.remark.is_empty() { " : " (review.remark) }
            }
        }
    }
}

/// One version: what changed since the one before, then the text.
pub(in super::super) fn version_page(
    ctx: &Ctx,
    article: &Article,
    version: &Version,
    before: Option<&Version>,
) -> Markup {
    let (lang, number) = (ctx.lang, version.number);
    let title = lang.with("knowledge-version-of", &[("number", number)]);
    let back = format!("{}/versions/{number}/return", article.path());
    let may_go_back =
        actions::may_write(ctx) && rules::allows(article, Deed::Write) && number != article.latest;
    let body = html! {
        p { (version.author.name) ", " (time(lang, version.written_at)) ". " (audience(lang, version)) ". " (version.note) }
        @if let Some(before) = before {
            (section("changes", &lang.with("knowledge-since", &[("number", before.number)]), None, html! {
                p { (changes::shown(&before.title, &version.title)) }
                div.changes { (changes::shown(&before.body, &version.body)) }
            }))
        }
        (section("text", &version.title, None, html! { div.prose { (markup::html(&version.body)) } }))
        @if may_go_back {
            (buttons(action_button(&ctx.csrf, &back, Emphasis::Secondary, &lang.t("knowledge-go-back"), None)))
        }
    };
    page(ctx, &head(lang, article, title), body)
}
