//! The class of every kind of number (R8.3).

use super::*;
use proptest::prelude::*;

fn class(written: &str) -> (Class, &'static str) {
    let found = destination(written, true, &DialPlan::default());
    (found.class, found.country)
}

#[test]
fn french_numbers_fall_in_their_class() {
    let cases = [
        ("05 59 98 45 00", Class::FixedFr, ""),
        ("09 72 01 02 03", Class::FixedFr, ""),
        ("0033559984500", Class::FixedFr, ""),
        ("+33 (0)5 59 98 45 00", Class::FixedFr, ""),
        ("33559984500", Class::FixedFr, ""),
        ("0612345678", Class::MobileFr, ""),
        ("0712345678", Class::MobileFr, ""),
        ("0639980001", Class::MobileFr, ""),
        ("0800123456", Class::TollFree, ""),
        ("0805123456", Class::TollFree, ""),
        ("0809123456", Class::SharedCost, ""),
        ("0811123456", Class::SharedCost, ""),
        ("0825123456", Class::Premium, ""),
        ("0899123456", Class::Premium, ""),
        ("118218", Class::Premium, ""),
        ("3639", Class::Premium, ""),
        ("3006", Class::TollFree, ""),
        ("116117", Class::TollFree, ""),
        ("112", Class::Emergency, ""),
        ("15", Class::Emergency, ""),
        ("0262123456", Class::Overseas, "RE"),
        ("0692123456", Class::Overseas, "RE"),
        ("0639012345", Class::Overseas, "YT"),
        ("0596501234", Class::Overseas, "MQ"),
        ("+262262123456", Class::Overseas, "RE"),
        ("0508411234", Class::Overseas, "PM"),
        ("00687261234", Class::Overseas, "NC"),
        ("+508411234", Class::Overseas, "PM"),
        ("+32 2 555 12 12", Class::International, "BE"),
        ("0034912345678", Class::International, "ES"),
        ("+12125551212", Class::International, "US"),
        ("+870773123456", Class::Satellite, ""),
        ("+881612345678", Class::Satellite, ""),
        ("+80012345678", Class::TollFree, ""),
        ("anonymous", Class::Unknown, ""),
        ("4012", Class::Unknown, ""),
        ("", Class::Unknown, ""),
    ];
    for (written, expected, country) in cases {
        assert_eq!(class(written), (expected, country), "{written}");
    }
}

#[test]
fn the_trunk_tells_an_extension_from_a_short_number() {
    assert_eq!(destination("3639", false, &DialPlan::default()).class, Class::Internal);
    assert_eq!(destination("3639", true, &DialPlan::default()).class, Class::Premium);
}

#[test]
fn the_prefix_for_outside_is_taken_off_once() {
    let plan = DialPlan { outside_prefix: "0".into() };
    let of = |written| destination(written, true, &plan);
    assert_eq!(
        (of("00559984500").class, of("00559984500").number.as_str()),
        (Class::FixedFr, "+33559984500")
    );
    assert_eq!(of("0003225551212").country, "BE");
    assert_eq!(of("018").class, Class::Emergency);
}

proptest! {
    #[test]
    fn a_valid_french_number_has_the_form_that_the_data_of_numbers_gives(digits in "[1-57][0-9]{8}") {
        let written = format!("0{digits}");
        let known = kernel::phone::e164(&written).unwrap();
        let found = destination(&written, true, &DialPlan::default());
        // The data knows plans by heart; ours must say the same of what is on the mainland.
        if known.starts_with("+33") && found.class != Class::Overseas {
            prop_assert_eq!(found.number, known);
        }
    }

    #[test]
    fn no_text_stops_the_program(text in "\\PC{0,30}|[+0-9 ().-]{0,20}", out: bool, prefix in "[0-9]{0,2}") {
        let found = destination(&text, out, &DialPlan { outside_prefix: prefix });
        prop_assert!(found.country.len() <= 2);
    }

    #[test]
    fn spaces_say_nothing(digits in "[0-9]{2,13}") {
        let spaced: String = digits.chars().flat_map(|c| [c, ' ']).collect();
        let plan = DialPlan::default();
        prop_assert_eq!(destination(&digits, true, &plan), destination(&spaced, true, &plan));
    }
}
