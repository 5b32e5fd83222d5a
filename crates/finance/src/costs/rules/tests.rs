//! Costs under keys, by block and by unit of work.

use super::*;
use crate::supplier_invoices::Nature;

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

fn agreement() -> AgreementDocument {
    let text = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");
    agreements::document::check(text).document.unwrap()
}

fn taken(figure: &str, total: &str) -> Taken {
    Taken {
        key: "Agents".into(),
        unit: KeyUnit::Agents,
        figure: exact(figure),
        total: exact(total),
        source: "Recensements".into(),
    }
}

fn bought(net: i64, nature: Nature, bears_vat: bool, sign: i64) -> Bought {
    Bought {
        invoice: "s1".into(),
        number: "F-1".into(),
        seller: "Fournisseur".into(),
        line_name: "Accès internet".into(),
        rate: exact("20"),
        sign,
        part: Imputation {
            id: "i1".into(),
            invoice: "s1".into(),
            line: 1,
            net: Cents(net),
            bears_vat,
            block: "SOCLE-A".into(),
            nature,
            key: "k1".into(),
            key_name: "Agents".into(),
        },
        taken: taken("42", "180"),
    }
}

fn spent(percent: &str, block: &str) -> Spent {
    Spent {
        kind: EntryKind::Payroll,
        label: "Administration des réseaux".into(),
        amount: Cents(5_000_000),
        percent: exact(percent),
        block: block.into(),
        source: "Compte administratif".into(),
        taken: taken("42", "180"),
    }
}

fn content_of(bought: &[Bought], spent: &[Spent]) -> CostContent {
    content(&Basis {
        year: 2025,
        agreement: &agreement(),
        bought,
        spent,
        goods: &YearTable::default(),
        kinds: &[],
        census: None,
        units: &[("SOCLE".into(), exact("42"), "Recensement".into())],
        core_price: Some((Cents(105_000), None)),
    })
}

/// 1 800.00 × 1.2 × 42 ÷ 180 = 504.00; without VAT 420.00; a credit note the other way; an investment nothing.
#[test]
fn an_invoice_costs_what_the_key_gives_with_the_vat_that_is_borne() {
    for (line, cost) in [
        (bought(180_000, Nature::Operation, true, 1), 50_400),
        (bought(180_000, Nature::Operation, false, 1), 42_000),
        (bought(180_000, Nature::Operation, true, -1), -50_400),
        (bought(180_000, Nature::Investment, true, 1), 0),
    ] {
        assert_eq!(content_of(&[line], &[]).total, Cents(cost));
    }
}

/// 50 000.00 × 30 % × 42 ÷ 180 = 3 500.00 for the network, and 20 % for workstations, which are not the core.
#[test]
fn a_unit_costs_its_blocks_over_its_units() {
    let content = content_of(
        &[bought(180_000, Nature::Operation, false, 1)],
        &[spent("30", "SOCLE-A"), spent("20", "ANNEXE-A")],
    );
    assert_eq!((content.core, content.total), (Cents(392_000), Cents(625_333)));
    let core = &content.services[0];
    // 3 920.00 ÷ 42 = 93.333…
    assert_eq!((core.unit_cost, core.price), (Some(Cents(9_333)), Some(Cents(105_000))));
    let other = content.services.iter().find(|one| one.offer == "POSTES").unwrap();
    assert_eq!((other.cost, other.units.clone(), other.unit_cost), (Cents(233_333), None, None));
    let blocks: Vec<(&str, i64)> = content.blocks.iter().map(|b| (b.code.as_str(), b.amount.0)).collect();
    assert_eq!(blocks, [("SOCLE-A", 392_000), ("ANNEXE-A", 233_333)]);
}

/// Nobody takes more than there is: shares of a key never add up to more than the whole, cents of rounding apart.
#[test]
fn what_everybody_takes_is_the_whole() {
    use proptest::prelude::*;
    proptest!(|(net in 1_i64..10_000_000, figures in proptest::collection::vec(0_i64..500, 1..8))| {
        let total: i64 = figures.iter().sum::<i64>().max(1);
        let sum: i64 = figures
            .iter()
            .map(|figure| {
                let mut line = bought(net, Nature::Operation, false, 1);
                line.taken = Taken { figure: Exact::from(*figure), total: Exact::from(total), ..taken("1", "1") };
                content_of(&[line], &[]).total.0
            })
            .sum();
        let whole = if figures.iter().all(|figure| *figure == 0) { 0 } else { net };
        prop_assert!((sum - whole).abs() <= i64::try_from(figures.len()).unwrap());
    });
}
