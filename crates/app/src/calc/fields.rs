//! The values a query is made of, each read strictly and refused with a message key that says what to write.
//!
//! A number may be a JSON number or, to keep it exact whatever reads the file, a JSON string.

use super::refusal::coded;
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact, TimeOfDay};
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// Amounts are below this many euros either way: no local authority is near it and nothing overflows.
const LARGEST_AMOUNT: i64 = 1_000_000_000;

/// Numbers are below this either way.
const LARGEST_NUMBER: i64 = 1_000_000;

/// An amount in euros with at most two decimals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount(pub(super) Cents);

/// An exact decimal number with at most 12 decimals.
#[derive(Clone, Debug)]
pub(super) struct Number(pub(super) Exact);

/// A civil date, `2026-03-15`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day(pub(super) Date);

/// An instant with its offset, `2026-03-15T08:00:00+01:00`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instant(pub(super) Timestamp);

/// A whole number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole(pub(super) i64);

/// What names a site, an outage or a good: text, or a number taken as text.
#[derive(Clone, Debug)]
pub(super) struct Name(pub(super) String);

/// A time of day, `08:00`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time(pub(super) TimeOfDay);

/// Reads text or a JSON number as text. The `&'static str` is the message key of what is expected.
struct AsText(&'static str);

impl de::Visitor<'_> for AsText {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    /// The shortest decimal that reads back as the same number: what was typed, up to 15 digits.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = from.deserialize_any(AsText("calc-expects-amount"))?;
        let cents: Cents = text.parse().map_err(|_| coded("calc-not-an-amount", &text))?;
        if cents.0.abs() > LARGEST_AMOUNT * 100 {
            return Err(coded("calc-amount-too-large", &text));
        }
        Ok(Self(cents))
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = from.deserialize_any(AsText("calc-expects-number"))?;
        let decimals = text.split_once(['.', ',']).map_or(0, |(_, decimals)| decimals.len());
        if text.contains('/') || decimals > 12 {
            return Err(coded("calc-not-a-number", &text));
        }
        let number = Exact::parse(&text).map_err(|_| coded("calc-not-a-number", &text))?;
        if number > Exact::from(LARGEST_NUMBER) || number < Exact::from(-LARGEST_NUMBER) {
            return Err(coded("calc-number-too-large", &text));
        }
        Ok(Self(number))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = from.deserialize_any(AsText("calc-expects-date"))?;
        let date = if text.len() == 10 { text.parse().ok() } else { None };
        // The first and last centuries of the calendar leave no room to count from.
        let date = date.filter(|date: &Date| (1..=9_000).contains(&date.year()));
        date.map(Self).ok_or_else(|| coded("calc-not-a-date", &text))
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = from.deserialize_any(AsText("calc-expects-instant"))?;
        text.parse().map(Self).map_err(|_| coded("calc-not-an-instant", &text))
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = from.deserialize_any(AsText("calc-expects-whole"))?;
        text.parse().map(Self).map_err(|_| coded("calc-not-whole", &text))
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AsText("calc-expects-text")).map(Self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = from.deserialize_any(AsText("calc-expects-time"))?;
        text.parse().map(Self).map_err(|_| coded("calc-not-a-time", &text))
    }
}

impl Whole {
    /// The number when it lies in the range, else a refusal naming the key and the range.
    pub(super) fn within(self, key: &str, range: std::ops::RangeInclusive<u8>) -> Result<u8, super::Refusal> {
        u8::try_from(self.0).ok().filter(|number| range.contains(number)).ok_or_else(|| {
            super::Refusal::of("calc-out-of-range")
                .with("key", key)
                .with("min", range.start())
                .with("max", range.end())
        })
    }
}
