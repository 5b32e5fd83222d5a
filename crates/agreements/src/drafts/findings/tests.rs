//! What the check of a draft finds, and what it leaves alone.

use super::*;
use crate::{
    document::{Change, check, difference},
    drafts::{DraftKey, DraftState, Vote},
    joining::VariablesForm,
    written::{Edit, apply},
};
use jiff::{Timestamp, civil::date};

const AGREEMENT: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");

fn draft(kind: DraftKind) -> Draft {
    Draft {
        key: DraftKey { beneficiary: "b".into(), id: "d".into() },
        beneficiary_name: "Pôle métropolitain Pays de Béarn".into(),
        beneficiary_code: "PMPB".into(),
        kind,
        title: "Avenant".into(),
        reason: String::new(),
        base_version: Some(1),
        variables: VariablesForm::default(),
        effective_on: Some(date(2026, 4, 1)),
        state: DraftState::Drafting,
        paper: None,
        provider_vote: Vote::default(),
        beneficiary_vote: Vote::default(),
        signed_on: None,
        signed_file: None,
        made_version: None,
        closed_why: String::new(),
        created_by: String::new(),
        created_at: Timestamp::UNIX_EPOCH,
        version: 1,
    }
}

fn found(draft: &Draft, source: &str, others: &[&str]) -> Vec<(Severity, String)> {
    let others: Vec<String> = others.iter().map(|&other| other.to_owned()).collect();
    let report = check(source);
    let old = check(AGREEMENT).document.unwrap();
    let changes: Vec<Change> = report.document.as_ref().map_or_else(Vec::new, |new| difference(&old, new));
    let subject =
        Subject { draft, source, report: &report, base: None, others: &others, changes: changes.len() };
    findings(&subject).into_iter().map(|one| (one.severity, one.message.key)).collect()
}

fn has(all: &[(Severity, String)], severity: Severity, key: &str) -> bool {
    all.contains(&(severity, key.to_owned()))
}

#[test]
fn an_amendment_changes_something_from_a_day_within_the_term() {
    let same = found(&draft(DraftKind::Amendment), AGREEMENT, &[]);
    assert!(has(&same, Severity::Error, "draft-find-nothing"), "{same:?}");
    let priced = apply(AGREEMENT, &[Edit::set("price.initial_price", "992.86")]).unwrap();
    let sound = found(&draft(DraftKind::Amendment), &priced, &[]);
    assert!(sound.iter().all(|(severity, _)| *severity != Severity::Error), "{sound:?}");
    let undated = Draft { effective_on: None, ..draft(DraftKind::Amendment) };
    assert!(has(&found(&undated, &priced, &[]), Severity::Error, "draft-find-no-date"));
    let late = Draft { effective_on: Some(date(2027, 1, 1)), ..draft(DraftKind::Amendment) };
    assert!(has(&found(&late, &priced, &[]), Severity::Error, "draft-find-after"));
}

#[test]
fn words_of_another_beneficiary_and_of_an_earlier_text_are_found() {
    let all = found(&draft(DraftKind::Joining), AGREEMENT, &["Pays de Béarn", "Pôle métropolitain"]);
    assert!(all.iter().all(|(_, key)| key != "draft-find-other"), "its own name is no other's: {all:?}");
    let text = AGREEMENT.replacen("Le Pôle métropolitain confie", "Le Syndicat de Valmont confie", 1);
    let all = found(&draft(DraftKind::Joining), &text, &["Syndicat de Valmont"]);
    assert!(has(&all, Severity::Error, "draft-find-other"), "{all:?}");
    assert!(has(&all, Severity::Warning, "draft-find-left"), "EPCC: {all:?}");
    assert!(has(&all, Severity::Warning, "draft-find-year"), "2021: {all:?}");
    let amended = found(&draft(DraftKind::Amendment), &text, &["Syndicat de Valmont"]);
    assert!(has(&amended, Severity::Warning, "draft-find-other"));
}

#[test]
fn a_service_without_the_core_is_an_error_and_targets_without_value_are_told() {
    let edits = [
        Edit::set("offers[SOCLE].subscribed_from", "2023-01-01"),
        Edit::set("offers[POSTES].subscribed_from", "2022-06-01"),
    ];
    let text = apply(AGREEMENT, &edits).unwrap();
    let all = found(&draft(DraftKind::Joining), &text, &[]);
    assert!(has(&all, Severity::Error, "versions-no-core"), "{all:?}");
    assert!(has(&all, Severity::Warning, "draft-find-targets"));
    assert!(
        has(&all, Severity::Warning, "draft-find-sites") && has(&all, Severity::Warning, "draft-find-agents")
    );
}

#[test]
fn a_variable_to_come_is_told_once() {
    let text = AGREEMENT.replacen("start = 2022-01-01", "start = \"{{start}}\"", 1);
    let all = found(&draft(DraftKind::Joining), &text, &[]);
    assert!(has(&all, Severity::Error, "draft-find-variable"));
    assert!(all.iter().all(|(_, key)| key != "agreement-check-date"), "{all:?}");
}

#[test]
fn a_signature_before_a_vote_is_an_error() {
    let edits = [Edit::set("term.signature_date", "2022-10-27")];
    let text = apply(AGREEMENT, &edits).unwrap();
    let all = found(&draft(DraftKind::Joining), &text, &[]);
    assert!(has(&all, Severity::Error, "agreement-check-signed-before-vote"), "R0.6: {all:?}");
}

#[test]
fn every_finding_says_what_to_do() {
    let source = include_str!("../findings.rs");
    let keys: Vec<&str> =
        source.split("\"draft-find-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(keys.len() > 10, "{keys:?}");
    for key in keys.iter().map(|key| key.trim_end_matches("-fix")) {
        for lang in platform::i18n::Lang::ALL {
            let known = key == "core" || lang.has(&format!("draft-find-{key}"));
            assert!(known && lang.has(&format!("draft-find-{key}-fix")), "{key}");
        }
    }
}
