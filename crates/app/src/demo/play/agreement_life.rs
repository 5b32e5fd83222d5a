//! The life of the agreements: contracts, insurance, disputes, drafts until they are signed.

use super::Stage;
use crate::demo::plan::agreement_life::{ContractAct, LifeAct};
use agreements::{
    contracts::{self, ContractForm},
    disputes::{self, DisputeForm, DisputeKey, DocumentForm, EndForm},
    drafts::{self, DraftKey, NewForm, SignForm, StepForm, VoteForm},
    insurance::{self, CertificateForm},
    joining::VariablesForm,
    subscription_requests::{self as requests, AnswerForm, AskForm},
};
use anyhow::{Context as _, Result};
use jiff::civil::Date;
use people::Role;
use platform::{Ctx, web::UploadedFile};

impl Stage<'_> {
    /// An act about an agreement, by who would do it.
    pub(super) async fn life(&self, act: &LifeAct) -> Result<()> {
        let director = self.one(Role::Director, "CAPBP")?;
        match act {
            LifeAct::Contract(contract) => self.contract(&director, contract).await,
            LifeAct::Certificate { valid } => certificate(&director, *valid).await,
            LifeAct::Dispute { .. } | LifeAct::Join { .. } | LifeAct::Settle { .. } => {
                self.dispute(&director, act).await
            }
            LifeAct::Ask { .. } | LifeAct::Accept { .. } => self.subscription(&director, act).await,
            LifeAct::Begin { of, kind, title } => {
                let form = NewForm {
                    beneficiary: self.beneficiary(of)?.to_string(),
                    kind: (*kind).to_owned(),
                    title: (*title).to_owned(),
                    ..NewForm::default()
                };
                drafts::actions::create(&director, &form).await?;
                Ok(())
            }
            LifeAct::Fill { of } => self.fill(&director, of).await,
            LifeAct::Settled { of } => {
                let (key, version) = self.last_draft(&director, of).await?;
                Ok(drafts::actions::signing::complete(&director, &key, &StepForm { version }).await?)
            }
            LifeAct::Vote { .. } | LifeAct::Sign { .. } => self.deliberate(&director, act).await,
        }
    }

    async fn contract(&self, director: &Ctx, act: &ContractAct) -> Result<()> {
        let form = ContractForm {
            beneficiary: self.beneficiary(act.of)?.to_string(),
            side: act.side.to_owned(),
            supplier: act.with.0.to_owned(),
            title: act.with.1.to_owned(),
            block: act.block.to_owned(),
            starts_on: act.days.0.to_string(),
            ends_on: act.days.1.to_string(),
            amount: act.amount.to_owned(),
            notice_months: "3".into(),
            is_transferable: "yes".into(),
            share_percent: act.share.to_owned(),
            ..ContractForm::default()
        };
        contracts::actions::create(director, &form, Some(paper(act.with.1))).await?;
        Ok(())
    }

    async fn dispute(&self, director: &Ctx, act: &LifeAct) -> Result<()> {
        match act {
            LifeAct::Dispute { of, title, subject, article, due_on } => {
                let form = DisputeForm {
                    beneficiary: self.beneficiary(of)?.to_string(),
                    title: (*title).to_owned(),
                    subject: (*subject).to_owned(),
                    article: (*article).to_owned(),
                    due_on: due_on.to_string(),
                    ..DisputeForm::default()
                };
                disputes::actions::open(&self.one(Role::Officer, of)?, &form).await?;
            }
            LifeAct::Join { of, title } => {
                let (key, _) = self.last_dispute(director, of).await?;
                let form = DocumentForm { title: (*title).to_owned(), ..DocumentForm::default() };
                disputes::actions::join(&self.one(Role::Officer, of)?, &key, &form, Some(paper(title)))
                    .await?;
            }
            LifeAct::Settle { of, note } => {
                let (key, version) = self.last_dispute(director, of).await?;
                let form = EndForm {
                    outcome: "agreed".into(),
                    note: (*note).to_owned(),
                    version,
                    ..EndForm::default()
                };
                disputes::actions::end(director, &key, &form).await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn last_dispute(&self, ctx: &Ctx, of: &str) -> Result<(DisputeKey, i64)> {
        let beneficiary = self.beneficiary(of)?;
        let (all, _) = disputes::actions::list(ctx, &disputes::actions::ListQuery::default()).await?;
        let one = all.into_iter().find(|one| one.key.beneficiary == beneficiary).context("no dispute")?;
        Ok((one.key, one.version))
    }

    async fn subscription(&self, director: &Ctx, act: &LifeAct) -> Result<()> {
        match act {
            LifeAct::Ask { of, offer, wanted_on, reason } => {
                let form = AskForm {
                    kind: "subscribe".into(),
                    offer: (*offer).to_owned(),
                    wanted_on: wanted_on.to_string(),
                    reason: (*reason).to_owned(),
                    ..AskForm::default()
                };
                requests::actions::ask(&self.one(Role::Officer, of)?, &form).await?;
            }
            LifeAct::Accept { of } => {
                let beneficiary = self.beneficiary(of)?;
                let asked = requests::actions::ListQuery::default();
                let (all, _) = requests::actions::list(director, &asked).await?;
                let one =
                    all.into_iter().find(|one| one.key.beneficiary == beneficiary).context("no request")?;
                let form =
                    AnswerForm { decision: "accepted".into(), version: one.version, ..AnswerForm::default() };
                requests::actions::answer(director, &one.key, &form).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The draft of a beneficiary begun last, and its version.
    async fn last_draft(&self, ctx: &Ctx, of: &str) -> Result<(DraftKey, i64)> {
        let beneficiary = self.beneficiary(of)?;
        let (all, _) = drafts::actions::list(ctx, &drafts::actions::ListQuery::default()).await?;
        let one = all.into_iter().find(|one| one.key.beneficiary == beneficiary).context("no draft")?;
        Ok((one.key, one.version))
    }

    /// Everything but the price, which the parties have not settled.
    async fn fill(&self, director: &Ctx, of: &str) -> Result<()> {
        let (key, version) = self.last_draft(director, of).await?;
        let form = VariablesForm {
            designation: "la commune".into(),
            represented_by: "le maire".into(),
            voted_by: "conseil municipal".into(),
            reference: "CAPBP-CVI-2027".into(),
            start: "2027-04-01".into(),
            years: "5".into(),
            signature_year: "2027".into(),
            agents: "17".into(),
            sites: "Mairie\nÉcole des Érables\nAtelier".into(),
            offers: vec!["SOCLE".into(), "POSTES".into()],
            version,
            ..VariablesForm::default()
        };
        Ok(drafts::actions::writing::fill(director, &key, &form).await?)
    }

    async fn deliberate(&self, director: &Ctx, act: &LifeAct) -> Result<()> {
        let today = agreements::reading::today(director).to_string();
        match act {
            LifeAct::Vote { of, side, reference } => {
                let (key, version) = self.last_draft(director, of).await?;
                let form = VoteForm {
                    side: (*side).to_owned(),
                    voted_on: today,
                    reference: (*reference).to_owned(),
                    version,
                };
                let by = if *side == "beneficiary" { self.one(Role::Officer, of)? } else { director.clone() };
                drafts::actions::signing::vote(&by, &key, &form).await?;
            }
            LifeAct::Sign { of } => {
                let (key, version) = self.last_draft(director, of).await?;
                let form = SignForm { signed_on: today, version };
                drafts::actions::signing::sign(director, &key, &form, Some(paper("Avenant signé"))).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

async fn certificate(director: &Ctx, (from, until): (Date, Date)) -> Result<()> {
    let form = CertificateForm {
        insurer: "Assurances de Démonstration".into(),
        policy: "RC-2026-0042".into(),
        covers: "Responsabilité civile, activités accomplies avec les biens mis à disposition".into(),
        valid_from: from.to_string(),
        valid_until: until.to_string(),
        key: String::new(),
    };
    insurance::actions::record_certificate(director, &form, Some(paper("Attestation d’assurance"))).await?;
    Ok(())
}

/// A file that stands for one that would be scanned.
fn paper(name: &str) -> UploadedFile {
    let bytes = format!("{name}\n\nPièce inventée pour la démonstration.\n").into_bytes();
    UploadedFile { name: format!("{name}.txt"), media_type: "text/plain".into(), bytes }
}
