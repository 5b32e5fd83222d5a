//! How articles serve: they are read, answer a question, help or not, go into answers; and their owner reads them again.

use super::{today, writer};
use crate::{
    knowledge::{
        Article, ArticleForm, ArticleId, Audience, markup, rules,
        store::{self, Count, Reader},
    },
    tickets::{TicketKey, actions as tickets},
};
use kernel::{Permission, Scope, Side, Text, id::OrganisationId};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Owners reminded in one go.
const BATCH: i64 = 100;

/// The organisation under which the actor's readings are counted; contractors are not counted.
async fn organisation(ctx: &Ctx, tx: &mut Tx) -> Result<Option<OrganisationId>> {
    match (ctx.scope(), ctx.actor.side) {
        (Scope::One(own), Some(Side::Beneficiary)) => Ok(Some(own.clone())),
        (_, Some(Side::Provider)) => Ok(organisations::store::provider(tx).await?.map(|one| one.id)),
        _ => Ok(None),
    }
}

async fn count(ctx: &Ctx, id: &ArticleId, what: Count) -> Result<()> {
    let mut tx = ctx.begin().await?;
    if let Some(organisation) = organisation(ctx, &mut tx).await? {
        store::add_to_day(&mut tx, &organisation, id, today(ctx), what).await?;
    }
    Ok(tx.commit().await?)
}

/// Counts that an article that is read was opened. Whose eyes it was is not kept.
pub async fn count_read(ctx: &Ctx, article: &Article) -> Result<()> {
    if article.is_read() { count(ctx, &article.id, Count::Read).await } else { Ok(()) }
}

/// Counts a question that an article answered before it became a ticket.
pub async fn answered(ctx: &Ctx, id: &ArticleId) -> Result<()> {
    let mut tx = ctx.read().await?;
    let article = store::find(&mut tx, Reader::of(&ctx.actor), id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    count(ctx, &article.id, Count::Answered).await
}

/// Says whether an article helped. A second opinion takes the place of the first.
pub async fn vote(ctx: &Ctx, id: &ArticleId, is_helpful: bool, remark: &str) -> Result<()> {
    let (Scope::One(own), Some(person)) = (ctx.scope().clone(), ctx.actor.person.clone()) else {
        return Err(Error::Refused(Text::new("knowledge-error-vote")));
    };
    let mut tx = ctx.begin().await?;
    let article = store::find(&mut tx, Reader::of(&ctx.actor), id).await?.ok_or(Error::NotFound)?;
    let remark = remark.trim();
    if remark.chars().count() > rules::NOTE {
        return Err(Error::invalid("remark", Text::new("desk-error-too-long").with("limit", rules::NOTE)));
    }
    store::vote(&mut tx, &own, &article.id, &person, is_helpful, remark, ctx.now()).await?;
    let entry = Entry::new("article.vote", Some(&own), "article_vote", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"helpful": is_helpful}))).await?;
    Ok(tx.commit().await?)
}

/// What of an article is put into an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insert {
    /// Its address.
    Link,
    /// Its words.
    Text,
}

/// The words to be put into an answer on a ticket. Only an article that the ticket's own beneficiary reads: what is
/// internal, or another's, never leaves by an answer.
pub async fn inserted(ctx: &Ctx, key: &TicketKey, id: &ArticleId, what: Insert) -> Result<String> {
    let ticket = tickets::read(ctx, key).await?.thread.ticket;
    ctx.require(Permission::TicketWork)?;
    let mut tx = ctx.read().await?;
    let article = store::find(&mut tx, Reader::of(&ctx.actor), id).await?.ok_or(Error::NotFound)?;
    if !store::offered(&mut tx, &ticket.key.beneficiary).await?.iter().any(|(offered, _)| offered == id) {
        return Err(Error::NotFound);
    }
    drop(tx);
    count(ctx, id, Count::Inserted).await?;
    let title = &article.shown.title;
    Ok(match what {
        Insert::Text => format!("{title}\n\n{}", markup::plain(&article.shown.body)),
        Insert::Link => {
            let home = ctx.platform.settings.public_url.trim_end_matches('/');
            format!("{title}\n{home}{}", article.path())
        }
    })
}

/// The beginning of an article made of a ticket: the question, and what the desk last answered. Internal until somebody
/// has taken out what only concerns that requester.
pub async fn made_from(ctx: &Ctx, key: &TicketKey) -> Result<ArticleForm> {
    writer(ctx)?;
    let thread = tickets::read(ctx, key).await?.thread;
    let answer = thread.messages.iter().rev().find(|one| one.is_provider && !one.is_internal);
    let reason = thread.stays.iter().rev().map(|stay| stay.reason.as_str()).find(|reason| !reason.is_empty());
    let answer = answer.map(|one| one.body.as_str()).or(reason).unwrap_or_default();
    let (question, said) = (ctx.lang.t("knowledge-made-question"), ctx.lang.t("knowledge-made-answer"));
    Ok(ArticleForm {
        title: thread.ticket.title.clone(),
        body: format!("# {question}\n\n{}\n\n# {said}\n\n{answer}", thread.ticket.description),
        audience: Audience::Internal.as_str().to_owned(),
        category: thread.ticket.category.map(|(id, _)| id.to_string()).unwrap_or_default(),
        ticket: format!("{}/{}", key.beneficiary, key.id),
        ..ArticleForm::default()
    })
}

/// Reminds owners of articles that should have been read again, once for each day set.
pub async fn remind(ctx: &Ctx) -> Result<()> {
    let late = store::to_remind(&mut ctx.read().await?, today(ctx), BATCH).await?;
    for id in late {
        let mut tx = ctx.begin().await?;
        let Some(article) = store::hold(&mut tx, &id).await? else { continue };
        let Some(by) = article.review_by else { continue };
        if store::reminded(&mut tx, &id, by).await? > 0 {
            let detail =
                json!({"title": article.shown.title, "review_by": by, "persons": [article.owner.id]});
            record(&mut tx, ctx, Entry::new("article.remind", None, "article", id.as_str()).detail(detail))
                .await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
