//! Both catalogues hold the same messages, every message a source names exists, and none is left unused.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Prefixes of keys that are put together at run time, each with where that happens.
const BUILT_AT_RUN_TIME: &[(&str, &str)] = &[
    (
        "agreement-check-",
        "agreements: a check's fix is its message key with -fix; its own test compares both",
    ),
    ("form-check-", "desk: a form check's fix is its message key with -fix; its own test compares both"),
    ("mapping-check-", "finance: a check's fix is its message key with -fix"),
    ("draft-find-", "agreements: a finding's fix is its message key with -fix; its own test compares both"),
    ("agreement-field-", "agreements: names of the file's keys, compared with the schema by its own test"),
    ("agreement-value-", "agreements: words of the file's values, compared with the schema by its own test"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files_under(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files_under(&path, extension, found);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

/// Messages of one language: key to the names of its variables.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut files = vec![];
    files_under(&root().join("locales").join(language), "ftl", &mut files);
    assert!(!files.is_empty(), "no catalogue for {language}");
    let mut all = BTreeMap::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        if let Err((_, errors)) = fluent_syntax::parser::parse(source.as_str()) {
            panic!("{}: {errors:?}", file.display());
        }
        let mut key = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((start, _)) =
                line.split_once(" =").filter(|_| !line.starts_with([' ', '[', '*', '}']))
            {
                start.trim().clone_into(&mut key);
                let doubled = all.insert(key.clone(), BTreeSet::new()).is_some();
                assert!(!doubled, "{key} is defined twice in {language}");
            }
            all.entry(key.clone()).or_default().extend(variables(line));
        }
        all.remove("");
    }
    all
}

fn variables(line: &str) -> impl Iterator<Item = String> {
    line.split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect())
}

/// What the sources say: keys passed to `t`, `with`, `text` or `Text::new`, and every string literal.
#[derive(Default)]
struct Used {
    named: BTreeMap<String, String>,
    literals: BTreeSet<String>,
}

impl Used {
    fn of_all_sources() -> Self {
        let mut files = vec![];
        for area in fs::read_dir(root().join("crates")).unwrap() {
            files_under(&area.unwrap().path().join("src"), "rs", &mut files);
        }
        let mut used = Self::default();
        for file in files {
            let source = fs::read_to_string(&file).unwrap();
            let tokens: TokenStream = source.parse().unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            used.walk(tokens, &file.display().to_string());
        }
        used
    }

    fn walk(&mut self, tokens: TokenStream, file: &str) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut is_test = false;
        for (i, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group)
                    if group.delimiter() == Delimiter::Bracket && is_cfg_test(group.stream()) =>
                {
                    is_test = true;
                }
                TokenTree::Group(group) => {
                    if is_test && group.delimiter() == Delimiter::Brace {
                        is_test = false;
                        continue;
                    }
                    self.call(&tokens[..i], group.stream(), file);
                    self.walk(group.stream(), file);
                }
                TokenTree::Literal(literal) => {
                    self.literals.extend(text_of(&literal.to_string()));
                }
                _ => {}
            }
        }
    }

    /// Notes the key of a call written `….t("key")`, `….with("key", &[…])` or `Text::new("key")`.
    fn call(&mut self, before: &[TokenTree], arguments: TokenStream, file: &str) {
        let words: Vec<String> = before.iter().rev().take(4).map(ToString::to_string).collect();
        let arguments: Vec<TokenTree> = arguments.into_iter().collect();
        let Some(TokenTree::Literal(first)) = arguments.first() else { return };
        let Some(key) = text_of(&first.to_string()) else { return };
        let has_list =
            matches!(arguments.get(3), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Bracket);
        let is_key = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["t", ".", ..] | ["new", ":", ":", "Text" | "Said"] => true,
            ["with", ".", ..] => has_list,
            _ => false,
        };
        if is_key {
            self.named.insert(key, file.to_owned());
        }
    }
}

fn is_cfg_test(attribute: TokenStream) -> bool {
    attribute.to_string().replace(' ', "") == "cfg(test)"
}

fn text_of(literal: &str) -> Option<String> {
    literal.strip_prefix('"')?.strip_suffix('"').map(str::to_owned)
}

#[test]
fn both_languages_have_the_same_messages_and_variables() {
    let (french, english) = (messages("fr"), messages("en"));
    let keys = |m: &BTreeMap<String, BTreeSet<String>>| m.keys().cloned().collect::<BTreeSet<_>>();
    let difference: Vec<_> = keys(&french).symmetric_difference(&keys(&english)).cloned().collect();
    assert!(difference.is_empty(), "in one language only: {difference:?}");
    for (key, variables) in &french {
        assert_eq!(variables, &english[key], "variables of {key}");
    }
}

#[test]
fn every_named_message_exists() {
    let defined = messages("fr");
    let used = Used::of_all_sources();
    assert!(used.named.len() > 5, "the scan found too few keys to be right: {:?}", used.named);
    let missing: Vec<_> = used.named.iter().filter(|(key, _)| !defined.contains_key(*key)).collect();
    assert!(missing.is_empty(), "no message for {missing:#?}");
}

#[test]
fn no_message_is_unused() {
    let used = Used::of_all_sources();
    let unused: Vec<_> = messages("fr")
        .into_keys()
        .filter(|key| !used.literals.contains(key))
        .filter(|key| !BUILT_AT_RUN_TIME.iter().any(|(prefix, _)| key.starts_with(prefix)))
        .collect();
    assert!(unused.is_empty(), "unused messages: {unused:#?}");
}

#[test]
fn the_scan_sees_calls_in_macros_and_skips_tests() {
    let source = r#"
        fn page() { html! { p { (lang.t("in-markup")) } }; lang.with("in-call", &[("n", 1)]); Text::new("in-text").with("n", &x[0]) }
        #[cfg(test)] mod tests { fn f() { lang.t("in-test"); } }
    "#;
    let mut used = Used::default();
    used.walk(source.parse().unwrap(), "sample");
    let found: Vec<&str> = used.named.keys().map(String::as_str).collect();
    assert_eq!(found, ["in-call", "in-markup", "in-text"]);
    assert!(!used.literals.contains("in-test"));
}
