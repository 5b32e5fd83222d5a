//! The counter: who comes in person is entered in one press, called in order, and kept as a ticket.

use desk::{
    counters::{self, Counter, CounterForm},
    tickets::{Channel, State, TicketKey, actions as tickets},
    walk_ins::{
        self, CallForm, EntryForm, ReceptionForm, WalkIn, WalkInPath,
        actions::{call_next, enter},
    },
};
use jiff::SignedDuration;
use people::Role;
use platform::{Ctx, Error};
use serde_json::json;
use testkit::{TestApp, World, both};

async fn counter_of(app: &TestApp, world: &World) -> Counter {
    let form = CounterForm {
        name: "Hôtel de ville".into(),
        place: "Rez-de-chaussée".into(),
        wednesday: "08:30-12:00, 13:30-17:00".into(),
        ..CounterForm::default()
    };
    counters::actions::create(&world.ctx(app, Role::Administrator), &form).await.unwrap()
}

fn came(title: &str, who: &str) -> EntryForm {
    EntryForm { title: title.into(), who: who.into(), ..EntryForm::default() }
}

fn path(one: &WalkIn) -> WalkInPath {
    let WalkIn { counter, key, .. } = one.clone();
    WalkInPath { counter, beneficiary: key.beneficiary, walk_in: key.id }
}

async fn now(ctx: &Ctx, counter: &Counter, number: i64) -> WalkIn {
    let day = walk_ins::actions::day(ctx, &counter.id, "").await.unwrap();
    day.came.into_iter().find(|one| one.number == number).unwrap()
}

fn received(version: i64, outcome: &str, notes: &str) -> ReceptionForm {
    ReceptionForm {
        outcome: outcome.into(),
        title: "Badge perdu".into(),
        kind: "request".into(),
        notes: notes.into(),
        version,
        ..ReceptionForm::default()
    }
}

#[tokio::test]
async fn a_counter_is_set_up_on_screen_and_bad_hours_are_told_where_they_are() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut manager = app.client_of(world.person(Role::Administrator)).await;
        let wrong = [("name", "Accueil"), ("monday", "8h-12h"), ("friday", "08:00-12:00, 11:00-13:00")];
        let page = manager.post("/counters", &wrong).await.expect(422).text();
        assert!(page.contains("#field-monday") && page.contains("8h-12h") && page.contains("#field-friday"));
        assert_eq!(app.count("walk_in_counter").await, 0);
        let made =
            manager.post("/counters", &[("name", "Accueil"), ("wednesday", "8:30-12:00")]).await.location();
        let twice = [("name", "ACCUEIL"), ("monday", "08:00-12:00")];
        assert!(manager.post("/counters", &twice).await.expect(422).text().contains("porte déjà ce nom"));
        let list = manager.get("/counters").await.expect(200).text();
        assert!(
            list.contains("Accueil") && list.contains("08:30-12:00") && list.contains("Ouvert"),
            "{list}"
        );
        let settings = format!("{made}/settings");
        let change = [("name", "Accueil"), ("tuesday", "09:00-12:00"), ("version", "1")];
        manager.post(&settings, &change).await.location();
        manager.post(&settings, &change).await.expect(409);
        assert!(manager.get("/counters").await.text().contains("Fermé en ce moment"));
        manager.post(&format!("{made}/archival"), &[]).await.location();
        assert!(manager.get(&made).await.expect(200).text().contains("Ne reçoit plus"));
        app.visitor().get(&format!("{made}/display")).await.expect(404);
        let mut technician = app.client_of(world.person(Role::Technician)).await;
        technician.post(&format!("{made}/restoration"), &[]).await.expect(403);
        app.client_of(world.person(Role::Officer)).await.get(&made).await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn one_press_enters_and_one_key_calls_the_first_in_line() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let counter = counter_of(&app, &world).await;
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let entries = format!("{}/walk-ins", counter.path());
        let first = [("title", "Badge perdu"), ("who", "rose val"), ("key", "k1")];
        client.post(&entries, &first).await.location();
        client.post(&entries, &first).await.location();
        assert_eq!(app.count("walk_in").await, 1, "sent twice, entered once");
        let page = client.post(&entries, &[("title", "Écran"), ("who", "Passant")]).await.expect(422).text();
        assert!(page.contains("#field-beneficiary") && page.contains("Passant"), "nobody known: which body?");
        let body = world.rochebrune.id.to_string();
        client
            .post(&entries, &[("title", "Écran"), ("who", "Passant"), ("beneficiary", &body)])
            .await
            .location();
        let page = client.get(&counter.path()).await.expect(200).text();
        assert!(page.contains("data-key=\"n\"") && page.contains("Appeler le 1"), "{page}");
        assert!(
            page.contains("Rose VAL, Commune de Valmont") && page.contains("Passant, Commune de Rochebrune")
        );
        app.platform.clock.advance(SignedDuration::from_mins(7));
        let agent = world.ctx(&app, Role::Technician);
        let next = now(&agent, &counter, 1).await.key.id.to_string();
        let calls = format!("{}/calls", counter.path());
        client.post(&calls, &[("next", &next)]).await.location();
        client.post(&calls, &[("next", &next)]).await.location();
        let one = now(&agent, &counter, 1).await;
        assert_eq!(one.state, walk_ins::State::Called);
        assert_eq!(walk_ins::rules::wait(&one), Some(420));
        assert_eq!(
            now(&agent, &counter, 2).await.state,
            walk_ins::State::Waiting,
            "pressed twice, called once"
        );
        // A colleague who saw the same line gets the next one.
        let colleague = world.ctx(&app, Role::Administrator);
        let called = call_next(&colleague, &counter.id, &CallForm { next }).await.unwrap().unwrap();
        assert_eq!(called.number, 2);
        assert!(call_next(&colleague, &counter.id, &CallForm::default()).await.unwrap().is_none());
        let screen = app.visitor().get(&format!("{}/display", counter.path())).await.expect(200);
        assert_eq!(screen.headers["refresh"], "5");
        let text = screen.text();
        assert!(text.contains("<strong>2</strong>") && !text.contains("<script"), "{text}");
        for word in ["Rose", "Passant", "Valmont", "Rochebrune", "Badge", "Théo"] {
            assert!(!text.contains(word), "{word} is nobody else's business");
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_known_is_found_by_address_or_by_name_and_asked_about_when_several_are() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let counter = counter_of(&app, &world).await;
        let agent = world.ctx(&app, Role::Technician);
        let rose = world.person(Role::Requester);
        let typed = format!("Rose VAL <{}>", rose.email);
        let by_address = enter(&agent, &counter.id, &came("Badge", &typed)).await.unwrap();
        assert_eq!((by_address.person.as_ref(), by_address.name.as_str()), (Some(&rose.id), "Rose VAL"));
        let stranger = enter(&agent, &counter.id, &came("Badge", "x@nulle.example")).await.unwrap_err();
        assert!(matches!(stranger, Error::Invalid(problems) if problems.0[0].field == "who"));
        // Another Rose of the same name at the other body.
        let form = people::persons::PersonForm {
            organisation: world.rochebrune.id.to_string(),
            name: "Rose Val".into(),
            email: "autre@roc.example".into(),
            roles: vec![Role::Requester],
            ..Default::default()
        };
        let other = people::persons::actions::create(&app.system(), &form).await.unwrap();
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let entries = format!("{}/walk-ins", counter.path());
        let page = client.post(&entries, &[("title", "Badge"), ("who", "Rose Val")]).await.expect(422).text();
        assert!(page.contains("autre@roc.example") && page.contains(&rose.email), "{page}");
        let chosen = [("title", "Badge"), ("who", "Rose Val"), ("person", other.id.as_str())];
        client.post(&entries, &chosen).await.location();
        let one = now(&agent, &counter, 2).await;
        assert_eq!((one.key.beneficiary, one.person), (world.rochebrune.id.clone(), Some(other.id.clone())));
        let in_body = EntryForm { beneficiary: world.valmont.id.to_string(), ..came("Badge", "ROSE VAL") };
        assert_eq!(enter(&agent, &counter.id, &in_body).await.unwrap().person.as_ref(), Some(&rose.id));
        app::search::jobs::catch_up(&app.platform).await.unwrap();
        let found = client.get("/api/v1/counters/persons?q=rose").await.expect(200).json();
        assert_eq!(found["items"].as_array().unwrap().len(), 3, "{found}");
        assert!(found["items"].as_array().unwrap().iter().any(|one| one["email"] == "autre@roc.example"));
        app.client_of(rose).await.get("/api/v1/counters/persons?q=rose").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn who_is_received_has_a_ticket_whose_clocks_began_on_arrival() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let counter = counter_of(&app, &world).await;
        let agent = world.ctx(&app, Role::Technician);
        let one = enter(&agent, &counter.id, &came("Badge", "Rose Val")).await.unwrap();
        app.platform.clock.advance(SignedDuration::from_mins(20));
        let called = walk_ins::actions::call(&agent, &path(&one), one.version).await.unwrap();
        let stale =
            walk_ins::reception::serve(&agent, &path(&one), &received(one.version, "ticket", "")).await;
        assert!(matches!(stale, Err(Error::Stale(2))));
        let form = received(called.version, "ticket", "Perdu hier soir.");
        let key = walk_ins::reception::serve(&agent, &path(&one), &form).await.unwrap();
        let requester = world.ctx(&app, Role::Requester);
        let ticket = tickets::read(&requester, &key).await.unwrap().thread.ticket;
        assert_eq!((ticket.channel, ticket.state), (Channel::Counter, State::New));
        assert_eq!((ticket.title.as_str(), ticket.description.as_str()), ("Badge perdu", "Perdu hier soir."));
        assert_eq!((ticket.received_at, ticket.created_by.name.as_str()), (one.arrived_at, "Théo AGH"));
        // Taken back and received again: the same ticket, now answered.
        let served = now(&agent, &counter, 1).await;
        let back = walk_ins::actions::undo(&agent, &path(&one), served.version).await.unwrap();
        assert_eq!(back.state, walk_ins::State::Called);
        let form = received(back.version, "answered", "Un badge neuf vous a été remis.");
        assert_eq!(walk_ins::reception::serve(&agent, &path(&one), &form).await.unwrap(), key);
        let thread = tickets::read(&requester, &key).await.unwrap().thread;
        assert_eq!(thread.ticket.state, State::Resolved);
        assert_eq!(
            thread.messages.iter().map(|m| m.body.as_str()).collect::<Vec<_>>(),
            ["Un badge neuf vous a été remis."]
        );
        let served = now(&agent, &counter, 1).await;
        let back = walk_ins::actions::undo(&agent, &path(&one), served.version).await.unwrap();
        walk_ins::reception::serve(&agent, &path(&one), &received(back.version, "ticket", "")).await.unwrap();
        assert_eq!(tickets::read(&requester, &key).await.unwrap().thread.ticket.state, State::InProgress);
        assert_eq!(app.count("ticket").await, 1);
        let other = app.ctx(world.person_at(Role::Requester, &world.rochebrune.id).actor());
        assert!(matches!(tickets::read(&other, &key).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn who_is_not_known_is_named_in_the_ticket_of_the_body() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let counter = counter_of(&app, &world).await;
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let entries = format!("{}/walk-ins", counter.path());
        let body = world.valmont.id.to_string();
        let now_one =
            [("title", "Wi-Fi"), ("who", "Un élu"), ("beneficiary", body.as_str()), ("then", "call")];
        client.post(&entries, &now_one).await.location();
        let agent = world.ctx(&app, Role::Technician);
        let one = now(&agent, &counter, 1).await;
        assert_eq!(one.state, walk_ins::State::Called, "received at once");
        let page = client.get(&counter.path()).await.text();
        let (officer, rose) = (page.find("Odile VAL").unwrap(), page.find("Rose VAL").unwrap());
        assert!(officer < rose, "who follows everything of the body is proposed first");
        let reception = format!("{}/reception", one.path());
        let version = one.version.to_string();
        let wrong = [
            ("version", version.as_str()),
            ("outcome", "answered"),
            ("kind", "incident"),
            ("notes", "Code donné"),
        ];
        let page = client.post(&reception, &wrong).await.expect(422).text();
        assert!(page.contains("Code donné"), "what was typed is kept: {page}");
        assert_eq!(app.count("ticket").await, 0);
        let requester = world.person(Role::Officer).id.to_string();
        let right = [&wrong[..], &[("title", "Wi-Fi"), ("requester", requester.as_str())]].concat();
        client.post(&reception, &right).await.location();
        let one = now(&agent, &counter, 1).await;
        let (key, reference): (TicketKey, String) = one.ticket.unwrap();
        assert_eq!(reference, "VAL-1");
        let thread = tickets::read(&world.ctx(&app, Role::Officer), &key).await.unwrap().thread;
        assert_eq!(thread.ticket.description, "Passage de Un élu au guichet.");
        assert_eq!((thread.ticket.state, thread.messages[0].body.as_str()), (State::Resolved, "Code donné"));
        let theirs = app.client_of(world.person(Role::Officer)).await.get("/audit").await.expect(200).text();
        assert!(!theirs.contains("walk_in."), "the line is the provider's own business");
    })
    .await;
}

#[tokio::test]
async fn every_step_can_be_taken_back_and_the_figures_count_their_rows() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let counter = counter_of(&app, &world).await;
        let agent = world.ctx(&app, Role::Technician);
        for (minutes, title) in [(0, "Un"), (1, "Deux"), (1, "Trois"), (1, "Quatre")] {
            app.platform.clock.advance(SignedDuration::from_mins(minutes));
            enter(&agent, &counter.id, &came(title, "Rose Val")).await.unwrap();
        }
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let mut act = async |number: i64, verb: &str| {
            let one = now(&agent, &counter, number).await;
            let version = one.version.to_string();
            client.post(&format!("{}/{verb}", one.path()), &[("version", &version)]).await
        };
        act(1, "undo").await.location();
        assert_eq!(now(&agent, &counter, 1).await.state, walk_ins::State::Cancelled);
        act(1, "call").await.expect(409);
        act(1, "undo").await.location();
        act(1, "call").await.location();
        act(1, "undo").await.location();
        let one = now(&agent, &counter, 1).await;
        assert_eq!((one.state, one.called_at), (walk_ins::State::Waiting, None));
        let screen = app.visitor().get(&format!("{}/display", counter.path())).await.text();
        assert!(screen.contains("Aucun numéro"), "a call taken back is shown no more");
        act(2, "departure").await.location();
        act(1, "call").await.location();
        act(3, "call").await.location();
        act(4, "undo").await.location();
        let list = format!("/api/v1/counters/{}/walk-ins", counter.id);
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let day = client.get(&list).await.expect(200).json();
        assert_eq!((&day["received"], &day["left"], &day["present"]), (&json!(0), &json!(1), &json!(2)));
        // Called after three minutes and after one: two minutes in the middle.
        assert_eq!(day["median_wait_seconds"], 120);
        let page = client.get(&format!("{}/day?day=2026-03-11", counter.path())).await.expect(200).text();
        assert!(
            page.contains("Quatre")
                && page.contains(&platform::i18n::figures::duration(platform::i18n::Lang::Fr, 120))
                && page.contains("arrivée annulée"),
            "{page}"
        );
        client.get(&format!("{}/day?day=hier", counter.path())).await.expect(422);
        app.platform.clock.advance(SignedDuration::from_hours(24));
        let tomorrow = enter(&agent, &counter.id, &came("Cinq", "Rose Val")).await.unwrap();
        assert_eq!(tomorrow.number, 1, "numbers begin again each day");
    })
    .await;
}

#[tokio::test]
async fn a_program_gives_out_numbers_and_receives() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let counter = counter_of(&app, &world).await;
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let base = format!("/api/v1/counters/{}", counter.id);
        let body = json!({"title": "Badge", "who": world.person(Role::Requester).email, "key": "terminal-1"});
        let post = axum::http::Method::POST;
        let entered = client.json(post.clone(), &format!("{base}/walk-ins"), &body).await.expect(201).json();
        assert_eq!((&entered["number"], &entered["state"]), (&json!(1), &json!("waiting")));
        let called = client.json(post.clone(), &format!("{base}/calls"), &json!({})).await.expect(200).json();
        assert_eq!(called["id"], entered["id"]);
        let own = format!("{base}/walk-ins/{}/{}", world.valmont.id, entered["id"].as_str().unwrap());
        let form =
            json!({"outcome": "ticket", "title": "Badge", "kind": "request", "version": called["version"]});
        let ticket = client.json(post.clone(), &format!("{own}/reception"), &form).await.expect(201).json();
        assert_eq!(ticket["channel"], "counter");
        client.json(post.clone(), &format!("{own}/departure"), &json!({"version": 3})).await.expect(409);
        client.json(post, &format!("{own}/undo"), &json!({"version": 1})).await.expect(409);
        let foreign = own.replace(world.valmont.id.as_str(), world.rochebrune.id.as_str());
        client
            .json(axum::http::Method::POST, &format!("{foreign}/undo"), &json!({"version": 3}))
            .await
            .expect(404);
        let display = app.visitor().get(&format!("{base}/display")).await.expect(200).json();
        assert_eq!(display["calls"][0]["number"], 1);
    })
    .await;
}
