//! French public holidays by rule (labour code L3133-1 and what territories add to it; R4.2).

use jiff::{
    ToSpan,
    civil::Date,
    tz::{TimeZone, TimeZoneDatabase},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr};

/// A territory with one list of public holidays and one time zone (R4.2).
///
/// Only days fixed by statute are listed. Good Friday and 21 July, kept by usage or collective agreement in
/// parts of the Antilles and Guyane, are left out there: a day off that no text gives would lengthen every
/// deadline. An agreement that wants them names them as closed dates of its service window. In
/// Alsace-Moselle, Good Friday is listed for every commune (L3134-13 gives it where there is a Protestant or
/// mixed church). Saint-Pierre-et-Miquelon has the national list. New Caledonia, French Polynesia and
/// Wallis-et-Futuna have labour codes of their own and are not offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Metropolitan France: the national list.
    #[default]
    Metropole,
    /// Bas-Rhin, Haut-Rhin and Moselle: also Good Friday and 26 December.
    AlsaceMoselle,
    /// Also 27 May, abolition of slavery.
    Guadeloupe,
    /// Also 22 May, abolition of slavery.
    Martinique,
    /// Also 10 June, abolition of slavery.
    Guyane,
    /// Also 20 December, abolition of slavery.
    Reunion,
    /// Also 27 April, abolition of slavery.
    Mayotte,
    /// Also 28 May, abolition of slavery.
    SaintMartin,
    /// Also 9 October, abolition of slavery.
    SaintBarthelemy,
    /// The national list.
    SaintPierreEtMiquelon,
}

/// Why a text names no [`Zone`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "«{0}» is not a holiday zone; use one of metropole, alsace_moselle, guadeloupe, martinique, guyane, reunion, mayotte, saint_martin, saint_barthelemy, saint_pierre_et_miquelon"
)]
pub struct UnknownZone(pub String);

impl Zone {
    /// Every zone, metropolitan France first.
    pub const ALL: [Self; 10] = [
        Self::Metropole,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Martinique,
        Self::Guyane,
        Self::Reunion,
        Self::Mayotte,
        Self::SaintMartin,
        Self::SaintBarthelemy,
        Self::SaintPierreEtMiquelon,
    ];

    /// The identifier in files, in the API and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metropole => "metropole",
            Self::AlsaceMoselle => "alsace_moselle",
            Self::Guadeloupe => "guadeloupe",
            Self::Martinique => "martinique",
            Self::Guyane => "guyane",
            Self::Reunion => "reunion",
            Self::Mayotte => "mayotte",
            Self::SaintMartin => "saint_martin",
            Self::SaintBarthelemy => "saint_barthelemy",
            Self::SaintPierreEtMiquelon => "saint_pierre_et_miquelon",
        }
    }

    /// Message key of the zone's name on screens.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Metropole => "zone-metropole",
            Self::AlsaceMoselle => "zone-alsace-moselle",
            Self::Guadeloupe => "zone-guadeloupe",
            Self::Martinique => "zone-martinique",
            Self::Guyane => "zone-guyane",
            Self::Reunion => "zone-reunion",
            Self::Mayotte => "zone-mayotte",
            Self::SaintMartin => "zone-saint-martin",
            Self::SaintBarthelemy => "zone-saint-barthelemy",
            Self::SaintPierreEtMiquelon => "zone-saint-pierre-et-miquelon",
        }
    }

    /// Name of the time zone in the IANA database.
    pub fn iana(self) -> &'static str {
        match self {
            Self::Metropole | Self::AlsaceMoselle => "Europe/Paris",
            Self::Guadeloupe => "America/Guadeloupe",
            Self::Martinique => "America/Martinique",
            Self::Guyane => "America/Cayenne",
            Self::Reunion => "Indian/Reunion",
            Self::Mayotte => "Indian/Mayotte",
            Self::SaintMartin => "America/Marigot",
            Self::SaintBarthelemy => "America/St_Barthelemy",
            Self::SaintPierreEtMiquelon => "America/Miquelon",
        }
    }

    /// The time zone, from the data built into the program: the machine's own data is never read, so that
    /// two machines always agree on a deadline.
    ///
    /// # Panics
    /// When the program was built without one of the zones: a test holds that it never is.
    pub fn time_zone(self) -> TimeZone {
        TimeZoneDatabase::bundled()
            .get(self.iana())
            .unwrap_or_else(|error| panic!("time zone data is built in: {error}"))
    }

    /// What the zone adds to the national list: month, day and message key of the name.
    fn own_day(self) -> Option<(i8, i8, &'static str)> {
        let (month, day) = match self {
            Self::Metropole | Self::SaintPierreEtMiquelon => return None,
            Self::AlsaceMoselle => return Some((12, 26, "holiday-second-christmas-day")),
            Self::Guadeloupe => (5, 27),
            Self::Martinique => (5, 22),
            Self::Guyane => (6, 10),
            Self::Reunion => (12, 20),
            Self::Mayotte => (4, 27),
            Self::SaintMartin => (5, 28),
            Self::SaintBarthelemy => (10, 9),
        };
        Some((month, day, "holiday-abolition-of-slavery"))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads the identifier; hyphens are accepted for underscores and capitals for small letters.
impl FromStr for Zone {
    type Err = UnknownZone;
    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        let plain = text.trim().to_lowercase().replace('-', "_");
        Self::ALL.into_iter().find(|zone| zone.as_str() == plain).ok_or_else(|| UnknownZone(text.to_owned()))
    }
}

/// Days of the national list with a fixed date: month, day, message key of the name.
const FIXED: [(i8, i8, &str); 8] = [
    (1, 1, "holiday-new-year"),
    (5, 1, "holiday-labour-day"),
    (5, 8, "holiday-victory-1945"),
    (7, 14, "holiday-national-day"),
    (8, 15, "holiday-assumption"),
    (11, 1, "holiday-all-saints"),
    (11, 11, "holiday-armistice-1918"),
    (12, 25, "holiday-christmas"),
];

/// Days of the national list counted from Easter Sunday: days after it, message key of the name.
const MOVABLE: [(i32, &str); 3] =
    [(1, "holiday-easter-monday"), (39, "holiday-ascension"), (50, "holiday-whit-monday")];

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's method); nothing for a year that
/// civil dates cannot hold.
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (century, of_century) = (y.div_euclid(100), y.rem_euclid(100));
    let golden = y.rem_euclid(19);
    let sync = (century + 8).div_euclid(25);
    let lunar = (century - sync + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - lunar + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * century.rem_euclid(4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let (month, day) = (i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?);
    Date::new(year, month, day).ok()
}

/// The public holidays of a civil year in date order, each with the message key of its name (R4.2).
///
/// Dates are unique: when two names fall on one date (Ascension on 1 May 2008 or 8 May 2059), the day with a
/// fixed date names it. The present list is applied to every year, with no history of when a day was added.
pub fn holidays(year: i16, zone: Zone) -> Vec<(Date, &'static str)> {
    let mut days = BTreeMap::new();
    for (month, day, key) in FIXED.into_iter().chain(zone.own_day()) {
        if let Ok(date) = Date::new(year, month, day) {
            days.entry(date).or_insert(key);
        }
    }
    let good_friday = (zone == Zone::AlsaceMoselle).then_some((-2, "holiday-good-friday"));
    if let Some(sunday) = easter(year) {
        for (after, key) in MOVABLE.into_iter().chain(good_friday) {
            if let Ok(date) = sunday.checked_add(after.days()) {
                days.entry(date).or_insert(key);
            }
        }
    }
    days.into_iter().collect()
}

/// Whether a civil date is a public holiday (R4.2).
pub fn is_holiday(date: Date, zone: Zone) -> bool {
    holidays(date.year(), zone).iter().any(|(day, _)| *day == date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    #[test]
    fn easter_falls_where_the_almanacs_say() {
        let known = [
            (1583, 4, 10),
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2022, 4, 17),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2049, 4, 18),
            (2059, 3, 30),
            (2285, 3, 22),
        ];
        for (year, month, day) in known {
            assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
        }
        for year in -9999..=9999 {
            let sunday = easter(year).unwrap();
            assert_eq!(sunday.weekday(), Weekday::Sunday, "{year}");
            assert!(sunday >= date(year, 3, 22) && sunday <= date(year, 4, 25), "{year}");
        }
        assert_eq!(easter(10_000), None);
    }

    #[test]
    fn the_list_of_2026() {
        let dates: Vec<String> =
            holidays(2026, Zone::Metropole).iter().map(|(day, _)| day.to_string()).collect();
        let expected = [
            "2026-01-01",
            "2026-04-06",
            "2026-05-01",
            "2026-05-08",
            "2026-05-14",
            "2026-05-25",
            "2026-07-14",
            "2026-08-15",
            "2026-11-01",
            "2026-11-11",
            "2026-12-25",
        ];
        assert_eq!(dates, expected);
    }

    #[test]
    fn dates_are_unique_when_names_coincide() {
        for year in [2008, 2059] {
            let list = holidays(year, Zone::Metropole);
            assert_eq!(list.len(), 10, "{year}");
            assert!(list.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
        assert!(holidays(2008, Zone::Metropole).contains(&(date(2008, 5, 1), "holiday-labour-day")));
        assert!(holidays(2059, Zone::Metropole).contains(&(date(2059, 5, 8), "holiday-victory-1945")));
    }

    #[test]
    fn zones_add_their_own_days() {
        let own = [
            (Zone::Guadeloupe, date(2026, 5, 27)),
            (Zone::Martinique, date(2026, 5, 22)),
            (Zone::Guyane, date(2026, 6, 10)),
            (Zone::Reunion, date(2026, 12, 20)),
            (Zone::Mayotte, date(2026, 4, 27)),
            (Zone::SaintMartin, date(2026, 5, 28)),
            (Zone::SaintBarthelemy, date(2026, 10, 9)),
            (Zone::AlsaceMoselle, date(2026, 4, 3)),
            (Zone::AlsaceMoselle, date(2026, 12, 26)),
        ];
        for (zone, day) in own {
            assert!(is_holiday(day, zone), "{zone} {day}");
            assert!(!is_holiday(day, Zone::Metropole), "{zone} {day}");
        }
        for zone in [Zone::Guadeloupe, Zone::Martinique, Zone::Guyane] {
            assert!(!is_holiday(date(2026, 4, 3), zone) && !is_holiday(date(2026, 7, 21), zone));
        }
        assert_eq!(holidays(2026, Zone::AlsaceMoselle).len(), 13);
    }

    #[test]
    fn names_read_back_and_time_zones_exist() {
        for zone in Zone::ALL {
            assert_eq!(zone.as_str().replace('_', "-").parse(), Ok(zone));
            assert_eq!(zone.time_zone().iana_name(), Some(zone.iana()));
            assert_eq!(serde_json::to_value(zone).unwrap(), zone.as_str());
        }
        assert_eq!("lorraine".parse::<Zone>(), Err(UnknownZone("lorraine".into())));
    }
}
