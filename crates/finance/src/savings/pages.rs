//! Pages of savings. Both sides see the same figures.

use super::{ProposeForm, SavingKey, WithdrawForm, actions, views};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Form, Path, WebResult, forms, redirect},
};

/// GET /savings/{beneficiary}: closed years, savings and initial prices.
pub async fn show(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult {
    let whole = actions::read(&ctx, &beneficiary).await?;
    Ok(views::savings_page(&ctx, &whole, &ProposeForm::default(), &[]))
}

/// POST /savings/{beneficiary}
pub async fn propose(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Form(form): Form<ProposeForm>,
) -> WebResult<Response> {
    match actions::propose(&ctx, &beneficiary, &form).await {
        Ok(proposal) => Ok(redirect(&proposal.key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "year")?);
            let whole = actions::read(&ctx, &beneficiary).await?;
            Ok(forms::again(status, views::savings_page(&ctx, &whole, &form, &errors)))
        }
    }
}

/// GET /savings/{beneficiary}/{id}
pub async fn one(ctx: Ctx, Path(key): Path<SavingKey>) -> WebResult {
    Ok(views::saving_page(&ctx, &actions::find(&ctx, &key).await?, None, &[]))
}

/// POST /savings/{beneficiary}/{id}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<SavingKey>,
    Form(form): Form<WithdrawForm>,
) -> WebResult<Response> {
    match actions::withdraw(&ctx, &key, &form).await {
        Ok(()) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "why")?);
            let page = views::saving_page(&ctx, &actions::find(&ctx, &key).await?, Some(&form.why), &errors);
            Ok(forms::again(status, page))
        }
    }
}
