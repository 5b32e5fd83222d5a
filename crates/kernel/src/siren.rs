//! The identifiers of French organisations and their establishments: SIREN, SIRET, VAT number (R2.5).

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A checked SIREN: nine digits that name a legal entity, the last one a check digit.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Siren(String);

/// A checked SIRET: fourteen digits that name an establishment, the first nine being its SIREN.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Siret(String);

/// Why a text is no SIREN or SIRET.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIdentifier {
    /// Something else than digits, or the wrong number of them.
    #[error("«{text}» is not a {kind}: it takes {length} digits")]
    Shape {
        /// The text given.
        text: String,
        /// `SIREN` or `SIRET`.
        kind: &'static str,
        /// Digits expected.
        length: usize,
    },
    /// The check digit is wrong: most often a mistyped digit.
    #[error("«{text}» is not a {kind}: its check digit is wrong, look for a mistyped digit")]
    CheckDigit {
        /// The text given.
        text: String,
        /// `SIREN` or `SIRET`.
        kind: &'static str,
    },
}

/// The one entity whose establishments are numbered without the usual check digit.
const LA_POSTE: &str = "356000000";

fn digits(text: &str, kind: &'static str, length: usize) -> Result<String, NotAnIdentifier> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.len() == length && plain.bytes().all(|b| b.is_ascii_digit()) {
        Ok(plain)
    } else {
        Err(NotAnIdentifier::Shape { text: text.to_owned(), kind, length })
    }
}

fn digit_sum(digits: &str) -> u32 {
    digits.bytes().map(|b| u32::from(b - b'0')).sum()
}

/// Luhn's check: every second digit from the right is doubled, and the sum of all digits ends in 0.
fn passes_luhn(digits: &str) -> bool {
    let values = digits.bytes().rev().map(|b| u32::from(b - b'0'));
    let weighted = values.enumerate().map(|(place, digit)| match place % 2 {
        0 => digit,
        _ => 2 * digit / 10 + 2 * digit % 10,
    });
    weighted.sum::<u32>() % 10 == 0 && digit_sum(digits) > 0
}

impl Siren {
    /// The nine digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The French intra-community VAT number: `FR`, a key of two digits computed from the SIREN
    /// (12 + 3 × SIREN modulo 97, modulo 97; general tax code, annex 3, article 95), then the SIREN. It says
    /// nothing about whether the entity is liable to VAT.
    pub fn vat_number(&self) -> String {
        let modulo = self.0.bytes().fold(0, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
        format!("FR{:02}{}", (12 + 3 * modulo) % 97, self.0)
    }
}

impl Siret {
    /// The fourteen digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The entity the establishment belongs to.
    pub fn siren(&self) -> Siren {
        Siren(self.0[..9].to_owned())
    }

    /// The internal number of the establishment: the last five digits.
    pub fn nic(&self) -> &str {
        &self.0[9..]
    }
}

/// Reads nine digits, with or without spaces.
impl FromStr for Siren {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let plain = digits(text, "SIREN", 9)?;
        if passes_luhn(&plain) {
            Ok(Self(plain))
        } else {
            Err(NotAnIdentifier::CheckDigit { text: text.to_owned(), kind: "SIREN" })
        }
    }
}

/// Reads fourteen digits, with or without spaces. Both the number and its SIREN must pass the check; an
/// establishment of La Poste passes too when its digits add up to a multiple of 5.
impl FromStr for Siret {
    type Err = NotAnIdentifier;
    fn from_str(text: &str) -> Result<Self, NotAnIdentifier> {
        let plain = digits(text, "SIRET", 14)?;
        let is_of_la_poste = plain.starts_with(LA_POSTE) && digit_sum(&plain).is_multiple_of(5);
        if passes_luhn(&plain[..9]) && (passes_luhn(&plain) || is_of_la_poste) {
            Ok(Self(plain))
        } else {
            Err(NotAnIdentifier::CheckDigit { text: text.to_owned(), kind: "SIRET" })
        }
    }
}

/// Digits in groups as they are usually written: `356 000 000`.
impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", &self.0[..3], &self.0[3..6], &self.0[6..])
    }
}

/// Digits in groups as they are usually written: `356 000 000 00048`.
impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.siren(), self.nic())
    }
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl TryFrom<String> for $name {
            type Error = NotAnIdentifier;
            fn try_from(text: String) -> Result<Self, NotAnIdentifier> { text.parse() }
        }
        impl From<$name> for String { fn from(value: $name) -> Self { value.0 } }
    )*};
}
as_text!(Siren, Siret);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_true_identifiers() {
        let siret: Siret = "732 829 320 00074".parse().unwrap();
        assert_eq!((siret.siren().as_str(), siret.nic()), ("732829320", "00074"));
        assert_eq!(siret.to_string(), "732 829 320 00074");
        assert_eq!(siret.siren().vat_number(), "FR44732829320");
        assert_eq!("404\u{a0}833\u{a0}048".parse::<Siren>().unwrap().vat_number(), "FR83404833048");
        assert_eq!(serde_json::to_string(&siret).unwrap(), r#""73282932000074""#);
        assert_eq!(serde_json::from_str::<Siret>(r#""73282932000074""#).unwrap(), siret);
    }

    #[test]
    fn la_poste_counts_otherwise() {
        for good in ["35600000000048", "35600000049837"] {
            assert!(good.parse::<Siret>().is_ok(), "{good}");
        }
        for bad in ["35600000000049", "35600000049838"] {
            assert!(bad.parse::<Siret>().is_err(), "{bad}");
        }
        assert!("73282932000073".parse::<Siret>().is_err(), "a multiple of 5 excuses nobody else");
    }

    #[test]
    fn refuses_any_single_wrong_digit() {
        let right = "73282932000074";
        for place in 0..14 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = right.chars().collect();
                wrong[place] = digit;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(wrong.parse::<Siret>().is_ok(), wrong == right, "{wrong}");
            }
        }
        for bad in ["", "73282932", "7328293200007", "7328293200007A", "000000000", "٧٣٢٨٢٩٣٢٠"] {
            assert!(bad.parse::<Siren>().is_err() && bad.parse::<Siret>().is_err(), "{bad}");
        }
    }
}
