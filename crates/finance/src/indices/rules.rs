//! Reading a value as typed, telling what it changes, and finding gaps. All pure.

use super::{Confidence, IndexForm, NewValue, PublishedValue, series_named};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Exact, Text};
use platform::Problems;

/// Most decimals of a value: the publisher gives one, linked values have three.
const PLACES: u32 = 3;

/// Reads a value. `today` bounds the months and days that may be named.
pub fn read(form: &IndexForm, today: Date) -> Result<NewValue, Problems> {
    let mut problems = Problems::default();
    let series = series_named(form.series.trim());
    if series.is_none() {
        problems.add("series", Text::new("index-series-unknown"));
    }
    let month = read_month(form.month.trim());
    if month.is_none_or(|m| m > today) {
        problems.add("month", Text::new("index-month-unreadable"));
    }
    let value = read_value(form.value.trim());
    if value.is_none() {
        problems.add("value", Text::new("index-value-unreadable"));
    }
    let published_on = read_published(&form.published, month, today, &mut problems);
    let confidence = [Confidence::A, Confidence::B, Confidence::C]
        .into_iter()
        .find(|c| c.as_str() == form.confidence.trim());
    if confidence.is_none() {
        problems.add("confidence", Text::new("index-confidence-unknown"));
    }
    if form.source.trim().is_empty() {
        problems.add("source", Text::new("index-source-missing"));
    }
    match (series, month, value, confidence) {
        (Some(series), Some(month), Some(value), Some(confidence)) if problems.0.is_empty() => Ok(NewValue {
            series,
            month,
            value,
            published_on,
            source: form.source.trim().to_owned(),
            confidence,
        }),
        _ => Err(problems),
    }
}

/// `2023-03` as its first day.
pub fn read_month(text: &str) -> Option<Date> {
    (text.len() == 7).then(|| format!("{text}-01").parse().ok()).flatten()
}

fn read_value(text: &str) -> Option<Exact> {
    let value = Exact::parse(text).ok().filter(|_| !text.contains('/'))?;
    let fits = kernel::Rounding::HalfUp.apply(&value, PLACES) == value;
    (fits && !value.is_zero() && !value.is_negative() && value < Exact::from(100_000)).then_some(value)
}

/// A value relating to a month cannot be published before the month is over.
fn read_published(text: &str, month: Option<Date>, today: Date, problems: &mut Problems) -> Option<Date> {
    if text.trim().is_empty() {
        return None;
    }
    let day = text.trim().parse::<Date>().ok();
    let fits = day.is_some_and(|d| d <= today && month.is_none_or(|m| d > m));
    if !fits {
        problems.add("published", Text::new("index-published-unreadable"));
    }
    day
}

/// What entering a value would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing is known for that month.
    New,
    /// The same value is already there.
    Same,
    /// It corrects this value.
    Changed(Box<PublishedValue>),
}

/// Compares a value with the current ones. A publication date or source alone does not make a correction,
/// except a publication date where none was known.
pub fn effect(new: &NewValue, current: &[PublishedValue]) -> Effect {
    match current.iter().find(|c| c.series == new.series && c.month == new.month) {
        None => Effect::New,
        Some(known) => {
            let learns_date = known.published_on.is_none() && new.published_on.is_some();
            if known.value == new.value && !learns_date {
                Effect::Same
            } else {
                Effect::Changed(Box::new(known.clone()))
            }
        }
    }
}

/// One line of the list: a month with its value, or a month nobody has entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MonthRow {
    /// Entered.
    Known(Box<PublishedValue>),
    /// A gap between two months entered, or after the last one.
    Missing(Date),
}

/// Fills the gaps between values sorted with the latest month first; `from` is the month above the first value.
pub fn with_gaps(values: Vec<PublishedValue>, from: Option<Date>) -> Vec<MonthRow> {
    let mut rows = vec![];
    let mut above = from;
    for value in values {
        if let Some(above) = above {
            let gap = above.series(-1.month()).skip(1).take_while(|m| *m > value.month);
            rows.extend(gap.map(MonthRow::Missing));
        }
        above = Some(value.month);
        rows.push(MonthRow::Known(Box::new(value)));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::revision::IndexSeries;
    use jiff::civil::date;

    fn form(month: &str, value: &str, published: &str) -> IndexForm {
        IndexForm {
            series: "revised".into(),
            month: month.into(),
            value: value.into(),
            published: published.into(),
            confidence: "A".into(),
            source: "official page".into(),
        }
    }

    fn known(month: Date, value: &str) -> PublishedValue {
        PublishedValue {
            id: "1".into(),
            series: IndexSeries::Revised,
            month,
            value: Exact::parse(value).unwrap(),
            published_on: None,
            source: "s".into(),
            confidence: Confidence::A,
            entered_by: "p".into(),
            entered_at: "2023-01-01T00:00:00Z".parse().unwrap(),
            replaces: None,
        }
    }

    #[test]
    fn reads_values_and_refuses_what_is_none() {
        let today = date(2023, 6, 1);
        let good = read(&form("2023-03", "300,7", "2023-04-28"), today).unwrap();
        assert_eq!((good.month, good.value.to_string()), (date(2023, 3, 1), "300.7".to_owned()));
        for (month, value, published, field) in [
            ("2023-13", "300.7", "", "month"),
            ("2023-3", "300.7", "", "month"),
            ("2023-07", "300.7", "", "month"),
            ("2023-03", "0", "", "value"),
            ("2023-03", "300.7001", "", "value"),
            ("2023-03", "3007/10", "", "value"),
            ("2023-03", "NaN", "", "value"),
            ("2023-03", "300.7", "2023-02-28", "published"),
            ("2023-03", "300.7", "2023-07-01", "published"),
        ] {
            let problems = read(&form(month, value, published), today).unwrap_err();
            assert!(problems.of(field).is_some(), "{month} {value} {published}: {problems}");
        }
    }

    #[test]
    fn tells_new_same_and_corrected_values_apart() {
        let today = date(2023, 6, 1);
        let current = [known(date(2023, 3, 1), "300.7")];
        let effect_of = |m, v, p| effect(&read(&form(m, v, p), today).unwrap(), &current);
        assert_eq!(effect_of("2023-03", "300.70", ""), Effect::Same);
        assert_eq!(effect_of("2023-02", "300.7", ""), Effect::New);
        assert!(matches!(effect_of("2023-03", "300.8", ""), Effect::Changed(_)));
        assert!(matches!(effect_of("2023-03", "300.7", "2023-04-28"), Effect::Changed(_)));
    }

    #[test]
    fn shows_the_months_nobody_entered() {
        let values = vec![known(date(2023, 3, 1), "1"), known(date(2022, 12, 1), "1")];
        let rows = with_gaps(values, Some(date(2023, 5, 1)));
        let months: Vec<(Date, bool)> = rows
            .into_iter()
            .map(|row| match row {
                MonthRow::Known(v) => (v.month, true),
                MonthRow::Missing(m) => (m, false),
            })
            .collect();
        assert_eq!(
            months,
            [
                (date(2023, 4, 1), false),
                (date(2023, 3, 1), true),
                (date(2023, 2, 1), false),
                (date(2023, 1, 1), false),
                (date(2022, 12, 1), true)
            ]
        );
    }
}
