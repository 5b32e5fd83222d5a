//! Which events there are, what is sent, how it is signed, and when a webhook is given up.

use super::{Attempt, DeliveryId, WebhookForm, WebhookState};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use kernel::Text;
use people::audit::Recorded;
use platform::{
    Problems,
    egress::{self, EgressSettings},
};
use serde_json::json;
use sha2::Sha256;

/// The events one may ask for: the name of the verb in the audit log, and the key of its words. Those that tell of
/// what only the provider sees are not among them.
pub const EVENTS: [(&str, &str); 22] = [
    ("ticket.create", "webhook-event-ticket-create"),
    ("ticket.answer", "webhook-event-ticket-answer"),
    ("ticket.move", "webhook-event-ticket-move"),
    ("ticket.assign", "webhook-event-ticket-assign"),
    ("ticket.criticality", "webhook-event-ticket-criticality"),
    ("ticket.correct", "webhook-event-ticket-correct"),
    ("ticket.merge", "webhook-event-ticket-merge"),
    ("ticket.due_soon", "webhook-event-ticket-due-soon"),
    ("ticket.breached", "webhook-event-ticket-breached"),
    ("ticket.visit", "webhook-event-ticket-visit"),
    ("request.ask", "webhook-event-request-ask"),
    ("request.accepted", "webhook-event-request-accepted"),
    ("request.refused", "webhook-event-request-refused"),
    ("request.live", "webhook-event-request-live"),
    ("announcement.create", "webhook-event-announcement-create"),
    ("announcement.change", "webhook-event-announcement-change"),
    ("census.established", "webhook-event-census-established"),
    ("census.validated", "webhook-event-census-validated"),
    ("revision.approved", "webhook-event-revision-approved"),
    ("invoice.issued", "webhook-event-invoice-issued"),
    ("invoice.event", "webhook-event-invoice-event"),
    ("agreement.import", "webhook-event-agreement-import"),
];

/// The event of a test: it tells of nothing.
pub const PING: &str = "ping";

/// Version of what is sent. It is raised when something is taken away or changes its meaning, not when something is
/// added.
pub const SCHEMA: i64 = 1;

/// Most webhooks of one beneficiary, or of the provider.
pub const MOST: usize = 20;

/// Times a delivery is sent before it is given up: about a day and a half.
pub const ATTEMPTS: i64 = 15;

/// Attempts of a delivery that are kept.
pub const LOGGED: usize = 50;

/// Adds an attempt to those of a delivery; the first are forgotten when there are too many.
pub fn log(attempts: &mut Vec<Attempt>, attempt: Attempt) {
    attempts.push(attempt);
    let too_many = attempts.len().saturating_sub(LOGGED);
    attempts.drain(..too_many);
}

/// How long nothing may arrive before a webhook is stopped.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(72);

/// How long deliveries are kept.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Characters of an answer that are kept.
const EXCERPT: usize = 500;

/// Start of every secret, as the convention of Standard Webhooks has it.
const SECRET: &str = "whsec_";

/// Refuses what cannot be a webhook, field by field. The address, as it will be called.
pub fn check(form: &WebhookForm, settings: &EgressSettings) -> Result<(), Problems> {
    let mut problems = Problems::default();
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        problems.add("name", Text::new("webhook-error-name"));
    }
    if form.url.chars().count() > 1000 {
        problems.add("url", Text::new("egress-unreadable"));
    } else if let Err(refusal) = egress::check(&form.url, settings) {
        problems.add("url", refusal.text());
    }
    let is_known = |event: &String| EVENTS.iter().any(|(name, _)| name == event);
    if form.events.is_empty() {
        problems.add("events", Text::new("webhook-error-events"));
    } else if let Some(unknown) = form.events.iter().find(|event| !is_known(event)) {
        problems.add("events", Text::new("webhook-error-event").with("event", unknown));
    }
    if problems.0.is_empty() { Ok(()) } else { Err(problems) }
}

/// The events of a form, each once, in the order in which they are offered.
pub fn ordered(events: &[String]) -> Vec<String> {
    let names = EVENTS.iter().map(|(name, _)| (*name).to_owned());
    names.filter(|name| events.contains(name)).collect()
}

/// What is sent about an entry of the log.
pub fn body(id: &DeliveryId, entry: &Recorded) -> String {
    json!({
        "schema": SCHEMA, "id": id, "event": entry.action, "at": entry.at, "beneficiary": entry.beneficiary,
        "object": {"kind": entry.object_kind, "id": entry.object_id}, "sequence": entry.sequence,
    })
    .to_string()
}

/// What is sent as a test.
pub fn ping(id: &DeliveryId, at: Timestamp) -> String {
    json!({"schema": SCHEMA, "id": id, "event": PING, "at": at}).to_string()
}

/// A secret from 24 random bytes.
pub fn secret(bytes: &[u8; 24]) -> String {
    format!("{SECRET}{}", STANDARD.encode(bytes))
}

/// The signature of Standard Webhooks: HMAC-SHA-256 over identifier, time and body. The time in seconds keeps a
/// message that somebody recorded from being sent again later.
pub fn signature(secret: &str, id: &str, at: i64, body: &str) -> String {
    let key = STANDARD.decode(secret.trim_start_matches(SECRET)).unwrap_or_default();
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return String::new() };
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// Whether an answer says that the other side has it.
pub fn is_taken(status: u16) -> bool {
    (200..300).contains(&status)
}

/// What is kept of an answer.
pub fn excerpt(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(EXCERPT).collect()
}

/// The state after another failure.
pub fn after_failure(state: WebhookState, failing_since: Timestamp, now: Timestamp) -> WebhookState {
    match state {
        WebhookState::Active if now.duration_since(failing_since) >= PATIENCE => WebhookState::Disabled,
        same => same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> WebhookForm {
        WebhookForm {
            name: "Supervision".into(),
            url: "https://supervision.example/hook".into(),
            events: vec!["ticket.create".into()],
            version: 0,
        }
    }

    #[test]
    fn a_form_is_refused_field_by_field() {
        let settings = EgressSettings::default();
        assert_eq!(check(&form(), &settings), Ok(()));
        let wrong = WebhookForm {
            name: " ".into(),
            url: "https://10.0.0.1/".into(),
            events: vec!["ticket.note".into()],
            version: 0,
        };
        let fields: Vec<_> = check(&wrong, &settings).unwrap_err().0.into_iter().map(|p| p.field).collect();
        assert_eq!(fields, ["name", "url", "events"]);
        assert!(check(&WebhookForm { events: vec![], ..form() }, &settings).is_err());
        assert_eq!(
            ordered(&["ticket.move".into(), "ticket.create".into(), "ticket.move".into()]),
            ["ticket.create", "ticket.move"]
        );
    }

    /// The example that the convention publishes, so that its libraries read what we sign.
    #[test]
    fn signs_as_standard_webhooks_does() {
        let signed = signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(secret(&[0; 24]), "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    #[test]
    fn a_webhook_is_stopped_after_three_days_without_success() {
        let since: Timestamp = "2026-03-11T09:00:00Z".parse().unwrap();
        let after =
            |hours| after_failure(WebhookState::Active, since, since + SignedDuration::from_hours(hours));
        assert_eq!((after(71), after(72)), (WebhookState::Active, WebhookState::Disabled));
        let paused = after_failure(WebhookState::Paused, since, since + SignedDuration::from_hours(100));
        assert_eq!(paused, WebhookState::Paused);
        assert_eq!(excerpt(&format!("a\u{0}b\n{}", "c".repeat(600))).chars().count(), EXCERPT);
        assert!(is_taken(204) && !is_taken(302) && !is_taken(410));
    }
}
