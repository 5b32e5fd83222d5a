//! Lines of filters read, refused and written.

use super::*;
use proptest::prelude::*;

fn now() -> Timestamp {
    "2026-03-11T09:00:00Z".parse().unwrap()
}

fn keys(problems: Result<Vec<Meant>, Vec<Text>>) -> Vec<String> {
    problems.err().unwrap_or_default().into_iter().map(|text| text.key).collect()
}

fn among(line: &str) -> (Column, Vec<String>) {
    match read(line, now()).unwrap().as_slice() {
        [Meant::Condition(Condition { test: Test::Among { column, values, .. }, .. })] => {
            (*column, values.clone())
        }
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_same_is_said_in_both_languages() {
    for (line, column, values) in [
        ("état:nouveau", Column::State, &["new"][..]),
        ("status:new", Column::State, &["new"]),
        ("status:waiting_requester", Column::State, &["waiting_requester"]),
        ("état:\"en attente du demandeur\"", Column::State, &["waiting_requester"]),
        ("statut:ouvert", Column::State, &["new", "in_progress", "waiting_requester", "waiting_vendor"]),
        ("state:closed,résolu", Column::State, &["closed", "resolved"]),
        ("priority:p1,P2", Column::Priority, &["P1", "P2"]),
        ("nature:incident", Column::Kind, &["incident"]),
        ("canal:courriel", Column::Channel, &["mail"]),
    ] {
        let (found, stored) = among(line);
        assert_eq!(
            (found, stored.as_slice()),
            (column, values.iter().map(ToString::to_string).collect::<Vec<_>>().as_slice()),
            "{line}"
        );
    }
}

#[test]
fn instants_are_days_months_spans_and_words() {
    let case = |line: &str| match read(line, now()).unwrap().as_slice() {
        [Meant::Condition(Condition { test: Test::Between { from, to, .. }, .. })] => {
            let shown = |at: &Option<Timestamp>| at.map_or_else(|| "…".to_owned(), |at| at.to_string());
            format!("{} {}", shown(from), shown(to))
        }
        other => panic!("{line}: {other:?}"),
    };
    for (line, expected) in [
        ("créé:>2026-01-01", "2026-01-01T23:00:00Z …"),
        ("received:>=2026-01-01", "2025-12-31T23:00:00Z …"),
        ("reçu:2026-03", "2026-02-28T23:00:00Z 2026-03-31T22:00:00Z"),
        ("reçu:10/03/2026", "2026-03-09T23:00:00Z 2026-03-10T23:00:00Z"),
        ("reçu:hier", "2026-03-09T23:00:00Z 2026-03-10T23:00:00Z"),
        ("modifié:7j", "2026-03-04T09:00:00Z …"),
        ("modifié:>7j", "… 2026-03-04T09:00:00Z"),
        ("échéance:<4h", "… 2026-03-11T13:00:00Z"),
        ("due:4h", "2026-03-11T09:00:00Z 2026-03-11T13:00:00Z"),
        ("échéance:dépassée", "… 2026-03-11T09:00:00Z"),
        ("due:none", "9999-01-01T00:00:00Z …"),
        ("due:>2026", "2026-12-31T23:00:00Z 9999-01-01T00:00:00Z"),
    ] {
        assert_eq!(case(line), expected, "{line}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (line, key) in [
        ("étt:ouvert", "filter-error-key"),
        ("état:ouvrt", "filter-error-state"),
        ("canal:pigeon", "filter-error-value"),
        ("reçu:bientôt", "filter-error-date"),
        ("reçu:2026-13", "filter-error-date"),
        ("reçu:2026-01,2026-02", "filter-error-date"),
        ("priorité:>p1", "filter-error-comparison"),
        ("état:", "filter-error-empty"),
        ("tri:beauté", "filter-error-order"),
    ] {
        assert_eq!(keys(read(line, now())), [key], "{line}");
    }
    let problems = read("panne  état:ouvrt", now()).unwrap_err();
    assert_eq!(problems[0].args.values().map(String::as_str).collect::<Vec<_>>(), ["état:ouvrt", "8"]);
    assert_eq!(keys(read(&"é".repeat(501), now())), ["filter-error-long"]);
}

#[test]
fn words_are_looked_for_together() {
    let found = read("imprimante état:ouvert -toner \"mot de passe\"", now()).unwrap();
    assert_eq!(found[1], Meant::Words("imprimante -toner \"mot de passe\"".to_owned()));
}

#[test]
fn controls_write_into_the_line() {
    let state = Key::Of(Column::State);
    assert_eq!(with("", state, "nouveau", Lang::Fr), "état:nouveau");
    assert_eq!(
        with("panne status:open -état:clos", state, "en cours", Lang::Fr),
        "panne -état:clos état:\"en cours\""
    );
    assert_eq!(pieces("a  état:clos"), [("a".into(), "état:clos".into()), ("état:clos".into(), "a".into())]);
}

proptest! {
    #[test]
    fn reading_never_fails_otherwise_than_with_words(line in "\\PC{0,60}|[a-zé:<>=,\" 0-9-]{0,40}|(reçu|due|état|tri):[<>]?=?\\PC{0,12}") {
        match read(&line, now()) {
            Ok(_) => {}
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
        for (piece, rest) in pieces(&line) {
            prop_assert!(line.contains(&piece) && rest.len() <= line.len());
        }
    }

    #[test]
    fn what_a_control_writes_is_read_again(value in "[\\PC]{1,30}") {
        let line = with("", Key::Of(Column::Team), &value, Lang::Fr);
        if let Ok(found) = read(&line, now()) {
            let is_one_name = matches!(found.as_slice(), [Meant::Names { values, .. }] if values.len() == 1);
            prop_assert!(is_one_name, "{line}: {found:?}");
        }
    }
}
