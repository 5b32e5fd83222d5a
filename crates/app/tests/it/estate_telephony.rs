//! Telephony: lines and what they were, records of calls read from files, quotas, trips abroad.

use axum::http::Method;
use estate::telephony::call_records;
use people::Role;
use serde_json::{Value, json};
use testkit::{Client, TestApp, World, both};

async fn line(client: &mut Client, body: &Value) -> Value {
    client.json(Method::POST, "/api/v1/telephone-lines", body).await.expect(201).json()
}

#[tokio::test]
async fn a_line_keeps_what_it_was_and_counts_in_the_rate_of_each_day() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let valmont = world.valmont.id.as_str();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let form = [
            ("beneficiary", valmont),
            ("number", "05 36 49 20 01"),
            ("extension", "2001"),
            ("kind", "fixed"),
            ("standard", "digital"),
            ("holder", "Guichet unique"),
            ("in_service_on", "2022-01-01"),
        ];
        theo.get("/telephone-lines/new").await.expect(200);
        let path = theo.post("/telephone-lines", &form).await.location();
        let refused = theo.post("/telephone-lines", &form).await.expect(422).text();
        assert!(refused.contains("a déjà ce numéro") && refused.contains("Guichet unique"), "{refused}");
        let wrong = [("beneficiary", valmont), ("number", "12"), ("kind", "mobile"), ("standard", "voip")];
        let refused = theo.post("/telephone-lines", &wrong).await.expect(422).text();
        assert!(["number", "standard", "holder"].iter().all(|f| refused.contains(&format!("#field-{f}"))));
        let mobile =
            json!({"beneficiary": valmont, "number": "+33639980001", "kind": "mobile", "holder": "Voirie"});
        line(&mut theo, &mobile).await;
        let change = json!({"number": "0536492001", "extension": "2001", "kind": "fixed", "standard": "voip",
            "holder": "Guichet unique", "in_service_on": "2022-01-01", "from_on": "2025-06-01", "version": 1});
        let api = format!("/api/v1{path}");
        theo.json(Method::PUT, &api, &change).await.expect(200);
        theo.json(Method::PUT, &api, &change).await.expect(409);
        let whole = theo.get(&api).await.expect(200).json();
        let from: Vec<&str> =
            whole["assignments"].as_array().unwrap().iter().map(|a| a["from_on"].as_str().unwrap()).collect();
        assert_eq!(from, ["2025-06-01", "2022-01-01"]);
        for (on, share) in [("2021-12-31", None), ("2024-01-01", Some("0")), ("2025-06-01", Some("1"))] {
            let rate = theo.get(&format!("/api/v1/telephony/modernisation?on={on}")).await.expect(200).json();
            assert_eq!(rate["share"].as_str(), share, "{rate}");
        }
        let page = theo.get(&path).await.expect(200).text();
        assert!(page.contains("numérique ancien") && page.contains("voix sur IP"), "{page}");
        theo.post(&format!("{path}/end"), &[("retired_on", "2021-01-01"), ("version", "2")])
            .await
            .expect(422);
        theo.post(&format!("{path}/end"), &[("retired_on", "2026-01-01"), ("version", "2")]).await.location();
        assert!(!theo.get("/telephone-lines").await.expect(200).text().contains("Guichet unique"));
        assert!(theo.get("/telephone-lines?retired=on").await.expect(200).text().contains("Guichet unique"));
        // The beneficiary reads its own, another one nothing, and nobody there changes any.
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert!(odile.get("/telephone-lines").await.expect(200).text().contains("Voirie"));
        odile.post("/telephone-lines", &form).await.expect(403);
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        assert!(!other.get("/telephone-lines").await.expect(200).text().contains("Voirie"));
        other.get(&path).await.expect(404);
    })
    .await;
}

/// A row of Asterisk: from a short number, to what was dialled, at a local time, for some seconds.
fn row(from: &str, to: &str, start: &str, talk: i64, unique: &str) -> String {
    format!(
        "\"\",\"{from}\",\"{to}\",\"out\",\"<{from}>\",\"PJSIP/{from}-1\",\"PJSIP/orange-2\",\"Dial\",\"x\",\"{start}\",\"{start}\",\
         \"{start}\",{talk},{talk},\"ANSWERED\",\"DOCUMENTATION\",\"{unique}\",\"\"\n"
    )
}

/// A beneficiary with one fixed line `2001` and one mobile line, and an exchange.
async fn furnished(app: &TestApp, world: &World) -> Client {
    let valmont = world.valmont.id.as_str();
    let mut theo = app.client_of(world.person(Role::Technician)).await;
    let fixed = json!({"beneficiary": valmont, "number": "0536492001", "extension": "2001", "kind": "fixed",
        "standard": "voip", "holder": "Accueil", "in_service_on": "2022-01-01"});
    line(&mut theo, &fixed).await;
    let mobile =
        json!({"beneficiary": valmont, "number": "+33639980001", "kind": "mobile", "holder": "Direction"});
    line(&mut theo, &mobile).await;
    let source = [("name", "Standard"), ("format", "asterisk"), ("trunks", "PJSIP/orange")];
    theo.get("/call-sources/new").await.expect(200);
    theo.post("/call-sources", &source).await.location();
    theo
}

async fn sent(app: &TestApp, theo: &mut Client, text: &str) -> (String, Value) {
    let sources = theo.get("/api/v1/call-sources").await.expect(200).json();
    let source = sources["items"][0]["id"].as_str().unwrap().to_owned();
    let file = [("file", "Master.csv", text.as_bytes())];
    let path = theo.upload("/call-imports", &[("source", &source)], &file).await.location();
    // Checked, then written.
    app.run_jobs().await;
    app.run_jobs().await;
    let told = theo.get(&format!("/api/v1{path}")).await.expect(200).json();
    (path, told)
}

#[tokio::test]
async fn calls_are_read_once_masked_and_only_totals_stay_after_a_year() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = furnished(&app, &world).await;
        let rows = [
            row("2001", "0034912345678", "2026-03-02 09:15:00", 121, "1772439300.1"),
            row("2001", "0034912345678", "2026-03-02 10:15:00", 30, "1772442900.2"),
            row("2001", "3639", "2026-03-02 11:15:00", 60, "1772446500.3"),
            row("2999", "0612345678", "2026-03-02 11:16:00", 60, "1772446560.4"),
            row("2001", "0612345678", "2024-03-02 11:16:00", 60, "1709374560.5"),
            row("2001", "0612345678", "2026-03-02 11:17:00", 0, "1772446620.6").replace("ANSWERED", "BUSY"),
        ];
        let (path, told) = sent(&app, &mut theo, &rows.concat()).await;
        assert_eq!(told["state"], "done", "{told}");
        let counts =
            json!({"added": 3, "known": 0, "unanswered": 1, "incoming": 0, "unowned": 1, "too_old": 1});
        assert_eq!(told["counts"], counts);
        assert!(theo.get(&path).await.expect(200).text().contains("Appels nouveaux"));
        // The same file, and another one that tells the same calls and one more.
        let (again, _) = sent(&app, &mut theo, &rows.concat()).await;
        assert_eq!(again, path, "the same file is the same import");
        let more = rows.concat() + &row("2001", "0559984500", "2026-03-03 09:00:00", 61, "1772524800.7");
        let (_, told) = sent(&app, &mut theo, &more).await;
        assert_eq!((&told["counts"]["added"], &told["counts"]["known"]), (&json!(1), &json!(3)));
        // Half a file: nothing of it.
        let last = row("2001", "0559984500", "2026-03-04 09:00:00", 61, "1772611200.8");
        let (refused, told) = sent(&app, &mut theo, &(more.clone() + &last[..last.len() - 30])).await;
        assert_eq!((&told["state"], &told["trouble_line"]), (&json!("refused"), &json!(8)));
        assert!(theo.get(&refused).await.expect(200).text().contains("Refusé à la ligne 8"));
        assert_eq!(app.count("call_record").await, 4);
        let totals = theo.get("/api/v1/call-totals?from=2026-03-01&to=2026-04-01").await.expect(200).json();
        let abroad =
            totals["items"].as_array().unwrap().iter().find(|t| t["class"] == "international").unwrap();
        assert_eq!(
            (&abroad["country"], &abroad["calls"], &abroad["seconds"]),
            (&json!("ES"), &json!(2), &json!(151))
        );
        // The beneficiary reads its calls without their ends, another one none.
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = odile.get("/call-records").await.expect(200).text();
        assert!(page.contains("+3491234••••") && !page.contains("5678"), "{page}");
        let listed = odile.get("/api/v1/call-records?class=premium").await.expect(200).json();
        assert_eq!(listed["items"][0]["called"], "••••");
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        let listed = other.get("/api/v1/call-records").await.expect(200).json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 0);
        odile.get("/call-imports").await.expect(403);
        app.client_of(world.person(Role::Requester)).await.get("/call-records").await.expect(403);
        // A year later.
        app.platform.clock.set("2027-03-03T09:00:00Z".parse().unwrap());
        assert_eq!(call_records::jobs::forget(&app.system()).await.unwrap(), 3);
        let (from, to) = (jiff::civil::date(2026, 3, 1), jiff::civil::date(2026, 4, 1));
        let after = call_records::actions::totals(&app.system(), None, from, to).await.unwrap();
        assert_eq!(json!(after), totals["items"]);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_stopped_writes_no_more_and_goes_on_when_sent_again() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut theo = furnished(&app, &world).await;
        let rows: String = (0..2_500)
            .map(|n| row("2001", "0559984500", "2026-03-02 09:15:00", 10, &format!("1772439300.{n}")))
            .collect();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), rows).unwrap();
        let ctx = world.ctx(&app, Role::Technician);
        let mut seen = vec![];
        let mut tell = |import: &call_records::Import| seen.push((import.state, import.line_done));
        let import =
            call_records::actions::import_file(&ctx, "Standard", file.path(), &mut tell).await.unwrap();
        assert_eq!((import.state, import.counts.added), (call_records::State::Done, 2_500));
        assert_eq!(seen.last().unwrap(), &(call_records::State::Done, 2_500));
        assert!(seen.contains(&(call_records::State::Applying, 1_000)), "{seen:?}");
        theo.post(&format!("{}/cancellation", import.path()), &[]).await.expect(409);
        // Sent by the page, then stopped before anybody took it.
        let sources = theo.get("/api/v1/call-sources").await.json();
        let source = sources["items"][0]["id"].as_str().unwrap().to_owned();
        let other = row("2001", "0559984500", "2026-03-05 09:15:00", 10, "1772698500.1");
        let file = [("file", "b.csv", other.as_bytes())];
        let path = theo.upload("/call-imports", &[("source", &source)], &file).await.location();
        assert!(theo.get(&path).await.expect(200).text().contains("Arrêter"));
        theo.post(&format!("{path}/cancellation"), &[]).await.location();
        app.run_jobs().await;
        assert_eq!(app.count("call_record").await, 2_500);
        let again = theo.upload("/call-imports", &[("source", &source)], &file).await.location();
        assert_ne!(again, path);
        app.run_jobs().await;
        app.run_jobs().await;
        assert_eq!(app.count("call_record").await, 2_501);
        theo.upload("/call-imports", &[("source", "none")], &file).await.expect(422);
        theo.upload("/call-imports", &[("source", &source)], &[]).await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn a_strong_overrun_is_proposed_and_a_person_decides_once() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let valmont = world.valmont.id.clone();
        let mut theo = furnished(&app, &world).await;
        let rows: String = (0..3)
            .map(|n| row("2001", "0034912345678", "2025-11-03 09:15:00", 121, &format!("1762157700.{n}")))
            .collect();
        sent(&app, &mut theo, &rows).await;
        let quota =
            [("agents_from", "0"), ("class", "international"), ("minutes", "5"), ("year_from", "2022")];
        theo.post("/call-quotas", &quota).await.location();
        let wrong = [("agents_from", "x"), ("class", ""), ("minutes", "5"), ("year_from", "2022")];
        assert!(theo.post("/call-quotas", &wrong).await.expect(422).text().contains("#field-agents-from"));
        let path = format!("/call-consumption/{valmont}/2025");
        let consumed =
            async |client: &mut Client| client.get(&format!("/api/v1{path}")).await.expect(200).json();
        // 363 s are seven minutes, rounded once. Without a stratum nothing is judged.
        let found = consumed(&mut theo).await;
        assert_eq!(
            (&found["classes"][0]["minutes"], &found["classes"][0]["standing"]),
            (&json!(7), &json!("free"))
        );
        theo.post(&format!("{path}/agents"), &[("agents", "many")]).await.expect(422);
        theo.post(&format!("{path}/agents"), &[("agents", "120")]).await.location();
        assert_eq!(consumed(&mut theo).await["classes"][0]["standing"], "strong");
        let decision = [("class", "international"), ("decision", "bill"), ("reason", "Trois mois de suite")];
        theo.post(&format!("{path}/decisions"), &decision).await.expect(403);
        let mut director = app.client_of(world.person(Role::Director)).await;
        let page = director.get(&path).await.expect(200).text();
        assert!(
            page.contains("Fort dépassement") && page.contains("<svg") && page.contains("Quota : 5 minutes"),
            "{page}"
        );
        let unsaid = [("class", "international"), ("decision", "bill"), ("reason", " ")];
        assert!(
            director
                .post(&format!("{path}/decisions"), &unsaid)
                .await
                .expect(422)
                .text()
                .contains("Dites pourquoi")
        );
        director.post(&format!("{path}/decisions"), &decision).await.location();
        director.post(&format!("{path}/decisions"), &decision).await.expect(409);
        assert!(director.get(&path).await.text().contains("Trois mois de suite"));
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert!(odile.get(&path).await.expect(200).text().contains("Facturer en plus"));
        assert_eq!(
            odile.get("/call-consumption").await.location(),
            format!("/call-consumption/{valmont}/2026")
        );
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        other.get(&path).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_trip_is_declared_by_who_travels_and_charges_without_one_are_flagged() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        drop(furnished(&app, &world).await);
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let trip = [
            ("number", "06 39 98 00 01"),
            ("traveller", "Directrice"),
            ("countries", "es"),
            ("from_on", "2026-03-30"),
            ("to_on", "2026-04-02"),
        ];
        rose.get("/trips/new").await.expect(200);
        let wrong = [
            ("number", "0639980001"),
            ("traveller", "X"),
            ("countries", "FR"),
            ("from_on", "2026-04-02"),
            ("to_on", "2026-04-01"),
        ];
        let refused = rose.post("/trips", &wrong).await.expect(422).text();
        assert!(refused.contains("#field-countries") && refused.contains("#field-to-on"), "{refused}");
        rose.post("/trips", &trip).await.location();
        assert!(rose.get("/trips").await.expect(200).text().contains("Directrice"));
        // Whose line it is not cannot declare one of it, nor read it.
        let mut other = app.client_of(world.person_at(Role::Requester, &world.rochebrune.id)).await;
        other.post("/trips", &trip).await.expect(422);
        assert!(!other.get("/trips").await.expect(200).text().contains("Directrice"));
        let charge = |on: &str, country: &str, key: &str| {
            json!({"number": "+33639980001", "charged_on": on, "country": country, "kind": "data",
                "amount": "12,40", "key": key})
        };
        app.platform.clock.set("2026-04-10T09:00:00Z".parse().unwrap());
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        let mut other = app.client_of(world.person_at(Role::Requester, &world.rochebrune.id)).await;
        let charges = json!({"items": [charge("2026-03-31", "ES", "F1-1"), charge("2026-03-31", "MA", "F1-2"),
            charge("2026-04-05", "ES", "F1-3")]});
        for added in [3, 0] {
            let answer = theo.json(Method::POST, "/api/v1/out-of-plan-charges", &charges).await.expect(201);
            assert_eq!(answer.json()["added"], added);
        }
        let bad = json!({"items": [charge("2026-03-31", "ES", "F2-1"), charge("2026-03-31", "FR", "F2-2")]});
        let refused = theo.json(Method::POST, "/api/v1/out-of-plan-charges", &bad).await.expect(422).text();
        assert!(refused.contains("items[1].country"), "{refused}");
        let listed = theo.get("/api/v1/out-of-plan-charges").await.expect(200).json();
        let standings: Vec<&str> =
            listed["items"].as_array().unwrap().iter().map(|one| one["standing"].as_str().unwrap()).collect();
        assert_eq!(standings[0], "missing");
        assert!(standings.contains(&"declared") && standings.contains(&"other_country"), "{standings:?}");
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = odile.get("/out-of-plan-charges").await.expect(200).text();
        assert!(page.contains("non signalé") && page.contains("12,40"), "{page}");
        rose.get("/out-of-plan-charges").await.expect(403);
        let trips = rose.get("/api/v1/trips").await.expect(200).json();
        let one = &trips["items"][0];
        let path = format!(
            "/trips/{}/{}/cancellation",
            one["beneficiary"].as_str().unwrap(),
            one["id"].as_str().unwrap()
        );
        other.post(&path, &[]).await.expect(404);
        odile.post(&path, &[]).await.expect(403);
        rose.post(&path, &[]).await.location();
        rose.post(&path, &[]).await.expect(409);
    })
    .await;
}
