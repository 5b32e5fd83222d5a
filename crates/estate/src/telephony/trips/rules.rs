//! What a trip and a charge may be, and which belongs to which (R8.4). Pure.

use super::{Charge, ChargeForm, ChargeKind, Match, Trip, TripForm};
use crate::telephony::{
    call_records::rules::countries::{OVERSEAS, is_country},
    lines::rules::day,
};
use jiff::civil::Date;
use kernel::{Cents, Exact, Rounding, Text, Zone, phone};
use platform::{Problems, Result};

/// Longest words in characters.
const LONGEST: usize = 200;

/// A trip as checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTrip {
    /// Number of the line.
    pub number: String,
    /// Two letters each, in the order typed, each once.
    pub countries: Vec<String>,
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub to_on: Date,
}

/// A place where plans do not hold: another country, or France overseas, since plans are those of the mainland.
fn is_abroad(letters: &str) -> bool {
    letters != "FR" && (is_country(letters) || OVERSEAS.contains(&letters))
}

/// Reads a trip as typed; tells every problem at once. It begins today at the earliest: trips are declared in advance.
pub fn check_trip(form: &TripForm, today: Date) -> Result<CheckedTrip> {
    let mut problems = Problems::default();
    let number = phone::e164(&form.number).unwrap_or_else(|| {
        problems.add("number", Text::new("telephony-error-number"));
        String::new()
    });
    let mut countries: Vec<String> = vec![];
    let typed = form.countries.split([' ', ',', ';']).filter(|word| !word.is_empty());
    for letters in typed.map(str::to_uppercase) {
        if !is_abroad(&letters) {
            problems.add("countries", Text::new("trip-error-country").with("typed", &letters));
        } else if !countries.contains(&letters) {
            countries.push(letters);
        }
    }
    if countries.is_empty() && problems.of("countries").is_none() {
        problems.add("countries", Text::new("trip-error-countries"));
    }
    if form.traveller.trim().is_empty() || form.traveller.chars().count() > LONGEST {
        problems.add("traveller", Text::new("trip-error-traveller").with("limit", LONGEST));
    }
    for (field, typed) in [("from_on", &form.from_on), ("to_on", &form.to_on)] {
        if typed.trim().is_empty() {
            problems.add(field, Text::new("telephony-error-date"));
        }
    }
    let from_on = day(&mut problems, "from_on", &form.from_on, today);
    let to_on = day(&mut problems, "to_on", &form.to_on, from_on);
    if to_on < from_on {
        problems.add("to_on", Text::new("trip-error-order"));
    }
    if to_on < today {
        problems.add("to_on", Text::new("trip-error-past"));
    }
    problems.into_result()?;
    Ok(CheckedTrip { number, countries, from_on, to_on })
}

/// A charge as checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCharge {
    /// Number of the line.
    pub number: String,
    /// On which day.
    pub charged_on: Date,
    /// Two letters.
    pub country: String,
    /// What was billed.
    pub kind: ChargeKind,
    /// How much.
    pub amount: Cents,
}

/// Reads a charge as typed; tells every problem at once.
pub fn check_charge(form: &ChargeForm, today: Date) -> Result<CheckedCharge> {
    let mut problems = Problems::default();
    let number = phone::e164(&form.number).unwrap_or_else(|| {
        problems.add("number", Text::new("telephony-error-number"));
        String::new()
    });
    let country = form.country.trim().to_uppercase();
    if !is_abroad(&country) {
        problems.add("country", Text::new("trip-error-country").with("typed", &country));
    }
    let kind = ChargeKind::parse(&form.kind);
    if kind.is_none() {
        problems.add("kind", Text::new("trip-error-kind"));
    }
    let plain: String = form.amount.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let euros = Exact::parse(&plain.replace(',', ".")).ok().filter(|euros| !euros.is_negative());
    let cents = euros.map(|euros| (Cents::from_euros(&euros, Rounding::HalfUp), euros));
    let amount = cents.filter(|(cents, euros)| cents.euros() == *euros && cents.0 < 1_000_000_000);
    if amount.is_none() {
        problems.add("amount", Text::new("trip-error-amount"));
    }
    if form.charged_on.trim().is_empty() {
        problems.add("charged_on", Text::new("telephony-error-date"));
    }
    let charged_on = day(&mut problems, "charged_on", &form.charged_on, today);
    for (field, words) in [("key", &form.key), ("label", &form.label)] {
        if words.chars().count() > LONGEST || (field == "key" && words.trim().is_empty()) {
            problems.add(field, Text::new("trip-error-key").with("limit", LONGEST));
        }
    }
    problems.into_result()?;
    let amount = amount.map_or(Cents(0), |(cents, _)| cents);
    Ok(CheckedCharge { number, charged_on, country, kind: kind.unwrap_or(ChargeKind::Voice), amount })
}

/// How a charge stands: within a trip of its line when its day is one of the trip's days and its country one of the trip's.
/// A trip that was called off is none.
pub fn matched<'a>(charge: &Charge, trips: &'a [Trip]) -> (Match, Option<&'a Trip>) {
    let there = |trip: &&Trip| {
        trip.beneficiary == charge.beneficiary
            && trip.line == charge.line
            && trip.cancelled_at.is_none()
            && (trip.from_on..=trip.to_on).contains(&charge.charged_on)
    };
    let exact = trips.iter().filter(there).find(|trip| trip.countries.contains(&charge.country));
    match (exact, trips.iter().find(there)) {
        (Some(trip), _) => (Match::Declared, Some(trip)),
        (None, Some(trip)) => (Match::OtherCountry, Some(trip)),
        (None, None) => (Match::Missing, None),
    }
}

/// Whether a trip was declared no later than its first day.
pub fn is_in_advance(trip: &Trip) -> bool {
    trip.declared_at.to_zoned(Zone::Metropole.time_zone()).date() <= trip.from_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn trip(countries: &[&str], from: i8, to: i8) -> Trip {
        Trip {
            beneficiary: "b".into(),
            id: "t".into(),
            number: "+33639980001".into(),
            line: "l".into(),
            traveller: "Directrice".into(),
            countries: countries.iter().map(|c| (*c).to_owned()).collect(),
            from_on: date(2026, 3, from),
            to_on: date(2026, 3, to),
            declared_by: None,
            declared_by_name: "Rose".into(),
            declared_at: "2026-03-01T08:00:00Z".parse().unwrap(),
            cancelled_at: None,
        }
    }

    fn charge(country: &str, day: i8) -> Charge {
        Charge {
            beneficiary: "b".into(),
            id: "c".into(),
            number: "+33639980001".into(),
            line: "l".into(),
            charged_on: date(2026, 3, day),
            country: country.into(),
            kind: ChargeKind::Data,
            amount: Cents(1_240),
            label: String::new(),
            key: "k".into(),
        }
    }

    #[test]
    fn a_charge_belongs_to_a_trip_of_its_day_and_country() {
        let trips = [trip(&["ES", "PT"], 10, 14)];
        let of = |country, day| matched(&charge(country, day), &trips).0;
        assert_eq!([of("ES", 10), of("PT", 14)], [Match::Declared, Match::Declared]);
        assert_eq!(
            [of("ES", 9), of("ES", 15), of("MA", 12)],
            [Match::Missing, Match::Missing, Match::OtherCountry]
        );
        let mut off = trips.clone();
        off[0].cancelled_at = Some(off[0].declared_at);
        assert_eq!(matched(&charge("ES", 12), &off).0, Match::Missing);
        let other = Charge { line: "other".into(), ..charge("ES", 12) };
        assert_eq!(matched(&other, &trips).0, Match::Missing);
        assert!(
            is_in_advance(&trips[0])
                && !is_in_advance(&Trip { from_on: date(2026, 2, 27), ..trip(&["ES"], 1, 2) })
        );
    }

    #[test]
    fn what_is_typed_is_read_or_told() {
        let today = date(2026, 3, 9);
        let form = TripForm {
            number: "06 39 98 00 01".into(),
            traveller: "Directrice".into(),
            countries: "es, pt es RE".into(),
            from_on: "2026-03-10".into(),
            to_on: "2026-03-14".into(),
            ..TripForm::default()
        };
        assert_eq!(check_trip(&form, today).unwrap().countries, ["ES", "PT", "RE"]);
        for (field, wrong) in [
            ("countries", TripForm { countries: "FR".into(), ..form.clone() }),
            ("countries", TripForm { countries: String::new(), ..form.clone() }),
            ("to_on", TripForm { to_on: "2026-03-09".into(), ..form.clone() }),
            ("to_on", TripForm { from_on: "2026-03-01".into(), to_on: "2026-03-02".into(), ..form.clone() }),
            ("number", TripForm { number: "12".into(), ..form.clone() }),
        ] {
            let Err(platform::Error::Invalid(problems)) = check_trip(&wrong, today) else {
                panic!("{wrong:?}")
            };
            assert!(problems.of(field).is_some(), "{field}: {problems}");
        }
        let charge = ChargeForm {
            number: "0639980001".into(),
            charged_on: "2026-03-10".into(),
            country: "es".into(),
            kind: "data".into(),
            amount: "1 012,40 €".into(),
            key: "F1-3".into(),
            ..ChargeForm::default()
        };
        assert_eq!(check_charge(&charge, today).unwrap().amount, Cents(101_240));
        for amount in ["-1", "1,005", "gratuit", ""] {
            let form = ChargeForm { amount: amount.into(), ..charge.clone() };
            assert!(check_charge(&form, today).is_err(), "{amount}");
        }
    }

    proptest! {
        #[test]
        fn a_declared_trip_only_ever_helps(days in prop::collection::vec((1i8..28, 0i8..5), 0..6), day in 1i8..28) {
            let trips: Vec<Trip> = days.iter().map(|(from, more)| trip(&["ES"], *from, (*from + more).min(28))).collect();
            let is_inside = days.iter().any(|(from, more)| (*from..=(*from + more).min(28)).contains(&day));
            let found = matched(&charge("ES", day), &trips).0;
            prop_assert_eq!(found, if is_inside { Match::Declared } else { Match::Missing });
        }
    }
}
