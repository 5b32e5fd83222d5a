//! What comes in about what went out, and who may see mails as they came.

use desk::{
    mail_intake::{actions::take, store::Source},
    outbox::{self, Mail, MailKind, MailState, NewMail, Recipient},
    quarantine,
};
use kernel::Scope;
use people::Role;
use platform::{
    db::{Engine, query},
    mail::{Letter, Security},
};
use testkit::{TestApp, World, both};

async fn came(app: &TestApp, uid: i64, raw: &str) -> String {
    let source = Source { mailbox: "desk".to_owned(), uid_validity: 1, uid };
    take(&app.system(), &source, raw.replace('\n', "\r\n").into_bytes()).await.unwrap().outcome
}

async fn mails(app: &TestApp) -> Vec<Mail> {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    tx.all(query("select m.* from outbox m order by m.created_at, m.id")).await.unwrap()
}

/// A report as mail servers write it (RFC 3464), about a mail of ours.
fn report(number: i64, message_id: &str, status: &str) -> String {
    format!(
        "From: Mail Delivery System <mailer-daemon@val.example>\nReturn-Path: <>\nSubject: Undelivered\n\
         Message-ID: <report-{number}@val.example>\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\nIt did not arrive.\n\
         --r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; val.example\n\n\
         Final-Recipient: rfc822; gone@val.example\nAction: failed\nStatus: {status}\n\n\
         --r\nContent-Type: message/rfc822\n\nMessage-ID: {message_id}\nSubject: Essai\n\nBonjour\n\n--r--\n"
    )
}

#[tokio::test]
async fn a_report_marks_the_mail_that_came_back_and_a_delay_does_not() {
    both(async |app: TestApp| {
        let app = app.with_settings(|settings| {
            "127.0.0.1".clone_into(&mut settings.mail.host);
            settings.mail.security = Security::Plain;
        });
        World::new(&app).await;
        let mail = NewMail {
            beneficiary: None,
            ticket: None,
            kind: MailKind::Notification,
            to: Recipient::address("gone@val.example"),
            subject: "Essai".to_owned(),
            letter: Letter::new("fr").paragraph("Bonjour"),
            token: None,
            thread_ids: vec![],
        };
        let ctx = app.system();
        let mut tx = ctx.begin().await.unwrap();
        outbox::actions::enqueue(&mut tx, &ctx, mail).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let id = mails(&app).await[0].message_id.clone();
        assert_eq!(came(&app, 1, &report(1, "<another@val.example>", "5.1.1")).await, "ignored");
        assert_eq!(came(&app, 2, &report(2, &id, "4.4.1")).await, "ignored");
        assert_eq!(mails(&app).await[0].state, MailState::Queued, "only late");
        assert_eq!(came(&app, 3, &report(3, &id, "5.1.1")).await, "ignored");
        let back = mails(&app).await.remove(0);
        assert_eq!((back.state, back.last_error.as_str()), (MailState::Bounced, "5.1.1 gone@val.example"));
        assert_eq!(app.count("ticket").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_mail_made_a_ticket_by_the_desk_is_acknowledged_and_one_taken_alone_is_not() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        app.run_jobs().await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let claimed = format!("From: {}\nSubject: Panne\nMessage-ID: <1@x>\n\nPlus de réseau\n", rose.email);
        assert_eq!(came(&app, 1, &claimed).await, "ticket");
        app.run_jobs().await;
        assert_eq!(mails(&app).await.len(), 0, "the sender was only claimed");
        let held = "From: inconnu@y.example\nSubject: Autre panne\nMessage-ID: <2@x>\n\nPlus rien\n";
        assert_eq!(came(&app, 2, held).await, "quarantine");
        let agent = app.ctx(theo.actor());
        let (held, _) =
            quarantine::actions::list(&agent, quarantine::Standing::Quarantine, "").await.unwrap();
        quarantine::actions::release(&agent, &held[0].id, 1, &rose.email).await.unwrap();
        app.run_jobs().await;
        let told = mails(&app).await;
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!((told[0].kind, &told[0].to.address), (MailKind::Acknowledgement, &rose.email));
    })
    .await;
}

#[tokio::test]
async fn mails_as_they_came_and_mailboxes_are_the_provider_s_alone() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        came(&app, 1, "From: inconnu@y.example\nSubject: Secret\n\nx\n").await;
        if app.platform.db.engine() == Engine::Postgres {
            let mut tx = app.platform.db.read(&Scope::One(world.valmont.id.clone())).await.unwrap();
            let count: i64 = tx.value(query("select count(*) as value from incoming_mail")).await.unwrap();
            assert_eq!(count, 0, "the database itself refuses");
        }
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        for path in ["/quarantine", "/mailboxes", "/api/v1/mailboxes"] {
            let status = officer.get(path).await.status.as_u16();
            assert!(status == 403 || status == 404, "{path}: {status}");
        }
    })
    .await;
}
