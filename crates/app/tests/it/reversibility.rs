//! Reversibility (art. 3, 4 and 7, R6.6, R9.12): the plan of both sides, the pack by its button, what was handed over.

use axum::http::Method;
use finance::exit::{Consequence, NoticeForm, actions as exit};
use governance::reversibility::{
    packs::{PackState, actions as packs, taking_in::check},
    plans::{Chapter, PlanForm, PlanState, StepForm, actions as plans},
};
use jiff::{SignedDuration, civil::date};
use people::Role;
use platform::{Error, db::query};
use serde_json::json;
use std::fs;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

async fn agreed(app: &TestApp, world: &World) {
    let text = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
    agreements::versions::import(&app.system(), &world.valmont.id, &text, date(2022, 1, 1)).await.unwrap();
}

fn words(version: i64) -> PlanForm {
    let said = |what: &str| format!("Chapitre {what}\nEn deux lignes");
    PlanForm {
        scope: said("périmètre"),
        steps: said("étapes"),
        roles: said("rôles"),
        data: said("données"),
        calendar: said("calendrier"),
        knowledge: said("connaissances"),
        charges: said("charges"),
        tests: said("essais"),
        credentials: said("accès"),
        deletion: said("suppression"),
        deletion_days: "90".into(),
        changes: String::new(),
        version,
    }
}

#[tokio::test]
async fn a_plan_is_written_accepted_by_both_sides_and_then_never_changes() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        agreed(&app, &world).await;
        let body = &world.valmont.id;
        let base = format!("/reversibility/{body}");
        let (director, officer) = (world.ctx(&app, Role::Director), world.ctx(&app, Role::Officer));
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let path = diane.post(&format!("{base}/plans"), &[]).await.location();
        assert_eq!(path, format!("{base}/plans/1"));
        diane.post(&format!("{base}/plans"), &[]).await.expect(409);
        odile.get(&path).await.expect(404);
        let long = "x".repeat(20_001);
        let typed = [("scope", "Le parc"), ("tests", long.as_str()), ("version", "1")];
        let refused = diane.post(&path, &typed).await.expect(422).text();
        assert!(refused.contains("Le parc"), "what was typed stays");
        let refused = diane.post(&format!("{path}/submission"), &[("version", "1")]).await.expect(422).text();
        assert!(refused.contains("Ce chapitre ne dit encore rien"), "{refused}");
        let key = governance::reversibility::plans::PlanKey { beneficiary: body.clone(), number: 1 };
        plans::write(&director, &key, &words(1)).await.unwrap();
        assert!(matches!(plans::write(&director, &key, &words(1)).await, Err(Error::Stale(2))));
        diane.post(&format!("{path}/submission"), &[("version", "2")]).await.location();
        let page = odile.get(&path).await.expect(200).text();
        assert!(page.contains("Chapitre essais") && page.contains("Accepter pour ma partie"), "{page}");
        assert!(plans::write(&director, &key, &words(3)).await.is_err(), "submitted");
        // A notice to leave waits for the plan.
        let notice = NoticeForm {
            given_by: "beneficiary".into(),
            signatory: "Présidence".into(),
            means: "registered_letter".into(),
            reference: "2026-11".into(),
            received_on: "2026-03-02".into(),
        };
        let notice = exit::receive(&director, body, &notice).await.unwrap();
        odile.post(&format!("{path}/acceptance"), &[("version", "3")]).await.location();
        assert!(exit::read(&director, &notice.key).await.unwrap().tasks.is_empty());
        diane.post(&format!("{path}/acceptance"), &[("version", "3")]).await.location();
        let tasks = exit::read(&director, &notice.key).await.unwrap().tasks;
        assert_eq!(tasks[0].consequence, Consequence::ReversibilityPlan);
        let all = plans::read(&officer, &key).await.unwrap();
        assert_eq!((all.plan.state, all.acceptances.len()), (PlanState::Accepted, 2));
        assert!(all.plan.pdf_digest.is_some());
        let pdf = odile.get(&format!("{path}/file.pdf")).await.expect(200);
        assert!(pdf.bytes.starts_with(b"%PDF"));
        // The next reading would fall after the agreement: nothing asks for a plan any more.
        let mut asked = governance::deadlines::ListQuery::default();
        loop {
            let listed = governance::deadlines::actions::list(&director, &asked).await.unwrap();
            assert!(listed.items.iter().all(|one| one.obligation != "3.5"), "{:?}", listed.items);
            match listed.next {
                Some(next) => asked.after = next,
                None => break,
            }
        }
        let mut tx = app.platform.db.begin(&kernel::Scope::All).await.unwrap();
        let frozen = tx
            .execute(query("update reversibility_plan set changes = 'x' where {scope} and number = 1"))
            .await;
        assert!(frozen.is_err(), "the database itself refuses");
        drop(tx);
        let page = odile.get(&base).await.expect(200).text();
        assert!(
            page.contains("Acceptée par les deux parties") && page.contains("2027"),
            "due a year later: {page}"
        );
        // The next version starts from the words of the last one, and says what changed.
        diane.post(&format!("{base}/plans"), &[]).await.location();
        let second = governance::reversibility::plans::PlanKey { number: 2, ..key.clone() };
        assert!(plans::read(&director, &second).await.unwrap().plan.chapters.len() == Chapter::ALL.len());
        assert!(matches!(
            plans::submit(&director, &second, &StepForm { version: 1 }).await,
            Err(Error::Invalid(_))
        ));
        let mut stranger = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        for path in [base.clone(), path.clone(), format!("{path}/file.pdf")] {
            stranger.get(&path).await.expect(404);
        }
        stranger.post(&format!("{path}/acceptance"), &[("version", "5")]).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn a_pack_is_made_by_a_button_fetched_by_who_may_and_gone_after_a_week() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let body = &world.valmont.id;
        let base = format!("/reversibility/{body}");
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile.post(&format!("{base}/packs"), &[]).await.location();
        let page = odile.post(&format!("{base}/packs"), &[]).await.expect(409).text();
        assert!(page.contains("Un lot est déjà en préparation") && page.contains("Abandonner"), "{page}");
        let officer = world.ctx(&app, Role::Officer);
        let first = packs::list(&officer, body).await.unwrap().remove(0);
        odile.post(&format!("{}/cancellation", first.key.path()), &[]).await.location();
        app.run_jobs().await;
        assert_eq!(packs::read(&officer, &first.key).await.unwrap().state, PackState::Cancelled);
        odile.json(Method::POST, &format!("/api/v1{base}/packs"), &json!({})).await.expect(201);
        app.run_jobs().await;
        let pack =
            packs::list(&officer, body).await.unwrap().into_iter().find(|one| one.state == PackState::Ready);
        let pack = pack.unwrap();
        let digest = pack.manifest.clone().unwrap();
        let page = odile.get(&base).await.expect(200).text();
        assert!(page.contains(digest.as_str()) && page.contains("Télécharger le lot"), "{page}");
        let zip = format!("{}/file.zip", pack.key.path());
        let answer = odile.get(&zip).await.expect(200);
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("fetched.zip");
        fs::write(&place, &answer.bytes).unwrap();
        assert_eq!(check(&place, Some(&digest)).unwrap().0.beneficiary.code, "VAL");
        let mut thomas = app.client_of(world.person(Role::Technician)).await;
        let seen = thomas.get(&base).await.expect(200).text();
        assert!(!seen.contains(digest.as_str()), "packs are for those who may make them");
        thomas.get(&zip).await.expect(403);
        let mut stranger = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        stranger.get(&zip).await.expect(404);
        stranger.post(&format!("{base}/packs"), &[]).await.expect(404);
        app.platform.clock.advance(SignedDuration::from_hours(7 * 24 + 1));
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile.get(&zip).await.expect(409);
        app.run_jobs().await;
        assert_eq!(packs::read(&officer, &pack.key).await.unwrap().state, PackState::Expired);
        let audit = app.count("audit_entry").await;
        assert!(audit > 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_handed_over_is_written_down_and_found_whole_by_the_beneficiary() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        agreed(&app, &world).await;
        let body = &world.valmont.id;
        let base = format!("/reversibility/{body}");
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let digest = platform::Digest::of(b"manifest").to_string();
        let typed =
            [("handed_on", "2030-01-01"), ("received_by", "Direction générale"), ("manifest", "court")];
        let refused = diane.post(&format!("{base}/handovers"), &typed).await.expect(422).text();
        assert!(refused.contains("ne se note pas à l’avance") && refused.contains("64 signes"), "{refused}");
        assert!(refused.contains("Direction générale"), "what was typed stays");
        assert_eq!(app.count("reversibility_handover").await, 0);
        let typed = [
            ("handed_on", "2026-03-01"),
            ("received_by", "Direction générale"),
            ("means", "Disque chiffré"),
            ("manifest", digest.as_str()),
        ];
        diane.post(&format!("{base}/handovers"), &typed).await.location();
        let notice = NoticeForm {
            given_by: "beneficiary".into(),
            signatory: "Présidence".into(),
            means: "registered_letter".into(),
            reference: "2026-11".into(),
            received_on: "2026-03-02".into(),
        };
        let director = world.ctx(&app, Role::Director);
        let notice = exit::receive(&director, body, &notice).await.unwrap();
        let answer = diane.get(&format!("/api/v1{base}")).await.expect(200).json();
        let id = answer["handovers"][0]["id"].as_str().unwrap();
        let path = format!("{base}/handovers/{id}/acceptance");
        diane.post(&path, &[("remarks", "")]).await.expect(409);
        let mut stranger = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        stranger.post(&path, &[("remarks", "")]).await.expect(404);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile.post(&path, &[("remarks", "Vérifié sur deux postes")]).await.location();
        odile.post(&path, &[("remarks", "Encore")]).await.location();
        let page = odile.get(&base).await.expect(200).text();
        assert!(page.contains("Reconnue complète") && page.contains("Vérifié sur deux postes"), "{page}");
        assert!(!page.contains("Encore"), "accepted once");
        let tasks = exit::read(&director, &notice.key).await.unwrap().tasks;
        assert_eq!(tasks[0].consequence, Consequence::DataReturn);
    })
    .await;
}
