//! Mailboxes: set up by those who look after the instance, their secret never shown, each failure told at its step.
//! What real servers do with it is tried by `tests/mail`.

use axum::http::Method;
use desk::mailboxes::{MailboxForm, actions, reading};
use people::Role;
use platform::{Error, mail::imap::Step};
use serde_json::json;
use testkit::{TestApp, World, both};

fn form() -> MailboxForm {
    let text = str::to_owned;
    MailboxForm {
        name: text("Assistance"),
        address: text("assistance@agh.example"),
        host: text("localhost"),
        port: closed_port().to_string(),
        security: text("tls"),
        user: text("assistance"),
        sign_in: text("password"),
        secret: text("canari-secret"),
        ..MailboxForm::default()
    }
}

/// A port on which nothing listens.
fn closed_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[tokio::test]
async fn an_administrator_sets_a_mailbox_up_and_its_secret_is_never_shown() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        let empty = root.get("/mailboxes").await.expect(200).text();
        assert!(empty.contains("Aucune boîte n’est relevée"), "{empty}");
        root.get("/mailboxes/new").await.expect(200);
        let fields = [
            ("name", "Assistance"),
            ("address", "assistance@agh.example"),
            ("host", "mail.agh.example"),
            ("port", ""),
            ("security", "starttls"),
            ("user", "assistance"),
            ("sign_in", "password"),
            ("secret", "canari-secret"),
            ("folder", ""),
            ("done_folder", ""),
            ("beneficiary", world.valmont.id.as_str()),
        ];
        let made = root.post("/mailboxes", &fields).await.location();
        let page = root.get(&made).await.expect(200).text();
        assert!(
            page.contains("mail.agh.example") && page.contains("143") && !page.contains("canari"),
            "{page}"
        );
        let listed = root.get("/api/v1/mailboxes").await.expect(200).text();
        assert!(listed.contains("assistance@agh.example") && !listed.contains("canari"), "{listed}");
        let stored: String = {
            let mut tx = app.platform.db.read(&kernel::Scope::All).await.unwrap();
            tx.value(platform::db::query("select secret as value from mailbox")).await.unwrap()
        };
        assert!(!stored.contains("canari"), "sealed");
        let again = root.post("/mailboxes", &fields).await.expect(422).text();
        assert!(
            again.contains("Une autre boîte porte ce nom") && again.contains("mail.agh.example"),
            "{again}"
        );
        root.post(&format!("{made}/pause"), &[]).await.location();
        assert!(root.get(&made).await.text().contains("En pause"));
        root.post(&format!("{made}/resumption"), &[]).await.location();
        root.post(&format!("{made}/removal"), &[]).await.location();
        root.get(&made).await.expect(404);
        for role in [Role::Technician, Role::Officer] {
            assert!(matches!(actions::list(&world.ctx(&app, role)).await, Err(Error::Forbidden(_))));
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_changes_nothing() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        let body = json!({"name": "", "address": "x", "host": "mail.example", "port": "0", "security": "plain",
            "user": "u", "secret": "s"});
        let told = root.json(Method::POST, "/api/v1/mailboxes", &body).await.expect(422).text();
        for field in ["name", "address", "port", "security"] {
            assert!(told.contains(&format!("\"{field}\"")), "{field}: {told}");
        }
        assert_eq!(app.count("mailbox").await, 0);
        let ctx = world.ctx(&app, Role::Administrator);
        let mailbox = actions::create(&ctx, &form()).await.unwrap();
        let moved = MailboxForm { secret: String::new(), host: "evil.example".into(), version: 1, ..form() };
        let refused = actions::change(&ctx, &mailbox.id, &moved).await;
        assert!(matches!(refused, Err(Error::Invalid(p)) if p.of("secret").is_some()), "a kept secret stays home");
        let kept = MailboxForm { secret: String::new(), port: mailbox.access.port.to_string(), version: 1, ..form() };
        let changed = actions::change(&ctx, &mailbox.id, &kept).await.unwrap();
        assert_eq!((changed.version, &changed.secret), (2, &mailbox.secret));
        assert!(matches!(actions::change(&ctx, &mailbox.id, &kept).await, Err(Error::Stale(2))));
        let renewed = actions::set_secret(&ctx, &mailbox.id, "another").await.unwrap();
        assert!(renewed.secret != mailbox.secret && renewed.version == 3);
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_read_says_at_which_step() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = world.ctx(&app, Role::Administrator);
        let mut mailbox = actions::create(&ctx, &form()).await.unwrap();
        let failure = actions::attempt(&ctx, &mailbox.id).await.unwrap().unwrap_err();
        assert_eq!(failure.step, Step::Connect, "{failure}");
        assert_eq!(actions::get(&ctx, &mailbox.id).await.unwrap().health.failing_since, None, "only tried");
        assert!(reading::once(&app.system(), &mut mailbox).await.is_err());
        let health = actions::get(&ctx, &mailbox.id).await.unwrap().health;
        assert!(health.failing_since.is_some() && health.failed_step == "connect", "{health:?}");
        let mut root = app.client_of(world.person(Role::Administrator)).await;
        for page in ["/mailboxes", "/jobs"] {
            let page = root.get(page).await.expect(200).text();
            assert!(page.contains("Le serveur n’est pas joignable"), "{page}");
        }
        let tried = root.post(&format!("/mailboxes/{}/trial", mailbox.id), &[]).await.expect(200).text();
        assert!(tried.contains("La boîte ne peut pas être relevée"), "{tried}");
    })
    .await;
}
