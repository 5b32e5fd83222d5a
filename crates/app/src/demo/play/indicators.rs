//! Indicators: months closed, a remark, targets proposed and decided.

use super::Stage;
use crate::demo::plan::indicators::{IndicatorAct, Wish};
use anyhow::{Context as _, Result};
use governance::{
    indicators::{CloseForm, CommentForm, DecideForm, ProposalForm, ValuePath, actions, rules::month_word},
    meetings::rules::day,
};
use jiff::civil::Date;
use people::Role;

/// Why a month is closed although something is missing in it.
const REASON: &str = "Manques constatés avec le bénéficiaire ; ils ne changent pas les valeurs mesurées.";

impl Stage<'_> {
    pub(super) async fn indicators(&self, act: &IndicatorAct) -> Result<()> {
        let director = self.holder(Role::Director, "CAPBP")?;
        match act {
            IndicatorAct::Close(of, month) => {
                let form = CloseForm { month: month_word(*month), reason: REASON.into() };
                Box::pin(actions::close(&director, of, &form)).await?;
            }
            IndicatorAct::Say(month) => self.remark(*month).await?,
            IndicatorAct::Propose(wish) => {
                let by = if wish.by_provider { director } else { self.holder(Role::Officer, wish.of)? };
                let form = ProposalForm {
                    operator: wish.operator.into(),
                    value: wish.value.into(),
                    motive: wish.motive.into(),
                    key: String::new(),
                };
                Box::pin(actions::propose(&by, wish.of, wish.commitment, &form)).await?;
            }
            IndicatorAct::Decide(wish, on) => self.decided(wish, *on).await?,
        }
        Ok(())
    }

    async fn remark(&self, month: Date) -> Result<()> {
        let officer = self.holder(Role::Officer, "PMPB")?;
        let found = actions::overview(&officer, "PMPB").await?;
        let closing = found.closings.iter().find(|one| one.month == month).context("no such month")?;
        let path = ValuePath { beneficiary: "PMPB".into(), closing: closing.id.clone(), code: "G.2a".into() };
        let body = "Nous confirmons ces délais : la reprise de septembre s’est bien passée.".into();
        Ok(actions::comment(&officer, &path, &CommentForm { body, key: String::new() }).await?)
    }

    async fn decided(&self, wish: &Wish, on: Date) -> Result<()> {
        let director = self.holder(Role::Director, "CAPBP")?;
        let series = Box::pin(actions::series(&director, wish.of, wish.commitment, 12)).await?;
        let proposal = series.proposals.iter().find(|one| one.is_open()).context("no proposal waits")?;
        let meeting =
            series.meetings.iter().find(|one| day(one.starts_at) == on).context("no such meeting")?;
        let form = DecideForm {
            meeting: meeting.key.id.to_string(),
            decision: "Quatre sauvegardes réussies et conformes par mois, au moins.".into(),
            effective_on: on.last_of_month().tomorrow()?.to_string(),
        };
        Box::pin(actions::decide(&director, wish.of, &proposal.id, &form)).await?;
        Ok(())
    }
}
