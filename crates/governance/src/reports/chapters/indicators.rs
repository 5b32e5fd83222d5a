//! The commitments of the annexe: value, the same a period before, target, standing.

use super::{count, paragraph};
use crate::{
    reports::{
        document::{
            Axis, Block, Chart, ChartForm,
            ColumnKind::{Figures, Wide, Words},
            Said, Section, Series, Why,
        },
        facts::Facts,
        writing::{columns, cut, drawn, period, sentence, table, told},
    },
    scoreboard::{Indicator, Scoreboard, Verdict},
};
use agreements::document::{Commitment, CommitmentStatus, Operator, Unit};
use kernel::{Exact, Figure, Text};

/// How the indicators stand.
pub(super) struct Standings {
    pub(super) met: i64,
    pub(super) missed: i64,
    pub(super) not_contractual: i64,
    pub(super) no_data: i64,
    /// Words, value and target of those missed.
    pub(super) missed_codes: Vec<(String, Figure, Figure)>,
}

pub(super) fn standings(facts: &Facts) -> Standings {
    let empty: &[Indicator] = &[];
    let all = facts.indicators.now.as_ref().map_or(empty, |board| &board.indicators);
    let of = |verdict| i64::try_from(all.iter().filter(|one| one.verdict == verdict).count()).unwrap_or(0);
    let missed = all.iter().filter(|one| one.verdict == Verdict::Missed).map(|one| {
        let name = format!("{} ({})", one.commitment.indicator, one.commitment.code);
        (name, cut(&one.value), target(&one.commitment))
    });
    Standings {
        met: of(Verdict::Met),
        missed: of(Verdict::Missed),
        not_contractual: of(Verdict::NotContractual),
        no_data: of(Verdict::NoData),
        missed_codes: missed.collect(),
    }
}

pub(super) fn section(facts: &Facts) -> Section {
    let title = Said::new("report-chapter-indicators");
    let Some(board) = &facts.indicators.now else {
        return Section::new("indicators", title, vec![sentence(Said::new("report-indicators-none"))]);
    };
    let found = standings(facts);
    let opening = Said::new("report-indicators")
        .count("count", count(&board.indicators))
        .count("unmeasured", count(&board.unmeasured))
        .with("period", period(facts.kind, facts.span));
    let judged = match found.met + found.missed {
        0 => Said::new("report-indicators-unjudged"),
        judged => Said::new("report-indicators-judged").count("judged", judged).count("met", found.met),
    };
    let rest = Said::new("report-indicators-rest")
        .count("informative", found.not_contractual)
        .count("empty", found.no_data);
    let mut blocks = vec![paragraph([Some(opening), Some(judged), Some(rest)]), values(facts, board)];
    blocks.extend(charts(facts, board));
    blocks.extend(levels(board));
    if !board.unmeasured.is_empty() {
        blocks.push(Block::Heading(Said::new("report-unmeasured")));
        blocks.push(unmeasured(board));
    }
    blocks.push(Block::Note(Said::new("report-note-cut")));
    Section::new("indicators", title, blocks)
}

fn values(facts: &Facts, board: &Scoreboard) -> Block {
    let rows = board.indicators.iter().map(|one| {
        let before = facts.indicators.before.as_ref().and_then(|board| {
            board.indicators.iter().find(|other| other.commitment.code == one.commitment.code)
        });
        vec![
            Figure::Words(one.commitment.code.clone()),
            Figure::Words(one.commitment.indicator.clone()),
            cut(&one.value),
            before.map_or(Figure::NoData, |one| cut(&one.value)),
            target(&one.commitment),
            standing(one.verdict),
        ]
    });
    let heads = columns(&[
        ("report-column-code", Words),
        ("report-column-indicator", Wide),
        ("report-column-value", Figures),
        ("report-column-before", Figures),
        ("report-column-target", Words),
        ("report-column-standing", Wide),
    ]);
    let rows = rows.collect();
    Block::Table(table("indicators", "report-table-indicators", heads, rows, "report-nothing-indicators"))
}

fn standing(verdict: Verdict) -> Figure {
    told(match verdict {
        Verdict::Met => "scoreboard-met",
        Verdict::Missed => "scoreboard-missed",
        Verdict::NotContractual => "scoreboard-not-contractual",
        Verdict::NoData => "scoreboard-no-data",
    })
}

/// The agreed target in words, or that there is none (R5.1).
fn target(commitment: &Commitment) -> Figure {
    let agreed = commitment.target.as_ref().filter(|_| commitment.status == CommitmentStatus::Target);
    let Some(target) = agreed else { return told("report-not-said") };
    let key = match (commitment.unit, target.operator) {
        (Unit::Percent, Operator::AtLeast) => "report-target-percent-at-least",
        (Unit::Percent, Operator::AtMost) => "report-target-percent-at-most",
        (Unit::ServiceTime | Unit::ElapsedTime, Operator::AtLeast) => "report-target-hours-at-least",
        (Unit::ServiceTime | Unit::ElapsedTime, Operator::AtMost) => "report-target-hours-at-most",
        (Unit::Count, Operator::AtLeast) => "report-target-at-least",
        (Unit::Count, Operator::AtMost) => "report-target-at-most",
    };
    Figure::Text(Text::new(key).with("value", &target.value.0))
}

fn unmeasured(board: &Scoreboard) -> Block {
    let rows = board
        .unmeasured
        .iter()
        .map(|one| vec![Figure::Words(one.code.clone()), Figure::Words(one.indicator.clone()), target(one)]);
    let heads = columns(&[
        ("report-column-code", Words),
        ("report-column-indicator", Wide),
        ("report-column-target", Words),
    ]);
    let rows = rows.collect();
    Block::Table(table("unmeasured", "report-table-unmeasured", heads, rows, "report-nothing-indicators"))
}

/// Shares month by month, of the indicators whose value moved.
fn charts(facts: &Facts, board: &Scoreboard) -> Vec<Block> {
    let months: Vec<_> = facts.indicators.monthly.iter().map(|one| one.0).collect();
    if months.len() < 2 {
        return vec![];
    }
    let mut drawn_here = vec![Block::Heading(Said::new("report-by-month"))];
    for one in board.indicators.iter().filter(|one| matches!(one.value, Figure::Share(_))) {
        let code = &one.commitment.code;
        let values: Vec<Option<Figure>> =
            facts.indicators.monthly.iter().map(|(_, all)| share(all, code)).collect();
        let known: Vec<&Figure> = values.iter().flatten().collect();
        if known.len() < 2 || known.windows(2).all(|pair| pair[0] == pair[1]) {
            continue;
        }
        let chart = Chart {
            name: format!("indicator-{}", code.to_lowercase().replace('.', "-")),
            title: Said::new("report-chart-indicator")
                .with("code", Figure::Words(code.clone()))
                .with("indicator", Figure::Words(one.commitment.indicator.clone())),
            description: Said::new("report-chart-indicator-says").with("value", one.value.clone()),
            form: ChartForm::Lines,
            axis: Axis::Months(months.clone()),
            series: vec![Series { name: Said::quoted(code), values }],
            target: target_share(&one.commitment),
        };
        drawn_here.extend(drawn(chart));
    }
    if drawn_here.len() > 1 { drawn_here } else { vec![] }
}

fn share(all: &[(String, Figure)], code: &str) -> Option<Figure> {
    let found = all.iter().find(|(of, _)| of == code)?;
    matches!(found.1, Figure::Share(_)).then(|| found.1.clone())
}

fn target_share(commitment: &Commitment) -> Option<Figure> {
    let agreed = commitment.target.as_ref().filter(|_| commitment.status == CommitmentStatus::Target)?;
    Some(Figure::Share(&agreed.value.0 / &Exact::from(100)))
}

/// Times by level of criticality, where an indicator has them.
fn levels(board: &Scoreboard) -> Vec<Block> {
    let timed = board.indicators.iter().filter(|one| one.levels.iter().any(|level| level.count > 0));
    timed
        .map(|one| {
            let seconds = |value: Option<i64>| value.map_or(Figure::NoData, |s| cut(&Figure::Seconds(s)));
            let rows = one.levels.iter().map(|level| {
                vec![
                    Figure::Words(level.level.clone()),
                    Figure::Count(level.count),
                    seconds(level.median),
                    seconds(level.p90),
                    level.target.map_or_else(|| told("report-not-said"), Figure::Seconds),
                ]
            });
            let heads = columns(&[
                ("report-column-level", Wide),
                ("report-column-count", Figures),
                ("report-column-median", Figures),
                ("report-column-p90", Figures),
                ("report-column-target", Words),
            ]);
            let name = format!("times-{}", one.commitment.code.to_lowercase().replace('.', "-"));
            let mut made =
                table(&name, "report-table-times", heads, rows.collect(), "report-nothing-indicators");
            made.caption = Said::new("report-table-times")
                .with("code", Figure::Words(one.commitment.code.clone()))
                .with("indicator", Figure::Words(one.commitment.indicator.clone()));
            Block::Table(made)
        })
        .collect()
}

/// How each indicator came about.
pub(super) fn stories(facts: &Facts) -> Vec<Why> {
    let board = facts.indicators.now.iter();
    board
        .flat_map(|board| &board.indicators)
        .map(|one| Why {
            title: Said::quoted(&format!("{} {}", one.commitment.code, one.commitment.indicator)),
            figure: one.value.clone(),
            explanation: one.explanation.clone(),
        })
        .collect()
}
