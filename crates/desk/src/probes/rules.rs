//! Decisions of probes: what may be asked of one, what its looks make of it. Pure.

use super::{Content, Finding, Kind, Look, Outcome, ProbeForm, Record, Standing, State, Summary};
use jiff::{SignedDuration, Timestamp};
use kernel::Text;
use platform::{
    Problems,
    egress::{self, EgressSettings},
};
use std::net::{IpAddr, SocketAddr};

/// Longest name in characters.
pub const NAME: usize = 100;

/// Longest target, word or answer in characters.
pub const TEXT: usize = 300;

/// Fewest and most seconds between two looks.
pub const INTERVAL: (i64, i64) = (10, 86_400);

/// Fewest and most seconds before a look is given up.
pub const TIMEOUT: (i64, i64) = (1, 20);

/// What is usual when nothing is typed: seconds between looks, seconds of patience, failures, successes, days.
pub const USUAL: (i64, i64, i64, i64, i64) = (60, 10, 3, 2, 21);

/// What a look made of a probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is down since the first failure of the row.
    Fell(Timestamp),
    /// It is up again since the first success of the row.
    Recovered(Timestamp),
}

/// How a probe stands after a look at `at`. A failure or a recovery counts from the first result of its row, so that an
/// outage is as long as what was seen of it. What never said anything is up at its first success.
pub fn after(
    standing: &Standing,
    needs: (i64, i64),
    is_good: bool,
    at: Timestamp,
) -> (Standing, Option<Change>) {
    let agrees = match standing.state {
        State::New => None,
        State::Up => Some(is_good),
        State::Down => Some(!is_good),
    };
    if agrees == Some(true) {
        return (Standing { streak: 0, streak_from: None, ..standing.clone() }, None);
    }
    if standing.state == State::New && is_good {
        return (Standing { state: State::Up, since: at, streak: 0, streak_from: None }, None);
    }
    let (streak, from) = (standing.streak + 1, standing.streak_from.unwrap_or(at));
    let needed = if is_good { needs.1 } else { needs.0 };
    if streak < needed.max(1) {
        return (Standing { streak, streak_from: Some(from), ..standing.clone() }, None);
    }
    let (state, change) =
        if is_good { (State::Up, Change::Recovered(from)) } else { (State::Down, Change::Fell(from)) };
    (Standing { state, since: from, streak: 0, streak_from: None }, Some(change))
}

/// How long a site may stay without a look before nobody watched it: three intervals of the probe that looks most often, and
/// never less than two minutes.
pub fn patience(shortest_interval: i64) -> SignedDuration {
    SignedDuration::from_secs(shortest_interval.saturating_mul(3).max(120))
}

/// A host and a port as typed; `usual` is the port when there is none.
pub fn place(text: &str, usual: Option<u16>) -> Option<(String, u16)> {
    let text = text.trim();
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '@' | '?' | '#')) {
        return None;
    }
    if let Ok(address) = text.trim_matches(['[', ']']).parse::<IpAddr>() {
        return usual.map(|port| (address.to_string(), port));
    }
    match text.rsplit_once(':') {
        Some((host, port)) => {
            let host = host.trim_matches(['[', ']']);
            let port = port.parse().ok().filter(|port| *port > 0)?;
            let is_host = !host.is_empty() && (!host.contains(':') || host.parse::<IpAddr>().is_ok());
            is_host.then(|| (host.to_owned(), port))
        }
        None => usual.map(|port| (text.to_owned(), port)),
    }
}

/// The name server as typed: an address, with or without its port.
pub fn server(text: &str) -> Option<SocketAddr> {
    let (host, port) = place(text, Some(53))?;
    Some(SocketAddr::new(host.parse().ok()?, port))
}

fn number(problems: &mut Problems, field: &str, text: &str, usual: i64, (least, most): (i64, i64)) -> i64 {
    let text = text.trim();
    if text.is_empty() {
        return usual;
    }
    text.parse().ok().filter(|number| (least..=most).contains(number)).unwrap_or_else(|| {
        problems.add(field, Text::new("monitoring-error-number").with("least", least).with("most", most));
        usual
    })
}

fn short(problems: &mut Problems, field: &str, text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() > most {
        problems.add(field, Text::new("desk-error-too-long").with("limit", most));
    }
    text.to_owned()
}

/// What a form says a probe looks at, or every mistake with its field. Where a name leads is known at the look only.
pub fn look(form: &ProbeForm, kind: Kind, settings: &EgressSettings, problems: &mut Problems) -> Look {
    let target = short(problems, "target", &form.target, TEXT);
    let is = |one: Kind| kind == one;
    match kind {
        Kind::Tcp | Kind::Tls => {
            let usual = is(Kind::Tls).then_some(443);
            match place(&target, usual) {
                None => problems.add("target", Text::new("probe-error-place")),
                Some((host, _)) => check_address(host.parse().ok(), "target", settings, problems),
            }
        }
        Kind::Http => {
            if let Err(refusal) = egress::check_page(&target, settings) {
                problems.add("target", refusal.text());
            }
        }
        Kind::Dns => {
            if target.is_empty()
                || !target.is_ascii()
                || target.contains(|c: char| c.is_whitespace() || c == '/')
            {
                problems.add("target", Text::new("probe-error-name"));
            }
            match server(&form.server) {
                None => problems.add("server", Text::new("probe-error-server")),
                Some(server) => check_address(Some(server.ip()), "server", settings, problems),
            }
        }
    }
    let of = |one: Kind, text: &str| if is(one) { text.trim().to_owned() } else { String::new() };
    Look {
        kind,
        target,
        status: if is(Kind::Http) { number(problems, "status", &form.status, 0, (100, 599)) } else { 0 },
        word: short(problems, "word", &of(Kind::Http, &form.word), TEXT),
        days: if is(Kind::Tls) { number(problems, "days", &form.days, USUAL.4, (1, 365)) } else { 0 },
        record: Record::parse(form.record.trim()).unwrap_or(Record::A),
        server: of(Kind::Dns, &form.server),
        answer: short(problems, "answer", &of(Kind::Dns, &form.answer), TEXT),
        timeout_seconds: number(problems, "timeout", &form.timeout, USUAL.1, TIMEOUT),
    }
}

fn check_address(address: Option<IpAddr>, field: &str, settings: &EgressSettings, problems: &mut Problems) {
    if let Some(Err(refusal)) = address.map(|address| egress::allowed(address, settings)) {
        problems.add(field, refusal.text());
    }
}

/// What a form says of a probe, all but the rows it belongs to, which only the database knows.
pub fn content(form: &ProbeForm, kind: Kind, settings: &EgressSettings, problems: &mut Problems) -> Content {
    let name = short(problems, "name", &form.name, NAME);
    if name.is_empty() {
        problems.add("name", Text::new("monitoring-error-name").with("limit", NAME));
    }
    let look = look(form, kind, settings, problems);
    let interval_seconds = number(problems, "interval", &form.interval, USUAL.0, INTERVAL);
    if look.timeout_seconds > interval_seconds {
        problems.add("timeout", Text::new("probe-error-timeout"));
    }
    // A certificate that ends soon still works: nothing is cut off.
    let usually = kind != Kind::Tls && !form.site.is_empty();
    let cuts_off = match form.cuts_off.as_str() {
        "yes" => true,
        "no" => false,
        _ => usually,
    };
    if cuts_off && (form.site.is_empty() || kind == Kind::Tls) {
        problems.add("cuts_off", Text::new("probe-error-cuts-off"));
    }
    Content {
        name,
        look,
        interval_seconds,
        failures: number(problems, "failures", &form.failures, USUAL.2, (1, 20)),
        successes: number(problems, "successes", &form.successes, USUAL.3, (1, 20)),
        cuts_off,
    }
}

/// What a form looks at, alone: to try it before anything is saved.
pub fn tried(form: &ProbeForm, kind: Kind, settings: &EgressSettings) -> Result<Look, Problems> {
    let mut problems = Problems::default();
    let look = look(form, kind, settings, &mut problems);
    if problems.0.is_empty() { Ok(look) } else { Err(problems) }
}

/// Looks as hours, the first first; an hour without a look has none.
pub fn by_hour(outcomes: &[Outcome]) -> Vec<Summary> {
    let mut hours: Vec<Summary> = vec![];
    for outcome in outcomes {
        let from = hour_of(outcome.at);
        if hours.last().is_none_or(|last| last.from != from) {
            hours.push(Summary { from, checks: 0, failed: 0, millis_total: 0, millis_most: 0 });
        }
        let Some(hour) = hours.last_mut() else { continue };
        hour.checks += 1;
        if outcome.found.finding == Finding::Good {
            hour.millis_total += outcome.found.millis;
            hour.millis_most = hour.millis_most.max(outcome.found.millis);
        } else {
            hour.failed += 1;
        }
    }
    hours
}

/// The beginning of the hour of an instant.
pub fn hour_of(at: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(3_600)).unwrap_or(at)
}

/// Milliseconds of a look that succeeded, on average, rounded down; nothing when none did.
pub fn average(summary: &Summary) -> Option<i64> {
    let good = summary.checks - summary.failed;
    (good > 0).then(|| summary.millis_total / good)
}

#[cfg(test)]
mod tests;
