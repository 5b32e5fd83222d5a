//! Exit date and settlement (R3.5 to R3.10). Pure.

use super::{Effect, Exclusion, ExitTerms, NoticeReading, SettledAsset, Settlement, SettlementLine, Shares};
use crate::depreciation::rules::book_value;
use jiff::civil::Date;
use kernel::{
    Cents, Exact, Explained, Explanation, Figure, Rounding, Step, Text,
    months::{OutOfCalendar, add_months, last_day},
};

/// Last day of the term: the day before the anniversary (R3.8).
pub fn term_end(terms: &ExitTerms) -> Result<Date, OutOfCalendar> {
    let refuse = |_| OutOfCalendar { from: terms.start, months: 12 * i32::from(terms.term_years) };
    year_start(terms, terms.term_years)?.yesterday().map_err(refuse)
}

/// First day of the year that follows `years` whole years of the term.
fn year_start(terms: &ExitTerms, years: u8) -> Result<Date, OutOfCalendar> {
    add_months(terms.start, 12 * i32::from(years))
}

/// The first day on which a notice is possible (R3.9). Under reading A an earlier notice is valid too, but
/// only a notice by that day leaves on the opening day.
pub fn first_notice(terms: &ExitTerms) -> Result<Date, OutOfCalendar> {
    let opening = year_start(terms, terms.from_year.saturating_sub(1))?;
    match terms.reading {
        NoticeReading::A => add_months(opening, -i32::from(terms.notice_months)),
        NoticeReading::B => Ok(opening),
        NoticeReading::C => year_start(terms, terms.from_year),
    }
}

/// The earliest last day a notice can give (R3.9): under A the first day of the opening year, under B and C
/// the end of a notice received on the first possible day.
pub fn earliest(terms: &ExitTerms) -> Result<Explained<Effect>, OutOfCalendar> {
    let first = first_notice(terms)?;
    let mut story = Explanation::of("R3.9", "art. 7", Text::new("exit-earliest-rule"));
    tell_terms(&mut story, terms);
    story.step(Text::new("exit-first-notice"), "", Figure::Date(first));
    let last = match terms.reading {
        NoticeReading::A => year_start(terms, terms.from_year.saturating_sub(1))?,
        NoticeReading::B | NoticeReading::C => end_of_notice(terms, first)?,
    };
    conclude(story, terms, last)
}

/// What a notice received on a day does: leaves, is refused as too early, or comes too late to matter (R3.10).
pub fn leave(terms: &ExitTerms, received: Date) -> Result<Explained<Effect>, OutOfCalendar> {
    let mut story = Explanation::of("R3.10", "art. 7", Text::new("exit-rule"));
    tell_terms(&mut story, terms);
    story.input(Text::new("exit-received"), Figure::Date(received), None);
    let first = first_notice(terms)?;
    let last = end_of_notice(terms, received)?;
    let last = match terms.reading {
        NoticeReading::A => last.max(year_start(terms, terms.from_year.saturating_sub(1))?),
        NoticeReading::B | NoticeReading::C => {
            story.step(Text::new("exit-first-notice"), "", Figure::Date(first));
            if received < first {
                story.step(Text::new("exit-too-early"), "", Figure::Date(first));
                return Ok(story.explain(Effect::TooEarly { first_notice: first }));
            }
            last
        }
    };
    let unrolled = last_day(received, i32::from(terms.notice_months), None)?;
    story.step(Text::new("exit-notice-ends"), "", Figure::Date(unrolled));
    conclude(story, terms, last)
}

fn end_of_notice(terms: &ExitTerms, received: Date) -> Result<Date, OutOfCalendar> {
    last_day(received, i32::from(terms.notice_months), terms.roll)
}

fn tell_terms(story: &mut Explanation, terms: &ExitTerms) {
    story
        .input(Text::new("exit-start"), Figure::Date(terms.start), None)
        .input(Text::new("exit-term-years"), Figure::Count(i64::from(terms.term_years)), None)
        .input(Text::new("exit-notice-months"), Figure::Count(i64::from(terms.notice_months)), None)
        .input(Text::new("exit-from-year"), Figure::Count(i64::from(terms.from_year)), None)
        .input(Text::new("exit-reading"), Figure::Text(Text::new(terms.reading.label_key())), None);
}

/// An early exit ends before the term; otherwise the term comes first.
fn conclude(
    mut story: Explanation,
    terms: &ExitTerms,
    last: Date,
) -> Result<Explained<Effect>, OutOfCalendar> {
    let end = term_end(terms)?;
    story.step(Text::new("exit-term-end"), "", Figure::Date(end));
    if last >= end {
        story.step(Text::new("exit-term-first"), "", Figure::Date(end));
        return Ok(story.explain(Effect::TermFirst { term_end: end }));
    }
    story.step(Text::new("exit-last-day"), "", Figure::Date(last));
    Ok(story.explain(Effect::Leaves { last_day: last }))
}

/// What is due for the goods on an exit at the end of the day `at` (R3.5). At the term or after it nothing is due unless
/// the agreement says so: the text speaks of early exit only. Without `term_end` the exit is early.
pub fn settle(
    at: Date,
    term_end: Option<Date>,
    shares: &Shares,
    assets: &[SettledAsset],
) -> Explained<Settlement> {
    let is_early = shares.due_at_term || term_end.is_none_or(|end| at < end);
    let mut story = Explanation::of("R3.5", "art. 7", Text::new("exit-settlement-rule"));
    story.input(Text::new("exit-at"), Figure::Date(at), None);
    if !is_early {
        story.step(Text::new("exit-at-term"), "", Figure::Money(Cents::ZERO));
    }
    let mut lines = Vec::with_capacity(assets.len());
    for asset in assets {
        let label = |key: &str| Text::new(key).with("asset", &asset.id);
        let net_book_value = book_value(&asset.plan, at);
        story.input(label("exit-net-book-value"), Figure::Money(net_book_value), None);
        let due = match (is_early, asset.exclusion, asset.is_taken_back) {
            (false, _, _) => Cents::ZERO,
            (true, Some(exclusion), _) => {
                let key = match exclusion {
                    Exclusion::Lent => "exit-lent",
                    Exclusion::Shared => "exit-shared",
                };
                story.step(label(key), "", Figure::Money(Cents::ZERO));
                Cents::ZERO
            }
            (true, None, true) => {
                share(&mut story, label("exit-taken-back"), net_book_value, &shares.taken_back)
            }
            (true, None, false) => share(&mut story, label("exit-left"), net_book_value, &shares.left),
        };
        lines.push(SettlementLine { id: asset.id.clone(), net_book_value, due });
    }
    let total = lines.iter().map(|line| line.due).sum();
    story.step(Text::new("exit-total"), "", Figure::Money(total));
    story.explain(Settlement { lines, total })
}

/// A share of a value, half-up to the cent (R3.5).
fn share(story: &mut Explanation, label: Text, value: Cents, share: &Exact) -> Cents {
    if *share == Exact::from(1) {
        story.step(label, "", Figure::Money(value));
        return value;
    }
    let exact = value.euros() * share.clone();
    let due = Cents::from_euros(&exact, Rounding::HalfUp);
    story.steps.push(Step {
        label,
        expression: format!("{value} × {share}"),
        exact: Some(Figure::Number(exact)),
        rounding: Some((Rounding::HalfUp, 2)),
        result: Figure::Money(due),
    });
    due
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::depreciation::{DayCount, Plan};
    use jiff::civil::date;
    use kernel::Zone;

    fn terms(reading: NoticeReading) -> ExitTerms {
        ExitTerms {
            start: date(2022, 1, 1),
            term_years: 5,
            notice_months: 6,
            from_year: 3,
            reading,
            roll: Some(Zone::Metropole),
        }
    }

    fn leaving(last_day: Date) -> Effect {
        Effect::Leaves { last_day }
    }

    #[test]
    fn counts_the_notice_from_date_to_date() {
        let cases = [
            (date(2024, 1, 15), leaving(date(2024, 7, 15))),
            (date(2024, 8, 31), leaving(date(2025, 2, 28))),
            (date(2024, 5, 11), leaving(date(2024, 11, 12))),
            (date(2023, 12, 31), Effect::TooEarly { first_notice: date(2024, 1, 1) }),
            (date(2024, 1, 1), leaving(date(2024, 7, 1))),
            (date(2026, 6, 30), leaving(date(2026, 12, 30))),
            (date(2026, 7, 1), Effect::TermFirst { term_end: date(2026, 12, 31) }),
            (date(2027, 7, 1), Effect::TermFirst { term_end: date(2026, 12, 31) }),
        ];
        for (received, expected) in cases {
            assert_eq!(leave(&terms(NoticeReading::B), received).unwrap().value, expected, "{received}");
        }
        let still = ExitTerms { roll: None, ..terms(NoticeReading::B) };
        assert_eq!(leave(&still, date(2024, 5, 11)).unwrap().value, leaving(date(2024, 11, 11)));
    }

    #[test]
    fn each_reading_opens_on_its_own_day() {
        let cases = [
            (NoticeReading::A, date(2023, 7, 1), date(2024, 1, 1)),
            (NoticeReading::B, date(2024, 1, 1), date(2024, 7, 1)),
            (NoticeReading::C, date(2025, 1, 1), date(2025, 7, 1)),
        ];
        for (reading, notice, last_day) in cases {
            assert_eq!(first_notice(&terms(reading)), Ok(notice));
            assert_eq!(earliest(&terms(reading)).unwrap().value, leaving(last_day));
        }
        assert_eq!(term_end(&terms(NoticeReading::B)), Ok(date(2026, 12, 31)));
    }

    #[test]
    fn under_reading_a_an_early_notice_waits_for_the_third_year() {
        let left = |received| leave(&terms(NoticeReading::A), received).unwrap().value;
        assert_eq!(left(date(2023, 3, 1)), leaving(date(2024, 1, 1)));
        assert_eq!(left(date(2023, 9, 4)), leaving(date(2024, 3, 4)));
    }

    fn asset(id: &str, euros: &str, in_service: Date, years: u8, is_taken_back: bool) -> SettledAsset {
        let plan = Plan::new(euros.parse().unwrap(), in_service, years, DayCount::Thirty360).unwrap();
        SettledAsset { id: id.into(), plan, is_taken_back, exclusion: None }
    }

    #[test]
    fn settles_the_worked_example() {
        let assets = [
            asset("switch", "2480.40", date(2022, 2, 10), 5, true),
            asset("server", "611.11", date(2023, 9, 1), 5, false),
            asset("phone", "300.00", date(2020, 1, 1), 3, false),
        ];
        let found = settle(date(2024, 7, 1), Some(date(2026, 12, 31)), &Shares::default(), &assets).value;
        let shown: Vec<_> =
            found.lines.iter().map(|line| format!("{} {}", line.net_book_value, line.due)).collect();
        assert_eq!(shown, ["1292.56 1292.56", "508.92 254.46", "0.00 0.00"]);
        assert_eq!(found.total, Cents(154_702));
    }

    #[test]
    fn halves_half_up_and_leaves_out_what_is_not_the_providers_to_sell() {
        let left = asset("a", "1200.00", date(2022, 3, 15), 4, false);
        let settled =
            |asset: SettledAsset| settle(date(2024, 6, 30), None, &Shares::default(), &[asset]).value.total;
        assert_eq!(settled(left.clone()), Cents(25_584));
        for exclusion in [Exclusion::Lent, Exclusion::Shared] {
            assert_eq!(settled(SettledAsset { exclusion: Some(exclusion), ..left.clone() }), Cents::ZERO);
        }
        let at_term = |shares: &Shares| {
            let term = date(2024, 6, 30);
            settle(term, Some(term), shares, std::slice::from_ref(&left)).value.total
        };
        assert_eq!(at_term(&Shares::default()), Cents::ZERO);
        assert_eq!(at_term(&Shares { due_at_term: true, ..Shares::default() }), Cents(25_584));
    }
}
