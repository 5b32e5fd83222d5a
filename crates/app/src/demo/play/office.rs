//! Acts of management: agreements, money, closures of the desk.

use super::Stage;
use crate::demo::plan::{
    editions,
    office::{Act, ReceivableAct},
};
use agreements::versions::{self, Import};
use anyhow::{Context as _, Result, bail};
use desk::closures::{self, actions::ClosureForm};
use finance::{
    censuses::{self, CensusForm, Verdict},
    collection::{self, OrderForm, PaymentForm, ReceivableKey},
    indices,
    invoices::{self, EventForm, drafting},
    revisions,
};
use jiff::{
    ToSpan as _,
    civil::{Date, DateTime},
};
use kernel::Zone;
use people::organisations::{self, OrganisationForm};
use platform::Ctx;

impl Stage<'_> {
    pub(super) async fn act(&mut self, by: usize, act: &Act) -> Result<()> {
        let ctx = self.by(by);
        match act {
            Act::Import { of, from, edition } => {
                let source = editions::text(of, *edition)?;
                match versions::import(&ctx, &self.beneficiary(of)?, &source, *from).await? {
                    Import::Created { .. } => Ok(()),
                    other => bail!("the agreement of {of} was not imported: {other:?}"),
                }
            }
            Act::Indices => self.indices(&ctx).await,
            Act::CommitmentNumber { of, number } => self.commitment_number(&ctx, of, number).await,
            Act::Closure { from, to, reason } => {
                let wall = |at: &DateTime| at.strftime("%Y-%m-%dT%H:%M").to_string();
                let form = ClosureForm { from: wall(from), to: wall(to), reason: reason.clone() };
                closures::actions::record(&ctx, &form).await?;
                Ok(())
            }
            Act::Portal(act) => self.portal(&ctx, act).await,
            Act::Charge(act) => self.charge(&ctx, act).await,
            Act::Change(act) => self.change(&ctx, act).await,
            Act::Estate(act) => self.estate(&ctx, act).await,
            Act::Knowledge(act) => self.knowledge(&ctx, act).await,
            Act::Project(act) => self.project(&ctx, act).await,
            Act::Application(act) => self.application_act(&ctx, act).await,
            Act::Census { .. } | Act::Validate { .. } | Act::Refuse { .. } => self.census(&ctx, act).await,
            Act::Propose { of, year } => {
                let revision = revisions::actions::propose(&ctx, &self.beneficiary(of)?, *year).await?;
                self.revisions.insert((of.clone(), *year), revision.id);
                Ok(())
            }
            Act::ApprovePrice { of, year } => {
                let id =
                    self.revisions.get(&(of.clone(), *year)).context("approved before it was proposed")?;
                Ok(revisions::actions::approve(&ctx, &self.beneficiary(of)?, id).await?)
            }
            Act::Draft { .. } | Act::Credit { .. } => self.draft(&ctx, act).await,
            Act::Approve { .. } | Act::Issue { .. } | Act::Event { .. } => self.invoice(&ctx, act).await,
            Act::Receivable(act) => self.receivable(&ctx, act).await,
        }
    }

    /// Every value of the seed published by now; those known already are passed over by the import.
    async fn indices(&self, ctx: &Ctx) -> Result<()> {
        let today = today(ctx);
        let text = std::str::from_utf8(indices::seed())?;
        let rows = text.lines().filter(|line| !line.starts_with('#'));
        let known: Vec<&str> =
            rows.enumerate().filter(|(n, row)| *n == 0 || is_out(row, today)).map(|(_, row)| row).collect();
        let report = finance::import_indices(ctx, known.join("\n").as_bytes(), false).await?;
        let errors: Vec<_> = report.errors().collect();
        if errors.is_empty() { Ok(()) } else { bail!("the index file is refused: {errors:?}") }
    }

    async fn commitment_number(&mut self, ctx: &Ctx, of: &str, number: &str) -> Result<()> {
        let place = self.plan.cast.organisation(of)?;
        let known = &self.organisations[place];
        let form = OrganisationForm { commitment_number: number.to_owned(), ..OrganisationForm::of(known) };
        self.organisations[place] = organisations::actions::change(ctx, &known.id, &form).await?;
        Ok(())
    }

    async fn census(&mut self, ctx: &Ctx, act: &Act) -> Result<()> {
        let (of, verdict, why) = match act {
            Act::Census { of, day, agents, note, corrects } => {
                let corrected = self.censuses.get(of).filter(|_| *corrects).map(ToString::to_string);
                let form = CensusForm {
                    beneficiary: self.beneficiary(of)?.to_string(),
                    reference_date: day.to_string(),
                    agent_count: agents.to_string(),
                    note: note.clone(),
                    corrects: corrected.unwrap_or_default(),
                };
                let census = censuses::actions::establish(ctx, &form, None).await?;
                self.censuses.insert(of.clone(), census.id);
                return Ok(());
            }
            Act::Refuse { of, note } => (of, Verdict::Refused, note.as_str()),
            Act::Validate { of } => (of, Verdict::Validated, ""),
            _ => bail!("not an act about a census"),
        };
        let id = self.censuses.get(of).context("decided before it was established")?;
        Ok(censuses::actions::decide(ctx, &self.beneficiary(of)?, id, verdict, why).await?)
    }

    async fn draft(&mut self, ctx: &Ctx, act: &Act) -> Result<()> {
        let (key, invoice) = match act {
            Act::Draft { of, year } => {
                ((of.clone(), *year), drafting::draft(ctx, &self.beneficiary(of)?, *year).await?)
            }
            Act::Credit { of, year, reason } => {
                let key = (of.clone(), *year);
                let id = self.invoices.get(&key).context("credited before it was drafted")?;
                let note = drafting::credit(ctx, &self.beneficiary(of)?, id, reason).await?;
                (key, note)
            }
            _ => bail!("not a draft"),
        };
        self.invoices.insert(key, invoice.id);
        Ok(())
    }

    /// What becomes of an issued invoice.
    async fn receivable(&self, ctx: &Ctx, act: &ReceivableAct) -> Result<()> {
        let key = |of: &str, year: i16| -> Result<ReceivableKey> {
            let id = self.invoices.get(&(of.to_owned(), year)).context("before it was drafted")?;
            Ok(ReceivableKey { beneficiary: self.beneficiary(of)?, id: id.clone() })
        };
        match act {
            ReceivableAct::Remind => drop(collection::reminders::remind(ctx).await?),
            ReceivableAct::Order { of, year, number, slip } => {
                let form = OrderForm {
                    order_number: number.clone(),
                    slip_number: slip.clone(),
                    ordered_on: today(ctx).to_string(),
                    ..OrderForm::default()
                };
                collection::actions::record_order(ctx, &key(of, *year)?, &form).await?;
            }
            ReceivableAct::Pay { of, year, amount, reference } => {
                let key = key(of, *year)?;
                let left = collection::actions::read(ctx, &key).await?.remaining.value.to_string();
                let form = PaymentForm {
                    received_on: today(ctx).to_string(),
                    amount: if amount.is_empty() { left } else { amount.clone() },
                    reference: reference.clone(),
                };
                collection::actions::record_payment(ctx, &key, &form).await?;
            }
        }
        Ok(())
    }

    async fn invoice(&self, ctx: &Ctx, act: &Act) -> Result<()> {
        let (Act::Approve { of, year } | Act::Issue { of, year } | Act::Event { of, year, .. }) = act else {
            bail!("not an act about an invoice")
        };
        let beneficiary = self.beneficiary(of)?;
        let id = self.invoices.get(&(of.clone(), *year)).context("before it was drafted")?;
        match act {
            Act::Approve { .. } => invoices::actions::approve(ctx, &beneficiary, id).await?,
            Act::Event { kind, reference, note, .. } => {
                let form = EventForm {
                    kind: kind.clone(),
                    on: today(ctx).to_string(),
                    reference: reference.clone(),
                    note: note.clone(),
                };
                let key = ReceivableKey { beneficiary, id: id.clone() };
                collection::actions::record_event(ctx, &key, &form).await?;
            }
            _ => drop(invoices::actions::issue(ctx, &beneficiary, id, None).await?),
        }
        Ok(())
    }
}

fn today(ctx: &Ctx) -> Date {
    ctx.now().to_zoned(Zone::Metropole.time_zone()).date()
}

/// Whether a row of the index file was published by a day: its own date, else the end of the following month (R1.11).
fn is_out(row: &str, today: Date) -> bool {
    let mut columns = row.split(',').skip(1);
    let month = columns.next().and_then(|month| format!("{month}-01").parse::<Date>().ok());
    let published = columns.nth(1).and_then(|day| day.parse::<Date>().ok());
    let usual = month.and_then(|month| month.checked_add(2.months()).ok());
    published.or(usual).is_some_and(|day| day <= today)
}
