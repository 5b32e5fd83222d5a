//! The parts of a project: steps, risks, decisions, tickets, time, and what both sides say.

use super::{finish, held, today};
use crate::{
    links,
    projects::{
        Comment, CommentForm, Decision, DecisionForm, DecisionId, ProjectKey, ProjectTime, ProjectTimeId,
        Risk, RiskForm, RiskId, Step, StepForm, StepId, rules, store,
    },
    tickets::{TicketId, actions::named},
    time_spent::{TimeForm, actions::typed},
};
use kernel::{Permission, Side, Text};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Problems, Result, typed::needed};
use serde_json::json;

fn many(field: &str, count: usize) -> Result<()> {
    if count < rules::PARTS {
        return Ok(());
    }
    Err(Error::invalid(field, Text::new("project-error-many").with("limit", rules::PARTS)))
}

/// Adds a phase or a milestone.
pub async fn add_step(ctx: &Ctx, key: &ProjectKey, form: &StepForm) -> Result<Step> {
    let (mut tx, project) = held(ctx, key).await?;
    let stated = rules::step(form, today(ctx)).map_err(Error::Invalid)?;
    many("name", store::steps(&mut tx, key).await?.len())?;
    let step = Step {
        id: ctx.id(),
        project: project.key.id,
        kind: stated.kind,
        name: form.name.trim().to_owned(),
        starts_on: stated.starts_on,
        planned_on: stated.planned_on,
        forecast_on: stated.forecast_on,
        done_on: stated.done_on,
        version: 1,
    };
    store::insert_step(&mut tx, key, &step, ctx.now()).await?;
    let detail = json!({"step": step.id, "name": step.name, "planned_on": step.planned_on});
    finish(ctx, tx, key, "project.step_add", detail).await?;
    Ok(step)
}

/// Changes a step that is still as it was read. The day agreed at the beginning stays: lateness is seen against it.
pub async fn change_step(ctx: &Ctx, key: &ProjectKey, id: &StepId, form: &StepForm) -> Result<Step> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = store::step(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    let form = StepForm {
        kind: known.kind.as_str().to_owned(),
        planned_on: known.planned_on.to_string(),
        ..form.clone()
    };
    let stated = rules::step(&form, today(ctx)).map_err(Error::Invalid)?;
    let step = Step {
        name: form.name.trim().to_owned(),
        starts_on: stated.starts_on,
        forecast_on: stated.forecast_on,
        done_on: stated.done_on,
        version: form.version,
        ..known.clone()
    };
    if store::update_step(&mut tx, key, &step).await? == 0 {
        return Err(Error::Stale(known.version));
    }
    let detail =
        json!({"step": id, "name": step.name, "forecast_on": step.forecast_on, "done_on": step.done_on});
    finish(ctx, tx, key, "project.step_change", detail).await?;
    Ok(Step { version: form.version + 1, ..step })
}

/// Takes a step away. The log keeps it.
pub async fn remove_step(ctx: &Ctx, key: &ProjectKey, id: &StepId) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = store::step(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    store::remove_step(&mut tx, key, id, ctx.now()).await?;
    finish(ctx, tx, key, "project.step_remove", json!({"step": id, "name": known.name})).await
}

/// Adds a risk.
pub async fn add_risk(ctx: &Ctx, key: &ProjectKey, form: &RiskForm) -> Result<Risk> {
    let (mut tx, _) = held(ctx, key).await?;
    let stated = rules::risk(form).map_err(Error::Invalid)?;
    many("what", store::risks(&mut tx, key).await?.len())?;
    let risk = risk(ctx, ctx.id(), form, stated, 1);
    store::insert_risk(&mut tx, key, &risk, ctx.now()).await?;
    finish(ctx, tx, key, "project.risk_add", json!({"risk": risk.id, "what": risk.what})).await?;
    Ok(risk)
}

fn risk(ctx: &Ctx, id: RiskId, form: &RiskForm, (probability, impact): (i64, i64), version: i64) -> Risk {
    Risk {
        id,
        what: form.what.trim().to_owned(),
        probability,
        impact,
        owner: form.owner.trim().to_owned(),
        response: form.response.trim().to_owned(),
        closed_at: (form.closed == "on").then(|| ctx.now()),
        version,
    }
}

/// Changes a risk that is still as it was read.
pub async fn change_risk(ctx: &Ctx, key: &ProjectKey, id: &RiskId, form: &RiskForm) -> Result<Risk> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = store::risk(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    let stated = rules::risk(form).map_err(Error::Invalid)?;
    let mut risk = risk(ctx, id.clone(), form, stated, form.version);
    risk.closed_at = risk.closed_at.map(|now| known.closed_at.unwrap_or(now));
    if store::update_risk(&mut tx, key, &risk).await? == 0 {
        return Err(Error::Stale(known.version));
    }
    let detail = json!({"risk": id, "severity": rules::severity(&risk), "closed": risk.closed_at.is_some()});
    finish(ctx, tx, key, "project.risk_change", detail).await?;
    Ok(Risk { version: form.version + 1, ..risk })
}

/// Writes a decision down.
pub async fn add_decision(ctx: &Ctx, key: &ProjectKey, form: &DecisionForm) -> Result<Decision> {
    let (mut tx, _) = held(ctx, key).await?;
    let decided_on = rules::decision(form, today(ctx)).map_err(Error::Invalid)?;
    many("decision", store::decisions(&mut tx, key).await?.len())?;
    let decision = Decision {
        id: ctx.id(),
        decided_on,
        what: form.decision.trim().to_owned(),
        decided_by: form.decided_by.trim().to_owned(),
        recorded_by: ctx.actor.name.clone(),
        withdrawn_at: None,
    };
    store::add_decision(&mut tx, key, &decision, ctx.now()).await?;
    let detail =
        json!({"decision": decision.id, "decided_on": decided_on, "decided_by": decision.decided_by});
    finish(ctx, tx, key, "project.decision_add", detail).await?;
    Ok(decision)
}

/// Takes a decision back: it stays in sight, struck out. Doing it twice is doing it once.
pub async fn withdraw_decision(ctx: &Ctx, key: &ProjectKey, id: &DecisionId) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    store::decision(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    if store::withdraw(&mut tx, key, id, ctx.now()).await? == 0 {
        return Ok(());
    }
    finish(ctx, tx, key, "project.decision_withdraw", json!({"decision": id})).await
}

/// Links a ticket of the same beneficiary by its number. Doing it twice is doing it once.
pub async fn link_ticket(ctx: &Ctx, key: &ProjectKey, typed: &str) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    let body = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    let unknown = || Error::invalid("reference", Text::new("link-error-unknown").with("code", &body.code));
    let number = links::rules::number(typed, &body.code).ok_or_else(unknown)?;
    let ticket = links::store::by_number(&mut tx, &key.beneficiary, number).await?.ok_or_else(unknown)?;
    if store::link(&mut tx, key, &ticket.key.id, &ctx.actor.name, ctx.now()).await? == 0 {
        return Ok(());
    }
    finish(ctx, tx, key, "project.ticket_link", json!({"ticket": ticket.reference})).await
}

/// Ends the link to a ticket.
pub async fn unlink_ticket(ctx: &Ctx, key: &ProjectKey, ticket: &TicketId) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    if store::unlink(&mut tx, key, ticket).await? == 0 {
        return Err(Error::NotFound);
    }
    finish(ctx, tx, key, "project.ticket_unlink", json!({"ticket": ticket.as_str()})).await
}

/// Records time of the actor.
pub async fn add_time(ctx: &Ctx, key: &ProjectKey, form: &TimeForm) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    let (minutes, on) = typed(form, today(ctx))?;
    let time = ProjectTime {
        id: ctx.id(),
        person: named(&ctx.actor),
        minutes,
        on,
        note: form.note.trim().to_owned(),
        cancelled_at: None,
    };
    store::add_time(&mut tx, key, &time, ctx.now()).await?;
    inside(ctx, tx, key, "project.time", json!({"minutes": minutes, "on": on})).await
}

/// Cancels time: one's own, or anybody's for who leads the project. It stays in sight, struck out.
pub async fn cancel_time(ctx: &Ctx, key: &ProjectKey, id: &ProjectTimeId) -> Result<()> {
    let (mut tx, project) = held(ctx, key).await?;
    let time = store::time(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    if time.person.id != ctx.actor.person && project.manager.id != ctx.actor.person {
        ctx.require(Permission::DeskManage)?;
    }
    if store::cancel_time(&mut tx, key, id, ctx.now()).await? == 0 {
        return Ok(());
    }
    inside(ctx, tx, key, "project.time_cancel", json!({"minutes": time.minutes})).await
}

/// Like a note on a ticket: recorded in the provider's chain, because the beneficiary reads the other one.
async fn inside(
    ctx: &Ctx,
    mut tx: platform::db::Tx,
    key: &ProjectKey,
    action: &'static str,
    mut detail: serde_json::Value,
) -> Result<()> {
    detail["beneficiary"] = json!(key.beneficiary);
    record(&mut tx, ctx, Entry::new(action, None, "project", key.id.as_str()).detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// Says something, from either side. Sent twice with one key, it is said once.
pub async fn comment(ctx: &Ctx, key: &ProjectKey, form: &CommentForm) -> Result<()> {
    ctx.require(Permission::ProjectRead)?;
    let mut tx = ctx.begin().await?;
    store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let mut problems = Problems::default();
    needed(&mut problems, "body", &form.body, rules::TEXT);
    problems.into_result()?;
    let comment = Comment {
        id: ctx.id(),
        author: ctx.actor.name.clone(),
        is_provider: ctx.actor.side == Some(Side::Provider),
        body: form.body.trim().to_owned(),
        at: ctx.now(),
    };
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::add_comment(&mut tx, key, &comment, ctx.actor.person.as_ref(), sent).await? == 0 {
        return Ok(());
    }
    finish(ctx, tx, key, "project.comment", json!({"comment": comment.id})).await
}
