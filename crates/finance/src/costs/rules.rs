//! What a beneficiary's services cost in a year, and one unit of each (art. 5, R1.16, R1.17). Pure.

use super::{
    BlockCost, CostContent, CostRow, Source, UnitCost,
    sources::{EntryKind, KeyUnit},
};
use crate::{
    censuses::Census,
    depreciation::{YearTable, good_path},
    supplier_invoices::{Imputation, SupplierInvoiceId, rules as invoices},
};
use agreements::document::{AgreementDocument, Offer};
use kernel::{Cents, Exact, Explanation, Figure, Rounding, Step, Text};

/// What a beneficiary takes of a cost: its figure under a key, over the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Name of the key.
    pub key: String,
    /// What it counts.
    pub unit: KeyUnit,
    /// Its figure.
    pub figure: Exact,
    /// The figure of the whole service; above zero.
    pub total: Exact,
    /// Where both come from.
    pub source: String,
}

/// A part of a supplier's line, with what the beneficiary takes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Of which invoice.
    pub invoice: SupplierInvoiceId,
    /// Its number.
    pub number: String,
    /// Name of the supplier.
    pub seller: String,
    /// What the line says it is.
    pub line_name: String,
    /// Rate of VAT in percent.
    pub rate: Exact,
    /// Minus one for a credit note.
    pub sign: i64,
    /// The part.
    pub part: Imputation,
    /// What the beneficiary takes.
    pub taken: Taken,
}

/// A yearly cost that comes with no invoice, with what the beneficiary takes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// What it is.
    pub kind: EntryKind,
    /// The function, the contract or the equipment.
    pub label: String,
    /// Its yearly cost.
    pub amount: Cents,
    /// The share of it put to the block, in percent.
    pub percent: Exact,
    /// Code of the block.
    pub block: String,
    /// Where the figure comes from.
    pub source: String,
    /// What the beneficiary takes.
    pub taken: Taken,
}

/// Everything the costs of a year are computed from.
pub struct Basis<'a> {
    /// Which year.
    pub year: i16,
    /// The agreement on its last day.
    pub agreement: &'a AgreementDocument,
    /// Parts of invoices.
    pub bought: &'a [Bought],
    /// Costs without an invoice.
    pub spent: &'a [Spent],
    /// The goods bought for the beneficiary.
    pub goods: &'a YearTable,
    /// The block of each kind of asset.
    pub kinds: &'a [(String, String)],
    /// The census in force.
    pub census: Option<&'a Census>,
    /// Units of work that were written down: code of the offer, how many, and where the figure comes from.
    pub units: &'a [(String, Exact, String)],
    /// The price of one unit of the core in that year, and the page that tells it.
    pub core_price: Option<(Cents, Option<String>)>,
}

/// The costs of a year. Each row is rounded once, half-up to the cent; sums are sums of rows.
pub fn content(basis: &Basis<'_>) -> CostContent {
    let mut rows: Vec<CostRow> = basis.bought.iter().filter_map(|one| bought_row(one, basis.year)).collect();
    rows.extend(basis.spent.iter().map(|one| spent_row(one, basis.year)));
    rows.extend(depreciation_rows(basis));
    rows.retain(|row| row.amount != Cents::ZERO);
    rows.sort_by(|a, b| {
        (&a.block, a.source, &a.label, &a.detail).cmp(&(&b.block, b.source, &b.label, &b.detail))
    });
    let blocks = block_costs(basis.agreement, &rows);
    let core = core_offer(basis.agreement).map_or(Cents::ZERO, |offer| cost_of(offer, &rows));
    let services = basis.agreement.offers.iter().map(|offer| unit_cost(basis, offer, &rows)).collect();
    CostContent {
        total: rows.iter().map(|row| row.amount).sum(),
        blocks,
        services,
        core,
        agents: basis.census.map(|census| census.agent_count),
        census: basis.census.map(|census| census.id.clone()),
        kinds_without_block: kinds_without_block(basis),
        rows,
    }
}

fn core_offer(agreement: &AgreementDocument) -> Option<&Offer> {
    agreement.offers.iter().find(|offer| !offer.needs_core)
}

fn cost_of(offer: &Offer, rows: &[CostRow]) -> Cents {
    rows.iter().filter(|row| offer.blocks.contains(&row.block)).map(|row| row.amount).sum()
}

/// Starts the story of a row with what the beneficiary takes; the whole comes first.
fn tell_taken(story: &mut Explanation, taken: &Taken) {
    let figure = Text::new("cost-figure").with("key", &taken.key);
    story
        .input(figure, Figure::Number(taken.figure.clone()), None)
        .input(
            Text::new("cost-figure-total").with("key", &taken.key),
            Figure::Number(taken.total.clone()),
            None,
        )
        .input(Text::new("cost-figure-source"), Figure::Words(taken.source.clone()), None);
}

/// Rounds what is taken of a whole, and tells how.
fn round_taken(story: &mut Explanation, whole: &Exact, taken: &Taken, expression: String) -> Cents {
    let exact = Exact::ratio(whole * &taken.figure, taken.total.clone()).unwrap_or_else(Exact::zero);
    let amount = Cents::from_euros(&exact, Rounding::HalfUp);
    story.steps.push(Step {
        label: Text::new("cost-taken"),
        expression,
        exact: Some(Figure::Number(exact)),
        rounding: Some((Rounding::HalfUp, 2)),
        result: Figure::Money(amount),
    });
    amount
}

/// What the beneficiary takes of a part of an invoice; nothing for an investment (R3.1).
fn bought_row(one: &Bought, year: i16) -> Option<CostRow> {
    let whole = invoices::cost(&one.part, &one.rate, one.sign)?;
    let mut story = Explanation::of("R1.16", "art. 5", Text::new("cost-rule-supplier").with("year", year));
    let href = Some(format!("/supplier-invoices/{}", one.invoice));
    let signed = Cents(one.part.net.0 * one.sign);
    story.input(Text::new("cost-net").with("number", &one.number), Figure::Money(signed), href.clone());
    if one.part.bears_vat && !one.rate.is_zero() {
        story.input(Text::new("cost-vat-borne"), Figure::Share(&one.rate / Exact::from(100)), None);
        let expression = format!("{signed} × (1 + {} ÷ 100)", one.rate);
        story.step(Text::new("cost-with-vat"), expression, Figure::Number(whole.clone()));
    }
    tell_taken(&mut story, &one.taken);
    let expression = format!("{whole} × {} ÷ {}", one.taken.figure, one.taken.total);
    let amount = round_taken(&mut story, &whole, &one.taken, expression);
    Some(CostRow {
        source: Source::Supplier,
        label: format!("{} {}", one.seller, one.number),
        detail: one.line_name.clone(),
        block: one.part.block.clone(),
        amount,
        explanation: story,
        href,
    })
}

/// What the beneficiary takes of a cost without an invoice.
fn spent_row(one: &Spent, year: i16) -> CostRow {
    let source = match one.kind {
        EntryKind::Payroll => Source::Payroll,
        EntryKind::Contract => Source::Contract,
        EntryKind::SharedEquipment => Source::SharedEquipment,
    };
    let mut story = Explanation::of("R1.16", "art. 5", Text::new("cost-rule-entry").with("year", year));
    story
        .input(Text::new("cost-yearly"), Figure::Money(one.amount), None)
        .input(Text::new("cost-yearly-source"), Figure::Words(one.source.clone()), None)
        .input(Text::new("cost-percent"), Figure::Share(&one.percent / Exact::from(100)), None);
    tell_taken(&mut story, &one.taken);
    let whole = one.amount.euros() * &one.percent / Exact::from(100);
    let expression =
        format!("{} × {} ÷ 100 × {} ÷ {}", one.amount, one.percent, one.taken.figure, one.taken.total);
    let amount = round_taken(&mut story, &whole, &one.taken, expression);
    CostRow {
        source,
        label: one.label.clone(),
        detail: String::new(),
        block: one.block.clone(),
        amount,
        explanation: story,
        href: None,
    }
}

fn block_of(kinds: &[(String, String)], kind: &str) -> Option<String> {
    kinds.iter().find(|(known, _)| known == kind).map(|(_, block)| block.clone())
}

/// The yearly charge of each good bought for the beneficiary alone. What serves several is shared by a key instead (R3.7).
fn depreciation_rows(basis: &Basis<'_>) -> Vec<CostRow> {
    let own = basis.goods.lines.iter().filter(|line| !line.asset.is_shared);
    let row = |line: &crate::depreciation::YearLine| {
        let mut story =
            Explanation::of("R1.16", "art. 5", Text::new("cost-rule-depreciation").with("year", basis.year));
        let href =
            format!("{}?at={}-12-31", good_path(&line.asset.key.beneficiary, &line.asset.key.id), basis.year);
        let charge = Figure::Money(line.movement.charge);
        story.input(Text::new("cost-charge").with("year", basis.year), charge, Some(href.clone()));
        CostRow {
            source: Source::Depreciation,
            label: line.asset.reference.clone(),
            detail: line.asset.name.clone(),
            block: block_of(basis.kinds, &line.asset.kind.word).unwrap_or_default(),
            amount: line.movement.charge,
            explanation: story,
            href: Some(href),
        }
    };
    own.map(row).collect()
}

fn kinds_without_block(basis: &Basis<'_>) -> Vec<String> {
    let charged =
        basis.goods.lines.iter().filter(|line| !line.asset.is_shared && line.movement.charge != Cents::ZERO);
    let kinds = charged.map(|line| line.asset.kind.word.clone());
    let mut kinds: Vec<String> = kinds.filter(|kind| block_of(basis.kinds, kind).is_none()).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// The blocks of the agreement that cost something, in its order; then costs that are in none of them.
fn block_costs(agreement: &AgreementDocument, rows: &[CostRow]) -> Vec<BlockCost> {
    let sum = |code: &str| rows.iter().filter(|row| row.block == code).map(|row| row.amount).sum();
    let has = |code: &str| rows.iter().any(|row| row.block == code);
    let known = agreement.blocks.iter().filter(|block| has(&block.code));
    let mut blocks: Vec<BlockCost> = known
        .map(|block| BlockCost {
            code: block.code.clone(),
            title: block.title.clone(),
            amount: sum(&block.code),
        })
        .collect();
    let mut others: Vec<&str> = rows.iter().map(|row| row.block.as_str()).collect();
    others.dedup();
    others.retain(|code| agreement.blocks.iter().all(|block| block.code != *code));
    blocks.extend(others.iter().map(|code| BlockCost {
        code: (*code).to_owned(),
        title: String::new(),
        amount: sum(code),
    }));
    blocks
}

/// What one unit of a service costs: the cost of its blocks over the units of work of the year (R1.17).
fn unit_cost(basis: &Basis<'_>, offer: &Offer, rows: &[CostRow]) -> UnitCost {
    let cost = cost_of(offer, rows);
    let is_core = !offer.needs_core;
    let told = basis.units.iter().find(|(code, _, _)| *code == offer.code);
    let census = basis.census.filter(|_| is_core);
    let units = census
        .map(|census| Exact::from(census.agent_count))
        .or_else(|| told.map(|(_, count, _)| count.clone()));
    let mut story = Explanation::of("R1.17", "art. 5", Text::new("cost-rule-unit"));
    story.input(Text::new("cost-of-service").with("year", basis.year), Figure::Money(cost), None);
    if let Some(units) = &units {
        story.input(Text::new("cost-units"), Figure::Number(units.clone()), census.map(Census::href));
    }
    if let Some((_, _, source)) = told.filter(|_| !is_core) {
        story.input(Text::new("cost-figure-source"), Figure::Words(source.clone()), None);
    }
    let exact = units.clone().and_then(|units| Exact::ratio(cost.euros(), units));
    let unit_cost = exact.map(|exact| {
        let amount = Cents::from_euros(&exact, Rounding::HalfUp);
        story.steps.push(Step {
            label: Text::new("cost-unit-cost"),
            expression: format!("{cost} ÷ {}", units.clone().unwrap_or_else(Exact::zero)),
            exact: Some(Figure::Number(exact)),
            rounding: Some((Rounding::HalfUp, 2)),
            result: Figure::Money(amount),
        });
        amount
    });
    let price = if is_core {
        basis.core_price.as_ref().map(|(price, _)| *price)
    } else {
        offer.unit_price.as_ref().map(|price| price.0)
    };
    if let (Some(price), Some(one)) = (price, unit_cost) {
        let page = basis.core_price.as_ref().filter(|_| is_core).and_then(|(_, page)| page.clone());
        story.input(Text::new("cost-price"), Figure::Money(price), page);
        story.step(Text::new("cost-price-less-cost"), format!("{price} − {one}"), Figure::Money(price - one));
    }
    UnitCost {
        offer: offer.code.clone(),
        name: offer.name.clone(),
        unit: offer.billing_unit.clone(),
        cost,
        units,
        unit_cost,
        price,
        explanation: story,
    }
}

#[cfg(test)]
mod tests;
