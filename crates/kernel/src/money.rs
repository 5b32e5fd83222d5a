//! Money in integer euro cents. No binary floating point anywhere near it.

use crate::{Exact, Rounding};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    ops::{Add, Neg, Sub},
    str::FromStr,
};

/// An amount in euro cents, excluding or including VAT as its name says. Overflow panics rather than
/// wraps: an amount near 92 million billion euros is a programming error.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not an amount in euros with at most two decimals")]
pub struct NotAnAmount(pub String);

impl Cents {
    /// Zero euros.
    pub const ZERO: Self = Self(0);

    /// Rounds an exact amount in euros to the cent.
    ///
    /// # Panics
    /// When the amount does not fit: near 92 million billion euros, a programming error.
    pub fn from_euros(euros: &Exact, rounding: Rounding) -> Self {
        let cents = rounding.apply(&(euros * Exact::from(100)), 0);
        Self(cents.to_integer_i64().unwrap_or_else(|| panic!("amount out of range: {euros}")))
    }

    /// The amount in euros, exactly.
    pub fn euros(self) -> Exact {
        Exact::from(self.0) / Exact::from(100)
    }
}

impl Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.checked_add(other.0).unwrap_or_else(|| panic!("amount overflow")))
    }
}

impl Sub for Cents {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.checked_sub(other.0).unwrap_or_else(|| panic!("amount overflow")))
    }
}

impl Neg for Cents {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl std::iter::Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Always two decimals and a point: `1050.00`. Screens use the localised form of the web kit.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

/// Reads `1050`, `1050.5`, `1 050,00` (any space, comma or point). More than two decimals is refused.
impl FromStr for Cents {
    type Err = NotAnAmount;
    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        let refuse = || NotAnAmount(text.to_owned());
        let plain: String =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
        let (sign, digits) = plain.strip_prefix('-').map_or((1, plain.as_str()), |rest| (-1, rest));
        let (units, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if units.is_empty() || decimals.len() > 2 || !all_digits(units) || !all_digits(decimals) {
            return Err(refuse());
        }
        let cents = format!("{units}{decimals:0<2}").parse::<i64>().map_err(|_| refuse())?;
        Ok(Self(sign * cents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_amounts() {
        assert_eq!("1 050,5".parse(), Ok(Cents(105_050)));
        assert_eq!("-0.07".parse(), Ok(Cents(-7)));
        assert_eq!(Cents(-7).to_string(), "-0.07");
        for bad in ["", "1.234", "12a", "1.2.3", "--1", "99999999999999999999"] {
            assert!(bad.parse::<Cents>().is_err(), "{bad}");
        }
    }

    #[test]
    fn rounds_half_away_from_zero() {
        let half = Exact::parse("511.67").unwrap() / Exact::from(2);
        assert_eq!(Cents::from_euros(&half, Rounding::HalfUp), Cents(25_584));
    }
}
