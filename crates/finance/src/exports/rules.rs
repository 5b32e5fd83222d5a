//! Running totals of the ledger, and what belongs to another year on 31 December. All pure.

use super::{CutOff, CutOffKind, CutOffLine, Issued, LedgerLine, Totals};
use jiff::civil::{Date, date};
use kernel::{Cents, Exact, Explained, Explanation, Figure, Rounding, Step, Text};

/// The documents in order, each with the totals up to it. Credit notes count below zero.
pub fn ledger(issued: Vec<Issued>) -> Vec<LedgerLine> {
    let mut running = Totals::default();
    let lines = issued.into_iter().zip(1..).map(|(issued, rank)| {
        running = Totals {
            net: running.net + issued.signed(issued.net),
            vat: running.vat + issued.signed(issued.vat),
            gross: running.gross + issued.signed(issued.gross),
        };
        LedgerLine { rank, issued, running }
    });
    lines.collect()
}

/// Days of a period, both ends counted; at least one.
fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days()).max(0) + 1
}

/// The part of an amount excluding VAT that falls on some days of its period: to the nearest cent, halves away from zero.
pub fn part(
    amount: Cents,
    (from, to): (Date, Date),
    (first, last): (Date, Date),
    href: Option<String>,
) -> Explained<Cents> {
    let (of, all) = (days(first, last), days(from, to));
    let mut story = Explanation::of("R1.14", "M57", Text::new("cut-off-rule"));
    story.input(Text::new("invoice-net"), Figure::Money(amount), href);
    story.input(Text::new("cut-off-days"), Figure::Count(of), None);
    story.input(Text::new("cut-off-all-days"), Figure::Count(all), None);
    let exact = amount.euros() * Exact::from(of) / Exact::from(all);
    let value = Cents::from_euros(&exact, Rounding::HalfUp);
    story.steps.push(Step {
        label: Text::new("cut-off-part"),
        expression: format!("{amount} × {of} ÷ {all}"),
        exact: Some(Figure::Number(exact)),
        rounding: Some((Rounding::HalfUp, 2)),
        result: Figure::Money(value),
    });
    Explained { value, explanation: story }
}

/// The line of an issued document on 31 December of a year; nothing when it belongs to that year whole.
pub fn line(one: &Issued, year: i16) -> Option<CutOffLine> {
    let last_day = date(year, 12, 31);
    let next = date(year.saturating_add(1), 1, 1);
    let is_ahead = one.issued_on <= last_day && one.to > last_day;
    let is_later = one.issued_on > last_day && one.from <= last_day;
    let (kind, of) = match (is_ahead, is_later) {
        (true, _) => (CutOffKind::BilledAhead, (one.from.max(next), one.to)),
        (_, true) => (CutOffKind::BilledLater, (one.from, one.to.min(last_day))),
        _ => return None,
    };
    let told = part(one.signed(one.net), (one.from, one.to), of, Some(one.href()));
    Some(CutOffLine {
        kind,
        beneficiary: one.beneficiary.clone(),
        beneficiary_name: one.beneficiary_name.clone(),
        number: Some(one.number.clone()),
        object: one.object.clone(),
        amount: Some(told.value),
        missing: None,
        explanation: Some(told.explanation),
        href: Some(one.href()),
    })
}

/// The lines of a year with their sums.
pub fn cut_off(year: i16, lines: Vec<CutOffLine>) -> CutOff {
    let sum = |kind| lines.iter().filter(|line| line.kind == kind).filter_map(|line| line.amount).sum();
    CutOff { year, ahead: sum(CutOffKind::BilledAhead), later: sum(CutOffKind::BilledLater), lines }
}

#[cfg(test)]
mod tests;
