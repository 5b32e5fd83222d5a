//! How a question is asked and its answer is drawn: the form, the values kept to, the chart, the table, the files.

mod chart;
mod table;

use super::{
    Answer, Asked, Dimension, Question, actions,
    rules::{self, MOST_LINES, MOST_MONTHS},
};
use crate::indicators::rules::month_word;
use kernel::Figure;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, actions as buttons,
            error_of, error_summary, explained, filter_form, hidden, link, link_button, section, submit,
            text,
        },
        guard::percent,
        page,
    },
};

/// The page.
pub(super) fn ask_page(
    ctx: &Ctx,
    asked: &Asked,
    answer: Option<&Answer>,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = match answer {
        Some(answer) => Head::new(title(lang, answer), lang.t("query-title"))
            .crumbs([Crumb::new(lang.t("query-title"), "/query")])
            .lead(text(lang.t(answer.question.measure.says)))
            .as_of(answer.as_of),
        None => Head::new(lang.t("query-title"), lang.t("indicator-view")).lead(text(lang.t("query-lead"))),
    };
    let head = head.has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        (form(ctx, asked, answer, bodies, errors))
        @if let Some(answer) = answer { (answered(ctx, answer)) } @else {
            (section("ready", &lang.t("query-ready"), None, offered(ctx)))
        }
    };
    page(ctx, &head, body)
}

fn form(
    ctx: &Ctx,
    asked: &Asked,
    answer: Option<&Answer>,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let measures = actions::measures(ctx).into_iter().map(|one| Choice::new(one.code, lang.t(one.label)));
    let dimensions = |none: &str| {
        let one = |dimension: &Dimension| Choice::new(dimension.as_str(), lang.t(dimension.label_key()));
        let none = Choice::new("", lang.t(none));
        std::iter::once(none).chain(Dimension::ALL.iter().map(one)).collect::<Vec<_>>()
    };
    let (body, only) =
        answer.map_or((asked.beneficiary.clone(), asked.only.clone()), |answer| kept(answer, bodies));
    let has_several = bodies.len() > 1;
    let every = std::iter::once(Choice::new("", lang.t("query-everyone")));
    let bodies = every.chain(bodies.iter().map(|one| Choice::new(&one.code, &one.name)));
    let limit = [("limit", MOST_MONTHS)];
    let fields = html! {
        (Field::select(lang, "measure", lang.t("query-measure"), measures).value(&asked.measure).error(error_of(errors, "measure")).required())
        (Field::select(lang, "by", lang.t("query-by"), dimensions("query-by-none")).value(&asked.by).error(error_of(errors, "by")))
        (Field::select(lang, "then", lang.t("query-then"), dimensions("query-then-none")).value(&asked.then).error(error_of(errors, "then")))
        (Field::month(lang, "from", lang.t("query-from")).value(&asked.from).hint(lang.with("query-from-hint", &limit)).error(error_of(errors, "from")))
        (Field::month(lang, "to", lang.t("query-to")).value(&asked.to).error(error_of(errors, "to")))
        @if has_several { (Field::select(lang, "beneficiary", lang.t("query-by-beneficiary"), bodies).value(&body).error(error_of(errors, "beneficiary"))) }
        @if error_of(errors, "only").is_some() {
            (Field::text(lang, "only", lang.t("query-only")).value(&only).error(error_of(errors, "only")))
        } @else if !only.is_empty() { (hidden("only", &only)) }
        (buttons(submit(Emphasis::Primary, &lang.t("query-ask"))))
    };
    filter_form("/query", &lang.t("query-title"), fields)
}

/// What the form keeps to: the code of the beneficiary in its list, and the rest as an address says it.
fn kept(answer: &Answer, bodies: &[Organisation]) -> (String, String) {
    let question = &answer.question;
    let place = question.only.iter().position(|(dimension, _)| *dimension == Dimension::Beneficiary);
    let body = place.and_then(|at| bodies.iter().find(|one| one.id.as_str() == question.only[at].1));
    body.map_or_else(
        || (String::new(), rules::only_without(question, None)),
        |body| (body.code.clone(), rules::only_without(question, place)),
    )
}

/// The address of a question, of its page or of its files.
fn address(path: &str, question: &Question, by: &[Dimension], only: &str) -> String {
    let measure = question.measure;
    let mut address = format!("{path}?measure={}", measure.code);
    for (name, dimension) in ["by", "then"].into_iter().zip(by) {
        address += &format!("&{name}={}", dimension.as_str());
    }
    if measure.has_time() {
        address += &format!("&from={}&to={}", month_word(question.first), month_word(question.last));
    }
    if !only.is_empty() {
        address += &format!("&only={}", percent(only));
    }
    address
}

fn answered(ctx: &Ctx, answer: &Answer) -> Markup {
    let lang = ctx.lang;
    let question = &answer.question;
    let only = rules::only_without(question, None);
    let files = address("/query/file", question, &question.by, &only);
    let what = title(lang, answer);
    html! {
        (section("answer", &lang.t("query-answer"), None, html! {
            (chips(ctx, answer))
            (explained(lang, &what, &answer.total, &ctx.linked(&answer.explanation)))
            (chart::chart(lang, answer))
        }))
        @if !question.by.is_empty() {
            (section("lines", &lang.t("query-lines"), None, html! {
                (table::table(lang, answer, &|dimension, key| {
                    let by: Vec<Dimension> = question.by.iter().copied().filter(|one| *one != dimension).collect();
                    narrower(question, dimension, key, &by)
                }))
                (sheet::links(lang, "export-as", &files))
                p.hint { (lang.with("query-api-hint", &[("address", address("/api/v1/query", question, &question.by, &only))])) }
            }))
        }
        (buttons(link_button(Emphasis::Quiet, "/query", &lang.t("query-again"))))
    }
}

/// The address of the same question about one line of its answer.
fn narrower(question: &Question, dimension: Dimension, key: &str, by: &[Dimension]) -> String {
    let kept = rules::only_without(question, None);
    if !dimension.is_time() {
        return address("/query", question, by, &rules::narrowed(question, dimension, key));
    }
    let start = crate::indicators::rules::month(key).unwrap_or(question.first);
    let (first, last) = rules::span_of(dimension, start, question.last);
    let question = Question { first, last, ..question.clone() };
    let by = if by.is_empty() && dimension != Dimension::Month { &[Dimension::Month][..] } else { by };
    address("/query", &question, by, &kept)
}

/// «Tickets reçus par mois, décembre 2025 à novembre 2026».
fn title(lang: Lang, answer: &Answer) -> String {
    let question = &answer.question;
    let name = lang.t(question.measure.label);
    let by: Vec<String> = question.by.iter().map(|one| lang.t(one.label_key()).to_lowercase()).collect();
    let name = match by.as_slice() {
        [] => name,
        [first] => lang.with("query-title-by", &[("name", &name), ("first", first)]),
        [first, second, ..] => {
            lang.with("query-title-by-two", &[("name", &name), ("first", first), ("second", second)])
        }
    };
    if !question.measure.has_time() {
        return lang.with("query-title-now", &[("name", name)]);
    }
    let month = |day| figures::month(lang, day);
    let (first, last) = (month(question.first), month(question.last));
    if first == last {
        return lang.with("query-title-month", &[("name", name), ("month", first)]);
    }
    lang.with("query-title-months", &[("name", name), ("first", first), ("last", last)])
}

/// What is kept to, each with the way to let go of it.
fn chips(ctx: &Ctx, answer: &Answer) -> Markup {
    let lang = ctx.lang;
    let question = &answer.question;
    html! {
        @if !answer.kept.is_empty() {
            (buttons(html! {
                @for (place, (word, (dimension, _))) in answer.kept.iter().zip(&question.only).enumerate() {
                    @let without = rules::only_without(question, Some(place));
                    @let args = [("dimension", lang.t(dimension.label_key())), ("value", word.clone())];
                    (link_button(Emphasis::Secondary, &address("/query", question, &question.by, &without), &lang.with("query-without-one", &args)))
                }
            }))
        }
    }
}

/// Every measure with what it counts and a first question.
fn offered(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("query-ready"))
        .column(lang.t("query-measure"))
        .column(lang.t("query-counts"))
        .column(lang.t("query-dimensions"))
        .caption_hidden()
        .narrow(Narrow::Stacked);
    let rows = actions::measures(ctx).into_iter().map(|one| {
        let first = if one.has_time() { Dimension::Month } else { one.dimensions[one.dimensions.len() - 1] };
        let href = format!("/query?measure={}&by={}", one.code, first.as_str());
        let dimensions: Vec<String> = one.dimensions.iter().map(|one| lang.t(one.label_key())).collect();
        [link(&href, &lang.t(one.label)), text(lang.t(one.says)), text(dimensions.join(", "))]
    });
    html! {
        (table.rows(rows))
        p.hint { (lang.with("query-limits", &[("lines", MOST_LINES), ("months", MOST_MONTHS)])) }
    }
}

/// A figure in words.
fn written(lang: Lang, value: &Figure) -> String {
    figures::figure(lang, value)
}
