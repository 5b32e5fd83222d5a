//! Speaking to every ticket of a problem at once, as a major incident does.

use super::{
    held, noted,
    write::{action_of, moved},
};
use crate::{
    major_incidents::actions::{Said, tell_one},
    problems::{Message, ProblemId, State, TellForm, store},
    tickets::{actions::named, rules::TEXT_CHARACTERS},
};
use kernel::{Permission, Text};
use platform::{
    Ctx, Error, Result,
    jobs::{NewJob, enqueue},
};
use serde_json::{Value, json};

/// The work that says something in each ticket, and resolves each.
pub(in crate::problems) const TELL: &str = "problems.tell";

/// Says one thing to all: a public message of each ticket that is not closed. When the problem is solved, the words say
/// how: the problem is resolved, and so is each ticket still open.
pub async fn tell(ctx: &Ctx, id: &ProblemId, form: &TellForm) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let body = form.body.trim();
    if body.is_empty() || body.chars().count() > TEXT_CHARACTERS {
        return Err(Error::invalid("body", Text::new("major-error-body").with("limit", TEXT_CHARACTERS)));
    }
    let resolves = matches!(form.solved.as_str(), "on" | "true");
    let mut tx = ctx.begin().await?;
    let mut problem = held(&mut tx, id, None).await?;
    let message = Message {
        id: ctx.id(),
        problem: id.clone(),
        body: body.to_owned(),
        resolves,
        author: named(&ctx.actor),
        at: ctx.now(),
    };
    let key = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::messages::insert(&mut tx, &message, key).await? == 0 {
        return Ok(());
    }
    let mut action = "problem.tell";
    if resolves && problem.state != State::Resolved {
        moved(ctx, &mut problem, State::Resolved, body)?;
        action = action_of(State::Resolved);
    }
    enqueue(&mut tx, ctx, NewJob::new(TELL, json!({"message": message.id}))).await?;
    noted(&mut tx, ctx, &mut problem, action, json!({"message": message.id})).await?;
    Ok(tx.commit().await?)
}

/// Says it in each ticket, as who said it. Each ticket is a transaction of its own that does nothing the second time.
pub(in crate::problems) async fn tell_all(ctx: &Ctx, payload: Value) -> Result<()> {
    let id = payload["message"].as_str().unwrap_or_default();
    let mut tx = ctx.read().await?;
    let message = store::messages::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let author = match &message.author.id {
        Some(id) => people::persons::store::find(&mut tx, id).await?,
        None => None,
    };
    let incidents = store::incidents::of(&mut tx, &message.problem).await?;
    drop(tx);
    let actor = author.map_or_else(|| ctx.actor.clone(), |person| person.actor());
    let ctx = Ctx { actor, ..ctx.clone() };
    let said = Said {
        sent: format!("problem:{}", message.id),
        body: &message.body,
        resolves: message.resolves,
        detail: json!({"problem": message.problem}),
    };
    for incident in &incidents {
        tell_one(&ctx, &incident.key, &said).await?;
    }
    Ok(())
}
