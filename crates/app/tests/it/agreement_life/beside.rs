//! Contracts, certificates of insurance and disputes.

use super::Life;
use axum::http::Method;
use governance::deadlines::{self, DeadlineState, ListQuery, Subject};
use people::Role;
use serde_json::{Value, json};
use testkit::{TestApp, both};

#[tokio::test]
async fn contracts_are_not_taken_over_and_those_of_the_provider_go_on_at_the_end() {
    both(async |app: TestApp| {
        let life = Life::new(app).await;
        let valmont = life.valmont().clone();
        let mut finance = life.client(Role::FinanceOfficer).await;
        let typed =
            [("beneficiary", valmont.as_str()), ("title", "Lien <b> opérateur"), ("ends_on", "demain")];
        let page = finance.upload("/contracts", &typed, &[]).await.expect(422).text();
        assert!(page.contains("Lien &lt;b&gt; opérateur") && page.contains("#field-ends-on"), "{page}");
        assert_eq!(life.app.count("service_contract").await, 0);
        let form = [
            ("beneficiary", valmont.as_str()),
            ("side", "provider"),
            ("title", "Lien opérateur du siège"),
            ("supplier", "Opérateur fictif"),
            ("block", "SOCLE-A"),
            ("starts_on", "2024-01-01"),
            ("ends_on", "2028-03-31"),
            ("amount", "4 800,50"),
            ("notice_months", "3"),
            ("is_transferable", "yes"),
            ("share_percent", "40"),
            ("key", "k1"),
        ];
        let path = finance.upload("/contracts", &form, &[("file", "marché.pdf", b"%PDF-x")]).await.location();
        assert_eq!(finance.upload("/contracts", &form, &[]).await.location(), path, "sent twice, made once");
        let mut officer = life.client(Role::Officer).await;
        let page = officer.get(&path).await.expect(200).text();
        for words in
            ["se poursuit avec la structure", "4\u{202f}800,50", "31\u{a0}déc.\u{a0}2027", "marché.pdf"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("/end\""), "the beneficiary reads");
        assert_eq!(officer.get(&format!("{path}/file")).await.expect(200).bytes, b"%PDF-x");
        officer.post(&format!("{path}/end"), &[("ended_on", "2026-03-01")]).await.expect(403);
        let told: Value = officer.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!((&told["at_end"]["fate"], &told["notice_by"]), (&json!("goes_on"), &json!("2027-12-31")));
        // The exit lists it, with what becomes of it.
        let exit = officer.get(&format!("/exits/{valmont}")).await.expect(200).text();
        assert!(exit.contains("Lien opérateur du siège") && exit.contains("40 %"), "{exit}");
        // The beneficiary's own is not taken over.
        let own = json!({"beneficiary": valmont, "side": "beneficiary", "title": "Ancien photocopieur",
            "supplier": "Loueur", "starts_on": "2021-01-01", "ends_on": "2027-12-31"});
        let made: Value = finance.json(Method::POST, "/api/v1/contracts", &own).await.expect(201).json();
        let own = format!("/contracts/{valmont}/{}", made["id"].as_str().unwrap());
        assert!(officer.get(&own).await.expect(200).text().contains("n’est pas repris"));
        // Changed as it was read, ended once; then it is frozen.
        let changed = [&form[..], &[("version", "1")]].concat();
        finance.upload(&path, &changed, &[]).await.location();
        finance.upload(&path, &changed, &[]).await.expect(409);
        assert_eq!(officer.get(&format!("{path}/file")).await.expect(200).bytes, b"%PDF-x", "the file stays");
        let end = [("ended_on", "2023-12-31"), ("why", "Marché commun"), ("version", "2")];
        let page = finance.post(&format!("{path}/end"), &end).await.expect(422).text();
        assert!(page.contains("Marché commun"), "{page}");
        let end = [("ended_on", "2026-06-30"), ("why", "Marché commun"), ("version", "2")];
        finance.post(&format!("{path}/end"), &end).await.location();
        finance.post(&format!("{path}/end"), &[("version", "3")]).await.expect(409);
        let listed = officer.get("/contracts").await.expect(200).text();
        assert!(
            listed.contains("30\u{a0}juin\u{a0}2026") && listed.contains("Ancien photocopieur"),
            "{listed}"
        );
        let statements = [
            "update service_contract set title = 'X' where beneficiary_id = $1 and ended_on is not null",
            "delete from service_contract where beneficiary_id = $1",
        ];
        life.refused(&valmont, &statements).await;
        let mut stranger = life.stranger().await;
        for hidden in [&path, &format!("{path}/file"), &format!("/api/v1{path}")] {
            stranger.get(hidden).await.expect(404);
        }
        assert!(!stranger.get("/contracts").await.expect(200).text().contains("opérateur"));
        let mut requester = life.client(Role::Requester).await;
        requester.get("/contracts").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn a_certificate_proves_the_deadline_of_every_agreement_until_it_is_taken_back() {
    both(async |app: TestApp| {
        let life = Life::new(app).await;
        let mut director = life.client(Role::Director).await;
        let ctx = life.world.ctx(&life.app, Role::Director);
        let insured = async || {
            let asked = ListQuery { state: "all".into(), ..ListQuery::default() };
            let all = deadlines::actions::list(&ctx, &asked).await.unwrap().items;
            let insured = all.into_iter().filter(|one| one.subject == Subject::Insurance);
            insured.map(|one| (one.due.to_string(), one.state)).collect::<Vec<_>>()
        };
        assert_eq!(insured().await, [("2022-01-01".to_owned(), DeadlineState::Overdue)]);
        let typed =
            [("insurer", "Mutuelle <b>"), ("valid_from", "2026-12-31"), ("valid_until", "2026-01-01")];
        let page = director.upload("/insurance", &typed, &[]).await.expect(422).text();
        assert!(page.contains("Mutuelle &lt;b&gt;") && page.contains("#field-policy"), "{page}");
        assert_eq!(life.app.count("insurance_certificate").await, 0);
        let record = |from: &'static str, until: &'static str| {
            [
                ("insurer", "Mutuelle fictive"),
                ("policy", "RC 2022"),
                ("covers", "Responsabilité civile"),
                ("valid_from", from),
                ("valid_until", until),
                ("key", from),
            ]
        };
        let file: &[(&str, &str, &[u8])] = &[("file", "attestation.pdf", b"%PDF-y")];
        director.upload("/insurance", &record("2022-01-01", "2025-12-31"), file).await.location();
        let path = director.upload("/insurance", &record("2026-01-01", "2026-04-30"), file).await.location();
        assert_eq!(
            director.upload("/insurance", &record("2026-01-01", "2026-04-30"), &[]).await.location(),
            path
        );
        let expected = [
            ("2025-12-31".to_owned(), DeadlineState::Done),
            ("2026-04-30".to_owned(), DeadlineState::Coming),
        ];
        assert_eq!(insured().await, expected);
        // The other side has it at its disposal; nobody there keeps it.
        let mut officer = life.client(Role::Officer).await;
        let page = officer.get(&path).await.expect(200).text();
        assert!(page.contains("expire bientôt") && page.contains("attestation.pdf"), "{page}");
        assert_eq!(officer.get(&format!("{path}/file")).await.expect(200).bytes, b"%PDF-y");
        officer.post(&format!("{path}/withdrawal"), &[("reason", "Non")]).await.expect(403);
        let told: Value = officer.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!(told["valid_until"], "2026-04-30");
        // Taken back once, with a reason: the deadline is open again.
        director.post(&format!("{path}/withdrawal"), &[("reason", " ")]).await.expect(422);
        director.post(&format!("{path}/withdrawal"), &[("reason", "Mauvais contrat")]).await.location();
        director.post(&format!("{path}/withdrawal"), &[("reason", "Encore")]).await.expect(409);
        assert_eq!(insured().await.last(), Some(&("2025-12-31".to_owned(), DeadlineState::Overdue)));
        assert!(officer.get("/insurance").await.expect(200).text().contains("retirée"));
        for sql in [
            "update insurance_certificate set insurer = 'X' where withdrawn_at is null",
            "delete from insurance_certificate where withdrawn_at is null",
        ] {
            let mut tx = life.app.platform.db.begin(&kernel::Scope::All).await.unwrap();
            assert!(tx.execute(platform::db::query(sql)).await.is_err(), "{sql}");
        }
        let mut requester = life.client(Role::Requester).await;
        requester.get(&path).await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn a_dispute_goes_from_stage_to_stage_in_order_and_both_sides_follow_it() {
    both(async |app: TestApp| {
        let life = Life::new(app).await;
        let valmont = life.valmont().clone();
        let mut officer = life.client(Role::Officer).await;
        let page = officer.post("/disputes", &[("title", "Facture 2025 <b>")]).await.expect(422).text();
        assert!(page.contains("Facture 2025 &lt;b&gt;") && page.contains("#field-subject"), "{page}");
        assert_eq!(life.app.count("dispute").await, 0);
        let form = [
            ("beneficiary", valmont.as_str()),
            ("title", "Facture 2025"),
            ("subject", "Le nombre d’agents facturés est contesté."),
            ("article", "art. 8"),
            ("opened_on", "2026-01-12"),
            ("due_on", "2026-02-15"),
            ("key", "k1"),
        ];
        let path = officer.post("/disputes", &form).await.location();
        assert_eq!(officer.post("/disputes", &form).await.location(), path);
        let mut director = life.client(Role::Director).await;
        let page = director.get(&path).await.expect(200).text();
        for words in ["délai dépassé", "médiation", "Tribunal administratif", "la structure"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // The next stage does not begin before the former ended; the last one does not come first.
        let begin = |version| [("began_on", "2026-02-20"), ("version", version)];
        director.post(&format!("{path}/stages"), &begin("1")).await.expect(422);
        let judged = [("outcome", "judged"), ("note", "Non"), ("version", "1")];
        director.post(&format!("{path}/outcome"), &judged).await.expect(422);
        let joined = [("title", "Courrier du 12 janvier"), ("dated_on", "2026-01-12")];
        director.upload(&format!("{path}/documents"), &joined, &[]).await.expect(422);
        let file: &[(&str, &str, &[u8])] = &[("file", "courrier.pdf", b"%PDF-z")];
        director.upload(&format!("{path}/documents"), &joined, file).await.location();
        let failed =
            [("outcome", "failed"), ("ended_on", "2026-02-21"), ("note", "Pas d’accord"), ("version", "1")];
        officer.post(&format!("{path}/outcome"), &failed).await.location();
        officer.post(&format!("{path}/outcome"), &failed).await.expect(409);
        let page = director.post(&format!("{path}/stages"), &begin("2")).await.expect(422).text();
        assert!(page.contains("21\u{a0}févr.\u{a0}2026") || page.contains("2026-02-21"), "{page}");
        let later = [("began_on", "2026-02-25"), ("due_on", "2026-05-31"), ("version", "2")];
        director.post(&format!("{path}/stages"), &later).await.location();
        let told: Value = officer.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!(told["stages"][1]["began_on"], "2026-02-25");
        let document = told["documents"][0]["id"].as_str().unwrap();
        assert_eq!(officer.get(&format!("{path}/documents/{document}")).await.expect(200).bytes, b"%PDF-z");
        let agreed = json!({"outcome": "agreed", "note": "Avoir de deux agents", "version": 3});
        officer.json(Method::POST, &format!("/api/v1{path}/outcome"), &agreed).await.expect(200);
        let page = director.get(&path).await.expect(200).text();
        assert!(page.contains("réglé à l’amiable") && page.contains("Avoir de deux agents"), "{page}");
        director.post(&format!("{path}/stages"), &begin("4")).await.expect(409);
        let statements = [
            "update dispute set title = 'X' where beneficiary_id = $1 and state = 'settled'",
            "delete from dispute where beneficiary_id = $1",
            "update dispute_stage set note = 'X' where beneficiary_id = $1 and outcome <> ''",
            "update dispute_document set title = 'X' where beneficiary_id = $1",
        ];
        life.refused(&valmont, &statements).await;
        let mut stranger = life.stranger().await;
        for hidden in [path.clone(), format!("{path}/documents/{document}"), format!("/api/v1{path}")] {
            stranger.get(&hidden).await.expect(404);
        }
        stranger.post(&format!("{path}/outcome"), &failed).await.expect(404);
        let mut elected = life.client(Role::ElectedOfficial).await;
        assert!(elected.get("/disputes").await.expect(200).text().contains("Facture 2025"));
        elected.post("/disputes", &form).await.expect(403);
    })
    .await;
}
