//! A line of a file of payments.

use super::{Columns, Known, Line, Write, cells::day};
use crate::collection::{Payment, PaymentForm, actions::standing, rules};
use kernel::Cents;
use platform::sheet::reading::TableRow;

/// A payment that is known already is passed over; one that is more than what is still owed, earlier lines counted, is refused.
pub(super) fn line(columns: &Columns, row: &TableRow, known: &mut Known) -> Line {
    let receivable =
        known.invoice(columns.cell(row, "invoice")).map_err(|text| vec![("invoice", text)])?.clone();
    let form = PaymentForm {
        received_on: day(columns.cell(row, "date")),
        amount: columns.cell(row, "amount").to_owned(),
        reference: columns.cell(row, "reference").to_owned(),
    };
    let of_invoice: Vec<Payment> =
        known.payments.iter().filter(|one| one.invoice == receivable.key.id).cloned().collect();
    if standing(&of_invoice).any(|one| rules::is_same(one, &form)) {
        return Ok(None);
    }
    if let Some(text) = rules::refuses_payment(&receivable) {
        return Err(vec![("invoice", text)]);
    }
    let left = receivable.left();
    let read = rules::read_payment(&form, receivable.issued_on, left, known.today);
    let (on, amount, reference) = read
        .map_err(|problems| problems.0.into_iter().map(|p| (column(&p.field), p.text)).collect::<Vec<_>>())?;
    counted(known, &receivable.number, amount);
    let what = amount.to_string();
    Ok(Some((what, Write::Payment(receivable, on, amount, reference))))
}

/// What an earlier line brings is owed no more.
fn counted(known: &mut Known, number: &str, amount: Cents) {
    if let Some(one) = known.receivables.iter_mut().find(|one| one.number == number) {
        one.paid = one.paid + amount;
    }
}

fn column(field: &str) -> &'static str {
    match field {
        "received_on" => "date",
        "reference" => "reference",
        _ => "amount",
    }
}
