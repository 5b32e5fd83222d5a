//! Mails that come in, written by hand; what becomes of each is the product's decision.

use super::{Deed, Event, arrivals::instant, cast::Cast};
use anyhow::{Context as _, Result};
use jiff::civil::{DateTime, datetime};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sack {
    mails: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    at: DateTime,
    #[serde(default)]
    person: Option<String>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    address: String,
    subject: String,
    #[serde(default)]
    more: String,
    text: String,
}

/// Since when people are told of what happens: the last working week.
const TOLD_FROM: DateTime = datetime(2026, 11, 16, 7, 0, 0, 0);

/// When they were told last, and when some said how it went.
const TOLD_UNTIL: DateTime = datetime(2026, 11, 20, 10, 20, 0, 0);

/// The mails, each at its instant, and the rounds of what is told.
pub(super) fn events(cast: &Cast) -> Result<Vec<Event>> {
    let sack: Sack = toml::from_str(include_str!("../data/mails.toml")).context("data/mails.toml")?;
    let mut events = vec![];
    for (number, one) in (1..).zip(&sack.mails) {
        let raw = raw(cast, number, one)?;
        events.push(Event { at: at(one.at)?, deed: Deed::Mail { number, raw } });
    }
    for day in 16..=19 {
        events.push(Event { at: at(datetime(2026, 11, day, 18, 5, 0, 0))?, deed: Deed::Tell });
    }
    events.push(Event { at: at(TOLD_FROM)?, deed: Deed::Tell });
    events.push(Event { at: at(TOLD_UNTIL)?, deed: Deed::Tell });
    events.push(Event { at: at(TOLD_UNTIL)?, deed: Deed::Opinions });
    Ok(events)
}

fn at(wall: DateTime) -> Result<jiff::Timestamp> {
    instant(wall).context("no such instant")
}

fn raw(cast: &Cast, number: i64, one: &Written) -> Result<String> {
    let (name, address) = match &one.person {
        Some(name) => (name.clone(), cast.persons[cast.person(name)?].email()),
        None => (one.name.clone(), one.address.clone()),
    };
    let text = one.text.trim().replace('\n', "\r\n");
    Ok(format!(
        "From: \"{name}\" <{address}>\r\nTo: assistance@demonstration.example\r\nSubject: {}\r\n\
         Message-ID: <courriel-{number}@demonstration.example>\r\n{}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n",
        one.subject, one.more
    ))
}
