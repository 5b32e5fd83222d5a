//! Connections: what was served when, the roll-out, what cannot be.

use super::*;
use crate::sites::Fibre;
use jiff::{Timestamp, ToSpan as _, civil::date};
use proptest::prelude::*;

fn connection(site: &str, from_on: Date, state: State) -> Connection {
    Connection {
        beneficiary: "b".into(),
        id: format!("{site} {from_on}").into(),
        site: site.into(),
        from_on,
        state,
        expected_on: None,
        carrier: String::new(),
        repair_minutes: state.is_of_carrier().then_some(240),
        megabits: None,
        is_closed_group: false,
        note: String::new(),
        recorded_by_name: String::new(),
        recorded_at: Timestamp::UNIX_EPOCH,
    }
}

fn site(id: &str) -> Site {
    Site {
        beneficiary: "b".into(),
        id: id.into(),
        beneficiary_name: String::new(),
        name: id.into(),
        street: String::new(),
        postal_code: String::new(),
        city: String::new(),
        fibre: Fibre::None,
        weight: Exact::from(1),
        serves_from: None,
        serves_to: None,
        version: 1,
    }
}

const CARRIER: Link = Link::Carrier { repair_seconds: Some(14_400) };

#[test]
fn a_site_is_served_by_one_link_after_the_other() {
    let history = [
        connection("a", date(2020, 1, 1), State::Planned),
        connection("a", date(2024, 3, 1), State::Xdsl),
        connection("a", date(2025, 6, 1), State::Carrier),
        connection("a", date(2026, 3, 16), State::Connected),
    ];
    let carrier = Served { from: Some(date(2024, 3, 1)), to: Some(date(2026, 3, 16)), link: CARRIER };
    let own = Served { from: Some(date(2026, 3, 16)), to: None, link: Link::Own };
    assert_eq!(served(&site("a"), &history), [carrier, own], "not before it is connected at all");
    let left = Site { serves_to: Some(date(2026, 3, 20)), ..site("a") };
    assert_eq!(served(&left, &history)[1].to, Some(date(2026, 3, 21)), "its last day counts");
    let new = Site { serves_from: Some(date(2026, 4, 1)), ..site("a") };
    assert_eq!(served(&new, &history), [Served { from: Some(date(2026, 4, 1)), ..own }]);
    let found = [connection("a", date(2026, 5, 1), State::Connected)];
    assert_eq!(
        served(&site("a"), &found),
        [Served { from: None, to: None, link: Link::Own }],
        "found so: since ever"
    );
}

#[test]
fn the_year_counts_what_became_connected_and_what_is_left() {
    let sites = ["found", "joined", "before", "waits", "gone"].map(site);
    let sites = sites.map(|one| match one.id.as_str() {
        "gone" => Site { serves_to: Some(date(2026, 2, 1)), ..one },
        _ => one,
    });
    let history = [
        connection("found", date(2026, 2, 1), State::Connected),
        connection("joined", date(2020, 1, 1), State::Xdsl),
        connection("joined", date(2026, 3, 1), State::Connected),
        connection("before", date(2020, 1, 1), State::Planned),
        connection("before", date(2025, 12, 31), State::Connected),
        connection("waits", date(2020, 1, 1), State::Study),
        connection("waits", date(2026, 3, 1), State::Planned),
        connection("gone", date(2020, 1, 1), State::None),
    ];
    let value = rollout(&sites, &history, date(2026, 1, 1), date(2026, 12, 31)).value;
    assert_eq!((value.buildings, value.connected), (4, 3));
    assert_eq!(value.connected_in_period, ["joined".into()]);
    assert_eq!(value.remaining, ["waits".into()]);
}

#[test]
fn what_cannot_be_is_told_at_its_field() {
    let today = date(2026, 3, 10);
    let form =
        || ConnectionForm { state: "carrier".into(), repair_hours: "4".into(), ..ConnectionForm::default() };
    assert_eq!(content(&form(), today).unwrap().repair_minutes, Some(240));
    let half = ConnectionForm { repair_hours: "0,5".into(), ..form() };
    assert_eq!(content(&half, today).unwrap().repair_minutes, Some(30));
    let cases = [
        (ConnectionForm { from_on: "2026-03-11".into(), ..form() }, "from_on"),
        (ConnectionForm { from_on: "hier".into(), ..form() }, "from_on"),
        (ConnectionForm { expected_on: "un jour".into(), ..form() }, "expected_on"),
        (ConnectionForm { state: "copper".into(), ..form() }, "state"),
        (ConnectionForm { repair_hours: "vite".into(), ..form() }, "repair_hours"),
        (ConnectionForm { state: "connected".into(), ..form() }, "repair_hours"),
        (ConnectionForm { megabits: "0".into(), ..form() }, "megabits"),
        (ConnectionForm { note: "x".repeat(TEXT + 1), ..form() }, "note"),
    ];
    for (form, field) in cases {
        match content(&form, today) {
            Err(platform::Error::Invalid(problems)) => assert_eq!(problems.0[0].field, field, "{form:?}"),
            other => panic!("{other:?}"),
        }
    }
}

proptest! {
    /// The times a site is served never overlap, run forwards, and keep to the days it is served.
    #[test]
    fn served_times_are_in_order(states in prop::collection::vec(0usize..7, 1..8), from in 0i64..200, length in 0i64..400) {
        let start = date(2025, 1, 1);
        let history: Vec<Connection> = (0i64..).zip(&states)
            .map(|(i, state)| connection("a", start + (i * 40).days(), State::ALL[*state])).collect();
        let (first, last) = (start + from.days(), start + (from + length).days());
        let all = served(&Site { serves_from: Some(first), serves_to: Some(last), ..site("a") }, &history);
        for one in &all {
            prop_assert!(one.from.unwrap() >= first && one.to.unwrap() <= last.tomorrow().unwrap());
            prop_assert!(one.from < one.to);
        }
        for pair in all.windows(2) {
            prop_assert!(pair[0].to <= pair[1].from);
        }
    }
}
