//! Articles that may answer what somebody is typing: any of its words will do, the best answer first.

use super::{Article, ArticleId, rules, store, store::Reader};
use kernel::{Actor, Side, words};
use platform::{
    Ctx, Result,
    db::Tx,
    search::{self, Asked, Hit, Kind},
};

/// Articles looked at.
const LOOKED_AT: usize = 60;
/// Articles proposed.
pub const PROPOSED: usize = 3;

/// The kind under which an actor finds articles; nothing for contractors.
pub fn kind_of(actor: &Actor) -> Option<Kind> {
    match actor.side {
        Some(Side::Provider) => Some(Kind::Article),
        Some(Side::Beneficiary) => Some(Kind::Guide),
        Some(Side::Contractor) | None => None,
    }
}

/// The articles that answer a text best, of those the actor may read and that are read.
pub async fn best(ctx: &Ctx, tx: &mut Tx, text: &str, limit: usize) -> Result<Vec<Article>> {
    let (Some(kind), Some(asked)) = (kind_of(&ctx.actor), search::ask_any(text)) else { return Ok(vec![]) };
    let hits = search::page(tx, ctx, &asked, &[kind], None, LOOKED_AT).await?;
    let mut weighed: Vec<(usize, &Hit)> = hits.iter().map(|hit| (weight(hit, &asked), hit)).collect();
    weighed.retain(|(weight, _)| *weight >= rules::PROPOSED);
    // The best first; among equals the title decides, so that the order is always the same.
    weighed.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.title.cmp(&b.1.title)));
    let ids: Vec<ArticleId> = weighed.iter().map(|(_, hit)| ArticleId::from(hit.id.as_str())).collect();
    let mut found = store::some(tx, Reader::of(&ctx.actor), &ids).await?;
    found.retain(Article::is_read);
    found.sort_by_key(|article| ids.iter().position(|id| *id == article.id));
    found.truncate(limit);
    Ok(found)
}

fn weight(hit: &Hit, asked: &Asked) -> usize {
    let terms: Vec<&String> = asked.marked.iter().filter(|term| !term.ends_with('*')).collect();
    let count = |text: &str| {
        let stems = words::terms(text).stems;
        terms.iter().filter(|term| stems.contains(term)).count()
    };
    rules::weight(count(&hit.title), count(&hit.body), terms.len())
}
