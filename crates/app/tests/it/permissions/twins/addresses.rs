//! The addresses of every route, filled with the one's or the other's.

use super::{Twins, Whose};
use platform::web::Route;

impl Twins {
    fn value(&self, path: &str, name: &str, whose: Whose, turn: usize) -> String {
        let rows = if whose == Whose::Own { &self.own } else { &self.foreign };
        let real = match table_of(path, name) {
            None => rows.code.clone(),
            Some(end) => {
                let singulars = [end.strip_suffix("es"), end.strip_suffix('s'), Some(end)];
                let is_it = |table: &str| {
                    let fits = |one: &str| table == one || table.ends_with(&format!("_{one}"));
                    singulars.iter().flatten().any(|one| fits(one))
                };
                let found = rows.tables.iter().filter(|(table, ids)| is_it(table) && !ids.is_empty());
                // The plainest name wins: `invoice` before `draft_invoice`.
                let found = found.min_by_key(|(table, _)| table.len());
                let (_, ids) = found
                    .unwrap_or_else(|| panic!("permissions/twins.rs: no row fills {{{name}}} of {path}"));
                ids[turn % ids.len()].clone()
            }
        };
        if whose == Whose::Absent { absent(&real) } else { real }
    }

    /// The address of a route; `whose` says whose identifiers each parameter gets, in order. `turn` chooses
    /// among rows that belong to nobody.
    pub(in super::super) fn path(&self, route: &Route, whose: &[Whose], turn: usize) -> String {
        let mut whose = whose.iter();
        let part = |part: &str| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            None => part.to_owned(),
            Some(name) if OF_THE_PROVIDER.contains(&name) => self.value(route.path, name, Whose::Own, turn),
            Some(name) => match fixed(route.path, name) {
                Some(value) => value,
                None => self.value(route.path, name, *whose.next().unwrap_or(&Whose::Own), turn),
            },
        };
        route.path.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

/// An identifier of nobody, as long as a real one.
pub(in super::super) fn absent(real: &str) -> String {
    // A short code must not be part of ordinary words and figures, which are compared too.
    let nothing = if real.len() < 5 { 'Z' } else { '0' };
    real.chars().map(|c| if c.is_ascii_alphanumeric() { nothing } else { c }).collect()
}

/// The provider's own, which every beneficiary may see: the screen of a counter's waiting room, and the
/// certificates of insurance. Only whether they exist is told.
const OF_THE_PROVIDER: [&str; 2] = ["counter", "certificate"];

/// What fills a parameter that is nobody's identifier.
fn fixed(path: &str, name: &str) -> Option<String> {
    Some(match name {
        "number" => "1".to_owned(),
        "part" => "price".to_owned(),
        "series" => "revised".to_owned(),
        "month" => "2023-03".to_owned(),
        "format" => "pdf".to_owned(),
        "secret" | "token" => "no-such-link".to_owned(),
        "specification" => "stop".to_owned(),
        "feature" => "tickets".to_owned(),
        "year" => "2025".to_owned(),
        "consequence" => "contracts".to_owned(),
        "obligation" => "9.1".to_owned(),
        "due" => "2022-01-01".to_owned(),
        "name" if path.starts_with("/assets/") => "socle.css".to_owned(),
        "form" if path.contains("/requests/forms/") => "network".to_owned(),
        "code" if path.contains("/indicators/") => "G.4".to_owned(),
        "table" if path.contains("/reports/") => "sites".to_owned(),
        _ => return None,
    })
}

/// The plural by which a parameter's table is found; nothing when it is the code of a beneficiary.
fn table_of<'a>(path: &'a str, name: &'a str) -> Option<&'a str> {
    let before = path.split(&format!("/{{{name}}}")).next().unwrap_or_default();
    let segment = before.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or_default();
    match name {
        "code" => None,
        "beneficiary" if ["scoreboards", "availability", "status", "indicators"].contains(&segment) => None,
        "beneficiary" => Some("organisation"),
        "digest" => Some("session"),
        "seat" => Some("approval_seat"),
        "attachment" => Some("ticket_attachment"),
        "incident" => Some("major_incident"),
        "freeze" => Some("freeze_period"),
        "template" => Some("change_template"),
        "answer" => Some("canned_answer"),
        "article" => Some("article"),
        "id" if segment == "equipment-requests" => Some("equipment_request"),
        "id" if segment == "receivables" => Some("invoice"),
        "id" if segment == "supplier-invoices" => Some("supplier_invoice"),
        "imputation" => Some("supplier_imputation"),
        "id" if segment == "keys" => Some("allocation_key"),
        "id" if segment == "entries" => Some("cost_entry"),
        "id" if segment == "savings" => Some("saving_proposal"),
        "step" => Some("project_step"),
        "risk" => Some("project_risk"),
        "id" if segment == "target-proposals" => Some("target_proposal"),
        "closing" => Some("indicator_closing"),
        "decision" if path.contains("/meetings/") => Some("decision"),
        "decision" => Some("project_decision"),
        "participant" => Some("meeting_participant"),
        "item" if path.contains("/agenda/") => Some("agenda_item"),
        "id" if path.contains("/actions/{beneficiary}") => Some("action_item"),
        "time" if path.starts_with("/projects/") => Some("project_time"),
        "recurring" => Some("recurring_ticket"),
        "reason" => Some("pending_reason"),
        "reminder" => Some("ticket_wake_up"),
        "category" => Some("ticket_category"),
        "walk_in" => Some("walk_in"),
        "letter" => Some("ticket_mail"),
        "mail" => Some("incoming_mail"),
        "source" => Some("monitoring_source"),
        "delivery" => Some("webhook_delivery"),
        "feed" => Some("calendar_feed"),
        "kind" => Some("asset_kind"),
        "line" => Some("phone_line"),
        "result" => Some("reflectometry"),
        "id" if segment == "blind-times" => Some("blind_time"),
        "id" if segment == "probes" => Some("probe"),
        "id" if segment == "network" => Some("network_equipment"),
        "import" if segment == "call-imports" => Some("call_import"),
        "id" if segment == "telephone-lines" => Some("telephone_line"),
        "id" if segment == "trips" => Some("trip_abroad"),
        "id" if segment == "backups" || segment == "heartbeats" => Some("protected_object"),
        "id" if segment == "restores" => Some("restore_request"),
        "id" if segment == "restore-tests" => Some("restore_test"),
        "id" if segment == "proofs" => Some("deadline_proof"),
        "run" => Some("report_run"),
        "billing" => Some("billing_run"),
        "objection" => Some("charge_objection"),
        "id" if segment == "handovers" && path.contains("/reversibility/") => Some("reversibility_handover"),
        "certificate" => Some("insurance_certificate"),
        "document" => Some("dispute_document"),
        "id" if segment == "agreement-drafts" => Some("agreement_draft"),
        "id" if segment == "subscriptions" => Some("subscription_request"),
        "id" if segment == "destructions" => Some("destruction"),
        _ => Some(segment),
    }
}

/// How many parameters of a route are identifiers of somebody's rows.
pub(in super::super) fn identifiers(route: &Route) -> usize {
    let names = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.filter(|name| fixed(route.path, name).is_none() && !OF_THE_PROVIDER.contains(name)).count()
}
