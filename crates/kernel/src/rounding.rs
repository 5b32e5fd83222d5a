//! Named rounding modes. Every rounding of an amount or a rate names its mode.

use crate::Exact;
use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

/// How an exact number becomes a decimal of a given number of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest, halves away from zero: the usual commercial rounding (R1.4, R2.14, R3.2).
    HalfUp,
    /// To the nearest, halves to the even digit. Never used by the agreement; kept to show it would differ (R1.6).
    HalfEven,
    /// Towards plus infinity: "arrondi au millième supérieur" (R1.5).
    Up,
    /// Towards minus infinity.
    Down,
    /// Towards zero: how measured rates are displayed (R5.4).
    Cut,
}

impl Rounding {
    /// Rounds to `places` decimals.
    pub fn apply(self, value: &Exact, places: u32) -> Exact {
        let scale = BigRational::from(BigInt::from(10).pow(places));
        let scaled = value.inner() * &scale;
        let rounded = match self {
            Self::HalfUp => scaled.round(),
            Self::HalfEven => half_even(&scaled),
            Self::Up => scaled.ceil(),
            Self::Down => scaled.floor(),
            Self::Cut => scaled.trunc(),
        };
        Exact::from_inner(rounded / scale)
    }

    /// Message key of the mode's name on screens.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::HalfUp => "rounding-half-up",
            Self::HalfEven => "rounding-half-even",
            Self::Up => "rounding-up",
            Self::Down => "rounding-down",
            Self::Cut => "rounding-cut",
        }
    }
}

fn half_even(scaled: &BigRational) -> BigRational {
    let floor = scaled.floor();
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    let is_even = (floor.to_integer() % BigInt::from(2)) == BigInt::from(0);
    if scaled - &floor == half { if is_even { floor } else { scaled.ceil() } } else { scaled.round() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_named() {
        let cases = [
            (Rounding::Up, "0.956250", "0.957"),
            (Rounding::Up, "1.049000", "1.049"),
            (Rounding::Up, "-0.0015", "-0.001"),
            (Rounding::HalfUp, "1.0035", "1.004"),
            (Rounding::HalfUp, "-1.0035", "-1.004"),
            (Rounding::HalfEven, "1.0045", "1.004"),
            (Rounding::HalfEven, "1.0035", "1.004"),
            (Rounding::Down, "-0.0015", "-0.002"),
            (Rounding::Cut, "-0.0015", "-0.001"),
        ];
        for (mode, value, expected) in cases {
            assert_eq!(
                mode.apply(&Exact::parse(value).unwrap(), 3),
                Exact::parse(expected).unwrap(),
                "{mode:?} {value}"
            );
        }
    }
}
