//! The audit log as JSON.

use super::{Filter, Recorded, store};
use jiff::{SignedDuration, Timestamp};
use platform::{
    Ctx,
    web::{Json, Query, WebResult},
};
use serde::Deserialize;

/// Entries of one page.
const PAGE: i64 = 100;

/// What a list is limited to. `at`, `chain` and `sequence` are those of the last entry already read.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    at: Option<Timestamp>,
    chain: Option<String>,
    sequence: Option<i64>,
    action: Option<String>,
    object_kind: Option<String>,
    object_id: Option<String>,
}

/// GET: entries in scope, newest first, 100 at a time.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Vec<Recorded>>> {
    let later = ctx.now() + SignedDuration::from_hours(1);
    let before = (query.at.unwrap_or(later), query.chain.unwrap_or_default(), query.sequence.unwrap_or(0));
    let filter = Filter {
        before,
        chain: None,
        action: query.action,
        object_kind: query.object_kind,
        object_id: query.object_id,
    };
    let mut tx = ctx.read().await?;
    Ok(Json(store::list(&mut tx, &filter, PAGE).await?))
}
