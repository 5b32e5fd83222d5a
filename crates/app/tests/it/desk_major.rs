//! Major incidents: one trouble behind tickets of several beneficiaries.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::{
    major_incidents::actions,
    tickets::{State, TicketKey, Transition, actions as tickets},
};
use people::Role;
use serde_json::json;
use testkit::{TestApp, World, both};

async fn state_of(app: &TestApp, key: &TicketKey) -> State {
    tickets::read(&app.system(), key).await.unwrap().thread.ticket.state
}

async fn said(app: &TestApp, key: &TicketKey) -> Vec<String> {
    let thread = tickets::read(&app.system(), key).await.unwrap().thread;
    thread.messages.into_iter().map(|message| message.body).collect()
}

#[tokio::test]
async fn two_clicks_declare_it_one_message_reaches_all_and_each_side_sees_its_own() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let roc = world.person_at(Role::Requester, &world.rochebrune.id);
        let (one, two) =
            (ticket_of(&app, rose, "Plus d’Internet").await, ticket_of(&app, roc, "Réseau lent").await);
        let closed = ticket_of(&app, roc, "Vieux ticket").await;
        let agent = app.ctx(theo.actor());
        let version = tickets::move_state(&agent, &closed, 1, Transition::Resolve, "Fait").await.unwrap();
        tickets::move_state(&agent, &closed, version, Transition::Close, "").await.unwrap();
        let mut client = app.client_of(theo).await;
        // From the ticket: unfold, press.
        let page = client.get(&one.path()).await.expect(200).text();
        assert!(page.contains("Incident majeur ?") && page.contains("Déclarer ou rejoindre"));
        let path =
            client.post(&format!("{}/major-incident", one.path()), &[("incident", "")]).await.location();
        let wrong =
            client.post(&format!("{path}/tickets"), &[("tickets", "ROC-1, ROC-99 demain")]).await.expect(422);
        let wrong = wrong.text();
        assert!(wrong.contains("demain") && wrong.contains("ROC-1, ROC-99 demain"), "{wrong}");
        let wrong =
            client.post(&format!("{path}/tickets"), &[("tickets", "ROC-1, ROC-99")]).await.expect(422).text();
        assert!(wrong.contains("ROC-99"), "what does not exist is named");
        client.post(&format!("{path}/tickets"), &[("tickets", "roc-1 ROC-2 VAL-1")]).await.location();
        let page = client.get(&path).await.expect(200).text();
        assert!(page.contains("Tickets : 3. Bénéficiaires : 2."), "{page}");
        let message = [("body", "Coupure chez l’opérateur, retour à midi."), ("key", "k1")];
        client.post(&format!("{path}/messages"), &message).await.location();
        client.post(&format!("{path}/messages"), &message).await.location();
        app.run_jobs().await;
        app.run_jobs().await;
        for key in [&one, &two] {
            assert_eq!(
                said(&app, key).await,
                ["Coupure chez l’opérateur, retour à midi."],
                "once in each ticket"
            );
        }
        assert!(said(&app, &closed).await.is_empty(), "a closed ticket is left alone");
        let thread = tickets::read(&agent, &two).await.unwrap().thread;
        assert_eq!(thread.messages[0].author.name, theo.name, "in the name of who said it");
        // The requester of one body learns that it is a major incident, and nothing of the other body.
        let theirs = app.client_of(roc).await.get(&two.path()).await.expect(200).text();
        assert!(theirs.contains("fait partie d’un incident majeur") && theirs.contains("Plus d’Internet"));
        assert!(
            !theirs.contains("VAL-1") && !theirs.contains("Valmont") && !theirs.contains("/major-incidents")
        );
        app.client_of(roc).await.get(&path).await.expect(403);
        app.client_of(world.person(Role::Contractor)).await.get(&path).await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn resolving_it_resolves_what_is_open_and_what_is_over_can_be_taken_up_again() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let roc = world.person_at(Role::Requester, &world.rochebrune.id);
        let (one, two) =
            (ticket_of(&app, rose, "Plus d’Internet").await, ticket_of(&app, roc, "Réseau lent").await);
        let done = ticket_of(&app, rose, "Résolu avant").await;
        let agent = app.ctx(theo.actor());
        tickets::move_state(&agent, &done, 1, Transition::Resolve, "Fait").await.unwrap();
        let mut client = app.client_of(theo).await;
        let declared = json!({"title": "Opérateur en panne", "tickets": "VAL-1 VAL-2 ROC-1"});
        let declared =
            client.json(Method::POST, "/api/v1/major-incidents", &declared).await.expect(201).json();
        let path = format!("/major-incidents/{}", declared["incident"]["id"].as_str().unwrap());
        let other = [("title", "Autre"), ("tickets", "VAL-1")];
        let taken = client.post("/major-incidents", &other).await.expect(422).text();
        assert!(taken.contains("Opérateur en panne"), "a ticket is in one at a time: {taken}");
        client.post(&format!("{path}/resolution"), &[("body", " ")]).await.expect(422);
        assert_eq!(state_of(&app, &one).await, State::New, "nothing happens without words");
        client.post(&format!("{path}/resolution"), &[("body", "Lien rétabli.")]).await.location();
        app.run_jobs().await;
        for key in [&one, &two, &done] {
            assert_eq!(
                (state_of(&app, key).await, said(&app, key).await),
                (State::Resolved, vec!["Lien rétabli.".to_owned()])
            );
        }
        client.post(&format!("{path}/messages"), &[("body", "Trop tard")]).await.expect(409);
        client.post(&format!("{path}/reopening"), &[]).await.location();
        client.post(&format!("{path}/tickets/removal"), &[("tickets", "VAL-2")]).await.location();
        let id = path.rsplit('/').next().unwrap().into();
        let whole = actions::read(&agent, &id).await.unwrap();
        assert_eq!((whole.incident.resolved_at, whole.members.len()), (None, 2));
        // Two writers do not resolve each other's work twice: the second finds it over.
        client.post(&format!("{path}/resolution"), &[("body", "Cette fois c’est bon.")]).await.location();
        client.post(&format!("{path}/resolution"), &[("body", "Encore")]).await.expect(409);
    })
    .await;
}
