//! Data brought in at the end of the story: tickets of the tool used before, and a list of sites that is still to mend.

use super::Stage;
use crate::imports::{
    Target,
    actions::{Received, apply, map, proposed, receive},
};
use anyhow::{Result, ensure};

const PAST: &[u8] = include_bytes!("../data/past_tickets.csv");
const SITES: &[u8] = include_bytes!("../data/sites.csv");

impl Stage<'_> {
    /// One import that is done, and one that waits for a decision with lines refused.
    pub(super) async fn imports(&self) -> Result<()> {
        let ctx = self.by(self.plan.cast.person("Adel Modèle")?);
        let past = Received {
            target: Target::Ticket,
            source: "ancien-outil".to_owned(),
            name: "tickets-2021.csv".to_owned(),
            bytes: PAST.to_vec(),
            mapping: None,
        };
        let sites = Received {
            target: Target::Site,
            source: String::new(),
            name: "sites-à-reprendre.csv".to_owned(),
            bytes: SITES.to_vec(),
            mapping: None,
        };
        for (received, keep_as, is_done) in [(past, "Ancien outil : tickets", true), (sites, "Sites", false)]
        {
            let import = receive(&ctx, received).await?;
            let (mapping, _) = proposed(&ctx, &import).await?;
            let import = Box::pin(map(&ctx, &import.id, &mapping, keep_as)).await?;
            if is_done {
                ensure!(import.counts.refused == 0, "{}: {:?}", import.file_name, import.counts);
                Box::pin(apply(&ctx, &import.id, import.version)).await?;
            }
        }
        Ok(())
    }
}
