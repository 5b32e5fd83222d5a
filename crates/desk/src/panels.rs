//! What the features of the desk show beside a ticket, in the order of the page.

use crate::{links, major_incidents, requests, tasks, teams, tickets::actions::Reading, watchers};
use maud::Markup;
use platform::{Ctx, Result};

/// The panels that have something to show to this reader. Each feature adds its own here.
pub(crate) async fn beside(ctx: &Ctx, reading: &Reading) -> Result<Vec<Markup>> {
    let panels = [
        crate::chats::views::panel(ctx, reading).await?,
        requests::views::panel(ctx, reading).await?,
        requests::views::scope_panel(ctx, reading).await?,
        major_incidents::views::panel(ctx, reading).await?,
        crate::monitoring::views::panel(ctx, reading).await?,
        links::views::panel(ctx, reading).await?,
        crate::problems::views::panel(ctx, reading).await?,
        crate::changes::views::panel(ctx, reading).await?,
        crate::knowledge::views::panel(ctx, reading).await?,
        crate::application_links::views::panel(ctx, reading).await?,
        tasks::views::panel(ctx, reading).await?,
        crate::visits::views::panel(ctx, reading).await?,
        crate::pending_reasons::views::panel(ctx, reading).await?,
        crate::wake_ups::views::panel(ctx, reading).await?,
        crate::time_spent::views::panel(ctx, reading).await?,
        teams::views::panel(ctx, reading).await?,
        watchers::views::panel(ctx, reading).await?,
        crate::satisfaction::panel::panel(ctx, reading).await?,
        crate::mail_intake::views::panel(ctx, reading).await?,
        crate::calls::views::panel(ctx, reading).await?,
    ];
    Ok(panels.into_iter().flatten().collect())
}
