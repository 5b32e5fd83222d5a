//! Reports: drafted from what happened, read again by both sides, published and frozen, corrected by another edition; the
//! drafts of a period for everybody, and the pack of a committee.

use crate::desk_tickets::ticket_of;
use agreements::versions;
use axum::http::Method;
use calamine::{Data, Ods, Reader as _};
use governance::{
    meetings::{MeetingForm, actions as meetings},
    reports::{
        DraftForm, PublicationForm, ReportKey, ReportKind, ReportState, TextsForm,
        actions::{self, ListQuery},
        store,
    },
};
use jiff::civil::date;
use kernel::Scope;
use people::Role;
use platform::{Error, db::query, i18n::Lang};
use serde_json::{Value, json};
use std::io::Cursor;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

/// The world with the founding agreement for its first beneficiary, and two tickets of February.
async fn signed(app: &TestApp) -> World {
    let world = World::new(app).await;
    let text = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
    versions::import(&app.system(), &world.valmont.id, &text, date(2022, 1, 1)).await.unwrap();
    let now = app.platform.clock.now();
    app.platform.clock.set("2026-02-10T09:00:00Z".parse().unwrap());
    ticket_of(app, world.person(Role::Requester), "L’imprimante ne répond plus").await;
    ticket_of(app, world.person(Role::Requester), "Nouvel écran").await;
    ticket_of(app, world.person_at(Role::Requester, &world.rochebrune.id), "Secret de Rochebrune").await;
    app.platform.clock.set(now);
    world
}

fn asked(code: &str, kind: &str, period: &str) -> DraftForm {
    DraftForm { beneficiary: code.into(), kind: kind.into(), period: period.into() }
}

/// Every message a value names exists in both languages.
fn every_key_is_known(value: &Value) {
    match value {
        Value::Object(map) => {
            if let Some(key) = map.get("key").and_then(Value::as_str) {
                assert!(Lang::Fr.has(key) && Lang::En.has(key), "no message {key}");
            }
            map.values().for_each(every_key_is_known);
        }
        Value::Array(all) => all.iter().for_each(every_key_is_known),
        _ => {}
    }
}

async fn reviewed(app: &TestApp, world: &World, period: &str) -> ReportKey {
    let director = world.ctx(app, Role::Director);
    let key = Box::pin(actions::draft(&director, &asked("VAL", "monthly", period))).await.unwrap();
    let texts = TextsForm { introduction: "Un mois calme.".into(), plan: "Continuer.".into(), version: 1 };
    actions::write(&director, &key, &texts).await.unwrap();
    actions::review(&director, &key).await.unwrap();
    key
}

/// Publishes a report as it is.
async fn published(ctx: &platform::Ctx, key: &ReportKey) -> platform::Result<()> {
    let version = actions::read(ctx, key).await?.report.version;
    Box::pin(actions::publish(ctx, key, &PublicationForm { version })).await
}

#[tokio::test]
async fn a_report_is_drafted_reviewed_published_and_never_changes() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile
            .post("/reports", &[("beneficiary", "VAL"), ("kind", "monthly"), ("period", "2026-02")])
            .await
            .expect(403);
        let wrong = [("beneficiary", "VAL"), ("kind", "monthly"), ("period", "février")];
        let page = diane.post("/reports", &wrong).await.expect(422).text();
        assert!(page.contains("value=\"février\"") && page.contains("déjà commencés"), "{page}");
        let form = [("beneficiary", "VAL"), ("kind", "monthly"), ("period", "2026-02")];
        let path = diane.post("/reports", &form).await.expect(303).location();
        assert_eq!(diane.post("/reports", &form).await.location(), path, "sent twice, made once");
        let page = odile.get(&path).await.expect(200).text();
        assert!(page.contains("2 demandes et incidents ont été reçus en février"), "{page}");
        assert!(page.contains("Aucune facture et aucun avoir") && !page.contains("Rochebrune"), "{page}");
        assert!(page.contains("<svg") && page.contains("Projet"), "charts, and that it is a draft");
        odile.post(&format!("{path}/comments"), &[("body", "Trop tôt")]).await.expect(409);
        // Two people write: the second is told and keeps what he typed.
        let texts = |words: &'static str| [("introduction", words), ("plan", ""), ("version", "1")];
        diane.post(&format!("{path}/texts"), &texts("Un mois calme.")).await.expect(303);
        let late = diane.post(&format!("{path}/texts"), &texts("Un mois agité.")).await.expect(409).text();
        assert!(late.contains("Un mois agité.") && late.contains("Un mois calme."), "{late}");
        diane.post(&format!("{path}/publication"), &[("version", "2")]).await.expect(409);
        diane.post(&format!("{path}/computing"), &[]).await.expect(303);
        diane.post(&format!("{path}/review"), &[]).await.expect(303);
        diane.post(&format!("{path}/computing"), &[]).await.expect(409);
        let said = [("body", "Conforme à ce que nous avons vu."), ("key", "k1")];
        odile.post(&format!("{path}/comments"), &said).await.expect(303);
        odile.post(&format!("{path}/comments"), &said).await.expect(303);
        let page = diane.get(&path).await.expect(200).text();
        assert_eq!(page.matches("Conforme à ce que nous avons vu.").count(), 1, "said once");
        odile.post(&format!("{path}/publication"), &[]).await.expect(403);
        let seen = odile.get(&format!("/api/v1{path}")).await.expect(200).json()["version"].to_string();
        let stale = diane.post(&format!("{path}/publication"), &[("version", "1")]).await.expect(409).text();
        assert!(stale.contains("name=\"version\""), "to be read again first: {stale}");
        diane.post(&format!("{path}/publication"), &[("version", seen.as_str())]).await.expect(303);
        let api = odile.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!((&api["state"], &api["edition"]), (&json!("published"), &json!(1)));
        every_key_is_known(&api["document"]);
        let pdf = odile.get(&format!("{path}/file.pdf")).await.expect(200);
        assert!(pdf.bytes.starts_with(b"%PDF"));
        assert_eq!(platform::Digest::of(&pdf.bytes).as_str(), api["pdf_digest"].as_str().unwrap());
        let data = odile.get(&format!("{path}/file.json")).await.expect(200);
        assert_eq!(platform::Digest::of(&data.bytes).as_str(), api["document_digest"].as_str().unwrap());
        assert_eq!(data.json()["document"], api["document"]);
        for refused in ["texts", "computing", "review", "reopening", "publication"] {
            let typed = texts("Autre");
            let fields = if refused == "texts" { &typed[..] } else { &[] };
            diane.post(&format!("{path}/{refused}"), fields).await.expect(409);
        }
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        let frozen = tx.execute(query("update report set plan = 'x' where state = 'published'")).await;
        assert!(frozen.is_err(), "the database refuses");
        drop(tx);
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        assert!(tx.execute(query("delete from report_comment where body <> ''")).await.is_err());
        drop(tx);
        let mut own = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        for path in [
            path.clone(),
            format!("{path}/file.pdf"),
            format!("{path}/tables/sites?format=csv"),
            format!("/api/v1{path}"),
        ] {
            own.get(&path).await.expect(404);
        }
        assert!(!own.get("/reports").await.expect(200).text().contains("Valmont"));
    })
    .await;
}

#[tokio::test]
async fn a_published_report_is_corrected_by_another_edition_that_names_it() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        let key = reviewed(&app, &world, "2026-02").await;
        published(&director, &key).await.unwrap();
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let page =
            diane.post(&format!("{}/correction", key.path()), &[("reason", " ")]).await.expect(422).text();
        assert!(page.contains("Écrivez quelques mots"), "{page}");
        let reason = [("reason", "Une coupure avait été oubliée.")];
        let new = diane.post(&format!("{}/correction", key.path()), &reason).await.expect(303).location();
        let page = diane.get(&new).await.expect(200).text();
        assert!(
            page.contains("Édition 2, qui corrige la précédente") && page.contains(&key.path()),
            "{page}"
        );
        diane.post(&format!("{}/correction", key.path()), &reason).await.expect(409);
        let former = actions::read(&director, &key).await.unwrap().report;
        assert_eq!((former.state, former.edition), (ReportState::Published, 1));
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let last = (ReportKind::Monthly, date(2026, 2, 1));
        let last = store::last_of(&mut tx, &key.beneficiary, last).await.unwrap().unwrap();
        assert_eq!((last.edition, last.corrects), (2, Some(key.id)));
    })
    .await;
}

#[tokio::test]
async fn a_report_is_published_only_when_its_period_is_over_and_a_year_with_its_texts() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        let key = reviewed(&app, &world, "2026-03").await;
        let refused = published(&director, &key).await.unwrap_err();
        assert!(matches!(refused, Error::Refused(text) if text.key == "report-error-not-over"));
        let year = Box::pin(actions::draft(&director, &asked("VAL", "annual", "2025"))).await.unwrap();
        actions::review(&director, &year).await.unwrap();
        let refused = published(&director, &year).await.unwrap_err();
        assert!(matches!(refused, Error::Refused(text) if text.key == "report-error-texts"));
        let all = actions::read(&director, &year).await.unwrap();
        every_key_is_known(&serde_json::to_value(&all.document).unwrap());
        let names: Vec<&str> = all.document.sections.iter().map(|one| one.name.as_str()).collect();
        let expected = [
            "summary",
            "activity",
            "indicators",
            "outages",
            "requests",
            "sites",
            "money",
            "security",
            "governance",
            "ahead",
            "method",
        ];
        assert_eq!(names, expected);
    })
    .await;
}

#[tokio::test]
async fn every_table_is_a_file_for_spreadsheets() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let key = reviewed(&app, &world, "2026-02").await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let csv = odile.get(&format!("{}/tables/channels?format=csv", key.path())).await.expect(200);
        assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"val-2026-02-channels.csv\"");
        assert!(csv.text().contains("Total;"), "{}", csv.text());
        let ods = odile.get(&format!("{}/tables/channels?format=ods", key.path())).await.expect(200);
        let mut book: Ods<_> = Ods::new(Cursor::new(ods.bytes)).unwrap();
        let name = book.sheet_names()[0].clone();
        let range = book.worksheet_range(&name).unwrap();
        let last = range.rows().next_back().unwrap().to_vec();
        assert_eq!((&last[0], &last[3]), (&Data::String("Total".into()), &Data::Float(2.0)));
        let path = format!("/api/v1{}/tables/received-by-month?format=xlsx", key.path());
        assert!(odile.get(&path).await.expect(200).bytes.starts_with(b"PK"), "a chart has its table too");
        odile.get(&format!("{}/tables/nothing?format=csv", key.path())).await.expect(404);
        odile.get(&format!("{}/tables/channels?format=pdf", key.path())).await.expect(422);
        let list = odile.get("/exports/reports?format=csv").await.expect(200).text();
        assert!(list.contains("2026-02") && list.contains("En relecture"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn a_run_over_everybody_goes_on_where_it_was_and_ends_with_the_consolidated_report() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let running = [("kind", "monthly"), ("period", "2026-03")];
        assert!(diane.post("/report-runs", &running).await.expect(422).text().contains("déjà terminés"));
        let asked = [("kind", "monthly"), ("period", "2026-02")];
        let path = diane.post("/report-runs", &asked).await.expect(303).location();
        assert_eq!(diane.post("/report-runs", &asked).await.location(), path, "one run a period");
        let id = path.rsplit('/').next().unwrap().to_owned().into();
        let run = Box::pin(actions::advance(&app.system(), &id, 1)).await.unwrap();
        assert_eq!(
            (run.done, run.total, run.skipped, run.finished_at),
            (1, 3, 1, None),
            "Rochebrune signed nothing"
        );
        assert!(diane.get(&path).await.expect(200).text().contains("1 sur 3"));
        // What was left is done by the background work, as after a stop.
        let done = platform::jobs::run_due(&app.platform, &app::jobs::all()).await.unwrap();
        assert!(done.iter().any(|(kind, failed)| kind == "reports.run" && failed.is_none()), "{done:?}");
        let run = actions::run(&director, &id).await.unwrap();
        assert!(run.finished_at.is_some() && run.done == 3 && run.skipped == 1, "{run:?}");
        let (found, _) = actions::list(&director, &ListQuery::default()).await.unwrap();
        let codes: Vec<&str> = found
            .iter()
            .filter(|one| one.span.first == date(2026, 2, 1))
            .map(|one| one.code.as_str())
            .collect();
        assert_eq!((codes.len(), codes.contains(&"AGH"), codes.contains(&"VAL")), (2, true, true));
        let consolidated = found.iter().find(|one| one.is_consolidated).unwrap();
        let page = diane.get(&consolidated.key.path()).await.expect(200).text();
        assert!(page.contains("Commune de Valmont") && page.contains("Commune de Rochebrune"), "{page}");
        assert!(page.contains("n’a pas de rapport de la période"), "{page}");
        let all = actions::read(&director, &consolidated.key).await.unwrap();
        every_key_is_known(&serde_json::to_value(&all.document).unwrap());
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        odile.get(&consolidated.key.path()).await.expect(404);
        assert!(!odile.get("/reports").await.text().contains("consolidé"));
        odile.get(&path).await.expect(403);
    })
    .await;
}

#[tokio::test]
async fn drafts_are_made_on_the_third_working_day() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        app.platform.clock.set("2026-04-02T08:00:00Z".parse().unwrap());
        platform::jobs::run_due(&app.platform, &app::jobs::all()).await.unwrap();
        let director = world.ctx(&app, Role::Director);
        assert!(actions::latest(&director).await.unwrap().is_empty(), "two working days so far");
        // 3 April is the third working day.
        app.platform.clock.set("2026-04-03T08:00:00Z".parse().unwrap());
        actions::start_due(&app.system()).await.unwrap();
        actions::start_due(&app.system()).await.unwrap();
        let runs = actions::latest(&director).await.unwrap();
        let told: Vec<_> = runs.iter().map(|run| (run.kind, run.first)).collect();
        assert_eq!(told, [(ReportKind::Monthly, date(2026, 3, 1))]);
    })
    .await;
}

#[tokio::test]
async fn a_committee_has_its_pack_from_its_page_and_from_the_list() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let director = world.ctx(&app, Role::Director);
        let form = MeetingForm {
            beneficiary: world.valmont.id.to_string(),
            committee: "operational".into(),
            starts: "2026-03-17T10:00".into(),
            place: "Mairie".into(),
            ..MeetingForm::default()
        };
        let key = meetings::create(&director, &form).await.unwrap();
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let pack = format!("{}/pack.pdf", key.path());
        assert!(diane.get("/committees").await.expect(200).text().contains(&pack), "two clicks from home");
        assert!(diane.get(&key.path()).await.expect(200).text().contains(&pack));
        assert!(diane.get(&pack).await.expect(200).bytes.starts_with(b"%PDF"), "without a report too");
        reviewed(&app, &world, "2026-02").await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        assert!(odile.get(&pack).await.expect(200).bytes.starts_with(b"%PDF"));
        let mut own = app.client_of(world.person_at(Role::Officer, &world.rochebrune.id)).await;
        own.get(&pack).await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn programs_make_a_report_like_people_do() {
    both(async |app: TestApp| {
        let world = signed(&app).await;
        let mut diane = app.client_of(world.person(Role::Director)).await;
        let body = json!({"beneficiary": "VAL", "kind": "monthly", "period": "2026-02"});
        let made = diane.json(Method::POST, "/api/v1/reports", &body).await.expect(201).json();
        assert_eq!(made["state"], json!("draft"));
        let path = format!(
            "/api/v1/reports/{}/{}",
            made["beneficiary"].as_str().unwrap(),
            made["id"].as_str().unwrap()
        );
        let texts = json!({"introduction": "Bonjour", "plan": "", "version": 1});
        diane.json(Method::PUT, &path, &texts).await.expect(200);
        diane.json(Method::PUT, &path, &texts).await.expect(409);
        diane.json(Method::POST, &format!("{path}/review"), &json!({})).await.expect(200);
        let said = json!({"body": "Relu", "key": "k"});
        let answer = diane.json(Method::POST, &format!("{path}/comments"), &said).await.expect(200).json();
        assert_eq!(answer["comments"].as_array().unwrap().len(), 1);
        let list = diane.get("/api/v1/reports?kind=monthly").await.expect(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        diane.get("/api/v1/reports?kind=weekly").await.expect(422);
    })
    .await;
}
