//! Asking, answering, delegating.

mod look;
mod remind;

pub use look::{asked, by_link};
pub use remind::remind;

use super::{Decision, Delegation, DelegationId, Rule, Seat, SeatId, Step, StepState, Waiting, rules, store};
use crate::{
    request_forms::{
        self as forms,
        document::{ApprovalRule, FormApproval, FormDocument},
        rules::holds,
    },
    requests::{self, ServiceRequest},
    tickets::{self, rules::TEXT_CHARACTERS},
};
use agreements::reading::today;
use jiff::civil::Date;
use kernel::{Text, id::BeneficiaryId, id::PersonId};
use people::{
    Person, Role,
    audit::{Entry, record},
    organisations, persons,
};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Most things shown at once on the page of approvals.
const SHOWN: i64 = 200;

/// Longest delegation in days.
const LONGEST: i32 = 366;

/// Stores the steps of a new request and opens the first; without any, the request is accepted at once.
pub(crate) async fn begin(
    tx: &mut Tx,
    ctx: &Ctx,
    form: &FormDocument,
    request: &mut ServiceRequest,
) -> Result<()> {
    for (position, wanted) in (1..).zip(&form.approvals) {
        let is_needed = holds(wanted.when.as_ref(), &request.answers);
        let rule = match wanted.rule {
            ApprovalRule::Any => Rule::Any,
            ApprovalRule::All => Rule::All,
        };
        let step = Step {
            id: ctx.id(),
            ticket: request.ticket.clone(),
            position,
            title: [wanted.title.fr.clone(), wanted.title.en.clone()],
            rule,
            state: if is_needed { StepState::Waiting } else { StepState::Skipped },
            opened_at: None,
            decided_at: None,
        };
        store::add_step(tx, &step).await?;
    }
    advance(tx, ctx, form, request).await
}

/// Opens the next step, or accepts the request when none is left.
async fn advance(tx: &mut Tx, ctx: &Ctx, form: &FormDocument, request: &mut ServiceRequest) -> Result<()> {
    let steps = store::steps(tx, &request.ticket).await?;
    // Without any approval it is accepted as it is asked, and its acknowledgement says enough.
    let approved = steps.iter().any(|step| step.state == StepState::Accepted);
    let next = steps.into_iter().find(|step| step.state == StepState::Waiting);
    let Some(mut step) = next else {
        request.accepted_at = Some(ctx.now());
        request.version += 1;
        requests::store::save(tx, request).await?;
        return told(tx, ctx, request, "request.accepted", json!({"approved": approved})).await;
    };
    let rank = usize::try_from(step.position - 1).unwrap_or_default();
    let wanted = form.approvals.get(rank).ok_or_else(|| Error::Internal("a step without its form".into()))?;
    let asked = deciders(tx, form, wanted, request).await?;
    step.state = StepState::Open;
    step.opened_at = Some(ctx.now());
    let remind = rules::next_reminder(ctx.now(), ctx.now());
    store::save_step(tx, &step, remind).await?;
    for person in &asked {
        store::add_seat(tx, &ctx.id(), &step, &person.id).await?;
    }
    let persons = with_delegates(tx, ctx, asked.into_iter().map(|person| person.id).collect()).await?;
    told(tx, ctx, request, "approval.ask", json!({"step": step.id, "persons": persons})).await
}

/// Those who decide: the person an answer names, or the holders of a role on its side; never the requester unless
/// the form says so. When that leaves nobody, the officers of the beneficiary, then the provider's directors.
async fn deciders(
    tx: &mut Tx,
    form: &FormDocument,
    wanted: &FormApproval,
    request: &ServiceRequest,
) -> Result<Vec<Person>> {
    let may = |person: &Person| form.own_approval || person.id != request.requester;
    let beneficiary = &request.ticket.beneficiary;
    if let Some(id) = wanted.person.as_ref().and_then(|code| request.answers.get(code)) {
        let named = persons::store::find(tx, &PersonId::from(id.as_str())).await?;
        let named = named.filter(|p| p.beneficiary.as_ref() == Some(beneficiary) && p.disabled_at.is_none());
        if let Some(person) = named.filter(may) {
            return Ok(vec![person]);
        }
    }
    let role = wanted.role.as_deref().and_then(|name| Role::ALL.into_iter().find(|role| role.name() == name));
    for role in role.into_iter().chain([Role::Officer, Role::Director]) {
        let body = match role.side() {
            kernel::Side::Beneficiary => Some(beneficiary.clone()),
            _ => organisations::store::provider(tx).await?.map(|provider| provider.id),
        };
        let Some(body) = body else { continue };
        let mut holders = persons::store::active_of(tx, &body).await?;
        holders.retain(|person| person.roles.contains(&role) && may(person));
        if !holders.is_empty() {
            return Ok(holders);
        }
    }
    Ok(vec![])
}

/// Persons with those who answer for them today.
async fn with_delegates(tx: &mut Tx, ctx: &Ctx, mut persons: Vec<PersonId>) -> Result<Vec<PersonId>> {
    for delegate in store::delegates(tx, &persons, today(ctx)).await? {
        if !persons.contains(&delegate) {
            persons.push(delegate);
        }
    }
    Ok(persons)
}

async fn told(
    tx: &mut Tx,
    ctx: &Ctx,
    request: &ServiceRequest,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let key = &request.ticket;
    let entry = Entry::new(action, Some(&key.beneficiary), "ticket", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}

/// What waits for the actor, own and by delegation.
pub async fn waiting(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<Waiting>> {
    let Some(me) = &ctx.actor.person else { return Ok(vec![]) };
    let day = today(ctx);
    let delegations = store::delegations(tx, me, day).await?;
    let mut persons = vec![me.clone()];
    let given = delegations.into_iter().filter(|one| one.delegate == *me && one.from <= day);
    persons.extend(given.map(|one| one.person));
    Ok(store::waiting(tx, &persons, SHOWN).await?)
}

/// Answers for a seat: the person asked, or the delegate of that day. One answer per seat; a refusal says why.
pub async fn decide(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &SeatId,
    decision: Decision,
    reason: &str,
) -> Result<Seat> {
    let me = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.begin().await?;
    let seat = store::seat(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let mut request = requests::store::hold(&mut tx, &seat.ticket).await?.ok_or(Error::NotFound)?;
    let form = forms::store::get(&mut tx, &request.form).await?.ok_or(Error::NotFound)?;
    let delegations = store::delegations(&mut tx, &me, today(ctx)).await?;
    let own = form.document.own_approval;
    if !rules::may_answer(&me, &seat.person, &request.requester, own, &delegations, today(ctx)) {
        return Err(Error::NotFound);
    }
    check(decision, reason)?;
    let steps = store::steps(&mut tx, &seat.ticket).await?;
    let step = steps.into_iter().find(|step| step.id == seat.step).ok_or(Error::NotFound)?;
    let given =
        store::answer(&mut tx, &seat, decision, reason.trim(), (&me, &ctx.actor.name), ctx.now()).await?;
    if step.state != StepState::Open || given == 0 {
        return Err(Error::refused("approval-error-decided"));
    }
    let detail = json!({"step": step.id, "decision": decision, "for": seat.person});
    told(&mut tx, ctx, &request, "approval.decide", detail).await?;
    conclude(&mut tx, ctx, &form.document, &mut request, step).await?;
    if request.refused_at.is_some() {
        tx = tickets::actions::close_refused(ctx, tx, &seat.ticket, reason.trim()).await?;
    }
    tx.commit().await?;
    Ok(seat)
}

fn check(decision: Decision, reason: &str) -> Result<()> {
    let mut problems = Problems::default();
    if decision == Decision::Refused && reason.trim().is_empty() {
        problems.add("reason", Text::new("approval-error-reason"));
    }
    if reason.chars().count() > TEXT_CHARACTERS {
        problems.add("reason", Text::new("desk-error-too-long").with("limit", TEXT_CHARACTERS));
    }
    problems.into_result()
}

/// Closes a step that is decided by the answers so far, and goes on or ends the request.
async fn conclude(
    tx: &mut Tx,
    ctx: &Ctx,
    form: &FormDocument,
    request: &mut ServiceRequest,
    mut step: Step,
) -> Result<()> {
    let seats = store::seats(tx, &request.ticket).await?;
    let answers: Vec<_> =
        seats.iter().filter(|seat| seat.step == step.id).map(|seat| seat.decision).collect();
    let Some(outcome) = rules::outcome(step.rule, &answers) else { return Ok(()) };
    step.decided_at = Some(ctx.now());
    step.state = match outcome {
        Decision::Accepted => StepState::Accepted,
        Decision::Refused => StepState::Refused,
    };
    store::save_step(tx, &step, None).await?;
    if outcome == Decision::Accepted {
        return advance(tx, ctx, form, request).await;
    }
    request.refused_at = Some(ctx.now());
    request.version += 1;
    requests::store::save(tx, request).await?;
    told(tx, ctx, request, "request.refused", json!({"step": step.id})).await
}

/// Lets somebody of the same organisation answer for the actor, from one day to another, both included.
pub async fn delegate(
    ctx: &Ctx,
    to: &PersonId,
    from: Option<Date>,
    until: Option<Date>,
) -> Result<DelegationId> {
    let me = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.begin().await?;
    let own = persons::actions::found(&mut tx, &me).await?;
    let other = persons::store::find(&mut tx, to).await?;
    let other = other.filter(|p| p.organisation == own.organisation && p.disabled_at.is_none() && p.id != me);
    let mut problems = Problems::default();
    if other.is_none() {
        problems.add("delegate", Text::new("approval-error-delegate"));
    }
    let days = from.zip(until).filter(|(from, until)| {
        from <= until
            && *until >= today(ctx)
            && from.until(*until).is_ok_and(|span| span.get_days() <= LONGEST)
    });
    if days.is_none() {
        problems.add("to", Text::new("approval-error-days"));
    }
    let (Some(other), Some((from, to))) = (other, days) else {
        return Err(Error::Invalid(problems));
    };
    let one = Delegation {
        id: ctx.id(),
        organisation: own.organisation.clone(),
        person: me,
        person_name: own.name.clone(),
        delegate: other.id,
        delegate_name: other.name,
        from,
        to,
        cancelled_at: None,
    };
    store::add_delegation(&mut tx, &one, &ctx.actor.name, ctx.now()).await?;
    let told = json!({"delegate": one.delegate, "from": from, "to": to});
    let entry = Entry::new("approval.delegate", own.beneficiary.as_ref(), "person", one.person.as_str());
    record(&mut tx, ctx, entry.detail(told)).await?;
    tx.commit().await?;
    Ok(one.id)
}

/// Takes an own delegation back.
pub async fn cancel(ctx: &Ctx, id: &DelegationId) -> Result<()> {
    let me = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.begin().await?;
    let own = persons::actions::found(&mut tx, &me).await?;
    if store::cancel_delegation(&mut tx, &me, id, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    let entry = Entry::new("approval.delegation_end", own.beneficiary.as_ref(), "person", me.as_str());
    record(&mut tx, ctx, entry.detail(json!({"delegation": id}))).await?;
    Ok(tx.commit().await?)
}
