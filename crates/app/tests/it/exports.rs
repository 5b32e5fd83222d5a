//! Lists as files: all rows of the filter in order, right in a French office, and no formula of a stranger.

use crate::desk_tickets::{incoming, ticket_of};
use calamine::{Data, Reader as _, Xlsx};
use desk::tickets::actions;
use people::Role;
use std::io::Cursor;
use testkit::{Answer, TestApp, World, both};

const HOSTILE: &str = "=HYPERLINK(\"http://evil.example\";\"cliquez\")";

fn workbook(answer: &Answer) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes.clone())).unwrap();
    let name = book.sheet_names().first().unwrap().clone();
    assert_eq!(name, "Tickets");
    assert!(book.worksheet_formula(&name).unwrap().is_empty(), "no formula");
    book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

#[tokio::test]
async fn a_list_is_exported_whole_under_its_filter_in_both_formats() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        ticket_of(&app, rose, HOSTILE).await;
        for n in 1..=119 {
            ticket_of(&app, rose, &format!("Été n°{n} ; \"suite\"")).await;
        }
        ticket_of(&app, world.person_at(Role::Requester, &world.rochebrune.id), "Secret de Rochebrune").await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let csv = theo.get("/tickets/export?format=csv&q=commune%3AVAL").await.expect(200);
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
        assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"tickets.csv\"");
        let text = csv.text();
        assert!(
            text.starts_with("\u{feff}Ticket;Titre;Nature;"),
            "the mark, then semicolons: {}",
            &text[..40]
        );
        assert_eq!(text.matches("\r\n").count(), 121, "one line a ticket, over several pages");
        assert!(text.contains("VAL-2;\"Été n°1 ; \"\"suite\"\"\";Incident;Nouveau;P3;Commune de Valmont;"));
        assert!(text.contains("VAL-1;\"'=HYPERLINK(") && text.contains(";2026-03-11 10:00;"));
        assert!(!text.contains("Rochebrune"));
        let xlsx = theo.get("/tickets/export?format=xlsx&q=tri%3Ar%C3%A9ception").await.expect(200);
        let rows = workbook(&xlsx);
        assert_eq!(rows.len(), 122);
        assert_eq!(rows[0][0], Data::String("Ticket".into()));
        let titles: Vec<String> = rows.iter().map(|row| row[1].to_string()).collect();
        assert!(titles.contains(&"Secret de Rochebrune".to_owned()));
        assert!(titles.contains(&HOSTILE.to_owned()), "words stay as they are in a workbook");
        let Data::DateTime(received) = &rows[1][12] else { panic!("{:?}", rows[1][12]) };
        assert!((received.as_f64() - 46_092.416_666).abs() < 0.001, "{received:?}");
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let own = odile.get("/api/v1/tickets/export?format=csv").await.expect(200).text();
        assert!(own.matches("\r\n").count() == 121 && !own.contains("Rochebrune"));
        theo.get("/tickets/export?format=pdf").await.expect(422);
        theo.get("/tickets/export?format=csv&q=%C3%A9tat%3Axyz").await.expect(422);
        let mut own = app.client_of(rose).await;
        own.get("/tickets/export?format=csv").await.expect(403);
        let log = app.client_of(world.person(Role::Administrator)).await.get("/api/v1/audit").await.text();
        assert_eq!(log.matches("ticket.export").count(), 3, "who took what away is known");
    })
    .await;
}

#[tokio::test]
async fn an_english_reader_gets_english_words_and_commas() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        actions::create(&app.system(), incoming(world.person(Role::Requester), "Printer")).await.unwrap();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        theo.post("/language", &[("lang", "en"), ("next", "/tickets")]).await.location();
        let text = theo.get("/tickets").await.expect(200).text();
        assert!(text.contains("Export this list"));
        let text = theo.get("/tickets/export?format=csv").await.expect(200).text();
        assert!(text.contains("VAL-1,Printer,Incident,New,"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn other_lists_are_exported_within_their_readers_scope() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut admin = app.client_of(world.person(Role::Administrator)).await;
        let mut officer = app.client_of(world.person(Role::Officer)).await;
        for list in ["sites", "persons", "audit", "invoices", "censuses", "revisions", "indices"] {
            for format in ["csv", "xlsx", "ods"] {
                let path = format!("/exports/{list}?format={format}");
                let mut director = app.client_of(world.person(Role::Director)).await;
                let reader = if list == "audit" { &mut admin } else { &mut director };
                let file = reader.get(&path).await.expect(200);
                let name = format!("attachment; filename=\"{list}.{format}\"");
                assert_eq!(file.headers["content-disposition"], name.as_str());
            }
        }
        let all = admin.get("/api/v1/exports/persons?format=csv").await.expect(200).text();
        let own = officer.get("/api/v1/exports/persons?format=csv").await.expect(200).text();
        assert!(all.contains("Commune de Rochebrune") && own.contains("Commune de Valmont"));
        assert!(!own.contains("Rochebrune") && own.lines().count() < all.lines().count());
        let page = admin.get("/organisations").await.expect(200).text();
        assert!(page.contains("/exports/persons?format=xlsx"), "a person finds it");
        let mut requester = app.client_of(world.person(Role::Requester)).await;
        requester.get("/exports/audit?format=csv").await.expect(403);
        admin.get("/exports/sites?format=pdf").await.expect(422);
        let log = admin.get("/api/v1/audit?action=list.export").await.expect(200).text();
        assert!(log.matches("list.export").count() >= 8, "who took what away is known: {log}");
    })
    .await;
}
