//! Applications: warranty, environments kept apart, processes watched, flows, specifications, proposals, links to the desk.

use crate::desk_tickets::ticket_of;
use agreements::versions;
use axum::http::Method;
use desk::knowledge::{ArticleForm, Verdict, actions as knowledge};
use jiff::{SignedDuration, civil::date};
use people::Role;
use serde_json::{Value, json};
use testkit::{Client, TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

/// How the list of notifications tells of an application, once for each.
const TOLD: &str = "<th scope=\"row\">Une application que vous suivez demande votre attention";

async fn agreed(app: &TestApp, world: &World) {
    let body = &world.valmont;
    let source =
        AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", &format!("\"{}\"", body.code), 1);
    versions::import(&app.system(), &body.id, &source, date(2022, 1, 1)).await.unwrap();
}

/// An application made through the interface; gives its path.
async fn made(client: &mut Client, world: &World, name: &str, warranty_from: &str) -> String {
    let form = json!({"beneficiary": world.valmont.id, "name": name, "purpose": "Payer les agents",
        "publisher": "Éditions du Gave", "business_owner": "Ressources humaines", "warranty_from": warranty_from,
        "key": name});
    let one = client.json(Method::POST, "/api/v1/applications", &form).await.expect(201).json();
    let again = client.json(Method::POST, "/api/v1/applications", &form).await.expect(201).json();
    assert_eq!(one["id"], again["id"], "sent twice, made once");
    format!("/applications/{}/{}", one["beneficiary"].as_str().unwrap(), one["id"].as_str().unwrap())
}

async fn environment(client: &mut Client, path: &str, form: &Value) -> String {
    let api = format!("/api/v1{path}/environments");
    client.json(Method::POST, &api, form).await.expect(201).json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_warranty_says_when_block_d_takes_over_and_its_keeper_is_told_once() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        agreed(&app, &world).await;
        follow(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = made(&mut theo, &world, "Paie", "2024-05-02").await;
        let sheet = theo.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!(sheet["warranty"]["after"], "2026-05-02");
        assert_eq!(sheet["warranty"]["explanation"]["rule"]["code"], "R0.4");
        let page = theo.get(&path).await.expect(200).text();
        assert!(
            page.contains("fin de garantie proche") && page.contains("Dernier jour de garantie"),
            "{page}"
        );
        estate_jobs(&app).await;
        estate_jobs(&app).await;
        let told = theo.get("/notifications").await.expect(200).text();
        assert_eq!(told.matches(TOLD).count(), 1, "{told}");
        assert!(theo.get("/exports/applications?format=csv").await.expect(200).text().contains("2026-05-02"));
        let wrong = [("name", ""), ("warranty_from", "hier"), ("purpose", "Écrire"), ("version", "1")];
        let refused = theo.post(&format!("{path}/edit"), &wrong).await.expect(422).text();
        assert!(refused.contains("#field-name") && refused.contains("#field-warranty-from"), "{refused}");
        assert!(refused.contains("Écrire"), "what was typed is kept");
        let good = [
            ("name", "Paie"),
            ("purpose", "P"),
            ("publisher", "É"),
            ("business_owner", "RH"),
            ("version", "7"),
        ];
        theo.post(&format!("{path}/edit"), &good).await.expect(409);
        // Its own beneficiary reads it; nobody else knows that it exists.
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert!(odile.get(&path).await.expect(200).text().contains("Éditions du Gave"));
        odile.post("/applications", &good).await.expect(403);
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        other.get(&path).await.expect(404);
        assert!(!other.get("/applications").await.expect(200).text().contains("Paie"));
        app::search::jobs::catch_up(&app.platform).await.unwrap();
        assert!(odile.get("/search?q=gave").await.expect(200).text().contains("Paie"));
        assert!(!other.get("/search?q=gave").await.text().contains("Paie"));
    })
    .await;
}

async fn follow(app: &TestApp) {
    desk::notifications::actions::follow(&app.system()).await.unwrap();
}

async fn estate_jobs(app: &TestApp) {
    estate::applications::actions::remind(&app.system()).await.unwrap();
    estate::applications::actions::find_breaches(&app.system()).await.unwrap();
    follow(app).await;
}

#[tokio::test]
async fn production_data_stay_in_production_unless_an_exception_holds() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = made(&mut theo, &world, "Paie", "").await;
        let form = json!({"kind": "production", "name": "Prod", "address": "https://paie.example", "data": "production"});
        environment(&mut theo, &path, &form).await;
        let same = [("kind", "acceptance"), ("name", "Recette"), ("address", "HTTPS://paie.example"), ("data", "production")];
        let refused = theo.post(&format!("{path}/environments"), &same).await.expect(422).text();
        assert!(refused.contains("Prod » répond déjà") && refused.contains("Écrivez d’abord une dérogation"), "{refused}");
        assert_eq!(app.count("application_environment").await, 1, "nothing is half-written");
        let form = json!({"kind": "acceptance", "name": "Recette", "address": "https://recette.example", "data": "fictitious"});
        let there = format!("{path}/environments/{}", environment(&mut theo, &path, &form).await);
        let moved = [("name", "Recette"), ("address", "https://recette.example"), ("data", "production"), ("version", "1")];
        theo.post(&there, &moved).await.expect(422);
        let without_end = [("reason", "Reprise"), ("safeguards", "Accès nominatif")];
        theo.post(&format!("{there}/exceptions"), &without_end).await.expect(422);
        let until = [("reason", "Reprise"), ("safeguards", "Accès nominatif"), ("ends_on", "2026-03-20")];
        theo.post(&format!("{there}/exceptions"), &until).await.location();
        theo.post(&there, &moved).await.location();
        let page = theo.get(&path).await.expect(200).text();
        assert!(page.contains("dérogation jusqu’au 20/03/2026") || page.contains("dérogation jusqu’au"), "{page}");
        // After its last day the data should be gone: it shows, and the keeper is told once.
        app.platform.clock.set("2026-03-21T09:00:00Z".parse().unwrap());
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        estate_jobs(&app).await;
        estate_jobs(&app).await;
        assert!(theo.get(&path).await.text().contains("données de production sans dérogation"));
        let log = app.client_of(world.person(Role::Administrator)).await.get("/api/v1/audit").await.text();
        assert_eq!(log.matches("application.breach").count(), 1);
        // What environments are made of is compared.
        let item = [("kind", "software"), ("name", "Java"), ("value", "21")];
        theo.post(&format!("{there}/items"), &item).await.location();
        let sheet = theo.get(&format!("/api/v1{path}")).await.json();
        let production = sheet["environments"][0]["id"].as_str().unwrap();
        let item = json!({"kind": "software", "name": "Java", "value": "17"});
        theo.json(Method::PUT, &format!("/api/v1{path}/environments/{production}/items"), &item).await.expect(200);
        assert!(theo.get(&path).await.text().contains("différent"));
        theo.post(&format!("{there}/items/removal"), &[("name", "java")]).await.location();
        theo.post(&format!("{there}/items/removal"), &[("name", "java")]).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_silent_process_is_late_once_and_comes_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = made(&mut theo, &world, "Paie", "").await;
        let form = json!({"kind": "production", "name": "Prod", "data": "production"});
        let prod = environment(&mut theo, &path, &form).await;
        follow(&app).await;
        let form = json!({"environment": prod, "name": "Calcul", "schedule": "interval", "every_minutes": "60",
            "grace_minutes": "15"});
        let added = theo.json(Method::POST, &format!("/api/v1{path}/processes"), &form).await.expect(201).json();
        let address = added["address"].as_str().unwrap().to_owned();
        let hook = address[address.find("/api/").unwrap()..].to_owned();
        let id = added["id"].as_str().unwrap().to_owned();
        let secret = hook.rsplit('/').next().unwrap();
        assert!(!theo.get(&format!("{path}/processes/{id}")).await.text().contains(secret), "told once");
        let standing = async |client: &mut Client| {
            client.get(&format!("/api/v1{path}/processes/{id}")).await.json()["standing"].as_str().unwrap().to_owned()
        };
        assert_eq!(standing(&mut theo).await, "waiting");
        let later = |minutes: i64| {
            app.platform.clock.advance(SignedDuration::from_mins(minutes));
        };
        let watch = async || estate::processes::actions::watch(&app.system()).await.unwrap();
        later(60);
        watch().await;
        assert_eq!(standing(&mut theo).await, "waiting", "its grace is not over");
        later(15);
        watch().await;
        watch().await;
        assert_eq!((standing(&mut theo).await, app.count("process_run").await), ("late".to_owned(), 1));
        let mut machine = app.visitor();
        machine.send(Method::POST, &hook, &[], "120 bulletins".into()).await.expect(200);
        assert_eq!(standing(&mut theo).await, "on_time");
        machine.send(Method::POST, &format!("{hook}/failure"), &[], "disque plein".into()).await.expect(200);
        assert_eq!(standing(&mut theo).await, "failed");
        machine.send(Method::POST, "/api/v1/hooks/processes/rien", &[], "".into()).await.expect(404);
        let page = theo.get(&format!("{path}/processes/{id}")).await.expect(200).text();
        assert!(page.contains("120 bulletins") && page.contains("disque plein"), "{page}");
        follow(&app).await;
        assert_eq!(theo.get("/notifications").await.text().matches(TOLD).count(), 2);
        theo.post(&format!("{path}/processes/{id}/pause"), &[]).await.location();
        later(600);
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        watch().await;
        assert_eq!(standing(&mut theo).await, "paused");
        theo.post(&format!("{path}/processes/{id}/address"), &[]).await.expect(200);
        machine.send(Method::POST, &hook, &[], "".into()).await.expect(404);
        let wrong = [("environment", prod.as_str()), ("name", "Nuit"), ("schedule", "daily"), ("at_time", "26:00")];
        let refused = theo.post(&format!("{path}/processes"), &wrong).await.expect(422).text();
        assert!(refused.contains("#field-at-time") && refused.contains("26:00"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn flows_are_checked_specifications_are_versions_and_the_beneficiary_decides() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = made(&mut theo, &world, "Paie", "").await;
        let form = json!({"kind": "production", "name": "Prod", "data": "production"});
        let prod = environment(&mut theo, &path, &form).await;
        let flow = json!({"environment": prod, "name": "Virements", "direction": "sent", "partner": "Trésorerie",
            "means": "SFTP", "every_days": "30"});
        let flow = theo.json(Method::POST, &format!("/api/v1{path}/flows"), &flow).await.expect(201).json();
        let checks = format!("{path}/flows/{}/checks", flow["id"].as_str().unwrap());
        let refused = theo.post(&checks, &[("result", "broken")]).await.expect(422).text();
        assert!(refused.contains("#field-note"), "{refused}");
        theo.post(&checks, &[("result", "good"), ("checked_on", "2026-01-02")]).await.location();
        let page = theo.get(&path).await.expect(200).text();
        assert!(page.contains("à faire") && page.contains("Trésorerie"), "{page}");
        theo.post(&checks, &[("result", "degraded"), ("note", "Deux rejets")]).await.location();
        assert!(theo.get(&path).await.text().contains("Deux rejets"));
        // What runs in an environment ends with it.
        let form = json!({"kind": "training", "name": "Formation", "data": "none"});
        let training = environment(&mut theo, &path, &form).await;
        let flow = json!({"environment": training, "name": "Essais", "direction": "received", "partner": "Personne",
            "means": "Fichier", "every_days": "30"});
        theo.json(Method::POST, &format!("/api/v1{path}/flows"), &flow).await.expect(201);
        theo.post(&format!("{path}/environments/{training}/closing"), &[]).await.location();
        assert_eq!(theo.get(&format!("/api/v1{path}")).await.json()["flows"].as_array().unwrap().len(), 1);
        let stop = format!("{path}/specifications/stop");
        theo.post(&stop, &[("steps", "Fermer les sessions\n\nArrêter le serveur"), ("number", "0")]).await.location();
        let refused = theo.post(&stop, &[("steps", "Autre"), ("number", "0")]).await.expect(409).text();
        assert!(refused.contains("Autre"), "what was typed is kept");
        theo.post(&stop, &[("steps", "Prévenir\nArrêter"), ("number", "1")]).await.location();
        let sheet = theo.get(&format!("/api/v1{path}")).await.json();
        assert_eq!(sheet["specifications"][0]["number"], 2);
        assert_eq!(sheet["specifications"][1]["steps"], json!(["Fermer les sessions", "Arrêter le serveur"]));
        theo.post(&format!("{path}/measures"), &[("what", "Temps"), ("value", "1,8"), ("unit", "s")]).await.location();
        let proposal = [("proposal", "Index"), ("gain", "Deux fois plus vite"), ("cost", "1 200,50")];
        theo.post(&format!("{path}/improvements"), &proposal).await.location();
        let sheet = theo.get(&format!("/api/v1{path}")).await.json();
        assert_eq!((&sheet["measures"][0]["value"], &sheet["improvements"][0]["cost"]), (&json!("1.8"), &json!(120_050)));
        let decide = format!("{path}/improvements/{}/decision", sheet["improvements"][0]["id"].as_str().unwrap());
        theo.post(&decide, &[("decision", "accepted")]).await.expect(403);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile.post(&decide, &[("decision", "refused")]).await.expect(422);
        odile.post(&decide, &[("decision", "refused"), ("remark", "Trop cher")]).await.location();
        odile.post(&decide, &[("decision", "accepted")]).await.expect(409);
        assert!(theo.get(&path).await.text().contains("Trop cher"));
    })
    .await;
}

#[tokio::test]
async fn procedures_and_tickets_name_their_application() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = made(&mut theo, &world, "Paie", "").await;
        let id = path.rsplit('/').next().unwrap();
        let (author, reviewer) = (world.ctx(&app, Role::Technician), world.ctx(&app, Role::Administrator));
        let mut published = vec![];
        for (title, audience) in [("Relancer la paie", "everybody"), ("Mot de passe du serveur", "internal")]
        {
            let form = ArticleForm {
                kind: "procedure".into(),
                title: title.into(),
                body: "Voir.".into(),
                audience: audience.into(),
                ..ArticleForm::default()
            };
            let article = knowledge::create(&author, &form).await.unwrap();
            let version = knowledge::submit(&author, &article.id, 1).await.unwrap().version;
            knowledge::decide(&reviewer, &article.id, version, Verdict::Published, "").await.unwrap();
            theo.post(&format!("{path}/procedures"), &[("article", article.id.as_str())]).await.location();
            published.push(article.path());
        }
        assert!(theo.get(&published[0]).await.expect(200).text().contains(&path));
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = odile.get(&path).await.expect(200).text();
        assert!(page.contains("Relancer la paie") && !page.contains("Mot de passe du serveur"), "{page}");
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        assert!(!other.get(&published[0]).await.expect(200).text().contains("Paie"), "another's application");
        let one = ticket_of(&app, world.person(Role::Requester), "Bulletin vide").await;
        ticket_of(&app, world.person(Role::Requester), "Écran noir").await;
        let foreign =
            ticket_of(&app, world.person_at(Role::Requester, &world.rochebrune.id), "Ailleurs").await;
        theo.post(&format!("{}/application", foreign.path()), &[("application", id)]).await.expect(422);
        theo.post(&format!("{}/application", one.path()), &[("application", id)]).await.location();
        assert!(theo.get(&path).await.text().contains("Bulletin vide"));
        let found = theo.get("/tickets?q=application%3Apaie").await.expect(200).text();
        assert!(found.contains("Bulletin vide") && !found.contains("Écran noir"), "{found}");
        let found = theo.get("/tickets?q=application%3Aaucune").await.expect(200).text();
        assert!(!found.contains("Bulletin vide") && found.contains("Écran noir"), "{found}");
        theo.post(&format!("{}/application", one.path()), &[("application", "")]).await.location();
        assert_eq!(app.count("ticket_application").await, 0);
    })
    .await;
}
