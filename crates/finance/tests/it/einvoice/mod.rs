//! Electronic invoices: amounts to the cent, problems named, files the same each time.

mod many;
pub(crate) mod samples;

use finance::einvoice::{BillingFramework, EInvoice, EInvoiceError, InvoiceFacts, VatStatus, page, rules};
use jiff::civil::date;
use kernel::{Cents, Exact};
use platform::i18n::Lang;

/// How many invoices the exact check goes through.
const MANY: usize = 1000;

/// An exact decimal as a whole number of its last place.
fn scaled(number: &Exact, places: u32) -> i128 {
    let text = number.to_decimal_cut(places);
    assert_eq!(Exact::parse(&text).unwrap(), *number, "{number} has more than {places} decimals");
    text.replace('.', "").parse().unwrap()
}

/// Halves away from zero, in whole numbers alone.
fn rounded(number: i128, by: i128) -> i128 {
    (2 * number.abs() + by).div_euclid(2 * by) * number.signum()
}

/// Every amount again from quantities and prices, by whole numbers that share nothing with the program's own arithmetic (R2.14).
fn recomputed(facts: &InvoiceFacts) {
    let mut groups: std::collections::BTreeMap<(&str, i128), i128> = std::collections::BTreeMap::new();
    for line in &facts.lines {
        // Four and six decimals give ten, of which two are cents.
        let net = rounded(scaled(&line.quantity, 4) * scaled(&line.unit_price, 6), 100_000_000);
        assert_eq!(i128::from(line.net.0), net, "{}", facts.number);
        let rate = line.vat.rate().map_or(0, |rate| scaled(&rate, 2));
        *groups.entry((line.vat.category(), rate)).or_default() += net;
    }
    let vat: i128 = groups.iter().map(|((_, rate), basis)| rounded(basis * rate, 10_000)).sum();
    let net: i128 = groups.values().sum();
    let totals = facts.totals;
    let stated = [totals.net, totals.vat, totals.gross, totals.due].map(|amount| i128::from(amount.0));
    assert_eq!(stated, [net, vat, net + vat, net + vat - i128::from(totals.paid.0)], "{}", facts.number);
    assert_eq!(facts.vat.len(), groups.len());
}

/// What a written document states about its totals, in cents, as any reader finds it.
fn stated(xml: &str, names: [&str; 3]) -> [i128; 3] {
    let document = roxmltree::Document::parse(xml).unwrap();
    names.map(|name| {
        let found = document.descendants().find(|node| node.tag_name().name() == name);
        let text = found.and_then(|node| node.text()).unwrap_or_else(|| panic!("no {name}")).to_owned();
        scaled(&exact(&text), 2)
    })
}

#[test]
fn a_thousand_invoices_over_every_vat_case_are_exact_in_both_formats() {
    let mut seen = std::collections::BTreeMap::new();
    let (mut notes, mut paid, mut advanced) = (0, 0, 0);
    for rank in 0..MANY {
        let (case, facts) = many::invoice(rank);
        *seen.entry(case).or_insert(0) += 1;
        notes += usize::from(facts.kind == finance::einvoice::InvoiceKind::CreditNote);
        paid += usize::from(facts.framework == BillingFramework::S2);
        advanced += usize::from(facts.framework == BillingFramework::S4);
        recomputed(&facts);
        let invoice = EInvoice::new(&facts).unwrap_or_else(|error| panic!("{}: {error}", facts.number));
        let right =
            [facts.totals.net, facts.totals.gross, facts.totals.due].map(|amount| i128::from(amount.0));
        let cii = ["TaxBasisTotalAmount", "GrandTotalAmount", "DuePayableAmount"];
        assert_eq!(stated(&invoice.to_cii().unwrap(), cii), right, "{}", facts.number);
        let ubl = ["TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount"];
        assert_eq!(stated(&invoice.to_ubl().unwrap(), ubl), right, "{}", facts.number);
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), many::CASES.map(|case| (case, MANY / 5)));
    assert!(notes > 300 && paid > 50 && advanced > 50, "{notes} {paid} {advanced}");
}

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

fn keys(facts: &InvoiceFacts) -> Vec<String> {
    rules::check(facts).into_iter().map(|problem| format!("{} {}", problem.term, problem.text.key)).collect()
}

/// One wrong fact, the problem it must raise.
fn refused(change: impl FnOnce(&mut InvoiceFacts), expected: &str) {
    let mut facts = samples::taxable();
    change(&mut facts);
    let found = keys(&facts);
    assert!(found.contains(&expected.to_owned()), "expected {expected}, found {found:?}");
    assert!(matches!(EInvoice::new(&facts), Err(EInvoiceError::Problems(_))));
}

/// R2.15: 42 agents × 1101.45 = 46 260.90, VAT 20 % 9 252.18, gross 55 513.08; and × 1098.30.
#[test]
fn computes_the_reference_totals() {
    for (price, net, vat, gross) in
        [("1101.45", 4_626_090, 925_218, 5_551_308), ("1098.30", 4_612_860, 922_572, 5_535_432)]
    {
        let facts = samples::with_price(price);
        assert_eq!(rules::check(&facts), []);
        let totals = facts.totals;
        assert_eq!((totals.net, totals.vat, totals.gross), (Cents(net), Cents(vat), Cents(gross)));
        assert_eq!(totals.due, totals.gross);
    }
}

/// R1.14: 10 agents at a price prorated to 6 decimals.
#[test]
fn rounds_a_line_once() {
    assert_eq!(rules::line_net(&exact("10"), &exact("367.150000")), Cents(367_150));
    assert_eq!(rules::line_net(&exact("10"), &exact("325.908493")), Cents(325_908));
    assert_eq!(rules::line_net(&exact("0.5"), &exact("0.01")), Cents(1));
}

/// R2.14: three lines of 0.03 at 20 % make 0.02 of VAT on the sum, 0.03 line by line.
#[test]
fn computes_vat_on_the_sum() {
    let mut facts = samples::with_price("0.03");
    facts.lines[0].quantity = exact("1");
    facts.lines[0].net = Cents(3);
    facts.lines = vec![facts.lines[0].clone(), facts.lines[0].clone(), facts.lines[0].clone()];
    assert_eq!(rules::totals(&facts.lines, Cents::ZERO).vat, Cents(2));
    assert_eq!(rules::vat_breakdown(&facts.lines).len(), 1);
}

#[test]
fn every_sample_becomes_both_documents_the_same_each_time() {
    for (name, facts) in samples::all() {
        let invoice = EInvoice::new(&facts).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (cii, ubl) = (invoice.to_cii().unwrap(), invoice.to_ubl().unwrap());
        let again = EInvoice::new(&facts).unwrap();
        assert_eq!((again.to_cii().unwrap(), again.to_ubl().unwrap()), (cii.clone(), ubl.clone()), "{name}");
        for xml in [&cii, &ubl] {
            let read = en16931_formats::read(xml.as_bytes()).unwrap().invoice;
            assert_eq!(read.totals.gross_total.to_minor_units(), facts.totals.gross.0, "{name}");
            assert_eq!(read.number.as_deref(), Some(facts.number.as_str()));
        }
        roxmltree::Document::parse(&cii).unwrap();
    }
}

/// R2.17: with category O, neither party's VAT number appears, in the files or on the page.
#[test]
fn writes_no_vat_number_out_of_scope() {
    let facts = samples::out_of_scope();
    let number = facts.seller.vat_number.clone().unwrap();
    let invoice = EInvoice::new(&facts).unwrap();
    let shown = samples::presentation(&facts, Lang::Fr);
    let page = serde_json::to_string(&page(&facts, &shown)).unwrap();
    for text in [invoice.to_cii().unwrap(), invoice.to_ubl().unwrap(), page] {
        assert!(!text.contains(&number));
        assert!(!text.contains("RateApplicablePercent"));
    }
    assert!(EInvoice::new(&samples::taxable()).unwrap().to_cii().unwrap().contains(&number));
}

/// R2.6 and R2.7: SIREN under 0002, SIRET under 0009, electronic address under 0225.
#[test]
fn identifies_parties_in_the_french_dialect() {
    let cii = EInvoice::new(&samples::taxable()).unwrap().to_cii().unwrap();
    let document = roxmltree::Document::parse(&cii).unwrap();
    let schemes: Vec<(&str, &str, &str)> = document
        .descendants()
        .filter_map(|node| Some((node.tag_name().name(), node.attribute("schemeID")?, node.text()?)))
        .filter(|(_, scheme, _)| ["0002", "0009", "0225"].contains(scheme))
        .collect();
    let expected = [
        ("GlobalID", "0009", samples::SELLER_SIRET),
        ("ID", "0002", &samples::SELLER_SIRET[..9]),
        ("URIID", "0225", "123456782_FACTURES"),
        ("GlobalID", "0009", samples::BUYER_SIRET),
        ("ID", "0002", &samples::BUYER_SIRET[..9]),
        ("URIID", "0225", "987654324"),
    ];
    assert_eq!(schemes, expected);
}

#[test]
fn refuses_amounts_that_are_not_exact() {
    refused(|f| f.lines[0].net = Cents(4_626_091), "BG-25[1]/BT-131 einvoice-line-net");
    refused(|f| f.vat[0].amount = Cents(925_219), "BT-117 einvoice-vat-amount");
    refused(|f| f.vat[0].basis = Cents(1), "BT-116 einvoice-vat-basis");
    refused(|f| f.vat.clear(), "BG-23 einvoice-vat-groups");
    refused(|f| f.totals.gross = Cents(1), "BT-112 einvoice-total");
    refused(|f| f.totals.paid = Cents(1), "BT-115 einvoice-total");
    refused(|f| f.lines[0].quantity = exact("42.00001"), "BG-25[1]/BT-129 einvoice-line-quantity");
    refused(|f| f.lines[0].unit_price = exact("1101.4500001"), "BG-25[1]/BT-146 einvoice-line-price");
    refused(|f| f.lines[0].unit_price = exact("1/3"), "BG-25[1]/BT-146 einvoice-line-price");
    refused(|f| f.lines[0].unit_price = exact("-1"), "BG-25[1]/BT-146 einvoice-line-price");
    refused(|f| f.lines.clear(), "BG-25 einvoice-no-line");
    refused(|f| f.framework = BillingFramework::S2, "BT-113 einvoice-already-paid");
}

#[test]
fn refuses_vat_that_does_not_hold_together() {
    let out_of_scope = samples::out_of_scope().lines[0].clone();
    refused(|f| f.lines.push(out_of_scope), "BG-23 einvoice-mixed-categories");
    refused(
        |f| f.lines[0].vat = VatStatus::Taxable { rate: exact("20.5") },
        "BG-25[1]/BT-152 einvoice-line-rate",
    );
    let wrong_code =
        VatStatus::OutOfScope { vatex: "VATEX-FR-FRANCHISE".into(), legal_mention: String::new() };
    refused(|f| f.lines[0].vat = wrong_code.clone(), "BG-25[1]/BT-121 einvoice-line-vatex");
    refused(|f| f.lines[0].vat = wrong_code, "BG-25[1]/BT-120 einvoice-line-mention");
    refused(|f| f.seller.vat_number = None, "BT-31 einvoice-seller-vat-number");
    let (mut one, mut other) = (samples::exempt(), samples::exempt().lines[0].clone());
    other.vat = VatStatus::Exempt { vatex: "VATEX-FR-FRANCHISE".into(), legal_mention: "293 B".into() };
    one.lines.push(other);
    assert!(keys(&one).contains(&"BT-121 einvoice-two-reasons".to_owned()));
}

#[test]
fn refuses_what_cannot_be_numbered_dated_or_routed() {
    refused(|f| f.number = "FA 2024".into(), "BT-1 einvoice-number");
    refused(|f| f.number = "É1".into(), "BT-1 einvoice-number");
    refused(|f| f.number = "9".repeat(36), "BT-1 einvoice-number");
    refused(|f| f.issue_date = date(1999, 12, 31), "BT-2 einvoice-year");
    refused(|f| f.due_date = Some(date(2024, 7, 7)), "BT-9 einvoice-due-date");
    refused(
        |f| {
            f.due_date = None;
            f.payment_terms = None;
        },
        "BT-20 einvoice-no-terms",
    );
    refused(|f| f.buyer.service_code = None, "BT-10 einvoice-service-code");
    refused(|f| f.buyer.commitment_number = Some(" ".into()), "BT-13 einvoice-commitment-number");
    refused(|f| f.seller.party.electronic_address = "rives".into(), "BT-34 einvoice-electronic-address");
    refused(|f| f.buyer.party.electronic_address += " x", "BT-49 einvoice-electronic-address");
    refused(|f| f.notes.discount.clear(), "BT-22 einvoice-note");
    let mut note = samples::credit_note();
    note.earlier_invoice = None;
    note.due_date = Some(date(2024, 8, 1));
    assert_eq!(
        keys(&note),
        ["BT-25 einvoice-credit-note-without-invoice", "BT-9 einvoice-credit-note-due-date"]
    );
}

#[test]
fn every_problem_has_words_in_both_languages() {
    let mut facts = samples::taxable();
    facts.number.clear();
    facts.buyer.commitment_number = None;
    facts.lines[0].net = Cents(1);
    for problem in rules::check(&facts) {
        for lang in Lang::ALL {
            let words = lang.text(&problem.text);
            assert!(words != problem.text.key && !words.contains('{'), "{words}");
        }
    }
}
