//! What agents note beside tickets: time, reminders, planned interventions, reasons to wait; and what the desk does by
//! itself: closing, recurring tickets.

use crate::desk_tickets::ticket_of;
use desk::{
    checklists::{self, ChecklistForm},
    desk_settings,
    pending_reasons::{self, PendingForm},
    recurring,
    tickets::{State, Transition, actions as tickets},
};
use jiff::SignedDuration;
use kernel::Scope;
use people::Role;
use platform::{db::query, jobs::Every};
use serde_json::json;
use testkit::{TestApp, World, both};

#[tokio::test]
async fn time_is_noted_while_answering_counts_once_and_stays_with_the_provider() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Écran noir").await;
        let mut client = app.client_of(theo).await;
        let messages = format!("{}/messages", key.path());
        let wrong = [("version", "1"), ("key", "k0"), ("body", "Rebranchez"), ("minutes", "bientôt")];
        let page = client.upload(&messages, &wrong, &[]).await.expect(422).text();
        assert!(page.contains("Rebranchez") && page.contains("bientôt") && page.contains("#field-minutes"));
        assert!(
            tickets::read(&app.system(), &key).await.unwrap().thread.messages.is_empty(),
            "nothing was said"
        );
        let right = [("version", "1"), ("key", "k1"), ("body", "Rebranchez"), ("minutes", "1h30")];
        client.upload(&messages, &right, &[]).await.location();
        client.upload(&messages, &right, &[]).await.location();
        let path = format!("{}/time", key.path());
        client.post(&path, &[("minutes", "15"), ("note", "=Appel"), ("on", "2026-03-10")]).await.location();
        let page = client.post(&path, &[("minutes", "15"), ("on", "2026-03-12")]).await.expect(422).text();
        assert!(page.contains("#field-on"), "not on a day to come");
        let report = client.get("/api/v1/time").await.expect(200).json();
        assert_eq!(report["minutes"], 105, "sent twice, counted once");
        let csv = client.get("/time.csv?from=2026-03-01&to=2026-03-31").await.expect(200).text();
        assert!(csv.starts_with('\u{feff}') && csv.contains("VAL-1;") && csv.contains("'=Appel"), "{csv}");
        assert!(
            client.get("/time?from=2026-03-31&to=2026-03-01").await.expect(422).text().contains("#field-to")
        );
        let listed = client.get(&format!("/api/v1{path}")).await.json();
        let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
        client.post(&format!("{path}/{id}/cancellation"), &[]).await.location();
        assert!(client.get(&path).await.text().contains("annulé"), "what was cancelled stays in sight");
        let mut requester = app.client_of(rose).await;
        requester.get(&path).await.expect(403);
        assert!(!requester.get(&key.path()).await.text().contains("Temps passé"));
        let version = tickets::read(&app.system(), &key).await.unwrap().thread.ticket.version;
        assert_eq!(version, 2, "only the answer counts as a change");
    })
    .await;
}

#[tokio::test]
async fn a_reminder_wakes_its_agent_once_and_nobody_else() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Écran noir").await;
        app.run_jobs().await;
        let mut client = app.client_of(theo).await;
        let path = format!("{}/reminders", key.path());
        let page =
            client.post(&path, &[("at", "2026-03-11T09:59"), ("note", "Rappeler")]).await.expect(422).text();
        assert!(page.contains("Rappeler") && page.contains("#field-at"));
        client.post(&path, &[("at", "2026-03-11T12:00"), ("note", "Rappeler")]).await.location();
        client.post(&path, &[("at", "2026-03-11T13:00"), ("note", "Inutile")]).await.location();
        let mut other = app.client_of(world.person(Role::Administrator)).await;
        assert!(!other.get(&path).await.text().contains("Rappeler"), "each has one's own");
        let all = client.get(&format!("/api/v1{path}")).await.json();
        let second = all["items"][1]["id"].as_str().unwrap().to_owned();
        other.post(&format!("{path}/{second}/removal"), &[]).await.expect(404);
        client.post(&format!("{path}/{second}/removal"), &[]).await.location();
        app.platform.clock.advance(SignedDuration::from_hours(4));
        for _ in 0..3 {
            app.run_jobs().await;
        }
        let (mut client, mut other) =
            (app.client_of(theo).await, app.client_of(world.person(Role::Administrator)).await);
        let told = client.get("/notifications").await.expect(200).text();
        assert!(told.contains("qu’on vous rappelle"), "{told}");
        assert_eq!(woken(&app).await, 1, "though the work ran three times");
        assert!(!other.get("/notifications").await.text().contains("qu’on vous rappelle"));
        assert!(client.get(&path).await.text().contains("Aucun rappel"));
        let theirs = app.client_of(world.person(Role::Officer)).await.get("/audit").await.expect(200).text();
        assert!(!theirs.contains("ticket.wake"), "the beneficiary does not read when agents come back");
    })
    .await;
}

/// How many reminders were told.
async fn woken(app: &TestApp) -> i64 {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let select = query("select count(*) as value from audit_entry a where {scope a} and a.action = $1");
    tx.value(select.bind("ticket.wake")).await.unwrap()
}

#[tokio::test]
async fn a_planned_intervention_is_seen_by_the_requester_and_can_be_cancelled() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Écran noir").await;
        app.run_jobs().await;
        let mut client = app.client_of(theo).await;
        let path = format!("{}/visits", key.path());
        let typed = |from, to| [("starts_at", from), ("ends_at", to), ("what", "Changer l’écran")];
        let past =
            client.post(&path, &typed("2026-03-11T09:00", "2026-03-11T11:00")).await.expect(422).text();
        assert!(past.contains("#field-starts-at") && past.contains("Changer l’écran"));
        client.post(&path, &typed("2026-03-12T11:00", "2026-03-12T09:00")).await.expect(422);
        client.post(&path, &typed("2026-03-12T09:00", "2026-03-12T11:00")).await.location();
        let mut requester = app.client_of(rose).await;
        assert!(requester.get(&key.path()).await.text().contains("Changer l’écran"));
        requester.post(&path, &typed("2026-03-12T09:00", "2026-03-12T11:00")).await.expect(403);
        let listed = requester.get(&format!("/api/v1{path}")).await.expect(200).json();
        let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
        client.post(&format!("{path}/{id}/cancellation"), &[]).await.location();
        assert!(!requester.get(&key.path()).await.text().contains("Changer l’écran"));
        assert!(requester.get(&path).await.text().contains("annulée"), "it stays in the history");
        app.run_jobs().await;
        let told = requester.get("/notifications").await.expect(200).text();
        assert!(
            told.contains("Une intervention est prévue pour") && told.contains("L’intervention prévue pour"),
            "the requester is told of both: {told}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_reason_to_wait_decides_whether_the_clock_stops() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Écran noir").await;
        let admin = world.ctx(&app, Role::Administrator);
        let form = PendingForm { name: "Rendez-vous à fixer".into(), state: "waiting_requester".into() };
        let meeting = pending_reasons::actions::create(&admin, &form).await.unwrap();
        let form = PendingForm { name: "Pièce commandée".into(), state: "waiting_vendor".into() };
        let part = pending_reasons::actions::create(&admin, &form).await.unwrap();
        let mut manager = app.client_of(world.person(Role::Administrator)).await;
        let page =
            manager.post("/pending-reasons", &[("name", "rendez-vous a fixer"), ("state", "closed")]).await;
        assert!(page.expect(422).text().contains("#field-state"));
        let twice = [("name", "RENDEZ-VOUS A FIXER"), ("state", "waiting_vendor")];
        assert!(manager.post("/pending-reasons", &twice).await.expect(422).text().contains("existe déjà"));
        let mut client = app.client_of(theo).await;
        let page = client.get(&key.path()).await.expect(200).text();
        assert!(page.contains("Rendez-vous à fixer (le délai s’arrête)"), "what it does is said: {page}");
        assert!(page.contains("Pièce commandée (le délai continue)"));
        let path = format!("{}/wait", key.path());
        client
            .post(&path, &[("version", "1"), ("pending", part.id.as_str()), ("words", "jeudi")])
            .await
            .location();
        let thread = tickets::read(&admin, &key).await.unwrap().thread;
        let last = thread.stays.last().unwrap();
        assert_eq!((last.state, last.reason.as_str()), (State::WaitingVendor, "Pièce commandée – jeudi"));
        client.post(&path, &[("version", "1"), ("pending", meeting.id.as_str())]).await.expect(409);
        manager.post(&format!("/pending-reasons/{}/archival", meeting.id), &[]).await.location();
        client.post(&path, &[("version", "2"), ("pending", meeting.id.as_str())]).await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn a_resolved_ticket_is_closed_after_its_working_days_and_its_requester_is_told() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let (key, again) = (ticket_of(&app, rose, "Écran noir").await, ticket_of(&app, rose, "Souris").await);
        let mut manager = app.client_of(world.person(Role::Administrator)).await;
        let page = manager.get("/desk-settings").await.expect(200).text();
        assert!(page.contains("15 jours") && page.contains("10 jours ouvrés"), "in plain words: {page}");
        let wrong = [("reopen_days", "-1"), ("close_days", "mille"), ("version", "0")];
        let page = manager.post("/desk-settings", &wrong).await.expect(422).text();
        assert!(page.contains("mille") && page.contains("#field-close-days"));
        let right = [("reopen_days", "3"), ("close_days", "2"), ("version", "0")];
        manager.post("/desk-settings", &right).await.location();
        manager.post("/desk-settings", &right).await.expect(409);
        app.client_of(theo).await.post("/desk-settings", &right).await.expect(403);
        let agent = app.ctx(theo.actor());
        tickets::move_state(&agent, &key, 1, Transition::Resolve, "Rebranché").await.unwrap();
        tickets::move_state(&agent, &again, 1, Transition::Resolve, "Changée").await.unwrap();
        app.run_jobs().await;
        let requester = app.ctx(rose.actor());
        // Resolved on Wednesday: Thursday and Friday go by, Saturday it is closed.
        app.platform.clock.advance(SignedDuration::from_hours(48));
        desk_settings::actions::close_resolved(&app.system()).await.unwrap();
        let state = async |key| tickets::read(&requester, key).await.unwrap().thread.ticket.state;
        assert_eq!(state(&key).await, State::Resolved);
        tickets::move_state(&requester, &again, 2, Transition::Reopen, "Encore").await.unwrap();
        app.platform.clock.advance(SignedDuration::from_hours(24));
        for _ in 0..2 {
            desk_settings::actions::close_resolved(&app.system()).await.unwrap();
            app.run_jobs().await;
        }
        assert_eq!((state(&key).await, state(&again).await), (State::Closed, State::InProgress));
        let thread = tickets::read(&requester, &key).await.unwrap().thread;
        assert!(thread.stays.last().unwrap().reason.contains("2 jours ouvrés"), "the conversation says why");
        assert!(
            app.client_of(rose).await.get("/notifications").await.text().contains("Écran noir"),
            "its requester is told"
        );
        app.platform.clock.advance(SignedDuration::from_hours(24));
        let late = tickets::move_state(&requester, &key, 3, Transition::Reopen, "Encore").await;
        assert!(late.is_err(), "three days to reopen have gone by");
        let daily = desk::jobs()
            .kinds()
            .any(|(kind, every)| kind == "desk.close_resolved" && every == Some(Every::DayAt(5, 30)));
        assert!(daily, "it is done each morning");
    })
    .await;
}

#[tokio::test]
async fn a_recurring_ticket_comes_once_for_each_of_its_days_even_after_a_stop() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let admin = world.ctx(&app, Role::Administrator);
        let officer = world.person(Role::Officer);
        let form = ChecklistForm {
            name: "Sauvegardes".into(),
            items: "Lire le rapport\nRestaurer un fichier || 1".into(),
            version: 0,
        };
        let list = checklists::actions::create(&admin, &form).await.unwrap();
        let mut manager = app.client_of(world.person(Role::Administrator)).await;
        let valmont = world.valmont.id.as_str();
        let page =
            manager.get(&format!("/recurring-tickets/new?beneficiary={valmont}")).await.expect(200).text();
        assert!(page.contains(&officer.name) && page.contains("Sauvegardes"));
        let wrong = [
            ("beneficiary", valmont),
            ("title", "Vérifier"),
            ("every", "week"),
            ("weekday", "9"),
            ("at", "matin"),
        ];
        let page = manager.post("/recurring-tickets", &wrong).await.expect(422).text();
        assert!(
            page.contains("Vérifier") && page.contains("#field-weekday") && page.contains("#field-requester")
        );
        let right = [
            ("beneficiary", valmont),
            ("title", "Vérifier les sauvegardes"),
            ("requester", officer.id.as_str()),
            ("checklist", list.id.as_str()),
            ("every", "working_day"),
            ("at", "08:00"),
        ];
        manager.post("/recurring-tickets", &right).await.location();
        let page = manager.get("/recurring-tickets").await.expect(200).text();
        assert!(page.contains("Chaque jour ouvré, 08:00") && page.contains("12\u{a0}mars"), "{page}");
        app.run_jobs().await;
        assert_eq!(app.count("ticket").await, 0, "today's time is over");
        // The instance stands still until Monday evening: Thursday, Friday and Monday each have a ticket.
        app.platform.clock.advance(SignedDuration::from_hours(5 * 24 + 8));
        for _ in 0..3 {
            app.run_jobs().await;
        }
        assert_eq!((app.count("ticket").await, app.count("ticket_task").await), (3, 6));
        let mut manager = app.client_of(world.person(Role::Administrator)).await;
        let listed = manager.get("/api/v1/recurring-tickets").await.expect(200).json();
        let one = &listed["items"][0];
        assert_eq!(one["next"], json!(["2026-03-17", "2026-03-18", "2026-03-19"]));
        let path = format!("/recurring-tickets/{valmont}/{}", one["id"].as_str().unwrap());
        manager.post(&format!("{path}/pause"), &[]).await.location();
        app.platform.clock.advance(SignedDuration::from_hours(48));
        app.run_jobs().await;
        assert_eq!(app.count("ticket").await, 3, "nothing comes while it is paused");
        let mut manager = app.client_of(world.person(Role::Administrator)).await;
        manager.post(&format!("{path}/resumption"), &[]).await.location();
        app.run_jobs().await;
        assert_eq!(app.count("ticket").await, 3, "and what would have come does not come later");
        let technician = world.ctx(&app, Role::Technician);
        let next = recurring::actions::list(&technician).await.unwrap()[0].next_on;
        assert_eq!(next.to_string(), "2026-03-19");
        let page = manager.get(&path).await.expect(200).text();
        assert!(page.contains("Vérifier les sauvegardes") && page.contains("2026-03-19"), "{page}");
        let mut changed = right.to_vec();
        changed.extend([("version", "0"), ("from", "2026-04-01")]);
        changed[1] = ("title", "Vérifier chaque sauvegarde");
        let page = manager.post(&path, &changed).await.expect(409).text();
        assert!(page.contains("Vérifier chaque sauvegarde"), "what was typed is kept");
        let version = manager.get("/api/v1/recurring-tickets").await.json()["items"][0]["version"]
            .as_i64()
            .unwrap()
            .to_string();
        changed[6] = ("version", version.as_str());
        manager.post(&path, &changed).await.location();
        let one = recurring::actions::list(&technician).await.unwrap().remove(0);
        assert_eq!(
            (one.title.as_str(), one.next_on.to_string().as_str()),
            ("Vérifier chaque sauvegarde", "2026-04-01")
        );
        app.client_of(world.person(Role::Technician))
            .await
            .post(&format!("{path}/pause"), &[])
            .await
            .expect(403);
    })
    .await;
}
