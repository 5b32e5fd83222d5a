//! What a GLPI answers, as rows. Pure.

use jiff::{SignedDuration, civil::DateTime};
use serde_json::Value;

/// Columns of its users.
pub const USER: [&str; 8] = ["id", "entity", "realname", "firstname", "email", "phone", "title", "disabled"];

/// Columns of its tickets: the first row of a ticket bears the ticket, each row at most one message.
pub const TICKET: [&str; 20] = [
    "id",
    "entity",
    "name",
    "content",
    "type",
    "status",
    "urgency",
    "impact",
    "requester",
    "assignee",
    "location",
    "category",
    "date",
    "taken",
    "solvedate",
    "closedate",
    "message_date",
    "message_author",
    "message",
    "message_private",
];

/// A field in words; what stands for nothing there is nothing here.
pub fn text(item: &Value, field: &str) -> String {
    let text = match &item[field] {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    if text == "&nbsp;" || text.starts_with("0000-00-00") { String::new() } else { text }
}

/// An identifier, 0 standing for nobody.
fn id(item: &Value, field: &str) -> String {
    let id = text(item, field);
    if id == "0" { String::new() } else { id }
}

/// A user with its mail addresses: the usual one, else the first.
pub fn user(user: &Value, emails: &[Value]) -> Vec<String> {
    let usual = emails.iter().find(|one| text(one, "is_default") == "1").or(emails.first());
    let email = usual.map(|one| text(one, "email")).unwrap_or_default();
    let name =
        Some(text(user, "realname")).filter(|name| !name.is_empty()).unwrap_or_else(|| text(user, "name"));
    let is_disabled = text(user, "is_active") == "0";
    vec![
        text(user, "id"),
        text(user, "entities_id"),
        name,
        text(user, "firstname"),
        email,
        text(user, "phone"),
        text(user, "usertitles_id"),
        if is_disabled { "1" } else { "0" }.to_owned(),
    ]
}

/// What belongs to a ticket.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Its people: `Ticket_User`.
    pub people: Vec<Value>,
    /// What was said: `ITILFollowup`.
    pub followups: Vec<Value>,
    /// How it was solved: `ITILSolution`.
    pub solutions: Vec<Value>,
}

/// The rows of a ticket.
pub fn ticket(ticket: &Value, parts: &Parts) -> Vec<Vec<String>> {
    let mut messages: Vec<[String; 4]> = vec![];
    for followup in &parts.followups {
        let at = Some(text(followup, "date")).filter(|at| !at.is_empty());
        let at = at.unwrap_or_else(|| text(followup, "date_creation"));
        let private = if text(followup, "is_private") == "1" { "1" } else { "0" };
        messages.push([at, id(followup, "users_id"), text(followup, "content"), private.to_owned()]);
    }
    for solution in &parts.solutions {
        let at = text(solution, "date_creation");
        messages.push([at, id(solution, "users_id"), text(solution, "content"), "0".to_owned()]);
    }
    messages.retain(|[_, _, words, _]| !words.is_empty());
    messages.sort();
    let mut rows: Vec<Vec<String>> = vec![];
    let mut messages = messages.into_iter();
    let mut first = head(ticket, parts);
    first.extend(messages.next().unwrap_or_default());
    rows.push(first);
    for message in messages {
        let mut row = vec![String::new(); TICKET.len() - 4];
        row[0] = text(ticket, "id");
        row.extend(message);
        rows.push(row);
    }
    rows
}

fn head(ticket: &Value, parts: &Parts) -> Vec<String> {
    let of = |kind: &str| parts.people.iter().find(|one| text(one, "type") == kind);
    let requester = of("1").map(|one| {
        let known = id(one, "users_id");
        if known.is_empty() { text(one, "alternative_email") } else { known }
    });
    let assignee = of("2").map(|one| id(one, "users_id")).unwrap_or_default();
    let opened = text(ticket, "date");
    vec![
        text(ticket, "id"),
        text(ticket, "entities_id"),
        text(ticket, "name"),
        text(ticket, "content"),
        text(ticket, "type"),
        text(ticket, "status"),
        text(ticket, "urgency"),
        text(ticket, "impact"),
        requester.unwrap_or_default(),
        assignee,
        text(ticket, "locations_id"),
        text(ticket, "itilcategories_id"),
        opened.clone(),
        taken(ticket, &opened),
        text(ticket, "solvedate"),
        text(ticket, "closedate"),
    ]
}

/// When somebody began: GLPI keeps the seconds it took.
fn taken(ticket: &Value, opened: &str) -> String {
    let seconds: i64 = text(ticket, "takeintoaccount_delay_stat").parse().unwrap_or(0);
    let at = opened.replacen(' ', "T", 1).parse::<DateTime>().ok().filter(|_| seconds > 0);
    let at = at.and_then(|at| at.checked_add(SignedDuration::from_secs(seconds)).ok());
    at.map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_ticket_is_as_many_rows_as_messages() {
        let raw = json!({"id": 12, "entities_id": "Racine > Valmont", "name": "Panne", "content": "&lt;p&gt;Rien&lt;/p&gt;",
            "type": 1, "status": 5, "urgency": 4, "impact": 3, "date": "2024-03-12 09:00:00", "closedate": null,
            "takeintoaccount_delay_stat": 600, "solvedate": "2024-03-12 11:00:00", "locations_id": "&nbsp;"});
        let parts = Parts {
            people: vec![json!({"type": 2, "users_id": 3}), json!({"type": 1, "users_id": 7})],
            followups: vec![
                json!({"date": "2024-03-12 10:00:00", "users_id": 3, "content": "Vu", "is_private": 1}),
                json!({"date": "2024-03-12 09:30:00", "users_id": 7, "content": "Toujours", "is_private": 0}),
            ],
            solutions: vec![
                json!({"date_creation": "2024-03-12 11:00:00", "users_id": 3, "content": "Câble"}),
            ],
        };
        let rows = ticket(&raw, &parts);
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.len() == TICKET.len() && row[0] == "12"));
        assert_eq!(
            rows[0][8..16],
            ["7", "3", "", "", "2024-03-12 09:00:00", "2024-03-12 09:10:00", "2024-03-12 11:00:00", ""]
        );
        assert_eq!(rows[0][16..], ["2024-03-12 09:30:00", "7", "Toujours", "0"]);
        assert_eq!(rows[1][16..], ["2024-03-12 10:00:00", "3", "Vu", "1"]);
        assert_eq!(rows[2][18], "Câble");
        let bare = ticket(&json!({"id": 1}), &Parts::default());
        assert_eq!((bare.len(), bare[0].len()), (1, TICKET.len()));
    }

    #[test]
    fn a_user_keeps_its_usual_address_and_whether_it_is_disabled() {
        let emails =
            [json!({"email": "a@x.fr", "is_default": 0}), json!({"email": "b@x.fr", "is_default": 1})];
        let row = user(
            &json!({"id": 7, "name": "rmartin", "realname": "", "firstname": "Rose", "is_active": 0}),
            &emails,
        );
        assert_eq!(row, ["7", "", "rmartin", "Rose", "b@x.fr", "", "", "1"]);
        assert_eq!(user(&json!({"id": 8, "is_active": 1}), &[])[7], "0");
    }
}
