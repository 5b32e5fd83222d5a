//! Setting quotas, reading consumption, deciding on strong overruns.

use super::{
    AgentsForm, Consumption, DecideForm, Decided, Decision, Quota, QuotaForm, Standing, YearKey, rules, store,
};
use crate::telephony::call_records::{self, Class};
use agreements::reading::today;
use jiff::civil::date;
use kernel::{Permission, Side, Text};
use people::{
    Organisation,
    audit::{Entry, record},
};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Every quota.
pub async fn quotas(ctx: &Ctx) -> Result<Vec<Quota>> {
    ctx.require(Permission::TelephonyRead)?;
    Ok(store::quotas(&mut ctx.read().await?).await?)
}

/// A whole number typed, within bounds.
fn number(problems: &mut Problems, field: &str, typed: &str, (from, to): (i64, i64)) -> i64 {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let number = plain.parse().ok().filter(|number| (from..=to).contains(number));
    number.unwrap_or_else(|| {
        problems.add(field, Text::new("quota-error-number").with("from", from).with("to", to));
        from
    })
}

/// Sets a quota, or other minutes for the same stratum, kind and year.
pub async fn add(ctx: &Ctx, form: &QuotaForm) -> Result<Quota> {
    ctx.require(Permission::TelephonyManage)?;
    let mut problems = Problems::default();
    let class = Class::parse(&form.class);
    if class.is_none() {
        problems.add("class", Text::new("quota-error-class"));
    }
    let mut quota = Quota {
        id: ctx.id(),
        agents_from: number(&mut problems, "agents_from", &form.agents_from, (0, 1_000_000)),
        class: class.unwrap_or(Class::Unknown),
        minutes: number(&mut problems, "minutes", &form.minutes, (0, 1_000_000_000)),
        year_from: number(&mut problems, "year_from", &form.year_from, (2000, 2100)),
    };
    problems.into_result()?;
    let mut tx = ctx.begin().await?;
    store::put(&mut tx, &quota, &ctx.actor.name, ctx.now()).await?;
    quota.id = store::find(&mut tx, &quota).await?.ok_or(Error::NotFound)?;
    let entry = Entry::new("call_quota.set", None, "call_quota", quota.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"class": quota.class, "minutes": quota.minutes}))).await?;
    tx.commit().await?;
    Ok(quota)
}

async fn owner(tx: &mut Tx, key: &YearKey) -> Result<Organisation> {
    if !(2000..=2100).contains(&key.year) {
        return Err(Error::NotFound);
    }
    let owners = people::organisations::store::beneficiaries(tx).await?;
    let owner = owners.into_iter().find(|owner| owner.id == key.beneficiary);
    owner.filter(|owner| owner.side == Side::Beneficiary).ok_or(Error::NotFound)
}

/// What a beneficiary consumed in a year.
pub async fn read(ctx: &Ctx, key: &YearKey) -> Result<Consumption> {
    ctx.require(Permission::TelephonyRead)?;
    read_in(&mut ctx.read().await?, ctx, key).await
}

async fn read_in(tx: &mut Tx, ctx: &Ctx, key: &YearKey) -> Result<Consumption> {
    let owner = owner(tx, key).await?;
    let year = i16::try_from(key.year).map_err(|_| Error::NotFound)?;
    let (from, to) = (date(year, 1, 1), date(year + 1, 1, 1));
    let totals = call_records::store::totals(tx, Some(&key.beneficiary), from, to).await?;
    let quotas = store::quotas(tx).await?;
    let agents = store::agents(tx, key).await?;
    let decisions = store::decisions(tx, &key.beneficiary, key.year).await?;
    let today = today(ctx);
    Ok(Consumption {
        beneficiary: key.beneficiary.clone(),
        beneficiary_name: owner.name,
        year: key.year,
        agents,
        is_over: i64::from(today.year()) > key.year,
        classes: rules::consumed(&totals, &quotas, &decisions, agents, key.year, today),
    })
}

/// Writes down how many equipped agents a beneficiary has in a year: its stratum.
pub async fn say_agents(ctx: &Ctx, key: &YearKey, form: &AgentsForm) -> Result<Consumption> {
    ctx.require(Permission::TelephonyManage)?;
    let mut problems = Problems::default();
    let agents = number(&mut problems, "agents", &form.agents, (0, 1_000_000));
    let mut tx = ctx.begin().await?;
    owner(&mut tx, key).await?;
    problems.into_result()?;
    store::say_agents(&mut tx, key, agents, &ctx.actor.name, ctx.now()).await?;
    let entry = Entry::new("call_stratum.say", Some(&key.beneficiary), "call_stratum", key.year.to_string());
    record(&mut tx, ctx, entry.detail(json!({"agents": agents}))).await?;
    let consumption = read_in(&mut tx, ctx, key).await?;
    tx.commit().await?;
    Ok(consumption)
}

/// Decides on a strong overrun of a year that is over, once: billing is a right, never automatic (R8.1).
pub async fn decide(ctx: &Ctx, key: &YearKey, form: &DecideForm) -> Result<Consumption> {
    ctx.require(Permission::InvoiceApprove)?;
    let mut tx = ctx.begin().await?;
    let consumption = read_in(&mut tx, ctx, key).await?;
    let mut problems = Problems::default();
    let decision = Decision::parse(&form.decision);
    if decision.is_none() {
        problems.add("decision", Text::new("quota-error-decision"));
    }
    let reason = form.reason.trim();
    if reason.is_empty() || reason.chars().count() > 1_000 {
        problems.add("reason", Text::new("quota-error-reason"));
    }
    problems.into_result()?;
    let class = Class::parse(&form.class);
    let consumed = consumption.classes.iter().find(|one| Some(one.class) == class);
    let strong = consumed.filter(|one| one.standing == Standing::Strong);
    let (Some(one), Some(decision)) = (strong, decision) else {
        return Err(Error::refused("quota-error-not-strong"));
    };
    if !consumption.is_over {
        return Err(Error::refused("quota-error-not-over"));
    }
    let decided = Decided {
        class: one.class,
        minutes: one.minutes,
        quota: one.quota.unwrap_or(0),
        decision,
        reason: reason.to_owned(),
        decided_by_name: ctx.actor.name.clone(),
        decided_at: ctx.now(),
    };
    if store::decide(&mut tx, key, &decided).await? == 0 {
        return Err(Error::refused("quota-error-decided"));
    }
    let entry =
        Entry::new("call_overrun.decide", Some(&key.beneficiary), "call_overrun", key.year.to_string());
    let detail = json!({"class": decided.class, "decision": decided.decision, "minutes": decided.minutes});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    let consumption = read_in(&mut tx, ctx, key).await?;
    tx.commit().await?;
    Ok(consumption)
}
