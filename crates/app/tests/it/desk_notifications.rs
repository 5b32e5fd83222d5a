//! Notifications: who is told, by which way, when, in which words, and never across beneficiaries.

use super::desk_tickets::{incoming, ticket_of};
use desk::{
    notifications::{Digest, EventKind, Setting, Ways, actions as notify, actions::Choices},
    outbox::{self, Mail, MailKind},
    tickets::{
        TicketKey, Transition,
        actions::{self, Say},
    },
};
use jiff::SignedDuration;
use kernel::Scope;
use people::{Person, Role};
use platform::{Ctx, db::query};
use testkit::{TestApp, World, both};

fn say(version: i64, body: &str) -> Say {
    Say {
        version,
        body: body.to_owned(),
        is_internal: false,
        then: None,
        files: vec![],
        idempotency_key: None,
    }
}

/// Every mail written, the oldest first, with its words.
async fn mails(app: &TestApp) -> Vec<Mail> {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    tx.all(query("select m.* from outbox m order by m.created_at, m.id")).await.unwrap()
}

async fn mails_to(app: &TestApp, person: &Person) -> Vec<Mail> {
    mails(app).await.into_iter().filter(|mail| mail.to.address == person.email).collect()
}

/// Lets the followers take their place at the end of the log before anything happens.
async fn begin(app: &TestApp) -> World {
    let world = World::new(app).await;
    app.run_jobs().await;
    world
}

async fn choose(ctx: &Ctx, event: EventKind, ways: Ways, setting: Setting) {
    let mut choices = notify::choices(ctx).await.unwrap();
    choices.setting = setting;
    choices.ways.retain(|(kind, _)| *kind != event);
    choices.ways.push((event, ways));
    notify::choose(ctx, &choices).await.unwrap();
}

const BOTH: Ways = Ways { by_mail: true, on_screen: true };

#[tokio::test]
async fn a_ticket_is_acknowledged_answered_and_told_to_those_who_follow_it() {
    both(async |app: TestApp| {
        let world = begin(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let (asker, agent) = (app.ctx(rose.actor()), app.ctx(theo.actor()));
        let key = ticket_of(&app, rose, "Virus gratuit, cliquez\nici").await;
        app.run_jobs().await;
        let first = mails(&app).await;
        assert_eq!(first.len(), 1, "{first:#?}");
        assert_eq!((first[0].kind, &first[0].to.address), (MailKind::Acknowledgement, &rose.email));
        assert_eq!(first[0].subject, "[VAL-1] Votre demande est enregistrée");
        assert!(first[0].text.contains("VAL-1") && first[0].text.contains(&key.path()), "{}", first[0].text);
        assert!(!first[0].text.contains("cliquez"), "nothing typed is echoed: {}", first[0].text);
        let token = desk::mail_token::found_in(&first[0].message_id).unwrap();
        assert!(desk::mail_token::is_genuine(&app.platform.secrets, &token, &key, &rose.email));
        assert!(first[0].reply_to.as_deref().is_some_and(|to| desk::mail_token::found_in(to) == Some(token)));

        let version = actions::take(&agent, &key, 1).await.unwrap();
        actions::say(&agent, &key, say(version, "Nous regardons.")).await.unwrap();
        app.run_jobs().await;
        let told = mails_to(&app, rose).await;
        assert_eq!(told.len(), 2, "one mail an event, the taking tells nobody: {told:#?}");
        assert_eq!(told[1].subject, "[VAL-1] Virus gratuit, cliquez");
        assert!(
            told[1].text.starts_with(desk::mail_token::REPLY_LINE)
                && told[1].text.contains("> Nous regardons.")
        );
        assert_eq!(mails_to(&app, theo).await.len(), 0, "never the author");

        actions::say(&asker, &key, say(version + 1, "Merci.")).await.unwrap();
        app.run_jobs().await;
        let told = mails_to(&app, theo).await;
        assert_eq!(told.len(), 1);
        assert!(
            told[0].text.contains("> Merci.") && told[0].text.contains("> Nous regardons."),
            "the exchange"
        );
        app.run_jobs().await;
        assert_eq!(mails(&app).await.len(), 3, "once");
    })
    .await;
}

#[tokio::test]
async fn notes_stay_with_the_provider_and_nothing_crosses_beneficiaries() {
    both(async |app: TestApp| {
        let world = begin(&app).await;
        let theo = world.person(Role::Technician);
        let (agent, root) = (app.ctx(theo.actor()), world.person(Role::Administrator));
        let officers: Vec<&Person> =
            [&world.valmont, &world.rochebrune].map(|o| world.person_at(Role::Officer, &o.id)).into();
        for officer in &officers {
            for event in [EventKind::AnyOpened, EventKind::AnyBreached] {
                choose(&app.ctx(officer.actor()), event, BOTH, Setting::default()).await;
            }
        }
        let rose = world.person_at(Role::Requester, &world.valmont.id);
        let key = ticket_of(&app, rose, "Panne secrète").await;
        let note = Say { is_internal: true, ..say(0, &format!("Voir avec @{} mot-interne", root.name)) };
        actions::say(&agent, &key, note).await.unwrap();
        app.run_jobs().await;
        let all = mails(&app).await;
        let beyond = all.iter().filter(|m| m.to.address == officers[1].email);
        assert_eq!(beyond.count(), 0, "the other beneficiary's officer is told nothing");
        assert_eq!(mails_to(&app, officers[0]).await.len(), 1, "the own officer asked for it");
        let inside: Vec<&Mail> = all.iter().filter(|m| m.text.contains("mot-interne")).collect();
        assert!(inside.is_empty(), "a mention shows on screen unless asked otherwise: {inside:#?}");
        let mut root = app.client_of(root).await;
        let page = root.get("/notifications").await.expect(200).text();
        assert!(page.contains("note interne sur VAL-1"), "{page}");
        for person in world.persons().iter().filter(|p| p.beneficiary.is_some()) {
            let page = app.client_of(person).await.get("/notifications").await.expect(200).text();
            assert!(!page.contains("mot-interne") && !page.contains("note interne sur"), "{}", person.email);
            let is_own = person.beneficiary.as_ref() == Some(&world.valmont.id);
            assert!(is_own || !page.contains("VAL-1"), "{}: {page}", person.email);
        }
    })
    .await;
}

#[tokio::test]
async fn who_was_moved_or_lost_access_is_told_nothing() {
    both(async |app: TestApp| {
        let world = begin(&app).await;
        let rose = world.person(Role::Requester);
        let agent = world.ctx(&app, Role::Technician);
        let hourly = Setting { digest: Digest::Hourly, ..Setting::default() };
        choose(&app.ctx(rose.actor()), EventKind::Answered, BOTH, hourly).await;
        let key = ticket_of(&app, rose, "Panne").await;
        actions::say(&agent, &key, say(1, "Voici le mot de passe de secours.")).await.unwrap();
        app.run_jobs().await;
        let before = mails_to(&app, rose).await.len();
        people::persons::actions::disable(&world.ctx(&app, Role::Administrator), &rose.id).await.unwrap();
        app.platform.clock.advance(SignedDuration::from_hours(2));
        app.run_jobs().await;
        assert_eq!(mails_to(&app, rose).await.len(), before, "access ended while the mail waited");
        actions::say(&agent, &key, say(2, "Encore là ?")).await.unwrap();
        app.run_jobs().await;
        assert_eq!(mails_to(&app, rose).await.len(), before);
    })
    .await;
}

#[tokio::test]
async fn mail_comes_together_at_its_hour_and_not_what_was_read_meanwhile() {
    both(async |app: TestApp| {
        let world = begin(&app).await;
        let rose = world.person(Role::Requester);
        let (asker, agent) = (app.ctx(rose.actor()), world.ctx(&app, Role::Technician));
        let daily = Setting { digest: Digest::Daily, ..Setting::default() };
        choose(&asker, EventKind::Answered, BOTH, daily).await;
        let key = ticket_of(&app, rose, "Panne").await;
        let version = actions::say(&agent, &key, say(1, "Premier.")).await.unwrap();
        let version = actions::say(&agent, &key, say(version, "Deuxième.")).await.unwrap();
        actions::say(&agent, &key, say(version, "Troisième.")).await.unwrap();
        app.run_jobs().await;
        assert_eq!(mails_to(&app, rose).await.len(), 1, "the acknowledgement does not wait");
        let mut client = app.client_of(rose).await;
        let json = client.get("/api/v1/notifications").await.expect(200).json();
        assert_eq!((json["unread"].as_i64(), json["items"].as_array().map(Vec::len)), (Some(3), Some(3)));
        let first = &json["items"][2];
        let path = format!(
            "/notifications/{}/{}/read",
            first["beneficiary"].as_str().unwrap(),
            first["id"].as_str().unwrap()
        );
        assert_eq!(client.post(&path, &[]).await.location(), key.path());
        let home = client.get("/requests").await.expect(200).text();
        assert!(home.contains("Notifications, 2 non lues"), "{home}");
        app.platform.clock.advance(SignedDuration::from_hours(22));
        app.run_jobs().await;
        let told = mails_to(&app, rose).await;
        assert_eq!((told.len(), told[1].kind), (2, MailKind::Digest));
        assert!(
            !told[1].text.contains("Premier.")
                && told[1].text.contains("Deuxième.")
                && told[1].text.contains("Troisième.")
        );
        // The night ended the session.
        let mut client = app.client_of(rose).await;
        client.post("/notifications/read", &[]).await.expect(303);
        assert_eq!(client.get("/api/v1/notifications").await.json()["unread"], 0);
    })
    .await;
}

#[tokio::test]
async fn choices_are_kept_and_limited_to_what_concerns_their_person() {
    both(async |app: TestApp| {
        let world = begin(&app).await;
        let rose = world.person(Role::Requester);
        let mut client = app.client_of(rose).await;
        let page = client.get("/account/notifications").await.expect(200).text();
        assert!(page.contains("value=\"answered\"") && !page.contains("value=\"assigned\""), "{page}");
        let fields = [
            ("mail", "answered"),
            ("mail", "assigned"),
            ("screen", "moved"),
            ("digest", "daily"),
            ("quiet", "on"),
        ];
        let page = client.post("/account/notifications", &fields).await.expect(200).text();
        assert!(page.contains("Vos choix sont enregistrés"), "{page}");
        let choices: Choices = notify::choices(&app.ctx(rose.actor())).await.unwrap();
        let of = |kind| choices.ways.iter().find(|(k, _)| *k == kind).map(|(_, ways)| *ways);
        assert_eq!(of(EventKind::Answered), Some(Ways { by_mail: true, on_screen: false }));
        assert_eq!(of(EventKind::Moved), Some(Ways { by_mail: false, on_screen: true }));
        assert_eq!(of(EventKind::Assigned), None);
        assert_eq!(choices.setting, Setting { digest: Digest::Daily, is_quiet: true, lets_urgent: false });
        client.post("/account/notifications", &[("mail", "nonsense")]).await.expect(422);
        let body = client.get("/api/v1/account/notifications").await.expect(200).json();
        assert_eq!(body["setting"]["digest"], "daily");
    })
    .await;
}

#[tokio::test]
async fn resolving_asks_the_requester_for_an_opinion_in_the_same_mail() {
    both(async |app: TestApp| {
        let world = begin(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key: TicketKey = actions::create(&app.ctx(rose.actor()), incoming(rose, "Panne")).await.unwrap();
        let agent = app.ctx(theo.actor());
        actions::move_state(&agent, &key, 1, Transition::Resolve, "Câble remplacé").await.unwrap();
        app.run_jobs().await;
        let told = mails_to(&app, rose).await;
        let last = told.last().unwrap();
        assert!(last.text.contains("Câble remplacé") && last.text.contains("/opinion/"), "{}", last.text);
        let link = last.text.lines().find(|line| line.contains("score=4")).unwrap();
        let path = link.split_once("/opinion/").map(|(_, rest)| format!("/opinion/{rest}")).unwrap();
        let page = app.visitor().get(&path).await.expect(200).text();
        assert!(page.contains("VAL-1") && page.contains("checked"), "{page}");
        assert_eq!(app.count("satisfaction").await, 1);
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let one = desk::satisfaction::store::find(&mut tx, &key).await.unwrap().unwrap();
        assert_eq!(one.score, None, "a link scanner votes nothing");
    })
    .await;
}

#[tokio::test]
async fn a_mail_about_a_ticket_is_kept_with_it() {
    both(async |app: TestApp| {
        let world = begin(&app).await;
        let rose = world.person(Role::Requester);
        let key = ticket_of(&app, rose, "Panne").await;
        app.run_jobs().await;
        let mut tx = app.platform.db.read(&Scope::One(key.beneficiary.clone())).await.unwrap();
        assert_eq!(outbox::store::of_ticket(&mut tx, &key).await.unwrap().len(), 1);
        let mut tx = app.platform.db.read(&Scope::One(world.rochebrune.id.clone())).await.unwrap();
        assert_eq!(outbox::store::of_ticket(&mut tx, &key).await.unwrap().len(), 0, "another's scope");
    })
    .await;
}

#[tokio::test]
async fn who_follows_a_ticket_is_told_what_is_answered_and_never_a_note() {
    both(async |app: TestApp| {
        let world = begin(&app).await;
        let (rose, elected) = (world.person(Role::Requester), world.person(Role::ElectedOfficial));
        let agent = world.ctx(&app, Role::Technician);
        let key = ticket_of(&app, rose, "Panne").await;
        actions::take(&agent, &key, 1).await.unwrap();
        desk::watchers::actions::add(&agent, &key, elected.id.as_str()).await.unwrap();
        let version = actions::read(&agent, &key).await.unwrap().thread.ticket.version;
        let note = Say { is_internal: true, ..say(version, "À ne pas dire.") };
        let version = actions::say(&agent, &key, note).await.unwrap();
        actions::say(&agent, &key, say(version, "Nous regardons.")).await.unwrap();
        app.run_jobs().await;
        let told = mails_to(&app, elected).await;
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].text.contains("> Nous regardons.") && !told[0].text.contains("À ne pas dire"));
    })
    .await;
}
