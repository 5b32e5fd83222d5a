//! Data brought in by files: seen before it is written, done in batches, done once, taken back where that is honest.

use axum::http::Method;
use kernel::Permission;
use people::Role;
use serde_json::json;
use testkit::{Answer, Client, TestApp, World, both};

const SITES: &str = "Commune;Nom;Code postal;Raccordement\r\n\
    VAL;Médiathèque;64000;Raccordé en fibre\r\n\
    VAL;École du bourg;6400;\r\n\
    Commune de Rochebrune;Mairie;;none\r\n\
    Atlantide;Temple;;\r\n\
    VAL;MEDIATHEQUE;;\r\n\
    VAL;Gymnase;64000;cuivre\r\n";

/// Sends a file; gives the path of its import.
pub(crate) async fn sent(client: &mut Client, target: &str, name: &str, bytes: &[u8]) -> String {
    let answer =
        client.upload("/imports", &[("target", target), ("source", "")], &[("file", name, bytes)]).await;
    answer.location().trim_end_matches("/mapping").to_owned()
}

/// Confirms the mapping proposed, with values for every row and words added.
pub(crate) async fn mapped(client: &mut Client, path: &str, fixed: &[(&str, &str)], keep_as: &str) -> Answer {
    let form = client.get(&format!("{path}/mapping")).await.expect(200).text();
    let mut fields: Vec<(String, String)> = vec![];
    for select in form.split("<select").skip(1) {
        let select = select.split("</select>").next().unwrap();
        let chosen = select.split("<option").find(|o| o.contains(" selected")).unwrap_or_default();
        let value =
            chosen.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        fields.push(("column".to_owned(), value.to_owned()));
    }
    for input in form.split("<input").filter(|input| input.contains("name=\"fixed\"")) {
        let id = input.split("id=\"field-fixed-").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let value = fixed.iter().find(|(field, _)| *field == id).map_or("", |(_, value)| *value);
        fields.push(("fixed".to_owned(), value.to_owned()));
    }
    fields.push(("keep_as".to_owned(), keep_as.to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    client.post(&format!("{path}/mapping"), &fields).await
}

pub(crate) async fn report(client: &mut Client, path: &str) -> serde_json::Value {
    client.get(&format!("/api/v1{path}")).await.expect(200).json()
}

pub(crate) async fn done(client: &mut Client, path: &str, verb: &str) -> Answer {
    let version = report(client, path).await["version"].to_string();
    client.post(&format!("{path}/{verb}"), &[("version", &version)]).await
}

const ASSETS: &str = "Commune;Nom;Nature;N° de série;Lieu;Coût;Mise en service;Statut juridique;Propriétaire\r\n\
    VAL;PC-01;ordinateur portable;SN-0001;Mairie;1 200,50;15/03/2024;;\r\n\
    VAL;PC-02;Ordinateur portable;SN-0002;Gymnase;;;;\r\n\
    VAL;PC-03;soucoupe;SN-0003;;;;;\r\n\
    VAL;PC-04;écran;SN-0001;;;;;\r\n\
    VAL;PC-05;écran;SN-0005;;douze;;lent_free;\r\n\
    VAL;PC-06;écran;SN-0006;;;;lent_free;la structure\r\n";

#[tokio::test]
async fn a_file_of_assets_is_matched_by_serial_number_and_refused_line_by_line() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let site = json!({"beneficiary": world.valmont.id, "name": "Mairie", "fibre": "none"});
        ada.json(Method::POST, "/api/v1/sites", &site).await.expect(201);
        let path = sent(&mut ada, "asset", "parc.csv", ASSETS.as_bytes()).await;
        mapped(&mut ada, &path, &[], "").await.location();
        assert_eq!(app.count("asset").await, 0, "a dry run writes nothing");
        let page = ada.get(&path).await.expect(200).text();
        for said in
            ["4 lignes sont refusées", "2 à créer", "Gymnase", "soucoupe", "La ligne 2 décrit déjà", "douze"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        done(&mut ada, &path, "application").await.location();
        let found = ada.get("/api/v1/assets?q=SN-0001").await.expect(200).json();
        let one = &found["items"][0];
        assert_eq!((&one["cost_cents"], &one["in_service_on"]), (&json!(120_050), &json!("2024-03-15")));
        assert_eq!((&one["site_name"], &one["kind"]["word"]), (&json!("Mairie"), &json!("laptop")));
        // The same serial number under another name is the same asset.
        let again = ASSETS.replace("PC-01", "PC-01-B");
        let path = sent(&mut ada, "asset", "parc.csv", again.as_bytes()).await;
        mapped(&mut ada, &path, &[], "").await.location();
        let second = report(&mut ada, &path).await;
        assert_eq!(
            (&second["counts"]["changes"], &second["counts"]["same"]),
            (&json!(1), &json!(1)),
            "{second}"
        );
        done(&mut ada, &path, "application").await.location();
        assert_eq!(app.count("asset").await, 2);
        assert!(ada.get("/estate/assets").await.expect(200).text().contains("PC-01-B"));
    })
    .await;
}

#[tokio::test]
async fn a_file_of_sites_is_seen_first_then_imported_and_taken_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        ada.get("/imports").await.expect(200).text();
        let path = sent(&mut ada, "site", "sites.csv", SITES.as_bytes()).await;
        mapped(&mut ada, &path, &[], "Sites des communes").await.location();
        assert_eq!(app.count("site").await, 0, "a dry run writes nothing");
        let page = ada.get(&path).await.expect(200).text();
        for said in [
            "4 lignes sont refusées",
            "2 à créer",
            "Atlantide = ",
            "La ligne 2 décrit déjà",
            "cuivre",
            "cinq chiffres",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let csv = ada.get(&format!("{path}/refused")).await.expect(200).text();
        assert!(csv.contains("VAL;École du bourg;6400;;3;Code postal;"), "{csv}");
        assert_eq!(csv.matches("\r\n").count(), 5);
        done(&mut ada, &path, "application").await.location();
        let after = report(&mut ada, &path).await;
        assert_eq!(after["state"], "done");
        assert_eq!(after["counts"]["creates"], 2);
        assert_eq!(app.count("site").await, 2);
        let sites = ada.get("/sites").await.expect(200).text();
        assert!(sites.contains("Médiathèque") && sites.contains("Raccordé en fibre"));
        // The same file again: nothing to do, and the mapping kept is proposed.
        let again = sent(&mut ada, "site", "sites.csv", SITES.as_bytes()).await;
        let form = ada.get(&format!("{again}/mapping")).await.expect(200).text();
        assert!(form.contains("Sites des communes"), "{form}");
        mapped(&mut ada, &again, &[], "").await.location();
        let second = report(&mut ada, &again).await;
        assert_eq!((&second["counts"]["creates"], &second["counts"]["same"]), (&json!(0), &json!(2)));
        assert!(ada.get(&again).await.text().contains("déjà été importé"));
        done(&mut ada, &again, "application").await.expect(409).text();
        // One of the two is changed by somebody: only the other is taken back.
        let all = ada.get("/api/v1/sites").await.expect(200).json();
        let touched = all.as_array().unwrap().iter().find(|site| site["name"] == "Mairie").unwrap();
        let site = format!(
            "/api/v1/sites/{}/{}",
            touched["beneficiary"].as_str().unwrap(),
            touched["id"].as_str().unwrap()
        );
        let change = json!({"name": "Mairie annexe", "fibre": "none", "version": 1});
        ada.json(Method::PUT, &site, &change).await.expect(200);
        done(&mut ada, &path, "undoing").await.location();
        let undone = report(&mut ada, &path).await;
        assert_eq!((&undone["counts"]["taken_back"], &undone["counts"]["kept"]), (&json!(1), &json!(1)));
        assert_eq!((undone["state"].as_str(), app.count("site").await), (Some("undone"), 1));
        let log = ada.get("/api/v1/audit").await.text();
        for action in ["import.receive", "import.apply", "import.done", "import.undone", "site.take_back"] {
            assert!(log.contains(action), "{action}");
        }
        app.run_jobs().await;
    })
    .await;
}

const PERSONS: &str = "Prénom,Nom,E-mail,Téléphone,Commune,Rôle,Désactivé\n\
    Alix,Martin,alix@val.example,'+33 5 59 00 00 00,VAL,,non\n\
    Noé,Petit,noe@val.example,,VAL,\"officer, requester\",oui\n\
    Rose,Neuve,requester@val.example,,VAL,,\n\
    Ada,Autre,administrator@agh.example,,VAL,,\n\
    Sans,Adresse,pas une adresse,,VAL,,\n\
    Trop,Fort,fort@agh.example,,AGH,administrator,\n";

#[tokio::test]
async fn persons_come_without_password_and_nobody_gives_more_than_he_may() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let path = sent(&mut diane, "person", "agents.csv", PERSONS.as_bytes()).await;
        mapped(&mut diane, &path, &[], "").await.location();
        let seen = report(&mut diane, &path).await;
        assert_eq!(
            seen["counts"],
            json!({"creates": 2, "changes": 1, "same": 0, "refused": 3, "taken_back": 0, "kept": 0})
        );
        let keys: Vec<&str> = seen["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["troubles"][0]["key"].as_str().unwrap())
            .collect();
        assert_eq!(
            keys,
            ["import-error-person-elsewhere", "people-email-shape", "import-error-roles-provider"]
        );
        let mails = app.count("outbox").await;
        done(&mut diane, &path, "application").await.location();
        let persons =
            app.client_of(world.person(Role::Administrator)).await.get("/api/v1/persons").await.json();
        let find = |mail: &str| {
            let all = persons["persons"].as_array().unwrap();
            all.iter()
                .find(|person| person["email"] == mail)
                .unwrap_or_else(|| panic!("{mail}: {persons}"))
                .clone()
        };
        let alix = find("alix@val.example");
        assert_eq!(
            (&alix["name"], &alix["phone"], &alix["roles"]),
            (&json!("Alix Martin"), &json!("+33 5 59 00 00 00"), &json!(["requester"]))
        );
        assert!(!find("noe@val.example")["disabled_at"].is_null() && alix["disabled_at"].is_null());
        let rose = find("requester@val.example");
        assert_eq!(
            (&rose["name"], &rose["function_title"]),
            (&json!("Rose Neuve"), &json!("requester")),
            "an empty cell changes nothing"
        );
        app.run_jobs().await;
        assert_eq!(app.count("outbox").await, mails, "nobody is written to");
        // Whoever may manage persons may give such a role.
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let path = sent(&mut ada, "person", "agents.csv", PERSONS.as_bytes()).await;
        mapped(&mut ada, &path, &[], "").await.location();
        let seen = report(&mut ada, &path).await;
        assert_eq!(
            (&seen["counts"]["creates"], &seen["counts"]["same"], &seen["counts"]["refused"]),
            (&json!(1), &json!(3), &json!(2))
        );
    })
    .await;
}

#[tokio::test]
async fn many_rows_go_on_in_the_background_can_be_stopped_and_come_through_once() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let mut csv = "Nom,CP\n".to_owned();
        for n in 1..=730 {
            csv += &format!("Site {n},64000\n");
        }
        let path = sent(&mut ada, "site", "sites.csv", csv.as_bytes()).await;
        let refused = mapped(&mut ada, &path, &[], "").await.expect(422).text();
        assert!(refused.contains("field-fixed-beneficiary"), "a needed field is asked for");
        mapped(&mut ada, &path, &[("beneficiary", "VAL")], "").await.location();
        let seen = report(&mut ada, &path).await;
        assert_eq!((seen["state"].as_str(), &seen["total"]), (Some("checking"), &json!(730)));
        assert!(ada.get(&path).await.text().contains("300 sur 730"));
        app.run_jobs().await;
        assert_eq!(report(&mut ada, &path).await["counts"]["creates"], 730);
        done(&mut ada, &path, "application").await.location();
        assert_eq!(app.count("site").await, 300, "whole batches only");
        done(&mut ada, &path, "cancellation").await.location();
        app.run_jobs().await;
        assert_eq!(
            (report(&mut ada, &path).await["state"].clone(), app.count("site").await),
            (json!("cancelled"), 300)
        );
        // The same rows again bring the rest, once each.
        let rest = sent(&mut ada, "site", "sites.csv", csv.as_bytes()).await;
        mapped(&mut ada, &rest, &[("beneficiary", "VAL")], "").await.location();
        app.run_jobs().await;
        assert_eq!(report(&mut ada, &rest).await["counts"]["same"], 300);
        done(&mut ada, &rest, "application").await.location();
        app.run_jobs().await;
        assert_eq!(
            (report(&mut ada, &rest).await["state"].clone(), app.count("site").await),
            (json!("done"), 730)
        );
        done(&mut ada, &path, "undoing").await.location();
        app.run_jobs().await;
        assert_eq!(
            (report(&mut ada, &path).await["counts"]["taken_back"].clone(), app.count("site").await),
            (json!(300), 430)
        );
    })
    .await;
}

#[tokio::test]
async fn a_bad_file_is_told_and_keeps_what_was_typed() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let wide = "x;".repeat(1_000_000);
        for (bytes, said) in [
            (b"".as_slice(), "Ce fichier ne contient rien"),
            (b"nom\n", "une ligne"),
            (b"nom;note\n\"Rose;1\n", "Ligne 2 : un guillemet"),
            (b"nom\nRo\0se\n", "caractère nul"),
            (b"PK\x03\x04zzzz", "ne se lit pas"),
            (wide.as_bytes(), "trop de colonnes"),
        ] {
            let fields = [("target", "site"), ("source", "ancien-outil")];
            let page = ada.upload("/imports", &fields, &[("file", "x.csv", bytes)]).await.expect(422).text();
            assert!(
                page.contains(said) && page.contains("ancien-outil") && page.contains("href=\"#field-file\""),
                "{said}"
            );
        }
        ada.upload("/imports", &[("target", "")], &[]).await.expect(422).text();
        let bad = [("target", "site"), ("source", "É/è")];
        let page = ada.upload("/imports", &bad, &[("file", "x.csv", b"a;b\n1;2\n")]).await.expect(422).text();
        assert!(page.contains("field-source"));
        assert_eq!(app.count("import").await, 0);
        let path = sent(&mut ada, "site", "x.csv", b"nom;x\nA;1\n").await;
        let twice =
            [("column", "name"), ("column", "name"), ("values", "ligne sans signe"), ("keep_as", "Gardé")];
        let page = ada.post(&format!("{path}/mapping"), &twice).await.expect(422).text();
        assert!(
            page.contains("ligne sans signe") && page.contains("Gardé") && page.contains("Ligne 1"),
            "{page}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_program_imports_and_others_may_not() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let body = json!({"target": "site", "source": "carte", "content": "id,beneficiary,name,city\n7,VAL,Halle,Valmont\n"});
        let made = ada.json(Method::POST, "/api/v1/imports", &body).await.expect(201).json();
        assert_eq!((&made["state"], &made["counts"]["creates"]), (&json!("checked"), &json!(1)));
        let path = format!("/api/v1/imports/{}", made["id"].as_str().unwrap());
        let version = json!({"version": made["version"]});
        let done = ada.json(Method::POST, &format!("{path}/application"), &version).await.expect(200).json();
        assert_eq!(done["state"], "done");
        ada.json(Method::POST, &format!("{path}/application"), &version).await.expect(409);
        // Known by the other tool's identifier: another name is a change, not another site.
        let renamed = json!({"target": "site", "source": "carte", "content": "id,beneficiary,name\n7,VAL,Halle couverte\n"});
        let seen = ada.json(Method::POST, "/api/v1/imports", &renamed).await.expect(201).json();
        assert_eq!((&seen["counts"]["changes"], &seen["counts"]["creates"]), (&json!(1), &json!(0)));
        let nul = json!({"target": "site", "content": "nom\nA\n", "file_name": "a\u{0}b", "mapping": {"fixed": {"name": "\u{0}"}}});
        ada.json(Method::POST, "/api/v1/imports", &nul).await.expect(422);
        let bad = json!({"target": "planet", "content": "a\n1\n"});
        ada.json(Method::POST, "/api/v1/imports", &bad).await.expect(422);
        assert_eq!(ada.get("/api/v1/imports").await.json()["items"].as_array().unwrap().len(), 2);
        for role in Role::ALL.into_iter().filter(|role| !role.permissions().contains(&Permission::DataImport)) {
            let mut client = app.client_of(world.person(role)).await;
            client.get("/imports").await.expect(403);
            client.json(Method::POST, "/api/v1/imports", &body).await.expect(403);
        }
    })
    .await;
}
