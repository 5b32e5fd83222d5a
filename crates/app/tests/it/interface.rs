//! The programming interface: all of it is described, and answers as described.

use app::interface::Interface;
use axum::{body::Body, http::Method};
use people::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{TestApp, World, both};

#[test]
fn every_route_is_described_in_words() {
    let interface = Interface::own();
    let routes = app::routes::all().into_parts().1;
    let published: BTreeSet<_> = interface.operations.iter().map(|one| (one.method, one.path)).collect();
    for route in routes.iter().filter(|route| route.path.starts_with("/api/v1/")) {
        assert!(published.contains(&(route.method, route.path)), "{} {}", route.method, route.path);
    }
    let mut names = BTreeSet::new();
    for one in &interface.operations {
        let what = format!("{} {} ({})", one.method, one.path, one.name);
        assert!(!one.words.is_empty(), "{what}: its handler has no documentation, or is not in an api.rs");
        assert!(one.words.len() > one.summary.len() / 2 && !one.summary.contains("/api/"), "{what}");
        assert!(names.insert(&one.name), "{what}: another operation has this name");
        let in_path = one.path.matches('{').count();
        let told = one.parameters.iter().filter(|p| p.place == app::interface::Place::Path).count();
        assert_eq!(in_path, told, "{what}");
        assert_eq!(one.body.is_some(), one.is_change(), "{what}: a change has a body, a reading has none");
    }
}

#[test]
fn the_document_says_who_may_and_what_is_refused() {
    let document = Interface::own().document();
    let create = &document["paths"]["/api/v1/tickets"]["post"];
    assert_eq!(create["operationId"], "tickets.create");
    assert_eq!(create["security"], json!([{"token": []}]));
    assert_eq!(create["x-permission"], "ticket_create");
    let body = &create["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(body["additionalProperties"], false);
    assert_eq!(body["required"], json!(["kind"]));
    let kinds: Vec<_> =
        body["properties"]["kind"]["oneOf"].as_array().unwrap().iter().map(|one| &one["const"]).collect();
    assert_eq!(kinds, ["incident", "request"]);
    let answered: BTreeSet<_> = create["responses"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(answered, BTreeSet::from(["201", "401", "403", "404", "409", "422", "429"]));
    assert_eq!(create["responses"]["201"]["headers"]["ETag"]["required"], true);
    let state = &document["paths"]["/api/v1/tickets/{beneficiary}/{id}/state"]["put"];
    assert!(state["responses"].as_object().unwrap().contains_key("412"));
    let header = |name: &str| {
        let parameters = state["parameters"].as_array().unwrap();
        parameters.iter().find(|one| one["name"] == name).cloned().unwrap_or(Value::Null)
    };
    assert_eq!(
        (&header("If-Match")["in"], &header("If-Match")["required"]),
        (&json!("header"), &json!(true))
    );
    assert_eq!(header("beneficiary")["in"], "path");
    assert_eq!(document["paths"]["/api/v1/openapi.json"]["get"]["security"], json!([]));
    assert!(document["paths"].as_object().unwrap().keys().all(|path| path.starts_with("/api/v1/")));
}

/// Every reference leads somewhere.
#[test]
fn the_document_is_closed() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str));
                object.values().for_each(|inner| references(inner, found));
            }
            Value::Array(values) => values.iter().for_each(|inner| references(inner, found)),
            _ => {}
        }
    }
    let document = Interface::own().document();
    let mut found = vec![];
    references(&document, &mut found);
    assert!(found.len() > 500, "{}", found.len());
    for reference in found {
        let place = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(place).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn anybody_reads_the_description() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut visitor = app.visitor();
        let document = visitor.get("/api/v1/openapi.json").await.expect(200);
        assert_eq!(document.json()["openapi"], "3.1.0");
        let index = visitor.get("/api/docs?lang=en").await.expect(200);
        assert!(index.text().contains("/api/docs/tickets"));
        let page = visitor.get("/api/docs/tickets").await.expect(200);
        assert!(page.text().contains("PUT /api/v1/tickets/{beneficiary}/{id}/state"));
        visitor.get("/api/docs/nothing").await.expect(404);
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        assert!(officer.get("/api/docs").await.expect(200).text().contains("href=\"/account\""));
    })
    .await;
}

#[tokio::test]
async fn wrong_methods_and_headers_are_refused_as_described() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let wrong = officer.json(Method::DELETE, "/api/v1/tickets", &json!({})).await.expect(405);
        assert_eq!(wrong.headers["content-type"], "application/problem+json");
        assert_eq!(wrong.headers["allow"], "GET,HEAD,POST");
        let long = "k".repeat(201);
        let headers = [("content-type", "application/json"), ("idempotency-key", long.as_str())];
        let refused =
            officer.send(Method::POST, "/api/v1/tickets", &headers, Body::from("{}")).await.expect(422);
        assert_eq!(refused.json()["errors"][0]["field"], "Idempotency-Key");
    })
    .await;
}

#[tokio::test]
async fn a_program_that_is_too_fast_is_told_how_long_to_wait() {
    both(async |app: TestApp| {
        let app = app.with_settings(|settings| settings.api_calls_per_minute = 3);
        let world = World::new(&app).await;
        let officer = world.ctx(&app, Role::Officer);
        let (_, secret) = people::tokens::actions::create(&officer, "Essai", 1).await.unwrap();
        let mut program = app.visitor().with_token(&secret);
        for _ in 0..3 {
            program.get("/api/v1/sites").await.expect(200);
        }
        let refused = program.get("/api/v1/sites").await.expect(429);
        assert_eq!(refused.headers["content-type"], "application/problem+json");
        let wait: i64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
        app.platform.clock.advance(jiff::SignedDuration::from_secs(wait));
        program.get("/api/v1/sites").await.expect(200);
    })
    .await;
}

#[tokio::test]
async fn a_nul_is_refused_in_bodies_and_addresses_on_both_engines() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let body = json!({"beneficiary": world.valmont.id, "title": "a\u{0}b", "description": "c"});
        let refused = client.json(Method::POST, "/api/v1/tickets", &body).await.expect(422);
        assert!(refused.text().contains("U+0000"), "it says what is wrong");
        for path in ["/tickets?q=%00", "/api/v1/tickets?q=a%00", "/tickets/x%00/y", "/search?q=%00a"] {
            client.get(path).await.expect(404);
        }
        assert_eq!(app.count("ticket").await, 0);
    })
    .await;
}
