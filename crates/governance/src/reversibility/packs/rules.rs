//! What tables are about, how files are called, what stands in a cell. Pure.

use kernel::words;
use platform::{db::schema::TableColumn, sheet::Cell};
use serde_json::{Value, json};

words! {
    /// What a table is about.
    Theme {
        /// Organisations and persons.
        People = "people", "pack-theme-people";
        /// The agreement, its versions, acts, equipment agreements, exits and reversibility plans.
        Agreement = "agreement", "pack-theme-agreement";
        /// Sites, network, assets, lines, applications: the inventory.
        Estate = "estate", "pack-theme-estate";
        /// Backups and restores.
        Backups = "backups", "pack-theme-backups";
        /// Tickets with their threads, and what goes with them.
        Desk = "desk", "pack-theme-desk";
        /// Articles and procedures.
        Knowledge = "knowledge", "pack-theme-knowledge";
        /// Committees, minutes, decisions, indicators and reports.
        Committees = "committees", "pack-theme-committees";
        /// Audit log, risks, deadlines.
        Registers = "registers", "pack-theme-registers";
        /// Census, prices, invoices.
        Money = "money", "pack-theme-money";
        /// Everything else.
        Other = "other", "pack-theme-other";
    }
}

/// Beginnings of names of tables, the longest first where one begins another.
const THEMES: [(&str, Theme); 76] = [
    ("organisation", Theme::People),
    ("person", Theme::People),
    ("agreement_", Theme::Agreement),
    ("act", Theme::Agreement),
    ("prior_information", Theme::Agreement),
    ("equipment_", Theme::Agreement),
    ("exit_", Theme::Agreement),
    ("reversibility_", Theme::Agreement),
    ("service_contract", Theme::Agreement),
    ("dispute", Theme::Agreement),
    ("subscription_", Theme::Agreement),
    ("site", Theme::Estate),
    ("asset", Theme::Estate),
    ("inventory_", Theme::Estate),
    ("external_reference", Theme::Estate),
    ("outage", Theme::Estate),
    ("blind_time", Theme::Estate),
    ("connection", Theme::Estate),
    ("network_", Theme::Estate),
    ("cabling", Theme::Estate),
    ("reflectometry", Theme::Estate),
    ("telephone_", Theme::Estate),
    ("call_", Theme::Estate),
    ("trip_", Theme::Estate),
    ("out_of_plan", Theme::Estate),
    ("application", Theme::Estate),
    ("environment_", Theme::Estate),
    ("scheduled_process", Theme::Estate),
    ("process_run", Theme::Estate),
    ("flow_", Theme::Estate),
    ("improvement", Theme::Estate),
    ("protected_object", Theme::Backups),
    ("backup_", Theme::Backups),
    ("restore_", Theme::Backups),
    ("service_request", Theme::Desk),
    ("request_form", Theme::Desk),
    ("approval_", Theme::Desk),
    ("announcement", Theme::Desk),
    ("recurring_ticket", Theme::Desk),
    ("monitoring_", Theme::Desk),
    ("walk_in", Theme::Desk),
    ("chat", Theme::Desk),
    ("change", Theme::Desk),
    ("checklist", Theme::Desk),
    ("maintenance_", Theme::Desk),
    ("major_incident", Theme::Desk),
    ("problem", Theme::Desk),
    ("known_error", Theme::Desk),
    ("satisfaction", Theme::Desk),
    ("project", Theme::Desk),
    ("team", Theme::Desk),
    ("ticket", Theme::Desk),
    ("webhook", Theme::Desk),
    ("article", Theme::Knowledge),
    ("meeting", Theme::Committees),
    ("agenda_", Theme::Committees),
    ("minutes_", Theme::Committees),
    ("indicator_", Theme::Committees),
    ("target_", Theme::Committees),
    ("report", Theme::Committees),
    ("census", Theme::Money),
    ("price_", Theme::Money),
    ("initial_price", Theme::Money),
    ("invoice", Theme::Money),
    ("allocation_", Theme::Money),
    ("billing_", Theme::Money),
    ("charge_", Theme::Money),
    ("cost_", Theme::Money),
    ("credit_reduction", Theme::Money),
    ("payment", Theme::Money),
    ("portal_deposit", Theme::Money),
    ("revenue_order", Theme::Money),
    ("saving_", Theme::Money),
    ("supplier_", Theme::Money),
    ("service_units", Theme::Money),
    ("unit_count", Theme::Money),
];

/// What is about the same as nothing above.
const WHOLE: [(&str, Theme); 9] = [
    ("action_item", Theme::Committees),
    ("decision", Theme::Committees),
    ("audit_entry", Theme::Registers),
    ("audit_head", Theme::Registers),
    ("counter", Theme::Registers),
    ("deadline_proof", Theme::Registers),
    ("closing_reminder", Theme::Registers),
    ("deadline_reminder", Theme::Registers),
    ("risk", Theme::Registers),
];

/// What a table is about. A table that nobody placed is in the pack all the same, among the others.
pub fn theme(table: &str) -> Theme {
    let whole = WHOLE.iter().find(|(name, _)| *name == table);
    let begins = || THEMES.iter().find(|(beginning, _)| table.starts_with(beginning));
    whole
        .or_else(begins)
        .map_or(if table.starts_with("risk") { Theme::Registers } else { Theme::Other }, |(_, theme)| *theme)
}

/// The end of a file's name, dot included: what it is by its first bytes, else the end of the name it was given.
pub(super) fn ending(name: Option<&str>, first: &[u8]) -> String {
    if first.starts_with(b"%PDF") {
        return ".pdf".to_owned();
    }
    let given = name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
    let is_plain =
        |end: &String| (1..=8).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric());
    match given.filter(is_plain) {
        Some(end) => format!(".{end}"),
        None if first.starts_with(b"<?xml") => ".xml".to_owned(),
        None => String::new(),
    }
}

/// Whether a file with this ending is compressed already.
pub(super) fn is_compressed(ending: &str) -> bool {
    [
        ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".zip", ".gz", ".7z", ".docx", ".xlsx", ".pptx",
        ".odt", ".ods", ".mp4",
    ]
    .contains(&ending)
}

/// A value as a spreadsheet shows it.
pub(super) fn cell(column: &TableColumn, value: &Value) -> Cell {
    match (column.kind.as_str(), value) {
        (_, Value::Null) => Cell::Empty,
        ("date", Value::String(text)) => text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Date),
        ("timestamptz", Value::String(text)) => {
            text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Instant)
        }
        (_, Value::String(text)) => Cell::Text(text.clone()),
        (_, Value::Bool(is_so)) => Cell::Text(if *is_so { "oui" } else { "non" }.to_owned()),
        (_, Value::Number(number)) => {
            number.as_i64().map_or_else(|| Cell::Text(number.to_string()), Cell::Number)
        }
        (_, other) => Cell::Text(other.to_string()),
    }
}

/// The JSON Schema of a table's rows.
pub(super) fn schema(table: &str, columns: &[TableColumn]) -> Value {
    let described = |column: &TableColumn| {
        let mut schema = match column.kind.as_str() {
            "boolean" => json!({"type": "boolean"}),
            "bigint" => json!({"type": "integer"}),
            "date" => json!({"type": "string", "format": "date"}),
            "timestamptz" => json!({"type": "string", "format": "date-time"}),
            "bytea" => json!({"type": "string", "contentEncoding": "base64"}),
            "jsonb" => json!({"type": ["object", "array"]}),
            _ => json!({"type": "string"}),
        };
        if column.nullable {
            let mut kinds = match &schema["type"] {
                Value::Array(kinds) => kinds.clone(),
                one => vec![one.clone()],
            };
            kinds.push(json!("null"));
            schema["type"] = Value::Array(kinds);
        }
        (column.name.clone(), schema)
    };
    let properties: serde_json::Map<String, Value> = columns.iter().map(described).collect();
    let required: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": table,
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: &str, nullable: bool) -> TableColumn {
        TableColumn { name: "x".into(), kind: kind.into(), nullable, key: 0 }
    }

    #[test]
    fn tables_are_about_something() {
        assert_eq!(theme("ticket_message"), Theme::Desk);
        assert_eq!(theme("action_item"), Theme::Committees);
        assert_eq!(theme("act"), Theme::Agreement);
        assert_eq!(theme("risk_version"), Theme::Registers);
        assert_eq!(theme("invoice_file"), Theme::Money);
        assert_eq!(theme("brand_new"), Theme::Other);
    }

    #[test]
    fn files_open_with_a_double_click() {
        assert_eq!(ending(None, b"%PDF-1.7"), ".pdf");
        assert_eq!(ending(Some("Photo.JPG"), b"\xff\xd8"), ".jpg");
        assert_eq!(ending(Some("a.b/../c"), b"x"), "");
        assert_eq!(ending(None, b"<?xml version"), ".xml");
        assert_eq!(ending(Some("sans"), b"x"), "");
    }

    #[test]
    fn cells_and_schemas_follow_the_columns() {
        let at = cell(&column("timestamptz", false), &json!("2026-07-01T08:00:00.000000Z"));
        assert!(matches!(at, Cell::Instant(_)));
        assert_eq!(cell(&column("jsonb", false), &json!({"a": 1})), Cell::Text("{\"a\":1}".into()));
        assert_eq!(cell(&column("text", true), &Value::Null), Cell::Empty);
        let schema = schema("t", &[column("date", true)]);
        assert_eq!(schema["items"]["properties"]["x"], json!({"type": ["string", "null"], "format": "date"}));
    }
}
