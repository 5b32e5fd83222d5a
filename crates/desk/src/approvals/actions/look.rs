//! Looking at one thing that waits for an answer: signed in, or by the link of a mail. Looking decides nothing.

use crate::{
    approvals::{Asked, SeatId, StepState, rules, store, token},
    requests,
};
use agreements::reading::today;
use kernel::{Scope, id::BeneficiaryId};
use people::persons;
use platform::{Ctx, Error, Result};

/// What is asked of the actor for a seat; what one may not answer does not exist.
pub async fn asked(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &SeatId) -> Result<Asked> {
    let me = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.read().await?;
    let waiting = store::one(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let whole = requests::actions::whole(&mut tx, ctx, &waiting.ticket).await?.ok_or(Error::NotFound)?;
    let delegations = store::delegations(&mut tx, &me, today(ctx)).await?;
    let (requester, own) = (&whole.request.requester, whole.form.document.own_approval);
    if !rules::may_answer(&me, &waiting.person, requester, own, &delegations, today(ctx)) {
        return Err(Error::NotFound);
    }
    let steps = store::steps(&mut tx, &waiting.ticket).await?;
    let seats = store::seats(&mut tx, &waiting.ticket).await?;
    let scoped = requests::store::scoped(&mut tx, &waiting.ticket).await?;
    let seat = seats.iter().find(|seat| seat.id == *id).ok_or(Error::NotFound)?;
    let is_step_open = steps.iter().any(|step| step.id == seat.step && step.state == StepState::Open);
    let is_open = is_step_open && seat.decision.is_none();
    Ok(Asked { waiting, whole, scoped, steps, seats, is_open })
}

/// The unit of work of the person a link was made for, and the seat it answers for, as long as the link lasts.
pub async fn by_link(ctx: &Ctx, text: &str) -> Result<(Ctx, BeneficiaryId, SeatId)> {
    let claim = token::read(&ctx.platform.secrets, text).ok_or(Error::NotFound)?;
    if ctx.now() >= claim.until {
        return Err(Error::refused("approval-error-link-over"));
    }
    let mut tx = ctx.platform.db.read(&Scope::All).await?;
    let person = persons::store::find(&mut tx, &claim.person).await?;
    let person = person.filter(|person| person.disabled_at.is_none()).ok_or(Error::NotFound)?;
    Ok((Ctx { actor: person.actor(), ..ctx.clone() }, claim.beneficiary, claim.seat))
}
