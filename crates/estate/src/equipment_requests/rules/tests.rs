//! Rules of equipment requests: the vectors of R6.2, and the order of R6.1.

use super::*;
use crate::equipment_requests::{EquipmentRequestKey, Order, Signature};
use jiff::{Timestamp, civil::date};
use proptest::prelude::*;

fn six_months() -> Lead {
    Lead { months: 6, article: "art. 2, II".into(), version: "A1".into() }
}

#[test]
fn six_months_run_from_date_to_same_date_and_do_not_move_on() {
    let cases = [
        (date(2026, 1, 31), date(2026, 7, 31)),
        (date(2025, 8, 31), date(2026, 2, 28)),
        // A Saturday: it stays.
        (date(2025, 8, 28), date(2026, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),
    ];
    for (received, first) in cases {
        let found = earliest(received, &six_months()).unwrap();
        assert_eq!((found.value, found.explanation.rule.code.as_str()), (first, "R6.2"), "{received}");
        assert_eq!(examined(found.value, first), State::Admissible);
        assert_eq!(examined(found.value, first.yesterday().unwrap()), State::Late);
    }
    assert!(earliest(Date::MAX, &six_months()).is_err());
}

#[test]
fn nothing_is_ordered_before_both_have_signed() {
    let order = [
        State::Requested,
        State::Admissible,
        State::Study,
        State::AgreementDraft,
        State::SignedBoth,
        State::Ordered,
        State::Delivered,
        State::InService,
    ];
    for pair in order.windows(2) {
        assert!(before(pair[1]).contains(&pair[0]), "{pair:?}");
    }
    for state in State::ALL {
        assert_eq!(before(State::Ordered).contains(state), *state == State::SignedBoth, "{state:?}");
        assert!(!before(*state).contains(&State::Refused) && !before(*state).contains(&State::Withdrawn));
    }
}

fn signed_request() -> EquipmentRequest {
    EquipmentRequest {
        key: EquipmentRequestKey { beneficiary: "b".into(), id: "r".into() },
        beneficiary_name: "Valmont".into(),
        beneficiary_code: "VAL".into(),
        number: 3,
        title: "Bornes".into(),
        need: "Couvrir".into(),
        received_on: date(2025, 1, 2),
        wanted_on: date(2025, 9, 1),
        state: State::SignedBoth,
        requested_by: String::new(),
        derogation: String::new(),
        decided_by: None,
        study: String::new(),
        cost: None,
        share: None,
        terms: String::new(),
        agreement: None,
        signature: Signature {
            provider_signed_on: Some(date(2025, 5, 2)),
            beneficiary_signed_on: Some(date(2025, 5, 9)),
            ..Signature::default()
        },
        order: Order::default(),
        delivered_on: None,
        in_service_on: None,
        version: 1,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

fn wrong<T>(read: Result<T, Problems>) -> Vec<String> {
    read.err().unwrap_or_default().0.into_iter().map(|problem| problem.field).collect()
}

#[test]
fn every_mistake_is_named_with_its_field() {
    let today = date(2026, 3, 11);
    assert_eq!(wrong(request(&RequestForm::default(), today)), ["title", "need", "wanted_on"]);
    let backwards = RequestForm {
        title: "B".into(),
        need: "N".into(),
        received_on: "2026-03-01".into(),
        wanted_on: "2026-03-01".into(),
        ..RequestForm::default()
    };
    assert_eq!(wrong(request(&backwards, today)), ["wanted_on"]);
    assert_eq!(wrong(late(&LateForm { decision: "derogation".into(), ..LateForm::default() })), ["reason"]);
    let studied = |cost: &str, share: &str| StudyForm {
        study: "Possible".into(),
        cost: cost.into(),
        share: share.into(),
        version: 1,
    };
    assert_eq!(wrong(study(&studied("100", "100,01"))), ["share"]);
    assert_eq!(study(&studied("1 200", "600,50")).ok(), Some((Cents(120_000), Cents(60_050))));
    let signing = SignForm { provider_signed_on: "2026-03-12".into(), ..SignForm::default() };
    let fields = ["provider_signed_on", "beneficiary_signed_on", "signatories", "scan"];
    let request = signed_request();
    assert_eq!(wrong(signed(&signing, false, &request, today)), fields);
    let before = SignForm {
        provider_signed_on: "2025-01-01".into(),
        beneficiary_signed_on: "2025-01-02".into(),
        signatories: "Le président ; la directrice".into(),
        version: 1,
    };
    assert_eq!(wrong(signed(&before, true, &request, today)), ["provider_signed_on"]);
}

#[test]
fn an_order_comes_after_the_signatures_and_names_its_act_from_the_threshold_on() {
    let today = date(2026, 3, 11);
    let ordering = |amount: &str, on: &str, act: &str| OrderForm {
        order_number: "BC-12".into(),
        supplier: "Réseaux du Gave".into(),
        amount: amount.into(),
        ordered_on: on.into(),
        act: act.into(),
        version: 1,
    };
    let request = signed_request();
    let cases: [(OrderForm, &[&str]); 3] = [
        (ordering("4999,99", "2025-05-09", ""), &[]),
        (ordering("4999,99", "2025-05-08", ""), &["ordered_on"]),
        (ordering("", "2026-03-12", ""), &["amount", "ordered_on"]),
    ];
    for (form, expected) in cases {
        assert_eq!(wrong(order(&form, &request, today)), expected, "{form:?}");
    }
    let threshold = Cents(500_000);
    let (unnamed, named) = (ordering("", "", ""), ordering("", "", "a1"));
    assert_eq!(act(&unnamed, Cents(499_999), threshold).ok(), Some(None));
    assert_eq!(act(&named, Cents(499_999), threshold).ok(), Some(None));
    assert_eq!(wrong(act(&unnamed, threshold, threshold)), ["act"]);
    assert_eq!(act(&named, threshold, threshold).ok(), Some(Some("a1")));
    let early = DayForm { on: "2025-05-01".into(), version: 1 };
    assert_eq!(wrong(on(&early, Some(date(2025, 5, 2)), today)), ["on"]);
}

proptest! {
    #[test]
    fn the_first_day_is_about_half_a_year_later(days in 0i32..20_000) {
        let received = date(2000, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let first = earliest(received, &six_months()).unwrap().value;
        let between = kernel::months::days_actual(received, first) - 1;
        prop_assert!((181..=184).contains(&between), "{} {}", received, first);
    }

    #[test]
    fn hostile_forms_never_crash(text in "\\PC{0,30}", day in "[0-9-]{0,12}") {
        let today = date(2026, 3, 11);
        let form = RequestForm {
            beneficiary: text.clone(), title: text.clone(), need: text.clone(), received_on: day.clone(),
            wanted_on: day.clone(), preview: text.clone(), key: text.clone(),
        };
        drop(request(&form, today));
        drop(terms(&TermsForm { terms: text.clone(), version: 0 }));
        drop(study(&StudyForm { study: text.clone(), cost: text.clone(), share: text.clone(), version: 0 }));
        let form = OrderForm {
            order_number: text.clone(), supplier: text.clone(), amount: text.clone(), ordered_on: day, act: text,
            version: 0,
        };
        drop(order(&form, &signed_request(), today));
    }
}
