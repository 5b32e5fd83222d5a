//! Running totals and parts of a year, with worked figures.

use super::*;
use crate::{exports::mapping::tests::issued, invoices::InvoiceKind};
use proptest::prelude::*;

fn billed(from: Date, to: Date, issued_on: Date, net: i64) -> Issued {
    Issued { from, to, issued_on, net: Cents(net), ..issued(InvoiceKind::Invoice) }
}

#[test]
fn the_totals_run_and_credit_notes_count_below_zero() {
    let lines = ledger(vec![
        issued(InvoiceKind::Invoice),
        issued(InvoiceKind::Invoice),
        issued(InvoiceKind::CreditNote),
    ]);
    let gross: Vec<i64> = lines.iter().map(|line| line.running.gross.0).collect();
    assert_eq!(gross, [5_551_308, 11_102_616, 5_551_308]);
    assert_eq!(
        lines[2].running,
        Totals { net: Cents(4_626_090), vat: Cents(925_218), gross: Cents(5_551_308) }
    );
    assert_eq!(lines[2].rank, 3);
}

#[test]
fn the_days_after_the_year_are_billed_ahead() {
    // 365 days from 1 July 2025, of which 181 after 31 December: 3 650.00 × 181 ÷ 365 = 1 810.00.
    let one = billed(date(2025, 7, 1), date(2026, 6, 30), date(2025, 7, 15), 365_000);
    let told = line(&one, 2025).unwrap();
    assert_eq!((told.kind, told.amount), (CutOffKind::BilledAhead, Some(Cents(181_000))));
    assert_eq!(line(&one, 2024), None, "issued after that year, for days after it");
    assert_eq!(line(&one, 2026), None, "whole by then");
}

#[test]
fn what_was_rendered_and_billed_the_year_after_is_billed_later() {
    let one = billed(date(2024, 1, 1), date(2024, 12, 31), date(2025, 2, 3), 4_626_090);
    let told = line(&one, 2024).unwrap();
    assert_eq!((told.kind, told.amount), (CutOffKind::BilledLater, Some(Cents(4_626_090))));
    assert_eq!(line(&one, 2025), None);
    let note = Issued { kind: InvoiceKind::CreditNote, ..one };
    assert_eq!(line(&note, 2024).unwrap().amount, Some(Cents(-4_626_090)));
    // 10 agents at 1101.45 from 15 September (R1.14), half of it in the year: 108 of 365 days.
    let part = billed(date(2023, 9, 15), date(2024, 9, 13), date(2024, 1, 9), 1_101_450);
    assert_eq!(line(&part, 2023).unwrap().amount, Some(Cents(325_908)));
}

#[test]
fn sums_leave_out_what_cannot_be_computed() {
    let known = line(&billed(date(2024, 1, 1), date(2024, 12, 31), date(2025, 2, 3), 100), 2024).unwrap();
    let unknown = CutOffLine { amount: None, missing: Some(Text::new("invoice-no-census")), ..known.clone() };
    let all = cut_off(2024, vec![known, unknown]);
    assert_eq!((all.ahead, all.later, all.lines.len()), (Cents::ZERO, Cents(100), 2));
}

proptest! {
    #[test]
    fn both_sides_of_a_year_give_the_whole(net in -10_000_000_i64..10_000_000, start in 0_i32..300, length in 1_i32..400) {
        use jiff::ToSpan as _;
        let from = date(2025, 1, 1).checked_add(start.days()).unwrap();
        let to = from.checked_add(length.days()).unwrap();
        let cut = date(2025, 12, 31);
        if to > cut && from <= cut {
            let before = part(Cents(net), (from, to), (from, cut), None).value;
            let after = part(Cents(net), (from, to), (date(2026, 1, 1), to), None).value;
            prop_assert!((before.0 + after.0 - net).abs() <= 1);
        }
    }
}
