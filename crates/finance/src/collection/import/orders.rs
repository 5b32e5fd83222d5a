//! A line of a file of revenue orders.

use super::{Columns, Known, Line, Write, cells::day};
use crate::collection::{OrderForm, RevenueOrder, rules};
use kernel::Text;
use platform::sheet::reading::TableRow;

/// An order that is known already is passed over. One that differs is a mistake of the file: what was recorded is corrected by a
/// person, with a reason.
pub(super) fn line(columns: &Columns, row: &TableRow, known: &mut Known) -> Line {
    let receivable =
        known.invoice(columns.cell(row, "invoice")).map_err(|text| vec![("invoice", text)])?.clone();
    let form = OrderForm {
        order_number: columns.cell(row, "order").to_owned(),
        slip_number: columns.cell(row, "slip").to_owned(),
        ordered_on: day(columns.cell(row, "date")),
        fiscal_year: columns.cell(row, "year").to_owned(),
        ..OrderForm::default()
    };
    let read = rules::read_order(&form, receivable.issued_on, known.today, false);
    let new = read
        .map_err(|problems| problems.0.into_iter().map(|p| (column(&p.field), p.text)).collect::<Vec<_>>())?;
    let last = known.orders.iter().rev().find(|one| one.invoice == receivable.key.id);
    if let Some(last) = last {
        return if is_same(last, &new) {
            Ok(None)
        } else {
            let text = Text::new("receivable-file-other-order").with("order", &last.order_number);
            Err(vec![("order", text)])
        };
    }
    let what = format!("{} / {}", new.order_number, new.slip_number);
    Ok(Some((what, Write::Order(receivable, new))))
}

fn is_same(known: &RevenueOrder, new: &rules::NewOrder) -> bool {
    (known.fiscal_year, &known.order_number, &known.slip_number, known.ordered_on)
        == (new.fiscal_year, &new.order_number, &new.slip_number, new.ordered_on)
}

fn column(field: &str) -> &'static str {
    match field {
        "slip_number" => "slip",
        "ordered_on" => "date",
        "fiscal_year" => "year",
        _ => "order",
    }
}
