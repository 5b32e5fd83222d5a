//! Exits for programs.

use super::{
    ChoicesForm, ConfirmForm, Consequence, Effect, Notice, NoticeForm, NoticeId, NoticeKey, Statement, Task,
    TaskForm, WhatIf, WithdrawForm, actions, store,
};
use agreements::contracts::Contract;
use jiff::civil::Date;
use kernel::{Explanation, id::BeneficiaryId};
use platform::{
    Ctx, Error,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// The answer to "what if we left".
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct SupposedBody {
    received_on: Date,
    term_end: Date,
    earliest: Effect,
    /// What a notice received on that day would do.
    effect: Effect,
    explanation: Explanation,
    /// What would become of the goods: on the last day it gives, otherwise at the term.
    statement: Statement,
}

/// A notice with its goods and what was seen to.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct NoticeBody {
    #[serde(flatten)]
    notice: Notice,
    /// As confirmed, otherwise as chosen so far.
    goods: Statement,
    tasks: Vec<Task>,
    /// The contracts that serve the beneficiary: those of the provider may go on with it (R6.4).
    contracts: Vec<Contract>,
}

/// GET /api/v1/exits/{beneficiary}: what if a notice were received on a day, this one unless `on` says otherwise.
pub async fn show(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<WhatIf>,
) -> WebResult<Json<SupposedBody>> {
    let told = actions::suppose(&ctx, &beneficiary, &asked).await?;
    Ok(Json(SupposedBody {
        received_on: told.received_on,
        term_end: told.term_end,
        earliest: told.earliest.value,
        effect: told.effect.value,
        explanation: told.effect.explanation,
        statement: told.statement,
    }))
}

/// GET /api/v1/exits/{beneficiary}/notices: the notices of a beneficiary, the last received first.
pub async fn notices(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult<Json<Vec<Notice>>> {
    let mut tx = ctx.read().await?;
    Ok(Json(store::of_beneficiary(&mut tx, &beneficiary).await?))
}

/// POST /api/v1/exits/{beneficiary}/notices: writes down a notice that was received.
pub async fn receive(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Json(form): Json<NoticeForm>,
) -> WebResult<Created<Json<Notice>>> {
    Ok(Created(Json(actions::receive(&ctx, &beneficiary, &form).await?)))
}

/// GET /api/v1/exits/{beneficiary}/notices/{id}: one notice with its goods and what was seen to.
pub async fn notice(ctx: Ctx, Path(key): Path<NoticeKey>) -> WebResult<Json<NoticeBody>> {
    let whole = actions::read(&ctx, &key).await?;
    let (goods, tasks, contracts) = (whole.statement, whole.tasks, whole.contracts);
    Ok(Json(NoticeBody { notice: whole.notice, goods, tasks, contracts }))
}

/// PUT /api/v1/exits/{beneficiary}/notices/{id}/choices: which goods the beneficiary takes back.
pub async fn choose(
    ctx: Ctx,
    Path(key): Path<NoticeKey>,
    Json(form): Json<ChoicesForm>,
) -> WebResult<Json<NoticeBody>> {
    actions::choose(&ctx, &key, &form).await?;
    notice(ctx, Path(key)).await
}

/// PUT /api/v1/exits/{beneficiary}/notices/{id}/tasks/{consequence}: says that a consequence was seen to.
pub async fn see_to(
    ctx: Ctx,
    Path((beneficiary, id, consequence)): Path<(BeneficiaryId, NoticeId, String)>,
    Json(form): Json<TaskForm>,
) -> WebResult<Json<NoticeBody>> {
    let key = NoticeKey { beneficiary, id };
    let consequence = Consequence::parse(&consequence).ok_or(Error::NotFound)?;
    actions::see_to(&ctx, &key, consequence, &form).await?;
    notice(ctx, Path(key)).await
}

/// POST /api/v1/exits/{beneficiary}/notices/{id}/confirmation: confirms the exit and freezes what is due for the goods.
pub async fn confirm(
    ctx: Ctx,
    Path(key): Path<NoticeKey>,
    Json(form): Json<ConfirmForm>,
) -> WebResult<Json<NoticeBody>> {
    actions::confirm(&ctx, &key, &form).await?;
    notice(ctx, Path(key)).await
}

/// POST /api/v1/exits/{beneficiary}/notices/{id}/withdrawal: withdraws a notice that was not confirmed.
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<NoticeKey>,
    Json(form): Json<WithdrawForm>,
) -> WebResult<Json<NoticeBody>> {
    actions::withdraw(&ctx, &key, &form).await?;
    notice(ctx, Path(key)).await
}
