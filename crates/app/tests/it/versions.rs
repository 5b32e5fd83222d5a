//! Versions of agreements: import, amendments, what is in force, and that nothing changes the past.

use agreements::{
    document::{Change, Severity},
    versions::{self, Import, Verdict, VersionKind, rules},
};
use jiff::civil::{Date, date};
use kernel::{
    Actor, Cents, Scope,
    id::{BeneficiaryId, OrganisationId},
};
use platform::{Ctx, Error, db::query};
use testkit::{TestApp, both};

/// The agreement that ships with the product, and the day it starts.
const REAL: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
const START: Date = date(2022, 1, 1);

/// The same agreement for the beneficiary of another code.
fn agreement_of(code: &str) -> String {
    REAL.replace("code = \"PMPB\"", &format!("code = \"{code}\""))
}

/// The agreement at 1 100 € instead of 1 050 €.
fn dearer(code: &str) -> String {
    let text = agreement_of(code).replace("initial_price = 1050.00", "initial_price = 1100.00");
    assert_ne!(text, agreement_of(code));
    text
}

async fn beneficiary(app: &TestApp, code: &str) -> BeneficiaryId {
    let id = OrganisationId::from(format!("o-{code}"));
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    let insert = query(
        "insert into organisation (id, side, beneficiary_id, code, name, name_folded, created_at) \
         values ($1, 'beneficiary', $1, $2, $2, $2, $3)",
    );
    tx.execute(insert.bind(&id).bind(code).bind(app.platform.clock.now())).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn created(ctx: &Ctx, of: &BeneficiaryId, text: &str, from: Date) -> (versions::Version, Vec<Change>) {
    match versions::import(ctx, of, text, from).await.unwrap() {
        Import::Created { version, changes } => (version, changes),
        other => panic!("{other:?}"),
    }
}

/// Number of the version in force on a day, or 0.
async fn number_on(app: &TestApp, of: &BeneficiaryId, day: Date) -> i64 {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    versions::in_force(&mut tx, of, day).await.unwrap().map_or(0, |version| version.number)
}

#[tokio::test]
async fn importing_makes_the_agreement_then_amendments_with_their_difference() {
    both(async |app: TestApp| {
        let (ctx, of) = (app.system(), beneficiary(&app, "PMPB").await);
        let (first, changes) = created(&ctx, &of, REAL, START).await;
        assert_eq!((first.number, first.kind, changes.len()), (1, VersionKind::Agreement, 0));
        let again = versions::import(&ctx, &of, REAL, START).await.unwrap();
        assert!(matches!(again, Import::Unchanged(version) if version.number == 1));
        let commented = format!("# a note\n{REAL}");
        let same = versions::import(&ctx, &of, &commented, START).await.unwrap();
        assert!(matches!(same, Import::Unchanged(_)), "a comment amends nothing");
        let (second, changes) = created(&ctx, &of, &dearer("PMPB"), date(2025, 1, 1)).await;
        assert_eq!((second.number, second.kind), (2, VersionKind::Amendment));
        assert_eq!(changes.len(), 1, "{changes:#?}");
        assert_eq!(changes[0].path, "price.initial_price");
        assert_eq!(second.document.price.initial_price.0, Cents(110_000));
        assert_eq!(app.count("agreement_version").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_stored_version_reads_back_as_it_was_imported() {
    both(async |app: TestApp| {
        let (ctx, of) = (app.system(), beneficiary(&app, "PMPB").await);
        let (made, _) = created(&ctx, &of, REAL, START).await;
        let mut tx = ctx.read().await.unwrap();
        let read = versions::get(&mut tx, &of, 1).await.unwrap().unwrap();
        assert_eq!(read, made);
        assert_eq!(versions::store::source(&mut tx, &read).await.unwrap(), REAL);
        assert_eq!(versions::list(&mut tx, &of).await.unwrap(), [made.summary]);
        assert_eq!(versions::get(&mut tx, &of, 2).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_refused_file_changes_nothing_and_says_where() {
    both(async |app: TestApp| {
        let (ctx, of) = (app.system(), beneficiary(&app, "PMPB").await);
        let broken = REAL.replace("years = 5", "years = \"cinq\"");
        let Import::Refused(proposal) = versions::import(&ctx, &of, &broken, START).await.unwrap() else {
            panic!("imported a broken file")
        };
        let error = proposal.problems.iter().find(|p| p.severity == Severity::Error).unwrap();
        assert_eq!(error.path, "term.years");
        assert!(error.line > 1 && error.column > 1);
        let other = versions::import(&ctx, &of, &agreement_of("AUTRE"), START).await.unwrap();
        assert!(matches!(other, Import::Refused(p) if p.refusals.of(rules::SOURCE).is_some()));
        assert_eq!(app.count("agreement_version").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_version_rules_inside_its_term_and_after_the_one_it_amends() {
    both(async |app: TestApp| {
        let (ctx, of) = (app.system(), beneficiary(&app, "PMPB").await);
        let refused = async |text: &str, day: Date| {
            let proposal = versions::preview(&ctx, &of, text, Some(day)).await.unwrap();
            assert_eq!(proposal.verdict, Verdict::Refused);
            proposal.refusals.of(rules::EFFECTIVE_FROM).unwrap().key.clone()
        };
        assert_eq!(refused(REAL, date(2021, 12, 31)).await, "versions-date-before-start");
        assert_eq!(refused(REAL, date(2027, 1, 1)).await, "versions-date-after-end");
        created(&ctx, &of, REAL, date(2022, 6, 1)).await;
        assert_eq!(refused(&dearer("PMPB"), date(2022, 5, 31)).await, "versions-date-before-previous");
        created(&ctx, &of, &dearer("PMPB"), date(2022, 6, 1)).await;
        assert_eq!(
            app.count("agreement_version").await,
            2,
            "the same day is allowed: the later version rules"
        );
        assert_eq!(number_on(&app, &of, date(2022, 6, 1)).await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_version_in_force_depends_on_the_day() {
    both(async |app: TestApp| {
        let (ctx, of) = (app.system(), beneficiary(&app, "PMPB").await);
        assert_eq!(number_on(&app, &of, START).await, 0);
        created(&ctx, &of, REAL, START).await;
        created(&ctx, &of, &dearer("PMPB"), date(2025, 1, 1)).await;
        let expected = [
            (date(2021, 12, 31), 0),
            (START, 1),
            (date(2024, 12, 31), 1),
            (date(2025, 1, 1), 2),
            (date(2026, 12, 31), 2),
            (date(2027, 1, 1), 0),
        ];
        for (day, number) in expected {
            assert_eq!(number_on(&app, &of, day).await, number, "{day}, R3.8");
        }
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_to_change_a_version() {
    both(async |app: TestApp| {
        let (ctx, of) = (app.system(), beneficiary(&app, "PMPB").await);
        created(&ctx, &of, REAL, START).await;
        for statement in ["update agreement_version set title = 'x'", "delete from agreement_version"] {
            let mut tx = ctx.begin().await.unwrap();
            let error = tx.execute(query(statement)).await.unwrap_err();
            assert!(
                matches!(&error, platform::db::Error::Refused(why) if why.contains("frozen")),
                "{error:?}"
            );
        }
        assert_eq!(app.count("agreement_version").await, 1);
    })
    .await;
}

#[tokio::test]
async fn two_imports_at_once_make_two_versions_or_say_unchanged() {
    both(async |app: TestApp| {
        let (ctx, of) = (app.system(), beneficiary(&app, "PMPB").await);
        let dearer = dearer("PMPB");
        let (one, two) = tokio::join!(
            versions::import(&ctx, &of, REAL, START),
            versions::import(&ctx, &of, &dearer, START)
        );
        let mut numbers: Vec<i64> = [one, two]
            .into_iter()
            .map(|done| match done.unwrap() {
                Import::Created { version, .. } => version.number,
                other => panic!("{other:?}"),
            })
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2]);
        let next = dearer.replace("initial_price = 1100.00", "initial_price = 1200.00");
        let (one, two) = tokio::join!(
            versions::import(&ctx, &of, &next, START),
            versions::import(&ctx, &of, &next, START)
        );
        let made = [one, two].into_iter().filter(|done| matches!(done, Ok(Import::Created { .. }))).count();
        assert_eq!(made, 1, "the second finds the text already there");
        assert_eq!(app.count("agreement_version").await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_beneficiary_sees_only_its_own_versions_and_imports_none() {
    both(async |app: TestApp| {
        let (mine, other) = (beneficiary(&app, "PMPB").await, beneficiary(&app, "AUTRE").await);
        created(&app.system(), &mine, REAL, START).await;
        created(&app.system(), &other, &agreement_of("AUTRE"), START).await;
        let reader = Actor { scope: Scope::One(mine.clone()), is_system: false, ..Actor::system("reader") };
        let ctx = app.ctx(reader);
        let mut tx = ctx.read().await.unwrap();
        assert!(versions::in_force(&mut tx, &mine, START).await.unwrap().is_some());
        assert_eq!(versions::in_force(&mut tx, &other, START).await.unwrap(), None);
        assert_eq!(versions::latest(&mut tx, &other).await.unwrap(), None);
        assert_eq!(versions::list(&mut tx, &other).await.unwrap(), []);
        drop(tx);
        let refused = versions::import(&ctx, &mine, &dearer("PMPB"), START).await;
        assert!(matches!(refused, Err(Error::Forbidden(_) | Error::SignInRequired)), "{refused:?}");
    })
    .await;
}
