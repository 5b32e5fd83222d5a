//! The page of the palette; the script takes its list out of it.

use super::{PaletteQuery, entries, views};
use platform::{
    Ctx,
    web::{Query, WebResult},
};

/// GET /palette?q=…
pub async fn show(ctx: Ctx, Query(query): Query<PaletteQuery>) -> WebResult {
    let entries = entries(&ctx, &query.q).await?;
    Ok(views::page(&ctx, &query, &entries))
}
