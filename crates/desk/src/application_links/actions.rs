//! Saying which application a ticket is about, and which articles say how it is operated.

use super::{Named, store};
use crate::{
    knowledge::{Article, ArticleId, store as articles, store::Reader as ArticleReader},
    tickets::{
        Ticket, TicketKey, actions as tickets,
        store::{self as ticket_store, Reader},
    },
};
use estate::applications::{self, ApplicationKey};
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// Tickets shown beside an application.
const FEW: i64 = 10;

/// Says which application of its beneficiary a ticket is about; none when empty.
pub async fn of_ticket(ctx: &Ctx, key: &TicketKey, application: &str) -> Result<Option<Named>> {
    ctx.require(Permission::TicketWork)?;
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    let before = store::of_ticket(&mut tx, key).await?;
    if before.as_ref().map_or("", |named| named.key.id.as_str()) == application {
        return Ok(before);
    }
    if application.is_empty() {
        store::clear_of_ticket(&mut tx, key).await?;
    } else {
        let known = applications::store::in_use(&mut tx, &key.beneficiary).await?;
        if known.iter().all(|one| one.key.id.as_str() != application) {
            return Err(Error::invalid("application", Text::new("application-error-link")));
        }
        store::set_of_ticket(&mut tx, key, application).await?;
    }
    let now = store::of_ticket(&mut tx, key).await?;
    let entry = Entry::new("ticket.application", Some(&key.beneficiary), "ticket", key.id.as_str());
    let detail = json!({"before": before.map(|one| one.name), "now": now.as_ref().map(|one| &one.name)});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(now)
}

/// Links an article to an application. Doing it twice is doing it once.
pub async fn link(ctx: &Ctx, key: &ApplicationKey, article: &ArticleId) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    applications::store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let found = articles::find(&mut tx, ArticleReader::of(&ctx.actor), article).await?;
    let found = found.ok_or_else(|| Error::invalid("article", Text::new("web-error-choice")))?;
    if store::link(&mut tx, key, article, &ctx.actor.name, ctx.now()).await? == 0 {
        return Ok(());
    }
    let entry =
        Entry::new("application.procedure_link", Some(&key.beneficiary), "application", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"article": article, "title": found.shown.title}))).await?;
    Ok(tx.commit().await?)
}

/// Ends a link.
pub async fn unlink(ctx: &Ctx, key: &ApplicationKey, article: &ArticleId) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    if store::unlink(&mut tx, key, article).await? == 0 {
        return Err(Error::NotFound);
    }
    let entry =
        Entry::new("application.procedure_unlink", Some(&key.beneficiary), "application", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"article": article}))).await?;
    Ok(tx.commit().await?)
}

/// What of the desk a reader sees beside an application.
pub(super) struct Beside {
    /// What it is.
    pub(super) name: String,
    /// The articles linked that the reader may read, by title.
    pub(super) procedures: Vec<Article>,
    /// The last tickets that the reader may see.
    pub(super) tickets: Vec<Ticket>,
    /// Procedures that may be linked, for those who link.
    pub(super) choices: Vec<(String, String)>,
}

/// What of the desk a reader sees beside an application; nothing when it is not in scope.
pub(super) async fn beside(ctx: &Ctx, key: &ApplicationKey) -> Result<Option<Beside>> {
    let mut tx = ctx.read().await?;
    let Some(one) = applications::store::find(&mut tx, key).await? else { return Ok(None) };
    let ids = store::articles(&mut tx, key).await?;
    let mut procedures = articles::some(&mut tx, ArticleReader::of(&ctx.actor), &ids).await?;
    procedures.sort_by(|a, b| (&a.title_folded, &a.id).cmp(&(&b.title_folded, &b.id)));
    let keys = store::tickets(&mut tx, key, FEW).await?;
    let mut tickets = ticket_store::visible(&mut tx, &Reader::of(&ctx.actor), &keys).await?;
    tickets.sort_by(|a, b| b.key.id.cmp(&a.key.id));
    let mut choices =
        if ctx.actor.may(Permission::DeskRun) { store::procedures(&mut tx).await? } else { vec![] };
    choices.retain(|(id, _)| ids.iter().all(|linked| linked.as_str() != id));
    Ok(Some(Beside { name: one.name, procedures, tickets, choices }))
}
