//! What becomes of each table when the data of a beneficiary are deleted. Every table with rows of beneficiaries is named here once:
//! one that nobody decided on stops a deletion, and fails a test.

use super::Ground;
use platform::db::schema::{Reference, Table};
use std::collections::BTreeSet;

/// Tables of which every row of the beneficiary is deleted.
pub const GOES: &[&str] = &[
    // Sites, goods, network, telephones.
    "site",
    "asset",
    "asset_handover",
    "inventory_access",
    "inventory_machine",
    "inventory_content",
    "outage",
    "outage_site",
    "outage_version",
    "blind_time",
    "connection",
    "network_equipment",
    "cabling",
    "reflectometry",
    "telephone_line",
    "telephone_line_assignment",
    "call_record",
    "trip_abroad",
    "out_of_plan_charge",
    // Backups of its applications, and the applications.
    "protected_object",
    "backup_run",
    "restore_request",
    "restore_test",
    "application",
    "application_environment",
    "environment_exception",
    "environment_item",
    "scheduled_process",
    "process_run",
    "application_flow",
    "flow_check",
    "application_specification",
    "application_measure",
    "improvement",
    "ticket_application",
    "article_application",
    // Tickets with all that hangs on them.
    "ticket",
    "ticket_state",
    "ticket_message",
    "ticket_attachment",
    "ticket_mail",
    "ticket_reminder",
    "satisfaction",
    "ticket_watcher",
    "ticket_merge",
    "ticket_change",
    "ticket_link",
    "ticket_draft",
    "ticket_presence",
    "ticket_scope",
    "service_request",
    "approval_step",
    "approval_seat",
    "ticket_bulk",
    "ticket_held",
    "ticket_task",
    "ticket_pause",
    "ticket_warning",
    "ticket_major_incident",
    "ticket_time",
    "ticket_wake_up",
    "ticket_visit",
    "recurring_ticket",
    "walk_in",
    "chat",
    "announcement",
    "announcement_site",
    "saved_view",
    "monitoring_rule",
    "monitoring_incident",
    "monitoring_alarm",
    "probe",
    "probe_result",
    "probe_hour",
    "change_beneficiary",
    "change_site",
    "change_ticket",
    "maintenance_notice",
    "problem_incident",
    "known_error",
    "article_audience",
    "article_day",
    "article_vote",
    "article_source",
    // Projects.
    "project",
    "project_step",
    "project_risk",
    "project_decision",
    "project_ticket",
    "project_time",
    "project_comment",
    "project_change",
    // What the committees steered by, but for what they decided.
    "action_item",
    "risk",
    "risk_version",
    "risk_action",
    "deadline_reminder",
    "closing_run",
    "closing_reminder",
    "price_simulation",
    // The instance's own work for the beneficiary.
    "reversibility_pack",
    "external_reference",
    "job",
    "outbox",
    "notification",
    "webhook",
    "webhook_delivery",
];

/// Tables whose rows are kept, and why.
pub const KEPT: &[(&str, Ground)] = &[
    ("counter", Ground::Accounting),
    ("census", Ground::Accounting),
    ("unit_count", Ground::Accounting),
    ("service_units", Ground::Accounting),
    ("price_revision", Ground::Accounting),
    ("initial_price", Ground::Accounting),
    ("saving_proposal", Ground::Accounting),
    ("cost_year", Ground::Accounting),
    ("allocation_share", Ground::Accounting),
    ("call_total", Ground::Accounting),
    ("call_stratum", Ground::Accounting),
    ("call_overrun", Ground::Accounting),
    ("invoice", Ground::Accounting),
    ("invoice_revision", Ground::Accounting),
    ("invoice_file", Ground::Accounting),
    ("invoice_event", Ground::Accounting),
    ("invoice_submission", Ground::Accounting),
    ("invoice_reference", Ground::Accounting),
    ("charge_objection", Ground::Accounting),
    ("credit_reduction", Ground::Accounting),
    ("billing_run_item", Ground::Accounting),
    ("billing_run_invoice", Ground::Accounting),
    ("revenue_order", Ground::Accounting),
    ("payment", Ground::Accounting),
    ("payment_reminder", Ground::Accounting),
    ("portal_deposit", Ground::Accounting),
    ("organisation", Ground::Papers),
    ("agreement_version", Ground::Papers),
    ("agreement_draft", Ground::Papers),
    ("subscription_request", Ground::Papers),
    ("service_contract", Ground::Papers),
    ("dispute", Ground::Papers),
    ("dispute_stage", Ground::Papers),
    ("dispute_document", Ground::Papers),
    ("act", Ground::Papers),
    ("prior_information", Ground::Papers),
    ("equipment_request", Ground::Papers),
    ("exit_notice", Ground::Papers),
    ("exit_task", Ground::Papers),
    ("reversibility_plan", Ground::Papers),
    ("reversibility_acceptance", Ground::Papers),
    ("indicator_closing", Ground::Papers),
    ("indicator_value", Ground::Papers),
    ("indicator_comment", Ground::Papers),
    ("target_proposal", Ground::Papers),
    ("deadline_proof", Ground::Papers),
    ("report", Ground::Papers),
    ("report_comment", Ground::Papers),
    ("meeting", Ground::Archives),
    ("meeting_participant", Ground::Archives),
    ("agenda_item", Ground::Archives),
    ("minutes_comment", Ground::Archives),
    ("minutes_validation", Ground::Archives),
    ("minutes_erratum", Ground::Archives),
    ("decision", Ground::Archives),
    ("audit_entry", Ground::Audit),
    ("audit_head", Ground::Audit),
    ("reversibility_handover", Ground::Proof),
    ("destruction", Ground::Proof),
    ("destruction_count", Ground::Proof),
    ("destruction_file", Ground::Proof),
    ("destruction_opening", Ground::Proof),
];

/// Its persons: deleted, or emptied of everything when a kept row names them.
pub const PERSONS: &str = "person";

/// Made from the other tables, and taken away with them.
pub const INDEX: &str = "search_document";

/// Rows in tables of nobody in particular that are about the beneficiary or its persons: which ones, `$1` being the beneficiary. In this
/// order: they are deleted before all others.
pub const AMONG: &[(&str, &str)] = &[
    ("session", "person_id in (select p.id from person p where p.beneficiary_id = $1)"),
    ("sign_in_link", "person_id in (select p.id from person p where p.beneficiary_id = $1)"),
    ("api_token", "person_id in (select p.id from person p where p.beneficiary_id = $1)"),
    ("calendar_feed", "person_id in (select p.id from person p where p.beneficiary_id = $1)"),
    ("notification_choice", "person_id in (select p.id from person p where p.beneficiary_id = $1)"),
    ("notification_setting", "person_id in (select p.id from person p where p.beneficiary_id = $1)"),
    ("approval_delegation", "organisation_id = $1"),
    ("incoming_mail", "owner_id = $1"),
    ("phone_call", "owner_id = $1"),
    ("monitoring_event", "owner_id = $1"),
];

/// A table whose rows are to be deleted, with what that takes.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The table.
    pub table: Table,
    /// Which rows, when `beneficiary_id` does not say so.
    pub theirs: Option<&'static str>,
    /// References between its own rows.
    pub within: Vec<Reference>,
    /// Columns that may name a stored file.
    pub files: Vec<String>,
}

/// What becomes of the tables of an instance.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Those of which rows are deleted, in the order in which they go.
    pub leaving: Vec<Leaving>,
    /// Those kept.
    pub kept: Vec<(Table, Ground)>,
    /// The persons, with every reference to one.
    pub persons: Option<(Table, Vec<Reference>)>,
    /// Columns anywhere that may name a stored file.
    pub naming: Vec<(String, String)>,
    /// Tables with rows of beneficiaries that nobody decided on.
    pub undecided: BTreeSet<String>,
}

/// Sorts the tables, given in the order in which they can be written.
pub fn catalogue(tables: Vec<Table>, references: &[Reference]) -> Catalogue {
    let mut catalogue = Catalogue { naming: naming(&tables), ..Catalogue::default() };
    let (mut among, mut owned) = (vec![], vec![]);
    for table in tables.into_iter().rev() {
        let name = table.name.as_str();
        let ground = KEPT.iter().find(|(kept, _)| *kept == name).map(|(_, ground)| *ground);
        if let Some(place) = AMONG.iter().position(|(one, _)| *one == name) {
            among.push((place, leaving(table, references, Some(AMONG[place].1))));
        } else if GOES.contains(&name) {
            owned.push(leaving(table, references, None));
        } else if let Some(ground) = ground {
            catalogue.kept.push((table, ground));
        } else if name == PERSONS {
            let to = references.iter().filter(|one| one.target == PERSONS).cloned().collect();
            catalogue.persons = Some((table, to));
        } else if table.is_scoped() {
            catalogue.undecided.insert(table.name);
        }
    }
    among.sort_by_key(|(place, _)| *place);
    catalogue.leaving = among.into_iter().map(|(_, one)| one).chain(owned).collect();
    catalogue.kept.reverse();
    catalogue
}

fn leaving(table: Table, references: &[Reference], theirs: Option<&'static str>) -> Leaving {
    let is_within = |one: &&Reference| one.table == table.name && one.target == table.name;
    // The file of a pack lies in a store of its own, removed with the pack.
    let named = if table.name == "reversibility_pack" { vec![] } else { digests(&table) };
    Leaving { theirs, within: references.iter().filter(is_within).cloned().collect(), files: named, table }
}

/// Whatever is named as a digest may name a file: what is none is not found in the store.
fn digests(table: &Table) -> Vec<String> {
    let named =
        table.columns.iter().filter(|column| column.name.ends_with("digest") && column.kind == "text");
    named.map(|column| column.name.clone()).collect()
}

fn naming(tables: &[Table]) -> Vec<(String, String)> {
    let own = ["destruction_file", INDEX];
    let others = tables.iter().filter(|table| !own.contains(&table.name.as_str()));
    others.flat_map(|table| digests(table).into_iter().map(|column| (table.name.clone(), column))).collect()
}
