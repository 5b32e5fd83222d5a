//! How a calendar is written (RFC 5545).

use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};
use jiff::{Timestamp, civil::Date};

/// Most calendars of one person.
pub const MOST: usize = 20;

/// When an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// All day.
    Day(Date),
    /// From an instant to another, or at an instant.
    Time(Timestamp, Option<Timestamp>),
}

/// One entry of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same each time, so that programs change the entry rather than add another.
    pub uid: String,
    /// When.
    pub span: Span,
    /// What, in a few words.
    pub title: String,
    /// What more there is to know.
    pub words: String,
    /// Where.
    pub place: Option<String>,
    /// Address of the page that tells all.
    pub address: String,
}

/// The calendar as programs read it.
pub fn written(title: &str, entries: &[Entry], now: Timestamp) -> String {
    let mut calendar = Calendar::new();
    calendar.name(title);
    calendar
        .append_property(Property::new("REFRESH-INTERVAL", "PT1H").add_parameter("VALUE", "DURATION").done());
    for entry in entries {
        calendar.push(event(entry, now));
    }
    calendar.done().to_string()
}

fn event(entry: &Entry, now: Timestamp) -> Event {
    let mut event = Event::new();
    event.uid(&entry.uid).summary(&entry.title).description(&entry.words).url(&entry.address);
    event.add_property("DTSTAMP", utc(now));
    match entry.span {
        Span::Day(day) => {
            let day = day.strftime("%Y%m%d").to_string();
            event.append_property(Property::new("DTSTART", day).add_parameter("VALUE", "DATE").done());
        }
        Span::Time(from, to) => {
            event.add_property("DTSTART", utc(from));
            if let Some(to) = to {
                event.add_property("DTEND", utc(to));
            }
        }
    }
    if let Some(place) = &entry.place {
        event.location(place);
    }
    event.done()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
