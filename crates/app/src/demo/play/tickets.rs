//! Steps of tickets.

use super::Stage;
use crate::demo::plan::tickets::{PlannedTicket, Step};
use anyhow::{Context as _, Result};
use desk::{
    categories::{self, CategoryForm},
    tickets::{
        Channel, TicketKey, Transition,
        actions::{self, Correction, Draft, Incoming, Say},
    },
};
use kernel::Permission;
use platform::web::UploadedFile;

impl Stage<'_> {
    pub(super) async fn step(&mut self, ticket: usize, step: usize) -> Result<()> {
        let plan = self.plan;
        let planned = &plan.tickets[ticket];
        let step = &planned.steps[step].1;
        if *step == Step::Open {
            self.tickets[ticket] = Some(self.open(planned).await?);
            return Ok(());
        }
        let (key, version) = self.tickets[ticket].clone().context("a step before the arrival")?;
        let version = match step.by() {
            Some(by) => self.sort(by, planned, (&key, version)).await?,
            None => version,
        };
        let version = match step {
            Step::Open => version,
            Step::Take { by } => actions::take(&self.by(*by), &key, version).await?,
            Step::Assign { by, to } => {
                let to = Some(self.persons[*to].id.clone());
                actions::assign(&self.by(*by), &key, version, to).await?
            }
            Step::Note { by, body } => {
                actions::say(&self.by(*by), &key, say(version, body, true, None)).await?
            }
            Step::Say { by, body, then } => {
                actions::say(&self.by(*by), &key, say(version, body, false, *then)).await?
            }
            Step::Close { by, reason } => {
                actions::move_state(&self.by(*by), &key, version, Transition::Close, reason).await?
            }
        };
        self.tickets[ticket] = Some((key, version));
        Ok(())
    }

    async fn open(&self, planned: &PlannedTicket) -> Result<(desk::tickets::TicketKey, i64)> {
        let ctx = match (planned.opened_by, planned.channel) {
            (Some(person), _) => self.by(person),
            (None, Channel::Monitoring) => self.system("Supervision"),
            (None, _) => self.system("Courriel entrant"),
        };
        let draft = Draft {
            beneficiary: self.organisations[planned.beneficiary].id.clone(),
            requester: Some(self.persons[planned.requester].id.clone()),
            kind: planned.kind,
            is_administrative: planned.administrative,
            title: planned.title.clone(),
            description: planned.description.clone(),
            channel: planned.channel,
            site: planned.site.map(|site| self.sites[site].id.to_string()),
            impact: planned.impact,
            urgency: planned.urgency,
        };
        let files = planned.file.iter().map(|(name, text)| UploadedFile {
            name: name.clone(),
            media_type: "text/plain".to_owned(),
            bytes: text.clone().into_bytes(),
        });
        let incoming = Incoming { draft, files: files.collect(), idempotency_key: None };
        Ok((actions::create(&ctx, incoming).await?, 1))
    }
}

impl Stage<'_> {
    /// Says of what category a ticket is, when a technician first puts a hand to it. Gives its version.
    async fn sort(
        &mut self,
        by: usize,
        planned: &PlannedTicket,
        (key, version): (&TicketKey, i64),
    ) -> Result<i64> {
        let Some((name, domain)) = planned.theme.category() else { return Ok(version) };
        let ctx = self.by(by);
        if !ctx.actor.may(Permission::TicketWork) || !self.sorted.insert(key.id.clone()) {
            return Ok(version);
        }
        let category = if let Some(known) = self.categories.get(name) {
            known.clone()
        } else {
            let form =
                CategoryForm { name: name.to_owned(), parent: String::new(), domain: domain.to_owned() };
            categories::actions::create(&self.system("Mise en place"), &form).await?.id
        };
        self.categories.insert(name, category.clone());
        let to = Correction {
            kind: planned.kind,
            administrative: planned.administrative,
            title: planned.title.clone(),
            requester: self.persons[planned.requester].id.clone(),
            site: planned.site.map(|site| self.sites[site].id.to_string()),
            category: Some(category.to_string()),
        };
        Ok(actions::correct(&ctx, key, version, to).await?)
    }
}

fn say(version: i64, body: &str, is_internal: bool, then: Option<Transition>) -> Say {
    Say { version, body: body.to_owned(), is_internal, then, files: vec![], idempotency_key: None }
}
