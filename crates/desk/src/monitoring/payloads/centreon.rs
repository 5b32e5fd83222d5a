//! What Centreon tells, by our notification script or as a list of events (docs/reference/monitoring.md).

use super::{Event, Told, event, needed, seconds};
use kernel::Text;
use platform::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One event, or a list of them.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Body {
    Many(Vec<One>),
    Alone(One),
}

/// Words are those of Centreon's macros; numbers those of its engine.
#[derive(Deserialize)]
pub(super) struct One {
    /// `$NOTIFICATIONTYPE$`; empty to tell by the state.
    #[serde(default, rename = "type")]
    kind: String,
    /// `$HOSTNAME$`
    host: String,
    /// `$SERVICEDESC$`; empty for the host itself.
    #[serde(default)]
    service: String,
    /// `$SERVICESTATE$` or `$HOSTSTATE$`, or its number.
    state: Value,
    /// `$SERVICESTATETYPE$` or `$HOSTSTATETYPE$`, or its number: what is soft is not confirmed.
    #[serde(default)]
    state_type: Value,
    /// `$SERVICEOUTPUT$` or `$HOSTOUTPUT$`
    #[serde(default)]
    output: String,
    /// `$LASTSERVICESTATECHANGE$` or `$LASTHOSTSTATECHANGE$`: seconds since 1970.
    since: Value,
    #[serde(default)]
    url: String,
    #[serde(default)]
    labels: BTreeMap<String, String>,
}

/// A macro is text, a field of the engine a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(i64),
}

impl Default for Value {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Value {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.to_string(),
        }
    }
}

pub(super) fn events(body: Body) -> Result<Vec<Event>> {
    let (all, is_list) = match body {
        Body::Many(all) => (all, true),
        Body::Alone(one) => (vec![one], false),
    };
    if all.is_empty() {
        return Err(Error::invalid("", Text::new("monitoring-error-needed")));
    }
    let mut events = vec![];
    for (place, one) in all.iter().enumerate() {
        let field = |name: &str| if is_list { format!("[{place}].{name}") } else { name.to_owned() };
        events.extend(read(one, &field)?);
    }
    Ok(events)
}

fn read(one: &One, field: &dyn Fn(&str) -> String) -> Result<Option<Event>> {
    needed(&field("host"), &one.host)?;
    let state =
        state(one).ok_or_else(|| Error::invalid(&field("state"), Text::new("monitoring-error-status")))?;
    let is_good = matches!(state, "UP" | "OK");
    let is_firing = match one.kind.trim().to_uppercase().as_str() {
        "" => !is_good,
        "PROBLEM" => true,
        "RECOVERY" => false,
        "ACKNOWLEDGEMENT" | "CUSTOM" | "FLAPPINGSTART" | "FLAPPINGSTOP" | "FLAPPINGDISABLED"
        | "DOWNTIMESTART" | "DOWNTIMEEND" | "DOWNTIMECANCELLED" => return Ok(None),
        _ => return Err(Error::invalid(&field("type"), Text::new("monitoring-error-type"))),
    };
    if matches!(one.state_type.text().to_uppercase().as_str(), "SOFT" | "0") {
        return Ok(None);
    }
    let since = one.since.text();
    let at = seconds(&since)
        .ok_or_else(|| Error::invalid(&field("since"), Text::new("monitoring-error-since")))?;
    let verb = if is_firing { "problem" } else { "recovery" };
    let plain = |text: &str| text.replace('|', "_");
    let told = Told {
        key: [verb, &plain(&one.host), &plain(&one.service), state, &since].join("|"),
        alarm: format!("{}|{}", plain(&one.host), one.service),
        is_firing,
        host: &one.host,
        service: if one.service.is_empty() { "host" } else { &one.service },
        severity: state,
        summary: one.output.lines().next().unwrap_or_default(),
        detail: &one.output,
        link: &one.url,
        at: Some(at),
    };
    Ok(Some(event(&told, &one.labels)))
}

/// The state as a word: numbers mean one thing for hosts, another for services.
fn state(one: &One) -> Option<&'static str> {
    const HOST: [&str; 3] = ["UP", "DOWN", "UNREACHABLE"];
    const SERVICE: [&str; 4] = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];
    let words: &[&str] = if one.service.is_empty() { &HOST } else { &SERVICE };
    let told = one.state.text().to_uppercase();
    match told.parse::<usize>() {
        Ok(number) => words.get(number).copied(),
        Err(_) => words.iter().copied().find(|word| *word == told),
    }
}
