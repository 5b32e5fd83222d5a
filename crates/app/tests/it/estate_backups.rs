//! Backups: policies, runs told and silent, heartbeats, the signed list, restores and tests, and what the scoreboard says of them.

use axum::http::Method;
use estate::backups::actions;
use people::Role;
use platform::db::query;
use serde_json::{Value, json};
use testkit::{Client, TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

async fn protect(theo: &mut Client, world: &World, name: &str) -> Value {
    let body = json!({"beneficiary": world.valmont.id, "name": name, "kind": "data", "tool": "restic",
        "starts_on": "2026-03-01", "due_time": "22:00", "every_hours": "24", "window_minutes": "360",
        "retention_days": "30", "rpo_hours": "24", "rto_hours": "10"});
    theo.json(Method::POST, "/api/v1/backups", &body).await.expect(201).json()
}

fn path(object: &Value) -> String {
    format!("/backups/{}/{}", object["beneficiary"].as_str().unwrap(), object["id"].as_str().unwrap())
}

async fn agreed(app: &TestApp, world: &World) {
    let source = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
    let from = jiff::civil::date(2022, 1, 1);
    agreements::versions::import(&app.system(), &world.valmont.id, &source, from).await.unwrap();
}

async fn line(client: &mut Client, code: &str) -> Value {
    let board = client.get("/api/v1/scoreboards/VAL?from=2026-03-11&to=2026-03-31").await.expect(200).json();
    let lines = board["indicators"].as_array().unwrap();
    lines.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("no {code} in {board}")).clone()
}

#[tokio::test]
async fn a_silent_job_is_a_missed_one_and_the_list_of_the_day_is_signed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        theo.get("/backups/new").await.expect(200);
        let refused = theo.post("/backups", &[("name", "Mes fichiers"), ("due_time", "25:00")]).await.expect(422).text();
        assert!(refused.contains("Mes fichiers") && refused.contains("#field-due-time"), "{refused}");
        let object = protect(&mut theo, &world, "Fichiers").await;
        let again = json!({"beneficiary": world.valmont.id, "name": "FICHIERS", "kind": "data", "due_time": "22:00",
            "every_hours": "24", "window_minutes": "360", "retention_days": "30", "rpo_hours": "24", "rto_hours": "10"});
        theo.json(Method::POST, "/api/v1/backups", &again).await.expect(422);
        // Later, whoever was signed in signs in again.
        let at = async |text: &str| {
            app.platform.clock.set(text.parse().unwrap());
            app.client_of(world.person(Role::Technician)).await
        };
        // The first night is told by its report, twice; the second one says nothing.
        theo = at("2026-03-11T22:00:00Z").await;
        let report = "{\"message_type\":\"summary\",\"total_files_processed\":3,\"total_bytes_processed\":2048,\
            \"total_duration\":1.5,\"snapshot_id\":\"a1b2c3\"}";
        let run = json!({"format": "restic", "report": report, "verified": true});
        let runs = format!("/api/v1{}/runs", path(&object));
        for _ in 0..2 {
            let told = theo.json(Method::POST, &runs, &run).await.expect(201).json();
            assert_eq!((&told["key"], &told["outcome"]), (&json!("a1b2c3"), &json!("succeeded")));
            assert_eq!(told["due_at"], "2026-03-11T21:00:00Z");
        }
        let bad = json!({"format": "restic", "report": "{\"message_type\":\"status\"}"});
        theo.json(Method::POST, &runs, &bad).await.expect(422);
        assert_eq!(app.count("backup_run").await, 1);
        drop(at("2026-03-13T02:59:00Z").await);
        assert_eq!(actions::watch(&app.system()).await.unwrap(), 0, "its window is not over");
        theo = at("2026-03-13T03:01:00Z").await;
        assert_eq!(actions::watch(&app.system()).await.unwrap(), 1);
        assert_eq!(actions::watch(&app.system()).await.unwrap(), 0, "once");
        let page = theo.get(&path(&object)).await.expect(200).text();
        assert!(page.contains("manquée") && page.contains("conforme"), "{page}");
        // Signing asks for a word on what went wrong, once a day.
        let list = theo.get("/backup-checks").await.expect(200).text();
        assert!(list.contains("dont 1 en échec ou manquées"), "{list}");
        theo.post("/backup-checks", &[("note", " ")]).await.expect(422);
        theo.post("/backup-checks", &[("note", "Service relancé")]).await.location();
        theo.post("/backup-checks", &[("note", "Encore")]).await.expect(409);
        assert!(theo.get("/backup-checks").await.text().contains("Service relancé"));
        // Told late after all, it is no longer missed, nor compliant.
        let late = json!({"outcome": "succeeded", "ended_at": "2026-03-13T03:30:00Z", "verified": true});
        theo = at("2026-03-13T03:30:00Z").await;
        theo.json(Method::POST, &runs, &late).await.expect(201);
        let whole = theo.get(&format!("/api/v1{}", path(&object))).await.json();
        let outcomes: Vec<&str> = whole["runs"].as_array().unwrap().iter().map(|r| r["outcome"].as_str().unwrap()).collect();
        assert_eq!(outcomes, ["succeeded", "succeeded"]);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert!(odile.get("/backups").await.expect(200).text().contains("Fichiers"));
        odile.get("/backup-checks").await.expect(403);
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        assert!(!other.get("/backups").await.expect(200).text().contains("Fichiers"));
        other.get(&path(&object)).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_heartbeat_proves_itself_by_its_address_alone() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let object = protect(&mut theo, &world, "Fichiers").await;
        let secret = format!("/api/v1{}/secret", path(&object));
        let first = theo.json(Method::POST, &secret, &json!({})).await.expect(200).json();
        let first = first["path"].as_str().unwrap().to_owned();
        let mut job = app.visitor();
        let run = job.json(Method::POST, &first, &json!({})).await.expect(200).json();
        assert_eq!(run["outcome"], "succeeded");
        let failed = json!({"outcome": "failed", "detail": "disque plein", "key": "nuit-2"});
        assert_eq!(job.json(Method::POST, &first, &failed).await.expect(200).json()["outcome"], "failed");
        job.json(Method::POST, &first, &json!({"outcome": "missed"})).await.expect(422);
        let wrong = first.rsplit_once('/').unwrap().0.to_owned() + "/AAAA";
        job.json(Method::POST, &wrong, &json!({})).await.expect(404);
        let second = theo.json(Method::POST, &secret, &json!({})).await.expect(200).json();
        job.json(Method::POST, &first, &json!({})).await.expect(404);
        job.json(Method::POST, second["path"].as_str().unwrap(), &json!({})).await.expect(200);
        assert!(theo.get(&path(&object)).await.text().contains(second["path"].as_str().unwrap()));
        // No longer protected, nothing more is heard, nor missed.
        let end = [("version", "3")];
        theo.post(&format!("{}/end", path(&object)), &end).await.location();
        theo.post(&format!("{}/end", path(&object)), &end).await.expect(409);
        job.json(Method::POST, second["path"].as_str().unwrap(), &json!({})).await.expect(409);
        app.platform.clock.set("2026-03-20T03:01:00Z".parse().unwrap());
        assert_eq!(actions::watch(&app.system()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn restores_and_their_tests_feed_the_scoreboard_with_the_runs() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        agreed(&app, &world).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        assert_eq!(line(&mut theo, "S.1a").await["verdict"], "no_data");
        let object = protect(&mut theo, &world, "Fichiers").await;
        let of = format!("{}/{}", object["beneficiary"].as_str().unwrap(), object["id"].as_str().unwrap());
        let runs = format!("/api/v1{}/runs", path(&object));
        // Later, whoever was signed in signs in again.
        let at = async |text: &str| {
            app.platform.clock.set(text.parse().unwrap());
            app.client_of(world.person(Role::Technician)).await
        };
        for night in ["11", "12", "14"] {
            theo = at(&format!("2026-03-{night}T21:30:00Z")).await;
            let run = json!({"outcome": "succeeded", "verified": true});
            theo.json(Method::POST, &runs, &run).await.expect(201);
        }
        theo = at("2026-03-16T09:00:00Z").await;
        actions::watch(&app.system()).await.unwrap();
        // Asked on Monday at ten, usable at noon: two hours of service.
        let ask = [("object", of.as_str()), ("what", "Un dossier"), ("complexity", "simple"), ("requested_at", "2026-03-16T08:00")];
        theo.post("/restores", &[("object", of.as_str()), ("what", ""), ("complexity", "simple")]).await.expect(422);
        theo.post("/restores", &ask).await.location();
        let listed = theo.get("/api/v1/restores").await.expect(200).json();
        let id = listed["restores"][0]["id"].as_str().unwrap().to_owned();
        theo = at("2026-03-16T09:30:00Z").await;
        let end = json!({"outcome": "done", "usable_at": "2026-03-16T10:00", "version": 1});
        let address = format!("/api/v1/restores/{}/{id}/end", object["beneficiary"].as_str().unwrap());
        let early = json!({"outcome": "done", "usable_at": "2026-03-16T07:00", "version": 1});
        theo.json(Method::PUT, &address, &early).await.expect(422);
        theo.json(Method::PUT, &address, &end).await.expect(200);
        theo.json(Method::PUT, &address, &end).await.expect(409);
        theo.post("/restore-tests", &[("object", of.as_str()), ("planned_on", "2026-03-16")]).await.location();
        let listed = theo.get("/api/v1/restores").await.json();
        let test = listed["tests"][0]["id"].as_str().unwrap().to_owned();
        let result = format!("/restore-tests/{}/{test}/result", object["beneficiary"].as_str().unwrap());
        let proof = [("proof_file", "proces-verbal.txt", "Tout est revenu".as_bytes())];
        theo.upload(&result, &[("outcome", ""), ("minutes", "x"), ("version", "1")], &[]).await.expect(422);
        theo.upload(&result, &[("outcome", "passed"), ("minutes", "25"), ("version", "1")], &proof).await.location();
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let kept = odile.get(&result.replace("/result", "/proof")).await.expect(200);
        assert_eq!(kept.text(), "Tout est revenu");
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        other.get(&result.replace("/result", "/proof")).await.expect(404);
        theo = at("2026-03-16T10:00:00Z").await;
        // Five nights were due: three good ones, and two that said nothing.
        let value = async |theo: &mut Client, code: &str| line(theo, code).await["value"]["value"].clone();
        assert_eq!(value(&mut theo, "S.1a").await, json!(3));
        assert_eq!(value(&mut theo, "S.1b").await, json!(1));
        for code in ["B.2a", "S.2a"] {
            assert_eq!(value(&mut theo, code).await, json!(7_200), "{code}");
        }
        // From the night of the 12th to the one of the 14th.
        for code in ["B.2b", "S.2b"] {
            assert_eq!(value(&mut theo, code).await, json!(48 * 3600), "{code}");
        }
        let page = theo.get("/scoreboards/VAL/indicators/S.1a?from=2026-03-11&to=2026-03-31").await.expect(200).text();
        assert!(page.contains("Sauvegardes prévues") && page.contains("60"), "{page}");
        let lines = json!({"beneficiary": world.valmont.id, "number": "0536492001", "kind": "fixed", "standard": "voip",
            "holder": "Accueil", "in_service_on": "2022-01-01"});
        theo.json(Method::POST, "/api/v1/telephone-lines", &lines).await.expect(201);
        assert_eq!(value(&mut theo, "C.1c").await, json!("1"));
        let mut tx = app.platform.db.read(&kernel::Scope::All).await.unwrap();
        let signed: i64 = tx.value(query("select count(*) as value from restore_test")).await.unwrap();
        assert_eq!(signed, 1);
    })
    .await;
}
