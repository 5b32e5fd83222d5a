//! The lines of an answer as a table: a matrix when the second dimension has few values, a list otherwise.

use super::written;
use crate::query::{Amount, Answer, Dimension, Line, rules::value};
use maud::{Markup, Render as _, html};
use platform::{
    i18n::Lang,
    web::components::{DataTable, Narrow, empty_state, link, text},
};
use std::collections::BTreeMap;

/// Most columns of a matrix.
const COLUMNS: usize = 8;

/// Where the first cell of a line leads: the same question about it alone.
pub(super) type Leads<'a> = &'a dyn Fn(Dimension, &str) -> String;

/// The table.
pub(super) fn table(lang: Lang, answer: &Answer, leads: Leads<'_>) -> Markup {
    if answer.lines.is_empty() {
        return empty_state(&lang.t("query-nothing"), &lang.t("query-nothing-why"), None);
    }
    let columns = seconds(answer);
    if answer.question.by.len() == 2 && columns.len() <= COLUMNS {
        matrix(lang, answer, &columns, leads)
    } else {
        list(lang, answer, leads)
    }
}

/// The values of the second dimension, in their order, with their words.
pub(super) fn seconds(answer: &Answer) -> Vec<(String, String)> {
    if answer.question.by.get(1).is_some_and(|one| one.is_time()) {
        return answer.spans.clone();
    }
    let mut found: Vec<(String, String)> = vec![];
    for line in answer.lines.iter().filter(|line| line.keys.len() == 2) {
        if !found.iter().any(|(key, _)| *key == line.keys[1]) {
            found.push((line.keys[1].clone(), line.labels[1].clone()));
        }
    }
    let weight = |key: &str| -> i64 {
        answer.lines.iter().filter(|line| line.keys[1] == key).map(|line| line.numerator).sum()
    };
    found.sort_by_cached_key(|(key, _)| (std::cmp::Reverse(weight(key)), key.clone()));
    found
}

/// The values of the first dimension, in their order, with their words.
pub(super) fn firsts(answer: &Answer) -> Vec<(String, String)> {
    if answer.question.by.first().is_some_and(|one| one.is_time()) {
        return answer.spans.clone();
    }
    let mut found: Vec<(String, String)> = vec![];
    for line in &answer.lines {
        if found.last().is_none_or(|(key, _)| *key != line.keys[0]) {
            found.push((line.keys[0].clone(), line.labels[0].clone()));
        }
    }
    found
}

fn list(lang: Lang, answer: &Answer, leads: Leads<'_>) -> Markup {
    let question = &answer.question;
    let name = lang.t(question.measure.label);
    let is_divided = matches!(question.measure.amount, Amount::Share | Amount::Mean);
    let mut table = DataTable::new(lang.t("query-lines")).caption_hidden();
    for dimension in &question.by {
        table = table.column(lang.t(dimension.label_key()));
    }
    table = table.figures(name);
    if is_divided {
        table = table.figures(lang.t("query-step-denominator"));
    }
    let row = |line: &Line| {
        let mut cells = vec![link(&leads(question.by[0], &line.keys[0]), &line.labels[0])];
        cells.extend(line.labels.iter().skip(1).map(text));
        cells.push(text(written(lang, &line.value)));
        if is_divided {
            cells.push(text(line.denominator.to_string()));
        }
        cells
    };
    let mut total = vec![text(lang.t("query-total"))];
    total.extend(question.by.iter().skip(1).map(|_| html! {}));
    total.push(text(written(lang, &answer.total)));
    if is_divided {
        let denominator: i64 = answer.lines.iter().map(|line| line.denominator).sum();
        total.push(text(denominator.to_string()));
    }
    table.rows(answer.lines.iter().map(row)).total(total).render()
}

fn matrix(lang: Lang, answer: &Answer, columns: &[(String, String)], leads: Leads<'_>) -> Markup {
    let question = &answer.question;
    let mut table = DataTable::new(lang.t("query-matrix"))
        .caption_hidden()
        .narrow(Narrow::Scroll)
        .column(lang.t(question.by[0].label_key()));
    for (_, label) in columns {
        table = table.figures(label);
    }
    table = table.figures(lang.t("query-total"));
    let cells: BTreeMap<(&str, &str), &Line> =
        answer.lines.iter().map(|line| ((line.keys[0].as_str(), line.keys[1].as_str()), line)).collect();
    let rows = firsts(answer).into_iter().map(|(key, label)| {
        let mut row = vec![link(&leads(question.by[0], &key), &label)];
        for (column, _) in columns {
            let line = cells.get(&(key.as_str(), column.as_str()));
            row.push(text(line.map_or_else(|| "–".to_owned(), |line| written(lang, &line.value))));
        }
        row.push(text(sum(lang, answer, &|line| line.keys[0] == key)));
        row
    });
    let mut total = vec![text(lang.t("query-total"))];
    total.extend(columns.iter().map(|(key, _)| text(sum(lang, answer, &|line| line.keys[1] == *key))));
    total.push(text(written(lang, &answer.total)));
    table.rows(rows).total(total).render()
}

/// The value over some lines.
fn sum(lang: Lang, answer: &Answer, is_in: &dyn Fn(&Line) -> bool) -> String {
    let lines = answer.lines.iter().filter(|line| is_in(line));
    let parts = lines.fold((0, 0), |(n, d), line| (n + line.numerator, d + line.denominator));
    written(lang, &value(answer.question.measure.amount, parts))
}
