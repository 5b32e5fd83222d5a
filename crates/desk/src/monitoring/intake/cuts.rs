//! The outage of a site beside the incident: begun when what cuts the site off fails, ended when it works again (A.1).
//!
//! The ticket is held before the outage is recorded: whoever works on tickets takes the ticket first, then the log.

use super::told::{Told, site, title};
use crate::{
    monitoring::{SourceId, intake, rules},
    tickets::{TicketKey, store as ticket_store},
};
use estate::{
    outages::{Source, watched},
    sites::SiteId,
};
use platform::{Result, db::Tx};

/// What the outage of a source's thing is called.
pub(super) fn watch_key(source: &SourceId, alarm: &str) -> String {
    format!("{source} {alarm}")
}

impl Told<'_> {
    /// What the outage of the event's thing is called: the same from its failure to its recovery.
    fn watch_key(&self) -> String {
        watch_key(&self.source.id, &self.event.alarm)
    }

    /// Begins an outage when the event names a site and its severity cuts it off. It is dated as the source tells.
    pub(super) async fn cuts_off(&self, tx: &mut Tx, key: &TicketKey) -> Result<()> {
        if !rules::cuts_off(&self.source.settings.severities, &self.event.severity) {
            return Ok(());
        }
        let Some((id, _)) = site(tx, self.rule, self.event).await? else { return Ok(()) };
        ticket_store::lock(tx, key).await?;
        let ticket = intake::reference(tx, self.ctx, key).await?.unwrap_or_default();
        let seen = watched::Seen {
            beneficiary: &self.rule.beneficiary,
            site: &SiteId::from(id),
            source: Source::Monitoring,
            watch_key: &self.watch_key(),
            from: self.at(),
            ticket: &ticket,
            note: &title(self.event),
        };
        watched::began(tx, self.ctx, &seen).await
    }

    /// Ends the outage that the event's thing began.
    pub(super) async fn works_again(&self, tx: &mut Tx, key: &TicketKey) -> Result<()> {
        ticket_store::lock(tx, key).await?;
        let (beneficiary, watch_key) = (&self.rule.beneficiary, self.watch_key());
        watched::ended(tx, self.ctx, beneficiary, &watch_key, self.at()).await.map(drop)
    }
}
