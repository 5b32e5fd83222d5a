//! Charges: what should be billed less what was, drafts, objections, credit notes of a line.

use super::*;
use finance::{
    charges::{self, AcceptForm, AnswerForm, ChargeKind, Charges, ObjectionForm, Proposal, UnitsForm},
    collection::{PaymentForm, ReceivableKey, actions as collection},
    invoices::{EventKind, ReductionForm},
};
use platform::db::Value;

/// The founding agreement with workstations by their number, prices of minutes, and every VAT status decided.
pub(super) fn source(code: &str) -> String {
    let edits = [
        ("\"CAPBP\"", "\"AGH\"".to_owned()),
        ("\"PMPB\"", format!("\"{code}\"")),
        (UNDECIDED, TAXED.to_owned()),
        (
            "billing_unit = \"unité d'œuvre à fixer au contrat annexe\"\nvat = { status = \"undetermined\" }",
            "billing_unit = \"poste fourni\"\nunit_price = 420.00\nsubscribed_from = 2022-01-01\n\
             vat = { status = \"standard\", rate = 20.00, decided_by = \"la direction des finances\" }"
                .to_owned(),
        ),
        (
            "# quotas : annexe absente du texte (D.4)",
            "extra_vat = { status = \"standard\", rate = 20.00, decided_by = \"la direction des finances\" }\n\n\
             [[telephony.tariffs]]\ncode = \"INT\"\ndestination = \"international\"\nprice_per_minute = 0.12\n"
                .to_owned(),
        ),
        (
            "# lent_assets : annexe 1 B absente du texte (D.2)",
            "share_vat = { status = \"out_of_scope\", reason_code = \"VATEX-EU-O\", legal_mention = \"Hors champ\" }"
                .to_owned(),
        ),
    ];
    let mut source = AGREEMENT.to_owned();
    for (from, to) in edits {
        assert!(source.contains(from), "{from}");
        source = source.replacen(from, &to, 1);
    }
    source
}

impl Money {
    /// Services beside the core from the second month on.
    async fn with_services(app: TestApp) -> Self {
        let money = Self::new(app).await;
        let system = money.app.system();
        versions::import(&system, money.valmont(), &source("VAL"), date(2022, 2, 1)).await.unwrap();
        money
    }

    async fn count(&self, quantity: &str) {
        let form = UnitsForm {
            offer: "POSTES".into(),
            quantity: quantity.into(),
            evidence: "Liste des postes".into(),
        };
        let ctx = self.ctx(Role::FinanceOfficer);
        charges::actions::count(&ctx, self.valmont(), 2022, &form).await.unwrap();
    }

    async fn charges(&self, year: i16) -> Charges {
        let ctx = self.ctx(Role::FinanceOfficer);
        charges::actions::read(&ctx, self.valmont(), year).await.unwrap().charges.unwrap()
    }

    async fn accept(&self, year: i16, kinds: &[ChargeKind]) -> Vec<Invoice> {
        let all = self.charges(year).await.charges;
        let lines = all.iter().filter(|one| one.proposal.is_some() && kinds.contains(&one.key.kind));
        let form = AcceptForm { lines: lines.map(|one| one.key.to_string()).collect() };
        charges::actions::accept(&self.ctx(Role::FinanceOfficer), self.valmont(), year, &form).await.unwrap()
    }

    async fn execute(&self, sql: &'static str, values: Vec<Value>) -> db::Result<u64> {
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        let statement = values.into_iter().fold(query(sql), platform::db::Query::bind);
        let done = tx.execute(statement).await?;
        tx.commit().await.unwrap();
        Ok(done)
    }

    /// A strong overrun that was decided to be billed: 184 minutes for a quota of 120.
    async fn overrun(&self) {
        let insert = "insert into call_overrun (beneficiary_id, year, class, minutes, quota, decision, reason, \
             decided_by_name, decided_at) values ($1, 2022, 'international', 184, 120, 'bill', 'Prévenu', 'Diane', $2)";
        let now = self.app.system().now();
        self.execute(insert, vec![Value::from(self.valmont()), Value::from(now)]).await.unwrap();
    }

    /// Equipment delivered in 2022, with a share of 1 200 euros.
    async fn equipment(&self) {
        let insert = "insert into equipment_request (beneficiary_id, id, number, title, need, received_on, wanted_on, state, \
             requested_by_name, share_cents, delivered_on, created_at, updated_at) values ($1, 'r1', 1, 'Borne', 'Wifi', \
             $2, $3, 'delivered', 'Odile', 120000, $3, $4, $4)";
        let values = vec![
            Value::from(self.valmont()),
            Value::from(date(2022, 1, 3)),
            Value::from(date(2022, 7, 4)),
            Value::from(self.app.system().now()),
        ];
        self.execute(insert, values).await.unwrap();
    }
}

const ALL: [ChargeKind; 5] = [
    ChargeKind::Core,
    ChargeKind::Annexed,
    ChargeKind::CallOverrun,
    ChargeKind::Roaming,
    ChargeKind::Equipment,
];

#[tokio::test]
async fn proposals_become_drafts_and_running_again_proposes_nothing() {
    both(async |app: TestApp| {
        let money = Money::with_services(app).await;
        money.overrun().await;
        money.equipment().await;
        let path = Charges::path(money.valmont(), 2022);
        let mut clerk = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        // Without a count the service is held back, and the page says so.
        let page = clerk.get(&path).await.expect(200).text();
        assert!(page.contains("unités d’œuvre") && page.contains("44\u{202f}100,00"), "{page}");
        let wrong = [("offer", "POSTES"), ("quantity", "douze <b>"), ("evidence", "Liste")];
        let again = clerk.post(&format!("{path}/units"), &wrong).await.expect(422).text();
        assert!(again.contains("douze &lt;b&gt;") && again.contains("#field-quantity"), "{again}");
        assert_eq!(money.app.count("unit_count").await, 0);
        let right = [("offer", "POSTES"), ("quantity", "12"), ("evidence", "Liste")];
        assert_eq!(clerk.post(&format!("{path}/units"), &right).await.expect(303).location(), path);
        let charges = money.charges(2022).await;
        // 42 × 1 050 + 12 × 420 + 64 × 0.12 + 1 200.
        assert_eq!(charges.totals()[3], Cents(4_410_000 + 504_000 + 768 + 120_000));
        clerk.post(&format!("{path}/drafts"), &[("lines", "core:2022:AUTRE")]).await.expect(422);
        clerk.post(&format!("{path}/drafts"), &[]).await.expect(422);
        assert_eq!(money.app.count("invoice").await, 0);
        let drafts = money.accept(2022, &ALL).await;
        // What is outside the scope of VAT stands alone (R2.17).
        let nets: Vec<i64> = drafts.iter().map(|one| one.net.0).collect();
        assert_eq!(nets, [4_410_000 + 504_000 + 768, 120_000]);
        assert_eq!((drafts[0].offer.as_str(), drafts[1].offer.as_str()), ("SOCLE", "CHARGES"));
        assert_eq!(drafts[0].keys().len(), 3);
        let told = money.charges(2022).await;
        assert!(told.charges.iter().all(|one| one.proposal.is_none() && one.to_bill == Cents::ZERO));
        assert_eq!(refusal(money.draft(2022).await), "invoice-among-charges");
        for draft in &drafts {
            money.approve(draft).await;
            let issued = money.issue(draft).await.unwrap();
            assert_eq!(issued.issue.unwrap().facts.totals.net, draft.net);
        }
        let told = money.charges(2022).await;
        assert!(told.charges.iter().all(|one| one.proposal.is_none() && Some(one.billed) == one.due));
        assert_eq!(refusal(money.draft(2022).await), "invoice-already-issued");
    })
    .await;
}

#[tokio::test]
async fn a_later_fact_gives_a_complement_or_a_credit_note_of_the_line() {
    both(async |app: TestApp| {
        let money = Money::with_services(app).await;
        money.count("12").await;
        let first = money.accept(2022, &ALL).await.remove(0);
        money.approve(&first).await;
        let first = money.issue(&first).await.unwrap();
        // A later census does not reopen the invoice (R1.13).
        money.census("2022-06-01", "50").await;
        assert!(money.charges(2022).await.charges.iter().all(|one| one.proposal.is_none()));
        money.count("14").await;
        let more = money.accept(2022, &ALL).await.remove(0);
        assert_eq!((more.net, more.content.lines.len()), (Cents(84_000), 1));
        // Counted again before it was approved: the draft is outdated, and made again with what is due now.
        money.count("13").await;
        let director = money.ctx(Role::Director);
        let approval = invoices::actions::approve(&director, money.valmont(), &more.id).await;
        assert_eq!(refusal(approval), "invoice-outdated");
        invoices::actions::discard(&money.ctx(Role::FinanceOfficer), money.valmont(), &more.id)
            .await
            .unwrap();
        let more = money.accept(2022, &ALL).await.remove(0);
        assert_eq!(more.net, Cents(42_000));
        money.approve(&more).await;
        money.issue(&more).await.unwrap();
        // Less than was billed: the last invoice gives back first.
        money.count("11").await;
        let told = money.charges(2022).await;
        let service = told.charges.iter().find(|one| one.key.kind == ChargeKind::Annexed).unwrap();
        let expected = Proposal::Reduce {
            of: vec![(more.id.clone(), Cents(42_000)), (first.id.clone(), Cents(42_000))],
        };
        assert_eq!(service.proposal.as_ref(), Some(&expected));
        let notes = money.accept(2022, &ALL).await;
        assert_eq!(notes.len(), 2);
        for note in &notes {
            money.approve(note).await;
            money.issue(note).await.unwrap();
        }
        let told = money.charges(2022).await;
        assert!(told.charges.iter().all(|one| one.proposal.is_none() && one.to_bill == Cents::ZERO));
    })
    .await;
}

#[tokio::test]
async fn a_line_is_lowered_by_a_credit_note_that_cites_the_invoice() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let invoice = money.issued(2022).await;
        let mut clerk = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let path = format!("{}/reduction", invoice.href());
        for (amount, reason, field) in [
            ("44100,01", "Erreur", "#field-amount"),
            ("rien", "Erreur", "#field-amount"),
            ("10", " ", "#field-reason"),
        ] {
            let typed = [("line", "core:2022:SOCLE"), ("amount", amount), ("reason", reason)];
            let page = clerk.post(&path, &typed).await.expect(422).text();
            assert!(page.contains(field) && page.contains(&format!("value=\"{amount}\"")), "{page}");
        }
        assert_eq!(money.app.count("credit_reduction").await, 0);
        let typed =
            [("line", "core:2022:SOCLE"), ("amount", "1 050,00"), ("reason", "Un agent compté deux fois")];
        let href = clerk.post(&path, &typed).await.expect(303).location();
        let reading = money.ctx(Role::FinanceOfficer);
        let id = href.rsplit('/').next().unwrap().into();
        let note = {
            let mut tx = reading.read().await.unwrap();
            invoices::store::find(&mut tx, money.valmont(), &id).await.unwrap().unwrap()
        };
        assert_eq!(
            (note.net, note.gross, note.reduces.as_ref()),
            (Cents(105_000), Cents(126_000), Some(&invoice.id))
        );
        money.approve(&note).await;
        let issued = money.issue(&note).await.unwrap();
        assert_eq!(number(&issued), "AV-VAL-2026-0001");
        let (_, cii) =
            invoices::actions::file(&reading, money.valmont(), &note.id, FileFormat::Cii).await.unwrap();
        let cii = String::from_utf8(cii).unwrap();
        for said in ["<ram:TypeCode>381</ram:TypeCode>", "FA-VAL-2026-0001", "20260311", "1050.00"] {
            assert!(cii.contains(said), "{said}: {cii}");
        }
        // What is owed is lowered with it: more is refused, and the rest pays the invoice.
        let key = ReceivableKey { beneficiary: money.valmont().clone(), id: invoice.id.clone() };
        let left = invoice.gross - note.gross;
        let whole = collection::read(&reading, &key).await.unwrap();
        assert_eq!((whole.remaining.value, whole.receivable.reduced), (left, note.gross));
        let pay = |amount: Cents| PaymentForm {
            received_on: "2026-03-11".into(),
            amount: amount.to_string(),
            reference: "VIR 7".into(),
        };
        let more = collection::record_payment(&reading, &key, &pay(invoice.gross)).await;
        assert!(matches!(more, Err(Error::Invalid(_))), "{more:?}");
        collection::record_payment(&reading, &key, &pay(left)).await.unwrap();
        let whole = collection::read(&reading, &key).await.unwrap();
        assert_eq!((whole.receivable.state, whole.receivable.to_give_back()), (EventKind::Paid, Cents::ZERO));
        // A draft of another part stands in the way of cancelling; then what is left is cancelled by a last credit note.
        let part =
            ReductionForm { line: "core:2022:SOCLE".into(), amount: "10".into(), reason: "Encore".into() };
        let part = drafting::reduce_line(&reading, money.valmont(), &invoice.id, &part).await.unwrap();
        let whole = drafting::credit(&reading, money.valmont(), &invoice.id, "Tout").await;
        assert_eq!(refusal(whole), "invoice-reduction-draft");
        let page = clerk.get(&invoice.href()).await.expect(200).text();
        assert!(!page.contains("/credit-note\""), "{page}");
        invoices::actions::discard(&reading, money.valmont(), &part.id).await.unwrap();
        let page = clerk.get(&invoice.href()).await.expect(200).text();
        assert!(page.contains("rend ce qui en reste"), "{page}");
        let last = drafting::credit(&reading, money.valmont(), &invoice.id, "Tout").await.unwrap();
        assert_eq!((last.net, last.gross), (Cents(4_410_000 - 105_000), left));
        assert_eq!((last.corrects.as_ref(), last.reduces.as_ref()), (Some(&invoice.id), None));
        assert_eq!(last.explanations[0].figure, kernel::Figure::Money(-left));
        money.approve(&last).await;
        assert_eq!(number(&money.issue(&last).await.unwrap()), "AV-VAL-2026-0002");
        let whole = collection::read(&reading, &key).await.unwrap();
        assert_eq!(whole.receivable.state, EventKind::CancelledByCreditNote);
        assert_eq!(
            (whole.remaining.value, whole.receivable.to_give_back()),
            (Cents::ZERO, left),
            "what was paid goes back"
        );
        let again = drafting::credit(&reading, money.valmont(), &invoice.id, "Tout").await;
        assert_eq!(refusal(again), "invoice-not-creditable");
        // Nothing is billed of the year any more: it is proposed anew, to the cent.
        let anew = money.draft(2022).await.unwrap();
        assert_eq!((anew.gross, anew.round), (invoice.gross, invoice.round + 1));
        let page = clerk.get(&invoice.href()).await.expect(200).text();
        assert!(page.contains("AV-VAL-2026-0001"), "{page}");
        let delete = "delete from credit_reduction where beneficiary_id = $1 and credit_note_id = $2";
        let values = vec![Value::from(money.valmont()), Value::from(note.id.as_str())];
        assert!(money.execute(delete, values).await.is_err(), "what an issued credit note cites is frozen");
    })
    .await;
}

#[tokio::test]
async fn an_objection_is_made_on_a_submitted_draft_answered_and_kept() {
    both(async |app: TestApp| {
        let money = Money::with_services(app).await;
        money.count("12").await;
        let draft = money.accept(2022, &ALL).await.remove(0);
        let mut clerk = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let mut body = money.app.client_of(money.world.person(Role::BeneficiaryFinance)).await;
        let mut other =
            money.app.client_of(money.world.person_at(Role::Officer, &money.world.rochebrune.id)).await;
        let path = format!("{}/objections", draft.href());
        let line = "annexed:2022:POSTES";
        body.get(&draft.href()).await.expect(404);
        body.post(&path, &[("line", line), ("reason", "Onze postes seulement")]).await.expect(404);
        let before = body.get(&Charges::path(money.valmont(), 2022)).await.expect(200).text();
        assert!(!before.contains(draft.id.as_str()), "what is only prepared is not shown");
        clerk.post(&format!("{}/submission", draft.href()), &[]).await.expect(303);
        let page = body.get(&draft.href()).await.expect(200).text();
        assert!(page.contains("soumis avant émission") && page.contains("/objections"), "{page}");
        other.get(&draft.href()).await.expect(404);
        other.post(&path, &[("line", line), ("reason", "x")]).await.expect(404);
        clerk.post(&path, &[("line", line), ("reason", "x")]).await.expect(403);
        let empty = body.post(&path, &[("line", line), ("reason", " ")]).await.expect(422).text();
        assert!(empty.contains("#field-reason"), "{empty}");
        body.post(&path, &[("line", line), ("reason", "Onze postes seulement")]).await.expect(303);
        body.post(&path, &[("line", line), ("reason", "Encore")]).await.expect(409);
        let director = money.ctx(Role::Director);
        let approval = invoices::actions::approve(&director, money.valmont(), &draft.id).await;
        assert_eq!(refusal(approval), "invoice-objected");
        let objection = money.objections().await.remove(0);
        let answer = format!("{}/objections/{}", Charges::path(money.valmont(), 2022), objection.id);
        let same = [("answer", "accepted"), ("quantity", "12"), ("reason", "Oui")];
        let again = clerk.post(&answer, &same).await.expect(422).text();
        assert!(again.contains("#field-quantity") && again.contains("value=\"12\""), "{again}");
        clerk
            .post(&answer, &[("answer", "accepted"), ("quantity", "11"), ("reason", "Le bon le confirme")])
            .await
            .expect(303);
        let twice = [("answer", "refused"), ("quantity", ""), ("reason", "Non")];
        clerk.post(&answer, &twice).await.expect(409);
        // The line changed, the draft stays shown, and no computation to come brings the old quantity back.
        let changed = money.invoice(&draft).await;
        assert_eq!((changed.net, changed.submitted.is_some()), (Cents(4_410_000 + 462_000), true));
        assert!(money.charges(2022).await.charges.iter().all(|one| one.proposal.is_none()));
        money.approve(&changed).await;
        money.issue(&changed).await.unwrap();
        let page = body.get(&Charges::path(money.valmont(), 2022)).await.expect(200).text();
        assert!(page.contains("Onze postes seulement") && page.contains("Le bon le confirme"), "{page}");
        body.post(&path, &[("line", line), ("reason", "Trop tard")]).await.expect(409);
        for frozen in [
            "update charge_objection set reason = 'x' where beneficiary_id = $1",
            "update charge_objection set answer_reason = 'x' where beneficiary_id = $1",
            "delete from charge_objection where beneficiary_id = $1",
        ] {
            assert!(money.execute(frozen, vec![Value::from(money.valmont())]).await.is_err(), "{frozen}");
        }
    })
    .await;
}

impl Money {
    async fn objections(&self) -> Vec<charges::Objection> {
        let ctx = self.ctx(Role::FinanceOfficer);
        charges::actions::read(&ctx, self.valmont(), 2022).await.unwrap().objections
    }

    async fn invoice(&self, known: &Invoice) -> Invoice {
        let ctx = self.ctx(Role::FinanceOfficer);
        let mut tx = ctx.read().await.unwrap();
        invoices::store::find(&mut tx, self.valmont(), &known.id).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_dropped_line_leaves_and_a_refusal_keeps_it() {
    both(async |app: TestApp| {
        let money = Money::with_services(app).await;
        money.count("12").await;
        money.overrun().await;
        let draft = money.accept(2022, &ALL).await.remove(0);
        let clerk = money.ctx(Role::FinanceOfficer);
        let body = money.ctx(Role::BeneficiaryFinance);
        charges::actions::submit(&clerk, money.valmont(), &draft.id).await.unwrap();
        let object = async |line: &str| {
            let form = ObjectionForm { line: line.into(), reason: "Pas d’accord".into() };
            charges::actions::object(&body, money.valmont(), &draft.id, &form).await.unwrap()
        };
        let answered = async |one: &charges::Objection, answer: &str, quantity: &str| {
            let form = AnswerForm { answer: answer.into(), quantity: quantity.into(), reason: "Vu".into() };
            charges::actions::answer(&clerk, money.valmont(), &one.id, &form).await.unwrap();
        };
        let dropped = object("call_overrun:2022:international").await;
        answered(&dropped, "accepted", "0").await;
        let kept = object("annexed:2022:POSTES").await;
        answered(&kept, "refused", "").await;
        let changed = money.invoice(&draft).await;
        assert_eq!(changed.net, Cents(4_410_000 + 504_000));
        assert_eq!(changed.keys().len(), 2);
        money.approve(&changed).await;
        money.issue(&changed).await.unwrap();
        assert!(money.charges(2022).await.charges.iter().all(|one| one.proposal.is_none()));
        assert_eq!(money.objections().await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_saving_lowers_the_initial_price_of_the_next_year() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        // R1.12: 1 050.00 − 57.14 = 992.86; with the coefficient 1.085 of 2024, 1 077.25 an agent.
        let saved = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
        let saved = saved.replacen(UNDECIDED, TAXED, 1);
        assert!(saved.contains("initial_price = 1050.00"));
        let saved = saved.replacen("initial_price = 1050.00", "initial_price = 992.86", 1);
        versions::import(&money.app.system(), money.valmont(), &saved, date(2024, 1, 1)).await.unwrap();
        money.approved_price(2023).await;
        money.approved_price(2024).await;
        let due = async |year| money.charges(year).await.totals()[0];
        assert_eq!((due(2023).await, due(2024).await), (Cents(4_626_090), Cents(42 * 107_725)));
    })
    .await;
}

#[tokio::test]
async fn a_stranger_sees_no_charges() {
    both(async |app: TestApp| {
        let money = Money::with_services(app).await;
        money.count("12").await;
        let path = Charges::path(money.valmont(), 2022);
        let mut other =
            money.app.client_of(money.world.person_at(Role::Officer, &money.world.rochebrune.id)).await;
        for address in [path.clone(), format!("/api/v1{path}"), Charges::path(money.valmont(), 1999)] {
            other.get(&address).await.expect(404);
        }
        assert!(!other.get("/charges").await.location().contains(money.valmont().as_str()));
        let mut own = money.app.client_of(money.world.person(Role::Officer)).await;
        assert!(own.get(&path).await.expect(200).text().contains("5\u{202f}040,00"));
        let told: serde_json::Value = own.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!(told["charges"]["charges"][1]["due"], json!(504_000));
        own.post(&format!("{path}/units"), &[]).await.expect(403);
        own.post(&format!("{path}/drafts"), &[]).await.expect(403);
        let mut requester = money.app.client_of(money.world.person(Role::Requester)).await;
        requester.get(&path).await.expect(403);
    })
    .await;
}
