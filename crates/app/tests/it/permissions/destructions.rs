//! Deleting what was held for one of two twins: all of it goes, whatever stops it on the way, and nothing of the other.

use super::twins::Twins;
use governance::reversibility::{
    destructions::{
        DestructionKey, DestructionState, actions,
        catalogue::{self, AMONG, GOES, INDEX, KEPT, PERSONS},
        work::{Outcome, Until, go_on},
    },
    packs::{self, Progress},
};
use jiff::SignedDuration;
use kernel::{Scope, id::BeneficiaryId};
use people::audit::verify::verify;
use platform::{
    Digest,
    archive::Archive,
    db::{Tx, portion, query, schema},
};
use std::{collections::BTreeMap, fs, path::Path, time::Duration};
use testkit::{TestApp, both};

#[tokio::test]
async fn every_table_of_beneficiaries_goes_or_is_kept_for_a_reason() {
    both(async |app: TestApp| {
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let (tables, references) = portion::catalogue(&mut tx).await.unwrap();
        let named = |name: &str| {
            usize::from(GOES.contains(&name))
                + KEPT.iter().filter(|(kept, _)| *kept == name).count()
                + usize::from(name == PERSONS || name == INDEX)
        };
        for table in tables.iter().filter(|table| table.is_scoped()) {
            let name = &table.name;
            assert_eq!(named(name), 1, "destructions/catalogue.rs: say once what becomes of {name}");
        }
        let all = GOES
            .iter()
            .copied()
            .chain(KEPT.iter().map(|(name, _)| *name))
            .chain(AMONG.iter().map(|(name, _)| *name));
        for name in all.filter(|name| *name != INDEX) {
            assert!(
                tables.iter().any(|table| table.name == name),
                "destructions/catalogue.rs names {name}, which is gone"
            );
        }
        let goes = |name: &str| GOES.contains(&name) || AMONG.iter().any(|(among, _)| *among == name);
        for reference in &references {
            let is_let_go = ["walk_in_counter"].contains(&reference.table.as_str());
            assert!(
                !goes(&reference.target) || goes(&reference.table) || is_let_go,
                "{} is kept and leads to {}, which goes",
                reference.table,
                reference.target
            );
        }
        assert!(catalogue::catalogue(tables, &references).undecided.is_empty());
    })
    .await;
}

/// A confirmed deletion, as two persons would have left it: the twins have drafts and debts, which is not what this looks at.
async fn confirmed(twins: &Twins, body: &BeneficiaryId) -> DestructionKey {
    let key = DestructionKey { beneficiary: body.clone(), id: "destroy".to_owned().into() };
    let mut tx = twins.app.platform.db.begin(&Scope::All).await.unwrap();
    let insert = query(
        "insert into destruction (beneficiary_id, id, state, handover_id, manifest, ended_on, basis, method, backups_until, \
         asked_by_id, asked_by_name, asked_at, confirmed_by_name, total, done, closed_by_name, closed_why) \
         select h.beneficiary_id, $2, 'asked', h.id, h.manifest, $3, 'acknowledged', 'm', $3, 'a', 'A', h.recorded_at, '', 0, 0, '', '' \
         from reversibility_handover h where h.beneficiary_id = $1",
    );
    let withdrawn =
        query("update destruction set state = 'withdrawn' where beneficiary_id = $1 and state = 'asked'");
    tx.execute(withdrawn.bind(body)).await.unwrap();
    let day = jiff::civil::date(2026, 12, 31);
    tx.execute(insert.bind(body).bind(key.id.as_str()).bind(day)).await.unwrap();
    tx.commit().await.unwrap();
    for (by, is_let) in [("a", false), ("b", true)] {
        let mut tx = twins.app.platform.db.begin(&Scope::All).await.unwrap();
        let update = query(
            "update destruction set state = 'running', confirmed_by_id = $2, confirmed_by_name = 'B', confirmed_at = asked_at, \
             total = 100000 where beneficiary_id = $1 and state = 'asked'",
        );
        assert_eq!(
            tx.execute(update.bind(body).bind(by)).await.is_ok(),
            is_let,
            "two persons, or the database refuses"
        );
        if is_let {
            tx.commit().await.unwrap();
        }
    }
    key
}

async fn pack(twins: &Twins, body: &BeneficiaryId, place: &Path) -> Vec<u8> {
    let archive = Archive::zip(fs::File::create_new(place).unwrap());
    Box::pin(packs::write(&twins.app.system(), body, archive, &Progress::default())).await.unwrap();
    fs::read(place).unwrap()
}

/// Every row of a beneficiary and of nobody, by table, as one digest each.
async fn digests(app: &TestApp, of: &BeneficiaryId) -> BTreeMap<String, Digest> {
    let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
    let tables = portion::catalogue(&mut tx).await.unwrap().0;
    let mut found = BTreeMap::new();
    for table in tables {
        let mut rows = String::new();
        let mut take = |values: Vec<serde_json::Value>| {
            rows += &serde_json::Value::from(values).to_string();
            Ok(())
        };
        if table.is_scoped() {
            portion::owned(&mut tx, &table, of, "", &mut take).await.unwrap();
        } else if !AMONG.iter().any(|(name, _)| *name == table.name)
            && !CHANGED.contains(&table.name.as_str())
        {
            portion::common(&mut tx, &table, of, "true", &mut take).await.unwrap();
        }
        found.insert(table.name, Digest::of(rows.as_bytes()));
    }
    found
}

/// Tables of nobody in which rows of the one twin may go or be let go of.
const CHANGED: [&str; 5] = ["import", "import_line", "mailbox", "walk_in_counter", "audit_follower"];

async fn left(tx: &mut Tx, of: &BeneficiaryId) -> Vec<String> {
    let (tables, references) = portion::catalogue(tx).await.unwrap();
    let all = catalogue::catalogue(tables, &references);
    let mut left = vec![];
    for one in &all.leaving {
        let rows = match one.theirs {
            Some(theirs) => portion::count_among(tx, &one.table.name, theirs, of).await.unwrap(),
            None => portion::count(tx, &one.table, of).await.unwrap(),
        };
        if rows > 0 {
            left.push(format!("{} {rows}", one.table.name));
        }
    }
    left
}

/// How many tables had rows to delete.
async fn filled(tx: &mut Tx, of: &BeneficiaryId) -> usize {
    left(tx, of).await.len()
}

#[tokio::test]
async fn all_of_one_twin_goes_whatever_stops_it_and_nothing_of_the_other() {
    both(async |app: TestApp| {
        let twins = Box::pin(Twins::new(app)).await;
        let app = &twins.app;
        // Nothing is on its way any more: what background work writes of the other twin is not what this looks at.
        app.try_jobs().await;
        let place = tempfile::tempdir().unwrap();
        let (own, other) = (twins.world.valmont.id.clone(), twins.world.rochebrune.id.clone());
        let key = confirmed(&twins, &own).await;
        let before = digests(app, &other).await;
        let packed = pack(&twins, &other, &place.path().join("before.zip")).await;
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        assert!(filled(&mut tx, &own).await > 80, "the twins have rows nearly everywhere");
        drop(tx);
        // Stopped after each portion: the next run goes on.
        let system = app.system();
        let mut runs = 0;
        while go_on(&system, &key, Until::after(Duration::ZERO)).await.unwrap() == Outcome::More {
            runs += 1;
            assert!(runs < 500, "it comes to an end");
        }
        assert!(runs > 80, "one portion a run: {runs}");
        assert_eq!(
            go_on(&system, &key, Until::end()).await.unwrap(),
            Outcome::Waits,
            "files are laid aside for an hour"
        );
        app.platform.clock.advance(SignedDuration::from_mins(61));
        assert_eq!(go_on(&system, &key, Until::end()).await.unwrap(), Outcome::Over);
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        assert_eq!(left(&mut tx, &own).await, Vec::<String>::new());
        let documents = query("select count(*) as value from search_document where beneficiary_id = $1");
        assert_eq!(tx.value::<i64>(documents.bind(&own)).await.unwrap(), 0);
        let named = query(
            "select count(*) as value from person where beneficiary_id = $1 and name <> 'Personne effacée'",
        );
        assert_eq!(
            tx.value::<i64>(named.bind(&own)).await.unwrap(),
            0,
            "whoever a kept row names is nobody any more"
        );
        let kept = query("select count(*) as value from invoice where beneficiary_id = $1");
        assert!(tx.value::<i64>(kept.bind(&own)).await.unwrap() > 0);
        let report = verify(&mut tx, &[]).await.unwrap();
        assert!(report.faults.is_empty() && report.erased > 0, "{report:?}");
        drop(tx);
        let after = digests(app, &other).await;
        for (table, digest) in &before {
            assert_eq!(after.get(table), Some(digest), "{table} of the other twin");
        }
        assert!(
            pack(&twins, &other, &place.path().join("after.zip")).await == packed,
            "byte for byte, files included"
        );
        files(&twins, &key).await;
    })
    .await;
}

/// What was removed is gone from the store, what somebody names is there.
async fn files(twins: &Twins, key: &DestructionKey) {
    let said = actions::find(&twins.app.system(), key).await.unwrap();
    assert_eq!(said.state, DestructionState::Done);
    let certificate = said.certificate.unwrap();
    assert!(certificate.files > 0 && certificate.shared_files > 0, "{certificate:?}");
    let mut tx = twins.app.platform.db.read(&Scope::All).await.unwrap();
    let select =
        query("select digest, state from destruction_file where beneficiary_id = $1 and destruction_id = $2");
    let all: Vec<(String, String)> = tx
        .all::<File>(select.bind(&key.beneficiary).bind(key.id.as_str()))
        .await
        .unwrap()
        .into_iter()
        .map(|f| f.0)
        .collect();
    for (digest, state) in all {
        let is_there = twins.app.platform.files.has(&Digest::parse(&digest).unwrap());
        assert_eq!(is_there, state == "kept", "{digest} {state}");
    }
}

struct File((String, String));

impl platform::db::FromRow for File {
    fn from_row(row: &platform::db::Row) -> platform::db::Result<Self> {
        Ok(Self((row.get("digest")?, row.get("state")?)))
    }
}

#[tokio::test]
async fn the_guards_open_for_one_confirmed_deletion_and_never_beyond_its_transaction() {
    both(async |app: TestApp| {
        let twins = Box::pin(Twins::new(app)).await;
        let db = &twins.app.platform.db;
        let (own, other) = (twins.world.valmont.id.clone(), twins.world.rochebrune.id.clone());
        let open = "insert into destruction_opening (beneficiary_id, destruction_id, never) values ($1, $2, 'never')";
        let risks = "delete from risk_version where beneficiary_id = $1";
        // Without a confirmed deletion nothing opens, and nothing goes.
        let mut tx = db.begin(&Scope::All).await.unwrap();
        assert!(tx.execute(query(open).bind(&own).bind("none")).await.is_err());
        drop(tx);
        let mut tx = db.begin(&Scope::All).await.unwrap();
        assert!(tx.execute(query(risks).bind(&own)).await.is_err());
        drop(tx);
        let key = confirmed(&twins, &own).await;
        // What leads nowhere cannot be made to lead somewhere.
        let mut tx = db.begin(&Scope::All).await.unwrap();
        assert!(tx.execute(query("insert into destruction_shut (id) values ('never')")).await.is_err());
        drop(tx);
        // Open: rows of the one go, those of the other do not.
        let mut tx = db.begin(&Scope::All).await.unwrap();
        tx.execute(query(open).bind(&own).bind(key.id.as_str())).await.unwrap();
        assert!(tx.execute(query(risks).bind(&other)).await.is_err());
        drop(tx);
        let mut tx = db.begin(&Scope::All).await.unwrap();
        tx.execute(query(open).bind(&own).bind(key.id.as_str())).await.unwrap();
        let invoices = "delete from invoice_file where beneficiary_id = $1";
        assert!(tx.execute(query(invoices).bind(&own)).await.is_err(), "what is kept has no such door");
        drop(tx);
        // Left open, the transaction cannot end.
        let mut tx = db.begin(&Scope::All).await.unwrap();
        tx.execute(query(open).bind(&own).bind(key.id.as_str())).await.unwrap();
        assert!(tx.execute(query(risks).bind(&own)).await.unwrap() > 0);
        assert!(tx.commit().await.is_err());
        let mut tx = db.read(&Scope::All).await.unwrap();
        let count = query("select count(*) as value from risk_version where beneficiary_id = $1");
        assert!(tx.value::<i64>(count.bind(&own)).await.unwrap() > 0);
        let opened = query("select count(*) as value from destruction_opening");
        assert_eq!(tx.value::<i64>(opened).await.unwrap(), 0);
        let tables = schema::read(&mut tx).await.unwrap();
        assert!(tables.iter().any(|table| table.name == "destruction_shut"));
    })
    .await;
}
