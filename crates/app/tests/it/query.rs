//! Asking the data: every measure by every dimension on both engines, the scope, what is refused, files; and the views for tools.

use super::{desk_clocks::agreement, desk_tickets::ticket_of, indicators::incident};
use agreements::versions;
use desk::tickets::{Transition, actions as tickets};
use governance::query::{Amount, Asked, Dimension, MEASURES, actions, rules::MOST_LINES};
use jiff::{SignedDuration, civil::date};
use kernel::{Exact, Figure, Scope};
use people::Role;
use platform::{
    Error,
    db::{Db, Engine, query, views},
};
use testkit::{TestApp, World, both};

fn asked(measure: &str, by: &str, then: &str) -> Asked {
    Asked { measure: measure.into(), by: by.into(), then: then.into(), ..Asked::default() }
}

/// Two tickets of Valmont, one resolved, and one of Rochebrune.
async fn seeded(app: &TestApp) -> World {
    let world = World::new(app).await;
    let rose = world.person(Role::Requester);
    let first = ticket_of(app, rose, "Panne").await;
    ticket_of(app, rose, "Clavier").await;
    ticket_of(app, world.person_at(Role::Requester, &world.rochebrune.id), "Écran").await;
    let agent = world.ctx(app, Role::Technician);
    tickets::move_state(&agent, &first, 1, Transition::Resolve, "Réparé").await.unwrap();
    world
}

#[tokio::test]
async fn every_measure_is_counted_by_every_pair_of_dimensions() {
    both(async |app: TestApp| {
        let world = seeded(&app).await;
        let admin = app.system();
        for measure in MEASURES {
            let whole = actions::ask(&admin, &asked(measure.code, "", "")).await.unwrap().total;
            for first in measure.dimensions {
                for second in measure.dimensions {
                    let then = if first == second { "" } else { second.as_str() };
                    let question = asked(measure.code, first.as_str(), then);
                    if first != second && first.is_time() && second.is_time() {
                        assert!(matches!(actions::ask(&admin, &question).await, Err(Error::Invalid(_))));
                        continue;
                    }
                    let told = actions::ask(&admin, &question).await.unwrap();
                    assert_eq!(told.total, whole, "{}: {first:?} {second:?}", measure.code);
                }
            }
        }
        let told = actions::ask(&admin, &asked("tickets_received", "beneficiary", "")).await.unwrap();
        let lines: Vec<_> = told.lines.iter().map(|line| (line.labels[0].as_str(), line.numerator)).collect();
        assert_eq!(lines, [(world.valmont.name.as_str(), 2), (world.rochebrune.name.as_str(), 1)]);
        let told = actions::ask(&admin, &asked("tickets_resolved", "month", "channel")).await.unwrap();
        assert_eq!((told.total, told.lines.len()), (Figure::Count(1), 1));
        let told = actions::ask(&admin, &asked("satisfaction", "month", "")).await.unwrap();
        assert_eq!((told.total, told.lines.len()), (Figure::NoData, 12), "R5.3, and every month is there");
    })
    .await;
}

#[tokio::test]
async fn what_lasts_is_added_up_site_by_site() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let body = world.valmont.id.clone();
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        for id in ["s1", "s2"] {
            let insert = query(
                "insert into site (beneficiary_id, id, name, name_folded, fibre, created_at) values ($1, $2, $2, $2, 'none', $3)",
            );
            tx.execute(insert.bind(&body).bind(id).bind(app.platform.clock.now())).await.unwrap();
        }
        let from = app.platform.clock.now() - SignedDuration::from_hours(2);
        let insert = query(
            "insert into outage (beneficiary_id, id, from_at, factor, factor_reason, cause, note, source, ticket, \
             reported_by_name, reported_at) values ($1, 'o1', $2, '1', '', 'power', '', 'hand', '', 'Théo', $2)",
        );
        tx.execute(insert.bind(&body).bind(from)).await.unwrap();
        for id in ["s1", "s2"] {
            let insert = query("insert into outage_site (beneficiary_id, outage_id, site_id) values ($1, 'o1', $2)");
            tx.execute(insert.bind(&body).bind(id)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let told = actions::ask(&app.system(), &asked("downtime", "site", "cause")).await.unwrap();
        assert_eq!((told.lines.len(), told.total.clone()), (2, Figure::Seconds(4 * 3600)));
        assert_eq!(told.lines[0].value, Figure::Seconds(2 * 3600), "it lasts until now");
        assert_eq!(told.question.measure.amount, Amount::Seconds);
        let cuts = actions::ask(&app.system(), &asked("site_cuts", "month", "")).await.unwrap();
        let outages = actions::ask(&app.system(), &asked("outages", "cause", "")).await.unwrap();
        assert_eq!((cuts.total, outages.total), (Figure::Count(2), Figure::Count(1)));
    })
    .await;
}

#[tokio::test]
async fn promises_are_judged_as_the_scoreboard_judges_them() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let signed = agreement("restore_minutes = 120");
        versions::import(&app.system(), &world.valmont.id, &signed, date(2022, 1, 1)).await.unwrap();
        // Restored after 70 and after 150 minutes.
        incident(&app, &world, "2026-03-12T09:00:00Z", 10).await;
        incident(&app, &world, "2026-04-14T09:00:00Z", 90).await;
        let half = Figure::Share(Exact::ratio(Exact::from(1), Exact::from(2)).unwrap());
        let told = actions::ask(&app.system(), &asked("restored_in_time", "month", "")).await.unwrap();
        assert_eq!(told.total, half);
        let lines: Vec<_> =
            told.lines.iter().rev().take(2).map(|line| (line.numerator, line.denominator)).collect();
        assert_eq!(lines, [(0, 1), (1, 1)], "April, March");
        let told = actions::ask(&app.system(), &asked("restored_in_time", "beneficiary", "criticality"))
            .await
            .unwrap();
        assert_eq!((told.lines.len(), told.total), (1, half), "a body without agreement promises nothing");
        let officer = app.ctx(world.person_at(Role::Officer, &world.rochebrune.id).actor());
        let told = actions::ask(&officer, &asked("restored_in_time", "month", "")).await.unwrap();
        assert_eq!(told.total, Figure::NoData);
        let told = actions::ask(&app.system(), &asked("intervened_in_time", "", "")).await.unwrap();
        assert_eq!(told.total, Figure::NoData, "no time to intervene is agreed (R5.1)");
    })
    .await;
}

#[tokio::test]
async fn a_question_keeps_to_its_readers_scope() {
    both(async |app: TestApp| {
        let world = seeded(&app).await;
        let mut odile = app.client_of(world.person(Role::Officer)).await;
        let page = odile.get("/query?measure=tickets_received&by=beneficiary").await.expect(200).text();
        assert!(page.contains(&world.valmont.name) && !page.contains(&world.rochebrune.name), "{page}");
        let told =
            odile.get("/api/v1/query?measure=tickets_received&by=month&then=kind").await.expect(200).json();
        assert_eq!(told["total"]["value"], 2);
        let code = &world.rochebrune.code;
        odile.get(&format!("/query?measure=tickets_received&beneficiary={code}")).await.expect(404);
        let only = format!("/api/v1/query?measure=tickets_received&only=beneficiary:{}", world.rochebrune.id);
        odile.get(&only).await.expect(404);
        odile
            .get("/api/v1/query/file?measure=tickets_received&only=site:inconnu&format=csv")
            .await
            .expect(404);
        let offered = odile.get("/api/v1/query/catalogue").await.expect(200).text();
        assert!(offered.contains("tickets_received") && !offered.contains("time_spent"), "{offered}");
        odile.get("/query?measure=time_spent").await.expect(422);
        app.client_of(world.person(Role::Requester)).await.get("/query").await.expect(403);
        let walls = app.without_filters();
        let officer = world.ctx(&walls, Role::Officer);
        let told = actions::ask(&officer, &asked("tickets_received", "", "")).await.unwrap();
        assert_eq!(told.total, Figure::Count(2), "row-level security alone says the same");
    })
    .await;
}

#[tokio::test]
async fn a_question_that_means_nothing_keeps_what_was_typed() {
    both(async |app: TestApp| {
        let world = seeded(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let page = theo.get("/query?measure=outages&by=channel&from=2026-01").await.expect(422).text();
        assert!(
            page.contains("Choisissez parmi : Mois (month), Trimestre (quarter)")
                && page.contains("value=\"2026-01\""),
            "{page}"
        );
        let page = theo.get("/query?measure=outages&by=cause&only=channel:mail").await.expect(422).text();
        assert!(page.contains("channel:mail"), "{page}");
        let told = theo.get("/api/v1/query?measure=rien").await.expect(422).json();
        assert_eq!(told["errors"][0]["field"], "measure");
        let page = theo.get("/query?measure=outages&sql=select").await.expect(422).text();
        assert!(page.contains("paramètre inattendu"), "{page}");
        let page = theo.get("/query").await.expect(200).text();
        assert!(page.contains("measure=tickets_received") && page.contains("Ce qui se compte"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_answer_has_its_chart_its_table_and_its_files() {
    both(async |app: TestApp| {
        let world = seeded(&app).await;
        let mut theo = app.client_of(world.person(Role::Technician)).await;
        let page = theo.get("/query?measure=tickets_received&by=month&then=kind").await.expect(200).text();
        assert!(
            page.contains("<svg") && page.contains("R7.7") && page.contains("/query/file?measure="),
            "{page}"
        );
        let page =
            theo.get("/query?measure=tickets_received&by=kind&only=state:resolved").await.expect(200).text();
        assert!(page.contains("Ne plus restreindre"), "{page}");
        for format in ["csv", "xlsx", "ods"] {
            let path = format!("/query/file?measure=tickets_received&by=kind&then=state&format={format}");
            theo.get(&path).await.expect(200);
        }
        let csv = theo
            .get("/api/v1/query/file?measure=tickets_received&by=kind&format=csv")
            .await
            .expect(200)
            .text();
        assert!(csv.starts_with("\u{feff}Nature;Tickets reçus"), "{csv}");
        theo.get("/query/file?measure=tickets_received&format=doc").await.expect(422);
        assert!(app.count("audit_entry").await > 0);
    })
    .await;
}

#[tokio::test]
async fn a_long_answer_is_refused_whole() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        let now = app.platform.clock.now();
        let row = |n: usize| -> Vec<platform::db::Value> {
            let id = || format!("s{n}").into();
            vec![(&world.valmont.id).into(), id(), id(), id(), "none".into(), now.into()]
        };
        let rows: Vec<_> = (0..=MOST_LINES).map(row).collect();
        for chunk in rows.chunks(200) {
            let insert =
                query("insert into site (beneficiary_id, id, name, name_folded, fibre, created_at) values");
            tx.execute(insert.values("($1, $2, $3, $4, $5, $6)", chunk.iter().cloned())).await.unwrap();
        }
        let lines = query(
            "insert into telephone_line (beneficiary_id, id, number, extension, kind, sim, plan, holder, site_id, in_service_on, \
             note, created_at, standard) select s.beneficiary_id, s.id, '+33' || s.id, '', 'mobile', '', '', '', s.id, $1, '', $2, null \
             from site s where s.beneficiary_id = $3",
        );
        let day = jiff::civil::date(2025, 1, 1);
        tx.execute(lines.bind(day).bind(now).bind(&world.valmont.id)).await.unwrap();
        tx.commit().await.unwrap();
        let refused = actions::ask(&app.system(), &asked("lines", "site", "")).await;
        let Err(Error::Invalid(problems)) = refused else { panic!("{refused:?}") };
        assert_eq!(problems.0[0].text.key, "query-error-lines");
        let told = actions::ask(&app.system(), &asked("lines", "line_kind", "")).await.unwrap();
        assert_eq!(told.total, Figure::Count(i64::try_from(MOST_LINES).unwrap() + 1));
    })
    .await;
}

/// A login of the server that a tool uses, in the schema of a test.
#[expect(clippy::disallowed_methods, reason = "tests are told by the script where the server is")]
async fn tool(app: &TestApp) -> Db {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let schema: String = tx.value(query("select current_schema()::text as value")).await.unwrap();
    let of = |name: &str| format!("{}?options[search_path]={schema}", std::env::var(name).unwrap());
    let owner = Db::connect(&of("SOCLE_TEST_POSTGRES_OWNER")).await.unwrap();
    assert!(views::grant(&owner, "socle_bi").await.unwrap() > 10);
    assert!(views::grant(&owner, "socle_bi\"; drop").await.is_err(), "a name is a plain word");
    Db::connect(&of("SOCLE_TEST_POSTGRES_APP").replace("socle_app@", "socle_bi@")).await.unwrap()
}

async fn rows(db: &Db, scope: &Scope, text: String) -> Result<i64, platform::db::Error> {
    db.read(scope).await?.value(query(text.leak())).await
}

#[tokio::test]
async fn a_login_with_the_views_reads_its_scope_and_nothing_else() {
    both(async |app: TestApp| {
        let world = seeded(&app).await;
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let columns = views::columns(&mut tx).await.unwrap();
        drop(tx);
        if app.platform.db.engine() == Engine::Sqlite {
            assert!(columns.is_empty() && views::grant(&app.platform.db, "socle_bi").await.unwrap() == 0);
            return;
        }
        let bi = tool(&app).await;
        let tickets = || "select count(*) as value from bi_ticket".to_owned();
        assert_eq!(rows(&bi, &Scope::All, tickets()).await.unwrap(), 0, "nobody said whose rows it sees");
        let admin = app.system();
        actions::readers::allow(&admin, "socle_bi", Some(&world.valmont.code)).await.unwrap();
        assert_eq!(rows(&bi, &Scope::All, tickets()).await.unwrap(), 2, "whatever scope it says");
        assert_eq!(rows(&bi, &Scope::One(world.rochebrune.id.clone()), tickets()).await.unwrap(), 0);
        let mut names: Vec<String> = columns.into_iter().map(|column| column.view).collect();
        names.dedup();
        for view in &names {
            let foreign = format!(
                "select count(*) as value from {view} where beneficiary_id = '{}'",
                world.rochebrune.id
            );
            assert_eq!(rows(&bi, &Scope::All, foreign).await.unwrap(), 0, "{view}");
            let write = query(format!("delete from {view}").leak());
            let mut tx = bi.begin(&Scope::All).await.unwrap();
            assert!(tx.execute(write).await.is_err(), "{view} only reads");
        }
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        for table in platform::db::schema::read(&mut tx).await.unwrap() {
            let text = format!("select count(*) as value from \"{}\"", table.name);
            assert!(rows(&bi, &Scope::All, text).await.is_err(), "{} is open", table.name);
        }
        drop(tx);
        actions::readers::allow(&admin, "socle_bi", None).await.unwrap();
        assert_eq!(rows(&bi, &Scope::All, tickets()).await.unwrap(), 3);
        assert_eq!(actions::readers::list(&admin).await.unwrap().len(), 1);
        actions::readers::forget(&admin, "socle_bi").await.unwrap();
        assert_eq!(rows(&bi, &Scope::All, tickets()).await.unwrap(), 0);
        assert!(matches!(actions::readers::forget(&admin, "socle_bi").await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn every_column_of_the_views_is_documented() {
    const PAGE: &str = include_str!("../../../../docs/reference/query.md");
    for measure in MEASURES {
        assert!(PAGE.contains(&format!("`{}`", measure.code)), "{}", measure.code);
    }
    for dimension in Dimension::ALL {
        assert!(PAGE.contains(&format!("`{}`", dimension.as_str())), "{dimension:?}");
    }
    both(async |app: TestApp| {
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        for column in views::columns(&mut tx).await.unwrap() {
            let section = PAGE.split("\n### ").find(|part| part.starts_with(&format!("`{}`", column.view)));
            let section = section.unwrap_or_else(|| panic!("{} is not documented", column.view));
            assert!(section.contains(&format!("| `{}` |", column.name)), "{}.{}", column.view, column.name);
        }
    })
    .await;
}
