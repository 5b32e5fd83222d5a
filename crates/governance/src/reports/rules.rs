//! Pure decisions about reports: their periods, when they are due, what may be done with them.

use super::{Report, ReportKind, ReportState, Span};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Text, Zone, is_working_day};
use platform::Problems;

/// Most characters of what a person writes in a report.
pub const LONG: usize = 20_000;

/// Working day of the month on which drafts are made (R7.5).
const DRAFT_DAY: usize = 3;

/// The period of a text: `2026-10` for a month, `2025` for a year.
pub fn period(kind: ReportKind, text: &str) -> Option<Span> {
    let text = text.trim();
    let first = match kind {
        ReportKind::Monthly => format!("{text}-01").parse().ok()?,
        ReportKind::Annual => format!("{text}-01-01").parse().ok()?,
    };
    Some(span(kind, first)).filter(|span| (2000..=2100).contains(&span.first.year()))
}

/// The period in which a day falls.
pub fn span(kind: ReportKind, day: Date) -> Span {
    match kind {
        ReportKind::Monthly => Span { first: day.first_of_month(), last: day.last_of_month() },
        ReportKind::Annual => Span { first: day.first_of_year(), last: day.last_of_year() },
    }
}

/// The text of a period, as it is typed.
pub fn written(kind: ReportKind, first: Date) -> String {
    match kind {
        ReportKind::Monthly => first.strftime("%Y-%m").to_string(),
        ReportKind::Annual => first.year().to_string(),
    }
}

/// The period before.
pub fn before(kind: ReportKind, of: Span) -> Span {
    span(kind, of.first.yesterday().unwrap_or(of.first))
}

/// First days of so many months that end with the one of `last`.
pub fn months(last: Date, count: usize) -> Vec<Date> {
    let end = last.first_of_month();
    let back = |n: usize| end.checked_sub(i64::try_from(n).unwrap_or(0).months()).unwrap_or(end);
    (0..count).rev().map(back).collect()
}

/// The places of a period among months that end with it.
pub fn places(kind: ReportKind, count: usize) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let length = if kind == ReportKind::Annual { 12 } else { 1 };
    (count - length..count, count.saturating_sub(2 * length)..count - length)
}

/// The reports whose drafts are due on a day: last month's from its third working day on, last year's in January (R7.5, R5.2).
pub fn due(today: Date) -> Vec<(ReportKind, Date)> {
    let first = today.first_of_month();
    let worked = first.series(1.day()).take_while(|day| *day <= today);
    if worked.filter(|day| is_working_day(*day, Zone::Metropole)).count() < DRAFT_DAY {
        return vec![];
    }
    let last_day = first.yesterday().unwrap_or(first);
    let mut due = vec![(ReportKind::Monthly, last_day.first_of_month())];
    if today.month() == 1 {
        due.push((ReportKind::Annual, last_day.first_of_year()));
    }
    due
}

/// Whether its texts may be written.
pub fn is_open(report: &Report) -> bool {
    report.state != ReportState::Published
}

/// Why a report cannot be published yet.
pub fn obstacle(report: &Report, today: Date) -> Option<Text> {
    if report.state != ReportState::Review {
        return Some(Text::new("report-error-not-in-review"));
    }
    if report.span.last >= today {
        return Some(Text::new("report-error-not-over"));
    }
    let is_blank = |text: &str| text.trim().is_empty();
    if report.kind == ReportKind::Annual && (is_blank(&report.introduction) || is_blank(&report.plan)) {
        return Some(Text::new("report-error-texts"));
    }
    None
}

/// Notes what is too long to be a text of a report.
pub fn long(problems: &mut Problems, field: &str, text: &str) {
    if text.chars().count() > LONG {
        problems.add(field, Text::new("report-error-long").with("limit", LONG));
    }
}

/// Notes what is missing.
pub fn needed(problems: &mut Problems, field: &str, text: &str) {
    if text.trim().is_empty() {
        problems.add(field, Text::new("report-error-words"));
    }
    long(problems, field, text);
}

/// The report that a meeting looks at: last year's for the steering committee of January, else last month's.
pub fn looked_at(is_steering: bool, day: Date) -> (ReportKind, Date) {
    let last_day = day.first_of_month().yesterday().unwrap_or(day);
    if is_steering && day.month() == 1 {
        return (ReportKind::Annual, last_day.first_of_year());
    }
    (ReportKind::Monthly, last_day.first_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_is_read_written_and_has_one_before() {
        let month = period(ReportKind::Monthly, "2026-03").unwrap();
        assert_eq!((month.first, month.last), (date(2026, 3, 1), date(2026, 3, 31)));
        assert_eq!(before(ReportKind::Monthly, month).first, date(2026, 2, 1));
        let year = period(ReportKind::Annual, " 2025 ").unwrap();
        assert_eq!((year.first, year.last), (date(2025, 1, 1), date(2025, 12, 31)));
        assert_eq!(before(ReportKind::Annual, year).first, date(2024, 1, 1));
        for (kind, text) in
            [(ReportKind::Monthly, "2026"), (ReportKind::Annual, "2026-01"), (ReportKind::Annual, "")]
        {
            assert_eq!(period(kind, text), None, "{text}");
        }
        assert_eq!(written(ReportKind::Monthly, month.first), "2026-03");
        assert_eq!(written(ReportKind::Annual, year.first), "2025");
    }

    #[test]
    fn drafts_are_due_on_the_third_working_day() {
        // 1 May 2026 is a holiday and a Friday: 4, 5 and 6 May are the first working days.
        assert_eq!(due(date(2026, 5, 5)), []);
        assert_eq!(due(date(2026, 5, 6)), [(ReportKind::Monthly, date(2026, 4, 1))]);
        assert_eq!(due(date(2026, 5, 29)), [(ReportKind::Monthly, date(2026, 4, 1))]);
        // 1 January is a holiday, 3 and 4 a week end: 2, 5 and 6 January.
        assert_eq!(due(date(2026, 1, 5)), []);
        let january = due(date(2026, 1, 6));
        assert_eq!(
            january,
            [(ReportKind::Monthly, date(2025, 12, 1)), (ReportKind::Annual, date(2025, 1, 1))]
        );
    }

    #[test]
    fn months_end_with_the_period() {
        let all = months(date(2026, 3, 31), 24);
        assert_eq!((all.len(), all[0], all[23]), (24, date(2024, 4, 1), date(2026, 3, 1)));
        assert_eq!(places(ReportKind::Annual, 24), (12..24, 0..12));
        assert_eq!(places(ReportKind::Monthly, 24), (23..24, 22..23));
    }

    #[test]
    fn the_steering_committee_of_january_looks_at_the_year() {
        assert_eq!(looked_at(true, date(2026, 1, 14)), (ReportKind::Annual, date(2025, 1, 1)));
        assert_eq!(looked_at(false, date(2026, 1, 14)), (ReportKind::Monthly, date(2025, 12, 1)));
        assert_eq!(looked_at(true, date(2026, 6, 9)), (ReportKind::Monthly, date(2026, 5, 1)));
    }
}
