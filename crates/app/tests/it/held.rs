//! Ten seconds to take back an answer or a closing: nothing happens before, nothing twice, nothing is lost.

use crate::desk_tickets::ticket_of;
use desk::{
    held,
    tickets::{State, TicketKey, Transition, actions},
};
use jiff::SignedDuration;
use people::Role;
use testkit::{TestApp, World, both};

fn action(page: &str, end: &str) -> String {
    let found = page.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let mut found = found.filter(|action| action.contains("/held/") && action.ends_with(end));
    found.next().unwrap_or_else(|| panic!("no {end} in {page}")).to_owned()
}

#[tokio::test]
async fn an_answer_waits_ten_seconds_and_can_be_taken_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Plus de réseau").await;
        let (path, agent) = (key.path(), app.ctx(theo.actor()));
        let said = async |key: &TicketKey| actions::read(&agent, key).await.unwrap().thread.messages.len();
        let mut client = app.client_of(theo).await;
        let typed = |version: &'static str, form: &'static str, body: &'static str| {
            [("version", version), ("key", form), ("body", body), ("then", "wait_requester"), ("undo", "on")]
        };
        client
            .upload(&format!("{path}/messages"), &typed("1", "k-1", "Depuis quand ?"), &[])
            .await
            .location();
        client
            .upload(&format!("{path}/messages"), &typed("1", "k-1", "Depuis quand ?"), &[])
            .await
            .location();
        app.run_jobs().await;
        assert_eq!(said(&key).await, 0, "nothing was said yet");
        let page = client.get(&path).await.expect(200).text();
        assert!(
            page.contains("Votre réponse part dans quelques secondes") && page.contains("Depuis quand ?")
        );
        let seen = app.client_of(rose).await.get(&path).await.expect(200).text();
        assert!(!seen.contains("Depuis quand ?"), "not seen by the other side");
        client.post(&action(&page, "/undo"), &[]).await.location();
        app.platform.clock.advance(SignedDuration::from_secs(11));
        app.run_jobs().await;
        assert_eq!(said(&key).await, 0);
        let page = client.get(&path).await.expect(200).text();
        assert!(page.contains("Depuis quand ?</textarea>"), "the words are in the box again");
        client.post(&format!("{path}/held/k-1/undo"), &[]).await.expect(404);

        client
            .upload(
                &format!("{path}/messages"),
                &typed("1", "k-2", "Depuis hier ?"),
                &[("files", "a.png", b"PNG")],
            )
            .await
            .location();
        let other = app
            .client_of(world.person(Role::Administrator))
            .await
            .post(&format!("{path}/held/k-2/undo"), &[])
            .await;
        assert_eq!(other.status, 404, "only its author takes it back");
        app.platform.clock.advance(SignedDuration::from_secs(11));
        app.run_jobs().await;
        app.run_jobs().await;
        let reading = actions::read(&agent, &key).await.unwrap();
        assert_eq!(
            (reading.thread.messages.len(), reading.thread.attachments.len()),
            (1, 1),
            "once, with its file"
        );
        assert_eq!(reading.thread.messages[0].author.name, theo.name);
        assert_eq!(reading.thread.ticket.state, State::WaitingRequester);
        assert!(!client.get(&path).await.text().contains("/held/"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_happen_any_more_is_told_and_its_words_are_kept() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Plus de réseau").await;
        let path = key.path();
        let mut client = app.client_of(theo).await;
        let typed =
            [("version", "1"), ("key", "k"), ("body", "Nous venons."), ("then", "none"), ("undo", "on")];
        client.upload(&format!("{path}/messages"), &typed, &[]).await.location();
        actions::take(&world.ctx(&app, Role::Administrator), &key, 1).await.unwrap();
        app.platform.clock.advance(SignedDuration::from_secs(11));
        app.run_jobs().await;
        let page = client.get(&path).await.expect(200).text();
        assert!(page.contains("Votre réponse n’est pas partie") && page.contains("Nous venons.</textarea>"));
        let stale =
            [("version", "1"), ("key", "k-2"), ("body", "Trop tard"), ("then", "none"), ("undo", "on")];
        client.upload(&format!("{path}/messages"), &stale, &[]).await.expect(409);
        let empty = [("version", "2"), ("key", "k-3"), ("body", " "), ("then", "none"), ("undo", "on")];
        client.upload(&format!("{path}/messages"), &empty, &[]).await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn a_closing_waits_too_and_may_be_released_at_once() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let agent = world.ctx(&app, Role::Technician);
        let mut client = app.client_of(world.person(Role::Technician)).await;
        for waits in [true, false] {
            let key = ticket_of(&app, world.person(Role::Requester), "Plus de réseau").await;
            let path = key.path();
            let version =
                actions::move_state(&agent, &key, 1, Transition::Resolve, "Fait").await.unwrap().to_string();
            let close = [("version", version.as_str()), ("transition", "close"), ("undo", "on")];
            client.post(&format!("{path}/state"), &close).await.location();
            let state = async || actions::read(&agent, &key).await.unwrap().thread.ticket.state;
            assert_eq!(state().await, State::Resolved);
            if waits {
                app.platform.clock.advance(SignedDuration::from_secs(11));
                app.run_jobs().await;
            } else {
                let page = client.get(&path).await.expect(200).text();
                client.post(&action(&page, "/release"), &[]).await.location();
            }
            assert_eq!(state().await, State::Closed);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_on_its_way_is_never_said_to_be_taken_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let key = ticket_of(&app, rose, "Plus de réseau").await;
        let agent = app.ctx(theo.actor());
        let say = actions::Say {
            version: 1,
            body: "Depuis quand ?".into(),
            is_internal: false,
            then: None,
            files: vec![],
            idempotency_key: Some("k-1".into()),
        };
        held::actions::hold_answer(&agent, &key, say, "").await.unwrap();
        held::actions::release_now(&agent, &key, "k-1").await.unwrap();
        let late = held::actions::take_back(&agent, &key, "k-1").await.unwrap_err();
        assert!(format!("{late:?}").contains("held-error-late"), "{late:?}");
        held::actions::release_now(&agent, &key, "k-1").await.unwrap_err();
        app.platform.clock.advance(SignedDuration::from_mins(2));
        app.run_jobs().await;
        assert_eq!(actions::read(&agent, &key).await.unwrap().thread.messages.len(), 1, "said once");
    })
    .await;
}
