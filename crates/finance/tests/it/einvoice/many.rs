//! Invented invoices in any number, over every VAT case, drawn from a fixed sequence: the same number gives the same invoice, on any
//! machine. The referee of `tests/einvoice` gets the same ones.

use super::samples::{base, billed, credits, line};
use finance::einvoice::{BillingFramework, InvoiceFacts, LineFacts, VatStatus, rules};
use jiff::{ToSpan as _, civil::date};
use kernel::{Cents, Exact};

/// The rates a taxable line may have in metropolitan France and overseas, in percent.
const RATES: [&str; 6] = ["20", "10", "5.5", "2.1", "8.5", "20"];

/// Reasons of exemption, each with its legal mention.
const EXEMPTIONS: [(&str, &str); 4] = [
    ("VATEX-EU-132-1F", "Exonération de TVA, article 261 B du code général des impôts"),
    ("VATEX-FR-FRANCHISE", "TVA non applicable, article 293 B du code général des impôts"),
    ("VATEX-EU-132-1I", "Exonération de TVA, article 261, 4, 4° du code général des impôts"),
    ("VATEX-EU-132-1G", "Exonération de TVA, article 261, 7, 1° du code général des impôts"),
];

/// Prices with halves of a cent and six decimals among them.
const PRICES: [&str; 8] =
    ["1101.45", "1050", "325.908493", "0.005", "33.335", "71.111111", "0.000001", "987654.321"];

/// Whole and broken quantities.
const QUANTITIES: [&str; 8] = ["1", "42", "10", "12.3456", "3", "0.5", "1000", "7.0001"];

/// Numbers that look drawn and are not: `SplitMix64` of the invoice's rank.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % count as u64).unwrap()
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// The case of an invoice, by its rank: each comes as often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Case {
    /// One rate.
    OneRate,
    /// Several rates.
    Rates,
    /// Exempt.
    Exempt,
    /// Taxable and exempt lines.
    Mixed,
    /// Outside the scope.
    OutOfScope,
}

pub(crate) const CASES: [Case; 5] = [Case::OneRate, Case::Rates, Case::Exempt, Case::Mixed, Case::OutOfScope];

fn taxable(rate: &str) -> VatStatus {
    VatStatus::Taxable { rate: Exact::parse(rate).unwrap() }
}

fn statuses(case: Case, drawn: &mut Sequence, count: usize) -> Vec<VatStatus> {
    let (vatex, mention) = EXEMPTIONS[drawn.below(EXEMPTIONS.len())];
    let exempt = VatStatus::Exempt { vatex: vatex.into(), legal_mention: mention.into() };
    let outside = VatStatus::OutOfScope {
        vatex: "VATEX-EU-O".into(),
        legal_mention: "Hors du champ d’application de la TVA, article 256 B du code général des impôts"
            .into(),
    };
    let first = drawn.of(&RATES);
    (0..count)
        .map(|place| match case {
            Case::OneRate => taxable(first),
            Case::Exempt => exempt.clone(),
            Case::Mixed if place % 2 == 0 => exempt.clone(),
            Case::Rates | Case::Mixed => taxable(drawn.of(&RATES)),
            Case::OutOfScope => outside.clone(),
        })
        .collect()
}

/// The invoice of a rank, with its case. Every third is a credit note, some are paid already or final after an advance; service code and
/// commitment number come in all four ways.
pub(crate) fn invoice(rank: usize) -> (Case, InvoiceFacts) {
    let mut drawn = Sequence(rank as u64);
    let case = CASES[rank % CASES.len()];
    let count = 1 + drawn.below(9);
    let lines: Vec<LineFacts> = statuses(case, &mut drawn, count)
        .iter()
        .map(|vat| line("Service numérique partagé", drawn.of(&QUANTITIES), drawn.of(&PRICES), vat))
        .collect();
    let mut facts = base(&format!("FA-2024-{rank:05}"));
    facts.issue_date = date(2024, 1, 1).checked_add(i64::try_from(rank % 700).unwrap().days()).unwrap();
    facts.due_date = facts.issue_date.checked_add(30.days()).ok();
    let (has_service, has_commitment) = (drawn.below(2) == 0, drawn.below(2) == 0);
    facts.buyer.service_code.take_if(|_| !has_service);
    facts.buyer.commitment_number.take_if(|_| !has_commitment);
    facts.buyer.needs_service_code = has_service && drawn.below(2) == 0;
    facts.buyer.needs_commitment_number = has_commitment && drawn.below(2) == 0;
    if drawn.below(4) == 0 {
        facts.payment = None;
    }
    let mut facts = billed(facts, lines);
    if rank.is_multiple_of(3) {
        let issue_date = facts.issue_date.checked_add(60.days()).unwrap();
        return (case, InvoiceFacts { issue_date, ..credits(facts, &format!("AV-2024-{rank:05}")) });
    }
    match drawn.below(6) {
        0 => {
            facts.framework = BillingFramework::S2;
            facts.due_date = Some(facts.issue_date);
            facts.totals = rules::totals(&facts.lines, facts.totals.gross);
        }
        1 => {
            facts.framework = BillingFramework::S4;
            let advance = Cents(facts.totals.gross.0 / 3);
            facts.totals = rules::totals(&facts.lines, advance);
        }
        _ => {}
    }
    (case, facts)
}
