//! Pages of deadlines.

use super::{
    DeadlineKey, ListQuery, ProofForm, ProofKey, WithdrawForm,
    actions::{self, Whole},
    views::{self, Typed},
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, Query, Upload, WebResult, forms, guard::percent, redirect},
};

/// GET /deadlines
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Response> {
    let (listed, errors, status) = match actions::list(&ctx, &asked).await {
        Ok(listed) => (listed, vec![], StatusCode::OK),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "state")?;
            (actions::list(&ctx, &ListQuery::default()).await?, errors, status)
        }
    };
    Ok((status, views::list_page(&ctx, &asked, &listed, &errors)).into_response())
}

/// GET /deadlines/{beneficiary}/{obligation}/{due}
pub async fn show(ctx: Ctx, Path(key): Path<DeadlineKey>) -> WebResult {
    let all = actions::read(&ctx, &key).await?;
    Ok(views::deadline_page(&ctx, &all, &Typed::default()))
}

/// POST /deadlines/{beneficiary}/{obligation}/{due}/proofs
pub async fn prove(ctx: Ctx, Path(key): Path<DeadlineKey>, upload: Upload<ProofForm>) -> WebResult<Response> {
    let Upload { form, files } = upload;
    match actions::prove(&ctx, &key, &form, files.into_iter().next()).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let typed = Typed { proof: form, ..Typed::default() };
            again(&ctx, &key, error, typed, "note").await
        }
    }
}

/// POST /proofs/{beneficiary}/{id}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<ProofKey>,
    Form(form): Form<WithdrawForm>,
) -> WebResult<Response> {
    let done = actions::withdraw(&ctx, &key, &form).await;
    let proof = actions::proof(&ctx, &key).await?;
    let beneficiary = proof.beneficiary;
    let of = DeadlineKey { beneficiary, obligation: proof.obligation, due: proof.due };
    match done {
        Ok(()) => Ok(redirect(&of.path())),
        Err(error) => {
            let typed = Typed { withdrawal: Some((key.id, form)), ..Typed::default() };
            again(&ctx, &of, error, typed, "reason").await
        }
    }
}

/// The page of a deadline once more, with what was typed and what is wrong with it.
async fn again(ctx: &Ctx, key: &DeadlineKey, error: Error, typed: Typed, field: &str) -> WebResult<Response> {
    let status = error.status();
    let errors = forms::errors(ctx, error, field)?;
    let page: Result<Markup> = actions::read(ctx, key)
        .await
        .map(|all: Whole| views::deadline_page(ctx, &all, &Typed { errors, ..typed }));
    Ok(forms::again(status, page?))
}

/// GET /proofs/{beneficiary}/{id}/file: always saved, never shown by the browser.
pub async fn file(ctx: Ctx, Path(key): Path<ProofKey>) -> WebResult<Response> {
    let (name, bytes) = actions::document(&ctx, &key).await?;
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(&name));
    let kind = "application/octet-stream".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
