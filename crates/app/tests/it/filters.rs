//! The line of filters of a list of tickets: the same answers on both engines, in pages, within the reader's scope.

use crate::desk_tickets::{incoming, ticket_of};
use app::search::jobs::reindex;
use desk::{
    teams::{self, TeamForm},
    tickets::{Channel, Impact, Urgency, actions, actions::Say},
};
use jiff::SignedDuration;
use people::Role;
use testkit::{Client, TestApp, World, both};

fn encoded(line: &str) -> String {
    platform::web::guard::percent(line)
}

/// Titles of the tickets that a line gives through the API, in order.
async fn titles(client: &mut Client, line: &str) -> Vec<String> {
    let answer = client.get(&format!("/api/v1/tickets?q={}", encoded(line))).await.expect(200).json();
    let items = answer["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

/// Four tickets of Valmont and one of Rochebrune, an hour apart.
async fn furnish(app: &TestApp, world: &World) {
    let (rose, theo) = (world.person(Role::Requester), world.person(Role::Technician));
    let admin = world.ctx(app, Role::Administrator);
    let agent = app.ctx(theo.actor());
    let form = TeamForm {
        name: "Réseau et sites".into(),
        members: vec![theo.id.to_string()],
        ..TeamForm::default()
    };
    let team = teams::actions::create(&admin, &form).await.unwrap();
    let later = || app.platform.clock.advance(SignedDuration::from_hours(1));
    ticket_of(app, rose, "Imprimante bloquée").await;
    later();
    let mut mail = incoming(rose, "Plus de réseau");
    mail.draft.channel = Channel::Mail;
    (mail.draft.impact, mail.draft.urgency) = (Impact::High, Urgency::High);
    let network = actions::create(&agent, mail).await.unwrap();
    later();
    let closed = ticket_of(app, rose, "Écran noir").await;
    later();
    let taken = ticket_of(app, rose, "Imprimante sans toner").await;
    ticket_of(app, world.person_at(Role::Requester, &world.rochebrune.id), "Imprimante de Rochebrune").await;
    later();
    teams::actions::give(&agent, &network, 1, Some(team.id)).await.unwrap();
    later();
    let version = actions::take(&agent, &taken, 1).await.unwrap();
    let resolve = desk::tickets::Transition::Resolve;
    actions::move_state(&agent, &closed, 1, resolve, "Câble").await.unwrap();
    let note = Say {
        version,
        body: "Entre nous : mot secret".into(),
        is_internal: true,
        then: None,
        files: vec![],
        idempotency_key: None,
    };
    later();
    actions::say(&agent, &closed, note).await.unwrap();
    reindex(&app.platform, &mut |_| {}).await.unwrap();
}

#[tokio::test]
async fn a_line_of_filters_answers_the_same_on_both_engines() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        furnish(&app, &world).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let (jam, network, screen, toner, other) = (
            "Imprimante bloquée",
            "Plus de réseau",
            "Écran noir",
            "Imprimante sans toner",
            "Imprimante de Rochebrune",
        );
        for (line, expected) in [
            ("état:ouvert commune:VAL tri:réception", &[toner, network, jam][..]),
            ("status:resolved", &[screen]),
            ("état:tous commune:val", &[toner, screen, network, jam]),
            ("état:nouveau tri:réception", &[other, network, jam]),
            ("-état:nouveau tri:réception", &[toner, screen]),
            ("priorité:p1", &[network]),
            ("priority:P1,P3 tri:réception -priority:p3", &[network]),
            ("équipe:\"Réseau et sites\"", &[network]),
            ("équipe:réseau", &[network]),
            ("équipe:mes agent:personne", &[network]),
            ("-équipe:réseau tri:réception état:ouvert", &[other, toner, jam]),
            ("équipe:aucune agent:moi", &[toner]),
            ("agent:théo", &[toner]),
            ("agent:moi,personne commune:Valmont tri:réception état:ouvert", &[toner, network, jam]),
            ("demandeur:rose commune:ROC", &[other]),
            ("canal:courriel", &[network]),
            ("-canal:mail commune:VAL tri:réception état:ouvert", &[toner, jam]),
            ("nature:demande", &[]),
            ("reçu:<3h30min commune:VAL", &[]),
            ("reçu:2026-03-11 reçu:<200min tri:réception", &[other, toner]),
            ("créé:>2026-03-11", &[]),
            ("modifié:<30min tri:modification", &[]),
            ("imprimante", &[jam, toner, other]),
            ("imprimante -toner commune:VAL", &[jam]),
            ("secret", &[]),
            ("secret état:tous", &[screen]),
            ("\"plus de réseau\" p:1", &[]),
        ] {
            let path = format!("/api/v1/tickets?q={}", encoded(line));
            let answer = theo.get(&path).await;
            if line.contains("3h30") || line.contains("p:1") {
                assert_eq!(answer.status, 422, "{line}");
                continue;
            }
            let mut found = titles(&mut theo, line).await;
            let mut expected = expected.to_vec();
            if !line.contains("tri:") && !line.contains("état:tous") {
                found.sort();
                expected.sort_unstable();
            }
            assert_eq!(found, expected, "{line}");
        }
        // A note moves nothing that both sides see.
        assert_eq!(
            titles(&mut theo, "tri:modification état:tous commune:VAL").await,
            [toner, screen, network, jam]
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_line_is_kept_shown_and_told_where() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        ticket_of(&app, world.person(Role::Requester), "Imprimante").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let line = "panne état:ouvrt équipe:inconnue";
        let page = theo.get(&format!("/tickets?q={}", encoded(line))).await.expect(422).text();
        assert!(page.contains("value=\"panne état:ouvrt équipe:inconnue\""), "what was typed is kept");
        assert!(page.contains("« état:ouvrt » (caractère 7)") && page.contains("href=\"#field-q\""));
        assert!(!page.contains("Imprimante"), "no list under a filter that means nothing");
        let page = theo.get(&format!("/tickets?q={}", encoded("équipe:inconnue"))).await.expect(422).text();
        assert!(page.contains("ne porte ce nom"));
        let problem = theo.get("/api/v1/tickets?q=sort%3Abeauty").await.expect(422).json();
        assert_eq!(problem["errors"][0]["field"], "q");
        for hostile in [
            "'; drop table ticket; --",
            "\"",
            "état:",
            "a:b:c",
            "%00",
            "\u{202e}état:ouvert",
            "-",
            "reçu:<99999j",
        ] {
            let status = theo.get(&format!("/tickets?q={}", encoded(hostile))).await.status;
            assert!(status == 200 || status == 422, "{hostile}: {status}");
        }
    })
    .await;
}

#[tokio::test]
async fn controls_write_into_the_line_and_each_part_can_be_removed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        for n in 0..60 {
            ticket_of(&app, world.person(Role::Requester), &format!("Imprimante {n}")).await;
        }
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let path = "/tickets?q=canal%3Aportail+%C3%A9tat%3Aclos&state=nouveau&assignee=personne&order=r%C3%A9ception";
        let page = theo.get(path).await.expect(200).text();
        let line = "canal:portail état:nouveau agent:personne tri:réception";
        assert!(page.contains(&format!("value=\"{line}\"")), "{page}");
        let less = "canal:portail agent:personne tri:réception";
        assert!(page.contains(&format!("href=\"/tickets?q={}\"", encoded(less))), "a part can be removed");
        let next = page.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        assert!(next.starts_with(&format!("/tickets?q={}&after=", encoded(line))), "{next}");
        let second = theo.get(&next).await.expect(200).text();
        assert!(second.contains("Imprimante 9<") && !second.contains("Imprimante 59"), "the page goes on");
    })
    .await;
}

#[tokio::test]
async fn names_and_words_stay_within_the_scope() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        furnish(&app, &world).await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert_eq!(titles(&mut odile, "imprimante -toner").await, ["Imprimante bloquée"]);
        assert!(titles(&mut odile, "secret état:tous").await.is_empty(), "no note of the provider");
        let foreign = encoded("commune:Rochebrune");
        odile.get(&format!("/api/v1/tickets?q={foreign}")).await.expect(422);
        let absent = encoded("commune:Nullepart");
        odile.get(&format!("/api/v1/tickets?q={absent}")).await.expect(422);
        assert_eq!(titles(&mut odile, "agent:théo").await, ["Imprimante sans toner"]);
        let mut come = app.client_of(world.person(Role::Contractor)).await;
        assert!(
            titles(&mut come, "équipe:réseau état:tous").await.is_empty(),
            "another team's queue stays closed"
        );
        assert!(titles(&mut come, "imprimante état:tous").await.is_empty());
    })
    .await;
}
