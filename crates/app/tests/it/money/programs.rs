//! What programs may do with money, and what another beneficiary may not see.

use super::*;

#[tokio::test]
async fn a_beneficiary_never_sees_the_money_of_another() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let revision = money.approved_price(2023).await;
        let draft = money.draft(2022).await.unwrap();
        let invoice = money.issued(2023).await;
        let mut tx = money.app.platform.db.read(&Scope::All).await.unwrap();
        let census = censuses::store::of_beneficiary(&mut tx, money.valmont()).await.unwrap().remove(0);
        drop(tx);
        let stranger = money.world.person_at(Role::Officer, &money.world.rochebrune.id);
        let mut stranger = money.app.client_of(stranger).await;
        let mut own = money.app.client_of(money.world.person(Role::Officer)).await;
        for path in [
            census.href(),
            revision.href(),
            invoice.href(),
            format!("{}/files/pdf", invoice.href()),
            format!("{}/files/cii", invoice.href()),
            format!("/api/v1{}", census.href()),
            format!("/api/v1{}", revision.href()),
            format!("/api/v1{}", invoice.href()),
        ] {
            let _ = own.get(&path).await.expect(200);
            let _ = stranger.get(&path).await.expect(404);
            // The right identifier under one's own beneficiary is no way in either.
            let own_prefix = path.replace(money.valmont().as_str(), money.world.rochebrune.id.as_str());
            let _ = stranger.get(&own_prefix).await.expect(404);
        }
        // What is only prepared is not shown to the beneficiary itself.
        let _ = own.get(&draft.href()).await.expect(404);
        for list in ["/censuses", "/revisions", "/invoices"] {
            for path in [list.to_owned(), format!("/api/v1{list}")] {
                let named = format!("{path}?beneficiary={}", money.valmont());
                for path in [path, named] {
                    let text = stranger.get(&path).await.expect(200).text();
                    assert!(!text.contains("Valmont") && !text.contains("VAL-2026"), "{path}");
                }
            }
        }
        let form = [
            ("beneficiary", money.valmont().as_str()),
            ("reference_date", "2023-01-01"),
            ("agent_count", "1"),
        ];
        let _ = stranger.post("/censuses", &form).await.expect(404);
        for path in ["approval", "issue", "discard", "references", "credit-note"] {
            let _ = stranger.post(&format!("{}/{path}", invoice.href()), &[]).await.expect(403);
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_index_file_says_where_and_changes_nothing() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let before = money.app.count("index_value").await;
        let file = "series,month,value,published,confidence,source\nrevised,2025-03,318.2,,A,x\nrevised,2025-04,31x,,A,x\n";
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let body = |mode: &str, csrf: &str| {
            format!(
                "--b\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n\
                 --b\r\ncontent-disposition: form-data; name=\"mode\"\r\n\r\n{mode}\r\n\
                 --b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"syntec.csv\"\r\ncontent-type: text/csv\r\n\r\n{file}\r\n--b--\r\n"
            )
        };
        let body = body("write", &client.csrf);
        let headers = [("content-type", "multipart/form-data; boundary=b")];
        let answer =
            client.send(axum::http::Method::POST, "/indices/import", &headers, body.into()).await.expect(422);
        let text = answer.text();
        assert!(text.contains("value : ") && text.contains("Rien n’a été écrit"), "{text}");
        assert_eq!(money.app.count("index_value").await, before);
        let good = "series,month,value,published,confidence,source\nrevised,2025-03,318.2,,A,x\n";
        let system = money.app.system();
        assert!(import_indices(&system, good.as_bytes(), true).await.unwrap().is_clean());
        assert_eq!(money.app.count("index_value").await, before);
        assert_eq!(import_indices(&system, indices::seed(), false).await.unwrap().written, 0);
    })
    .await;
}

#[tokio::test]
async fn a_census_keeps_what_was_typed_and_a_program_may_repeat_itself() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let mut client = money.app.client_of(money.world.person(Role::BeneficiaryFinance)).await;
        let typed = [
            ("beneficiary", money.valmont().as_str()),
            ("reference_date", "2023-02-30"),
            ("agent_count", "quarante-deux"),
            ("note", "Compté à la main"),
        ];
        let text = client.post("/censuses", &typed).await.expect(422).text();
        for kept in ["2023-02-30", "quarante-deux", "Compté à la main", "census-", "error-summary"] {
            assert_eq!(text.contains(kept), kept != "census-", "{kept}");
        }
        let body = json!({"beneficiary": money.valmont(), "reference_date": "2023-02-28", "agent_count": 45});
        let headers = [("content-type", "application/json"), ("idempotency-key", "k1")];
        let mut ids = vec![];
        for _ in 0..2 {
            let post =
                client.send(axum::http::Method::POST, "/api/v1/censuses", &headers, body.to_string().into());
            ids.push(post.await.expect(201).json()["id"].clone());
        }
        assert_eq!(ids[0], ids[1]);
        assert_eq!(money.app.count("census").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_program_issues_once_however_often_it_asks() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let draft = money.draft(2022).await.unwrap();
        money.approve(&draft).await;
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let path = format!("/api/v1{}/issue", draft.href());
        let post = axum::http::Method::POST;
        let _ = client.json(post.clone(), &path, &json!({})).await.expect(422);
        let headers = [("content-type", "application/json"), ("idempotency-key", "once")];
        for _ in 0..2 {
            let body = client.send(post.clone(), &path, &headers, "{}".into()).await.expect(200).json();
            assert_eq!(body["issue"]["number"], "FA-VAL-2026-0001");
            assert_eq!(body["state"], json!(InvoiceState::Issued));
            assert_eq!(body["files"].as_array().unwrap().len(), 3);
        }
        let other = [("content-type", "application/json"), ("idempotency-key", "other")];
        let _ = client.send(post, &path, &other, "{}".into()).await.expect(409);
    })
    .await;
}

/// Every step of the money thread has its call: nobody needs a page.
#[tokio::test]
async fn a_program_bills_a_year_from_the_census_to_the_credit_note() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let post = async |role: Role, path: &str, body: serde_json::Value, status: u16| {
            let mut client = money.app.client_of(money.world.person(role)).await;
            client.json(axum::http::Method::POST, &format!("/api/v1{path}"), &body).await.expect(status)
        };
        let of_year = json!({"beneficiary": money.valmont(), "year": 2023});
        let body = json!({"beneficiary": money.valmont(), "reference_date": "2023-02-28", "agent_count": 45});
        let census = post(Role::BeneficiaryFinance, "/censuses", body, 201).await.json();
        let decision = format!("/censuses/{}/{}/decision", money.valmont(), census["id"].as_str().unwrap());
        let _ = post(Role::Director, &decision, json!({"verdict": "refused"}), 422).await;
        let _ = post(Role::Director, &decision, json!({"verdict": "validated"}), 200).await;
        let _ = post(Role::Director, &decision, json!({"verdict": "validated"}), 409).await;

        let revision = post(Role::FinanceOfficer, "/revisions", of_year.clone(), 201).await.json();
        let path = format!("/revisions/{}/{}", money.valmont(), revision["id"].as_str().unwrap());
        let _ = post(Role::FinanceOfficer, &format!("{path}/approval"), json!({}), 403).await;
        let approved = post(Role::Director, &format!("{path}/approval"), json!({}), 200).await.json();
        assert_eq!(approved["state"], json!(RevisionState::Approved));
        let _ = post(Role::FinanceOfficer, &format!("{path}/replacement"), json!({"reason": " "}), 422).await;

        let _ =
            post(Role::FinanceOfficer, "/invoices", json!({"beneficiary": money.valmont(), "year": 1}), 422)
                .await;
        let drafted = post(Role::FinanceOfficer, "/invoices", of_year, 201).await.json();
        let path = |invoice: &serde_json::Value, step: &str| {
            format!("/invoices/{}/{}{step}", money.valmont(), invoice["id"].as_str().unwrap())
        };
        let _ = post(Role::Director, &path(&drafted, "/approval"), json!({}), 200).await;
        let invoice = issue_by_program(&money, &path(&drafted, "/issue")).await;
        assert_eq!(invoice["issue"]["number"], "FA-VAL-2026-0001");
        let paid = json!({"kind": "deposited", "on": "2026-03-11", "reference": "DEP-1"});
        let follow_up = path(&drafted, "/events").replacen("/invoices/", "/receivables/", 1);
        let events = post(Role::FinanceOfficer, &follow_up, paid, 201).await.json();
        assert_eq!(events["events"].as_array().unwrap().len(), 2);
        let reason = json!({"reason": "Effectif rectifié"});
        let note =
            post(Role::FinanceOfficer, &path(&drafted, "/credit-note"), reason.clone(), 201).await.json();
        let _ = post(Role::FinanceOfficer, &path(&note, "/discard"), json!({}), 204).await;
        let note = post(Role::FinanceOfficer, &path(&drafted, "/credit-note"), reason, 201).await.json();
        let _ = post(Role::Director, &path(&note, "/approval"), json!({}), 200).await;
        let note = issue_by_program(&money, &path(&note, "/issue")).await;
        assert_eq!(note["issue"]["number"], "AV-VAL-2026-0001");
    })
    .await;
}

async fn issue_by_program(money: &Money, path: &str) -> serde_json::Value {
    let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
    let headers = [("content-type", "application/json"), ("idempotency-key", path)];
    let path = format!("/api/v1{path}");
    client.send(axum::http::Method::POST, &path, &headers, "{}".into()).await.expect(200).json()
}

#[tokio::test]
async fn a_program_enters_an_index_value_once() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let typed = json!({"series": "revised", "month": "2025-11", "value": "325.4", "published": "2026-01-30",
            "confidence": "A", "source": "Fédération Syntec"});
        let post = axum::http::Method::POST;
        let wrong = json!({"series": "revised", "month": "2025-13", "value": "325.4", "confidence": "A"});
        let _ = client.json(post.clone(), "/api/v1/indices", &wrong).await.expect(422);
        let entered = client.json(post.clone(), "/api/v1/indices", &typed).await.expect(201).json();
        assert_eq!(entered[0]["value"], "325.4");
        let _ = client.json(post, "/api/v1/indices", &typed).await.expect(422);
    })
    .await;
}
