//! Handlers of the description for readers.

use super::{Interface, views};
use maud::Markup;
use platform::{
    Ctx, Error,
    web::{Path, WebResult},
};

/// GET /api/docs: how to begin, and the features.
pub(super) async fn index(ctx: Ctx) -> Markup {
    views::index(&ctx, Interface::own())
}

/// GET /api/docs/{feature}: the operations of one feature.
pub(super) async fn feature(ctx: Ctx, Path(feature): Path<String>) -> WebResult {
    let page = views::feature(&ctx, Interface::own(), &feature);
    page.ok_or(Error::NotFound)
}
