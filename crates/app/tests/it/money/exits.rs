//! Leaving the agreement: what if, the notice, the goods, the confirmed end and the last invoice.

use super::{Money, TAXED};
use estate::assets::{Asset, AssetForm, actions as assets};
use finance::invoices::drafting;
use kernel::Scope;
use people::Role;
use platform::{Error, db::query};
use serde_json::{Value, json};
use testkit::{TestApp, both};

/// The switch, the server and the phone of R3.5's worked example, and a lent screen.
async fn goods(money: &Money) -> Vec<Asset> {
    let mut made = vec![];
    for (name, legal, cost, day, years) in [
        ("Commutateur", "provider_bought", "2480.40", "2022-02-10", "5"),
        ("Serveur", "bought_on_request", "611.11", "2023-09-01", "5"),
        ("Téléphone", "provider_bought", "300.00", "2020-01-01", "3"),
        ("Écran", "lent_free", "", "", ""),
    ] {
        let owner = if legal == "lent_free" { "beneficiary" } else { "provider" };
        let form = AssetForm {
            beneficiary: money.valmont().to_string(),
            name: name.into(),
            legal_status: legal.into(),
            owner: owner.into(),
            cost: cost.into(),
            in_service_on: day.into(),
            useful_life: years.into(),
            ..AssetForm::usual()
        };
        made.push(assets::create(&money.app.system(), &form).await.unwrap());
    }
    made
}

fn notice(received_on: &str) -> [(&'static str, &str); 5] {
    [
        ("given_by", "beneficiary"),
        ("signatory", "Présidence"),
        ("means", "registered_letter"),
        ("reference", "Délibération 2024-12"),
        ("received_on", received_on),
    ]
}

#[tokio::test]
async fn what_if_we_left_is_answered_good_by_good_for_both_sides() {
    both(async |app: TestApp| {
        let money = Money::with(app, TAXED).await;
        let made = goods(&money).await;
        let valmont = money.valmont();
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        let page =
            officer.get(&format!("/exits/{valmont}?on=2024-01-01&goods=none")).await.expect(200).text();
        // Left on 1 July 2024: half of 1 292.56, half of 508.92, nothing for the phone; the screen goes home.
        for words in [
            "1\u{202f}292,56",
            "646,28",
            "254,46",
            "900,74",
            "rendu à la structure",
            "1er\u{a0}juil.\u{a0}2024",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let told: Value =
            officer.get(&format!("/api/v1/exits/{valmont}?on=2024-01-01&goods=all")).await.expect(200).json();
        assert_eq!(told["statement"]["total"], json!(180_148));
        assert_eq!(told["effect"], json!({"kind": "leaves", "last_day": "2024-07-01"}));
        let early: Value =
            officer.get(&format!("/api/v1/exits/{valmont}?on=2023-12-31")).await.expect(200).json();
        assert_eq!(early["effect"], json!({"kind": "too_early", "first_notice": "2024-01-01"}));
        let wrong = officer.get(&format!("/exits/{valmont}?on=demain")).await.expect(422).text();
        assert!(wrong.contains("demain") && wrong.contains("#field-on"), "{wrong}");
        let file = officer.get(&format!("/exits/{valmont}/file?on=2024-01-01&format=csv")).await.expect(200);
        assert!(file.text().contains("VAL-M1;Commutateur"));
        // Nobody of another body reads it; the requester does not either.
        let mut other =
            money.app.client_of(money.world.person_at(Role::Officer, &money.world.rochebrune.id)).await;
        other.get(&format!("/exits/{valmont}")).await.expect(404);
        let mut requester = money.app.client_of(money.world.person(Role::Requester)).await;
        requester.get(&format!("/exits/{valmont}")).await.expect(403);
        // One good, and the books of a year.
        let good = format!("/depreciation/{valmont}/assets/{}?at=2024-07-01", made[0].key.id);
        assert!(officer.get(&good).await.expect(200).text().contains("1\u{202f}292,56"));
        let lent = format!("/depreciation/{valmont}/assets/{}", made[3].key.id);
        officer.get(&lent).await.expect(404);
        let year = officer.get(&format!("/depreciation/{valmont}?year=2023")).await.expect(200).text();
        assert!(year.contains("611,11") && !year.contains("Écran"), "{year}");
        officer.get(&format!("/depreciation/{valmont}?year=x")).await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn a_notice_is_received_once_seen_to_confirmed_and_never_changes_again() {
    both(async |app: TestApp| {
        let money = Money::with(app, TAXED).await;
        let made = goods(&money).await;
        let valmont = money.valmont().clone();
        let mut director = money.app.client_of(money.world.person(Role::Director)).await;
        let base = format!("/exits/{valmont}/notices");
        // Too early, in the future, after the term would come first: each is refused, nothing is written.
        for day in ["2023-12-31", "2026-07-02", ""] {
            let mut typed = notice(day).to_vec();
            typed[1].1 = "Présidence <b>";
            let page = director.post(&base, &typed).await.expect(422).text();
            assert!(page.contains("#field-received-on") && page.contains("Présidence &lt;b&gt;"), "{page}");
        }
        assert_eq!(money.app.count("exit_notice").await, 0);
        let path = director.post(&base, &notice("2026-03-02")).await.location();
        director.post(&base, &notice("2026-03-03")).await.expect(409);
        assert_eq!(money.app.count("exit_notice").await, 1);
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        let seen = officer.get(&path).await.expect(200).text();
        assert!(seen.contains("2\u{a0}sept.\u{a0}2026") && !seen.contains("/confirmation"), "{seen}");
        officer.post(&format!("{path}/choices"), &[("version", "1")]).await.expect(403);
        // Choices: what may be taken back, and nothing else.
        let (switch, screen) = (made[0].key.id.as_str(), made[3].key.id.as_str());
        director
            .post(&format!("{path}/choices"), &[("taken_back", screen), ("version", "1")])
            .await
            .expect(422);
        director
            .post(&format!("{path}/choices"), &[("taken_back", switch), ("version", "1")])
            .await
            .location();
        director.post(&format!("{path}/choices"), &[("version", "1")]).await.expect(409);
        // No plan, no exit.
        let page =
            director.post(&format!("{path}/confirmation"), &[("version", "2")]).await.expect(409).text();
        assert!(page.contains("plan de réversibilité"), "{page}");
        let proof = [("proof", "Plan version 2 du 4 mars")];
        director.post(&format!("{path}/tasks/reversibility_plan"), &proof).await.location();
        director.post(&format!("{path}/tasks/nothing"), &proof).await.expect(404);
        director.post(&format!("{path}/confirmation"), &[("version", "2")]).await.location();
        director.post(&format!("{path}/withdrawal"), &[("why", "Non"), ("version", "3")]).await.expect(409);
        let body: Value = director.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!((&body["state"], &body["last_day"]), (&json!("confirmed"), &json!("2026-09-02")));
        let due = |n: usize| body["statement"]["lines"][n]["due"].as_i64().unwrap();
        assert_eq!(body["statement"]["total"], json!(due(0) + due(1) + due(2) + due(3)));
        assert_eq!(body["statement"]["lines"][0]["fate"], json!("taken_back"));
        assert!(director.get(&format!("{path}/file.pdf")).await.expect(200).bytes.starts_with(b"%PDF-"));
        // What is seen to goes on; the notice itself is frozen, in the database too.
        director.post(&format!("{path}/tasks/contracts"), &[("proof", "Trois contrats")]).await.location();
        let retired = [("retired_why", "Vendu"), ("version", "1")];
        let mut technician = money.app.client_of(money.world.person(Role::Technician)).await;
        technician.post(&format!("/estate/assets/{valmont}/{switch}/retirement"), &retired).await.location();
        let after: Value = director.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!(after["goods"], body["statement"]);
        for sql in [
            "update exit_notice set signatory = 'X' where beneficiary_id = $1 and state = 'confirmed'",
            "delete from exit_notice where beneficiary_id = $1 and state = 'confirmed'",
        ] {
            let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
            assert!(tx.execute(query(sql).bind(&valmont)).await.is_err(), "{sql}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_last_invoice_ends_with_the_exit_and_a_withdrawn_notice_changes_nothing() {
    both(async |app: TestApp| {
        let money = Money::with(app, TAXED).await;
        let valmont = money.valmont().clone();
        let director = money.ctx(Role::Director);
        let form = |received_on: &str| finance::exit::NoticeForm {
            given_by: "beneficiary".into(),
            signatory: "Présidence".into(),
            means: "hand_delivery".into(),
            reference: "Délibération".into(),
            received_on: received_on.into(),
        };
        let first = finance::exit::actions::receive(&director, &valmont, &form("2026-01-15")).await.unwrap();
        let why = finance::exit::WithdrawForm { why: "Délibération annulée".into(), version: 1 };
        finance::exit::actions::withdraw(&director, &first.key, &why).await.unwrap();
        let terms = finance::terms::in_force(&director, &valmont, 2026).await.unwrap();
        assert_eq!(terms.last_day.to_string(), "2026-12-31");
        let second = finance::exit::actions::receive(&director, &valmont, &form("2026-03-02")).await.unwrap();
        let plan = finance::exit::TaskForm { proof: "Plan".into() };
        let key = &second.key;
        let consequence = finance::exit::Consequence::ReversibilityPlan;
        finance::exit::actions::see_to(&director, key, consequence, &plan).await.unwrap();
        finance::exit::actions::confirm(&director, key, &finance::exit::ConfirmForm { version: 1 })
            .await
            .unwrap();
        let terms = finance::terms::in_force(&director, &valmont, 2026).await.unwrap();
        assert_eq!(terms.last_day.to_string(), "2026-09-02");
        // The plan it was confirmed on stays shown, and an agreement is left once.
        let gone = finance::exit::TaskForm { proof: String::new() };
        let untick = finance::exit::actions::see_to(&director, key, consequence, &gone).await;
        assert!(matches!(untick, Err(Error::Refused(_))), "{untick:?}");
        let again = finance::exit::actions::receive(&director, &valmont, &form("2026-03-03")).await;
        assert!(matches!(again, Err(Error::Refused(_))), "{again:?}");
        // What it was is still read when it is over.
        money.app.platform.clock.set("2027-02-01T09:00:00Z".parse().unwrap());
        let supposed =
            finance::exit::actions::suppose(&director, &valmont, &finance::exit::WhatIf::default()).await;
        assert_eq!(supposed.unwrap().term_end.to_string(), "2026-12-31");
        // The year after the exit is not billed.
        let refused = drafting::draft(&money.ctx(Role::FinanceOfficer), &valmont, 2027).await;
        assert!(matches!(refused, Err(Error::Refused(_) | Error::Invalid(_))), "{refused:?}");
    })
    .await;
}
