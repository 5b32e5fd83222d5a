//! Pages of charges. Both sides see the same figures; only the provider accepts, and only the beneficiary objects.

use super::{
    AcceptForm, AnswerForm, Charges, ObjectionForm, ObjectionId, UnitsForm, actions,
    views::{self, Typed},
};
use crate::{invoices::InvoiceId, reach};
use axum::response::{IntoResponse as _, Response};
use kernel::id::BeneficiaryId;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, Query, WebResult, forms, redirect},
};
use serde::Deserialize;

/// Which year of the charges is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct YearQuery {
    /// The beneficiary, to go straight to its page.
    pub beneficiary: String,
    /// The calendar year; this one when empty.
    pub year: String,
}

type Key = Path<(BeneficiaryId, i16)>;

/// GET /charges: whose, and of which year.
pub async fn choose(ctx: Ctx, Query(asked): Query<YearQuery>) -> WebResult<Response> {
    let all = reach::beneficiaries(&ctx).await?;
    let year = match asked.year.trim() {
        "" => reach::today(&ctx).year(),
        _ => reach::year(&asked.year)?,
    };
    let chosen = all.iter().find(|one| one.id.as_str() == asked.beneficiary);
    Ok(match (chosen, all.as_slice()) {
        (Some(one), _) => redirect(&Charges::path(&one.id, year)),
        (None, [only]) => redirect(&Charges::path(&only.id, year)),
        (None, several) => views::choose(&ctx, several, year).into_response(),
    })
}

async fn page(ctx: &Ctx, (beneficiary, year): &(BeneficiaryId, i16), typed: &Typed) -> Result<Markup> {
    let shown = actions::read(ctx, beneficiary, *year).await?;
    Ok(views::page_of(ctx, &shown, typed))
}

/// Back to the page; when something was refused, the page again with what was typed and what is wrong.
async fn after<T>(
    ctx: &Ctx,
    key: &(BeneficiaryId, i16),
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&Charges::path(&key.0, key.1))) };
    let status = error.status();
    let errors = forms::errors(ctx, error, field)?;
    Ok(forms::again(status, page(ctx, key, &Typed { errors, ..typed }).await?))
}

/// GET /charges/{beneficiary}/{year}
pub async fn show(ctx: Ctx, Path(key): Key) -> WebResult<Markup> {
    page(&ctx, &key, &Typed::default()).await
}

/// POST /charges/{beneficiary}/{year}/drafts: accepts proposals.
pub async fn accept(ctx: Ctx, Path(key): Key, Form(form): Form<AcceptForm>) -> WebResult<Response> {
    match actions::accept(&ctx, &key.0, key.1, &form).await {
        Ok(drafts) if drafts.len() == 1 => Ok(redirect(&drafts[0].href())),
        done => {
            let typed = Typed { refused: "accept", accept: form, ..Typed::default() };
            after(&ctx, &key, done, typed, "lines").await
        }
    }
}

/// POST /charges/{beneficiary}/{year}/units: writes a count of units of work down.
pub async fn count(ctx: Ctx, Path(key): Key, Form(form): Form<UnitsForm>) -> WebResult<Response> {
    let done = actions::count(&ctx, &key.0, key.1, &form).await;
    after(&ctx, &key, done, Typed { refused: "units", units: form, ..Typed::default() }, "quantity").await
}

/// POST /charges/{beneficiary}/{year}/objections/{objection}: answers an objection.
pub async fn answer(
    ctx: Ctx,
    Path((beneficiary, year, objection)): Path<(BeneficiaryId, i16, ObjectionId)>,
    Form(form): Form<AnswerForm>,
) -> WebResult<Response> {
    let done = actions::answer(&ctx, &beneficiary, &objection, &form).await;
    let typed = Typed { refused: "answer", answer: Some((objection, form)), ..Typed::default() };
    after(&ctx, &(beneficiary, year), done, typed, "answer").await
}

/// POST /invoices/{beneficiary}/{id}/submission: shows a draft to the beneficiary.
pub async fn submit(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, InvoiceId)>,
    Form(_): Form<Nothing>,
) -> WebResult<Response> {
    actions::submit(&ctx, &beneficiary, &id).await?;
    Ok(redirect(&format!("/invoices/{beneficiary}/{id}")))
}

/// POST /invoices/{beneficiary}/{id}/objections: objects to a line.
pub async fn object(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, InvoiceId)>,
    Form(form): Form<ObjectionForm>,
) -> WebResult<Response> {
    let done = actions::object(&ctx, &beneficiary, &id, &form).await;
    crate::invoices::pages::after_objection(&ctx, (&beneficiary, &id), done.map(drop), form).await
}
