//! The home screens: what each role sees first, never more than seven figures, each a link to its list.

use crate::desk_tickets::ticket_of;
use agreements::versions;
use jiff::civil::date;
use people::{
    Role,
    persons::{self, PersonForm},
};
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

/// The links of the figures of a page.
fn figures(page: &str) -> Vec<String> {
    let parts = page.split("class=\"key-figure").skip(2);
    parts
        .map(|part| part.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&"))
        .collect()
}

#[tokio::test]
async fn each_role_has_its_home_screen_and_every_figure_leads_to_its_list() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let text = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
        versions::import(&app.system(), &world.valmont.id, &text, date(2022, 1, 1)).await.unwrap();
        ticket_of(&app, world.person(Role::Requester), "Imprimante en panne").await;
        for role in Role::ALL {
            let mut client = app.client_of(world.person(role)).await;
            let page = client.get("/").await.expect(200).text();
            let links = figures(&page);
            assert!(links.len() <= 7, "{role:?}: {links:?}");
            assert!(page.contains("class=\"needs-now\"") && page.contains("Données"), "{role:?}: {page}");
            for link in links {
                client.get(&link).await.expect(200);
            }
        }
        let mut elected = app.client_of(world.person(Role::ElectedOfficial)).await;
        let page = elected.get("/").await.text();
        assert!(page.contains("Service normal."), "{page}");
        assert!(!page.contains("Imprimante en panne") && page.contains("Engagements tenus"), "{page}");
        let page = app.client_of(world.person(Role::Director)).await.get("/").await.text();
        assert!(page.contains("Commune de Valmont") && page.contains("Échéances en retard"), "{page}");
        let page = app.client_of(world.person(Role::Officer)).await.get("/").await.text();
        assert!(page.contains("door-broken") && !page.contains("Rochebrune"), "{page}");
        elected.get("/?view=director").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn who_has_several_roles_switches_between_screens() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let form = PersonForm {
            organisation: world.provider.id.to_string(),
            name: "Nour Double".into(),
            email: "nour@agh.example".into(),
            roles: vec![Role::Technician, Role::FinanceOfficer],
            ..PersonForm::default()
        };
        let nour = persons::actions::create(&app.system(), &form).await.unwrap();
        let mut client = app.client_of(&nour).await;
        let page = client.get("/").await.expect(200).text();
        assert!(page.contains("/?view=finance") && page.contains("Mes dossiers"), "{page}");
        let page = client.get("/?view=finance").await.expect(200).text();
        assert!(page.contains("Factures à régler") && !page.contains("Mes dossiers"), "{page}");
    })
    .await;
}
