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

#[tokio::test]
async fn equipment_says_what_stops_with_it_and_the_agreement_who_pays_a_cable() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let valmont = &world.valmont.id;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let mut places = vec![];
        for name in ["Mairie", "École"] {
            let body = json!({"beneficiary": valmont, "name": name, "fibre": "connected"});
            let site = theo.json(Method::POST, "/api/v1/sites", &body).await.expect(201).json();
            places.push(format!("{valmont}/{}", site["id"].as_str().unwrap()));
        }
        assert!(theo.get("/network/new").await.expect(200).text().contains("Choisissez d’abord le site"));
        let core = [
            ("place", &*places[0]),
            ("kind", "switch"),
            ("name", "SW-1"),
            ("places", "24"),
            ("places_used", "20"),
        ];
        let core = theo.post("/network", &core).await.location();
        let id = core.rsplit('/').next().unwrap().to_owned();
        let far = json!({"place": places[1], "kind": "access_point", "name": "AP-1", "fed_by": id});
        let far = theo.json(Method::POST, "/api/v1/network", &far).await.expect(201).json();
        let page = theo.get(&core).await.expect(200).text();
        let words = ["4 sur 24", "AP-1", "D’autres sites sont touchés", "École"];
        assert!(words.iter().all(|word| page.contains(word)), "{page}");
        let ring = [
            ("kind", "switch"),
            ("name", "SW-1"),
            ("fed_by", far["id"].as_str().unwrap()),
            ("places", "24"),
            ("version", "1"),
        ];
        let refused = theo.post(&core, &ring).await.expect(422).text();
        assert!(refused.contains("#field-fed-by"), "{refused}");
        let twice = [("place", &*places[0]), ("kind", "rack"), ("name", "sw-1")];
        theo.post("/network", &twice).await.expect(422);
        let site = format!("/sites/{}", places[0]);
        theo.post(&format!("{site}/cabling"), &[("purpose", "access_point"), ("cables", "3")])
            .await
            .location();
        theo.post(&format!("{site}/cabling"), &[("purpose", "workstation"), ("cables", "2")])
            .await
            .location();
        let wrong = theo.post(&format!("{site}/cabling"), &[("purpose", "sauna"), ("note", "Ici")]).await;
        assert!(wrong.expect(422).text().contains("Ici"));
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let page = rose.get(&site).await.expect(200).text();
        assert!(page.contains("fournisseur : 3") && page.contains("SW-1"), "{page}");
        rose.post(&format!("{site}/cabling"), &[("purpose", "workstation")]).await.expect(403);
        let paid = rose.get(&format!("/api/v1{site}/cabling")).await.expect(200).json();
        assert_eq!((&paid[0]["payer"], &paid[1]["payer"]), (&json!("provider"), &json!("beneficiary")));
        let foreign = world.person_at(Role::Requester, &world.rochebrune.id);
        app.client_of(foreign).await.get(&core).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn reflectometry_results_are_filed_with_their_site_and_given_back_as_they_were() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let body = json!({"beneficiary": world.valmont.id, "name": "Mairie", "fibre": "connected"});
        let site = theo.json(Method::POST, "/api/v1/sites", &body).await.expect(201).json();
        let path = format!("/sites/{}/{}", world.valmont.id, site["id"].as_str().unwrap());
        let filing = format!("{path}/reflectometry");
        let none = theo.upload(&filing, &[("note", "Sans fichier")], &[]).await.expect(422).text();
        assert!(none.contains("#field-files") && none.contains("Sans fichier"), "{none}");
        let trace: (&str, &str, &[u8]) = ("files", "boucle-nord.sor", b"\x00Map\x00 trace");
        theo.upload(&filing, &[("measured_on", "2026-03-02")], &[trace]).await.location();
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let page = rose.get(&path).await.expect(200).text();
        assert!(
            page.contains("boucle-nord.sor") && page.replace('\u{a0}', " ").contains("2 mars 2026"),
            "{page}"
        );
        let all = rose.get(&format!("/api/v1{filing}")).await.expect(200).json();
        let file = format!("{filing}/{}", all[0]["id"].as_str().unwrap());
        let got = rose.get(&file).await.expect(200);
        assert_eq!(got.bytes, trace.2, "byte for byte");
        rose.upload(&filing, &[], &[trace]).await.expect(403);
        let foreign = world.person_at(Role::Requester, &world.rochebrune.id);
        app.client_of(foreign).await.get(&file).await.expect(404);
    })
    .await;
}
