//! The yearly run over every beneficiary: anomalies, control totals, approval, issue, stops and crashes.

use super::*;
use finance::billing_runs::{
    AnomalyKind, ApproveForm, BillingRun, RunForm, RunState,
    actions::{self, ItemsQuery, Whole},
};

impl Money {
    /// The second beneficiary under the same terms, with its census of 10 agents.
    async fn with_both(app: TestApp) -> Self {
        let money = Self::new(app).await;
        let rochebrune = &money.world.rochebrune.id;
        let source = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"ROC\"", 1);
        let source = source.replacen(UNDECIDED, TAXED, 1);
        versions::import(&money.app.system(), rochebrune, &source, date(2022, 1, 1)).await.unwrap();
        let form = CensusForm {
            beneficiary: rochebrune.to_string(),
            reference_date: "2022-01-01".into(),
            agent_count: "10".into(),
            ..CensusForm::default()
        };
        let system = money.app.system();
        let census = censuses::actions::establish(&system, &form, None).await.unwrap();
        censuses::actions::decide(&system, rochebrune, &census.id, Verdict::Validated, "").await.unwrap();
        money
    }

    async fn run_of(&self, year: &str) -> BillingRun {
        let form = RunForm { year: year.into(), ..RunForm::default() };
        actions::start(&self.ctx(Role::FinanceOfficer), &form).await.unwrap()
    }

    async fn told(&self, run: &BillingRun) -> Whole {
        let asked = ItemsQuery { show: "all".into(), ..ItemsQuery::default() };
        actions::read(&self.ctx(Role::FinanceOfficer), &run.id, &asked).await.unwrap()
    }

    async fn approve_all(&self, run: &BillingRun) -> usize {
        let beneficiaries =
            self.told(run).await.items.iter().map(|item| item.beneficiary.to_string()).collect();
        let form = ApproveForm { beneficiaries, all: String::new() };
        actions::approve(&self.ctx(Role::Director), &run.id, &form).await.unwrap()
    }
}

#[tokio::test]
async fn a_year_is_drafted_for_everybody_approved_and_issued() {
    both(async |app: TestApp| {
        let money = Money::with_both(app).await;
        let mut clerk = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let wrong =
            clerk.post("/billing-runs", &[("year", "deux"), ("jump_percent", "0")]).await.expect(422).text();
        assert!(wrong.contains("value=\"deux\"") && wrong.contains("#field-jump-percent"), "{wrong}");
        assert_eq!(money.app.count("billing_run").await, 0);
        let path = clerk.post("/billing-runs", &[("year", "2022")]).await.expect(303).location();
        clerk.post("/billing-runs", &[("year", "2022")]).await.expect(422);
        money.app.run_jobs().await;
        let run = actions::latest(&money.ctx(Role::Director)).await.unwrap().remove(0);
        assert_eq!((run.state, run.done, run.total), (RunState::Drafted, 2, 2));
        let whole = money.told(&run).await;
        // 42 and 10 agents at 1 050.00.
        let controls = &whole.controls;
        assert!(controls.agree());
        assert_eq!((controls.billed, controls.agents, controls.documents), (2, 52, 2));
        assert_eq!(controls.charges, (Cents(5_460_000), Cents(1_092_000), Cents(6_552_000)));
        assert_eq!(controls.drafts, controls.charges);
        let page = clerk.get(&path).await.expect(200).text();
        assert!(page.contains("concordent au centime") && page.contains("54\u{202f}600,00"), "{page}");
        clerk.post(&format!("{path}/issue"), &[]).await.expect(409);
        clerk.post(&format!("{path}/approval"), &[("all", "sound")]).await.expect(403);
        let mut director = money.app.client_of(money.world.person(Role::Director)).await;
        director.post(&format!("{path}/approval"), &[]).await.expect(422);
        director.post(&format!("{path}/approval"), &[("all", "sound")]).await.expect(303);
        director.post(&format!("{path}/issue"), &[]).await.expect(403);
        clerk.post(&format!("{path}/issue"), &[]).await.expect(303);
        money.app.run_jobs().await;
        let whole = money.told(&run).await;
        assert_eq!((whole.run.state, whole.controls.issued), (RunState::Issued, 2));
        let numbers: Vec<_> = whole.documents.iter().filter_map(|one| one.number.clone()).collect();
        assert!(
            numbers.contains(&"FA-VAL-2026-0001".to_owned())
                && numbers.contains(&"FA-ROC-2026-0001".to_owned())
        );
        assert_eq!(money.app.count("invoice_file").await, 6);
        // Once more: nothing is left to bill.
        let again = money.run_of("2022").await;
        money.app.run_jobs().await;
        let whole = money.told(&again).await;
        assert_eq!((whole.controls.documents, whole.controls.charges.0), (0, Cents::ZERO));
        // People of a beneficiary know nothing of it.
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        officer.get(&path).await.expect(403);
        officer.get("/billing-runs").await.expect(403);
        let told: serde_json::Value = clerk.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!((&told["controls_agree"], &told["state"]), (&json!(true), &json!("issued")));
        clerk.get("/billing-runs/nothing").await.expect(404);
    })
    .await;
}

#[tokio::test]
async fn what_is_out_of_the_ordinary_is_told_first() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        money.issued(2022).await;
        // The price of 2023 is not approved, and the other beneficiary has no agreement.
        let run = money.run_of("2023").await;
        money.app.run_jobs().await;
        let whole = money.told(&run).await;
        let kinds = |whole: &Whole, name: &str| -> Vec<AnomalyKind> {
            let item = whole.items.iter().find(|item| item.name.contains(name)).unwrap();
            item.anomalies.iter().map(|one| one.kind).collect()
        };
        assert_eq!(kinds(&whole, "Rochebrune"), [AnomalyKind::NoAgreement]);
        assert_eq!(kinds(&whole, "Valmont"), [AnomalyKind::IndexGap]);
        assert_eq!(whole.controls.documents, 0);
        // Approved, with twice the agents, and no VAT number to be issued with.
        money.approved_price(2023).await;
        money.census("2023-01-01", "84").await;
        let update = query("update organisation set vat_number = null where id = $1");
        let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
        tx.execute(update.bind(&money.world.provider.id)).await.unwrap();
        tx.commit().await.unwrap();
        let run = money.run_of("2023").await;
        money.app.run_jobs().await;
        let whole = money.told(&run).await;
        let found = kinds(&whole, "Valmont");
        assert_eq!(found[..2], [AnomalyKind::CensusJump, AnomalyKind::AmountJump]);
        assert!(found[2..].iter().all(|kind| *kind == AnomalyKind::Routing) && found.len() > 2, "{found:?}");
        // What cannot be issued is told beside its beneficiary, gets no number, and everything else goes on.
        assert_eq!(money.approve_all(&run).await, 1);
        actions::issue(&money.ctx(Role::FinanceOfficer), &run.id).await.unwrap();
        money.app.run_jobs().await;
        let whole = money.told(&run).await;
        let valmont = whole.items.iter().find(|item| item.name.contains("Valmont")).unwrap();
        assert!(valmont.trouble.is_some() && whole.controls.issued == 0);
        money.give_vat_number().await;
        actions::issue(&money.ctx(Role::FinanceOfficer), &run.id).await.unwrap();
        money.app.run_jobs().await;
        let whole = money.told(&run).await;
        let valmont = whole.items.iter().find(|item| item.name.contains("Valmont")).unwrap();
        assert!(valmont.trouble.is_none());
        assert_eq!(whole.documents[0].number.as_deref(), Some("FA-VAL-2026-0002"), "no gap after a failure");
    })
    .await;
}

#[tokio::test]
async fn a_stop_a_crash_or_two_workers_leave_no_gap_and_nothing_twice() {
    both(async |app: TestApp| {
        let money = Money::with_both(app).await;
        let run = money.run_of("2022").await;
        let system = money.app.system();
        // One beneficiary is drafted, then somebody stops the run: the rest stays as it is.
        let half = Box::pin(actions::advance(&system, &run.id, 1)).await.unwrap();
        assert_eq!((half.done, half.state), (1, RunState::Drafting));
        actions::cancel(&money.ctx(Role::FinanceOfficer), &run.id).await.unwrap();
        assert_eq!(
            refusal(actions::cancel(&money.ctx(Role::FinanceOfficer), &run.id).await),
            "billing-error-not-running"
        );
        money.app.run_jobs().await;
        assert_eq!(money.app.count("invoice").await, 1);
        // Another run takes the waiting draft up; two workers go on with it at once.
        let run = money.run_of("2022").await;
        let (one, two) = tokio::join!(
            Box::pin(actions::advance(&system, &run.id, 10)),
            Box::pin(actions::advance(&system, &run.id, 10)),
        );
        drop((one, two));
        money.app.run_jobs().await;
        let whole = money.told(&run).await;
        assert!(whole.controls.agree() && whole.run.state == RunState::Drafted);
        assert_eq!((whole.controls.documents, money.app.count("invoice").await), (2, 2));
        assert_eq!(money.approve_all(&run).await, 2);
        let started = actions::issue(&money.ctx(Role::FinanceOfficer), &run.id).await.unwrap();
        assert_eq!(
            refusal(actions::issue(&money.ctx(Role::FinanceOfficer), &run.id).await),
            "billing-error-busy"
        );
        // A worker dies after a document was issued and before the run says so.
        let first = &whole.documents[0];
        let key = format!("billing-run-{}", run.id);
        invoices::actions::issue(&system, &first.beneficiary, &first.id, Some(&key)).await.unwrap();
        assert_eq!(started.done, 0);
        let (one, two) = tokio::join!(
            Box::pin(actions::advance(&system, &run.id, 10)),
            Box::pin(actions::advance(&system, &run.id, 10)),
        );
        drop((one, two));
        money.app.run_jobs().await;
        let whole = money.told(&run).await;
        assert_eq!((whole.run.state, whole.controls.issued), (RunState::Issued, 2));
        assert!(whole.items.iter().all(|item| item.trouble.is_none()), "{:?}", whole.items);
        let mut numbers: Vec<_> = whole.documents.iter().filter_map(|one| one.number.clone()).collect();
        numbers.sort();
        assert_eq!(numbers, ["FA-ROC-2026-0001", "FA-VAL-2026-0001"]);
        assert_eq!(money.app.count("invoice_file").await, 6, "three files each, no more");
    })
    .await;
}
