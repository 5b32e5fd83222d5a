//! How sites are connected, and how the roll-out of the fibre goes (A.3).

use super::{count, paragraph};
use crate::reports::{
    document::{
        Axis, Block, Chart, ChartForm,
        ColumnKind::{Wide, Words},
        Said, Section, Series,
    },
    facts::Facts,
    writing::{columns, drawn, period, table, told},
};
use estate::connections::State;
use kernel::{Figure, Text};

pub(super) fn section(facts: &Facts) -> Section {
    let mut blocks = vec![paragraph(opening(facts))];
    blocks.extend(chart(facts));
    let rows = facts.sites.all.iter().map(|site| {
        vec![
            Figure::Words(site.name.clone()),
            Figure::Words(site.city.clone()),
            Figure::Text(Text::new(site.link.label_key())),
            match (site.since, site.expected) {
                (Some(day), _) if site.link == State::Connected => Figure::Date(day),
                (_, Some(day)) => Figure::Text(
                    Text::new("report-expected").with("year", day.year()).with("month", day.month()),
                ),
                (Some(day), None) => Figure::Date(day),
                (None, None) => told("report-since-before"),
            },
        ]
    });
    let heads = columns(&[
        ("report-column-site", Wide),
        ("report-column-town", Words),
        ("report-column-connection", Words),
        ("report-column-since", Words),
    ]);
    blocks.push(Block::Table(table(
        "sites",
        "report-table-sites",
        heads,
        rows.collect(),
        "report-nothing-sites",
    )));
    Section::new("sites", Said::new("report-chapter-sites"), blocks)
}

fn opening(facts: &Facts) -> Vec<Option<Said>> {
    let Some(rollout) = facts.sites.rollout.as_ref().map(|one| &one.value) else { return vec![] };
    if rollout.buildings == 0 {
        return vec![Some(Said::new("report-sites-none"))];
    }
    let state =
        Said::new("report-rollout").count("connected", rollout.connected).count("count", rollout.buildings);
    let when = period(facts.kind, facts.span);
    let new = match count(&rollout.connected_in_period) {
        0 => Said::new("report-rollout-none").with("period", when),
        new => Said::new("report-rollout-new").count("count", new).with("period", when),
    };
    let left = match count(&rollout.remaining) {
        0 => Said::new("report-rollout-complete"),
        left => Said::new("report-rollout-left").count("count", left),
    };
    vec![Some(state), Some(new), Some(left)]
}

fn chart(facts: &Facts) -> Option<Block> {
    let mut states: Vec<(State, i64)> = State::ALL
        .iter()
        .map(|state| (*state, facts.sites.all.iter().filter(|site| site.link == *state).count()))
        .map(|(state, sites)| (state, i64::try_from(sites).unwrap_or(0)))
        .filter(|one| one.1 > 0)
        .collect();
    states.sort_by_key(|one| std::cmp::Reverse(one.1));
    let (first, most) = *states.first()?;
    let label = |state: State| Figure::Text(Text::new(state.label_key()));
    drawn(Chart {
        name: "sites-by-connection".to_owned(),
        title: Said::new("report-chart-sites"),
        description: Said::new("report-chart-sites-says").with("state", label(first)).count("count", most),
        form: ChartForm::Bars,
        axis: Axis::Things(states.iter().map(|one| label(one.0)).collect()),
        series: vec![Series {
            name: Said::new("report-series-sites"),
            values: states.iter().map(|one| Some(Figure::Count(one.1))).collect(),
        }],
        target: None,
    })
}
