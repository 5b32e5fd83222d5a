//! Files of the financial software read back: revenue orders and payments, line by line (R2.2). A file with one mistake changes nothing; a
//! file read twice changes nothing the second time.

mod cells;
mod orders;
mod payments;

use super::{
    Payment, Receivable, RevenueOrder, actions,
    rules::NewOrder,
    store::{self, NewPayment},
};
use crate::{
    indices::import::{ImportReport, ImportRow, Outcome},
    reach,
};
use cells::Columns;
use jiff::civil::Date;
use kernel::{Cents, Permission, Text, words};
use platform::{
    Ctx, Error, Result,
    db::Tx,
    sheet::reading::{self, Table, TableRow},
};

words! {
    /// What a file holds.
    FileKind {
        /// Revenue orders: columns `invoice`, `order`, `slip`, `date`, and `year` when it is not that of the date.
        Orders = "orders", "receivable-file-orders";
        /// Payments: columns `invoice`, `date`, `amount`, `reference`.
        Payments = "payments", "receivable-file-payments";
    }
}

impl FileKind {
    /// The columns that must be there, by their names in English.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Orders => &["invoice", "order", "slip", "date"],
            Self::Payments => &["invoice", "date", "amount", "reference"],
        }
    }
}

/// A file as received.
#[derive(Clone, Debug)]
pub struct Received {
    /// What it holds.
    pub kind: FileKind,
    /// Its name.
    pub name: String,
    /// Its content: CSV or the first sheet of a workbook.
    pub bytes: Vec<u8>,
}

/// What a line writes.
enum Write {
    Order(Receivable, NewOrder),
    Payment(Receivable, Date, Cents, String),
}

/// What is known about the invoices that a file names.
struct Known {
    receivables: Vec<Receivable>,
    orders: Vec<RevenueOrder>,
    payments: Vec<Payment>,
    today: Date,
}

impl Known {
    /// The invoice of a number, or what is wrong with the number.
    fn invoice(&self, number: &str) -> std::result::Result<&Receivable, Text> {
        let unknown = || Text::new("receivable-file-unknown").with("number", number);
        self.receivables.iter().find(|one| one.number == number).ok_or_else(unknown)
    }
}

/// One line gone through.
type Line = std::result::Result<Option<(String, Write)>, Vec<(&'static str, Text)>>;

/// Reads a file and, unless it is a dry run or a line is wrong, records what it brings, all or nothing.
pub async fn import(ctx: &Ctx, received: Received, dry_run: bool) -> Result<ImportReport> {
    ctx.require(Permission::InvoiceIssue)?;
    let (kind, name) = (received.kind, received.name.clone());
    let read = tokio::task::spawn_blocking(move || reading::read(&received.bytes));
    let table = read.await.map_err(|e| Error::Internal(e.to_string()))??;
    let columns = Columns::of(&table, kind)?;
    let mut tx = ctx.begin().await?;
    let mut known = known(&mut tx, ctx, &columns.numbers(&table)).await?;
    let (mut report, writes) = plan(&table, &columns, kind, &mut known);
    if dry_run || !report.is_clean() {
        return Ok(report);
    }
    report.written = writes.len();
    for write in &writes {
        keep(&mut tx, ctx, write, &name).await?;
    }
    tx.commit().await?;
    Ok(report)
}

/// Invoices asked for in one statement.
const BATCH: usize = 500;

async fn known(tx: &mut Tx, ctx: &Ctx, numbers: &[String]) -> Result<Known> {
    let mut known = Known { receivables: vec![], orders: vec![], payments: vec![], today: reach::today(ctx) };
    for some in numbers.chunks(BATCH) {
        let receivables = store::hold_numbers(tx, some).await?;
        let invoices: Vec<_> = receivables.iter().map(|one| one.key.id.clone()).collect();
        known.orders.extend(store::orders(tx, &invoices).await?);
        known.payments.extend(store::payments(tx, &invoices).await?);
        known.receivables.extend(receivables);
    }
    Ok(known)
}

fn plan(table: &Table, columns: &Columns, kind: FileKind, known: &mut Known) -> (ImportReport, Vec<Write>) {
    let mut report = ImportReport::default();
    let mut writes = vec![];
    let mut seen: Vec<(String, u64)> = vec![];
    for row in &table.rows {
        let what = columns.cell(row, "invoice").to_owned();
        let line = match twice(columns, kind, row, &mut seen) {
            Some(text) => Err(vec![("invoice", text)]),
            None => match kind {
                FileKind::Orders => orders::line(columns, row, known),
                FileKind::Payments => payments::line(columns, row, known),
            },
        };
        let outcomes = match line {
            Ok(None) => vec![Outcome::Same],
            Ok(Some((value, write))) => {
                writes.push(write);
                vec![Outcome::New { value }]
            }
            Err(problems) => problems
                .into_iter()
                .map(|(column, text)| Outcome::Error { column: column.to_owned(), text })
                .collect(),
        };
        report.rows.extend(outcomes.into_iter().map(|outcome| ImportRow {
            line: row.line,
            what: what.clone(),
            outcome,
        }));
    }
    (report, writes)
}

/// Whether an earlier line says the same: one order an invoice, one payment of a day, amount and reference.
fn twice(columns: &Columns, kind: FileKind, row: &TableRow, seen: &mut Vec<(String, u64)>) -> Option<Text> {
    let names: &[&str] = match kind {
        FileKind::Orders => &["invoice"],
        FileKind::Payments => kind.columns(),
    };
    let key = names.iter().map(|name| columns.cell(row, name)).collect::<Vec<_>>().join("\t");
    if let Some((_, first)) = seen.iter().find(|(known, _)| *known == key) {
        return Some(Text::new("receivable-file-twice").with("line", first));
    }
    seen.push((key, row.line));
    None
}

async fn keep(tx: &mut Tx, ctx: &Ctx, write: &Write, file: &str) -> Result<()> {
    match write {
        Write::Order(receivable, order) => {
            actions::keep_order(tx, ctx, receivable, order, (None, file)).await
        }
        Write::Payment(receivable, received_on, amount, reference) => {
            // Another line of the same file may have come before.
            let now = store::find(tx, &receivable.key).await?.ok_or(Error::NotFound)?;
            let new = NewPayment {
                received_on: *received_on,
                amount: *amount,
                reference,
                reverses: None,
                reason: "",
                source: file,
            };
            actions::keep_payment(tx, ctx, &now, &new).await
        }
    }
}

#[cfg(test)]
mod tests;
