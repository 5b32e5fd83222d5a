//! The page of planned maintenance.

use super::{actions, views};
use platform::{Ctx, web::WebResult};

/// GET /maintenance
pub async fn list(ctx: Ctx) -> WebResult {
    let (ahead, over) = actions::list(&ctx).await?;
    Ok(views::list_page(&ctx, &ahead, &over))
}
