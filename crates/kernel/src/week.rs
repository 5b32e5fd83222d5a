//! The days and hours of a week: times of day, openings, and the openings of each weekday (R4.1).

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A civil time of day in whole minutes, from 00:00 to 24:00 (the end of the day).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

/// One opening of a day: open from the first time, closed from the second on (R4.1). Written `08:00-18:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slot {
    open: TimeOfDay,
    close: TimeOfDay,
}

/// The slots of each day of the week; a day without slots is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Week {
    /// Slots of Monday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub monday: Vec<Slot>,
    /// Slots of Tuesday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tuesday: Vec<Slot>,
    /// Slots of Wednesday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wednesday: Vec<Slot>,
    /// Slots of Thursday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thursday: Vec<Slot>,
    /// Slots of Friday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub friday: Vec<Slot>,
    /// Slots of Saturday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub saturday: Vec<Slot>,
    /// Slots of Sunday.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sunday: Vec<Slot>,
}

/// Why a service window cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// Not a time of day.
    #[error("«{0}» is not a time of day; write hours and minutes from 00:00 to 24:00")]
    NotATime(String),
    /// Not a slot.
    #[error("«{0}» is not an opening; write it as 08:00-18:00")]
    NotASlot(String),
    /// A slot that does not close after it opens.
    #[error("an opening must close after it opens, but {open} is not before {close}")]
    Reversed {
        /// Opening time.
        open: TimeOfDay,
        /// Closing time.
        close: TimeOfDay,
    },
    /// Two slots of a day that overlap.
    #[error("the openings {first} and {second} of the same day ({day:?}) overlap")]
    Overlap {
        /// The day of the week.
        day: Weekday,
        /// The slot that opens first.
        first: Slot,
        /// The slot that opens before the first one closes.
        second: Slot,
    },
    /// No slot on any day.
    #[error("a service window needs at least one opening in the week")]
    NeverOpen,
}

impl TimeOfDay {
    /// 00:00.
    pub const MIDNIGHT: Self = Self(0);
    /// 24:00, the end of the day.
    pub const END_OF_DAY: Self = Self(1440);

    /// The time at `hour:minute`; nothing outside 00:00 to 24:00.
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if minute < 60 && (hour < 24 || hour == 24 && minute == 0) {
            Some(Self(60 * hour + minute))
        } else {
            None
        }
    }

    /// Minutes since 00:00 on the wall clock.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    pub(crate) const fn seconds(self) -> i64 {
        60 * self.0 as i64
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// Reads `08:00`, `8:00` and `24:00`.
impl FromStr for TimeOfDay {
    type Err = WindowError;
    fn from_str(text: &str) -> Result<Self, WindowError> {
        let refuse = || WindowError::NotATime(text.to_owned());
        let (hour, minute) = text.trim().split_once(':').ok_or_else(refuse)?;
        let digits = |part: &str, min: usize| {
            (part.len() >= min && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        let (hour, minute) = digits(hour, 1).zip(digits(minute, 2)).ok_or_else(refuse)?;
        Self::new(hour, minute).ok_or_else(refuse)
    }
}

impl Slot {
    /// Open all day.
    pub const WHOLE_DAY: Self = Self { open: TimeOfDay::MIDNIGHT, close: TimeOfDay::END_OF_DAY };

    /// Open at `open`, closed at `close`.
    pub fn new(open: TimeOfDay, close: TimeOfDay) -> Result<Self, WindowError> {
        if open < close { Ok(Self { open, close }) } else { Err(WindowError::Reversed { open, close }) }
    }

    /// First minute inside.
    pub fn open(self) -> TimeOfDay {
        self.open
    }

    /// First minute after.
    pub fn close(self) -> TimeOfDay {
        self.close
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.open, self.close)
    }
}

impl FromStr for Slot {
    type Err = WindowError;
    fn from_str(text: &str) -> Result<Self, WindowError> {
        let (open, close) = text.split_once('-').ok_or_else(|| WindowError::NotASlot(text.to_owned()))?;
        Self::new(open.parse()?, close.parse()?)
    }
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl TryFrom<String> for $name {
            type Error = WindowError;
            fn try_from(text: String) -> Result<Self, WindowError> { text.parse() }
        }
        impl From<$name> for String { fn from(value: $name) -> Self { value.to_string() } }
    )*};
}
as_text!(TimeOfDay, Slot);

impl Week {
    /// The same slots from Monday to Friday.
    pub fn weekdays(slots: &[Slot]) -> Self {
        let day = || slots.to_vec();
        Self {
            monday: day(),
            tuesday: day(),
            wednesday: day(),
            thursday: day(),
            friday: day(),
            ..Self::default()
        }
    }

    /// The slots of a day of the week.
    pub fn on(&self, day: Weekday) -> &[Slot] {
        self.after_monday(i64::from(day.to_monday_zero_offset()))
    }

    /// The slots `days` days after a Monday.
    pub(crate) fn after_monday(&self, days: i64) -> &[Slot] {
        match days.rem_euclid(7) {
            0 => &self.monday,
            1 => &self.tuesday,
            2 => &self.wednesday,
            3 => &self.thursday,
            4 => &self.friday,
            5 => &self.saturday,
            _ => &self.sunday,
        }
    }

    pub(crate) fn days_mut(&mut self) -> [(Weekday, &mut Vec<Slot>); 7] {
        [
            (Weekday::Monday, &mut self.monday),
            (Weekday::Tuesday, &mut self.tuesday),
            (Weekday::Wednesday, &mut self.wednesday),
            (Weekday::Thursday, &mut self.thursday),
            (Weekday::Friday, &mut self.friday),
            (Weekday::Saturday, &mut self.saturday),
            (Weekday::Sunday, &mut self.sunday),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times_of_day() {
        for (text, minutes) in [("00:00", 0), ("8:05", 485), ("23:59", 1_439), ("24:00", 1_440)] {
            assert_eq!(text.parse::<TimeOfDay>().unwrap().minutes(), minutes, "{text}");
        }
        for bad in ["8", "08:0", "+8:00", "24:30", "08:60", "-1:00", "08:00:00", ""] {
            assert!(bad.parse::<TimeOfDay>().is_err(), "{bad}");
        }
    }
}
