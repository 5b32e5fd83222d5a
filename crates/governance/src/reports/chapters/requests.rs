//! Requests and incidents: how many, by which entrance, how pressing, about what, and what people said of it.

use super::paragraph;
use crate::reports::{
    ReportKind,
    document::{
        Axis, Block, Chart, ChartForm,
        ColumnKind::{Figures, Wide},
        Said, Section, Series, Table,
    },
    facts::{Counted, DeskFacts, Facts, MONTHS},
    rules,
    writing::{change, columns, drawn, period, sentence, table, tenth, told, year},
};
use desk::tickets::{Channel, Kind};
use jiff::civil::Date;
use kernel::{Exact, Figure, Text};

pub(super) fn section(facts: &Facts) -> Section {
    let (now, before) = rules::places(facts.kind, MONTHS);
    let desk = &facts.desk;
    let title = Said::new("report-chapter-requests");
    let received = desk.count(now.clone(), None, None);
    let earlier = desk.count(before, None, None);
    if received + earlier == 0 {
        return Section::new("requests", title, vec![sentence(Said::new("report-requests-none"))]);
    }
    let opening = Said::new("report-requests")
        .count("count", received)
        .count("incidents", desk.count(now.clone(), Some(Kind::Incident), None))
        .count("requests", desk.count(now, Some(Kind::Request), None))
        .with("period", period(facts.kind, facts.span));
    let handled = Said::new("report-resolved").count("resolved", desk.resolved.0).count("open", desk.open.0);
    let mut blocks = vec![
        paragraph([Some(opening), change(facts, received, earlier)]),
        paragraph([Some(handled), Some(backlog(facts))]),
    ];
    blocks.extend(over_months(&facts.months, desk, facts.kind));
    blocks.push(Block::Heading(Said::new("report-by-channel")));
    blocks.extend(main_channel(facts));
    blocks.push(Block::Table(channels(desk, facts.kind)));
    blocks.push(Block::Note(Said::new("report-note-channels")));
    blocks.push(Block::Table(counts("levels", "report-table-levels", "report-column-level", &desk.levels)));
    blocks.push(Block::Table(categories(desk)));
    blocks.extend(opinions(facts));
    Section::new("requests", title, blocks)
}

fn backlog(facts: &Facts) -> Said {
    let (now, before) = facts.desk.open;
    let key = match now.cmp(&before) {
        std::cmp::Ordering::Greater => "report-backlog-more",
        std::cmp::Ordering::Less => "report-backlog-less",
        std::cmp::Ordering::Equal => "report-backlog-same",
    };
    Said::new(key).count("difference", (now - before).abs())
}

/// Received month by month: a year beside the one before, or the last thirteen months by kind.
pub(super) fn over_months(months: &[Date], desk: &DeskFacts, kind: ReportKind) -> Option<Block> {
    let values = |places: std::ops::Range<usize>, of: Option<Kind>| -> Vec<Option<Figure>> {
        places.map(|place| Some(Figure::Count(desk.count(place..place + 1, of, None)))).collect()
    };
    let half = MONTHS / 2;
    let (axis, series) = if kind == ReportKind::Annual {
        let of_year = |place: usize| Said::new("report-series-year").with("year", year(months[place].year()));
        let series = vec![
            Series { name: of_year(MONTHS - 1), values: values(half..MONTHS, None) },
            Series { name: of_year(half - 1), values: values(0..half, None) },
        ];
        (months[half..].to_vec(), series)
    } else {
        let name = |key| Said::new(key);
        let series = vec![
            Series {
                name: name("report-column-incidents"),
                values: values(half - 1..MONTHS, Some(Kind::Incident)),
            },
            Series {
                name: name("report-column-requests"),
                values: values(half - 1..MONTHS, Some(Kind::Request)),
            },
        ];
        (months[half - 1..].to_vec(), series)
    };
    let places = MONTHS - axis.len()..MONTHS;
    let busiest =
        places.max_by_key(|place| (desk.count(*place..place + 1, None, None), std::cmp::Reverse(*place)))?;
    let most = desk.count(busiest..busiest + 1, None, None);
    drawn(Chart {
        name: "received-by-month".to_owned(),
        title: Said::new("report-chart-received"),
        description: Said::new("report-chart-received-says")
            .with("month", super::super::writing::month(months[busiest]))
            .count("count", most),
        form: ChartForm::Lines,
        axis: Axis::Months(axis),
        series,
        target: None,
    })
}

fn main_channel(facts: &Facts) -> Vec<Block> {
    let (now, _) = rules::places(facts.kind, MONTHS);
    let of = |channel: Channel| facts.desk.count(now.clone(), None, Some(channel));
    let all = facts.desk.count(now.clone(), None, None);
    let mut channels: Vec<(Channel, i64)> =
        Channel::ALL.iter().map(|channel| (*channel, of(*channel))).filter(|one| one.1 > 0).collect();
    channels.sort_by_key(|one| std::cmp::Reverse(one.1));
    let Some((first, most)) = channels.first().copied() else { return vec![] };
    let label = |channel: Channel| Figure::Text(Text::new(channel.label_key()));
    let share = Exact::ratio(most * 100, all).unwrap_or_else(Exact::zero);
    let said = Said::new("report-main-channel").with("channel", label(first)).count("count", most);
    let said = said.with("share", tenth(&share));
    let chart = Chart {
        name: "received-by-channel".to_owned(),
        title: Said::new("report-chart-channels"),
        description: said.clone(),
        form: ChartForm::Bars,
        axis: Axis::Things(channels.iter().map(|one| label(one.0)).collect()),
        series: vec![Series {
            name: Said::new("report-column-total"),
            values: channels.iter().map(|one| Some(Figure::Count(one.1))).collect(),
        }],
        target: None,
    };
    std::iter::once(sentence(said)).chain(drawn(chart)).collect()
}

/// Incidents and requests by entrance (R6.8).
pub(super) fn channels(desk: &DeskFacts, kind: ReportKind) -> Table {
    let (now, before) = rules::places(kind, MONTHS);
    let row = |channel: Option<Channel>| {
        let of = |kind| Figure::Count(desk.count(now.clone(), kind, channel));
        let earlier = Figure::Count(desk.count(before.clone(), None, channel));
        let name =
            channel.map_or_else(|| told("report-total"), |one| Figure::Text(Text::new(one.label_key())));
        vec![name, of(Some(Kind::Incident)), of(Some(Kind::Request)), of(None), earlier]
    };
    let seen = Channel::ALL.iter().filter(|channel| {
        desk.count(now.clone(), None, Some(**channel)) + desk.count(before.clone(), None, Some(**channel)) > 0
    });
    let heads = columns(&[
        ("report-column-channel", Wide),
        ("report-column-incidents", Figures),
        ("report-column-requests", Figures),
        ("report-column-total", Figures),
        ("report-column-before", Figures),
    ]);
    let rows: Vec<_> = seen.map(|channel| row(Some(*channel))).collect();
    let mut table = table("channels", "report-table-channels", heads, rows, "report-nothing-tickets");
    table.total = row(None);
    table
}

/// Counts of the period beside those of the period before.
pub(super) fn counts(name: &str, caption: &str, first: &str, all: &[Counted]) -> Table {
    let rows = all
        .iter()
        .map(|one| vec![Figure::Words(one.name.clone()), Figure::Count(one.now), Figure::Count(one.before)]);
    let heads =
        columns(&[(first, Wide), ("report-column-count", Figures), ("report-column-before", Figures)]);
    table(name, caption, heads, rows.collect(), "report-nothing-tickets")
}

fn categories(desk: &DeskFacts) -> Table {
    let mut made =
        counts("categories", "report-table-categories", "report-column-category", &desk.categories);
    for row in &mut made.rows {
        if row.first() == Some(&Figure::Words(String::new())) {
            row[0] = told("report-without-category");
        }
    }
    made
}

fn opinions(facts: &Facts) -> Vec<Block> {
    let scores = &facts.desk.scores;
    let total = |read: fn(&Counted) -> i64| scores.iter().map(read).sum::<i64>();
    let weighed: i64 = scores.iter().map(|one| one.name.parse().unwrap_or(0) * one.now).sum();
    let heading = Block::Heading(Said::new("report-opinions"));
    let Some(mean) = Exact::ratio(weighed, total(|one| one.now)) else {
        return vec![heading, sentence(Said::new("report-opinions-none"))];
    };
    let said =
        Said::new("report-opinions-mean").count("count", total(|one| one.now)).with("mean", tenth(&mean));
    let table = counts("opinions", "report-table-opinions", "report-column-score", scores);
    vec![heading, sentence(said), Block::Table(table)]
}
