//! The audit log: chains, tampering, checkpoints.

use kernel::{Scope, id::BeneficiaryId};
use people::audit::{
    self, Entry,
    verify::{FaultKind, Report, checkpoint, verify},
};
use platform::db::{Engine, query};
use serde_json::json;
use testkit::{TestApp, World, both};

async fn report(app: &TestApp) -> Report {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    verify(&mut tx, &[]).await.unwrap()
}

fn kinds(report: &Report) -> Vec<(i64, FaultKind)> {
    report.faults.iter().map(|f| (f.sequence, f.kind)).collect()
}

async fn five(app: &TestApp, chain: &BeneficiaryId) {
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    for n in 1..=5 {
        let entry =
            Entry::new("test.act", Some(chain), "thing", n.to_string()).detail(json!({"n": n, "a": "é"}));
        audit::record(&mut tx, &app.system(), entry).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// What somebody with full rights over the database could do: SQLite lets its owner drop the triggers.
async fn tampered(app: &TestApp, statements: &[&'static str]) -> Report {
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    for trigger in ["audit_entry_no_update", "audit_entry_no_delete", "audit_head_no_delete"] {
        tx.execute(query("drop trigger if exists ").push(trigger)).await.unwrap();
    }
    for statement in statements {
        tx.execute(query(statement)).await.unwrap();
    }
    tx.commit().await.unwrap();
    report(app).await
}

#[tokio::test]
async fn entries_are_never_changed_or_deleted() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        let before = report(&app).await;
        assert_eq!((before.faults.len(), before.chains), (0, 3), "{before:?}");
        assert_eq!(i64::try_from(before.entries).unwrap(), app.count("audit_entry").await);
        for statement in [
            "delete from audit_entry where sequence = 1",
            "update audit_entry set action = 'x' where sequence = 1",
            "update audit_entry set salt = null where sequence = 1",
            "delete from audit_head",
        ] {
            let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
            assert!(tx.execute(query(statement)).await.is_err(), "{statement}");
        }
        // Erasing the personal part is the one change allowed; the chain stays whole and shows it.
        let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
        let erase = query("update audit_entry set salt = null, actor_name = '', detail = '{}' where chain = $1 and sequence = 2");
        assert_eq!(tx.execute(erase.bind(&world.valmont.id)).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let after = report(&app).await;
        assert_eq!((after.faults.len(), after.erased), (0, 1));
    })
    .await;
}

/// What is done to the tables, and the faults that must show.
type Tampering = (&'static [&'static str], &'static [(i64, FaultKind)]);

#[tokio::test]
async fn tampering_shows() {
    let chain = BeneficiaryId::from("b1");
    let cases: [Tampering; 6] = [
        (&["update audit_entry set object_id = '9' where sequence = 3"], &[(3, FaultKind::Altered)]),
        (&["update audit_entry set detail = '{\"n\":4}' where sequence = 3"], &[(3, FaultKind::Altered)]),
        (&["delete from audit_entry where sequence = 3"], &[(4, FaultKind::Missing)]),
        (
            &[
                "update audit_entry set sequence = 99 where sequence = 2",
                "update audit_entry set sequence = 2 where sequence = 3",
                "update audit_entry set sequence = 3 where sequence = 99",
            ],
            &[
                (2, FaultKind::Unlinked),
                (2, FaultKind::Altered),
                (3, FaultKind::Unlinked),
                (3, FaultKind::Altered),
                (4, FaultKind::Unlinked),
            ],
        ),
        // Re-chained over a removed entry: the links fit again, the digests do not.
        (
            &[
                "delete from audit_entry where sequence = 3",
                "update audit_entry set sequence = 3, previous_hash = (select hash from audit_entry where sequence = 2) where sequence = 4",
                "update audit_entry set sequence = 4 where sequence = 5",
            ],
            &[(3, FaultKind::Altered), (4, FaultKind::Altered), (4, FaultKind::Head)],
        ),
        (&["delete from audit_entry where sequence = 5"], &[(4, FaultKind::Head)]),
    ];
    for (statements, expected) in cases {
        let app = TestApp::sqlite().await;
        five(&app, &chain).await;
        assert_eq!(kinds(&report(&app).await), []);
        assert_eq!(kinds(&tampered(&app, statements).await), expected, "{statements:?}");
    }
}

#[tokio::test]
async fn a_checkpoint_catches_what_the_chain_cannot() {
    let app = TestApp::sqlite().await;
    five(&app, &"b1".into()).await;
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let marks = checkpoint(&mut tx).await.unwrap();
    drop(tx);
    let cut = [
        "delete from audit_entry where sequence > 3",
        "update audit_head set sequence = 3, hash = (select hash from audit_entry where sequence = 3)",
    ];
    assert_eq!(kinds(&tampered(&app, &cut).await), [], "a chain alone cannot see this");
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    assert_eq!(kinds(&verify(&mut tx, &marks).await.unwrap()), [(5, FaultKind::Checkpoint)]);
    drop(tx);
    // Written on again after the cut: another entry stands where the checkpoint saw one.
    five(&app, &"b1".into()).await;
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    assert_eq!(kinds(&verify(&mut tx, &[]).await.unwrap()), []);
    assert_eq!(kinds(&verify(&mut tx, &marks).await.unwrap()), [(5, FaultKind::Checkpoint)]);
}

#[tokio::test]
async fn two_writers_never_fork_a_chain() {
    both(async |app: TestApp| {
        let chain = BeneficiaryId::from("b1");
        let (ctx, chain) = (&app.system(), &chain);
        let write = async |n: i64| {
            for _ in 0..10 {
                let mut tx = ctx.begin().await.unwrap();
                let entry = Entry::new("test.act", Some(chain), "thing", n.to_string());
                audit::record(&mut tx, ctx, entry).await.unwrap();
                tx.commit().await.unwrap();
            }
        };
        tokio::join!(Box::pin(write(1)), Box::pin(write(2)), Box::pin(write(3)), Box::pin(write(4)));
        let report = report(&app).await;
        assert_eq!(
            (report.entries, report.faults.len()),
            (40, 0),
            "{:?}",
            app.platform.db.engine() == Engine::Sqlite
        );
    })
    .await;
}

/// What the owner of the database could do with the program's own source: alter one entry, then compute the
/// digest of every entry after it again, and that of the head.
async fn forge(app: &TestApp, chain: &BeneficiaryId) {
    let mut tx = app.platform.db.begin(&Scope::All).await.unwrap();
    tx.execute(query("drop trigger audit_entry_no_update")).await.unwrap();
    let mut previous = audit::rules::NO_ENTRY.to_owned();
    for mut entry in audit::store::batch(&mut tx, "", 0, 1_000).await.unwrap() {
        if entry.sequence == 3 {
            entry.actor_name = "Somebody else".into();
            entry.detail = "{}".into();
        }
        entry.previous_hash.clone_from(&previous);
        entry.commitment = audit::rules::commitment(&entry).to_string();
        entry.hash = audit::rules::digest(&entry).to_string();
        previous.clone_from(&entry.hash);
        let update = query(
            "update audit_entry set actor_name = $3, detail = $4, commitment = $5, previous_hash = $6, hash = $7 \
             where chain = $1 and sequence = $2",
        );
        let update = update.bind(chain).bind(entry.sequence).bind(entry.actor_name).bind(entry.detail);
        tx.execute(update.bind(entry.commitment).bind(entry.previous_hash).bind(entry.hash)).await.unwrap();
    }
    tx.execute(query("update audit_head set hash = $1").bind(previous)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_chain_computed_again_is_caught_by_a_checkpoint_only() {
    let (app, chain) = (TestApp::sqlite().await, BeneficiaryId::from("b1"));
    five(&app, &chain).await;
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let marks = checkpoint(&mut tx).await.unwrap();
    drop(tx);
    forge(&app, &chain).await;
    assert_eq!(kinds(&report(&app).await), [], "every digest is right again");
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    assert_eq!(kinds(&verify(&mut tx, &marks).await.unwrap()), [(5, FaultKind::Checkpoint)]);
    drop(tx);
    // A checkpoint before the forged entry does not see it: they are to be taken often.
    let early = [audit::verify::Mark { sequence: 1, ..marks[0].clone() }];
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let first = audit::store::batch(&mut tx, "", 0, 1).await.unwrap().remove(0);
    let early = early.map(|mark| audit::verify::Mark { hash: first.hash.clone(), ..mark });
    assert_eq!(kinds(&verify(&mut tx, &early).await.unwrap()), []);
}

#[tokio::test]
async fn the_log_is_read_page_by_page_in_ones_scope() {
    both(async |app: TestApp| {
        let world = World::new(&app).await;
        for _ in 0..45 {
            five(&app, &world.valmont.id).await;
        }
        let mut officer = app.client_of(world.person(people::Role::Officer)).await;
        let (mut path, mut seen, mut pages) = ("/audit?action=test.act".to_owned(), vec![], 0);
        loop {
            let page = officer.get(&path).await.expect(200).text();
            seen.extend(page.matches("n° ").zip(page.split("n° ").skip(1)).map(|(_, rest)| {
                rest.split(|c: char| !c.is_ascii_digit())
                    .next()
                    .unwrap_or_default()
                    .parse::<i64>()
                    .unwrap_or(0)
            }));
            pages += 1;
            let Some((before, _)) =
                page.split_once("\" rel=\"next\"").or_else(|| page.split_once("rel=\"next\" href=\""))
            else {
                break;
            };
            let rest = &page[before.len()..];
            path = rest.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
        }
        assert_eq!((pages, seen.len()), (3, 225));
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "newest first, none twice: {seen:?}");
        // Another chain, the provider's or the neighbour's, is empty for a beneficiary.
        for chain in ["provider", world.rochebrune.id.as_str()] {
            let page = officer.get(&format!("/audit?chain={chain}")).await.expect(200).text();
            assert!(!page.contains("n° "), "{chain}");
        }
        let mut security = app.client_of(world.person(people::Role::Security)).await;
        assert!(
            security.get("/audit?chain=provider").await.expect(200).text().contains("organisation.create")
        );
        let _ = officer.get("/audit?before=rubbish").await.expect(422);
    })
    .await;
}
