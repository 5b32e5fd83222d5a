//! Writing down that a committee takes a saving, and what follows from its minutes.

use crate::{
    decisions::{self, Decision, DecisionForm, DecisionKind},
    indicators::DecideForm,
    meetings::{
        self, Meeting, MeetingKey, Source,
        actions::{finish, held},
        rules::{Proposed, is_open},
    },
};
use agreements::document::CommitteeKind;
use finance::savings::{
    DecisionRef, SavingKey, SavingProposal, SavingState, actions as savings, store as known,
};
use jiff::SignedDuration;
use kernel::{Permission, Text};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// How far from now meetings are looked for, in days.
const DAYS: i64 = 400;

/// Most meetings of that time.
const MEETINGS: i64 = 200;

/// A saving with the meetings that may decide on it.
pub struct Open {
    /// The saving.
    pub saving: SavingProposal,
    /// Steering committees whose minutes may still be written.
    pub meetings: Vec<Meeting>,
}

/// A saving that waits for a decision.
pub async fn read(ctx: &Ctx, key: &SavingKey) -> Result<Open> {
    ctx.require(Permission::CommitteeManage)?;
    let saving = savings::find(ctx, key).await?;
    if saving.state != SavingState::Proposed {
        return Err(Error::refused("saving-error-decided"));
    }
    let span = (
        ctx.now() - SignedDuration::from_hours(24 * DAYS),
        ctx.now() + SignedDuration::from_hours(24 * DAYS),
    );
    let mut tx = ctx.read().await?;
    let mut meetings = meetings::store::between(&mut tx, Some(&key.beneficiary), span, MEETINGS).await?;
    meetings.retain(|meeting| meeting.committee == CommitteeKind::Steering && is_open(meeting));
    Ok(Open { saving, meetings })
}

/// Writes the decision of a meeting down that takes a saving. The price follows once the minutes are validated.
pub async fn decide(ctx: &Ctx, key: &SavingKey, form: &DecideForm) -> Result<Decision> {
    ctx.require(Permission::CommitteeManage)?;
    let meeting = MeetingKey { beneficiary: key.beneficiary.clone(), id: form.meeting.as_str().into() };
    if meetings::store::find(&mut ctx.read().await?, &meeting).await?.is_none() {
        return Err(Error::invalid("meeting", Text::new("indicator-error-meeting")));
    }
    let (mut tx, meeting) = held(ctx, &meeting, is_open).await?;
    savings::hold_open(&mut tx, key).await?;
    let typed = DecisionForm {
        kind: DecisionKind::Saving.as_str().to_owned(),
        decision: form.decision.clone(),
        effective_on: form.effective_on.clone(),
        ..DecisionForm::default()
    };
    let made = decisions::actions::write(ctx, &mut tx, &meeting, &typed).await?;
    let decision = DecisionRef {
        id: made.id.to_string(),
        reference: made.reference(),
        path: made.meeting.path(),
        effective_on: made.effective_on,
    };
    savings::decided(&mut tx, ctx, key, &decision).await?;
    let detail = json!({"decision": made.reference(), "kind": made.kind, "effective_on": made.effective_on, "saving": key.id});
    finish(ctx, tx, &meeting.key, "decision.record", detail).await?;
    Ok(made)
}

/// The savings that the decisions of a meeting take, once its minutes are validated by both sides.
pub(crate) async fn carry(ctx: &Ctx, tx: &mut Tx, meeting: &MeetingKey) -> Result<()> {
    let decisions = decisions::store::of_meeting(tx, meeting).await?;
    let savings_of = |one: &&Decision| one.kind == DecisionKind::Saving && one.withdrawn_at.is_none();
    for decision in decisions.iter().filter(savings_of) {
        savings::carry(tx, ctx, &meeting.beneficiary, decision.id.as_str()).await?;
    }
    Ok(())
}

/// Points for the agenda of a steering committee: savings that wait for a decision.
pub(crate) async fn points(tx: &mut Tx, meeting: &Meeting) -> Result<Vec<Proposed>> {
    if meeting.committee != CommitteeKind::Steering {
        return Ok(vec![]);
    }
    let waiting = known::waiting(tx, &meeting.key.beneficiary).await?;
    let point = |one: SavingProposal| Proposed {
        title: Text::new("agenda-saving").with("year", one.year).with("price", one.outcome.initial_price),
        detail: String::new(),
        source: Source::Decision,
        reference: format!("saving {}", one.key.id),
        path: one.key.path(),
    };
    Ok(waiting.into_iter().map(point).collect())
}
