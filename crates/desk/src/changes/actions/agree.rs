//! Asking those who must agree, and their answers.

use super::{held, noted, step};
use crate::{
    approvals::{self, Decision, Delegation},
    changes::{
        Change, ChangeId, Kind, Seat, State,
        forms::{DecideForm, SubmitForm},
        rules::{self, Step, risk},
        store,
    },
};
use agreements::reading::today;
use kernel::{Permission, Text, id::PersonId};
use people::{Person, organisations, persons};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Longest reason in characters.
const REASON: usize = 1_000;

/// Asks those named to agree: as many as the risk demands, none of them the author. A standard change needs nobody.
pub async fn submit(ctx: &Ctx, id: &ChangeId, form: &SubmitForm) -> Result<Change> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let mut change = held(&mut tx, id, Some(form.version)).await?;
    step(&mut change, Step::Submit)?;
    change.revision += 1;
    let mut asked: Vec<PersonId> = vec![];
    if change.content.kind != Kind::Standard {
        asked = chosen(&mut tx, &change, &form.approvers).await?;
        for person in &asked {
            store::seats::ask(&mut tx, id, change.revision, person).await?;
        }
    }
    let asked = with_delegates(&mut tx, ctx, asked).await?;
    let detail = json!({"revision": change.revision, "message": id, "persons": asked});
    let action = if change.state == State::Approved { "change.accept" } else { "change.submit" };
    noted(&mut tx, ctx, &mut change, action, detail).await?;
    tx.commit().await?;
    Ok(change)
}

async fn with_delegates(tx: &mut Tx, ctx: &Ctx, mut persons: Vec<PersonId>) -> Result<Vec<PersonId>> {
    let given = approvals::store::delegates(tx, &persons, today(ctx)).await?;
    persons.extend(given);
    persons.sort();
    persons.dedup();
    Ok(persons)
}

/// Those who may be asked about a change: they may agree to changes, and did not write it.
pub async fn may_answer(tx: &mut Tx, author: Option<&PersonId>) -> Result<Vec<Person>> {
    let Some(provider) = organisations::store::provider(tx).await? else { return Ok(vec![]) };
    let persons = persons::store::active_of(tx, &provider.id).await?;
    let may = |person: &Person| person.actor().may(Permission::ChangeApprove) && Some(&person.id) != author;
    Ok(persons.into_iter().filter(may).collect())
}

async fn chosen(tx: &mut Tx, change: &Change, typed: &[String]) -> Result<Vec<PersonId>> {
    let may = may_answer(tx, change.author.id.as_ref()).await?;
    let mut chosen: Vec<PersonId> = typed.iter().map(|id| PersonId::from(id.as_str())).collect();
    chosen.sort();
    chosen.dedup();
    let needed = risk::approvers(risk::risk(change.content.impact, change.content.likelihood));
    let mut problems = Problems::default();
    if chosen.iter().any(|id| may.iter().all(|person| person.id != *id)) {
        problems.add("approvers", Text::new("change-error-approver"));
    } else if chosen.len() < needed {
        problems.add("approvers", Text::new("change-error-approvers").with("count", needed));
    }
    problems.into_result()?;
    Ok(chosen)
}

/// Changes that wait for the actor's answer, own and by delegation.
pub async fn waiting(tx: &mut Tx, ctx: &Ctx) -> Result<Vec<Change>> {
    let Some(me) = ctx.actor.person.clone().filter(|_| ctx.actor.may(Permission::ChangeApprove)) else {
        return Ok(vec![]);
    };
    let day = today(ctx);
    let given = approvals::store::delegations(tx, &me, day).await?;
    let given = given.into_iter().filter(|one| one.delegate == me && one.from <= day).map(|one| one.person);
    let persons: Vec<PersonId> = std::iter::once(me.clone()).chain(given).collect();
    let mut found = store::seats::waiting(tx, &persons).await?;
    found.retain(|change| change.author.id.as_ref() != Some(&me));
    Ok(found)
}

/// Answers for the actor, and for whom the actor answers that day. Nobody answers twice, nor about a revision that is
/// no longer the present one, nor about what one wrote oneself.
pub async fn decide(ctx: &Ctx, id: &ChangeId, form: &DecideForm) -> Result<Change> {
    ctx.require(Permission::ChangeApprove)?;
    let me = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.begin().await?;
    let mut change = held(&mut tx, id, None).await?;
    if !rules::may_decide(change.state, change.content.kind) {
        return Err(Error::refused("change-error-state"));
    }
    if change.revision != form.revision {
        return Err(Error::Stale(change.version));
    }
    let (decision, reason) = answer(form)?;
    let delegations = approvals::store::delegations(&mut tx, &me, today(ctx)).await?;
    let seats = store::seats::of(&mut tx, id).await?;
    let own: Vec<&Seat> = seats.iter().filter(|seat| may(ctx, &me, seat, &change, &delegations)).collect();
    if own.is_empty() {
        return Err(Error::refused("change-error-not-asked"));
    }
    for seat in own {
        let by = (&me, ctx.actor.name.as_str());
        if store::seats::answer(&mut tx, (id, seat), decision, &reason, by, ctx.now()).await? == 0 {
            return Err(Error::refused("approval-error-decided"));
        }
    }
    conclude(&mut tx, ctx, &mut change, decision).await?;
    tx.commit().await?;
    Ok(change)
}

fn answer(form: &DecideForm) -> Result<(Decision, String)> {
    let (decision, reason) = (Decision::parse(&form.decision), form.reason.trim());
    let mut problems = Problems::default();
    if decision == Some(Decision::Refused) && reason.is_empty() {
        problems.add("reason", Text::new("approval-error-reason"));
    }
    if reason.chars().count() > REASON {
        problems.add("reason", Text::new("desk-error-too-long").with("limit", REASON));
    }
    match decision {
        Some(decision) if problems.0.is_empty() => Ok((decision, reason.to_owned())),
        Some(_) => Err(Error::Invalid(problems)),
        None => Err(Error::invalid("reason", Text::new("approval-error-choice"))),
    }
}

fn may(ctx: &Ctx, me: &PersonId, seat: &Seat, change: &Change, delegations: &[Delegation]) -> bool {
    let author = change.author.id.clone().unwrap_or_else(|| PersonId::from(""));
    seat.revision == change.revision
        && seat.decision.is_none()
        && approvals::rules::may_answer(me, &seat.person, &author, false, delegations, today(ctx))
}

/// What the answers so far make of the change: an emergency that has begun goes on whatever is answered.
async fn conclude(tx: &mut Tx, ctx: &Ctx, change: &mut Change, given: Decision) -> Result<()> {
    let seats = store::seats::of(tx, &change.id).await?;
    let outcome = rules::outcome(&seats, change.revision);
    let mut action = if given == Decision::Accepted { "change.agree" } else { "change.disagree" };
    if change.state == State::AwaitingApproval {
        match outcome {
            Some(Decision::Accepted) => {
                step(change, Step::Accept)?;
                action = "change.accept";
            }
            Some(Decision::Refused) => {
                step(change, Step::Refuse)?;
                action = "change.refuse";
            }
            None => {}
        }
    }
    let author: Vec<PersonId> = change.author.id.iter().cloned().collect();
    let detail =
        json!({"revision": change.revision, "decision": given, "message": change.id, "persons": author});
    noted(tx, ctx, change, action, detail).await
}
