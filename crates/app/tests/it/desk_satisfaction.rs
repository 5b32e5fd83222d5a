//! Satisfaction: one click, one confirm page, one vote; figures with their rate.

use super::desk_tickets::ticket_of;
use desk::{
    satisfaction::{actions, token},
    tickets::{TicketKey, Transition, actions as tickets},
};
use jiff::SignedDuration;
use kernel::Scope;
use people::Role;
use platform::Error;
use testkit::{TestApp, World, both};

async fn resolved(app: &TestApp, world: &World) -> (TicketKey, String) {
    app.run_jobs().await;
    let rose = world.person(Role::Requester);
    let key = ticket_of(app, rose, "Panne").await;
    let agent = world.ctx(app, Role::Technician);
    tickets::move_state(&agent, &key, 1, Transition::Resolve, "Réparé").await.unwrap();
    app.run_jobs().await;
    let path = format!("/opinion/{}", token::make(&app.platform.secrets, &key, &rose.id));
    (key, path)
}

async fn score(app: &TestApp, key: &TicketKey) -> Option<i64> {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    desk::satisfaction::store::find(&mut tx, key).await.unwrap().and_then(|one| one.score)
}

#[tokio::test]
async fn a_link_opens_a_page_and_only_its_answer_votes() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (key, path) = resolved(&app, &world).await;
        let mut visitor = app.visitor();
        for score in 1..=5 {
            visitor.get(&format!("{path}?score={score}")).await.expect(200);
        }
        assert_eq!(score(&app, &key).await, None);
        let page = visitor.post(&path, &[("score", ""), ("comment", "gardé")]).await.expect(422).text();
        assert!(page.contains("Choisissez une des cinq réponses") && page.contains("gardé"), "{page}");
        visitor.post(&path, &[("score", "9")]).await.expect(422);
        visitor.post(&path, &[("score", "4"), ("comment", &"x".repeat(2_001))]).await.expect(422);
        assert_eq!(score(&app, &key).await, None);
        let page = visitor.post(&path, &[("score", "4"), ("comment", "Très bien")]).await.expect(200).text();
        assert!(page.contains("Merci"), "{page}");
        visitor.post(&path, &[("score", "2")]).await.expect(200);
        assert_eq!(
            (score(&app, &key).await, app.count("satisfaction").await),
            (Some(2), 1),
            "one vote, changed"
        );
        app.platform.clock.advance(SignedDuration::from_hours(24 * 8));
        visitor.post(&path, &[("score", "5")]).await.expect(409);
        assert_eq!(score(&app, &key).await, Some(2));
        assert!(visitor.get(&path).await.expect(200).text().contains("n’est plus ouverte"));
    })
    .await;
}

#[tokio::test]
async fn a_forged_or_foreign_link_does_not_exist() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (key, path) = resolved(&app, &world).await;
        let mut visitor = app.visitor();
        for bad in ["/opinion/x".to_owned(), format!("{path}x"), path.replace(key.id.as_str(), "0")] {
            visitor.get(&bad).await.expect(404);
            visitor.post(&bad, &[("score", "1")]).await.expect(404);
        }
        // Well signed, but for somebody who is not the requester.
        let other = world.person(Role::Officer);
        let path = format!("/opinion/{}", token::make(&app.platform.secrets, &key, &other.id));
        visitor.post(&path, &[("score", "1")]).await.expect(404);
        let twin = world.person_at(Role::Requester, &world.rochebrune.id);
        let path = format!("/opinion/{}", token::make(&app.platform.secrets, &key, &twin.id));
        visitor.post(&path, &[("score", "1")]).await.expect(404);
        assert_eq!(score(&app, &key).await, None);
    })
    .await;
}

#[tokio::test]
async fn figures_stand_with_their_rate_and_each_side_sees_its_own() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (key, path) = resolved(&app, &world).await;
        resolved(&app, &world).await;
        app.visitor().post(&path, &[("score", "4"), ("comment", "=1+1 merci")]).await.expect(200);
        let own = format!("/satisfaction/{}", world.valmont.id);
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let page = officer.get(&own).await.expect(200).text();
        assert!(page.contains("4 / 5") && page.contains("1 réponses pour 2 questions (50 %)"), "{page}");
        assert!(page.contains("=1+1 merci"));
        let csv = officer.get(&format!("{own}/opinions.csv")).await.expect(200).text();
        assert!(csv.starts_with('\u{feff}') && csv.contains("VAL-1;4;'=1+1 merci;"), "{csv}");
        let json =
            officer.get(&format!("/api/v1/satisfaction/{}", world.valmont.id)).await.expect(200).json();
        assert_eq!((&json["asked"], &json["answered"], &json["mean"]), (&2.into(), &1.into(), &"4.0".into()));
        let mut elected = app.client_of(world.person(Role::ElectedOfficial)).await;
        let page = elected.get(&own).await.expect(200).text();
        assert!(page.contains("4 / 5") && !page.contains("=1+1 merci"), "figures without words");
        officer.get(&format!("/satisfaction/{}", world.rochebrune.id)).await.expect(404);
        officer.get("/satisfaction/none").await.expect(404);
        officer.get(&format!("{own}?year=abc")).await.expect(404);
        let ticket = officer.get(&key.path()).await.expect(200).text();
        assert!(ticket.contains("=1+1 merci"), "shown on the ticket: {ticket}");
        let stranger = world.person_at(Role::Officer, &world.rochebrune.id);
        let mut stranger = app.client_of(stranger).await;
        assert!(!stranger.get("/satisfaction").await.expect(200).text().contains("Valmont"));
        let late = actions::vote_as(&world.ctx(&app, Role::Officer), &key, Some(1), "").await;
        assert!(matches!(late, Err(Error::NotFound)), "only the requester votes: {late:?}");
    })
    .await;
}
