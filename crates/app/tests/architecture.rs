//! The rules of the house that neither Cargo nor clippy can hold. Each failure says which file and what to do.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    fs,
    path::{Path, PathBuf},
};
use syn::{spanned::Spanned as _, visit::Visit};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 50;
const HANDLER_LINES: usize = 25;
const AREAS: [&str; 10] = [
    "kernel",
    "platform",
    "people",
    "agreements",
    "estate",
    "desk",
    "finance",
    "governance",
    "documents",
    "app",
];
const FEATURE_FILES: [&str; 8] =
    ["mod.rs", "rules.rs", "actions.rs", "store.rs", "pages.rs", "views.rs", "api.rs", "jobs.rs"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every source file: path relative to the root, and text.
fn sources() -> Vec<(String, String)> {
    let mut files = vec![];
    collect(&root().join("crates"), &mut files);
    let name = |p: &PathBuf| p.strip_prefix(root()).unwrap().display().to_string();
    let mut sources: Vec<_> = files.iter().map(|p| (name(p), fs::read_to_string(p).unwrap())).collect();
    sources
        .retain(|(path, _)| path.contains("/src/") || path.contains("/tests/") || path.contains("/benches/"));
    sources.sort();
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

fn product() -> Vec<(String, String)> {
    sources()
        .into_iter()
        .filter(|(path, _)| path.contains("/src/") && !path.contains("crates/testkit/"))
        .collect()
}

fn report(problems: Vec<String>) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn files_stay_short() {
    let long = product().into_iter().filter(|(_, text)| text.lines().count() > FILE_LINES);
    report(
        long.map(|(path, text)| format!("{path}: {} lines, split it by capability", text.lines().count()))
            .collect(),
    );
}

struct Lengths<'a> {
    path: &'a str,
    problems: Vec<String>,
}

impl Lengths<'_> {
    fn judge(&mut self, signature: &syn::Signature, span: proc_macro2::Span) {
        let lines = span.end().line - span.start().line + 1;
        let is_handler = self.path.ends_with("/pages.rs") || self.path.ends_with("/api.rs");
        let limit = if is_handler && signature.asyncness.is_some() { HANDLER_LINES } else { FUNCTION_LINES };
        if lines > limit {
            self.problems
                .push(format!("{}: fn {} has {lines} lines, at most {limit}", self.path, signature.ident));
        }
    }
}

impl<'a> Visit<'a> for Lengths<'_> {
    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.judge(&function.sig, function.span());
        syn::visit::visit_item_fn(self, function);
    }
    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        self.judge(&function.sig, function.span());
        syn::visit::visit_impl_item_fn(self, function);
    }
}

#[test]
fn functions_stay_short() {
    let mut problems = vec![];
    for (path, text) in product() {
        let mut lengths = Lengths { path: &path, problems: vec![] };
        lengths.visit_file(&syn::parse_file(&text).unwrap());
        problems.append(&mut lengths.problems);
    }
    report(problems);
}

#[test]
fn areas_depend_only_on_earlier_ones() {
    let mut problems = vec![];
    for (rank, area) in AREAS.iter().enumerate() {
        let manifest = fs::read_to_string(root().join(format!("crates/{area}/Cargo.toml"))).unwrap();
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap();
        for later in &AREAS[rank + 1..] {
            if dependencies.lines().any(|line| line.starts_with(&format!("{later}."))) {
                problems.push(format!("crates/{area}/Cargo.toml: {area} must not depend on {later}"));
            }
        }
        if *area != "app" && dependencies.lines().any(|line| line.starts_with("documents.")) {
            problems.push(format!("crates/{area}/Cargo.toml: only app depends on documents"));
        }
    }
    report(problems);
}

#[test]
fn only_the_platform_knows_a_driver() {
    let mut problems = vec![];
    for area in AREAS.iter().filter(|a| **a != "platform") {
        let manifest = fs::read_to_string(root().join(format!("crates/{area}/Cargo.toml"))).unwrap();
        if manifest.contains("sqlx") {
            problems.push(format!("crates/{area}/Cargo.toml: the driver belongs to platform::db"));
        }
    }
    for (path, text) in product() {
        let names_engine = text.contains("Db::Sqlite") || text.contains("Db::Postgres");
        if names_engine && !path.starts_with("crates/platform/src/db/") {
            problems.push(format!("{path}: only platform::db knows which engine runs"));
        }
        if text.contains(".without_filters()") {
            problems.push(format!("{path}: only tests switch filters off"));
        }
    }
    report(problems);
}

#[test]
fn sql_stands_only_in_stores() {
    let mut problems = vec![];
    for (path, text) in product() {
        let may = path.ends_with("/store.rs")
            || path.contains("/store/")
            || path.starts_with("crates/platform/src/db/");
        if !may && (text.contains("query(\"") || text.contains("query(\n")) && text.contains("db::query") {
            problems.push(format!("{path}: move the statement to the feature's store.rs"));
        }
    }
    report(problems);
}

#[test]
fn features_use_the_same_file_names() {
    let mut problems = vec![];
    for (path, _) in product() {
        let vague = ["utils", "helpers", "helper", "common", "manager", "misc"];
        let stem = Path::new(&path).file_stem().unwrap().to_string_lossy().into_owned();
        if vague.contains(&stem.as_str()) || path.split('/').any(|part| vague.contains(&part)) {
            problems.push(format!("{path}: the name says nothing, use a word of the glossary"));
        }
        let is_store = stem == "store" || stem == "actions" || stem == "pages" || stem == "api";
        let folder = Path::new(&path).parent().unwrap();
        if is_store && !root().join(folder).join(FEATURE_FILES[0]).exists() {
            problems.push(format!("{path}: a feature is a folder with a mod.rs that holds its types"));
        }
    }
    report(problems);
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = product().into_iter().filter(|(_, text)| !text.trim_start().starts_with("//!"));
    report(silent.map(|(path, _)| format!("{path}: open with a //! line saying what it is for")).collect());
}

#[test]
fn lints_are_expected_never_allowed() {
    let allowing = sources().into_iter().filter(|(path, text)| {
        !path.ends_with("tests/architecture.rs") && (text.contains("#[allow(") || text.contains("#![allow("))
    });
    report(allowing.map(|(path, _)| format!("{path}: use #[expect(…, reason = …)]")).collect());
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["todo!(", "unimplemented!(", "FIXME", "XXX", "#[ignore"];
    let mut problems = vec![];
    for (path, text) in sources() {
        for mark in marks.iter().filter(|m| text.contains(**m) && !path.ends_with("tests/architecture.rs")) {
            problems.push(format!("{path}: {mark} is a promise; keep it or remove it"));
        }
    }
    report(problems);
}
