//! The annual charge under each policy of the agreement, with the figures of the rules.

use super::*;
use crate::{
    censuses::{CensusDecision, Verdict},
    revisions::{Outcome, RevisionState},
};

const AGREEMENT: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");

fn terms() -> Terms {
    let document = agreements::document::check(AGREEMENT).document.unwrap();
    let mut terms = Terms::of(&document).unwrap();
    assert_eq!(terms.core.vat, None, "the agreement leaves the VAT status open");
    terms.core.vat = Some(VatStatus::Taxable { rate: Exact::from(20) });
    terms
}

fn census(count: i64) -> Census {
    let at = "2023-01-02T00:00:00Z".parse().unwrap();
    Census {
        beneficiary: "b".into(),
        beneficiary_name: "B".into(),
        id: "c".into(),
        reference_date: date(2023, 1, 1),
        agent_count: count,
        note: String::new(),
        corrects: None,
        author: "a".into(),
        established_at: at,
        decision: Some(CensusDecision {
            verdict: Verdict::Validated,
            by: "p".into(),
            at,
            note: String::new(),
        }),
    }
}

fn revision(terms: &Terms) -> PriceRevision {
    PriceRevision {
        beneficiary: "b".into(),
        beneficiary_name: "B".into(),
        id: "r".into(),
        year: 2023,
        version: 1,
        state: RevisionState::Approved,
        terms: terms.clone(),
        inputs: None,
        missing: vec![],
        outcome: Some(Outcome {
            coefficient: Exact::parse("1.049").unwrap(),
            price: Cents(110_145),
            explanation: Explanation::of("R1.3", "art. 8", Text::new("revision-rule")),
        }),
        reason: String::new(),
        proposed_by: "p".into(),
        proposed_at: "2023-06-01T00:00:00Z".parse().unwrap(),
        approval: None,
    }
}

fn charge(terms: &Terms, count: i64) -> Result<Draft, Text> {
    let census = census(count);
    let with = |part: Part| (part, part.2.map(|_| revision(terms)));
    let parts = parts(terms, 2023).into_iter().map(with).collect();
    annual(&Basis { terms, year: 2023, census: &census, parts })
}

fn net(terms: &Terms, count: i64) -> Cents {
    amounts::totals(&charge(terms, count).unwrap().content.lines, Cents::ZERO).net
}

#[test]
fn a_part_of_a_year_is_charged_as_the_agreement_says() {
    let mut terms = terms();
    terms.core.from = Some(date(2023, 9, 15));
    // R1.14: 10 agents at 1101.45 from 2023-09-15.
    for (mode, expected) in
        [(TimeProration::None, 1_101_450), (TimeProration::Months, 367_150), (TimeProration::Days, 325_908)]
    {
        terms.proration = mode;
        assert_eq!(net(&terms, 10), Cents(expected), "{mode:?}");
    }
    terms.core.from = Some(date(2024, 1, 1));
    assert_eq!(charge(&terms, 10).unwrap_err().key, "invoice-not-member");
}

#[test]
fn a_revision_applies_to_the_charges_the_agreement_names() {
    let mut terms = terms();
    assert_eq!(net(&terms, 42), Cents(4_626_090));
    terms.effect = RevisionEffect::NextCalendarYear;
    assert_eq!(net(&terms, 42), Cents(4_410_000)); // 2023 still at the initial price
    terms.effect = RevisionEffect::FromRevisionMonth;
    let lines = charge(&terms, 42).unwrap().content.lines;
    // 42 × 1050 × 5/12 and 42 × 1101.45 × 7/12.
    assert_eq!(lines.iter().map(|l| l.net.0).collect::<Vec<_>>(), [1_837_500, 2_698_553]);
}

#[test]
fn a_vat_status_decided_for_later_does_not_bill_an_earlier_year() {
    let mut terms = terms();
    terms.core.vat_from = Some(date(2024, 1, 1));
    assert_eq!(charge(&terms, 42).unwrap_err().key, "invoice-vat-undecided");
    terms.core.vat_from = Some(date(2023, 1, 1));
    assert!(charge(&terms, 42).is_ok());
}

#[test]
fn every_figure_leads_to_the_row_that_gave_it() {
    let draft = charge(&terms(), 42).unwrap();
    let hrefs: Vec<&str> = draft
        .explanations
        .iter()
        .flat_map(|e| e.explanation.inputs.iter().filter_map(|i| i.href.as_deref()))
        .collect();
    assert_eq!(hrefs, ["/revisions/b/r", "/revisions/b/r", "/censuses/b/c"]);
}
