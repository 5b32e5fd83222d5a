//! The calendar of changes: a month or a week as a table, or a list. Unless one is asked for, wide screens show the table
//! and narrow ones the list.

use super::{Part, named, parts, state_tag, times};
use crate::{changes::Change, freeze_periods::FreezePeriod};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Interval, Zone};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Head, Narrow, Tab, Tone, empty_state, link, pagination, tabs, tag, text,
        },
        page,
    },
};

/// How the calendar is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::changes) enum Shape {
    /// As the screen allows.
    #[default]
    Any,
    /// A month.
    Month,
    /// A week.
    Week,
    /// A list of a month.
    List,
}

impl Shape {
    /// The word of the address.
    pub(in crate::changes) fn parse(word: &str) -> Self {
        match word {
            "month" => Self::Month,
            "week" => Self::Week,
            "list" => Self::List,
            _ => Self::Any,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Month => "month",
            Self::Week => "week",
            Self::List => "list",
        }
    }

    /// The days it shows around one: whole weeks, from Monday.
    pub(in crate::changes) fn days(self, day: Date) -> Vec<Date> {
        let (first, last) =
            if self == Self::Week { (day, day) } else { (day.first_of_month(), day.last_of_month()) };
        let monday = first.saturating_sub(i64::from(first.weekday().to_monday_zero_offset()).days());
        let sunday = last.saturating_add(i64::from(6 - last.weekday().to_monday_zero_offset()).days());
        monday.series(1.day()).take_while(|day| *day <= sunday).collect()
    }

    fn around(self, day: Date) -> (Date, Date) {
        if self == Self::Week {
            (day.saturating_sub(7.days()), day.saturating_add(7.days()))
        } else {
            (day.saturating_sub(1.month()), day.saturating_add(1.month()))
        }
    }

    fn href(self, day: Date) -> String {
        match self {
            Self::Any => format!("/changes/calendar?day={day}"),
            shape => format!("/changes/calendar?view={}&day={day}", shape.as_str()),
        }
    }
}

/// The whole days shown, on the wall clock of Paris.
pub(in crate::changes) fn span(days: &[Date]) -> Option<Interval> {
    let zone = Zone::Metropole.time_zone();
    let at = |day: Date| zone.to_timestamp(day.at(0, 0, 0, 0)).ok();
    Interval::new(at(*days.first()?)?, at(days.last()?.tomorrow().ok()?)?).ok()
}

/// The calendar around a day.
pub(in crate::changes) fn calendar_page(
    ctx: &Ctx,
    shape: Shape,
    day: Date,
    (changes, freezes): &(Vec<Change>, Vec<FreezePeriod>),
) -> Markup {
    let (lang, days) = (ctx.lang, shape.days(day));
    let title = match (shape, days.first(), days.last()) {
        (Shape::Week, Some(first), Some(last)) => {
            format!("{} – {}", figures::date(lang, *first), figures::date(lang, *last))
        }
        _ => figures::month(lang, day),
    };
    let head = Head::new(format!("{} : {title}", lang.t("change-calendar")), lang.t("desk-view-desk"));
    let head = head.crumbs([Crumb::new(lang.t("change-title"), "/changes")]);
    let (before, after) = shape.around(day);
    let table = || grid(lang, &title, &days, changes, freezes);
    let list = || listed(lang, &title, changes, freezes);
    let body = html! {
        (parts(ctx, Part::Calendar))
        (shapes(lang, shape, day))
        @match shape {
            Shape::Any => { div.calendar-wide { (table()) } div.calendar-narrow { (list()) } }
            Shape::List => (list()),
            Shape::Month | Shape::Week => (table()),
        }
        (pagination(lang, &lang.t("change-calendar"), Some(&shape.href(before)), Some(&shape.href(after)), Some(&title)))
    };
    page(ctx, &head, body)
}

fn shapes(lang: Lang, shape: Shape, day: Date) -> Markup {
    let offered = [
        (Shape::Month, "change-calendar-month"),
        (Shape::Week, "change-calendar-week"),
        (Shape::List, "change-calendar-list"),
    ];
    let offered = offered.map(|(one, key)| Tab {
        label: lang.t(key),
        href: one.href(day),
        is_current: one == shape,
        count: None,
    });
    tabs(&lang.t("change-calendar-shape"), &offered)
}

const WEEKDAYS: [&str; 7] = [
    "recurring-monday",
    "recurring-tuesday",
    "recurring-wednesday",
    "recurring-thursday",
    "recurring-friday",
    "recurring-saturday",
    "recurring-sunday",
];

fn grid(lang: Lang, title: &str, days: &[Date], changes: &[Change], freezes: &[FreezePeriod]) -> Markup {
    html! {
        div.table-scroll role="region" tabindex="0" aria-label=(title) {
            table.data.calendar {
                caption.visually-hidden { (title) }
                thead { tr { @for key in WEEKDAYS { th scope="col" { (lang.t(key)) } } } }
                tbody { @for week in days.chunks(7) { tr { @for day in week { td { (cell(lang, *day, changes, freezes)) } } } } }
            }
        }
    }
}

fn cell(lang: Lang, day: Date, changes: &[Change], freezes: &[FreezePeriod]) -> Markup {
    let is_on = |planned: Interval| {
        span(&[day]).is_some_and(|whole| planned.from() < whole.to() && whole.from() < planned.to())
    };
    html! {
        p.day { time datetime=(day) { span.visually-hidden { (figures::date(lang, day)) } span aria-hidden="true" { (day.day()) } } }
        @for one in freezes.iter().filter(|one| is_on(one.span)) { p { (tag(Tone::Warning, &one.title)) } }
        @for one in changes.iter().filter(|one| is_on(one.content.planned)) { p { (named(one)) " " (state_tag(lang, one.state)) } }
    }
}

fn listed(lang: Lang, title: &str, changes: &[Change], freezes: &[FreezePeriod]) -> Markup {
    let table = DataTable::new(title).caption_hidden().narrow(Narrow::Stacked);
    let table = ["change-one", "change-when", "desk-state"]
        .iter()
        .fold(table, |table, key| table.column(lang.t(key)));
    let frozen = freezes.iter().map(|one| {
        let ends = [
            ("from", figures::instant(lang, one.span.from())),
            ("to", figures::instant(lang, one.span.to())),
        ];
        let row = [
            link("/freeze-periods", &one.title),
            text(lang.with("announcement-from-to", &ends)),
            tag(Tone::Warning, &lang.t("freeze-one")),
        ];
        (one.span.from(), row)
    });
    let planned = changes.iter().map(|one| {
        (one.content.planned.from(), [named(one), text(times(lang, one)), state_tag(lang, one.state)])
    });
    let mut rows: Vec<_> = frozen.chain(planned).collect();
    rows.sort_by_key(|(from, _)| *from);
    let nothing = empty_state(&lang.t("change-calendar-none"), &lang.t("change-calendar-none-why"), None);
    html! { (table.rows(rows.into_iter().map(|(_, row)| row)).empty(nothing)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_month_is_shown_by_whole_weeks_across_the_change_of_the_clocks() {
        let march = Shape::Month.days(date(2026, 3, 18));
        assert_eq!(
            (march[0], march.len(), *march.last().unwrap()),
            (date(2026, 2, 23), 42, date(2026, 4, 5))
        );
        let week = Shape::Week.days(date(2026, 3, 29));
        assert_eq!((week[0], week.len()), (date(2026, 3, 23), 7));
        assert_eq!(span(&week).unwrap().seconds(), 7 * 86_400 - 3_600, "the night of one hour less");
    }

    proptest! {
        #[test]
        fn every_shape_holds_its_day_and_whole_weeks(offset in 0i64..4_000, week in any::<bool>()) {
            let day = date(2022, 1, 1).checked_add(offset.days()).unwrap();
            let days = if week { Shape::Week } else { Shape::Any }.days(day);
            prop_assert!(days.contains(&day) && days.len() % 7 == 0);
        }
    }
}
