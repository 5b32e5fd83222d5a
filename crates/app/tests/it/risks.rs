//! The register of risks and ways to improve (G.1).

use axum::http::Method;
use governance::{
    action_items::{self, ActionForm},
    meetings::{self, MeetingForm},
    risks::{ListQuery, RiskForm, RiskState, actions},
};
use people::Role;
use serde_json::json;
use testkit::{TestApp, World, both};

fn meeting(world: &World, starts: &str) -> MeetingForm {
    MeetingForm {
        beneficiary: world.valmont.id.to_string(),
        committee: "technical".into(),
        starts: starts.into(),
        ..MeetingForm::default()
    }
}

#[tokio::test]
async fn risks_are_kept_in_versions_linked_to_actions_and_come_back_to_the_committee() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let director = world.ctx(&app, Role::Director);
        let mut adel = app.client_of(world.person(Role::Director)).await;
        let body = world.valmont.id.to_string();
        let typed =
            [("beneficiary", body.as_str()), ("title", "Un seul lien vers le siège"), ("impact", "9")];
        let refused = adel.post("/risks", &typed).await.expect(422).text();
        assert!(refused.contains("de 1 à 4") && refused.contains("Un seul lien vers le siège"), "{refused}");
        let form = RiskForm {
            beneficiary: body.clone(),
            kind: "risk".into(),
            title: "Un seul lien vers le siège".into(),
            likelihood: "3".into(),
            impact: "4".into(),
            side: "provider".into(),
            owner: "Responsable réseau".into(),
            review_on: "2026-03-31".into(),
            key: "k1".into(),
            ..RiskForm::default()
        };
        let made = actions::create(&director, &form).await.unwrap();
        assert_eq!(actions::create(&director, &form).await.unwrap().key, made.key, "sent twice, made once");
        let later = meetings::actions::create(&director, &meeting(&world, "2026-04-14T10:00")).await.unwrap();
        let first = meetings::actions::create(&director, &meeting(&world, "2026-03-20T10:00")).await.unwrap();
        let action = ActionForm {
            body: "Poser un second lien".into(),
            side: "provider".into(),
            owner: "Responsable réseau".into(),
            due_on: "2026-09-01".into(),
            ..ActionForm::default()
        };
        let action = action_items::actions::add(&director, &first, &action).await.unwrap();
        adel.post(&format!("{}/actions", made.key.path()), &[("action", "inconnue")]).await.expect(422);
        let linked = [("action", action.id.as_str())];
        adel.post(&format!("{}/actions", made.key.path()), &linked).await.location();
        Box::pin(meetings::actions::fill(&director, &later)).await.unwrap();
        let items = meetings::actions::read(&director, &later).await.unwrap().items;
        assert!(items.iter().any(|item| item.path == made.key.path()), "{items:#?}");
        let closed = RiskForm { state: "closed".into(), version: 1, ..form.clone() };
        assert!(actions::change(&director, &made.key, &closed).await.is_err(), "it says why");
        let closed = RiskForm { treatment: "Second lien posé".into(), ..closed };
        assert_eq!(actions::change(&director, &made.key, &closed).await.unwrap().state, RiskState::Closed);
        assert!(actions::change(&director, &made.key, &closed).await.is_err(), "it is at version 2");
        let all = actions::read(&director, &made.key).await.unwrap();
        assert_eq!((all.versions.len(), all.actions.len(), all.versions[1].state), (2, 1, RiskState::Open));
        let asked = ListQuery { state: "closed".into(), ..ListQuery::default() };
        assert_eq!(actions::list(&world.ctx(&app, Role::Officer), &asked).await.unwrap().0.len(), 1);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = odile.get(&made.key.path()).await.expect(200).text();
        assert!(page.contains("12 (3 × 4)") && page.contains("Second lien posé"), "{page}");
        odile.json(Method::POST, "/api/v1/risks", &json!({})).await.expect(403);
        let csv = odile.get("/exports/risks?format=csv").await.expect(200).text();
        assert!(csv.contains("Un seul lien vers le siège"), "{csv}");
        let mut stranger = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        stranger.get(&made.key.path()).await.expect(404);
    })
    .await;
}
