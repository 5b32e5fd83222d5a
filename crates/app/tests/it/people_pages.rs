//! Pages of organisations and persons: creating, changing, giving and taking access.

use kernel::id::PersonId;
use people::{Role, persons};
use testkit::{Answer, Client, PASSWORD, TestApp, World, both};

fn id_in(answer: &Answer) -> String {
    answer.location().rsplit('/').next().unwrap().to_owned()
}

async fn version_in(client: &mut Client, path: &str) -> String {
    let page = client.get(path).await.expect(200).text();
    page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_administrator_adds_an_organisation_and_its_persons() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut admin = app.client_of(world.person(Role::Administrator)).await;
        let _ = admin.get("/organisations/new").await.expect(200);
        let wrong =
            [("side", "beneficiary"), ("code", "x y"), ("name", "Commune de Belval"), ("siret", "123")];
        let page = admin.post("/organisations", &wrong).await.expect(422).text();
        assert!(
            page.contains("Commune de Belval") && page.contains("#field-siret"),
            "what was typed is kept"
        );
        let right = [
            ("side", "beneficiary"),
            ("code", "BEL"),
            ("name", "Commune de Belval"),
            ("needs_service_code", "on"),
            ("service_code", "DSI"),
        ];
        let id = id_in(&admin.post("/organisations", &right).await);
        let page = admin.get(&format!("/organisations/{id}")).await.expect(200).text();
        assert!(page.contains("Commune de Belval") && page.contains("DSI"));
        let edit = format!("/organisations/{id}/edit");
        assert!(admin.get(&edit).await.text().contains("checked"), "the box ticked is ticked again");
        // Unticked: the browser sends nothing for it.
        let change = [("version", "1"), ("code", "BEL"), ("name", "Commune de Belval"), ("city", "Belval")];
        admin.post(&format!("/organisations/{id}"), &change).await.location();
        assert!(!admin.get(&edit).await.text().contains("checked"));
        let late = admin.post(&format!("/organisations/{id}"), &change).await.expect(409).text();
        assert!(late.contains("name=\"version\" value=\"2\""), "sending again decides");

        let persons = format!("/organisations/{id}/persons");
        let form = [
            ("name", "Agathe"),
            ("email", "agathe@belval.example"),
            ("roles", "officer"),
            ("roles", "requester"),
        ];
        let person = id_in(&admin.post(&persons, &form).await);
        let page = admin.get(&format!("/organisations/{id}")).await.text();
        assert!(
            page.contains("Agathe") && page.contains("Référent administratif, Demandeur")
                || page.contains("Demandeur, Référent administratif")
        );
        let none = admin.post(&persons, &form[..2]).await.expect(422).text();
        assert!(none.contains("#field-roles"));
        let other_side = [("name", "B"), ("email", "b@belval.example"), ("roles", "technician")];
        assert!(admin.post(&persons, &other_side).await.expect(422).text().contains("#field-roles"));
        let page = admin.get(&format!("/persons/{person}/edit")).await.expect(200).text();
        assert!(!page.contains("value=\"technician\""), "only the roles of the side are offered");
    })
    .await;
}

#[tokio::test]
async fn an_officer_manages_the_persons_of_the_body_only() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let list = officer.get("/organisations").await.expect(200).text();
        assert!(list.contains("Commune de Valmont") && !list.contains("Rochebrune"));
        assert!(!list.contains("/organisations/new"), "no link to what is refused");
        let _ = officer.get("/organisations/new").await.expect(403);
        let target = world.person(Role::Requester);
        let own = format!("/persons/{}", target.id);
        let version = version_in(&mut officer, &format!("{own}/edit")).await;
        let form = [
            ("name", "Rose VAL"),
            ("email", &target.email),
            ("roles", "beneficiary_finance"),
            ("version", &version),
        ];
        officer.post(&own, &form).await.location();
        assert!(officer.get(&own).await.expect(200).text().contains("Service financier"));
        let myself = world.person(Role::Officer);
        let raise = [
            ("name", "O"),
            ("email", &*myself.email),
            ("roles", "officer"),
            ("roles", "requester"),
            ("version", "1"),
        ];
        assert!(
            officer
                .post(&format!("/persons/{}", myself.id), &raise)
                .await
                .expect(422)
                .text()
                .contains("#field-roles")
        );
        let stranger = world.person_at(Role::Requester, &world.rochebrune.id);
        for verb in ["", "/invitation", "/disable", "/enable"] {
            let form = [("name", "X"), ("email", "x@y.example"), ("roles", "requester")];
            let fields = if verb.is_empty() { &form[..] } else { &[] };
            let _ = officer.post(&format!("/persons/{}{verb}", stranger.id), fields).await.expect(404);
        }
        let mut requester = app.client_of(world.person(Role::Requester)).await;
        let _ = requester.get("/organisations").await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn a_link_shows_once_and_access_ends_and_returns() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let target = world.person(Role::Requester);
        let own = format!("/persons/{}", target.id);
        let page = officer.post(&format!("{own}/invitation"), &[]).await.expect(200).text();
        let link =
            page.split("http://127.0.0.1:8080").nth(1).unwrap().split(['<', '"']).next().unwrap().to_owned();
        assert!(link.starts_with("/link/"));
        assert!(!officer.get(&own).await.text().contains("/link/"), "shown once");
        let mut newcomer = app.visitor();
        let refused = newcomer.post(&link, &[("password", "Motdepasse2026!")]).await.expect(422).text();
        assert!(refused.contains("tout le monde essaie"), "common passwords are refused");
        newcomer.post(&link, &[("password", PASSWORD)]).await.location();
        officer.post(&format!("{own}/disable"), &[]).await.location();
        newcomer.get("/account").await.location();
        assert!(officer.get(&own).await.text().contains("Accès retiré"));
        let _ = officer.post(&format!("{own}/invitation"), &[]).await.expect(409);
        officer.post(&format!("{own}/enable"), &[]).await.location();
        let body = serde_json::json!({});
        let path = format!("/api/v1{own}/invitation");
        let answer = officer.json(axum::http::Method::POST, &path, &body).await.expect(200).json();
        let again = answer["link"].as_str().unwrap().strip_prefix("http://127.0.0.1:8080").unwrap();
        let _ = app.visitor().get(again).await.expect(200);
        let mut technician = app.client_of(world.person(Role::Technician)).await;
        let _ = technician.post(&format!("{own}/invitation"), &[]).await.expect(403);
        assert!(!technician.get(&own).await.expect(200).text().contains("/invitation"));
    })
    .await;
}

#[tokio::test]
async fn persons_of_an_organisation_are_listed_page_by_page() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        for n in 0..150 {
            let form = persons::PersonForm {
                organisation: world.valmont.id.to_string(),
                name: format!("Agent {n:03}"),
                email: format!("agent{n}@val.example"),
                roles: vec![Role::Requester],
                ..persons::PersonForm::default()
            };
            persons::actions::create(&app.system(), &form).await.unwrap();
        }
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let own = format!("/organisations/{}", world.valmont.id);
        let first = officer.get(&own).await.expect(200).text();
        assert_eq!(first.matches("href=\"/persons/").count(), 100);
        let next = first.split(&format!("{own}?after=")).nth(1).unwrap().split('"').next().unwrap();
        let second = officer.get(&format!("{own}?after={next}")).await.expect(200).text();
        assert_eq!(second.matches("href=\"/persons/").count(), 55);
        assert!(!second.contains("rel=\"next\""), "the last page says so");
        let nobody = PersonId::from("nobody");
        let _ = officer.get(&format!("{own}?after={nobody}")).await.expect(404);
    })
    .await;
}
