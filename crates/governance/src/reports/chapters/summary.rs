//! The year or the month on one page.

use super::{indicators::standings, money, outages, paragraph};
use crate::reports::{
    ReportKind,
    document::{Block, KeyFigure, Said, Section},
    facts::Facts,
    rules,
    writing::{change, counted, counting, period},
};
use kernel::{Figure, Text};

pub(super) fn section(facts: &Facts) -> Section {
    let mut blocks = vec![paragraph(opening(facts)), Block::KeyFigures(key_figures(facts))];
    let points = points(facts);
    if !points.is_empty() {
        blocks.push(Block::Heading(Said::new("report-summary-points")));
        blocks.push(Block::List(points));
    }
    Section::new("summary", Said::new("report-chapter-summary"), blocks)
}

fn opening(facts: &Facts) -> Vec<Option<Said>> {
    let (now, before) = rules::places(facts.kind, facts.months.len());
    let (received, earlier) = (facts.desk.count(now, None, None), facts.desk.count(before, None, None));
    let when = period(facts.kind, facts.span);
    let key = match facts.kind {
        ReportKind::Monthly => "report-opening-monthly",
        ReportKind::Annual => "report-opening-annual",
    };
    let opening = Said::new(key)
        .with("name", Figure::Words(facts.name.clone()))
        .with("provider", Figure::Words(facts.provider.clone()))
        .with("period", when);
    let tickets = match received {
        0 => Said::new("report-received-none"),
        count => Said::new("report-received").count("count", count),
    };
    let agreement = match &facts.agreement {
        Some(one) => Said::new("report-under-agreement")
            .with("reference", Figure::Words(one.reference.clone()))
            .count("version", one.number),
        None => Said::new("report-without-agreement"),
    };
    vec![Some(opening), Some(agreement), Some(tickets), change(facts, received, earlier)]
}

fn key_figures(facts: &Facts) -> Vec<KeyFigure> {
    let (now, before) = rules::places(facts.kind, facts.months.len());
    let received = (facts.desk.count(now, None, None), facts.desk.count(before, None, None));
    let tickets = Some("/tickets");
    let mut shown = vec![
        counted(
            facts,
            Said::new("report-key-received"),
            received,
            (Text::new("report-step-received"), tickets),
        ),
        counted(
            facts,
            Said::new("report-key-open"),
            facts.desk.open,
            (Text::new("report-step-open"), tickets),
        ),
    ];
    shown.extend(outages::key_figures(facts));
    shown.extend(money::key_figures(facts));
    if let Some(rollout) = &facts.sites.rollout {
        shown.push(KeyFigure {
            label: Said::new("report-key-connected"),
            figure: Figure::Count(rollout.value.connected),
            note: Said::new("report-of-buildings").count("count", rollout.value.buildings),
            explanation: rollout.explanation.clone(),
        });
    }
    let late = overdue(facts);
    shown.push(KeyFigure {
        label: Said::new("report-key-overdue"),
        figure: Figure::Count(late),
        note: Said::new("report-of-open-actions").count("count", super::count(&facts.governance.open)),
        explanation: counting(facts, Text::new("report-step-overdue"), late, Some("/actions")),
    });
    shown
}

/// Actions that should have been done by the end of the period.
pub(super) fn overdue(facts: &Facts) -> i64 {
    let late = facts.governance.open.iter().filter(|one| one.due_on <= facts.span.last);
    i64::try_from(late.count()).unwrap_or(i64::MAX)
}

/// What the reader should remember, good and bad.
fn points(facts: &Facts) -> Vec<Said> {
    let mut points = vec![];
    let standings = standings(facts);
    if standings.met + standings.missed > 0 {
        let judged = standings.met + standings.missed;
        points.push(Said::new("report-point-targets").count("met", standings.met).count("judged", judged));
    }
    points.extend(standings.missed_codes.iter().map(|(code, value, target)| {
        Said::new("report-point-missed")
            .with("indicator", Figure::Words(code.clone()))
            .with("value", value.clone())
            .with("target", target.clone())
    }));
    points.extend(outages::points(facts));
    if facts.desk.resolved.0 > 0 {
        points.push(Said::new("report-point-resolved").count("count", facts.desk.resolved.0));
    }
    let late = overdue(facts);
    if late > 0 {
        points.push(Said::new("report-point-overdue").count("count", late));
    }
    if facts.security.major.0 > 0 {
        points.push(Said::new("report-point-major").count("count", facts.security.major.0));
    }
    if facts.governance.decisions.is_empty() {
        return points;
    }
    points
        .push(Said::new("report-point-decisions").count("count", super::count(&facts.governance.decisions)));
    points
}
