//! What a line may be, and the modernisation rate (R8.7). Pure.

use super::{Kind, LineForm, SetFact, Standard};
use jiff::civil::Date;
use kernel::{Exact, Explained, Explanation, Figure, Text, phone};
use platform::{Problems, Result};
use std::collections::BTreeMap;

/// Longest words in characters.
const LONGEST: usize = 200;

/// A line as checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// International form.
    pub number: String,
    /// Short number, or empty.
    pub extension: String,
    /// Fixed or mobile.
    pub kind: Kind,
    /// Of a fixed line.
    pub standard: Option<Standard>,
    /// SIM card, or empty.
    pub sim: String,
    /// First day of service.
    pub in_service_on: Date,
    /// From which day what is typed holds.
    pub from_on: Date,
}

/// Reads what is typed; tells every problem at once. `earliest` is the day used where none is typed.
pub fn check(form: &LineForm, today: Date) -> Result<Checked> {
    let mut problems = Problems::default();
    let number = phone::e164(&form.number);
    if number.is_none() {
        problems.add("number", Text::new("telephony-error-number"));
    }
    let kind = Kind::parse(&form.kind);
    if kind.is_none() {
        problems.add("kind", Text::new("telephony-error-kind"));
    }
    let standard = Standard::parse(&form.standard);
    match (kind, standard) {
        (Some(Kind::Fixed), None) => problems.add("standard", Text::new("telephony-error-standard")),
        (Some(Kind::Mobile), Some(_)) => {
            problems.add("standard", Text::new("telephony-error-standard-mobile"));
        }
        _ => {}
    }
    let extension = digits(&form.extension);
    if extension.as_ref().is_none_or(|digits| digits.len() > 8) {
        problems.add("extension", Text::new("telephony-error-extension"));
    }
    let sim = digits(&form.sim);
    let is_sim = sim.as_ref().is_some_and(|sim| sim.is_empty() || (18..=22).contains(&sim.len()));
    if !is_sim || (kind == Some(Kind::Fixed) && !form.sim.trim().is_empty()) {
        problems.add("sim", Text::new("telephony-error-sim"));
    }
    let in_service_on = day(&mut problems, "in_service_on", &form.in_service_on, today);
    let from_on = day(&mut problems, "from_on", &form.from_on, today);
    if from_on < in_service_on && !form.from_on.trim().is_empty() {
        problems.add("from_on", Text::new("telephony-error-before-service"));
    }
    check_words(&mut problems, form);
    problems.into_result()?;
    Ok(Checked {
        number: number.unwrap_or_default(),
        extension: extension.unwrap_or_default(),
        kind: kind.unwrap_or(Kind::Fixed),
        standard,
        sim: sim.unwrap_or_default(),
        in_service_on,
        from_on: from_on.max(in_service_on),
    })
}

fn check_words(problems: &mut Problems, form: &LineForm) {
    if form.holder.trim().is_empty() {
        problems.add("holder", Text::new("telephony-error-holder"));
    }
    for (field, words) in [("holder", &form.holder), ("plan", &form.plan), ("note", &form.note)] {
        if words.chars().count() > LONGEST {
            problems.add(field, Text::new("estate-error-too-long").with("limit", LONGEST));
        }
    }
}

/// Digits alone, spaces and points left out; nothing when something else is among them.
fn digits(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '\u{a0}')).collect();
    plain.bytes().all(|b| b.is_ascii_digit()).then_some(plain)
}

/// A day as typed, or `otherwise` when nothing is.
pub(in crate::telephony) fn day(problems: &mut Problems, field: &str, typed: &str, otherwise: Date) -> Date {
    let typed = typed.trim();
    if typed.is_empty() {
        return otherwise;
    }
    typed.parse().unwrap_or_else(|_| {
        problems.add(field, Text::new("telephony-error-date"));
        otherwise
    })
}

/// The fixed lines in service on a day, each with what its set speaks then, in the order of their identifiers.
pub fn sets_on(facts: &[SetFact], on: Date) -> Vec<&SetFact> {
    let mut last: BTreeMap<&str, &SetFact> = BTreeMap::new();
    for fact in facts {
        let serves = fact.in_service_on <= on && fact.retired_on.is_none_or(|end| on < end);
        let is_known = fact.from_on <= on;
        let known = last.get(fact.line.as_str());
        if serves && is_known && known.is_none_or(|known| known.from_on <= fact.from_on) {
            last.insert(fact.line.as_str(), fact);
        }
    }
    last.into_values().collect()
}

/// C.1c on a day: fixed lines in service whose set speaks voice over IP, over all fixed lines in service. Retired lines
/// and mobile lines, which have no such standard, are left out (R8.7). Nothing without any line (R5.3).
pub fn modernisation(facts: &[SetFact], on: Date) -> Explained<Option<Exact>> {
    let sets = sets_on(facts, on);
    let of = |standard: Standard| {
        i64::try_from(sets.iter().filter(|fact| fact.standard == standard).count()).unwrap_or(i64::MAX)
    };
    let [modern, digital, analogue] = [Standard::Voip, Standard::Digital, Standard::Analogue].map(of);
    let all = modern + digital + analogue;
    let mut story = Explanation::of("R8.7", "annexe 1 A, C.1c", Text::new("telephony-rate-rule"));
    let page = || Some("/telephone-lines".to_owned());
    story
        .input(Text::new("telephony-rate-on"), Figure::Date(on), None)
        .input(Text::new("telephony-rate-voip"), Figure::Count(modern), page())
        .input(Text::new("telephony-rate-digital"), Figure::Count(digital), page())
        .input(Text::new("telephony-rate-analogue"), Figure::Count(analogue), page())
        .step(
            Text::new("telephony-rate-all"),
            format!("{modern} + {digital} + {analogue}"),
            Figure::Count(all),
        );
    let rate = Exact::ratio(modern, all);
    let figure = rate.clone().map_or(Figure::NoData, Figure::Share);
    story.step(Text::new("telephony-rate"), format!("{modern} ÷ {all}"), figure);
    story.explain(rate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn fact(line: &str, standard: Standard, from_on: Date, retired_on: Option<Date>) -> SetFact {
        let in_service_on = date(2022, 1, 1);
        SetFact { line: line.into(), number: line.to_owned(), in_service_on, retired_on, from_on, standard }
    }

    #[test]
    fn only_lines_in_service_count_with_what_they_spoke_that_day() {
        let facts = [
            fact("a", Standard::Digital, date(2022, 1, 1), None),
            fact("a", Standard::Voip, date(2024, 5, 1), None),
            fact("b", Standard::Voip, date(2022, 1, 1), None),
            fact("c", Standard::Analogue, date(2022, 1, 1), None),
            fact("d", Standard::Voip, date(2022, 1, 1), Some(date(2023, 1, 1))),
        ];
        let on = |day| modernisation(&facts, day).value;
        assert_eq!(on(date(2021, 12, 31)), None);
        assert_eq!(on(date(2022, 6, 1)), Exact::ratio(2, 4));
        assert_eq!(on(date(2023, 1, 1)), Exact::ratio(1, 3));
        assert_eq!(on(date(2024, 5, 1)), Exact::ratio(2, 3));
    }

    #[test]
    fn what_is_typed_is_read_or_told() {
        let today = date(2026, 3, 27);
        let good = LineForm {
            number: "06 39 98 00 01".into(),
            kind: "mobile".into(),
            sim: "8933 0100 0000 0000 0017".into(),
            holder: "Voirie".into(),
            ..LineForm::default()
        };
        let checked = check(&good, today).unwrap();
        assert_eq!((checked.number.as_str(), checked.sim.len()), ("+33639980001", 20));
        assert_eq!((checked.in_service_on, checked.from_on), (today, today));
        let wrong = |change: fn(&mut LineForm), field: &str| {
            let mut form = good.clone();
            change(&mut form);
            let Err(platform::Error::Invalid(problems)) = check(&form, today) else { panic!("{form:?}") };
            assert!(problems.of(field).is_some(), "{problems}");
        };
        wrong(|f| f.number = "12".into(), "number");
        wrong(|f| f.kind = "fax".into(), "kind");
        wrong(|f| f.standard = "voip".into(), "standard");
        wrong(|f| f.kind = "fixed".into(), "standard");
        wrong(|f| f.sim = "12".into(), "sim");
        wrong(|f| f.extension = "12a".into(), "extension");
        wrong(|f| f.in_service_on = "demain".into(), "in_service_on");
        wrong(|f| f.holder = " ".into(), "holder");
        wrong(|f| (f.in_service_on, f.from_on) = ("2026-03-01".into(), "2026-02-01".into()), "from_on");
    }

    proptest! {
        #[test]
        fn the_rate_is_a_share_and_the_order_of_rows_says_nothing(
            rows in proptest::collection::vec((0u8..6, 0usize..3, 0i8..27, prop::option::of(0i8..27)), 0..20),
        ) {
            let fact = |(line, standard, from, end): &(u8, usize, i8, Option<i8>)| {
                let standard = Standard::ALL[*standard];
                fact(&line.to_string(), standard, date(2022, 1, 1 + from), end.map(|d| date(2022, 1, 1 + d)))
            };
            let mut facts: Vec<SetFact> = rows.iter().map(fact).collect();
            facts.dedup_by_key(|fact| (fact.line.clone(), fact.from_on));
            let rate = modernisation(&facts, date(2022, 1, 20)).value;
            if let Some(rate) = &rate {
                prop_assert!(!rate.is_negative() && *rate <= Exact::from(1));
            }
            let distinct: std::collections::BTreeSet<_> = facts.iter().map(|f| (&f.line, f.from_on)).collect();
            if distinct.len() == facts.len() {
                let mut turned = facts.clone();
                turned.reverse();
                prop_assert_eq!(modernisation(&turned, date(2022, 1, 20)).value, rate);
            }
        }
    }
}
