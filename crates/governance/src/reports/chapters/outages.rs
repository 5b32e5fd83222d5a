//! What cut sites off, and how available the network was.

use super::{count, paragraph};
use crate::{
    availability::Measured,
    reports::{
        document::{
            Axis, Block, Chart, ChartForm,
            ColumnKind::{Figures, Wide, Words},
            KeyFigure, Said, Section, Series, Table,
        },
        facts::Facts,
        writing::{beside, columns, cut, drawn, period, sentence, table, told},
    },
};
use estate::outages::{Cause, Outage};
use jiff::Timestamp;
use kernel::{Exact, Figure, Text};

/// Most outages listed one by one: those that lasted longest.
const LISTED: usize = 40;

/// Most sites listed.
const SITES: usize = 80;

fn measured(facts: &Facts) -> Option<&Measured> {
    facts.availability.as_ref()?.measured.as_ref()
}

fn before(facts: &Facts) -> Option<&Measured> {
    facts.availability_before.as_ref()?.measured.as_ref().filter(|_| facts.has_before)
}

fn share(value: Option<&Exact>) -> Figure {
    value.map_or(Figure::NoData, |share| Figure::Share(share.clone()))
}

pub(super) fn key_figures(facts: &Facts) -> Vec<KeyFigure> {
    let Some(now) = measured(facts) else { return vec![] };
    let earlier = |read: &dyn Fn(&Measured) -> Figure| before(facts).map_or(Figure::NoData, read);
    vec![
        KeyFigure {
            label: Said::new("report-key-availability"),
            figure: share(now.network.value.availability.as_ref()),
            note: beside(facts, earlier(&|one| share(one.network.value.availability.as_ref()))),
            explanation: now.network.explanation.clone(),
        },
        KeyFigure {
            label: Said::new("report-key-cuts"),
            figure: Figure::Count(now.cuts.value.0),
            note: beside(facts, earlier(&|one| Figure::Count(one.cuts.value.0))),
            explanation: now.cuts.explanation.clone(),
        },
    ]
}

pub(super) fn points(facts: &Facts) -> Vec<Said> {
    let Some(now) = measured(facts) else { return vec![] };
    if now.outages.is_empty() {
        return vec![Said::new("report-point-no-outage")];
    }
    let longest = now.outages.iter().max_by_key(|one| seconds(one, now.span.to()));
    longest
        .map(|one| {
            Said::new("report-point-longest")
                .with("time", cut(&Figure::Seconds(seconds(one, now.span.to()))))
                .with("sites", Figure::Words(sites(one)))
        })
        .into_iter()
        .collect()
}

pub(super) fn section(facts: &Facts) -> Section {
    let title = Said::new("report-chapter-outages");
    let Some(now) = measured(facts) else {
        return Section::new("outages", title, vec![sentence(Said::new("report-outages-unmeasured"))]);
    };
    let mut blocks = vec![paragraph(opening(facts, now))];
    if !now.outages.is_empty() {
        blocks.extend(by_cause(now));
        blocks.push(Block::Table(listed(now)));
        if now.outages.len() > LISTED {
            let said = Said::new("report-outages-longest").count("shown", i64::try_from(LISTED).unwrap_or(0));
            blocks.push(Block::Note(said.count("count", count(&now.outages))));
        }
    }
    blocks.push(Block::Heading(Said::new("report-availability-sites")));
    blocks.push(Block::Table(by_site(now)));
    blocks.push(Block::Note(Said::new("report-note-availability")));
    Section::new("outages", title, blocks)
}

fn opening(facts: &Facts, now: &Measured) -> Vec<Option<Said>> {
    let when = period(facts.kind, facts.span);
    let network = &now.network.value;
    let first = match &network.availability {
        None => Said::new("report-network-none"),
        Some(share) => {
            let said = Said::new("report-network").with("value", Figure::Share(share.clone()));
            said.with("period", when)
        }
    };
    let against = network.met.map(|met| {
        let target = facts.availability.as_ref().and_then(|one| one.terms.target.clone());
        let key = if met { "report-network-met" } else { "report-network-missed" };
        Said::new(key).with("target", share(target.as_ref()))
    });
    let earlier = before(facts).and_then(|one| one.network.value.availability.clone());
    let earlier = earlier.map(|share| {
        let said = Said::new("report-network-before").with("value", Figure::Share(share));
        said.with("then", period(facts.kind, facts.before))
    });
    let cuts = match now.cuts.value {
        (0, _) => Said::new("report-cuts-none"),
        (all, in_window) => Said::new("report-cuts").count("count", all).count("window", in_window),
    };
    vec![Some(first), against, earlier, Some(cuts)]
}

fn seconds(one: &Outage, end: Timestamp) -> i64 {
    one.to.unwrap_or(end).min(end).duration_since(one.from).as_secs().max(0)
}

fn sites(one: &Outage) -> String {
    one.sites.iter().map(|site| site.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn by_cause(now: &Measured) -> Option<Block> {
    let mut causes: Vec<(Cause, i64)> = Cause::ALL
        .iter()
        .map(|cause| {
            let of = now.outages.iter().filter(|one| one.cause == *cause);
            (*cause, of.map(|one| seconds(one, now.span.to())).sum())
        })
        .filter(|(_, seconds): &(Cause, i64)| *seconds > 0)
        .collect();
    causes.sort_by_key(|(_, seconds)| std::cmp::Reverse(*seconds));
    let (first, longest) = *causes.first()?;
    let label = |cause: Cause| Figure::Text(Text::new(cause.label_key()));
    drawn(Chart {
        name: "outages-by-cause".to_owned(),
        title: Said::new("report-chart-causes"),
        description: Said::new("report-chart-causes-says")
            .with("cause", label(first))
            .with("time", cut(&Figure::Seconds(longest))),
        form: ChartForm::Bars,
        axis: Axis::Things(causes.iter().map(|(cause, _)| label(*cause)).collect()),
        series: vec![Series {
            name: Said::new("report-series-time-lost"),
            values: causes.iter().map(|(_, seconds)| Some(cut(&Figure::Seconds(*seconds)))).collect(),
        }],
        target: None,
    })
}

fn listed(now: &Measured) -> Table {
    let mut longest: Vec<&Outage> = now.outages.iter().collect();
    longest.sort_by_key(|one| std::cmp::Reverse(seconds(one, now.span.to())));
    longest.truncate(LISTED);
    longest.sort_by_key(|one| one.from);
    let rows = longest.into_iter().map(|one| {
        vec![
            Figure::Instant(one.from),
            cut(&Figure::Seconds(seconds(one, now.span.to()))),
            Figure::Words(sites(one)),
            Figure::Text(Text::new(one.cause.label_key())),
            if one.ticket.is_empty() { told("report-not-said") } else { Figure::Words(one.ticket.clone()) },
        ]
    });
    let heads = columns(&[
        ("report-column-from", Words),
        ("report-column-length", Figures),
        ("report-column-sites", Wide),
        ("report-column-cause", Words),
        ("report-column-ticket", Words),
    ]);
    table("outages", "report-table-outages", heads, rows.collect(), "report-nothing-outages")
}

fn by_site(now: &Measured) -> Table {
    let names = now.sites.iter().zip(&now.on_window.sites).zip(&now.around_the_clock.sites);
    let rows = names.take(SITES).map(|((site, window), always)| {
        vec![
            Figure::Words(site.name.clone()),
            share(window.availability.as_ref()),
            share(always.availability.as_ref()),
            Figure::Count(i64::from(window.cuts)),
            repair(window.mean_repair.as_ref()),
        ]
    });
    let heads = columns(&[
        ("report-column-site", Wide),
        ("report-column-window", Figures),
        ("report-column-always", Figures),
        ("report-column-cuts", Figures),
        ("report-column-repair", Figures),
    ]);
    table("availability", "report-table-availability", heads, rows.collect(), "report-nothing-sites")
}

fn repair(mean: Option<&Exact>) -> Figure {
    let seconds = mean.and_then(|mean| mean.to_decimal_cut(0).parse().ok());
    seconds.map_or_else(|| told("report-none-short"), |seconds| cut(&Figure::Seconds(seconds)))
}
