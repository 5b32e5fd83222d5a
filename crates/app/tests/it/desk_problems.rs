//! Problems: what stands behind incidents of several beneficiaries, each of which reads its own part alone.

use crate::desk_tickets::{incoming, ticket_of};
use axum::http::Method;
use desk::{
    categories::{self, CategoryForm},
    problems::{MoveForm, ProblemForm, ProblemId, State, actions},
    tickets::{State as TicketState, TicketKey, actions as tickets},
};
use people::{Person, Role};
use serde_json::json;
use testkit::{TestApp, World, both};

async fn said(app: &TestApp, key: &TicketKey) -> (TicketState, Vec<String>) {
    let thread = tickets::read(&app.system(), key).await.unwrap().thread;
    (thread.ticket.state, thread.messages.into_iter().map(|message| message.body).collect())
}

#[tokio::test]
async fn one_press_opens_a_problem_and_each_beneficiary_reads_its_own_part() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let roc = world.person_at(Role::Requester, &world.rochebrune.id);
        let one = ticket_of(&app, rose, "Wi-Fi coupé à neuf heures").await;
        let two = ticket_of(&app, roc, "Plus de Wi-Fi le matin").await;
        let mut agent = app.client_of(theo).await;
        let page = agent.get(&one.path()).await.expect(200).text();
        assert!(page.contains("Un problème derrière ce ticket"), "{page}");
        let path = agent.post(&format!("{}/problem", one.path()), &[("problem", "")]).await.location();
        let page = agent.get(&path).await.expect(200).text();
        assert!(page.contains("PRB-1 Wi-Fi coupé") && page.contains("VAL-1"), "{page}");
        agent.post(&format!("{path}/tickets"), &[("tickets", "ROC-9")]).await.expect(422);
        agent.post(&format!("{path}/tickets"), &[("tickets", "roc-1")]).await.location();
        assert!(agent.get(&path).await.text().contains("Tickets : 2. Bénéficiaires : 2."));
        // Nothing is published: those concerned read nothing yet.
        let (mut asker, mut other) = (app.client_of(rose).await, app.client_of(roc).await);
        assert!(asker.get("/known-errors").await.expect(200).text().contains("Rien n’est connu"));
        agent.post(&format!("{path}/publication"), &[("published", "on")]).await.expect(422);
        agent.post(&format!("{path}/state"), &[("state", "known_error")]).await.expect(422);
        let id = ProblemId::from(path.rsplit('/').next().unwrap());
        let ctx = app.ctx(theo.actor());
        let version = actions::read(&ctx, &id).await.unwrap().problem.version;
        let form = ProblemForm {
            title: "Micrologiciel des bornes".into(),
            root_cause: "Redémarrage nocturne du constructeur".into(),
            workaround: "Redémarrer le contrôleur interne".into(),
            public_title_fr: "Wi-Fi instable le matin".into(),
            public_text_fr: "Branchez un câble jusqu’à dix heures.".into(),
            version,
            ..ProblemForm::default()
        };
        actions::change(&ctx, &id, &form).await.unwrap();
        assert!(actions::change(&ctx, &id, &form).await.is_err(), "typed on what was read before");
        agent.post(&format!("{path}/state"), &[("state", "known_error")]).await.location();
        agent.post(&format!("{path}/publication"), &[("published", "on")]).await.location();
        for (client, own, foreign) in [(&mut asker, "VAL-1", "ROC-1"), (&mut other, "ROC-1", "VAL-1")] {
            let page = client.get("/known-errors").await.expect(200).text();
            assert!(page.contains("Branchez un câble") && page.contains(own), "{page}");
            let words = [foreign, "contrôleur interne", "Redémarrage nocturne", "PRB-1", "Micrologiciel"];
            assert!(words.iter().all(|word| !page.contains(word)), "{page}");
        }
        let page = asker.get(&one.path()).await.expect(200).text();
        assert!(
            page.contains("Branchez un câble") && !page.contains("PRB-1") && !page.contains("/problems"),
            "{page}"
        );
        asker.get(&path).await.expect(403);
        app.client_of(world.person(Role::Officer)).await.get("/problems").await.expect(403);
        app.client_of(world.person(Role::FinanceOfficer)).await.get("/known-errors").await.expect(403);
        // Taken off, its beneficiary reads nothing of it any more.
        agent.post(&format!("{path}/tickets/removal"), &[("tickets", "ROC-1")]).await.location();
        assert!(other.get("/known-errors").await.text().contains("Rien n’est connu"));
        assert!(!other.get(&two.path()).await.text().contains("Branchez un câble"));
        agent.post(&format!("{path}/publication"), &[("published", "")]).await.location();
        assert!(asker.get("/known-errors").await.text().contains("Rien n’est connu"));
    })
    .await;
}

#[tokio::test]
async fn a_solved_problem_tells_every_linked_ticket_once() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let roc = world.person_at(Role::Requester, &world.rochebrune.id);
        let (one, two) = (ticket_of(&app, rose, "Lent").await, ticket_of(&app, roc, "Lent aussi").await);
        let mut agent = app.client_of(theo).await;
        let opened = json!({"title": "Serveur saturé", "tickets": "VAL-1, ROC-1"});
        let opened = agent.json(Method::POST, "/api/v1/problems", &opened).await.expect(201).json();
        app::search::jobs::catch_up(&app.platform).await.unwrap();
        assert!(agent.get("/search?q=sature").await.expect(200).text().contains("PRB-1"));
        assert!(
            agent
                .get("/exports/problems?format=csv")
                .await
                .expect(200)
                .text()
                .contains("PRB-1;Serveur saturé;")
        );
        assert!(
            !app.client_of(world.person(Role::Officer))
                .await
                .get("/search?q=sature")
                .await
                .text()
                .contains("PRB-1")
        );
        assert_eq!(
            (opened["reference"].as_str(), opened["beneficiaries"].as_i64()),
            (Some("PRB-1"), Some(2))
        );
        let other = json!({"title": "Autre", "tickets": "VAL-1"});
        let taken = agent.json(Method::POST, "/api/v1/problems", &other).await.expect(422).text();
        assert!(taken.contains("PRB-1"), "a ticket has one cause: {taken}");
        let path = format!("/problems/{}", opened["id"].as_str().unwrap());
        agent.post(&format!("{path}/messages"), &[("body", " ")]).await.expect(422);
        let wait = [("body", "Nous cherchons."), ("key", "k1")];
        for _ in 0..2 {
            agent.post(&format!("{path}/messages"), &wait).await.location();
        }
        let solved = [("body", "Mémoire doublée."), ("key", "k2"), ("solved", "on")];
        agent.post(&format!("{path}/messages"), &solved).await.location();
        app.run_jobs().await;
        app.run_jobs().await;
        for key in [&one, &two] {
            let expected = vec!["Nous cherchons.".to_owned(), "Mémoire doublée.".to_owned()];
            assert_eq!(said(&app, key).await, (TicketState::Resolved, expected));
        }
        let ctx = app.ctx(theo.actor());
        let id = ProblemId::from(opened["id"].as_str().unwrap());
        let whole = actions::read(&ctx, &id).await.unwrap();
        assert_eq!(
            (whole.problem.state, whole.problem.resolution.as_str()),
            (State::Resolved, "Mémoire doublée.")
        );
        agent.post(&format!("{path}/state"), &[("state", "closed")]).await.location();
        agent.post(&format!("{path}/tickets"), &[("tickets", "VAL-1")]).await.expect(409);
        // It came back.
        let back = MoveForm { state: "investigating".into(), resolution: String::new() };
        assert_eq!(actions::set_state(&ctx, &id, &back).await.unwrap().state, State::Investigating);
        let page = agent.get(&path).await.expect(200).text();
        assert!(page.contains("clos") && page.contains("cause recherchée"), "its history: {page}");
    })
    .await;
}

async fn sorted(app: &TestApp, person: &Person, words: &str, category: &str) -> TicketKey {
    let ctx = app.ctx(person.actor());
    let key = tickets::create(&ctx, incoming(person, words)).await.unwrap();
    let mut tx = app.platform.db.begin(&kernel::Scope::All).await.unwrap();
    let update = platform::db::query("update ticket set category_id = $1 where id = $2");
    tx.execute(update.bind(category).bind(key.id.as_str())).await.unwrap();
    tx.commit().await.unwrap();
    key
}

#[tokio::test]
async fn many_incidents_alike_are_proposed_and_a_known_error_stands_beside_the_next() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let form = CategoryForm { name: "Impression".into(), ..CategoryForm::default() };
        categories::actions::create(&app.system(), &form).await.unwrap();
        let category =
            categories::store::all(&mut app.system().read().await.unwrap()).await.unwrap()[0].id.to_string();
        let mut agent = app.client_of(theo).await;
        for n in 1..=4 {
            sorted(&app, rose, &format!("Bourrage {n}"), &category).await;
        }
        let page = agent.get("/problems").await.expect(200).text();
        assert!(
            page.contains("Catégorie « Impression » : 4 incidents") && page.contains("Bourrage 3"),
            "{page}"
        );
        let found = agent.get("/api/v1/problem-candidates").await.expect(200).json();
        assert_eq!(found["items"][0]["tickets"].as_array().unwrap().len(), 4);
        let form = ProblemForm {
            title: "Rouleau usé".into(),
            category: category.clone(),
            workaround: "Passer par le bac 2".into(),
            tickets: "VAL-1, VAL-2, VAL-3, VAL-4".into(),
            ..ProblemForm::default()
        };
        let ctx = app.ctx(theo.actor());
        let problem = actions::open(&ctx, &form).await.unwrap();
        assert!(!agent.get("/problems").await.text().contains("Peut-être un problème"), "explained now");
        let known = MoveForm { state: "known_error".into(), resolution: String::new() };
        actions::set_state(&ctx, &problem.id, &known).await.unwrap();
        let next = sorted(&app, rose, "Encore un bourrage", &category).await;
        let page = agent.get(&next.path()).await.expect(200).text();
        assert!(page.contains("Passer par le bac 2") && page.contains("C’est cela"), "{page}");
        let link = format!("{}/problem", next.path());
        agent.post(&link, &[("problem", problem.id.as_str())]).await.location();
        assert_eq!(actions::read(&ctx, &problem.id).await.unwrap().incidents.len(), 5);
        let hit = agent.get("/known-errors?q=ROULEAU+use").await.expect(200).text();
        assert!(hit.contains("Passer par le bac 2"), "{hit}");
        assert!(!agent.get("/known-errors?q=fax").await.text().contains("Passer par le bac 2"));
    })
    .await;
}
