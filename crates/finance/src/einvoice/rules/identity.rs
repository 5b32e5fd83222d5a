//! Who, when, under which number, and how the invoice finds its way.

use super::Found;
use crate::einvoice::{BillingFramework, InvoiceFacts, InvoiceKind, PartyFacts};
use jiff::civil::Date;
use kernel::{Cents, Text};

/// Longest number of an invoice.
const NUMBER_LENGTH: usize = 35;
/// Longest electronic address.
const ADDRESS_LENGTH: usize = 125;

fn number(term: &str, number: &str, found: &mut Found) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "+-_/".contains(c);
    let good = !number.is_empty() && number.len() <= NUMBER_LENGTH && number.chars().all(allowed);
    found.require(good, term, "R2.11", || Text::new("einvoice-number").with("value", number));
}

pub(super) fn document(facts: &InvoiceFacts, found: &mut Found) {
    number("BT-1", &facts.number, found);
    let credit = facts.kind == InvoiceKind::CreditNote;
    found.require(!credit || facts.earlier_invoice.is_some(), "BT-25", "R2.11", || {
        Text::new("einvoice-credit-note-without-invoice")
    });
    if let Some(earlier) = &facts.earlier_invoice {
        number("BT-25", &earlier.number, found);
        found.require(earlier.date <= facts.issue_date, "BT-26", "R2.11", || {
            Text::new("einvoice-earlier-later").with("value", earlier.date)
        });
    }
}

pub(super) fn dates(facts: &InvoiceFacts, found: &mut Found) {
    let named = [
        ("BT-2", Some(facts.issue_date)),
        ("BT-9", facts.due_date),
        ("BT-73", facts.period.map(|period| period.from)),
        ("BT-74", facts.period.map(|period| period.to)),
        ("BT-26", facts.earlier_invoice.as_ref().map(|earlier| earlier.date)),
    ];
    let in_century = |date: Date| (2000..=2099).contains(&date.year());
    for (term, date) in named.into_iter().filter_map(|(term, date)| date.map(|date| (term, date))) {
        found.require(in_century(date), term, "R2.11", || Text::new("einvoice-year").with("value", date));
    }
    let ordered = facts.period.is_none_or(|period| period.from <= period.to);
    found.require(ordered, "BT-74", "R2.13", || Text::new("einvoice-period"));
    due_date(facts, found);
}

fn due_date(facts: &InvoiceFacts, found: &mut Found) {
    let paid_already = facts.framework == BillingFramework::S2;
    if facts.kind == InvoiceKind::CreditNote {
        // A UBL credit note has no place for a due date: the terms say when the money comes back.
        found.require(facts.due_date.is_none(), "BT-9", "R2.12", || {
            Text::new("einvoice-credit-note-due-date")
        });
    } else if paid_already {
        found.require(facts.due_date.is_some(), "BT-9", "R2.9", || Text::new("einvoice-payment-date"));
    } else {
        let late_enough = facts.due_date.is_none_or(|due| due >= facts.issue_date);
        found.require(late_enough, "BT-9", "R2.12", || Text::new("einvoice-due-date"));
    }
    let said =
        facts.due_date.is_some() || facts.payment_terms.as_deref().is_some_and(|t| !t.trim().is_empty());
    found.require(said || facts.totals.due == Cents::ZERO, "BT-20", "R2.12", || {
        Text::new("einvoice-no-terms")
    });
}

pub(super) fn parties(facts: &InvoiceFacts, found: &mut Found) {
    for (party, name, address, city) in
        [(&facts.seller.party, "BT-27", "BT-34", "BT-37"), (&facts.buyer.party, "BT-44", "BT-49", "BT-52")]
    {
        let named = !party.name.trim().is_empty();
        found.require(named, name, "R2.5", || Text::new("einvoice-party-name"));
        let placed = !party.city.trim().is_empty() && !party.post_code.trim().is_empty();
        found
            .require(placed, city, "R2.5", || Text::new("einvoice-party-address").with("party", &party.name));
        found.require(electronic_address(party), address, "R2.7", || {
            Text::new("einvoice-electronic-address")
                .with("party", &party.name)
                .with("siren", party.siret.siren().as_str())
                .with("value", &party.electronic_address)
        });
    }
}

fn electronic_address(party: &PartyFacts) -> bool {
    let address = &party.electronic_address;
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    address.starts_with(party.siret.siren().as_str())
        && address.len() <= ADDRESS_LENGTH
        && address.chars().all(allowed)
}

pub(super) fn routing(facts: &InvoiceFacts, found: &mut Found) {
    let buyer = &facts.buyer;
    let filled = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    found.require(!buyer.needs_service_code || filled(&buyer.service_code), "BT-10", "R2.5", || {
        Text::new("einvoice-service-code").with("party", &buyer.party.name)
    });
    found.require(
        !buyer.needs_commitment_number || filled(&buyer.commitment_number),
        "BT-13",
        "R2.5",
        || Text::new("einvoice-commitment-number").with("party", &buyer.party.name),
    );
}

pub(super) fn notes(facts: &InvoiceFacts, found: &mut Found) {
    for (code, note) in [
        ("PMT", &facts.notes.recovery_indemnity),
        ("PMD", &facts.notes.late_payment_penalty),
        ("AAB", &facts.notes.discount),
    ] {
        found.require(!note.trim().is_empty(), "BT-22", "R2.10", || {
            Text::new("einvoice-note").with("code", code)
        });
    }
}
