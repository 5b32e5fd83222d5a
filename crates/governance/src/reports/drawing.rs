//! Charts drawn for paper: lines and bars as SVG with colours of their own, since no style sheet reaches a printed file.

use super::document::{Axis, Chart, ChartForm, position};
use kernel::{Cents, Exact, Figure, Rounding};
use maud::{Markup, html};
use platform::{
    i18n::{Lang, figures},
    web::components::chart::Scale,
};

/// Width of a drawing, in its own units.
const WIDTH: f64 = 640.0;

/// Where the plotted area begins and ends.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 628.0;
const TOP: f64 = 30.0;
const HEIGHT: f64 = 170.0;

/// Height of one bar with its words.
const ROW: f64 = 26.0;

/// Colours and dashes of series: told apart without colour too.
const SERIES: [(&str, &str); 4] =
    [("#1f4e79", "none"), ("#b35c00", "7 4"), ("#17573a", "2 3"), ("#6b2f7a", "9 3 2 3")];

const INK: &str = "#1b2430";
const QUIET: &str = "#55606e";
const FAINT: &str = "#dfe4ea";

/// A value of a scale, written as the figures of the chart are.
pub(super) fn tick(lang: Lang, like: &Figure, value: f64) -> String {
    let exact = Exact::parse(&format!("{value:.4}")).unwrap_or_else(|_| Exact::zero());
    let trimmed = |exact: &Exact| figures::figure(lang, &Figure::Number(exact.clone()));
    match like {
        Figure::Money(_) => figures::money(lang, Cents::from_euros(&exact, Rounding::HalfUp)),
        Figure::Share(_) => format!("{}\u{a0}%", trimmed(&exact)),
        Figure::Seconds(_) => format!("{}\u{a0}h", trimmed(&exact)),
        _ => trimmed(&exact),
    }
}

/// The drawing as SVG text.
pub(super) fn svg(lang: Lang, chart: &Chart) -> String {
    let (height, drawing) = match chart.form {
        ChartForm::Lines => (TOP + HEIGHT + 30.0, lines(lang, chart)),
        ChartForm::Bars => bars(lang, chart),
    };
    let view = format!("0 0 {WIDTH} {height}");
    html! { svg xmlns="http://www.w3.org/2000/svg" viewBox=(view) font-family="Inter" font-size="11" { (drawing) } }
        .into_string()
}

fn lines(lang: Lang, chart: &Chart) -> Markup {
    let target = chart.target.as_ref().and_then(position);
    let known = chart.series.iter().flat_map(|one| one.values.iter().flatten()).filter_map(position);
    let scale = Scale::around(known.chain(target));
    let like = chart.series.iter().flat_map(|one| one.values.iter().flatten()).next();
    let like = like.cloned().unwrap_or(Figure::Count(0));
    let y = |value: f64| round(TOP + HEIGHT * (1.0 - scale.share(value)));
    let count = chart.axis.len();
    html! {
        @for value in scale.ticks() {
            line x1=(LEFT) x2=(RIGHT) y1=(y(value)) y2=(y(value)) stroke=(FAINT) stroke-width="1" {}
            text x=(LEFT - 8.0) y=(y(value) + 4.0) text-anchor="end" fill=(QUIET) { (tick(lang, &like, value)) }
        }
        (marks(lang, &chart.axis))
        @if let (Some(target), Some(figure)) = (target, &chart.target) {
            line x1=(LEFT) x2=(RIGHT) y1=(y(target)) y2=(y(target)) stroke="#8c1f15" stroke-width="1.2" stroke-dasharray="5 3" {}
            text x=(RIGHT) y=(y(target) - 5.0) text-anchor="end" fill="#8c1f15" {
                (lang.with("report-target-line", &[("value", figures::figure(lang, figure))]))
            }
        }
        @for (place, one) in chart.series.iter().enumerate() {
            @let (colour, dash) = SERIES[place % SERIES.len()];
            @let points: Vec<Option<f64>> = one.values.iter().map(|value| value.as_ref().and_then(position)).collect();
            @for (at, pair) in points.windows(2).enumerate() {
                @if let [Some(from), Some(to)] = pair {
                    line x1=(x(at, count)) y1=(y(*from)) x2=(x(at + 1, count)) y2=(y(*to)) stroke=(colour) stroke-width="2" stroke-dasharray=(dash) {}
                }
            }
            @for (at, value) in points.iter().enumerate() {
                @if let Some(value) = value { circle cx=(x(at, count)) cy=(y(*value)) r="3" fill=(colour) {} }
            }
        }
        @if chart.series.len() > 1 { (legend(lang, chart)) }
    }
}

fn legend(lang: Lang, chart: &Chart) -> Markup {
    html! {
        @for (place, one) in chart.series.iter().enumerate() {
            @let (colour, dash) = SERIES[place % SERIES.len()];
            @let left = LEFT + 150.0 * step(place);
            line x1=(left) x2=(left + 26.0) y1="10" y2="10" stroke=(colour) stroke-width="2" stroke-dasharray=(dash) {}
            text x=(left + 32.0) y="14" fill=(INK) { (one.name.write(lang)) }
        }
    }
}

/// The words along the bottom; of many, every third and the last.
fn marks(lang: Lang, axis: &Axis) -> Markup {
    let all = axis.marks(lang);
    let last = all.len().saturating_sub(1);
    let every = if all.len() > 14 { 3 } else { 1 };
    html! {
        @for (at, mark) in all.iter().enumerate() {
            @if at == last || (at % every == 0 && (every == 1 || last - at > 1)) {
                text x=(x(at, all.len())) y=(TOP + HEIGHT + 20.0) text-anchor="middle" fill=(QUIET) { (mark) }
            }
        }
    }
}

fn bars(lang: Lang, chart: &Chart) -> (f64, Markup) {
    let values: Vec<&Option<Figure>> = chart.series.iter().take(1).flat_map(|one| &one.values).collect();
    let longest = values.iter().filter_map(|value| position(value.as_ref()?)).fold(0.0, f64::max);
    let (start, end) = (210.0, 540.0);
    let length =
        |value: f64| if longest > 0.0 { round((end - start) * (value / longest).max(0.0)) } else { 0.0 };
    let labels = chart.axis.labels(lang);
    let height = ROW * step(labels.len()) + 8.0;
    let drawing = html! {
        line x1=(start) x2=(start) y1="0" y2=(height) stroke=(QUIET) stroke-width="1" {}
        @for (at, (label, value)) in labels.iter().zip(&values).enumerate() {
            @let top = ROW * step(at) + 6.0;
            text x=(start - 8.0) y=(top + 12.0) text-anchor="end" fill=(INK) { (shortened(label)) }
            @if let Some(figure) = value {
                @let width = length(position(figure).unwrap_or(0.0));
                // A drawing has no rectangle without width.
                @if width > 0.0 { rect x=(start) y=(top) width=(width) height="16" fill="#1f4e79" {} }
                text x=(start + width + 6.0) y=(top + 12.0) fill=(INK) { (figures::figure(lang, figure)) }
            }
        }
    };
    (height, drawing)
}

/// A label that fits beside its bar; its table has it whole.
fn shortened(label: &str) -> String {
    if label.chars().count() <= 34 {
        return label.to_owned();
    }
    let kept: String = label.chars().take(33).collect();
    format!("{}…", kept.trim_end())
}

fn x(at: usize, count: usize) -> f64 {
    let inner = (LEFT + 16.0, RIGHT - 16.0);
    let share = if count > 1 { step(at) / step(count - 1) } else { 0.5 };
    round(inner.0 + share * (inner.1 - inner.0))
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[expect(clippy::cast_precision_loss, reason = "a place on a drawing")]
fn step(place: usize) -> f64 {
    place as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::document::{Said, Series};
    use jiff::civil::date;

    fn chart(form: ChartForm, axis: Axis, values: Vec<Option<Figure>>) -> Chart {
        Chart {
            name: "c".into(),
            title: Said::quoted("t"),
            description: Said::quoted("d"),
            form,
            axis,
            series: vec![Series { name: Said::quoted("s"), values }],
            target: None,
        }
    }

    #[test]
    fn a_gap_stays_a_gap_and_words_are_no_markup() {
        let months = Axis::Months(vec![date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]);
        let values = vec![Some(Figure::Count(3)), None, Some(Figure::Count(9))];
        let drawn = svg(Lang::Fr, &chart(ChartForm::Lines, months, values));
        assert_eq!(drawn.matches("<circle").count(), 2);
        assert!(!drawn.contains("stroke-width=\"2\""), "no line across the month without a value");
        let things = Axis::Things(vec![Figure::Words("<b>&".into())]);
        let drawn = svg(Lang::Fr, &chart(ChartForm::Bars, things, vec![Some(Figure::Count(0))]));
        assert!(drawn.contains("&lt;b&gt;&amp;") && !drawn.contains("<rect"), "{drawn}");
    }

    #[test]
    fn scales_are_written_like_their_figures() {
        let plain = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(plain(tick(Lang::Fr, &Figure::Share(Exact::zero()), 99.5)), "99,5 %");
        assert_eq!(plain(tick(Lang::Fr, &Figure::Seconds(1), 12.0)), "12 h");
        assert_eq!(plain(tick(Lang::Fr, &Figure::Money(Cents(1)), 1000.0)), "1 000,00 €");
        assert_eq!(plain(tick(Lang::En, &Figure::Count(1), 40.0)), "40");
    }
}
