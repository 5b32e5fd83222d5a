//! Linking problems with incidents and changes.

use super::{held, noted};
use crate::{
    changes::{rules::written, store as changes},
    major_incidents::actions::meant,
    problems::{Problem, ProblemForm, ProblemId, State, store},
    tickets::{Linked, TicketKey, actions as tickets},
};
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

pub(super) async fn join(tx: &mut Tx, ctx: &Ctx, problem: &Problem, members: &[Linked]) -> Result<()> {
    for member in members {
        let now = ctx.now();
        if store::incidents::link(tx, &problem.id, &member.key, &ctx.actor.name, now).await? > 0 {
            note(tx, ctx, "ticket.problem", &member.key, problem).await?;
            continue;
        }
        let other = store::of_ticket(tx, &member.key).await?.filter(|other| other.id != problem.id);
        if let Some(other) = other {
            let text = Text::new("problem-error-elsewhere").with("word", &member.reference);
            return Err(Error::invalid("tickets", text.with("problem", other.reference())));
        }
    }
    Ok(())
}

/// A beneficiary reads in its log that its ticket is linked, not what the problem is.
async fn note(
    tx: &mut Tx,
    ctx: &Ctx,
    action: &'static str,
    key: &TicketKey,
    problem: &Problem,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "ticket", key.id.as_str());
    record(tx, ctx, entry.detail(json!({"problem": problem.reference()}))).await
}

/// Links the incidents named. Their beneficiaries read the problem's public words when it is published.
pub async fn link(ctx: &Ctx, id: &ProblemId, references: &str) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let mut problem = held(&mut tx, id, None).await?;
    if problem.state == State::Closed {
        return Err(Error::refused("problem-error-closed"));
    }
    let members = meant(&mut tx, references).await?;
    if members.is_empty() {
        return Err(Error::invalid("tickets", Text::new("major-error-none")));
    }
    join(&mut tx, ctx, &problem, &members).await?;
    let named: Vec<&str> = members.iter().map(|member| member.reference.as_str()).collect();
    noted(&mut tx, ctx, &mut problem, "problem.link", json!({"tickets": named})).await?;
    Ok(tx.commit().await?)
}

/// Takes incidents off a problem.
pub async fn unlink(ctx: &Ctx, id: &ProblemId, references: &str) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let mut problem = held(&mut tx, id, None).await?;
    let members = meant(&mut tx, references).await?;
    for member in &members {
        if store::incidents::unlink(&mut tx, id, &member.key).await? > 0 {
            note(&mut tx, ctx, "ticket.problem_removal", &member.key, &problem).await?;
        }
    }
    let named: Vec<&str> = members.iter().map(|member| member.reference.as_str()).collect();
    noted(&mut tx, ctx, &mut problem, "problem.unlink", json!({"tickets": named})).await?;
    Ok(tx.commit().await?)
}

/// Links the ticket at hand to a problem, or writes a new one down from it: its title and category are the ticket's.
pub async fn link_from(ctx: &Ctx, key: &TicketKey, problem: Option<ProblemId>) -> Result<ProblemId> {
    ctx.require(Permission::DeskRun)?;
    let ticket = tickets::read(ctx, key).await?.thread.ticket;
    let Some(id) = problem else {
        let form = ProblemForm {
            title: ticket.title,
            category: ticket.category.map(|(id, _)| id.to_string()).unwrap_or_default(),
            tickets: ticket.reference,
            ..ProblemForm::default()
        };
        return Ok(super::open(ctx, &form).await?.id);
    };
    link(ctx, &id, &ticket.reference).await?;
    Ok(id)
}

/// Says that a change solves a problem.
pub async fn link_change(ctx: &Ctx, id: &ProblemId, number: &str) -> Result<()> {
    set_change(ctx, id, number, true).await
}

/// Says that it does not after all.
pub async fn unlink_change(ctx: &Ctx, id: &ProblemId, number: &str) -> Result<()> {
    set_change(ctx, id, number, false).await
}

async fn set_change(ctx: &Ctx, id: &ProblemId, typed: &str, is_linked: bool) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let mut problem = held(&mut tx, id, None).await?;
    let unknown = || Error::invalid("change", Text::new("change-error-number").with("word", typed));
    let number = written::number(typed).ok_or_else(unknown)?;
    let change = changes::numbered(&mut tx, number).await?.ok_or_else(unknown)?;
    let touched = if is_linked {
        store::link_change(&mut tx, id, &change.id).await?
    } else {
        store::unlink_change(&mut tx, id, &change.id).await?
    };
    if touched == 0 {
        return Ok(());
    }
    let action = if is_linked { "problem.link_change" } else { "problem.unlink_change" };
    noted(&mut tx, ctx, &mut problem, action, json!({"change": change.reference()})).await?;
    Ok(tx.commit().await?)
}
