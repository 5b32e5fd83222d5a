//! Reading what sources post, each kind in its own words, into [`Event`]s.
//!
//! Formats of others are read leniently: what they add later is no error. Our own is read strictly.

mod centreon;

use super::{Event, Kind};
use jiff::Timestamp;
use kernel::Text;
use platform::{Error, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Most events in one delivery.
pub const EVENTS: usize = 500;

/// Most labels of an event.
const LABELS: usize = 64;

/// Longest name: a host, a service, a label.
const NAME: usize = 200;

/// Longest detail.
const DETAIL: usize = 4_000;

/// What a delivery holds, without what is told beside (acknowledgements, downtimes): that makes nothing.
pub fn read(kind: Kind, body: &[u8]) -> Result<Vec<Event>> {
    let events = match kind {
        Kind::Alertmanager => alertmanager(json(body)?)?,
        Kind::Icinga2 => icinga2(json(body)?)?.into_iter().collect(),
        Kind::Zabbix => zabbix(json(body)?)?.into_iter().collect(),
        Kind::Centreon => centreon::events(json(body)?)?,
        Kind::Generic => json::<Generic>(body)?.events.into_iter().map(generic).collect(),
        Kind::Prometheus | Kind::Probe => return Err(Error::refused("monitoring-error-posts-nothing")),
    };
    if events.len() > EVENTS {
        return Err(Error::invalid("", Text::new("monitoring-error-many").with("limit", EVENTS)));
    }
    Ok(events)
}

/// A delivery of a kind as it comes, to try a source with.
pub fn sample(kind: Kind) -> &'static str {
    match kind {
        Kind::Alertmanager => include_str!("samples/alertmanager.json"),
        Kind::Icinga2 => include_str!("samples/icinga2.json"),
        Kind::Zabbix => include_str!("samples/zabbix.json"),
        Kind::Centreon => include_str!("samples/centreon.json"),
        Kind::Generic => include_str!("samples/generic.json"),
        Kind::Prometheus | Kind::Probe => "",
    }
}

fn json<T: for<'a> Deserialize<'a>>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|e| {
        let text = Text::new("web-json-malformed").with("line", e.line()).with("column", e.column());
        Error::invalid("", text.with("detail", e.to_string()))
    })
}

fn needed<'a>(field: &str, text: &'a str) -> Result<&'a str> {
    if text.trim().is_empty() {
        return Err(Error::invalid(field, Text::new("monitoring-error-needed")));
    }
    Ok(text)
}

/// Without what screens cannot show, cut to a length.
fn clean(text: &str, longest: usize) -> String {
    let visible = |c: &char| {
        (!c.is_control() || *c == '\n')
            && !matches!(*c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.trim().chars().filter(visible).take(longest).collect()
}

fn line(text: &str) -> String {
    clean(text, NAME).replace('\n', " ")
}

/// Only an address that a browser may follow.
fn address(text: &str) -> String {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if is_web && !text.contains(char::is_whitespace) { clean(text, 500) } else { String::new() }
}

/// What is common to all kinds: cleaned, with the labels that rules look at.
pub(super) struct Told<'a> {
    pub(super) key: String,
    pub(super) alarm: String,
    pub(super) is_firing: bool,
    pub(super) host: &'a str,
    pub(super) service: &'a str,
    pub(super) severity: &'a str,
    pub(super) summary: &'a str,
    pub(super) detail: &'a str,
    pub(super) link: &'a str,
    pub(super) at: Option<Timestamp>,
}

pub(super) fn event(told: &Told<'_>, labels: &BTreeMap<String, String>) -> Event {
    let (host, service) = (line(told.host), line(told.service));
    let severity = line(told.severity).to_lowercase();
    let mut kept: BTreeMap<String, String> =
        labels.iter().take(LABELS).map(|(name, value)| (line(name), line(value))).collect();
    for (name, value) in [("host", &host), ("service", &service), ("severity", &severity)] {
        kept.insert(name.to_owned(), value.clone());
    }
    let digest = |text: &str| platform::Digest::of(text.as_bytes()).as_str().to_owned();
    Event {
        key: digest(&told.key),
        alarm: digest(&told.alarm),
        is_firing: told.is_firing,
        host,
        service,
        severity,
        summary: line(told.summary),
        detail: clean(told.detail, DETAIL),
        link: address(told.link),
        at: told.at,
        labels: kept,
    }
}

/// Alertmanager's webhook, version 4: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
#[derive(Deserialize)]
struct Alertmanager {
    version: String,
    alerts: Vec<Alert>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Alert {
    status: String,
    labels: BTreeMap<String, String>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
    starts_at: Timestamp,
    ends_at: Timestamp,
    #[serde(default, rename = "generatorURL")]
    generator_url: String,
    fingerprint: String,
}

fn alertmanager(body: Alertmanager) -> Result<Vec<Event>> {
    if body.version != "4" {
        return Err(Error::invalid("version", Text::new("monitoring-error-version")));
    }
    body.alerts.iter().enumerate().map(|(i, alert)| alert_event(i, alert)).collect()
}

fn alert_event(place: usize, alert: &Alert) -> Result<Event> {
    let at = |field: &str| format!("alerts[{place}].{field}");
    let is_firing = match alert.status.as_str() {
        "firing" => true,
        "resolved" => false,
        _ => return Err(Error::invalid(&at("status"), Text::new("monitoring-error-status"))),
    };
    let label = |names: &[&str]| {
        names.iter().find_map(|name| alert.labels.get(*name)).map(String::as_str).unwrap_or_default()
    };
    let note = |names: &[&str]| {
        names.iter().find_map(|name| alert.annotations.get(*name)).map(String::as_str).unwrap_or_default()
    };
    let service = needed(&at("labels.alertname"), label(&["alertname"]))?;
    let fingerprint = needed(&at("fingerprint"), &alert.fingerprint)?;
    let told = Told {
        key: format!("{fingerprint}|{}|{}", alert.starts_at, alert.status),
        alarm: fingerprint.to_owned(),
        is_firing,
        host: without_port(label(&["host", "instance"])),
        service,
        severity: label(&["severity"]),
        summary: note(&["summary", "title"]),
        detail: note(&["description", "message"]),
        link: &alert.generator_url,
        at: Some(if is_firing { alert.starts_at } else { alert.ends_at }),
    };
    Ok(event(&told, &alert.labels))
}

/// `machine:9100` is `machine`: several exporters of one machine are one host.
pub(super) fn without_port(instance: &str) -> &str {
    match instance.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !host.ends_with(':') => host,
        _ => instance,
    }
}

/// What our script for Icinga 2 posts (docs/reference/monitoring.md).
#[derive(Deserialize)]
struct Icinga2 {
    #[serde(rename = "type")]
    kind: String,
    host: String,
    #[serde(default)]
    service: String,
    state: String,
    #[serde(default)]
    output: String,
    /// Unix seconds of the last change of state, as Icinga writes them.
    since: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    labels: BTreeMap<String, String>,
}

fn icinga2(body: Icinga2) -> Result<Option<Event>> {
    let is_firing = match body.kind.to_uppercase().as_str() {
        "PROBLEM" => true,
        "RECOVERY" => false,
        "ACKNOWLEDGEMENT" | "CUSTOM" | "DOWNTIMESTART" | "DOWNTIMEEND" | "DOWNTIMEREMOVED"
        | "FLAPPINGSTART" | "FLAPPINGEND" => return Ok(None),
        _ => return Err(Error::invalid("type", Text::new("monitoring-error-type"))),
    };
    needed("host", &body.host)?;
    needed("state", &body.state)?;
    let at =
        seconds(&body.since).ok_or_else(|| Error::invalid("since", Text::new("monitoring-error-since")))?;
    let told = Told {
        key: [&body.kind, &body.host, &body.service, &body.state, &body.since]
            .map(|s| s.replace('|', "_"))
            .join("|"),
        alarm: format!("{}|{}", body.host, body.service),
        is_firing,
        host: &body.host,
        service: if body.service.is_empty() { "host" } else { &body.service },
        severity: &body.state,
        summary: body.output.lines().next().unwrap_or_default(),
        detail: &body.output,
        link: &body.url,
        at: Some(at),
    };
    Ok(Some(event(&told, &body.labels)))
}

/// `1764096123` or `1764096123.25`.
fn seconds(text: &str) -> Option<Timestamp> {
    let whole = text.trim().split('.').next()?;
    Timestamp::from_second(whole.parse().ok()?).ok()
}

/// What our media type for Zabbix posts (docs/reference/monitoring.md): every value is text.
#[derive(Deserialize)]
struct Zabbix {
    event_id: String,
    trigger_id: String,
    /// 1 for a problem, 0 for its recovery.
    value: String,
    /// 1 when somebody updated the problem: acknowledged it, changed its severity.
    #[serde(default)]
    update: String,
    host: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    severity: String,
    #[serde(default)]
    data: String,
    #[serde(default)]
    url: String,
    /// `{EVENT.TAGSJSON}`: a list of objects, as text.
    #[serde(default)]
    tags: String,
}

#[derive(Deserialize)]
struct Tag {
    tag: String,
    #[serde(default)]
    value: String,
}

fn zabbix(body: Zabbix) -> Result<Option<Event>> {
    let is_firing = match body.value.as_str() {
        "1" => true,
        "0" => false,
        _ => return Err(Error::invalid("value", Text::new("monitoring-error-value"))),
    };
    if body.update == "1" {
        return Ok(None);
    }
    for (field, text) in
        [("event_id", &body.event_id), ("trigger_id", &body.trigger_id), ("host", &body.host)]
    {
        needed(field, text)?;
    }
    let tags: Vec<Tag> = match body.tags.trim() {
        // Zabbix leaves a macro that has no value as it is written.
        "" | "{EVENT.TAGSJSON}" => vec![],
        text => serde_json::from_str(text)
            .map_err(|e| Error::invalid("tags", Text::new("monitoring-error-tags").with("detail", e)))?,
    };
    let labels = tags.into_iter().map(|tag| (tag.tag, tag.value)).collect();
    let told = Told {
        key: format!("{}|{}", body.event_id, body.value),
        alarm: body.trigger_id.clone(),
        is_firing,
        host: &body.host,
        service: if body.service.is_empty() { &body.name } else { &body.service },
        severity: &body.severity,
        summary: &body.name,
        detail: &body.data,
        link: &body.url,
        at: None,
    };
    Ok(Some(event(&told, &labels)))
}

/// Our own form, for whatever can sign what it posts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Generic {
    events: Vec<GenericEvent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GenericEvent {
    id: String,
    status: Status,
    host: String,
    service: String,
    #[serde(default)]
    severity: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    url: String,
    at: Option<Timestamp>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Status {
    Firing,
    Resolved,
}

fn generic(one: GenericEvent) -> Event {
    let told = Told {
        key: one.id,
        alarm: format!("{}|{}", one.host.replace('|', "_"), one.service),
        is_firing: one.status == Status::Firing,
        host: &one.host,
        service: &one.service,
        severity: &one.severity,
        summary: &one.summary,
        detail: &one.detail,
        link: &one.url,
        at: one.at,
    };
    event(&told, &one.labels)
}

#[cfg(test)]
mod tests;
