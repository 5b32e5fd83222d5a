//! How a calendar is written (RFC 5545).

use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};
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

impl Default for Span {
    fn default() -> Self {
        Self::Time(Timestamp::default(), None)
    }
}

/// One entry of a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Times those concerned were told of a change.
    pub sequence: i64,
    /// Whether it will not take place.
    pub is_cancelled: bool,
}

/// What an invitation asks of those who receive it (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// To come, or to take note of a change.
    Request,
    /// To forget it.
    Cancel,
}

/// Somebody named in an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The name shown.
    pub name: String,
    /// The address.
    pub address: String,
    /// Comes only when needed.
    pub is_optional: bool,
}

/// An invitation to one entry, as mail programs read it (RFC 6047).
pub fn invitation(
    entry: &Entry,
    method: Method,
    organiser: &Invited,
    invited: &[Invited],
    now: Timestamp,
) -> String {
    let mut event = event(entry, now);
    event.append_property(named("ORGANIZER", organiser).done());
    for one in invited {
        let role = if one.is_optional { "OPT-PARTICIPANT" } else { "REQ-PARTICIPANT" };
        let attendee =
            named("ATTENDEE", one).add_parameter("ROLE", role).add_parameter("RSVP", "TRUE").done();
        event.append_multi_property(attendee);
    }
    let mut calendar = Calendar::new();
    let method = if method == Method::Cancel { "CANCEL" } else { "REQUEST" };
    calendar.append_property(Property::new("METHOD", method).done());
    calendar.push(event.done());
    calendar.done().to_string()
}

/// Quotes and control characters would end the parameter.
fn named(property: &str, who: &Invited) -> Property {
    let name: String = who.name.chars().filter(|c| *c != '"' && !c.is_control()).collect();
    Property::new(property, format!("mailto:{}", who.address))
        .add_parameter("CN", &format!("\"{name}\""))
        .done()
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
    if entry.sequence > 0 {
        event.sequence(u32::try_from(entry.sequence).unwrap_or(u32::MAX));
    }
    if entry.is_cancelled {
        event.status(EventStatus::Cancelled);
    }
    if let Some(place) = &entry.place {
        event.location(place);
    }
    event.done()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
