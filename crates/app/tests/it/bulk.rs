//! One change to several tickets: foreseen, made where it can be, told, put back.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::tickets::{State, TicketKey, Transition, actions};
use jiff::SignedDuration;
use people::Role;
use serde_json::json;
use testkit::{TestApp, World, both};

fn encoded(keys: &[(&TicketKey, i64)]) -> String {
    let boxes = keys.iter().map(|(key, version)| format!("t={}/{}/{version}", key.beneficiary, key.id));
    boxes.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn several_tickets_change_at_once_each_by_its_own_rules_and_are_put_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let agent = app.ctx(theo.actor());
        let state = async |key: &TicketKey| actions::read(&agent, key).await.unwrap().thread.ticket;
        let mut keys = vec![];
        for n in 1..=4 {
            keys.push(ticket_of(&app, rose, &format!("Ticket {n}")).await);
        }
        let second = actions::take(&agent, &keys[1], 1).await.unwrap();
        // Changed after the list was read; over already; and two that can.
        actions::take(&agent, &keys[2], 1).await.unwrap();
        let closed = actions::move_state(&agent, &keys[3], 1, Transition::Resolve, "Fait").await.unwrap();
        let ticked = encoded(&[(&keys[0], 1), (&keys[1], second), (&keys[2], 1), (&keys[3], closed)]);
        let mut client = app.client_of(theo).await;
        let list = client.get("/tickets").await.expect(200).text();
        assert!(list.contains(&format!("name=\"t\" value=\"{}/{}/1\"", keys[0].beneficiary, keys[0].id)));
        let choice = "change=move&transition=wait_vendor&reason=Carte%20command%C3%A9e";
        let page = client.get(&format!("/tickets/bulk?{ticked}&{choice}")).await.expect(200).text();
        assert!(page.contains("Changer 2 tickets") && page.contains("Il a changé depuis que vous l’avez lu"));
        assert!(page.contains("Cette action n’est pas possible"), "{page}");
        assert_eq!(state(&keys[0]).await.state, State::New, "seeing changes nothing");
        let boxes: Vec<(&str, &str)> = ticked.split('&').map(|one| one.split_once('=').unwrap()).collect();
        let more = [
            ("change", "move"),
            ("transition", "wait_vendor"),
            ("reason", "Carte commandée"),
            ("batch", "b-1"),
        ];
        let fields: Vec<(&str, &str)> = boxes.iter().copied().chain(more).collect();
        let report = client.post("/tickets/bulk", &fields).await.location();
        assert_eq!(client.post("/tickets/bulk", &fields).await.location(), report, "twice is once");
        let page = client.get(&report).await.expect(200).text();
        assert!(page.contains("2 tickets changés") && page.contains("2 tickets n’ont pas changé"));
        assert_eq!(state(&keys[0]).await.state, State::WaitingVendor);
        assert_eq!(state(&keys[2]).await.state, State::InProgress, "untouched");
        app.client_of(world.person(Role::Administrator)).await.get(&report).await.expect(404);
        // Somebody answers one of them: that one stays, the other is put back.
        let version = state(&keys[1]).await.version;
        actions::move_state(&agent, &keys[1], version, Transition::Resume, "").await.unwrap();
        client.post(&format!("{report}/undo"), &[]).await.location();
        assert_eq!(state(&keys[0]).await.state, State::New, "as before");
        assert_eq!(state(&keys[1]).await.state, State::InProgress);
        let page = client.get(&report).await.expect(200).text();
        assert!(page.contains("Remis comme avant") && page.contains("Pas remis comme avant"));
        let stays = actions::read(&agent, &keys[0]).await.unwrap().thread.stays;
        assert_eq!(stays.len(), 4, "what happened stays in the history");
        app.platform.clock.advance(SignedDuration::from_mins(11));
        client.post(&format!("{report}/undo"), &[]).await.expect(409);
    })
    .await;
}

#[tokio::test]
async fn programs_assign_to_teams_and_persons_and_strangers_touch_nothing() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Un").await;
        let foreign = ticket_of(&app, world.person_at(Role::Requester, &world.rochebrune.id), "Deux").await;
        let agent = app.ctx(theo.actor());
        let mut client = app.client_of(theo).await;
        let tickets = json!([{"beneficiary": key.beneficiary, "id": key.id, "version": 1}]);
        let body =
            json!({"tickets": tickets, "change": {"kind": "assign", "assignee": theo.id}, "preview": true});
        let seen = client.json(Method::POST, "/api/v1/tickets/bulk", &body).await.expect(200).json();
        assert_eq!(seen["items"][0]["after"], theo.name.as_str());
        let body = json!({"tickets": tickets, "change": {"kind": "assign", "assignee": theo.id}});
        let done = client.json(Method::POST, "/api/v1/tickets/bulk", &body).await.expect(200).json();
        assert!(done["items"][0]["refused"].is_null() && done["items"][0]["version"] == 2, "{done}");
        let path = format!("/api/v1/tickets/bulk/{}/undo", done["batch"].as_str().unwrap());
        client.json(Method::POST, &path, &json!({})).await.expect(200);
        let ticket = actions::read(&agent, &key).await.unwrap().thread.ticket;
        assert_eq!((ticket.assignee, ticket.state, ticket.version), (None, State::New, 3));
        let version = ticket.version;
        let tickets = json!([{"beneficiary": key.beneficiary, "id": key.id, "version": version}]);
        for (change, status) in [
            (json!({"kind": "assign", "assignee": rose.id}), 200),
            (json!({"kind": "move", "transition": "resolve"}), 422),
            (json!({"kind": "explode"}), 422),
        ] {
            let body = json!({"tickets": tickets, "change": change});
            let answer = client.json(Method::POST, "/api/v1/tickets/bulk", &body).await;
            assert_eq!(answer.status, status, "{}", answer.text());
        }
        let untouched = actions::read(&agent, &key).await.unwrap().thread.ticket;
        assert_eq!(
            (untouched.assignee, untouched.version),
            (None, version),
            "a requester receives no ticket"
        );
        let mut come = app.client_of(world.person(Role::Contractor)).await;
        let tickets = json!([{"beneficiary": foreign.beneficiary, "id": foreign.id, "version": 1}]);
        let body = json!({"tickets": tickets, "change": {"kind": "assign", "assignee": null}});
        let told = come.json(Method::POST, "/api/v1/tickets/bulk", &body).await.expect(200).json();
        assert!(told["items"].as_array().unwrap().is_empty(), "what one does not see is not told: {told}");
        client.get("/tickets/bulk").await.expect(422);
        client.get("/tickets/bulk?t=x&t=1/2/3/4").await.expect(422);
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile.post("/tickets/bulk", &[("t", "x")]).await.expect(403);
    })
    .await;
}
