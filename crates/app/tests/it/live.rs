//! News of open pages: within a second, only what the reader may open, only while the session is.

use crate::desk_tickets::ticket_of;
use axum::{body::Body, http::Method};
use desk::{
    live::actions::publish,
    tickets::{actions, actions::Say},
};
use people::{Role, audit::feed::Watch};
use testkit::{Answer, Client, TestApp, World, both};

async fn listen(mut client: Client) -> Answer {
    client.send(Method::GET, "/live", &[("accept", "text/event-stream")], Body::empty()).await
}

#[tokio::test]
async fn a_page_hears_of_what_its_reader_may_open_and_of_nothing_else() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let (agent, odile) = (app.ctx(theo.actor()), world.person(Role::Officer));
        let key = ticket_of(&app, rose, "Plus de réseau").await;
        let other = ticket_of(&app, odile, "Paie").await;
        let clients = [
            app.client_of(theo).await,
            app.client_of(rose).await,
            app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await,
            app.client_of(world.person(Role::Contractor)).await,
        ];
        let happen = async {
            while app.platform.live.listeners() < 4 {
                tokio::task::yield_now().await;
            }
            let mut watch = Watch::default();
            publish(&app.platform, &mut watch).await.unwrap();
            let version = actions::take(&agent, &key, 1).await.unwrap();
            actions::take(&agent, &other, 1).await.unwrap();
            publish(&app.platform, &mut watch).await.unwrap();
            let note = Say {
                version,
                body: "Entre nous".into(),
                is_internal: true,
                then: None,
                files: vec![],
                idempotency_key: None,
            };
            actions::say(&agent, &key, note).await.unwrap();
            publish(&app.platform, &mut watch).await.unwrap();
            // What a stream has taken up it writes before it ends.
            while app.platform.live.waiting() > 0 {
                tokio::task::yield_now().await;
            }
            app.platform.live.stop();
        };
        let [one, two, three, four] = clients;
        let (a, b, c, d, ()) = tokio::join!(listen(one), listen(two), listen(three), listen(four), happen);
        let heard = |answer: &Answer, id: &str| answer.text().matches(id).count();
        assert_eq!(a.headers["content-type"], "text/event-stream");
        assert!(a.text().starts_with(": open"), "{}", a.text());
        let (mine, theirs) = (key.id.as_str(), other.id.as_str());
        assert_eq!((heard(&a, mine), heard(&a, theirs)), (2, 1), "the note too: {}", a.text());
        assert_eq!((heard(&b, mine), heard(&b, theirs)), (1, 0), "no note, no colleague: {}", b.text());
        assert!(!a.text().contains("Entre nous") && !a.text().contains("réseau"), "identifiers only");
        for stranger in [c, d] {
            assert_eq!((heard(&stranger, mine), heard(&stranger, theirs)), (0, 0), "{}", stranger.text());
        }
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_needs_one() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let theo = world.person(Role::Technician);
        let key = ticket_of(&app, world.person(Role::Requester), "Plus de réseau").await;
        let gone = listen(app.visitor()).await;
        assert!(gone.location().starts_with("/sign-in"), "nothing before who it is");
        let mut client = app.client_of(theo).await;
        client.get("/live").await.expect(422);
        let happen = async {
            while app.platform.live.listeners() == 0 {
                tokio::task::yield_now().await;
            }
            let mut watch = Watch::default();
            publish(&app.platform, &mut watch).await.unwrap();
            client.clone().post("/sign-out", &[]).await.location();
            actions::take(&app.ctx(theo.actor()), &key, 1).await.unwrap();
            publish(&app.platform, &mut watch).await.unwrap();
        };
        let (heard, ()) = tokio::join!(listen(client.clone()), happen);
        assert!(!heard.text().contains(key.id.as_str()), "the stream ended before: {}", heard.text());
        assert_eq!(app.platform.live.listeners(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_list_learns_how_many_tickets_changed_under_its_filter() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let key = ticket_of(&app, rose, "Avant").await;
        let read_at = app.platform.clock.now();
        app.platform.clock.advance(jiff::SignedDuration::from_secs(1));
        ticket_of(&app, rose, "Après").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let ask =
            |line: &str| format!("/live/tickets?q={}&since={read_at}", platform::web::guard::percent(line));
        let told = theo.get(&ask("état:nouveau")).await.expect(200).json();
        assert_eq!(told["count"], 1);
        assert_eq!(told["words"], "Un ticket nouveau ou changé sous ce filtre.");
        assert_eq!(theo.get(&ask("agent:moi")).await.expect(200).json()["count"], 0);
        theo.get("/live/tickets?since=hier").await.expect(422);
        assert_eq!(theo.get(&format!("/live{}", key.path())).await.expect(200).json()["version"], 1);
        let mut stranger = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        assert_eq!(stranger.get(&ask("")).await.expect(200).json()["count"], 0);
        stranger.get(&format!("/live{}", key.path())).await.expect(404);
    })
    .await;
}
