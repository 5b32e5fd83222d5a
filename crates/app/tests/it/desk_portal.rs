//! The portal's three doors, and the announcements shown before them.

use axum::http::Method;
use desk::tickets::{State, Transition, actions as tickets};
use jiff::{SignedDuration, civil::date};
use people::Role;
use serde_json::json;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
const ARRIVAL: &str = include_str!("../../../../forms/arrival.toml");

async fn furnish(app: &TestApp, world: &World) -> String {
    let body = &world.valmont;
    let source = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1);
    let source = source.replacen("\"PMPB\"", &format!("\"{}\"", body.code), 1);
    agreements::versions::import(&app.system(), &body.id, &source, date(2022, 1, 1)).await.unwrap();
    desk::request_forms::actions::import(&app.system(), ARRIVAL).await.unwrap();
    let form = estate::sites::SiteForm {
        beneficiary: body.id.to_string(),
        name: "Maison des services".into(),
        fibre: "connected".into(),
        ..estate::sites::SiteForm::default()
    };
    estate::sites::actions::create(&app.system(), &form).await.unwrap().id.to_string()
}

/// A technician announces an outage to one beneficiary, changes it, takes it away and shows it again.
#[tokio::test]
async fn an_announcement_is_shown_to_those_concerned_until_it_is_over() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let site = furnish(&app, &world).await;
        let mut agent = app.client_of(world.person(Role::Technician)).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let mut other = app.client_of(world.person_at(Role::Requester, &world.rochebrune.id)).await;
        let own = world.valmont.id.to_string();
        let choose = agent.get(&format!("/announcements/new?beneficiary={own}")).await.expect(200).text();
        assert!(choose.contains("Maison des services"), "its sites may be named");
        let words = [("beneficiary", own.as_str()), ("sites", &site), ("severity", "outage")];
        let said = [("title_fr", "Panne du réseau"), ("body_fr", "Le réseau est coupé, nous y travaillons.")];
        let wrong: Vec<_> = words.iter().chain(&said).copied().chain([("to", "2020-01-01T10:00")]).collect();
        let refused = agent.post("/announcements", &wrong).await.expect(422).text();
        assert!(refused.contains("La fin vient après le début") && refused.contains("nous y travaillons"));
        assert_eq!(app.count("announcement").await, 0);
        let fields: Vec<_> = words.iter().chain(&said).copied().collect();
        agent.post("/announcements", &fields).await.expect(303);
        for page in ["/", "/requests/new", "/requests/new?kind=incident"] {
            let shown = rose.get(page).await.expect(200).text();
            assert!(shown.contains("Panne du réseau") && shown.contains("Maison des services"), "{page}");
            assert!(!other.get(page).await.text().contains("Panne du réseau"), "{page}: it is nobody else's");
        }
        let listed = rose.get("/api/v1/announcements").await.expect(200).json();
        let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(listed["items"][0]["sites"], json!(["Maison des services"]));
        let path = format!("/announcements/{id}");
        rose.get(&path).await.expect(403);
        let edit = agent.get(&path).await.expect(200).text();
        assert!(edit.contains("Panne du réseau") && edit.contains("Maison des services"));
        let ends = [
            ("to", "2026-03-11T12:00"),
            ("version", "1"),
            ("severity", "outage"),
            ("from", "2026-03-11T08:00"),
        ];
        let change: Vec<_> = said.iter().chain(&ends).copied().collect();
        agent.post(&path, &change).await.expect(303);
        let late = agent.post(&path, &change).await.expect(409).text();
        assert!(late.contains("Panne du réseau"), "what was typed is kept");
        agent.post(&format!("{path}/archive"), &[]).await.expect(303);
        assert!(!rose.get("/").await.text().contains("Panne du réseau"));
        agent.post(&format!("{path}/restoration"), &[]).await.expect(303);
        assert!(rose.get("/").await.text().contains("Panne du réseau"));
        app.platform.clock.advance(SignedDuration::from_hours(24));
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let mut agent = app.client_of(world.person(Role::Technician)).await;
        assert!(!rose.get("/").await.expect(200).text().contains("Panne du réseau"), "it is over");
        assert!(agent.get("/announcements").await.text().contains("Terminée"));
    })
    .await;
}

/// Told to everybody: one announcement for the desk, one's own for each, by the API too.
#[tokio::test]
async fn an_announcement_to_everybody_is_one_for_the_desk() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut agent = app.client_of(world.person(Role::Technician)).await;
        let works = json!({"severity": "works", "title_fr": "Travaux", "title_en": "Works", "body_fr": "Coupure de nuit",
            "from": "2026-03-20T20:00", "to": "2026-03-20T23:00"});
        agent.json(Method::POST, "/api/v1/announcements", &works).await.expect(201);
        let page = agent.get("/announcements").await.expect(200).text();
        assert!(page.contains("2 structures") && page.matches(">Travaux</a>").count() == 1, "{page}");
        for body in [&world.valmont, &world.rochebrune] {
            let mut reader = app.client_of(world.person_at(Role::ElectedOfficial, &body.id)).await;
            assert!(reader.get("/").await.expect(200).text().contains("Coupure de nuit"));
        }
        let mut stranger = app.client_of(world.person(Role::Contractor)).await;
        stranger.get("/announcements").await.expect(403);
        stranger.json(Method::POST, "/api/v1/announcements", &works).await.expect(403);
        let unknown = json!({"beneficiary": "nobody", "severity": "works", "title_fr": "T", "body_fr": "B"});
        let refused = agent.json(Method::POST, "/api/v1/announcements", &unknown).await.expect(422).text();
        assert!(refused.contains("beneficiary"));
        assert_eq!(app.count("announcement").await, 2);
    })
    .await;
}

/// From the first page: what is broken in one box, what is needed by its form, where each request stands.
#[tokio::test]
async fn the_three_doors_lead_on_without_script() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let site = furnish(&app, &world).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let home = rose.get("/").await.expect(200).text();
        assert!(
            home.contains("capture=\"environment\"") && home.contains("/requests/forms/arrival"),
            "{home}"
        );
        let broken = [("kind", "incident"), ("description", "L’imprimante fume"), ("key", "k1")];
        let photo = [("files", "photo.png", b"\x89PNG".as_slice())];
        let path = rose.upload("/requests", &broken, &photo).await.location();
        let ctx = world.ctx(&app, Role::Technician);
        let mut tx = ctx.read().await.unwrap();
        let person = world.person(Role::Requester).id.clone();
        let ticket = desk::tickets::store::requests_page(&mut tx, &person, None).await.unwrap().remove(0);
        drop(tx);
        assert_eq!(ticket.key.path(), path);
        let home = rose.get("/").await.text();
        assert!(
            home.contains("L’imprimante fume") && home.contains("personne n’a encore commencé"),
            "{home}"
        );
        let version = tickets::move_state(&ctx, &ticket.key, 1, Transition::WaitRequester, "Quel étage ?")
            .await
            .unwrap();
        assert!(rose.get("/").await.text().contains(&format!("{path}#field-body")), "one click to answer");
        let version =
            tickets::move_state(&ctx, &ticket.key, version, Transition::Resolve, "Remplacée").await.unwrap();
        let home = rose.get("/").await.text();
        assert!(
            home.contains("Oui, c’est réglé") && home.contains(&format!("{path}#field-reason")),
            "{home}"
        );
        assert!(rose.get(&path).await.text().contains("C’est réglé ?"));
        let version = version.to_string();
        let why = [("version", version.as_str()), ("transition", "reopen"), ("reason", "Elle fume encore")];
        rose.post(&format!("{path}/state"), &why).await.expect(303);
        let state = tickets::read(&ctx, &ticket.key).await.unwrap().thread.ticket.state;
        assert_eq!(state, State::InProgress);
        let where_ = rose.get("/requests/new?kind=incident").await.text();
        assert!(where_.contains("Maison des services"));
        let placed = [("kind", "incident"), ("description", "Plus de réseau"), ("site", site.as_str())];
        rose.upload("/requests", &placed, &[]).await.expect(303);
        let topics = rose.get("/requests/new?kind=request").await.text();
        assert!(topics.contains("Je ne sais pas") && topics.contains("A-INV-P4"), "{topics}");
        let out = [("kind", "request"), ("description", "Câbler deux bureaux"), ("line", "A-INV-P4")];
        let path = rose.upload("/requests", &out, &[]).await.location();
        assert!(
            rose.get(&path).await.text().contains("Hors périmètre"),
            "said at once, recorded all the same"
        );
        rose.get("/requests").await.expect(200);
    })
    .await;
}
