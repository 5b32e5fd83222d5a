//! Requests by forms and announcements.

use super::Stage;
use crate::demo::plan::portal::PortalAct;
use anyhow::{Context as _, Result};
use desk::{
    announcements::{self, AnnouncementForm},
    approvals::{self, Decision},
    request_forms,
    requests::{self, intake},
    tasks,
    tickets::{Channel, TicketKey, Transition, actions as tickets},
};
use kernel::id::BeneficiaryId;
use platform::Ctx;
use std::collections::BTreeMap;

/// The forms of the product.
const FORMS: [&str; 5] = [
    include_str!("../../../../../forms/arrival.toml"),
    include_str!("../../../../../forms/departure.toml"),
    include_str!("../../../../../forms/mobile.toml"),
    include_str!("../../../../../forms/network.toml"),
    include_str!("../../../../../forms/application.toml"),
];

impl Stage<'_> {
    pub(super) async fn portal(&mut self, ctx: &Ctx, act: &PortalAct) -> Result<()> {
        match act {
            PortalAct::Forms => {
                for form in FORMS {
                    request_forms::actions::import(ctx, form).await?;
                }
                Ok(())
            }
            PortalAct::Ask { request, form, answers } => {
                let key = self.ask(ctx, form, answers).await?;
                self.requests.insert(request.clone(), key);
                Ok(())
            }
            PortalAct::Take { request } => {
                tickets::take(ctx, self.request(request)?, 1).await?;
                Ok(())
            }
            PortalAct::Decide { request, refused } => self.decide(ctx, request, refused).await,
            PortalAct::Deliver { request, words } => self.deliver(ctx, request, words).await,
            PortalAct::Confirm { request } => {
                let key = self.request(request)?;
                let version = tickets::read(ctx, key).await?.thread.ticket.version;
                tickets::move_state(ctx, key, version, Transition::Close, "").await?;
                Ok(())
            }
            PortalAct::Announce { of, sites, form } => self.announce(ctx, of, sites, form).await,
        }
    }

    fn request(&self, name: &str) -> Result<&TicketKey> {
        self.requests.get(name).with_context(|| format!("{name} was not asked"))
    }

    async fn ask(&self, ctx: &Ctx, form: &str, answers: &BTreeMap<String, String>) -> Result<TicketKey> {
        let own: BeneficiaryId = match ctx.scope() {
            kernel::Scope::One(own) => own.clone(),
            kernel::Scope::All => anyhow::bail!("only a beneficiary's own people ask"),
        };
        let named = answers.iter().map(|(code, answer)| Ok((code.clone(), self.named(&own, answer)?)));
        let ask = intake::Ask {
            beneficiary: own.clone(),
            requester: None,
            form: form.to_owned(),
            answers: named.collect::<Result<_>>()?,
            files: vec![],
            channel: Channel::Portal,
            idempotency_key: None,
        };
        Ok(intake::ask(ctx, ask).await?)
    }

    /// The identifier of a person or a site of the beneficiary that an answer names by `@`.
    fn named(&self, own: &BeneficiaryId, answer: &str) -> Result<String> {
        let Some(name) = answer.strip_prefix('@') else { return Ok(answer.to_owned()) };
        let site = self.sites.iter().find(|site| site.name == name && site.beneficiary == *own);
        let person =
            || self.persons.iter().find(|one| one.name == name && one.beneficiary.as_ref() == Some(own));
        let found = site.map(|site| site.id.to_string()).or_else(|| person().map(|one| one.id.to_string()));
        found.with_context(|| format!("nobody and nothing is called {name}"))
    }

    async fn decide(&self, ctx: &Ctx, request: &str, refused: &str) -> Result<()> {
        let key = self.request(request)?;
        let mut tx = ctx.read().await?;
        let waiting = approvals::actions::waiting(&mut tx, ctx).await?;
        drop(tx);
        let seat =
            waiting.into_iter().find(|one| one.ticket == *key).context("nothing waits for that person")?;
        let decision = if refused.is_empty() { Decision::Accepted } else { Decision::Refused };
        approvals::actions::decide(ctx, &key.beneficiary, &seat.seat, decision, refused).await?;
        Ok(())
    }

    async fn deliver(&self, ctx: &Ctx, request: &str, words: &str) -> Result<()> {
        let key = self.request(request)?;
        let whole = requests::actions::read(ctx, key).await?.0.context("not made by a form")?;
        for task in &whole.tasks {
            tasks::actions::set_done(ctx, key, &task.id, true).await?;
        }
        if whole.form.document.delivers.is_some() {
            requests::actions::go_live(ctx, key, Some(ctx.now())).await?;
        }
        let version = tickets::read(ctx, key).await?.thread.ticket.version;
        tickets::move_state(ctx, key, version, Transition::Resolve, words).await?;
        Ok(())
    }

    async fn announce(&self, ctx: &Ctx, of: &str, sites: &[String], form: &AnnouncementForm) -> Result<()> {
        let mut form = form.clone();
        if !of.is_empty() {
            let own = self.beneficiary(of)?;
            let named = sites.iter().map(|name| self.named(&own, &format!("@{name}")));
            form.sites = named.collect::<Result<_>>()?;
            form.beneficiary = own.to_string();
        }
        announcements::actions::create(ctx, &form).await?;
        Ok(())
    }
}
