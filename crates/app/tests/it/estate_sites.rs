//! Sites: creation and change by the provider, one list per scope, names unique, API.

use axum::http::Method;
use people::Role;
use serde_json::json;
use testkit::{TestApp, World, both};

#[tokio::test]
async fn sites_are_kept_by_the_provider_and_seen_by_their_own() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let valmont = world.valmont.id.as_str();
        theo.get("/sites/new").await.expect(200).text();
        let site = [
            ("beneficiary", valmont),
            ("name", "Médiathèque"),
            ("postal_code", "64000"),
            ("fibre", "planned"),
        ];
        theo.post("/sites", &site).await.location();
        let same =
            [("beneficiary", valmont), ("name", "MEDIATHEQUE"), ("street", "2 rue Haute"), ("fibre", "none")];
        let refused = theo.post("/sites", &same).await.expect(422).text();
        assert!(refused.contains("2 rue Haute") && refused.contains("href=\"#field-name\""));
        let wrong = [("beneficiary", valmont), ("name", ""), ("postal_code", "6400"), ("fibre", "copper")];
        let refused = theo.post("/sites", &wrong).await.expect(422).text();
        assert!(
            ["name", "postal_code", "fibre"]
                .iter()
                .all(|f| refused.contains(&format!("#field-{}", f.replace('_', "-"))))
        );
        assert_eq!(app.count("site").await, 1);
        for (person, sees) in [
            (world.person(Role::Requester), true),
            (world.person_at(Role::Officer, &world.rochebrune.id), false),
        ] {
            let mut client = app.client_of(person).await;
            assert_eq!(client.get("/sites").await.expect(200).text().contains("Médiathèque"), sees);
            assert_eq!(client.get("/api/v1/sites").await.expect(200).text().contains("Médiathèque"), sees);
            client.post("/sites", &site).await.expect(403).text();
        }
    })
    .await;
}

#[tokio::test]
async fn a_site_changed_in_between_is_shown_and_not_overwritten() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let body = json!({"beneficiary": world.valmont.id, "name": "École", "fibre": "none"});
        let made = theo.json(Method::POST, "/api/v1/sites", &body).await.expect(201).json();
        let path =
            format!("/sites/{}/{}", made["beneficiary"].as_str().unwrap(), made["id"].as_str().unwrap());
        let change = json!({"name": "École", "fibre": "connected", "version": 1});
        theo.json(Method::PUT, &format!("/api/v1{path}"), &change).await.expect(200).text();
        let late = [("name", "École du bourg"), ("fibre", "none"), ("version", "1")];
        let shown = theo.post(&path, &late).await.expect(409).text();
        assert!(shown.contains("École du bourg") && shown.contains("Raccordé en fibre"));
        let stale = theo.json(Method::PUT, &format!("/api/v1{path}"), &change).await.expect(409).json();
        assert_eq!(stale["current_version"], 2);
        let lost = path.replace(world.valmont.id.as_str(), world.rochebrune.id.as_str());
        theo.get(&lost).await.expect(404).text();
        let page = theo.get("/sites").await.expect(200).text();
        assert!(page.contains("1 sur 1"), "one of one is connected");
    })
    .await;
}
