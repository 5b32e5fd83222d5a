//! Deadlines of the agreements: what is due by which article, what proves it, who is reminded.

use agreements::versions;
use axum::http::Method;
use desk::notifications;
use finance::censuses::{self, CensusForm, Verdict};
use governance::{
    deadlines::{DeadlineKey, DeadlineState, ListQuery, ProofForm, ProofKey, Subject, actions},
    meetings::{self, MeetingForm},
};
use jiff::{SignedDuration, civil::date};
use kernel::Scope;
use people::Role;
use platform::{
    Ctx,
    db::{Query, query},
    i18n::{Lang, figures},
};
use serde_json::json;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

/// The world with the founding agreement for its first beneficiary.
async fn signed(app: &TestApp) -> World {
    let world = World::new(app).await;
    let text = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
    versions::import(&app.system(), &world.valmont.id, &text, date(2022, 1, 1)).await.unwrap();
    world
}

fn key(world: &World, obligation: &str, due: jiff::civil::Date) -> DeadlineKey {
    DeadlineKey { beneficiary: world.valmont.id.clone(), obligation: obligation.into(), due }
}

/// A day as pages show it.
fn shown(day: jiff::civil::Date) -> String {
    figures::date(Lang::Fr, day)
}

/// The deadlines of the end of the year.
async fn all(ctx: &Ctx, state: &str) -> Vec<governance::deadlines::Deadline> {
    let asked = ListQuery { state: state.into(), quarter: "2026-Q4".into(), ..ListQuery::default() };
    actions::list(ctx, &asked).await.unwrap().items
}

#[tokio::test]
async fn deadlines_come_from_the_agreement_and_what_socle_holds_proves_them() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        let form = CensusForm {
            beneficiary: world.valmont.id.to_string(),
            reference_date: "2026-01-15".into(),
            agent_count: "42".into(),
            note: "Compté au 15 janvier".into(),
            ..CensusForm::default()
        };
        let census =
            censuses::actions::establish(&world.ctx(&app, Role::Officer), &form, None).await.unwrap();
        let due = |all: &[governance::deadlines::Deadline]| {
            all.iter().find(|one| one.subject == Subject::Census && one.due.year() == 2026).unwrap().clone()
        };
        assert_eq!(due(&all(&director, "all").await).state, DeadlineState::Coming, "not validated yet");
        censuses::actions::decide(&director, &world.valmont.id, &census.id, Verdict::Validated, "")
            .await
            .unwrap();
        let proved = due(&all(&director, "all").await);
        assert_eq!(proved.proof.as_ref().unwrap().href, census.href());
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = odile.get(&proved.path()).await.expect(200).text();
        assert!(page.contains("Recensement") && page.contains(&census.href()), "{page}");
        assert!(page.contains("R0.7") && page.contains("dernier jour de l’année facturée"), "{page}");
        let page = odile.get("/deadlines?state=overdue&quarter=2026-Q1").await.expect(200).text();
        assert!(page.contains("Comité de pilotage") && page.contains(&shown(date(2026, 1, 31))), "{page}");
        let refused = odile.get("/deadlines?quarter=jamais").await.expect(422).text();
        assert!(refused.contains("Choisissez un trimestre"), "{refused}");
        let api = odile.get("/api/v1/deadlines?article=art.+9&state=all").await.expect(200).json();
        assert_eq!(api["items"][0]["subject"], json!("insurance"), "{api}");
        let csv = odile.get("/exports/deadlines?format=csv").await.expect(200).text();
        assert!(csv.contains("Recensement des agents équipés"), "{csv}");
        // Who is served by another agreement, or by none, sees nothing of it.
        let mut stranger = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        stranger.get(&proved.path()).await.expect(404);
        let other = stranger.get("/api/v1/deadlines?state=all").await.expect(200).json();
        assert_eq!(other["total"], json!(0));
        app.client_of(world.person(Role::Requester)).await.get("/deadlines").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn a_proof_is_recorded_with_its_document_never_changed_and_taken_back_with_a_reason() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        let first = key(&world, "9.1", date(2022, 1, 1));
        let mut adel = app.client_of(world.person(Role::Director)).await;
        let proofs = format!("{}/proofs", first.path());
        let refused = adel.upload(&proofs, &[("note", "Attestation 2026"), ("valid_until", "")], &[]).await;
        let refused = refused.expect(422).text();
        assert!(refused.contains("jusqu’à quel jour") && refused.contains("Attestation 2026"), "{refused}");
        let typed = [("note", "Attestation 2026"), ("valid_until", "2026-12-31")];
        let file = [("file", "attestation.pdf", b"%PDF".as_slice())];
        assert_eq!(adel.upload(&proofs, &typed, &file).await.location(), first.path());
        adel.upload(&proofs, &typed, &file).await.expect(409);
        let next = all(&director, "coming").await.into_iter().find(|one| one.subject == Subject::Insurance);
        assert_eq!(next.unwrap().due, date(2026, 12, 31), "the next one is due when it ends");
        let whole = actions::read(&director, &first).await.unwrap();
        assert_eq!(whole.deadline.state, DeadlineState::Done);
        let own = &whole.proofs[0];
        let answer = adel.get(&format!("{}/file", own.path())).await.expect(200);
        assert_eq!(answer.bytes.clone(), b"%PDF".to_vec());
        frozen(&app, &own.id.to_string()).await;
        // The beneficiary reads it; the provider's duty is the provider's to prove, and to take back.
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = odile.get(&first.path()).await.expect(200).text();
        assert!(page.contains("attestation.pdf") && !page.contains("/withdrawal"), "{page}");
        odile.post(&format!("{}/withdrawal", own.path()), &[("reason", "Non")]).await.expect(409);
        adel.post(&format!("{}/withdrawal", own.path()), &[("reason", "")]).await.expect(422);
        let taken = adel.post(&format!("{}/withdrawal", own.path()), &[("reason", "Mauvais fichier")]).await;
        assert_eq!(taken.location(), first.path());
        let whole = actions::read(&director, &first).await.unwrap();
        assert_eq!(whole.deadline.state, DeadlineState::Overdue);
        assert_eq!(whole.proofs[0].withdrawn_reason, "Mauvais fichier");
        let again = ProofKey { beneficiary: world.valmont.id.clone(), id: own.id.clone() };
        assert!(
            actions::withdraw(&director, &again, &serde_json::from_str(r#"{"reason":"x"}"#).unwrap())
                .await
                .is_err()
        );
        // What Socle holds proves the census: nobody records it by hand.
        let computed = key(&world, "8.1", date(2026, 12, 31));
        let form = ProofForm { note: "Compté".into(), ..ProofForm::default() };
        assert!(actions::prove(&director, &computed, &form, None).await.is_err());
        // The beneficiary proves what it owes, by its API too.
        let lent = key(&world, "6.1", date(2022, 1, 1));
        let path = format!("/api/v1{}/proofs", lent.path());
        let made = odile.json(Method::POST, &path, &json!({"note": "Procès-verbal signé"})).await.expect(201);
        assert_eq!(made.json()["state"], json!("done"));
        let provider = key(&world, "3.5", date(2022, 12, 31));
        actions::prove(&world.ctx(&app, Role::Officer), &provider, &form, None).await.unwrap();
        let forbidden = key(&world, "9.1", date(2022, 1, 1));
        let form = ProofForm { valid_until: "2027-01-01".into(), ..form };
        assert!(actions::prove(&world.ctx(&app, Role::Officer), &forbidden, &form, None).await.is_err());
    })
    .await;
}

/// The database itself refuses to change or remove a proof.
async fn frozen(app: &TestApp, id: &str) {
    let change = |sql: &'static str| -> Query { query(sql).bind(id) };
    for statement in [
        change("update deadline_proof set note = 'autre' where id = $1"),
        change("delete from deadline_proof where id = $1"),
    ] {
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        assert!(tx.execute(statement).await.is_err());
    }
}

#[tokio::test]
async fn those_in_charge_are_reminded_once_and_the_next_agenda_and_calendars_show_it() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        notifications::actions::follow(&app.system()).await.unwrap();
        // Six days before the end of March: the review of the month, the end of the term nine months later.
        app.platform.clock.advance(SignedDuration::from_hours(24 * 20));
        let told = actions::remind(&app.system()).await.unwrap();
        assert!(told >= 2, "{told}");
        assert_eq!(actions::remind(&app.system()).await.unwrap(), 0, "each moment once");
        notifications::actions::follow(&app.system()).await.unwrap();
        let mut adel = app.client_of(world.person(Role::Director)).await;
        let page = adel.get("/notifications").await.expect(200).text();
        let term = format!("La convention prend fin le {}", shown(date(2026, 12, 31)));
        assert!(page.contains(&term), "{page}");
        let mut rose = app.client_of(world.person(Role::Requester)).await;
        assert!(!rose.get("/notifications").await.expect(200).text().contains("La convention prend fin"));
        let form = MeetingForm {
            beneficiary: world.valmont.id.to_string(),
            committee: "steering".into(),
            starts: "2026-06-09T10:00".into(),
            place: "Salle du conseil".into(),
            ..MeetingForm::default()
        };
        let meeting = meetings::actions::create(&director, &form).await.unwrap();
        Box::pin(meetings::actions::fill(&director, &meeting)).await.unwrap();
        let items = meetings::actions::read(&director, &meeting).await.unwrap().items;
        let overdue =
            items.iter().find(|item| item.path.contains("/deadlines/") && item.path.contains("/9.1/"));
        assert!(overdue.is_some_and(|item| item.title.contains(&shown(date(2022, 1, 1)))), "{items:#?}");
        let answer =
            adel.json(Method::POST, "/api/v1/calendars", &json!({"part": "deadlines"})).await.expect(201);
        let address = answer.json()["address"].as_str().unwrap().to_owned();
        let path = address.strip_prefix("http://127.0.0.1:8080").unwrap();
        let feed = app.visitor().get(path).await.expect(200).text();
        assert!(feed.contains("DTSTART;VALUE=DATE:20261231"), "{feed}");
        adel.json(Method::POST, "/api/v1/calendars", &json!({"part": "committees"})).await.expect(201);
    })
    .await;
}
