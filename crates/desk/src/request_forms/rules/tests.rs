//! Answers, conditions and mistakes of the shipped forms.

use super::*;
use crate::request_forms::document;
use jiff::civil::date;
use proptest::prelude::*;

const ARRIVAL: &str = include_str!("../../../../../forms/arrival.toml");
const NETWORK: &str = include_str!("../../../../../forms/network.toml");
const PAU: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");

fn form(source: &str) -> FormDocument {
    document::check(source).document.unwrap()
}

fn answers(given: &[(&str, &str)]) -> Answers {
    given.iter().map(|(code, answer)| ((*code).to_owned(), (*answer).to_owned())).collect()
}

#[test]
fn what_is_hidden_does_not_count() {
    let form = form(ARRIVAL);
    let hidden =
        asked(&form, &answers(&[("phone", "none"), ("number_kept", "05 59 00 00 00"), ("name", " Ada ")]));
    assert_eq!(hidden.get("name").unwrap(), "Ada");
    assert!(!hidden.contains_key("number_kept"));
    let shown = asked(&form, &answers(&[("phone", "mobile"), ("number_kept", "06")]));
    assert_eq!(shown.get("number_kept").unwrap(), "06");
}

#[test]
fn every_wrong_answer_is_named() {
    let form = form(ARRIVAL);
    let given = answers(&[("name", ""), ("arrives_on", "2026-02-30"), ("workstation", "perhaps")]);
    let problems = check(&form, &asked(&form, &given), false, date(2026, 3, 11));
    for field in ["answers.name", "answers.arrives_on", "answers.workstation", "answers.site"] {
        assert!(problems.of(field).is_some(), "{field}: {problems}");
    }
    let past = answers(&[("arrives_on", "2026-03-10")]);
    let problems = check(&form, &asked(&form, &past), false, date(2026, 3, 11));
    assert_eq!(problems.of("answers.arrives_on").unwrap().key, "form-error-past");
    assert!(unknown(&form, &answers(&[("nmae", "Ada")])).of("answers.nmae").is_some());
}

#[test]
fn an_answer_names_the_line_of_the_matrix() {
    let form = form(NETWORK);
    let line = |need: &str| concern(&form, &answers(&[("need", need)])).line;
    assert_eq!(line("cabling").as_deref(), Some("A-INV-P4"));
    assert_eq!(line("wifi").as_deref(), Some("A-INV-C3"));
}

#[test]
fn offered_under_the_core_and_one_of_its_blocks() {
    let agreement = agreements::document::check(PAU).document.unwrap();
    let mut form = form(ARRIVAL);
    let offered = |form: &FormDocument, day| is_offered(form, "PMPB", Some(&agreement), day);
    assert!(offered(&form, date(2025, 1, 1)));
    assert!(!offered(&form, date(2021, 12, 31)), "before the core");
    assert!(!is_offered(&form, "PMPB", None, date(2025, 1, 1)));
    form.blocks = vec!["ANNEXE-B".into()];
    assert!(!offered(&form, date(2025, 1, 1)), "printing is not subscribed");
    form.blocks = vec!["ANNEXE-B".into(), "SOCLE-A".into()];
    assert!(offered(&form, date(2025, 1, 1)));
    form.beneficiaries = vec!["STC".into()];
    assert!(!offered(&form, date(2025, 1, 1)));
}

#[test]
fn titles_and_days_follow_from_answers() {
    let given = answers(&[("name", "Ada {x}"), ("on", "2026-03-01")]);
    assert_eq!(
        filled("Arrivée de {name} le {on}, {lost} {", &given),
        "Arrivée de Ada {x} le 2026-03-01, … {"
    );
    assert_eq!(due(Some(&"on".to_owned()), -1, &given), Some(date(2026, 2, 28)));
    assert_eq!(due(Some(&"name".to_owned()), 0, &given), None);
}

proptest! {
    /// Whatever is sent, answers that are kept are those of questions asked, and asking again keeps the same.
    #[test]
    fn what_counts_is_stable(given in prop::collection::btree_map("[a-z_]{1,12}", ".{0,30}", 0..12)) {
        let form = form(ARRIVAL);
        let once = asked(&form, &given);
        prop_assert_eq!(&asked(&form, &once), &once);
        for code in once.keys() {
            prop_assert!(holds(form.field(code).unwrap().show_when.as_ref(), &once));
        }
        let _ = check(&form, &once, false, date(2026, 3, 11));
    }

    /// A form file never makes the checker fail, whatever it holds.
    #[test]
    fn any_text_is_answered(cut in 0usize..4000, junk in ".{0,20}") {
        let mut text: String = ARRIVAL.chars().take(cut).collect();
        text += &junk;
        let _ = document::check(&text);
    }
}

/// The published schema and the messages of the checks are those of the code. Regenerate the schema with
/// `socle form schema > docs/reference/form.schema.json`.
#[test]
fn schema_and_messages_are_published() {
    let published = include_str!("../../../../../docs/reference/form.schema.json");
    assert_eq!(published, document::schema_text());
    let catalogue = include_str!("../../../../../locales/fr/form.ftl");
    let keys = include_str!("../check.rs").split('"').filter(|text| text.starts_with("form-check-"));
    let mut count = 0;
    for key in keys {
        count += 1;
        for line in [format!("{key} ="), format!("{key}-fix =")] {
            assert!(catalogue.contains(&line), "{line}");
        }
    }
    assert!(count > 10);
}

#[test]
fn every_mistake_is_found_where_it_stands() {
    let cases = [
        ("type = \"date\"", "type = \"datte\"", "agreement-check-unknown-word", "fields[arrives_on].type"),
        ("required = true", "requierd = true", "agreement-check-unknown-key", "fields[name].requierd"),
        ("{name} le", "{nom} le", "form-check-unknown-field", "title.fr"),
        (
            "show_when = { field = \"phone\"",
            "show_when = { field = \"badge\"",
            "form-check-unknown-field",
            "fields[number_kept].show_when.field",
        ),
        (
            "is = [\"desk\", \"mobile\"]",
            "is = [\"desk\", \"portable\"]",
            "agreement-check-unknown-word",
            "fields[number_kept].show_when.is[2]",
        ),
        ("role = \"officer\"", "role = \"officier\"", "agreement-check-unknown-word", "approvals[2].role"),
        ("person = \"manager\"", "person = \"site\"", "form-check-approver-person", "approvals[1].person"),
        ("due = \"arrives_on\"", "due = \"name\"", "form-check-due", "tasks[1].due"),
        (
            "due_days = -2",
            "due_days = -2\nrevokes_access = true",
            "form-check-revokes",
            "tasks[1].revokes_access",
        ),
        ("code = \"function\"", "code = \"name\"", "agreement-check-code-twice", "fields[name].code"),
        ("format = 1", "format = 2", "agreement-check-format", "format"),
    ];
    for (before, after, key, path) in cases {
        assert!(ARRIVAL.contains(before), "{before}");
        let source = ARRIVAL.replacen(before, after, 1);
        let report = document::check(&source);
        let found = report.problems.iter().find(|one| one.message.key == key && one.path == path);
        let found = found.unwrap_or_else(|| panic!("{after}: {:#?}", report.problems));
        assert!(report.document.is_none());
        assert!(found.line > 0 && found.column > 0 && !found.fix.key.is_empty());
    }
}
