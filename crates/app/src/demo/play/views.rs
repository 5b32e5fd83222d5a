//! The views of the list that people keep at the end of the story.

use super::Stage;
use anyhow::Result;
use desk::saved_views::{ViewForm, actions};
use kernel::{Permission, Side};
use platform::Ctx;

impl Stage<'_> {
    /// Each technician keeps the own urgent tickets; the first shares with each beneficiary what stands still.
    pub(super) async fn views(&self) -> Result<()> {
        let works =
            |ctx: &Ctx| ctx.actor.side == Some(Side::Provider) && ctx.actor.may(Permission::TicketWork);
        let workers = (0..self.persons.len()).map(|place| self.by(place)).filter(works);
        for (n, ctx) in workers.enumerate() {
            save(&ctx, "Mes urgences", "agent:moi priorité:p1,p2", "me".to_owned()).await?;
            if n > 0 {
                continue;
            }
            for body in self.organisations.iter().filter(|one| one.side == Side::Beneficiary) {
                let audience = format!("beneficiary:{}", body.id);
                let line = format!("commune:{} modifié:>7j", body.code);
                save(&ctx, &format!("{} : immobiles", body.code), &line, audience).await?;
            }
        }
        Ok(())
    }
}

async fn save(ctx: &Ctx, name: &str, line: &str, audience: String) -> Result<()> {
    let form = ViewForm { name: name.to_owned(), line: line.to_owned(), audience, version: 0 };
    actions::create(ctx, &form).await?;
    Ok(())
}
