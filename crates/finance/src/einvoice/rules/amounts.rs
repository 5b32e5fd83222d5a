//! Lines, VAT and totals, to the cent.

use super::{Found, line_net, same_group, totals, vat_breakdown};
use crate::einvoice::{BillingFramework, InvoiceFacts, LineFacts, VatStatus};
use en16931::codes::generated::{UNIT_CODES, VATEX_CODES};
use kernel::{Cents, Exact, Text};

/// The reason code of category O.
const OUT_OF_SCOPE: &str = "VATEX-EU-O";

/// Rates that French rules know, in percent, past ones included (official rule BR-FR-16).
const RATES: [&str; 15] =
    ["0.9", "1.05", "1.75", "2.1", "5.5", "7", "8.5", "9.2", "9.6", "10", "13", "19.6", "20", "20.6", "0"];

/// How many decimals a number has; nothing when it has no end.
fn decimals(number: &Exact) -> Option<usize> {
    let text = number.to_string();
    if text.contains('/') {
        None
    } else {
        Some(text.split_once('.').map_or(0, |(_, decimals)| decimals.len()))
    }
}

fn at_most(number: &Exact, places: usize) -> bool {
    decimals(number).is_some_and(|count| count <= places)
}

pub(super) fn lines(facts: &InvoiceFacts, found: &mut Found) {
    found.require(!facts.lines.is_empty(), "BG-25", "R2.14", || Text::new("einvoice-no-line"));
    for (index, line) in facts.lines.iter().enumerate() {
        let at = |term: &str| format!("BG-25[{}]/{term}", index + 1);
        let number = index + 1;
        let text = |key: &str| Text::new(key).with("line", number);
        found.require(!line.name.trim().is_empty(), &at("BT-153"), "R2.13", || text("einvoice-line-name"));
        found.require(at_most(&line.quantity, 4) && !line.quantity.is_zero(), &at("BT-129"), "R2.13", || {
            text("einvoice-line-quantity").with("value", &line.quantity)
        });
        found.require(
            at_most(&line.unit_price, 6) && !line.unit_price.is_negative() && !line.unit_price.is_zero(),
            &at("BT-146"),
            "R2.13",
            || text("einvoice-line-price").with("value", &line.unit_price),
        );
        found.require(UNIT_CODES.contains(&line.unit_code.as_str()), &at("BT-130"), "R2.13", || {
            text("einvoice-line-unit").with("value", &line.unit_code)
        });
        let expected = line_net(&line.quantity, &line.unit_price);
        found.require(line.net == expected, &at("BT-131"), "R2.14", || {
            text("einvoice-line-net").with("stated", line.net).with("expected", expected)
        });
        status(line, number, found);
    }
}

fn status(line: &LineFacts, number: usize, found: &mut Found) {
    let at = |term: &str| format!("BG-25[{number}]/{term}");
    match &line.vat {
        VatStatus::Taxable { rate } => {
            let known = RATES.iter().any(|known| Exact::parse(known).is_ok_and(|known| known == *rate));
            found.require(known && !rate.is_zero(), &at("BT-152"), "R2.17", || {
                Text::new("einvoice-line-rate").with("line", number).with("value", rate)
            });
        }
        VatStatus::Exempt { vatex, legal_mention } | VatStatus::OutOfScope { vatex, legal_mention } => {
            let out_of_scope = matches!(line.vat, VatStatus::OutOfScope { .. });
            let fits = VATEX_CODES.contains(&vatex.as_str()) && (vatex == OUT_OF_SCOPE) == out_of_scope;
            found.require(fits, &at("BT-121"), "R2.17", || {
                Text::new("einvoice-line-vatex").with("line", number).with("value", vatex)
            });
            found.require(!legal_mention.trim().is_empty(), &at("BT-120"), "R2.17", || {
                Text::new("einvoice-line-mention").with("line", number)
            });
        }
    }
}

pub(super) fn categories(facts: &InvoiceFacts, found: &mut Found) {
    let out_of_scope = |line: &LineFacts| matches!(line.vat, VatStatus::OutOfScope { .. });
    let mixed = facts.lines.iter().any(out_of_scope) && !facts.lines.iter().all(out_of_scope);
    found.require(!mixed, "BG-23", "R2.17", || Text::new("einvoice-mixed-categories"));
    let one_reason = facts.lines.iter().enumerate().all(|(index, line)| {
        let before = &facts.lines[..index];
        before.iter().filter(|other| same_group(&other.vat, &line.vat)).all(|other| other.vat == line.vat)
    });
    found.require(one_reason, "BT-121", "R2.17", || Text::new("einvoice-two-reasons"));
    let charged = facts.lines.iter().any(|line| !out_of_scope(line));
    found.require(!charged || facts.seller.vat_number.is_some(), "BT-31", "R2.17", || {
        Text::new("einvoice-seller-vat-number")
    });
}

pub(super) fn sums(facts: &InvoiceFacts, found: &mut Found) {
    let expected = vat_breakdown(&facts.lines);
    for vat in &expected {
        let stated = facts.vat.iter().find(|stated| same_group(&stated.status, &vat.status));
        let (basis, amount) = stated.map_or((Cents::ZERO, Cents::ZERO), |vat| (vat.basis, vat.amount));
        found.require(stated.is_some() && basis == vat.basis, "BT-116", "R2.14", || {
            Text::new("einvoice-vat-basis").with("stated", basis).with("expected", vat.basis)
        });
        found.require(stated.is_some() && amount == vat.amount, "BT-117", "R2.14", || {
            Text::new("einvoice-vat-amount").with("stated", amount).with("expected", vat.amount)
        });
    }
    found.require(facts.vat.len() == expected.len(), "BG-23", "R2.14", || Text::new("einvoice-vat-groups"));
    let right = totals(&facts.lines, facts.totals.paid);
    for (term, stated, expected) in [
        ("BT-109", facts.totals.net, right.net),
        ("BT-110", facts.totals.vat, right.vat),
        ("BT-112", facts.totals.gross, right.gross),
        ("BT-115", facts.totals.due, right.due),
    ] {
        found.require(stated == expected, term, "R2.14", || {
            Text::new("einvoice-total").with("stated", stated).with("expected", expected)
        });
    }
    let settled = facts.framework != BillingFramework::S2 || facts.totals.paid == facts.totals.gross;
    found.require(settled, "BT-113", "R2.9", || Text::new("einvoice-already-paid"));
}
