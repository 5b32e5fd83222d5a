//! What forms state, what is kept in hand, until when a publisher answers: table and property tests.

use super::*;
use crate::assets::{AssetKey, Kind};
use jiff::{Timestamp, civil::date};
use proptest::prelude::*;

fn form() -> AssetForm {
    AssetForm { name: "PC-014".into(), ..AssetForm::usual() }
}

fn asset(locked: Vec<Field>) -> Asset {
    Asset {
        key: AssetKey { beneficiary: "b1".into(), id: "a1".into() },
        beneficiary_name: "Valmont".into(),
        reference: "VAL-M1".into(),
        kind: Kind { word: "licence".into(), name: None },
        name: "PC-014".into(),
        state: State::InService,
        site: None,
        site_name: None,
        owner: Party::Provider,
        manager: Party::Provider,
        used_by: String::new(),
        user: None,
        legal_status: LegalStatus::ProviderBought,
        is_shared: false,
        maker: "Ancien".into(),
        model: String::new(),
        serial: String::new(),
        purchased_on: None,
        cost_cents: None,
        in_service_on: Some(date(2024, 3, 15)),
        useful_life_years: None,
        warranty_ends_on: None,
        protection: Protection::Standard,
        notes: String::new(),
        retired_on: None,
        retired_why: String::new(),
        locked,
        updated_at: Timestamp::UNIX_EPOCH,
        version: 1,
        name_folded: "pc-014".into(),
    }
}

#[test]
fn a_form_states_well_or_says_every_field_that_is_wrong() {
    let cases: [(&str, AssetForm, &[&str]); 9] = [
        ("usual", form(), &[]),
        (
            "nothing",
            AssetForm::default(),
            &["name", "kind", "state", "owner", "manager", "legal_status", "protection"],
        ),
        ("lent, but the provider's", AssetForm { legal_status: "lent_free".into(), ..form() }, &["owner"]),
        ("lent", AssetForm { legal_status: "lent_free".into(), owner: "beneficiary".into(), ..form() }, &[]),
        ("rented, but the provider's", AssetForm { legal_status: "rented".into(), ..form() }, &["owner"]),
        ("retired at once", AssetForm { state: "retired".into(), ..form() }, &["state"]),
        (
            "out of order",
            AssetForm {
                purchased_on: "2024-03-01".into(),
                in_service_on: "2024-02-28".into(),
                warranty_ends_on: "2023-01-01".into(),
                ..form()
            },
            &["in_service_on", "warranty_ends_on"],
        ),
        (
            "no amount",
            AssetForm { cost: "12,345".into(), useful_life: "0".into(), ..form() },
            &["cost", "useful_life"],
        ),
        ("too long", AssetForm { serial: "x".repeat(NAME + 1), ..form() }, &["serial"]),
    ];
    for (name, form, wrong) in cases {
        let problems = stated(&form, &[], None).err().unwrap_or_default();
        let fields: Vec<&str> = problems.0.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, wrong, "{name}");
    }
    let priced = AssetForm { cost: "1 200,50 €".into(), useful_life: "4".into(), ..form() };
    let priced = stated(&priced, &[], None).unwrap();
    assert_eq!((priced.cost, priced.useful_life_years), (Some(Cents(120_050)), Some(4)));
}

#[test]
fn what_is_broken_is_described_and_who_signs_is_named_by_function() {
    let today = date(2026, 3, 11);
    let whole = HandoverForm {
        direction: "returned".into(),
        condition: "damaged".into(),
        remarks: "Écran fendu".into(),
        given_by: "Agent d’accueil".into(),
        received_by: "Technicien".into(),
        ..HandoverForm::default()
    };
    assert_eq!(handover(&whole, today).unwrap().happened_on, today);
    let late = HandoverForm { happened_on: "2026-03-12".into(), ..whole.clone() };
    let silent = HandoverForm { remarks: " ".into(), received_by: String::new(), ..whole };
    let fields = |form| handover(form, today).unwrap_err().0.into_iter().map(|p| p.field).collect::<Vec<_>>();
    assert_eq!(fields(&late), ["happened_on"]);
    assert_eq!(fields(&silent), ["remarks", "received_by"]);
    assert_eq!(state_after(State::InService, Direction::Returned), State::InStock);
    assert_eq!(state_after(State::InStock, Direction::HandedOver), State::InService);
    assert_eq!(state_after(State::Retired, Direction::HandedOver), State::Retired);
}

#[test]
fn a_publisher_answers_for_twenty_four_months() {
    let licence = asset(vec![]);
    assert_eq!(publisher_until(&licence), Some(date(2026, 3, 14)));
    let typed = Asset { warranty_ends_on: Some(date(2025, 1, 1)), ..licence.clone() };
    assert_eq!(publisher_until(&typed), Some(date(2025, 1, 1)));
    let screen = Asset { kind: Kind { word: "screen".into(), name: None }, ..typed };
    assert_eq!(publisher_until(&screen), None);
}

#[test]
fn nothing_is_retired_tomorrow_or_before_its_first_day() {
    let today = date(2026, 3, 11);
    let on = |day: &str| RetireForm { retired_on: day.into(), retired_why: "Détruit".into(), version: 1 };
    let licence = asset(vec![]);
    assert_eq!(retired(&on(""), &licence, today).unwrap().0, today);
    for day in ["2026-03-12", "2024-03-14", "hier"] {
        assert!(retired(&on(day), &licence, today).is_err(), "{day}");
    }
    assert!(retired(&RetireForm::default(), &licence, today).is_err(), "without a reason");
}

#[test]
fn a_field_that_a_person_typed_is_kept_in_hand() {
    let typed = stated(&AssetForm { maker: "Nouveau".into(), ..form() }, &[], None).unwrap();
    assert_eq!(locks(None, &typed), [Field::Name, Field::Maker]);
    // The name is as it was: only the maker was typed.
    assert_eq!(locks(Some(&asset(vec![])), &typed), [Field::Maker]);
    assert_eq!(locks(Some(&asset(vec![Field::Name])), &typed), [Field::Name, Field::Maker]);
    let emptied = stated(&AssetForm { serial: String::new(), ..form() }, &[], None).unwrap();
    assert_eq!(locks(Some(&asset(vec![Field::Serial])), &emptied), []);
}

proptest! {
    /// Whatever is typed, reading it never fails otherwise than by telling fields of the form, and what it states is
    /// shown again as the same.
    #[test]
    fn what_is_stated_can_be_typed_again(name in ".{0,130}", cost in "[0-9 ,.€-]{0,12}", day in "[0-9-]{0,10}", life in "[0-9-]{0,3}") {
        let form = AssetForm { name, cost, in_service_on: day, useful_life: life, ..AssetForm::usual() };
        match stated(&form, &[], None) {
            Err(problems) => {
                let known = ["name", "cost", "in_service_on", "useful_life"];
                prop_assert!(problems.0.iter().all(|p| known.contains(&p.field.as_str())), "{problems}");
            }
            Ok(once) => {
                let cost = once.cost.map(|cost| cost.euros().to_decimal_cut(2)).unwrap_or_default();
                let again = AssetForm { name: once.name.clone(), cost, ..form };
                prop_assert_eq!(stated(&again, &[], None).unwrap(), once);
            }
        }
    }
}
