//! The service window: when the service is open, as civil times of one zone (R4.1, R4.2).

use crate::{Zone, holidays::holidays};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, str::FromStr};

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

/// When the service is open. An instant is open when the wall clock of the zone shows a time inside a slot
/// of that weekday, and the date is neither a closed public holiday nor one of the closed dates (R4.1, R4.2).
///
/// So a slot that spans a clock change is an hour shorter in spring and an hour longer in autumn.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct ServiceWindow {
    week: Week,
    zone: Zone,
    is_closed_on_holidays: bool,
    closed_dates: BTreeSet<Date>,
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

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    zone: Zone,
    #[serde(default = "closed_by_default")]
    closed_on_holidays: bool,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    closed_dates: BTreeSet<Date>,
    week: Week,
}

fn closed_by_default() -> bool {
    true
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
        match day {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
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

    fn days_mut(&mut self) -> [(Weekday, &mut Vec<Slot>); 7] {
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

impl ServiceWindow {
    /// A window of any shape. Slots may be given in any order and may touch; they may not overlap, and the
    /// week has at least one. `closed_dates` are whole civil days closed besides holidays: empty unless the
    /// parties agreed on some, since the agreement excludes public holidays only (R4.2).
    pub fn new(
        mut week: Week,
        zone: Zone,
        is_closed_on_holidays: bool,
        closed_dates: BTreeSet<Date>,
    ) -> Result<Self, WindowError> {
        let mut has_slot = false;
        for (day, slots) in week.days_mut() {
            slots.sort_unstable();
            has_slot |= !slots.is_empty();
            if let Some(pair) = slots.windows(2).find(|pair| pair[1].open < pair[0].close) {
                return Err(WindowError::Overlap { day, first: pair[0], second: pair[1] });
            }
        }
        if !has_slot {
            return Err(WindowError::NeverOpen);
        }
        Ok(Self { week, zone, is_closed_on_holidays, closed_dates })
    }

    /// Monday to Friday from `open` to `close`, closed on public holidays: the shape of the agreement (R4.1).
    pub fn weekdays(open: TimeOfDay, close: TimeOfDay, zone: Zone) -> Result<Self, WindowError> {
        Self::new(Week::weekdays(&[Slot::new(open, close)?]), zone, true, BTreeSet::new())
    }

    /// Always open, holidays included: the 24x7 value shown beside the contractual one (R5.6).
    pub fn around_the_clock(zone: Zone) -> Self {
        let day = vec![Slot { open: TimeOfDay::MIDNIGHT, close: TimeOfDay::END_OF_DAY }];
        let week = Week { saturday: day.clone(), sunday: day.clone(), ..Week::weekdays(&day) };
        Self { week, zone, is_closed_on_holidays: false, closed_dates: BTreeSet::new() }
    }

    /// The slots of each weekday, sorted.
    pub fn week(&self) -> &Week {
        &self.week
    }

    /// The territory: its holidays and its time zone.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// Whether public holidays are closed.
    pub fn is_closed_on_holidays(&self) -> bool {
        self.is_closed_on_holidays
    }

    /// Days closed besides public holidays.
    pub fn closed_dates(&self) -> &BTreeSet<Date> {
        &self.closed_dates
    }

    /// The slots of a civil date: none on a closed day.
    pub fn slots_on(&self, date: Date) -> &[Slot] {
        let is_closed = self.closed_dates.contains(&date)
            || self.is_closed_on_holidays && crate::holidays::is_holiday(date, self.zone);
        if is_closed { &[] } else { self.week.on(date.weekday()) }
    }

    /// Every closed date of a range of civil years: holidays and agreed closures, sorted.
    pub(crate) fn closures(&self, first_year: i16, last_year: i16) -> BTreeSet<Date> {
        let is_within = |date: &&Date| (first_year..=last_year).contains(&date.year());
        let mut closed: BTreeSet<Date> = self.closed_dates.iter().filter(is_within).copied().collect();
        if self.is_closed_on_holidays {
            closed.extend(
                (first_year..=last_year).flat_map(|year| holidays(year, self.zone)).map(|(day, _)| day),
            );
        }
        closed
    }
}

impl TryFrom<Draft> for ServiceWindow {
    type Error = WindowError;
    fn try_from(draft: Draft) -> Result<Self, WindowError> {
        Self::new(draft.week, draft.zone, draft.closed_on_holidays, draft.closed_dates)
    }
}

impl From<ServiceWindow> for Draft {
    fn from(window: ServiceWindow) -> Self {
        Self {
            zone: window.zone,
            closed_on_holidays: window.is_closed_on_holidays,
            closed_dates: window.closed_dates,
            week: window.week,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn standard() -> ServiceWindow {
        ServiceWindow::weekdays("08:00".parse().unwrap(), "18:00".parse().unwrap(), Zone::Metropole).unwrap()
    }

    #[test]
    fn counts_the_open_days_of_the_agreement() {
        let window = standard();
        let open_days = |year| {
            let days = date(year, 1, 1).series(jiff::ToSpan::days(1)).take_while(|day| day.year() == year);
            days.filter(|day| !window.slots_on(*day).is_empty()).count()
        };
        assert_eq!([2022, 2023, 2024, 2025, 2026, 2027].map(open_days), [253, 251, 252, 251, 252, 254]); // R4.5
    }

    #[test]
    fn reads_and_writes_a_window_as_data() {
        let text = r#"{"zone":"reunion","closed_on_holidays":true,"closed_dates":["2026-12-24"],
            "week":{"monday":["13:30-18:00","08:00-12:15"],"saturday":["00:00-24:00"]}}"#;
        let window: ServiceWindow = serde_json::from_str(text).unwrap();
        assert_eq!(window.slots_on(date(2026, 6, 1)).len(), 2);
        assert_eq!(window.slots_on(date(2026, 6, 1))[0].to_string(), "08:00-12:15");
        assert!(window.slots_on(date(2026, 12, 24)).is_empty());
        let written = serde_json::to_string(&window).unwrap();
        assert_eq!(serde_json::from_str::<ServiceWindow>(&written).unwrap(), window);
        let short = r#"{"zone":"metropole","week":{"monday":["8:00-9:00"]}}"#;
        assert!(serde_json::from_str::<ServiceWindow>(short).unwrap().is_closed_on_holidays());
    }

    #[test]
    fn refuses_what_makes_no_sense() {
        let refused = |week: &str| {
            let text = format!(r#"{{"zone":"metropole","week":{week}}}"#);
            serde_json::from_str::<ServiceWindow>(&text).unwrap_err().to_string()
        };
        assert!(refused("{}").contains("at least one opening"));
        assert!(refused(r#"{"monday":["08:00-12:00","11:59-14:00"]}"#).contains("overlap"));
        assert!(refused(r#"{"monday":["12:00-12:00"]}"#).contains("must close after it opens"));
        assert!(refused(r#"{"monday":["08:00-24:01"]}"#).contains("24:01"));
        assert!(refused(r#"{"monday":["08:00"]}"#).contains("08:00-18:00"));
        assert!(refused(r#"{"lundi":["08:00-12:00"]}"#).contains("lundi"));
        for bad in ["8", "08:0", "+8:00", "24:30", "08:60", ""] {
            assert!(bad.parse::<TimeOfDay>().is_err(), "{bad}");
        }
    }

    #[test]
    fn touching_slots_are_allowed() {
        let slots = ["12:00-18:00", "08:00-12:00"].map(|slot| slot.parse().unwrap());
        assert!(ServiceWindow::new(Week::weekdays(&slots), Zone::Guyane, false, BTreeSet::new()).is_ok());
    }
}
