//! Inventory agents: their words as they are on the wire become assets of the right beneficiary, and nothing else.

use axum::{body::Body, http::Method};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use estate::{
    assets::{AssetForm, actions as assets},
    inventory::{AccessForm, actions, wire},
};
use people::Role;
use platform::Ctx;
use serde_json::json;
use testkit::{Answer, TestApp, World, both};

const AGENT: (&str, &str) = ("user-agent", "FusionInventory-Agent_v2.6-3");
const XML: &str = "application/x-compress-zlib";

fn inventory(device: &str, name: &str, serial: &str, more: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<REQUEST><CONTENT><BIOS><SMANUFACTURER>Dell Inc.</SMANUFACTURER>\
         <SMODEL>Latitude 5440</SMODEL><SSN>{serial}</SSN></BIOS><HARDWARE><NAME>{name}</NAME>\
         <CHASSIS_TYPE>Laptop</CHASSIS_TYPE><LASTLOGGEDUSER>rose</LASTLOGGEDUSER></HARDWARE>\
         <SOFTWARES><NAME>LibreOffice</NAME></SOFTWARES>{more}</CONTENT><DEVICEID>{device}</DEVICEID>\
         <QUERY>INVENTORY</QUERY></REQUEST>"
    )
}

async fn access(ctx: &Ctx, world: &World, name: &str, makes_assets: bool) -> String {
    let form = AccessForm {
        beneficiary: world.valmont.id.to_string(),
        name: name.into(),
        makes_assets: if makes_assets { "on".into() } else { String::new() },
        legal_status: "lent_free".into(),
        ..AccessForm::default()
    };
    actions::open_access(ctx, &form).await.unwrap().1
}

async fn post(app: &TestApp, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
    app.visitor().send(Method::POST, path, headers, Body::from(body)).await
}

fn zlib(text: &str) -> Vec<u8> {
    wire::pack(wire::Packing::Zlib, text.as_bytes().to_vec())
}

#[tokio::test]
async fn a_machine_becomes_an_asset_of_its_beneficiary_once_and_keeps_what_a_person_typed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let path = format!("/inventory/{}", access(&app.system(), &world, "Mairie", true).await);
        let prolog =
            "<REQUEST><DEVICEID>pc-1</DEVICEID><QUERY>PROLOG</QUERY><TOKEN>12345678</TOKEN></REQUEST>";
        let answer = post(&app, &path, &[("content-type", XML), AGENT], zlib(prolog)).await.expect(200);
        assert_eq!(answer.bytes[..2], [0x78, 0x9c], "packed as asked");
        let full = inventory("pc-1", "PORTABLE-1", "5CG0123ABC", "");
        for _ in 0..2 {
            let answer = post(&app, &path, &[("content-type", XML), AGENT], zlib(&full)).await.expect(200);
            let clear = wire::unpack(&answer.bytes).unwrap().1;
            assert!(String::from_utf8(clear).unwrap().contains("<REPLY>"));
        }
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let found = theo.get("/api/v1/assets").await.expect(200).json();
        let [one] = found["items"].as_array().unwrap().as_slice() else { panic!("{found}") };
        assert_eq!(
            (
                &one["beneficiary"],
                &one["name"],
                &one["serial"],
                &one["model"],
                &one["owner"],
                &one["kind"]["word"]
            ),
            (
                &json!(world.valmont.id),
                &json!("PORTABLE-1"),
                &json!("5CG0123ABC"),
                &json!("Latitude 5440"),
                &json!("beneficiary"),
                &json!("laptop")
            )
        );
        assert_eq!(one["locked"], json!([]), "no person typed anything");
        // A person names it; the machine is renamed and moved to another model: only the model follows.
        let key = format!("/api/v1/assets/{}/{}", world.valmont.id, one["id"].as_str().unwrap());
        let body = json!(AssetForm {
            name: "Portable de l’accueil".into(),
            maker: "Dell Inc.".into(),
            model: "Latitude 5440".into(),
            serial: "5CG0123ABC".into(),
            kind: "laptop".into(),
            legal_status: "lent_free".into(),
            owner: "beneficiary".into(),
            version: one["version"].as_i64().unwrap(),
            ..AssetForm::usual()
        });
        theo.json(Method::PUT, &key, &body).await.expect(200);
        let renamed = full.replace("PORTABLE-1", "PORTABLE-2").replace("5440", "5450");
        let gzip = wire::pack(wire::Packing::Gzip, renamed.into_bytes());
        post(&app, &path, &[("content-type", "Application/x-compress"), AGENT], gzip).await.expect(200);
        let now = theo.get(&key).await.expect(200).json();
        assert_eq!((&now["name"], &now["model"]), (&json!("Portable de l’accueil"), &json!("Latitude 5450")));
        assert_eq!(now["history"][0]["action"], "asset.inventory");
        let machines = theo.get("/api/v1/inventory/machines").await.expect(200).json();
        assert_eq!(machines["latest"].as_array().unwrap().len(), 1);
        let machine = format!(
            "/estate/inventory/machines/{}/{}",
            world.valmont.id,
            machines["latest"][0]["id"].as_str().unwrap()
        );
        let page = theo.get(&machine).await.expect(200).text();
        assert!(
            page.contains("LibreOffice") && !page.contains("LASTLOGGEDUSER") && !page.contains("rose"),
            "{page}"
        );
        let mut other = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        other.get(&machine).await.expect(404);
        assert_eq!(other.get("/api/v1/assets").await.expect(200).json()["items"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_secret_a_bomb_or_half_a_body_makes_nothing() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let secret = access(&app.system(), &world, "Mairie", true).await;
        let full = inventory("pc-1", "PC", "5CG0123ABC", "");
        post(&app, "/inventory/wrong", &[AGENT], zlib(&full)).await.expect(404);
        let asked = post(&app, "/inventory", &[AGENT], zlib(&full)).await.expect(401);
        assert!(asked.headers["www-authenticate"].to_str().unwrap().starts_with("Basic realm="));
        let basic = |password: &str| format!("Basic {}", STANDARD.encode(format!("agent:{password}")));
        post(&app, "/inventory", &[("authorization", &basic("wrong"))], zlib(&full)).await.expect(401);
        let path = format!("/inventory/{secret}");
        let bomb = wire::pack(wire::Packing::Zlib, vec![b' '; (64 << 20) + 1]);
        post(&app, &path, &[], bomb).await.expect(413);
        post(&app, &path, &[], vec![b'x'; (8 << 20) + 1]).await.expect(413);
        let half = post(&app, &path, &[], full.as_bytes()[..200].to_vec()).await.expect(400).text();
        assert!(half.contains("byte"), "{half}");
        let entity = full.replace("5CG0123ABC", "&xxe;");
        post(&app, &path, &[], entity.into_bytes()).await.expect(400);
        let json = post(
            &app,
            &path,
            &[("glpi-agent-id", "x"), ("glpi-request-id", "1a2b3c4d")],
            b"{\"action\":".to_vec(),
        )
        .await;
        assert_eq!(
            (json.headers["glpi-request-id"].to_str().unwrap(), &json.json()["status"]),
            ("1a2b3c4d", &json!("error"))
        );
        for table in ["asset", "inventory_machine", "inventory_content"] {
            assert_eq!(app.count(table).await, 0, "{table}");
        }
        post(&app, "/inventory", &[("authorization", &basic(&secret))], full.clone().into_bytes())
            .await
            .expect(200);
        assert_eq!(app.count("asset").await, 1);
        // Closed, it lets nobody in.
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let accesses = theo.get("/api/v1/inventory/accesses").await.expect(200).json();
        let revoke = format!(
            "/estate/inventory/accesses/{}/{}/revocation",
            world.valmont.id,
            accesses[0]["id"].as_str().unwrap()
        );
        theo.post(&revoke, &[]).await.location();
        post(&app, &path, &[], full.into_bytes()).await.expect(404);
        let stored = format!("{accesses}{}", theo.get("/estate/inventory").await.expect(200).text());
        assert!(!stored.contains(&secret), "shown once only");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_clear_waits_for_a_person() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let ctx = app.system();
        let path = format!("/inventory/{}", access(&ctx, &world, "Mairie", false).await);
        // Makers leave this serial number in thousands of machines: each is a machine of its own.
        for mac in ["aa:bb:cc:00:00:01", "aa:bb:cc:00:00:02"] {
            let card = format!("<NETWORKS><MACADDR>{mac}</MACADDR></NETWORKS>");
            let body = inventory("accueil", "ACCUEIL", "Default string", &card);
            post(&app, &path, &[], body.into_bytes()).await.expect(200);
        }
        assert_eq!((app.count("inventory_machine").await, app.count("asset").await), (2, 0));
        // One with the serial number of an asset is that asset, when there is one such only.
        let form = AssetForm {
            beneficiary: world.valmont.id.to_string(),
            name: "Portable".into(),
            serial: "5CG0123ABC".into(),
            ..AssetForm::usual()
        };
        let asset = assets::create(&ctx, &form).await.unwrap();
        post(&app, &path, &[], inventory("pc-1", "PC-1", "5cg0123abc", "").into_bytes()).await.expect(200);
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let machines = theo.get("/api/v1/inventory/machines").await.expect(200).json();
        assert_eq!(machines["unknown"].as_array().unwrap().len(), 2, "{machines}");
        assert!(machines["latest"].to_string().contains(asset.key.id.as_str()));
        let page = theo.get("/estate/inventory").await.expect(200).text();
        assert!(page.contains("ACCUEIL") && page.contains("à rattacher"), "{page}");
        let unknown = |n: usize| machines["unknown"][n]["id"].as_str().unwrap().to_owned();
        let attach = |id: &str| format!("/estate/inventory/machines/{}/{id}/attachment", world.valmont.id);
        let taken = theo.post(&attach(&unknown(0)), &[("asset", "VAL-M1")]).await.expect(422).text();
        assert!(taken.contains("autre machine") && taken.contains("VAL-M1"), "{taken}");
        theo.post(&attach(&unknown(0)), &[("asset", "VAL-M99")]).await.expect(422);
        theo.post(&attach(&unknown(0)), &[("asset", "")]).await.location();
        assert_eq!(app.count("asset").await, 2);
        let machines = theo.get("/api/v1/inventory/machines").await.expect(200).json();
        assert_eq!(machines["unknown"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_newer_agent_tells_what_changed_only() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let path = format!("/inventory/{}", access(&app.system(), &world, "Mairie", true).await);
        let headers = [("content-type", "application/json"), ("glpi-agent-id", "u"), ("user-agent", "GLPI-Agent_v1.12")];
        let contact = json!({"action": "contact", "deviceid": "pc-9", "name": "GLPI-Agent", "version": "1.12"});
        let answer = post(&app, &path, &headers, contact.to_string().into_bytes()).await.expect(200).json();
        assert_eq!((&answer["status"], &answer["expiration"]), (&json!("ok"), &json!(24)));
        let full = json!({"action": "inventory", "deviceid": "pc-9", "itemtype": "Computer", "content": {
            "bios": {"ssn": "CZC7777777"}, "hardware": {"name": "pc-9", "vmsystem": "Physical"},
            "softwares": [{"name": "A"}, {"name": "B"}], "videos": [{"name": "V"}]}});
        post(&app, &path, &headers, full.to_string().into_bytes()).await.expect(200);
        let partial = json!({"action": "inventory", "deviceid": "pc-9", "partial": true, "content": {
            "bios": {"ssn": "CZC7777777"}, "hardware": {"name": "pc-9"}, "softwares": [{"name": "C"}], "videos": []}});
        post(&app, &path, &headers, partial.to_string().into_bytes()).await.expect(200);
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let machines = theo.get("/api/v1/inventory/machines").await.expect(200).json();
        let machine = format!("/api/v1/inventory/machines/{}/{}", world.valmont.id, machines["latest"][0]["id"].as_str().unwrap());
        let whole = theo.get(&machine).await.expect(200).json();
        assert_eq!(whole["content"]["softwares"], json!([{"name": "C"}]));
        assert_eq!((&whole["content"]["videos"], &whole["protocol"]), (&json!([]), &json!("json")));
        assert_eq!(app.count("asset").await, 1);
    })
    .await;
}
