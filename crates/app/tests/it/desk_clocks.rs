//! Pauses recorded after the fact, warnings, and deadlines counted again after an amendment.

use crate::desk_tickets::ticket_of;
use agreements::versions;
use axum::http::Method;
use desk::tickets::{TicketKey, Transition, actions as tickets};
use jiff::{SignedDuration, civil::date};
use kernel::Scope;
use people::Role;
use platform::db::query;
use serde_json::json;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

/// The founding agreement as Valmont signed it, with these minutes promised for every criticality.
pub(crate) fn agreement(minutes: &str) -> String {
    let text = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
    ["P1", "P2", "P3", "P4"].iter().fold(text, |text, code| {
        let level = format!("code = \"{code}\"");
        assert!(text.contains(&level), "{code}");
        text.replacen(&level, &format!("{level}\n{minutes}"), 1)
    })
}

async fn told(app: &TestApp, action: &'static str) -> i64 {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let select = query("select count(*) as value from audit_entry a where {scope a} and a.action = $1");
    tx.value(select.bind(action)).await.unwrap()
}

async fn due(app: &TestApp, key: &TicketKey) -> Option<String> {
    let reading = tickets::read(&app.system(), key).await.unwrap();
    reading.thread.ticket.due.map(|(clock, at)| format!("{} {at}", clock.as_str()))
}

#[tokio::test]
async fn a_pause_recorded_afterwards_moves_the_deadline_and_its_cancellation_moves_it_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let minutes = "intervene_minutes = 60\nrestore_minutes = 240";
        versions::import(&app.system(), &world.valmont.id, &agreement(minutes), date(2022, 1, 1))
            .await
            .unwrap();
        let key = ticket_of(&app, rose, "Poste éteint").await;
        tickets::take(&app.ctx(theo.actor()), &key, 1).await.unwrap();
        assert_eq!(due(&app, &key).await.as_deref(), Some("restore 2026-03-11T13:00:00Z"));
        app.platform.clock.advance(SignedDuration::from_hours(3));
        let mut client = app.client_of(theo).await;
        let (path, page) = (format!("{}/pauses", key.path()), format!("{}/deadlines", key.path()));
        let typed = |version, from, to| {
            [
                ("version", version),
                ("from", from),
                ("to", to),
                ("state", "waiting_requester"),
                ("reason", "Absente au rendez-vous"),
            ]
        };
        let future =
            client.post(&path, &typed("2", "2026-03-11T11:00", "2026-03-11T14:00")).await.expect(422).text();
        assert!(future.contains("Absente au rendez-vous") && future.contains("#field-to"), "{future}");
        client.post(&path, &typed("1", "2026-03-11T11:00", "2026-03-11T12:00")).await.expect(409);
        let done = client.post(&path, &typed("2", "2026-03-11T11:00", "2026-03-11T12:00")).await;
        assert_eq!(done.location(), path);
        assert_eq!(due(&app, &key).await.as_deref(), Some("restore 2026-03-11T14:00:00Z"));
        // Both sides read why, and which version of the agreement rules.
        let mut requester = app.client_of(rose).await;
        let why = requester.get(&page).await.expect(200).text();
        assert!(why.contains("Absente au rendez-vous") && why.contains("arrête le délai"), "{why}");
        assert!(why.contains("Version en vigueur à la réception"), "{why}");
        requester.get(&path).await.expect(403);
        requester.post(&path, &typed("3", "2026-03-11T10:00", "2026-03-11T10:30")).await.expect(403);
        let api = format!("/api/v1{path}");
        let id = client.get(&api).await.expect(200).json()["items"][0]["id"].as_str().unwrap().to_owned();
        let cancel = format!("{path}/{id}/cancellation");
        client.post(&cancel, &[("version", "3")]).await.location();
        client.post(&cancel, &[("version", "4")]).await.expect(409);
        assert_eq!(due(&app, &key).await.as_deref(), Some("restore 2026-03-11T13:00:00Z"));
        let kept = requester.get(&page).await.expect(200).text();
        assert!(kept.contains("Absente au rendez-vous") && kept.contains("annulée"), "{kept}");
        assert_eq!((told(&app, "ticket.pause").await, told(&app, "ticket.pause_cancel").await), (1, 1));
        let vendor = json!({"version": 4, "from": "2026-03-11T10:10", "to": "2026-03-11T10:40",
            "state": "waiting_vendor", "reason": "Opérateur"});
        client.json(Method::POST, &api, &vendor).await.expect(201);
        assert_eq!(
            due(&app, &key).await.as_deref(),
            Some("restore 2026-03-11T13:00:00Z"),
            "shown beside only"
        );
        let measures = {
            let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
            let (from, to) =
                ("2026-03-01T00:00:00Z".parse().unwrap(), "2026-04-01T00:00:00Z".parse().unwrap());
            desk::tickets::store::measures(&mut tx, &world.valmont.id, from, to).await.unwrap()
        };
        assert_eq!(
            measures[0].pauses.total_seconds(),
            0,
            "neither a cancelled nor a vendor's wait changes G.2b"
        );
    })
    .await;
}

#[tokio::test]
async fn a_deadline_is_told_once_before_and_once_after() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let minutes = "acknowledge_minutes = 60\nrestore_minutes = 300";
        versions::import(&app.system(), &world.valmont.id, &agreement(minutes), date(2022, 1, 1))
            .await
            .unwrap();
        let key = ticket_of(&app, rose, "Poste éteint").await;
        let quiet =
            ticket_of(&app, world.person_at(Role::Requester, &world.rochebrune.id), "Sans objectif").await;
        app.run_jobs().await;
        assert_eq!(told(&app, "ticket.due_soon").await, 0);
        let mut client = app.client_of(theo).await;
        app.platform.clock.advance(SignedDuration::from_mins(46));
        for _ in 0..3 {
            app.run_jobs().await;
        }
        assert_eq!((told(&app, "ticket.due_soon").await, told(&app, "ticket.breached").await), (1, 0));
        assert!(client.get("/tickets").await.text().contains("bientôt à échéance"));
        // Whoever takes it is told of what follows; the note of it stands with its reader's own events.
        tickets::take(&app.ctx(theo.actor()), &key, 1).await.unwrap();
        app.platform.clock.advance(SignedDuration::from_mins(15));
        for _ in 0..3 {
            app.run_jobs().await;
        }
        assert_eq!((told(&app, "ticket.due_soon").await, told(&app, "ticket.breached").await), (1, 1));
        assert!(client.get("/notifications").await.text().contains("Poste éteint"));
        app.platform.clock.advance(SignedDuration::from_hours(5));
        app.run_jobs().await;
        // After a stop of the instance only the breach of the restoration is told, not that it was due soon.
        assert_eq!((told(&app, "ticket.due_soon").await, told(&app, "ticket.breached").await), (1, 2));
        assert!(due(&app, &quiet).await.is_none(), "what is not promised is never late");
    })
    .await;
}

#[tokio::test]
async fn an_amendment_moves_the_deadlines_of_open_tickets_received_under_it() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let first = agreement("restore_minutes = 240");
        versions::import(&app.system(), &world.valmont.id, &first, date(2022, 1, 1)).await.unwrap();
        app.run_jobs().await;
        let key = ticket_of(&app, rose, "Poste éteint").await;
        let closed = ticket_of(&app, rose, "Déjà réglé").await;
        let agent = world.ctx(&app, Role::Technician);
        tickets::move_state(&agent, &closed, 1, Transition::Resolve, "Rebranché").await.unwrap();
        let before = due(&app, &key).await;
        assert!(before.as_deref().is_some_and(|due| due.starts_with("restore")), "{before:?}");
        let second = agreement("restore_minutes = 120");
        versions::import(&app.system(), &world.valmont.id, &second, date(2026, 3, 1)).await.unwrap();
        app.run_jobs().await;
        app.run_jobs().await;
        assert_eq!(due(&app, &key).await.as_deref(), Some("restore 2026-03-11T11:00:00Z"));
        assert_eq!(due(&app, &closed).await, None);
        assert_eq!(told(&app, "deadlines.recount").await, 1, "once, though the work ran twice");
        let why = app.client_of(rose).await.get(&format!("{}/deadlines", key.path())).await.text();
        let since = platform::i18n::figures::date(platform::i18n::Lang::Fr, date(2026, 3, 1));
        assert!(why.contains(&since), "the version in force is named");
    })
    .await;
}
