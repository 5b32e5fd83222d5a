//! Proofs of obligations, each with its document.

use super::Stage;
use crate::demo::plan::deadlines::ProveAct;
use anyhow::Result;
use governance::deadlines::{self, DeadlineKey, ProofForm};
use people::Role;
use platform::web::UploadedFile;

impl Stage<'_> {
    /// A director is of the provider, an officer of the beneficiary.
    pub(super) async fn prove(&self, act: &ProveAct) -> Result<()> {
        let ctx = match act.by {
            Role::Officer => self.one(Role::Officer, act.of)?,
            role => self.one(role, "CAPBP")?,
        };
        let key = DeadlineKey {
            beneficiary: self.beneficiary(act.of)?,
            obligation: act.obligation.to_owned(),
            due: act.due,
        };
        let form = ProofForm {
            note: act.note.to_owned(),
            valid_until: act.valid_until.map(|day| day.to_string()).unwrap_or_default(),
        };
        let file = UploadedFile {
            name: format!("{}-{}.txt", act.obligation, act.due),
            media_type: "text/plain".to_owned(),
            bytes: format!("{}\n", act.note).into_bytes(),
        };
        deadlines::actions::prove(&ctx, &key, &form, Some(file)).await?;
        Ok(())
    }
}
