//! How satisfaction is drawn.

use super::{
    Opinion, Result as Figures,
    actions::{Question, Year},
    rules,
};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use people::Organisation;
use platform::{
    Ctx, Error, Problems,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tab, actions,
            confirmation, empty_state, error_of, error_summary, facts, link, link_button, section, submit,
            tabs, text, time,
        },
        page,
    },
};

/// What was typed, with what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) score: Option<i64>,
    pub(super) comment: String,
    pub(super) errors: Vec<FieldError>,
}

pub(super) fn errors(ctx: &Ctx, problems: &Problems) -> Vec<FieldError> {
    let shown =
        problems.0.iter().map(|p| FieldError { field: p.field.clone(), message: ctx.lang.text(&p.text) });
    shown.collect()
}

fn words(lang: Lang, score: i64) -> String {
    format!("{score} – {}", lang.t(rules::score_key(score)))
}

fn head(ctx: &Ctx, question: &Question) -> Head {
    let title = ctx.lang.with("satisfaction-question", &[("reference", &question.ticket.reference)]);
    Head::new(title, ctx.lang.t("satisfaction-title"))
}

pub(super) fn question_page(ctx: &Ctx, token: &str, question: &Question, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let head = head(ctx, question)
        .lead(html! { p { (question.ticket.title) } })
        .has_errors(!typed.errors.is_empty());
    if !question.is_open {
        let body = html! {
            p { (lang.t("satisfaction-over")) }
            @if let Some(score) = question.opinion.score { p { (lang.t("satisfaction-answer")) " " strong { (words(lang, score)) } } }
        };
        return page(ctx, &head, body);
    }
    let scores = (1..=5).rev().map(|score: i64| Choice::new(score.to_string(), words(lang, score)));
    let chosen = typed.score.map(|score| score.to_string()).unwrap_or_default();
    let fields = html! {
        (Field::radios(lang, "score", lang.t("satisfaction-how"), scores).value(chosen).required().error(error_of(&typed.errors, "score")))
        (Field::textarea(lang, "comment", lang.t("satisfaction-comment")).rows(4).value(&typed.comment)
            .hint(lang.t("satisfaction-comment-hint")).error(error_of(&typed.errors, "comment")))
        (actions(submit(Emphasis::Primary, &lang.t("satisfaction-send"))))
    };
    let form = PostForm::new(format!("/opinion/{token}"), &*ctx.csrf).body(fields);
    page(ctx, &head, html! { (error_summary(lang, &typed.errors)) (form.render()) })
}

pub(super) fn thanks_page(ctx: &Ctx, token: &str, question: &Question) -> Markup {
    let lang = ctx.lang;
    let score = question.opinion.score.map(|score| words(lang, score)).unwrap_or_default();
    let body = html! {
        (confirmation(&lang.t("satisfaction-thanks"), html! { p { (lang.t("satisfaction-answer")) " " strong { (score) } } }))
        p { (lang.with("satisfaction-may-change", &[("days", rules::CHANGE_DAYS)])) }
        (actions(link_button(Emphasis::Secondary, &format!("/opinion/{token}"), &lang.t("satisfaction-change"))))
    };
    page(ctx, &head(ctx, question), body)
}

pub(super) fn panel(ctx: &Ctx, opinion: Option<&Opinion>, link: Option<&str>) -> Option<Markup> {
    let lang = ctx.lang;
    let answered = opinion.filter(|one| one.score.is_some());
    if answered.is_none() && link.is_none() {
        return None;
    }
    let body = html! {
        @if let Some(one) = answered {
            p { strong { (words(lang, one.score.unwrap_or_default())) } @if let Some(at) = one.voted_at { ", " (time(lang, at)) } }
            @if !one.comment.is_empty() { blockquote { p { (one.comment) } } }
        }
        @if let Some(href) = link {
            (actions(link_button(Emphasis::Secondary, href, &lang.t(if answered.is_some() { "satisfaction-change" } else { "satisfaction-give" }))))
        }
    };
    Some(section("satisfaction", &lang.t("satisfaction-title"), None, body))
}

fn mean(lang: Lang, result: &Figures) -> String {
    rules::mean(result).map_or_else(|| "–".to_owned(), |mean| format!("{} / 5", figures::exact(lang, &mean)))
}

/// Answers of questions, and the rate: never the score without it.
fn rate(lang: Lang, result: &Figures) -> String {
    let rate = rules::answer_rate(result).map_or_else(|| "–".to_owned(), |rate| rate.to_string());
    let args =
        [("answered", result.answered().to_string()), ("asked", result.asked.to_string()), ("rate", rate)];
    lang.with("satisfaction-rate", &args)
}

pub(super) fn all_page(ctx: &Ctx, all: &[(Organisation, Figures)]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("satisfaction-title"), lang.t("satisfaction-view"))
        .lead(html! { p { (lang.t("satisfaction-lead")) } });
    let table = DataTable::new(lang.t("satisfaction-title"))
        .caption_hidden()
        .column(lang.t("satisfaction-beneficiary"))
        .figures(lang.t("satisfaction-mean"))
        .column(lang.t("satisfaction-answers"));
    let rows = all.iter().map(|(one, result)| {
        [
            link(&format!("/satisfaction/{}", one.id), &one.name),
            text(mean(lang, result)),
            text(rate(lang, result)),
        ]
    });
    page(ctx, &head, table.rows(rows).render())
}

pub(super) fn year_page(ctx: &Ctx, year: &Year) -> Markup {
    let lang = ctx.lang;
    let title = lang.with(
        "satisfaction-of",
        &[("name", year.beneficiary.name.as_str()), ("year", &year.year.to_string())],
    );
    let crumb = Crumb::new(lang.t("satisfaction-title"), "/satisfaction");
    let head = Head::new(title, lang.t("satisfaction-view"))
        .crumbs([crumb])
        .lead(html! { p { (lang.t("satisfaction-lead")) } });
    let scores = DataTable::new(lang.t("satisfaction-answers"))
        .caption_hidden()
        .column(lang.t("satisfaction-score"))
        .figures(lang.t("satisfaction-count"));
    let lines = (1..=5).rev().zip(year.figures.answers.iter().rev());
    let scores = scores
        .rows(lines.map(|(score, count)| [text(words(lang, score)), text(figures::count(lang, *count))]));
    let summary = facts([
        (lang.t("satisfaction-mean"), text(mean(lang, &year.figures))),
        (lang.t("satisfaction-answers"), text(rate(lang, &year.figures))),
    ]);
    let own = format!("/satisfaction/{}", year.beneficiary.id);
    let years = [year.year - 1, year.year, year.year + 1].map(|number| Tab {
        label: number.to_string(),
        href: format!("{own}?year={number}"),
        is_current: number == year.year,
        count: None,
    });
    let body = html! {
        (summary)
        (tabs(&lang.t("satisfaction-years"), &years))
        (section("scores", &lang.t("satisfaction-answers"), None, scores.render()))
        @if ctx.actor.may(Permission::TicketReadAll) { (section("opinions", &lang.t("satisfaction-latest"), Some(export(lang, year)), answers(ctx, year))) }
    };
    page(ctx, &head, body)
}

fn export(lang: Lang, year: &Year) -> Markup {
    let href = format!("/satisfaction/{}/opinions.csv?year={}", year.beneficiary.id, year.year);
    link_button(Emphasis::Secondary, &href, &lang.t("satisfaction-csv"))
}

fn answers(ctx: &Ctx, year: &Year) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("satisfaction-latest"))
        .caption_hidden()
        .column(lang.t("satisfaction-ticket"))
        .column(lang.t("satisfaction-score"))
        .column(lang.t("satisfaction-comment"))
        .column(lang.t("satisfaction-when"));
    let nothing = empty_state(&lang.t("satisfaction-none"), &lang.t("satisfaction-none-why"), None);
    let rows = year.answers.iter().map(|one| {
        let name = format!("{} {}", one.reference, one.title);
        [
            link(&one.opinion.ticket.path(), &name),
            text(words(lang, one.opinion.score.unwrap_or_default())),
            text(&one.opinion.comment),
            one.opinion.voted_at.map_or_else(|| html! {}, |at| time(lang, at)),
        ]
    });
    table.rows(rows).empty(nothing).render()
}

/// The answers as a file: semicolons and a byte order mark, as French spreadsheets expect.
pub(super) fn csv(lang: Lang, year: &Year) -> Result<Vec<u8>, Error> {
    let told = |e: &dyn std::fmt::Display| Error::Internal(e.to_string());
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    let columns = ["satisfaction-ticket", "satisfaction-score", "satisfaction-comment", "satisfaction-when"];
    writer.write_record(columns.map(|key| lang.t(key))).map_err(|e| told(&e))?;
    for one in &year.answers {
        let voted = one.opinion.voted_at.map(|at| figures::instant(lang, at)).unwrap_or_default();
        let score = one.opinion.score.unwrap_or_default().to_string();
        writer
            .write_record([one.reference.clone(), score, plain(&one.opinion.comment), voted])
            .map_err(|e| told(&e))?;
    }
    writer.into_inner().map_err(|e| told(&e))
}

/// A text that a spreadsheet does not take for a formula.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
