//! What monitoring sees over the three years: failures of one machine with their recovery, now and then one that comes
//! back, and one morning a storm.

use super::{Deed, Event, PRESENT, arrivals::instant, cast::Cast, dice::Dice};
use anyhow::{Context as _, Result};
use jiff::{
    SignedDuration, Timestamp,
    civil::{DateTime, date, datetime},
};

/// When the source is set up.
const SET_UP: DateTime = datetime(2024, 1, 15, 9, 0, 0, 0);

/// When the link of the whole of a beneficiary failed.
const STORM: DateTime = datetime(2026, 10, 13, 6, 41, 0, 0);

/// A stream of its own: other parts of the plan stay as they are.
const STREAM: u64 = 7_000;

/// What an event of monitoring says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Code of the beneficiary, a label of the alert.
    pub tenant: String,
    /// Name of the site, another one.
    pub site: String,
    /// The machine.
    pub host: String,
    /// Name of the alert.
    pub name: &'static str,
    /// The source's word.
    pub severity: &'static str,
    /// In a few words.
    pub summary: &'static str,
    /// When it began.
    pub since: Timestamp,
    /// Whether it fails.
    pub is_firing: bool,
}

/// Name, severity, words and usual minutes of a failure.
const FAILURES: [(&str, &str, &str, i64); 6] = [
    ("SwitchDown", "critical", "Commutateur injoignable", 35),
    ("LinkDown", "critical", "Lien fibre coupé", 95),
    ("AccessPointDown", "warning", "Borne Wi-Fi injoignable", 55),
    ("UpsOnBattery", "warning", "Onduleur sur batterie", 20),
    ("DiskAlmostFull", "warning", "Disque presque plein", 240),
    ("BackupLate", "info", "Sauvegarde en retard", 400),
];

/// The source, then what it tells.
pub(super) fn events(seed: u64, cast: &Cast) -> Result<Vec<Event>> {
    let mut dice = Dice::new(seed, STREAM);
    let mut events = vec![Event { at: at(SET_UP)?, deed: Deed::Watching }];
    for (code, days) in [("PMPB", 9), ("STC", 16)] {
        let sites: Vec<&str> =
            cast.sites_of(code).iter().map(|site| cast.sites[*site].name.as_str()).collect();
        let mut day = date(2024, 1, 16);
        while day < PRESENT.date() {
            let (hour, minute) = (dice.between(0, 23), dice.between(0, 59));
            let wall = day.at(i8::try_from(hour)?, i8::try_from(minute)?, 0, 0);
            failure(&mut events, &mut dice, code, &sites, at(wall)?);
            day = day.checked_add(jiff::Span::new().days(dice.between(2, 2 * days - 2)))?;
        }
    }
    storm(&mut events, cast, at(STORM)?);
    Ok(events)
}

fn at(wall: DateTime) -> Result<Timestamp> {
    instant(wall).context("no such instant")
}

fn failure(events: &mut Vec<Event>, dice: &mut Dice, code: &str, sites: &[&str], since: Timestamp) {
    let (name, severity, summary, minutes) = *dice.pick(&FAILURES);
    let site = (*dice.pick(sites)).to_owned();
    let host = format!("{}-{}", host(name), kernel::fold(&site).replace([' ', '\''], "-"));
    let alert =
        Alert { tenant: code.to_owned(), site, host, name, severity, summary, since, is_firing: true };
    let until = told(events, &alert, since, dice.around(minutes));
    // Some come back within the hour.
    if dice.chance(20) {
        let again = until + SignedDuration::from_mins(dice.between(10, 50));
        told(events, &Alert { since: again, ..alert }, again, dice.around(minutes));
    }
}

/// Tells of a failure and of its recovery; gives the instant of the latter.
fn told(events: &mut Vec<Event>, alert: &Alert, since: Timestamp, minutes: i64) -> Timestamp {
    let until = since + SignedDuration::from_mins(minutes);
    events.push(Event { at: since, deed: Deed::Alert(alert.clone()) });
    events.push(Event { at: until, deed: Deed::Alert(Alert { is_firing: false, ..alert.clone() }) });
    until
}

/// The first letters of a machine's name, by what it is.
fn host(name: &str) -> &'static str {
    match name {
        "SwitchDown" | "LinkDown" => "sw",
        "AccessPointDown" => "ap",
        "UpsOnBattery" => "ups",
        _ => "srv",
    }
}

/// Every switch of a beneficiary within a minute, and back within an hour.
fn storm(events: &mut Vec<Event>, cast: &Cast, began: Timestamp) {
    let sites = cast.sites_of("PMPB");
    for n in 0..24i64 {
        let site = &cast.sites[sites[usize::try_from(n).unwrap_or(0) % sites.len()]];
        let since = began + SignedDuration::from_secs(n * 2);
        let alert = Alert {
            tenant: "PMPB".to_owned(),
            site: site.name.clone(),
            host: format!("sw-{:02}-{}", n + 1, kernel::fold(&site.name).replace([' ', '\''], "-")),
            name: "SwitchDown",
            severity: "critical",
            summary: "Commutateur injoignable",
            since,
            is_firing: true,
        };
        told(events, &alert, since, 47);
    }
}
