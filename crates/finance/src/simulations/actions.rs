//! Answering what the price would be, and keeping the answer under a name. Both sides may, for their own agreement.

use super::{
    Asked, Hypothesis, SimulatedYear, Simulation, SimulationKey,
    rules::{self, Basis},
    store,
};
use crate::{
    censuses, indices, reach,
    terms::{self, Terms},
};
use kernel::{Permission, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations::{self, Organisation},
};
use platform::{Ctx, Error, Problems, Result, db::OnUnique as _, typed::needed};
use serde_json::json;

/// Longest name in characters.
pub const WORDS: usize = 120;

/// An answer with what stands around it.
pub struct Answer {
    /// Whose price.
    pub beneficiary: Organisation,
    /// What was supposed.
    pub supposed: Hypothesis,
    /// The years.
    pub years: Vec<SimulatedYear>,
    /// The last day of the agreement: years after it suppose that it goes on.
    pub last_day: jiff::civil::Date,
    /// The simulations that were kept.
    pub kept: Vec<Simulation>,
}

/// What the price would be.
pub async fn answer(ctx: &Ctx, beneficiary: &BeneficiaryId, asked: &Asked) -> Result<Answer> {
    ctx.require(Permission::InvoiceRead)?;
    reach::within(ctx, beneficiary)?;
    let mut tx = ctx.read().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let all = censuses::store::of_beneficiary(&mut tx, beneficiary).await?;
    let kept = store::of_beneficiary(&mut tx, beneficiary).await?;
    let current = indices::store::current(&mut tx).await?;
    drop(tx);
    let now = terms::in_force(ctx, beneficiary, reach::today(ctx).year()).await?;
    let census = censuses::rules::in_force(&all, now.census, reach::today(ctx).year());
    let supposed = rules::hypothesis(asked, reach::today(ctx), census.map(|census| census.agent_count))?;
    let terms = terms_of(ctx, beneficiary, &supposed).await?;
    let basis = Basis { terms: &terms, current: &current };
    let years = rules::simulate(&basis, &supposed).map_err(Error::Refused)?;
    Ok(Answer { beneficiary: served, supposed, years, last_day: now.last_day, kept })
}

async fn terms_of(ctx: &Ctx, beneficiary: &BeneficiaryId, supposed: &Hypothesis) -> Result<Vec<Terms>> {
    let mut terms = vec![];
    for place in 0..supposed.years {
        terms.push(terms::in_force(ctx, beneficiary, supposed.from + place).await?);
    }
    Ok(terms)
}

/// Every beneficiary in scope that signed an agreement.
pub async fn list(ctx: &Ctx) -> Result<Vec<Organisation>> {
    ctx.require(Permission::InvoiceRead)?;
    reach::signatories(ctx).await
}

/// Keeps an answer under a name.
pub async fn save(ctx: &Ctx, beneficiary: &BeneficiaryId, asked: &Asked) -> Result<SimulationKey> {
    let mut problems = Problems::default();
    needed(&mut problems, "name", asked.name.trim(), WORDS);
    problems.into_result()?;
    let told = answer(ctx, beneficiary, asked).await?;
    if i64::try_from(told.kept.len()).unwrap_or(i64::MAX) >= store::MOST {
        return Err(Error::invalid("name", Text::new("simulation-error-most").with("limit", store::MOST)));
    }
    let name = asked.name.trim().to_owned();
    let one = Simulation {
        beneficiary: beneficiary.clone(),
        id: ctx.id(),
        name: name.clone(),
        asked: Asked {
            name: String::new(),
            format: String::new(),
            from: told.supposed.from.to_string(),
            ..asked.clone()
        },
        outcome: told.years,
        saved_at: ctx.now(),
        saved_by: ctx.actor.name.clone(),
        saved_by_id: ctx.actor.person.clone(),
    };
    let mut tx = ctx.begin().await?;
    let taken = Error::invalid("name", Text::new("simulation-error-name"));
    store::insert(&mut tx, &one).await.on_unique("price_simulation_beneficiary_id_name_folded_key", taken)?;
    let entry = Entry::new("simulation.save", Some(beneficiary), "price_simulation", one.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": name}))).await?;
    tx.commit().await?;
    Ok(SimulationKey { beneficiary: beneficiary.clone(), id: one.id })
}

/// A simulation that was kept, as it was.
pub async fn find(ctx: &Ctx, key: &SimulationKey) -> Result<(Organisation, Simulation)> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let served = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    let found = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    Ok((served, found))
}

/// Takes a simulation away: whoever kept it, or who manages costs.
pub async fn remove(ctx: &Ctx, key: &SimulationKey) -> Result<()> {
    let (_, one) = find(ctx, key).await?;
    if one.saved_by_id.is_none() || one.saved_by_id != ctx.actor.person {
        ctx.require(Permission::CostManage)?;
    }
    let mut tx = ctx.begin().await?;
    if store::delete(&mut tx, key).await? == 0 {
        return Err(Error::NotFound);
    }
    let entry = Entry::new("simulation.remove", Some(&key.beneficiary), "price_simulation", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": one.name}))).await?;
    Ok(tx.commit().await?)
}
