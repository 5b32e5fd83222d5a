//! Proposed minus billed: the figures of R1.14, what is held back, and that running twice proposes nothing.

use super::*;
use crate::{
    charges::{AnnexedOffer, ChargeKind, EquipmentShare, Overrun, Roamed, Settled, UnitCount},
    einvoice::rules::line_net,
    revision::rules::{TimeProration, prorate, share_of_year},
};
use jiff::civil::{Date, date};
use kernel::Exact;
use proptest::prelude::*;

fn taxed() -> VatStatus {
    VatStatus::Taxable { rate: Exact::from(20) }
}

fn out_of_scope() -> VatStatus {
    VatStatus::OutOfScope { vatex: "VATEX-EU-O".into(), legal_mention: "Hors champ".into() }
}

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

/// Ten agents at 1 101.45 who join on a day, as the annual invoice computes them (R1.14).
fn core(mode: TimeProration, from: Date) -> Vec<(LineFacts, Vec<Explanation>)> {
    let share = share_of_year(mode, 2023, from, date(2026, 12, 31));
    let told = prorate(Cents(110_145), 10, &share);
    let line = LineFacts {
        name: "Bloc socle, année 2023".into(),
        description: None,
        quantity: Exact::from(10),
        unit_code: "IE".into(),
        unit_label: "agent".into(),
        unit_price: told.value.unit_price,
        net: told.value.net,
        vat: taxed(),
    };
    vec![(line, vec![told.explanation])]
}

fn posts(from: Date) -> AnnexedOffer {
    AnnexedOffer {
        code: "POSTES".into(),
        name: "Postes de travail".into(),
        unit: "poste fourni".into(),
        unit_price: Some(Cents(42_000)),
        subscribed: (from, date(2026, 12, 31)),
        vat: Some(taxed()),
    }
}

fn counted(quantity: &str) -> UnitCount {
    UnitCount {
        id: "u".into(),
        offer: "POSTES".into(),
        year: 2023,
        quantity: exact(quantity),
        evidence: "Liste des postes".into(),
        recorded_by: "Camille".into(),
        recorded_at: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn facts(mode: TimeProration, from: Date) -> Facts {
    Facts {
        beneficiary: "b".into(),
        code: "STC".to_owned(),
        year: 2023,
        core_offer: ("SOCLE".into(), "Bloc socle".into()),
        core: Ok(core(mode, from)),
        proration: mode,
        annexed: vec![posts(from)],
        units: vec![counted("12")],
        overruns: vec![],
        roaming: vec![],
        telephony_vat: Some(taxed()),
        equipment: vec![],
        equipment_vat: Some(out_of_scope()),
        settled: vec![],
        billed: vec![],
    }
}

fn of(charges: &Charges, kind: ChargeKind) -> &Charge {
    charges.charges.iter().find(|one| one.key.kind == kind).unwrap()
}

/// The proposals as a document that was issued, or that waits.
fn billed_by(charges: &Charges, document: &str, is_issued: bool) -> Vec<Billed> {
    let mut all = vec![];
    for one in &charges.charges {
        let mut add = |invoice: &str, net, vat: VatStatus| {
            all.push(Billed {
                key: one.key.clone(),
                invoice: invoice.into(),
                document: (format!("/invoices/b/{document}"), is_issued.then(|| document.to_owned())),
                net,
                is_issued,
                vat,
                name: one.name.clone(),
            });
        };
        match &one.proposal {
            Some(Proposal::Bill { lines }) => {
                for line in lines {
                    add(document, line.net, line.vat.clone());
                }
            }
            Some(Proposal::Reduce { of }) => {
                for (invoice, net) in of {
                    add(invoice.as_str(), -*net, taxed());
                }
            }
            None => {}
        }
    }
    all
}

#[test]
fn a_membership_that_begins_in_the_year_gives_the_figures_of_r1_14() {
    for (mode, due, services) in [
        (TimeProration::None, 1_101_450, 504_000),
        (TimeProration::Months, 367_150, 168_000),
        (TimeProration::Days, 325_908, 149_129),
    ] {
        let charges = charges(&facts(mode, date(2023, 9, 15)));
        assert_eq!(of(&charges, ChargeKind::Core).due, Some(Cents(due)), "{mode:?}");
        assert_eq!(of(&charges, ChargeKind::Annexed).due, Some(Cents(services)), "{mode:?}");
        assert_eq!(
            charges.totals(),
            [Cents(due + services), Cents::ZERO, Cents::ZERO, Cents(due + services)]
        );
    }
    let by_day = charges(&facts(TimeProration::Days, date(2023, 9, 15)));
    let Some(Proposal::Bill { lines }) = &of(&by_day, ChargeKind::Core).proposal else { panic!() };
    assert_eq!(lines[0].unit_price, exact("325.908493"));
    assert_eq!(line_net(&lines[0].quantity, &lines[0].unit_price), lines[0].net);
}

#[test]
fn minutes_roaming_and_shares_are_lines_with_their_evidence() {
    let mut facts = facts(TimeProration::Months, date(2023, 1, 1));
    facts.overruns = vec![Overrun {
        class: ("international".into(), "calls-class-international"),
        minutes: 184,
        quota: 120,
        reason: "Six mois d’échanges".into(),
        price: Some(exact("0.12")),
    }];
    let roamed = |traveller: Option<&str>| Roamed {
        id: "c1".into(),
        number: "+33639980001".into(),
        on: date(2023, 5, 20),
        country: "ES".into(),
        what: "trip-charge-data",
        amount: Cents(1_840),
        traveller: traveller.map(str::to_owned),
        standing: "trip-match-declared",
    };
    facts.roaming = vec![roamed(Some("Directrice"))];
    facts.equipment = vec![EquipmentShare {
        id: "r1".into(),
        reference: "VAL-DM1".into(),
        title: "Borne".into(),
        share: Cents(120_000),
        delivered_on: date(2023, 6, 1),
    }];
    let charges = charges(&facts);
    let overrun = of(&charges, ChargeKind::CallOverrun);
    // 184 − 120 = 64 minutes × 0.12 = 7.68.
    assert_eq!(overrun.due, Some(Cents(768)));
    assert_eq!(overrun.explanation.inputs[0].href.as_deref(), Some("/call-consumption/b/2023"));
    let Some(Proposal::Bill { lines }) = &of(&charges, ChargeKind::Roaming).proposal else { panic!() };
    assert_eq!(lines[0].net, Cents(1_840));
    assert!(lines[0].description.as_deref().unwrap().contains("Directrice"), "{lines:?}");
    let share = of(&charges, ChargeKind::Equipment);
    assert_eq!(share.explanation.inputs[0].href.as_deref(), Some("/equipment-requests/b/r1"));
    let Some(Proposal::Bill { lines }) = &share.proposal else { panic!() };
    assert!(apart(&lines[0].vat), "a share outside the scope of VAT stands alone");
}

#[test]
fn what_cannot_be_said_is_held_back_and_proposes_nothing() {
    let whole = facts(TimeProration::Months, date(2023, 1, 1));
    for (change, key) in [
        (Facts { units: vec![], ..whole.clone() }, "charge-no-units"),
        (
            Facts { annexed: vec![AnnexedOffer { vat: None, ..posts(date(2023, 1, 1)) }], ..whole.clone() },
            "invoice-vat-undecided",
        ),
        (
            Facts {
                annexed: vec![AnnexedOffer { unit_price: None, ..posts(date(2023, 1, 1)) }],
                ..whole.clone()
            },
            "charge-no-price",
        ),
    ] {
        // Even when it was billed before: nothing is given back because something is not known.
        let before = charges(&whole);
        let change = Facts { billed: billed_by(&before, "i1", true), ..change };
        let charges = charges(&change);
        let held = of(&charges, ChargeKind::Annexed);
        assert_eq!(held.held.as_ref().unwrap().key, key);
        assert_eq!((held.due, &held.proposal), (None, &None));
    }
    let refused = Facts { core: Err(Text::new("invoice-no-census")), ..whole.clone() };
    assert_eq!(of(&charges(&refused), ChargeKind::Core).held.as_ref().unwrap().key, "invoice-no-census");
    let nobody = Facts { core: Err(Text::new("invoice-not-member")), annexed: vec![], ..whole };
    assert!(charges(&nobody).charges.is_empty());
}

#[test]
fn only_the_difference_is_proposed() {
    let first = facts(TimeProration::Months, date(2023, 1, 1));
    let issued = billed_by(&charges(&first), "i1", true);
    let again = charges(&Facts { billed: issued.clone(), ..first.clone() });
    assert!(again.charges.iter().all(|one| one.proposal.is_none() && one.to_bill == Cents::ZERO));
    // Two more units: one line of the difference, 2 × 420.
    let more = Facts { units: vec![counted("14"), counted("12")], billed: issued.clone(), ..first.clone() };
    let told = charges(&more);
    let Some(Proposal::Bill { lines }) = &of(&told, ChargeKind::Annexed).proposal else { panic!() };
    assert_eq!((lines.len(), lines[0].net, lines[0].quantity.clone()), (1, Cents(84_000), Exact::from(1)));
    assert!(of(&told, ChargeKind::Core).proposal.is_none());
    // Two less: given back of the invoice that billed them.
    let less = Facts { units: vec![counted("10")], billed: issued.clone(), ..first.clone() };
    let expected = Proposal::Reduce { of: vec![("i1".into(), Cents(84_000))] };
    assert_eq!(of(&charges(&less), ChargeKind::Annexed).proposal, Some(expected));
    // Not due at all any more.
    let gone = Facts { annexed: vec![], billed: issued.clone(), ..first.clone() };
    let expected = Proposal::Reduce { of: vec![("i1".into(), Cents(504_000))] };
    assert_eq!(of(&charges(&gone), ChargeKind::Annexed).proposal, Some(expected));
    // Under another VAT status, a difference has none.
    let other = AnnexedOffer { vat: Some(out_of_scope()), ..posts(date(2023, 1, 1)) };
    let moved = Facts { annexed: vec![other], units: vec![counted("14")], billed: issued, ..first };
    assert_eq!(of(&charges(&moved), ChargeKind::Annexed).held.as_ref().unwrap().key, "charge-vat-differs");
}

#[test]
fn a_draft_counts_and_a_settled_line_stays_settled() {
    let first = facts(TimeProration::Months, date(2023, 1, 1));
    let waiting = billed_by(&charges(&first), "i1", false);
    let again = charges(&Facts { billed: waiting.clone(), ..first.clone() });
    assert!(again.charges.iter().all(|one| one.proposal.is_none()));
    let key = of(&again, ChargeKind::Annexed).key.clone();
    let settled = |quantity: i32| Settled {
        key: key.clone(),
        quantity: Exact::from(quantity),
        href: "/charges/b/2023#objection-1".into(),
    };
    let less = charges(&Facts { settled: vec![settled(9)], ..first.clone() });
    assert_eq!(of(&less, ChargeKind::Annexed).due, Some(Cents(378_000)));
    let dropped = charges(&Facts { settled: vec![settled(0)], ..first.clone() });
    assert!(dropped.charges.iter().all(|one| one.key != key), "nothing is left of a dropped line");
    let over = charges(&Facts { settled: vec![settled(9)], billed: waiting, ..first });
    assert_eq!(of(&over, ChargeKind::Annexed).held.as_ref().unwrap().key, "charge-draft-outdated");
}

#[test]
fn keys_are_read_as_they_are_written() {
    let key = ChargeKey { kind: ChargeKind::CallOverrun, period: 2025, source: "a:b".into() };
    assert_eq!(key.to_string().parse::<ChargeKey>(), Ok(key));
    for wrong in ["", "core", "core:2025", "core:2025:", "core:x:SOCLE", "other:2025:SOCLE"] {
        assert!(wrong.parse::<ChargeKey>().is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn running_again_proposes_nothing(
        counts in prop::collection::vec(0u32..200, 1..6),
        drop_service in any::<bool>(),
        agents_first in any::<bool>(),
    ) {
        let mut facts = facts(TimeProration::Months, date(2023, 3, 1));
        if !agents_first {
            facts.core = Err(Text::new("invoice-no-census"));
        }
        for (round, count) in counts.iter().enumerate() {
            facts.units = vec![counted(&count.to_string())];
            if drop_service && round == counts.len() - 1 {
                facts.annexed = vec![];
            }
            let told = charges(&facts);
            let invoice = format!("i{round}");
            facts.billed.extend(billed_by(&told, &invoice, true));
            let again = charges(&facts);
            prop_assert!(again.charges.iter().all(|one| one.proposal.is_none()), "{again:?}");
            for one in again.charges.iter().filter(|one| one.due.is_some()) {
                prop_assert_eq!(Some(one.billed), one.due);
            }
        }
    }
}
