//! Equipment requests from the letter to the service, and acts of which the beneficiary is informed before.

use agreements::versions;
use axum::http::Method;
use jiff::civil::date;
use kernel::Scope;
use people::Role;
use platform::db::query;
use serde_json::{Value, json};
use testkit::{Client, TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

async fn agreed(app: &TestApp, world: &World) {
    let body = &world.valmont;
    let source =
        AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", &format!("\"{}\"", body.code), 1);
    versions::import(&app.system(), &body.id, &source, date(2022, 1, 1)).await.unwrap();
}

/// A request recorded by the provider; gives its path.
async fn recorded(client: &mut Client, world: &World, received_on: &str, wanted_on: &str) -> String {
    let form = json!({"beneficiary": world.valmont.id, "title": "Bornes Wi-Fi", "need": "Couvrir la salle des fêtes",
        "received_on": received_on, "wanted_on": wanted_on, "key": format!("{received_on} {wanted_on}")});
    let one = client.json(Method::POST, "/api/v1/equipment-requests", &form).await.expect(201).json();
    let again = client.json(Method::POST, "/api/v1/equipment-requests", &form).await.expect(201).json();
    assert_eq!(one["id"], again["id"], "sent twice, asked for once");
    format!("/equipment-requests/{}/{}", one["beneficiary"].as_str().unwrap(), one["id"].as_str().unwrap())
}

async fn sheet(client: &mut Client, path: &str) -> Value {
    client.get(&format!("/api/v1{path}")).await.expect(200).json()
}

/// Takes a step of the page with the version as it stands.
async fn step(client: &mut Client, path: &str, part: &str, fields: &[(&str, &str)]) -> testkit::Answer {
    let version = sheet(client, path).await["version"].to_string();
    let mut all = fields.to_vec();
    all.push(("version", &version));
    client.post(&format!("{path}/{part}"), &all).await
}

#[tokio::test]
async fn the_date_is_shown_before_sending_and_a_late_request_needs_a_reasoned_derogation() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        agreed(&app, &world).await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let typed = [
            ("title", "Écrans"),
            ("need", "Douze écrans"),
            ("wanted_on", "2026-09-10"),
            ("preview", "preview"),
        ];
        let page = odile.post("/equipment-requests", &typed).await.expect(200).text();
        assert!(page.contains("11\u{a0}sept.\u{a0}2026"), "six months from 11 March: {page}");
        assert!(page.contains("dérogation motivée") && page.contains("Douze écrans"), "{page}");
        assert_eq!(app.count("equipment_request").await, 0, "a preview sends nothing");
        let wrong = odile
            .post("/equipment-requests", &[("title", "Écrans"), ("wanted_on", "demain")])
            .await
            .expect(422);
        assert!(wrong.text().contains("#field-need") && wrong.text().contains("demain"));
        let sent = [
            ("title", "Écrans"),
            ("need", "Douze"),
            ("wanted_on", "2026-09-10"),
            ("received_on", "2020-01-01"),
        ];
        let path = odile.post("/equipment-requests", &sent).await.location();
        let own = sheet(&mut odile, &path).await;
        assert_eq!(
            (&own["received_on"], &own["number"]),
            (&json!("2026-03-11"), &json!(1)),
            "a beneficiary asks today"
        );
        assert_eq!(own["earliest"]["day"], "2026-09-11");
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        step(&mut theo, &path, "examination", &[]).await.location();
        assert_eq!(sheet(&mut theo, &path).await["state"], "late");
        let mut director = app.client_of(world.person(Role::Director)).await;
        step(&mut theo, &path, "late", &[("decision", "derogation"), ("reason", "Urgent")]).await.expect(403);
        step(&mut director, &path, "late", &[("decision", "derogation")]).await.expect(422);
        step(&mut theo, &path, "study", &[("study", "Oui"), ("cost", "10"), ("share", "5")])
            .await
            .expect(409);
        director
            .post(&format!("{path}/late"), &[("decision", "refusal"), ("reason", "R"), ("version", "1")])
            .await
            .expect(409);
        step(&mut director, &path, "late", &[("decision", "derogation"), ("reason", "Sinistre")])
            .await
            .location();
        assert_eq!(sheet(&mut theo, &path).await["state"], "admissible");
        assert!(odile.get(&path).await.expect(200).text().contains("Sinistre"));
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        other.get(&path).await.expect(404);
        other.post(&format!("{path}/withdrawal"), &[("version", "3")]).await.expect(404);
        step(&mut odile, &path, "withdrawal", &[]).await.location();
        assert_eq!(sheet(&mut odile, &path).await["state"], "withdrawn");
    })
    .await;
}

#[tokio::test]
async fn equipment_is_ordered_after_both_signatures_and_a_prior_information() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        agreed(&app, &world).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = recorded(&mut theo, &world, "2025-08-31", "2026-02-28").await;
        step(&mut theo, &path, "examination", &[]).await.location();
        assert_eq!(sheet(&mut theo, &path).await["state"], "admissible", "R6.2");
        step(&mut theo, &path, "order", &[("order_number", "BC-1"), ("supplier", "S"), ("amount", "10")]).await.expect(409);
        step(&mut theo, &path, "study", &[("study", "Six bornes"), ("cost", "100"), ("share", "101")]).await.expect(422);
        step(&mut theo, &path, "study", &[("study", "Six bornes"), ("cost", "7 200"), ("share", "3 600,50")]).await.location();
        step(&mut theo, &path, "terms", &[("terms", "Le matériel est prêté.\n\nLa structure participe.")]).await.location();
        let pdf = theo.get(&format!("{path}/agreement")).await.expect(200);
        assert!(pdf.bytes.starts_with(b"%PDF-") && pdf.headers["content-type"] == "application/pdf");
        let version = sheet(&mut theo, &path).await["version"].to_string();
        let fields = [
            ("provider_signed_on", "2026-01-05"),
            ("beneficiary_signed_on", "2026-01-12"),
            ("signatories", "Le président ; la directrice générale"),
            ("version", &version),
        ];
        let text = [("scan", "scan.pdf", b"bonjour".as_slice())];
        theo.upload(&format!("{path}/signatures"), &fields, &text).await.expect(422);
        let scan = [("scan", "signée.pdf", b"%PDF-1.7 signed".as_slice())];
        theo.upload(&format!("{path}/signatures"), &fields, &scan).await.location();
        let kept = theo.get(&format!("{path}/scan")).await.expect(200);
        assert_eq!(kept.bytes, b"%PDF-1.7 signed");
        // From the threshold on, the beneficiary is informed before.
        let order = |act: &'static str, on: &'static str| {
            [("order_number", "BC-26"), ("supplier", "Réseaux du Gave"), ("amount", "7 200"), ("ordered_on", on), ("act", act)]
        };
        let refused = step(&mut theo, &path, "order", &order("", "2026-02-01")).await.expect(422).text();
        assert!(refused.contains("#field-act") && refused.contains("BC-26"), "{refused}");
        let mut finance = app.client_of(world.person(Role::FinanceOfficer)).await;
        let act = json!({"beneficiary": world.valmont.id, "kind": "order", "title": "Bornes", "amount": "7 200",
            "planned_on": "2026-02-01"});
        let act = finance.json(Method::POST, "/api/v1/acts", &act).await.expect(201).json();
        let act: &str = act["id"].as_str().unwrap().to_owned().leak();
        let there = format!("/acts/{}/{act}", world.valmont.id);
        step(&mut theo, &path, "order", &order(act, "2026-02-01")).await.expect(422);
        let told = [("recipient", "Direction générale"), ("means", "Courrier"), ("content", "Six bornes"), ("informed_on", "2026-02-01")];
        finance.post(&format!("{there}/informations"), &told).await.location();
        step(&mut theo, &path, "order", &order(act, "2026-02-01")).await.expect(422);
        assert_eq!(sheet(&mut theo, &path).await["state"], "signed_both", "nothing is half-written");
        step(&mut theo, &path, "order", &order(act, "2026-02-02")).await.location();
        assert_eq!(sheet(&mut finance, &there).await["state"], "concluded");
        step(&mut theo, &path, "delivery", &[("on", "2026-02-01")]).await.expect(422);
        step(&mut theo, &path, "delivery", &[("on", "2026-02-20")]).await.location();
        step(&mut theo, &path, "service", &[("on", "2026-02-25")]).await.location();
        assert_eq!(sheet(&mut theo, &path).await["state"], "in_service");
        for sql in [
            "update equipment_request set share_cents = 1 where beneficiary_id = $1",
            "delete from equipment_request where beneficiary_id = $1",
            "update act set title = 'Autre' where beneficiary_id = $1",
            "update prior_information set recipient = 'Autre' where beneficiary_id = $1",
            "delete from prior_information where beneficiary_id = $1",
        ] {
            let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
            let changed = tx.execute(query(sql).bind(&world.valmont.id)).await;
            assert!(changed.is_err(), "{sql}: refused by the database itself");
        }
    })
    .await;
}

#[tokio::test]
async fn an_act_is_not_concluded_before_its_information() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut director = app.client_of(world.person(Role::Director)).await;
        let refused =
            director.post("/acts", &[("title", "Nouveau sous-traitant"), ("kind", "x")]).await.expect(422);
        assert!(refused.text().contains("#field-kind") && refused.text().contains("Nouveau sous-traitant"));
        let form = [
            ("beneficiary", world.valmont.id.as_str()),
            ("kind", "subcontractor"),
            ("title", "Hébergeur de secours"),
            ("planned_on", "2026-04-01"),
        ];
        let path = director.post("/acts", &form).await.location();
        let end = [("state", "concluded"), ("version", "1")];
        let refused = director.post(&format!("{path}/end"), &end).await.expect(422).text();
        assert!(refused.contains("Informez d’abord la structure"), "{refused}");
        let told = [
            ("recipient", "Direction"),
            ("means", "Courrier"),
            ("content", "En Gironde"),
            ("informed_on", "2026-03-02"),
        ];
        director.post(&format!("{path}/informations"), &told).await.location();
        let known = sheet(&mut director, &path).await;
        assert_eq!(known["first_day"]["day"], "2026-03-03");
        let receipt = format!(
            "{path}/informations/{}/acknowledgement",
            known["informations"][0]["id"].as_str().unwrap()
        );
        director.post(&receipt, &[]).await.expect(403);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile.post(&receipt, &[("remark", "Vu")]).await.location();
        odile.post(&receipt, &[("remark", "Encore")]).await.expect(409);
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        other.get(&path).await.expect(404);
        other.post(&receipt, &[]).await.expect(404);
        director.post(&format!("{path}/end"), &end).await.location();
        director
            .post(&format!("{path}/end"), &[("state", "dropped"), ("reason", "R"), ("version", "2")])
            .await
            .expect(409);
        assert!(odile.get(&path).await.expect(200).text().contains("Vu"));
        assert!(odile.get("/acts").await.expect(200).text().contains("Hébergeur de secours"));
        assert!(!other.get("/acts").await.expect(200).text().contains("Hébergeur de secours"));
    })
    .await;
}
