//! A calendar of days, a week a column: how much happened on each.

use super::{ChartHead, frame, percent};
use crate::{
    i18n::{Lang, figures},
    web::components::{DataTable, table::text},
};
use jiff::{ToSpan as _, civil::Date};
use maud::{Markup, html};

/// Side of a day in pixels, with the space below it.
const DAY: usize = 16;

/// Height of a full day in pixels.
const FULL: usize = 13;

/// Most weeks drawn: a year and the ends of its weeks. Of more, the last ones.
const WEEKS: usize = 54;

/// A day on which something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// Which one.
    pub date: Date,
    /// How much, from 1 to 3: its height in the drawing, so that colour is not all that tells.
    pub level: usize,
    /// How much, as written.
    pub shown: String,
}

/// Draws the days from `first` to `last`, those of `days` filled by how much happened; the table holds those alone.
/// `value_label` names the column of how much.
pub fn calendar(
    lang: Lang,
    head: &ChartHead,
    value_label: &str,
    (first, last): (Date, Date),
    days: &[CalendarDay],
) -> Markup {
    let monday =
        |day: Date| day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day);
    let all = whole(monday(last).since(monday(first)).map_or(0, |span| span.get_days())) / 7 + 1;
    let weeks = all.min(WEEKS);
    let start = monday(last).checked_sub((7 * i64::try_from(weeks - 1).unwrap_or(0)).days()).unwrap_or(first);
    let place = |day: Date| {
        let days = whole(day.since(start).map_or(0, |span| span.get_days()));
        (share(days / 7, weeks), 18 + days % 7 * DAY)
    };
    let shown = first.max(start).series(1.day()).take_while(|day| *day <= last);
    let months = first.max(start).series(1.day()).take_while(|day| *day <= last).filter(|day| day.day() == 1);
    let width = share(1, weeks + weeks / 8);
    let drawing = html! {
        @for day in months { text.axis.minor x=(place(day).0) y="11" { (figures::month_short(lang, day)) } }
        @for day in shown {
            @let (x, y) = place(day);
            rect.track x=(x) y=(y) width=(width) height=(FULL) {}
        }
        @for day in days.iter().filter(|day| (first.max(start)..=last).contains(&day.date)) {
            @let (x, y) = place(day.date);
            @let height = (FULL * day.level.clamp(1, 3)).div_ceil(3);
            rect class={ "bar " (if day.level > 2 { "bad" } else { "warning" }) } x=(x) y=(y + FULL - height) width=(width) height=(height) {
                title { (figures::date(lang, day.date)) " : " (day.shown) }
            }
        }
    };
    let table = DataTable::new(&head.title)
        .column(lang.t("chart-day"))
        .figures(value_label)
        .rows(days.iter().map(|day| [text(figures::date(lang, day.date)), text(&day.shown)]));
    frame(lang, head, html! {}, drawing, 18 + 7 * DAY, table)
}

fn whole(days: i32) -> usize {
    usize::try_from(days).unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "a position on a drawing")]
fn share(part: usize, whole: usize) -> String {
    percent(part as f64 / whole.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_and_more_is_drawn_week_by_week() {
        let head = ChartHead { id: "c".into(), title: "t".into(), description: "d".into() };
        let day = |date| CalendarDay { date, level: 2, shown: "1 h".into() };
        let days = [day(date(2024, 5, 6)), day(date(2026, 3, 10))];
        let drawn =
            calendar(Lang::Fr, &head, "v", (date(2024, 1, 1), date(2026, 3, 31)), &days).into_string();
        assert_eq!(drawn.matches("class=\"bar").count(), 1, "the older day is in the table alone");
        assert_eq!(drawn.matches("<td").count(), 2, "one row a day");
        assert!(drawn.matches("class=\"track").count() <= WEEKS * 7, "a year, not three");
        let one =
            calendar(Lang::Fr, &head, "v", (date(2026, 3, 10), date(2026, 3, 10)), &days[1..]).into_string();
        assert_eq!(one.matches("class=\"track").count(), 1);
    }
}
