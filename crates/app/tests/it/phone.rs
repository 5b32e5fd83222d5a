//! The telephone: who calls is known by the number, a ticket takes a title and a requester, missed calls are called back.

use axum::{body::Body, http::Method};
use desk::{
    calls::{CallId, NoteForm, Part, State, TicketForm, actions},
    phone_lines::{self, Line, LineForm},
    tickets::{Channel, actions as tickets},
};
use jiff::SignedDuration;
use people::{
    Person, Role,
    persons::{self, PersonForm},
};
use serde_json::{Value, json};
use testkit::{Answer, TestApp, World, both};

async fn line(app: &TestApp, world: &World) -> (Line, String) {
    let ctx = world.ctx(app, Role::Administrator);
    phone_lines::actions::create(&ctx, &LineForm { name: "Standard".into() }).await.unwrap()
}

async fn post(app: &TestApp, line: &(Line, String), body: &Value) -> Answer {
    let path = format!("/api/v1/hooks/phone/{}", line.0.id);
    let bearer = format!("Bearer {}", line.1);
    app.visitor().send(Method::POST, &path, &[("authorization", &bearer)], Body::from(body.to_string())).await
}

async fn told(app: &TestApp, line: &(Line, String), event: &str, number: &str, call: &str) -> Value {
    let body = json!({"call": call, "event": event, "number": number, "agent": "technician@agh.example"});
    post(app, line, &body).await.expect(200).json()
}

fn id(answer: &Value) -> CallId {
    answer["call"].as_str().unwrap().into()
}

/// Gives a person a telephone.
async fn with_phone(app: &TestApp, person: &Person, phone: &str) {
    let form = PersonForm { phone: phone.to_owned(), ..PersonForm::of(person) };
    persons::actions::change(&app.system(), &person.id, &form).await.unwrap();
}

#[tokio::test]
async fn a_caller_is_known_by_the_number_and_a_ticket_takes_a_title_and_a_requester() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let line = line(&app, &world).await;
        with_phone(&app, world.person(Role::Requester), "05 36 49 10 10").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        assert!(theo.get("/calls").await.expect(200).text().contains("Aucun appel"));
        let ringing = told(&app, &line, "ringing", "+33 (0)5 36 49 10 10", "c1").await;
        assert_eq!((&ringing["state"], &ringing["repeated"]), (&json!("ringing"), &json!(false)));
        assert_eq!(told(&app, &line, "ringing", "0536491010", "c1").await["repeated"], json!(true));
        let call = id(&ringing);
        assert_eq!(theo.get("/live/calls").await.expect(200).json()["call"], json!(call));
        let card = theo.get(&format!("/calls/{call}")).await.expect(200).text();
        assert!(
            card.contains("Rose VAL")
                && card.contains("Commune de Valmont")
                && card.contains("data-pops=\"yes\""),
            "{card}"
        );
        assert_eq!(told(&app, &line, "answered", "", "c1").await["state"], "answered");
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        assert_eq!(
            ada.get("/live/calls").await.expect(200).json()["call"],
            Value::Null,
            "somebody else has taken it"
        );
        let refused = theo
            .post(&format!("/calls/{call}/ticket"), &[("title", ""), ("requester", "")])
            .await
            .expect(422)
            .text();
        assert!(refused.contains("#field-title") && refused.contains("#field-requester"), "{refused}");
        let rose = world.person(Role::Requester).id.to_string();
        let form = [("title", "Plus de réseau"), ("requester", rose.as_str()), ("key", "k1")];
        let made = theo.post(&format!("/calls/{call}/ticket"), &form).await.location();
        assert_eq!(
            theo.post(&format!("/calls/{call}/ticket"), &form).await.location(),
            made,
            "sent twice, one ticket"
        );
        let ticket = theo.get(&made).await.expect(200).text();
        assert!(
            ticket.contains("Plus de réseau") && ticket.contains(&format!("/calls/{call}")),
            "the call is beside it"
        );
        let agent = world.ctx(&app, Role::Technician);
        let (calls, _) = actions::list(&agent, Part::All, "").await.unwrap();
        let key = calls[0].ticket.as_ref().unwrap().0.clone();
        assert_eq!(tickets::read(&agent, &key).await.unwrap().thread.ticket.channel, Channel::Phone);
        app.platform.clock.advance(SignedDuration::from_mins(2));
        assert_eq!(told(&app, &line, "ended", "", "c1").await["state"], "ended");
        let card = theo.get(&format!("/calls/{call}")).await.expect(200).text();
        assert!(card.contains("2\u{a0}min") && card.contains("Théo AGH"), "{card}");
        theo.post(&format!("/calls/{call}/unlinking"), &[]).await.location();
        let reference = calls[0].ticket.as_ref().unwrap().1.clone();
        theo.post(&format!("/calls/{call}/link"), &[("ticket", "VAL-99")]).await.expect(422);
        theo.post(&format!("/calls/{call}/link"), &[("ticket", &reference)]).await.location();
        // The beneficiary reads the ticket, never the call nor a number.
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let page = officer.get(&key.path()).await.expect(200).text();
        assert!(!page.contains("/calls/") && !page.contains("36\u{a0}49"), "{page}");
        for path in ["/calls".to_owned(), format!("/calls/{call}"), "/api/v1/calls".to_owned()] {
            officer.get(&path).await.expect(403);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_missed_waits_to_be_called_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let line = line(&app, &world).await;
        let agent = world.ctx(&app, Role::Technician);
        let first = id(&told(&app, &line, "ringing", "06 39 98 00 01", "m1").await);
        told(&app, &line, "ended", "", "m1").await;
        app.platform.clock.advance(SignedDuration::from_hours(12));
        told(&app, &line, "missed", "anonymous", "m2").await;
        told(&app, &line, "missed", "0639980001", "m3").await;
        let waiting = async || actions::waiting(&agent).await.unwrap();
        assert_eq!(waiting().await, 3);
        let (missed, _) = actions::list(&agent, Part::Missed, "").await.unwrap();
        let in_hours: Vec<bool> = missed.iter().map(|call| call.in_hours).collect();
        assert_eq!(in_hours, [false, false, true], "ten in the morning, then ten in the evening");
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let page = theo.get("/calls?part=missed").await.expect(200).text();
        assert!(page.contains("hors plage de service") && page.contains("numéro masqué"), "{page}");
        theo.post(&format!("/calls/{first}/called-back"), &[]).await.location();
        assert_eq!(waiting().await, 2);
        theo.post(&format!("/calls/{first}/not-called-back"), &[]).await.location();
        assert_eq!(waiting().await, 3);
        // Calling the number back, whoever does, answers every missed call of it.
        app.platform.clock.advance(SignedDuration::from_mins(1));
        let out = json!({"call": "o1", "event": "answered", "direction": "out", "number": "+33639980001", "agent": "technician@agh.example"});
        post(&app, &line, &out).await.expect(200);
        assert_eq!(waiting().await, 1);
        let (all, _) = actions::list(&agent, Part::All, "").await.unwrap();
        assert_eq!(all.iter().filter(|call| call.state == State::Missed && call.called_back.is_some()).count(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_exchange_proves_itself_and_bad_news_change_nothing() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let line = line(&app, &world).await;
        let good = json!({"call": "c", "event": "ringing", "number": "0536491010"});
        let stranger = (line.0.clone(), "wrong".to_owned());
        assert_eq!(
            post(&app, &stranger, &good).await.expect(401).headers["content-type"],
            "application/problem+json"
        );
        for bad in [
            json!({"call": "", "event": "ringing"}),
            json!({"call": "c", "event": "barking"}),
            json!({"call": "c", "event": "ringing", "caller": "x"}),
            json!({"event": "ringing"}),
            json!([]),
        ] {
            post(&app, &line, &bad).await.expect(422);
        }
        let large = json!({"call": "c", "event": "ringing", "number": "1".repeat(20_000)});
        post(&app, &line, &large).await.expect(422);
        let root = world.ctx(&app, Role::Administrator);
        phone_lines::actions::set_enabled(&root, &line.0.id, false).await.unwrap();
        post(&app, &line, &good).await.expect(409);
        assert_eq!(app.count("phone_call").await, 0);
        phone_lines::actions::set_enabled(&root, &line.0.id, true).await.unwrap();
        post(&app, &line, &good).await.expect(200);
        let (_, renewed) = phone_lines::actions::renew_secret(&root, &line.0.id).await.unwrap();
        post(&app, &line, &good).await.expect(401);
        post(&app, &(line.0.clone(), renewed), &good).await.expect(200);
        let mut page = app.client_of(world.person(Role::Administrator)).await;
        let made = page.post("/phone-lines", &[("name", "Annexe")]).await.expect(201).text();
        assert!(made.contains("affiché cette seule fois"), "{made}");
        page.post("/phone-lines", &[("name", "ANNEXE")]).await.expect(422);
        assert!(!page.get("/phone-lines").await.expect(200).text().contains("affiché cette seule fois"));
    })
    .await;
}

#[tokio::test]
async fn a_call_is_noted_by_hand_and_forgotten_in_time() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        with_phone(&app, world.person(Role::Requester), "+33 6 39 98 00 01").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        theo.get("/calls/new").await.expect(200);
        let body = world.valmont.id.to_string();
        let offered = theo.get(&format!("/calls/new?beneficiary={body}")).await.expect(200).text();
        assert!(offered.contains("Rose VAL"));
        let empty = [
            ("number", ""),
            ("direction", "in"),
            ("state", "ended"),
            ("at", "2099-01-01T10:00"),
            ("note", ""),
        ];
        let refused = theo.post("/calls", &empty).await.expect(422).text();
        assert!(
            refused.contains("#field-number")
                && refused.contains("#field-at")
                && refused.contains("2099-01-01T10:00"),
            "{refused}"
        );
        let noted = [
            ("number", "06.39.98.00.01"),
            ("direction", "in"),
            ("state", "ended"),
            ("at", ""),
            ("note", "Rappeler lundi"),
        ];
        let made = theo.post("/calls", &noted).await.location();
        let card = theo.get(&made).await.expect(200).text();
        assert!(card.contains("Rose VAL") && card.contains("Rappeler lundi"), "{card}");
        let agent = world.ctx(&app, Role::Technician);
        let call: CallId = made.rsplit('/').next().unwrap().into();
        let title = TicketForm {
            title: "Écran noir".into(),
            requester: world.person(Role::Requester).id.to_string(),
            ..TicketForm::default()
        };
        actions::open_ticket(&agent, &call, &title).await.unwrap();
        let form = NoteForm { number: "poste 12".into(), direction: "out".into(), ..NoteForm::default() };
        actions::note(&agent, &form).await.unwrap();
        app.platform.clock.advance(SignedDuration::from_hours(24 * 366));
        actions::forget(&app.system()).await.unwrap();
        let card = actions::card(&agent, &call).await.unwrap();
        assert!(card.call.number.is_empty() && card.call.person.is_none() && card.call.note.is_empty());
        assert!(card.call.ticket.is_some(), "its ticket stays");
    })
    .await;
}

#[tokio::test]
async fn a_page_hears_that_the_telephone_rings_and_a_beneficiary_does_not() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let line = line(&app, &world).await;
        let mut watch = people::audit::feed::Watch::default();
        let mut heard = app.platform.live.subscribe(&world.person(Role::Technician).id).unwrap();
        desk::live::actions::publish(&app.platform, &mut watch).await.unwrap();
        let call = id(&told(&app, &line, "ringing", "0536491010", "c1").await);
        desk::live::actions::publish(&app.platform, &mut watch).await.unwrap();
        let platform::live::Heard::News(news) = heard.next().await else { panic!() };
        assert_eq!((news.kind.as_str(), news.id.as_str()), ("phone_call", call.as_str()));
        for (role, hears) in [
            (Role::Technician, true),
            (Role::Administrator, true),
            (Role::Director, false),
            (Role::Contractor, false),
            (Role::Officer, false),
        ] {
            let actor = world.person(role).actor();
            assert_eq!(
                desk::live::actions::may_hear(&app.platform, &actor, &news).await.unwrap(),
                hears,
                "{role:?}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn persons_of_before_get_their_number_worked_out() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        with_phone(&app, world.person(Role::Requester), "05 36 49 10 10").await;
        let mut tx = app.platform.db.begin(&kernel::Scope::All).await.unwrap();
        tx.execute(platform::db::query("update person set phone_number = null")).await.unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
        let mut tx = app.platform.db.read(&kernel::Scope::All).await.unwrap();
        let callers = desk::calls::store::callers(&mut tx, "+33536491010").await.unwrap();
        assert_eq!(callers.len(), 1);
    })
    .await;
}
