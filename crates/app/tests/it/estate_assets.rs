//! Assets: who holds them, how they change hands, what each side sees of them.

use axum::http::Method;
use estate::assets::{AssetForm, AssetKey, Field, ListQuery, actions};
use people::Role;
use serde_json::{Value, json};
use testkit::{TestApp, World, both};

fn form(world: &World, name: &str) -> AssetForm {
    AssetForm { beneficiary: world.valmont.id.to_string(), name: name.into(), ..AssetForm::usual() }
}

#[tokio::test]
async fn an_asset_is_held_changed_handed_over_and_retired_by_the_provider_alone() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let valmont = world.valmont.id.as_str();
        let blank = theo.get(&format!("/estate/assets/new?beneficiary={valmont}")).await.expect(200).text();
        assert!(blank.contains("Nouveau bien") && blank.contains(&world.valmont.name));
        let typed = [
            ("beneficiary", valmont),
            ("kind", "laptop"),
            ("name", "PC-014"),
            ("state", "in_stock"),
            ("legal_status", "lent_free"),
            ("owner", "provider"),
            ("manager", "provider"),
            ("protection", "standard"),
            ("cost", "douze"),
        ];
        let refused = theo.post("/estate/assets", &typed).await.expect(422).text();
        assert!(
            ["#field-owner", "#field-cost", "douze", "PC-014"].iter().all(|w| refused.contains(w)),
            "{refused}"
        );
        assert_eq!(app.count("asset").await, 0);
        let mut right = typed.to_vec();
        right[5] = ("owner", "beneficiary");
        right[8] = ("cost", "1 200,50");
        let path = theo.post("/estate/assets", &right).await.location();
        let page = theo.get(&path).await.expect(200).text();
        assert!(
            ["VAL-M1", "PC-014", "prêté gratuitement", "1\u{202f}200,50"].iter().all(|w| page.contains(w)),
            "{page}"
        );
        // Handed over, then back and broken: the condition is described, or nothing is written.
        let hand = [
            ("direction", "handed_over"),
            ("condition", "good"),
            ("given_by", "Technicien"),
            ("received_by", "Secrétaire"),
        ];
        theo.post(&format!("{path}/handovers"), &hand).await.location();
        let mut back = hand.to_vec();
        (back[0], back[1]) = (("direction", "returned"), ("condition", "damaged"));
        let silent = theo.post(&format!("{path}/handovers"), &back).await.expect(422).text();
        assert!(silent.contains("#field-remarks") && silent.contains("Secrétaire"));
        back.push(("remarks", "Écran fendu"));
        theo.post(&format!("{path}/handovers"), &back).await.location();
        let page = theo.get(&path).await.expect(200).text();
        assert!(page.contains("Écran fendu") && page.contains("en stock"), "{page}");
        let sheet = page.split("href=\"").find(|rest| rest.contains("/sheet\"")).unwrap();
        let sheet = theo.get(sheet.split('"').next().unwrap()).await.expect(200);
        assert!(sheet.bytes.starts_with(b"%PDF-") && sheet.headers["content-type"] == "application/pdf");
        // Retired, it leaves the list; a version that is over is told.
        let why = [("retired_why", "Détruit"), ("version", "1")];
        assert!(theo.post(&format!("{path}/retirement"), &why).await.expect(409).text().contains("Détruit"));
        theo.post(&format!("{path}/retirement"), &[("retired_why", "Détruit"), ("version", "3")])
            .await
            .location();
        assert!(!theo.get("/estate/assets").await.expect(200).text().contains("PC-014"));
        assert!(theo.get("/estate/assets?state=retired").await.expect(200).text().contains("PC-014"));
        // The beneficiary reads it, cannot change it; another one has no such asset.
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let seen = officer.get(&path).await.expect(200).text();
        assert!(seen.contains("Détruit") && !seen.contains("/edit"));
        officer.post(&format!("{path}/retirement"), &why).await.expect(403);
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        other.get(&path).await.expect(404);
        assert!(!other.get("/estate/assets?state=retired").await.expect(200).text().contains("PC-014"));
        assert!(!other.get("/estate/assets?q=VAL-M1").await.expect(200).text().contains("PC-014"));
        app.client_of(world.person(Role::Requester)).await.get("/estate/assets").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn programs_hold_assets_too_once_for_each_key_and_each_version() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let kind = theo.json(Method::POST, "/api/v1/asset-kinds", &json!({"name": "Vidéoprojecteur"})).await;
        let kind = kind.expect(201).json()["id"].as_str().unwrap().to_owned();
        theo.json(Method::POST, "/api/v1/asset-kinds", &json!({"name": "VIDEOPROJECTEUR"})).await.expect(422);
        theo.json(Method::POST, "/api/v1/asset-kinds", &json!({"name": "Écran"})).await.expect(422);
        let mut body = json!(AssetForm {
            kind,
            serial: "SN-1".into(),
            key: "k1".into(),
            ..form(&world, "Salle du conseil")
        });
        let made = theo.json(Method::POST, "/api/v1/assets", &body).await.expect(201).json();
        let again = theo.json(Method::POST, "/api/v1/assets", &body).await.expect(201).json();
        assert_eq!((&made["id"], made["reference"].as_str()), (&again["id"], Some("VAL-M1")));
        assert_eq!(app.count("asset").await, 1);
        let path = format!(
            "/api/v1/assets/{}/{}",
            made["beneficiary"].as_str().unwrap(),
            made["id"].as_str().unwrap()
        );
        body["used_by"] = json!("personne@valmont.example");
        body["version"] = json!(1);
        let nobody = theo.json(Method::PUT, &path, &body).await.expect(422).text();
        assert!(nobody.contains("used_by"), "{nobody}");
        let rose = world.person(Role::Requester);
        body["used_by"] = json!(rose.email);
        let changed = theo.json(Method::PUT, &path, &body).await.expect(200).json();
        assert_eq!((&changed["used_by"], &changed["user"]), (&json!(rose.name), &json!(rose.id)));
        assert_eq!(theo.json(Method::PUT, &path, &body).await.expect(409).json()["current_version"], 2);
        let whole = theo.get(&path).await.expect(200).json();
        assert_eq!(whole["history"][0]["action"], "asset.change");
        assert_eq!(whole["history"][0]["changes"][0], json!(["used_by", "", rose.name]));
        assert_eq!(whole["locked"], json!(["name", "serial"]), "typed by a person");
        let found = theo.get("/api/v1/assets?q=sn-1").await.expect(200).json();
        assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(theo.get("/api/v1/assets?q=val-m1").await.expect(200).json()["items"], found["items"]);
        theo.get("/api/v1/assets?state=flying").await.expect(422);
        let foreign = path.replace(world.valmont.id.as_str(), world.rochebrune.id.as_str());
        theo.get(&foreign).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_long_list_has_pages_by_name_and_goes_whole_into_a_file_and_onto_labels() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = app.system();
        for n in 0..120 {
            actions::create(&ctx, &form(&world, &format!("PC-{n:03}"))).await.unwrap();
        }
        let (mut seen, mut query): (Vec<String>, _) = (vec![], ListQuery::default());
        loop {
            let (page, next): (_, Option<AssetKey>) = actions::list(&ctx, &query).await.unwrap();
            seen.extend(page.into_iter().map(|asset| asset.name));
            let Some(next) = next else { break };
            query.after = format!("{}/{}", next.beneficiary, next.id);
        }
        let expected: Vec<String> = (0..120).map(|n| format!("PC-{n:03}")).collect();
        assert_eq!(seen, expected);
        let begun = ListQuery { q: "pc-11".into(), ..ListQuery::default() };
        assert_eq!(actions::list(&ctx, &begun).await.unwrap().0.len(), 10);
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let file = theo.get("/estate/assets/export?format=csv").await.expect(200).text();
        assert_eq!(file.lines().count(), 121, "{file}");
        let labels = theo.get("/estate/assets/labels?q=pc-11").await.expect(200).text();
        assert_eq!(labels.matches("class=\"asset-code\"").count(), 10, "a code for each");
        app.run_jobs().await;
        let hits: Value = theo.get("/api/v1/search?q=VAL-M7").await.expect(200).json();
        assert!(hits.to_string().contains("PC-006"), "{hits}");
    })
    .await;
}

#[tokio::test]
async fn inventory_may_fill_a_field_again_once_it_is_let() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let made = actions::create(&app.system(), &form(&world, "PC-014")).await.unwrap();
        assert_eq!(made.locked, [Field::Name]);
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        theo.post(&format!("{}/locks", made.key.path()), &[("locked", "serial")]).await.location();
        let now = actions::read(&app.system(), &made.key).await.unwrap().asset;
        assert_eq!((now.locked, now.version), (vec![Field::Serial], 2));
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        officer.post(&format!("{}/locks", made.key.path()), &[]).await.expect(403);
    })
    .await;
}
