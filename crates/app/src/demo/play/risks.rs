//! The register of risks and ways to improve.

use super::Stage;
use crate::demo::plan::risks::RiskAct;
use anyhow::Result;
use governance::risks::{ListQuery, RiskForm, actions};
use people::Role;

impl Stage<'_> {
    /// Written down the first time, changed the next.
    pub(super) async fn risk(&self, act: &RiskAct) -> Result<()> {
        let director = self.one(Role::Director, "CAPBP")?;
        let beneficiary = self.beneficiary(act.of)?.to_string();
        let form = RiskForm {
            beneficiary: beneficiary.clone(),
            kind: act.kind.to_owned(),
            title: act.title.to_owned(),
            likelihood: act.scales.0.to_string(),
            impact: act.scales.1.to_string(),
            side: act.owner.0.to_owned(),
            owner: act.owner.1.to_owned(),
            treatment: act.treatment.to_owned(),
            review_on: act.review_on.to_string(),
            state: act.state.to_owned(),
            ..RiskForm::default()
        };
        let asked = ListQuery { beneficiary, ..ListQuery::default() };
        let (open, _) = actions::list(&director, &asked).await?;
        match open.into_iter().find(|one| one.title == act.title) {
            Some(one) => {
                actions::change(&director, &one.key, &RiskForm { version: one.version, ..form }).await?
            }
            None => actions::create(&director, &form).await?,
        };
        Ok(())
    }
}
