//! Census, price, index, invoices and savings (article 8).

use super::paragraph;
use crate::{
    decisions::{Decision, DecisionKind},
    reports::{
        document::{
            Axis, Block, Chart, ChartForm,
            ColumnKind::{Figures, Wide, Words},
            KeyFigure, Said, Section, Series, Table,
        },
        facts::{Facts, InvoiceFact},
        writing::{beside, columns, drawn, period, sentence, table, told, year},
    },
};
use kernel::{Cents, Explanation, Figure, Text};

fn net(all: &[InvoiceFact]) -> Cents {
    Cents(all.iter().map(|one| if one.is_credit { -one.net.0 } else { one.net.0 }).sum())
}

pub(super) fn key_figures(facts: &Facts) -> Vec<KeyFigure> {
    let money = &facts.money;
    let mut shown = vec![];
    if let Some(census) = money.censuses.first() {
        let mut story = Explanation::of("R1.13", "art. 8", Text::new("report-rule-census"));
        let label = Text::new("report-input-census");
        let href = format!("/censuses?beneficiary={}", census.beneficiary);
        story.input(label, Figure::Date(census.reference_date), Some(href)).step(
            Text::new("report-step-agents"),
            "",
            Figure::Count(census.agent_count),
        );
        shown.push(KeyFigure {
            label: Said::new("report-key-agents"),
            figure: Figure::Count(census.agent_count),
            note: Said::new("report-census-of").with("day", Figure::Date(census.reference_date)),
            explanation: story,
        });
    }
    let mut story = Explanation::of("R2.14", "art. 8", Text::new("report-rule-billed"));
    for one in &money.invoices {
        let amount = if one.is_credit { Cents(-one.net.0) } else { one.net };
        story.input(
            Text::new("report-input-invoice").with("number", &one.number),
            Figure::Money(amount),
            None,
        );
    }
    let billed = net(&money.invoices);
    story.step(Text::new("report-step-billed"), "", Figure::Money(billed));
    shown.push(KeyFigure {
        label: Said::new("report-key-billed"),
        figure: Figure::Money(billed),
        note: beside(facts, Figure::Money(net(&money.invoices_before))),
        explanation: story,
    });
    shown
}

pub(super) fn section(facts: &Facts) -> Section {
    let mut blocks = vec![Block::Heading(Said::new("report-census"))];
    blocks.extend(census(facts));
    blocks.push(Block::Heading(Said::new("report-price")));
    blocks.extend(price(facts));
    blocks.push(Block::Heading(Said::new("report-invoices")));
    blocks.extend(invoices(facts));
    blocks.push(Block::Heading(Said::new("report-savings")));
    blocks.extend(savings(&facts.governance.decisions));
    Section::new("money", Said::new("report-chapter-money"), blocks)
}

fn census(facts: &Facts) -> Vec<Block> {
    let all = &facts.money.censuses;
    let Some(last) = all.first() else { return vec![sentence(Said::new("report-census-none"))] };
    let said = Said::new("report-census-last")
        .count("count", last.agent_count)
        .with("day", Figure::Date(last.reference_date));
    let moved = all.get(1).map(|before| {
        let difference = last.agent_count - before.agent_count;
        let key = match difference {
            0 => "report-census-same",
            1.. => "report-census-more",
            _ => "report-census-less",
        };
        Said::new(key).count("difference", difference.abs()).with("day", Figure::Date(before.reference_date))
    });
    let rows = all.iter().take(8).map(|one| {
        let by =
            one.decision.as_ref().map_or_else(|| told("report-not-said"), |d| Figure::Words(d.by.clone()));
        vec![
            Figure::Date(one.reference_date),
            Figure::Count(one.agent_count),
            Figure::Words(one.author.clone()),
            by,
        ]
    });
    let heads = columns(&[
        ("report-column-day", Words),
        ("report-column-agents", Figures),
        ("report-column-established", Wide),
        ("report-column-validated", Words),
    ]);
    let table = table("censuses", "report-table-censuses", heads, rows.collect(), "report-census-none");
    vec![paragraph([Some(said), moved]), Block::Table(table)]
}

fn price(facts: &Facts) -> Vec<Block> {
    let money = &facts.money;
    let Some(last) = money.revisions.last() else { return vec![sentence(Said::new("report-price-none"))] };
    let mut blocks = vec![];
    if let Some(outcome) = &last.outcome {
        let said = Said::new("report-price-last")
            .with("year", year(last.year))
            .with("price", Figure::Money(outcome.price))
            .with("coefficient", Figure::Number(outcome.coefficient.clone()));
        blocks.push(sentence(said));
    }
    let rows = money.revisions.iter().filter_map(|one| {
        let (outcome, inputs) = (one.outcome.as_ref()?, one.inputs.as_ref()?);
        Some(vec![
            year(one.year),
            Figure::Number(inputs.zero.value.clone()),
            Figure::Number(inputs.march.value.clone()),
            Figure::Number(outcome.coefficient.clone()),
            Figure::Money(outcome.price),
        ])
    });
    let heads = columns(&[
        ("report-column-year", Wide),
        ("report-column-zero", Figures),
        ("report-column-march", Figures),
        ("report-column-coefficient", Figures),
        ("report-column-price", Figures),
    ]);
    blocks.push(Block::Table(table(
        "prices",
        "report-table-prices",
        heads,
        rows.collect(),
        "report-price-none",
    )));
    blocks.extend(index(facts));
    blocks.push(Block::Note(Said::new("report-note-price")));
    blocks
}

fn index(facts: &Facts) -> Option<Block> {
    let values = &facts.money.index;
    let (first, last) = (values.first()?, values.last()?);
    if values.len() < 2 {
        return None;
    }
    drawn(Chart {
        name: "index".to_owned(),
        title: Said::new("report-chart-index"),
        description: Said::new("report-chart-index-says")
            .with("from", Figure::Number(first.value.clone()))
            .with("first", crate::reports::writing::month(first.month))
            .with("to", Figure::Number(last.value.clone()))
            .with("last", crate::reports::writing::month(last.month)),
        form: ChartForm::Lines,
        axis: Axis::Months(values.iter().map(|one| one.month).collect()),
        series: vec![Series {
            name: Said::new("report-series-index"),
            values: values.iter().map(|one| Some(Figure::Number(one.value.clone()))).collect(),
        }],
        target: None,
    })
}

fn invoices(facts: &Facts) -> Vec<Block> {
    let all = &facts.money.invoices;
    let when = period(facts.kind, facts.span);
    if all.is_empty() {
        return vec![sentence(Said::new("report-invoices-none").with("period", when))];
    }
    let paid = all.iter().filter(|one| one.is_paid).count();
    let said = Said::new("report-invoices-sum")
        .count("count", super::count(all))
        .with("net", Figure::Money(net(all)))
        .count("paid", i64::try_from(paid).unwrap_or(0))
        .with("period", when);
    vec![sentence(said), Block::Table(listed(all))]
}

fn listed(all: &[InvoiceFact]) -> Table {
    let signed = |one: &InvoiceFact, amount: Cents| {
        Figure::Money(if one.is_credit { Cents(-amount.0) } else { amount })
    };
    let rows = all.iter().map(|one| {
        let state = if one.is_paid { "report-invoice-paid" } else { "report-invoice-open" };
        vec![
            Figure::Words(one.number.clone()),
            Figure::Words(one.object.clone()),
            Figure::Date(one.issued_on),
            signed(one, one.net),
            signed(one, one.gross),
            told(state),
        ]
    });
    let heads = columns(&[
        ("report-column-number", Words),
        ("report-column-object", Wide),
        ("report-column-day", Words),
        ("report-column-net", Figures),
        ("report-column-gross", Figures),
        ("report-column-standing", Words),
    ]);
    let mut table =
        table("invoices", "report-table-invoices", heads, rows.collect(), "report-nothing-invoices");
    let gross = all.iter().map(|one| if one.is_credit { -one.gross.0 } else { one.gross.0 }).sum();
    let blank = || Figure::Words(String::new());
    table.total = vec![
        told("report-total"),
        blank(),
        blank(),
        Figure::Money(net(all)),
        Figure::Money(Cents(gross)),
        blank(),
    ];
    table
}

fn savings(decisions: &[Decision]) -> Vec<Block> {
    let saved: Vec<Said> = decisions
        .iter()
        .filter(|one| one.kind == DecisionKind::Saving)
        .map(|one| Said::quoted(&format!("{} : {}", one.reference(), one.body)))
        .collect();
    if saved.is_empty() {
        return vec![sentence(Said::new("report-savings-none"))];
    }
    vec![
        sentence(Said::new("report-savings-decided").count("count", super::count(&saved))),
        Block::List(saved),
    ]
}
