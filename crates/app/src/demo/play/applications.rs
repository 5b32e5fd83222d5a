//! Applications, equipment requests and acts.

use super::Stage;
use crate::demo::plan::applications::{ApplicationAct, Equipment};
use ::estate::{
    applications::{
        ApplicationForm, ApplicationKey, EnvironmentForm, FlowForm, SpecificationForm, SpecificationKind,
        actions,
    },
    equipment_requests::{
        DayForm, EquipmentRequest, LateForm, OrderForm, RequestForm, SignForm, State, StepForm, StudyForm,
        TermsForm, actions as requests,
    },
    processes::{self, Outcome, ProcessForm},
};
use agreements::acts::{self, ActForm};
use anyhow::{Context as _, Result, bail};
use platform::{Ctx, web::UploadedFile};

/// Terms of every equipment agreement of the demonstration.
const TERMS: &str = "Le prestataire acquiert le matériel décrit ci-dessus et le met à la disposition du bénéficiaire.\n\n\
    Le matériel reste la propriété du prestataire, qui en assure la maintenance.\n\n\
    Le bénéficiaire verse sa participation à la mise en service.";

impl Stage<'_> {
    pub(super) async fn application_act(&mut self, ctx: &Ctx, act: &ApplicationAct) -> Result<()> {
        match act {
            ApplicationAct::Describe { .. } => self.application(ctx, act).await,
            ApplicationAct::Except { application, environment, form } => {
                let key = self.application_key(application)?.clone();
                let whole = actions::read(ctx, &key).await?;
                let place = whole.environments.iter().find(|one| one.name == *environment);
                let place =
                    place.with_context(|| format!("{application} has no environment {environment}"))?;
                actions::add_exception(ctx, &key, &place.id, form).await?;
                let form = EnvironmentForm { data: "production".to_owned(), ..EnvironmentForm::of(place) };
                actions::change_environment(ctx, &key, &place.id, &form).await?;
                Ok(())
            }
            ApplicationAct::Check { application, flow, form } => {
                let key = self.application_key(application)?;
                let whole = actions::read(ctx, key).await?;
                let found = whole.flows.iter().find(|one| one.name == *flow);
                let found = found.with_context(|| format!("{application} has no flow {flow}"))?;
                actions::check_flow(ctx, key, &found.id, form).await?;
                Ok(())
            }
            ApplicationAct::Measure { application, form } => {
                actions::add_measure(ctx, self.application_key(application)?, form).await?;
                Ok(())
            }
            ApplicationAct::Propose { application, form } => {
                actions::add_improvement(ctx, self.application_key(application)?, form).await?;
                Ok(())
            }
            ApplicationAct::Decide { application, form } => {
                let key = self.application_key(application)?;
                let last = actions::read(ctx, key).await?.improvements.into_iter().next();
                let last = last.with_context(|| format!("nothing is proposed for {application}"))?;
                Ok(actions::decide_improvement(ctx, key, &last.id, form).await?)
            }
            ApplicationAct::Run { application, process, failed, note } => {
                let place = (application.clone(), process.clone());
                let secret =
                    self.process_secrets.get(&place).with_context(|| format!("{place:?} is not watched"))?;
                let outcome = if *failed { Outcome::Failed } else { Outcome::Done };
                Ok(processes::actions::tell(self.platform, secret, outcome, note).await?)
            }
            ApplicationAct::About { application, word, most } => {
                self.about(ctx, application, word, *most).await
            }
            ApplicationAct::Equipment(equipment) => self.equipment(ctx, equipment).await,
            ApplicationAct::Act { .. } => self.act_of(ctx, act).await,
        }
    }

    fn application_key(&self, name: &str) -> Result<&ApplicationKey> {
        self.applications.get(name).with_context(|| format!("{name} was not described"))
    }

    async fn application(&mut self, ctx: &Ctx, act: &ApplicationAct) -> Result<()> {
        let ApplicationAct::Describe {
            of,
            application,
            form,
            environments,
            items,
            processes,
            flows,
            stop,
            restart,
            procedures,
        } = act
        else {
            bail!("no application")
        };
        let form = ApplicationForm { beneficiary: self.beneficiary(of)?.to_string(), ..(**form).clone() };
        let key = actions::create(ctx, &form).await?.key;
        let mut places = vec![];
        for environment in environments {
            places.push(actions::add_environment(ctx, &key, environment).await?);
        }
        let id_of = |name: &str| {
            let found = places.iter().find(|one| one.name == name);
            found
                .map(|one| one.id.clone())
                .with_context(|| format!("{application} has no environment {name}"))
        };
        for (place, item) in items {
            actions::set_item(ctx, &key, &id_of(place)?, item).await?;
        }
        for process in processes {
            let environment = id_of(&process.environment)?.to_string();
            let form = ProcessForm { environment, ..process.clone() };
            let (made, address) = processes::actions::add(ctx, &key, &form).await?;
            let secret = address.rsplit('/').next().unwrap_or_default().to_owned();
            self.process_secrets.insert((application.clone(), made.name), secret);
        }
        for flow in flows {
            let form = FlowForm { environment: id_of(&flow.environment)?.to_string(), ..flow.clone() };
            actions::add_flow(ctx, &key, &form).await?;
        }
        self.operated(ctx, &key, (stop, restart), procedures).await?;
        self.applications.insert(application.clone(), key);
        Ok(())
    }

    /// How an application is stopped and started, and the articles that say how it is operated.
    async fn operated(
        &self,
        ctx: &Ctx,
        key: &ApplicationKey,
        (stop, restart): (&str, &str),
        procedures: &[String],
    ) -> Result<()> {
        for (kind, steps) in [(SpecificationKind::Stop, stop), (SpecificationKind::Restart, restart)] {
            if !steps.is_empty() {
                let form = SpecificationForm { steps: steps.to_owned(), ..SpecificationForm::default() };
                actions::write_specification(ctx, key, kind, &form).await?;
            }
        }
        for name in procedures {
            let article = self.articles.get(name).with_context(|| format!("no article {name}"))?;
            desk::application_links::actions::link(ctx, key, article).await?;
        }
        Ok(())
    }

    /// The last tickets that have arrived; fewer in a small demonstration.
    async fn about(&self, ctx: &Ctx, application: &str, word: &str, most: usize) -> Result<()> {
        let key = self.application_key(application)?;
        let arrived = self.tickets.iter().zip(&self.plan.tickets).rev().filter_map(|(known, planned)| {
            let (ticket, _) = known.as_ref()?;
            (ticket.beneficiary == key.beneficiary && planned.title.contains(word)).then_some(ticket)
        });
        for ticket in arrived.take(most) {
            desk::application_links::actions::of_ticket(ctx, ticket, key.id.as_str()).await?;
        }
        Ok(())
    }

    async fn act_of(&mut self, ctx: &Ctx, act: &ApplicationAct) -> Result<()> {
        let ApplicationAct::Act { of, act, form, told, concluded } = act else { bail!("no act") };
        let form = ActForm { beneficiary: self.beneficiary(of)?.to_string(), ..form.clone() };
        let made = acts::actions::create(ctx, &form).await?;
        for form in told {
            acts::actions::inform(ctx, &made.key, form).await?;
        }
        if *concluded {
            let form = acts::EndForm {
                state: "concluded".to_owned(),
                concluded_on: made.planned_on.to_string(),
                version: made.version,
                ..acts::EndForm::default()
            };
            acts::actions::end(ctx, &made.key, &form).await?;
        }
        self.acts.insert(act.clone(), made.key.id.to_string());
        Ok(())
    }

    /// Takes one step after the other until the state wanted.
    async fn equipment(&self, ctx: &Ctx, wanted: &Equipment) -> Result<()> {
        let until = State::parse(&wanted.until).with_context(|| format!("no state {}", wanted.until))?;
        let form =
            RequestForm { beneficiary: self.beneficiary(&wanted.of)?.to_string(), ..wanted.form.clone() };
        let mut one = requests::create(ctx, &form).await?;
        while one.state != until {
            one = self.equipment_step(ctx, wanted, one, until).await?;
        }
        Ok(())
    }

    async fn equipment_step(
        &self,
        ctx: &Ctx,
        wanted: &Equipment,
        one: EquipmentRequest,
        until: State,
    ) -> Result<EquipmentRequest> {
        let (key, version) = (&one.key, one.version);
        Ok(match one.state {
            State::Requested => requests::examine(ctx, key, &StepForm { version }).await?,
            State::Late => {
                let decision = if until == State::Refused { "refusal" } else { "derogation" }.to_owned();
                let form = LateForm { decision, reason: wanted.reason.clone(), version };
                requests::decide_late(ctx, key, &form).await?
            }
            State::Admissible => {
                let (study, cost, share) = (wanted.study.clone(), wanted.cost.clone(), wanted.share.clone());
                requests::study(ctx, key, &StudyForm { study, cost, share, version }).await?
            }
            State::Study => {
                requests::write_terms(ctx, key, &TermsForm { terms: TERMS.to_owned(), version }).await?
            }
            State::AgreementDraft => self.equipment_signed(ctx, wanted, &one).await?,
            State::SignedBoth => {
                let form = OrderForm {
                    order_number: wanted.order.clone(),
                    supplier: "Réseaux du Gave (exemple inventé)".to_owned(),
                    amount: wanted.cost.clone(),
                    ordered_on: wanted.ordered_on.clone(),
                    act: self.acts.get(&wanted.act).cloned().unwrap_or_default(),
                    version,
                };
                requests::order(ctx, key, &form).await?
            }
            State::Ordered => {
                requests::deliver(ctx, key, &DayForm { on: wanted.delivered_on.clone(), version }).await?
            }
            State::Delivered => {
                let form = DayForm { on: wanted.in_service_on.clone(), version };
                requests::put_in_service(ctx, key, &form).await?
            }
            State::Refused | State::InService | State::Withdrawn => {
                bail!("{} never is {until:?}", one.reference())
            }
        })
    }

    /// Both sign; the scan is the agreement itself.
    async fn equipment_signed(
        &self,
        ctx: &Ctx,
        wanted: &Equipment,
        one: &EquipmentRequest,
    ) -> Result<EquipmentRequest> {
        let form = SignForm {
            provider_signed_on: wanted.signed_on.clone(),
            beneficiary_signed_on: wanted.signed_on.clone(),
            signatories: "Le président ; la directrice générale des services".to_owned(),
            version: one.version,
        };
        let bytes = requests::file(ctx, one.agreement.as_ref()).await?;
        let name = format!("{}-signee.pdf", one.reference());
        let scan = UploadedFile { name, media_type: "application/pdf".to_owned(), bytes };
        Ok(requests::sign(ctx, &one.key, &form, Some(scan)).await?)
    }

    /// What the estate's own work finds at the present instant: silent processes, warranties, exceptions that are over.
    pub(super) async fn estate_watch(&self) -> Result<()> {
        let ctx = self.system("estate");
        processes::actions::watch(&ctx).await?;
        actions::remind(&ctx).await?;
        Ok(actions::find_breaches(&ctx).await?)
    }
}
