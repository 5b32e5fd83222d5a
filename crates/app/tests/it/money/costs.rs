//! Costs: a supplier's invoice received and put to blocks, a year closed, its saving decided by a committee and carried to the
//! price and the invoice of the next year, and prices simulated.

use super::{Money, refusal};
use axum::http::Method;
use finance::{
    costs::{
        self, CloseForm,
        sources::{self, EntryForm, KeyForm, KindForm},
    },
    savings::{self, ProposeForm, SavingState},
    supplier_invoices,
};
use governance::{
    indicators::DecideForm,
    meetings::{self, MeetingForm, MeetingKey},
    savings::actions as decided,
};
use kernel::{Cents, Scope};
use people::Role;
use platform::{Error, db::query, web::UploadedFile};
use serde_json::{Value, json};
use testkit::{TestApp, both};

const PDF: &[u8] = include_bytes!("../../../../finance/tests/it/suppliers/telecom.pdf");
const CII: &str = include_str!("../../../../finance/tests/it/suppliers/telecom.cii.xml");

impl Money {
    /// A key of a year by which Valmont takes `figure` of `total`.
    async fn key(&self, year: i16, figure: &str, total: &str) -> String {
        let form = KeyForm {
            name: "Agents".into(),
            unit: "agents".into(),
            total: total.into(),
            source: "Recensements".into(),
            beneficiary: vec![self.valmont().to_string()],
            figure: vec![figure.into()],
            version: 0,
        };
        let ctx = self.ctx(Role::FinanceOfficer);
        sources::actions::put_key(&ctx, year, None, &form).await.unwrap().to_string()
    }

    /// A year whose core block costs so much, all of it a contract.
    async fn spent(&self, year: i16, euros: &str) {
        let key = self.key(year, "42", "42").await;
        let form = EntryForm {
            kind: "contract".into(),
            label: "Exploitation".into(),
            amount: euros.into(),
            block: "SOCLE-B".into(),
            key,
            source: "Compte administratif".into(),
            ..EntryForm::default()
        };
        sources::actions::add_entry(&self.ctx(Role::FinanceOfficer), year, &form).await.unwrap();
        self.close_costs(year, 0, "").await.unwrap();
    }

    async fn close_costs(&self, year: i16, version: i64, reason: &str) -> Result<costs::ClosedYear, Error> {
        let form = CloseForm { reason: reason.into(), version };
        costs::actions::close(&self.ctx(Role::Director), self.valmont(), year, &form).await
    }

    /// A steering committee with its minutes to be written.
    async fn steering(&self) -> MeetingKey {
        let form = MeetingForm {
            beneficiary: self.valmont().to_string(),
            committee: "steering".into(),
            starts: "2026-03-11T11:00".into(),
            ..MeetingForm::default()
        };
        meetings::actions::create(&self.ctx(Role::Director), &form).await.unwrap()
    }

    async fn validated(&self, key: &MeetingKey) {
        let (director, officer) = (self.ctx(Role::Director), self.ctx(Role::Officer));
        self.app.platform.clock.advance(jiff::SignedDuration::from_hours(24));
        meetings::actions::hold(&director, key).await.unwrap();
        meetings::actions::send(&director, key).await.unwrap();
        Box::pin(meetings::actions::validate(&director, key)).await.unwrap();
        Box::pin(meetings::actions::validate(&officer, key)).await.unwrap();
    }
}

fn decision(key: &MeetingKey) -> DecideForm {
    DecideForm {
        meeting: key.id.to_string(),
        decision: "L'économie de 2024 est répercutée.".into(),
        effective_on: String::new(),
    }
}

/// R1.12: 44 100 and 45 000 expect 45 900; 43 500 saves 2 400, 57.14 an agent: 992.86, and 1 077.25 under 1.085.
#[tokio::test]
async fn a_saving_is_decided_in_minutes_and_carried_to_the_price_and_invoice_of_the_next_year() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (finance, director) = (money.ctx(Role::FinanceOfficer), money.ctx(Role::Director));
        for (year, euros) in [(2022, "44100"), (2023, "45000")] {
            money.spent(year, euros).await;
        }
        let propose = async |year: &str| {
            let form = ProposeForm { year: year.into() };
            savings::actions::propose(&finance, money.valmont(), &form).await
        };
        assert_eq!(refusal(propose("2024").await), "saving-error-open");
        assert_eq!(refusal(propose("2023").await), "saving-error-years");
        money.spent(2024, "43500").await;
        let saving = propose("2024").await.unwrap();
        assert_eq!((saving.outcome.per_agent, saving.outcome.initial_price), (Cents(5_714), Cents(99_286)));
        assert_eq!(refusal(propose("2024").await), "saving-error-one");
        // The index of March 2025 is not published: the same coefficient as in 2024 is entered.
        let form = finance::indices::IndexForm {
            series: "revised".into(),
            month: "2025-03".into(),
            value: "312.3".into(),
            confidence: "A".into(),
            source: "Saisie".into(),
            ..finance::indices::IndexForm::default()
        };
        finance::indices::actions::enter(&finance, &form).await.unwrap();
        // Approved before anybody decides: it is frozen at the price of the agreement.
        assert_eq!(money.approved_price(2025).await.outcome.unwrap().price, Cents(113_925));
        let meeting = money.steering().await;
        let filled = Box::pin(meetings::actions::fill(&director, &meeting)).await.unwrap();
        assert!(filled > 0);
        let items = meetings::actions::read(&director, &meeting).await.unwrap().items;
        assert!(items.iter().any(|item| item.path == saving.key.path()), "{items:?}");
        let made = decided::decide(&director, &saving.key, &decision(&meeting)).await.unwrap();
        assert!(matches!(
            decided::decide(&director, &saving.key, &decision(&meeting)).await,
            Err(Error::Refused(_))
        ));
        let price =
            async || finance::terms::in_force(&director, money.valmont(), 2025).await.unwrap().initial_price;
        assert_eq!(price().await, Cents(105_000), "the minutes are not validated");
        money.validated(&meeting).await;
        assert_eq!(price().await, Cents(99_286));
        let terms = finance::terms::in_force(&director, money.valmont(), 2024).await.unwrap();
        assert_eq!(terms.initial_price, Cents(105_000), "the years before keep theirs");
        let carried = savings::actions::find(&director, &saving.key).await.unwrap();
        assert_eq!(carried.state, SavingState::Carried);
        assert_eq!(carried.decision.unwrap().reference, made.reference());
        // The approved revision is replaced on purpose; month zero is the same.
        let revision =
            finance::revisions::store::approved(&mut director.read().await.unwrap(), money.valmont(), 2025)
                .await
                .unwrap()
                .unwrap();
        let again = finance::revisions::actions::replace(&finance, money.valmont(), &revision.id, "Économie")
            .await
            .unwrap();
        let outcome = again.outcome.clone().unwrap();
        assert_eq!((outcome.price, outcome.coefficient.to_string()), (Cents(107_725), "1.085".into()));
        assert_eq!(again.inputs.as_ref().unwrap().zero, revision.inputs.unwrap().zero);
        assert_eq!(outcome.explanation.inputs[0].href.as_deref(), Some(saving.key.path().as_str()));
        finance::revisions::actions::approve(&director, money.valmont(), &again.id).await.unwrap();
        let invoice = money.issued(2025).await;
        assert_eq!(invoice.net, Cents(4_524_450));
        // Both sides read it, a stranger does not; nothing of it ever changes.
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        let page = officer.get(&saving.key.path()).await.expect(200).text();
        assert!(
            page.contains("57,14") && page.contains("992,86") && page.contains("Décision 2026-1"),
            "{page}"
        );
        let list = officer.get(&format!("/savings/{}", money.valmont())).await.expect(200).text();
        assert!(list.contains("992,86"), "{list}");
        let mut other =
            money.app.client_of(money.world.person_at(Role::Officer, &money.world.rochebrune.id)).await;
        other.get(&saving.key.path()).await.expect(404);
        other.get(&format!("/savings/{}", money.valmont())).await.expect(404);
        for sql in [
            "update initial_price set price = 1 where beneficiary_id = $1",
            "delete from initial_price where beneficiary_id = $1",
            "update saving_proposal set price_after = 1 where beneficiary_id = $1",
            "update cost_year set core = 1 where beneficiary_id = $1",
            "delete from cost_year where beneficiary_id = $1",
        ] {
            let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
            assert!(tx.execute(query(sql).bind(money.valmont())).await.is_err(), "{sql}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_decision_taken_back_frees_its_saving_and_no_saving_is_no_rise() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let (finance, director) = (money.ctx(Role::FinanceOfficer), money.ctx(Role::Director));
        for (year, euros) in [(2022, "44100"), (2023, "45000"), (2024, "43500"), (2025, "60000")] {
            money.spent(year, euros).await;
        }
        let dear =
            savings::actions::propose(&finance, money.valmont(), &ProposeForm { year: "2025".into() }).await;
        assert_eq!(refusal(dear), "saving-error-none");
        let form = ProposeForm { year: "2024".into() };
        let saving = savings::actions::propose(&finance, money.valmont(), &form).await.unwrap();
        let meeting = money.steering().await;
        let made = decided::decide(&director, &saving.key, &decision(&meeting)).await.unwrap();
        let why = savings::WithdrawForm { why: "Erreur".into(), version: 2 };
        assert_eq!(
            refusal(savings::actions::withdraw(&finance, &saving.key, &why).await),
            "saving-error-decided"
        );
        governance::decisions::actions::withdraw(&director, &meeting, &made.id).await.unwrap();
        assert_eq!(savings::actions::find(&finance, &saving.key).await.unwrap().state, SavingState::Proposed);
        let why = savings::WithdrawForm { why: "Erreur".into(), version: 3 };
        savings::actions::withdraw(&finance, &saving.key, &why).await.unwrap();
        let again = savings::actions::propose(&finance, money.valmont(), &form).await.unwrap();
        assert_ne!(again.key, saving.key);
        // Written on the page of a decision, wrong first.
        let mut client = money.app.client_of(money.world.person(Role::Director)).await;
        let path = format!("{}/decision", again.key.path());
        assert!(client.get(&path).await.expect(200).text().contains("992,86"));
        let page = client.post(&path, &[("meeting", "x"), ("decision", "Oui <b>")]).await.expect(422).text();
        assert!(page.contains("Oui &lt;b&gt;") && page.contains("#field-meeting"), "{page}");
        client.post(&path, &[("meeting", meeting.id.as_str()), ("decision", "Oui")]).await.location();
        client.get(&path).await.expect(409);
    })
    .await;
}

#[tokio::test]
async fn a_suppliers_factur_x_is_received_once_and_its_lines_are_put_to_blocks() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let key = money.key(2025, "42", "180").await;
        let mut finance = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let list = "/supplier-invoices";
        let send = [("file", "facture.pdf", PDF)];
        let path = finance.upload(list, &[], &send).await.location();
        let page = finance.get(&path).await.expect(200).text();
        for words in [
            "TEL-2025-0117",
            "Fibre des Coteaux",
            "1\u{202f}800,00",
            "3\u{202f}493,60",
            "BC-2025-0042",
            "732829320",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let again = finance.upload(list, &[], &send).await.expect(422).text();
        assert!(again.contains("déjà été reçue") && again.contains("#field-file"), "{again}");
        let spaced = CII.replace("TEL-2025-0117", "tel-2025 -0117");
        finance.upload(list, &[], &[("file", "f.xml", spaced.as_bytes())]).await.expect(422);
        for bad in [&b"rien"[..], b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", &PDF[..900]] {
            finance.upload(list, &[], &[("file", "f.xml", bad)]).await.expect(422);
        }
        finance.upload(list, &[], &[]).await.expect(422);
        assert_eq!(money.app.count("supplier_invoice").await, 1);
        let file = finance.get(&format!("{path}/file")).await.expect(200);
        assert_eq!(file.bytes, PDF);
        // Two thirds of the first line to the network, the rest of it to hosting; one more than what is left is refused.
        let part = |line: &'static str, amount: &'static str, block: &'static str, version: &'static str| {
            [
                ("line", line),
                ("amount", amount),
                ("block", block),
                ("nature", "operation"),
                ("key", key.as_str()),
                ("version", version),
            ]
        };
        let to = format!("{path}/imputations");
        finance.post(&to, &part("1", "1200", "SOCLE-A", "1")).await.location();
        let over = finance.post(&to, &part("1", "600.01", "SOCLE-B", "2")).await.expect(422).text();
        assert!(over.contains("600.01") && over.contains("#field-amount"), "{over}");
        finance.post(&to, &part("1", "", "SOCLE-Z", "2")).await.expect(422);
        finance.post(&to, &part("1", "", "SOCLE-B", "1")).await.expect(409);
        finance.post(&to, &part("1", "", "SOCLE-B", "2")).await.location();
        finance.post(&to, &part("2", "", "ANNEXE-A", "3")).await.location();
        // The year waits for what is left.
        assert_eq!(refusal(money.close_costs(2025, 0, "").await), "cost-error-imputed");
        finance.post(&to, &part("3", "", "SOCLE-A", "4")).await.location();
        let body: Value = finance.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!(body["left"], json!([0, 0, 0]));
        let closed = money.close_costs(2025, 0, "").await.unwrap();
        // (1 200.00 + 600.00) × 1.2 × 42 ÷ 180 = 336.00 + 168.00; 170.83 × 1.2 × 42 ÷ 180 = 47.8324.
        assert_eq!((closed.content.core, closed.content.total), (Cents(55_183), Cents(81_517)));
        // Nobody of a beneficiary opens it; its own share it reads.
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        officer.get(&path).await.expect(403);
        officer.get(&format!("{path}/file")).await.expect(403);
        let page = officer.get(&format!("/costs/{}/2025", money.valmont())).await.expect(200).text();
        assert!(
            page.contains("Fibre des Coteaux")
                && page.contains("336,00")
                && !page.contains("/supplier-invoices/"),
            "{page}"
        );
        // What it states is frozen in the database too; set aside, its number may come again.
        let mut tx = money.app.platform.db.begin(&Scope::All).await.unwrap();
        let update = query("update supplier_invoice set number = 'x' where version > 0");
        assert!(tx.execute(update).await.is_err());
        drop(tx);
        finance.post(&format!("{path}/set-aside"), &[("why", ""), ("version", "5")]).await.expect(422);
        finance
            .post(&format!("{path}/set-aside"), &[("why", "Reçue deux fois"), ("version", "5")])
            .await
            .location();
        finance.post(&to, &part("1", "1", "SOCLE-A", "6")).await.expect(409);
        finance.upload(list, &[], &send).await.location();
        let ctx = money.ctx(Role::Officer);
        let file = UploadedFile { name: "f".into(), media_type: String::new(), bytes: PDF.to_vec() };
        assert!(matches!(supplier_invoices::actions::receive(&ctx, file).await, Err(Error::Forbidden(_))));
    })
    .await;
}

#[tokio::test]
async fn a_closed_year_is_frozen_corrected_by_a_version_and_read_by_both_sides() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let finance = money.ctx(Role::FinanceOfficer);
        let key = money.key(2024, "42", "180").await;
        let entry = |label: &str, percent: &str, block: &str| EntryForm {
            kind: "payroll".into(),
            label: label.into(),
            amount: "50 000".into(),
            percent: percent.into(),
            block: block.into(),
            key: key.clone(),
            source: "Compte administratif".into(),
        };
        let add = async |form: EntryForm| sources::actions::add_entry(&finance, 2024, &form).await;
        let first = add(entry("Administration des réseaux", "30", "SOCLE-A")).await.unwrap();
        assert_eq!(
            refusal(add(entry("administration des reseaux", "71", "SOCLE-B")).await),
            "cost-error-percent-sum"
        );
        assert_eq!(refusal(add(entry("", "101", "Z")).await).split(' ').count(), 3);
        let device = estate::assets::AssetForm {
            beneficiary: money.valmont().to_string(),
            name: "Commutateur".into(),
            legal_status: "provider_bought".into(),
            owner: "provider".into(),
            cost: "1200.00".into(),
            in_service_on: "2022-03-15".into(),
            useful_life: "4".into(),
            ..estate::assets::AssetForm::usual()
        };
        let made = estate::assets::actions::create(&money.app.system(), &device).await.unwrap();
        assert_eq!(refusal(money.close_costs(2024, 0, "").await), "cost-error-kinds");
        let kind = KindForm { kind: made.kind.word.clone(), block: "SOCLE-A".into() };
        sources::actions::put_kind(&finance, &kind).await.unwrap();
        assert_eq!(refusal(money.close_costs(2026, 0, "").await), "cost-error-running");
        // 50 000 × 30 % × 42 ÷ 180 = 3 500.00, and 300.00 of depreciation.
        let closed = money.close_costs(2024, 0, "").await.unwrap();
        assert_eq!(closed.content.core, Cents(380_000));
        assert!(matches!(money.close_costs(2024, 0, "").await, Err(Error::Stale(1))));
        let withdraw = sources::WithdrawForm { why: "Compté deux fois".into() };
        sources::actions::withdraw_entry(&finance, 2024, &first, &withdraw).await.unwrap();
        let path = format!("/costs/{}/2024", money.valmont());
        let mut director = money.app.client_of(money.world.person(Role::Director)).await;
        let page = director.get(&path).await.expect(200).text();
        assert!(page.contains("3\u{202f}800,00") && page.contains("Les sources ont changé"), "{page}");
        let none = director.post(&format!("{path}/closing"), &[("version", "1"), ("reason", "")]).await;
        assert!(none.expect(422).text().contains("#field-reason"));
        director
            .post(&format!("{path}/closing"), &[("version", "1"), ("reason", "Doublon")])
            .await
            .location();
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        let body: Value = officer.get(&format!("/api/v1{path}")).await.expect(200).json();
        assert_eq!((&body["version"], &body["core"]), (&json!(2), &json!(30_000)));
        let old: Value = officer.get(&format!("/api/v1{path}?version=1")).await.expect(200).json();
        assert_eq!(old["core"], json!(380_000));
        officer.get(&format!("{path}?version=3")).await.expect(404);
        let csv = officer.get(&format!("{path}/file?format=csv")).await.expect(200).text();
        assert!(csv.contains("SOCLE-A;Amortissement;") && csv.contains("300,00"), "{csv}");
        assert!(officer.get("/costs").await.expect(200).text().contains("2024"));
        officer.get("/cost-sources/2024").await.expect(403);
        let mut other =
            money.app.client_of(money.world.person_at(Role::Officer, &money.world.rochebrune.id)).await;
        other.get(&path).await.expect(404);
        // The units of another service, written down with their source.
        let mut client = money.app.client_of(money.world.person(Role::FinanceOfficer)).await;
        let units = [("offer", "POSTES"), ("quantity", "many"), ("source", "Relevé")];
        let page = client.post(&format!("{path}/units"), &units).await.expect(422).text();
        assert!(page.contains("many") && page.contains("#field-quantity"), "{page}");
        let units = [("offer", "POSTES"), ("quantity", "38"), ("source", "Relevé")];
        client.post(&format!("{path}/units"), &units).await.location();
    })
    .await;
}

#[tokio::test]
async fn prices_of_years_to_come_are_simulated_and_kept_only_under_a_name() {
    both(async |app: TestApp| {
        let money = Money::new(app).await;
        let valmont = money.valmont().clone();
        let mut officer = money.app.client_of(money.world.person(Role::Officer)).await;
        let base = format!("/simulations/{valmont}");
        let asked = "from=2024&years=3&rate=2&agents=42";
        let body: Value = officer.get(&format!("/api/v1{base}?{asked}")).await.expect(200).json();
        let charges: Vec<&Value> =
            body["years"].as_array().unwrap().iter().map(|year| &year["charge"]).collect();
        assert_eq!(charges[0], &json!(4_784_850));
        let page = officer.get(&format!("{base}?{asked}")).await.expect(200).text();
        assert!(
            page.contains("1\u{202f}139,25") && page.contains("<svg") && page.contains("supposé"),
            "{page}"
        );
        assert_eq!(money.app.count("price_simulation").await, 0);
        let wrong = officer.get(&format!("{base}?rate=many")).await.expect(422).text();
        assert!(wrong.contains("many") && wrong.contains("#field-rate"), "{wrong}");
        let csv = officer.get(&format!("{base}/file?{asked}&format=csv")).await.expect(200).text();
        assert!(csv.contains("2024;") && csv.contains("1139,25"), "{csv}");
        let fields = [("from", "2024"), ("years", "3"), ("rate", "2"), ("agents", "42"), ("name", "")];
        let unnamed = officer.post(&base, &fields).await.expect(422).text();
        assert!(unnamed.contains("#field-name"), "{unnamed}");
        let fields =
            [("from", "2024"), ("years", "3"), ("rate", "2"), ("agents", "42"), ("name", "Prudente")];
        let path = officer.post(&base, &fields).await.location();
        officer.post(&base, &fields).await.expect(422);
        assert!(officer.get(&path).await.expect(200).text().contains("Prudente"));
        let mut director = money.app.client_of(money.world.person(Role::Director)).await;
        director.get(&path).await.expect(200);
        director.post(&format!("{path}/removal"), &[]).await.expect(403);
        let mut other =
            money.app.client_of(money.world.person_at(Role::Officer, &money.world.rochebrune.id)).await;
        other.get(&base).await.expect(404);
        other.get(&path).await.expect(404);
        let mut requester = money.app.client_of(money.world.person(Role::Requester)).await;
        requester.get(&base).await.expect(403);
        officer.post(&format!("{path}/removal"), &[]).await.location();
        assert_eq!(money.app.count("price_simulation").await, 0);
        let kept = officer
            .json(Method::POST, &format!("/api/v1{base}"), &json!({"name": "B", "agents": "10"}))
            .await;
        assert_eq!(kept.expect(201).json()["name"], json!("B"));
    })
    .await;
}
