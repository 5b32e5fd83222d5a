//! Connections for programs.

use super::{Connection, ConnectionForm, ConnectionKey, Rollout, actions, pages::PeriodQuery};
use crate::sites::SiteKey;
use kernel::{Explanation, id::BeneficiaryId};
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde::Serialize;

/// The roll-out of one beneficiary.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct RolloutOf {
    /// Whose.
    beneficiary: BeneficiaryId,
    /// The count.
    #[serde(flatten)]
    rollout: Rollout,
    /// How it came about.
    explanation: Explanation,
}

/// GET /api/v1/rollout: buildings connected in a period (the year so far when it is not given) and left to connect.
pub async fn rollout(ctx: Ctx, Query(query): Query<PeriodQuery>) -> WebResult<Json<Vec<RolloutOf>>> {
    let (first, last) = query.period(&ctx)?;
    let all = actions::rollout(&ctx, first, last).await?;
    let shown = all.into_iter().map(|one| RolloutOf {
        beneficiary: one.owner.id,
        rollout: one.rollout.value,
        explanation: one.rollout.explanation,
    });
    Ok(Json(shown.collect()))
}

/// GET /api/v1/sites/{beneficiary}/{id}/connections: how a site is connected, the first state first.
pub async fn list(ctx: Ctx, Path(key): Path<SiteKey>) -> WebResult<Json<Vec<Connection>>> {
    Ok(Json(actions::history(&ctx, &key).await?))
}

/// POST /api/v1/sites/{beneficiary}/{id}/connections: records a state from a day on; gives the whole history.
pub async fn record(
    ctx: Ctx,
    Path(key): Path<SiteKey>,
    Json(form): Json<ConnectionForm>,
) -> WebResult<Created<Json<Vec<Connection>>>> {
    Ok(Created(Json(actions::record(&ctx, &key, &form).await?)))
}

/// POST /api/v1/sites/{beneficiary}/{id}/connections/{connection}/removal: removes a state recorded by mistake.
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<ConnectionKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Vec<Connection>>> {
    Ok(Json(actions::remove(&ctx, &key).await?))
}
