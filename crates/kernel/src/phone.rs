//! Telephone numbers: read as people and exchanges write them, compared in their international form (E.164).

use phonenumber::{Mode, country};

/// Whose local way of writing is understood: the overseas departments, then France, whose plan also holds numbers of
/// theirs. The first country in which a number is one is its country.
const COUNTRIES: [country::Id; 6] =
    [country::RE, country::GP, country::MQ, country::GF, country::YT, country::FR];

/// The international form, `+33536491010`, of a number written in any usual way: with spaces, with `+33` or `0033`, as
/// `tel:` or `sip:` address. Nothing when it is no number: a hidden one, an extension, a word.
pub fn e164(text: &str) -> Option<String> {
    let text = text.trim();
    let text = ["tel:", "sip:", "sips:"].iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
    let text = text.split(['@', ';']).next().unwrap_or_default().trim();
    let text = text.strip_prefix("00").map_or_else(|| text.to_owned(), |rest| format!("+{rest}"));
    if text.len() > 40 || !text.chars().any(|c| c.is_ascii_digit()) || text.chars().any(char::is_alphabetic) {
        return None;
    }
    let parsed = COUNTRIES.iter().map(|id| phonenumber::parse(Some(*id), &text));
    let mut numbers = parsed.filter_map(Result::ok).collect::<Vec<_>>().into_iter();
    let in_france = numbers.clone().next_back();
    // Plans of numbers change: nine digits after the zero are a French number even when the plan we know has no such one.
    let is_french = |number: &phonenumber::PhoneNumber| {
        let digits = number.national().value();
        number.code().value() == 33 && (100_000_000..1_000_000_000).contains(&digits)
    };
    let number = numbers.find(phonenumber::PhoneNumber::is_valid).or_else(|| in_france.filter(is_french))?;
    Some(number.format().mode(Mode::E164).to_string())
}

/// A number as people read it: `05 36 49 10 10` in France, `+32 2 123 45 67` from elsewhere; what is no number as it is.
pub fn shown(number: &str) -> String {
    let Ok(parsed) = phonenumber::parse(None, number) else { return number.to_owned() };
    match number.strip_prefix("+33") {
        Some(digits) if digits.len() == 9 => {
            let all = format!("0{digits}");
            let pairs: Vec<&str> = (0..10).step_by(2).map(|i| &all[i..i + 2]).collect();
            pairs.join("\u{a0}")
        }
        _ => parsed.format().mode(Mode::International).to_string().replace(' ', "\u{a0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_usual_way_of_writing_is_one_number() {
        let ways = [
            "05 36 49 10 10",
            "0536491010",
            "05.36.49.10.10",
            "+33 5 36 49 10 10",
            "0033536491010",
            "+33(0)536491010",
            "tel:+33536491010",
            "sip:0536491010@pbx.example;user=phone",
            " 05-36-49-10-10 ",
        ];
        for way in ways {
            assert_eq!(e164(way).as_deref(), Some("+33536491010"), "{way}");
        }
        let others = [
            ("06 39 98 00 01", "+33639980001"),
            ("0262 12 34 56", "+262262123456"),
            ("0692 12 34 56", "+262692123456"),
            ("0596 50 12 34", "+596596501234"),
            ("+32 2 555 12 12", "+3225551212"),
        ];
        for (written, number) in others {
            assert_eq!(e164(written).as_deref(), Some(number), "{written}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "anonymous",
            "restricted",
            "112",
            "4012",
            "+",
            "05 36 49",
            "0",
            "sip:poste12@pbx",
            &"1".repeat(60),
        ] {
            assert_eq!(e164(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_shown_as_people_read_them() {
        assert_eq!(shown("+33536491010"), "05\u{a0}36\u{a0}49\u{a0}10\u{a0}10");
        assert_eq!(shown("+3225551212"), "+32\u{a0}2\u{a0}555\u{a0}12\u{a0}12");
        assert_eq!(shown("poste 12"), "poste 12");
    }

    proptest! {
        #[test]
        fn no_text_stops_the_program_and_reading_twice_changes_nothing(text in "\\PC{0,50}|[+0-9 ().-]{0,20}") {
            if let Some(number) = e164(&text) {
                prop_assert_eq!(e164(&number), Some(number.clone()));
                drop(shown(&number));
            }
        }
    }
}
