//! Plays reports through the actions of their pages.

use super::Stage;
use crate::demo::plan::reports::ReportAct;
use anyhow::Result;
use governance::reports::{CommentForm, DraftForm, PublicationForm, ReportKind, TextsForm, actions};
use people::Role;

impl Stage<'_> {
    /// Drafted, given its texts, read by the beneficiary's side and published.
    pub(super) async fn report(&self, act: &ReportAct) -> Result<()> {
        let director = self.holder(Role::Director, "CAPBP")?;
        let kind = if act.is_annual { ReportKind::Annual } else { ReportKind::Monthly };
        let form = DraftForm {
            beneficiary: act.of.to_owned(),
            kind: kind.as_str().to_owned(),
            period: act.period.clone(),
        };
        let key = Box::pin(actions::draft(&director, &form)).await?;
        let version = actions::read(&director, &key).await?.report.version;
        let (introduction, plan) = (act.texts.0.to_owned(), act.texts.1.to_owned());
        actions::write(&director, &key, &TextsForm { introduction, plan, version }).await?;
        actions::review(&director, &key).await?;
        if act.is_annual && act.of != "CAPBP" {
            let officer = self.holder(Role::Officer, act.of)?;
            let body =
                "Bilan relu avec la direction générale : conforme à ce que nous avons constaté.".to_owned();
            actions::comment(&officer, &key, &CommentForm { body, key: String::new() }).await?;
        }
        let version = actions::read(&director, &key).await?.report.version;
        Box::pin(actions::publish(&director, &key, &PublicationForm { version })).await?;
        Ok(())
    }
}
