//! Decisions about connections. Pure.

use super::{Connection, ConnectionForm, Rollout, State};
use crate::{availability::Link, sites::Site};
use jiff::civil::Date;
use kernel::{Exact, Explained, Explanation, Figure, Text};
use platform::{Problems, Result};

/// Longest text in characters.
const TEXT: usize = 500;

/// Largest bandwidth in megabits a second.
const MEGABITS: i64 = 1_000_000;

/// What a form says, once checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// First day of the state.
    pub from_on: Date,
    /// How the site is connected.
    pub state: State,
    /// When the fibre is expected.
    pub expected_on: Option<Date>,
    /// Name of the carrier.
    pub carrier: String,
    /// Minutes in which the carrier guarantees to repair.
    pub repair_minutes: Option<i64>,
    /// Bandwidth in megabits a second.
    pub megabits: Option<i64>,
    /// Whether it is of the closed user group.
    pub is_closed_group: bool,
    /// What is to be known.
    pub note: String,
}

/// A state alone, from a day on.
pub fn plain(state: State, from_on: Date) -> Content {
    Content {
        from_on,
        state,
        expected_on: None,
        carrier: String::new(),
        repair_minutes: None,
        megabits: None,
        is_closed_group: false,
        note: String::new(),
    }
}

/// What a form says, or every mistake with its field.
pub fn content(form: &ConnectionForm, today: Date) -> Result<Content> {
    let mut problems = Problems::default();
    let mut day = |field: &str, text: &str| match text.trim() {
        "" => None,
        text => {
            text.parse::<Date>().map_err(|_| problems.add(field, Text::new("connection-error-date"))).ok()
        }
    };
    let (from_on, expected_on) =
        (day("from_on", &form.from_on).unwrap_or(today), day("expected_on", &form.expected_on));
    if from_on > today {
        problems.add("from_on", Text::new("connection-error-future"));
    }
    let state = State::parse(&form.state);
    if state.is_none() {
        problems.add("state", Text::new("estate-error-fibre"));
    }
    let repair_minutes = minutes(&form.repair_hours);
    if repair_minutes.is_none() && !form.repair_hours.trim().is_empty() {
        problems.add("repair_hours", Text::new("connection-error-repair"));
    }
    if repair_minutes.is_some() && state.is_some_and(|state| !state.is_of_carrier()) {
        problems.add("repair_hours", Text::new("connection-error-no-carrier"));
    }
    let megabits = form.megabits.trim().parse::<i64>().ok().filter(|n| (1..=MEGABITS).contains(n));
    if megabits.is_none() && !form.megabits.trim().is_empty() {
        problems.add("megabits", Text::new("connection-error-megabits").with("limit", MEGABITS));
    }
    for (field, text) in [("carrier", &form.carrier), ("note", &form.note)] {
        if text.chars().count() > TEXT {
            problems.add(field, Text::new("estate-error-too-long").with("limit", TEXT));
        }
    }
    problems.into_result()?;
    Ok(Content {
        from_on,
        state: state.unwrap_or(State::None),
        expected_on,
        carrier: form.carrier.trim().to_owned(),
        repair_minutes,
        megabits,
        is_closed_group: matches!(form.closed_group.as_str(), "on" | "true"),
        note: form.note.trim().to_owned(),
    })
}

/// Minutes of a typed number of hours; a comma is a decimal point. Nothing when they are not whole minutes above 0.
fn minutes(hours: &str) -> Option<i64> {
    let hours = Exact::parse(&hours.trim().replace(',', ".")).ok()?;
    (hours * Exact::from(60)).to_integer_i64().filter(|minutes| (1..=1_000_000).contains(minutes))
}

/// How a site is connected on a day: the last state begun by then, else how it was found. `history` is in order.
pub fn on(history: &[Connection], day: Date) -> Option<&Connection> {
    history.iter().rev().find(|one| one.from_on <= day).or_else(|| history.first())
}

/// Time during which one kind of link serves a site, from midnight to midnight; open ends are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// First day; nothing when since ever.
    pub from: Option<Date>,
    /// First day after it; nothing while it lasts.
    pub to: Option<Date>,
    /// Whose link.
    pub link: Link,
}

/// By whose link a site is served, and when: not while it is not connected at all, nor outside the days it is served.
/// How it was found holds from ever on.
pub fn served(site: &Site, history: &[Connection]) -> Vec<Served> {
    let mut all: Vec<Served> = vec![];
    for (i, one) in history.iter().enumerate() {
        let Some(link) = link_of(one) else { continue };
        let from = later(if i == 0 { None } else { Some(one.from_on) }, site.serves_from);
        let ends = history.get(i + 1).map(|next| next.from_on);
        let to = match (ends, site.serves_to.and_then(|last| last.tomorrow().ok())) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            continue;
        }
        match all.last_mut() {
            Some(last) if last.link == link && last.to.is_some() && last.to == from => last.to = to,
            _ => all.push(Served { from, to, link }),
        }
    }
    all
}

fn later(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    one.max(other)
}

fn link_of(one: &Connection) -> Option<Link> {
    match one.state {
        State::Connected => Some(Link::Own),
        State::Carrier | State::Xdsl | State::Mobile => {
            Some(Link::Carrier { repair_seconds: one.repair_minutes.map(|minutes| minutes * 60) })
        }
        State::None | State::Study | State::Planned => None,
    }
}

/// The buildings connected in a period, and those left when it ends (A.3). A building is connected on the day its state
/// becomes so; how it was found is no connection. Only buildings served on the last day are left or counted.
pub fn rollout(sites: &[Site], history: &[Connection], first: Date, last: Date) -> Explained<Rollout> {
    let mut value = Rollout { buildings: 0, connected: 0, connected_in_period: vec![], remaining: vec![] };
    for site in sites {
        let own: Vec<&Connection> = history.iter().filter(|one| one.site == site.id).collect();
        let is_new = own.windows(2).any(|pair| {
            pair[0].state != State::Connected
                && pair[1].state == State::Connected
                && (first..=last).contains(&pair[1].from_on)
        });
        let is_served =
            site.serves_from.is_none_or(|day| day <= last) && site.serves_to.is_none_or(|day| day >= last);
        let state = own.iter().rev().find(|one| one.from_on <= last).or(own.first()).map(|one| one.state);
        let is_connected = state == Some(State::Connected);
        if is_new {
            value.connected_in_period.push(site.id.clone());
        }
        if is_served {
            value.buildings += 1;
            value.connected += i64::from(is_connected);
            if !is_connected {
                value.remaining.push(site.id.clone());
            }
        }
    }
    explained(value, first, last)
}

fn explained(value: Rollout, first: Date, last: Date) -> Explained<Rollout> {
    let count = |n: usize| Figure::Count(i64::try_from(n).unwrap_or(i64::MAX));
    let mut story = Explanation::of("A.3", "annexe 1 A, A.3", Text::new("connection-rule"));
    let rows = || Some(format!("/rollout?from={first}&to={last}"));
    story
        .input(Text::new("connection-first"), Figure::Date(first), None)
        .input(Text::new("connection-last"), Figure::Date(last), None)
        .input(Text::new("connection-buildings"), Figure::Count(value.buildings), rows())
        .input(Text::new("connection-connected"), Figure::Count(value.connected), rows());
    let (all, connected) = (value.buildings, value.connected);
    story
        .step(Text::new("connection-remaining"), format!("{all} − {connected}"), count(value.remaining.len()))
        .step(Text::new("connection-in-period"), "", count(value.connected_in_period.len()));
    story.explain(value)
}

#[cfg(test)]
mod tests;
