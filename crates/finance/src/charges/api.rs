//! Charges for programs.

use super::{
    AcceptForm, AnswerForm, Charges, Objection, ObjectionForm, ObjectionId, UnitCount, UnitsForm, actions,
};
use crate::invoices::{Invoice, InvoiceId};
use kernel::{Text, id::BeneficiaryId};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Nothing, Path, WebResult},
};
use serde::Serialize;

/// The charges of a year, with the counts and the objections behind them.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ChargesBody {
    /// Nothing while they cannot be said.
    charges: Option<Charges>,
    /// Why they cannot be said.
    obstacle: Option<Text>,
    /// Counts of units of work, the last first.
    units: Vec<UnitCount>,
    /// Objections, the first made first.
    objections: Vec<Objection>,
}

type Key = Path<(BeneficiaryId, i16)>;

async fn body(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16) -> WebResult<Json<ChargesBody>> {
    let shown = actions::read(ctx, beneficiary, year).await?;
    let (charges, obstacle) = match shown.charges {
        Ok(charges) => (Some(charges), None),
        Err(why) => (None, Some(why)),
    };
    Ok(Json(ChargesBody { charges, obstacle, units: shown.units, objections: shown.objections }))
}

/// GET /api/v1/charges/{beneficiary}/{year}: what should be billed, what was billed, what is proposed.
pub async fn show(ctx: Ctx, Path((beneficiary, year)): Key) -> WebResult<Json<ChargesBody>> {
    body(&ctx, &beneficiary, year).await
}

/// POST /api/v1/charges/{beneficiary}/{year}/units: writes a count of units of work down.
pub async fn count(
    ctx: Ctx,
    Path((beneficiary, year)): Key,
    Json(form): Json<UnitsForm>,
) -> WebResult<Created<Json<UnitCount>>> {
    Ok(Created(Json(actions::count(&ctx, &beneficiary, year, &form).await?)))
}

/// POST /api/v1/charges/{beneficiary}/{year}/drafts: accepts proposals; answers with the drafts.
pub async fn accept(
    ctx: Ctx,
    Path((beneficiary, year)): Key,
    Json(form): Json<AcceptForm>,
) -> WebResult<Created<Json<Vec<Invoice>>>> {
    Ok(Created(Json(actions::accept(&ctx, &beneficiary, year, &form).await?)))
}

/// POST /api/v1/charges/{beneficiary}/{year}/objections/{objection}: answers an objection.
pub async fn answer(
    ctx: Ctx,
    Path((beneficiary, year, objection)): Path<(BeneficiaryId, i16, ObjectionId)>,
    Json(form): Json<AnswerForm>,
) -> WebResult<Json<ChargesBody>> {
    actions::answer(&ctx, &beneficiary, &objection, &form).await?;
    body(&ctx, &beneficiary, year).await
}

/// POST /api/v1/invoices/{beneficiary}/{id}/submission: shows a draft to the beneficiary.
pub async fn submit(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, InvoiceId)>,
    Json(_): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::submit(&ctx, &beneficiary, &id).await?;
    Ok(NoContent)
}

/// POST /api/v1/invoices/{beneficiary}/{id}/objections: objects to a line of a draft that was shown.
pub async fn object(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, InvoiceId)>,
    Json(form): Json<ObjectionForm>,
) -> WebResult<Created<Json<Objection>>> {
    Ok(Created(Json(actions::object(&ctx, &beneficiary, &id, &form).await?)))
}
