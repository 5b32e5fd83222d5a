//! Proposed minus billed. All pure.

mod lines;
#[cfg(test)]
mod tests;

use super::{Billed, Charge, ChargeKey, Charges, Due, Facts, Held, Proposal};
use crate::{
    einvoice::{LineFacts, VatStatus},
    invoices::{InvoiceId, rules::DOCUMENT_LANG},
};
use kernel::{Cents, Explanation, Figure, Text};
use lines::Priced;
use platform::i18n::figures;
use std::collections::BTreeMap;

/// The charges of a year: what should be billed, what was billed, and the difference, key by key.
pub fn charges(facts: &Facts) -> Charges {
    let mut billed: BTreeMap<&ChargeKey, Vec<&Billed>> = BTreeMap::new();
    for one in &facts.billed {
        billed.entry(&one.key).or_default().push(one);
    }
    let mut charges = vec![];
    for said in lines::due(facts) {
        let key = said.as_ref().map_or_else(|held| &held.key, |due| &due.key);
        let known = billed.remove(key).unwrap_or_default();
        charges.push(match said {
            Ok(due) => compared(due, &known),
            Err(held) => held_back(held, &known),
        });
    }
    // What was billed and is not due any more.
    charges.extend(billed.into_iter().map(|(key, known)| no_longer(facts, key, &known)));
    charges.retain(|one| one.due != Some(Cents::ZERO) || !one.documents.is_empty());
    Charges { beneficiary: facts.beneficiary.clone(), year: facts.year, charges }
}

fn sum(known: &[&Billed], is_issued: bool) -> Cents {
    known.iter().filter(|one| one.is_issued == is_issued).map(|one| one.net).sum()
}

fn documents(known: &[&Billed]) -> Vec<(String, Option<String>, Cents)> {
    let mut all: Vec<(String, Option<String>, Cents)> = vec![];
    for one in known {
        match all.iter_mut().find(|(href, ..)| *href == one.document.0) {
            Some((.., net)) => *net = *net + one.net,
            None => all.push((one.document.0.clone(), one.document.1.clone(), one.net)),
        }
    }
    all
}

fn held_back(held: Held, known: &[&Billed]) -> Charge {
    Charge {
        key: held.key,
        name: held.name,
        due: None,
        billed: sum(known, true),
        waiting: sum(known, false),
        to_bill: Cents::ZERO,
        held: Some(held.why),
        proposal: None,
        explanation: Explanation::of("R1.15", "art. 8", Text::new("charge-held-rule")),
        documents: documents(known),
    }
}

fn no_longer(facts: &Facts, key: &ChargeKey, known: &[&Billed]) -> Charge {
    let mut story = Explanation::of("R2.3", "art. 8", Text::new("charge-gone-rule"));
    let settled = facts.settled.iter().find(|one| one.key == *key);
    if let Some(one) = settled {
        story.input(
            Text::new("charge-settled"),
            Figure::Number(one.quantity.clone()),
            Some(one.href.clone()),
        );
    }
    let due = Due { key: key.clone(), lines: vec![], explanation: story };
    let name = known.first().map(|one| one.name.clone()).unwrap_or_default();
    Charge { name, ..compared(due, known) }
}

fn compared(due: Due, known: &[&Billed]) -> Charge {
    let amount: Cents = due.lines.iter().map(|line| line.net).sum();
    let (billed, waiting) = (sum(known, true), sum(known, false));
    let to_bill = amount - billed - waiting;
    let mut story = due.explanation;
    tell(&mut story, (amount, billed, waiting, to_bill), known);
    let moved = differs(&due.lines, known);
    let mut held = (moved && to_bill != Cents::ZERO).then(|| Text::new("charge-vat-differs"));
    let proposal = match to_bill.cmp(&Cents::ZERO) {
        _ if held.is_some() => None,
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Less => reduction(known, -to_bill).map(|of| Proposal::Reduce { of }),
        std::cmp::Ordering::Greater => bill(&due.lines, known, (amount, to_bill)),
    };
    if held.is_none() && proposal.is_none() && to_bill != Cents::ZERO {
        // Only a draft has too much: it is discarded, or made again.
        held = Some(Text::new("charge-draft-outdated"));
    }
    Charge {
        name: due.lines.first().map(|line| line.name.clone()).unwrap_or_default(),
        key: due.key,
        due: Some(amount),
        billed,
        waiting,
        to_bill,
        held,
        proposal,
        explanation: story,
        documents: documents(known),
    }
}

fn tell(
    story: &mut Explanation,
    (due, billed, waiting, to_bill): (Cents, Cents, Cents, Cents),
    known: &[&Billed],
) {
    for (href, number, net) in documents(known) {
        let label = match number {
            Some(number) => Text::new("charge-billed-by").with("number", number),
            None => Text::new("charge-waiting-on"),
        };
        story.input(label, Figure::Money(net), Some(href));
    }
    story.step(
        Text::new("charge-step-difference"),
        format!("{due} − {billed} − {waiting}"),
        Figure::Money(to_bill),
    );
}

/// Whether what is due has another VAT status than what was billed: the difference of both has none.
fn differs(lines: &[LineFacts], known: &[&Billed]) -> bool {
    let group = |vat: &VatStatus| (vat.category(), vat.rate());
    let net = known.iter().map(|one| one.net).sum::<Cents>();
    net != Cents::ZERO
        && lines.first().is_some_and(|line| known.iter().any(|one| group(&one.vat) != group(&line.vat)))
}

/// All the lines when nothing stands on a document; otherwise one line of the difference.
fn bill(lines: &[LineFacts], known: &[&Billed], (due, to_bill): (Cents, Cents)) -> Option<Proposal> {
    if to_bill == due {
        let lines = lines.iter().filter(|line| line.net != Cents::ZERO).cloned().collect();
        return Some(Proposal::Bill { lines });
    }
    let like = lines.first()?;
    let lang = DOCUMENT_LANG;
    let before: Cents = known.iter().map(|one| one.net).sum();
    let args = [("due", figures::money(lang, due)), ("billed", figures::money(lang, before))];
    let description = Some(lang.with("charge-complement", &args));
    let line = Priced::once(like.name.clone(), description, to_bill, &like.vat);
    // The story of the difference was told already.
    let mut untold = Explanation::of("R2.14", "EN 16931", Text::new("charge-held-rule"));
    Some(Proposal::Bill { lines: vec![line.line(&mut untold)] })
}

/// From which issued invoices an amount is given back: the last one first, never more than is left of the line there.
fn reduction(known: &[&Billed], mut amount: Cents) -> Option<Vec<(InvoiceId, Cents)>> {
    let mut left: BTreeMap<&InvoiceId, (Cents, bool)> = BTreeMap::new();
    for one in known {
        let entry = left.entry(&one.invoice).or_insert((Cents::ZERO, false));
        entry.0 = entry.0 + one.net;
        entry.1 |= one.is_issued && one.net > Cents::ZERO;
    }
    let mut of = vec![];
    for (invoice, (net, is_issued)) in left.into_iter().rev() {
        if !is_issued || net <= Cents::ZERO || amount == Cents::ZERO {
            continue;
        }
        let part = net.min(amount);
        of.push((invoice.clone(), part));
        amount = amount - part;
    }
    (!of.is_empty()).then_some(of)
}

/// Groups of lines that may stand on one invoice: what is outside the scope of VAT stands alone (R2.17).
pub fn apart(vat: &VatStatus) -> bool {
    matches!(vat, VatStatus::OutOfScope { .. })
}
