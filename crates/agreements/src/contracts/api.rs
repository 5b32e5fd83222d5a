//! Contracts for programs.

use super::{
    AtEnd, Contract, ContractForm, ContractKey, EndForm,
    actions::{self, ListQuery},
    rules,
};
use jiff::civil::Date;
use kernel::Explanation;
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// One page of contracts.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The contracts, by last day.
    pub items: Vec<Contract>,
    /// The `after` of the next page.
    pub next: Option<String>,
}

/// GET /api/v1/contracts: by last day; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let (items, next) = actions::list(&ctx, &query).await?;
    Ok(Json(Page { items, next }))
}

/// POST /api/v1/contracts: writes a contract down; its file is joined on its page.
pub async fn create(ctx: Ctx, Json(form): Json<ContractForm>) -> WebResult<Created<Json<Contract>>> {
    Ok(Created(Json(actions::create(&ctx, &form, None).await?)))
}

/// What becomes of a contract on the last day of the agreement.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Ending {
    /// What.
    pub fate: AtEnd,
    /// Why (R6.4).
    pub explanation: Explanation,
}

/// A contract with what becomes of it.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Sheet {
    /// The contract.
    #[serde(flatten)]
    pub contract: Contract,
    /// The last day on which notice still ends it on its last day.
    pub notice_by: Option<Date>,
    /// What becomes of it on the last day of the agreement; nothing without one.
    pub at_end: Option<Ending>,
}

/// GET /api/v1/contracts/{beneficiary}/{id}: a contract with what becomes of it at the end of the agreement.
pub async fn show(ctx: Ctx, Path(key): Path<ContractKey>) -> WebResult<Json<Sheet>> {
    let whole = actions::read(&ctx, &key).await?;
    let at_end = whole.version.as_ref().and_then(|version| {
        let transferred = version.document.exit.contracts_transferred;
        let told = rules::at_end(&whole.contract, version.last_day()?, transferred);
        Some(Ending { fate: told.value, explanation: told.explanation })
    });
    Ok(Json(Sheet { notice_by: rules::notice_by(&whole.contract), at_end, contract: whole.contract }))
}

/// PUT /api/v1/contracts/{beneficiary}/{id}: changes a contract; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ContractKey>,
    Json(form): Json<ContractForm>,
) -> WebResult<Json<Contract>> {
    Ok(Json(actions::change(&ctx, &key, &form, None).await?))
}

/// PUT /api/v1/contracts/{beneficiary}/{id}/end: ends a contract before its last day; `version` is the one read.
pub async fn end(
    ctx: Ctx,
    Path(key): Path<ContractKey>,
    Json(form): Json<EndForm>,
) -> WebResult<Json<Contract>> {
    Ok(Json(actions::end(&ctx, &key, &form).await?))
}
