//! Files of suppliers: one made by another library is read back whole, and what is no invoice is refused.

use crate::einvoice::samples;
use finance::{
    einvoice::EInvoice,
    supplier_invoices::{SupplierKind, reading, rules},
};
use kernel::{Cents, Exact};

const PDF: &[u8] = include_bytes!("telecom.pdf");
const CII: &str = include_str!("telecom.cii.xml");
const BOMB: &[u8] = include_bytes!("bomb.pdf");

fn refusal(bytes: &[u8]) -> String {
    reading::read(bytes).unwrap_err().key
}

fn changed(from: &str, to: &str) -> Vec<u8> {
    assert!(CII.contains(from), "{from}");
    CII.replacen(from, to, 1).into_bytes()
}

#[test]
fn reads_a_factur_x_made_by_another_library() {
    let facts = reading::read(PDF).unwrap();
    assert_eq!((facts.syntax.as_str(), facts.kind), ("Factur-X", SupplierKind::Invoice));
    assert_eq!((facts.number.as_str(), facts.seller.as_str()), ("TEL-2025-0117", "732829320"));
    assert_eq!((facts.order.as_deref(), facts.buyer.as_deref()), (Some("BC-2025-0042"), Some("200990018")));
    assert_eq!(
        (facts.issued_on.to_string(), facts.due_on.unwrap().to_string()),
        ("2025-01-15".into(), "2025-02-14".into())
    );
    let nets: Vec<i64> = facts.lines.iter().map(|line| line.net.0).collect();
    assert_eq!(nets, [180_000, 94_050, 17_083]);
    assert_eq!(facts.lines[2].quantity, Exact::parse("2.5").unwrap());
    assert_eq!(
        (facts.totals.net, facts.totals.vat, facts.totals.gross),
        (Cents(291_133), Cents(58_227), Cents(349_360))
    );
    assert_eq!(rules::differences(&facts, Some("200990018")), []);
    // The document alone says the same.
    let alone = reading::read(CII.as_bytes()).unwrap();
    assert_eq!((alone.syntax.as_str(), &alone.lines), ("CII", &facts.lines));
}

#[test]
fn reads_ubl_too_and_what_it_wrote_itself() {
    let invoice = EInvoice::new(&samples::taxable()).unwrap();
    for (xml, syntax) in [(invoice.to_ubl().unwrap(), "UBL"), (invoice.to_cii().unwrap(), "CII")] {
        let facts = reading::read(xml.as_bytes()).unwrap();
        assert_eq!((facts.syntax.as_str(), facts.totals.gross), (syntax, Cents(5_551_308)));
        assert_eq!(rules::differences(&facts, None), []);
    }
}

/// Official rule sets accept these (R2.14): here each is said with what is stated and what is computed.
#[test]
fn says_what_does_not_add_up() {
    for (from, to, term) in [
        ("<ram:LineTotalAmount>1800.00<", "<ram:LineTotalAmount>1800.01<", "BG-25[1]/BT-131"),
        ("<ram:CalculatedAmount>582.27<", "<ram:CalculatedAmount>582.28<", "BG-23[S 20]/BT-117"),
        ("<ram:BasisAmount>2911.33<", "<ram:BasisAmount>2911.32<", "BG-23[S 20]/BT-116"),
        ("<ram:TaxBasisTotalAmount>2911.33<", "<ram:TaxBasisTotalAmount>2911.00<", "BT-109"),
        ("<ram:GrandTotalAmount>3493.60<", "<ram:GrandTotalAmount>3493.61<", "BT-112"),
        ("<ram:DuePayableAmount>3493.60<", "<ram:DuePayableAmount>3400.00<", "BT-115"),
    ] {
        let facts = reading::read(&changed(from, to)).unwrap();
        let found = rules::differences(&facts, Some("200990018"));
        assert!(found.iter().any(|one| one.term == term), "{term}: {found:?}");
    }
    let other = rules::differences(&reading::read(PDF).unwrap(), Some("356000000"));
    assert_eq!(other[0].term, "BT-47");
}

#[test]
fn refuses_what_is_no_invoice_or_means_harm() {
    assert_eq!(refusal(b""), "supplier-error-unreadable");
    assert_eq!(refusal(b"%PDF-1.4 and nothing"), "supplier-error-unreadable");
    assert_eq!(refusal(&PDF[..PDF.len() / 2]), "supplier-error-unreadable");
    assert_eq!(refusal(b"<html/>"), "supplier-error-unreadable");
    assert_eq!(refusal(BOMB), "supplier-error-unreadable");
    assert_eq!(refusal(&vec![b' '; 5 << 20]), "supplier-error-large");
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    assert_eq!(refusal(entities.as_bytes()), "supplier-error-unreadable");
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>";
    assert_eq!(refusal(outside.as_bytes()), "supplier-error-unreadable");
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(refusal(deep.as_bytes()), "supplier-error-unreadable");
    assert_eq!(refusal(&changed(">EUR<", ">USD<")), "supplier-error-currency");
    let twice =
        changed("<ram:ID>TEL-2025-0117</ram:ID>", "<ram:ID>TEL-2025-0117</ram:ID><ram:ID>TEL-2</ram:ID>");
    assert_eq!(refusal(&twice), "supplier-error-unclear");
    assert_eq!(refusal(&changed(">20250115<", ">2025<")), "supplier-error-unclear");
    assert_eq!(refusal(&changed("<ram:ID>TEL-2025-0117</ram:ID>", "")), "supplier-error-missing");
    assert_eq!(refusal(&changed(">1800.00<", ">99999999999999.00<")), "supplier-error-amount");
    let huge = changed(
        "<ram:BilledQuantity unitCode=\"MON\">12<",
        "<ram:BilledQuantity unitCode=\"MON\">99999999999999999<",
    );
    assert_eq!(refusal(&huge), "supplier-error-amount");
}

#[test]
fn a_document_without_lines_has_one_for_each_rate() {
    let start = CII.find("<ram:IncludedSupplyChainTradeLineItem>").unwrap();
    let end = CII.find("<ram:ApplicableHeaderTradeAgreement>").unwrap();
    let text = format!("{}{}", &CII[..start], &CII[end..]);
    let facts = reading::read(text.as_bytes()).unwrap();
    assert!(!facts.has_lines);
    assert_eq!(facts.lines.iter().map(|line| line.net).collect::<Vec<_>>(), [Cents(291_133)]);
    assert_eq!(rules::differences(&facts, None), []);
}

/// Whatever is cut from or put into a file, reading it ends with an answer.
#[test]
fn no_file_stops_the_program() {
    use proptest::prelude::*;
    proptest!(|(at in 0_usize..PDF.len(), byte in any::<u8>(), cut in any::<bool>())| {
        let mut bytes = PDF.to_vec();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let _ = reading::read(&bytes).map(|facts| rules::differences(&facts, None));
        let mut text = CII.as_bytes().to_vec();
        let place = at % text.len();
        if cut { text.truncate(place) } else { text[place] = byte }
        let _ = reading::read(&text).map(|facts| rules::differences(&facts, None));
    });
}
