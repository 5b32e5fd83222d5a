//! Plays plans of reversibility through the actions of their pages.

use super::Stage;
use crate::demo::plan::reversibility::PlanAct;
use anyhow::Result;
use governance::reversibility::plans::{PlanForm, StepForm, actions};
use people::Role;

impl Stage<'_> {
    /// Written, put before both sides, accepted by one or by both.
    pub(super) async fn reversibility(&self, act: &PlanAct) -> Result<()> {
        let director = self.one(Role::Director, "CAPBP")?;
        let key = actions::begin(&director, &self.beneficiary(act.of)?).await?;
        actions::write(&director, &key, &PlanForm { version: 1, ..act.words.clone() }).await?;
        actions::submit(&director, &key, &StepForm { version: 2 }).await?;
        actions::accept(&director, &key, &StepForm { version: 3 }).await?;
        if act.is_accepted {
            let officer = self.one(Role::Officer, act.of)?;
            Box::pin(actions::accept(&officer, &key, &StepForm { version: 3 })).await?;
        }
        Ok(())
    }
}
