//! Canned answers and macros.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::{
    canned_answers::{CannedForm, actions},
    teams::{self, TeamForm},
    tickets::{State, Transition, actions as tickets},
};
use people::Role;
use platform::{Ctx, Error};
use serde_json::json;
use testkit::{TestApp, World, both};

async fn prepare(ctx: &Ctx, name: &str, body: &str, reach: &str) -> desk::canned_answers::Canned {
    let form =
        CannedForm { name: name.into(), body: body.into(), reach: reach.into(), ..CannedForm::default() };
    actions::create(ctx, &form).await.unwrap()
}

#[tokio::test]
async fn an_answer_is_put_in_with_the_words_of_the_ticket_and_loses_nothing_typed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Écran noir").await;
        let admin = world.ctx(&app, Role::Administrator);
        let canned = prepare(
            &admin,
            "Redémarrer",
            "Bonjour {requester}, pour {reference} : redémarrez. {agent}",
            "all",
        )
        .await;
        let mut client = app.client_of(theo).await;
        let page = client.get(&key.path()).await.expect(200).text();
        assert!(page.contains("Insérer dans la réponse") && page.contains("Redémarrer"));
        let path = format!("{}/canned-answer", key.path());
        let typed =
            [("version", "1"), ("body", "Déjà tapé"), ("minutes", "5"), ("canned", canned.id.as_str())];
        let page = client.upload(&path, &typed, &[]).await.expect(200).text();
        let words = format!("Déjà tapé\n\nBonjour {}, pour VAL-1 : redémarrez. {}", rose.name, theo.name);
        assert!(page.contains(&words), "{page}");
        assert!(tickets::read(&admin, &key).await.unwrap().thread.messages.is_empty(), "nothing is said yet");
        assert_eq!(actions::read(&admin, &canned.id).await.unwrap().uses, 1);
        app.client_of(rose).await.upload(&path, &typed, &[]).await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_variable_is_refused_with_the_one_that_was_meant() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let typed = [("name", "Essai"), ("body", "Bonjour {requestor}"), ("reach", "mine")];
        let page = client.post("/canned-answers", &typed).await.expect(422).text();
        assert!(page.contains("{requester} ?") && page.contains("Bonjour {requestor}"), "{page}");
        let shared = [("name", "Essai"), ("body", "Bonjour"), ("reach", "all")];
        let page = client.post("/canned-answers", &shared).await.expect(422).text();
        assert!(page.contains("Moi seulement"), "only who sets the desk up speaks for all");
        let path = client
            .post("/canned-answers", &[("name", "Essai"), ("body", "Bonjour"), ("reach", "mine")])
            .await;
        let path = path.location();
        let changed = [("name", "Essai"), ("body", "Bonsoir"), ("reach", "mine"), ("version", "1")];
        client.post(&path, &changed).await.location();
        let stale = client.post(&path, &changed).await.expect(409).text();
        assert!(stale.contains("Bonsoir"));
        let mut other = app.client_of(world.person(Role::Administrator)).await;
        other.get(&path).await.expect(404);
        assert!(
            !other.get("/canned-answers").await.text().contains("Essai"),
            "a personal one is its owner's alone"
        );
    })
    .await;
}

#[tokio::test]
async fn a_macro_says_moves_and_hands_on_in_one_action_or_does_nothing() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Écran noir").await;
        let admin = world.ctx(&app, Role::Administrator);
        let members = vec![theo.id.to_string()];
        let team = TeamForm { name: "Réseau".into(), members, ..TeamForm::default() };
        let team = teams::actions::create(&admin, &team).await.unwrap();
        let form = CannedForm {
            name: "Passer au réseau".into(),
            body: "Bonjour {requester}, l’équipe réseau prend la suite.".into(),
            reach: "team".into(),
            team: team.id.to_string(),
            then: "wait_vendor".into(),
            give: team.id.to_string(),
            ..CannedForm::default()
        };
        let canned = actions::create(&admin, &form).await.unwrap();
        let mut client = app.client_of(theo).await;
        let path = format!("{}/macros/{}", key.path(), canned.id);
        let page = client.get(&path).await.expect(200).text();
        assert!(
            page.contains(&rose.name) && page.contains("Confié à une équipe"),
            "read before it is done: {page}"
        );
        client.post(&path, &[("version", "0"), ("body", "Trop tôt")]).await.expect(409);
        client.post(&path, &[("version", "1"), ("body", " ")]).await.expect(422);
        let untouched = tickets::read(&admin, &key).await.unwrap().thread;
        assert_eq!((untouched.messages.len(), untouched.ticket.state), (0, State::New));
        let typed = [("version", "1"), ("body", "L’équipe réseau prend la suite."), ("key", "k1")];
        assert_eq!(client.post(&path, &typed).await.location(), key.path());
        client.post(&path, &typed).await.location();
        let thread = tickets::read(&admin, &key).await.unwrap().thread;
        assert_eq!((thread.messages.len(), thread.ticket.state), (1, State::WaitingVendor));
        assert_eq!(thread.ticket.team.map(|(_, name)| name).as_deref(), Some("Réseau"));
        // Somebody outside the team does not see the team's answer.
        let outside = actions::prepared(&admin, &key, &canned.id).await;
        assert!(matches!(outside, Err(Error::NotFound)));
        tickets::move_state(&admin, &key, thread.ticket.version, Transition::Resume, "").await.unwrap();
        let api = format!("/api/v1{path}");
        let version = client.get(&api).await.expect(200).json()["version"].to_string();
        let headers = [("content-type", "application/json"), ("if-match", version.as_str())];
        let body = axum::body::Body::from(json!({"body": "Encore"}).to_string());
        client.send(Method::POST, &api, &headers, body).await.expect(200);
        assert_eq!(actions::read(&app.ctx(theo.actor()), &canned.id).await.unwrap().uses, 2);
    })
    .await;
}
