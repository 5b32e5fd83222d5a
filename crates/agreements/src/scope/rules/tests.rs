//! The matrix of the real agreement, read for requests.

use super::*;
use crate::document::check;
use jiff::civil::date;
use proptest::prelude::*;

const PAU: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");

fn pau() -> AgreementDocument {
    check(PAU).document.unwrap()
}

/// The same agreement with annexe D subscribed from 2024.
fn with_annexe_d() -> AgreementDocument {
    let mut document = pau();
    let offer = document.offers.iter_mut().find(|offer| offer.code == "APPLICATIONS").unwrap();
    offer.subscribed_from = Some(date(2024, 1, 1));
    document
}

fn standing(document: &AgreementDocument, day: Date, concern: &Concern) -> Standing {
    judge(Some(document), day, concern).value.standing
}

#[test]
fn the_real_agreement_says_who_must_act() {
    let (document, day) = (pau(), date(2025, 3, 11));
    let cases = [
        ("A-INV-C3", Standing::InScope, "art. 2, I-A"),
        ("A-INV-P4", Standing::Beneficiarys, "art. 2, I-A"),
        ("A-INV-P2", Standing::Beneficiarys, "art. 2, I-A"),
        ("B-FON-P1", Standing::Beneficiarys, "art. 2, I-B"),
        ("B-FON-P2", Standing::Beneficiarys, "art. 2, I-B, note 3"),
        ("C-FON-C3", Standing::InScope, "art. 2, I-C"),
        ("XA-INV-C1", Standing::NotSubscribed, "art. 5"),
        ("XD-FON-C1", Standing::NotSubscribed, "art. 5"),
    ];
    for (line, expected, article) in cases {
        let judged = judge(Some(&document), day, &Concern::line(line));
        assert_eq!(judged.value.standing, expected, "{line}");
        assert_eq!(judged.value.article, article, "{line}");
        let who = if expected.is_out() { PartyRole::Beneficiary } else { PartyRole::Provider };
        assert_eq!(judged.value.party, Some(who), "{line}");
        assert_eq!(judged.value.party_name, document.party(who).name, "{line}");
        assert!(!judged.explanation.steps.is_empty());
    }
}

/// Live on 2023-06-15: warranty up to 2025-06-15 excluded.
#[test]
fn annexe_d_takes_business_applications_over_after_the_warranty() {
    let document = with_annexe_d();
    let concern = |live_since| Concern { live_since, ..Concern::line("B-FON-P1") };
    let live = Some(date(2023, 6, 15));
    assert_eq!(standing(&document, date(2023, 12, 31), &concern(None)), Standing::Beneficiarys, "not yet");
    assert_eq!(standing(&document, date(2025, 6, 14), &concern(live)), Standing::UnderWarranty);
    assert_eq!(standing(&document, date(2025, 6, 15), &concern(live)), Standing::InScope);
    assert_eq!(standing(&document, date(2025, 6, 14), &concern(None)), Standing::InScope, "nobody said");
    assert_eq!(standing(&pau(), date(2025, 6, 15), &concern(live)), Standing::Beneficiarys);
}

#[test]
fn silence_is_not_out_of_scope() {
    let (document, day) = (pau(), date(2025, 3, 11));
    assert_eq!(judge(None, day, &Concern::line("A-INV-P4")).value.standing, Standing::Unsaid);
    assert_eq!(standing(&document, day, &Concern::default()), Standing::Unsaid);
    assert_eq!(standing(&document, day, &Concern::line("Z-9")), Standing::Unsaid);
}

#[test]
fn before_and_after_the_subscription_nothing_is_open() {
    let document = pau();
    let concern = Concern::line("A-INV-C3");
    assert_eq!(standing(&document, date(2021, 12, 31), &concern), Standing::NotSubscribed);
    assert_eq!(standing(&document, date(2022, 1, 1), &concern), Standing::InScope);
    assert_eq!(standing(&document, date(2026, 12, 31), &concern), Standing::InScope);
    assert_eq!(standing(&document, date(2027, 1, 1), &concern), Standing::NotSubscribed);
}

#[test]
fn words_recall_a_line() {
    let document = pau();
    let said = |text| hint(&document, text).map(|line| line.code.as_str());
    assert_eq!(said("La Climatisation de la baie est en panne"), Some("A-INV-P2"));
    assert_eq!(said("Il faut une prise réseau au bureau 12"), Some("A-INV-P4"));
    assert_eq!(said("bonjour"), None);
    assert_eq!(said("Automobile"), None, "a part of a word is not the word");
}

proptest! {
    /// Nothing subscribed is ever out of scope for missing data: whatever is taken away from the matrix, a line
    /// of the provider in an open block stays in scope or unsaid.
    #[test]
    fn nothing_subscribed_is_out_for_missing_data(
        kept in prop::collection::vec(any::<bool>(), 64),
        pick in 0usize..64,
        offset in 0i32..365,
        with_line in any::<bool>(),
        with_block in any::<bool>(),
    ) {
        let mut document = with_annexe_d();
        let lines: Vec<(String, String)> = document.blocks.iter()
            .filter(|block| subscriptions::is_open(&document, &block.code, date(2025, 1, 1)))
            .flat_map(|block| block.responsibilities.iter().map(move |line| (block, line)))
            .filter(|(_, line)| line.party == PartyRole::Provider)
            .map(|(block, line)| (block.code.clone(), line.code.clone()))
            .collect();
        let (block, line) = lines[pick % lines.len()].clone();
        let mut keep = kept.iter().cycle();
        for one in &mut document.blocks {
            one.responsibilities.retain(|_| *keep.next().unwrap());
            one.services.retain(|_| *keep.next().unwrap());
        }
        let day = date(2025, 1, 1).checked_add(offset.days()).unwrap();
        let concern = Concern {
            block: with_block.then_some(block), line: with_line.then_some(line), live_since: None,
        };
        let judged = standing(&document, day, &concern);
        prop_assert!(!judged.is_out(), "{concern:?} on {day}: {judged:?}");
    }
}
