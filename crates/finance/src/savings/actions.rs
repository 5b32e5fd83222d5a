//! A saving from its proposal to the price it lowers. The area of committees writes the decision and says when its minutes
//! are validated: this one holds the price.

use super::{
    DecisionRef, InitialPrice, PriceOrigin, ProposeForm, SavingKey, SavingProposal, SavingState, UsedYear,
    WithdrawForm, YearlyCost, rules, store,
};
use crate::{
    censuses::{self, Census},
    costs::{self, ClosedTotal},
    reach,
    terms::{self, Terms},
};
use jiff::civil::Date;
use kernel::{Cents, Permission, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations::{self, Organisation},
};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
    typed::needed,
};
use serde_json::json;

/// Longest reason in characters.
pub const WORDS: usize = 500;

/// The savings of a beneficiary, with the prices they made.
pub struct Whole {
    /// Whose price.
    pub beneficiary: Organisation,
    /// The last version of each closed year, the earliest first.
    pub closed: Vec<ClosedTotal>,
    /// The savings, the latest year first.
    pub savings: Vec<SavingProposal>,
    /// The initial prices that were decided, the latest first.
    pub prices: Vec<InitialPrice>,
    /// The initial price that the agreement states.
    pub agreement_price: Option<Cents>,
}

/// The savings of a beneficiary.
pub async fn read(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<Whole> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let version = agreements::versions::in_force(&mut tx, beneficiary, reach::today(ctx)).await?;
    Ok(Whole {
        closed: closed(&mut tx, beneficiary).await?,
        savings: store::of_beneficiary(&mut tx, beneficiary).await?,
        prices: store::prices(&mut tx, beneficiary).await?,
        agreement_price: version.map(|version| version.document.price.initial_price.0),
        beneficiary: served,
    })
}

/// The last version of each closed year, the earliest first.
async fn closed(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<ClosedTotal>> {
    let mut closed = costs::store::totals(tx, beneficiary).await?;
    closed.dedup_by_key(|one| one.year);
    closed.reverse();
    Ok(closed)
}

/// One saving.
pub async fn find(ctx: &Ctx, key: &SavingKey) -> Result<SavingProposal> {
    ctx.require(Permission::InvoiceRead)?;
    store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)
}

/// Proposes the saving of a closed year: the closed years before it say what was to be expected, the census in force who
/// shares it, the initial price of the next year what it lowers (R1.12).
pub async fn propose(ctx: &Ctx, beneficiary: &BeneficiaryId, form: &ProposeForm) -> Result<SavingProposal> {
    ctx.require(Permission::CostManage)?;
    let year = reach::year(&form.year)?;
    let (terms, next) =
        (terms::in_force(ctx, beneficiary, year).await?, terms::in_force(ctx, beneficiary, year + 1).await?);
    let mut tx = ctx.begin().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let censuses = censuses::store::of_beneficiary(&mut tx, beneficiary).await?;
    let census = censuses::rules::in_force(&censuses, terms.census, year);
    let census =
        census.ok_or_else(|| Error::invalid("year", Text::new("invoice-no-census").with("year", year)))?;
    let savings = store::of_beneficiary(&mut tx, beneficiary).await?;
    if savings.iter().any(|one| one.year > year && one.state != SavingState::Withdrawn) {
        return Err(Error::invalid("year", Text::new("saving-error-later").with("year", year)));
    }
    let closed = closed(&mut tx, beneficiary).await?;
    let proposal = computed(ctx, (served, year), &closed, census, &next)?;
    store::insert(&mut tx, &proposal)
        .await
        .on_unique("saving_proposal_beneficiary_id_year_key", Error::refused("saving-error-one"))?;
    let detail = json!({"year": year, "saving": proposal.outcome.saving, "per_agent": proposal.outcome.per_agent,
        "initial_price": proposal.outcome.initial_price});
    noted(&mut tx, ctx, &proposal.key, "saving.propose", detail).await?;
    tx.commit().await?;
    Ok(proposal)
}

fn used(one: &ClosedTotal) -> UsedYear {
    UsedYear { version: one.version, cost: YearlyCost { year: one.year, cost: one.core } }
}

fn computed(
    ctx: &Ctx,
    (served, year): (Organisation, i16),
    closed: &[ClosedTotal],
    census: &Census,
    next: &Terms,
) -> Result<SavingProposal> {
    let refused = |key: &str| Error::invalid("year", Text::new(key).with("year", year));
    let actual = closed.iter().find(|one| one.year == year).map(used);
    let actual = actual.ok_or_else(|| refused("saving-error-open"))?;
    let reference: Vec<UsedYear> = closed.iter().filter(|one| one.year < year).map(used).collect();
    let costs: Vec<YearlyCost> = reference.iter().map(|one| one.cost).collect();
    let agents = u32::try_from(census.agent_count).unwrap_or_default();
    let shared = rules::share_saving(next.initial_price, &costs, actual.cost, agents);
    let shared = shared.map_err(|refusal| match refusal {
        super::Refusal::TooFewYears => refused("saving-error-years"),
        super::Refusal::NoAgent => refused("saving-error-agents"),
    })?;
    let (outcome, mut explanation) = (shared.value, shared.explanation);
    if outcome.per_agent <= Cents::ZERO || outcome.initial_price < Cents::ZERO {
        return Err(refused("saving-error-none"));
    }
    let years = reference.iter().chain([&actual]).map(|one| costs::year_path(&served.id, one.cost.year));
    let origin = next.initial_price_origin.as_ref().map(|origin| origin.path.clone());
    let pages = years.map(Some).chain([Some(census.href()), origin]);
    for (input, page) in explanation.inputs.iter_mut().zip(pages) {
        input.href = page;
    }
    Ok(SavingProposal {
        key: SavingKey { beneficiary: served.id, id: ctx.id() },
        beneficiary_name: served.name,
        year,
        reference,
        actual,
        agents: census.agent_count,
        census: census.id.clone(),
        outcome,
        explanation,
        price_before: next.initial_price,
        state: SavingState::Proposed,
        decision: None,
        proposed_at: ctx.now(),
        proposed_by: ctx.actor.name.clone(),
        closed_why: String::new(),
        version: 1,
    })
}

/// Takes a proposal back that no committee decided on, for a reason: another may be made.
pub async fn withdraw(ctx: &Ctx, key: &SavingKey, form: &WithdrawForm) -> Result<()> {
    ctx.require(Permission::CostManage)?;
    let mut problems = Problems::default();
    needed(&mut problems, "why", form.why.trim(), WORDS);
    problems.into_result()?;
    let mut tx = ctx.begin().await?;
    let one = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if one.version != form.version {
        return Err(Error::Stale(one.version));
    }
    if one.state != SavingState::Proposed {
        return Err(Error::refused("saving-error-decided"));
    }
    store::set_state(&mut tx, key, (SavingState::Withdrawn, None), (ctx.now(), form.why.trim())).await?;
    noted(&mut tx, ctx, key, "saving.withdraw", json!({"why": form.why.trim()})).await?;
    Ok(tx.commit().await?)
}

/// A saving that a committee may decide on, its row held; refused once it was.
pub async fn hold_open(tx: &mut Tx, key: &SavingKey) -> Result<SavingProposal> {
    let one = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if one.state == SavingState::Proposed { Ok(one) } else { Err(Error::refused("saving-error-decided")) }
}

/// A committee wrote a decision down that takes this saving; the transaction is the decision's own.
pub async fn decided(tx: &mut Tx, ctx: &Ctx, key: &SavingKey, decision: &DecisionRef) -> Result<()> {
    store::set_state(tx, key, (SavingState::Decided, Some(decision)), (ctx.now(), "")).await?;
    noted(tx, ctx, key, "saving.decide", json!({"decision": decision.reference})).await
}

/// A decision was taken back before its minutes were sent: a saving it had taken waits again.
pub async fn released(tx: &mut Tx, ctx: &Ctx, beneficiary: &BeneficiaryId, decision: &str) -> Result<()> {
    let Some(one) = store::of_decision(tx, beneficiary, decision).await? else { return Ok(()) };
    store::set_state(tx, &one.key, (SavingState::Proposed, None), (ctx.now(), "")).await?;
    noted(tx, ctx, &one.key, "saving.release", json!({"decision": decision})).await
}

/// The minutes that hold a decision are validated by both sides: a saving it took makes the initial price of the next year.
/// The index of month zero does not change, and the price never rises (R1.12).
pub async fn carry(tx: &mut Tx, ctx: &Ctx, beneficiary: &BeneficiaryId, decision: &str) -> Result<()> {
    let Some(one) = store::of_decision(tx, beneficiary, decision).await? else { return Ok(()) };
    let Some(by) = one.decision.clone() else { return Ok(()) };
    let from_year = one.year + 1;
    let day =
        Date::new(from_year, 12, 31).map_or_else(|_| reach::today(ctx), |last| last.min(reach::today(ctx)));
    let version = agreements::versions::in_force(tx, beneficiary, day).await?;
    let stated = version.map_or(one.price_before, |version| version.document.price.initial_price.0);
    // Another saving may have lowered the price since this one was proposed: it lowers what rules now.
    let known = store::prices(tx, beneficiary).await?;
    let before = ruling(&known, from_year, stated).map_or(stated, |known| known.price);
    let price = InitialPrice {
        id: ctx.id(),
        beneficiary: beneficiary.clone(),
        from_year,
        price: (before - one.outcome.per_agent).max(Cents::ZERO),
        agreement_price: stated,
        proposal: one.key.id.clone(),
        reference: by.reference.clone(),
        path: by.path.clone(),
        effective_on: by.effective_on,
        recorded_at: ctx.now(),
        recorded_by: ctx.actor.name.clone(),
    };
    store::insert_price(tx, &price)
        .await
        .on_unique("initial_price_beneficiary_id_from_year_key", Error::refused("saving-error-one"))?;
    store::set_state(tx, &one.key, (SavingState::Carried, Some(&by)), (ctx.now(), "")).await?;
    let detail =
        json!({"from_year": price.from_year, "initial_price": price.price, "decision": by.reference});
    noted(tx, ctx, &one.key, "saving.carry", detail).await
}

/// The initial price of a year: the last one decided for it or before, unless an amendment has stated another price since.
pub(crate) async fn rule(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
    terms: &mut Terms,
) -> Result<()> {
    let prices = store::prices(tx, beneficiary).await?;
    if let Some(one) = ruling(&prices, year, terms.initial_price) {
        let key = SavingKey { beneficiary: beneficiary.clone(), id: one.proposal.clone() };
        terms.initial_price = one.price;
        terms.initial_price_origin = Some(PriceOrigin {
            from_year: one.from_year,
            reference: one.reference.clone(),
            path: key.path(),
        });
    }
    Ok(())
}

/// The price that rules a year, of those decided, the latest first; none above what the agreement states.
fn ruling(prices: &[InitialPrice], year: i16, stated: Cents) -> Option<&InitialPrice> {
    let ruling = prices.iter().find(|one| one.from_year <= year && one.agreement_price == stated);
    ruling.filter(|one| one.price <= stated)
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &SavingKey,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "saving_proposal", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
