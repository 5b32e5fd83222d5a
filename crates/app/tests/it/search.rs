//! Finding things: the same rows on both engines, each reader only what he or she may open.

use crate::desk_tickets::{incoming, ticket_of};
use app::search::jobs::{catch_up, reindex};
use desk::tickets::actions::{self, Say};
use people::Role;
use platform::{
    Ctx,
    search::{self, Kind},
    web::UploadedFile,
};
use std::{collections::BTreeMap, sync::Mutex};
use testkit::{TestApp, World, both};

const CORPUS: [&str; 12] = [
    "L'imprimante de l’accueil n'imprime plus",
    "Les imprimantes des écoles sont hors service",
    "Réinitialisation du mot de passe de la messagerie",
    "Mot oublié, passe perdu",
    "Marchés publics : accès refusé à l’Hôtel-de-Ville",
    "Un marché public pour l'hôtel de ville",
    "RÉSEAUX COUPÉS À VALMONT",
    "Le réseau Wi-Fi est lent, voir ROC-77 et le 05 59 00 00 01",
    "Œuvre d'été : naïveté d'un garçon",
    "'; drop table ticket; -- \" OR 1=1",
    "Ωμέγα и привет 漢字 🙂 ﬁn",
    "Toner vide sur l'imprimante du 2e étage, srv-paie-01",
];

/// Questions, with the numbers of the tickets that answer, newest first.
const QUESTIONS: [(&str, &[usize]); 28] = [
    ("imprimante", &[12, 2, 1]),
    ("IMPRIMANTES", &[12, 2, 1]),
    ("l'imprimante", &[12, 2, 1]),
    ("impriman", &[12, 2, 1]),
    ("imprimante -toner", &[2, 1]),
    ("imprimante accueil", &[1]),
    ("reinitialisations", &[3]),
    ("\"mot de passe\"", &[3]),
    ("mot passe", &[4, 3]),
    ("marché public", &[6, 5]),
    ("MARCHES publics", &[6, 5]),
    ("hotel-de-ville", &[6, 5]),
    ("hôtel de ville", &[6, 5]),
    ("reseau", &[8, 7]),
    ("réseaux coupés", &[7]),
    ("wifi", &[]),
    ("wi-fi", &[8]),
    ("oeuvre ete", &[9]),
    ("naïvete", &[9]),
    ("garcons", &[9]),
    ("drop table", &[10]),
    ("привет", &[11]),
    ("при", &[11]),
    ("漢字", &[11]),
    ("fin", &[11]),
    ("srv-paie-01", &[12]),
    ("roc-77 réseau", &[8]),
    ("inexistant", &[]),
];

/// Strings that have broken other programs.
const NASTY: [&str; 20] = [
    "\"",
    "'",
    "''",
    "\\",
    "%",
    "*",
    "a*",
    "NEAR(a b)",
    "terms:x",
    "AND OR NOT",
    "x AND",
    "(((",
    ":*",
    "& | !",
    "<->",
    "\u{0}\u{1}",
    "\u{202e}abc",
    "🙂",
    "1e5x 0x1F",
    "-- -\"",
];

async fn numbers(ctx: &Ctx, text: &str) -> Vec<usize> {
    let Some(asked) = search::ask(text) else { return vec![] };
    let mut tx = ctx.read().await.unwrap();
    let hits = search::page(&mut tx, ctx, &asked, &[Kind::Ticket], None, 50).await.unwrap();
    let number = |title: &str| title.split(['-', ' ']).nth(1).unwrap().parse().unwrap();
    hits.iter().map(|hit| number(&hit.title)).collect()
}

#[tokio::test]
async fn both_engines_find_the_same_rows() {
    let seen = Mutex::new(BTreeMap::<String, Vec<String>>::new());
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        for text in CORPUS {
            ticket_of(&app, world.person(Role::Requester), text).await;
            app.platform.clock.advance(jiff::SignedDuration::from_mins(1));
        }
        catch_up(&app.platform).await.unwrap();
        let theo = world.ctx(&app, Role::Technician);
        for (text, expected) in QUESTIONS {
            assert_eq!(numbers(&theo, text).await, expected, "{text:?} on {:?}", app.platform.db.engine());
        }
        for text in NASTY.iter().chain(&CORPUS) {
            let found = format!("{:?}", numbers(&theo, text).await);
            seen.lock().unwrap().entry((*text).to_owned()).or_default().push(found);
        }
    })
    .await;
    for (text, found) in seen.into_inner().unwrap() {
        assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{text:?}: {found:?}");
    }
}

#[tokio::test]
async fn nobody_finds_what_is_not_for_him() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let key = ticket_of(&app, rose, "Baobab en panne").await;
        let say = |body: &str, is_internal| Say {
            version: 1,
            body: body.to_owned(),
            is_internal,
            then: None,
            files: vec![],
            idempotency_key: None,
        };
        let theo = world.ctx(&app, Role::Technician);
        actions::say(&theo, &key, say("Le baobab sera remplacé", false)).await.unwrap();
        actions::say(&theo, &key, Say { version: 2, ..say("Baobab secret", true) }).await.unwrap();
        catch_up(&app.platform).await.unwrap();
        let kinds = async |ctx: &Ctx| -> Vec<&'static str> {
            let asked = search::ask("baobab").unwrap();
            let mut tx = ctx.read().await.unwrap();
            let mut hits = search::page(&mut tx, ctx, &asked, &Kind::ALL, None, 50).await.unwrap();
            hits.sort_by_key(|hit| hit.kind);
            hits.iter().map(|hit| hit.kind.as_str()).collect()
        };
        assert_eq!(kinds(&theo).await, ["ticket", "message", "note"]);
        for role in [Role::Requester, Role::Officer] {
            assert_eq!(kinds(&world.ctx(&app, role)).await, ["ticket", "message"], "{role:?}");
        }
        for role in [Role::ElectedOfficial, Role::Contractor, Role::BeneficiaryFinance] {
            assert!(kinds(&world.ctx(&app, role)).await.is_empty(), "{role:?} follows only his or her own");
        }
        for person in world.persons().iter().filter(|p| p.organisation == world.rochebrune.id) {
            let stranger = app.ctx(person.actor());
            assert!(kinds(&stranger).await.is_empty(), "{}", person.name);
            assert!(search::quick(&stranger, "baobab", 8).await.unwrap().is_empty());
            assert!(search::quick(&stranger, "VAL-1", 8).await.unwrap().is_empty());
        }
        let come = world.person(Role::Contractor);
        actions::assign(&theo, &key, 2, Some(come.id.clone())).await.unwrap();
        catch_up(&app.platform).await.unwrap();
        let come = app.ctx(come.actor());
        assert_eq!(kinds(&come).await, ["ticket", "message", "note"], "found once it was given");
        actions::assign(&theo, &key, 3, None).await.unwrap();
        catch_up(&app.platform).await.unwrap();
        assert!(kinds(&come).await.is_empty(), "and no longer once it was taken back");
    })
    .await;
}

#[tokio::test]
async fn a_joined_file_is_found_by_its_words_by_those_who_may_open_it() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let key = ticket_of(&app, world.person(Role::Requester), "Voir la pièce").await;
        let theo = world.ctx(&app, Role::Technician);
        let file = |name: &str, bytes: &[u8]| UploadedFile {
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: bytes.to_vec(),
        };
        let say = |version, is_internal, files| Say {
            version,
            body: "Ci-joint".to_owned(),
            is_internal,
            then: None,
            files,
            idempotency_key: None,
        };
        let public =
            vec![file("relevé.csv", "onduleur;baobab".as_bytes()), file("x.pdf", b"%PDF-1.7 broken")];
        actions::say(&theo, &key, say(1, false, public)).await.unwrap();
        let kept = vec![file("interne.txt", b"le baobab, entre nous")];
        actions::say(&theo, &key, say(2, true, kept)).await.unwrap();
        app.run_jobs().await;
        let names = async |ctx: &Ctx| -> Vec<String> {
            let asked = search::ask("baobabs").unwrap();
            let mut tx = ctx.read().await.unwrap();
            let hits = search::page(&mut tx, ctx, &asked, &[Kind::Attachment], None, 50).await.unwrap();
            let mut names: Vec<String> = hits.into_iter().map(|hit| hit.title).collect();
            names.sort();
            names
        };
        assert_eq!(names(&theo).await, ["VAL-1 interne.txt", "VAL-1 relevé.csv"]);
        assert_eq!(names(&world.ctx(&app, Role::Requester)).await, ["VAL-1 relevé.csv"]);
        let there = world.person_at(Role::Officer, &world.rochebrune.id);
        assert!(names(&app.ctx(there.actor())).await.is_empty());
        // Making the whole index again reads no file a second time, and loses none.
        reindex(&app.platform, &mut |_| {}).await.unwrap();
        assert_eq!(names(&theo).await.len(), 2);
        let left = desk::tickets::store::files::unread(&mut theo.read().await.unwrap(), 10).await.unwrap();
        assert!(left.is_empty(), "a broken file is not read for ever: {left:?}");
    })
    .await;
}

#[tokio::test]
async fn references_lead_straight_there_and_pages_work_without_script() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let key = ticket_of(&app, rose, "La <b>fontaine</b> ne coule plus").await;
        ticket_of(&app, rose, "Encore VAL-1, la fontaine").await;
        catch_up(&app.platform).await.unwrap();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        assert_eq!(theo.get("/search?q=val-1").await.location(), key.path());
        let person = format!("/persons/{}", rose.id);
        assert_eq!(theo.get(&format!("/search?q={}", rose.email)).await.location(), person);
        let page = theo.get("/search?q=fontaines").await.expect(200).text();
        assert!(page.contains("&lt;b&gt;<mark>fontaine</mark>&lt;/b&gt;"), "marked and harmless: {page}");
        assert!(theo.get("/search?q=").await.expect(200).text().contains("Que cherchez-vous"));
        assert!(theo.get("/search?q=zzzz").await.expect(200).text().contains("Aucun résultat"));
        theo.get("/search?q=x&kind=nothing").await.expect(422);
        theo.get("/search?q=x&kind=ticket&after=x").await.expect(422);
        let api = theo.get("/api/v1/search?q=fontaine&kind=ticket").await.expect(200).json();
        assert_eq!(api["items"].as_array().unwrap().len(), 2);
        app.visitor().get("/api/v1/search?q=fontaine").await.expect(401);
    })
    .await;
}

#[tokio::test]
async fn results_continue_where_they_stopped() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        for n in 0..60 {
            // Several in one instant.
            ticket_of(&app, world.person(Role::Requester), &format!("Fontaine {n}")).await;
        }
        catch_up(&app.platform).await.unwrap();
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let (mut seen, mut after) = (std::collections::BTreeSet::new(), String::new());
        for _ in 0..3 {
            let path = format!("/api/v1/search?q=fontaine&kind=ticket&after={after}");
            let page = theo.get(&path).await.expect(200).json();
            for item in page["items"].as_array().unwrap() {
                assert!(seen.insert(item["id"].as_str().unwrap().to_owned()), "seen once");
            }
            after = page["after"].as_str().unwrap_or_default().to_owned();
        }
        assert_eq!((seen.len(), after.as_str()), (60, ""));
    })
    .await;
}

#[tokio::test]
async fn the_index_follows_changes_and_is_made_again_alike() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let rose = world.person(Role::Requester);
        let long = "mot ".repeat(20_000) + &"漢".repeat(9_000);
        actions::create(&app.ctx(rose.actor()), incoming(rose, &long[..9_000])).await.unwrap();
        ticket_of(&app, rose, "Une fontaine").await;
        assert!(catch_up(&app.platform).await.unwrap() > 0);
        assert_eq!(catch_up(&app.platform).await.unwrap(), 0, "nothing new");
        let before = app.count("search_document").await;
        assert_eq!(reindex(&app.platform, &mut |_| {}).await.unwrap(), usize::try_from(before).unwrap());
        assert_eq!(app.count("search_document").await, before);
        let theo = world.ctx(&app, Role::Technician);
        assert_eq!(numbers(&theo, "fontaine").await, [2]);
        let hits = search::quick(&theo, "Rose", 8).await.unwrap();
        assert_eq!(hits[0].kind, Kind::Person);
    })
    .await;
}
