//! What comes: the plan of the period after, beside what a person writes about it.

use crate::{
    committees::MeetingKind,
    reports::{
        document::{
            Block,
            ColumnKind::{Wide, Words},
            Said, Section,
        },
        facts::Facts,
        writing::{columns, table},
    },
};
use kernel::{Figure, Text};

pub(super) fn section(facts: &Facts) -> Section {
    let mut points = vec![];
    if let Some(until) = facts.agreement.as_ref().and_then(|one| one.until) {
        points.push(Said::new("report-ahead-term").with("day", Figure::Date(until)));
    }
    let unjudged = super::indicators::standings(facts).not_contractual;
    if unjudged > 0 {
        points.push(Said::new("report-ahead-targets").count("count", unjudged));
    }
    let left = facts.sites.rollout.as_ref().map_or(0, |one| super::count(&one.value.remaining));
    if left > 0 {
        points.push(Said::new("report-ahead-sites").count("count", left));
    }
    let open = super::count(&facts.governance.open);
    if open > 0 {
        points.push(Said::new("report-ahead-actions").count("count", open));
    }
    points.push(Said::new("report-ahead-census"));
    let rows = facts.governance.ahead.iter().map(|one| {
        vec![
            Figure::Instant(one.starts_at),
            Figure::Text(Text::new(MeetingKind::of(one.committee).label_key())),
        ]
    });
    let heads = columns(&[("report-column-day", Words), ("report-column-committee", Wide)]);
    let blocks = vec![
        Block::Heading(Said::new("report-ahead-known")),
        Block::List(points),
        Block::Table(table("ahead", "report-table-ahead", heads, rows.collect(), "report-ahead-none")),
    ];
    Section::new("ahead", Said::new("report-chapter-ahead"), blocks)
}
