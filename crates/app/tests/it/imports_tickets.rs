//! Past tickets: brought in with their states and conversation, marked, found under their former number, told to nobody
//! and judged by nothing.

use crate::imports::{done, mapped, report, sent};
use jiff::civil::date;
use people::Role;
use serde_json::json;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

const TICKETS: &str = "Numéro;Commune;Titre;Description;Type;Statut;Urgence;Impact;Demandeur;Technicien;Date d'ouverture;Date de résolution;Date de clôture;Date du message;Auteur du message;Message;Interne\r\n\
    4711;VAL;Imprimante muette;\"Elle ne répond plus.\nDepuis hier.\";Incident;Clos;Haute;Un site ou un service entier;requester@val.example;technician@agh.example;02/03/2026 09:00;03/03/2026 11:00;05/03/2026 08:00;02/03/2026 10:00;technician@agh.example;Avez-vous redémarré ?;non\r\n\
    4711;;;;;;;;;;;;;02/03/2026 10:30;VAL Rose;Oui ;non\r\n\
    4711;;;;;;;;;;;;;02/03/2026 10:45;Ancien agent;Toner vide;oui\r\n\
    4712;VAL;Écran noir;;incident;waiting_requester;;;Rose VAL;;04/03/2026 14:00;;;;;;\r\n\
    4713;VAL;Inconnu;;incident;new;;;personne@nulle.part;;04/03/2026 14:00;;;;;;\r\n\
    4714;VAL;À l’envers;;incident;closed;;;requester@val.example;;04/03/2026 14:00;03/03/2026 14:00;;;;;\r\n\
    4715;VAL;Demain;;incident;new;;;requester@val.example;;04/03/2027 14:00;;;;;;\r\n\
    4716;ROC;Ailleurs;;incident;new;;;requester@val.example;;hier;;;;;;\r\n";

#[tokio::test]
async fn past_tickets_come_with_their_story_and_are_told_to_nobody() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let source = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
        agreements::versions::import(&app.system(), &world.valmont.id, &source, date(2022, 1, 1))
            .await
            .unwrap();
        app.run_jobs().await;
        // The agreement has deadlines, of which those in charge are told: only what is about a ticket counts.
        let (notifications, letters) =
            ("notification where ticket_id is not null", "outbox where ticket_id is not null");
        let (told, mails) = (app.count(notifications).await, app.count(letters).await);
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let path = sent(&mut ada, "ticket", "tickets.csv", TICKETS.as_bytes()).await;
        mapped(&mut ada, &path, &[], "").await.location();
        let seen = report(&mut ada, &path).await;
        assert_eq!(
            (&seen["counts"]["creates"], &seen["counts"]["refused"]),
            (&json!(2), &json!(4)),
            "{seen}"
        );
        let keys: Vec<_> =
            seen["lines"].as_array().unwrap().iter().map(|l| l["troubles"][0]["key"].clone()).collect();
        let expected = [
            "import-error-requester",
            "import-error-order",
            "import-error-future",
            "import-error-requester-elsewhere",
        ];
        assert_eq!(keys, expected);
        assert_eq!(app.count("ticket").await, 0);
        done(&mut ada, &path, "application").await.location();
        assert_eq!(
            (app.count("ticket").await, app.count("ticket_message").await, app.count("ticket_state").await),
            (2, 3, 7)
        );
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let list = ada.get("/api/v1/tickets?q=tri%3Ar%C3%A9ception").await.expect(200).json();
        let all = list["items"].as_array().unwrap();
        let find = |title: &str| {
            all.iter().find(|t| t["title"] == title).unwrap_or_else(|| panic!("{title}: {list}"))
        };
        let old = find("Imprimante muette");
        assert_eq!((&old["state"], &old["priority"]), (&json!("closed"), &json!("P1")));
        let at = format!("/tickets/{}/{}", world.valmont.id, old["id"].as_str().unwrap());
        let page = theo.get(&at).await.expect(200).text();
        for said in [
            "file 4711",
            "Toner vide",
            "Ancien agent",
            "Avez-vous redémarré",
            "Depuis hier",
            "aucun n’est jugé",
            "2026-03-02T08:00:00Z",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(theo.get(&format!("{at}/deadlines")).await.expect(200).text().contains("aucun n’est jugé"));
        let rose = app.client_of(world.person(Role::Requester)).await.get(&at).await.expect(200).text();
        assert!(rose.contains("Avez-vous redémarré") && !rose.contains("Toner vide"), "notes stay inside");
        // Nobody is told, now or by what runs later: no warning, no reminder, no closing by itself.
        app.run_jobs().await;
        app.platform.clock.advance(jiff::SignedDuration::from_hours(24 * 40));
        app.run_jobs().await;
        app.run_jobs().await;
        assert_eq!((app.count(notifications).await, app.count(letters).await), (told, mails));
        // Found under its former number.
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        for number in ["4711", "file-4711"] {
            let found = theo.get(&format!("/search?q={number}")).await;
            let leads = found.headers.get("location").map(|to| to.to_str().unwrap().to_owned());
            assert!(
                leads.as_deref() == Some(&at) || found.text().contains(&at),
                "{number}: {}",
                found.text()
            );
        }
        // In no figure of the scoreboard, which says so.
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let board =
            diane.get("/api/v1/scoreboards/VAL?from=2026-03-01&to=2026-03-31").await.expect(200).json();
        assert_eq!(board["taken_over"], 2);
        assert!(
            board["indicators"]
                .as_array()
                .unwrap()
                .iter()
                .all(|one| one["rows"].as_array().unwrap().is_empty())
        );
        let page = diane.get("/scoreboards/VAL?from=2026-03-01&to=2026-03-31").await.expect(200).text();
        assert!(page.contains("2 tickets de la période ont été repris"));
    })
    .await;
}

#[tokio::test]
async fn a_past_ticket_goes_on_here_and_what_nobody_touched_is_taken_back() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let path = sent(&mut ada, "ticket", "tickets.csv", TICKETS.as_bytes()).await;
        mapped(&mut ada, &path, &[], "").await.location();
        done(&mut ada, &path, "application").await.location();
        // A second run proposes nothing.
        let again = sent(&mut ada, "ticket", "tickets.csv", TICKETS.as_bytes()).await;
        mapped(&mut ada, &again, &[], "").await.location();
        let seen = report(&mut ada, &again).await;
        assert_eq!((&seen["counts"]["creates"], &seen["counts"]["same"]), (&json!(0), &json!(2)));
        // The open one is worked on: it becomes a ticket of ours, and stays without clocks.
        let list = ada.get("/api/v1/tickets").await.json();
        let open = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|t| t["state"] == "waiting_requester")
            .unwrap()
            .clone();
        let at = format!("/tickets/{}/{}", world.valmont.id, open["id"].as_str().unwrap());
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        theo.post(&format!("{at}/state"), &[("version", "1"), ("transition", "resume")]).await.location();
        assert!(theo.get(&at).await.expect(200).text().contains("aucun n’est jugé"));
        // The number after the last one is ours.
        let key = desk::tickets::actions::create(
            &app.system(),
            crate::desk_tickets::incoming(world.person(Role::Requester), "Neuf"),
        )
        .await
        .unwrap();
        let own = ada.get(&key.path()).await.expect(200).text();
        assert!(own.contains("VAL-3"), "{own}");
        done(&mut ada, &path, "undoing").await.location();
        let undone = report(&mut ada, &path).await;
        assert_eq!((&undone["counts"]["taken_back"], &undone["counts"]["kept"]), (&json!(1), &json!(1)));
        assert_eq!((app.count("ticket").await, app.count("external_reference").await), (2, 1));
        app.run_jobs().await;
        let gone = theo.get("/api/v1/search?q=Imprimante").await.expect(200).text();
        assert!(!gone.contains("Imprimante muette"), "what is gone is not found: {gone}");
    })
    .await;
}

/// As a GLPI writes its lists: semicolons, one at the end of each line, HTML inside quotes, names turned round.
const GLPI: &str = "\u{feff}\"ID\";\"Entité\";\"Titre\";\"Statut\";\"Type\";\"Urgence\";\"Demandeur - Demandeur\";\"Date d'ouverture\";\"Date de résolution\";\"Description\";\"Solution\";\r\n\
    \"12 034\";\"Entité racine > Valmont\";\"Messagerie\";\"En cours (Attribué)\";\"Incident\";\"Très haute\";\"VAL Rose\";\"2024-01-15 08:30\";\"\";\"&lt;p&gt;Bonjour,&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;plus de &lt;b&gt;mail&lt;/b&gt; ; \"\"urgent\"\"&lt;/p&gt;\";\"\";\r\n\
    \"12 035\";\"Entité racine > Valmont\";\"Droits\";\"Résolu\";\"Demande\";\"Basse\";\"VAL Rose\";\"2024-07-15 08:30\";\"2024-07-16 10:00\";\"<p>Un dossier</p>\";\"<p>Ouvert</p>\";\r\n";

#[tokio::test]
async fn an_export_of_a_glpi_is_read_with_the_words_it_writes() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut ada = app.client_of(world.person(Role::Administrator)).await;
        let fields = [("target", "ticket"), ("source", "glpi")];
        let at = ada.upload("/imports", &fields, &[("file", "glpi.csv", GLPI.as_bytes())]).await.location();
        let path = at.trim_end_matches("/mapping").to_owned();
        let form = ada.get(&at).await.expect(200).text();
        assert!(form.contains("2 = in_progress") && form.contains("En cours (Attribué) = in_progress"));
        // The entity is unknown: the refusal gives the line to add.
        let proposed = app::imports::glpi::words(
            app::imports::Target::Ticket,
            app::imports::Mapping::guess(
                app::imports::Target::Ticket,
                &[
                    "ID",
                    "Entité",
                    "Titre",
                    "Statut",
                    "Type",
                    "Urgence",
                    "Demandeur - Demandeur",
                    "Date d'ouverture",
                    "Date de résolution",
                    "Description",
                    "Solution",
                ]
                .map(str::to_owned),
            ),
        )
        .unwrap();
        let put = format!("/api/v1{path}/mapping");
        let seen = ada.json(axum::http::Method::PUT, &put, &json!(proposed)).await.expect(200).json();
        assert_eq!(seen["counts"]["refused"], 2);
        let why = seen["lines"][0]["troubles"][0]["message"].as_str().unwrap();
        assert!(why.contains("Entité racine > Valmont = "), "{why}");
        let mut mapping = proposed;
        mapping
            .values
            .entry("beneficiary".into())
            .or_default()
            .insert("Entité racine > Valmont".into(), "VAL".into());
        let seen = ada.json(axum::http::Method::PUT, &put, &json!(mapping)).await.expect(200).json();
        assert_eq!(
            (&seen["counts"]["creates"], &seen["counts"]["refused"]),
            (&json!(2), &json!(0)),
            "{seen}"
        );
        done(&mut ada, &path, "application").await.location();
        let list = ada.get("/api/v1/tickets").await.json();
        let one =
            list["items"].as_array().unwrap().iter().find(|t| t["title"] == "Messagerie").unwrap().clone();
        let ticket = ada
            .get(&format!("/api/v1/tickets/{}/{}", world.valmont.id, one["id"].as_str().unwrap()))
            .await
            .json();
        let words = ticket["description"].as_str().unwrap();
        assert!(
            words.contains("Bonjour")
                && words.contains("plus de mail ; \"urgent\"")
                && !words.contains("alert")
                && !words.contains('<'),
            "{words}"
        );
        assert_eq!(ticket["received_at"], "2024-01-15T07:30:00Z", "told on the clock of Paris");
        assert_eq!((&ticket["state"], &ticket["urgency"]), (&json!("in_progress"), &json!("high")));
    })
    .await;
}
