//! The money thread on both engines: `billing` by actions and pages, `charges` proposed and objected to, `billing_runs` over everybody,
//! `receivables` after the issue, `portal` where they are deposited, `books` that they leave for, `costs` with their savings and simulations,
//! `exits` of agreements, `destructions` after them, `programs` by the API and by whom it is not for.

mod billing;
mod billing_runs;
mod books;
mod charges;
mod costs;
mod destructions;
mod exits;
mod portal;
mod programs;
mod receivables;
mod told;

use agreements::versions;
use finance::{
    censuses::{self, CensusForm, Verdict},
    collection::{self, ReceivableKey},
    import_indices, indices,
    invoices::{self, EventForm, EventKind, FileFormat, Invoice, InvoiceState, drafting},
    revisions::{self, PriceRevision, RevisionState},
};
use jiff::civil::date;
use kernel::{Cents, Scope, id::BeneficiaryId};
use people::{Role, organisations};
use platform::{
    Ctx, Error,
    db::{self, query},
};
use serde_json::json;
use testkit::{TestApp, World, both};

const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
const UNDECIDED: &str = "subscribed_from = 2022-01-01\nvat = { status = \"undetermined\" }";
const TAXED: &str = "subscribed_from = 2022-01-01\nvat = { status = \"standard\", rate = 20.00, decided_by = \"la direction des finances\" }";

/// A world with the founding agreement at Valmont, its index values and a validated census of 42 agents.
struct Money {
    app: TestApp,
    world: World,
}

impl Money {
    async fn new(app: TestApp) -> Self {
        Self::with(app, TAXED).await
    }

    async fn with(app: TestApp, vat: &str) -> Self {
        let world = World::new(&app).await;
        let ctx = app.system();
        assert!(AGREEMENT.contains(UNDECIDED));
        let source = AGREEMENT.replacen("\"CAPBP\"", "\"AGH\"", 1).replacen("\"PMPB\"", "\"VAL\"", 1);
        let source = source.replacen(UNDECIDED, vat, 1);
        versions::import(&ctx, &world.valmont.id, &source, date(2022, 1, 1)).await.unwrap();
        let money = Self { app, world };
        money.give_vat_number().await;
        import_indices(&ctx, indices::seed(), false).await.unwrap();
        money.census("2022-03-01", "42").await;
        money
    }

    async fn give_vat_number(&self) {
        let mut tx = self.app.platform.db.begin(&Scope::All).await.unwrap();
        let update = query(
            "update organisation set vat_number = 'FR36200990018', iban = 'FR7630001007941234567890185' where id = $1",
        );
        tx.execute(update.bind(&self.world.provider.id)).await.unwrap();
        tx.commit().await.unwrap();
    }

    fn valmont(&self) -> &BeneficiaryId {
        &self.world.valmont.id
    }

    fn ctx(&self, role: Role) -> Ctx {
        self.world.ctx(&self.app, role)
    }

    async fn census(&self, day: &str, count: &str) {
        let form = CensusForm {
            beneficiary: self.valmont().to_string(),
            reference_date: day.into(),
            agent_count: count.into(),
            ..CensusForm::default()
        };
        let ctx = self.ctx(Role::BeneficiaryFinance);
        let census = censuses::actions::establish(&ctx, &form, None).await.unwrap();
        let ctx = self.ctx(Role::Director);
        censuses::actions::decide(&ctx, self.valmont(), &census.id, Verdict::Validated, "").await.unwrap();
    }

    async fn propose(&self, year: i16) -> PriceRevision {
        revisions::actions::propose(&self.ctx(Role::FinanceOfficer), self.valmont(), year).await.unwrap()
    }

    async fn approved_price(&self, year: i16) -> PriceRevision {
        let revision = self.propose(year).await;
        revisions::actions::approve(&self.ctx(Role::Director), self.valmont(), &revision.id).await.unwrap();
        revision
    }

    async fn draft(&self, year: i16) -> Result<Invoice, Error> {
        drafting::draft(&self.ctx(Role::FinanceOfficer), self.valmont(), year).await
    }

    async fn approve(&self, invoice: &Invoice) {
        invoices::actions::approve(&self.ctx(Role::Director), self.valmont(), &invoice.id).await.unwrap();
    }

    async fn issue(&self, invoice: &Invoice) -> Result<Invoice, Error> {
        invoices::actions::issue(&self.ctx(Role::FinanceOfficer), self.valmont(), &invoice.id, None).await
    }

    /// The annual invoice of 2022, 52 920.00 with VAT, and its key.
    async fn claimed(&self) -> (Invoice, ReceivableKey) {
        let invoice = self.issued(2022).await;
        let key = ReceivableKey { beneficiary: self.valmont().clone(), id: invoice.id.clone() };
        (invoice, key)
    }

    async fn issued(&self, year: i16) -> Invoice {
        let draft = self.draft(year).await.unwrap();
        self.approve(&draft).await;
        self.issue(&draft).await.unwrap()
    }
}

fn number(invoice: &Invoice) -> &str {
    &invoice.issue.as_ref().unwrap().number
}

fn refusal<T>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Refused(text)) => text.key,
        Err(Error::Invalid(problems)) => {
            problems.0.iter().map(|p| p.text.key.clone()).collect::<Vec<_>>().join(" ")
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was accepted"),
    }
}
