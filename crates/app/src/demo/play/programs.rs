//! The programs connected at the end of the story: a webhook of a beneficiary, and calendars of agents.

use super::Stage;
use anyhow::Result;
use desk::webhooks::{self, WebhookForm};
use governance::calendars::{self, FeedForm, Part};
use kernel::{Permission, Scope};

impl Stage<'_> {
    /// The first officer's intranet is told of tickets; it is paused, because the invented address answers nobody. The
    /// first technician subscribes to tasks and interventions.
    pub(super) async fn programs(&self) -> Result<()> {
        let by = |permission: Permission| move |ctx: &platform::Ctx| ctx.actor.may(permission);
        let everybody = || (0..self.persons.len()).map(|place| self.by(place));
        let of_one = |ctx: &platform::Ctx| matches!(ctx.scope(), Scope::One(_));
        if let Some(officer) = everybody().filter(of_one).find(by(Permission::WebhookManage)) {
            let form = WebhookForm {
                name: "Intranet".to_owned(),
                url: "https://intranet.example/crochets/socle".to_owned(),
                events: ["ticket.create", "ticket.answer", "ticket.move"].map(str::to_owned).to_vec(),
                version: 0,
            };
            let (webhook, _) = webhooks::actions::create(&officer, &form).await?;
            webhooks::actions::set_active(&officer, &webhook.key, false).await?;
        }
        if let Some(technician) = everybody().find(by(Permission::TicketWork)) {
            for part in [Part::Mine, Part::Visits] {
                calendars::actions::create(&technician, &FeedForm { part }).await?;
            }
        }
        Ok(())
    }
}
