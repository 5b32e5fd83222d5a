//! What agents work with: the page of a ticket, its panels and keys, and how one likes the screens.

use crate::desk_tickets::ticket_of;
use people::Role;
use testkit::{TestApp, World, both};

#[tokio::test]
async fn the_page_of_a_ticket_shows_what_is_needed_to_answer() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let other = ticket_of(&app, rose, "Imprimante bloquée").await;
        let quoting = "Plus de réseau\n\n> Avez-vous redémarré ?";
        let path = ticket_of(&app, rose, quoting).await.path();
        let foreign = world.person_at(Role::Requester, &world.rochebrune.id);
        ticket_of(&app, foreign, "Secret de Rochebrune").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let page = theo.get(&path).await.expect(200).text();
        assert!(page.contains(&other.path()), "the requester's other tickets are beside");
        assert!(!page.contains("Secret de Rochebrune"));
        assert!(page.contains("<details class=\"quoted\">"), "quoted history is folded");
        for key in ["r", "n", "m", "a", "s", "p", "e"] {
            assert_eq!(page.matches(&format!("data-key=\"{key}\"")).count(), 1, "key {key}");
        }
        assert!(page.contains(&format!("Envoyer à {}", rose.name)), "the button names who reads it");
        let fields = [("version", "1"), ("body", "Depuis quand ?"), ("then", "wait_requester"), ("key", "k")];
        theo.upload(&format!("{path}/messages"), &fields, &[]).await.location();
        assert_eq!(theo.get(&format!("/api/v1{path}")).await.json()["state"], "waiting_requester");
        let answered = theo.get(&path).await.expect(200).text();
        assert!(answered.contains("Réponse publique"), "said in words, not by colour alone");
        // A refused change of state is shown open, with its field named by the summary.
        let refused = theo
            .post(&format!("{path}/state"), &[("version", "2"), ("transition", "resolve"), ("reason", "")])
            .await
            .expect(422)
            .text();
        assert!(refused.contains("href=\"#field-reason\"") && refused.contains("id=\"field-reason\""));
        assert!(!refused.contains("panel-state"), "not a second time in a closed panel");
        let mut requester = app.client_of(rose).await;
        let seen = requester.get(&path).await.expect(200).text();
        assert!(!seen.contains("action-bar") && !seen.contains("panel-assign"), "no tool of the other side");
    })
    .await;
}

#[tokio::test]
async fn a_contractor_sees_beside_a_ticket_only_what_was_given() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let (given, hidden) =
            (ticket_of(&app, rose, "Confié").await, ticket_of(&app, rose, "Pas confié").await);
        let come = world.person(Role::Contractor);
        let theo = world.ctx(&app, Role::Technician);
        desk::tickets::actions::assign(&theo, &given, 1, Some(come.id.clone())).await.unwrap();
        let page = app.client_of(come).await.get(&given.path()).await.expect(200).text();
        assert!(!page.contains(&hidden.path()) && !page.contains("Pas confié"));
    })
    .await;
}

#[tokio::test]
async fn single_keys_can_be_switched_off_and_the_choice_stays() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let theo = world.person(Role::Technician);
        let mut client = app.client_of(theo).await;
        let page = client.get("/shortcuts").await.expect(200).text();
        assert!(page.contains("data-shortcuts=\"on\"") && page.contains("id=\"shortcut-list\""));
        client.post("/shortcuts", &[("compact", "on")]).await.location();
        let elsewhere = app.client_of(theo).await.get("/tickets").await.expect(200).text();
        assert!(!elsewhere.contains("data-shortcuts") && elsewhere.contains("<body class=\"compact\""));
        client.post("/shortcuts", &[("shortcuts", "on")]).await.location();
        let again = client.get("/tickets").await.text();
        assert!(again.contains("data-shortcuts=\"on\"") && !again.contains("class=\"compact\""));
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        assert!(ada.get("/tickets").await.text().contains("data-shortcuts=\"on\""), "one's own choice only");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_found_again_by_its_writer_alone_and_goes_when_sent() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let path = ticket_of(&app, world.person(Role::Requester), "Plus de réseau").await.path();
        let theo = world.person(Role::Technician);
        let mut client = app.client_of(theo).await;
        let typed = [("version", "1"), ("key", "k"), ("body", "Je regarde le commutateur"), ("then", "none")];
        client.upload(&format!("{path}/drafts/answer"), &typed, &[]).await.location();
        client
            .upload(&format!("{path}/drafts/note"), &[("key", "n"), ("note", "Vérifier le lien")], &[])
            .await
            .location();
        let elsewhere = app.client_of(theo).await.get(&path).await.expect(200).text();
        assert!(elsewhere.contains("Je regarde le commutateur") && elsewhere.contains("Vérifier le lien"));
        assert!(elsewhere.contains("Brouillon repris"));
        for role in [Role::Administrator, Role::Requester, Role::Officer] {
            let page = app.client_of(world.person(role)).await.get(&path).await.expect(200).text();
            assert!(!page.contains("commutateur") && !page.contains("Vérifier le lien"), "{role:?}");
        }
        let stranger = world.person_at(Role::Officer, &world.rochebrune.id);
        app.client_of(stranger).await.upload(&format!("{path}/drafts/answer"), &typed, &[]).await.expect(404);
        client.upload(&format!("{path}/messages"), &typed, &[]).await.location();
        // A saving that arrives after the sending does not bring the words back.
        client.upload(&format!("{path}/drafts/answer"), &typed, &[]).await.location();
        let page = client.get(&path).await.expect(200).text();
        assert_eq!(page.matches("Je regarde le commutateur").count(), 1, "as a message only");
        assert!(page.contains("Vérifier le lien"), "the note is still being written");
        client.upload(&format!("{path}/drafts/note"), &[("key", "n"), ("note", " ")], &[]).await.location();
        assert_eq!(app.count("ticket_draft").await, 0);
        let long = "x".repeat(20_001);
        let refused = [("key", "m"), ("body", long.as_str())];
        client.upload(&format!("{path}/drafts/answer"), &refused, &[]).await.expect(422);
        let mut contractor = app.client_of(world.person(Role::Contractor)).await;
        contractor.upload(&format!("{path}/drafts/note"), &[("note", "intrus")], &[]).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn each_side_sees_who_else_has_the_ticket_open_and_it_expires() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
        let path = ticket_of(&app, rose, "Plus de réseau").await.path();
        let sign = format!("{path}/presence");
        let mut technician = app.client_of(theo).await;
        assert_eq!(technician.post(&sign, &[]).await.expect(200).text(), "", "alone");
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let seen = ada.post(&sign, &[("writing", "on")]).await.expect(200).text();
        assert!(seen.contains(&format!("{} regarde ce ticket", theo.name)));
        let page = technician.get(&path).await.expect(200).text();
        assert!(page.contains("est en train d’écrire"), "drawn without script too");
        let mut requester = app.client_of(rose).await;
        assert_eq!(requester.post(&sign, &[]).await.expect(200).text(), "", "not the provider's people");
        assert!(technician.post(&sign, &[]).await.text().contains(&rose.name));
        let foreign = world.person_at(Role::Officer, &world.rochebrune.id);
        app.client_of(foreign).await.post(&sign, &[("writing", "on")]).await.expect(404);
        app.platform.clock.advance(jiff::SignedDuration::from_secs(121));
        assert_eq!(technician.post(&sign, &[]).await.expect(200).text(), "", "after two minutes");
        assert_eq!(app.count("ticket_presence").await, 1, "old signs are forgotten");
    })
    .await;
}

#[tokio::test]
async fn signs_of_an_open_page_keep_no_session_alive() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let path = ticket_of(&app, world.person(Role::Requester), "Plus de réseau").await.path();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let idle = app.platform.settings.staff_idle_minutes;
        for _ in 0..=(idle / 10) {
            app.platform.clock.advance(jiff::SignedDuration::from_mins(10));
            theo.post(&format!("{path}/presence"), &[]).await;
        }
        let gone = theo.get("/tickets").await.location();
        assert!(gone.starts_with("/sign-in"), "{gone}");
    })
    .await;
}
