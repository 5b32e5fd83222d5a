//! After the issue: revenue orders, payments, files read back, reminders, references asked for.

use super::*;
use finance::collection::{
    OrderForm, PaymentForm, ReferenceForm, ReversalForm,
    actions::{self, read},
    import::{FileKind, Received, import},
    references, reminders,
};
use jiff::SignedDuration;

fn payment(amount: &str, reference: &str) -> PaymentForm {
    PaymentForm { received_on: "2026-03-11".into(), amount: amount.into(), reference: reference.into() }
}

fn order(number: &str) -> OrderForm {
    OrderForm {
        order_number: number.into(),
        slip_number: "12".into(),
        ordered_on: "2026-03-11".into(),
        ..OrderForm::default()
    }
}

#[tokio::test]
async fn an_invoice_is_paid_when_nothing_is_owed_and_a_mistake_is_taken_back() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (invoice, key) = money.claimed().await;
        assert_eq!(invoice.gross, Cents(5_292_000)); // 42 × 1050.00 + 20 %
        let clerk = money.ctx(Role::FinanceOfficer);
        actions::record_order(&clerk, &key, &order("118")).await.unwrap();
        actions::record_payment(&clerk, &key, &payment("30 000,00", "VIR 1")).await.unwrap();
        let twice = actions::record_payment(&clerk, &key, &payment("30000.00", "VIR 1")).await;
        assert_eq!(refusal(twice), "payment-error-twice");
        let more = actions::record_payment(&clerk, &key, &payment("22920.01", "VIR 2")).await;
        assert_eq!(refusal(more), "payment-error-too-much");
        let whole = read(&clerk, &key).await.unwrap();
        assert_eq!(
            (whole.receivable.state, whole.remaining.value),
            (EventKind::InCollection, Cents(2_292_000))
        );
        actions::record_payment(&clerk, &key, &payment("22920.00", "VIR 2")).await.unwrap();
        let whole = read(&clerk, &key).await.unwrap();
        assert_eq!((whole.receivable.state, whole.remaining.value), (EventKind::Paid, Cents::ZERO));
        // The second transfer was another body's: it is taken back, the first stays, the invoice is owed again.
        let wrong = whole.payments[1].id.clone();
        let form = ReversalForm { reason: "Virement d’une autre structure".into() };
        let none = actions::reverse(&clerk, &key, &wrong, &ReversalForm::default()).await;
        assert_eq!(refusal(none), "web-error-needed");
        actions::reverse(&clerk, &key, &wrong, &form).await.unwrap();
        assert_eq!(refusal(actions::reverse(&clerk, &key, &wrong, &form).await), "payment-error-reversed");
        let whole = read(&clerk, &key).await.unwrap();
        assert_eq!(
            (whole.receivable.state, whole.remaining.value),
            (EventKind::InCollection, Cents(2_292_000))
        );
        let kinds: Vec<EventKind> = whole.events.iter().map(|event| event.kind).collect();
        assert_eq!(
            kinds,
            [EventKind::Issued, EventKind::InCollection, EventKind::Paid, EventKind::InCollection]
        );
        assert_eq!(whole.events[3].note, "Virement d’une autre structure");
        // Nothing of it can be changed, whatever program asks.
        for statement in [
            "update payment set amount = 1",
            "delete from payment",
            "update revenue_order set order_number = 'x'",
            "delete from revenue_order",
        ] {
            let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
            let result = tx.execute(query(statement)).await;
            assert!(matches!(result, Err(db::Error::Refused(_))), "{statement}: {result:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_people_recording_the_last_payment_at_once_record_it_once() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (_, key) = money.claimed().await;
        let clerk = money.ctx(Role::FinanceOfficer);
        let (one, two) = (payment("52920.00", "VIR 1"), payment("52920.00", "VIR 2"));
        let (first, second) = tokio::join!(
            Box::pin(actions::record_payment(&clerk, &key, &one)),
            Box::pin(actions::record_payment(&clerk, &key, &two))
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert_eq!(read(&clerk, &key).await.unwrap().payments.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_order_is_corrected_by_another_record_that_says_why() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (_, key) = money.claimed().await;
        let clerk = money.ctx(Role::FinanceOfficer);
        actions::record_order(&clerk, &key, &order("118")).await.unwrap();
        assert!(matches!(actions::record_order(&clerk, &key, &order("119")).await, Err(Error::Stale(_))));
        let first = read(&clerk, &key).await.unwrap().orders[0].id.to_string();
        let silent = OrderForm { replaces: first.clone(), ..order("119") };
        assert_eq!(refusal(actions::record_order(&clerk, &key, &silent).await), "web-error-needed");
        let form = OrderForm { reason: "Numéro mal lu".into(), ..silent };
        actions::record_order(&clerk, &key, &form).await.unwrap();
        let whole = read(&clerk, &key).await.unwrap();
        assert_eq!(whole.order().unwrap().order_number, "119");
        assert_eq!((whole.orders.len(), whole.receivable.order_number.as_deref()), (2, Some("119")));
        // Its number is free for another invoice, the one that holds is not.
        money.approved_price(2023).await;
        let other = money.issued(2023).await;
        let other = ReceivableKey { beneficiary: money.valmont().clone(), id: other.id };
        assert_eq!(refusal(actions::record_order(&clerk, &other, &order("119")).await), "order-error-taken");
        actions::record_order(&clerk, &other, &order("118")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn bad_input_keeps_what_was_typed_and_only_the_provider_acts() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (_, key) = money.claimed().await;
        let path = key.path();
        let mut clerk = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let typed = [("received_on", "2026-02-30"), ("amount", "beaucoup"), ("reference", "VIR <1>")];
        let page = clerk.post(&format!("{path}/payments"), &typed).await.expect(422).text();
        for kept in ["2026-02-30", "beaucoup", "VIR &lt;1&gt;", "#field-amount"] {
            assert!(page.contains(kept), "{kept}: {page}");
        }
        let typed = [("kind", "rejected"), ("on", "2026-03-11"), ("reference", "REJ 1"), ("note", "")];
        let page = clerk.post(&format!("{path}/events"), &typed).await.expect(422).text();
        assert!(page.contains("REJ 1") && page.contains("#field-note"), "{page}");
        let typed = [("order_number", ""), ("slip_number", "12"), ("ordered_on", "2020-01-01")];
        let page = clerk.post(&format!("{path}/orders"), &typed).await.expect(422).text();
        assert!(page.contains("2020-01-01") && page.contains("#field-order-number"), "{page}");
        assert_eq!(money.app.count("payment").await + money.app.count("revenue_order").await, 0);
        let list = clerk.get("/receivables?state=late").await.expect(200).text();
        assert!(!list.contains("FA-VAL-2026-0001"), "not late yet");
        let list = clerk.get("/receivables?state=open").await.expect(200).text();
        assert!(list.contains("FA-VAL-2026-0001") && list.contains("52\u{202f}920,00"), "{list}");
        clerk.get("/receivables?state=nonsense").await.expect(422);
        // Both sides see it; the beneficiary has no button and may not act; a stranger finds nothing.
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        let page = officer.get(&path).await.expect(200).text();
        assert!(page.contains("FA-VAL-2026-0001") && !page.contains("/payments\""), "{page}");
        officer.post(&format!("{path}/payments"), &[]).await.expect(403);
        officer.get("/receivables/import").await.expect(403);
        let stranger = money.world.person_at(Role::Officer, &money.world.rochebrune.id);
        let mut stranger = money.app.client_of(stranger).await;
        stranger.get(&path).await.expect(404);
        stranger.get(&format!("/api/v1{path}")).await.expect(404);
        let list = stranger.get("/receivables").await.expect(200).text();
        assert!(!list.contains("Valmont") && !list.contains("FA-VAL"), "{list}");
        assert_eq!(stranger.get("/api/v1/ageing").await.expect(200).json(), json!([]));
    })
    .await;
}

#[tokio::test]
async fn files_of_the_financial_software_are_read_once() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (_, key) = money.claimed().await;
        let clerk = money.ctx(Role::FinanceOfficer);
        let file =
            |kind, text: &str| Received { kind, name: "titres.csv".into(), bytes: text.as_bytes().to_vec() };
        let orders = "Facture;Titre;Bordereau;Date;Exercice\nFA-VAL-2026-0001;118;12;11/03/2026;2026\n";
        let wrong = format!("{orders}FA-VAL-2026-0099;119;12;11/03/2026;\n");
        let report = import(&clerk, file(FileKind::Orders, &wrong), false).await.unwrap();
        assert_eq!((report.errors().count(), report.written, report.rows[1].line), (1, 0, 3));
        assert_eq!(money.app.count("revenue_order").await, 0, "all or nothing");
        assert_eq!(import(&clerk, file(FileKind::Orders, orders), true).await.unwrap().written, 0);
        assert_eq!(import(&clerk, file(FileKind::Orders, orders), false).await.unwrap().written, 1);
        let again = import(&clerk, file(FileKind::Orders, orders), false).await.unwrap();
        assert!(again.is_clean() && again.written == 0);
        let whole = read(&clerk, &key).await.unwrap();
        assert_eq!(whole.order().unwrap().origin.source, "titres.csv");
        assert_eq!(whole.receivable.state, EventKind::InCollection);
        let payments = "facture;date;montant;reference\nFA-VAL-2026-0001;11/03/2026;30 000,00;VIR 1\n\
            FA-VAL-2026-0001;11/03/2026;22920,00;VIR 2\n";
        let over = format!("{payments}FA-VAL-2026-0001;11/03/2026;0,01;VIR 3\n");
        let report = import(&clerk, file(FileKind::Payments, &over), false).await.unwrap();
        assert_eq!((report.errors().count(), money.app.count("payment").await), (1, 0));
        assert_eq!(import(&clerk, file(FileKind::Payments, payments), false).await.unwrap().written, 2);
        assert_eq!(import(&clerk, file(FileKind::Payments, payments), false).await.unwrap().written, 0);
        let whole = read(&clerk, &key).await.unwrap();
        assert_eq!((whole.receivable.state, whole.payments.len()), (EventKind::Paid, 2));
        // The page says the same, and keeps nothing of a file that is none.
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let page = client.upload("/receivables/import", &[("kind", "orders"), ("mode", "write")], &[]).await;
        assert!(page.expect(422).text().contains("#field-file"));
    })
    .await;
}

#[tokio::test]
async fn each_reminder_is_written_once_to_those_in_charge() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (_, key) = money.claimed().await;
        let system = money.app.system();
        let days = |days: i64| money.app.platform.clock.advance(SignedDuration::from_hours(24 * days));
        // Due on 10 April.
        assert_eq!(reminders::remind(&system).await.unwrap(), 0);
        days(38); // 18 April
        assert_eq!(reminders::remind(&system).await.unwrap(), 1);
        assert_eq!(reminders::remind(&system).await.unwrap(), 0, "once a step");
        let reminders_sent = read(&system, &key).await.unwrap().reminders;
        assert_eq!((reminders_sent[0].step.as_str(), reminders_sent[0].told), ("first", 2));
        let mut tx = money.app.platform.db.read(&Scope::All).await.unwrap();
        let mails = query(
            "select count(*) as value from outbox where beneficiary_id = $1 and subject like '%FA-VAL-2026-0001%'",
        );
        let count: i64 = tx.value(mails.bind(money.valmont())).await.unwrap();
        drop(tx);
        assert_eq!(count, 2, "the officer and the finance department");
        let mut clerk = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let list = clerk.get("/receivables?state=late").await.expect(200).text();
        assert!(list.contains("FA-VAL-2026-0001"), "{list}");
        let ageing = clerk.get("/api/v1/ageing").await.expect(200).json();
        assert_eq!(ageing[0]["amounts"], json!([0, 5_292_000, 0, 0, 0]));
        // A suspended invoice is discussed, not reminded of; the warning of the lapse goes to the provider.
        days(25); // 13 May
        let form = EventForm {
            kind: "in_collection".into(),
            on: "2026-05-13".into(),
            ..EventForm::default()
        };
        let finance = money.ctx(Role::FinanceOfficer);
        actions::record_event(&finance, &key, &form).await.unwrap();
        let form = EventForm { kind: "suspended".into(), note: "Pièce manquante".into(), ..form };
        actions::record_event(&finance, &key, &form).await.unwrap();
        assert_eq!(reminders::remind(&system).await.unwrap(), 0);
        days(3 * 365 - 60); // 13 March 2029: lapses on 11 March 2030
        assert_eq!(reminders::remind(&system).await.unwrap(), 1);
        let whole = read(&system, &key).await.unwrap();
        assert_eq!(whole.reminders[1].step.as_str(), "lapse_12");
        assert_eq!(whole.lapses_on, Some(date(2030, 3, 11)));
    })
    .await;
}

#[tokio::test]
async fn a_recipient_asks_for_references_of_a_year_or_of_an_invoice() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        money.approved_price(2023).await;
        let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
        let ask = query(
            "update organisation set needs_commitment_number = $1, needs_service_code = $1 where id = $2",
        );
        tx.execute(ask.bind(true).bind(money.valmont())).await.unwrap();
        tx.commit().await.unwrap();
        let draft = money.draft(2022).await.unwrap();
        money.approve(&draft).await;
        assert_eq!(
            refusal(money.issue(&draft).await),
            "invoice-missing-service-code invoice-missing-commitment-number"
        );
        let key = ReceivableKey { beneficiary: money.valmont().clone(), id: draft.id.clone() };
        let mut clerk = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let path = format!("{}/references", key.invoice_path());
        let long = "x".repeat(101);
        let page = clerk.post(&path, &[("service_code", &long), ("of", "year")]).await.expect(422).text();
        assert!(page.contains(&long), "what was typed is kept");
        let year = [("service_code", "NUM"), ("commitment_number", "EJ-2022"), ("of", "year")];
        assert_eq!(clerk.post(&path, &year).await.location(), key.invoice_path());
        let finance = money.ctx(Role::FinanceOfficer);
        let own = ReferenceForm {
            commitment_number: "EJ-7".into(),
            of: "invoice".into(),
            ..ReferenceForm::default()
        };
        references::ask(&finance, &key, &own).await.unwrap();
        let page = clerk.get(&key.invoice_path()).await.expect(200).text();
        assert!(page.contains("NUM · EJ-2022") && page.contains("EJ-7"), "{page}");
        let issued = money.issue(&draft).await.unwrap();
        let buyer = issued.issue.unwrap().facts.buyer;
        assert_eq!(buyer.service_code.as_deref(), Some("NUM"));
        assert_eq!(buyer.commitment_number.as_deref(), Some("EJ-7"));
        assert_eq!(refusal(references::ask(&finance, &key, &own).await), "invoice-issued-before");
        // Another year has none.
        let other = money.draft(2023).await.unwrap();
        money.approve(&other).await;
        assert!(refusal(money.issue(&other).await).contains("invoice-missing-commitment-number"));
    })
    .await;
}
