//! Flows and their checks, specifications, measures, proposals of improvement.

use super::{finish, held};
use crate::applications::{
    ApplicationKey, CheckForm, DecideForm, Decision, EnvironmentId, Flow, FlowCheck, FlowForm, FlowId,
    Improvement, ImprovementForm, ImprovementId, Measure, MeasureForm, Specification, SpecificationForm,
    SpecificationKind, rules,
    store::{self, environments, parts as rows},
};
use agreements::reading::today;
use kernel::{Permission, Text};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// Adds something that an application exchanges.
pub async fn add_flow(ctx: &Ctx, key: &ApplicationKey, form: &FlowForm) -> Result<Flow> {
    let (mut tx, _) = held(ctx, key).await?;
    let (direction, every_days) = rules::flow(form).map_err(Error::Invalid)?;
    let environment = EnvironmentId::from(form.environment.as_str());
    let known = environments::find(&mut tx, key, &environment).await?.filter(|one| one.closed_at.is_none());
    known.ok_or_else(|| Error::invalid("environment", Text::new("web-error-choice")))?;
    if rows::flows(&mut tx, key).await?.len() >= rules::PARTS {
        return Err(Error::invalid("name", Text::new("application-error-many").with("limit", rules::PARTS)));
    }
    let one = Flow {
        id: ctx.id(),
        environment,
        name: form.name.trim().to_owned(),
        direction,
        partner: form.partner.trim().to_owned(),
        means: form.means.trim().to_owned(),
        every_days,
        checked_on: None,
        result: None,
    };
    rows::add_flow(&mut tx, key, &one, ctx.now()).await?;
    finish(ctx, tx, key, "application.flow_add", json!({"flow": one.id, "name": one.name})).await?;
    Ok(one)
}

/// Records what a check of a flow found.
pub async fn check_flow(ctx: &Ctx, key: &ApplicationKey, id: &FlowId, form: &CheckForm) -> Result<FlowCheck> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = rows::flow(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    let (checked_on, result) = rules::check(form, today(ctx)).map_err(Error::Invalid)?;
    let one = FlowCheck {
        flow: known.id,
        checked_on,
        result,
        note: form.note.trim().to_owned(),
        by: ctx.actor.name.clone(),
    };
    let row: String = ctx.id();
    rows::add_check(&mut tx, key, &row, &one, ctx.now()).await?;
    let detail = json!({"flow": id, "name": known.name, "result": result, "checked_on": checked_on});
    finish(ctx, tx, key, "application.flow_check", detail).await?;
    Ok(one)
}

/// Takes a flow out of use; its checks stay.
pub async fn remove_flow(ctx: &Ctx, key: &ApplicationKey, id: &FlowId) -> Result<()> {
    let (mut tx, _) = held(ctx, key).await?;
    let known = rows::flow(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    rows::remove_flow(&mut tx, key, id, ctx.now()).await?;
    finish(ctx, tx, key, "application.flow_remove", json!({"flow": id, "name": known.name})).await
}

/// Writes a new version of how an application is stopped, or started again, when nobody wrote one since it was read.
pub async fn write_specification(
    ctx: &Ctx,
    key: &ApplicationKey,
    kind: SpecificationKind,
    form: &SpecificationForm,
) -> Result<Specification> {
    let (mut tx, _) = held(ctx, key).await?;
    let steps = rules::specification(form).map_err(Error::Invalid)?;
    let last = rows::last_number(&mut tx, key, kind).await?;
    if last != form.number {
        return Err(Error::Stale(last));
    }
    let one = Specification {
        kind,
        number: last + 1,
        steps,
        note: form.note.trim().to_owned(),
        author: ctx.actor.name.clone(),
        written_at: ctx.now(),
    };
    rows::add_specification(&mut tx, key, &one).await?;
    let detail = json!({"kind": kind, "number": one.number, "note": one.note});
    finish(ctx, tx, key, "application.specification", detail).await?;
    Ok(one)
}

/// Records something measured.
pub async fn add_measure(ctx: &Ctx, key: &ApplicationKey, form: &MeasureForm) -> Result<Measure> {
    let (mut tx, _) = held(ctx, key).await?;
    let (measured_on, value) = rules::measure(form, today(ctx)).map_err(Error::Invalid)?;
    let one = Measure {
        id: ctx.id(),
        measured_on,
        what: form.what.trim().to_owned(),
        value,
        unit: form.unit.trim().to_owned(),
        by: ctx.actor.name.clone(),
    };
    rows::add_measure(&mut tx, key, &one, ctx.now()).await?;
    finish(ctx, tx, key, "application.measure", json!({"what": one.what, "value": one.value})).await?;
    Ok(one)
}

/// Proposes to better an application.
pub async fn add_improvement(ctx: &Ctx, key: &ApplicationKey, form: &ImprovementForm) -> Result<Improvement> {
    let (mut tx, _) = held(ctx, key).await?;
    let cost = rules::improvement(form).map_err(Error::Invalid)?;
    let one = Improvement {
        id: ctx.id(),
        proposal: form.proposal.trim().to_owned(),
        gain: form.gain.trim().to_owned(),
        cost,
        proposed_by: ctx.actor.name.clone(),
        proposed_at: ctx.now(),
        decision: Decision::Open,
        remark: String::new(),
        decided_by: None,
        decided_at: None,
    };
    rows::add_improvement(&mut tx, key, &one).await?;
    finish(ctx, tx, key, "application.improvement_propose", json!({"improvement": one.id})).await?;
    Ok(one)
}

/// The beneficiary accepts a proposal or refuses it, once.
pub async fn decide_improvement(
    ctx: &Ctx,
    key: &ApplicationKey,
    id: &ImprovementId,
    form: &DecideForm,
) -> Result<()> {
    ctx.require(Permission::ApplicationDecide)?;
    let mut tx = ctx.begin().await?;
    store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    rows::improvement(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    let decision = rules::decide(form).map_err(Error::Invalid)?;
    let told = (decision, form.remark.trim());
    if rows::decide(&mut tx, key, id, told, &ctx.actor.name, ctx.now()).await? == 0 {
        return Err(Error::refused("application-error-decided"));
    }
    let detail = json!({"improvement": id, "decision": decision, "remark": told.1});
    finish(ctx, tx, key, "application.improvement_decide", detail).await
}
