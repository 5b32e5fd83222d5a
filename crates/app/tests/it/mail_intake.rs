//! Mail coming in through its action: exactly once, to the right ticket, never to another's; the quarantine.

use crate::desk_tickets::ticket_of;
use desk::{
    mail_intake::{
        Reason,
        actions::take,
        store::{Came, Source},
    },
    mail_token,
    quarantine::{self, MailId, Standing},
    tickets::{State, TicketKey, Transition, actions},
};
use jiff::SignedDuration;
use kernel::Scope;
use people::{Person, Role};
use platform::{Error, db::query};
use testkit::{TestApp, World, both};

fn place(uid: i64) -> Source {
    Source { mailbox: "desk".to_owned(), uid_validity: 1, uid }
}

fn mail(from: &str, subject: &str, more: &str, text: &str) -> Vec<u8> {
    format!("From: {from}\r\nTo: desk@agh.example\r\nSubject: {subject}\r\n{more}\r\n{text}\r\n").into_bytes()
}

fn token(app: &TestApp, key: &TicketKey, reference: &str, recipient: &str) -> String {
    let token = mail_token::make(&app.platform.secrets, key, reference, recipient);
    format!("In-Reply-To: {}\r\n", mail_token::message_id(&token, "1", "agh.example"))
}

async fn came(app: &TestApp, uid: i64, raw: Vec<u8>) -> Came {
    take(&app.system(), &place(uid), raw).await.unwrap()
}

fn held(came: &Came) -> Reason {
    assert_eq!((came.outcome.as_str(), &came.ticket), ("quarantine", &None));
    came.reason.unwrap()
}

async fn reading(app: &TestApp, key: &TicketKey) -> actions::Reading {
    actions::read(&app.system(), key).await.unwrap()
}

async fn first_held(app: &TestApp, agent: &Person) -> quarantine::Held {
    let (mut held, _) =
        quarantine::actions::list(&app.ctx(agent.actor()), Standing::Quarantine, "").await.unwrap();
    held.remove(0)
}

#[tokio::test]
async fn a_mail_is_taken_once_wherever_it_is_found() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let raw = mail(&rose.email, "Panne", "Message-ID: <1@val.example>\r\n", "Plus de réseau");
        let first = came(&app, 1, raw.clone()).await;
        assert_eq!(first.outcome, "ticket");
        assert_eq!(came(&app, 1, raw.clone()).await, first, "the same place again");
        let moved = came(&app, 2, raw.clone()).await;
        assert_eq!(
            (moved.outcome.as_str(), moved.reason),
            ("ignored", Some(Reason::Duplicate)),
            "another number"
        );
        let other = Source { mailbox: "other".to_owned(), uid_validity: 9, uid: 1 };
        let delivered = [b"Received: by another\r\n".as_slice(), &raw].concat();
        let copy = take(&app.system(), &other, delivered).await.unwrap();
        assert_eq!(copy.reason, Some(Reason::Duplicate), "another mailbox, other transport headers");
        let same_id =
            mail(&rose.email, "Autre panne", "Message-ID: <1@val.example>\r\n", "Plus d’imprimante");
        assert_eq!(came(&app, 3, same_id).await.outcome, "ticket", "another mail with the same Message-ID");
        assert_eq!((app.count("ticket").await, app.count("incoming_mail").await), (2, 4));
        let key = first.ticket.unwrap();
        let ticket = reading(&app, &key).await.thread.ticket;
        assert_eq!((ticket.title.as_str(), ticket.requester.id), ("Panne", Some(rose.id.clone())));
        assert_eq!(ticket.created_by.id, None, "a From line types nothing in a person's name");
    })
    .await;
}

#[tokio::test]
async fn an_answer_finds_its_ticket_by_token_and_speaks_only_for_its_recipient() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let rival = world.person_at(Role::Requester, &world.rochebrune.id);
        let key = ticket_of(&app, rose, "Panne").await;
        let own = token(&app, &key, "VAL-1", &rose.email);
        let agents = token(&app, &key, "VAL-1", &theo.email);

        let text = "Toujours en panne\r\n\r\nLe 3 mars, Théo a écrit :\r\n> Et maintenant ?";
        let said = came(&app, 1, mail(&rose.email, "Re: x", &own, text)).await;
        assert_eq!((said.outcome.as_str(), said.ticket.as_ref()), ("message", Some(&key)));
        let message = reading(&app, &key).await.thread.messages[0].clone();
        assert_eq!((message.body.as_str(), message.is_provider), ("Toujours en panne", false));

        let answered = came(&app, 2, mail(&theo.email, "Re: x", &agents, "J’arrive")).await;
        assert_eq!(answered.ticket.as_ref(), Some(&key));
        let messages = reading(&app, &key).await.thread.messages;
        assert_eq!((messages[1].is_provider, messages[1].author.id.as_ref()), (true, Some(&theo.id)));

        // Forged: the agent's name without token, with the requester's token, with a made-up one; another's ticket.
        let made_up = "References: <val-1-0123456789abcdef01234567.1@agh.example>\r\n";
        for (uid, more) in [(3, ""), (4, own.as_str()), (5, made_up)] {
            let forged =
                came(&app, uid, mail(&theo.email, "Re: [VAL-1] x", more, &format!("Faux {uid}"))).await;
            assert_eq!(held(&forged), Reason::UnprovenStaff, "{more}");
        }
        for (uid, more) in [(6, ""), (7, own.as_str()), (8, agents.as_str()), (9, made_up)] {
            let forged =
                came(&app, uid, mail(&rival.email, "Re: [VAL-1] x", more, &format!("Faux {uid}"))).await;
            assert_eq!(forged.outcome, "ticket", "{more}");
            assert_eq!(forged.ticket.unwrap().beneficiary, world.rochebrune.id, "a ticket of one's own");
        }
        let stranger = came(&app, 10, mail("x@y.example", "Re: [VAL-1] x", &own, "Faux")).await;
        assert_eq!(held(&stranger), Reason::UnknownSender);
        let tagged = came(&app, 11, mail(&rose.email, "Re: [VAL-1] x", "", "Par le numéro")).await;
        assert_eq!(tagged.ticket.as_ref(), Some(&key), "a participant may use the number");
        assert_eq!(reading(&app, &key).await.thread.messages.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn an_answer_reopens_or_follows_a_ticket_that_is_over() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Panne").await;
        let own = token(&app, &key, "VAL-1", &rose.email);
        let close = async |version| {
            let agent = app.ctx(theo.actor());
            let version = actions::move_state(&agent, &key, version, Transition::Resolve, "Câble changé")
                .await
                .unwrap();
            actions::move_state(&agent, &key, version, Transition::Close, "").await.unwrap()
        };
        let state = async || reading(&app, &key).await.thread.ticket.state;
        close(1).await;
        let thanks = came(&app, 1, mail(&rose.email, "Re: x", &own, "Merci !")).await;
        assert_eq!(thanks.reason, None, "{thanks:?}");
        assert_eq!(state().await, State::Closed, "thanks reopen nothing");
        came(&app, 2, mail(&rose.email, "Re: x", &own, "Encore en panne")).await;
        assert_eq!(state().await, State::InProgress);
        close(reading(&app, &key).await.thread.ticket.version).await;
        app.platform.clock.advance(SignedDuration::from_hours(24 * 16));
        let late = came(&app, 3, mail(&rose.email, "Re: x", &own, "En panne à nouveau")).await;
        assert_eq!((late.outcome.as_str(), late.ticket.as_ref() == Some(&key)), ("ticket", false));
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let follows: String = tx
            .value(query("select follows_id as value from ticket_mail where follows_id is not null"))
            .await
            .unwrap();
        assert_eq!(follows, key.id.to_string());
    })
    .await;
}

#[tokio::test]
async fn the_quarantine_releases_adds_rejects_and_takes_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Panne").await;
        for uid in 1..=3 {
            let reason =
                came(&app, uid, mail("inconnu@y.example", &format!("Objet {uid}"), "", "Bonjour")).await;
            assert_eq!(held(&reason), Reason::UnknownSender);
            app.platform.clock.advance(SignedDuration::from_secs(1));
        }
        let agent = app.ctx(theo.actor());
        let one = first_held(&app, theo).await;
        assert_eq!((one.subject.as_str(), one.preview.as_str()), ("Objet 1", "Bonjour"));
        let wrong = quarantine::actions::release(&agent, &one.id, 1, "personne@y.example").await;
        assert!(matches!(wrong, Err(Error::Invalid(_))), "{wrong:?}");
        let made = quarantine::actions::release(&agent, &one.id, 1, &rose.email).await.unwrap();
        assert_eq!(made.beneficiary, world.valmont.id);
        let twice = quarantine::actions::release(&agent, &one.id, 1, &rose.email).await;
        assert!(matches!(twice, Err(Error::Refused(_))), "decided once");

        let two = first_held(&app, theo).await;
        quarantine::actions::add(&agent, &two.id, 1, "val-1").await.unwrap();
        let message = reading(&app, &key).await.thread.messages[0].clone();
        assert!(message.is_internal && message.body.contains("inconnu@y.example"));
        let seen = actions::read(&app.ctx(rose.actor()), &key).await.unwrap();
        assert!(seen.thread.messages.is_empty(), "the other side does not read it");

        let three = first_held(&app, theo).await;
        quarantine::actions::reject(&agent, &three.id, 1).await.unwrap();
        quarantine::actions::restore(&agent, &three.id, 2).await.unwrap();
        assert_eq!(first_held(&app, theo).await.id, three.id);
        let elsewhere = world.ctx(&app, Role::Contractor);
        let refused = quarantine::actions::get(&elsewhere, &three.id).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "contractors read no strangers' mail");
        assert_eq!(app.count("ticket").await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_the_quarantine_keep_what_was_typed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        came(&app, 1, mail("<script>@y.example", "<b>Objet</b>", "", "<img src=x>")).await;
        let theo = world.person(Role::Technician);
        let id: MailId = first_held(&app, theo).await.id;
        let mut client = app.client_of(theo).await;
        let list = client.get("/quarantine").await.expect(200).text();
        assert!(list.contains("&lt;b&gt;Objet") && !list.contains("<b>Objet"), "{list}");
        let path = format!("/quarantine/{id}");
        assert!(client.get(&path).await.expect(200).text().contains("&lt;img src=x"));
        let raw = client.get(&format!("{path}/raw")).await.expect(200);
        assert!(raw.text().contains("<img src=x>"));
        assert!(raw.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        let again = client
            .post(&format!("{path}/release"), &[("version", "1"), ("requester", "faux@z.example")])
            .await;
        assert!(again.expect(422).text().contains("faux@z.example"));
        let away = client.post(&format!("{path}/rejection"), &[("version", "1")]).await;
        assert_eq!(away.location(), "/quarantine");
        assert!(
            client.get("/quarantine?standing=rejected").await.expect(200).text().contains("&lt;b&gt;Objet")
        );
        let answer = client.get("/api/v1/quarantine?standing=rejected").await.expect(200).json();
        assert_eq!(answer["mails"][0]["standing"], "rejected");
    })
    .await;
}
