//! The palette: pages, views, tickets, persons and sites, each only for those who may open them.

use crate::desk_tickets::ticket_of;
use app::search::jobs::reindex;
use people::Role;
use testkit::{Client, TestApp, World, both};

async fn names(client: &mut Client, words: &str) -> String {
    let page =
        client.get(&format!("/palette?q={}", platform::web::guard::percent(words))).await.expect(200).text();
    let list = page.split("id=\"palette-entries\"").nth(1).unwrap().split("</ul>").next().unwrap();
    list.to_owned()
}

#[tokio::test]
async fn the_palette_leads_to_what_one_may_open_and_to_nothing_else() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let key = ticket_of(&app, rose, "Imprimante bloquée").await;
        ticket_of(&app, world.person_at(Role::Requester, &world.rochebrune.id), "Imprimante de Rochebrune")
            .await;
        reindex(&app.platform, &mut |_| {}).await.unwrap();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        assert!(names(&mut theo, "équip").await.contains("href=\"/teams\""));
        assert!(names(&mut theo, "retard").await.contains("En retard"), "a view by its name");
        let found = names(&mut theo, "imprim").await;
        assert!(found.contains(&key.path()) && found.contains("Imprimante de Rochebrune"));
        assert!(names(&mut theo, "VAL-1").await.contains(&key.path()), "by its number");
        assert!(names(&mut theo, "rose").await.contains("/persons/"));
        assert!(names(&mut theo, "").await.contains("href=\"/tickets/new\""));
        let mut requester = app.client_of(rose).await;
        let found = names(&mut requester, "imprim").await;
        assert!(found.contains(&key.path()) && !found.contains("Rochebrune"));
        assert!(!names(&mut requester, "").await.contains("href=\"/teams\""));
        assert!(!names(&mut requester, "retard").await.contains("En retard"), "no view without the list");
        let mut foreign = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        assert!(!names(&mut foreign, "VAL-1").await.contains("Imprimante bloquée"));
        for hostile in ["\"", "*", "a\" OR 1", "%_", "\u{202e}"] {
            names(&mut theo, hostile).await;
        }
    })
    .await;
}
