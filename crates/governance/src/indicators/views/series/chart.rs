//! The line of a commitment over its closed months, with each target that was in force as a line of its own.

use super::super::target as target_words;
use crate::indicators::{
    ClosedValue,
    actions::{Point, Series},
    rules::life::number,
};
use agreements::document::Unit;
use kernel::{Exact, Figure};
use maud::{Markup, html};
use platform::{
    i18n::{Lang, figures},
    web::components::chart::{ChartHead, Series as Line, lines},
};
use std::mem::discriminant;

/// The chart; nothing while no month has a value. Months measured in another kind of figure than the last, before an amendment,
/// are gaps, as are months without data: their table tells them.
pub(super) fn chart(lang: Lang, series: &Series) -> Markup {
    let with_value = |point: &&Point| point.value.as_ref().is_some_and(|one| one.value != Figure::NoData);
    let Some(last) = series.points.iter().rev().find(with_value).and_then(|point| point.value.as_ref())
    else {
        return html! {};
    };
    let drawn = |point: &Point| {
        let one = point.value.as_ref().filter(|one| discriminant(&one.value) == discriminant(&last.value))?;
        Some((scaled(&one.value)?, figures::figure(lang, &one.value)))
    };
    let value = Line { name: lang.t("scoreboard-value"), points: series.points.iter().map(drawn).collect() };
    let known = value.points.iter().flatten().count();
    let head = ChartHead {
        id: "series".to_owned(),
        title: lang.t("indicator-chart"),
        description: lang.with(
            "indicator-chart-description",
            &[
                ("count", known.to_string()),
                ("month", figures::month(lang, last.month)),
                ("value", figures::figure(lang, &last.value)),
            ],
        ),
    };
    let labels: Vec<String> = series
        .points
        .iter()
        .map(|point| format!("{} {:02}", figures::month_short(lang, point.month), point.month.year() % 100))
        .collect();
    let all: Vec<Line> = std::iter::once(value).chain(targets(lang, series, last)).collect();
    let unit = match last.value {
        Figure::Share(_) => " %",
        Figure::Seconds(_) => " h",
        _ => "",
    };
    let written = |position: f64| {
        let text = format!("{position:.1}");
        format!("{}{unit}", if lang == Lang::Fr { text.replace('.', ",") } else { text })
    };
    lines(lang, &head, &labels, &all, None, &written)
}

/// The place of a figure on the scale: percent, hours, or a number.
fn scaled(figure: &Figure) -> Option<f64> {
    let position = number(figure)?.approximate();
    Some(match figure {
        Figure::Share(_) => position * 100.0,
        Figure::Seconds(_) => position / 3600.0,
        _ => position,
    })
}

/// One flat line for each target, over the months in which it was in force.
fn targets(lang: Lang, series: &Series, last: &ClosedValue) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![];
    let is_percent = matches!(last.value, Figure::Share(_));
    for (place, point) in series.points.iter().enumerate() {
        let Some(one) = point.value.as_ref() else { continue };
        let Some(target) = one.target.as_ref().filter(|_| (one.unit == Unit::Percent) == is_percent) else {
            continue;
        };
        let name = target_words(lang, one);
        let at = lines.iter().position(|line| line.name == name).unwrap_or_else(|| {
            lines.push(Line { name: name.clone(), points: vec![None; series.points.len()] });
            lines.len() - 1
        });
        let position: &Exact = &target.value.0;
        lines[at].points[place] = Some((position.approximate(), name));
    }
    lines
}
