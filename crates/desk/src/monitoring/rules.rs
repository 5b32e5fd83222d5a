//! Decisions of monitoring: whose an event is, what it means, what becomes of it. Pure.

use super::{Alarm, Event, Kind, OnRecovery, Outcome, Reason, Rule, Settings, Severity, Source};
use crate::tickets::{Impact, TicketKey, Urgency, rules::is_within_reopening};
use jiff::{SignedDuration, Timestamp};
use kernel::Text;
use platform::{Problems, Result};

/// Longest name of a source, label or value.
const NAME: usize = 100;

/// Most severities of a source.
pub const SEVERITIES: usize = 12;

/// Whether the rule is about this event.
pub fn concerns(rule: &Rule, event: &Event) -> bool {
    if rule.label.is_empty() {
        return true;
    }
    let Some(value) = event.labels.get(&rule.label) else { return false };
    match rule.value.strip_suffix('*') {
        Some(beginning) => value.starts_with(beginning),
        None => *value == rule.value,
    }
}

/// The rule that decides: a whole value before a beginning, the longest beginning first, the rule for every event
/// last; of two alike, the older one.
pub fn deciding<'a>(rules: &'a [Rule], event: &Event) -> Option<&'a Rule> {
    let precision = |rule: &Rule| match (rule.label.is_empty(), rule.value.strip_suffix('*')) {
        (true, _) => (0, 0),
        (false, Some(beginning)) => (1, beginning.len()),
        (false, None) => (2, 0),
    };
    let about = rules.iter().filter(|rule| concerns(rule, event));
    about.min_by(|a, b| precision(b).cmp(&precision(a)).then_with(|| a.id.cmp(&b.id)))
}

/// What a severity means; nothing when it makes no ticket. A word that nobody mapped has the meaning of the empty
/// word, or an ordinary one.
pub fn meaning(severities: &[Severity], word: &str) -> Option<(Impact, Urgency)> {
    let found = severities.iter().find(|s| s.word == word);
    let found = found.or_else(|| severities.iter().find(|s| s.word.is_empty()));
    match found {
        Some(severity) => severity.impact.map(|impact| (impact, severity.urgency)),
        None => Some((Impact::Medium, Urgency::Medium)),
    }
}

/// Whether a severity means that the site of the event is cut off; a word that nobody mapped has the meaning of the empty
/// word, or none.
pub fn cuts_off(severities: &[Severity], word: &str) -> bool {
    let found = severities.iter().find(|s| s.word == word);
    found.or_else(|| severities.iter().find(|s| s.word.is_empty())).is_some_and(|severity| severity.is_outage)
}

/// Whether a source that sends signs of life says nothing for longer than it may, which was not noticed yet. One that never
/// said anything is not set up.
pub fn is_silent(source: &Source, now: Timestamp) -> bool {
    let may_be_silent = SignedDuration::from_mins(source.settings.silent_minutes);
    let is_watching = source.is_enabled && !source.is_silent && source.settings.silent_minutes > 0;
    is_watching && source.last_event_at.is_some_and(|at| now.duration_since(at) > may_be_silent)
}

/// What the severities of a kind mean unless the desk says otherwise.
pub fn usual_severities(kind: Kind) -> Vec<Severity> {
    use Impact::{High, Low, Medium};
    let words: &[(&str, Option<Impact>, Urgency)] = match kind {
        Kind::Alertmanager | Kind::Generic => &[
            ("critical", Some(High), Urgency::High),
            ("warning", Some(Medium), Urgency::Medium),
            ("info", None, Urgency::Low),
        ],
        Kind::Prometheus => &[("down", Some(High), Urgency::High)],
        Kind::Probe => &[("down", Some(High), Urgency::High), ("degraded", Some(Medium), Urgency::Medium)],
        Kind::Icinga2 | Kind::Centreon => &[
            ("down", Some(High), Urgency::High),
            ("critical", Some(High), Urgency::Medium),
            ("warning", Some(Low), Urgency::Medium),
            ("unknown", Some(Low), Urgency::Low),
        ],
        Kind::Zabbix => &[
            ("disaster", Some(High), Urgency::High),
            ("high", Some(High), Urgency::Medium),
            ("average", Some(Medium), Urgency::Medium),
            ("warning", Some(Low), Urgency::Medium),
            ("information", None, Urgency::Low),
            ("not classified", None, Urgency::Low),
        ],
    };
    let words = words.iter().map(|(word, impact, urgency)| (*word, *impact, *urgency));
    let all = words.chain([("", Some(Medium), Urgency::Medium)]);
    // The gravest word of each kind, the first of its list, cuts a site off.
    all.enumerate()
        .map(|(i, (word, impact, urgency))| Severity {
            word: word.to_owned(),
            impact,
            urgency,
            is_outage: i == 0,
        })
        .collect()
}

/// Checks how a source is to be treated, and tidies it.
pub fn check(mut settings: Settings) -> Result<Settings> {
    let mut problems = Problems::default();
    let name = settings.name.trim().to_owned();
    settings.name = name;
    if settings.name.is_empty() || settings.name.chars().count() > NAME {
        problems.add("name", Text::new("monitoring-error-name").with("limit", NAME));
    }
    let numbers = [
        ("reopen_hours", settings.reopen_hours, 0, 24 * 365),
        ("storm_count", settings.storm_count, 1, 1_000),
        ("storm_minutes", settings.storm_minutes, 1, 24 * 60),
        ("silent_minutes", settings.silent_minutes, 0, 24 * 60),
    ];
    for (field, number, least, most) in numbers {
        if !(least..=most).contains(&number) {
            let text = Text::new("monitoring-error-number").with("least", least).with("most", most);
            problems.add(field, text);
        }
    }
    if !settings.kind.posts() {
        // What is asked or looked at by this program tells by itself when nobody watched.
        settings.silent_minutes = 0;
    }
    for severity in &mut settings.severities {
        severity.word = severity.word.trim().to_lowercase();
    }
    let words: Vec<&str> = settings.severities.iter().map(|s| s.word.as_str()).collect();
    let is_twice = words.iter().enumerate().any(|(i, word)| words[..i].contains(word));
    if words.len() > SEVERITIES || is_twice || words.iter().any(|word| word.chars().count() > NAME) {
        problems.add("severities", Text::new("monitoring-error-severities").with("limit", SEVERITIES));
    }
    problems.into_result().map(|()| settings)
}

/// Checks the label and value of a rule.
pub fn check_match(label: &str, value: &str, problems: &mut Problems) {
    let is_long = |text: &str| text.chars().count() > NAME;
    if is_long(label) {
        problems.add("label", Text::new("desk-error-too-long").with("limit", NAME));
    }
    if is_long(value) {
        problems.add("value", Text::new("desk-error-too-long").with("limit", NAME));
    }
    if !label.is_empty() && value.trim_end_matches('*').is_empty() {
        problems.add("value", Text::new("monitoring-error-rule-value"));
    }
    if label.is_empty() && !value.is_empty() {
        problems.add("label", Text::new("monitoring-error-rule-label"));
    }
}

/// The ticket that events of a host and service last went to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which one.
    pub ticket: TicketKey,
    /// Whether it is still worked on.
    pub is_open: bool,
    /// When it was last resolved.
    pub resolved_at: Option<Timestamp>,
    /// Whether it collects a storm.
    pub is_storm: bool,
    /// Things in it that still fail, the one of the event left out.
    pub others_firing: i64,
}

/// What is known when an event comes.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What the source said of this thing before.
    pub alarm: Option<Alarm>,
    /// The ticket of its host and service.
    pub standing: Option<Standing>,
    /// Tickets that the source opened for this beneficiary within the minutes of a storm.
    pub opened_lately: i64,
    /// The ticket that collects the storm going on.
    pub storm: Option<TicketKey>,
    /// Days during which the desk reopens tickets.
    pub reopen_days: i64,
    /// Now.
    pub now: Timestamp,
}

/// What becomes of an event that no rule is about.
pub const WITHOUT_RULE: (Outcome, Option<Reason>) = (Outcome::Refused, Some(Reason::NoRule));

/// What is to be done with an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Open a ticket for it.
    Open,
    /// Open the ticket that collects a storm.
    BeginStorm,
    /// Add it to the ticket of the storm.
    Hold(TicketKey),
    /// Add it to an open ticket.
    Join(TicketKey),
    /// Reopen a ticket.
    Reopen(TicketKey),
    /// Write down that it recovered: others of the ticket still fail.
    Recover(TicketKey),
    /// Everything in the ticket has recovered.
    End(TicketKey, OnRecovery),
    /// Write down that it recovered; the ticket is over already.
    Forget(TicketKey),
    /// Do nothing.
    Ignore(Reason),
}

impl Plan {
    /// What it makes of the event.
    pub fn outcome(&self) -> (Outcome, Option<Reason>) {
        match self {
            Self::Open => (Outcome::Opened, None),
            Self::BeginStorm | Self::Hold(_) => (Outcome::Held, None),
            Self::Join(_) => (Outcome::Grouped, None),
            Self::Reopen(_) => (Outcome::Reopened, None),
            Self::Recover(_) => (Outcome::Recovered, None),
            Self::End(_, OnRecovery::Note) => (Outcome::Noted, None),
            Self::End(..) => (Outcome::Resolved, None),
            Self::Forget(_) => (Outcome::Ignored, Some(Reason::Over)),
            Self::Ignore(reason) => (Outcome::Ignored, Some(*reason)),
        }
    }

    /// The ticket that is there already.
    pub fn ticket(&self) -> Option<&TicketKey> {
        match self {
            Self::Open | Self::BeginStorm | Self::Ignore(_) => None,
            Self::Hold(key)
            | Self::Join(key)
            | Self::Reopen(key)
            | Self::Recover(key)
            | Self::End(key, _)
            | Self::Forget(key) => Some(key),
        }
    }
}

/// What becomes of an event whose beneficiary is known.
pub fn decide(settings: &Settings, event: &Event, facts: &Facts) -> Plan {
    if facts.alarm.as_ref().is_some_and(|alarm| event.at.is_some_and(|at| at < alarm.changed_at)) {
        return Plan::Ignore(Reason::Late);
    }
    if event.is_firing { firing(settings, event, facts) } else { recovered(settings, facts) }
}

fn firing(settings: &Settings, event: &Event, facts: &Facts) -> Plan {
    if let Some(standing) = facts.standing.as_ref().filter(|standing| standing.is_open) {
        return if standing.is_storm {
            Plan::Hold(standing.ticket.clone())
        } else {
            Plan::Join(standing.ticket.clone())
        };
    }
    if meaning(&settings.severities, &event.severity).is_none() {
        return Plan::Ignore(Reason::Severity);
    }
    let is_recent = |at: Timestamp| {
        facts.now.duration_since(at) <= SignedDuration::from_hours(settings.reopen_hours)
            && is_within_reopening(at, facts.now, facts.reopen_days)
    };
    let again = facts.standing.as_ref().filter(|s| !s.is_storm && s.resolved_at.is_some_and(is_recent));
    match (again, &facts.storm) {
        (Some(standing), _) => Plan::Reopen(standing.ticket.clone()),
        (None, Some(storm)) => Plan::Hold(storm.clone()),
        (None, None) if facts.opened_lately >= settings.storm_count => Plan::BeginStorm,
        (None, None) => Plan::Open,
    }
}

fn recovered(settings: &Settings, facts: &Facts) -> Plan {
    let (Some(alarm), Some(standing)) = (&facts.alarm, &facts.standing) else {
        return Plan::Ignore(Reason::Unknown);
    };
    if !alarm.is_firing {
        return Plan::Ignore(Reason::Unknown);
    }
    let ticket = standing.ticket.clone();
    match (standing.is_open, standing.others_firing) {
        (false, _) => Plan::Forget(ticket),
        (true, 0) => Plan::End(ticket, settings.on_recovery),
        (true, _) => Plan::Recover(ticket),
    }
}

#[cfg(test)]
mod tests;
