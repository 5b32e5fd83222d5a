//! Views of the list: for oneself, a team, a beneficiary; counted, put in order, deleted and brought back.

use crate::desk_tickets::ticket_of;
use axum::http::Method;
use desk::teams::{self, TeamForm};
use people::Role;
use serde_json::{Value, json};
use testkit::{Client, TestApp, World, both};

async fn views(client: &mut Client) -> Vec<Value> {
    client.get("/api/v1/views").await.expect(200).json()["items"].as_array().unwrap().clone()
}

async fn saved(client: &mut Client) -> Vec<(String, Value)> {
    let saved = views(client).await.into_iter().filter(|view| !view["id"].is_null());
    saved.map(|view| (view["name"].as_str().unwrap().to_owned(), view)).collect()
}

async fn names(client: &mut Client) -> Vec<String> {
    saved(client).await.into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn a_view_is_saved_counted_ordered_renamed_deleted_and_brought_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        for n in 0..3 {
            ticket_of(&app, world.person(Role::Requester), &format!("Imprimante {n}")).await;
        }
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let made =
            theo.post("/views", &[("name", "Nouveaux"), ("line", "état:nouveau"), ("audience", "me")]).await;
        assert_eq!(made.location(), "/tickets?q=%C3%A9tat%3Anouveau", "the view is its address");
        theo.post("/views", &[("name", "À moi"), ("line", "agent:moi"), ("audience", "me")]).await.location();
        let list = theo.get("/tickets?q=%C3%A9tat%3Anouveau").await.expect(200).text();
        assert!(list.contains("href=\"/tickets?q=%C3%A9tat%3Anouveau\" aria-current=\"page\""));
        let all = views(&mut theo).await;
        let counts: Vec<_> = all.iter().map(|view| view["count"].as_i64()).collect();
        assert_eq!(counts, [0, 0, 0, 0, 0, 3, 3, 0].map(Some), "{all:#?}");
        let page = theo.get("/views").await.expect(200).text();
        assert!(page.contains("Modifiés récemment") && page.contains("À moi"));
        let (_, first) = saved(&mut theo).await.remove(0);
        let path =
            format!("/views/{}/{}", first["beneficiary"].as_str().unwrap(), first["id"].as_str().unwrap());
        theo.post(&format!("{path}/move"), &[("to", "up")]).await.location();
        assert_eq!(names(&mut theo).await, ["Nouveaux", "À moi"], "already the first");
        theo.post(&format!("{path}/move"), &[("to", "down")]).await.location();
        assert_eq!(names(&mut theo).await, ["À moi", "Nouveaux"]);
        let version = saved(&mut theo).await[1].1["version"].to_string();
        let typed = [("name", "Tout neufs"), ("line", "état:nouvo"), ("version", version.as_str())];
        let wrong = theo.post(&path, &typed).await.expect(422).text();
        assert!(
            wrong.contains("Tout neufs") && wrong.contains("état:nouvo") && wrong.contains("#field-line")
        );
        let typed =
            [("name", "Tout neufs"), ("line", "état:nouveau tri:réception"), ("version", version.as_str())];
        theo.post(&path, &typed).await.location();
        theo.post(&path, &typed).await.expect(409);
        let back = theo.post(&format!("{path}/deletion"), &[]).await.location();
        assert_eq!(names(&mut theo).await, ["À moi"]);
        assert!(theo.get(&back).await.expect(200).text().contains(&format!("action=\"{path}/restoration\"")));
        theo.post(&format!("{path}/restoration"), &[]).await.location();
        assert_eq!(names(&mut theo).await, ["À moi", "Tout neufs"]);
        theo.post("/views", &[("name", ""), ("line", "x:y")]).await.expect(422);
    })
    .await;
}

#[tokio::test]
async fn a_view_is_read_by_those_it_is_for_and_changed_by_those_who_may_make_one() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let (theo, ada) = (world.person(Role::Technician), world.person(Role::Administrator));
        let form =
            TeamForm { name: "Réseau".into(), members: vec![theo.id.to_string()], ..TeamForm::default() };
        let team = teams::actions::create(&app.ctx(ada.actor()), &form).await.unwrap();
        let mut technician = app.client_of(theo).await;
        let mut director = app.client_of(world.person(Role::Director)).await;
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        let mut stranger = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        let make =
            |name: &str, audience: String| json!({"name": name, "line": "état:ouvert", "audience": audience});
        let post = async |client: &mut Client, body: Value| {
            client.json(Method::POST, "/api/v1/views", &body).await.status.as_u16()
        };
        assert_eq!(post(&mut technician, make("À Théo", "me".into())).await, 201);
        assert_eq!(post(&mut technician, make("Du réseau", format!("team:{}", team.id))).await, 201);
        assert_eq!(
            post(&mut technician, make("De Valmont", format!("beneficiary:{}", world.valmont.id))).await,
            201
        );
        assert_eq!(names(&mut technician).await, ["Du réseau", "À Théo", "De Valmont"]);
        assert_eq!(names(&mut director).await, ["De Valmont"], "not of the team, not the person");
        assert_eq!(names(&mut officer).await, ["De Valmont"]);
        assert!(names(&mut stranger).await.is_empty());
        assert_eq!(post(&mut director, make("Intrus", format!("team:{}", team.id))).await, 422);
        assert_eq!(
            post(&mut officer, make("À côté", format!("beneficiary:{}", world.rochebrune.id))).await,
            422
        );
        assert_eq!(
            post(&mut officer, make("À nous", format!("beneficiary:{}", world.valmont.id))).await,
            201
        );
        let (_, shared) = saved(&mut officer).await.remove(0);
        let path = format!(
            "/api/v1/views/{}/{}",
            shared["beneficiary"].as_str().unwrap(),
            shared["id"].as_str().unwrap()
        );
        for (client, status) in [(&mut stranger, 404), (&mut director, 403), (&mut officer, 204)] {
            assert_eq!(client.json(Method::DELETE, &path, &json!({})).await.status.as_u16(), status);
        }
        let personal = saved(&mut technician).await.into_iter().find(|(name, _)| name == "À Théo").unwrap().1;
        let path = format!("/views/provider/{}/deletion", personal["id"].as_str().unwrap());
        app.client_of(ada).await.post(&path, &[]).await.expect(404);
        app.client_of(world.person(Role::Requester)).await.get("/views").await.expect(403);
    })
    .await;
}
