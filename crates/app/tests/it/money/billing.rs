//! Census, index, revision, invoice, credit note: figures, refusals and what is frozen.

use super::*;

#[tokio::test]
async fn the_founding_agreement_is_billed_to_the_cent() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let revision = money.approved_price(2023).await;
        assert_eq!(revision.outcome.as_ref().unwrap().price, Cents(110_145));
        let invoice = money.issued(2023).await;
        // R2.15: 42 × 1101.45 = 46 260.90; VAT 20 % = 9 252.18; gross 55 513.08.
        assert_eq!(
            (invoice.net, invoice.vat, invoice.gross),
            (Cents(4_626_090), Cents(925_218), Cents(5_551_308))
        );
        assert_eq!(number(&invoice), "FA-VAL-2026-0001");
        let issue = invoice.issue.as_ref().unwrap();
        assert_eq!((issue.on, issue.due), (date(2026, 3, 11), Some(date(2026, 4, 10))));
        let person = money.world.person(Role::BeneficiaryFinance);
        let page = money.app.client_of(person).await.get(&invoice.href()).await.expect(200).text();
        let census = format!("/censuses/{}/{}", money.valmont(), invoice.census.as_ref().unwrap());
        for link in
            [census, revision.href(), "/indices/revised/2023-03".into(), "/indices/revised/2022-06".into()]
        {
            assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
        }
        assert!(!page.contains("/credit-note"), "only the provider has buttons");
        let ctx = money.ctx(Role::BeneficiaryFinance);
        for (format, start) in
            [(FileFormat::Pdf, "%PDF-"), (FileFormat::Cii, "<?xml"), (FileFormat::Ubl, "<?xml")]
        {
            let (name, bytes) =
                invoices::actions::file(&ctx, money.valmont(), &invoice.id, format).await.unwrap();
            assert!(name.starts_with("FA-VAL-2026-0001"));
            assert!(bytes.starts_with(start.as_bytes()), "{name}");
        }
        let (_, cii) =
            invoices::actions::file(&ctx, money.valmont(), &invoice.id, FileFormat::Cii).await.unwrap();
        let cii = String::from_utf8(cii).unwrap();
        for said in ["FA-VAL-2026-0001", "46260.90", "9252.18", "55513.08", "1101.45"] {
            assert!(cii.contains(said), "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_year_costs_the_initial_price() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let invoice = money.draft(2022).await.unwrap();
        assert_eq!(invoice.net, Cents(4_410_000)); // 42 × 1050.00
        assert_eq!(invoice.explanations[0].explanation.rule.code, "R1.2");
    })
    .await;
}

#[tokio::test]
async fn a_revision_waits_for_its_month_and_never_takes_another() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        // March 2025 is not among the values of a new instance.
        let pending = money.propose(2025).await;
        assert_eq!(pending.state, RevisionState::Pending);
        assert_eq!(pending.missing[0].month, date(2025, 3, 1));
        let director = money.ctx(Role::Director);
        let approval = revisions::actions::approve(&director, money.valmont(), &pending.id).await;
        assert_eq!(refusal(approval), "revision-still-pending");
        assert_eq!(refusal(money.draft(2025).await), "invoice-no-revision");
        let mut page = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let text = page.get(&pending.href()).await.expect(200).text();
        assert!(text.contains("/indices/new?series=revised&amp;month=2025-03"), "{text}");
        let entered = page
            .post(
                "/indices",
                &[
                    ("series", "revised"),
                    ("month", "2025-03"),
                    ("value", "318,2"),
                    ("published", "2025-04-30"),
                    ("confidence", "A"),
                    ("source", "publication"),
                ],
            )
            .await;
        assert_eq!(entered.location(), "/indices/revised/2025-03");
        let computed = money.propose(2025).await;
        assert_eq!((computed.id, computed.state), (pending.id, RevisionState::Proposed));
    })
    .await;
}

#[tokio::test]
async fn an_approved_revision_survives_a_corrected_index() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let first = money.approved_price(2023).await;
        let file =
            "series,month,value,published,confidence,source\nrevised,2023-03,301.7,2023-06-30,A,correction\n";
        let report = import_indices(&money.app.system(), file.as_bytes(), false).await.unwrap();
        assert_eq!(report.written, 1);
        let clerk = money.ctx(Role::FinanceOfficer);
        let again = revisions::actions::propose(&clerk, money.valmont(), 2023).await;
        assert_eq!(refusal(again), "revision-already-approved");
        assert_eq!(money.draft(2023).await.unwrap().net, Cents(4_626_090));
        let no_reason = revisions::actions::replace(&clerk, money.valmont(), &first.id, " ").await;
        assert_eq!(refusal(no_reason), "revision-reason-missing");
        let second =
            revisions::actions::replace(&clerk, money.valmont(), &first.id, "Correction").await.unwrap();
        assert_eq!((second.version, second.state), (2, RevisionState::Proposed));
        // 301.7 ÷ 284.7 = 1.060; 0.125 + 0.9275 = 1.0525 → 1.053 × 1050 = 1105.65.
        assert_eq!(second.outcome.unwrap().price, Cents(110_565));
        assert_eq!(money.draft(2023).await.unwrap().net, Cents(4_626_090));
        let text = money
            .app
            .client_of(money.world.person(Role::BeneficiaryFinance))
            .await
            .get("/indices/revised/2023-03")
            .await
            .expect(200)
            .text();
        assert!(text.contains("300,7") && text.contains("301,7"));
    })
    .await;
}

#[tokio::test]
async fn the_three_readings_stand_side_by_side() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let revision = money.approved_price(2023).await;
        let mut client = money.app.client_of(money.world.person(Role::Officer)).await;
        let text = client.get(&revision.href()).await.expect(200).text().replace(['\u{a0}', '\u{202f}'], " ");
        // R1.6, first row: A and B give 1101.45, C gives 1102.50.
        assert!(text.contains("1 101,45 €") && text.contains("1 102,50 €"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn two_people_issuing_at_once_get_consecutive_numbers() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        money.approved_price(2023).await;
        let (first, second) = (money.draft(2022).await.unwrap(), money.draft(2023).await.unwrap());
        money.approve(&first).await;
        money.approve(&second).await;
        let (one, two) = tokio::join!(Box::pin(money.issue(&first)), Box::pin(money.issue(&second)));
        let (one, two) = (one.unwrap(), two.unwrap());
        let mut numbers = [number(&one), number(&two)];
        numbers.sort_unstable();
        assert_eq!(numbers, ["FA-VAL-2026-0001", "FA-VAL-2026-0002"]);
        let (again, twice) = tokio::join!(Box::pin(money.issue(&first)), Box::pin(money.issue(&first)));
        assert_eq!([refusal(again), refusal(twice)], ["invoice-issued-before", "invoice-issued-before"]);
    })
    .await;
}

#[tokio::test]
async fn two_people_approving_one_revision_at_once_approve_it_once() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let revision = money.propose(2023).await;
        let path = format!("{}/approval", revision.href());
        let director = money.world.person(Role::Director);
        let mut clients = vec![];
        for _ in 0..4 {
            clients.push(money.app.client_of(director).await);
        }
        let [a, b, c, d] = clients.as_mut_slice() else { panic!("four clients") };
        let answers =
            tokio::join!(a.post(&path, &[]), b.post(&path, &[]), c.post(&path, &[]), d.post(&path, &[]));
        let mut told = [answers.0, answers.1, answers.2, answers.3].map(|answer| answer.status.as_u16());
        told.sort_unstable();
        assert_eq!(told, [303, 409, 409, 409]);
        let clerk = money.ctx(Role::FinanceOfficer);
        let again = revisions::actions::propose(&clerk, money.valmont(), 2023).await;
        assert!(matches!(again, Err(Error::Refused(text)) if text.key == "revision-already-approved"));
    })
    .await;
}

#[tokio::test]
async fn a_refused_issue_takes_no_number() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let draft = money.draft(2022).await.unwrap();
        assert_eq!(refusal(money.issue(&draft).await), "invoice-not-approved");
        money.approve(&draft).await;
        let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
        let ask = query("update organisation set needs_commitment_number = $1 where id = $2");
        tx.execute(ask.bind(true).bind(money.valmont())).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(refusal(money.issue(&draft).await), "invoice-missing-commitment-number");
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let page = client.post(&format!("{}/issue", draft.href()), &[]).await.expect(422).text();
        assert!(page.contains("numéro d’engagement"), "{page}");
        let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
        let fill = query("update organisation set commitment_number = 'EJ-2026-7' where id = $1");
        tx.execute(fill.bind(money.valmont())).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = money.app.platform.db.read(&Scope::All).await.unwrap();
        let mut known = organisations::store::find(&mut tx, money.valmont()).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(known.routing.commitment_number.take().as_deref(), Some("EJ-2026-7"));
        assert_eq!(number(&money.issue(&draft).await.unwrap()), "FA-VAL-2026-0001");
    })
    .await;
}

#[tokio::test]
async fn what_was_issued_cannot_change_whatever_program_asks() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        money.approved_price(2023).await;
        money.issued(2023).await;
        for statement in [
            "update invoice set gross = 1",
            "delete from invoice",
            "update invoice_file set digest = 'x'",
            "delete from invoice_file",
            "update invoice_event set note = 'x'",
            "delete from invoice_event",
            "delete from invoice_revision",
            "update census set agent_count = 1",
            "delete from census",
            "update index_value set value = '1'",
            "delete from index_value",
            "update price_revision set price = 1",
            "delete from price_revision",
        ] {
            let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
            let result = tx.execute(query(statement)).await;
            assert!(matches!(result, Err(db::Error::Refused(_))), "{statement}: {result:?}");
        }
        assert_eq!(refusal(money.draft(2023).await), "invoice-already-issued");
    })
    .await;
}

#[tokio::test]
async fn a_credit_note_gives_the_whole_invoice_back() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        money.approved_price(2023).await;
        let invoice = money.issued(2023).await;
        let clerk = money.ctx(Role::FinanceOfficer);
        let no_reason = drafting::credit(&clerk, money.valmont(), &invoice.id, "").await;
        assert_eq!(refusal(no_reason), "invoice-credit-reason-missing");
        let note =
            drafting::credit(&clerk, money.valmont(), &invoice.id, "Recensement erroné").await.unwrap();
        money.approve(&note).await;
        let note = money.issue(&note).await.unwrap();
        assert_eq!(number(&note), "AV-VAL-2026-0001");
        assert_eq!(note.signed(note.gross) + invoice.signed(invoice.gross), Cents::ZERO);
        let earlier = note.issue.as_ref().unwrap().facts.earlier_invoice.clone().unwrap();
        assert_eq!((earlier.number.as_str(), earlier.date), ("FA-VAL-2026-0001", date(2026, 3, 11)));
        let twice = drafting::credit(&clerk, money.valmont(), &invoice.id, "Encore").await;
        assert_eq!(refusal(twice), "invoice-not-creditable");
        // The year may be billed again, with the next number.
        money.census("2023-10-01", "43").await;
        let again = money.issued(2023).await;
        assert_eq!((number(&again), again.net), ("FA-VAL-2026-0002", Cents(4_736_235))); // 43 × 1101.45
    })
    .await;
}

#[tokio::test]
async fn nothing_is_billed_before_its_vat_status_is_decided() {
    both(async |app: TestApp| {
        let money = Money::with(app, UNDECIDED).await;
        assert_eq!(refusal(money.draft(2022).await), "invoice-vat-undecided");
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let fields = [("beneficiary", money.valmont().as_str()), ("year", "2022")];
        let page = client.post("/invoices", &fields).await.expect(409).text();
        assert!(page.contains("n’est pas décidé"), "{page}");
        assert_eq!(money.app.count("invoice").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_compared_with_what_is_in_force_before_it_is_approved() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let draft = money.draft(2022).await.unwrap();
        money.census("2022-09-01", "44").await;
        let approval =
            invoices::actions::approve(&money.ctx(Role::Director), money.valmont(), &draft.id).await;
        assert_eq!(refusal(approval), "invoice-outdated");
        let again = money.draft(2022).await.unwrap();
        assert_eq!((again.id.clone(), again.net), (draft.id, Cents(4_620_000))); // 44 × 1050.00
        money.approve(&again).await;
    })
    .await;
}

#[tokio::test]
async fn a_follow_up_keeps_its_order() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (_, key) = money.claimed().await;
        let clerk = money.ctx(Role::FinanceOfficer);
        let record = async |kind: EventKind, on: &str| {
            let form = EventForm { kind: kind.as_str().into(), on: on.into(), ..EventForm::default() };
            collection::actions::record_event(&clerk, &key, &form).await
        };
        assert_eq!(refusal(record(EventKind::Deposited, "2026-03-10").await), "invoice-event-date");
        record(EventKind::Deposited, "2026-03-11").await.unwrap();
        assert_eq!(refusal(record(EventKind::Paid, "2026-03-11").await), "invoice-event-unknown");
        assert_eq!(refusal(record(EventKind::Rejected, "2026-03-11").await), "invoice-event-reason");
        record(EventKind::InCollection, "2026-03-11").await.unwrap();
        assert_eq!(refusal(record(EventKind::Deposited, "2026-03-11").await), "invoice-event-order");
    })
    .await;
}
