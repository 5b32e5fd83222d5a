//! Tasks of tickets and checklists.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::{
    checklists::{self, ChecklistForm},
    tasks::{self, TaskForm},
    teams::{self, TeamForm},
    tickets::actions as tickets,
};
use people::{Person, Role};
use platform::{Ctx, Error};
use serde_json::json;
use testkit::{TestApp, World, both};

async fn team(ctx: &Ctx, name: &str, members: &[&Person]) -> teams::Team {
    let members = members.iter().map(|person| person.id.to_string()).collect();
    let form = TeamForm { name: name.to_owned(), members, ..TeamForm::default() };
    teams::actions::create(ctx, &form).await.unwrap()
}

#[tokio::test]
async fn a_task_is_added_found_by_its_agent_done_and_undone() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Nouveau bureau").await;
        let mut client = app.client_of(theo).await;
        let path = format!("{}/tasks", key.path());
        let typed = [("title", "Tirer un câble"), ("assignee", theo.id.as_str()), ("due_on", "2026-03-10")];
        assert_eq!(client.post(&path, &typed).await.location(), path);
        let mine = client.get("/tasks").await.expect(200).text();
        assert!(mine.contains("Tirer un câble") && mine.contains("en retard"), "{mine}");
        assert!(client.get("/tasks?state=done").await.expect(200).text().contains("Aucune tâche ici"));
        let page = client.get(&key.path()).await.expect(200).text();
        assert!(page.contains("0 sur 1"), "the panel counts");
        let theos = app.ctx(theo.actor());
        let task = tasks::actions::list(&theos, &key).await.unwrap().remove(0);
        let one = format!("{path}/{}", task.id);
        client.post(&format!("{one}/completion"), &[]).await.location();
        client.post(&format!("{one}/completion"), &[]).await.location();
        let refused = client.post(&format!("{one}/removal"), &[]).await.expect(409).text();
        assert!(refused.contains("dites d’abord"), "what was done stays: {refused}");
        // The requester's side reads it, and changes nothing.
        let mut requester = app.client_of(rose).await;
        let read = requester.get(&path).await.expect(200).text();
        assert!(read.contains("Tirer un câble") && read.contains(&theo.name), "{read}");
        requester.post(&format!("{one}/reopening"), &[]).await.expect(403);
        client.post(&format!("{one}/reopening"), &[]).await.location();
        client.post(&format!("{one}/removal"), &[]).await.location();
        assert_eq!(app.count("ticket_task").await, 0);
        let reading = tickets::read(&theos, &key).await.unwrap();
        assert_eq!(reading.thread.ticket.version, 1, "tasks do not conflict with answers");
    })
    .await;
}

#[tokio::test]
async fn a_task_form_says_what_is_wrong_and_two_writers_do_not_overwrite_each_other() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Nouveau bureau").await;
        let mut client = app.client_of(theo).await;
        let path = format!("{}/tasks", key.path());
        let page = client.post(&path, &[("title", " "), ("due_on", "demain")]).await.expect(422).text();
        assert!(page.contains("#field-title") && page.contains("#field-due-on"));
        let page =
            client.post(&path, &[("title", "X"), ("assignee", rose.id.as_str())]).await.expect(422).text();
        assert!(page.contains("#field-assignee"), "a requester does no task: {page}");
        let api = format!("/api/v1{path}");
        let made = client.json(Method::POST, &api, &json!({"title": "Percer"})).await.expect(201).json();
        let one = format!("{api}/{}", made["id"].as_str().unwrap());
        let changed = json!({"title": "Percer le mur", "version": 1});
        let after = client.json(Method::PUT, &one, &changed).await.expect(200).json();
        assert_eq!(after["items"][0]["title"], "Percer le mur");
        client.json(Method::PUT, &one, &changed).await.expect(409);
        let correction = format!("{path}/{}/correction", made["id"].as_str().unwrap());
        let late = client.post(&correction, &[("title", "Y")]).await;
        assert!(late.expect(409).text().contains("Percer le mur"));
    })
    .await;
}

#[tokio::test]
async fn a_checklist_is_data_and_gives_its_tasks_in_one_gesture() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let admin = world.ctx(&app, Role::Administrator);
        team(&admin, "Réseau", &[theo]).await;
        let mut manager = app.client_of(world.person(Role::Administrator)).await;
        let items = "Couper le port | Réseau | 2\nPrévenir le site";
        let page = manager.post("/checklists", &[("name", "Panne"), ("items", "A | Inconnue\n|")]).await;
        let page = page.expect(422).text();
        assert!(page.contains("Ligne 1") && page.contains("Ligne 2") && page.contains("A | Inconnue"));
        manager.post("/checklists", &[("name", "Panne"), ("items", items)]).await.location();
        manager.post("/checklists", &[("name", "PANNE"), ("items", items)]).await.expect(422);
        let lists = checklists::store::active(&mut admin.read().await.unwrap()).await.unwrap();
        let list = format!("/checklists/{}", lists[0].id);
        let written = manager.get(&list).await.expect(200).text();
        assert!(written.contains("Couper le port | Réseau | 2"), "{written}");
        let key = ticket_of(&app, rose, "Plus de réseau").await;
        let mut client = app.client_of(theo).await;
        let apply = format!("{}/checklist", key.path());
        let applied = client.post(&apply, &[("checklist", lists[0].id.as_str())]).await;
        assert_eq!(applied.location(), format!("{}/tasks", key.path()));
        let found = tasks::actions::list(&app.ctx(theo.actor()), &key).await.unwrap();
        let told: Vec<_> =
            found.iter().map(|task| (task.title.as_str(), task.due_on.map(|d| d.to_string()))).collect();
        assert_eq!(told, [("Couper le port", Some("2026-03-13".to_owned())), ("Prévenir le site", None)]);
        assert!(
            client.get("/tasks").await.text().contains("Couper le port"),
            "nobody took it: it is the team's"
        );
        manager.post(&format!("{list}/archival"), &[]).await.location();
        client.post(&apply, &[("checklist", lists[0].id.as_str())]).await.expect(422);
        client.post("/checklists", &[("name", "Y"), ("items", "Z")]).await.expect(403);
        let stale = ChecklistForm { name: "P".into(), items: "Z".into(), version: 1 };
        let stale = checklists::actions::change(&admin, &lists[0].id, &stale).await.unwrap_err();
        assert!(matches!(stale, Error::Stale(2)), "{stale:?}");
    })
    .await;
}

#[tokio::test]
async fn who_is_given_a_task_sees_its_ticket_and_nothing_else() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, come) = (world.person(Role::Requester), world.person(Role::Contractor));
        let theo = world.ctx(&app, Role::Technician);
        let key = ticket_of(&app, rose, "Fibre coupée").await;
        let other = ticket_of(&app, rose, "Autre chose").await;
        let riverside = app.ctx(come.actor());
        assert!(matches!(tickets::read(&riverside, &key).await, Err(Error::NotFound)));
        let form =
            TaskForm { title: "Ressouder".into(), assignee: come.id.to_string(), ..TaskForm::default() };
        tasks::actions::add(&theo, &key, &form).await.unwrap();
        let form = TaskForm { title: "Ailleurs".into(), ..TaskForm::default() };
        tasks::actions::add(&theo, &other, &form).await.unwrap();
        assert!(tickets::read(&riverside, &key).await.is_ok());
        assert!(matches!(tickets::read(&riverside, &other).await, Err(Error::NotFound)));
        let all = app.client_of(come).await.get("/tasks?who=all").await.expect(200).text();
        assert!(all.contains("Ressouder") && !all.contains("Ailleurs"), "{all}");
    })
    .await;
}
