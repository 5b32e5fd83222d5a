//! Outages: reported, corrected with their history, ended, withdrawn; those that monitoring sees.

use axum::{body::Body, http::Method};
use desk::monitoring::{Kind, RuleForm, Settings, actions as monitoring};
use estate::{
    blind_times,
    outages::{self, Outage, OutageForm, OutageKey, store::Filter},
    sites::{self, Site, SiteForm},
};
use jiff::{SignedDuration, Timestamp};
use kernel::id::BeneficiaryId;
use people::Role;
use serde_json::{Value, json};
use testkit::{TestApp, World, both};

/// A site connected by fibre.
pub(crate) async fn site(app: &TestApp, beneficiary: &BeneficiaryId, name: &str) -> Site {
    let form = SiteForm {
        beneficiary: beneficiary.to_string(),
        name: name.into(),
        fibre: "connected".into(),
        ..SiteForm::default()
    };
    sites::actions::create(&app.system(), &form).await.unwrap()
}

/// An outage of a site between two instants.
pub(crate) fn outage(site: &Site, from: &str, to: &str) -> OutageForm {
    OutageForm {
        beneficiary: site.beneficiary.to_string(),
        sites: vec![site.id.to_string()],
        from: from.into(),
        to: to.into(),
        ..OutageForm::default()
    }
}

#[tokio::test]
async fn an_outage_is_corrected_with_its_history_and_withdrawn_never_removed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        assert!(theo.get("/outages/new").await.expect(200).text().contains("Choisissez d’abord"));
        let new =
            theo.get(&format!("/outages/new?beneficiary={}", world.valmont.id)).await.expect(200).text();
        assert!(new.contains("Mairie") && new.contains(hall.id.as_str()), "{new}");
        let now = app.platform.clock.now();
        let (from, to) = (now - SignedDuration::from_hours(3), now - SignedDuration::from_hours(2));
        let (from, to) = (from.to_string(), to.to_string());
        let valmont = world.valmont.id.as_str();
        let backwards = [
            ("beneficiary", valmont),
            ("sites", hall.id.as_str()),
            ("from", &*to),
            ("to", &*from),
            ("note", "Orage"),
        ];
        let refused = theo.post("/outages", &backwards).await.expect(422).text();
        assert!(refused.contains("href=\"#field-to\"") && refused.contains("Orage"), "kept: {refused}");
        assert_eq!(app.count("outage").await, 0);
        let form = [
            ("beneficiary", valmont),
            ("sites", hall.id.as_str()),
            ("from", &*from),
            ("to", &*to),
            ("cause", "power"),
            ("ticket", "VAL-7"),
            ("key", "k1"),
        ];
        let path = theo.post("/outages", &form).await.location();
        assert_eq!(theo.post("/outages", &form).await.location(), path, "sent twice, reported once");
        assert_eq!(app.count("outage").await, 1);
        let page = theo.get(&path).await.expect(200).text();
        assert!(["Mairie", "VAL-7", "Électricité"].iter().all(|word| page.contains(word)), "{page}");
        let mut correction = vec![
            ("sites", hall.id.as_str()),
            ("from", &*from),
            ("to", &*to),
            ("percent", "50"),
            ("factor_reason", "Une aile sur deux"),
            ("version", "1"),
        ];
        let silent = theo.post(&path, &correction).await.expect(422).text();
        assert!(silent.contains("#field-reason") && silent.contains("Une aile sur deux"), "{silent}");
        correction.push(("reason", "Le relevé du contrôleur"));
        theo.post(&path, &correction).await.location();
        theo.post(&path, &correction).await.expect(409);
        let page = theo.get(&path).await.expect(200).text();
        assert!(page.contains("Le relevé du contrôleur") && page.contains("50,000"), "{page}");
        theo.post(&format!("{path}/withdrawal"), &[("version", "2"), ("reason", " ")]).await.expect(422);
        let gone = [("version", "2"), ("reason", "Sonde mal réglée")];
        theo.post(&format!("{path}/withdrawal"), &gone).await.location();
        theo.post(&format!("{path}/withdrawal"), &[("version", "3"), ("reason", "Encore")]).await.expect(409);
        let list = theo.get("/outages").await.expect(200).text();
        assert!(list.contains("Retirée") && list.contains("Mairie"), "{list}");
        let whole = theo.get(&format!("/api/v1{path}")).await.expect(200).json();
        let reasons: Vec<&str> =
            whole["versions"].as_array().unwrap().iter().map(|v| v["reason"].as_str().unwrap()).collect();
        assert_eq!(reasons, ["Sonde mal réglée", "Le relevé du contrôleur", ""]);
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        assert!(rose.get(&path).await.expect(200).text().contains("Sonde mal réglée"), "both sides read it");
        rose.post(&format!("{path}/withdrawal"), &gone).await.expect(403);
        let roc = world.person_at(Role::Requester, &world.rochebrune.id);
        let mut roc = app.client_of(roc).await;
        roc.get(&path).await.expect(404);
        assert!(!roc.get("/outages").await.expect(200).text().contains("Mairie"));
        let file = theo.get("/exports/outages?format=csv").await.expect(200).text();
        assert!(file.contains("Mairie") && file.contains("3600"), "{file}");
    })
    .await;
}

#[tokio::test]
async fn outages_are_listed_page_by_page_and_say_what_they_are_counted_with() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = app.system();
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let school = site(&app, &world.rochebrune.id, "École").await;
        let start: Timestamp = app.platform.clock.now() - SignedDuration::from_hours(24 * 30);
        for n in 0..53 {
            let from = start + SignedDuration::from_hours(n);
            let form = outage(&hall, &from.to_string(), &(from + SignedDuration::from_mins(20)).to_string());
            outages::actions::report(&ctx, &form).await.unwrap();
        }
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let first = theo.get("/api/v1/outages").await.expect(200).json();
        let next = first["next"].as_str().unwrap().to_owned();
        let second = theo.get(&format!("/api/v1/outages?after={next}")).await.expect(200).json();
        assert_eq!((first["items"].as_array().unwrap().len(), second["items"].as_array().unwrap().len()), (50, 3));
        assert!(second["next"].is_null());
        assert!(theo.get("/outages").await.expect(200).text().contains("rel=\"next\""));
        let none = theo.get(&format!("/api/v1/outages?site={}", school.id)).await.expect(200).json();
        assert_eq!(none["items"], json!([]));
        // One more, which touches the first: together they are one cut.
        let from = start + SignedDuration::from_mins(20);
        let body = json!({"beneficiary": hall.beneficiary, "sites": [hall.id], "from": from.to_string(), "cause": "cable"});
        let open = theo.json(Method::POST, "/api/v1/outages", &body).await.expect(201).json();
        let path = format!("/api/v1/outages/{}/{}", hall.beneficiary, open["id"].as_str().unwrap());
        let ends = json!({"to": (from + SignedDuration::from_mins(5)).to_string(), "version": 1});
        theo.json(Method::PUT, &format!("{path}/end"), &ends).await.expect(200);
        theo.json(Method::PUT, &format!("{path}/end"), &json!({"version": 2})).await.expect(409);
        let whole = theo.get(&path).await.expect(200).json();
        assert_eq!(whole["merged_with"].as_array().unwrap().len(), 1, "{whole}");
        let foreign = json!({"beneficiary": school.beneficiary, "sites": [hall.id], "from": from.to_string()});
        let refused = theo.json(Method::POST, "/api/v1/outages", &foreign).await.expect(422).text();
        assert!(refused.contains("sites"), "{refused}");
    })
    .await;
}

async fn only(app: &TestApp) -> Option<Outage> {
    let (mut found, _) = outages::actions::list(&app.system(), &Filter::default()).await.unwrap();
    assert!(found.len() < 2, "{found:?}");
    found.pop()
}

fn alert(severity: &str, site: &str, since: Timestamp, until: Option<Timestamp>) -> Value {
    let ends = until.map_or("0001-01-01T00:00:00Z".to_owned(), |until| until.to_string());
    json!({"status": if until.is_none() { "firing" } else { "resolved" }, "startsAt": since, "endsAt": ends,
        "labels": {"alertname": "LinkDown", "instance": "sw-1:9100", "severity": severity, "site": site},
        "annotations": {"summary": "Lien coupé"}, "generatorURL": "", "fingerprint": "f1"})
}

#[tokio::test]
async fn an_alert_that_cuts_a_site_off_opens_its_outage_and_its_end_closes_it() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let hall = site(&app, &world.valmont.id, "Mairie").await;
        let ctx = world.ctx(&app, Role::Administrator);
        let settings = Settings { name: "Prometheus".into(), ..monitoring::usual(Kind::Alertmanager) };
        let (source, secret) = monitoring::create(&ctx, settings).await.unwrap();
        let rule = RuleForm {
            beneficiary: world.valmont.id.to_string(),
            contact: world.person(Role::Officer).id.to_string(),
            ..RuleForm::default()
        };
        monitoring::add_rule(&ctx, &source.id, &rule).await.unwrap();
        let post = async |alert: Value| {
            let path = format!("/api/v1/hooks/monitoring/{}", source.id);
            let bearer = format!("Bearer {secret}");
            let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
            let body = json!({"version": "4", "status": "firing", "alerts": [alert]}).to_string();
            app.visitor().send(Method::POST, &path, &headers, Body::from(body)).await.expect(200).json()
        };
        let began = app.platform.clock.now() - SignedDuration::from_mins(2);
        post(alert("warning", "mairie", began, None)).await;
        assert!(only(&app).await.is_none(), "a warning cuts nothing off");
        post(alert("critical", "nulle part", began, None)).await;
        assert!(only(&app).await.is_none(), "it names no site");
        app.platform.clock.advance(SignedDuration::from_mins(3));
        let began = app.platform.clock.now() - SignedDuration::from_mins(1);
        for _ in 0..2 {
            post(alert("critical", "mairie", began, None)).await;
        }
        let seen = only(&app).await.unwrap();
        assert_eq!((seen.from, seen.to, seen.sites[0].id.clone()), (began, None, hall.id.clone()));
        assert_eq!((seen.source, seen.ticket.as_str()), (outages::Source::Monitoring, "VAL-1"));
        app.platform.clock.advance(SignedDuration::from_mins(30));
        let until = app.platform.clock.now() - SignedDuration::from_secs(15);
        post(alert("critical", "mairie", began, Some(until))).await;
        let over = only(&app).await.unwrap();
        assert_eq!((over.from, over.to), (began, Some(until)));
        // A person may correct what monitoring saw: the history says both.
        let key = OutageKey { beneficiary: over.beneficiary.clone(), id: over.id.clone() };
        let form = OutageForm {
            reason: "Relevé de l’opérateur".into(),
            version: over.version,
            ..outage(&hall, &began.to_string(), &(until - SignedDuration::from_mins(5)).to_string())
        };
        outages::actions::correct(&world.ctx(&app, Role::Technician), &key, &form).await.unwrap();
        let whole = outages::actions::read(&app.system(), &key).await.unwrap();
        assert_eq!(whole.versions.len(), 3, "seen, ended, corrected");
    })
    .await;
}

#[tokio::test]
async fn a_source_that_falls_silent_leaves_its_sites_blind_until_it_speaks_again() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        site(&app, &world.valmont.id, "Mairie").await;
        let ctx = world.ctx(&app, Role::Administrator);
        let settings =
            Settings { name: "Prometheus".into(), silent_minutes: 5, ..monitoring::usual(Kind::Alertmanager) };
        let (source, secret) = monitoring::create(&ctx, settings).await.unwrap();
        let rule = RuleForm {
            beneficiary: world.valmont.id.to_string(),
            contact: world.person(Role::Officer).id.to_string(),
            ..RuleForm::default()
        };
        monitoring::add_rule(&ctx, &source.id, &rule).await.unwrap();
        let speak = async || {
            let now = app.platform.clock.now();
            let path = format!("/api/v1/hooks/monitoring/{}", source.id);
            let bearer = format!("Bearer {secret}");
            let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
            let alert = json!({"status": "resolved", "startsAt": now, "endsAt": now, "generatorURL": "", "annotations": {},
                "labels": {"alertname": "Watchdog", "severity": "info"}, "fingerprint": format!("w{now}")});
            let body = json!({"version": "4", "status": "firing", "alerts": [alert]}).to_string();
            app.visitor().send(Method::POST, &path, &headers, Body::from(body)).await.expect(200);
            now
        };
        let blind = async || blind_times::actions::list(&app.system()).await.unwrap();
        let heard = speak().await;
        app.platform.clock.advance(SignedDuration::from_mins(4));
        app.run_jobs().await;
        assert!(blind().await.is_empty(), "not for so little");
        app.platform.clock.advance(SignedDuration::from_mins(4));
        app.run_jobs().await;
        app.run_jobs().await;
        let noticed = blind().await;
        assert_eq!((noticed.len(), noticed[0].from, noticed[0].to), (1, heard, None), "since it last spoke");
        assert_eq!((&noticed[0].beneficiary, &noticed[0].site), (&world.valmont.id, &None));
        app.platform.clock.advance(SignedDuration::from_mins(10));
        let again = speak().await;
        assert_eq!(blind().await[0].to, Some(again));
        let page = app.client_of(world.person(Role::Requester)).await.get("/blind-times").await.expect(200).text();
        assert!(page.contains("ne dit plus rien"), "{page}");
    })
    .await;
}
