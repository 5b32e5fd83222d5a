//! Conversations: what is said is the ticket, each message once; who may read; what happens when nobody comes.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::{
    chats::{self, EndForm, HandForm, OpenForm, SayForm, State, TakeForm, actions},
    desk_settings::{self, DeskSettingsForm},
    teams::{self, TeamForm},
    tickets::{self, Channel, TicketKey},
};
use jiff::SignedDuration;
use people::Role;
use platform::{Ctx, Error, web::UploadedFile};
use serde_json::json;
use testkit::{TestApp, World, both};

async fn begun(ctx: &Ctx, body: &str) -> TicketKey {
    let form = OpenForm { body: body.into(), ..OpenForm::default() };
    Box::pin(actions::open(ctx, &form, vec![])).await.unwrap()
}

fn words(body: &str, key: &str) -> SayForm {
    SayForm { body: body.into(), key: key.into(), ..SayForm::default() }
}

fn among(body: &str) -> SayForm {
    SayForm { internal: "on".into(), ..words(body, "") }
}

async fn say(ctx: &Ctx, key: &TicketKey, form: &SayForm) -> platform::Result<()> {
    Box::pin(actions::say(ctx, key, form, vec![])).await
}

async fn take(ctx: &Ctx, key: &TicketKey, version: i64) -> platform::Result<()> {
    Box::pin(actions::take(ctx, key, &TakeForm { version })).await
}

/// What was said, as the reader sees it: author and words.
async fn said(ctx: &Ctx, key: &TicketKey) -> Vec<(String, String)> {
    let reading = actions::read(ctx, key).await.unwrap();
    reading.thread.messages.into_iter().map(|message| (message.author.name, message.body)).collect()
}

fn refused(result: &platform::Result<()>) -> &str {
    match result {
        Err(Error::Refused(text)) => &text.key,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_said_is_the_ticket_each_message_once_and_in_order() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.ctx(&app, Role::Requester), world.ctx(&app, Role::Technician));
        let mut requester = app.client_of(world.person(Role::Requester)).await;
        let mut agent = app.client_of(world.person(Role::Technician)).await;
        assert!(
            requester.get("/requests/new").await.text().contains("href=\"/chats/new\""),
            "found from the portal"
        );
        let page = requester.upload("/chats", &[("body", " ")], &[]).await.expect(422).text();
        assert!(page.contains("#field-body"));
        let begin = [("body", "Mon écran est noir"), ("kind", "incident"), ("key", "k0")];
        let place = requester.upload("/chats", &begin, &[]).await.location();
        assert_eq!(
            requester.upload("/chats", &begin, &[]).await.location(),
            place,
            "sent twice, one conversation"
        );
        assert_eq!(requester.get("/chats/new").await.location(), place, "a second one leads to the first");
        let second = requester.upload("/chats", &[("body", "Et ma souris"), ("key", "k1")], &[]).await;
        assert!(second.expect(409).text().contains("Et ma souris"), "what was typed is kept");
        assert_eq!(app.count("ticket").await, 1);
        let list = agent.get("/chats").await.expect(200).text();
        assert!(list.contains("Mon écran est noir") && list.contains("attend un agent"), "{list}");
        let messages = format!("{place}/messages");
        let early =
            agent.upload(&messages, &[("body", "Bonjour"), ("key", "a0")], &[]).await.expect(409).text();
        assert!(early.contains("Prenez d’abord"), "nobody writes without being in charge");
        agent.post(&format!("{place}/taking"), &[("version", "1")]).await.location();
        agent.upload(&messages, &[("body", "Bonjour, le câble ?"), ("key", "a1")], &[]).await.location();
        agent.upload(&messages, &[("body", "Bonjour, le câble ?"), ("key", "a1")], &[]).await.location();
        requester
            .upload(&messages, &[("body", "Branché"), ("key", "r1")], &[("files", "photo.png", b"x")])
            .await
            .location();
        agent
            .upload(&messages, &[("body", "Il traîne"), ("internal", "on"), ("key", "a2")], &[])
            .await
            .location();
        agent.upload(&messages, &[("body", "Je le change"), ("key", "a3")], &[]).await.location();
        let page = requester.get(&place).await.expect(200).text();
        assert!(
            page.contains("Avec Théo AGH") && page.contains("photo.png") && !page.contains("Il traîne"),
            "{page}"
        );
        assert!(agent.get(&place).await.text().contains("Il traîne"));
        agent.post(&format!("{place}/end"), &[("resolved", "on")]).await.location();
        agent.post(&format!("{place}/end"), &[("resolved", "on")]).await.location();
        let late =
            requester.upload(&messages, &[("body", "Merci !"), ("key", "r2")], &[]).await.expect(409).text();
        assert!(late.contains("Merci !") && late.contains("terminée"), "what was typed is kept: {late}");
        let key = key_of(&place);
        let expected =
            [("Théo AGH", "Bonjour, le câble ?"), ("Rose VAL", "Branché"), ("Théo AGH", "Je le change")];
        assert_eq!(said(&rose, &key).await, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
        let ticket = tickets::actions::read(&theo, &key).await.unwrap().thread.ticket;
        assert_eq!((ticket.channel, ticket.state), (Channel::Chat, tickets::State::Resolved));
        assert_eq!(
            (ticket.description.as_str(), ticket.assignee.unwrap().name.as_str()),
            ("Mon écran est noir", "Théo AGH")
        );
        assert_eq!(actions::read(&rose, &key).await.unwrap().chat.state, State::Ended);
        let theirs = app.client_of(world.person(Role::Officer)).await.get("/audit").await.expect(200).text();
        assert!(!theirs.contains("ticket.note"), "words among agents leave no trace on the other side");
    })
    .await;
}

fn key_of(place: &str) -> TicketKey {
    let parts: Vec<&str> = place.split('/').collect();
    TicketKey { beneficiary: parts[2].into(), id: parts[3].into() }
}

#[tokio::test]
async fn who_is_not_answered_in_time_is_told_and_has_an_ordinary_ticket() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.ctx(&app, Role::Requester), world.ctx(&app, Role::Technician));
        let admin = world.ctx(&app, Role::Administrator);
        let form = DeskSettingsForm {
            reopen_days: "15".into(),
            close_days: "10".into(),
            chat_minutes: "121".into(),
            version: 0,
        };
        let wrong = desk_settings::actions::change(&admin, &form).await;
        assert!(matches!(wrong, Err(Error::Invalid(problems)) if problems.0[0].field == "chat_minutes"));
        let form = DeskSettingsForm { chat_minutes: "3".into(), ..form };
        desk_settings::actions::change(&admin, &form).await.unwrap();
        app.run_jobs().await;
        let key = begun(&rose, "Plus de réseau").await;
        let other =
            begun(&app.ctx(world.person_at(Role::Requester, &world.rochebrune.id).actor()), "Badge").await;
        take(&theo, &other, 1).await.unwrap();
        app.platform.clock.advance(SignedDuration::from_secs(179));
        actions::give_up(&app.system()).await.unwrap();
        assert_eq!(actions::read(&rose, &key).await.unwrap().chat.state, State::Waiting);
        say(&rose, &key, &words("Toujours rien ?", "r1")).await.unwrap();
        app.platform.clock.advance(SignedDuration::from_secs(1));
        for _ in 0..2 {
            app.run_jobs().await;
        }
        let mut client = app.client_of(world.person(Role::Requester)).await;
        let page = client.get(&chats::path(&key)).await.expect(200).text();
        assert!(
            page.contains("est devenu une demande") && page.contains("Aucun agent n’a pu répondre à temps"),
            "{page}"
        );
        assert_eq!(
            actions::read(&theo, &other).await.unwrap().chat.state,
            State::Active,
            "the other goes on"
        );
        assert_eq!(refused(&take(&theo, &key, 2).await), "chat-error-over");
        assert_eq!(refused(&say(&rose, &key, &words("Allô", "r2")).await), "chat-error-over");
        let thread = tickets::actions::read(&theo, &key).await.unwrap().thread;
        assert_eq!((thread.ticket.state, thread.messages.len()), (tickets::State::New, 1));
        let mails =
            app.client_of(world.person(Role::Administrator)).await.get("/outbox").await.expect(200).text();
        assert!(mails.contains("requester@val.example"), "told by mail too: {mails}");
        // On a Wednesday evening nobody answers: it is said at once.
        app.platform.clock.advance(SignedDuration::from_hours(10));
        let mut client = app.client_of(world.person(Role::Requester)).await;
        let mut page = client.get("/chats/new").await.expect(200).text();
        assert!(page.contains("Personne ne répond en ce moment"));
        let place = client.upload("/chats", &[("body", "Clé perdue"), ("key", "k9")], &[]).await.location();
        page = client.get(&place).await.expect(200).text();
        assert!(page.contains("Le service était fermé"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_conversation_is_handed_over_with_a_word_that_stays_among_agents() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.ctx(&app, Role::Requester), world.ctx(&app, Role::Technician));
        let ada = world.ctx(&app, Role::Administrator);
        let key = begun(&rose, "Plus de réseau").await;
        take(&theo, &key, 1).await.unwrap();
        say(&theo, &key, &words("Je regarde", "a1")).await.unwrap();
        let hand = |agent: &str, team: &str, version: i64| HandForm {
            agent: agent.into(),
            team: team.into(),
            word: "Lien de l’opérateur, je crois".into(),
            version,
        };
        let nobody = actions::hand_over(&theo, &key, &hand("", "", 2)).await;
        assert!(matches!(nobody, Err(Error::Invalid(problems)) if problems.0[0].field == "agent"));
        let requester = world.person(Role::Requester).id.to_string();
        let wrong = actions::hand_over(&theo, &key, &hand(&requester, "", 2)).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))), "only to who answers");
        let to = world.person(Role::Administrator).id.to_string();
        let mut client = app.client_of(world.person(Role::Technician)).await;
        let path = format!("{}/hand-over", chats::path(&key));
        let page = client
            .post(&path, &[("agent", to.as_str()), ("version", "2"), ("word", "")])
            .await
            .expect(422)
            .text();
        assert!(page.contains("#field-word"));
        actions::hand_over(&theo, &key, &hand(&to, "", 2)).await.unwrap();
        assert!(matches!(actions::hand_over(&theo, &key, &hand(&to, "", 2)).await, Err(Error::Stale(3))));
        assert_eq!(refused(&say(&theo, &key, &words("Encore moi", "a2")).await), "chat-error-take-first");
        let chat = actions::read(&ada, &key).await.unwrap().chat;
        assert_eq!((chat.state, chat.meant_for.unwrap().name.as_str()), (State::Waiting, "Ada AGH"));
        assert!(said(&ada, &key).await.iter().any(|(_, body)| body.contains("opérateur")));
        assert_eq!(said(&rose, &key).await, [("Théo AGH".to_owned(), "Je regarde".to_owned())]);
        let mut theirs = app.client_of(world.person(Role::Requester)).await;
        for place in
            [chats::path(&key), key.path(), format!("/api/v1{}", chats::path(&key)), "/audit".to_owned()]
        {
            assert!(!theirs.get(&place).await.text().contains("je crois"), "{place}");
        }
        take(&ada, &key, 3).await.unwrap();
        let team = TeamForm { name: "Réseau".into(), ..TeamForm::default() };
        let team = teams::actions::create(&app.system(), &team).await.unwrap();
        actions::hand_over(&ada, &key, &hand("", team.id.as_str(), 4)).await.unwrap();
        let ticket = tickets::actions::read(&ada, &key).await.unwrap().thread.ticket;
        assert_eq!((ticket.team.unwrap().1.as_str(), ticket.assignee), ("Réseau", None));
        let list = client.get("/chats").await.expect(200).text();
        assert!(list.contains("attend Réseau"), "{list}");
        assert!(matches!(actions::hand_over(&rose, &key, &hand(&to, "", 5)).await, Err(Error::Forbidden(_))));
    })
    .await;
}

#[tokio::test]
async fn nobody_else_reads_a_conversation() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.ctx(&app, Role::Requester);
        let key = begun(&rose, "Mon bulletin de salaire").await;
        let place = chats::path(&key);
        let addresses = [place.clone(), format!("/api/v1{place}")];
        let outsiders = [
            // A colleague, the officer who sees the tickets of the body, the other body, a contractor without the ticket.
            world.person(Role::ElectedOfficial),
            world.person(Role::Officer),
            world.person_at(Role::Requester, &world.rochebrune.id),
            world.person(Role::Contractor),
            // Of the provider, but no agent.
            world.person(Role::Director),
        ];
        for person in outsiders {
            let mut client = app.client_of(person).await;
            for address in &addresses {
                client.get(address).await.expect(404);
            }
            client.upload(&format!("{place}/messages"), &[("body", "Tiens")], &[]).await.expect(404);
            client.post(&format!("{place}/end"), &[]).await.expect(404);
        }
        let mut contractor = app.client_of(world.person(Role::Contractor)).await;
        assert!(!contractor.get("/chats").await.expect(200).text().contains("bulletin"));
        assert!(said(&rose, &key).await.is_empty());
        // An ordinary ticket is no conversation.
        let plain = ticket_of(&app, world.person(Role::Requester), "Souris").await;
        app.client_of(world.person(Role::Technician)).await.get(&chats::path(&plain)).await.expect(404);
        let internal = say(&rose, &key, &among("Entre nous")).await;
        assert!(matches!(internal, Err(Error::Forbidden(_))));
    })
    .await;
}

#[tokio::test]
async fn one_writes_neither_too_long_nor_too_fast_and_loses_nothing() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.ctx(&app, Role::Requester), world.ctx(&app, Role::Technician));
        let key = begun(&rose, "Écran").await;
        let mut client = app.client_of(world.person(Role::Requester)).await;
        let messages = format!("{}/messages", chats::path(&key));
        let long = "x".repeat(2_001);
        let page =
            client.upload(&messages, &[("body", &long), ("key", "long")], &[]).await.expect(422).text();
        assert!(page.contains(&long) && page.contains("#field-body"));
        for n in 0..15 {
            say(&rose, &key, &words(&format!("ligne {n}"), &format!("r{n}"))).await.unwrap();
        }
        let page =
            client.upload(&messages, &[("body", "de trop"), ("key", "r15")], &[]).await.expect(429).text();
        assert!(page.contains("de trop") && page.contains("30 secondes"), "{page}");
        let api = client.json(Method::POST, &format!("/api/v1{messages}"), &json!({"body": "de trop"})).await;
        api.expect(429);
        take(&theo, &key, 1).await.unwrap();
        say(&theo, &key, &words("Doucement", "a1")).await.unwrap();
        app.platform.clock.advance(SignedDuration::from_secs(30));
        client.upload(&messages, &[("body", "de trop"), ("key", "r15")], &[]).await.location();
        for hostile in ["\0", "<script>alert(1)</script>", "\u{202e}renversé", "🦀".repeat(500).as_str()] {
            let body = format!("a{hostile}");
            app.platform.clock.advance(SignedDuration::from_secs(3));
            let sent =
                client.upload(&messages, &[("body", body.as_str()), ("key", body.as_str())], &[]).await;
            assert!(!sent.status.is_server_error(), "{hostile}: {}", sent.text());
        }
        let page = client.get(&chats::path(&key)).await.expect(200).text();
        assert!(!page.contains("<script>alert") && page.contains("ligne 14"));
        let file = UploadedFile {
            name: "gros.bin".into(),
            media_type: "application/octet-stream".into(),
            bytes: vec![0; (10 << 20) + 1],
        };
        let refused = Box::pin(actions::say(&rose, &key, &words("Fichier", "f1"), vec![file])).await;
        assert!(matches!(refused, Err(Error::Invalid(problems)) if problems.0[0].field == "files"));
    })
    .await;
}

#[tokio::test]
async fn both_sides_write_at_once_and_two_agents_do_not_take_one_conversation() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.ctx(&app, Role::Requester), world.ctx(&app, Role::Technician));
        let ada = world.ctx(&app, Role::Administrator);
        let key = begun(&rose, "Écran").await;
        let (first, second) = tokio::join!(take(&theo, &key, 1), take(&ada, &key, 1));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let (agent, other) = if first.is_ok() { (theo, ada) } else { (ada, theo) };
        let mut expected = vec![];
        for n in 0..10 {
            let (own, theirs) = (format!("question {n}"), format!("réponse {n}"));
            let (a, b) = (words(&own, &own), words(&theirs, &theirs));
            let (asked, again, answered) =
                tokio::join!(say(&rose, &key, &a), say(&rose, &key, &a), say(&agent, &key, &b));
            asked.unwrap();
            again.unwrap();
            answered.unwrap();
            expected.extend([own, theirs]);
        }
        let mut bodies: Vec<String> = said(&rose, &key).await.into_iter().map(|(_, body)| body).collect();
        assert_eq!(said(&rose, &key).await, said(&agent, &key).await, "both sides read the same");
        bodies.sort();
        expected.sort();
        assert_eq!(bodies, expected, "each message once");
        // Whoever sees who is in charge may take it over.
        take(&other, &key, 2).await.unwrap();
        let ended = actions::end(&agent, &key, &EndForm::default()).await;
        assert_eq!(refused(&ended), "chat-error-take-first");
        Box::pin(actions::end(&rose, &key, &EndForm::default())).await.unwrap();
        let ticket = tickets::actions::read(&rose, &key).await.unwrap().thread.ticket;
        assert_eq!(ticket.state, tickets::State::InProgress, "the ticket goes on");
    })
    .await;
}

#[tokio::test]
async fn a_program_holds_a_conversation() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut requester = app.client_of(world.person(Role::Requester)).await;
        let mut agent = app.client_of(world.person(Role::Technician)).await;
        let begin = json!({"body": "Écran noir", "kind": "incident", "key": "k1"});
        let chat = requester.json(Method::POST, "/api/v1/chats", &begin).await.expect(201).json();
        assert_eq!((&chat["state"], &chat["reference"]), (&json!("waiting"), &json!("VAL-1")));
        let list = agent.get("/api/v1/chats").await.expect(200).json();
        assert_eq!(list["items"][0]["requester"], "Rose VAL");
        let own = format!("/api/v1/chats/{}/{}", world.valmont.id, chat["id"].as_str().unwrap());
        let taken = agent
            .json(Method::POST, &format!("{own}/taking"), &json!({"version": 1}))
            .await
            .expect(200)
            .json();
        assert_eq!((&taken["state"], &taken["agent"]), (&json!("active"), &json!("Théo AGH")));
        agent.json(Method::POST, &format!("{own}/messages"), &json!({"body": "Bonjour"})).await.expect(201);
        let body = json!({"body": "Entre nous", "internal": "on"});
        agent.json(Method::POST, &format!("{own}/messages"), &body).await.expect(201);
        let read = requester.get(&own).await.expect(200).json();
        assert_eq!(read["messages"].as_array().unwrap().len(), 1);
        requester.json(Method::POST, "/api/v1/chats", &json!({"body": "Encore"})).await.expect(409);
        agent.json(Method::POST, "/api/v1/chats", &json!({"body": "Moi aussi"})).await.expect(409);
        let ended = requester.json(Method::POST, &format!("{own}/end"), &json!({})).await.expect(200).json();
        assert_eq!(ended["state"], "ended");
    })
    .await;
}
