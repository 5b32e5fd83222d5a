//! The agreement as pages and as JSON: what both sides read, and what a stranger never does.

use agreements::{
    command,
    reading::Part,
    versions::{self, Import},
};
use axum::{Extension, body::Body, middleware::from_fn_with_state};
use jiff::civil::date;
use kernel::Actor;
use people::Role;
use platform::{
    i18n::Lang,
    web::{error, guard::Visit},
};
use serde_json::json;
use testkit::{Answer, Client, TestApp, World, both};

const REAL: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

fn agreement_of(code: &str) -> String {
    REAL.replace("code = \"PMPB\"", &format!("code = \"{code}\""))
}

fn dearer(code: &str) -> String {
    agreement_of(code).replace("initial_price = 1050.00", "initial_price = 1100.00")
}

/// A browser of the pages of agreements alone, in which `actor` has signed in.
fn browser(app: &TestApp, actor: Actor, lang: Lang) -> Client {
    let visit = Visit {
        actor,
        csrf: "token".into(),
        is_token: false,
        lang,
        screen: platform::Screen::default(),
        request_id: "test".into(),
        unread: 0,
    };
    let (router, _) = agreements::routes().into_parts();
    let router = router
        .layer(from_fn_with_state(app.platform.clone(), error::render))
        .layer(Extension(visit))
        .with_state(app.platform.clone());
    let mut client = Client::new(router);
    client.csrf = "token".into();
    client
}

/// The world with an agreement for each of its two beneficiaries.
async fn world(app: &TestApp) -> World {
    let world = World::new(app).await;
    for organisation in [&world.valmont, &world.rochebrune] {
        let text = agreement_of(&organisation.code);
        let done = versions::import(&app.system(), &organisation.id, &text, date(2022, 1, 1)).await.unwrap();
        assert!(matches!(done, Import::Created { .. }), "{done:?}");
    }
    world
}

fn of(app: &TestApp, world: &World, role: Role) -> Client {
    browser(app, world.person(role).actor(), Lang::Fr)
}

fn main_of(answer: &Answer) -> String {
    let text = answer.text();
    let from = text.find("<main").unwrap();
    text[from..text.find("</main>").unwrap()].to_owned()
}

async fn import(client: &mut Client, code: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, value) in fields.iter().chain(&[("csrf", "token")]) {
        // As browsers send a text area.
        let value = value.replace('\n', "\r\n");
        body += &format!("--frontier\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += "--frontier--\r\n";
    let headers = [("content-type", "multipart/form-data; boundary=frontier")];
    client.send(http_method("POST"), &format!("/agreements/{code}/import"), &headers, Body::from(body)).await
}

fn http_method(name: &str) -> axum::http::Method {
    name.parse().unwrap()
}

#[tokio::test]
async fn every_part_reads_in_both_languages_without_a_missing_word() {
    both(async |app: TestApp| {
        let world = world(&app).await;
        for lang in Lang::ALL {
            let mut client = browser(&app, world.person(Role::Officer).actor(), lang);
            let parts = Part::ALL.map(|part| format!("/agreements/VAL/{}", part.slug()));
            let pages = parts.iter().map(|path| path.trim_end_matches('/'));
            for path in pages.chain(["/agreements/VAL/versions", "/agreements/VAL/versions/1"]) {
                let text = client.get(path).await.expect(200).text();
                for leak in ["agreement-field-", "agreement-value-", "agreement-check-", "versions-"] {
                    let at = text.find(leak).map(|at| text[at..].chars().take(60).collect::<String>());
                    assert_eq!(at, None, "{path} in {lang:?}");
                }
                assert!(text.contains("CAPBP-PMPB-2022") || path.contains("versions"), "{path}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_pages_show_what_was_signed() {
    both(async |app: TestApp| {
        let world = world(&app).await;
        let mut officer = of(&app, &world, Role::Officer);
        let commitments = officer.get("/agreements/VAL/commitments").await.expect(200);
        let text = main_of(&commitments);
        let codes =
            "G.1 G.2a G.2b G.3 G.4 A.1a A.1b A.2 A.3 B.1a B.1b B.2a B.2b C.1a C.1b C.1c S.1a S.1b S.2a S.2b";
        for code in codes.split(' ') {
            assert!(text.contains(&format!("<strong>{code}</strong>")), "{code}");
        }
        assert!(text.contains("au moins 99,5 %"), "A.1a");
        assert_eq!(text.matches("non contractuel</span>").count(), 16, "R5.1: sixteen lines without target");
        for tone in ["tag good", "tag bad"] {
            assert!(!text.contains(tone), "a commitment is neither met nor missed here");
        }
        let remarks = main_of(&officer.get("/agreements/VAL/remarks").await.expect(200));
        for number in 1..=18 {
            assert!(remarks.contains(&format!("<strong>D.{number}</strong>")), "D.{number}");
        }
        let price = main_of(&officer.get("/agreements/VAL/price").await.expect(200));
        assert!(
            price.contains("050,00") && price.contains("D.14"),
            "the remark on roundings stands by the price"
        );
        let overview = main_of(&officer.get("/agreements/VAL").await.expect(200));
        assert!(overview.contains("datetime=\"2026-12-31\""), "R3.8");
        assert!(overview.contains("moins de 12 mois"), "R3.12, on 2026-03-11");
    })
    .await;
}

#[tokio::test]
async fn both_sides_read_the_same_page() {
    both(async |app: TestApp| {
        let world = world(&app).await;
        let mut provider = of(&app, &world, Role::Director);
        let mut officer = of(&app, &world, Role::Officer);
        for part in Part::ALL {
            let path = format!("/agreements/VAL/{}", part.slug());
            let path = path.trim_end_matches('/');
            let (one, two) = (provider.get(path).await, officer.get(path).await);
            assert_eq!(main_of(&one.expect(200)), main_of(&two.expect(200)), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_beneficiary_never_reaches_another_one() {
    both(async |app: TestApp| {
        let world = world(&app).await;
        let mut officer = of(&app, &world, Role::Officer);
        let (_, table) = agreements::routes().into_parts();
        let mut tried = 0;
        for route in table.iter().filter(|route| route.path.contains("{code}")) {
            let fill = |code: &str| {
                route.path.replace("{code}", code).replace("{number}", "1").replace("{part}", "price")
            };
            let importing = route.method == "POST" || route.path.ends_with("/import");
            let (own, other) = if importing { (403, 403) } else { (200, 404) };
            let method = http_method(route.method);
            let answer = officer.send(method.clone(), &fill("VAL"), &[], Body::empty()).await;
            assert_eq!(answer.status.as_u16(), own, "{} {}", route.method, fill("VAL"));
            let answer = officer.send(method, &fill("ROC"), &[], Body::empty()).await;
            assert_eq!(answer.status.as_u16(), other, "{} {}", route.method, fill("ROC"));
            tried += 1;
        }
        assert!(tried >= 12, "{tried}");
        assert_eq!(officer.get("/agreements").await.location(), "/agreements/VAL");
        let listed = officer.get("/api/v1/agreements").await.expect(200).json();
        assert_eq!(listed["agreements"].as_array().unwrap().len(), 1);
        assert!(!listed.to_string().contains("ROC"));
        let all = of(&app, &world, Role::Director).get("/agreements").await.expect(200).text();
        assert!(all.contains("/agreements/VAL") && all.contains("/agreements/ROC"));
        let visitor = browser(&app, Actor::visitor(), Lang::Fr).get("/agreements/VAL").await;
        assert_eq!(visitor.location(), "/sign-in?next=/agreements/VAL");
    })
    .await;
}

#[tokio::test]
async fn importing_by_page_previews_then_confirms() {
    both(async |app: TestApp| {
        let world = world(&app).await;
        let mut admin = of(&app, &world, Role::Administrator);
        admin.get("/agreements/VAL/import").await.expect(200);
        let text = dearer("VAL");
        let typed = [("effective_from", "2025-01-01"), ("source", text.as_str())];
        let preview = import(&mut admin, "VAL", &typed).await.expect(200).text();
        assert!(
            preview.contains("price.initial_price") && preview.contains("100,00"),
            "the difference is shown"
        );
        assert!(preview.contains("initial_price = 1100.00"), "what was typed is kept");
        assert_eq!(app.count("agreement_version").await, 2, "a preview stores nothing");
        let entries = app.count("audit_entry").await;
        let confirm = [typed[0], typed[1], ("step", "confirm"), ("number", "2")];
        let done = import(&mut admin, "VAL", &confirm).await;
        assert_eq!(done.location(), "/agreements/VAL/versions/2");
        assert_eq!(app.count("audit_entry").await, entries + 1);
        let page = admin.get("/agreements/VAL/versions/2").await.expect(200).text();
        assert!(page.contains("Avenant n° 1") && page.contains("<del>") && page.contains("<ins>"));
        let source = admin.get("/agreements/VAL/versions/2/source").await.expect(200);
        assert_eq!(source.text(), text, "word for word, whatever the line ends of the browser");
        let again = import(&mut admin, "VAL", &confirm).await.expect(200).text();
        assert!(again.contains("la version 2 dit déjà la même chose"));
        assert_eq!(app.count("agreement_version").await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_refused_import_keeps_the_text_and_says_where() {
    both(async |app: TestApp| {
        let world = world(&app).await;
        let mut admin = of(&app, &world, Role::Administrator);
        let broken = dearer("VAL").replace("years = 5", "years = \"cinq\"");
        let line = broken.lines().position(|line| line.starts_with("years =")).unwrap() + 1;
        let confirm = [
            ("effective_from", "2025-01-01"),
            ("source", broken.as_str()),
            ("step", "confirm"),
            ("number", "2"),
        ];
        let page = import(&mut admin, "VAL", &confirm).await.expect(200).text();
        assert!(page.contains(&format!("ligne {line}, colonne")), "the place is given");
        assert!(page.contains("Rien n’a été importé") && page.contains("initial_price = 1100.00"));
        let late = dearer("VAL");
        let early = [("effective_from", "2021-01-01"), ("source", late.as_str())];
        let page = import(&mut admin, "VAL", &early).await.expect(200).text();
        assert!(page.contains("error-summary") && page.contains("initial_price = 1100.00"));
        let page = import(&mut admin, "VAL", &[]).await.expect(200).text();
        assert!(page.contains("Choisissez un fichier ou collez un texte"));
        assert_eq!(app.count("agreement_version").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_confirmation_overtaken_by_another_import_shows_the_new_difference() {
    both(async |app: TestApp| {
        let world = world(&app).await;
        let mut admin = of(&app, &world, Role::Administrator);
        let other = agreement_of("VAL").replace("payment_days = 30", "payment_days = 20");
        versions::import(&app.system(), &world.valmont.id, &other, date(2025, 1, 1)).await.unwrap();
        let text = dearer("VAL");
        let confirm = [
            ("effective_from", "2025-06-01"),
            ("source", text.as_str()),
            ("step", "confirm"),
            ("number", "2"),
        ];
        let page = import(&mut admin, "VAL", &confirm).await.expect(200).text();
        assert!(page.contains("payment_days") && page.contains("Avenant n° 2"));
        assert_eq!(app.count("agreement_version").await, 3, "nothing was imported unseen");
    })
    .await;
}

#[tokio::test]
async fn programs_read_check_and_import() {
    both(async |app: TestApp| {
        let world = world(&app).await;
        let mut admin = of(&app, &world, Role::Administrator);
        let on = admin.get("/api/v1/agreements/VAL?on=2023-05-01").await.expect(200).json();
        assert_eq!((&on["number"], &on["last_day"]), (&json!(1), &json!("2026-12-31")));
        assert_eq!(on["document"]["price"]["initial_price"], "1050.00");
        admin.get("/api/v1/agreements/VAL?on=2027-01-01").await.expect(404).text();
        let checked = json!({ "source": "format = 2" });
        let post = http_method("POST");
        let found = admin.json(post.clone(), "/api/v1/agreements/check", &checked).await.expect(200).json();
        assert_eq!(found["valid"], false);
        assert_eq!(found["problems"][0]["line"], 1);
        let body = json!({ "source": dearer("VAL"), "effective_from": "2025-01-01", "dry_run": true });
        let path = "/api/v1/agreements/VAL/versions";
        let dry = admin.json(post.clone(), path, &body).await.expect(200).json();
        assert_eq!((&dry["outcome"], &dry["number"]), (&json!("new"), &json!(2)));
        let body = json!({ "source": dearer("VAL"), "effective_from": "2025-01-01" });
        let made = admin.json(post.clone(), path, &body).await.expect(200).json();
        assert_eq!(made["outcome"], "created");
        let changed = admin.get("/api/v1/agreements/VAL/versions/2/difference").await.expect(200).json();
        assert_eq!(changed["changes"][0]["path"], "price.initial_price");
        assert_eq!(changed["changes"], made["changes"], "stored as it was computed");
        let refused = json!({ "source": "format = 2", "effective_from": "2025-01-01" });
        admin.json(post, path, &refused).await.expect(422).json();
        let all = admin.get(path).await.expect(200).json();
        assert_eq!(all["versions"].as_array().unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_service_without_the_core_is_refused_at_import() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let early =
            agreement_of("VAL").replace("subscribed_from = 2022-01-01\n", "subscribed_from = 2023-01-01\n");
        let early = early.replacen(
            "name = \"Postes de travail et travail collaboratif\"\n",
            "name = \"Postes de travail et travail collaboratif\"\nsubscribed_from = 2022-06-01\n",
            1,
        );
        let done =
            versions::import(&app.system(), &world.valmont.id, &early, date(2022, 1, 1)).await.unwrap();
        let Import::Refused(proposal) = done else { panic!("{done:?}") };
        assert_eq!(proposal.refusals.0[0].text.key, "versions-no-core", "R0.2");
        assert_eq!(app.count("agreement_version").await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_command_line_checks_and_imports_alike() {
    both(async |app: TestApp| {
        World::new(&app).await;
        let (said, valid) = command::check_file(Lang::Fr, "a.toml", REAL);
        assert!(valid && said.ends_with("fichier valide, 1 avertissement(s)\n"), "{said}");
        let (said, valid) = command::check_file(Lang::En, "a.toml", "format = 2");
        assert!(!valid && said.starts_with("a.toml:1:"), "{said}");
        let (ctx, text) = (app.system(), agreement_of("VAL"));
        let start = date(2022, 1, 1);
        let (said, done) = command::import_file(&ctx, "VAL", "a.toml", &text, start).await.unwrap();
        assert!(done && said.starts_with("Importé : Convention"), "{said}");
        let (said, done) = command::import_file(&ctx, "VAL", "a.toml", &dearer("VAL"), start).await.unwrap();
        assert!(done && said.contains("price.initial_price"), "{said}");
        let (said, done) = command::import_file(&ctx, "ROC", "a.toml", &text, start).await.unwrap();
        assert!(!done && said.contains("« VAL »"), "{said}");
        assert!(command::import_file(&ctx, "NOBODY", "a.toml", &text, start).await.is_err());
    })
    .await;
}
