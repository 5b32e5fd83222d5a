//! What looks make of a probe, and what may be typed.

use super::*;
use crate::probes::Found;
use proptest::prelude::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_773_129_600 + second).unwrap()
}

fn new() -> Standing {
    Standing { state: State::New, since: at(0), streak: 0, streak_from: None }
}

/// The changes of a row of looks, a minute apart, with the second each dates from.
fn changes(needs: (i64, i64), looks: &str) -> Vec<(bool, i64)> {
    let mut standing = new();
    let mut found = vec![];
    for (i, look) in looks.chars().enumerate() {
        let when = at(60 * i64::try_from(i).unwrap());
        let (next, change) = after(&standing, needs, look == '+', when);
        standing = next;
        match change {
            Some(Change::Fell(from)) => found.push((false, from.duration_since(at(0)).as_secs())),
            Some(Change::Recovered(from)) => found.push((true, from.duration_since(at(0)).as_secs())),
            None => {}
        }
    }
    found
}

#[test]
fn a_failure_counts_from_the_first_of_its_row() {
    for (needs, looks, expected) in [
        ((3, 2), "+--+--", vec![]),
        ((3, 2), "+---", vec![(false, 60)]),
        ((3, 2), "+---+-++", vec![(false, 60), (true, 360)]),
        ((3, 2), "---", vec![(false, 0)]),
        ((1, 1), "+-+", vec![(false, 60), (true, 120)]),
        ((2, 1), "+-+--+", vec![(false, 180), (true, 300)]),
        ((3, 2), "+++", vec![]),
    ] {
        assert_eq!(changes(needs, looks), expected, "{needs:?} {looks}");
    }
}

proptest! {
    /// Failures and recoveries take turns, a failure first, and each later than the one before.
    #[test]
    fn failures_and_recoveries_take_turns(failures in 1i64..5, successes in 1i64..5, looks in "[+-]{0,60}") {
        let found = changes((failures, successes), &looks);
        for (i, (is_up, from)) in found.iter().enumerate() {
            prop_assert_eq!(*is_up, i % 2 == 1);
            prop_assert!(i == 0 || found[i - 1].1 < *from);
        }
    }

    /// What is down had as many failures in a row as it takes.
    #[test]
    fn nothing_falls_before_its_time(failures in 1i64..6, looks in "[+-]{0,40}") {
        let row = "-".repeat(usize::try_from(failures).unwrap());
        prop_assert_eq!(changes((failures, 1), &looks).is_empty(), !looks.contains(&row));
    }

    /// Whatever is typed is read or refused, and what is read has a host and a port.
    #[test]
    fn a_place_has_a_host_and_a_port(text in "[a-z0-9:.\\[\\]/@ -]{0,30}") {
        if let Some((host, port)) = place(&text, Some(53)) {
            prop_assert!(!host.is_empty() && port > 0 && !host.contains(['/', '@', ' ']));
        }
    }
}

#[test]
fn a_place_is_a_host_and_a_port() {
    for (text, usual, expected) in [
        ("mairie.example:443", None, Some(("mairie.example", 443))),
        ("mairie.example", Some(443), Some(("mairie.example", 443))),
        ("mairie.example", None, None),
        ("10.1.2.3:25", None, Some(("10.1.2.3", 25))),
        ("[2001:db8::1]:53", None, Some(("2001:db8::1", 53))),
        ("2001:db8::1", Some(53), Some(("2001:db8::1", 53))),
        ("host:0", None, None),
        ("host:70000", None, None),
        ("user@host:22", None, None),
        ("https://host:443", None, None),
        ("", Some(53), None),
    ] {
        let found = place(text, usual);
        assert_eq!(found.as_ref().map(|(host, port)| (host.as_str(), *port)), expected, "{text}");
    }
}

fn fields_of(form: &ProbeForm, kind: Kind) -> Vec<String> {
    let mut problems = Problems::default();
    content(form, kind, &EgressSettings::default(), &mut problems);
    problems.0.into_iter().map(|problem| problem.field).collect()
}

#[test]
fn what_leads_inside_or_makes_no_sense_is_told_at_its_field() {
    let form =
        |target: &str| ProbeForm { name: "Sonde".into(), target: target.into(), ..ProbeForm::default() };
    for (kind, target, expected) in [
        (Kind::Tcp, "mairie.example:443", vec![]),
        (Kind::Tcp, "mairie.example", vec!["target"]),
        (Kind::Tcp, "127.0.0.1:22", vec!["target"]),
        (Kind::Tcp, "[::ffff:10.0.0.1]:22", vec!["target"]),
        (Kind::Tls, "192.168.1.1", vec!["target"]),
        (Kind::Http, "http://mairie.example/", vec![]),
        (Kind::Http, "http://169.254.169.254/latest", vec!["target"]),
        (Kind::Http, "ftp://mairie.example/", vec!["target"]),
        (Kind::Dns, "mairie.example", vec!["server"]),
    ] {
        assert_eq!(fields_of(&form(target), kind), expected, "{kind:?} {target}");
    }
    let wrong = ProbeForm {
        status: "9".into(),
        interval: "5".into(),
        timeout: "99".into(),
        failures: "0".into(),
        successes: "x".into(),
        cuts_off: "yes".into(),
        ..form("https://mairie.example/")
    };
    let expected = ["status", "timeout", "interval", "cuts_off", "failures", "successes"];
    assert_eq!(fields_of(&wrong, Kind::Http), expected);
    let named = EgressSettings { networks: vec!["127.0.0.0/8".parse().unwrap()], ca_file: None };
    let mut problems = Problems::default();
    content(&form("127.0.0.1:22"), Kind::Tcp, &named, &mut problems);
    assert!(problems.0.is_empty(), "a network that the operator named");
}

#[test]
fn looks_are_summed_by_hour() {
    let outcome = |second, finding, millis| Outcome {
        at: at(second),
        found: Found { finding, detail: String::new(), millis },
    };
    let outcomes = [
        outcome(0, Finding::Good, 10),
        outcome(60, Finding::Late, 5_000),
        outcome(120, Finding::Good, 21),
        outcome(7_200, Finding::Late, 5_000),
    ];
    let hours = by_hour(&outcomes);
    assert_eq!(hours.len(), 2, "an hour without a look has no row");
    assert_eq!((hours[0].checks, hours[0].failed, hours[0].millis_most), (3, 1, 21));
    assert_eq!((average(&hours[0]), average(&hours[1])), (Some(15), None));
}
