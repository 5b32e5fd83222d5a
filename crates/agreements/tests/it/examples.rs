//! The shipped agreements and the published schema.

use crate::{INVENTED, REAL};
use agreements::document::{
    AgreementDocument, CommitmentStatus, CommitteeKind, Occurrence, PartyRole, RoundingReading, Severity,
    VatStatus, check, schema_text,
};
use jiff::civil::date;
use kernel::{Cents, ServiceWindow, Zone};
use platform::i18n::Lang;

pub(crate) fn read(source: &str) -> AgreementDocument {
    let report = check(source);
    let shown = report.render("file", |text| Lang::Fr.text(text));
    report.document.unwrap_or_else(|| panic!("{shown}"))
}

#[test]
fn the_real_agreement_says_what_was_signed() {
    let real = read(REAL);
    assert_eq!(real.term.last_day(), Some(date(2026, 12, 31)), "R3.8");
    assert_eq!(real.price.initial_price.0, Cents(105_000), "R1.2");
    assert_eq!(real.price.month_zero.to_string(), "2022-06", "R0.6");
    assert_eq!(real.price.rounding.reading, RoundingReading::B, "R1.4");
    assert_eq!(real.party(PartyRole::Provider).code, "CAPBP");
    let eight_to_six =
        ServiceWindow::weekdays("08:00".parse().unwrap(), "18:00".parse().unwrap(), Zone::Metropole);
    assert_eq!(real.service_window.to_service_window(), eight_to_six, "R4.1");
    assert_eq!(real.offer("SOCLE").unwrap().vat.status, VatStatus::Undetermined, "R2.16");
    let services: Vec<_> =
        real.blocks.iter().map(|b| (b.code.as_str(), b.services.len(), b.responsibilities.len())).collect();
    let expected = [
        ("SOCLE-A", 6, 11),
        ("SOCLE-B", 3, 4),
        ("SOCLE-C", 3, 6),
        ("ANNEXE-A", 2, 3),
        ("ANNEXE-B", 1, 2),
        ("ANNEXE-C", 1, 1),
        ("ANNEXE-D", 16, 3),
    ];
    assert_eq!(services, expected);
}

/// R5 names twenty lines; four carry a target in the text.
#[test]
fn the_real_agreement_holds_every_line_of_annexe_1_a() {
    let real = read(REAL);
    let codes: Vec<_> = real.commitments.iter().map(|line| line.code.as_str()).collect();
    let expected =
        "G.1 G.2a G.2b G.3 G.4 A.1a A.1b A.2 A.3 B.1a B.1b B.2a B.2b C.1a C.1b C.1c S.1a S.1b S.2a S.2b";
    assert_eq!(codes.join(" "), expected);
    let agreed = real.commitments.iter().filter(|line| line.status == CommitmentStatus::Target);
    assert_eq!(agreed.map(|line| line.code.as_str()).collect::<Vec<_>>(), ["G.1", "G.2a", "G.4", "A.1a"]);
}

/// Annexe 1 E is twelve themes by two parties; articles 2 to 10 all bear obligations; R7.1 fixes 17 slots.
#[test]
fn the_real_agreement_holds_annexe_1_e_articles_and_slots() {
    let real = read(REAL);
    assert_eq!(real.data_protection.themes.len(), 12);
    assert!(real.data_protection.themes.iter().all(|t| !t.provider.is_empty() && !t.beneficiary.is_empty()));
    for article in 2..=10 {
        let start = format!("{article}.");
        assert!(real.obligations.iter().any(|one| one.code.starts_with(&start)), "article {article}");
    }
    let monthly = |one: &&agreements::document::Obligation| {
        one.occurs == Occurrence::Periodic && one.every_months == Some(1)
    };
    assert_eq!(real.obligations.iter().filter(monthly).count(), 1);
    assert_eq!(real.committees.iter().map(|c| c.months.len()).sum::<usize>(), 17, "R7.2");
    let steering = real.committees.iter().find(|c| c.code == CommitteeKind::Steering).unwrap();
    assert_eq!(steering.months, [1, 6]);
    assert!(real.remarks.len() >= 12, "R0.5");
}

#[test]
fn the_real_agreement_warns_only_that_vat_is_undetermined() {
    let report = check(REAL);
    let warnings: Vec<_> = report.problems.iter().filter(|p| p.severity < Severity::Remark).collect();
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    assert_eq!(warnings[0].path, "offers[SOCLE].vat.status");
    let no_target = report.problems.iter().filter(|p| p.message.key == "agreement-check-no-target").count();
    assert_eq!(no_target, 16);
}

#[test]
fn the_invented_agreement_differs_where_the_demonstration_needs_it() {
    let (real, invented) = (read(REAL), read(INVENTED));
    assert_eq!(real.provider.code, invented.provider.code, "same provider");
    assert_ne!(real.beneficiary.code, invented.beneficiary.code);
    assert!(invented.beneficiary.siren.is_some());
    assert_eq!(invented.service_window.slots.len(), 3);
    assert!(invented.service_window.to_service_window().is_ok());
    assert_ne!(real.price.proration.method, invented.price.proration.method);
    assert_eq!(invented.offer("SOCLE").unwrap().vat.rate.as_ref().unwrap().to_string(), "20");
    assert!(invented.commitment("G.2b").unwrap().target.is_some());
    assert!(invented.priority.levels.iter().all(|level| level.intervene_minutes.is_some()));
    assert!(invented.offers.iter().any(|offer| offer.needs_core && offer.subscribed_from.is_some()));
    assert!(!check(INVENTED).has(Severity::Warning), "{:#?}", check(INVENTED).problems);
}

/// A document written as JSON (as versions are kept) reads back the same.
#[test]
fn a_document_survives_its_json() {
    for source in [REAL, INVENTED] {
        let document = read(source);
        let json = serde_json::to_string(&document).unwrap();
        assert_eq!(serde_json::from_str::<AgreementDocument>(&json).unwrap(), document);
    }
}

/// Regenerate with `SOCLE_REGENERATE=1 cargo test -p agreements published_schema`.
#[test]
fn the_published_schema_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/agreement.schema.json");
    if std::env::vars().any(|(name, _)| name == "SOCLE_REGENERATE") {
        std::fs::write(path, schema_text()).unwrap();
    }
    let published = std::fs::read_to_string(path).unwrap_or_default();
    assert!(published == schema_text(), "run SOCLE_REGENERATE=1 cargo test -p agreements published_schema");
}
