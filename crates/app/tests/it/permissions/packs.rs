//! Reversibility packs: every table of a beneficiary is in its pack, nothing of another is, and a pack taken in elsewhere
//! gives the same pack again.

use super::twins::Twins;
use governance::reversibility::packs::{
    self, Made, Manifest, Progress,
    catalogue::{self, LEFT_OUT, SHARED},
    taking_in::{check, take_in},
};
use kernel::{Scope, id::BeneficiaryId};
use platform::{
    Digest, Error,
    archive::Archive,
    db::{portion, schema, transfer},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use testkit::{TestApp, both};

/// Columns whose name sounds like a secret and that hold none, each with its reason.
const NO_SECRETS: [(&str, &str); 1] = [(
    "protected_object",
    "secret_generation is a number: the secret is made from it and from the instance's key",
)];

async fn made(app: &TestApp, body: &BeneficiaryId, archive: Archive) -> Made {
    Box::pin(packs::write(&app.system(), body, archive, &Progress::default())).await.unwrap()
}

async fn folder(app: &TestApp, body: &BeneficiaryId, place: &Path) -> Made {
    made(app, body, Archive::folder(place).unwrap()).await
}

async fn zip(app: &TestApp, body: &BeneficiaryId, place: &Path) -> Made {
    made(app, body, Archive::zip(fs::File::create_new(place).unwrap())).await
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn manifest(folder: &Path) -> Manifest {
    serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap()
}

#[tokio::test]
async fn every_table_of_beneficiaries_is_in_the_pack_or_left_out_for_a_reason() {
    both(async |app: TestApp| {
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let tables = schema::read(&mut tx).await.unwrap();
        let (all, references) = portion::catalogue(&mut tx).await.unwrap();
        let found = catalogue::catalogue(all, &references);
        assert!(
            found.undecided.is_empty(),
            "reversibility/packs/catalogue.rs: say what of these may be handed over: {:?}",
            found.undecided
        );
        let taken: BTreeSet<&str> = found.taken.iter().map(|taken| taken.table.name.as_str()).collect();
        let derived = ["search_document"];
        for table in tables.iter().filter(|table| table.is_scoped()) {
            let name = table.name.as_str();
            let out = LEFT_OUT.iter().any(|(left, _)| *left == name) || derived.contains(&name);
            assert!(taken.contains(name) != out, "{name}: in the pack or left out, and not both");
        }
        for (table, column) in catalogue::named() {
            let here = tables.iter().find(|one| one.name == table);
            let here = here.unwrap_or_else(|| panic!("packs/catalogue.rs names {table}, which is gone"));
            let has = column.is_none_or(|column| here.place(column).is_some());
            assert!(has, "packs/catalogue.rs names {table}.{column:?}, which is gone");
        }
        for taken in found.taken.iter().filter(|taken| taken.table.is_scoped()) {
            for column in &taken.table.columns {
                let sounds = ["secret", "password", "token"].iter().any(|word| column.name.contains(word));
                let is_withheld = taken.withheld_columns().contains(&column.name.as_str());
                let is_known = NO_SECRETS.iter().any(|(name, _)| *name == taken.table.name);
                let name = &taken.table.name;
                assert!(
                    !sounds || is_withheld || is_known,
                    "{name}.{}: withhold it, or say why not",
                    column.name
                );
            }
        }
        for shared in SHARED {
            assert!(!tables.iter().any(|table| table.name == shared && table.is_scoped()), "{shared}");
        }
    })
    .await;
}

#[tokio::test]
async fn both_engines_have_the_same_references() {
    let mut seen: Vec<Vec<schema::Reference>> = vec![];
    let all = std::sync::Mutex::new(&mut seen);
    both(async |app: TestApp| {
        let mut tx = app.platform.db.read(&Scope::All).await.unwrap();
        let found = schema::references(&mut tx).await.unwrap();
        all.lock().unwrap().push(found);
    })
    .await;
    assert!(seen[0].len() > 200);
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

/// Tables of which the twins have rows that a pack leaves out for what they say, so that none may be left; and those of which they have
/// none.
const FILTERED: [&str; 7] = [
    "article_audience",
    "article_application",
    "article_source",
    "ticket_link",
    "ticket_merge",
    "ticket_warning",
    "ticket_watcher",
];

#[tokio::test]
async fn a_pack_holds_all_of_one_beneficiary_and_nothing_of_another() {
    both(async |app: TestApp| {
        let twins = Box::pin(Twins::new(app)).await;
        let place = tempfile::tempdir().unwrap();
        let (one, again) = (place.path().join("one"), place.path().join("again"));
        let own = &twins.world.valmont.id;
        let first = folder(&twins.app, own, &one).await;
        assert_eq!(folder(&twins.app, own, &again).await, first, "the same data give the same pack");
        let mut found = vec![];
        files(&one, &mut found);
        assert_eq!(found.len() as u64, first.files);
        assert_eq!(first.missing, 0, "{}", fs::read_to_string(one.join("files.csv")).unwrap());
        for path in &found {
            let bytes = fs::read(path).unwrap();
            let other = again.join(path.strip_prefix(&one).unwrap());
            assert!(bytes == fs::read(other).unwrap(), "{} differs", path.display());
            // A shared form or a compressed page may hold any bytes: only text is read for words.
            if let Ok(text) = String::from_utf8(bytes) {
                let leak = twins.canaries().find(&text);
                let around = leak
                    .map(|leak| &text[leak.start().saturating_sub(80)..(leak.end() + 40).min(text.len())]);
                assert_eq!(around, None, "{}", path.display());
            }
        }
        let told = manifest(&one);
        let mut tx = twins.app.platform.db.read(&Scope::All).await.unwrap();
        let (all, references) = portion::catalogue(&mut tx).await.unwrap();
        let mut empty = vec![];
        for taken in catalogue::catalogue(all, &references).taken {
            let name = taken.table.name.as_str();
            let rows = told.tables.iter().find(|table| table.name == name).map_or(0, |table| table.rows);
            if rows == 0 && !FILTERED.contains(&name) && !SHARED.contains(&name) {
                empty.push(name.to_owned());
            }
        }
        assert!(empty.is_empty(), "without a row in the pack: {empty:?}");
        let notes = fs::read_to_string(one.join("data/ticket_message.json")).unwrap();
        assert!(
            notes.contains("\"is_internal\":false") && !notes.contains("\"is_internal\":true"),
            "{notes}"
        );
        let persons = fs::read_to_string(one.join("data/person.json")).unwrap();
        assert!(persons.contains("@withheld.invalid") && !persons.contains("agh.example"), "{persons}");
        let index = fs::read_to_string(one.join("index.html")).unwrap();
        assert!(index.contains("<html lang=\"fr\">") && index.contains("data/ticket.csv"), "{index}");
        assert!(fs::read_to_string(one.join("credentials.csv")).unwrap().contains("Remettre"));
    })
    .await;
}

#[tokio::test]
async fn a_pack_taken_in_elsewhere_gives_the_same_pack_again() {
    let twins = Box::pin(Twins::new(TestApp::sqlite().await)).await;
    let place = tempfile::tempdir().unwrap();
    let bodies = [&twins.world.valmont.id, &twins.world.rochebrune.id];
    let mut digests = vec![];
    for (number, body) in bodies.iter().enumerate() {
        digests.push(zip(&twins.app, body, &place.path().join(format!("{number}.zip"))).await.manifest);
    }
    let turn = std::sync::atomic::AtomicUsize::new(0);
    both(async |target: TestApp| {
        let turn = turn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let back = TestApp::sqlite().await;
        for (number, body) in bodies.iter().enumerate() {
            let sent = place.path().join(format!("{number}.zip"));
            let dry = Box::pin(take_in(&target.system(), &sent, None, true)).await.unwrap();
            assert!(dry.rows > 100, "{dry:?}");
            let taken =
                Box::pin(take_in(&target.system(), &sent, Some(&digests[number]), false)).await.unwrap();
            assert_eq!((taken.rows, taken.known), (dry.rows, dry.known), "the dry run says what is done");
            assert_eq!(taken.known > 0, number > 0, "rows shared by both are there from the first on");
            let again = place.path().join(format!("{turn}-{number}-again.zip"));
            assert_eq!(zip(&target, body, &again).await.manifest, digests[number]);
            assert!(fs::read(&again).unwrap() == fs::read(&sent).unwrap(), "byte for byte");
            Box::pin(take_in(&back.system(), &again, None, false)).await.unwrap();
            let home = place.path().join(format!("{turn}-{number}-home.zip"));
            assert_eq!(zip(&back, body, &home).await.manifest, digests[number]);
            let twice = Box::pin(take_in(&target.system(), &sent, None, false)).await;
            assert_eq!(refusal(twice), "pack-error-here");
        }
    })
    .await;
}

fn refusal<T: std::fmt::Debug>(result: platform::Result<T>) -> String {
    match result {
        Err(Error::Refused(text)) => text.key,
        other => panic!("{other:?}"),
    }
}

async fn rows(app: &TestApp) -> i64 {
    transfer::counts(&app.platform.db).await.unwrap().into_iter().map(|(_, rows)| rows).sum()
}

/// A pack of which one file was changed, with digests that fit again: only the digest of its manifest tells.
fn changed(from: &Path, to: &Path, path: &str, change: impl Fn(&str) -> String) {
    let mut all = vec![];
    files(from, &mut all);
    for file in all {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&file, target).unwrap();
    }
    let text = change(&fs::read_to_string(from.join(path)).unwrap());
    fs::write(to.join(path), &text).unwrap();
    if path != "manifest.json" {
        let mut told = manifest(from);
        let entry = told.files.iter_mut().find(|entry| entry.path == path).unwrap();
        (entry.sha256, entry.bytes) = (Digest::of(text.as_bytes()), text.len() as u64);
        fs::write(to.join("manifest.json"), serde_json::to_vec(&told).unwrap()).unwrap();
    }
}

#[tokio::test]
async fn what_is_tampered_with_half_too_new_or_foreign_is_refused_whole() {
    let twins = Box::pin(Twins::new(TestApp::sqlite().await)).await;
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let body = &twins.world.valmont.id;
    let whole = folder(&twins.app, body, &at("whole")).await;
    zip(&twins.app, body, &at("whole.zip")).await;
    assert_eq!(
        check(&at("whole.zip"), Some(&whole.manifest)).unwrap().1,
        whole.manifest,
        "one content, one manifest"
    );
    let bytes = fs::read(at("whole.zip")).unwrap();
    fs::write(at("half.zip"), &bytes[..bytes.len() * 2 / 3]).unwrap();
    assert_eq!(refusal(check(&at("half.zip"), None)), "pack-error-half");
    assert_eq!(refusal(check(&at("nowhere"), None)), "pack-error-no-file");
    assert_eq!(refusal(check(&at("whole"), Some(&Digest::of(b"x")))), "pack-error-other-digest");
    let newer = |text: &str| text.replacen("\"socle_pack\": 1", "\"socle_pack\": 2, \"more\": 1", 1);
    changed(&at("whole"), &at("newer"), "manifest.json", newer);
    assert_eq!(refusal(check(&at("newer"), None)), "pack-error-newer");
    let schema = |text: &str| text.replacen("0010_people.sql", "9999_later.sql", 1);
    changed(&at("whole"), &at("later"), "manifest.json", schema);
    assert_eq!(refusal(check(&at("later"), None)), "pack-error-newer-schema");
    changed(&at("whole"), &at("cut"), "manifest.json", str::to_owned);
    fs::write(at("cut/more.txt"), "x").unwrap();
    assert_eq!(refusal(check(&at("cut"), None)), "pack-error-extra");
    fs::remove_file(at("cut/more.txt")).unwrap();
    fs::write(at("cut/data/site.json"), "[]").unwrap();
    assert_eq!(refusal(check(&at("cut"), None)), "pack-error-tampered");
    fs::remove_file(at("cut/data/site.json")).unwrap();
    assert_eq!(refusal(check(&at("cut"), None)), "pack-error-lost");
    both(async |target: TestApp| {
        let before = rows(&target).await;
        let cases: [(&str, &str, &str, &str, &str); 4] = [
            ("rights", "data/person.json", "[\"officer\"]", "[\"administrator\"]", "pack-error-secret"),
            (
                "hash",
                "data/person.json",
                "\"password_hash\":null",
                "\"password_hash\":\"$argon2id$\"",
                "pack-error-secret",
            ),
            (
                "other",
                "data/site.json",
                body.as_str(),
                twins.world.rochebrune.id.as_str(),
                "pack-error-foreign",
            ),
            ("state", "data/ticket.json", "\"state\":\"", "\"state\":\"un", "pack-error-line"),
        ];
        for (name, path, from, to, key) in cases {
            if !at(name).exists() {
                changed(&at("whole"), &at(name), path, |text| text.replacen(from, to, 1));
            }
            assert!(check(&at(name), None).is_ok(), "its digests fit again");
            let refused = Box::pin(take_in(&target.system(), &at(name), None, false)).await;
            assert_eq!(refusal(refused), key, "{name}");
            assert_eq!(rows(&target).await, before, "{name}: nothing half-written");
        }
    })
    .await;
}
