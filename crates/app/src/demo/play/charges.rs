//! Acts about charges.

use super::Stage;
use crate::demo::plan::charges::ChargeAct;
use anyhow::{Context as _, Result};
use finance::{
    billing_runs::{self, RunForm},
    charges::{AcceptForm, AnswerForm, ObjectionForm, UnitsForm, actions},
    invoices::{self, Invoice, InvoiceState},
};
use kernel::id::BeneficiaryId;
use platform::Ctx;

impl Stage<'_> {
    pub(super) async fn charge(&self, ctx: &Ctx, act: &ChargeAct) -> Result<()> {
        match act {
            ChargeAct::Count { of, year, offer, quantity, evidence } => {
                let form = UnitsForm {
                    offer: offer.clone(),
                    quantity: quantity.clone(),
                    evidence: evidence.clone(),
                };
                actions::count(ctx, &self.beneficiary(of)?, *year, &form).await?;
            }
            ChargeAct::Accept { of, year, kinds } => {
                let body = self.beneficiary(of)?;
                let told = actions::read(ctx, &body, *year).await?.charges;
                let told = told.map_err(|why| anyhow::anyhow!("no charges: {}", why.key))?;
                let proposed = told.charges.iter().filter(|one| one.proposal.is_some());
                let mine = proposed.filter(|one| kinds.iter().any(|kind| kind == one.key.kind.as_str()));
                let form = AcceptForm { lines: mine.map(|one| one.key.to_string()).collect() };
                actions::accept(ctx, &body, *year, &form).await?;
            }
            ChargeAct::Run { year } => {
                let form = RunForm { year: year.to_string(), ..RunForm::default() };
                let run = billing_runs::actions::start(ctx, &form).await?;
                Box::pin(billing_runs::actions::advance(ctx, &run.id, i64::MAX)).await?;
            }
            ChargeAct::Submit { .. } | ChargeAct::Approve { .. } | ChargeAct::Issue { .. } => {
                self.charge_draft(ctx, act).await?;
            }
            ChargeAct::Object { .. } | ChargeAct::Agree { .. } => self.objection(ctx, act).await?,
        }
        Ok(())
    }

    /// The last draft of charges of a year.
    async fn draft_of(&self, ctx: &Ctx, body: &BeneficiaryId, year: i16) -> Result<Invoice> {
        let mut tx = ctx.read().await?;
        let all = invoices::store::of_whole_year(&mut tx, body, year).await?;
        let waiting = |one: &Invoice| one.is_of_charges() && one.state != InvoiceState::Issued;
        all.into_iter().rev().find(waiting).context("no draft of charges")
    }

    async fn charge_draft(&self, ctx: &Ctx, act: &ChargeAct) -> Result<()> {
        let (ChargeAct::Submit { of, year }
        | ChargeAct::Approve { of, year }
        | ChargeAct::Issue { of, year }) = act
        else {
            return Ok(());
        };
        let body = self.beneficiary(of)?;
        let draft = self.draft_of(ctx, &body, *year).await?;
        match act {
            ChargeAct::Submit { .. } => actions::submit(ctx, &body, &draft.id).await?,
            ChargeAct::Approve { .. } => invoices::actions::approve(ctx, &body, &draft.id).await?,
            _ => drop(invoices::actions::issue(ctx, &body, &draft.id, None).await?),
        }
        Ok(())
    }

    async fn objection(&self, ctx: &Ctx, act: &ChargeAct) -> Result<()> {
        match act {
            ChargeAct::Object { of, year, line, reason } => {
                let body = self.beneficiary(of)?;
                let draft = self.draft_of(ctx, &body, *year).await?;
                let form = ObjectionForm { line: line.clone(), reason: reason.clone() };
                actions::object(ctx, &body, &draft.id, &form).await?;
            }
            ChargeAct::Agree { of, year, quantity, reason } => {
                let body = self.beneficiary(of)?;
                let last =
                    actions::read(ctx, &body, *year).await?.objections.pop().context("no objection")?;
                let form = AnswerForm {
                    answer: "accepted".into(),
                    quantity: quantity.clone(),
                    reason: reason.clone(),
                };
                actions::answer(ctx, &body, &last.id, &form).await?;
            }
            _ => {}
        }
        Ok(())
    }
}
