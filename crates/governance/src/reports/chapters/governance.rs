//! Committees, what they decided, and the plan of actions.

use super::{count, paragraph};
use crate::{
    committees::MeetingKind,
    meetings::MeetingState,
    reports::{
        document::{
            Block,
            ColumnKind::{Wide, Words},
            Said, Section, Table, Why,
        },
        facts::Facts,
        writing::{columns, sentence, table, told, year},
    },
};
use kernel::{Figure, Text};

pub(super) fn section(facts: &Facts) -> Section {
    let governance = &facts.governance;
    let held = governance.meetings.iter().filter(|one| one.state == MeetingState::Held).count();
    let held = match i64::try_from(held).unwrap_or(0) {
        0 => Said::new("report-meetings-none"),
        held => Said::new("report-meetings").count("count", held),
    };
    let mut blocks = vec![paragraph([Some(held), followed(facts)]), Block::Table(meetings(facts))];
    blocks.push(Block::Heading(Said::new("report-decisions")));
    if governance.decisions.is_empty() {
        blocks.push(sentence(Said::new("report-decisions-none")));
    } else {
        blocks.push(Block::Table(decisions(facts)));
    }
    blocks.push(Block::Heading(Said::new("report-actions")));
    let late = super::summary::overdue(facts);
    let open = match count(&governance.open) {
        0 => Said::new("report-actions-none"),
        open => Said::new("report-actions-open").count("count", open).count("late", late),
    };
    blocks.push(paragraph([
        Some(open),
        Some(Said::new("report-actions-closed").count("count", governance.closed)),
    ]));
    if !governance.open.is_empty() {
        blocks.push(Block::Table(actions(facts)));
    }
    if let Some(compliance) = &governance.compliance {
        blocks.push(Block::Why(Why {
            title: Said::new("report-compliance"),
            figure: compliance.value.rate().map_or(Figure::NoData, Figure::Words),
            explanation: compliance.explanation.clone(),
        }));
    }
    Section::new("governance", Said::new("report-chapter-governance"), blocks)
}

/// How the year follows the plan so far (R7.2).
fn followed(facts: &Facts) -> Option<Said> {
    let compliance = &facts.governance.compliance.as_ref()?.value;
    if compliance.due.is_empty() {
        return None;
    }
    let key = if compliance.missing.is_empty() { "report-plan-followed" } else { "report-plan-missing" };
    let said = Said::new(key).count("filled", count(&compliance.filled)).count("due", count(&compliance.due));
    Some(said.count("missing", count(&compliance.missing)).with("year", year(facts.span.last.year())))
}

fn meetings(facts: &Facts) -> Table {
    let rows = facts.governance.meetings.iter().map(|one| {
        let minutes = match one.state {
            MeetingState::Held => Figure::Text(Text::new(one.minutes_state.label_key())),
            _ => told("report-not-said"),
        };
        vec![
            Figure::Date(crate::meetings::rules::day(one.starts_at)),
            Figure::Text(Text::new(MeetingKind::of(one.committee).label_key())),
            Figure::Text(Text::new(one.state.label_key())),
            minutes,
        ]
    });
    let heads = columns(&[
        ("report-column-day", Words),
        ("report-column-committee", Wide),
        ("report-column-standing", Words),
        ("report-column-minutes", Words),
    ]);
    table("meetings", "report-table-meetings", heads, rows.collect(), "report-meetings-none")
}

fn decisions(facts: &Facts) -> Table {
    let rows = facts.governance.decisions.iter().map(|one| {
        vec![
            Figure::Words(one.reference()),
            Figure::Words(one.body.clone()),
            Figure::Text(Text::new(one.kind.label_key())),
            Figure::Date(one.effective_on),
        ]
    });
    let heads = columns(&[
        ("report-column-number", Words),
        ("report-column-decision", Wide),
        ("report-column-kind", Words),
        ("report-column-effective", Words),
    ]);
    table("decisions", "report-table-decisions", heads, rows.collect(), "report-decisions-none")
}

fn actions(facts: &Facts) -> Table {
    let rows = facts.governance.open.iter().map(|one| {
        let state =
            if one.due_on <= facts.span.last { "report-action-late" } else { "report-action-running" };
        vec![
            Figure::Words(one.body.clone()),
            Figure::Words(one.owner.clone()),
            Figure::Date(one.due_on),
            told(state),
        ]
    });
    let heads = columns(&[
        ("report-column-action", Wide),
        ("report-column-owner", Words),
        ("report-column-due", Words),
        ("report-column-standing", Words),
    ]);
    table("actions", "report-table-actions", heads, rows.collect(), "report-actions-none")
}
