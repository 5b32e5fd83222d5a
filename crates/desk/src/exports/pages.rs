//! Files of lists. Everything that can be refused is refused before the first byte.

use super::{row, tickets as columns};
use crate::{
    filters,
    tickets::{listing, store::Filter},
};
use axum::response::Response;
use futures_util::{Stream, stream::try_unfold};
use kernel::{Permission, Scope};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Result,
    sheet::{self as file, Cells, Format},
    web::{Query, WebResult},
};
use serde::Deserialize;
use serde_json::json;

/// What is exported, and how.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExportQuery {
    /// The line of filters.
    q: String,
    /// `csv`, `xlsx` or `ods`.
    format: String,
}

/// GET /tickets/export and /api/v1/tickets/export
pub async fn tickets(ctx: Ctx, Query(query): Query<ExportQuery>) -> WebResult<Response> {
    let format = Format::parse(&query.format)?;
    if !ctx.actor.may(Permission::TicketReadAll) && !ctx.actor.may(Permission::TicketWork) {
        return Err(Error::Forbidden(Permission::TicketReadAll));
    }
    let mut tx = ctx.read().await?;
    let filter = filters::read(&ctx, &mut tx, &query.q, None).await?;
    drop(tx);
    noted(&ctx, &query).await?;
    let sheet = columns(ctx.lang);
    Box::pin(file::answer(format, sheet, pages(ctx, filter))).await
}

/// Who took which list away is in the audit log.
async fn noted(ctx: &Ctx, query: &ExportQuery) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let chain = match ctx.scope() {
        Scope::All => None,
        Scope::One(id) => Some(id),
    };
    let entry = Entry::new("ticket.export", chain, "list", "tickets");
    record(&mut tx, ctx, entry.detail(json!({"line": query.q, "format": query.format}))).await?;
    Ok(tx.commit().await?)
}

/// The rows of a filter, page after page, each read by itself: no transaction stays open while somebody downloads.
fn pages(ctx: Ctx, filter: Filter) -> impl Stream<Item = Result<Vec<Cells>>> + Send + 'static {
    try_unfold((ctx, Some(filter)), |(ctx, filter)| async move {
        let Some(filter) = filter else { return Ok(None) };
        let mut tx = ctx.read().await?;
        // Words of a filter are looked for in each page's own transaction.
        platform::search::prepare(&mut tx).await?;
        let (tickets, after) = listing::tickets(&ctx, &mut tx, &filter).await?;
        drop(tx);
        let rows = tickets.iter().map(|ticket| row(ctx.lang, ticket)).collect();
        let next =
            after.as_deref().and_then(listing::cursor).map(|after| Filter { after: Some(after), ..filter });
        Ok(Some((rows, (ctx, next))))
    })
}
