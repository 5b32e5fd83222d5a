//! Security and the protection of personal data: what the product knows, and what it does not record yet.

use super::paragraph;
use crate::reports::{
    document::{
        Block,
        ColumnKind::{Figures, Wide},
        Said, Section, Table,
    },
    facts::{Counted, Facts},
    writing::{columns, sentence, table, told},
};
use kernel::{Exact, Figure};

pub(super) fn section(facts: &Facts) -> Section {
    let security = &facts.security;
    let mut blocks = vec![Block::Heading(Said::new("report-backups"))];
    let runs: i64 = security.runs.iter().map(|one| one.now).sum();
    if runs == 0 {
        blocks.push(sentence(Said::new("report-backups-none")));
    } else {
        let succeeded = security.runs.iter().find(|one| one.name == "succeeded").map_or(0, |one| one.now);
        let said = Said::new("report-backups-runs").count("count", runs);
        let share = Exact::ratio(succeeded, runs).map_or(Figure::NoData, Figure::Share);
        blocks.push(sentence(said.with("share", share)));
        blocks.push(Block::Table(outcomes("runs", "report-table-runs", &security.runs)));
    }
    let tests: i64 = security.tests.iter().map(|one| one.now).sum();
    let tested = match tests {
        0 => Said::new("report-tests-none"),
        tests => Said::new("report-tests").count("count", tests),
    };
    let (asked, served) = security.restores;
    let restored = match asked {
        0 => Said::new("report-restores-none"),
        asked => Said::new("report-restores").count("count", asked).count("served", served),
    };
    blocks.push(paragraph([Some(tested), Some(restored)]));
    if tests > 0 {
        blocks.push(Block::Table(outcomes("restore-tests", "report-table-tests", &security.tests)));
    }
    blocks.push(Block::Heading(Said::new("report-incidents-major")));
    blocks.push(sentence(match security.major.0 {
        0 => Said::new("report-major-none"),
        count => Said::new("report-major").count("count", count),
    }));
    blocks.push(Block::Heading(Said::new("report-trace")));
    blocks.extend(trace(&security.audit));
    blocks.push(Block::Heading(Said::new("report-data-protection")));
    blocks.push(sentence(Said::new("report-data-protection-today")));
    blocks.push(Block::List(
        ["report-unrecorded-register", "report-unrecorded-breaches", "report-unrecorded-requests"]
            .map(Said::new)
            .to_vec(),
    ));
    Section::new("security", Said::new("report-chapter-security"), blocks)
}

fn outcomes(name: &str, caption: &str, all: &[Counted]) -> Table {
    let rows = all.iter().map(|one| {
        let label = match one.name.as_str() {
            "succeeded" => "report-outcome-succeeded",
            "failed" => "report-outcome-failed",
            "missed" => "report-outcome-missed",
            _ => "report-outcome-passed",
        };
        vec![told(label), Figure::Count(one.now), Figure::Count(one.before)]
    });
    let heads = columns(&[
        ("report-column-outcome", Wide),
        ("report-column-count", Figures),
        ("report-column-before", Figures),
    ]);
    table(name, caption, heads, rows.collect(), "report-nothing-tickets")
}

/// The audit log by what its entries are about.
fn trace(all: &[Counted]) -> Vec<Block> {
    let total: i64 = all.iter().map(|one| one.now).sum();
    if total == 0 {
        return vec![sentence(Said::new("report-trace-none"))];
    }
    let mut by_area: Vec<(&'static str, i64, i64)> = vec![];
    for one in all {
        let area = area(&one.name);
        match by_area.iter_mut().find(|known| known.0 == area) {
            Some(known) => {
                known.1 += one.now;
                known.2 += one.before;
            }
            None => by_area.push((area, one.now, one.before)),
        }
    }
    by_area.sort_by_key(|one| std::cmp::Reverse(one.1));
    let rows = by_area.iter().map(|one| vec![told(one.0), Figure::Count(one.1), Figure::Count(one.2)]);
    let heads = columns(&[
        ("report-column-about", Wide),
        ("report-column-entries", Figures),
        ("report-column-before", Figures),
    ]);
    let table = table("trace", "report-table-trace", heads, rows.collect(), "report-trace-none");
    vec![sentence(Said::new("report-trace-entries").count("count", total)), Block::Table(table)]
}

/// The area of a kind of object, as readers call it.
fn area(kind: &str) -> &'static str {
    match kind {
        "ticket" | "request" | "service_request" | "chat" | "walk_in" | "phone_call" => "report-area-desk",
        "person" | "organisation" | "session" | "api_token" => "report-area-people",
        "invoice" | "census" | "price_revision" | "revision" => "report-area-money",
        "agreement_version" | "agreement" => "report-area-agreement",
        "site" | "connection" | "outage" | "blind_time" | "network_equipment" => "report-area-network",
        "asset" | "asset_handover" | "inventory_access" | "inventory_machine" => "report-area-assets",
        "meeting" | "action_item" | "decision" | "report" => "report-area-governance",
        "protected_object" | "backup_run" | "restore_request" | "restore_test" => "report-area-backups",
        "telephone_line" | "call_quota" | "trip_abroad" | "call_import" => "report-area-telephony",
        "project" | "change" | "problem" | "announcement" => "report-area-projects",
        _ => "report-area-other",
    }
}
