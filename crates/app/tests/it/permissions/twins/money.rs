//! Invoices, payments, costs, charges and the exit.

use super::Twins;
use finance::{
    billing_runs::{RunForm as YearRun, actions as billing_runs},
    censuses::{self, CensusForm, Verdict},
    charges::{ObjectionForm, actions as charges},
    collection::{OrderForm, PaymentForm, ReceivableKey, ReferenceForm, actions as collection, references},
    costs::{
        CloseForm as CloseCosts, UnitsForm, actions as costs,
        sources::{EntryForm as CostEntry, KeyForm, actions as sources},
    },
    exit::{Consequence, NoticeForm, TaskForm as TaskProof, actions as exit},
    invoices::{self, InvoiceId, ReductionForm, drafting},
    revisions,
    savings::{DecisionRef, ProposeForm, actions as savings},
    simulations::{Asked, actions as simulations},
    supplier_invoices::{ImputeForm, actions as suppliers},
};
use jiff::civil::date;
use kernel::{Scope, id::BeneficiaryId};
use people::{Organisation, Role};
use platform::{db::query, web::UploadedFile};

const SUPPLIER: &str = include_str!("../../../../../finance/tests/it/suppliers/telecom.cii.xml");

impl Twins {
    pub(super) async fn money(&self, body: &BeneficiaryId, word: &str) {
        let (finance, director) =
            (self.world.ctx(&self.app, Role::FinanceOfficer), self.world.ctx(&self.app, Role::Director));
        let form = CensusForm {
            beneficiary: body.to_string(),
            reference_date: "2022-03-01".into(),
            agent_count: "42".into(),
            note: format!("Compté par {word}"),
            ..CensusForm::default()
        };
        let own = self.app.ctx(self.world.person_at(Role::BeneficiaryFinance, body).actor());
        let census = censuses::actions::establish(&own, &form, None).await.unwrap();
        censuses::actions::decide(&director, body, &census.id, Verdict::Validated, "").await.unwrap();
        let revision = revisions::actions::propose(&finance, body, 2023).await.unwrap();
        revisions::actions::approve(&director, body, &revision.id).await.unwrap();
        let draft = drafting::draft(&finance, body, 2023).await.unwrap();
        let key = ReceivableKey { beneficiary: body.clone(), id: draft.id.clone() };
        let asked =
            ReferenceForm { commitment_number: word.into(), of: "year".into(), ..ReferenceForm::default() };
        references::ask(&finance, &key, &asked).await.unwrap();
        invoices::actions::approve(&director, body, &draft.id).await.unwrap();
        Box::pin(invoices::actions::issue(&finance, body, &draft.id, None)).await.unwrap();
        self.collected(&key, word).await;
        self.charges(body, word, &draft.id).await;
    }

    /// A revenue order and a payment typed back, a reminder written, a deposit refused by the portal.
    pub(super) async fn collected(&self, key: &ReceivableKey, word: &str) {
        let finance = self.world.ctx(&self.app, Role::FinanceOfficer);
        let order = OrderForm {
            order_number: format!("T-{word}"),
            slip_number: format!("B-{word}"),
            ordered_on: "2026-03-11".into(),
            ..OrderForm::default()
        };
        collection::record_order(&finance, key, &order).await.unwrap();
        let payment = PaymentForm {
            received_on: "2026-03-11".into(),
            amount: "12.34".into(),
            reference: format!("VIR {word}"),
        };
        collection::record_payment(&finance, key, &payment).await.unwrap();
        let mut tx = finance.begin().await.unwrap();
        let reminder = query(
            "insert into payment_reminder (beneficiary_id, invoice_id, step, told, sent_at) \
             select i.beneficiary_id, i.id, 'first', 1, i.issued_at from invoice i where i.beneficiary_id = $1 and i.id = $2",
        );
        tx.execute(reminder.bind(&key.beneficiary).bind(key.id.as_str())).await.unwrap();
        let deposit = query(
            "insert into portal_deposit (beneficiary_id, id, invoice_id, digest, file_name, state, flow_number, portal_state, \
             reason, attempts, asked_at, asked_by_name) select i.beneficiary_id, $3, i.id, $4, $3, 'refused', $3, 'IN_REJETE', \
             $3, 0, i.issued_at, i.issued_by_name from invoice i where i.beneficiary_id = $1 and i.id = $2",
        );
        let deposit = deposit.bind(&key.beneficiary).bind(key.id.as_str());
        let digest = finance.platform.files.put(format!("flux {word}").into_bytes()).await.unwrap();
        tx.execute(deposit.bind(format!("flux-{word}")).bind(digest)).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Three closed years whose saving was carried to the price, an invoice of a supplier, and simulations: as many as roles, by the
    /// page and by the API, since each may take one away.
    pub(super) async fn costs(&self, body: &Organisation, word: &str) {
        let (finance, director) =
            (self.world.ctx(&self.app, Role::FinanceOfficer), self.world.ctx(&self.app, Role::Director));
        let key = |year: i16| {
            let form = KeyForm {
                name: format!("Clé de {word}"),
                unit: "agents".into(),
                total: "42".into(),
                source: word.to_owned(),
                beneficiary: vec![body.id.to_string()],
                figure: vec!["42".into()],
                version: 0,
            };
            let finance = &finance;
            async move { sources::put_key(finance, year, None, &form).await.unwrap().to_string() }
        };
        for (year, amount) in [(2022, "44100"), (2023, "45000"), (2024, "43500")] {
            let form = CostEntry {
                kind: "contract".into(),
                label: format!("Contrat {word}"),
                amount: amount.into(),
                block: "SOCLE-A".into(),
                key: key(year).await,
                source: word.to_owned(),
                ..CostEntry::default()
            };
            sources::add_entry(&finance, year, &form).await.unwrap();
            costs::close(&director, &body.id, year, &CloseCosts::default()).await.unwrap();
        }
        let units = UnitsForm { offer: "POSTES".into(), quantity: "40".into(), source: word.to_owned() };
        costs::put_units(&finance, &body.id, 2025, &units).await.unwrap();
        let saving =
            savings::propose(&finance, &body.id, &ProposeForm { year: "2024".into() }).await.unwrap();
        let decision = DecisionRef {
            id: format!("decision-{word}"),
            reference: "2025-1".into(),
            path: format!("/decisions?beneficiary={}", body.id),
            effective_on: date(2025, 1, 14),
        };
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        savings::decided(&mut tx, &director, &saving.key, &decision).await.unwrap();
        savings::carry(&mut tx, &director, &body.id, &decision.id).await.unwrap();
        tx.commit().await.unwrap();
        let bytes = SUPPLIER.replace("TEL-2025-0117", &format!("F-{word}")).into_bytes();
        let file = UploadedFile { name: format!("{word}.xml"), media_type: String::new(), bytes };
        let invoice = suppliers::receive(&finance, file).await.unwrap();
        let part = ImputeForm {
            line: "1".into(),
            block: "SOCLE-A".into(),
            nature: "operation".into(),
            key: key(2025).await,
            version: 1,
            ..ImputeForm::default()
        };
        suppliers::impute(&finance, &invoice.id, &part).await.unwrap();
        for n in 0..2 * Role::ALL.len() {
            let asked = Asked { name: format!("Simulation {n} de {word}"), ..Asked::default() };
            simulations::save(&finance, &body.id, &asked).await.unwrap();
        }
    }

    /// A run that drafts 2022, an objection to its line, units of work, and a line of the issued invoice lowered.
    pub(super) async fn charges(&self, body: &BeneficiaryId, word: &str, issued: &InvoiceId) {
        let finance = self.world.ctx(&self.app, Role::FinanceOfficer);
        let form = YearRun { year: "2022".into(), ..YearRun::default() };
        let run = billing_runs::start(&finance, &form).await.unwrap();
        Box::pin(billing_runs::advance(&self.app.system(), &run.id, 100)).await.unwrap();
        let mut tx = finance.read().await.unwrap();
        let drafts = invoices::store::of_whole_year(&mut tx, body, 2022).await.unwrap();
        drop(tx);
        charges::submit(&finance, body, &drafts[0].id).await.unwrap();
        let own = self.app.ctx(self.world.person_at(Role::BeneficiaryFinance, body).actor());
        let form = ObjectionForm { line: drafts[0].keys()[0].to_string(), reason: format!("Trop {word}") };
        charges::object(&own, body, &drafts[0].id, &form).await.unwrap();
        let form = ReductionForm {
            line: "core:2023:SOCLE".into(),
            amount: "10".into(),
            reason: format!("Erreur {word}"),
        };
        drafting::reduce_line(&finance, body, issued, &form).await.unwrap();
        let insert = query(
            "insert into unit_count (beneficiary_id, id, offer, year, quantity, evidence, recorded_by_name, recorded_at) \
             values ($1, $2, 'POSTES', 2025, '12', $3, 'Camille', $4)",
        );
        let insert = insert.bind(body).bind(finance.id::<String>()).bind(format!("Liste {word}"));
        let mut tx = finance.begin().await.unwrap();
        tx.execute(insert.bind(finance.now())).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A notice to leave, with a consequence that was seen to.
    pub(super) async fn exit(&self, body: &BeneficiaryId, word: &str) {
        let director = self.world.ctx(&self.app, Role::Director);
        let form = NoticeForm {
            given_by: "beneficiary".into(),
            signatory: format!("Présidence de {word}"),
            means: "registered_letter".into(),
            reference: format!("Délibération {word}"),
            received_on: "2026-03-02".into(),
        };
        let notice = exit::receive(&director, body, &form).await.unwrap();
        let proof = TaskProof { proof: format!("Courrier {word}") };
        exit::see_to(&director, &notice.key, Consequence::Inventory, &proof).await.unwrap();
    }
}
