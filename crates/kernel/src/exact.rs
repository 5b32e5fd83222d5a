//! Exact numbers: fractions of any size, for every computation whose rounding the agreement fixes.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    fmt,
    ops::{Add, Div, Mul, Neg, Sub},
};

/// An exact fraction. Reads decimals (`0.875`) and fractions (`16/17`); compares and computes exactly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

/// Why a text is not an exact number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not a decimal number")]
pub struct NotANumber(pub String);

impl Exact {
    /// Zero.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// `numerator / denominator`, or nothing when the denominator is zero (an empty base: R5.3).
    pub fn ratio(numerator: impl Into<Self>, denominator: impl Into<Self>) -> Option<Self> {
        let denominator = denominator.into();
        (!denominator.0.is_zero()).then(|| numerator.into() / denominator)
    }

    /// Reads `-12.345` or `16/17`. A comma is accepted as the decimal mark.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let refuse = || NotANumber(text.to_owned());
        if let Some((n, d)) = text.split_once('/') {
            return Self::ratio(Self::parse(n)?, Self::parse(d)?).ok_or_else(refuse);
        }
        let text = text.trim().replace(',', ".");
        let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
        let (units, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if units.is_empty()
            || units.len() + decimals.len() > 60
            || !all_digits(units)
            || !all_digits(decimals)
        {
            return Err(refuse());
        }
        let numerator: BigInt = format!("{units}{decimals}").parse().map_err(|_| refuse())?;
        let scale = u32::try_from(decimals.len()).map_err(|_| refuse())?;
        Ok(Self(BigRational::new(numerator * sign, BigInt::from(10).pow(scale))))
    }

    /// Whether the number is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the number is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// The whole number, when it is one and fits.
    pub fn to_integer_i64(&self) -> Option<i64> {
        if self.0.is_integer() { self.0.to_integer().to_i64() } else { None }
    }

    /// The nearest binary float, for drawing charts only: never for a figure.
    pub fn approximate(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// `n/d` in lowest terms, or `n` for a whole number.
    pub fn to_fraction(&self) -> String {
        self.0.to_string()
    }

    /// Decimal text with exactly `places` decimals, cut (not rounded) beyond them (R5.4: 99.4999 shows 99.499).
    pub fn to_decimal_cut(&self, places: u32) -> String {
        let scaled = (&self.0 * BigRational::from(BigInt::from(10).pow(places))).trunc().to_integer();
        let sign = if scaled.is_negative() { "-" } else { "" };
        let digits = format!("{:0>width$}", scaled.abs().to_string(), width = places as usize + 1);
        let (units, decimals) = digits.split_at(digits.len() - places as usize);
        if places == 0 { format!("{sign}{units}") } else { format!("{sign}{units}.{decimals}") }
    }

    /// How many decimals write the number exactly; nothing when it has no end. In lowest terms, that is the larger
    /// of the powers of 2 and of 5 in the denominator, when nothing else is in it.
    fn decimals(&self) -> Option<u32> {
        let (five, mut rest, mut fives) = (BigInt::from(5), self.0.denom().clone(), 0);
        let twos = rest.trailing_zeros().unwrap_or(0);
        rest >>= twos;
        while (&rest % &five).is_zero() {
            rest /= &five;
            fives += 1;
        }
        (rest == BigInt::from(1)).then(|| fives.max(u32::try_from(twos).unwrap_or(u32::MAX)))
    }

    pub(crate) fn inner(&self) -> &BigRational {
        &self.0
    }

    pub(crate) fn from_inner(value: BigRational) -> Self {
        Self(value)
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(BigRational::from(BigInt::from(value)))
    }
}

impl From<i32> for Exact {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

/// The finite decimal when there is one of at most 30 places (`1.060375`), else the fraction (`16/17`).
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(places) = self.decimals().filter(|places| *places <= 30) {
            return f.write_str(&self.to_decimal_cut(places));
        }
        f.write_str(&self.to_fraction())
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for Exact { type Output = Exact; fn $method(self, other: Self) -> Exact { Exact(self.0.$method(other.0)) } }
        impl $trait for &Exact { type Output = Exact; fn $method(self, other: Self) -> Exact { Exact((&self.0).$method(&other.0)) } }
        impl $trait<Exact> for &Exact { type Output = Exact; fn $method(self, other: Exact) -> Exact { Exact((&self.0).$method(other.0)) } }
        impl $trait<&Exact> for Exact { type Output = Exact; fn $method(self, other: &Exact) -> Exact { Exact(self.0.$method(&other.0)) } }
    )*};
}
operators!(Add add, Sub sub, Mul mul, Div div);

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), Add::add)
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Exact {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exact".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "pattern": "^-?[0-9]+([.][0-9]+|/[0-9]+)?$", "description": "An exact number: a decimal or a fraction."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_finite_decimals_and_fractions() {
        assert_eq!(Exact::parse("1.060375").unwrap().to_string(), "1.060375");
        assert_eq!(Exact::parse("16/17").unwrap().to_string(), "16/17");
        assert_eq!(Exact::parse("-0,50").unwrap().to_string(), "-0.5");
        assert_eq!(Exact::parse("99.4999").unwrap().to_decimal_cut(3), "99.499");
        assert_eq!(Exact::parse("-0.0019").unwrap().to_decimal_cut(3), "-0.001");
        for (n, d, text) in
            [(1, 16, "0.0625"), (7, 25, "0.28"), (-3, 40, "-0.075"), (12, 4, "3"), (1, 3, "1/3")]
        {
            assert_eq!(Exact::ratio(n, d).unwrap().to_string(), text);
        }
        assert_eq!(Exact::zero().to_string(), "0");
        assert_eq!(Exact::ratio(1, 0), None);
        for bad in ["", "1e3", "0x1", "1.2.3", "1/0", "∞"] {
            assert!(Exact::parse(bad).is_err(), "{bad}");
        }
    }
}
