//! The small values of an agreement file: exact decimals, amounts, months and wall-clock times.
//!
//! Each one is written the way a person writes it (`0.875`, `1050.00`, `"2022-06"`, `"08:00"`) and is
//! checked when read; nothing is ever held in binary floating point.

use kernel::{Cents, Exact, TimeOfDay};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt, str::FromStr};

/// An exact decimal, written bare (`0.125`) or between quotes (`"0.125"`): never a binary float.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(pub Exact);

/// An amount in euros excluding VAT, at most two decimals, written `1050.00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Euros(pub Cents);

/// A month of a year, written `"2022-06"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    /// Calendar year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

/// A wall-clock time in whole minutes from `"00:00"` to `"24:00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(pub TimeOfDay);

/// Why a text is none of the values of this module.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not of the expected form")]
pub struct Malformed(String);

impl FromStr for Decimal {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let plain = !text.contains(['/', ',', ' ']);
        let value = Exact::parse(text).ok().filter(|_| plain);
        value.map(Self).ok_or_else(|| Malformed(text.to_owned()))
    }
}

impl FromStr for Euros {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let value = text.parse().ok().filter(|_| plain);
        value.map(Self).ok_or_else(|| Malformed(text.to_owned()))
    }
}

impl FromStr for YearMonth {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let read = || {
            let (year, month) = text.split_once('-')?;
            let shaped = year.len() == 4 && month.len() == 2 && !month.starts_with('+');
            let (year, month) = (year.parse().ok()?, month.parse().ok()?);
            (shaped && (1900..=2999).contains(&year) && (1..=12).contains(&month))
                .then_some(Self { year, month })
        };
        read().ok_or_else(|| Malformed(text.to_owned()))
    }
}

impl FromStr for ClockTime {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        // The kernel also reads `8:00`; a file keeps one form, so that versions compare as text.
        let value = text.parse().ok().filter(|_| text.len() == 5);
        value.map(Self).ok_or_else(|| Malformed(text.to_owned()))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Euros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads the text form, or a whole number where the value is a number.
struct TextForm<T>(std::marker::PhantomData<T>);

impl<T: FromStr<Err = Malformed>> de::Visitor<'_> for TextForm<T> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or its text")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        number.to_string().parse().map_err(E::custom)
    }
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<T, E> {
        number.to_string().parse().map_err(E::custom)
    }
}

macro_rules! text_form {
    ($($name:ident $types:tt $format:literal $pattern:literal),* $(,)?) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(TextForm(std::marker::PhantomData))
            }
        }
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> { stringify!($name).into() }
            fn inline_schema() -> bool { true }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": $types, "format": $format, "pattern": $pattern })
            }
        }
    )*};
}
text_form! {
    Decimal ["number", "string"] "decimal" "^-?[0-9]+(\\.[0-9]+)?$",
    Euros ["number", "string"] "euros" "^[0-9]+(\\.[0-9]{1,2})?$",
    YearMonth "string" "year-month" "^[0-9]{4}-(0[1-9]|1[0-2])$",
    ClockTime "string" "clock-time" "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_the_documented_forms() {
        assert_eq!("1050.5".parse(), Ok(Euros(Cents(105_050))));
        assert_eq!("0.875".parse::<Decimal>().unwrap().to_string(), "0.875");
        assert_eq!("2022-06".parse(), Ok(YearMonth { year: 2022, month: 6 }));
        assert_eq!("24:00".parse(), Ok(ClockTime(TimeOfDay::END_OF_DAY)));
        for bad in ["1e3", "inf", "1,5", "1/2", ""] {
            assert!(bad.parse::<Decimal>().is_err(), "{bad}");
        }
        for bad in ["-1", "1.234", "1 050", "99999999999999999999"] {
            assert!(bad.parse::<Euros>().is_err(), "{bad}");
        }
        for bad in ["2022-13", "22-06", "2022-6", "juin 2022", "2022-+6"] {
            assert!(bad.parse::<YearMonth>().is_err(), "{bad}");
        }
        for bad in ["8:00", "24:01", "08:60", "08:00:00", "99:00", "65535:65535"] {
            assert!(bad.parse::<ClockTime>().is_err(), "{bad}");
        }
    }
}
