//! Calendars: an address with a secret opens one calendar, of what its person may see, until it is taken back.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::{
    announcements::{self, AnnouncementForm},
    tasks::{self, TaskForm},
    tickets::actions as tickets,
    visits::{self, VisitForm},
};
use people::{Role, persons};
use serde_json::json;
use testkit::{Client, TestApp, World, both};

/// Makes a calendar and gives the path of its address.
async fn made(client: &mut Client, part: &str) -> String {
    let answer = client.json(Method::POST, "/api/v1/calendars", &json!({"part": part})).await.expect(201);
    let address = answer.json()["address"].as_str().unwrap().to_owned();
    address.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

/// The lines of a calendar, unfolded (RFC 5545, 3.1).
async fn read(app: &TestApp, path: &str) -> String {
    let answer = app.visitor().get(path).await.expect(200);
    assert_eq!(answer.headers["content-type"], "text/calendar; charset=utf-8");
    let text = answer.text();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "folded: {text}");
    text.replace("\r\n ", "")
}

#[tokio::test]
async fn an_agent_subscribes_to_tasks_deadlines_and_interventions() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let agent = app.ctx(theo.actor());
        let key = ticket_of(&app, rose, "Écran, noir ; et \"muet\"").await;
        tickets::take(&agent, &key, 1).await.unwrap();
        let task = TaskForm {
            title: "Commander un écran".into(),
            assignee: theo.id.to_string(),
            due_on: "2026-03-20".into(),
            ..TaskForm::default()
        };
        tasks::actions::add(&agent, &key, &task).await.unwrap();
        let visit = VisitForm {
            starts_at: "2026-03-12T09:00".into(),
            ends_at: "2026-03-12T10:30".into(),
            what: "Poser l’écran".into(),
            ..VisitForm::default()
        };
        visits::actions::plan(&agent, &key, &visit).await.unwrap();
        let mut client = app.client_of(theo).await;
        let mine = made(&mut client, "mine").await;
        let text = read(&app, &mine).await;
        assert!(
            text.contains("DTSTART;VALUE=DATE:20260320") && text.contains("SUMMARY:Commander un écran"),
            "{text}"
        );
        let visits = made(&mut client, "visits").await;
        let text = read(&app, &visits).await;
        assert!(text.contains("DTSTART:20260312T080000Z\r\n") && text.contains("DTEND:20260312T093000Z\r\n"));
        assert!(text.contains(&format!("URL:http://127.0.0.1:8080{}", key.path())), "{text}");
        let other = ticket_of(&app, world.person_at(Role::Requester, &world.rochebrune.id), "Ailleurs").await;
        visits::actions::plan(&agent, &other, &visit).await.unwrap();
        assert_eq!(read(&app, &visits).await.matches("BEGIN:VEVENT").count(), 2);
        let mut requester = app.client_of(rose).await;
        let own = made(&mut requester, "visits").await;
        assert_eq!(read(&app, &own).await.matches("BEGIN:VEVENT").count(), 1, "those of one's own tickets");
        requester.json(Method::POST, "/api/v1/calendars", &json!({"part": "mine"})).await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn a_beneficiary_subscribes_to_what_it_is_told() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let technician = world.ctx(&app, Role::Technician);
        for (beneficiary, title) in [
            (world.valmont.id.to_string(), "Fibre coupée"),
            (world.rochebrune.id.to_string(), "Secret voisin"),
        ] {
            let form = AnnouncementForm {
                beneficiary,
                severity: "works".into(),
                title_fr: title.into(),
                body_fr: "De nuit.\nAucune démarche.".into(),
                from: "2026-03-14T22:00".into(),
                to: "2026-03-15T02:00".into(),
                ..AnnouncementForm::default()
            };
            announcements::actions::create(&technician, &form).await.unwrap();
        }
        let mut client = app.client_of(world.person(Role::Requester)).await;
        let page = client.post("/calendars", &[("part", "works")]).await.expect(200).text();
        let address = page.split("http://127.0.0.1:8080").nth(1).unwrap().split(['"', '<']).next().unwrap();
        let text = read(&app, address).await;
        assert!(text.contains("SUMMARY:Fibre coupée") && text.contains("DTSTART:20260314T210000Z"), "{text}");
        assert!(text.contains("De nuit.\\nAucune démarche.") && !text.contains("voisin"));
        assert!(!client.get("/calendars").await.expect(200).text().contains(address), "shown once");
        let mut other = app.client_of(world.person(Role::Technician)).await;
        let all = made(&mut other, "works").await;
        assert_eq!(read(&app, &all).await.matches("BEGIN:VEVENT").count(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_address_opens_nothing_once_taken_back_or_its_person_is_gone() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let mut client = app.client_of(rose).await;
        let (first, second) = (made(&mut client, "works").await, made(&mut client, "works").await);
        app.visitor().get("/calendar/0123456789/feed.ics").await.expect(404);
        read(&app, &first).await;
        let listed = client.get("/api/v1/calendars").await.expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 2);
        assert!(listed["items"].as_array().unwrap().iter().any(|one| !one["last_read_at"].is_null()));
        let read_one =
            listed["items"].as_array().unwrap().iter().find(|one| !one["last_read_at"].is_null()).unwrap();
        let path = format!("/api/v1/calendars/{}", read_one["id"].as_str().unwrap());
        let mut stranger = app.client_of(world.person(Role::Officer)).await;
        stranger.json(Method::DELETE, &path, &json!({})).await.expect(404);
        client.json(Method::DELETE, &path, &json!({})).await.expect(204);
        app.visitor().get(&first).await.expect(404);
        read(&app, &second).await;
        persons::actions::disable(&app.system(), &rose.id).await.unwrap();
        app.visitor().get(&second).await.expect(404);
    })
    .await;
}
