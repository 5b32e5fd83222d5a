//! The page on which a committee's decision on a saving is written.

use super::{actions, views};
use crate::indicators::DecideForm;
use axum::response::Response;
use finance::savings::SavingKey;
use platform::{
    Ctx,
    web::{Form, Path, WebResult, forms, redirect},
};

/// GET /savings/{beneficiary}/{id}/decision
pub async fn form(ctx: Ctx, Path(key): Path<SavingKey>) -> WebResult {
    Ok(views::decide_page(&ctx, &actions::read(&ctx, &key).await?, &DecideForm::default(), &[]))
}

/// POST /savings/{beneficiary}/{id}/decision
pub async fn decide(
    ctx: Ctx,
    Path(key): Path<SavingKey>,
    Form(form): Form<DecideForm>,
) -> WebResult<Response> {
    match actions::decide(&ctx, &key, &form).await {
        Ok(made) => Ok(redirect(&made.meeting.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "meeting")?);
            let page = views::decide_page(&ctx, &actions::read(&ctx, &key).await?, &form, &errors);
            Ok(forms::again(status, page))
        }
    }
}
