//! What is out of the ordinary, and the control totals. All pure.

use super::{Anomaly, AnomalyKind, Controls, Item, RunInvoice};
use crate::{
    charges::{Charge, ChargeKind, Charges},
    invoices::{InvoiceState, rules::DOCUMENT_LANG},
};
use kernel::{Cents, Text};
use platform::i18n::figures;

/// What a beneficiary is compared with.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// Agents billed for the year before; nothing when none was.
    pub agents: Option<i64>,
    /// Billed for the year before, excluding VAT; nothing when nothing was.
    pub net: Option<Cents>,
}

/// What a run sees of a beneficiary.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    /// The charges before anything was accepted.
    pub charges: &'a Charges,
    /// Agents of the census billed; nothing while the core cannot be computed.
    pub agents: Option<i64>,
    /// The initial price that the agreement states, and the one that the approved revision started from.
    pub initial_prices: (Cents, Option<Cents>),
    /// The year before.
    pub before: Before,
    /// What stands in the way of issuing the drafts.
    pub obstacles: Vec<Text>,
    /// Objections that nobody answered.
    pub open_objections: usize,
    /// The limit of the run.
    pub jump_percent: i64,
}

/// What a person should look at, the gravest first.
pub fn anomalies(seen: &Seen<'_>) -> Vec<Anomaly> {
    let mut found = vec![];
    let money = |amount| figures::money(DOCUMENT_LANG, amount);
    let mut add = |kind, text| found.push(Anomaly { kind, text });
    for charge in &seen.charges.charges {
        if let Some(why) = &charge.held {
            add(kind_of(charge, why), why.clone());
        }
    }
    if let (Some(now), Some(before)) = (seen.agents, seen.before.agents)
        && jumps(now, before, seen.jump_percent)
    {
        let text = Text::new("billing-anomaly-census-figures").with("now", now).with("before", before);
        add(AnomalyKind::CensusJump, text);
    }
    let due = seen.charges.totals()[0];
    // While the core cannot be computed, the amount says nothing.
    if let (Some(before), Some(_)) = (seen.before.net, seen.agents)
        && jumps(due.0, before.0, seen.jump_percent)
    {
        let text =
            Text::new("billing-anomaly-amount-figures").with("now", money(due)).with("before", money(before));
        add(AnomalyKind::AmountJump, text);
    }
    if let (stated, Some(started)) = seen.initial_prices
        && stated != started
    {
        let text = Text::new("billing-anomaly-price-figures")
            .with("stated", money(stated))
            .with("started", money(started));
        add(AnomalyKind::PriceDiffers, text);
    }
    for obstacle in &seen.obstacles {
        add(AnomalyKind::Routing, obstacle.clone());
    }
    if seen.open_objections > 0 {
        let text = Text::new("billing-anomaly-objections").with("count", seen.open_objections);
        add(AnomalyKind::OpenObjections, text);
    }
    found
}

fn kind_of(charge: &Charge, why: &Text) -> AnomalyKind {
    match (charge.key.kind, why.key.as_str()) {
        (ChargeKind::Core, "invoice-no-census") => AnomalyKind::NoCensus,
        (ChargeKind::Core, "invoice-no-revision") => AnomalyKind::IndexGap,
        _ => AnomalyKind::Held,
    }
}

/// Whether `now` is away from `before` by more than so many percent of it. From nothing, anything is a jump.
fn jumps(now: i64, before: i64, percent: i64) -> bool {
    let moved = i128::from(now) - i128::from(before);
    moved.abs() * 100 > i128::from(percent) * i128::from(before).abs()
}

/// What is to be billed, by kind: what is proposed and what is on drafts already, excluding VAT.
pub fn blocks(charges: &Charges) -> Vec<(ChargeKind, Cents)> {
    let of = |kind: ChargeKind| {
        let mine = charges.charges.iter().filter(|one| one.key.kind == kind);
        mine.map(|one| if one.proposal.is_some() { one.to_bill + one.waiting } else { one.waiting }).sum()
    };
    let sums = ChargeKind::ALL.iter().map(|kind| (*kind, of(*kind)));
    sums.filter(|(_, net): &(ChargeKind, Cents)| *net != Cents::ZERO).collect()
}

/// The control totals of a run: its items on one side, its documents on the other.
pub fn controls(items: &[Item], documents: &[RunInvoice]) -> Controls {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let of = |kind: ChargeKind| {
        let nets = items.iter().flat_map(|item| item.blocks.iter().filter(|(one, _)| *one == kind));
        nets.map(|(_, net)| *net).sum()
    };
    let blocks = ChargeKind::ALL.iter().map(|kind| (*kind, of(*kind)));
    let in_state = |state| count(documents.iter().filter(|one| one.state == state).count());
    let bills_core = |item: &&Item| item.blocks.iter().any(|(kind, _)| *kind == ChargeKind::Core);
    Controls {
        beneficiaries: count(items.len()),
        billed: count(items.iter().filter(|item| !item.blocks.is_empty()).count()),
        with_anomalies: count(items.iter().filter(|item| !item.anomalies.is_empty()).count()),
        agents: items.iter().filter(bills_core).map(|item| item.agents).sum(),
        documents: count(documents.len()),
        approved: in_state(InvoiceState::Approved),
        issued: in_state(InvoiceState::Issued),
        blocks: blocks.filter(|(_, net)| *net != Cents::ZERO).collect(),
        charges: (
            items.iter().map(|item| item.net).sum(),
            items.iter().map(|item| item.vat).sum(),
            items.iter().map(|item| item.gross).sum(),
        ),
        drafts: (
            documents.iter().map(|one| one.net).sum(),
            documents.iter().map(|one| one.vat).sum(),
            documents.iter().map(|one| one.gross).sum(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_jump_is_beyond_the_limit_either_way() {
        for (now, before, expected) in [
            (50, 42, false),
            (51, 42, true),
            (33, 42, true),
            (34, 42, false),
            (42, 42, false),
            (1, 0, true),
            (0, 0, false),
        ] {
            assert_eq!(jumps(now, before, 20), expected, "{before} then {now}");
        }
    }

    proptest! {
        #[test]
        fn totals_are_the_sum_of_their_items(nets in prop::collection::vec((0i64..1_000_000, 0i64..1_000_000), 0..30)) {
            let items: Vec<Item> = nets.iter().map(|(core, annexed)| Item {
                beneficiary: "b".into(),
                name: String::new(),
                anomalies: vec![],
                agents: 1,
                price: None,
                net: Cents(core + annexed),
                vat: Cents::ZERO,
                gross: Cents(core + annexed),
                blocks: vec![(ChargeKind::Core, Cents(*core)), (ChargeKind::Annexed, Cents(*annexed))],
                trouble: None,
            }).collect();
            let documents: Vec<RunInvoice> = nets.iter().map(|(core, annexed)| RunInvoice {
                beneficiary: "b".into(),
                id: "i".into(),
                state: InvoiceState::Draft,
                number: None,
                net: Cents(core + annexed),
                vat: Cents::ZERO,
                gross: Cents(core + annexed),
            }).collect();
            let totals = controls(&items, &documents);
            prop_assert!(totals.agree());
            if let Some((_, rest)) = documents.split_first() {
                let changed = controls(&items, rest);
                prop_assert_eq!(changed.agree(), documents[0].net == Cents::ZERO);
            }
        }
    }
}
