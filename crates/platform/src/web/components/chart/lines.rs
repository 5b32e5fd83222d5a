//! Values over time as lines.

use super::{ChartHead, Target, frame, legend, percent};
use crate::{
    i18n::Lang,
    web::components::{DataTable, table::text},
};
use maud::{Markup, html};

/// Top and height of the plotted area, in pixels.
const TOP: f64 = 18.0;
const HEIGHT: f64 = 170.0;

/// Shares of the width where the first and the last point stand.
const LEFT: f64 = 0.08;
const RIGHT: f64 = 0.98;

/// One line: a value for each label, or nothing where there is no data.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the line stands for.
    pub name: String,
    /// One value per label: its position on the scale and the value as written.
    pub points: Vec<Option<(f64, String)>>,
}

/// Lines over `labels` (months, usually). `written` writes the values of the scale. The scale does not start
/// at zero unless the values do: the description must not suggest proportions.
pub fn lines(
    lang: Lang,
    head: &ChartHead,
    labels: &[String],
    series: &[Series],
    target: Option<&Target>,
    written: &dyn Fn(f64) -> String,
) -> Markup {
    let values = series.iter().flat_map(|s| s.points.iter().flatten().map(|(value, _)| *value));
    let scale = Scale::around(values.chain(target.map(|t| t.value)));
    let drawing = html! {
        (grid(&scale, written))
        (axis(labels))
        @if let Some(target) = target {
            line.target x1="0" x2="100%" y1=(scale.y(target.value)) y2=(scale.y(target.value)) {}
            text.target-label x="100%" y=(scale.y(target.value) - 5.0) text-anchor="end" { (target.label) }
        }
        @for (i, line) in series.iter().enumerate() { (one_line(i, line, &scale)) }
    };
    let names: Vec<String> = series.iter().map(|line| line.name.clone()).collect();
    frame(lang, head, legend(&head.id, &names, true), drawing, 214, table(lang, head, labels, series))
}

fn one_line(index: usize, line: &Series, scale: &Scale) -> Markup {
    let count = line.points.len();
    let known = line.points.iter().enumerate().filter_map(|(i, p)| p.as_ref().map(|(value, _)| (i, *value)));
    // Segments only between neighbours that both have data: a gap stays a gap.
    let segments = line.points.windows(2).enumerate().filter_map(|(i, pair)| match pair {
        [Some((from, _)), Some((to, _))] => Some((i, *from, *to)),
        _ => None,
    });
    html! {
        @for (i, from, to) in segments {
            line class={ "line s" (index % 6) } x1=(x(i, count)) x2=(x(i + 1, count)) y1=(scale.y(from)) y2=(scale.y(to)) {}
        }
        @for (i, value) in known {
            circle class={ "point s" (index % 6) } cx=(x(i, count)) cy=(scale.y(value)) r="3.5" {}
        }
    }
}

fn grid(scale: &Scale, written: &dyn Fn(f64) -> String) -> Markup {
    html! {
        @for value in scale.ticks() {
            line.grid x1="0" x2="100%" y1=(scale.y(value)) y2=(scale.y(value)) {}
            text.axis x="0" y=(scale.y(value) - 4.0) { (written(value)) }
        }
    }
}

/// Every label on a wide screen; about every third on a phone, first and last always.
fn axis(labels: &[String]) -> Markup {
    let last = labels.len().saturating_sub(1);
    html! {
        @for (i, label) in labels.iter().enumerate() {
            @let anchor = if i == last { "end" } else { "middle" };
            @let class = if i == last || (i % 3 == 0 && last - i > 1) { "axis" } else { "axis minor" };
            text class=(class) x=(x(i, labels.len())) y=(TOP + HEIGHT + 20.0) text-anchor=(anchor) { (label) }
        }
    }
}

fn table(lang: Lang, head: &ChartHead, labels: &[String], series: &[Series]) -> DataTable {
    let mut table = DataTable::new(&head.title).column(lang.t("chart-period"));
    for line in series {
        table = table.figures(&line.name);
    }
    table.rows(labels.iter().enumerate().map(|(i, label)| {
        let mut cells = vec![text(label)];
        cells.extend(series.iter().map(|line| match line.points.get(i) {
            Some(Some((_, shown))) => text(shown),
            _ => text(lang.t("figure-no-data")),
        }));
        cells
    }))
}

#[expect(clippy::cast_precision_loss, reason = "a few points on a drawing")]
fn x(index: usize, count: usize) -> String {
    let share = if count > 1 { index as f64 / (count - 1) as f64 } else { 0.5 };
    percent(LEFT + share * (RIGHT - LEFT))
}

/// A scale with round ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    step: f64,
    steps: u32,
}

impl Scale {
    /// The scale on which all these values stand; a scale that nearly reaches zero starts there.
    pub fn around(values: impl Iterator<Item = f64>) -> Self {
        let finite: Vec<f64> = values.filter(|v| v.is_finite()).collect();
        let low = finite.iter().copied().fold(f64::INFINITY, f64::min);
        let high = finite.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if finite.is_empty() || (high - low).abs() < f64::EPSILON {
            let middle = if finite.is_empty() { 0.0 } else { low };
            return Self { low: middle - 1.0, step: 1.0, steps: 2 };
        }
        let low = if low > 0.0 && low < high * 0.4 { 0.0 } else { low };
        let step = round_step((high - low) / 3.0);
        let start = (low / step).floor() * step;
        let steps = (1..12).find(|n| start + f64::from(*n) * step >= high - step * 1e-9).unwrap_or(12);
        Self { low: start, step, steps }
    }

    /// Its round values, the lowest first.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        (0..=self.steps).map(|n| self.low + f64::from(n) * self.step)
    }

    /// Where a value stands between its ends: 0 the lowest, 1 the highest.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.step * f64::from(self.steps))
    }

    fn y(&self, value: f64) -> f64 {
        let share = self.share(value);
        ((TOP + HEIGHT * (1.0 - share)) * 10.0).round() / 10.0
    }
}

/// The next of 1, 2, 5 times a power of ten.
fn round_step(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= rough).unwrap_or(rough)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_round_scales() {
        let scale = Scale::around([99.2, 99.9, 99.5].into_iter());
        let ticks: Vec<String> = scale.ticks().map(|t| format!("{t:.1}")).collect();
        assert_eq!(ticks, ["99.0", "99.5", "100.0"]);
        let scale = Scale::around([3.0, 41.0].into_iter());
        assert_eq!(scale.ticks().collect::<Vec<_>>(), [0.0, 20.0, 40.0, 60.0]);
        let flat = Scale::around([5.0, 5.0].into_iter());
        assert!((flat.y(5.0) - (TOP + HEIGHT / 2.0)).abs() < 0.1);
    }
}
