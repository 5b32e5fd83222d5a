//! The charges of many beneficiaries, computed and compared with what was billed: one core, no database.

use super::figures::{Figure, Target, timed_here};
use anyhow::{Result, ensure};
use finance::{
    charges::{Billed, ChargeKey, ChargeKind, Facts, Roamed, rules::charges},
    einvoice::{LineFacts, VatStatus},
    revision::rules::{TimeProration, prorate},
};
use jiff::civil::date;
use kernel::{Cents, Exact, id::BeneficiaryId};

/// Beneficiaries, and lines of each.
const BENEFICIARIES: i32 = 2_000;
const LINES: i64 = 20;

/// Time to say what is due to all of them, to explain it and to compare it with what was billed: half of the lines were.
pub(super) fn computed() -> Result<Figure> {
    let mut sample = vec![];
    let all: Vec<Facts> = (0..BENEFICIARIES).map(facts).collect();
    for _ in 0..5 {
        let (took, to_bill) = timed_here(|| {
            let told = all.iter().map(charges);
            Ok(told.map(|charges| charges.totals()[3]).sum::<Cents>())
        })?;
        // The answers must be used, or nothing need be computed.
        ensure!(to_bill > Cents::ZERO, "nothing is to be billed");
        sample.push(took);
    }
    let name = "charges of 2,000 beneficiaries, 20 lines each";
    Ok(Figure::milliseconds(name, sample).held_to(Target::AtMost(1_000.0)))
}

fn facts(number: i32) -> Facts {
    let vat = VatStatus::Taxable { rate: Exact::from(20) };
    let told = prorate(Cents(110_145), i64::from(number % 400 + 1), &Exact::from(1));
    let line = LineFacts {
        name: "Bloc socle".to_owned(),
        description: None,
        quantity: Exact::from(number % 400 + 1),
        unit_code: "IE".to_owned(),
        unit_label: "agent".to_owned(),
        unit_price: told.value.unit_price,
        net: told.value.net,
        vat: vat.clone(),
    };
    let charge = |rank: i64| Roamed {
        id: format!("{number}-{rank}"),
        number: "+33639980001".to_owned(),
        on: date(2025, 5, 20),
        country: "ES".to_owned(),
        what: "trip-charge-data",
        amount: Cents(1_000 + rank),
        traveller: None,
        standing: "trip-match-missing",
    };
    let billed = |rank: i64| Billed {
        key: ChargeKey { kind: ChargeKind::Roaming, period: 2025, source: format!("{number}-{rank}") },
        invoice: "i".into(),
        document: ("/invoices/b/i".to_owned(), Some("FA-1".to_owned())),
        net: Cents(1_000 + rank),
        is_issued: true,
        vat: vat.clone(),
        name: String::new(),
    };
    Facts {
        beneficiary: BeneficiaryId::from(number.to_string()),
        code: "STC".to_owned(),
        year: 2025,
        core_offer: ("SOCLE".to_owned(), "Bloc socle".to_owned()),
        core: Ok(vec![(line, vec![told.explanation])]),
        proration: TimeProration::Days,
        annexed: vec![],
        units: vec![],
        overruns: vec![],
        roaming: (1..LINES).map(charge).collect(),
        telephony_vat: Some(vat.clone()),
        equipment: vec![],
        equipment_vat: None,
        settled: vec![],
        billed: (1..LINES / 2).map(billed).collect(),
    }
}
