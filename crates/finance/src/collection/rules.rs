//! What is still owed, what may be received, when somebody is reminded and when a claim lapses. All pure.

use super::{Age, Ageing, OrderForm, Payment, PaymentForm, Receivable, ReminderStep};
use crate::{
    invoices::{EventKind, InvoiceKind},
    reach,
};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Cents, Explained, Explanation, Figure, Text};
use platform::{Problems, typed};

/// Longest number, reference and reason in characters.
pub const WORDS: usize = 100;
/// The same of a reason.
pub const REASON: usize = 500;

/// Years after which the accountant can no longer act (R2.3, CGCT L.1617-5), from the revenue order.
const LAPSE_YEARS: i16 = 4;

/// What an invoice still owes: its total less what credit notes gave back (R2.11) and what was received (R2.18).
pub fn remaining(receivable: &Receivable, payments: &[Payment]) -> Explained<Cents> {
    let mut story = Explanation::of("R2.18", "R2.12", Text::new("receivable-remaining-rule"));
    let path = receivable.key.invoice_path();
    story.input(Text::new("invoice-gross"), Figure::Money(receivable.gross), Some(path));
    if receivable.reduced > Cents::ZERO {
        let path = receivable.key.invoice_path();
        story.input(Text::new("receivable-reduced"), Figure::Money(receivable.reduced), Some(path));
    }
    for payment in payments {
        let label = Text::new("receivable-payment-of").with("reference", &payment.reference);
        story.input(label, Figure::Money(payment.amount), Some(receivable.key.path()));
    }
    let paid: Cents = payments.iter().map(|payment| payment.amount).sum();
    let left = Receivable { paid, ..receivable.clone() }.left();
    let expression = if receivable.reduced > Cents::ZERO {
        format!("{} − {} − {paid}", receivable.gross, receivable.reduced)
    } else {
        format!("{} − {paid}", receivable.gross)
    };
    story.step(Text::new("receivable-remaining"), expression, Figure::Money(left));
    Explained { value: left, explanation: story }
}

/// What becomes of an invoice that was lowered: cancelled when nothing is left of it, paid when the rest was received before.
pub fn after_reduction(receivable: &Receivable) -> Option<EventKind> {
    let is_settled = receivable.is_open() && receivable.left() <= Cents::ZERO;
    let kind = if receivable.reduced == receivable.gross {
        EventKind::CancelledByCreditNote
    } else {
        EventKind::Paid
    };
    is_settled.then_some(kind)
}

/// Why no money may be recorded for a document; nothing when it may.
pub fn refuses_payment(receivable: &Receivable) -> Option<Text> {
    match (receivable.kind, receivable.state) {
        (InvoiceKind::CreditNote, _) => Some(Text::new("payment-error-credit-note")),
        (_, EventKind::CancelledByCreditNote) => Some(Text::new("payment-error-cancelled")),
        _ => None,
    }
}

/// A payment as typed, for an invoice that owes `left` and was issued on a day.
pub fn read_payment(
    form: &PaymentForm,
    issued_on: Date,
    left: Cents,
    today: Date,
) -> Result<(Date, Cents, String), Problems> {
    let mut problems = Problems::default();
    let received_on = between(&mut problems, "received_on", &form.received_on, issued_on, today);
    let amount = typed::euros(&mut problems, "amount", &form.amount);
    if let Some(text) = wrong_amount(amount, left).filter(|_| problems.of("amount").is_none()) {
        problems.add("amount", text);
    }
    typed::needed(&mut problems, "reference", form.reference.trim(), WORDS);
    let read = received_on.zip(amount).map(|(day, amount)| (day, amount, form.reference.trim().to_owned()));
    typed::read(problems, read)
}

/// Whether a payment is the one that was typed: same day, amount and reference.
pub fn is_same(payment: &Payment, form: &PaymentForm) -> bool {
    let amount = form.amount.trim().trim_end_matches('€').parse::<Cents>();
    payment.received_on.to_string() == form.received_on.trim()
        && amount.is_ok_and(|amount| amount == payment.amount)
        && payment.reference == form.reference.trim()
}

/// Why an amount cannot be received when `left` is owed: nothing, or more than that.
fn wrong_amount(amount: Option<Cents>, left: Cents) -> Option<Text> {
    match amount {
        Some(amount) if amount == Cents::ZERO => Some(Text::new("payment-error-nothing")),
        Some(amount) if amount > left => Some(Text::new("payment-error-too-much").with("left", left)),
        Some(_) => None,
        None => Some(Text::new("payment-error-amount")),
    }
}

/// A day from the issue on, not in the future.
fn between(problems: &mut Problems, field: &str, text: &str, first: Date, today: Date) -> Option<Date> {
    let day = typed::day(problems, field, text)?;
    if day < first || day > today {
        problems.add(field, Text::new("receivable-error-day"));
        return None;
    }
    Some(day)
}

/// A revenue order as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrder {
    /// Financial year.
    pub fiscal_year: i16,
    /// Its number.
    pub order_number: String,
    /// Number of its slip.
    pub slip_number: String,
    /// Its date.
    pub ordered_on: Date,
    /// Why the record before was wrong.
    pub reason: String,
}

/// Reads a revenue order of an invoice issued on a day. A correction says why. The financial year is that of its date unless typed:
/// in January, the books of the year before are still open.
pub fn read_order(
    form: &OrderForm,
    issued_on: Date,
    today: Date,
    corrects: bool,
) -> Result<NewOrder, Problems> {
    let mut problems = Problems::default();
    let ordered_on = between(&mut problems, "ordered_on", &form.ordered_on, issued_on, today);
    typed::needed(&mut problems, "order_number", form.order_number.trim(), WORDS);
    typed::needed(&mut problems, "slip_number", form.slip_number.trim(), WORDS);
    if corrects {
        typed::needed(&mut problems, "reason", form.reason.trim(), REASON);
    }
    let year = match form.fiscal_year.trim() {
        "" => ordered_on.map(Date::year),
        text => reach::year(text).ok(),
    };
    let near = year.zip(ordered_on).is_some_and(|(year, on)| year == on.year() || year == on.year() - 1);
    if ordered_on.is_some() && !near {
        problems.add("fiscal_year", Text::new("order-error-year"));
    }
    let read = year.zip(ordered_on).map(|(fiscal_year, ordered_on)| NewOrder {
        fiscal_year,
        order_number: form.order_number.trim().to_owned(),
        slip_number: form.slip_number.trim().to_owned(),
        ordered_on,
        reason: if corrects { form.reason.trim().to_owned() } else { String::new() },
    });
    typed::read(problems, read)
}

/// Days after the last day to pay on which each reminder is due.
const REMINDED: [(ReminderStep, i32); 3] =
    [(ReminderStep::Formal, 60), (ReminderStep::Second, 30), (ReminderStep::First, 8)];

/// Months before the lapse on which the provider is warned.
const WARNED: [(ReminderStep, i32); 3] =
    [(ReminderStep::Lapse1, 1), (ReminderStep::Lapse6, 6), (ReminderStep::Lapse12, 12)];

/// The reminder to write to a beneficiary today: the last step that is due, unless it or a later one was taken. What was missed is not
/// made up for. A rejected or suspended invoice is discussed, not reminded of.
pub fn reminder(receivable: &Receivable, taken: &[ReminderStep], today: Date) -> Option<ReminderStep> {
    let is_expected =
        matches!(receivable.state, EventKind::Issued | EventKind::Deposited | EventKind::InCollection);
    let due = receivable.due_on.filter(|_| is_expected && receivable.is_open())?;
    let step = REMINDED.iter().find(|(_, days)| due.checked_add(days.days()).is_ok_and(|day| day <= today));
    let (step, _) = step?;
    (!taken.iter().any(|one| one >= step && one <= &ReminderStep::Formal)).then_some(*step)
}

/// The day from which the claim has lapsed: four years after the revenue order, or after the issue while no order is known. Acts that
/// interrupt the delay are not known here: the warning comes too early rather than too late.
pub fn lapse(ordered_on: Option<Date>, issued_on: Date) -> Option<Date> {
    ordered_on.unwrap_or(issued_on).checked_add(i32::from(LAPSE_YEARS).years()).ok()
}

/// The warning to give today about a claim that lapses on a day.
pub fn warning(lapses_on: Date, taken: &[ReminderStep], today: Date) -> Option<ReminderStep> {
    let step = WARNED
        .iter()
        .find(|(_, months)| lapses_on.checked_sub(months.months()).is_ok_and(|day| day <= today));
    let (step, _) = step?;
    (!taken.iter().any(|one| one >= step)).then_some(*step)
}

/// How long something has been due.
pub fn age(due_on: Date, today: Date) -> Age {
    match (today - due_on).get_days() {
        ..=0 => Age::NotDue,
        1..=30 => Age::UpTo30,
        31..=60 => Age::UpTo60,
        61..=90 => Age::UpTo90,
        _ => Age::Over90,
    }
}

/// What is owed by beneficiary and age, in the order in which beneficiaries come.
pub fn ageing<'a>(open: impl IntoIterator<Item = &'a Receivable>, today: Date) -> Vec<Ageing> {
    let mut table: Vec<Ageing> = vec![];
    for one in open.into_iter().filter(|one| one.is_open()) {
        let place = table.iter().position(|row| row.beneficiary == one.key.beneficiary);
        let place = place.unwrap_or_else(|| {
            table.push(Ageing {
                beneficiary: one.key.beneficiary.clone(),
                beneficiary_name: one.beneficiary_name.clone(),
                amounts: vec![Cents::ZERO; Age::ALL.len()],
                total: Cents::ZERO,
            });
            table.len() - 1
        });
        let row = &mut table[place];
        let age = one.due_on.map_or(Age::NotDue, |due| age(due, today));
        let column = Age::ALL.iter().position(|known| *known == age).unwrap_or_default();
        row.amounts[column] = row.amounts[column] + one.remaining();
        row.total = row.total + one.remaining();
    }
    table
}

#[cfg(test)]
mod tests;
