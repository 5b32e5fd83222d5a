//! The network of buildings: what stops with what, rings, who pays, what cannot be.

use super::*;
use proptest::prelude::*;

fn equipment(id: &str, site: &str, fed_by: Option<&str>) -> Equipment {
    Equipment {
        beneficiary: "b".into(),
        id: id.into(),
        site: site.into(),
        site_name: String::new(),
        kind: Kind::Switch,
        name: id.into(),
        model: String::new(),
        fed_by: fed_by.map(Into::into),
        places: 24,
        places_used: 20,
        note: String::new(),
        version: 1,
    }
}

#[test]
fn what_is_fed_stops_near_first_and_other_sites_are_named() {
    let all = [
        equipment("core", "hall", None),
        equipment("floor", "hall", Some("core")),
        equipment("school", "school", Some("core")),
        equipment("wifi", "school", Some("school")),
        equipment("alone", "pool", None),
    ];
    let found = impact(&all, &all[0]);
    let names: Vec<_> = found.equipment.iter().map(|(id, distance)| (id.as_str(), *distance)).collect();
    assert_eq!(names, [("floor", 1), ("school", 1), ("wifi", 2)]);
    assert_eq!(found.sites, ["school".into()]);
    assert_eq!(impact(&all, &all[4]), Impact::default());
}

#[test]
fn nothing_feeds_itself() {
    let all = [equipment("a", "s", None), equipment("b", "s", Some("a")), equipment("c", "s", Some("b"))];
    for (id, feeder, expected) in [("a", "c", true), ("a", "a", true), ("c", "a", false), ("new", "c", false)]
    {
        assert_eq!(is_ring(&all, &id.into(), &feeder.into()), expected, "{id} fed by {feeder}");
    }
}

#[test]
fn the_notes_of_the_agreement_say_who_pays_a_cable() {
    let cases = [
        (Purpose::AccessPoint, Side::Provider),
        (Purpose::Nursery, Side::Provider),
        (Purpose::Workstation, Side::Beneficiary),
        (Purpose::Building, Side::Beneficiary),
    ];
    for (purpose, side) in cases {
        assert_eq!(payer(purpose), side, "{purpose:?}");
    }
}

#[test]
fn what_cannot_be_is_told_at_its_field() {
    let form = || EquipmentForm {
        kind: "switch".into(),
        name: "SW1".into(),
        places: "24".into(),
        ..EquipmentForm::default()
    };
    assert_eq!(content(&form()).unwrap().places, 24);
    let cases = [
        (EquipmentForm { kind: "toaster".into(), ..form() }, "kind"),
        (EquipmentForm { name: " ".into(), ..form() }, "name"),
        (EquipmentForm { places: "beaucoup".into(), ..form() }, "places"),
        (EquipmentForm { places_used: "25".into(), ..form() }, "places_used"),
        (EquipmentForm { places_used: "-1".into(), ..form() }, "places_used"),
    ];
    for (form, field) in cases {
        match content(&form) {
            Err(platform::Error::Invalid(problems)) => assert_eq!(problems.0[0].field, field, "{form:?}"),
            other => panic!("{other:?}"),
        }
    }
}

proptest! {
    /// However things are fed, rings included, the impact ends, names nothing twice, and never the thing itself.
    #[test]
    fn the_impact_ends(feeders in prop::collection::vec(prop::option::of(0usize..8), 1..8)) {
        let all: Vec<Equipment> = feeders.iter().enumerate()
            .map(|(i, feeder)| equipment(&i.to_string(), "s", feeder.map(|f| f.to_string()).as_deref())).collect();
        for one in &all {
            let mut ids: Vec<_> = impact(&all, one).equipment.into_iter().map(|(id, _)| id).collect();
            prop_assert!(!ids.contains(&one.id));
            let many = ids.len();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), many);
        }
    }
}
