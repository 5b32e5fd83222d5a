//! What is owed, refused, reminded of and lapses, with worked figures.

use super::*;
use crate::collection::{Origin, ReceivableKey};
use ReminderStep::{First, Formal, Lapse1, Lapse6, Lapse12, Second};
use jiff::civil::date;
use proptest::prelude::*;

fn receivable(due_on: Date, gross: i64, paid: i64, state: EventKind) -> Receivable {
    Receivable {
        key: ReceivableKey { beneficiary: "b".into(), id: "i".to_owned().into() },
        beneficiary_name: "B".into(),
        kind: InvoiceKind::Invoice,
        number: "FA-B-2026-0001".into(),
        object: String::new(),
        issued_on: date(2026, 3, 11),
        due_on: Some(due_on),
        gross: Cents(gross),
        reduced: Cents::ZERO,
        paid: Cents(paid),
        state,
        order_number: None,
    }
}

fn payment(amount: i64) -> Payment {
    Payment {
        id: "p".to_owned().into(),
        invoice: "i".to_owned().into(),
        received_on: date(2026, 4, 1),
        amount: Cents(amount),
        reference: "VIR".into(),
        reverses: None,
        reason: String::new(),
        origin: Origin {
            source: String::new(),
            recorded_by: String::new(),
            recorded_at: "2026-04-01T00:00:00Z".parse().unwrap(),
        },
    }
}

#[test]
fn what_is_left_is_the_total_less_what_was_received_and_taken_back() {
    // R2.15: 55 513.08 gross; 30 000.00 then 25 000.00 received, the second taken back, 20 000.00 again.
    let one = receivable(date(2026, 4, 10), 5_551_308, 0, EventKind::InCollection);
    let payments = [3_000_000, 2_500_000, -2_500_000, 2_000_000].map(payment);
    let left = remaining(&one, &payments);
    assert_eq!(left.value, Cents(551_308));
    assert_eq!(left.explanation.steps[0].expression, "55513.08 − 50000.00");
    assert_eq!(left.explanation.inputs.len(), 5);
}

#[test]
fn a_credit_note_lowers_what_is_left_and_settles_what_was_received() {
    // 55 513.08 gross, of which 1 260.00 was given back.
    let lowered = |paid: i64, reduced: i64, state| Receivable {
        reduced: Cents(reduced),
        ..receivable(date(2026, 4, 10), 5_551_308, paid, state)
    };
    let one = lowered(0, 126_000, EventKind::InCollection);
    let left = remaining(&one, &[payment(3_000_000)]);
    assert_eq!(left.value, Cents(2_425_308));
    assert_eq!(left.explanation.steps[0].expression, "55513.08 − 1260.00 − 30000.00");
    assert_eq!((one.remaining(), after_reduction(&one)), (Cents(5_425_308), None));
    let settled = lowered(5_425_308, 126_000, EventKind::InCollection);
    assert_eq!((after_reduction(&settled), settled.to_give_back()), (Some(EventKind::Paid), Cents::ZERO));
    let paid_before = lowered(5_551_308, 126_000, EventKind::Paid);
    assert_eq!((after_reduction(&paid_before), paid_before.to_give_back()), (None, Cents(126_000)));
    let nothing = lowered(0, 5_551_308, EventKind::Issued);
    assert_eq!(after_reduction(&nothing), Some(EventKind::CancelledByCreditNote));
}

#[test]
fn more_than_what_is_owed_is_refused_with_what_is_owed() {
    let form = |amount: &str, day: &str| PaymentForm {
        received_on: day.into(),
        amount: amount.into(),
        reference: "VIR 12".into(),
    };
    let read = |form: &PaymentForm| read_payment(form, date(2026, 3, 11), Cents(100_000), date(2026, 5, 1));
    let (day, amount, _) = read(&form("1 000,00", "2026-04-02")).unwrap();
    assert_eq!((day, amount), (date(2026, 4, 2), Cents(100_000)));
    let key =
        |form: &PaymentForm, field: &str| read(form).unwrap_err().of(field).map(|text| text.key.clone());
    assert_eq!(key(&form("1000.01", "2026-04-02"), "amount").as_deref(), Some("payment-error-too-much"));
    assert_eq!(key(&form("0", "2026-04-02"), "amount").as_deref(), Some("payment-error-nothing"));
    assert_eq!(key(&form("", "2026-04-02"), "amount").as_deref(), Some("payment-error-amount"));
    assert_eq!(key(&form("10", "2026-03-10"), "received_on").as_deref(), Some("receivable-error-day"));
    assert_eq!(key(&form("10", "2026-05-02"), "received_on").as_deref(), Some("receivable-error-day"));
    let nameless = PaymentForm { reference: " ".into(), ..form("10", "2026-04-02") };
    assert!(read(&nameless).unwrap_err().of("reference").is_some());
}

#[test]
fn an_order_of_january_may_stand_in_the_books_of_the_year_before() {
    let form = |year: &str| OrderForm {
        order_number: "118".into(),
        slip_number: "12".into(),
        ordered_on: "2027-01-15".into(),
        fiscal_year: year.into(),
        ..OrderForm::default()
    };
    let read = |form: &OrderForm, corrects| read_order(form, date(2026, 12, 11), date(2027, 2, 1), corrects);
    assert_eq!(read(&form(""), false).unwrap().fiscal_year, 2027);
    assert_eq!(read(&form("2026"), false).unwrap().fiscal_year, 2026);
    for wrong in ["2025", "2028", "x"] {
        assert!(read(&form(wrong), false).unwrap_err().of("fiscal_year").is_some(), "{wrong}");
    }
    assert!(read(&form(""), true).unwrap_err().of("reason").is_some(), "a correction says why");
}

#[test]
fn each_step_comes_once_and_what_was_missed_is_not_made_up_for() {
    let one = receivable(date(2026, 4, 10), 100, 0, EventKind::InCollection);
    let at = |day: Date, taken: &[ReminderStep]| reminder(&one, taken, day);
    assert_eq!(at(date(2026, 4, 17), &[]), None, "seven days");
    assert_eq!(at(date(2026, 4, 18), &[]), Some(First));
    assert_eq!(at(date(2026, 4, 18), &[First]), None);
    assert_eq!(at(date(2026, 5, 10), &[First]), Some(Second));
    assert_eq!(at(date(2026, 6, 9), &[]), Some(Formal), "the two before are passed over");
    assert_eq!(at(date(2027, 6, 9), &[Formal]), None);
    assert_eq!(at(date(2026, 6, 9), &[First, Lapse1]), Some(Formal), "a warning is no reminder");
    for state in
        [EventKind::Rejected, EventKind::Suspended, EventKind::Paid, EventKind::CancelledByCreditNote]
    {
        assert_eq!(reminder(&receivable(date(2026, 4, 10), 100, 0, state), &[], date(2026, 9, 1)), None);
    }
}

#[test]
fn a_claim_lapses_four_years_after_its_order_and_is_warned_of_before() {
    assert_eq!(lapse(None, date(2024, 2, 29)), Some(date(2028, 2, 29)));
    assert_eq!(lapse(None, date(2096, 2, 29)), Some(date(2100, 2, 28)), "no such day that year");
    let lapses = lapse(Some(date(2022, 12, 5)), date(2022, 11, 30)).unwrap();
    assert_eq!(lapses, date(2026, 12, 5));
    assert_eq!(warning(lapses, &[], date(2025, 12, 4)), None);
    assert_eq!(warning(lapses, &[], date(2025, 12, 5)), Some(Lapse12));
    assert_eq!(warning(lapses, &[Lapse12], date(2026, 6, 5)), Some(Lapse6));
    assert_eq!(warning(lapses, &[Lapse12, Lapse6], date(2026, 11, 5)), Some(Lapse1));
    assert_eq!(warning(lapses, &[Lapse12, Lapse6, Lapse1], date(2026, 12, 1)), None);
}

#[test]
fn ages_are_counted_from_the_day_after_the_last_day_to_pay() {
    let due = date(2026, 4, 10);
    for (day, expected) in [
        (date(2026, 4, 10), Age::NotDue),
        (date(2026, 4, 11), Age::UpTo30),
        (date(2026, 5, 10), Age::UpTo30),
        (date(2026, 5, 11), Age::UpTo60),
        (date(2026, 6, 9), Age::UpTo60),
        (date(2026, 7, 9), Age::UpTo90),
        (date(2026, 7, 10), Age::Over90),
    ] {
        assert_eq!(age(due, day), expected, "{day}");
    }
}

proptest! {
    #[test]
    fn no_cent_of_what_is_owed_is_lost_among_ages(
        rows in proptest::collection::vec((0_i64..900, 0_i64..1_000_000, 0_i64..1_000_000, 0_usize..3), 0..40),
    ) {
        let today = date(2028, 1, 1);
        let open: Vec<Receivable> = rows.iter().map(|(days, gross, paid, who)| {
            let due = date(2026, 1, 1).checked_add(days.days()).unwrap();
            let mut one = receivable(due, gross + paid, *paid, EventKind::InCollection);
            one.key.beneficiary = format!("b{who}").into();
            one
        }).collect();
        let table = ageing(&open, today);
        let owed: Cents = open.iter().map(Receivable::remaining).sum();
        prop_assert_eq!(table.iter().map(|row| row.total).sum::<Cents>(), owed);
        for row in &table {
            prop_assert_eq!(row.amounts.iter().copied().sum::<Cents>(), row.total);
        }
    }
}
