//! Amendments, bodies that join, renewals, and requests to subscribe.

use super::Life;
use agreements::versions;
use axum::http::Method;
use finance::invoices::drafting;
use jiff::civil::date;
use people::Role;
use platform::Error;
use serde_json::{Value, json};
use testkit::{Client, TestApp, both};

async fn begin(client: &mut Client, beneficiary: &str, kind: &str, title: &str) -> String {
    let form =
        [("beneficiary", beneficiary), ("kind", kind), ("title", title), ("reason", "Décidé en comité")];
    client.post("/agreement-drafts", &form).await.location()
}

async fn sheet(client: &mut Client, path: &str) -> Value {
    client.get(&format!("/api/v1{path}")).await.expect(200).json()
}

fn keys(sheet: &Value, severity: &str) -> Vec<String> {
    let all = sheet["findings"].as_array().unwrap().iter().filter(|one| one["severity"] == severity);
    all.map(|one| one["message"]["key"].as_str().unwrap().to_owned()).collect()
}

/// Both votes, then the signature.
async fn deliberated(director: &mut Client, officer: &mut Client, path: &str, version: i64) -> i64 {
    let vote = |side: &str, on: &str, version: i64| {
        [
            ("side", side.to_owned()),
            ("voted_on", on.to_owned()),
            ("reference", "2026-14".to_owned()),
            ("version", version.to_string()),
        ]
    };
    for (client, side, on, version) in
        [(director, "provider", "2026-02-10", version), (officer, "", "2026-03-02", version + 1)]
    {
        let form = vote(side, on, version);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        client.post(&format!("{path}/votes"), &form).await.location();
    }
    version + 2
}

#[tokio::test]
async fn an_amendment_is_checked_deliberated_signed_and_rules_from_its_day_on() {
    both(async |app: TestApp| {
        let life = Life::new(app).await;
        let valmont = life.valmont().clone();
        let mut director = life.client(Role::Director).await;
        let mut officer = life.client(Role::Officer).await;
        director.post("/agreement-drafts", &[("kind", "amendment"), ("title", "Prix <b>")]).await.expect(422);
        assert_eq!(life.app.count("agreement_draft").await, 0);
        let path = begin(&mut director, valmont.as_str(), "amendment", "Avenant n° 1").await;
        let empty = sheet(&mut director, &path).await;
        let errors = keys(&empty, "error");
        assert!(
            errors.contains(&"draft-find-nothing".to_owned())
                && errors.contains(&"draft-find-no-date".to_owned()),
            "{empty}"
        );
        director.post(&format!("{path}/completion"), &[("version", "1")]).await.expect(409);
        // A part as a form: what is wrong is kept, what is right shows before and after.
        let values = format!("{path}/values");
        let page = director.get(&format!("{values}?part=price")).await.expect(200).text();
        assert!(page.contains("price.initial_price") && page.contains("1050.00"), "{page}");
        director.get(&format!("{values}?part=nothing")).await.expect(404);
        let wrong =
            [("part", "price"), ("version", "1"), ("price.initial_price", "très cher"), ("price.unit", "")];
        let page = director.post(&values, &wrong).await.expect(422).text();
        assert!(page.contains("très cher"), "{page}");
        let right = [("part", "price"), ("version", "1"), ("price.initial_price", "992,86")];
        director.post(&values, &right).await.location();
        director.post(&values, &right).await.expect(409);
        let target = [
            ("part", "commitments[G.2b]"),
            ("version", "2"),
            ("commitments[G.2b].status", "target"),
            ("commitments[G.2b].target.operator", "at_most"),
            ("commitments[G.2b].target.value", "4"),
        ];
        director.post(&values, &target).await.location();
        let about = [
            ("title", "Avenant n° 1"),
            ("reason", "Économie répercutée"),
            ("effective_on", "2026-04-01"),
            ("version", "3"),
        ];
        director.post(&path, &about).await.location();
        let ready = sheet(&mut officer, &path).await;
        assert_eq!(keys(&ready, "error"), [""; 0], "{ready}");
        let changes = ready["changes"].as_array().unwrap();
        let price = changes.iter().find(|change| change["path"] == "price.initial_price").unwrap();
        assert_eq!(changes.len(), 4, "{changes:#?}");
        assert!(
            price["before"].to_string().contains("105000") && price["after"].to_string().contains("99286"),
            "{price}"
        );
        assert!(ready["source"].as_str().unwrap().contains("Choix R1.4"), "comments are kept");
        let page = officer.get(&path).await.expect(200).text();
        assert!(page.contains("1\u{202f}050,00") && page.contains("992,86"), "{page}");
        officer.post(&format!("{path}/completion"), &[("version", "4")]).await.expect(403);
        // Settled: the text does not change any more, in the database neither.
        director.post(&format!("{path}/completion"), &[("version", "4")]).await.location();
        let pdf = officer.get(&format!("{path}/file.pdf")).await.expect(200).bytes;
        assert!(pdf.starts_with(b"%PDF-"));
        assert_eq!(officer.get(&format!("{path}/file.pdf")).await.bytes, pdf, "the same bytes each time");
        director
            .post(&values, &[("part", "price"), ("version", "5"), ("price.initial_price", "1,00")])
            .await
            .expect(409);
        life.refused(&valmont, &["update agreement_draft set source = '' where beneficiary_id = $1"]).await;
        // Not signed before both votes, nor backwards.
        let sign = |on: &'static str, version: &'static str| [("signed_on", on), ("version", version)];
        let page = director
            .upload(&format!("{path}/signature"), &sign("2026-03-09", "5"), &[])
            .await
            .expect(422)
            .text();
        assert!(page.contains("délibérations ne sont pas"), "{page}");
        officer
            .post(
                &format!("{path}/votes"),
                &[("side", "provider"), ("voted_on", "2026-02-10"), ("reference", "X"), ("version", "5")],
            )
            .await
            .expect(422);
        assert_eq!(deliberated(&mut director, &mut officer, &path, 5).await, 7);
        director.upload(&format!("{path}/signature"), &sign("2026-03-01", "7"), &[]).await.expect(422);
        director.upload(&format!("{path}/signature"), &sign("2026-03-12", "7"), &[]).await.expect(422);
        let file: &[(&str, &str, &[u8])] = &[("file", "signé.pdf", b"%PDF-s")];
        director.upload(&format!("{path}/signature"), &sign("2026-03-09", "7"), file).await.location();
        assert_eq!(officer.get(&format!("{path}/signed")).await.expect(200).bytes, b"%PDF-s");
        // In force from its day, not before; the version before stays as it was.
        let ctx = life.world.ctx(&life.app, Role::Director);
        let mut tx = ctx.read().await.unwrap();
        let eve = versions::in_force(&mut tx, &valmont, date(2026, 3, 31)).await.unwrap().unwrap();
        let day = versions::in_force(&mut tx, &valmont, date(2026, 4, 1)).await.unwrap().unwrap();
        drop(tx);
        assert_eq!((eve.number, day.number), (1, 2));
        assert_eq!(
            (eve.document.price.initial_price.0.0, day.document.price.initial_price.0.0),
            (105_000, 99_286)
        );
        assert_eq!(sheet(&mut officer, &path).await["made_version"], 2);
        let statements = [
            "update agreement_draft set title = 'X' where beneficiary_id = $1 and state = 'in_force'",
            "delete from agreement_draft where beneficiary_id = $1",
        ];
        life.refused(&valmont, &statements).await;
        let mut stranger = life.stranger().await;
        for hidden in ["", "/preview", "/file.pdf", "/signed"] {
            stranger.get(&format!("{path}{hidden}")).await.expect(404);
        }
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_overtaken_reopened_or_given_up_and_a_file_replaces_its_text() {
    both(async |app: TestApp| {
        let life = Life::new(app).await;
        let valmont = life.valmont().clone();
        let mut director = life.client(Role::Director).await;
        let mut officer = life.client(Role::Officer).await;
        let path = begin(&mut director, valmont.as_str(), "amendment", "Avenant par fichier").await;
        let source = sheet(&mut director, &path).await["source"].as_str().unwrap().to_owned();
        let page = director
            .upload(&format!("{path}/source"), &[("source", "price = "), ("version", "1")], &[])
            .await
            .expect(422)
            .text();
        assert!(page.contains("price = "), "{page}");
        let dearer = source.replacen("initial_price = 1050.00", "initial_price = 1100.00", 1);
        let file: &[(&str, &str, &[u8])] = &[("file", "avenant.toml", dearer.as_bytes())];
        director
            .upload(&format!("{path}/source"), &[("source", ""), ("version", "1")], file)
            .await
            .location();
        let about = json!({"title": "Avenant", "effective_on": "2026-05-01", "version": 2});
        director.json(Method::PUT, &format!("/api/v1{path}"), &about).await.expect(204);
        assert!(officer.get(&format!("{path}/preview")).await.expect(200).text().contains("1\u{202f}100,00"));
        director.post(&format!("{path}/completion"), &[("version", "3")]).await.location();
        director.post(&format!("{path}/reopening"), &[("version", "4")]).await.location();
        director.post(&format!("{path}/completion"), &[("version", "5")]).await.location();
        // Another version is made meanwhile: what was compared with the former is not signed.
        let other = source.replacen("initial_price = 1050.00", "initial_price = 1060.00", 1);
        versions::import(&life.app.system(), &valmont, &other, date(2026, 4, 1)).await.unwrap();
        deliberated(&mut director, &mut officer, &path, 6).await;
        let sign = [("signed_on", "2026-03-09"), ("version", "8")];
        let page = director.upload(&format!("{path}/signature"), &sign, &[]).await.expect(409).text();
        assert!(page.contains("entre-temps"), "{page}");
        director.post(&format!("{path}/abandonment"), &[("version", "8")]).await.expect(422);
        director
            .post(&format!("{path}/abandonment"), &[("why", "Refait"), ("version", "8")])
            .await
            .location();
        director.post(&format!("{path}/reopening"), &[("version", "9")]).await.expect(409);
        assert!(officer.get(&path).await.expect(200).text().contains("Refait"));
    })
    .await;
}

#[tokio::test]
async fn a_body_joins_from_the_template_and_its_agreement_rules_from_its_day() {
    both(async |app: TestApp| {
        let life = Life::new(app).await;
        let rochebrune = life.world.rochebrune.id.clone();
        let mut director = life.client(Role::Director).await;
        let mut officer = life.stranger().await;
        director
            .post(
                "/agreement-drafts",
                &[("beneficiary", life.valmont().as_str()), ("kind", "joining"), ("title", "X")],
            )
            .await
            .expect(422);
        let path = begin(&mut director, rochebrune.as_str(), "joining", "Adhésion de Rochebrune").await;
        let first = sheet(&mut director, &path).await;
        assert!(keys(&first, "error").iter().all(|key| key == "draft-find-variable"), "{first}");
        assert!(director.get(&path).await.expect(200).text().contains("designation"));
        director.get(&format!("{path}/file.pdf")).await.expect(409);
        let variables = format!("{path}/variables");
        let mut form = vec![
            ("designation", "la commune"),
            ("represented_by", "le maire"),
            ("voted_by", "conseil municipal"),
            ("reference", "AGH-ROC-2026"),
            ("siren", "216990028"),
            ("siret", "21699002800013"),
            ("start", "bientôt"),
            ("years", "5"),
            ("signature_year", "2026"),
            ("price", "1 100"),
            ("agents", "12"),
            ("sites", "Mairie\nÉcole"),
            ("offers", "SOCLE"),
            ("offers", "POSTES"),
            ("version", "1"),
        ];
        let page = director.post(&variables, &form).await.expect(422).text();
        assert!(page.contains("bientôt") && page.contains("conseil municipal"), "{page}");
        form[6].1 = "2026-04-01";
        director.post(&variables, &form).await.location();
        let filled = sheet(&mut officer, &path).await;
        assert_eq!(keys(&filled, "error"), [""; 0], "{filled}");
        assert_eq!(filled["effective_on"], "2026-04-01");
        assert!(!filled["source"].as_str().unwrap().contains("Pôle"));
        // A word of another body, seen by whoever sees that body.
        let text = filled["source"].as_str().unwrap().replacen(
            "La commune confie",
            "La Commune de Valmont confie",
            1,
        );
        let body = json!({"source": text, "version": 2});
        director.json(Method::PUT, &format!("/api/v1{path}/source"), &body).await.expect(204);
        assert_eq!(keys(&sheet(&mut director, &path).await, "error"), ["draft-find-other"]);
        assert_eq!(
            keys(&sheet(&mut officer, &path).await, "error"),
            [""; 0],
            "a body never hears of another"
        );
        // A service without the core is found before anybody signs (R0.2).
        let mut alone = form.clone();
        alone.retain(|(name, value)| !(*name == "offers" && *value == "SOCLE"));
        alone.last_mut().unwrap().1 = "3";
        director.post(&variables, &alone).await.location();
        let found = sheet(&mut director, &path).await;
        assert!(keys(&found, "error").iter().any(|key| key.contains("core")), "{found}");
        form.last_mut().unwrap().1 = "4";
        director.post(&variables, &form).await.location();
        director.post(&format!("{path}/completion"), &[("version", "5")]).await.location();
        assert!(officer.get(&format!("{path}/file.pdf")).await.expect(200).bytes.starts_with(b"%PDF-"));
        deliberated(&mut director, &mut officer, &path, 6).await;
        let sign = [("signed_on", "2026-03-05"), ("version", "8")];
        director.upload(&format!("{path}/signature"), &sign, &[]).await.location();
        let ctx = life.world.ctx(&life.app, Role::Director);
        let mut tx = ctx.read().await.unwrap();
        assert!(versions::in_force(&mut tx, &rochebrune, date(2026, 3, 31)).await.unwrap().is_none());
        let version = versions::in_force(&mut tx, &rochebrune, date(2026, 4, 1)).await.unwrap().unwrap();
        let term = &version.document.term;
        assert_eq!(
            (term.signature_date, version.document.beneficiary.vote_date),
            (Some(date(2026, 3, 5)), Some(date(2026, 3, 2)))
        );
        assert_eq!(version.last_day(), Some(date(2031, 3, 31)));
        assert!(officer.get("/agreements/ROC").await.expect(200).text().contains("Commune de Rochebrune"));
        let mut stranger = life.client(Role::Officer).await;
        stranger.get(&path).await.expect(404);
        assert!(!stranger.get("/agreement-drafts").await.expect(200).text().contains("Rochebrune"));
    })
    .await;
}

#[tokio::test]
async fn a_renewal_is_prepared_from_the_present_agreement_and_nothing_is_billed_without_one() {
    both(async |app: TestApp| {
        let life = Life::new(app).await;
        let valmont = life.valmont().clone();
        let finance = life.world.ctx(&life.app, Role::FinanceOfficer);
        let billed = drafting::draft(&finance, &valmont, 2027).await;
        assert!(
            matches!(billed, Err(Error::Refused(_) | Error::Invalid(_) | Error::NotFound)),
            "R3.12: {billed:?}"
        );
        let mut director = life.client(Role::Director).await;
        assert!(director.get("/agreements/VAL/versions").await.expect(200).text().contains("kind=renewal"));
        let path = begin(&mut director, valmont.as_str(), "renewal", "Renouvellement 2027").await;
        let draft = sheet(&mut director, &path).await;
        assert_eq!((&draft["effective_on"], &draft["base_version"]), (&json!("2027-01-01"), &json!(1)));
        assert_eq!(keys(&draft, "error"), [""; 0], "{draft}");
        assert!(draft["changes"].as_array().unwrap().iter().any(|change| change["path"] == "term.start"));
        assert!(
            director.get("/agreements/VAL/versions").await.expect(200).text().contains("Renouvellement 2027")
        );
        let mut officer = life.client(Role::Officer).await;
        director.post(&format!("{path}/completion"), &[("version", "1")]).await.location();
        deliberated(&mut director, &mut officer, &path, 2).await;
        director
            .upload(&format!("{path}/signature"), &[("signed_on", "2026-03-05"), ("version", "4")], &[])
            .await
            .location();
        let mut tx = finance.read().await.unwrap();
        let old = versions::in_force(&mut tx, &valmont, date(2026, 12, 31)).await.unwrap().unwrap();
        let new = versions::in_force(&mut tx, &valmont, date(2027, 1, 1)).await.unwrap().unwrap();
        assert_eq!((old.number, new.number, new.last_day()), (1, 2, Some(date(2031, 12, 31))));
    })
    .await;
}

#[tokio::test]
async fn a_service_is_asked_for_with_the_core_and_what_is_accepted_is_an_amendment() {
    both(async |app: TestApp| {
        let life = Life::new(app).await;
        let valmont = life.valmont().clone();
        let mut officer = life.client(Role::Officer).await;
        let mut director = life.client(Role::Director).await;
        let ask = |kind: &'static str, offer: &'static str, on: &'static str| {
            [("kind", kind), ("offer", offer), ("wanted_on", on), ("reason", "Postes vieillissants <b>")]
        };
        for (kind, offer, on) in [
            ("subscribe", "SOCLE", "2026-06-01"),
            ("subscribe", "POSTES", "2026-03-10"),
            ("subscribe", "POSTES", "2027-01-01"),
            ("leave", "POSTES", "2026-06-01"),
            ("leave", "RIEN", "2026-06-01"),
        ] {
            let page = officer.post("/subscriptions", &ask(kind, offer, on)).await.expect(422).text();
            assert!(page.contains("Postes vieillissants &lt;b&gt;"), "{offer} {on}: {page}");
        }
        assert_eq!(life.app.count("subscription_request").await, 0);
        director.post("/subscriptions", &ask("subscribe", "POSTES", "2026-06-01")).await.expect(403);
        let path = officer.post("/subscriptions", &ask("subscribe", "POSTES", "2026-06-01")).await.location();
        officer.post("/subscriptions", &ask("subscribe", "POSTES", "2026-07-01")).await.expect(422);
        officer
            .post(&format!("{path}/answer"), &[("decision", "accepted"), ("version", "1")])
            .await
            .expect(403);
        director
            .post(&format!("{path}/answer"), &[("decision", "refused"), ("version", "1")])
            .await
            .expect(422);
        let accept = [("decision", "accepted"), ("effective_on", "2026-07-01"), ("version", "1")];
        director.post(&format!("{path}/answer"), &accept).await.location();
        director.post(&format!("{path}/answer"), &accept).await.expect(409);
        let told = sheet(&mut officer, &path).await;
        let draft = format!("/agreement-drafts/{valmont}/{}", told["draft"].as_str().unwrap());
        let amended = sheet(&mut officer, &draft).await;
        assert_eq!(
            (&amended["effective_on"], amended["changes"].as_array().unwrap().len()),
            (&json!("2026-07-01"), 1)
        );
        assert_eq!(amended["changes"][0]["path"], "offers[POSTES].subscribed_from");
        assert_eq!(keys(&amended, "error"), [""; 0], "{amended}");
        // Leaving the core: told when it leaves a service alone; taken back before it is answered.
        let leave = json!({"kind": "leave", "offer": "SOCLE", "wanted_on": "2026-09-30"});
        let made: Value =
            officer.json(Method::POST, "/api/v1/subscriptions", &leave).await.expect(201).json();
        let second = format!("/subscriptions/{valmont}/{}", made["id"].as_str().unwrap());
        officer.post(&format!("{second}/withdrawal"), &[("version", "1")]).await.location();
        director.post(&format!("{second}/answer"), &accept).await.expect(409);
        life.refused(
            &valmont,
            &[
                "update subscription_request set answer = 'X' where beneficiary_id = $1",
                "delete from subscription_request where beneficiary_id = $1",
            ],
        )
        .await;
        let mut stranger = life.stranger().await;
        stranger.get(&path).await.expect(404);
        stranger.post(&format!("{path}/withdrawal"), &[("version", "1")]).await.expect(404);
        let none = stranger.get("/subscriptions/new").await.expect(200).text();
        assert!(none.contains("pas encore de convention"), "{none}");
    })
    .await;
}
