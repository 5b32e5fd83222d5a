//! Approvals by the link of a mail, reminders, what the requester learns, and the time to production (G.3).

use super::desk_requests::{arrival, furnish, request, waiting};
use desk::{
    approvals::{self, Decision, token},
    outbox::{Mail, MailKind},
    requests,
    tickets::{self, State},
};
use jiff::SignedDuration;
use kernel::Scope;
use people::Role;
use platform::{Error, db::query};
use testkit::{TestApp, World, both};

async fn mails(app: &TestApp, to: &str) -> Vec<Mail> {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let all: Vec<Mail> = tx.all(query("select m.* from outbox m order by m.created_at, m.id")).await.unwrap();
    all.into_iter().filter(|mail| mail.to.address == to).collect()
}

/// The path of the link of a mail that asks for an approval.
fn link_of(mail: &Mail) -> String {
    let from = mail.text.find("/approval/").unwrap_or_else(|| panic!("{}", mail.text));
    mail.text[from..].split_whitespace().next().unwrap().trim_end_matches(['>', ')']).to_owned()
}

#[tokio::test]
async fn an_approval_is_given_by_the_link_of_a_mail_and_never_by_opening_it() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        app.run_jobs().await;
        let [site, _] = furnish(&app, &world).await;
        let (manager, officer) = (world.person(Role::BeneficiaryFinance), world.person(Role::Officer));
        let key = arrival(&app, &world, &site, &manager.id).await;
        app.run_jobs().await;
        let asked = mails(&app, &manager.email).await;
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].kind, MailKind::Approval);
        assert!(
            asked[0].text.contains("Ada Fictive") && asked[0].text.contains("14 jours"),
            "{}",
            asked[0].text
        );
        let (path, mut visitor) = (link_of(&asked[0]), app.visitor());
        for _ in 0..3 {
            let page = visitor.get(&path).await.expect(200).text();
            assert!(page.contains("Ada Fictive") && page.contains("Donner l’accord"), "{page}");
        }
        let whole = request(&world.ctx(&app, Role::Technician), &key).await;
        assert!(whole.request.accepted_at.is_none(), "a scanner that opens links decides nothing");
        visitor.post(&path, &[]).await.expect(422);
        let silent = visitor.post(&path, &[("decision", "refused")]).await.expect(422).text();
        assert!(silent.contains("Dites pourquoi"));
        assert_eq!(waiting(&app.ctx(manager.actor())).await.len(), 1, "nothing decided yet");
        let done = visitor.post(&path, &[("decision", "accepted")]).await.expect(200).text();
        assert!(done.contains("n’attend plus votre réponse"), "{done}");
        visitor.post(&path, &[("decision", "refused"), ("reason", "non")]).await.expect(409);
        app.run_jobs().await;
        let next = mails(&app, &officer.email).await;
        let forged = link_of(&next[0]).replace(officer.id.as_str(), manager.id.as_str());
        visitor.get(&forged).await.expect(404);
        app.platform.clock.advance(SignedDuration::from_hours(24 * token::DAYS));
        let over = visitor.post(&link_of(&next[0]), &[("decision", "accepted")]).await.expect(409).text();
        assert!(over.contains("n’est plus valable"));
        assert_eq!(waiting(&app.ctx(officer.actor())).await.len(), 1);
        let seat = waiting(&app.ctx(officer.actor())).await[0].seat.clone();
        approvals::actions::decide(
            &app.ctx(officer.actor()),
            &key.beneficiary,
            &seat,
            Decision::Accepted,
            "",
        )
        .await
        .unwrap();
        app.run_jobs().await;
        let told = mails(&app, &world.person(Role::Requester).email).await;
        assert!(told.iter().any(|mail| mail.text.contains("est acceptée")), "{told:#?}");
    })
    .await;
}

#[tokio::test]
async fn those_who_do_not_answer_are_reminded_and_a_refusal_closes_the_ticket() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        app.run_jobs().await;
        let [site, _] = furnish(&app, &world).await;
        let officer = world.person(Role::Officer);
        let key = arrival(&app, &world, &site, &officer.id).await;
        app.run_jobs().await;
        app.run_jobs().await;
        assert_eq!(mails(&app, &officer.email).await.len(), 1, "nobody is pressed on the first day");
        app.platform.clock.advance(SignedDuration::from_hours(24 * 2));
        approvals::actions::remind(&app.system()).await.unwrap();
        approvals::actions::remind(&app.system()).await.unwrap();
        app.run_jobs().await;
        let reminded = mails(&app, &officer.email).await;
        assert_eq!(reminded.len(), 2, "once for each time it is due");
        let mut visitor = app.visitor();
        let why = [("decision", "refused"), ("reason", "Budget non voté")];
        visitor.post(&link_of(&reminded[1]), &why).await.expect(200);
        app.platform.clock.advance(SignedDuration::from_hours(24 * 5));
        approvals::actions::remind(&app.system()).await.unwrap();
        app.run_jobs().await;
        let after: Vec<_> =
            mails(&app, &officer.email).await.into_iter().filter(|m| m.kind == MailKind::Approval).collect();
        assert_eq!(after.len(), 2, "what is decided is not asked again");
        let agent = world.ctx(&app, Role::Technician);
        let ticket = tickets::actions::read(&agent, &key).await.unwrap().thread.ticket;
        assert_eq!(ticket.state, State::Closed);
        let rose = world.person(Role::Requester);
        let told = mails(&app, &rose.email).await;
        let last = told.last().unwrap();
        assert!(last.text.contains("Budget non voté"), "{}", last.text);
        assert!(!last.text.contains("/opinion/"), "nobody is asked how a refusal went");
        let list = app.client_of(rose).await.get("/requests").await.expect(200).text();
        assert!(list.contains("Refusée : Accord du responsable"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn the_scoreboard_shows_the_time_to_production_with_its_rows() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let [site, _] = furnish(&app, &world).await;
        let officer = world.person(Role::Officer);
        let key = arrival(&app, &world, &site, &officer.id).await;
        for _ in 0..2 {
            let ctx = app.ctx(officer.actor());
            let seat = waiting(&ctx).await[0].seat.clone();
            approvals::actions::decide(&ctx, &key.beneficiary, &seat, Decision::Accepted, "").await.unwrap();
        }
        let agent = world.ctx(&app, Role::Technician);
        let mut reader = app.client_of(world.person(Role::ElectedOfficial)).await;
        let path = format!("/scoreboards/{}", world.valmont.code);
        let before = reader.get(&format!("{path}/indicators/G.3")).await.expect(200).text();
        assert!(before.contains("annexe 1 A, G.3"), "measured, without a value yet: {before}");
        app.platform.clock.advance(SignedDuration::from_hours(3));
        requests::actions::go_live(&agent, &key, Some(app.platform.clock.now())).await.unwrap();
        let board = reader.get(&format!("/api/v1{path}")).await.expect(200).json();
        let live = board["indicators"].as_array().unwrap().iter().find(|one| one["code"] == "G.3").unwrap();
        assert_eq!(live["verdict"], "not_contractual");
        assert_eq!(
            (&live["rows"][0]["seconds"], &live["rows"][0]["level"]),
            (&10_800.into(), &"Arrivée d’un agent".into())
        );
        assert!(live["rows"][0]["service_seconds"].is_i64());
        let page = reader.get(&format!("{path}/indicators/G.3")).await.expect(200).text();
        assert!(page.contains("VAL-1") && page.contains("Temps de la plage de service"), "{page}");
        assert!(!page.contains(&key.path()), "an elected official sees figures, not what people wrote");
        let foreign = app
            .client_of(world.person_at(Role::ElectedOfficial, &world.rochebrune.id))
            .await
            .get(&path)
            .await;
        foreign.expect(404);
        let stranger = approvals::actions::asked(&agent, &key.beneficiary, &"none".to_owned().into()).await;
        assert!(matches!(stranger, Err(Error::NotFound)));
        reader.get(&format!("{path}/file.csv")).await.expect(200);
    })
    .await;
}
