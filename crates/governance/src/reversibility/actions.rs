//! Where the reversibility of each agreement stands.

use super::{
    handovers::{self, Handover},
    packs::{self, Pack},
    plans::{self, Plan, PlanState, rules},
};
use crate::meetings::rules::day;
use agreements::versions::{self, Version};
use jiff::civil::Date;
use kernel::{Explained, Permission, Side, id::BeneficiaryId};
use people::organisations::{self, Organisation};
use platform::{Ctx, Error, Result};

/// Where the plan of a beneficiary stands.
pub struct Standing {
    /// Whose agreement.
    pub beneficiary: Organisation,
    /// The plan both sides accepted last.
    pub accepted: Option<Plan>,
    /// The version being written or before both sides.
    pub open: Option<Plan>,
    /// By when the next version is due; nothing without an agreement in force.
    pub due: Option<Explained<Date>>,
}

impl Standing {
    /// Whether the next version should be there.
    pub fn is_late(&self, today: Date) -> bool {
        self.due.as_ref().is_some_and(|due| due.value < today)
    }
}

/// Everything about the reversibility of one beneficiary.
pub struct Whole {
    /// Where the plan stands.
    pub standing: Standing,
    /// Its versions that the actor may read, the latest first.
    pub plans: Vec<Plan>,
    /// The last packs; none for who may not make any.
    pub packs: Vec<Pack>,
    /// What was handed over, the latest first.
    pub handovers: Vec<Handover>,
}

/// Where the plan of each beneficiary in scope stands.
pub async fn list(ctx: &Ctx) -> Result<Vec<Standing>> {
    ctx.require(Permission::ReversibilityRead)?;
    let mut tx = ctx.read().await?;
    let mut in_force = versions::all_in_force(&mut tx, day(ctx.now())).await?;
    let plans = visible(ctx, plans::store::latest(&mut tx).await?);
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    Ok(bodies
        .into_iter()
        .map(|body| {
            let own = plans.iter().filter(|plan| plan.key.beneficiary == body.id).cloned().collect();
            let version = in_force.remove(&body.id);
            standing(body, version.as_ref(), own)
        })
        .collect())
}

/// Everything about the reversibility of one beneficiary.
pub async fn read(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<Whole> {
    ctx.require(Permission::ReversibilityRead)?;
    let mut tx = ctx.read().await?;
    let body = organisations::store::find(&mut tx, beneficiary).await?;
    let body = body.filter(|one| one.side == Side::Beneficiary).ok_or(Error::NotFound)?;
    let version = versions::in_force(&mut tx, beneficiary, day(ctx.now())).await?;
    let plans = visible(ctx, plans::store::of(&mut tx, beneficiary).await?);
    let packs = if ctx.actor.may(Permission::PackMake) {
        packs::store::of(&mut tx, beneficiary).await?
    } else {
        vec![]
    };
    let handovers = handovers::store::of(&mut tx, beneficiary).await?;
    Ok(Whole { standing: standing(body, version.as_ref(), plans.clone()), plans, packs, handovers })
}

/// The beneficiary reads a version from the moment it is put before both sides.
fn visible(ctx: &Ctx, mut plans: Vec<Plan>) -> Vec<Plan> {
    plans.retain(|plan| plan.state != PlanState::Draft || ctx.actor.side == Some(Side::Provider));
    plans
}

fn standing(beneficiary: Organisation, version: Option<&Version>, plans: Vec<Plan>) -> Standing {
    let (mut accepted, mut open): (Option<Plan>, Option<Plan>) = (None, None);
    for plan in plans {
        let place = if plan.state == PlanState::Accepted { &mut accepted } else { &mut open };
        if place.as_ref().is_none_or(|known| known.key.number < plan.key.number) {
            *place = Some(plan);
        }
    }
    let due = version.and_then(|version| {
        let terms = &version.document.exit.reversibility;
        let start = version.document.term.start;
        let on = accepted.as_ref().and_then(|plan| plan.accepted_on);
        rules::due(start, on, (terms.first_version_months, terms.review_months)).ok()
    });
    Standing { beneficiary, accepted, open, due }
}
