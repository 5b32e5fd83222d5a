//! Reversibility for programs.

use super::{actions, handovers::Handover, plans::Plan};
use jiff::civil::Date;
use kernel::{Explanation, id::BeneficiaryId};
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};
use serde::Serialize;

/// Everything about the reversibility of one beneficiary.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Answer {
    /// Whose.
    beneficiary: BeneficiaryId,
    /// By when the next version of the plan is due.
    due: Option<Date>,
    /// How that day came about.
    explanation: Option<Explanation>,
    /// The versions of the plan, the latest first.
    plans: Vec<Plan>,
    /// What was handed over, the latest first.
    handovers: Vec<Handover>,
}

/// GET /api/v1/reversibility/{beneficiary}: the plan in its versions, by when the next one is due, and what was handed over.
pub async fn show(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult<Json<Answer>> {
    let all = actions::read(&ctx, &beneficiary).await?;
    let (due, explanation) = all.standing.due.map(|due| (due.value, due.explanation)).unzip();
    Ok(Json(Answer { beneficiary, due, explanation, plans: all.plans, handovers: all.handovers }))
}
