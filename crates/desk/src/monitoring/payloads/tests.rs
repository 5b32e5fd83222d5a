//! What sources post, read in each kind of words, whole and broken.

use super::*;
use proptest::prelude::*;

fn one(kind: Kind, body: &str) -> Event {
    let mut events = read(kind, body.as_bytes()).unwrap();
    assert_eq!(events.len(), 1);
    events.remove(0)
}

fn field_of(kind: Kind, body: &str) -> String {
    match read(kind, body.as_bytes()) {
        Err(Error::Invalid(problems)) => problems.0[0].field.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_kind_tells_the_same_in_its_own_words() {
    let alertmanager = one(Kind::Alertmanager, sample(Kind::Alertmanager));
    assert_eq!(
        (alertmanager.host.as_str(), alertmanager.service.as_str(), alertmanager.severity.as_str()),
        ("sw-mairie", "InstanceDown", "critical"),
        "the port of the exporter is no part of the machine's name"
    );
    assert!(alertmanager.is_firing && alertmanager.labels["site"] == "Mairie");
    assert_eq!(alertmanager.at, Some("2026-03-10T08:00:00Z".parse().unwrap()));
    let icinga = one(Kind::Icinga2, sample(Kind::Icinga2));
    assert_eq!(
        (icinga.host.as_str(), icinga.service.as_str(), icinga.severity.as_str()),
        ("sw-mairie", "ping4", "critical")
    );
    assert_eq!(icinga.at, Some("2026-03-10T08:00:00Z".parse().unwrap()));
    let centreon = one(Kind::Centreon, sample(Kind::Centreon));
    assert_eq!(
        (centreon.host.as_str(), centreon.service.as_str(), centreon.severity.as_str(), centreon.at),
        ("sw-mairie", "Ping", "critical", icinga.at)
    );
    let zabbix = one(Kind::Zabbix, sample(Kind::Zabbix));
    assert_eq!(
        (zabbix.severity.as_str(), zabbix.at, zabbix.labels["site"].as_str()),
        ("high", None, "Mairie")
    );
    let generic = one(Kind::Generic, sample(Kind::Generic));
    assert_eq!((generic.host.as_str(), generic.service.as_str()), ("sonde-7", "température"));
}

#[test]
fn a_recovery_is_of_the_same_thing_and_another_event() {
    for kind in Kind::ALL.iter().filter(|kind| kind.posts()) {
        let fails = sample(*kind);
        let recovers = fails
            .replace("\"firing\"", "\"resolved\"")
            .replace("PROBLEM", "RECOVERY")
            .replace("\"value\": \"1\"", "\"value\": \"0\"")
            .replace("/panne", "/retour");
        let (fails, recovers) = (one(*kind, fails), one(*kind, &recovers));
        assert!(fails.is_firing && !recovers.is_firing, "{kind:?}");
        assert_eq!(fails.alarm, recovers.alarm, "{kind:?}");
        assert_ne!(fails.key, recovers.key, "{kind:?}");
    }
}

#[test]
fn what_is_told_beside_makes_nothing() {
    let acknowledged = sample(Kind::Icinga2).replace("PROBLEM", "ACKNOWLEDGEMENT");
    assert!(read(Kind::Icinga2, acknowledged.as_bytes()).unwrap().is_empty());
    let updated = sample(Kind::Zabbix).replace("\"update\": \"0\"", "\"update\": \"1\"");
    assert!(read(Kind::Zabbix, updated.as_bytes()).unwrap().is_empty());
    let without_tags = sample(Kind::Zabbix)
        .replace("[{\\\"tag\\\":\\\"site\\\",\\\"value\\\":\\\"Mairie\\\"}]", "{EVENT.TAGSJSON}");
    assert!(!one(Kind::Zabbix, &without_tags).labels.contains_key("site"));
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let changed = |kind, from: &str, to: &str| field_of(kind, &sample(kind).replace(from, to));
    assert_eq!(changed(Kind::Alertmanager, "\"version\": \"4\"", "\"version\": \"3\""), "version");
    assert_eq!(
        changed(
            Kind::Alertmanager,
            "\"status\": \"firing\",\n      \"labels\"",
            "\"status\": \"on\", \"labels\""
        ),
        "alerts[0].status"
    );
    assert_eq!(changed(Kind::Alertmanager, "c1d2e3f4a5b60718", ""), "alerts[0].fingerprint");
    assert_eq!(changed(Kind::Icinga2, "PROBLEM", "PANIC"), "type");
    assert_eq!(changed(Kind::Icinga2, "1773129600.25", "yesterday"), "since");
    assert_eq!(changed(Kind::Zabbix, "\"value\": \"1\"", "\"value\": \"up\""), "value");
    assert_eq!(changed(Kind::Zabbix, "[{", "{"), "tags");
    let unknown = sample(Kind::Generic).replace("\"detail\"", "\"details\"");
    let Err(Error::Invalid(problems)) = read(Kind::Generic, unknown.as_bytes()) else { panic!() };
    assert!(problems.0[0].text.args.iter().any(|(_, value)| value.contains("details")), "{problems:?}");
    for body in ["", "null", "[]", "{}", "{\"events\": 3}"] {
        for kind in Kind::ALL {
            assert!(read(*kind, body.as_bytes()).is_err(), "{kind:?} {body}");
        }
    }
    let many = format!(
        "{{\"events\": [{}]}}",
        vec![r#"{"id":"1","status":"firing","host":"h","service":"s"}"#; EVENTS + 1].join(",")
    );
    assert!(read(Kind::Generic, many.as_bytes()).is_err());
}

#[test]
fn only_what_a_screen_can_show_is_kept() {
    let hostile = sample(Kind::Generic)
        .replace("sonde-7\"", "sonde\\u202e-7\\u0000\"")
        .replace("https://sondes.example/7", "javascript:alert(1)")
        .replace("Seuil : 28 °C.", &"x".repeat(9_000));
    let event = one(Kind::Generic, &hostile);
    assert_eq!((event.host.as_str(), event.link.as_str(), event.detail.len()), ("sonde-7", "", DETAIL));
    assert_eq!(without_port("[2001:db8::1]:9100"), "[2001:db8::1]");
    assert_eq!(without_port("2001:db8::"), "2001:db8::");
}

proptest! {
    #[test]
    fn no_body_stops_the_program(body in prop::collection::vec(any::<u8>(), 0..300), kind in 0..Kind::ALL.len()) {
        drop(read(Kind::ALL[kind], &body));
    }

    #[test]
    fn no_text_stops_the_program(text in "\\PC{0,80}", kind in 0..Kind::ALL.len()) {
        let text = serde_json::to_string(&text).unwrap();
        let body = sample(Kind::ALL[kind]).replace("\"sw-mairie\"", &text).replace("\"Mairie\"", &text);
        for event in read(Kind::ALL[kind], body.as_bytes()).unwrap_or_default() {
            prop_assert!(event.host.chars().count() <= NAME && event.summary.chars().count() <= NAME);
        }
    }
}

#[test]
fn centreon_tells_by_words_or_numbers_alone_or_in_a_list() {
    let many = r#"[
        {"host": "sw", "state": 1, "state_type": 1, "since": 1773129600},
        {"host": "sw", "service": "Ping", "state": 2, "state_type": 1, "since": 1773129600},
        {"host": "sw", "service": "Ping", "state": "OK", "since": "1773129660"},
        {"host": "sw", "service": "Disk", "state": "CRITICAL", "state_type": "SOFT", "since": "1773129600"},
        {"host": "sw", "type": "ACKNOWLEDGEMENT", "state": "DOWN", "since": "1773129600"}]"#;
    let events = read(Kind::Centreon, many.as_bytes()).unwrap();
    let told: Vec<_> =
        events.iter().map(|e| (e.service.as_str(), e.severity.as_str(), e.is_firing)).collect();
    assert_eq!(told, [("host", "down", true), ("Ping", "critical", true), ("Ping", "ok", false)]);
    assert_eq!(events[1].alarm, events[2].alarm);
    for (field, body) in [
        ("state", r#"{"host": "sw", "state": 7, "since": 1}"#),
        ("state", r#"{"host": "sw", "service": "Ping", "state": "DOWN", "since": 1}"#),
        ("since", r#"{"host": "sw", "state": "DOWN", "since": "yesterday"}"#),
        ("type", r#"{"host": "sw", "type": "OTHER", "state": "DOWN", "since": 1}"#),
        ("host", r#"{"host": " ", "state": "DOWN", "since": 1}"#),
        ("[0].host", r#"[{"host": "", "state": "DOWN", "since": 1}]"#),
    ] {
        assert_eq!(field_of(Kind::Centreon, body), field, "{body}");
    }
}
