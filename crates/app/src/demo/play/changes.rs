//! Changes, freeze periods, planned maintenance.

use super::Stage;
use crate::demo::plan::changes::ChangeAct;
use anyhow::{Context as _, Result};
use desk::{
    changes::{
        ChangeForm, ChangeId, Place, actions,
        forms::{CancelForm, DecideForm, EndForm, ReviewForm, SubmitForm},
    },
    freeze_periods,
    maintenance::{self, AnnounceForm},
};
use platform::Ctx;

impl Stage<'_> {
    pub(super) async fn change(&mut self, ctx: &Ctx, act: &ChangeAct) -> Result<()> {
        match act {
            ChangeAct::Freeze(form) => drop(freeze_periods::actions::create(ctx, form).await?),
            ChangeAct::Write { change, places, template, form } => {
                let form = self.written(places, template, form)?;
                let made = actions::create(ctx, &form).await?;
                self.changes.insert(change.clone(), made.id);
            }
            ChangeAct::Submit { change, approvers } => {
                let (id, version, _) = self.known(ctx, change).await?;
                let approvers = approvers.iter().map(|name| self.identified(name)).collect::<Result<_>>()?;
                actions::submit(ctx, &id, &SubmitForm { approvers, version }).await?;
            }
            ChangeAct::Agree { change } => {
                let (id, _, revision) = self.known(ctx, change).await?;
                let form = DecideForm { decision: "accepted".into(), reason: String::new(), revision };
                actions::decide(ctx, &id, &form).await?;
            }
            ChangeAct::Announce { change } => {
                let (id, version, _) = self.known(ctx, change).await?;
                let form = AnnounceForm { late_reason: String::new(), version };
                maintenance::actions::announce(ctx, &id, &form).await?;
            }
            other => self.carried_out(ctx, other).await?,
        }
        Ok(())
    }

    async fn carried_out(&mut self, ctx: &Ctx, act: &ChangeAct) -> Result<()> {
        match act {
            ChangeAct::Start { change } => {
                actions::start(ctx, &self.known(ctx, change).await?.0).await?;
            }
            ChangeAct::End { change, end, outcome } => {
                let form = EndForm { end: end.clone(), outcome: outcome.clone() };
                actions::finish(ctx, &self.known(ctx, change).await?.0, &form).await?;
            }
            ChangeAct::Review { change, review, text } => {
                let form = ReviewForm { review: review.clone(), text: text.clone() };
                actions::review(ctx, &self.known(ctx, change).await?.0, &form).await?;
            }
            ChangeAct::Standard { change } => {
                let template = actions::make_standard(ctx, &self.known(ctx, change).await?.0).await?;
                self.templates.insert(change.clone(), template.id);
            }
            ChangeAct::Cancel { change, reason } => {
                let form = CancelForm { reason: reason.clone() };
                actions::cancel(ctx, &self.known(ctx, change).await?.0, &form).await?;
            }
            other => anyhow::bail!("{other:?} is played elsewhere"),
        }
        Ok(())
    }

    /// Identifier, version and revision of a change.
    async fn known(&self, ctx: &Ctx, name: &str) -> Result<(ChangeId, i64, i64)> {
        let id = self.changes.get(name).with_context(|| format!("{name} was not written"))?;
        let change = actions::read(ctx, id).await?.change;
        Ok((change.id, change.version, change.revision))
    }

    fn identified(&self, name: &str) -> Result<String> {
        Ok(self.persons[self.plan.cast.person(name)?].id.to_string())
    }

    fn written(&self, places: &[String], template: &str, form: &ChangeForm) -> Result<ChangeForm> {
        let mut form = form.clone();
        form.places = places.iter().map(|place| self.place(place)).collect::<Result<_>>()?;
        if !template.is_empty() {
            let template = self.templates.get(template).context("no such template yet")?;
            form.template = template.to_string();
        }
        Ok(form)
    }

    /// `CODE` or `CODE/Site` by identifiers.
    fn place(&self, named: &str) -> Result<String> {
        let (code, site) = named.split_once('/').map_or((named, None), |(code, site)| (code, Some(site)));
        let beneficiary = self.beneficiary(code)?;
        let site = match site {
            None => None,
            Some(name) => {
                let found =
                    self.sites.iter().find(|site| site.name == name && site.beneficiary == beneficiary);
                Some(found.with_context(|| format!("no site {named}"))?.id.clone())
            }
        };
        Ok(Place { beneficiary, site }.value())
    }
}
