//! Questions read, spans of time, and sums, with worked figures.

use super::*;
use crate::query::store::{Counted, Span};
use jiff::civil::date;
use kernel::Actor;
use proptest::prelude::*;

fn system() -> Actor {
    Actor::system("test")
}

fn asked(measure: &str, by: &str, then: &str) -> Asked {
    Asked { measure: measure.into(), by: by.into(), then: then.into(), ..Asked::default() }
}

fn counted(first: &str, second: &str, numerator: i64, denominator: i64) -> Counted {
    Counted { keys: [first.into(), second.into()], numerator, denominator }
}

const TODAY: Date = date(2026, 11, 23);

#[test]
fn a_question_is_over_the_last_twelve_months_unless_it_says_so() {
    let read = question(&asked("tickets_received", "month", ""), TODAY, &system()).unwrap();
    assert_eq!((read.first, read.last), (date(2025, 12, 1), date(2026, 11, 30)));
    let typed = Asked { from: "2026-01".into(), to: "2026-03".into(), ..asked("outages", "cause", "") };
    let read = question(&typed, TODAY, &system()).unwrap();
    assert_eq!((read.first, read.last), (date(2026, 1, 1), date(2026, 3, 31)));
}

#[test]
fn what_means_nothing_is_told_field_by_field() {
    let cases = [
        (asked("nothing", "month", ""), "measure"),
        (asked("outages", "channel", ""), "by"),
        (asked("outages", "cause", "cause"), "then"),
        (asked("outages", "month", "year"), "then"),
        (asked("tickets_open", "month", ""), "by"),
        (Asked { from: "mars".into(), ..asked("outages", "", "") }, "from"),
        (Asked { from: "2026-04".into(), to: "2026-03".into(), ..asked("outages", "", "") }, "to"),
        (Asked { from: "2020-01".into(), ..asked("outages", "", "") }, "from"),
        (Asked { only: "channel:mail".into(), ..asked("outages", "", "") }, "only"),
        (Asked { only: "month:2026-01".into(), ..asked("outages", "", "") }, "only"),
    ];
    for (asked, field) in cases {
        let problems = question(&asked, TODAY, &system()).unwrap_err();
        assert_eq!(problems.0.len(), 1, "{asked:?}: {problems:?}");
        assert_eq!(problems.0[0].field, field, "{asked:?}");
    }
    let stranger = question(&asked("invoices", "", ""), TODAY, &Actor::visitor()).unwrap_err();
    let unknown = question(&asked("nothing", "", ""), TODAY, &Actor::visitor()).unwrap_err();
    assert_eq!(stranger, unknown, "what may not be read does not exist");
}

#[test]
fn spans_of_time_begin_where_the_calendar_says() {
    let (first, last) = (date(2025, 11, 1), date(2026, 4, 30));
    assert_eq!(starts(Some(&Dimension::Month), first, last).len(), 6);
    let quarters = starts(Some(&Dimension::Quarter), first, last);
    assert_eq!(quarters, [first, date(2026, 1, 1), date(2026, 4, 1)]);
    assert_eq!(starts(Some(&Dimension::Year), first, last), [first, date(2026, 1, 1)]);
    assert!(starts(Some(&Dimension::Site), first, last).is_empty() && starts(None, first, last).is_empty());
    assert_eq!(span_of(Dimension::Quarter, date(2026, 1, 1), last), (date(2026, 1, 1), date(2026, 3, 1)));
    assert_eq!(span_of(Dimension::Year, first, last), (first, date(2025, 12, 1)));
    assert_eq!(span_of(Dimension::Month, first, last), (first, first));
}

#[test]
fn an_answer_has_every_month_in_order_and_others_the_largest_first() {
    let typed =
        Asked { from: "2026-01".into(), to: "2026-03".into(), ..asked("tickets_received", "month", "") };
    let read = question(&typed, TODAY, &system()).unwrap();
    let told = answer(read, &[counted("2", "", 4, 0), counted("0", "", 3, 0)], jiff::Timestamp::UNIX_EPOCH);
    let lines: Vec<_> = told.lines.iter().map(|line| (line.keys[0].as_str(), line.numerator)).collect();
    assert_eq!(lines, [("2026-01", 3), ("2026-02", 0), ("2026-03", 4)]);
    assert_eq!(told.total, Figure::Count(7));
    let read = question(&asked("tickets_received", "channel", "kind"), TODAY, &system()).unwrap();
    let rows = [
        counted("mail", "incident", 2, 0),
        counted("phone", "incident", 1, 0),
        counted("phone", "request", 4, 0),
    ];
    let told = answer(read, &rows, jiff::Timestamp::UNIX_EPOCH);
    let keys: Vec<_> = told.lines.iter().map(|line| line.keys.join(" ")).collect();
    assert_eq!(keys, ["phone request", "phone incident", "mail incident"]);
    assert!(told.spans.is_empty());
    let typed = Asked { from: "2026-01".into(), ..asked("tickets_received", "kind", "quarter") };
    let read = question(&typed, TODAY, &system()).unwrap();
    let told = answer(read, &[counted("incident", "3", 1, 0)], jiff::Timestamp::UNIX_EPOCH);
    assert_eq!(told.lines[0].keys, ["incident", "2026-10"]);
    assert_eq!(told.spans.len(), 4, "quarters without lines are drawn too");
}

#[test]
fn a_share_is_of_the_sums_and_nothing_without_a_base() {
    let read = question(&asked("backups_succeeded", "outcome", ""), TODAY, &system()).unwrap();
    let told = answer(
        read.clone(),
        &[counted("a", "", 1, 2), counted("b", "", 99, 100)],
        jiff::Timestamp::UNIX_EPOCH,
    );
    // Of 102 runs 100 succeeded; the mean of 50 % and 99 % would be another figure.
    assert_eq!(told.total, Figure::Share(Exact::ratio(Exact::from(100), Exact::from(102)).unwrap()));
    assert_eq!(answer(read, &[], jiff::Timestamp::UNIX_EPOCH).total, Figure::NoData, "R5.3");
    assert_eq!(value(Amount::Mean, (13, 3)), Figure::Number(Exact::parse("4.33").unwrap()), "R5.4: cut");
    assert_eq!(value(Amount::Mean, (0, 0)), Figure::NoData);
}

#[test]
fn what_lasts_is_counted_until_now() {
    let at = |second: i64| jiff::Timestamp::from_second(second).unwrap();
    let span =
        |from, to: Option<i64>| Span { keys: ["a".into(), String::new()], from: at(from), to: to.map(at) };
    let sums = lasting(&[span(0, Some(60)), span(100, None)], at(130));
    assert_eq!(sums, [counted("a", "", 90, 0)]);
}

#[test]
fn a_narrower_question_keeps_what_was_kept() {
    let typed = Asked { only: "kind:incident".into(), ..asked("tickets_received", "channel", "") };
    let read = question(&typed, TODAY, &system()).unwrap();
    assert_eq!(narrowed(&read, Dimension::Channel, "mail"), "kind:incident;channel:mail");
    assert_eq!(only_without(&read, Some(0)), "");
}

proptest! {
    #[test]
    fn lines_add_up_to_the_total(rows in prop::collection::vec((0_usize..3, 0_i64..1_000), 0..30)) {
        let typed = Asked { from: "2026-01".into(), to: "2026-03".into(), ..asked("tickets_received", "month", "") };
        let read = question(&typed, TODAY, &system()).unwrap();
        let rows: Vec<Counted> = rows.iter().map(|(place, count)| counted(&place.to_string(), "", *count, 0)).collect();
        let told = answer(read, &rows, jiff::Timestamp::UNIX_EPOCH);
        let sum: i64 = told.lines.iter().map(|line| line.numerator).sum();
        prop_assert_eq!(told.total, Figure::Count(sum));
    }

    #[test]
    fn every_month_of_a_period_is_in_one_span(first in 0_i32..48, length in 0_i32..36) {
        use jiff::ToSpan as _;
        let first = date(2023, 1, 1) + first.months();
        let last = (first + length.months()).last_of_month();
        for dimension in [Dimension::Month, Dimension::Quarter, Dimension::Year] {
            let begun = starts(Some(&dimension), first, last);
            let covered: usize = begun.iter().map(|start| {
                let (from, to) = span_of(dimension, *start, last);
                months(from, to.last_of_month()).len()
            }).sum();
            prop_assert_eq!(covered, months(first, last).len());
        }
    }
}
