//! The ledger tells the truth: what it names exists, and no line of the agreement is missing.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const LEDGER: &str = include_str!("../../../../docs/traceability.md");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Rows of the ledger: the cells of every table line but headings and dashes.
fn rows() -> Vec<Vec<String>> {
    let lines = LEDGER
        .lines()
        .filter(|line| line.starts_with('|') && !line.starts_with("|-") && !line.starts_with("| Réf."));
    lines.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What stands between backticks in a column.
fn named(column: usize) -> Vec<String> {
    let cells = rows().into_iter().map(|row| row[column].clone());
    cells.filter(|cell| !cell.is_empty()).map(|cell| cell.trim_matches('`').to_owned()).collect()
}

fn sources(folder: &Path, texts: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            sources(&path, texts);
        } else if path.extension().is_some_and(|e| e == "rs") {
            texts.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_row_is_whole() {
    for row in rows() {
        assert_eq!(row.len(), 7, "{row:?}");
        let state = &row[6];
        assert!(["fait", "en partie : ", "à venir"].iter().any(|word| state.starts_with(word)), "{row:?}");
        assert!(!state.starts_with("fait") || !row[5].is_empty(), "done without a test: {row:?}");
    }
}

#[test]
fn every_screen_and_interface_exists() {
    let (_, table) = app::routes::all().into_parts();
    let known: BTreeSet<&str> =
        table.iter().filter(|route| route.method == "GET").map(|route| route.path).collect();
    for path in named(2).into_iter().chain(named(4)) {
        assert!(known.contains(path.as_str()), "{path} is no route");
    }
}

#[test]
fn every_command_exists() {
    let command = app::cli::command();
    for line in named(3) {
        let mut found = &command;
        for word in line.strip_prefix("socle ").unwrap_or(&line).split(' ') {
            found = found.find_subcommand(word).unwrap_or_else(|| panic!("`{line}`: no subcommand {word}"));
        }
    }
}

#[test]
fn every_test_exists() {
    let mut texts = String::new();
    sources(&root().join("crates"), &mut texts);
    for test in named(5) {
        let exists = if test.contains('/') {
            root().join(&test).exists()
        } else {
            texts.contains(&format!("fn {test}("))
        };
        assert!(exists, "{test} is no test");
    }
}

#[test]
fn no_line_of_the_agreement_is_missing() {
    let source = fs::read_to_string(root().join("agreements/pau-bearn-pyrenees.toml")).unwrap();
    let document = agreements::document::check(&source).document.unwrap();
    let references: BTreeSet<String> = named(0).into_iter().collect();
    for commitment in &document.commitments {
        assert!(references.contains(&commitment.code), "annexe 1 A: {} has no row", commitment.code);
    }
    for article in 1..=10 {
        let prefix = format!("Art. {article}");
        let is_there = references.iter().any(|r| *r == prefix || r.starts_with(&format!("{prefix}-")));
        assert!(is_there, "article {article} has no row");
    }
    for theme in 1..=document.data_protection.themes.len() {
        assert!(references.contains(&format!("1 E-{theme}")), "annexe 1 E, theme {theme} has no row");
    }
    assert!(references.contains("1 B"));
}
