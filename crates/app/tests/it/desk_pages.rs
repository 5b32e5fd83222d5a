//! Tickets through pages and API: forms, isolation, notes, edits at once, joined files, problem documents.

use crate::desk_tickets::ticket_of;
use axum::{body::Body, http::Method};
use desk::tickets::actions;
use people::Role;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp, World, both};

const TITLE: &str = "Plus de réseau à la médiathèque";

/// The value of the first hidden field of that name.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let from = page.find(&start).unwrap_or_else(|| panic!("no {name} in\n{page}")) + start.len();
    page[from..].split('"').next().unwrap().to_owned()
}

async fn api(client: &mut Client, method: Method, path: &str, if_match: &str, body: &Value) -> Answer {
    let headers = [("content-type", "application/json"), ("if-match", if_match)];
    client.send(method, path, &headers, Body::from(body.to_string())).await
}

#[tokio::test]
async fn a_requester_asks_with_a_photo_and_fetches_it_again() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let form = rose.get("/requests/new").await.expect(200).text();
        let asked = ["name=\"description\"", "name=\"kind\"", "name=\"files\""];
        assert!(asked.iter().all(|field| form.contains(field)));
        let fields = [("description", TITLE), ("kind", "incident"), ("key", &hidden(&form, "key"))];
        let name = "../..\\\\étrange \u{202e}photo.png";
        let sent = rose.upload("/requests", &fields, &[("files", name, b"\x89PNG")]).await;
        let path = sent.location();
        let page = rose.get(&path).await.expect(200).text();
        assert!(page.contains(TITLE) && page.contains("VAL-1"));
        let again = rose.upload("/requests", &fields, &[]).await.location();
        assert_eq!(again, path, "sent twice, made once");
        assert_eq!(app.count("ticket").await, 1);
        let start = page.find("/attachments/").expect("the photo is shown");
        let id = page[start..].split('"').next().unwrap();
        let file = rose.get(&format!("{path}{id}")).await.expect(200);
        assert_eq!(file.bytes, b"\x89PNG");
        assert_eq!(file.headers["x-content-type-options"], "nosniff");
        assert_eq!(file.headers["content-type"], "application/octet-stream");
        let disposition = file.headers["content-disposition"].to_str().unwrap();
        assert_eq!(disposition, "attachment; filename*=UTF-8''%C3%A9trange%20photo.png");
        assert!(rose.get("/requests").await.expect(200).text().contains(TITLE));
    })
    .await;
}

#[tokio::test]
async fn bad_input_says_what_and_keeps_what_was_typed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let empty = rose
            .upload("/requests", &[("description", "  "), ("kind", "request")], &[])
            .await
            .expect(422)
            .text();
        assert!(empty.contains("href=\"#field-description\""));
        assert!(empty.contains("name=\"kind\" value=\"request\""), "the kind chosen is kept");
        let large = vec![0u8; (10 << 20) + 1];
        let fields = [("description", "Photo de l’écran"), ("kind", "incident"), ("key", "k")];
        let refused =
            rose.upload("/requests", &fields, &[("files", "grand.png", &large)]).await.expect(422).text();
        assert!(
            refused.contains("Photo de l’écran") && refused.contains("grand.png") && refused.contains("10")
        );
        assert_eq!(hidden(&refused, "key"), "k");
        let small: Vec<_> = (0..6).map(|_| ("files", "a.png", &b"x"[..])).collect();
        let many = rose.upload("/requests", &fields, &small).await.expect(422).text();
        assert!(many.contains("href=\"#field-files\""));
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let valmont = world.valmont.id.as_str();
        let fields = [("beneficiary", valmont), ("title", "Sans demandeur"), ("channel", "mail")];
        let refused = theo.upload("/tickets", &fields, &[]).await.expect(422).text();
        assert!(refused.contains("Sans demandeur") && refused.contains("href=\"#field-requester\""));
        assert!(refused.contains("value=\"mail\" selected"));
        let unknown = theo.upload("/tickets", &[("beneficiary", valmont), ("urgence", "1")], &[]).await;
        assert!(unknown.expect(422).text().contains("urgence"), "an unknown field is named");
        assert_eq!(app.count("ticket").await, 0);
        theo.get("/tickets?state=lost").await.expect(422).text();
    })
    .await;
}

/// Every route of a ticket, with a body that would pass for its owner.
fn routes(path: &str) -> Vec<(Method, String, Value)> {
    let api = format!("/api/v1{path}");
    vec![
        (Method::GET, path.to_owned(), Value::Null),
        (Method::GET, format!("{path}/deadlines"), Value::Null),
        (Method::GET, format!("{path}/attachments/none"), Value::Null),
        (Method::GET, api.clone(), Value::Null),
        (Method::POST, format!("{api}/messages"), json!({"body": "intrus"})),
        (Method::PUT, format!("{api}/state"), json!({"transition": "close"})),
        (Method::PUT, format!("{api}/assignment"), json!({"assignee": null})),
        (Method::PUT, format!("{api}/criticality"), json!({"impact": "high", "urgency": "high"})),
    ]
}

#[tokio::test]
async fn no_route_lets_a_stranger_near() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let path = ticket_of(&app, world.person(Role::Requester), TITLE).await.path();
        let strangers = [
            world.person_at(Role::Officer, &world.rochebrune.id),
            world.person_at(Role::Requester, &world.rochebrune.id),
            world.person(Role::ElectedOfficial),
            world.person(Role::Contractor),
        ];
        for stranger in strangers {
            let mut client = app.client_of(stranger).await;
            let works = stranger.actor().may(kernel::Permission::TicketWork);
            for (method, route, body) in routes(&path) {
                let answer = api(&mut client, method.clone(), &route, "\"1\"", &body).await;
                let is_work = route.ends_with("/assignment") || route.ends_with("/criticality");
                let expected = if is_work && !works { 403 } else { 404 };
                assert_eq!(answer.status.as_u16(), expected, "{method} {route} {}", stranger.name);
                assert!(!answer.text().contains("médiathèque"));
            }
            for form in ["messages", "state"] {
                let fields = [("version", "1"), ("body", "intrus"), ("transition", "close")];
                let fields = if form == "messages" { &fields[..2] } else { &[fields[0], fields[2]][..] };
                let target = format!("{path}/{form}");
                let answer = match form {
                    "messages" => client.upload(&target, fields, &[]).await,
                    _ => client.post(&target, fields).await,
                };
                assert_eq!(answer.status.as_u16(), 404, "{form}");
            }
            for list in [
                "/tickets",
                "/tickets?order=newest",
                "/requests",
                "/api/v1/tickets",
                "/api/v1/tickets?order=newest",
            ] {
                let text = client.get(list).await.text();
                assert!(!text.contains("médiathèque") && !text.contains("VAL-1"), "{list} {}", stranger.name);
            }
        }
        let mut visitor = app.visitor();
        for (method, route, body) in routes(&path) {
            let answer = api(&mut visitor, method, &route, "\"1\"", &body).await;
            assert!([303, 401].contains(&answer.status.as_u16()), "{route}: {}", answer.status);
        }
        // Nobody's attempt left a trace on the ticket.
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let ticket = rose.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!((&ticket["version"], &ticket["messages"]), (&json!(1), &json!([])));
    })
    .await;
}

#[tokio::test]
async fn an_internal_note_shows_to_the_provider_only() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let path = ticket_of(&app, world.person(Role::Requester), TITLE).await.path();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let note = [("note", "Prestataire peu fiable"), ("key", "n1")];
        let joined = [("note_files", "devis.pdf", &b"%PDF"[..])];
        theo.upload(&format!("{path}/notes"), &note, &joined).await.location();
        theo.upload(&format!("{path}/notes"), &note, &joined).await.location();
        let page = theo.get(&path).await.expect(200).text();
        assert_eq!(page.matches("Prestataire peu fiable").count(), 1, "once, though sent twice");
        let file = page[page.find("/attachments/").unwrap()..].split('"').next().unwrap().to_owned();
        for person in [world.person(Role::Requester), world.person(Role::Officer)] {
            let mut client = app.client_of(person).await;
            for seen in [
                path.clone(),
                format!("{path}/deadlines"),
                format!("/api/v1{path}"),
                "/api/v1/tickets".into(),
                "/requests".into(),
            ] {
                let text = client.get(&seen).await.text();
                assert!(!text.contains("peu fiable") && !text.contains("devis.pdf"), "{seen}");
            }
            client.get(&format!("{path}{file}")).await.expect(404).text();
            client.upload(&format!("{path}/notes"), &note, &[]).await.expect(403).text();
            let body = json!({"body": "x", "internal": true});
            api(&mut client, Method::POST, &format!("/api/v1{path}/messages"), "\"2\"", &body)
                .await
                .expect(403)
                .text();
        }
    })
    .await;
}

#[tokio::test]
async fn the_second_writer_sees_the_difference_and_keeps_the_text() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let path = ticket_of(&app, world.person(Role::Requester), TITLE).await.path();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let messages = format!("{path}/messages");
        let first = [("version", "1"), ("body", "Je m’en occupe"), ("then", "none"), ("key", "a")];
        theo.upload(&messages, &first, &[]).await.location();
        let second = [("version", "1"), ("body", "Avez-vous redémarré ?"), ("then", "none"), ("key", "b")];
        let shown = ada.upload(&messages, &second, &[]).await.expect(409).text();
        assert!(shown.contains("role=\"alert\"") && shown.contains("Je m’en occupe"));
        assert!(shown.contains("Avez-vous redémarré ?"), "the text is kept");
        assert_eq!(hidden(&shown, "version"), "2");
        let again =
            [("version", "2"), ("body", "Avez-vous redémarré ?"), ("then", "wait_requester"), ("key", "b")];
        ada.upload(&messages, &again, &[]).await.location();
        let ticket = ada.get(&format!("/api/v1{path}")).await.json();
        assert_eq!(
            (&ticket["state"], ticket["messages"].as_array().unwrap().len()),
            (&json!("waiting_requester"), 2)
        );
        let empty = theo.upload(&messages, &[("version", "3"), ("body", "")], &[]).await.expect(422).text();
        assert!(empty.contains("href=\"#field-body\""));
        let stale = theo
            .post(
                &format!("{path}/state"),
                &[("version", "1"), ("transition", "resolve"), ("reason", "Câble")],
            )
            .await;
        assert!(stale.expect(409).text().contains("value=\"Câble\""), "the reason is kept");
    })
    .await;
}

#[tokio::test]
async fn agents_work_from_the_list_to_the_deadlines() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let mut agent = app.client_of(theo).await;
        let valmont = world.valmont.id.as_str();
        agent.get("/tickets/new").await.expect(200).text();
        let form = agent.get(&format!("/tickets/new?beneficiary={valmont}")).await.expect(200).text();
        assert!(form.contains(&rose.name));
        let fields = [
            ("beneficiary", valmont),
            ("requester", rose.id.as_str()),
            ("title", TITLE),
            ("channel", "phone"),
            ("impact", "high"),
            ("urgency", "high"),
            ("administrative", "on"),
            ("key", &hidden(&form, "key")),
        ];
        let path = agent.upload("/tickets", &fields, &[]).await.location();
        let list = agent.get("/tickets?assignee=nobody&priority=P1").await.expect(200).text();
        assert!(list.contains(TITLE) && list.contains("Réponse administrative"));
        agent
            .post(&format!("{path}/assignment"), &[("version", "1"), ("assignee", theo.id.as_str())])
            .await
            .location();
        assert!(agent.get("/tickets?assignee=me").await.text().contains(TITLE));
        assert!(!agent.get("/tickets?assignee=nobody").await.text().contains(TITLE));
        agent
            .post(&format!("{path}/criticality"), &[("version", "2"), ("impact", "low"), ("urgency", "low")])
            .await
            .location();
        let mut requester = app.client_of(rose).await;
        let why = |page: String| {
            let from = page.find("id=\"acknowledge\"").unwrap();
            page[from..page.find("</main>").unwrap()].to_owned()
        };
        let deadlines = format!("{path}/deadlines");
        let ours = why(agent.get(&deadlines).await.expect(200).text());
        assert_eq!(ours, why(requester.get(&deadlines).await.expect(200).text()), "both sides read the same");
        assert!(ours.contains("G.2a") && ours.contains("P4"));
        let page = requester.get(&path).await.expect(200).text();
        assert!(page.contains("P3 → P4") || page.contains("P1 → P4"), "the change is told");
        assert!(!page.contains("/assignment") && !page.contains("/notes"), "no form of the other side");
    })
    .await;
}

#[tokio::test]
async fn programs_create_read_and_change_with_versions() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let body =
            json!({"kind": "request", "title": "Un écran", "requester": world.person(Role::Requester).id})
                .to_string();
        let headers = [("content-type", "application/json"), ("idempotency-key", "i-1")];
        let made = officer
            .send(Method::POST, "/api/v1/tickets", &headers, Body::from(body.clone()))
            .await
            .expect(201);
        let again =
            officer.send(Method::POST, "/api/v1/tickets", &headers, Body::from(body)).await.expect(201);
        assert_eq!(made.headers["etag"], "\"1\"");
        let ticket = made.json();
        assert_eq!(ticket["id"], again.json()["id"]);
        assert_eq!((&ticket["channel"], &ticket["reference"]), (&json!("api"), &json!("VAL-1")));
        assert_eq!(ticket["clocks"][0]["standing"], "no-target");
        let path = format!(
            "/api/v1/tickets/{}/{}",
            ticket["beneficiary"].as_str().unwrap(),
            ticket["id"].as_str().unwrap()
        );
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let resolve = json!({"transition": "resolve", "reason": "Livré"});
        let blind = theo.json(Method::PUT, &format!("{path}/state"), &resolve).await.expect(422);
        assert_eq!(blind.headers["content-type"], "application/problem+json");
        assert_eq!(blind.json()["errors"][0]["field"], "If-Match");
        let stale =
            api(&mut theo, Method::PUT, &format!("{path}/state"), "\"7\"", &resolve).await.expect(412);
        assert_eq!(stale.json()["current_version"], 1);
        let done = api(&mut theo, Method::PUT, &format!("{path}/state"), "\"1\"", &resolve).await.expect(200);
        assert_eq!(
            (done.headers["etag"].clone(), &done.json()["state"]),
            ("\"2\"".parse().unwrap(), &json!("resolved"))
        );
        let wrong = api(
            &mut theo,
            Method::PUT,
            &format!("{path}/state"),
            "\"2\"",
            &json!({"transition": "wait_vendor", "reason": "x"}),
        )
        .await;
        assert_eq!(wrong.expect(409).headers["content-type"], "application/problem+json");
        let typo = theo
            .json(Method::POST, "/api/v1/tickets", &json!({"kind": "request", "titel": "x"}))
            .await
            .expect(422);
        assert!(typo.text().contains("titel"));
        let closed = api(
            &mut officer,
            Method::PUT,
            &format!("{path}/state"),
            "\"2\"",
            &json!({"transition": "close"}),
        )
        .await
        .expect(200);
        assert_eq!(closed.json()["state"], "closed");
    })
    .await;
}

#[tokio::test]
async fn lists_continue_where_they_stopped() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        for n in 0..53 {
            let key = ticket_of(&app, rose, &format!("Ticket {n:02}.")).await;
            app.platform.clock.advance(jiff::SignedDuration::from_mins(1));
            if n == 0 {
                let agent = world.ctx(&app, Role::Technician);
                actions::take(&agent, &key, 1).await.unwrap();
            }
        }
        for (role, path) in [
            (Role::Technician, "/api/v1/tickets?order=newest"),
            (Role::Technician, "/api/v1/tickets?"),
            (Role::Requester, "/api/v1/tickets?"),
        ] {
            let mut client = app.client_of(world.person(role)).await;
            let first = client.get(path).await.expect(200).json();
            assert_eq!(first["items"].as_array().unwrap().len(), 50);
            let next = format!("{path}&after={}", first["after"].as_str().unwrap());
            let rest = client.get(&next).await.expect(200).json();
            let references = |page: &Value| -> Vec<String> {
                page["items"].as_array().unwrap().iter().map(|t| t["reference"].to_string()).collect()
            };
            assert_eq!((references(&rest).len(), &rest["after"]), (3, &Value::Null));
            assert!(references(&first).iter().all(|r| !references(&rest).contains(r)));
        }
        let mut rose = app.client_of(rose).await;
        assert!(rose.get("/requests").await.text().contains("rel=\"next\""));
    })
    .await;
}
