//! The service window: when the service is open, as civil times of one zone (R4.1, R4.2).

use crate::{
    Zone,
    holidays::{holidays, is_holiday},
    week::{Slot, TimeOfDay, Week, WindowError},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// When the service is open. An instant is open when the wall clock of the zone shows a time inside a slot
/// of that weekday, and the date is neither a closed public holiday nor one of the closed dates (R4.1, R4.2).
///
/// So a slot that spans a clock change is an hour shorter in spring and an hour longer in autumn, and one that
/// ends inside the repeated hour is open in both of its passes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct ServiceWindow {
    week: Week,
    zone: Zone,
    is_closed_on_holidays: bool,
    closed_dates: BTreeSet<Date>,
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
            if let Some(pair) = slots.windows(2).find(|pair| pair[1].open() < pair[0].close()) {
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
        let day = vec![Slot::WHOLE_DAY];
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
        let is_closed =
            self.closed_dates.contains(&date) || self.is_closed_on_holidays && is_holiday(date, self.zone);
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
    }

    #[test]
    fn touching_slots_are_allowed() {
        let slots = ["12:00-18:00", "08:00-12:00"].map(|slot| slot.parse().unwrap());
        assert!(ServiceWindow::new(Week::weekdays(&slots), Zone::Guyane, false, BTreeSet::new()).is_ok());
    }
}
