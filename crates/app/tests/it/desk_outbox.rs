//! The outbox: mail waits for its server, is limited when nobody wrote it, and is looked after by hand. What a real
//! server does with it is tried by `tests/mail`.

use desk::outbox::{MailKind, MailState, NewMail, Recipient, Standing, actions, store};
use jiff::SignedDuration;
use kernel::Scope;
use people::Role;
use platform::{
    Error,
    mail::{Letter, Security},
};
use testkit::{TestApp, World, both};

fn mail(kind: MailKind, address: &str) -> NewMail {
    NewMail {
        beneficiary: None,
        ticket: None,
        kind,
        to: Recipient::address(address),
        subject: "Essai".to_owned(),
        letter: Letter::new("fr").paragraph("Bonjour"),
        token: None,
        thread_ids: vec![],
    }
}

async fn write(app: &TestApp, mail: NewMail) -> bool {
    let ctx = app.system();
    let mut tx = ctx.begin().await.unwrap();
    let written = actions::enqueue(&mut tx, &ctx, mail).await.unwrap();
    tx.commit().await.unwrap();
    written.is_some()
}

async fn all(app: &TestApp) -> Vec<desk::outbox::Mail> {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let latest = (app.platform.clock.now() + SignedDuration::from_hours(1), "z".to_owned());
    store::list(&mut tx, None, &latest, 100).await.unwrap()
}

async fn standing(app: &TestApp, world: &World) -> Standing {
    actions::standing(&world.ctx(app, Role::Administrator)).await.unwrap()
}

/// A port on which nothing listens.
fn closed_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn with_dead_server(app: TestApp) -> TestApp {
    app.with_settings(|settings| {
        "127.0.0.1".clone_into(&mut settings.mail.host);
        settings.mail.port = Some(closed_port());
        settings.mail.security = Security::Plain;
    })
}

#[tokio::test]
async fn without_a_server_mail_is_written_and_held() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        assert!(write(&app, mail(MailKind::Notification, "rose@val.example")).await);
        assert!(!write(&app, mail(MailKind::Notification, "no address")).await);
        app.run_jobs().await;
        let held = all(&app).await;
        assert_eq!((held.len(), held[0].state, held[0].attempts), (1, MailState::Held, 0));
        let told = standing(&app, &world).await;
        assert_eq!((told.has_server, told.held, told.overdue), (false, 1, 0));
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        let page = root.get("/outbox").await.expect(200).text();
        assert!(page.contains("Aucun serveur de courriel") && page.contains("rose@val.example"), "{page}");
        let path = format!("/outbox/{}/{}", held[0].beneficiary, held[0].id);
        assert!(root.get(&path).await.expect(200).text().contains("Bonjour"));
        root.post(&format!("{path}/retry"), &[]).await.expect(409);
        root.post(&format!("{path}/cancellation"), &[]).await.expect(303);
        assert_eq!(all(&app).await[0].state, MailState::Cancelled);
        root.post(&format!("{path}/cancellation"), &[]).await.expect(409);
        root.get("/outbox?before=x").await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn a_dead_server_delays_mail_loses_none_and_shows() {
    both(async |app: TestApp| {
        let app = with_dead_server(app);
        let world = World::new(&app).await;
        for n in 0..25 {
            assert!(write(&app, mail(MailKind::Notification, &format!("p{n}@val.example"))).await);
        }
        for _ in 0..12 {
            app.run_jobs().await;
            app.platform.clock.advance(SignedDuration::from_mins(2));
        }
        let waiting = all(&app).await;
        assert_eq!(waiting.len(), 25);
        assert!(waiting.iter().all(|m| m.state == MailState::Queued && m.attempts == 0), "{waiting:#?}");
        let told = standing(&app, &world).await;
        assert!(
            told.failing_since.is_some() && told.overdue == 25 && !told.last_error.is_empty(),
            "{told:#?}"
        );
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        let page = root.get("/outbox?state=queued").await.expect(200).text();
        assert!(page.contains("Le serveur de courriel ne répond pas"), "{page}");
        let json = root.get("/api/v1/outbox").await.expect(200).json();
        assert_eq!(json["standing"]["overdue"], 25);
        // Told once to who looks after the instance, on screen.
        app.run_jobs().await;
        let bell = root.get("/notifications").await.expect(200).text();
        assert_eq!(bell.matches("Des courriels ne partent pas").count(), 2, "once, with its button: {bell}");
    })
    .await;
}

#[tokio::test]
async fn automatic_mails_are_limited_per_address_and_ticket_and_day() {
    both(async |app: TestApp| {
        let app = app.with_settings(|settings| {
            settings.mail.automatic_per_address = 4;
            settings.mail.automatic_per_ticket = 2;
        });
        let world = World::new(&app).await;
        let ctx = app.system();
        let take = async |address: &str, ticket: Option<&str>| {
            let mut tx = ctx.begin().await.unwrap();
            let may = actions::take_budget(&mut tx, &ctx, address, ticket).await.unwrap();
            tx.commit().await.unwrap();
            may
        };
        assert!(take("Rose@val.example", Some("t1")).await);
        assert!(take("rose@VAL.example", Some("t1")).await);
        assert!(!take("rose@val.example", Some("t1")).await, "two about one ticket");
        assert!(take("rose@val.example", Some("t2")).await && take("rose@val.example", None).await);
        assert!(!take("rose@val.example", None).await, "four a day");
        assert!(take("theo@val.example", None).await, "another address");
        assert!(!write(&app, mail(MailKind::Acknowledgement, "rose@val.example")).await);
        assert!(write(&app, mail(MailKind::Notification, "rose@val.example")).await, "somebody wrote it");
        assert_eq!(standing(&app, &world).await.refused_today, 3);
        app.platform.clock.advance(SignedDuration::from_hours(24));
        assert!(take("rose@val.example", Some("t1")).await, "another day");
        app.platform.clock.advance(SignedDuration::from_hours(96));
        app.run_jobs().await;
        assert_eq!(app.count("mail_budget").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_came_back_is_marked_and_can_be_sent_again() {
    both(async |app: TestApp| {
        let app = with_dead_server(app);
        let world = World::new(&app).await;
        assert!(write(&app, mail(MailKind::Notification, "gone@val.example")).await);
        let one = all(&app).await.remove(0);
        let ctx = app.system();
        let mut tx = ctx.begin().await.unwrap();
        assert!(actions::bounced(&mut tx, &ctx, &one.message_id, "550 no such user\r\n").await.unwrap());
        assert!(!actions::bounced(&mut tx, &ctx, "<other@nowhere>", "").await.unwrap());
        tx.commit().await.unwrap();
        let back = all(&app).await.remove(0);
        assert_eq!((back.state, back.last_error.as_str()), (MailState::Bounced, "550 no such user"));
        let key = desk::outbox::MailKey { beneficiary: one.beneficiary, id: one.id };
        let agent = world.ctx(&app, Role::Technician);
        assert!(matches!(actions::retry(&agent, &key).await, Err(Error::Forbidden(_))));
        actions::retry(&world.ctx(&app, Role::Administrator), &key).await.unwrap();
        assert_eq!(all(&app).await[0].state, MailState::Queued);
    })
    .await;
}
