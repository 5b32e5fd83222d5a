//! What makes a machine itself: table and property tests of the rules of R12.5.

use super::*;
use proptest::prelude::*;

fn told(device: &str, parts: &[(&str, &[(&str, &str)])]) -> Told {
    let mut told = Told { device_id: device.into(), ..Told::default() };
    for (category, fields) in parts {
        told.content
            .add(category, fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    }
    told
}

#[test]
fn generic_serial_numbers_make_nobody() {
    for serial in [
        "",
        "  ",
        "0",
        "00000000",
        "Default string",
        "To Be Filled By O.E.M.",
        "To be filled by O.E.M",
        "System Serial Number",
        "None",
        "N/A",
        "Not Specified",
        "xxxxxxxx",
        "123456789",
        "..........",
        "INVALID",
        "Chassis Serial Number",
        "abc",
    ] {
        assert!(is_generic(serial), "{serial}");
    }
    for serial in ["SN-1234", "CZC1234X9Q", "VMware-56 4d 3c 1f", "5CG0123ABC", "R90PX4Y2"] {
        assert!(!is_generic(serial), "{serial}");
    }
}

#[test]
fn a_short_maker_is_one_and_a_filler_hides_no_board() {
    for (fields, maker, model) in [
        (&[("smanufacturer", "HP"), ("smodel", "Z2")][..], "HP", "Z2"),
        (
            &[
                ("smanufacturer", "To Be Filled By O.E.M."),
                ("mmanufacturer", "MSI"),
                ("smodel", "Default string"),
                ("mmodel", "B550"),
            ],
            "MSI",
            "B550",
        ),
        (&[("mmanufacturer", "IBM"), ("smodel", "xxxx")], "IBM", ""),
        (&[("smanufacturer", "N/A"), ("mmanufacturer", "...")], "", ""),
    ] {
        let facts = facts(&told("pc", &[("bios", fields)]).content);
        assert_eq!((facts[1].1.as_str(), facts[2].1.as_str()), (maker, model), "{fields:?}");
    }
}

#[test]
fn an_identity_is_never_longer_than_an_index_holds() {
    let long = "é9".repeat(500);
    for parts in [("bios", &[("ssn", long.as_str())][..]), ("networks", &[("mac", long.as_str())])] {
        assert!(identity(&told("pc", &[parts])).chars().count() < 250);
    }
}

#[test]
fn a_machine_is_known_by_serial_then_uuid_then_device_and_address() {
    let uuid = "b5c0a5f8-1111-4a5b-9c1d-0242ac110002";
    let card = ("networks", &[("macaddr", "AA:BB:CC:00:00:02"), ("type", "ethernet")][..]);
    let bridge = ("networks", &[("macaddr", "02:42:00:00:00:01"), ("virtualdev", "1")][..]);
    let looped = ("networks", &[("macaddr", "00:00:00:00:00:00"), ("type", "loopback")][..]);
    for (parts, identity) in [
        (vec![("bios", &[("ssn", "CZC1234X9Q")][..]), ("hardware", &[("uuid", uuid)])], "serial:czc1234x9q"),
        (
            vec![("bios", &[("ssn", "Default string")][..]), ("hardware", &[("uuid", uuid)])],
            &*format!("uuid:{uuid}"),
        ),
        (
            vec![("hardware", &[("uuid", "00000000-0000-0000-0000-000000000000")][..]), looped, bridge, card],
            "device:pc-1:aa:bb:cc:00:00:02",
        ),
        (vec![("hardware", &[("uuid", "03000200-0400-0500-0006-000700080009")][..])], "device:pc-1:"),
    ] {
        assert_eq!(super::identity(&told("pc-1", &parts)), identity);
    }
}

#[test]
fn two_machines_with_the_makers_default_never_merge() {
    let serial: (&str, &[(&str, &str)]) = ("bios", &[("ssn", "Default string")]);
    let one = told("accueil-2026-01-01-00-00-00", &[serial, ("networks", &[("mac", "aa:00:00:00:00:01")])]);
    let two = told("accueil-2026-01-01-00-00-00", &[serial, ("networks", &[("mac", "aa:00:00:00:00:02")])]);
    assert_ne!(identity(&one), identity(&two));
}

#[test]
fn the_kind_of_a_machine_is_told_by_what_it_is_in() {
    for (parts, kind) in [
        (&[("hardware", &[("chassis_type", "Notebook"), ("vmsystem", "Physical")][..])], BuiltIn::Laptop),
        (&[("hardware", &[("chassis_type", "Rack Mount Chassis")][..])], BuiltIn::Server),
        (&[("hardware", &[("vmsystem", "VMware"), ("chassis_type", "Other")][..])], BuiltIn::VirtualMachine),
        (&[("operatingsystem", &[("full_name", "Microsoft Windows Server 2022")][..])], BuiltIn::Server),
        (&[("hardware", &[("chassis_type", "Desktop")][..])], BuiltIn::Workstation),
    ] {
        assert_eq!(super::kind(&told("pc", parts)), kind);
    }
    let phone = Told { item_type: "Phone".into(), ..Told::default() };
    assert_eq!(super::kind(&phone), BuiltIn::Smartphone);
}

#[test]
fn what_is_lent_is_found_as_the_beneficiarys() {
    let told =
        told("pc-9", &[("bios", &[("smanufacturer", "To Be Filled By O.E.M."), ("ssn", "CZC1234X9Q")])]);
    let form = new_asset(&told, LegalStatus::LentFree);
    assert_eq!((form.owner.as_str(), form.name.as_str()), ("beneficiary", "pc-9"));
    assert_eq!((form.maker.as_str(), form.serial.as_str()), ("", "CZC1234X9Q"));
    assert!(crate::assets::rules::stated(&form, &[], None).is_ok());
}

proptest! {
    /// Whatever machines say, the asset they become is one that can be held, and each is known again as itself.
    #[test]
    fn whatever_is_told_becomes_an_asset(name in ".{0,300}", maker in ".{0,300}", serial in ".{0,300}", device in "[!-~]{1,200}") {
        let fields: [(&str, &[(&str, &str)]); 2] =
            [("hardware", &[("name", &name)]), ("bios", &[("smanufacturer", &maker), ("ssn", &serial)])];
        let told = told(&device, &fields);
        let form = new_asset(&told, LegalStatus::ProviderBought);
        prop_assert!(crate::assets::rules::stated(&form, &[], None).is_ok(), "{:?}", form);
        prop_assert_eq!(identity(&told), identity(&told));
        prop_assert!(facts(&told.content).iter().all(|(_, text)| !is_generic(text) || text.len() < 200));
    }
}
