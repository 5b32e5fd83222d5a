//! What was done, block by block of the agreement.

use super::{count, paragraph};
use crate::reports::{
    document::{
        Axis, Block, Chart, ChartForm,
        ColumnKind::{Figures, Wide, Words},
        Said, Section, Series,
    },
    facts::{Facts, MONTHS},
    rules,
    writing::{columns, drawn, period, sentence, table, told},
};
use kernel::{Figure, Text};

pub(super) fn section(facts: &Facts) -> Section {
    let mut blocks = blocks_of_agreement(facts);
    blocks.extend(hosting(facts));
    blocks.extend(telephony(facts));
    blocks.extend(fleet(facts));
    blocks.extend(projects(facts));
    Section::new("activity", Said::new("report-chapter-activity"), blocks)
}

fn blocks_of_agreement(facts: &Facts) -> Vec<Block> {
    let Some(agreement) = &facts.agreement else {
        return vec![sentence(Said::new("report-without-agreement"))];
    };
    let open = agreement.blocks.iter().filter(|block| block.is_open).count();
    let opening = Said::new("report-blocks")
        .count("count", count(&agreement.blocks))
        .count("open", i64::try_from(open).unwrap_or(0));
    let rows = agreement.blocks.iter().map(|block| {
        let kind = if block.is_core { "report-block-core" } else { "report-block-optional" };
        let state = if block.is_open { "report-block-open" } else { "report-block-closed" };
        vec![
            Figure::Words(block.code.clone()),
            Figure::Words(block.title.clone()),
            told(kind),
            Figure::Count(block.services),
            told(state),
        ]
    });
    let heads = columns(&[
        ("report-column-code", Words),
        ("report-column-block", Wide),
        ("report-column-kind", Words),
        ("report-column-services", Figures),
        ("report-column-standing", Words),
    ]);
    let table = table("blocks", "report-table-blocks", heads, rows.collect(), "report-nothing-blocks");
    vec![sentence(opening), Block::Table(table)]
}

fn hosting(facts: &Facts) -> Vec<Block> {
    let security = &facts.security;
    let mut blocks = vec![Block::Heading(Said::new("report-hosting"))];
    let total: i64 = security.runs.iter().map(|run| run.now).sum();
    let succeeded = security.runs.iter().find(|run| run.name == "succeeded").map_or(0, |run| run.now);
    blocks.push(if security.protected == 0 && total == 0 {
        sentence(Said::new("report-hosting-none"))
    } else {
        let said = Said::new("report-hosting-runs").count("protected", security.protected);
        sentence(said.count("total", total).count("succeeded", succeeded))
    });
    blocks
}

fn telephony(facts: &Facts) -> Vec<Block> {
    let estate = &facts.estate;
    let of = |kind: &str| estate.lines.iter().find(|one| one.name == kind);
    let mut blocks = vec![Block::Heading(Said::new("report-telephony"))];
    let (fixed, mobile) = (of("fixed"), of("mobile"));
    if fixed.is_none() && mobile.is_none() {
        blocks.push(sentence(Said::new("report-telephony-none")));
    } else {
        let lines = Said::new("report-telephony-lines")
            .count("fixed", fixed.map_or(0, |one| one.now))
            .count("voip", fixed.map_or(0, |one| one.before))
            .count("mobile", mobile.map_or(0, |one| one.now));
        let (now, _) = rules::places(facts.kind, MONTHS);
        let months = &facts.months[now];
        let calls = estate.call_seconds.iter().filter(|(month, _)| months.contains(month));
        let seconds: i64 = calls.map(|(_, seconds)| seconds).sum();
        let calls = match seconds {
            0 => Said::new("report-calls-none"),
            seconds => Said::new("report-calls")
                .count("minutes", seconds.div_euclid(60) + i64::from(seconds % 60 > 0))
                .with("period", period(facts.kind, facts.span)),
        };
        blocks.push(paragraph([Some(lines), Some(calls)]));
    }
    blocks.extend(calls_chart(facts));
    blocks
}

fn calls_chart(facts: &Facts) -> Option<Block> {
    let months = facts.months[MONTHS - 12..].to_vec();
    let values: Vec<Option<Figure>> = months
        .iter()
        .map(|month| {
            let found = facts.estate.call_seconds.iter().find(|(of, _)| of == month)?;
            Some(Figure::Count(found.1.div_euclid(60) + i64::from(found.1 % 60 > 0)))
        })
        .collect();
    if values.iter().flatten().count() < 2 {
        return None;
    }
    drawn(Chart {
        name: "calls-by-month".to_owned(),
        title: Said::new("report-chart-calls"),
        description: Said::new("report-chart-calls-says")
            .count("count", i64::try_from(values.len()).unwrap_or(0)),
        form: ChartForm::Lines,
        axis: Axis::Months(months),
        series: vec![Series { name: Said::new("report-series-minutes"), values }],
        target: None,
    })
}

fn fleet(facts: &Facts) -> Vec<Block> {
    let assets = &facts.estate.assets;
    let total: i64 = assets.iter().map(|one| one.1).sum();
    let rows: Vec<Vec<Figure>> =
        assets.iter().map(|(kind, count)| vec![kind.clone(), Figure::Count(*count)]).collect();
    let heads = columns(&[("report-column-what", Wide), ("report-column-count", Figures)]);
    let mut fleet = table("fleet", "report-table-fleet", heads, rows, "report-nothing-fleet");
    if total > 0 {
        fleet.total = vec![told("report-total"), Figure::Count(total)];
    }
    let mut blocks = vec![Block::Heading(Said::new("report-fleet"))];
    if total > 0 {
        let said = Said::new("report-fleet-count").count("count", total);
        blocks.push(sentence(said.with("at", Figure::Instant(facts.as_of))));
    }
    blocks.push(Block::Table(fleet));
    blocks
}

fn projects(facts: &Facts) -> Vec<Block> {
    let projects = &facts.estate.projects;
    let rows = projects.iter().map(|one| {
        vec![
            Figure::Words(one.name.clone()),
            Figure::Text(Text::new(one.state.label_key())),
            one.ends_on.map_or_else(|| told("report-not-said"), Figure::Date),
            Figure::Words(one.says.clone()),
        ]
    });
    let heads = columns(&[
        ("report-column-project", Words),
        ("report-column-standing", Words),
        ("report-column-end", Words),
        ("report-column-says", Wide),
    ]);
    let table = table("projects", "report-table-projects", heads, rows.collect(), "report-nothing-projects");
    vec![Block::Heading(Said::new("report-projects")), Block::Table(table)]
}
