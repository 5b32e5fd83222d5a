//! The rules of monitoring, one table after the other.

use super::*;
use crate::monitoring::{AlarmId, actions::usual};

fn now() -> Timestamp {
    "2026-03-10T10:00:00Z".parse().unwrap()
}

fn event(is_firing: bool) -> Event {
    let labels = [("host", "sw-mairie-2"), ("tenant", "valmont")];
    Event {
        key: "k".into(),
        alarm: "a".into(),
        is_firing,
        host: "sw-mairie-2".into(),
        service: "ping".into(),
        severity: "critical".into(),
        summary: String::new(),
        detail: String::new(),
        link: String::new(),
        at: Some(now()),
        labels: labels.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
    }
}

fn rule(id: &str, label: &str, value: &str) -> Rule {
    Rule {
        id: id.into(),
        label: label.into(),
        value: value.into(),
        beneficiary: "b".into(),
        beneficiary_name: String::new(),
        contact: "p".into(),
        contact_name: String::new(),
        site: None,
    }
}

fn key() -> TicketKey {
    TicketKey { beneficiary: "b".into(), id: "t".into() }
}

fn facts() -> Facts {
    Facts { alarm: None, standing: None, opened_lately: 0, storm: None, reopen_days: 15, now: now() }
}

fn alarm(is_firing: bool) -> Alarm {
    Alarm {
        id: AlarmId::from("a"),
        host: "h".into(),
        service: "s".into(),
        severity: "critical".into(),
        summary: String::new(),
        is_firing,
        times: 1,
        ticket: key(),
        began_at: now() - SignedDuration::from_hours(1),
        changed_at: now() - SignedDuration::from_hours(1),
    }
}

fn standing(is_open: bool, resolved_hours_ago: Option<i64>) -> Standing {
    let resolved_at = resolved_hours_ago.map(|hours| now() - SignedDuration::from_hours(hours));
    Standing { ticket: key(), is_open, resolved_at, is_storm: false, others_firing: 0 }
}

#[test]
fn the_most_precise_rule_decides() {
    let event = event(true);
    let all = rule("1", "", "");
    let short = rule("2", "host", "sw-*");
    let long = rule("3", "host", "sw-mairie-*");
    let whole = rule("4", "host", "sw-mairie-2");
    let other = rule("5", "tenant", "rochebrune");
    let decides = |rules: &[&Rule]| {
        let rules: Vec<Rule> = rules.iter().map(|rule| (*rule).clone()).collect();
        deciding(&rules, &event).map(|rule| rule.id.to_string())
    };
    assert_eq!(decides(&[&other]), None);
    assert_eq!(decides(&[&other, &all]).as_deref(), Some("1"));
    assert_eq!(decides(&[&all, &short, &long]).as_deref(), Some("3"));
    assert_eq!(decides(&[&whole, &all, &short, &long]).as_deref(), Some("4"));
    assert_eq!(
        decides(&[&rule("7", "tenant", "valmont"), &whole]).as_deref(),
        Some("4"),
        "of two alike the older one"
    );
}

#[test]
fn a_severity_has_the_meaning_given_or_that_of_every_other() {
    let severities = usual_severities(Kind::Alertmanager);
    assert_eq!(meaning(&severities, "critical"), Some((Impact::High, Urgency::High)));
    assert_eq!(meaning(&severities, "info"), None);
    assert_eq!(meaning(&severities, "page"), Some((Impact::Medium, Urgency::Medium)));
    assert_eq!(meaning(&[], "page"), Some((Impact::Medium, Urgency::Medium)));
}

#[test]
fn a_failure_finds_its_ticket_or_opens_one() {
    let settings = usual(Kind::Alertmanager);
    let decided = |facts: Facts| decide(&settings, &event(true), &facts);
    assert_eq!(decided(facts()), Plan::Open);
    let open = Some(standing(true, None));
    assert_eq!(decided(Facts { standing: open.clone(), ..facts() }), Plan::Join(key()));
    let storm = open.map(|open| Standing { is_storm: true, ..open });
    assert_eq!(decided(Facts { standing: storm, ..facts() }), Plan::Hold(key()));
    let over = |hours| Facts { standing: Some(standing(false, Some(hours))), ..facts() };
    assert_eq!(decided(over(24)), Plan::Reopen(key()), "both ends included");
    assert_eq!(decided(over(25)), Plan::Open);
    assert_eq!(decided(Facts { reopen_days: 0, ..over(2) }), Plan::Open, "the desk's own window holds too");
    let refused = Facts { standing: Some(standing(false, None)), ..facts() };
    assert_eq!(decided(refused), Plan::Open, "closed without having been resolved");
    let late = Facts {
        alarm: Some(Alarm { changed_at: now() + SignedDuration::from_secs(1), ..alarm(false) }),
        ..facts()
    };
    assert_eq!(decided(late), Plan::Ignore(Reason::Late));
    let silent = Event { severity: "info".into(), ..event(true) };
    assert_eq!(decide(&settings, &silent, &facts()), Plan::Ignore(Reason::Severity));
}

#[test]
fn a_storm_is_collected_in_one_ticket() {
    let settings = usual(Kind::Alertmanager);
    let decided = |facts: Facts| decide(&settings, &event(true), &facts);
    assert_eq!(decided(Facts { opened_lately: 9, ..facts() }), Plan::Open);
    assert_eq!(decided(Facts { opened_lately: 10, ..facts() }), Plan::BeginStorm);
    let going_on = Facts { opened_lately: 10, storm: Some(key()), ..facts() };
    assert_eq!(decided(going_on.clone()), Plan::Hold(key()));
    let again = Facts { standing: Some(standing(false, Some(1))), ..going_on };
    assert_eq!(decided(again), Plan::Reopen(key()), "what has its ticket needs no other");
}

#[test]
fn a_recovery_ends_the_ticket_when_nothing_else_fails() {
    let settings = usual(Kind::Alertmanager);
    let decided = |facts: Facts| decide(&settings, &event(false), &facts);
    assert_eq!(decided(facts()), Plan::Ignore(Reason::Unknown));
    let known = Facts { alarm: Some(alarm(true)), standing: Some(standing(true, None)), ..facts() };
    assert_eq!(decided(known.clone()), Plan::End(key(), OnRecovery::Resolve));
    let others = Standing { others_firing: 1, ..standing(true, None) };
    assert_eq!(decided(Facts { standing: Some(others), ..known.clone() }), Plan::Recover(key()));
    let over = Facts { standing: Some(standing(false, Some(1))), ..known.clone() };
    assert_eq!(decided(over), Plan::Forget(key()));
    assert_eq!(decided(Facts { alarm: Some(alarm(false)), ..known }), Plan::Ignore(Reason::Unknown));
}

#[test]
fn settings_are_checked_whole() {
    let good = Settings { name: " Prometheus ".into(), ..usual(Kind::Zabbix) };
    assert_eq!(check(good.clone()).unwrap().name, "Prometheus");
    let mut twice = good.severities.clone();
    twice.push(Severity { word: " HIGH".into(), impact: None, urgency: Urgency::Low, is_outage: false });
    let bad =
        Settings { name: String::new(), storm_count: 0, storm_minutes: 9_999, severities: twice, ..good };
    let Err(platform::Error::Invalid(problems)) = check(bad) else { panic!() };
    let fields: Vec<&str> = problems.0.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["name", "storm_count", "storm_minutes", "severities"]);
}

#[test]
fn the_gravest_severity_cuts_a_site_off() {
    for (kind, word) in [
        (Kind::Alertmanager, "critical"),
        (Kind::Generic, "critical"),
        (Kind::Icinga2, "down"),
        (Kind::Zabbix, "disaster"),
    ] {
        let usual = usual_severities(kind);
        assert!(cuts_off(&usual, word), "{kind:?}");
        assert!(!cuts_off(&usual, "warning") && !cuts_off(&usual, "never heard"), "{kind:?}");
    }
}
