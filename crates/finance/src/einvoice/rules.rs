//! Amounts of an invoice, exactly, and the checks that come before any file.
//!
//! The official rule sets accept a line that is not quantity × price and a VAT amount off by one cent, so we do
//! not rely on them (R2.14).

mod amounts;
mod identity;

use super::{InvoiceFacts, LineFacts, Problem, Totals, VatAmount, VatStatus};
use kernel::{Cents, Exact, Rounding, Text};

/// Amount of a line excluding VAT: quantity × price, to the nearest cent, halves away from zero (R2.14).
pub fn line_net(quantity: &Exact, unit_price: &Exact) -> Cents {
    Cents::from_euros(&(quantity * unit_price), Rounding::HalfUp)
}

/// VAT of a basis: basis × rate / 100, to the nearest cent, halves away from zero (R2.14). Zero when none is charged.
pub fn vat_amount(basis: Cents, status: &VatStatus) -> Cents {
    let rate = status.rate().unwrap_or_else(Exact::zero);
    Cents::from_euros(&(basis.euros() * rate / Exact::from(100)), Rounding::HalfUp)
}

/// VAT by category and rate, each computed on the sum of its lines, in the order the lines bring them (R2.14).
pub fn vat_breakdown(lines: &[LineFacts]) -> Vec<VatAmount> {
    let mut breakdown: Vec<VatAmount> = vec![];
    for line in lines {
        match breakdown.iter_mut().find(|vat| same_group(&vat.status, &line.vat)) {
            Some(vat) => vat.basis = vat.basis + line.net,
            None => {
                breakdown.push(VatAmount { status: line.vat.clone(), basis: line.net, amount: Cents::ZERO });
            }
        }
    }
    for vat in &mut breakdown {
        vat.amount = vat_amount(vat.basis, &vat.status);
    }
    breakdown
}

/// Whether the norm puts two statuses in one group: same category and rate.
fn same_group(one: &VatStatus, other: &VatStatus) -> bool {
    one.category() == other.category() && one.rate() == other.rate()
}

/// Totals of the lines: gross = net + VAT, due = gross − paid (R2.14).
pub fn totals(lines: &[LineFacts], paid: Cents) -> Totals {
    let net = lines.iter().map(|line| line.net).sum();
    let vat = vat_breakdown(lines).iter().map(|vat| vat.amount).sum();
    let gross = net + vat;
    Totals { net, vat, gross, paid, due: gross - paid }
}

/// Everything wrong with the facts (R2.5 to R2.17). Empty: the invoice may be written.
pub fn check(facts: &InvoiceFacts) -> Vec<Problem> {
    let mut found = Found::default();
    identity::document(facts, &mut found);
    identity::dates(facts, &mut found);
    identity::parties(facts, &mut found);
    identity::routing(facts, &mut found);
    identity::notes(facts, &mut found);
    amounts::lines(facts, &mut found);
    amounts::categories(facts, &mut found);
    amounts::sums(facts, &mut found);
    found.0
}

/// The problems found so far.
#[derive(Default)]
struct Found(Vec<Problem>);

impl Found {
    /// Records a problem unless the condition holds.
    fn require(&mut self, holds: bool, term: &str, rule: &str, text: impl FnOnce() -> Text) {
        if !holds {
            self.0.push(Problem::new(term, rule, text().with("term", term)));
        }
    }
}
