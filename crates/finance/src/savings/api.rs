//! Savings for programs.

use super::{InitialPrice, ProposeForm, SavingKey, SavingProposal, WithdrawForm, actions};
use kernel::{Cents, id::BeneficiaryId};
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};
use serde::Serialize;

/// The savings of a beneficiary, and the initial prices they made.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct SavingsBody {
    beneficiary: BeneficiaryId,
    /// What the agreement states.
    agreement_price: Option<Cents>,
    /// The latest first.
    initial_prices: Vec<InitialPrice>,
    /// The latest year first.
    savings: Vec<SavingProposal>,
}

/// GET /api/v1/savings/{beneficiary}: the savings of a beneficiary, and the initial prices they made.
pub async fn show(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult<Json<SavingsBody>> {
    let whole = actions::read(&ctx, &beneficiary).await?;
    Ok(Json(SavingsBody {
        beneficiary,
        agreement_price: whole.agreement_price,
        initial_prices: whole.prices,
        savings: whole.savings,
    }))
}

/// POST /api/v1/savings/{beneficiary}: proposes the saving of a closed year.
pub async fn propose(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Json(form): Json<ProposeForm>,
) -> WebResult<Created<Json<SavingProposal>>> {
    Ok(Created(Json(actions::propose(&ctx, &beneficiary, &form).await?)))
}

/// GET /api/v1/savings/{beneficiary}/{id}: one saving with its explanation.
pub async fn one(ctx: Ctx, Path(key): Path<SavingKey>) -> WebResult<Json<SavingProposal>> {
    Ok(Json(actions::find(&ctx, &key).await?))
}

/// POST /api/v1/savings/{beneficiary}/{id}/withdrawal: takes back a saving that no committee decided on.
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<SavingKey>,
    Json(form): Json<WithdrawForm>,
) -> WebResult<Json<SavingProposal>> {
    actions::withdraw(&ctx, &key, &form).await?;
    one(ctx, Path(key)).await
}
