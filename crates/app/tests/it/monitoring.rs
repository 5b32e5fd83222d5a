//! Monitoring: what fails opens an incident of the right beneficiary, once; what recovers resolves it; storms are held
//! back. A real Prometheus and Alertmanager are tried by `tests/monitoring`.

use axum::{body::Body, http::Method};
use desk::{
    monitoring::{Kind, OnRecovery, RuleForm, Settings, Source, actions, payloads::sample},
    tickets::{Channel, State, TicketKey, actions as tickets},
};
use jiff::SignedDuration;
use people::Role;
use serde_json::{Value, json};
use testkit::{Answer, TestApp, World, both};

/// A source whose events are Valmont's, and its secret.
async fn source(app: &TestApp, world: &World, kind: Kind) -> (Source, String) {
    let ctx = world.ctx(app, Role::Administrator);
    let settings = Settings { name: format!("Source {}", kind.as_str()), ..actions::usual(kind) };
    let (source, secret) = actions::create(&ctx, settings).await.unwrap();
    actions::add_rule(&ctx, &source.id, &rule(world)).await.unwrap();
    (source, secret)
}

fn rule(world: &World) -> RuleForm {
    let contact = world.person(Role::Officer).id.to_string();
    RuleForm { beneficiary: world.valmont.id.to_string(), contact, ..RuleForm::default() }
}

async fn post(app: &TestApp, source: &Source, secret: &str, body: &str) -> Answer {
    let path = format!("/api/v1/hooks/monitoring/{}", source.id);
    let bearer = format!("Bearer {secret}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    app.visitor().send(Method::POST, &path, &headers, Body::from(body.to_owned())).await
}

/// An alert of a machine as Alertmanager posts it.
fn alert(app: &TestApp, host: &str, name: &str, is_firing: bool) -> Value {
    let now = app.platform.clock.now();
    let (status, ends) =
        if is_firing { ("firing", "0001-01-01T00:00:00Z".to_owned()) } else { ("resolved", now.to_string()) };
    // A recovery tells when the failure began.
    let starts = if is_firing { now } else { now - SignedDuration::from_mins(1) };
    json!({"status": status, "labels": {"alertname": name, "instance": format!("{host}:9100"), "severity": "critical"},
        "annotations": {"summary": format!("{host} : {name}")}, "startsAt": starts, "endsAt": ends,
        "generatorURL": "", "fingerprint": format!("{host}-{name}")})
}

fn delivery(alerts: &[Value]) -> String {
    json!({"version": "4", "status": "firing", "alerts": alerts}).to_string()
}

/// What became of the first event, and its ticket.
fn became(answer: &Answer) -> (String, Option<TicketKey>) {
    let value = answer.json();
    let event = &value["events"][0];
    let ticket = event["ticket"].as_str().map(|path| {
        let mut parts = path.rsplit('/');
        let id = parts.next().unwrap().into();
        TicketKey { beneficiary: parts.next().unwrap().into(), id }
    });
    (event["outcome"].as_str().unwrap().to_owned(), ticket)
}

async fn told(app: &TestApp, from: &(Source, String), alert: Value) -> (String, Option<TicketKey>) {
    became(&post(app, &from.0, &from.1, &delivery(&[alert])).await.expect(200))
}

fn minutes(app: &TestApp, minutes: i64) {
    app.platform.clock.advance(SignedDuration::from_mins(minutes));
}

#[tokio::test]
async fn a_failure_opens_one_incident_that_its_recovery_resolves() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let from = source(&app, &world, Kind::Alertmanager).await;
        let agent = world.ctx(&app, Role::Technician);
        let down = alert(&app, "sw-mairie", "InstanceDown", true);
        let (outcome, key) = told(&app, &from, down.clone()).await;
        let key = key.unwrap();
        assert_eq!((outcome.as_str(), &key.beneficiary), ("opened", &world.valmont.id));
        let ticket = tickets::read(&agent, &key).await.unwrap().thread.ticket;
        assert_eq!((ticket.channel, ticket.state), (Channel::Monitoring, State::New));
        assert_eq!(ticket.requester.id.as_ref(), Some(&world.person(Role::Officer).id));
        assert_eq!(ticket.created_by.name, "Source alertmanager");
        // Alertmanager tells the same again, by itself or because an answer was lost.
        minutes(&app, 5);
        let again = post(&app, &from.0, &from.1, &delivery(&[down])).await.expect(200).json();
        assert_eq!((&again["events"][0]["repeated"], app.count("ticket").await), (&json!(true), 1));
        // Another alert of the same machine and name is in the same ticket, which says so.
        minutes(&app, 20);
        let mut other = alert(&app, "sw-mairie", "InstanceDown", true);
        other["fingerprint"] = json!("another");
        let (outcome, same) = told(&app, &from, other.clone()).await;
        assert_eq!((outcome.as_str(), same.as_ref(), app.count("ticket").await), ("grouped", Some(&key), 1));
        let thread = tickets::read(&agent, &key).await.unwrap().thread;
        assert!(thread.messages[0].body.contains("Nouvelle alerte"), "{:?}", thread.messages);
        assert!(thread.messages.iter().all(|m| !m.is_provider && !m.is_internal), "no answer of the desk");
        // One recovers, the other still fails; then both.
        minutes(&app, 5);
        let (outcome, _) = told(&app, &from, alert(&app, "sw-mairie", "InstanceDown", false)).await;
        assert_eq!(outcome, "recovered");
        assert!(tickets::read(&agent, &key).await.unwrap().thread.ticket.state != State::Resolved);
        other["status"] = json!("resolved");
        other["endsAt"] = json!(app.platform.clock.now());
        let (outcome, _) = told(&app, &from, other).await;
        assert_eq!(outcome, "resolved");
        let thread = tickets::read(&agent, &key).await.unwrap().thread;
        assert_eq!(thread.ticket.state, State::Resolved);
        assert!(thread.stays.last().unwrap().reason.contains("Rétabli"), "{:?}", thread.stays);
        // It fails again within a day: the same incident. Two days later: another one.
        minutes(&app, 60);
        let (outcome, same) = told(&app, &from, alert(&app, "sw-mairie", "InstanceDown", true)).await;
        assert_eq!((outcome.as_str(), same.as_ref()), ("reopened", Some(&key)));
        minutes(&app, 10);
        told(&app, &from, alert(&app, "sw-mairie", "InstanceDown", false)).await;
        minutes(&app, 48 * 60);
        let (outcome, new) = told(&app, &from, alert(&app, "sw-mairie", "InstanceDown", true)).await;
        assert!(outcome == "opened" && new.as_ref() != Some(&key));
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let page = officer.get(&new.unwrap().path()).await.expect(200).text();
        assert!(page.contains("en panne") && page.contains("sw-mairie"), "both sides see what fails");
    })
    .await;
}

#[tokio::test]
async fn a_recovery_does_what_the_source_is_set_to() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let from = source(&app, &world, Kind::Alertmanager).await;
        let ctx = world.ctx(&app, Role::Administrator);
        for (on_recovery, outcome, state) in
            [(OnRecovery::Close, "resolved", State::Closed), (OnRecovery::Note, "noted", State::New)]
        {
            let (now, _) = actions::get(&ctx, &from.0.id).await.unwrap();
            let settings = Settings { on_recovery, ..now.settings };
            actions::change(&ctx, &from.0.id, settings, now.version).await.unwrap();
            let host = format!("host-{outcome}");
            let (_, key) = told(&app, &from, alert(&app, &host, "Down", true)).await;
            minutes(&app, 5);
            let (became, _) = told(&app, &from, alert(&app, &host, "Down", false)).await;
            assert_eq!(became, outcome);
            let thread = tickets::read(&ctx, &key.unwrap()).await.unwrap().thread;
            assert_eq!(thread.ticket.state, state);
            assert_eq!(
                thread.messages.iter().any(|m| m.body.contains("Rétabli")),
                on_recovery == OnRecovery::Note
            );
        }
        // A recovery of what never failed, and a severity that means nothing, make nothing.
        let (outcome, _) = told(&app, &from, alert(&app, "nobody", "Down", false)).await;
        let mut quiet = alert(&app, "quiet", "Backup", true);
        quiet["labels"]["severity"] = json!("info");
        assert_eq!((outcome.as_str(), told(&app, &from, quiet).await.0.as_str()), ("ignored", "ignored"));
        assert_eq!(app.count("ticket").await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_prove_itself_or_cannot_be_read_changes_nothing() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (source, secret) = source(&app, &world, Kind::Alertmanager).await;
        let ctx = world.ctx(&app, Role::Administrator);
        let body = delivery(&[alert(&app, "sw", "Down", true)]);
        for wrong in ["", "x", &secret[1..]] {
            let refused = post(&app, &source, wrong, &body).await.expect(401);
            assert_eq!(refused.headers["content-type"], "application/problem+json");
            assert!(refused.text().contains("Authorization") && !refused.text().contains(&secret));
        }
        let (_, renewed) = actions::renew_secret(&ctx, &source.id).await.unwrap();
        post(&app, &source, &secret, &body).await.expect(401);
        let large = format!("{{\"pad\": \"{}\"}}", "x".repeat(1 << 20));
        post(&app, &source, &renewed, &large).await.expect(422);
        let unread = post(&app, &source, &renewed, "{\"version\": \"4\",\n \"alerts\": 3}").await.expect(422);
        assert!(unread.text().contains("ligne 2"), "{}", unread.text());
        let (now, _) = actions::get(&ctx, &source.id).await.unwrap();
        assert!(now.last_refusal.is_some() && now.last_event_at.is_none(), "{now:?}");
        actions::set_enabled(&ctx, &source.id, false).await.unwrap();
        post(&app, &source, &renewed, &body).await.expect(409);
        actions::set_enabled(&ctx, &source.id, true).await.unwrap();
        assert_eq!((app.count("ticket").await, app.count("monitoring_event").await), (0, 0));
        post(&app, &source, &renewed, &body).await.expect(200);
        let absent = Source { id: "019505c0-0000-7000-8000-000000000000".into(), ..source };
        post(&app, &absent, &renewed, &body).await.expect(404);
        let mut stored = vec![];
        platform::db::transfer::export(&app.platform.db, &mut stored, &mut |_, _| {}).await.unwrap();
        let stored = String::from_utf8(stored).unwrap();
        assert!(!stored.contains(&secret) && !stored.contains(&renewed), "no secret is stored");
    })
    .await;
}

/// Sends what a program signs at an instant.
async fn signed(app: &TestApp, source: &Source, secret: &str, body: &str, seconds: i64) -> Answer {
    let signature = hmac(secret, &format!("{seconds}.{body}"));
    let (path, seconds) = (format!("/api/v1/hooks/monitoring/{}", source.id), seconds.to_string());
    let headers = [("x-socle-timestamp", seconds.as_str()), ("x-socle-signature", signature.as_str())];
    app.visitor().send(Method::POST, &path, &headers, Body::from(body.to_owned())).await
}

/// As `openssl dgst -sha256 -hmac` writes it, with its prefix. Written out (RFC 2104), so that the test does not ask
/// the code under test.
fn hmac(key: &str, message: &str) -> String {
    let mut block = [0u8; 64];
    block[..key.len()].copy_from_slice(key.as_bytes());
    let digest = |pad: u8, rest: &[u8]| {
        let mut bytes: Vec<u8> = block.iter().map(|byte| byte ^ pad).collect();
        bytes.extend(rest);
        platform::Digest::of(&bytes).as_str().to_owned()
    };
    let inner = digest(0x36, message.as_bytes());
    let inner: Vec<u8> =
        (0..64).step_by(2).map(|i| u8::from_str_radix(&inner[i..i + 2], 16).unwrap()).collect();
    format!("sha256={}", digest(0x5c, &inner))
}

#[tokio::test]
async fn a_signature_holds_for_its_body_and_for_five_minutes() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (source, secret) = source(&app, &world, Kind::Generic).await;
        let (body, now) = (sample(Kind::Generic), app.platform.clock.now().as_second());
        signed(&app, &source, &secret, body, now - 301).await.expect(401);
        signed(&app, &source, &secret, body, now + 301).await.expect(401);
        signed(&app, &source, "another", body, now).await.expect(401);
        post(&app, &source, &secret, body).await.expect(401);
        assert_eq!(app.count("ticket").await, 0);
        let (outcome, key) = became(&signed(&app, &source, &secret, body, now - 299).await.expect(200));
        assert_eq!(outcome, "opened");
        let replayed = signed(&app, &source, &secret, body, now - 299).await.expect(200).json();
        assert_eq!((&replayed["events"][0]["repeated"], app.count("ticket").await), (&json!(true), 1));
        let over = body
            .replace("firing", "resolved")
            .replace("/panne", "/fin")
            .replace("08:00:00Z\",\n      \"labels", "08:30:00Z\",\n      \"labels");
        let (outcome, same) = became(&signed(&app, &source, &secret, &over, now).await.expect(200));
        assert_eq!((outcome.as_str(), same), ("resolved", key));
    })
    .await;
}

#[tokio::test]
async fn icinga_centreon_and_zabbix_are_understood() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        for kind in [Kind::Icinga2, Kind::Centreon, Kind::Zabbix] {
            let (source, secret) = source(&app, &world, kind).await;
            let fails = sample(kind);
            let (outcome, key) = became(&post(&app, &source, &secret, fails).await.expect(200));
            assert_eq!(outcome, "opened", "{kind:?}");
            let beside =
                fails.replace("PROBLEM", "ACKNOWLEDGEMENT").replace("\"update\": \"0\"", "\"update\": \"1\"");
            let nothing = post(&app, &source, &secret, &beside).await.expect(200).json();
            assert_eq!(nothing, json!({"events": []}), "{kind:?}");
            let over = fails
                .replace("PROBLEM", "RECOVERY")
                .replace("CRITICAL", "OK")
                .replace("\"value\": \"1\"", "\"value\": \"0\"");
            let (outcome, same) = became(&post(&app, &source, &secret, &over).await.expect(200));
            assert_eq!((outcome.as_str(), same), ("resolved", key), "{kind:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_storm_is_held_back_for_its_beneficiary_alone() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let from = source(&app, &world, Kind::Alertmanager).await;
        let ctx = world.ctx(&app, Role::Administrator);
        let (now, _) = actions::get(&ctx, &from.0.id).await.unwrap();
        let settings = Settings { storm_count: 3, ..now.settings };
        actions::change(&ctx, &from.0.id, settings, now.version).await.unwrap();
        let contact = world.person_at(Role::Officer, &world.rochebrune.id).id.to_string();
        let theirs = RuleForm {
            beneficiary: world.rochebrune.id.to_string(),
            label: "host".into(),
            value: "roc-*".into(),
            contact,
            ..RuleForm::default()
        };
        actions::add_rule(&ctx, &from.0.id, &theirs).await.unwrap();
        let alerts: Vec<Value> = (0..20).map(|n| alert(&app, &format!("sw-{n}"), "Down", true)).collect();
        let answer = post(&app, &from.0, &from.1, &delivery(&alerts)).await.expect(200).json();
        let outcomes: Vec<&str> =
            answer["events"].as_array().unwrap().iter().map(|e| e["outcome"].as_str().unwrap()).collect();
        assert_eq!((&outcomes[..4], outcomes[19]), (&["opened", "opened", "opened", "held"][..], "held"));
        assert_eq!(app.count("ticket").await, 4);
        let (outcome, key) = told(&app, &from, alert(&app, "roc-1", "Down", true)).await;
        assert_eq!((outcome.as_str(), &key.unwrap().beneficiary), ("opened", &world.rochebrune.id));
        let storm = answer["events"][19]["ticket"].as_str().unwrap();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let page = theo.get(storm).await.expect(200).text();
        assert!(page.contains("Tempête d’alertes") && page.contains("17 alertes"), "{page}");
        // The storm's ticket is over when the last of it has recovered.
        minutes(&app, 5);
        let over: Vec<Value> = (3..20).map(|n| alert(&app, &format!("sw-{n}"), "Down", false)).collect();
        let answer = post(&app, &from.0, &from.1, &delivery(&over)).await.expect(200).json();
        let ends: Vec<&str> =
            answer["events"].as_array().unwrap().iter().map(|e| e["outcome"].as_str().unwrap()).collect();
        assert_eq!((ends[0], ends[15], ends[16]), ("recovered", "recovered", "resolved"));
        minutes(&app, 11);
        let (outcome, _) = told(&app, &from, alert(&app, "sw-99", "Down", true)).await;
        assert_eq!(outcome, "opened", "the storm is over");
    })
    .await;
}

#[tokio::test]
async fn a_source_speaks_for_nobody_it_was_not_given() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Administrator);
        let settings = Settings { name: "Prometheus".into(), ..actions::usual(Kind::Alertmanager) };
        let (source, secret) = actions::create(&ctx, settings).await.unwrap();
        let officer = world.person_at(Role::Officer, &world.rochebrune.id);
        let foreign = RuleForm { contact: officer.id.to_string(), ..rule(&world) };
        assert!(actions::add_rule(&ctx, &source.id, &foreign).await.is_err(), "a contact of somebody else");
        let own = RuleForm { label: "tenant".into(), value: "valmont".into(), ..rule(&world) };
        actions::add_rule(&ctx, &source.id, &own).await.unwrap();
        let mut theirs = alert(&app, "sw", "Down", true);
        theirs["labels"]["tenant"] = json!(world.rochebrune.id);
        let refused = post(&app, &source, &secret, &delivery(&[theirs.clone()])).await.expect(422).text();
        assert!(refused.contains("events[0]") && refused.contains("Aucune règle"), "{refused}");
        assert_eq!(app.count("ticket").await, 0);
        // Once a rule says whose it is, the same delivery is taken.
        let rule = RuleForm {
            beneficiary: world.rochebrune.id.to_string(),
            label: "tenant".into(),
            value: world.rochebrune.id.to_string(),
            contact: officer.id.to_string(),
            ..RuleForm::default()
        };
        actions::add_rule(&ctx, &source.id, &rule).await.unwrap();
        let (outcome, key) = became(&post(&app, &source, &secret, &delivery(&[theirs])).await.expect(200));
        assert_eq!((outcome.as_str(), &key.unwrap().beneficiary), ("opened", &world.rochebrune.id));
        // A contact who left: the event is refused and seen, not lost in silence.
        people::persons::actions::disable(&ctx, &world.person(Role::Officer).id).await.unwrap();
        let mut ours = alert(&app, "sw-2", "Down", true);
        ours["labels"]["tenant"] = json!("valmont");
        post(&app, &source, &secret, &delivery(&[ours])).await.expect(422);
        let (events, _) = actions::events(&ctx, &source.id, None).await.unwrap();
        assert_eq!(events[0].reason, Some(desk::monitoring::Reason::Desk));
        let all = app.count("ticket").await;
        assert_eq!(all, 1);
    })
    .await;
}

#[tokio::test]
async fn a_source_is_set_up_tried_and_watched_on_screen() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        assert!(root.get("/monitoring").await.expect(200).text().contains("Aucune source de supervision"));
        root.get("/monitoring/new").await.expect(200);
        let form = root.get("/monitoring/new?kind=alertmanager").await.expect(200).text();
        assert!(form.contains("value=\"critical\""), "the usual severities are there");
        let fields = [
            ("name", "Prometheus"),
            ("kind", "alertmanager"),
            ("on_recovery", "resolve"),
            ("reopen_hours", "24"),
            ("storm_count", "10"),
            ("storm_minutes", "10"),
            ("word", "critical"),
            ("impact", "high"),
            ("urgency", "high"),
            ("word", ""),
            ("impact", "low"),
            ("urgency", "low"),
        ];
        let wrong: Vec<_> = fields
            .iter()
            .map(|(n, v)| if *n == "storm_count" { (*n, "beaucoup") } else { (*n, *v) })
            .collect();
        let refused = root.post("/monitoring", &wrong).await.expect(422).text();
        assert!(
            refused.contains("#field-storm-count") && refused.contains("value=\"beaucoup\""),
            "{refused}"
        );
        let made = root.post("/monitoring", &fields).await.expect(201).text();
        assert!(made.contains("affiché cette seule fois"), "{made}");
        let id = root.get("/api/v1/monitoring").await.expect(200).json()["items"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let own = format!("/monitoring/{id}");
        assert!(!root.get(&own).await.expect(200).text().contains("affiché cette seule fois"));
        root.get(&format!("{own}/rules/new")).await.expect(200);
        let (body, contact) = (world.valmont.id.as_str(), world.person(Role::Officer).id.as_str());
        root.get(&format!("{own}/rules/new?beneficiary={body}")).await.expect(200);
        let rule =
            [("beneficiary", body), ("label", "host"), ("value", "sw-*"), ("contact", contact), ("site", "")];
        root.post(&format!("{own}/rules"), &rule).await.location();
        let nameless =
            [("beneficiary", body), ("label", "host"), ("value", ""), ("contact", contact), ("site", "")];
        root.post(&format!("{own}/rules"), &nameless).await.expect(422);
        let trial = root.get(&format!("{own}/trial")).await.expect(200).text();
        assert!(trial.contains("InstanceDown"));
        let tried = root
            .post(&format!("{own}/trial"), &[("body", sample(Kind::Alertmanager))])
            .await
            .expect(200)
            .text();
        assert!(tried.contains("Ticket ouvert") && tried.contains("Commune de Valmont"), "{tried}");
        let wrong = root.post(&format!("{own}/trial"), &[("body", "{")]).await.expect(422).text();
        assert!(wrong.contains("ligne 1"), "{wrong}");
        assert_eq!(
            (app.count("ticket").await, app.count("monitoring_event").await),
            (0, 0),
            "nothing was done"
        );
        let settings = root.get(&format!("{own}/settings")).await.expect(200).text();
        assert!(settings.contains("value=\"Prometheus\""));
        let mut changed = fields.to_vec();
        changed.extend([("version", "1")]);
        root.post(&format!("{own}/settings"), &changed).await.location();
        root.post(&format!("{own}/settings"), &changed).await.expect(409);
        root.post(&format!("{own}/pause"), &[]).await.location();
        assert!(root.get(&own).await.text().contains("En pause"));
        root.post(&format!("{own}/resumption"), &[]).await.location();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let seen = theo.get(&own).await.expect(200).text();
        assert!(seen.contains("host commence par") && !seen.contains("/secret"), "{seen}");
        theo.post(&format!("{own}/pause"), &[]).await.expect(403);
    })
    .await;
}
