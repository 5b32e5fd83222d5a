//! Files read back: every mistake with its line and column.

use super::*;
use crate::{
    collection::ReceivableKey,
    invoices::{EventKind, InvoiceKind},
};
use jiff::civil::date;

fn known() -> Known {
    let one = |number: &str, id: &str| Receivable {
        key: ReceivableKey { beneficiary: "b".into(), id: id.to_owned().into() },
        beneficiary_name: "B".into(),
        kind: InvoiceKind::Invoice,
        number: number.into(),
        object: String::new(),
        issued_on: date(2026, 3, 11),
        due_on: Some(date(2026, 4, 10)),
        gross: Cents(100_000),
        reduced: Cents::ZERO,
        paid: Cents::ZERO,
        state: EventKind::Deposited,
        order_number: None,
    };
    let receivables = vec![one("FA-B-2026-0001", "i1"), one("FA-B-2026-0002", "i2")];
    Known { receivables, orders: vec![], payments: vec![], today: date(2026, 6, 1) }
}

fn gone_through(kind: FileKind, text: &str) -> Vec<(u64, String)> {
    let table = reading::read(text.as_bytes()).unwrap();
    let columns = Columns::of(&table, kind).unwrap();
    let (report, writes) = plan(&table, &columns, kind, &mut known());
    if report.is_clean() {
        assert!(writes.len() <= report.rows.len());
    }
    let word = |outcome: &Outcome| match outcome {
        Outcome::New { value } => format!("new {value}"),
        Outcome::Same => "same".to_owned(),
        Outcome::Changed { from, to } => format!("{from} -> {to}"),
        Outcome::Error { column, text } => format!("{column}: {}", text.key),
    };
    report.rows.iter().map(|row| (row.line, word(&row.outcome))).collect()
}

#[test]
fn orders_say_line_and_column_of_every_mistake() {
    let text = "Facture;Titre;Bordereau;Date;Exercice\n\
        FA-B-2026-0001;118;12;02/04/2026;\n\
        FA-B-2026-0002;119;12;2026-02-01;\n\
        FA-B-2026-0009;120;12;02/04/2026;\n\
        FA-B-2026-0001;121;12;02/04/2026;\n\
        FA-B-2026-0002;;;31/12/2027;2024\n";
    assert_eq!(
        gone_through(FileKind::Orders, text),
        [
            (2, "new 118 / 12".to_owned()),
            (3, "date: receivable-error-day".to_owned()),
            (4, "invoice: receivable-file-unknown".to_owned()),
            (5, "invoice: receivable-file-twice".to_owned()),
            (6, "invoice: receivable-file-twice".to_owned()),
        ]
    );
    let table = reading::read(b"Facture;Titre\nFA;1\n").unwrap();
    assert!(matches!(Columns::of(&table, FileKind::Orders), Err(Error::Invalid(_))));
}

#[test]
fn payments_of_one_file_never_exceed_what_is_owed() {
    let text = "invoice,date,amount,reference\n\
        FA-B-2026-0001,2026-04-02,600.00,VIR 1\n\
        FA-B-2026-0001,2026-04-20,400.00,VIR 2\n\
        FA-B-2026-0001,2026-04-21,0.01,VIR 3\n\
        FA-B-2026-0002,2026-04-21,10.005,VIR 4\n";
    assert_eq!(
        gone_through(FileKind::Payments, text),
        [
            (2, "new 600.00".to_owned()),
            (3, "new 400.00".to_owned()),
            (4, "amount: payment-error-too-much".to_owned()),
            (5, "amount: web-error-amount".to_owned()),
        ]
    );
}
