//! Targets: proposed by either side from the closed months, decided by a steering committee (R5.1).

use super::{reading::series, served};
use crate::{
    decisions::{self, DecidedTarget, Decision, DecisionForm},
    indicators::{
        DecideForm, Proposal, ProposalForm, ProposalId, rules::life::BASELINE_MONTHS, store::targets as store,
    },
    meetings::{
        self, Item, Meeting, MeetingKey, Source,
        actions::{finish, held},
        rules::{Proposed, is_ahead, is_open},
    },
};
use agreements::{
    document::{AgreementDocument, Operator},
    versions,
};
use kernel::{Permission, Side, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Months drawn of the series; its baseline is over every closed month, whatever is drawn.
const MONTHS: usize = 1;

/// Proposes a target for a commitment. Either side may, once enough months are closed to say what is usual. It comes at once to
/// the agenda of the next steering committee, when one is planned; otherwise when its agenda is completed. Sent twice with one
/// key, it is made once.
pub async fn propose(ctx: &Ctx, code: &str, commitment: &str, form: &ProposalForm) -> Result<()> {
    ctx.require(Permission::CommitteeRead)?;
    let known = Box::pin(series(ctx, code, commitment, MONTHS)).await?;
    let beneficiary = known.body.id.clone();
    let mut tx = ctx.begin().await?;
    let version = versions::in_force(&mut tx, &beneficiary, super::today(ctx)).await?;
    let agreement = version.as_ref().map(|version| version.document.as_ref());
    let target = wanted(commitment, form, agreement, known.baseline.value.months)?;
    let proposal = Proposal {
        beneficiary: beneficiary.clone(),
        id: ctx.id(),
        commitment: target.commitment,
        operator: target.operator,
        value: target.value,
        motive: form.motive.trim().to_owned(),
        baseline: known.baseline.value,
        author: ctx.actor.name.clone(),
        author_id: ctx.actor.person.clone(),
        is_provider: ctx.actor.side == Some(Side::Provider),
        proposed_at: ctx.now(),
        decision: None,
        withdrawn_at: None,
    };
    let meeting = next_steering(ctx, &mut tx, &known.meetings).await?;
    if store::insert(&mut tx, &proposal, form).await? == 0 {
        return Ok(());
    }
    if let Some(meeting) = &meeting {
        list(ctx, &mut tx, meeting, (&known.body.code, &proposal)).await?;
    }
    let entry = Entry::new("indicators.propose", Some(&beneficiary), "target_proposal", proposal.id.as_str());
    let detail =
        json!({"commitment": proposal.commitment, "operator": form.operator, "value": proposal.value});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// The target a form states, with every problem at once.
fn wanted(
    commitment: &str,
    form: &ProposalForm,
    agreement: Option<&AgreementDocument>,
    months: i64,
) -> Result<DecidedTarget> {
    let typed = DecisionForm {
        commitment: commitment.to_owned(),
        operator: form.operator.clone(),
        value: form.value.clone(),
        ..DecisionForm::default()
    };
    let mut problems = Problems::default();
    let target = decisions::rules::target(&typed, agreement, &mut problems);
    meetings::rules::words(&mut problems, "motive", &form.motive);
    if months < BASELINE_MONTHS {
        problems.add("value", Text::new("indicator-error-baseline").with("count", BASELINE_MONTHS));
    }
    problems.into_result()?;
    target.ok_or(Error::NotFound)
}

/// The next of the steering committees, its row held, when its agenda is open still.
async fn next_steering(ctx: &Ctx, tx: &mut Tx, known: &[Meeting]) -> Result<Option<MeetingKey>> {
    let is_next = |meeting: &&Meeting| is_ahead(meeting) && meeting.starts_at >= ctx.now();
    let Some(next) = known.iter().find(is_next) else { return Ok(None) };
    let held = meetings::store::hold(tx, &next.key).await?;
    Ok(held.filter(is_open).map(|meeting| meeting.key))
}

/// How a proposal reads on an agenda.
pub(crate) fn point(beneficiary: &str, one: &Proposal) -> Proposed {
    let key = match one.operator {
        Operator::AtLeast => "agenda-target-least",
        Operator::AtMost => "agenda-target-most",
    };
    Proposed {
        title: Text::new(key).with("commitment", &one.commitment).with("value", &one.value),
        detail: one.motive.clone(),
        source: Source::Decision,
        reference: format!("proposal {}", one.id),
        path: format!("/indicators/{beneficiary}/series/{}", one.commitment),
    }
}

async fn list(ctx: &Ctx, tx: &mut Tx, meeting: &MeetingKey, (code, one): (&str, &Proposal)) -> Result<()> {
    let point = point(code, one);
    let item = Item {
        id: ctx.id(),
        place: 0,
        title: ctx.lang.text(&point.title),
        detail: point.detail,
        source: point.source,
        reference: point.reference,
        path: point.path,
        minutes: String::new(),
        version: 1,
    };
    Ok(meetings::store::parts::add_item(tx, meeting, &item).await?)
}

/// Takes a proposal back: whoever made it, or the provider's side which runs committees.
pub async fn withdraw(ctx: &Ctx, code: &str, id: &ProposalId) -> Result<Proposal> {
    ctx.require(Permission::CommitteeRead)?;
    let mut tx = ctx.begin().await?;
    let body = served(&mut tx, code).await?;
    let one = store::hold(&mut tx, &body.id, id).await?.ok_or(Error::NotFound)?;
    let is_own = one.author_id.is_some() && one.author_id == ctx.actor.person;
    if !is_own {
        ctx.require(Permission::CommitteeManage)?;
    }
    if !one.is_open() {
        return Err(Error::refused("indicator-error-proposal"));
    }
    store::withdraw(&mut tx, &body.id, id, ctx.now()).await?;
    let entry = Entry::new("indicators.withdraw", Some(&body.id), "target_proposal", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"commitment": one.commitment}))).await?;
    tx.commit().await?;
    Ok(one)
}

/// A proposal, when it is the actor's to read.
pub async fn proposed(ctx: &Ctx, code: &str, id: &ProposalId) -> Result<Proposal> {
    ctx.require(Permission::ScoreboardRead)?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, code).await?;
    let all = store::of(&mut tx, &body.id, None).await?;
    all.into_iter().find(|one| one.id == *id).ok_or(Error::NotFound)
}

/// Turns a proposal into a decision of a steering committee; it is in force once both sides validated the minutes, from its day
/// on, never before (R5.1).
pub async fn decide(ctx: &Ctx, code: &str, id: &ProposalId, form: &DecideForm) -> Result<Decision> {
    ctx.require(Permission::CommitteeManage)?;
    let body = served(&mut ctx.read().await?, code).await?;
    let key = MeetingKey { beneficiary: body.id.clone(), id: form.meeting.as_str().into() };
    let known = meetings::store::find(&mut ctx.read().await?, &key).await?;
    if known.is_none() {
        return Err(Error::invalid("meeting", Text::new("indicator-error-meeting")));
    }
    let (mut tx, meeting) = held(ctx, &key, is_open).await?;
    let one = store::hold(&mut tx, &body.id, id).await?.ok_or(Error::NotFound)?;
    if !one.is_open() {
        return Err(Error::refused("indicator-error-proposal"));
    }
    let typed = DecisionForm {
        kind: "target".to_owned(),
        decision: form.decision.clone(),
        effective_on: form.effective_on.clone(),
        commitment: one.commitment.clone(),
        operator: decisions::rules::operator_word(one.operator).to_owned(),
        value: one.value.clone(),
    };
    let made = decisions::actions::write(ctx, &mut tx, &meeting, &typed).await?;
    store::decided(&mut tx, &body.id, id, &made.id).await?;
    let detail = json!({"decision": made.reference(), "kind": made.kind, "effective_on": made.effective_on, "proposal": id});
    finish(ctx, tx, &key, "decision.record", detail).await?;
    Ok(made)
}
