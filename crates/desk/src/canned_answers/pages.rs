//! Pages of canned answers, putting one into a reply, and applying a macro.

use super::{
    CannedForm, CannedId,
    actions::{self, Applied},
    views,
};
use crate::{
    forms,
    tickets::{TicketId, TicketKey, pages as tickets},
};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Error,
    web::{Form, Nothing, Path, Upload, WebResult, redirect},
};
use serde::Deserialize;

/// GET /canned-answers
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?))
}

/// GET /canned-answers/new
pub async fn new_answer(ctx: Ctx) -> WebResult {
    let form = CannedForm { reach: "mine".to_owned(), ..CannedForm::default() };
    views::form_page(&ctx, None, &form, &[]).await
}

/// POST /canned-answers
pub async fn create(ctx: Ctx, Form(form): Form<CannedForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(made) => Ok(redirect(&made.path())),
        Err(error) => again(&ctx, None, &form, error).await,
    }
}

/// GET /canned-answers/{answer}
pub async fn show(ctx: Ctx, Path(id): Path<CannedId>) -> WebResult {
    let canned = actions::read(&ctx, &id).await?;
    let form = views::stored(&canned);
    views::form_page(&ctx, Some(&canned), &form, &[]).await
}

/// POST /canned-answers/{answer}
pub async fn change(ctx: Ctx, Path(id): Path<CannedId>, Form(form): Form<CannedForm>) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(made) => Ok(redirect(&made.path())),
        Err(error) => again(&ctx, Some(&id), &form, error).await,
    }
}

async fn again(ctx: &Ctx, id: Option<&CannedId>, form: &CannedForm, error: Error) -> WebResult<Response> {
    let status = error.status();
    let errors = forms::errors(ctx, error, "name")?;
    let canned = match id {
        Some(id) => Some(actions::read(ctx, id).await?),
        None => None,
    };
    // What was typed is shown again with the present version: sending it once more then decides.
    let version = canned.as_ref().map_or(0, |canned| canned.version);
    let form = CannedForm { version, ..form.clone() };
    Ok(forms::again(status, views::form_page(ctx, canned.as_ref(), &form, &errors).await?))
}

/// POST /canned-answers/{answer}/archival
pub async fn archive(
    ctx: Ctx,
    Path(id): Path<CannedId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, true).await?;
    Ok(redirect("/canned-answers"))
}

/// POST /canned-answers/{answer}/restoration
pub async fn restore(
    ctx: Ctx,
    Path(id): Path<CannedId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, false).await?;
    Ok(redirect("/canned-answers"))
}

/// POST /tickets/{beneficiary}/{id}/canned-answer: the form of the answer comes back with the words after what was typed.
pub async fn insert(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    upload: Upload<tickets::MessageForm>,
) -> WebResult<Response> {
    let done = actions::insert(&ctx, &key, &CannedId::from(upload.form.canned.as_str())).await;
    tickets::with_words(&ctx, &key, upload.form, done).await
}

/// Path of a macro on a ticket.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct MacroPath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    answer: CannedId,
}

impl MacroPath {
    pub(super) fn split(self) -> (TicketKey, CannedId) {
        (TicketKey { beneficiary: self.beneficiary, id: self.id }, self.answer)
    }
}

/// GET /tickets/{beneficiary}/{id}/macros/{answer}: what would be said and done.
pub async fn preview(ctx: Ctx, Path(path): Path<MacroPath>) -> WebResult {
    let (key, id) = path.split();
    views::macro_page(&ctx, &key, &id, None, &[]).await
}

/// The words of a macro as the agent left them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MacroForm {
    version: i64,
    body: String,
    key: String,
}

/// POST /tickets/{beneficiary}/{id}/macros/{answer}
pub async fn apply(
    ctx: Ctx,
    Path(path): Path<MacroPath>,
    Form(form): Form<MacroForm>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let idempotency_key = Some(form.key).filter(|key| !key.is_empty());
    let applied = Applied { version: form.version, body: form.body.clone(), idempotency_key };
    match actions::apply(&ctx, &key, &id, applied).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "body")?;
            Ok(forms::again(status, views::macro_page(&ctx, &key, &id, Some(&form.body), &errors).await?))
        }
    }
}
