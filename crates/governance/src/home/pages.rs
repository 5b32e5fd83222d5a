//! Handler of the home page.

use super::{HomeQuery, actions, views};
use maud::Markup;
use platform::{
    Ctx,
    web::{Query, WebResult},
};

/// GET /
pub(super) async fn home(ctx: Ctx, Query(asked): Query<HomeQuery>) -> WebResult<Markup> {
    let home = Box::pin(actions::read(&ctx, &asked)).await?;
    Ok(views::home(&ctx, &home))
}
